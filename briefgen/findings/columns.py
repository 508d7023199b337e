"""The sentences of a collection as columns of numbers: what events and importance are computed from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different lengths: row ``i`` is ``values[ends[i]:ends[i + 1]]``."""

    values: Ints
    ends: Ints
    """One more than there are rows, from 0."""

    def __len__(self) -> int:
        return len(self.ends) - 1

    @property
    def rows(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self)), np.diff(self.ends))

    def take(self, kept: Ints) -> Ragged:
        """Return some of the rows, in the order asked for."""
        sizes = np.diff(self.ends)[kept]
        ends = np.concatenate([[0], np.cumsum(sizes)])
        inside = np.arange(ends[-1]) - np.repeat(ends[:-1], sizes)
        return Ragged(self.values[np.repeat(self.ends[:-1][kept], sizes) + inside], ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Sentences in the order of their articles: ``n`` rows; articles: ``a`` rows."""

    stems: Ragged
    """Numbers of each sentence's content stems, in order."""
    titles: Ragged
    """The same of each article's title."""
    vocabulary: int
    """How many stems have a number."""
    article: Ints
    """Each sentence's article, 0 to a - 1, rising."""
    place: Ints
    """Each sentence's number in its article, from 0."""
    origin: Ints
    """Each article's origin, as a number: reprints share it."""
    published: Ints
    """Each article's day of publication as `datetime.date.toordinal` gives it; 0 where none is known."""
    days: Ragged
    """The days that each sentence names, as ordinals."""
    vectors: NDArray[np.float32]
    """Each sentence's meaning (`briefgen.language.vectors.embed`)."""

    @property
    def day(self) -> Ints:
        """Each sentence's day: the first that it names, else its article's day of publication."""
        found = self.published[self.article].copy()
        named = np.diff(self.days.ends) > 0
        found[named] = self.days.values[self.days.ends[:-1][named]]
        return found

    @property
    def dated(self) -> Bools:
        """Whether each sentence names a day."""
        return np.diff(self.days.ends) > 0
