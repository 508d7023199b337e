"""The first sentences of every source, round by round: the baseline that is hard to beat."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.brief.summarisers import Candidate


def rank(candidates: Sequence[Candidate], *, words: int) -> tuple[str, ...]:
    """Return first sentences, then second ones, … while they fit."""
    chosen = []
    left = words
    for candidate in sorted(candidates, key=lambda c: (c.place, c.id)):
        if candidate.words <= left:
            chosen.append(candidate.id)
            left -= candidate.words
    return tuple(chosen)
