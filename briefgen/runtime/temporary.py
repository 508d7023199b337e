"""What killed runs left behind: known by its name, and as nobody's any more by a lock that ends with its run.

A run that works in a folder shares the lock on it; the kernel takes the lock away however the run ends.
Whoever gets the lock for itself alone knows that nobody is at work there.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "briefgen-"
"""Begins the names of temporary folders, and behind a dot those of temporary files."""

_FILE = re.compile(r"\.briefgen-\d+-.+\.part", re.DOTALL)
_FOLDER = re.compile(r"briefgen-[a-z0-9_]{8}")
_YOUNG = 60.0
"""Seconds within which a folder's maker may not have locked it yet."""


def temporary_name(name: str) -> str:
    """Return the name under which this process writes a file until it takes its place."""
    return f".{PREFIX}{os.getpid()}-{name}.part"


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Keep a folder from being swept; where the file system knows no locks, nothing is swept anyway."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Give whether nobody is at work in a folder; nobody can begin meanwhile."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        yield False
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        alone = True
    except OSError:
        alone = False
    try:
        yield alone
    finally:
        os.close(descriptor)


def sweep_files(folder: Path) -> None:
    """Remove the temporary files that killed runs left in a folder; what cannot be removed stays."""
    with suppress(OSError):
        left = [p for p in folder.iterdir() if _FILE.fullmatch(p.name)]
        if not left:
            return
        with _alone(folder) as alone:
            for path in left if alone else ():
                path.unlink()


def sweep_below(folder: Path) -> None:
    """Remove the temporary files that killed runs left in the folders of a folder."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                sweep_files(path)


def sweep_folders(parent: Path) -> None:
    """Remove the temporary folders of this user that killed runs left in a folder."""
    with suppress(OSError):
        for path in parent.iterdir():
            if _FOLDER.fullmatch(path.name):
                with suppress(OSError), _alone(path) as alone:
                    if alone and _is_ours(path):
                        shutil.rmtree(path)


def _is_ours(path: Path) -> bool:
    """Return whether a folder belongs to this user and is old enough to be locked by its maker."""
    known = path.lstat()
    return known.st_uid == os.getuid() and time.time() - known.st_mtime > _YOUNG
