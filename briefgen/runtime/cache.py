"""What was worked out before, by key, in one file: bounded, safe to delete, safe for two processes.

Nothing here is ever needed: a file that cannot be opened, a row that is damaged, a disk that is full are misses.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

MOST_BYTES = 400 * 2**20
"""Size of the file at the most; what was not used for longest goes first. An analysis takes about 8 KB, an outline 2."""
WAIT = 2.0
"""Seconds that one process waits for another."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, hash BLOB NOT NULL, used INTEGER NOT NULL,"
    " value BLOB NOT NULL)"
)


_DAMAGE = (sqlite3.Error, UnicodeError)
"""What a damaged file raises: SQLite's own words for it may hold its bytes, which are no text."""


class Cache:
    """Values by their keys in a file."""

    def __init__(self, path: Path, most: int = MOST_BYTES) -> None:
        self._path = path
        self._most = most

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values that are kept for some keys and undamaged, and note that they were used."""
        found: dict[bytes, bytes] = {}
        with self._open() as file:
            if file is None:
                return {}
            with suppress(*_DAMAGE):
                for key in keys:
                    row = file.execute(
                        "SELECT hash, value FROM kept WHERE key = ?", [key]
                    ).fetchone()
                    value = _opened(*row) if row else None
                    if value is not None:
                        found[key] = value
                now = _turn(file) + 1
                with file:
                    file.executemany(
                        "UPDATE kept SET used = ? WHERE key = ?", [(now, k) for k in found]
                    )
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep some values; where it cannot, nothing is kept."""
        with self._open() as file:
            if file is None:
                return
            with suppress(*_DAMAGE):
                now = _turn(file) + 1
                rows = [
                    (k, hashlib.sha256(v).digest(), now, zlib.compress(v, 1))
                    for k, v in values.items()
                ]
                with file:
                    file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
                self._trim(file)

    def _trim(self, file: sqlite3.Connection) -> None:
        """Let go of what was not used for longest until the file is small enough."""
        while self._size(file) > self._most:
            with file:
                gone = file.execute(
                    "DELETE FROM kept WHERE used <= (SELECT min(used) FROM kept)"
                ).rowcount
            if not gone:
                return
        file.executescript("PRAGMA incremental_vacuum")  # execute would give one page back

    @staticmethod
    def _size(file: sqlite3.Connection) -> int:
        """Return the bytes of the pages that hold something: small values fill theirs badly."""
        pages, free, size = (
            int(file.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection | None]:
        """Give the file, a new one where it is no such file; nothing where there can be none."""
        file = _connected(self._path)
        if file is None:
            with suppress(OSError):
                for ending in ("", "-wal", "-shm"):
                    Path(f"{self._path}{ending}").unlink(missing_ok=True)
            file = _connected(self._path)
        if file is None:
            yield None
            return
        with closing(file):
            yield file


def _connected(path: Path) -> sqlite3.Connection | None:
    file = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(path, timeout=WAIT)
        file.execute("PRAGMA auto_vacuum = INCREMENTAL")
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = OFF")  # a lost row is a miss
        file.execute(_TABLE)
        file.execute("SELECT key, hash, used, value FROM kept LIMIT 1").fetchone()
    except (*_DAMAGE, OSError):
        if file is not None:
            file.close()
        return None
    return file


def _turn(file: sqlite3.Connection) -> int:
    """Return the number of the latest use; uses are counted, no clock decides."""
    (latest,) = file.execute("SELECT coalesce(max(used), 0) FROM kept").fetchone()
    return int(latest)


def _opened(seal: object, packed: object) -> bytes | None:
    """Return a value, or None where it is not what was kept."""
    if not isinstance(seal, bytes) or not isinstance(packed, bytes):
        return None
    try:
        value = zlib.decompress(packed)
    except zlib.error:
        return None
    return value if hashlib.sha256(value).digest() == seal else None
