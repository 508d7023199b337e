"""The sentences that are compared with one another, as rows of numbers: their words, names, vectors and days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from briefgen.analysis.corpus import Corpus
from briefgen.analysis.readings import Reading
from briefgen.analysis.weights import unit_rows
from briefgen.findings.laid_out import LaidOut, most_of, names_among, plain_terms
from briefgen.language.tokens import stem, words
from briefgen.language.vectors import embed
from briefgen.model import Article
from briefgen.model.dates import span_of
from briefgen.model.publishers import publisher_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

SHORTEST = 4
"""A sentence with fewer content words says nothing that can be told from another."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences that are compared, as rows of numbers."""

    laid: LaidOut
    names: Sequence[frozenset[str]]
    """The words of each sentence with a capital (`laid_out.names_among`)."""
    most: Mapping[str, NDArray[np.float64]]
    """What each sentence can bring to some features at the most."""
    home: NDArray[np.intp]
    """Number of the publisher of each sentence; articles without one by their origin."""
    origin: NDArray[np.intp]
    """Number of the origin of each sentence's article: a reprint tells nothing of its own."""
    rows: Any
    """TF-IDF row of each sentence, of length 1."""
    weights: Any
    """Inverse document frequency of each word that a sentence has."""
    idf: NDArray[np.float64]
    sense: NDArray[np.float32]
    """Vector of each sentence."""
    plain: Any
    """A one for each word of a sentence that is no part of a name."""
    bare: NDArray[np.float64]
    """How rare each word of each of the rows is, 0 for the words of the sentence's names."""
    vocabulary: Sequence[str]
    """The words, by their number."""
    lexicon: NDArray[np.float32]
    """Vector of each word."""
    day: NDArray[np.float64]
    """Day of publication; not a number where it is not known."""
    number: Mapping[str, int]
    """The number of each word."""
    article: NDArray[np.intp]
    """Number of the article of each sentence."""
    subjects: NDArray[np.float32]
    """Vector of each article: the sum of those of its sentences, of length 1."""


def make_pool(
    readings: Mapping[str, Reading], articles: Sequence[Article], corpus: Corpus | None = None
) -> Pool | None:
    """Return the sentences of some articles as rows, or None where too few have words; furniture is left out."""
    home = publishers(readings, articles)
    kept = [r for r in readings.values() if len(r.terms) >= SHORTEST]
    if len({home[r.sentence.source] for r in kept}) < 2:  # noqa: PLR2004 - two publishers
        return None
    told = _not_furniture(kept, home)
    numbers = {name: n for n, name in enumerate(dict.fromkeys(home.values()))}
    texts = {name: n for n, name in enumerate(dict.fromkeys(r.origin for r in told))}
    days = [span_of(r.published)[0].toordinal() if r.published else np.nan for r in told]
    spoken = [words(r.sentence.text) for r in told]
    names = [names_among(found) for found in spoken]
    ids, ends, number = _numbered([plain_terms(r) for r in told])
    vocabulary = list(number)
    rows, weights, idf = _tfidf(ids, ends, len(vocabulary))
    bare = ~_are_named(rows, names, number)
    sense = (
        corpus.vectors_of([r.sentence for r in told])
        if corpus
        else embed([r.sentence.text for r in told])
    )
    order = {name: n for n, name in enumerate(dict.fromkeys(r.sentence.source for r in told))}
    article = np.array([order[r.sentence.source] for r in told], dtype=np.intp)
    return Pool(
        laid=LaidOut(told),
        names=names,
        most={k: np.array(v, dtype=np.float64) for k, v in most_of(told, spoken, names).items()},
        plain=_kept(rows, bare),
        bare=idf[rows.indices] * bare,
        home=np.array([numbers[home[r.sentence.source]] for r in told], dtype=np.intp),
        origin=np.array([texts[r.origin] for r in told], dtype=np.intp),
        rows=rows,
        weights=weights,
        idf=idf,
        sense=sense,
        vocabulary=vocabulary,
        lexicon=embed(vocabulary),
        day=np.array(days, dtype=np.float64),
        number=number,
        article=article,
        subjects=_subjects(sense, article, len(order)),
    )


def _subjects(
    sense: NDArray[np.float32], article: NDArray[np.intp], count: int
) -> NDArray[np.float32]:
    """Return a vector for each article, of length 1."""
    found = np.zeros((count, sense.shape[1]), dtype=np.float32)
    np.add.at(found, article, sense)
    lengths = np.sqrt((found * found).sum(axis=1, keepdims=True))
    return np.asarray(found / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)


def publishers(readings: Mapping[str, Reading], articles: Sequence[Article]) -> dict[str, str]:
    """Return each article's publisher, by whichever of its names; of one without, its origin."""
    origin = {r.sentence.source: r.origin for r in readings.values()}
    return {
        a.id: publisher_key(a.publisher) or f"origin {origin.get(a.id, a.id)}" for a in articles
    }


def _not_furniture(told: Sequence[Reading], home: Mapping[str, str]) -> list[Reading]:
    """Return sentences without those whose text stands in several articles of one publisher."""
    held: Counter[tuple[str, str]] = Counter(
        {(home[r.sentence.source], r.sentence.sha256): 0 for r in told}
    )
    origins = {(home[r.sentence.source], r.sentence.sha256, r.origin) for r in told}
    held.update((publisher, text) for publisher, text, _ in origins)
    return [r for r in told if held[home[r.sentence.source], r.sentence.sha256] < FURNITURE]


FURNITURE = 3
"""Distinct articles of one publisher with the same sentence, from which it is the page's and not theirs."""


def _numbered(sequences: Sequence[Sequence[str]]) -> tuple[Ints, Ints, dict[str, int]]:
    """Return the number of each word of some sentences, where each sentence begins and ends, and the words in order."""
    number = {word: n for n, word in enumerate(sorted(set(chain.from_iterable(sequences))))}
    ends = np.cumsum([0, *map(len, sequences)])
    ids = map(number.__getitem__, chain.from_iterable(sequences))
    return np.fromiter(ids, dtype=np.int64, count=int(ends[-1])), ends, number


def _tfidf(ids: Ints, ends: Ints, columns: int) -> tuple[Any, Any, NDArray[np.float64]]:
    """Return rows of length 1, the weights of their words, and how rare each word is."""
    from scipy.sparse import csr_matrix, diags  # noqa: PLC0415 - late, it is heavy

    ones = csr_matrix((np.ones(len(ids)), ids, ends), shape=(len(ends) - 1, columns))
    ones.sum_duplicates()
    ones.data[:] = 1.0
    idf = rarity_of(np.asarray(ones.sum(axis=0)).ravel(), ones.shape[0])
    weights = (ones @ diags(idf)).tocsr()
    weights.sort_indices()  # columns beside the rows' values count on their order
    return unit_rows(weights), weights, idf


FEWEST = 500
"""Of fewer sentences nobody can tell how rare a word is: they stand for so many, and a word's count for what
lies between its own and its share."""


def rarity_of(held: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return the inverse document frequency of words that so many of ``size`` sentences hold."""
    grown = max(size, FEWEST)
    return np.asarray(np.log((1 + grown) / (1 + held * np.sqrt(grown / max(size, 1)))) + 1)


def _are_named(rows: Any, names: Sequence[frozenset[str]], number: Mapping[str, int]) -> Bools:
    """Return which of the words of all rows are part of a name of their sentence."""
    held = [[number[s] for s in map(stem, found) if s in number] for found in names]
    size, columns = rows.shape
    of = np.repeat(np.arange(size), [len(found) for found in held])
    spoken = np.fromiter(chain.from_iterable(held), dtype=np.int64, count=len(of))
    row = np.repeat(np.arange(size), np.diff(rows.indptr))
    return np.isin(row * columns + rows.indices, of * columns + spoken)


def _kept(rows: Any, kept: Bools) -> Any:
    """Return a one for each word of each row that is kept."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    ends = np.concatenate([[0], np.cumsum(kept)])[rows.indptr]
    ids = rows.indices[kept]
    return csr_matrix((np.ones(len(ids)), ids, ends), shape=rows.shape)
