"""How much words weigh in a collection: counts over ids, and TF-IDF over those.

The same as scikit-learn's vectorizers to the last digit but one; its import takes a second, which is more than a
week of articles needs for all that is counted here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefgen.analysis.corpus import Corpus, Ints, Rows
from briefgen.language.tokens import terms


def add_rows(rows: NDArray[Any], passage: Ints, size: int) -> NDArray[np.float64]:
    """Return the sum of the rows of each passage, added in their order; rows of a passage stand together."""
    summed = np.zeros((size, rows.shape[1]))
    if len(passage):
        firsts = np.flatnonzero(np.diff(passage, prepend=-1))
        summed[passage[firsts]] = np.add.reduceat(rows.astype(np.float64), firsts)
    return summed


def count_terms(codes: Ints, rows: Ints, size: int, columns: int) -> Any:
    """Return how often each row has each code: a sparse matrix of shape (size, columns)."""
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - a fifth of a second

    ones = np.ones(len(codes))
    return coo_matrix((ones, (rows, codes)), shape=(size, columns)).tocsr()


def count_words(
    texts: Sequence[Sequence[str]], vocabulary: Sequence[str] = ()
) -> tuple[Any, list[str]]:
    """Return how often each text has each word, a sparse row a text, and the word of each column.

    Columns are the sorted ``vocabulary``, or all words of the texts, sorted; other words are passed over.
    """
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - a fifth of a second

    columns = list(vocabulary) or sorted(set(chain.from_iterable(texts)))
    number = {word: n for n, word in enumerate(columns)}
    held = (
        [[number[w] for w in text if w in number] for text in texts]
        if vocabulary
        else [[number[w] for w in text] for text in texts]
    )
    ends = np.cumsum([0, *map(len, held)])
    ids = np.fromiter(chain.from_iterable(held), dtype=np.int32, count=int(ends[-1]))
    counts = csr_matrix((np.ones(len(ids)), ids, ends), shape=(len(texts), len(columns)))
    counts.sum_duplicates()
    return counts, columns


def idf_of(counts: Any) -> NDArray[np.float64]:
    """Return how rare each column is, smoothed as if one more row had every word (scikit-learn's way)."""
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + held)) + 1)


def weigh_counts(counts: Any, idf: NDArray[np.float64]) -> Any:
    """Return TF-IDF rows of length 1: logarithmic counts times how rare a column is (Salton and Buckley 1988)."""
    rows = counts.copy()
    rows.data = (np.log(rows.data) + 1) * idf[rows.indices]
    return unit_rows(rows)


def unit_rows(rows: Any) -> Any:
    """Return sparse rows brought to length 1; those without a value as they are."""
    squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    lengths = np.sqrt(np.where(squares > 0, squares, 1.0))
    told = rows.copy()
    told.data = rows.data / np.repeat(lengths, np.diff(rows.indptr))
    return told


def tfidf(counts: Any) -> Any:
    """Return rows of counts as TF-IDF rows of length 1, counts damped by their logarithm."""
    return weigh_counts(counts, idf_of(counts))


class Grams:
    """The content stems of a corpus and of some other texts, and their pairs, as numbers."""

    def __init__(self, corpus: Corpus, texts: Sequence[str] = ()) -> None:
        self._corpus = corpus
        known = corpus.vocabulary.form_of
        fresh = sorted({word for text in texts for word in terms(text)} - set(known))
        self._numbers = {**known, **{w: len(known) + n for n, w in enumerate(fresh)}}

    def of(self, passages: Rows) -> tuple[Ints, Ints, int]:
        """Return the grams of passages, the passage of each, and how many passages there are."""
        corpus = self._corpus
        places = corpus.token_order(passages.rows)
        passage = np.repeat(passages.passage, corpus.lengths[passages.rows])
        content = corpus.vocabulary.content[corpus.tokens[places]]
        stems = corpus.vocabulary.stem[corpus.tokens[places[content]]].astype(np.int64)
        return (*self._paired(stems, passage[content]), passages.size)

    def of_texts(self, texts: Sequence[str]) -> tuple[Ints, Ints, int]:
        """Return the same for texts that the grams were made with."""
        told = [[self._numbers[word] for word in terms(text)] for text in texts]
        stems = np.array([n for row in told for n in row], dtype=np.int64)
        rows = np.repeat(np.arange(len(told)), [len(row) for row in told])
        return (*self._paired(stems, rows), len(texts))

    def _paired(self, stems: Ints, passage: Ints) -> tuple[Ints, Ints]:
        """Return stems and behind them the pairs of neighbours in one passage."""
        both = np.flatnonzero(passage[1:] == passage[:-1])
        pairs = (stems[both] + 1) * len(self._numbers) + stems[both + 1]
        return np.concatenate([stems, pairs]), np.concatenate([passage, passage[both]])


@dataclass(frozen=True)
class Told:
    """Descriptions as TF-IDF rows, and the columns that they and some passages have."""

    known: Ints
    """The grams of each column, sorted."""
    idf: NDArray[np.float64]
    rows: Any

    def cosines(self, grams: tuple[Ints, Ints, int]) -> NDArray[np.float64]:
        """Return the cosine of each passage to each description; grams of no column are passed over."""
        codes, passage, size = grams
        if self.rows is None or not size:
            return np.zeros((size, self.rows.shape[0] if self.rows is not None else 0))
        column = np.searchsorted(self.known, codes).clip(max=len(self.known) - 1)
        held = self.known[column] == codes
        counts = count_terms(column[held], passage[held], size, len(self.known))
        return np.asarray((weigh_counts(counts, self.idf) @ self.rows.T).toarray())


def weigh_like(grams: Grams, passages: Rows, descriptions: Sequence[str]) -> Told:
    """Return descriptions weighed by how rare their grams are among passages and descriptions.

    ``grams`` were made with the descriptions.
    """
    if not descriptions:
        return Told(np.zeros(0, dtype=np.int64), np.zeros(0), None)
    codes, passage, size = grams.of(passages)
    more, rows, told = grams.of_texts(descriptions)
    everything = np.concatenate([codes, more])
    known, column = np.unique(everything, return_inverse=True)
    if not len(known):
        known = np.zeros(1, dtype=np.int64)
    counts = count_terms(column, np.concatenate([passage, rows + size]), size + told, len(known))
    idf = idf_of(counts)
    return Told(known, idf, weigh_counts(counts[size:], idf))
