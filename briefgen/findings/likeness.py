"""How alike two sentences are: signs of their words, names, figures, days and of who says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from briefgen.findings.laid_out import Laid
from briefgen.findings.pool import Pool
from briefgen.findings.vetoes import (
    figures_differ,
    longest_run,
    numbers_differ,
)
from briefgen.language.english.contraries import are_synonyms

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEATURES = (
    "cosine", "overlap", "sense", "rare_shared", "rare_unshared", "names_shared", "names_more", "numbers_shared", "numbers_unshared",
    "day_shared", "days_apart", "subjects", "speaker", "one_says", "deeds", "short", "stage", "figure_differs", "soft_more",
    "bare_within", "bare_overlap", "bare_soft", "quoted_run",
)  # fmt: skip
"""Cosine of TF-IDF rows; shared weight of both sentences' words; cosine of vectors; logarithms of the rarity of shared and of
unshared words; capital words shared; names that the one with more has alone; numbers shared, and those each has alone (the
smaller number); a day in common; logarithm of the days between publications; cosine of their articles' vectors; the same
speaker, whether only one has a speaker; likeness of their main verbs; logarithm of the shorter one's words; another stage;
another figure of a kind; the larger share of one that the nearest words of the other hold; shared weight of the words that
are no names, of the shorter one and of both, and the smaller soft share of those; longest common run of quoted words as a
share of the shorter quotation."""
BLOCK = 2000
"""Rows compared at a time; bounds memory."""
RARE = 3.0
"""Inverse document frequency from which a word is rare."""
_COLUMN = {name: n for n, name in enumerate(FEATURES)}
_SOFT = ("soft_more", "bare_soft")
_TOLD = (
    "names_shared", "names_more", "numbers_shared", "numbers_unshared", "day_shared", "speaker", "one_says", "stage",
    "figure_differs", "quoted_run",
)  # fmt: skip
"""What `_told` returns."""
_MOST = {
    "names_more": 4.0, "numbers_unshared": 3.0, "one_says": 1.0, "deeds": 1.0, "stage": 1.0, "figure_differs": 1.0, "quoted_run": 1.0,
}  # fmt: skip
"""The greatest value of the other features that are looked at a pair at a time; the least is 0."""


def reach(
    sizes: Mapping[str, NDArray[np.float64]],
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the most that `fill` can add to the log odds of pairs."""
    weight = {name: float(weights[n]) for name, n in _COLUMN.items()}
    most = sum(max(0.0, weight[name]) * high for name, high in _MOST.items())
    found = np.full(len(first), most)
    for name, size in sizes.items():
        high = abs(weight[name]) if name == "speaker" else max(0.0, weight[name])
        found += high * np.minimum(size[first], size[second])
    return found


def reach_of_words(weights: NDArray[np.float64]) -> float:
    """Return the most that `fill_words` can add to the log odds of a pair."""
    return sum(abs(float(weights[_COLUMN[name]])) for name in _SOFT) * (1 + 1e-5)  # cosines


def features_of(pool: Pool, first: NDArray[np.intp], second: NDArray[np.intp]) -> Any:
    """Return a row of `FEATURES` for each pair of sentences, given by their numbers."""
    parts = []
    for start in range(0, len(first), BLOCK):
        some, others = first[start : start + BLOCK], second[start : start + BLOCK]
        found = cheap(pool, some, others)
        everything = np.arange(len(some))
        fill_words(pool, found, some, others, everything)
        fill(pool, found, some, others, everything)
        parts.append(found)
    return np.vstack(parts) if parts else np.zeros((0, len(FEATURES)))


def cheap(pool: Pool, first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the features that are worked out for many pairs at once; 0 for the others."""
    a, b = pool.rows[first] > 0, pool.rows[second] > 0
    both = a.multiply(b).tocsr()
    shared = np.asarray(both @ pool.idf).ravel()
    of_a, of_b = (np.asarray(pool.weights[n].sum(axis=1)).ravel() for n in (first, second))
    rare = np.maximum(pool.idf - RARE, 0)
    rare_shared = np.asarray(both @ rare).ravel()
    rare_all = np.asarray(a @ rare).ravel(), np.asarray(b @ rare).ravel()
    apart = np.nan_to_num(np.abs(pool.day[first] - pool.day[second]), nan=3.0)
    words = np.minimum(np.asarray(a.sum(axis=1)).ravel(), np.asarray(b.sum(axis=1)).ravel())
    plain = pool.plain[first], pool.plain[second]
    bare = (
        np.asarray(plain[0].multiply(plain[1]).tocsr() @ pool.idf).ravel(),
        np.asarray(plain[0] @ pool.idf).ravel(),
        np.asarray(plain[1] @ pool.idf).ravel(),
    )
    known = {
        "cosine": np.asarray(pool.rows[first].multiply(pool.rows[second]).sum(axis=1)).ravel(),
        "overlap": shared / np.maximum(of_a + of_b - shared, 1e-9),
        "sense": (pool.sense[first] * pool.sense[second]).sum(axis=1),
        "rare_shared": np.log1p(rare_shared),
        "rare_unshared": np.log1p(np.minimum(rare_all[0], rare_all[1]) - rare_shared),
        "days_apart": np.log1p(apart),
        "short": np.log1p(words),
        "subjects": (pool.subjects[pool.article[first]] * pool.subjects[pool.article[second]]).sum(
            axis=1
        ),
        "bare_within": bare[0] / np.maximum(np.minimum(bare[1], bare[2]), 1e-9),
        "bare_overlap": bare[0] / np.maximum(bare[1] + bare[2] - bare[0], 1e-9),
    }
    found = np.zeros((len(first), len(FEATURES)))
    for name, column in known.items():
        found[:, _COLUMN[name]] = column
    return found


def fill_words(
    pool: Pool,
    found: NDArray[np.float64],
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    places: NDArray[np.intp],
) -> None:
    """Put how near the words of both sentences are to each other into some rows."""
    soft = _soft(pool, first[places], second[places])
    for n, name in enumerate(_SOFT):
        found[places, _COLUMN[name]] = soft[:, n]


def fill(
    pool: Pool,
    found: NDArray[np.float64],
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    places: NDArray[np.intp],
) -> None:
    """Put what two sentences are asked for that are laid out into some rows."""
    some, others = first[places], second[places]
    pairs = [(pool.laid[i], pool.laid[j]) for i, j in zip(some, others, strict=True)]
    found[places, _COLUMN["deeds"]] = [_deeds_alike(pool, a.deed, b.deed) for a, b in pairs]
    told = np.array([_told(*pair) for pair in pairs]).reshape(-1, len(_TOLD))
    for n, name in enumerate(_TOLD):
        found[places, _COLUMN[name]] = told[:, n]


def _told(a: Laid, b: Laid) -> tuple[float, ...]:
    """Return what two laid out sentences give to the features of `_TOLD`."""
    speakers = 0.0
    if a.speaker and b.speaker:
        speakers = 1.0 if a.speaker & b.speaker else -1.0
    numbers = len(a.numbers & b.numbers)
    return (
        min(4, len(a.names & b.names)),
        min(4, max(_alone(a, b), _alone(b, a))),
        min(3, numbers),
        min(3, max(len(a.numbers), len(b.numbers)) - numbers),
        float(not a.dates.isdisjoint(b.dates)),
        speakers,
        float(bool(a.speaker) != bool(b.speaker)),
        float(a.stage != b.stage),
        float(figures_differ(a, b) or numbers_differ(a, b)),
        longest_run(a.quoted, b.quoted) / max(1, min(len(a.quoted), len(b.quoted))),
    )


def _alone(a: Laid, b: Laid) -> int:
    """Return how many names of a sentence share no word with one of the other."""
    return sum(all(n.isdisjoint(m) for m in b.reading.named) for n in a.reading.named)


def _deeds_alike(pool: Pool, first: str, second: str) -> float:
    """Return how alike two verbs are, 0 to 1: 1 of synonyms."""
    if first and are_synonyms(first, second):
        return 1.0
    if first not in pool.number or second not in pool.number:
        return UNKNOWN
    one, other = pool.lexicon[pool.number[first]], pool.lexicon[pool.number[second]]
    return float(min(1.0, max(0.0, one @ other)))


UNKNOWN = 0.3
"""Likeness of two verbs of which one is not known, or says nothing by itself."""


def _soft(pool: Pool, first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return a row for each pair: the larger share of a sentence that the nearest words of the other hold, by rarity.

    The second column is the smaller share of words that are no names. Pairs with the same first sentence, one behind
    the other, are compared in one product.
    """
    found = np.empty((len(first), 2))
    runs = [*np.flatnonzero(np.diff(first, prepend=-1)).tolist(), len(first)]
    for start, end in pairwise(runs):
        found[start:end] = _soft_of_one(pool, int(first[start]), second[start:end].tolist())
    return found


def _soft_of_one(pool: Pool, one: int, others: Sequence[int]) -> NDArray[np.float64]:
    left, weigh, bare = _weighed_words(pool, one)
    words = [_weighed_words(pool, other) for other in others]
    right, weighs, bares = (np.concatenate(parts) for parts in zip(*words, strict=True))
    starts = np.cumsum([0, *(len(ids) for ids, _, _ in words[:-1])])
    near = pool.lexicon[left] @ pool.lexicon[right].T
    there = near.max(axis=0)
    here = np.maximum.reduceat(near, starts, axis=1)
    return np.column_stack(
        [
            np.maximum(
                weigh @ here / weigh.sum(),
                np.add.reduceat(there * weighs, starts) / np.add.reduceat(weighs, starts),
            ),
            np.minimum(
                bare @ here / bare.sum() if bare.any() else np.full(len(others), 0.5),
                _shares(np.add.reduceat(there * bares, starts), np.add.reduceat(bares, starts)),
            ),
        ]
    )


def _weighed_words(pool: Pool, row: int) -> tuple[Any, Any, Any]:
    """Return the words of a sentence, how rare each is, and the same with nothing for those of names."""
    held = slice(pool.rows.indptr[row], pool.rows.indptr[row + 1])
    ids = pool.rows.indices[held]
    return ids, pool.idf[ids], pool.bare[held]


def _shares(parts: NDArray[np.float64], wholes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(wholes > 0, parts / np.where(wholes > 0, wholes, 1.0), 0.5)
