"""The default: what most likely matters of the period, each event once.

The candidate of the highest importance comes first; then, one after the other, the one that has most left
when the chance that a chosen one tells its event is taken off.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from briefgen.brief.summarisers import Candidate
from briefgen.findings.importance import pick

SHORT = 12
"""Words of a short sentence: a budget holds no more sentences than such ones."""


def rank(candidates: Sequence[Candidate], *, words: int) -> tuple[str, ...]:
    """Return the candidates by what they tell of the period that none before tells, while they fit."""
    candidates = sorted(candidates, key=lambda c: (-c.quality, c.place, c.terms, c.id))
    ids = [c.id for c in candidates]

    def told(place: int) -> NDArray[np.float64]:
        chances = candidates[place].chances
        return chances(ids) if chances else np.zeros(len(ids))

    scores = np.array([c.importance for c in candidates])
    order = pick(scores, told, min(len(ids), words // SHORT + 1))
    chosen: list[str] = []
    for place in order:
        if candidates[place].words <= words:
            chosen.append(ids[place])
            words -= candidates[place].words
    return tuple(chosen)
