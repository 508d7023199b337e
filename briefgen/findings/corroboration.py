"""Which sentences of different publishers report the same fact, surely enough to be printed as such.

Pairs that share rare words are scored by a logistic regression over likenesses of their words, names,
figures and days (`FEATURES`; weights in ``corroboration.json``, learned by training/learn_pairs.py on pairs of
sentences that were judged in whole weeks of news), and what `vetoes` keeps apart is never joined. Precision
goes first: what is merely alike is no corroboration.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from briefgen.analysis.corpus import Corpus
from briefgen.analysis.readings import Reading
from briefgen.analysis.weights import count_words, unit_rows
from briefgen.findings.laid_out import LaidOut, most_of
from briefgen.findings.vetoes import (
    Laid,
    contrary,
    days_differ,
    figures_differ,
    keep_apart,
    longest_run,
    names_among,
    negations_differ,
    numbers_differ,
    plain_terms,
    vetoes,
)
from briefgen.language.tokens import stem, words
from briefgen.language.vectors import embed
from briefgen.model import Article
from briefgen.model.dates import span_of
from briefgen.model.publishers import publisher_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEATURES = (
    "cosine", "within", "overlap", "pairs", "sense", "rare_shared", "rare_unshared", "names_shared",
    "names_unshared", "numbers_shared", "numbers_unshared", "day_shared", "days_apart", "speaker", "short", "run",
    "verbatim", "stage", "not_done", "negation", "contrary", "day_differs", "figure_differs", "soft_less", "soft_more", "longer",
    "bare_within", "bare_overlap", "bare_soft", "quoted",
)  # fmt: skip
"""Cosine of TF-IDF rows; shared weight of the shorter one's words and of both; shared pairs of neighbouring
words of the shorter one; cosine of vectors; logarithms of the rarity of shared and of unshared words; capital
words shared, and those each has alone (the smaller number); numbers the same way; a day in common; logarithm
of the days between publications; the same speaker; logarithm of the shorter one's words; longest run of common
words, as a share of the shorter one and as a logarithm."""
COMMON = 400
"""A word in more sentences finds no candidates: what two sentences share is rarer (bounds the pairs)."""
LEAST_COSINE = 0.15
"""A pair less alike is never looked at: of the labelled same pairs one in thirty is."""
SHORTEST = 4
"""A sentence with fewer content words says nothing that can be told from another."""
NEAR_DAYS, FAR_COSINE = 14, 0.4
"""Of articles published further apart only pairs more alike than this are looked at: days weigh so much that, of 72,000
pairs of 300 articles of eight years, none less alike came within 1.5 of the threshold; pairs of one week stay."""
BLOCK = 2000
"""Rows compared at a time; bounds memory."""
RARE = 3.0
"""Inverse document frequency from which a word is rare."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences that are compared, as rows of numbers."""

    laid: LaidOut
    names: Sequence[frozenset[str]]
    """The words of each sentence with a capital (`vetoes.names_among`)."""
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
    bigrams: Any
    """A one for each pair of neighbouring content words."""
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
        found = _cheap(pool, some, others)
        most = found @ model.weights + model.bias - model.threshold
        most += _reach(pool.most, some, others, model.weights)
        open_ = np.flatnonzero(most >= least)
        _fill(pool, found, some, others, open_)
        most[open_] = found[open_] @ model.weights + model.bias - model.threshold
        scores[part] = most
    return scores


_COLUMN = {name: n for n, name in enumerate(FEATURES)}
_SOFT = ("soft_less", "soft_more", "bare_soft")
_TOLD = (
    "names_shared", "names_unshared", "numbers_shared", "numbers_unshared", "day_shared", "speaker", "run", "stage",
    "not_done", "negation", "contrary", "day_differs", "figure_differs", "quoted",
)  # fmt: skip
"""What `_told` returns, the run in words."""


_MOST = {
    "names_unshared": 4.0, "numbers_unshared": 3.0, "run": 2.0, "verbatim": 6.0, "stage": 1.0, "not_done": 1.0,
    "negation": 1.0, "contrary": 1.0, "day_differs": 1.0, "figure_differs": 1.0, "quoted": 3.0,
}  # fmt: skip
"""The greatest value of the other features that are looked at a pair at a time; the least is 0."""


def _reach(
    sizes: Mapping[str, NDArray[np.float64]],
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the most that the features that are looked at a pair at a time can add to its log odds."""
    weight = {name: float(weights[n]) for name, n in _COLUMN.items()}
    most = sum(max(0.0, weight[name]) * high for name, high in _MOST.items())
    most += sum(abs(weight[name]) for name in _SOFT) * (1 + 1e-5)  # cosines
    found = np.full(len(first), most)
    for name, size in sizes.items():
        high = abs(weight[name]) if name == "speaker" else max(0.0, weight[name])
        found += high * np.minimum(size[first], size[second])
    return found


def _fill(
    pool: Pool,
    found: NDArray[np.float64],
    first: NDArray[np.intp],
    second: NDArray[np.intp],
    places: NDArray[np.intp],
) -> None:
    """Put the features that are looked at a pair at a time into some rows."""
    some, others = first[places], second[places]
    soft = _soft(pool, some, others)
    found[places, _COLUMN["soft_less"]] = soft[:, :2].min(axis=1)
    found[places, _COLUMN["soft_more"]] = soft[:, :2].max(axis=1)
    found[places, _COLUMN["bare_soft"]] = soft[:, 2]
    pairs = [(pool.laid[i], pool.laid[j]) for i, j in zip(some, others, strict=True)]
    told = np.array([_told(*pair) for pair in pairs]).reshape(-1, len(_TOLD))
    lengths = np.diff(pool.rows.indptr).astype(np.float64)
    for n, name in enumerate(_TOLD):
        found[places, _COLUMN[name]] = told[:, n]
    run = told[:, _TOLD.index("run")]
    words = np.minimum(lengths[some], lengths[others])
    found[places, _COLUMN["run"]] = run / np.maximum(words, 1)
    found[places, _COLUMN["verbatim"]] = np.log1p(run)


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
    sequences = [plain_terms(r) for r in told]
    rows, weights, idf, vocabulary = _tfidf(sequences)
    number_of = {word: n for n, word in enumerate(vocabulary)}
    of_names = [
        np.array(sorted({number_of[s] for s in map(stem, x) if s in number_of}), dtype=np.intp)
        for x in names
    ]
    plain = _without(rows, of_names)
    return Pool(
        laid=LaidOut(told),
        names=names,
        most={k: np.array(v, dtype=np.float64) for k, v in most_of(told, spoken, names).items()},
        plain=plain,
        bare=idf[rows.indices] * np.asarray(plain[rows.tocoo().row, rows.indices]).ravel(),
        home=np.array([numbers[home[r.sentence.source]] for r in told], dtype=np.intp),
        origin=np.array([texts[r.origin] for r in told], dtype=np.intp),
        rows=rows,
        weights=weights,
        bigrams=_bigrams(sequences),
        idf=idf,
        sense=(
            corpus.vectors_of([r.sentence for r in told])
            if corpus
            else embed([r.sentence.text for r in told])
        ),
        vocabulary=vocabulary,
        lexicon=embed(vocabulary),
        day=np.array(days, dtype=np.float64),
    )


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


def _tfidf(
    sequences: Sequence[Sequence[str]],
) -> tuple[Any, Any, NDArray[np.float64], list[str]]:
    """Return rows of length 1, the weights of their words, how rare each word is, and the words in order."""
    from scipy.sparse import diags  # noqa: PLC0415 - late, it is heavy

    ones, vocabulary = count_words([sorted(set(said)) for said in sequences])
    idf = rarity_of(np.asarray(ones.sum(axis=0)).ravel(), len(sequences))
    weights = (ones @ diags(idf)).tocsr()
    return unit_rows(weights), weights, idf, vocabulary


FEWEST = 500
"""Of fewer sentences nobody can tell how rare a word is: they stand for so many, and a word's count for what
lies between its own and its share."""


def rarity_of(held: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return the inverse document frequency of words that so many of ``size`` sentences hold."""
    grown = max(size, FEWEST)
    return np.asarray(np.log((1 + grown) / (1 + held * np.sqrt(grown / max(size, 1)))) + 1)


def _without(rows: Any, spoken: Sequence[NDArray[np.intp]]) -> Any:
    """Return a one for each word of each row, those of names left out."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    ends = np.cumsum([0, *(len(s) for s in spoken)])
    ids = np.concatenate(spoken) if len(spoken) else np.zeros(0, dtype=np.intp)
    names = csr_matrix((np.ones(len(ids)), ids, ends), shape=rows.shape)
    ones = (rows > 0).astype(np.float64)
    return csr_matrix(ones - ones.multiply(names))


def _bigrams(sequences: Sequence[Sequence[str]]) -> Any:
    return count_words([sorted({f"{a} {b}" for a, b in pairwise(s)}) for s in sequences])[0]


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


def features_of(pool: Pool, first: NDArray[np.intp], second: NDArray[np.intp]) -> Any:
    """Return a row of `FEATURES` for each pair of sentences, given by their numbers."""
    parts = []
    for start in range(0, len(first), BLOCK):
        some, others = first[start : start + BLOCK], second[start : start + BLOCK]
        found = _cheap(pool, some, others)
        _fill(pool, found, some, others, np.arange(len(some)))
        parts.append(found)
    return np.vstack(parts) if parts else np.zeros((0, len(FEATURES)))


def _cheap(pool: Pool, first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the features that are worked out for many pairs at once; 0 for the others."""
    a, b = pool.rows[first] > 0, pool.rows[second] > 0
    both = a.multiply(b).tocsr()
    shared = np.asarray(both @ pool.idf).ravel()
    of_a, of_b = (np.asarray(pool.weights[n].sum(axis=1)).ravel() for n in (first, second))
    shorter = np.minimum(of_a, of_b)
    rare = np.maximum(pool.idf - RARE, 0)
    rare_shared = np.asarray(both @ rare).ravel()
    rare_all = np.asarray(a @ rare).ravel(), np.asarray(b @ rare).ravel()
    counts = np.asarray(pool.bigrams.sum(axis=1)).ravel()
    pairs = np.asarray(pool.bigrams[first].multiply(pool.bigrams[second]).sum(axis=1)).ravel()
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
        "within": shared / np.maximum(shorter, 1e-9),
        "overlap": shared / np.maximum(of_a + of_b - shared, 1e-9),
        "pairs": pairs / np.maximum(np.minimum(counts[first], counts[second]), 1),
        "sense": (pool.sense[first] * pool.sense[second]).sum(axis=1),
        "rare_shared": np.log1p(rare_shared),
        "rare_unshared": np.log1p(np.minimum(rare_all[0], rare_all[1]) - rare_shared),
        "days_apart": np.log1p(apart),
        "short": np.log1p(words),
        "longer": np.log(np.maximum(of_a, of_b) / np.maximum(shorter, 1e-9)),
        "bare_within": bare[0] / np.maximum(np.minimum(bare[1], bare[2]), 1e-9),
        "bare_overlap": bare[0] / np.maximum(bare[1] + bare[2] - bare[0], 1e-9),
    }
    found = np.zeros((len(first), len(FEATURES)))
    for name, column in known.items():
        found[:, _COLUMN[name]] = column
    return found


def _told(a: Laid, b: Laid) -> tuple[float, ...]:
    """Return shared and unshared names and numbers, a day in common, the same speaker, longest common run."""
    speakers = 0.0
    if a.speaker and b.speaker:
        speakers = 1.0 if a.speaker & b.speaker else -1.0
    stages = a.stage != b.stage
    names, numbers = len(a.names & b.names), len(a.numbers & b.numbers)
    return (
        min(4, names),
        min(4, len(a.names) - names, len(b.names) - names),
        min(3, numbers),
        min(3, max(len(a.numbers), len(b.numbers)) - numbers),
        float(not a.dates.isdisjoint(b.dates)),
        speakers,
        float(longest_run(a.plain, b.plain)),
        float(stages),
        float(stages and "not" in {a.stage, b.stage}),
        float(negations_differ(a, b)),
        float(contrary(a, b)),
        float(days_differ(a, b)),
        float(figures_differ(a, b) or numbers_differ(a, b)),
        float(min(3, a.quotes + b.quotes)),
    )


def _soft(pool: Pool, first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return a row for each pair: what share of each sentence the nearest words of the other hold, by rarity.

    The third column is the smaller share of words that are no names. Pairs with the same first sentence, one behind
    the other, are compared in one product.
    """
    found = np.empty((len(first), 3))
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
            weigh @ here / weigh.sum(),
            np.add.reduceat(there * weighs, starts) / np.add.reduceat(weighs, starts),
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
