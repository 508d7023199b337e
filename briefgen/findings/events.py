"""Which sentences tell of one event: the chance that two do, out of words, concepts, meaning and days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefgen.findings.columns import Bools, Columns, Floats, Ints, Ragged

SHARED = 0.3
OWN = 0.7
FEW, MANY = 20, 30
COMPONENTS = 3
FAR = 5
UNDATED = 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    words: Any
    """TF-IDF rows of stems and pairs of neighbouring stems (sparse, length 1)."""
    concepts: NDArray[np.float32]
    folded: NDArray[np.float32]
    meaning: NDArray[np.float32]
    around: NDArray[np.float32]
    day: Ints
    dated: Bools

    def features(self, a: Ints, b: Ints) -> list[Floats]:
        sure = np.where(self.dated[a][:, None] & self.dated[b][None], 1.0, UNDATED)
        apart = np.minimum(np.abs(self.day[a][:, None] - self.day[b][None]), FAR)
        return [
            np.asarray((self.words[a] @ self.words[b].T).todense()),
            self.concepts[a] @ self.concepts[b].T,
            self.folded[a] @ self.folded[b].T,
            self.meaning[a] @ self.meaning[b].T,
            apart * sure,
            self.around[a] @ self.around[b].T,
        ]


def compare(columns: Columns) -> Likeness:
    counts = count_words(columns.stems, columns.vocabulary)
    weights = rarity(counts, columns.article)
    concepts, folded = find_concepts(counts, weights, columns.article)
    meaning = centred(columns.vectors)
    return Likeness(
        words=tfidf(columns.stems, columns.vocabulary),
        concepts=concepts,
        folded=folded,
        meaning=meaning,
        around=unit(beside(meaning, columns.article)).astype(np.float32),
        day=columns.day,
        dated=columns.dated,
    )


def count_words(rows: Ragged, size: int) -> Any:
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    data = np.ones(len(rows.values))
    counts = csr_matrix((data, rows.values, rows.ends), shape=(len(rows), size))
    counts.sum_duplicates()
    return counts


def pairs_of(rows: Ragged, size: int) -> Ragged:
    """Return the pairs of neighbouring values in each row, as numbers."""
    row = rows.rows
    inside = row[1:] == row[:-1]
    joined = (rows.values[:-1] * size + rows.values[1:])[inside]
    _, numbers = np.unique(joined, return_inverse=True)
    sizes = np.bincount(row[1:][inside], minlength=len(rows))
    return Ragged(numbers, np.concatenate([[0], np.cumsum(sizes)]))


def tfidf(rows: Ragged, size: int) -> Any:
    from scipy.sparse import hstack  # noqa: PLC0415

    pairs = pairs_of(rows, size)
    most = int(pairs.values.max(initial=0)) + 1
    counts = hstack([count_words(rows, size), count_words(pairs, most)]).tocsr()
    counts.data = 1 + np.log(counts.data)
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + len(rows)) / (1 + held)) + 1
    return unit_rows(counts.multiply(idf[None]).tocsr())


def unit_rows(matrix: Any) -> Any:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    from scipy.sparse import diags  # noqa: PLC0415

    return (diags(1 / np.where(lengths > 0, lengths, 1)) @ matrix).tocsr()


def unit(rows: Any) -> Any:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)


def rarity(counts: Any, article: Ints) -> Floats:
    """log(1 / share of articles that hold it) + .3"""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    n, articles = len(article), int(article[-1]) + 1 if len(article) else 0
    member = csr_matrix((np.ones(n), (article, np.arange(n))), shape=(articles, n))
    held = np.asarray(((member @ counts) > 0).sum(axis=0)).ravel()
    return np.log(articles / np.maximum(held, 1)) + SHARED


def find_concepts(counts: Any, weights: Floats, article: Ints) -> tuple[Any, Any]:
    logged = counts.copy()
    logged.data = 1 + np.log(logged.data)
    own = unit_rows(logged.multiply(weights[None]).tocsr())
    few = decompose(own, FEW)
    concepts = unit(own @ few)
    folded = counts * 2 + neighbours(counts, article)
    folded.data = 1 + np.log(folded.data)
    rows = unit_rows(folded.multiply(weights[None]).tocsr())
    many = decompose(rows, MANY)
    both = unit(unit(rows @ many) + OWN * unit(own @ many))
    return concepts.astype(np.float32), both.astype(np.float32)


def decompose(matrix: Any, size: int) -> Any:
    from scipy.sparse.linalg import svds  # noqa: PLC0415

    size = min(size, min(matrix.shape) - 1)
    start = np.ones(min(matrix.shape)) 
    _, _, right = svds(matrix, k=size, v0=start, tol=1e-6)
    return right.T


def neighbours(matrix: Any, article: Ints) -> Any:
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    n = len(article)
    joined = np.flatnonzero(article[1:] == article[:-1])
    rows = np.concatenate([joined, joined + 1])
    cols = np.concatenate([joined + 1, joined])
    return csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(n, n)) @ matrix


def centred(vectors: Any) -> Any:
    rows = vectors - vectors.mean(axis=0)
    _, _, right = np.linalg.svd(rows.T @ rows)
    main = right[:COMPONENTS]
    return unit(rows - rows @ main.T @ main).astype(np.float32)


def beside(meaning: Any, article: Ints) -> Any:
    out = np.zeros_like(meaning)
    for k in (1, 2):
        same = article[k:] == article[:-k]
        out[k:][same] += meaning[:-k][same]
        out[:-k][same] += meaning[k:][same]
    return out
