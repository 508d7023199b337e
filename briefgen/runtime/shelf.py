"""Bytes that are put away until they are wanted again: in memory while they are few, in a file without a name when many."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import NamedTuple, Self

IN_MEMORY = 32 * 2**20
"""Bytes from which they are in a file: the analyses of some 1,600 articles."""


class Place(NamedTuple):
    """Where something stands on a shelf."""

    start: int
    size: int


class Shelf:
    """Holds bytes; whatever becomes of the process, nothing is left behind, for the file has no name."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed at the exit
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    def put(self, content: bytes) -> Place:
        """Put bytes away, and return where."""
        self._file.seek(self._end)
        self._file.write(content)
        place = Place(self._end, len(content))
        self._end += len(content)
        return place

    def get(self, place: Place) -> bytes:
        """Return what was put there."""
        self._file.seek(place.start)
        return self._file.read(place.size)
