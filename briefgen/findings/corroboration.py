"""Which sentences of different publishers report the same fact, surely enough to be printed as such.

Pairs that share rare words are scored by a logistic regression over likenesses of their words, names,
figures and days (`likeness.FEATURES`; weights in ``corroboration.json``, learned by training/learn_pairs.py on pairs of
sentences that were judged in whole weeks of news), and what `vetoes` keeps apart is never joined. Precision
goes first: what is merely alike is no corroboration.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from briefgen.analysis.readings import Reading
from briefgen.findings.likeness import (
    BLOCK,
    FEATURES,
    cheap,
    fill,
    fill_words,
    reach,
    reach_of_words,
)
from briefgen.findings.pool import FEWEST, Pool
from briefgen.findings.vetoes import keep_apart, vetoes

if TYPE_CHECKING:
    from numpy.typing import NDArray

COMMON = 400
"""A word in more sentences finds no candidates: what two sentences share is rarer (bounds the pairs)."""
LEAST_COSINE = 0.15
"""A pair less alike is never looked at: of the labelled same pairs one in thirty is."""
NEAR_DAYS, FAR_COSINE = 14, 0.4
"""Of articles published further apart only pairs more alike than this are looked at: days weigh so much that, of 72,000
pairs of 300 articles of eight years, none less alike came within 1.5 of the threshold; pairs of one week stay."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two sentences that are much alike: how likely they report one fact, and what keeps them apart."""

    first: Reading
    second: Reading
    score: float
    """Log odds above the threshold: 0 and more is enough."""
    apart: tuple[str, ...]
    """Names of the rules that keep them apart (`vetoes`)."""

    @property
    def same(self) -> bool:
        """Whether they corroborate each other."""
        return self.score >= 0 and not self.apart


@dataclass(frozen=True, slots=True)
class _Model:
    weights: NDArray[np.float64]
    bias: float
    threshold: float

    def odds(self, found: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log odds of rows of features above the threshold."""
        return np.asarray(found @ self.weights + self.bias - self.threshold)


@cache
def _model() -> _Model:
    text = files("briefgen.findings").joinpath("corroboration.json").read_text("utf-8")
    held = json.loads(text)
    weights = np.array([held["weights"][name] for name in FEATURES])
    return _Model(weights, held["bias"], held["threshold"])


def find_candidates(pool: Pool) -> tuple[Candidate, ...]:
    """Return the pairs that are likely enough to be printed, or to be looked at for what they differ in."""
    first, second = pairs_of(pool)
    more = _asked_more(len(pool.laid))
    scores = score_pairs(pool, first, second, LOOKED_AT + more) - more
    likely = np.flatnonzero(scores >= LOOKED_AT)
    laid = pool.laid
    return tuple(
        Candidate(
            laid[first[n]].reading,
            laid[second[n]].reading,
            float(scores[n]),
            keep_apart(laid[first[n]], laid[second[n]], vetoes(laid[first[n]], laid[second[n]])),
        )
        for n in likely
    )


LOOKED_AT = 0.0
"""Log odds above the threshold from which a pair is looked at for what it differs in."""
FEW_ASK = 1.0
"""Log odds that are asked beyond the threshold of the smallest collection: there the words of its theme are alike
everywhere, and nothing shows that they are not rare."""


def _asked_more(sentences: int) -> float:
    """Return how much more is asked of pairs in a collection of so many sentences."""
    return FEW_ASK * max(0.0, 1 - sentences / FEWEST)


def score_pairs(
    pool: Pool, first: NDArray[np.intp], second: NDArray[np.intp], least: float = -np.inf
) -> NDArray[np.float64]:
    """Return the log odds of each pair above the threshold.

    Of a pair that cannot reach ``least`` whatever its dearer features are something below that is returned.
    """
    model = _model()
    scores = np.empty(len(first))
    for start in range(0, len(first), BLOCK):
        part = slice(start, start + BLOCK)
        some, others = first[part], second[part]
        found = cheap(pool, some, others)
        rest = reach(pool.most, some, others, model.weights)
        most = model.odds(found) + rest + reach_of_words(model.weights)
        open_ = np.flatnonzero(most >= least)
        fill_words(pool, found, some, others, open_)
        most[open_] = model.odds(found[open_]) + rest[open_]
        open_ = open_[most[open_] >= least]
        fill(pool, found, some, others, open_)
        most[open_] = model.odds(found[open_])
        scores[part] = most
    return scores


def pairs_of(pool: Pool) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of sentences of different publishers that share a rare word and are alike."""
    from scipy.sparse import csr_matrix, diags  # noqa: PLC0415 - late, it is heavy

    held = np.asarray((pool.rows > 0).sum(axis=0)).ravel()
    finding = csr_matrix(pool.rows @ diags((held <= COMMON).astype(np.float64)))
    firsts, seconds = [], []
    for start in range(0, finding.shape[0], BLOCK):
        near = (finding[start : start + BLOCK] @ finding.T).tocoo()
        later = (near.row + start < near.col) & (near.data >= LEAST_COSINE)
        first, second = near.row[later].astype(np.intp) + start, near.col[later].astype(np.intp)
        far = np.abs(pool.day[first] - pool.day[second]) > NEAR_DAYS
        apart = (
            (pool.home[first] != pool.home[second])
            & (pool.origin[first] != pool.origin[second])
            & ~(far & (near.data[later] < FAR_COSINE))
        )
        firsts.append(first[apart])
        seconds.append(second[apart])
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    order = np.lexsort((second, first))
    return first[order], second[order]
