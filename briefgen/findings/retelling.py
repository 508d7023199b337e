"""Whether two articles of one subject tell one event: how well the sentences of each find their like in the other.

Within one subject all articles share names, places and words, whole articles and their leads alike. What tells its
events apart is how much of one article stands in the other as well, sentence by sentence, and whether
what the one tells of a day the other tells of that very day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefgen.findings.columns import Floats, Ints, Ragged
from briefgen.findings.events import count, fold, rarity, tfidf, weighed
from briefgen.findings.items import DEEP, Items, runs
from briefgen.findings.near import products

FAR_DAYS = 7
"""Days of publication from which two articles are simply far apart."""
BLOCK = 64
"""Sentences that are held against all others at a time: two or three articles, or dozens of short items."""
FADES = 10
"""Sentences after which one counts half as much as the first."""
FEW = 8
"""Stems of a whole text below which it says little, however much of it another tells: half a million headlines hold many of
which "Washington (CNN)" is all. Of 100,000 made ones the pairs found are right at .68 without this."""
CONCEPTS = 15
"""Concepts in which what is told of one day is compared. 12 to 30 do as well."""
SIGNS = ("apart", "title", "told", "same_day")
"""What says whether two articles whose days are known tell one event: the log of days between them; their titles in
words; how well the sentences of each find their like in the other, in words; and those that name a day, among the
other's of that day, in the concepts of the subject."""
WEIGHTS = (-1.2, 8.84, 19.61, 3.02, -5.11)
"""Log odds of each sign, and of none, by `training/learn_stories.py` from nine labelled weeks of one subject each. Each week
grouped by the weights of the others: pairs of articles F1 .57, BCubed .90; each article alone has 0 and .82."""


def chances(items: Items, ones: Ints, others: Ints, apart: Ints) -> Floats:
    """Return the chance that dated articles of one subject tell one event, for some pairs of them."""
    odds = pair_signs(items, ones, others, apart) @ np.array(WEIGHTS[:-1]) + WEIGHTS[-1]
    return np.asarray(np.round(1 / (1 + np.exp(-odds)), 6))


def pair_signs(items: Items, ones: Ints, others: Ints, apart: Ints) -> Floats:
    """Return the signs of pairs of articles of one subject, a row a pair, a column for each of `SIGNS`.

    Args:
        items: the subject's articles.
        ones: the first article of each pair, by number, rising.
        others: the second.
        apart: the days between them.
    """
    wholes, size = items.numbered(items.rows)
    titled, _ = items.numbered(items.titles)
    weights = rarity(count(wholes, size), np.arange(items.size))
    titles = weighed(count(titled, size), weights)
    told = _retold(_read(items), ones, others)
    days = np.log1p(np.minimum(apart, FAR_DAYS))
    return np.column_stack([days, products(titles, ones, others), told])


@dataclass(frozen=True, slots=True)
class _Told:
    """The first sentences of some articles: a row a sentence, article by article."""

    first: Ints
    """The first row of each article, and behind the last their number."""
    words: Any
    """TF-IDF of stems and pairs of neighbouring stems (SciPy, sparse)."""
    concepts: NDArray[np.float32]
    days: Any
    """Which days each names (SciPy, sparse)."""
    weights: tuple[Floats, Floats]
    """What each counts among all, long and early ones more; and among those that name a day."""


def _read(items: Items) -> _Told:
    rows = np.flatnonzero(~items.titled & (items.places < DEEP))
    article = items.home[rows]
    stems, size = items.stems(rows)
    sizes = items.days.sizes[rows]
    values = items.days.values[runs(items.days.ends[rows], sizes)]
    known, number = np.unique(values, return_inverse=True)
    days = Ragged(number.astype(np.int64), np.concatenate([[0], np.cumsum(sizes)]))
    return _Told(
        first=np.searchsorted(article, np.arange(items.size + 1)),
        words=tfidf(stems, size),
        concepts=fold(count(stems, size), article, CONCEPTS),
        days=count(days, max(1, len(known))),
        weights=(stems.sizes / (1 + items.places[rows] / FADES), (sizes > 0).astype(float)),
    )


def _retold(told: _Told, ones: Ints, others: Ints) -> Floats:
    """Return how well the sentences of both articles of each pair find their like in the other: in words, and of the same day."""
    found = np.zeros((len(ones), len(told.weights)))
    sizes = np.diff(told.first)
    some = np.flatnonzero((sizes[ones] > 0) & (sizes[others] > 0))
    block = told.first[ones[some]] // BLOCK
    for pairs in np.split(some, np.flatnonzero(np.diff(block)) + 1):
        if len(pairs):
            found[pairs] = _some_retold(told, ones[pairs], others[pairs])
    return found


def _some_retold(told: _Told, ones: Ints, others: Ints) -> Floats:
    """Return the same for pairs of a few articles and many others."""
    left, one = np.unique(ones, return_inverse=True)
    right, other = np.unique(others, return_inverse=True)
    sizes = np.diff(told.first)
    mine, theirs = (runs(told.first[some], sizes[some]) for some in (left, right))
    starts, ends = (np.cumsum(sizes[some]) - sizes[some] for some in (left, right))
    words = (told.words[mine] @ told.words[theirs].T).toarray()
    of_a_day = (told.days[mine] @ told.days[theirs].T).toarray() > 0
    concepts = np.where(of_a_day, told.concepts[mine] @ told.concepts[theirs].T, 0)
    found = [
        _means(like, weights[mine], starts, ends, least)[one, other]
        + _means(like.T, weights[theirs], ends, starts, least)[other, one]
        for like, weights, least in zip((words, concepts), told.weights, (FEW, 1), strict=True)
    ]
    return np.column_stack(found) / 2


def _means(like: Floats, weights: Floats, rows: Ints, columns: Ints, least: float) -> Floats:
    """Return how like each row's likest is in each run of columns, on average over each run of rows, by where these begin.

    Rows that weigh less than ``least`` together count as if they weighed that.
    """
    likest = np.maximum.reduceat(like, columns, axis=1)
    summed = np.add.reduceat(weights[:, None] * likest, rows, axis=0)
    return np.asarray(summed / np.maximum(np.add.reduceat(weights, rows), least)[:, None])
