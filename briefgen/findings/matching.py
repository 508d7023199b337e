"""How likely it is that two sentences of different articles report the same event.

A logistic regression over five named features (`WEIGHTS`). What articles are about weighs most: two
sentences report one event where their articles do and they share the words that these articles share. Fitted and measured on ECB+ (Cybulska and
Vossen 2014) by ``benchmarks/claims.py``; no word list of any domain is in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from briefgen.analysis.weights import count_words, idf_of, weigh_counts
from briefgen.findings.grouping import Pairs
from briefgen.language.english.capitals import without_names
from briefgen.language.tokens import terms
from briefgen.language.vectors import embed

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEATURES = ("affinity", "story", "words", "shared", "short")
"""Mean likeness of each article to the other one's story; whether both are in one story; cosine of the
sentences' TF-IDF rows; the shared words that the story's articles share, weighed by rarity; logarithm of
the shorter one's words."""
WEIGHTS = np.array([3.72, 2.35, 1.24, 0.32, 0.30])
BIAS = -4.44
"""Fitted on all of ECB+'s development topics, each topic with the root of its pairs as weight."""
SAME = 0.75
"""Probability from which two sentences are printed as one fact, where they also reach `FACT`: precision
.90 and recall .32 on all of ECB+'s development topics."""
FACT, FACT_OF_FEW = 0.6, 0.85
"""What two sentences must have in common apart from names and figures: share of their words (Jaccard) and
cosine of their vectors, together. Sentences on other facts of the same event have less (benchmarks/evidence.py)."""
FEW = 10
"""In fewer articles nobody can tell how rare a word is, and all look alike: more is asked there."""
MOST_IDF = 3.0
"""A word rarer than this counts no more: it is somebody's spelling as often as a detail."""
BLOCK = 1000
"""Rows compared at a time; bounds memory."""


@dataclass(frozen=True, slots=True)
class Table:
    """Sentences and their articles as rows of numbers; all matrices are sparse."""

    home: NDArray[np.intp]
    """The article of each sentence."""
    story: NDArray[np.intp]
    """The story of each article."""
    affinity: Any
    """Mean likeness of an article (row) to the articles of a story (column)."""
    rows: Any
    """TF-IDF row of each sentence, of length 1."""
    common: Any
    """Roots of how common each word of a sentence is in its story, weighed by rarity."""
    lengths: NDArray[np.float64]
    """Content words of each sentence."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What sentences say apart from names and figures."""

    terms: Any
    """A one for each content word of each sentence (sparse)."""
    sense: NDArray[np.float32]
    """The vector of each sentence."""


def make_table(
    documents: Sequence[Sequence[str]],
    sentences: Sequence[Sequence[str]],
    home: Sequence[int],
    stories: Sequence[int],
    likeness: Pairs,
) -> Table | None:
    """Return the table of some sentences, or None where no article has a content word.

    Args:
        documents: content terms of each article, whole.
        sentences: content terms of each sentence.
        home: index of each sentence's article.
        stories: number of each article's story, from 0.
        likeness: how alike articles are, 0 to 1; pairs that are not there are not alike.
    """
    if not any(documents):
        return None
    counts, vocabulary = count_words(documents)
    idf = idf_of(counts)
    told, rows = (
        weigh_counts(counted, idf) for counted in (counts, count_words(sentences, vocabulary)[0])
    )
    article, story = np.array(home, dtype=np.intp), np.array(stories, dtype=np.intp)
    members = _indicator(story)
    return Table(
        home=article,
        story=story,
        affinity=_affinity(likeness, members),
        rows=rows,
        common=_common(told, rows, members, story[article], idf),
        lengths=np.array([len(s) for s in sentences], dtype=np.float64),
    )


def _indicator(labels: NDArray[np.intp]) -> Any:
    """Return a matrix with a one in each row, at its label."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    size = len(labels)
    return csr_matrix((np.ones(size), (np.arange(size), labels)), (size, int(labels.max()) + 1))


def _mean(matrix: Any, members: Any) -> Any:
    """Return the mean of a matrix's rows over each column of members."""
    from scipy.sparse import diags  # noqa: PLC0415

    return diags(1 / np.asarray(members.sum(axis=0)).ravel()) @ (members.T @ matrix)


def _affinity(likeness: Pairs, members: Any) -> Any:
    from scipy.sparse import csr_matrix, identity  # noqa: PLC0415

    size = members.shape[0]
    half = csr_matrix((likeness.values, (likeness.ones, likeness.others)), (size, size))
    return _mean(half + half.T + identity(size), members).T.tocsr()


def _common(told: Any, rows: Any, members: Any, story: NDArray[np.intp], idf: Any) -> Any:
    """Return for each word of each sentence the root of its share of the story's articles and rarity."""
    held = _mean((told > 0).astype(np.float64), members).tocsr()
    shares = (rows > 0).astype(np.float64).multiply(held[story]).multiply(np.minimum(idf, MOST_IDF))
    return shares.tocsr().sqrt()


def find_features(
    table: Table, first: NDArray[np.intp], second: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return a row of `FEATURES` for each pair of sentences, given by their numbers."""
    parts = [
        _features(table, first[n : n + BLOCK * 20], second[n : n + BLOCK * 20])
        for n in range(0, len(first), BLOCK * 20)
    ]
    return np.vstack(parts) if parts else np.zeros((0, len(FEATURES)))


def _features(
    table: Table, first: NDArray[np.intp], second: NDArray[np.intp]
) -> NDArray[np.float64]:
    a, b = table.home[first], table.home[second]
    toward = np.asarray(table.affinity[a, table.story[b]]).ravel()
    back = np.asarray(table.affinity[b, table.story[a]]).ravel()
    return np.column_stack(
        [
            (toward + back) / 2,
            table.story[a] == table.story[b],
            _products(table.rows, first, second),
            _products(table.common, first, second),
            np.log1p(np.minimum(table.lengths[first], table.lengths[second])),
        ]
    )


def _products(matrix: Any, first: NDArray[np.intp], second: NDArray[np.intp]) -> Any:
    """Return the product of two rows for each pair."""
    return np.asarray(matrix[first].multiply(matrix[second]).sum(axis=1)).ravel()


def probabilities(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability, 0 to 1, that each row's two sentences report the same event."""
    return np.asarray(1 / (1 + np.exp(-(features @ WEIGHTS + BIAS))))


def make_facts(texts: Sequence[str]) -> Facts:
    """Return what sentences say apart from names and figures."""
    bare = [without_names(text) for text in texts]
    said = [terms(text) or ("",) for text in bare]
    return Facts(count_words([sorted(set(words)) for words in said])[0], embed(bare))


def find_matches(table: Table, facts: Facts) -> Iterator[tuple[int, int]]:
    """Yield the pairs of sentences of one story and different articles that are printed as one fact."""
    of_story = table.story[table.home]
    for number in range(int(table.story.max()) + 1):
        inside = np.flatnonzero(of_story == number)
        if len(np.unique(table.home[inside])) > 1:
            yield from _matches_inside(table, facts, inside)


def _matches_inside(
    table: Table, facts: Facts, inside: NDArray[np.intp]
) -> Iterator[tuple[int, int]]:
    least = FACT if len(table.story) >= FEW else FACT_OF_FEW
    said = facts.terms[inside]
    for start in range(0, len(inside), BLOCK):
        near = (said[start : start + BLOCK] @ said.T).tocoo()
        later = near.row + start < near.col
        first, second = inside[near.row[later] + start], inside[near.col[later]]
        apart = table.home[first] != table.home[second]
        first, second, shared = first[apart], second[apart], near.data[later][apart]
        alike = likeness_of_facts(facts, first, second, shared) >= least
        first, second = first[alike], second[alike]
        likely = probabilities(find_features(table, first, second)) >= SAME
        yield from zip(first[likely].tolist(), second[likely].tolist(), strict=True)


def likeness_of_facts(
    facts: Facts, first: NDArray[np.intp], second: NDArray[np.intp], shared: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what the facts of pairs of sentences have in common, given how many words they share."""
    sizes = np.asarray(facts.terms.sum(axis=1)).ravel()
    words = shared / (sizes[first] + sizes[second] - shared)
    return np.asarray(words + (facts.sense[first] * facts.sense[second]).sum(axis=1))
