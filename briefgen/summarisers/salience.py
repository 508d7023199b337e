"""The default: what several origins say, said once, by the sentences that report most.

Greedy maximisation of a submodular gain under a budget of words (Lin and Bilmes 2011). A sentence gains
by the pairs of words that several origins have and no chosen sentence has yet (the concepts of Gillick and
Favre 2009), for each of its words; by standing early in its source, where reporters put their news; by going
on from a chosen sentence; and by its own quality and relevance. Gains only fall as sentences are chosen,
but for the one that goes on, so a heap of the last known gains finds the best (Minoux 1978): choosing from
100,000 sentences takes seconds.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from briefgen.summarisers import Candidate

LEAD, HALVED_BY = 0.5, 200
"""Worth of a source's first sentence, halved every two hundred words."""
GOES_ON = 0.3
"""Worth of a sentence whose predecessor is chosen: two that belong together read and inform better."""
QUALITY, RELEVANCE = 1.0, 0.5
"""Weights of the other two parts; coverage is scaled to about 1 for the best sentences."""
BEST = 10
"""Coverage is scaled by the mean of so many best sentences."""
LEAST = 10
"""Shorter sentences gain as if they had so many words: brevity alone is no merit."""
REDUNDANT = 0.55
"""Share of content words with a chosen sentence above which a sentence says the same again."""


def rank(candidates: Sequence[Candidate], *, words: int) -> tuple[str, ...]:
    """Return the sentences with the highest gain, one after the other, while they fit."""
    pool = {c.id: c for c in candidates}
    followers = {c.follows: c.id for c in candidates if c.follows in pool}
    weights = _weights(candidates)
    scale = _scale(candidates, weights)
    covered: set[str] = set()
    chosen: dict[str, Candidate] = {}

    def gain(c: Candidate) -> float:
        coverage = _coverage(c, weights, covered) / scale
        return round(coverage + _own(c) + GOES_ON * (c.follows in chosen), 9)

    heap = [(-gain(c), c.id, 0) for c in candidates]
    heapq.heapify(heap)
    left = words
    while heap:
        _, key, known = heapq.heappop(heap)
        candidate = pool[key]
        if key in chosen or candidate.words > left or _repeats(candidate, chosen.values()):
            continue
        if known < len(chosen):
            heapq.heappush(heap, (-gain(candidate), key, len(chosen)))
            continue
        chosen[key] = candidate
        covered.update(candidate.pairs)
        left -= candidate.words
        if key in followers:
            following = pool[followers[key]]
            heapq.heappush(heap, (-gain(following), following.id, len(chosen)))
    return tuple(chosen)


def _own(candidate: Candidate) -> float:
    """Return what a sentence is worth whatever else is chosen."""
    early = float(2.0 ** (-candidate.before / HALVED_BY))
    return LEAD * early + QUALITY * candidate.quality + RELEVANCE * candidate.relevance


def _weights(candidates: Sequence[Candidate]) -> Mapping[str, float]:
    """Return each pair's weight: the square of its origins, nothing for what one of several says alone."""
    origins = {c.origin for c in candidates}
    said = {(pair, c.origin) for c in candidates for pair in c.pairs}
    held = Counter(pair for pair, _ in said)
    least = min(2, len(origins))
    return {pair: float(n * n) for pair, n in held.items() if n >= least}


def _coverage(candidate: Candidate, weights: Mapping[str, float], covered: set[str]) -> float:
    """Return the weight of a sentence's pairs that are not covered, for each of its words."""
    fresh = sum(weights.get(pair, 0.0) for pair in {*candidate.pairs} - covered)
    return fresh / max(LEAST, candidate.words)


def _scale(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> float:
    """Return the coverage of the best sentences; 1 where none covers anything."""
    best = heapq.nlargest(BEST, (_coverage(c, weights, set()) for c in candidates))
    return (sum(best) / len(best) if best else 0.0) or 1.0


def _repeats(candidate: Candidate, chosen: Iterable[Candidate]) -> bool:
    """Return whether a chosen sentence already says most of what a candidate says."""
    own = set(candidate.terms)
    return any(
        len(own & set(other.terms)) > REDUNDANT * max(1, min(len(own), len(set(other.terms))))
        for other in chosen
    )
