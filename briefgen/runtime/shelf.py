"""Sequences whose things are not all at hand: put on a shelf, in memory while they are few and in a file without a name when many."""

from __future__ import annotations

import pickle
import weakref
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, TypeVar, overload

T = TypeVar("T")

IN_MEMORY = 32 * 2**20
"""Bytes from which they are in a file: the texts of some 6,000 articles."""


class _Place(NamedTuple):
    start: int
    size: int


class _Fetched(Sequence[T]):
    """A sequence whose things are fetched when they are asked for; of a slice they are all at hand."""

    @abstractmethod
    def _fetch(self, number: int) -> T:
        """Return one thing, by its number from 0."""

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        numbers = range(len(self))[at]
        return (
            self._fetch(numbers) if isinstance(numbers, int) else tuple(map(self._fetch, numbers))
        )


class Shelf(_Fetched[T]):
    """Things that are read back each time they are asked for; whatever becomes of the process, nothing is left behind."""

    def __init__(self, things: Iterable[T] = ()) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when it is let go of
        self._places = list[_Place]()
        self._end = 0
        weakref.finalize(self, self._file.close)
        for thing in things:
            self.put(thing)

    def put(self, thing: T) -> int:
        """Put a thing behind the others, and return its number."""
        content = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(content)
        self._places.append(_Place(self._end, len(content)))
        self._end += len(content)
        return len(self._places) - 1

    def __len__(self) -> int:
        return len(self._places)

    def _fetch(self, number: int) -> T:
        place = self._places[number]
        self._file.seek(place.start)
        thing: T = pickle.loads(self._file.read(place.size))  # noqa: S301 - see above
        return thing


class Picked(_Fetched[T]):
    """Some things of a sequence, by their numbers."""

    def __init__(self, whole: Sequence[T], numbers: Sequence[int]) -> None:
        self._whole = whole
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def _fetch(self, number: int) -> T:
        return self._whole[self._numbers[number]]
