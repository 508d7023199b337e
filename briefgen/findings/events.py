"""Whether two sentences tell of one event: a chance out of words, concepts, meaning and days.

Within one subject sentences share names, places and words. What tells their events apart best are the
few dozen concepts of the collection itself (latent semantic analysis, Deerwester et al. 1990), found in
sentences with their neighbours; words, vectors less what all sentences share, and days add to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefgen.findings.columns import Bools, Columns, Floats, Ints, Ragged, joined

COMMON = 0.3
"""What a word weighs that every article has; without it subject-wide words would count nothing, which is worse."""
CONCEPTS = 30
"""Concepts of a collection. 20 and 40 serve as well, 100 worse."""
OWN = 0.7
"""What a sentence's own words count beside those that its neighbours lend it."""
SHARED = 3
"""Main directions of a collection's vectors that all its sentences share; they are taken out."""
FAR = 5
"""Days from which two sentences are simply far apart."""
UNDATED = 0.5
"""What the days between two sentences count where one of them names none."""
WEIGHTS = (8.9, 4.4, 3.3, -0.29, 0.85, -3.85)
"""Log odds of words, concepts, meaning, days apart, what stands around, and of nothing: a logistic regression over the pairs of sentences that tell the labelled points of nine weeks
(area under curve .90, average precision .65, leaving one week out)."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the chance of one event is computed from: a row a sentence, all of length 1."""

    words: Any
    """TF-IDF of stems and pairs of neighbouring stems (SciPy, sparse)."""
    across: Any
    """The same, a row a stem: what one sentence shares with all is looked up under its own few stems."""
    titles: Any
    """The same of the articles' titles."""
    folded: NDArray[np.float32]
    """Concepts of the sentence and its neighbours."""
    meaning: NDArray[np.float32]
    around: NDArray[np.float32]
    """The meaning of the two sentences before and behind."""
    day: Ints
    dated: Bools

    def chance(
        self,
        these: Ints,
        those: Ints | slice,
        weights: Sequence[float] = WEIGHTS,
        shared: NDArray[np.float32] | None = None,
    ) -> Floats:
        """Return the chance, 0 to 1, that each of these sentences tells the event of each of those.

        ``shared`` is what `shared` gives of these, where that is known.
        """
        parts = self.parts(these, those, shared)
        odds = sum((w * part for w, part in zip(weights, parts, strict=False)), weights[-1])
        return np.asarray(1 / (1 + np.exp(-odds)))

    def shared(self, these: Ints) -> NDArray[np.float32]:
        """Return how alike in words some sentences are to all."""
        return np.asarray((self.words[these] @ self.across).todense())

    def parts(
        self, these: Ints, those: Ints | slice, shared: NDArray[np.float32] | None = None
    ) -> list[Floats]:
        """Return the likenesses that make the chance, in the order of `WEIGHTS`; a slice of all copies nothing."""
        sure = np.where(self.dated[these][:, None] & self.dated[those], 1.0, UNDATED)
        apart = np.minimum(np.abs(self.day[these][:, None] - self.day[those]), FAR)
        return [
            (self.shared(these) if shared is None else shared)[:, those],
            self.folded[these] @ self.folded[those].T,
            self.meaning[these] @ self.meaning[those].T,
            apart * sure,
            self.around[these] @ self.around[those].T,
        ]


def compare(columns: Columns, folded: NDArray[np.float32] | None = None) -> Likeness:
    """Return what the sentences' likeness is computed from; ``folded`` is that of a likeness of these where it is known."""
    rows = tfidf(joined(columns.stems, columns.titles), columns.vocabulary)
    if folded is None:
        folded = fold(count(columns.stems, columns.vocabulary), columns.article)
    meaning = _centred(columns.vectors)
    return Likeness(
        words=rows[: len(columns.ids)],
        across=rows[: len(columns.ids)].T.tocsr(),
        titles=rows[len(columns.ids) :],
        folded=folded,
        meaning=meaning,
        around=unit(_beside(meaning, columns.article)),
        day=columns.day,
        dated=columns.dated,
    )


def count(rows: Ragged, size: int) -> Any:
    """Return how often each row has each number: sparse, one column a number."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - a fifth of a second

    ones = np.ones(len(rows.values), dtype=np.float32)
    counts = csr_matrix((ones, rows.values, rows.ends), shape=(len(rows), size))
    counts.sum_duplicates()
    return counts


def tfidf(rows: Ragged, size: int) -> Any:
    """Return TF-IDF rows, of length 1, of stems and of pairs of neighbouring stems (Salton and Buckley 1988)."""
    from scipy.sparse import hstack  # noqa: PLC0415

    pairs = _pairs(rows, size)
    most = int(pairs.values.max(initial=-1)) + 1
    counts = hstack([count(rows, size), count(pairs, most)]).tocsr()
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    return weighed(counts, np.log((1 + len(rows)) / (1 + held)) + 1)


def _pairs(rows: Ragged, size: int) -> Ragged:
    """Return the pairs of neighbouring values in each row, numbered."""
    row = rows.rows
    inside = row[1:] == row[:-1]
    both = (rows.values[:-1] * size + rows.values[1:])[inside]
    numbers = np.unique(both, return_inverse=True)[1]
    sizes = np.bincount(row[1:][inside], minlength=len(rows))
    return Ragged(numbers, np.concatenate([[0], np.cumsum(sizes)]))


def weighed(counts: Any, weights: Floats) -> Any:
    """Return rows of length 1 of logarithmic counts times the columns' weights."""
    rows = counts.copy()
    rows.data = ((1 + np.log(rows.data)) * weights[rows.indices]).astype(np.float32)
    sizes = np.diff(rows.indptr)
    squares = np.bincount(
        np.repeat(np.arange(len(sizes)), sizes), rows.data.astype(float) ** 2, minlength=len(sizes)
    )
    lengths = np.sqrt(np.where(squares > 0, squares, 1))
    rows.data /= np.repeat(lengths, sizes).astype(np.float32)
    return rows


def unit(rows: Any) -> NDArray[np.float32]:
    """Return rows brought to length 1; those of length 0 as they are."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def rarity(counts: Any, article: Ints) -> Floats:
    """Return log(1 / share of the articles that have it) for each word, and `COMMON`."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    size = len(article)
    articles = int(article.max(initial=-1)) + 1
    inside = csr_matrix((np.ones(size), (article, np.arange(size))), shape=(articles, size))
    held = np.bincount((inside @ counts).indices, minlength=counts.shape[1])
    return np.log(articles / np.maximum(held, 1)) + COMMON


def fold(counts: Any, article: Ints, size: int = CONCEPTS) -> NDArray[np.float32]:
    """Return each sentence among the concepts of the collection, with the words of its neighbours folded in."""
    weights = rarity(counts, article)
    rows = weighed((counts * 2 + _neighbours(counts, article)).tocsr(), weights)
    concepts = find_concepts(rows, size)
    return unit(unit(rows @ concepts) + OWN * unit(weighed(counts, weights) @ concepts))


def find_concepts(rows: Any, size: int = CONCEPTS) -> NDArray[np.float32]:
    """Return the main right singular vectors of some sparse rows, one a column; none of an empty matrix."""
    from scipy.sparse.linalg import ArpackError, svds  # noqa: PLC0415

    size = min(size, min(rows.shape) - 1)
    if size < 1 or not rows.nnz:
        return np.zeros((rows.shape[1], 1), dtype=np.float32)
    exact = rows.astype(np.float64)
    start = np.ones(min(rows.shape))  # a fixed start: the same concepts each time
    try:
        right = svds(exact, k=size, v0=start, tol=1e-4)[2]
    except ArpackError:  # the same few sentences again and again: fewer directions than asked for
        right = few_directions(exact, size)
    return np.asarray(right.T, dtype=np.float32)


def few_directions(rows: Any, size: int) -> Floats:
    """Return the same, a row each, by powers of a block of directions (Halko and others 2011), which any matrix has."""
    block = np.random.default_rng(0).standard_normal((rows.shape[1], size))
    for _ in range(3):
        block = np.linalg.qr(rows.T @ (rows @ block))[0]
    return np.asarray(np.linalg.svd(rows @ block, full_matrices=False)[2] @ block.T)


def _neighbours(counts: Any, article: Ints) -> Any:
    """Return for each sentence the words of the one before and the one behind, in its article."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    before = np.flatnonzero(article[1:] == article[:-1])
    rows = np.concatenate([before, before + 1])
    others = np.concatenate([before + 1, before])
    ones = np.ones(len(rows), dtype=np.float32)
    return csr_matrix((ones, (rows, others)), shape=(len(article), len(article))) @ counts


def _centred(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors less their mean and their first `SHARED` directions, of length 1."""
    rows = vectors - vectors.mean(axis=0) if len(vectors) else vectors
    shared = np.linalg.svd(rows.T @ rows)[2][:SHARED]
    return unit(rows - rows @ shared.T @ shared)


def _beside(meaning: NDArray[np.float32], article: Ints) -> NDArray[np.float32]:
    """Return the sum of the vectors of the two sentences before and the two behind, in the same article."""
    around = np.zeros_like(meaning)
    for step in (1, 2):
        same = article[step:] == article[:-step]
        around[step:][same] += meaning[:-step][same]
        around[:-step][same] += meaning[step:][same]
    return around
