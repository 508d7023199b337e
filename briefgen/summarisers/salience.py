"""The default: what several origins say, said once, by the sentences that report most.

Greedy maximisation of a monotone submodular gain (Lin and Bilmes 2011): each step takes the sentence
that adds the most weight of terms not yet covered, a term weighing by how many origins use it, plus
the sentence's own quality and relevance. Terms that nearly every candidate has weigh nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from briefgen.summarisers import Candidate

COVERED = 0.3
"""What is left of a term's weight each time it was covered."""
COVERAGE = 1.0
COMMON = 1.2
"""A term that more than e**-1.2, some 30 %, of the candidates use begins to weigh less."""
QUALITY = 1.0
RELEVANCE = 0.5
PLACE = 0.25
"""Weights of the four parts; coverage is scaled to at most 1 for a sentence."""
REDUNDANT = 0.55
"""Share of content words with a chosen sentence above which a sentence says the same again."""


def rank(candidates: Sequence[Candidate], *, words: int) -> tuple[str, ...]:
    """Return the sentences with the highest gain, one after the other, while they fit."""
    weights = _weights(candidates)
    scale = max((_coverage(c, weights, Counter()) for c in candidates), default=1.0) or 1.0
    covered: Counter[str] = Counter()
    chosen: list[Candidate] = []
    pool = sorted(candidates, key=lambda c: c.id)
    left = words
    while True:
        fitting = [c for c in pool if c.words <= left and not _repeats(c, chosen)]
        if not fitting:
            return tuple(c.id for c in chosen)
        best = max(fitting, key=lambda c: (round(_gain(c, weights, covered, scale), 9), c.id))
        chosen.append(best)
        pool = [c for c in fitting if c is not best]
        left -= best.words
        covered.update(set(best.terms))


def _weights(candidates: Sequence[Candidate]) -> Mapping[str, float]:
    """Return each term's weight: the squared logarithm of its origins, damped where most use it."""
    origins: dict[str, set[str]] = {}
    held: Counter[str] = Counter()
    for candidate in candidates:
        held.update(set(candidate.terms))
        for term in set(candidate.terms):
            origins.setdefault(term, set()).add(candidate.origin)
    total = len(candidates) + 1
    return {
        t: math.log2(1 + len(o)) ** 2 * min(1.0, math.log(total / held[t]) / COMMON)
        for t, o in sorted(origins.items())
    }


def _coverage(
    candidate: Candidate, weights: Mapping[str, float], covered: Mapping[str, int]
) -> float:
    """Return the weight of a sentence's terms, less where covered, for its length."""
    unique = sorted(set(candidate.terms))
    gained = sum(weights[t] * COVERED ** covered.get(t, 0) for t in unique)
    return gained / math.sqrt(max(6, len(unique)))


def _gain(
    candidate: Candidate, weights: Mapping[str, float], covered: Mapping[str, int], scale: float
) -> float:
    return (
        COVERAGE * _coverage(candidate, weights, covered) / scale
        + QUALITY * candidate.quality
        + RELEVANCE * candidate.relevance
        + PLACE / (1 + candidate.place)
    )


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Return whether a chosen sentence already says most of what a candidate says."""
    own = set(candidate.terms)
    return any(
        len(own & set(other.terms)) > REDUNDANT * max(1, min(len(own), len(set(other.terms))))
        for other in chosen
    )
