"""Ways to rank sentences: a summariser is a callable from candidates to their ids, best first.

Called as ``rank(candidates, words=…)``; it returns ids of distinct candidates, best first, that
together have at the most ``words`` words. Candidates come in the order of the sources.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may be printed, with what is known of it."""

    id: str
    origin: str
    """The text it comes from; a sentence counts once an origin."""
    terms: tuple[str, ...]
    """Stems of its content words."""
    words: int
    """Words in it, and in the sentence printed before it where it needs one."""
    place: int
    """Running number in its source, from 0."""
    quality: float
    """How much it reports by itself, about 0 to 3: figures, names, dates, speakers."""
    relevance: float
    """How much it is its theme's, 0 to 1."""
    pairs: tuple[str, ...] = ()
    """Its pairs of neighbouring words as stems, those of two stop words left out."""
    before: int = 0
    """Words of its source that stand before it."""
    follows: str | None = None
    """Id of the sentence before it in its source, or None for the first."""
    importance: float = 0.0
    """Log odds that it tells what matters of the period (`briefgen.findings.importance`)."""
    chances: Callable[[Sequence[str]], NDArray[np.float64]] | None = None
    """Returns the chances, 0 to 1, that other candidates tell the same event, by their ids."""


class Summariser(Protocol):
    """What ranks candidates."""

    def __call__(self, candidates: Sequence[Candidate], *, words: int) -> tuple[str, ...]:
        """Return the ids chosen, best first."""
