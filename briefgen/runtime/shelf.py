"""Sequences whose things are not all at hand: put on a shelf, in memory while they are few and in a file without a name when many."""

from __future__ import annotations

import pickle
import weakref
from collections.abc import Iterable, Sequence
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, TypeVar, overload

T = TypeVar("T")

IN_MEMORY = 32 * 2**20
"""Bytes from which they are in a file: the texts of some 6,000 articles."""


class _Place(NamedTuple):
    start: int
    size: int


class Shelf(Sequence[T]):
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

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        if isinstance(at, slice):
            return tuple(map(self._get, self._places[at]))
        return self._get(self._places[at])

    def _get(self, place: _Place) -> T:
        self._file.seek(place.start)
        thing: T = pickle.loads(self._file.read(place.size))  # noqa: S301 - see above
        return thing


class Picked(Sequence[T]):
    """Some things of a sequence, by their numbers; looked up when they are asked for."""

    def __init__(self, whole: Sequence[T], numbers: Sequence[int]) -> None:
        self._whole = whole
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        if isinstance(at, slice):
            return tuple(self._whole[n] for n in self._numbers[at])
        return self._whole[self._numbers[at]]
