"""The archive file of a series: opened, locked, brought up to date, and what goes wrong with it told.

One SQLite file beside the profile, in WAL mode, flushed at every commit. Its tables come from the
numbered files in ``schema/``, each applied once and in order; the number of the last one is the
file's version. ``records`` knows what stands in the tables.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from briefgen.errors import ArchiveError

APPLICATION = 0x62726667
"""SQLite's application_id of an archive: "brfg"."""
WAIT = 10.0
"""Seconds to wait for another run that is writing."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive: its path, and the connection for those who know the tables."""

    path: Path
    connection: sqlite3.Connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for writes that happen all or not at all.

        Raises:
            ArchiveError: the file is locked, full, read-only or damaged; nothing was written.
        """
        with told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Return all rows of a query, by column name.

        Raises:
            ArchiveError: the file cannot be read or is damaged.
        """
        with told(self.path):
            return self.connection.execute(query, values).fetchall()


@contextmanager
def open_archive(path: Path, *, wait: float = WAIT) -> Iterator[Archive]:
    """Give the archive in a file for reading and writing; a missing one is made.

    An archive of an earlier version is brought up to date first, and a copy of it as it was stays
    beside it under its name with ``-v`` and its version. ``wait`` is in seconds.

    Raises:
        ArchiveError: it cannot be opened or written, is no archive, or is of a later version.
    """
    with told(path), _connection(path, "rwc", wait) as connection:
        archive = Archive(path, connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if _version(archive) < latest_version():
            _migrate(archive)
        yield archive


@contextmanager
def read_archive(path: Path, *, wait: float = WAIT) -> Iterator[Archive]:
    """Give the archive in a file for reading; nothing is written, on a read-only disk neither.

    Raises:
        ArchiveError: there is none, it is damaged, or of another version.
    """
    if not path.is_file():
        raise ArchiveError(path, "no archive there; build an edition of the series first")
    alone = not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    with told(path), _connection(path, "ro&immutable=1" if alone else "ro", wait) as connection:
        archive = Archive(path, connection)
        version = _version(archive)
        if version < latest_version():
            problem = f"has version {version}, this briefgen {latest_version()}; build an edition to bring it up to date"
            raise ArchiveError(path, problem)
        yield archive


@contextmanager
def hold(path: Path, *, wait: float = WAIT) -> Iterator[None]:
    """Let one run at a time work on an archive; the system ends the hold of a killed one.

    The lock is SQLite's own on an empty database beside the archive. ``wait`` is in seconds.

    Raises:
        ArchiveError: another run holds it for longer, or the folder cannot be written.
    """
    with told(path), _connection(Path(f"{path}-lock"), "rwc", wait) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


@contextmanager
def _connection(path: Path, mode: str, wait: float) -> Iterator[sqlite3.Connection]:
    """Give a connection that commits where it is told to and is closed at the end."""
    address = f"{path.absolute().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, timeout=wait, isolation_level=None, uri=True)) as opened:
        opened.row_factory = sqlite3.Row
        opened.execute("PRAGMA foreign_keys = ON")
        yield opened


@contextmanager
def copy_in_memory(archive: Archive) -> Iterator[Archive]:
    """Give a copy of an archive that can be written without touching the file.

    Raises:
        ArchiveError: the file is damaged.
    """
    with told(archive.path), closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        archive.connection.backup(copy)
        copy.row_factory = sqlite3.Row
        yield Archive(archive.path, copy)


# Versions ----------------------------------------------------------------------------------------


@cache
def migrations() -> tuple[str, ...]:
    """Return the SQL of each version, the first one first: the files of ``schema/`` by their numbers."""
    folder = files("briefgen.series") / "schema"
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".sql"))
    return tuple((folder / name).read_text(encoding="utf-8") for name in names)


def latest_version() -> int:
    """Return the version of the archives that this program makes."""
    return len(migrations())


def _version(archive: Archive) -> int:
    """Return the version of an archive, 0 for an empty file.

    Raises:
        ArchiveError: the file is of a later version, or another program's database.
    """
    version = int(archive.rows("PRAGMA user_version")[0][0])
    mark = archive.rows("PRAGMA application_id")[0][0]
    if mark != APPLICATION and (mark or archive.rows("SELECT 1 FROM sqlite_master LIMIT 1")):
        raise ArchiveError(
            archive.path, "another program's database; name another file (archive under [series])"
        )
    if version > latest_version():
        problem = f"made by a later briefgen (version {version}, this one reads up to {latest_version()}); install a briefgen as new as that; nothing was written"
        raise ArchiveError(archive.path, problem)
    return version


def _migrate(archive: Archive) -> None:
    """Bring an archive up to date in one transaction, a copy of it kept."""
    with archive.transaction() as connection:
        version = _version(archive)  # another run may have been first
        if 0 < version < latest_version():
            _keep_copy(archive.path, version)
        for script in migrations()[version:]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {latest_version()}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")


def _keep_copy(path: Path, version: int) -> None:
    """Copy an archive as it is committed, whole or not at all."""
    copy, waiting = Path(f"{path}-v{version}"), Path(f"{path}-v{version}-part")
    for left in (waiting, Path(f"{waiting}-journal")):  # of a killed run
        left.unlink(missing_ok=True)
    with _connection(path, "ro", WAIT) as source, _connection(waiting, "rwc", WAIT) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
    waiting.replace(copy)


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; a trigger's body is one with its head."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


# What goes wrong ---------------------------------------------------------------------------------

_PROBLEMS = {
    sqlite3.SQLITE_BUSY: "in use by another run; wait for its end and run again; nothing was written",
    sqlite3.SQLITE_LOCKED: "in use by another run; wait for its end and run again; nothing was written",
    sqlite3.SQLITE_READONLY: "read-only; change its mode and its folder's, or build with --no-archive; nothing was written",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; see that its folder exists and may be written, or build with --no-archive; nothing was written",
    sqlite3.SQLITE_FULL: "the disk is full; free space and run again; nothing was written",
    sqlite3.SQLITE_IOERR: "the disk failed or is full; free space, check the disk and run again; nothing was written",
    sqlite3.SQLITE_CORRUPT: "damaged; see 'briefgen archive check', and put back a copy",
    sqlite3.SQLITE_NOTADB: "not an archive of briefgen; name another file (archive under [series]), or put back a copy",
}
"""What SQLite's result codes mean for a user, and what helps."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into ours, which says the file, what is wrong and what helps."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        problem = _PROBLEMS.get(code, f"{error}; see 'briefgen archive check'; nothing was written")
        raise ArchiveError(path, problem) from error
