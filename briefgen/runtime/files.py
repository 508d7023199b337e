"""How artifacts reach a folder, all or none of a file, and how files of others are read: regular ones, within bounds."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from errno import EACCES, EDQUOT, EFBIG, EIO, EISDIR, ENOSPC, EPERM, EROFS
from pathlib import Path
from typing import IO

from briefgen.errors import BriefgenError, DeliveryError
from briefgen.model import Artifact
from briefgen.runtime.temporary import at_work, sweep_files, temporary_name


def write_folder(
    artifacts: Sequence[Artifact],
    folder: Path,
    *,
    instead_of: Sequence[str] = (),
    once: contextlib.AbstractContextManager[object] | None = None,
) -> tuple[Path, ...]:
    """Write artifacts into a folder and return their paths.

    ``instead_of`` names the files of the whole edition: those not written again are out of date and
    removed, once all others stand.

    ``once`` is entered and left when all is written and nothing has taken its place: where it raises, nothing does.

    Every file is written under a temporary name and flushed to the disk before the first one takes
    its place, so a full disk leaves the last edition as it was.

    Raises:
        DeliveryError: the folder cannot be made or written.
    """
    names = [a.name for a in artifacts]
    waiting = [(folder / temporary_name(name), folder / name) for name in names]
    fresh = False
    try:
        fresh = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        sweep_files(folder)
        with at_work(folder):
            _write_all(artifacts, waiting)
            with once or contextlib.nullcontext():
                pass
            for temporary, final in waiting:
                temporary.replace(final)
            for name in set(instead_of) - set(names):
                (folder / name).unlink(missing_ok=True)
            _sync(folder)
    except OSError as error:
        _sweep(waiting, folder, fresh=fresh)
        remedy = _REMEDIES.get(error.errno or 0, "")
        cause = f"cannot be written ({error.strerror or error}); {remedy}name another folder for it (--output)"
        raise DeliveryError(str(folder), cause) from error
    except BriefgenError:
        _sweep(waiting, folder, fresh=fresh)
        raise
    return tuple(final for _, final in waiting)


_REMEDIES = {
    **dict.fromkeys((EACCES, EPERM, EROFS), "change its mode, or "),
    **dict.fromkeys((ENOSPC, EDQUOT, EFBIG, EIO), "free space, or "),
}
"""What helps beside another folder where one cannot be written, by the system's reason."""


def _sweep(waiting: Sequence[tuple[Path, Path]], folder: Path, *, fresh: bool) -> None:
    """Remove what waited to take its place, and the folder where it was made for it."""
    for temporary, _ in waiting:
        with contextlib.suppress(OSError):
            temporary.unlink()
    if fresh:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _write_all(artifacts: Sequence[Artifact], waiting: Sequence[tuple[Path, Path]]) -> None:
    """Write artifacts under their temporary names; none of the places that they will take is a folder."""
    for artifact, (temporary, _) in zip(artifacts, waiting, strict=True):
        with temporary.open("wb") as file:
            file.write(artifact.content)
            file.flush()
            os.fsync(file.fileno())
    for _, final in waiting:
        if final.is_dir() and not final.is_symlink():
            raise IsADirectoryError(EISDIR, f"{final.name} is a folder")


def _sync(folder: Path) -> None:
    """Flush the folder's entries, so that renamed files survive a crash."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_regular(path: Path, folder: Path, most: int) -> bytes:
    """Return the bytes of a regular file of at most so many that lies in a folder, links followed.

    Raises:
        OSError: it is not there or cannot be read.
        ValueError: it is no regular file, lies elsewhere, or is larger.
    """
    with open_regular(path, folder, most) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(_larger(most))
    return content


@contextlib.contextmanager
def open_regular(path: Path, folder: Path, most: int) -> Iterator[IO[bytes]]:
    """Give a regular file of at most so many bytes that lies in a folder, links followed, open for reading.

    Raises:
        OSError: it is not there or cannot be read.
        ValueError: it is no regular file, lies elsewhere, or is larger.
    """
    regular_size(path, folder)  # before it is opened: to open a device may do something
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise ValueError(_IRREGULAR)
        if about.st_size > most:
            raise ValueError(_larger(most))
        yield file


_IRREGULAR = "no regular file"


def _larger(most: int) -> str:
    return f"larger than {most / 1e6:g} MB"


def regular_size(path: Path, folder: Path) -> int:
    """Return the size of a regular file that lies in a folder, links followed.

    Raises:
        OSError: it is not there.
        ValueError: it is no regular file, or lies elsewhere.
    """
    if not is_below(path, folder):
        raise ValueError("a link that leads out of its folder is not followed")
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise ValueError(_IRREGULAR)
    return about.st_size


def is_below(path: Path, folder: Path) -> bool:
    """Return whether a path lies in a folder once all links are followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
