"""Which rows of a large sparse table are near each other, without a look at each pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from briefgen.findings.columns import Bools, Floats, Ints
from briefgen.findings.grouping import NO_PAIRS, Pairs, last_of

HELD = 0.04
"""Pairs less alike than this are not held, and count as nothing alike."""
MOST_HELD = 200
"""A row is held with so many others at the most, those most like it;"""
MOST_PAIRS = 20_000_000
"""of more than a hundred thousand rows with fewer."""
BLOCK = 500
"""Rows compared at a time."""
WHOLE = 20_000
"""Rows of which each is looked for among all others. Of more, each is among those of the days around it."""
WINDOW = 90
"""Those days before and behind."""
WORK = 50_000
"""Products a row that are worth it. The rarest columns that need no more find the pairs, which then are weighed by all.
A thousand articles of 870 words need 40,000, ten thousand 400,000."""
FOUND = HELD / 4
"""What the rarest columns must give for a pair to be weighed."""


def find_near(rows: Any, days: Ints) -> Pairs:
    """Return the pairs of rows of a sparse matrix with a product of `HELD` or more: of each row the nearest ones.

    Args:
        rows: what is compared.
        days: the day of each; 0 where it is not known.
    """
    size = rows.shape[0]
    most = min(MOST_HELD, max(1, MOST_PAIRS // max(1, size)))
    found = []
    for mine, theirs in _windows(days):
        far = WINDOW if size > WHOLE else None
        for row, other, values in _products(rows[mine], rows[theirs], 2 * most):
            ones, others = mine[row], theirs[other]
            near = (values >= HELD) & (ones != others)
            if far is not None:
                dated = (days[ones] > 0) & (days[others] > 0)
                near &= ~dated | (np.abs(days[ones] - days[others]) <= far)
            kept = _nearest(ones, others, values, np.flatnonzero(near), most)
            ones, others = ones[kept], others[kept]
            found.append(Pairs(np.minimum(ones, others), np.maximum(ones, others), values[kept]))
    return last_of(found, size) if found else NO_PAIRS


def _windows(days: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield rows, some thousands at a time, with those among which theirs are looked for; all among all of few."""
    if len(days) <= WHOLE:
        yield np.arange(len(days)), np.arange(len(days))
        return
    order = np.argsort(days, kind="stable")
    sorted_days = days[order]
    undated = int(np.searchsorted(sorted_days, 1))
    for start in range(0, undated, WHOLE):
        yield order[start : min(start + WHOLE, undated)], order
    for start in range(undated, len(order), WHOLE):
        mine = order[start : start + WHOLE]
        first = np.searchsorted(sorted_days, max(1, days[mine[0]] - WINDOW))
        last = np.searchsorted(sorted_days, days[mine[-1]] + WINDOW, "right")
        yield mine, order[first:last]


def _products(left: Any, right: Any, most: int) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Yield the products of rows: those of all columns, of the pairs that the rarest columns find."""
    rare = _rare(left, right)
    every = bool(rare.all())
    across = (right if every else right[:, rare]).T.tocsr()
    finding = left if every else left[:, rare]
    if not every:
        left, right = left[:, ~rare], right[:, ~rare]
    for start in range(0, left.shape[0], BLOCK):
        near = (finding[start : start + BLOCK] @ across).tocoo()
        row, other, values = near.row.astype(np.int64) + start, near.col.astype(np.int64), near.data
        if not every:
            kept = _nearest(row, other, values, np.flatnonzero(values >= FOUND), most)
            row, other = row[kept], other[kept]
            values = values[kept] + products(left, row, other, right)
        yield row, other, values


def _rare(left: Any, right: Any) -> Bools:
    """Return which columns find pairs: the rarest, as long as they are worth their products."""
    asked = np.bincount(left.indices, minlength=left.shape[1])
    held = np.bincount(right.indices, minlength=right.shape[1])
    order = np.argsort(held, kind="stable")
    spent = np.cumsum(asked[order].astype(np.float64) * held[order])
    rare = np.zeros(left.shape[1], dtype=np.bool_)
    rare[order[spent <= WORK * left.shape[0]]] = True
    return rare


def _nearest(rows: Ints, others: Ints, values: Floats, some: Ints, most: int) -> Ints:
    """Return some of the places of pairs: of each row the ``most`` with the highest values, in the order of the rows."""
    order = some[np.lexsort((others[some], -values[some], rows[some]))]
    firsts = np.searchsorted(rows[order], rows[order])
    return order[np.arange(len(order)) - firsts < most]


PAIRS_AT_ONCE = 20_000
"""Pairs multiplied at a time."""


def products(rows: Any, ones: Ints, others: Ints, among: Any = None) -> Floats:
    """Return the product of two rows for each pair, some thousands at a time; the other of another table where there is one."""
    among = rows if among is None else among
    parts = [np.zeros(0)]
    for start in range(0, len(ones), PAIRS_AT_ONCE):
        one, other = (
            rows[ones[start : start + PAIRS_AT_ONCE]],
            among[others[start : start + PAIRS_AT_ONCE]],
        )
        if isinstance(rows, np.ndarray):
            parts.append(np.einsum("ij,ij->i", one, other))
        else:
            parts.append(np.asarray(one.multiply(other).sum(axis=1)).ravel())
    return np.concatenate(parts)
