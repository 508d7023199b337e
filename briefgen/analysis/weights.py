"""How much words weigh in a collection: counts over ids, and TF-IDF by scikit-learn over those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


def tfidf(counts: Any) -> Any:
    """Return rows of counts as TF-IDF rows of length 1, counts damped by their logarithm (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfTransformer  # noqa: PLC0415 - a second to load

    return TfidfTransformer(sublinear_tf=True).fit_transform(counts)


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
    transformer: Any
    rows: Any

    def cosines(self, grams: tuple[Ints, Ints, int]) -> NDArray[np.float64]:
        """Return the cosine of each passage to each description; grams of no column are passed over."""
        codes, passage, size = grams
        if self.transformer is None or not size:
            return np.zeros((size, self.rows.shape[0] if self.rows is not None else 0))
        column = np.searchsorted(self.known, codes).clip(max=len(self.known) - 1)
        held = self.known[column] == codes
        counts = count_terms(column[held], passage[held], size, len(self.known))
        return np.asarray((self.transformer.transform(counts) @ self.rows.T).toarray())


def weigh_like(grams: Grams, passages: Rows, descriptions: Sequence[str]) -> Told:
    """Return descriptions weighed by how rare their grams are among passages and descriptions.

    ``grams`` were made with the descriptions.
    """
    from sklearn.feature_extraction.text import TfidfTransformer  # noqa: PLC0415 - see above

    if not descriptions:
        return Told(np.zeros(0, dtype=np.int64), None, None)
    codes, passage, size = grams.of(passages)
    more, rows, told = grams.of_texts(descriptions)
    everything = np.concatenate([codes, more])
    known, column = np.unique(everything, return_inverse=True)
    if not len(known):
        known = np.zeros(1, dtype=np.int64)
    counts = count_terms(column, np.concatenate([passage, rows + size]), size + told, len(known))
    transformer = TfidfTransformer(sublinear_tf=True).fit(counts)
    return Told(known, transformer, transformer.transform(counts[size:]))
