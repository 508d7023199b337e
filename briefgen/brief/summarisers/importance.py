"""The default: what most likely matters of the period, each event once.

The candidate of the highest importance comes first; then, one after the other, the one that has most left
when the chance that a chosen one tells its event is taken off.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from briefgen.brief.summarisers import Candidate
from briefgen.findings.importance import pick

LIKELY = 0.6
"""A sentence that so likely tells a chosen one's event follows in no theme: it would say it again."""


def rank(candidates: Sequence[Candidate], *, words: int) -> tuple[str, ...]:
    """Return the candidates by what they tell of the period that none before tells, while they fit."""
    ids = [c.id for c in candidates]
    known = np.zeros(len(ids))

    def told(place: int) -> np.ndarray:
        chances = candidates[place].chances
        known[:] = np.maximum(known, chances(ids) if chances else 0.0)
        return known.copy()

    order = pick(np.array([c.importance for c in candidates]), told, len(ids))
    chosen: list[str] = []
    for place in order:
        if candidates[place].words <= words:
            chosen.append(ids[place])
            words -= candidates[place].words
    return tuple(chosen)
