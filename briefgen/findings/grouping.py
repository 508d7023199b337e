"""Pairs of things with how alike they are, and groups of what is alike on average."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from briefgen.findings.columns import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of numbers, the lower one first, each pair once and in their order, with a value each."""

    ones: Ints
    others: Ints
    values: Floats

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.ones)

    def of(self, values: Floats) -> Pairs:
        """Return the same pairs with other values."""
        return Pairs(self.ones, self.others, values)

    def where(self, kept: Bools) -> Pairs:
        """Return some of the pairs."""
        return Pairs(self.ones[kept], self.others[kept], self.values[kept])

    def among(self, numbers: Ints) -> Pairs:
        """Return the pairs with other, rising numbers in place of theirs."""
        return Pairs(numbers[self.ones], numbers[self.others], self.values)


NO_PAIRS = Pairs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))


def last_of(parts: Sequence[Pairs], size: int) -> Pairs:
    """Return the pairs of several parts; of one that is held several times the last value."""
    keys = np.concatenate([part.ones * size + part.others for part in parts])[::-1]
    values = np.concatenate([part.values for part in parts])[::-1]
    keys, last = np.unique(keys, return_index=True)
    return Pairs(keys // size, keys % size, values[last])


def join(size: int, pairs: Pairs, alike: float) -> list[list[int]]:
    """Return groups of numbers by average link: two groups are one while the mean of all their pairs reaches ``alike``.

    A pair that is not there counts nothing. Groups that are each other's likest join, all at once, as long as there
    are any; that gives what joining the likest two at a time does (average link is reducible, Bruynooghe 1977), in some
    dozens of passes over the pairs.
    """
    home, members = np.arange(size), np.ones(size, dtype=np.int64)
    left = pairs
    while True:
        means = left.values / (members[left.ones] * members[left.others])
        near = np.flatnonzero(means >= alike)
        if not len(near):
            break
        ones, others = _likest(size, left, means, near)
        members[ones] += members[others]
        to = np.arange(size)
        to[others] = ones
        home = to[home]
        left = _summed(_connected(size, left, near), to)
    if not size:
        return []
    order = np.argsort(home, kind="stable")
    return [group.tolist() for group in np.split(order, np.flatnonzero(np.diff(home[order])) + 1)]


def _likest(size: int, pairs: Pairs, means: Floats, near: Ints) -> tuple[Ints, Ints]:
    """Return the pairs of which each is the likest of the other; of two that are as like the first."""
    order = near[np.argsort(-means[near], kind="stable")]
    ones, others = pairs.ones[order], pairs.others[order]
    best = np.full(size, len(order))
    ranks = np.arange(len(order))
    np.minimum.at(best, ones, ranks)
    np.minimum.at(best, others, ranks)
    mutual = (best[ones] == ranks) & (best[others] == ranks)
    return ones[mutual], others[mutual]


def _connected(size: int, pairs: Pairs, near: Ints) -> Pairs:
    """Return the pairs whose two sides can still come together, by way of those that are near."""
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - a fifth of a second
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    ends = (pairs.ones[near], pairs.others[near])
    graph = coo_matrix((np.ones(len(near), dtype=np.int8), ends), shape=(size, size))
    part = connected_components(graph, directed=False)[1]
    return pairs.where(part[pairs.ones] == part[pairs.others])


def _summed(pairs: Pairs, to: Ints) -> Pairs:
    """Return pairs of groups after some of them joined, with the sum of what their members' pairs have."""
    one, other = to[pairs.ones], to[pairs.others]
    changed = (one != pairs.ones) | (other != pairs.others)
    if not changed.any():
        return pairs
    apart = one != other
    one, other, values = one[apart], other[apart], pairs.values[apart]
    keys = np.minimum(one, other) * len(to) + np.maximum(one, other)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    if not len(firsts):
        return NO_PAIRS
    return Pairs(
        keys[firsts] // len(to), keys[firsts] % len(to), np.add.reduceat(values[order], firsts)
    )
