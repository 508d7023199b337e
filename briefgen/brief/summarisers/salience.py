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
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from briefgen.brief.summarisers import Candidate

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
    if not candidates:
        return ()
    pool = {c.id: n for n, c in enumerate(candidates)}
    followers = {c.follows: n for n, c in enumerate(candidates) if c.follows in pool}
    concepts = _Concepts(candidates)
    own = [_own(c) for c in candidates]
    chosen: dict[str, Candidate] = {}

    def gain(n: int, coverage: float) -> float:
        return round(coverage + own[n] + GOES_ON * (candidates[n].follows in chosen), 9)

    first = enumerate(concepts.coverage.tolist())
    heap = [(-gain(n, coverage), candidates[n].id, n, 0) for n, coverage in first]
    heapq.heapify(heap)
    left, shortest = words, min(c.words for c in candidates)
    while heap and left >= shortest:
        _, key, n, known = heapq.heappop(heap)
        candidate = candidates[n]
        if key in chosen or candidate.words > left or _repeats(candidate, chosen.values()):
            continue
        if known < len(chosen):
            heapq.heappush(heap, (-gain(n, concepts.left(n)), key, n, len(chosen)))
            continue
        chosen[key] = candidate
        concepts.cover(n)
        left -= candidate.words
        if key in followers:
            n = followers[key]
            following = (-gain(n, concepts.left(n)), candidates[n].id, n, len(chosen))
            heapq.heappush(heap, following)
    return tuple(chosen)


def _own(candidate: Candidate) -> float:
    """Return what a sentence is worth whatever else is chosen."""
    early = float(2.0 ** (-candidate.before / HALVED_BY))
    return LEAD * early + QUALITY * candidate.quality + RELEVANCE * candidate.relevance


class _Concepts:
    """The pairs of words that sentences hold, numbered, and what each is worth until it is covered."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        held = [list({numbers[p]: None for p in c.pairs}) for c in candidates]
        self._pairs = np.fromiter(chain.from_iterable(held), dtype=np.int64)
        sizes = np.fromiter(map(len, held), dtype=np.int64, count=len(held))
        self._ends = np.concatenate([[0], np.cumsum(sizes)])
        self._length = np.array([max(LEAST, c.words) for c in candidates], dtype=float)
        self._worth = self._weigh(candidates, sizes, len(numbers))
        sums = np.concatenate([[0.0], np.cumsum(self._worth[self._pairs])])
        coverage = np.diff(sums[self._ends]) / self._length
        best = np.sort(coverage)[-BEST:].mean()
        self._scale = float(best) or 1.0
        self.coverage: NDArray[np.float64] = coverage / self._scale
        """What each sentence's pairs are worth a word while none is covered; 1 for the best ones."""

    def _weigh(
        self, candidates: Sequence[Candidate], sizes: NDArray[np.int64], pairs: int
    ) -> NDArray[np.float64]:
        """Return each pair's weight: the square of its origins, nothing for what one of several says alone."""
        origins: defaultdict[str, int] = defaultdict(count().__next__)
        origin = np.repeat([origins[c.origin] for c in candidates], sizes)
        said = np.sort(origin * pairs + self._pairs)  # numpy's unique hashes: seven times as slow
        said = said[np.append(True, said[1:] != said[:-1])[: len(said)]]
        times = np.bincount(said % max(1, pairs), minlength=pairs)
        return np.where(times >= min(2, len(origins)), times.astype(float) ** 2, 0.0)

    def left(self, n: int) -> float:
        """Return what a sentence's pairs that are not covered are worth for each of its words."""
        held = self._pairs[self._ends[n] : self._ends[n + 1]]
        return float(self._worth[held].sum() / self._length[n] / self._scale)

    def cover(self, n: int) -> None:
        """Take a sentence's pairs as said: they are worth nothing any more."""
        self._worth[self._pairs[self._ends[n] : self._ends[n + 1]]] = 0.0


def _repeats(candidate: Candidate, chosen: Iterable[Candidate]) -> bool:
    """Return whether a chosen sentence already says most of what a candidate says."""
    own = set(candidate.terms)
    return any(
        len(own & set(other.terms)) > REDUNDANT * max(1, min(len(own), len(set(other.terms))))
        for other in chosen
    )
