"""What is known of collecting: each article with its versions, each source with its health, each host with its pauses.

One SQLite file in the inbox, in WAL mode and flushed at every commit. An article is written down as ``writing``
before its file takes its place and as ``kept`` afterwards, so that whoever comes after a kill can see which of the two
happened. It is apart from the archive: collecting takes minutes, and a build must not wait for it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from briefgen.errors import ArchiveError
from briefgen.series.archive import hold, told

NAME = ".collected.briefgen.sqlite"
"""The file's name in the inbox; no reader looks at names that begin with a dot."""
VERSION = 1
WAIT = 2.0
"""Seconds to wait for another run that collects into the same inbox."""
_SCHEMA = """
CREATE TABLE source (
    key TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT NOT NULL, new INTEGER NOT NULL, checked TEXT NOT NULL, good TEXT,
    etag TEXT NOT NULL, modified TEXT NOT NULL, newest TEXT, rhythm REAL, mark TEXT NOT NULL, listed INTEGER NOT NULL
) STRICT;
CREATE TABLE item (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, version INTEGER NOT NULL, source TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('wanted', 'writing', 'kept', 'failed')),
    url TEXT, title TEXT, date TEXT, paged INTEGER NOT NULL, file TEXT, entry INTEGER, feed_file TEXT,
    sha256 TEXT NOT NULL, said TEXT NOT NULL, read_at TEXT, checked TEXT,
    etag TEXT NOT NULL, modified TEXT NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL,
    UNIQUE (key, version)
) STRICT;
CREATE INDEX item_state ON item (state);
CREATE TABLE host (name TEXT PRIMARY KEY, failures INTEGER NOT NULL, not_before TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A feed, page, section or mailbox, and how it was when it was last asked."""

    key: str
    """Kind and address."""
    kind: str
    name: str
    address: str
    state: str = "never asked"
    reason: str = ""
    new: int = 0
    """Articles that were new the last time."""
    checked: str = ""
    """When it was last asked, ISO 8601, UTC."""
    good: str | None = None
    """When it last gave what it should."""
    etag: str = ""
    modified: str = ""
    newest: str | None = None
    """Day of its newest article."""
    rhythm: float | None = None
    """Days between its articles, the median."""
    mark: str = ""
    """How far it was read, where it counts itself."""
    listed: bool = True
    """Whether the latest round asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A version of an article."""

    id: int | None = None
    key: str
    """What makes it one article: its address, or the id that its feed gives it."""
    version: int = 1
    source: str
    state: str = "wanted"
    url: str | None = None
    title: str | None = None
    date: str | None = None
    paged: bool = True
    """Whether it comes from a page of its own."""
    file: str | None = None
    """Seen from the inbox."""
    entry: int | None = None
    """Its number in its feed."""
    feed_file: str | None = None
    """The file with that feed."""
    sha256: str = ""
    """Hash of the bytes as they came, unpacked."""
    said: str = ""
    """Hash of its words."""
    read_at: str | None = None
    checked: str | None = None
    """When it was last looked at for changes."""
    etag: str = ""
    modified: str = ""
    attempts: int = 0
    reason: str = ""


class State:
    """The open file, shared by the threads of one run."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._connection = path, connection
        self._lock = threading.RLock()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all writes of the block or none.

        Raises:
            ArchiveError: the file cannot be written.
        """
        with self._lock, told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._lock, told(self.path):
            return self._connection.execute(query, values).fetchall()

    def _write(self, query: str, values: Mapping[str, Any]) -> None:
        with self._lock, told(self.path):
            self._connection.execute(query, values)

    # Sources

    def source(self, kind: str, address: str, name: str) -> Source:
        """Return what is known of a source."""
        key = f"{kind} {address}"
        rows = self._rows("SELECT * FROM source WHERE key = ?", key)
        if not rows:
            return Source(key=key, kind=kind, name=name, address=address)
        return replace(_source(rows[0]), name=name or rows[0]["name"], listed=True)

    def put_source(self, source: Source) -> None:
        """Keep what is known of a source."""
        self._write(_upsert("source", Source, "key"), asdict(source))

    def sources(self) -> tuple[Source, ...]:
        """Return the sources that the latest round asked for, by kind and name."""
        rows = self._rows("SELECT * FROM source WHERE listed ORDER BY kind, name, key")
        return tuple(_source(r) for r in rows)

    def list_only(self, keys: Iterable[str]) -> None:
        """Keep that the latest round asked for these sources and no others; what is known of the others stays."""
        with self.transaction():
            self._write("UPDATE source SET listed = 0", {})
            for key in keys:
                self._write("UPDATE source SET listed = 1 WHERE key = :key", {"key": key})

    # Items

    def latest(self, key: str) -> Item | None:
        """Return the latest version of an article."""
        rows = self._rows("SELECT * FROM item WHERE key = ? ORDER BY version DESC LIMIT 1", key)
        return _item(rows[0]) if rows else None

    def wanted(self, source: str | None = None) -> tuple[Item, ...]:
        """Return the articles that are still to be fetched, the first found first."""
        rows = self._rows("SELECT * FROM item WHERE state = 'wanted' ORDER BY id")
        return tuple(_item(r) for r in rows if source in {None, r["source"]})

    def watched(self, since: str, before: str) -> tuple[Item, ...]:
        """Return the latest versions, from pages, of what was read since a time and not looked at since another."""
        rows = self._rows(
            """SELECT * FROM item AS i WHERE state = 'kept' AND paged AND url IS NOT NULL
            AND source NOT LIKE 'page %'
            AND coalesce(checked, read_at) < ? AND NOT EXISTS
                (SELECT 1 FROM item WHERE key = i.key AND version > i.version)
            AND (SELECT min(read_at) FROM item WHERE key = i.key) >= ? ORDER BY id""",
            before, since,
        )  # fmt: skip
        return tuple(_item(r) for r in rows)

    def put_item(self, item: Item) -> None:
        """Keep a version of an article; what is known of the same version is replaced."""
        values = asdict(item)
        del values["id"]
        self._write(_upsert("item", Item, "key, version", without="id"), values)

    def drop_item(self, item: Item) -> None:
        """Forget a version that was not written."""
        self._write("DELETE FROM item WHERE key = :key AND version = :version", asdict(item))

    def items(self, *states: str) -> tuple[Item, ...]:
        """Return all versions in some states; in any, where none is named."""
        rows = self._rows("SELECT * FROM item ORDER BY id")
        return tuple(_item(r) for r in rows if not states or r["state"] in states)

    # Hosts

    def not_before(self, host: str) -> tuple[int, str]:
        """Return how often a host failed in a row, and until when it is left alone."""
        rows = self._rows("SELECT failures, not_before FROM host WHERE name = ?", host)
        return (rows[0]["failures"], rows[0]["not_before"]) if rows else (0, "")

    def put_host(self, host: str, failures: int, not_before: str) -> None:
        """Keep how often a host failed in a row, and until when it is left alone."""
        self._write(
            "INSERT OR REPLACE INTO host VALUES (:name, :failures, :not_before)",
            {"name": host, "failures": failures, "not_before": not_before},
        )


def _source(row: sqlite3.Row) -> Source:
    return Source(**{**dict(row), "listed": bool(row["listed"])})


def _item(row: sqlite3.Row) -> Item:
    return Item(**{**dict(row), "paged": bool(row["paged"])})


def _upsert(table: str, kind: type, key: str, without: str = "") -> str:
    names = [f.name for f in fields(kind) if f.name != without]
    marks, sets = (", ".join(f":{n}" for n in names), ", ".join(f"{n} = :{n}" for n in names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {sets}"  # noqa: S608 - names of ours


@contextmanager
def open_state(inbox: Path) -> Iterator[State]:
    """Give the state of an inbox, held for this run alone; a missing one is made.

    Raises:
        ArchiveError: another run collects into it, or the file cannot be used.
    """
    path = inbox / NAME
    with hold(path, wait=WAIT), _connected(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise ArchiveError(path, "made by a later briefgen; install one as new as that")
        if version == 0:
            script = f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;"
            connection.executescript(script)
        yield State(path, connection)


def read_sources(inbox: Path) -> tuple[Source, ...]:
    """Return the sources of an inbox as they were when they were last asked; none where nothing was collected.

    The file may have come with a folder from elsewhere: what takes long in it is ended.

    Raises:
        ArchiveError: the file cannot be read, or is none of ours.
    """
    path = inbox / NAME
    if not path.is_file():
        return ()
    alone = not os.access(inbox, os.W_OK) and not Path(f"{path}-wal").exists()
    with _connected(path, "ro&immutable=1" if alone else "ro") as connection:
        connection.set_progress_handler(lambda: 1, _MOST_STEPS)
        try:
            return State(path, connection).sources()
        except (TypeError, IndexError) as error:
            raise ArchiveError(path, "not what collecting keeps; remove it") from error


_MOST_STEPS = 10_000_000
"""Steps of SQLite's machine that reading may take; a thousand sources take some 40,000."""


@contextmanager
def _connected(path: Path, mode: str = "rwc") -> Iterator[sqlite3.Connection]:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    with (
        told(path),
        closing(
            sqlite3.connect(
                address, timeout=WAIT, isolation_level=None, check_same_thread=False, uri=True
            )
        ) as connection,
    ):
        connection.row_factory = sqlite3.Row
        yield connection
