"""How likely two figures of different articles are of one thing: one quantity of one event.

A logistic regression over `FEATURES` (weights in ``figures.json``, learned by training/learn_figures.py on labelled
weeks). Compared are the figures of one kind whose surroundings share words; each with those nearest to it.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from briefgen.analysis.readings import Reading
from briefgen.findings.corroboration import score_pairs
from briefgen.findings.figures import Figure, are_one, figures_of
from briefgen.findings.laid_out import Laid, days_of
from briefgen.findings.pool import Pool
from briefgen.findings.vetoes import strangers
from briefgen.language.english.numerals import value_of
from briefgen.language.units import unit_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEATURES = (
    "near", "soft", "shared", "cosine", "sense", "same_noun", "death", "money", "share", "measure", "time", "ratio",
    "apart", "names", "strangers", "crowd", "closest", "grows", "equal", "size", "small", "together", "odds", "actors",
    "near_share", "near_time", "near_measure", "near_death", "soft_death", "ratio_death",
    "near_odds", "odds_death", "equal_near", "equal_size", "equal_odds", "equal_noun", "equal_death", "equal_share", "equal_time", "equal_closest",
)  # fmt: skip
"""Cosine of what stands around both, by rarity and nearness; cosine of the sums of those words' vectors; logarithm of
what they share; likeness of the whole sentences in words and in meaning; the same noun or unit; kinds of figures;
logarithm of the greater over the smaller one; days between the articles; names of both sentences in common, and none in
common; how many figures stand in both; the greatest nearness of a shared word; words of a growing count; how near the
values are to each other, how large and how small they are; the same article;
how likely both sentences tell one fact (`corroboration`); whether others act in them; and products of these."""
NEAREST = 8
"""Figures that each is compared with: those whose surroundings are likest."""
LINKED = 3.0
"""Log odds that two figures have beyond their own where their sentences tell of the same thing by other signs,
the figures have one unit and no more than `LINKED_RATIO` lies between them, and neither is small."""
LINKED_RATIO = 1.8
EVEN = 0.2
"""Logarithm of a ratio at which two values count as near each other by 1/e."""
ODDS = (-6.0, 2.0)
"""Least and greatest log odds of two sentences telling one fact that count."""
SMALL = 5
"""Numbers below it are of many things in every text."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a collection, as rows of numbers."""

    held: Sequence[Figure]
    place: NDArray[np.intp]
    """Number of each figure's sentence in the pool."""
    rows: Any
    """What stands around each, weighed by rarity and nearness, of length 1."""
    weights: Any
    """The same, not brought to length 1."""
    sense: NDArray[np.float32]
    """Sum of the vectors of those words, of length 1."""
    speaker: NDArray[np.intp]
    """Number of who says it; -1 where nobody is named."""
    crowd: NDArray[np.float64]
    """Logarithm of the number of figures in its sentence."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures that are likely of one thing."""

    first: Figure
    second: Figure
    odds: float
    """Log odds above the threshold: 0 and more is enough."""
    one: bool = False
    """Whether they can be one figure."""


@dataclass(frozen=True, slots=True)
class _Model:
    weights: NDArray[np.float64]
    bias: float
    threshold: float


@cache
def _model() -> _Model:
    held = json.loads(files("briefgen.findings").joinpath("figures.json").read_text("utf-8"))
    weights = np.array([held["weights"][name] for name in FEATURES])
    return _Model(weights, held["bias"], held["threshold"])


def find_pairs(pool: Pool, alike: Mapping[str, Container[str]]) -> tuple[Pair, ...]:
    """Return the pairs of figures that are surely enough of one thing, whether they agree or not.

    Args:
        pool: the sentences.
        alike: of each sentence those that tell of the same thing by other signs; less is asked of them.
    """
    figures = make_figures(pool)
    first, second = pairs_of(pool, figures)
    if not len(first):
        return ()
    model = _model()
    odds = features_of(pool, figures, first, second) @ model.weights + model.bias - model.threshold
    held = figures.held
    told: dict[str, list[Figure]] = {}
    for figure in held:
        told.setdefault(figure.reading.sentence.id, []).append(figure)
    linked = [_is_linked(held[a], held[b], alike) for a, b in zip(first, second, strict=True)]
    odds += np.where(linked, LINKED, 0.0)
    return tuple(
        Pair(a, b, float(odds[n]), are_one(a, b))
        for n in np.flatnonzero(odds >= 0)
        for a, b in ((held[first[n]], held[second[n]]),)
        if are_one(a, b) or not (_tells_too(told, b, a) or _tells_too(told, a, b))
    )


def _tells_too(told: Mapping[str, Sequence[Figure]], figure: Figure, other: Figure) -> bool:
    """Return whether a figure's sentence gives another one's value, too: 15 men at night and 40 by day are no other 40."""
    beside = (f for f in told[figure.reading.sentence.id] if f is not figure)
    return any(f.kinds & other.kinds and f.value == other.value for f in beside)


def _is_linked(a: Figure, b: Figure, alike: Mapping[str, Container[str]]) -> bool:
    """Return whether two figures are near each other and their sentences tell of the same thing by other signs."""
    low, high = sorted((a.size, b.size))
    near = a.unit == b.unit and a.value >= SMALL and b.value >= SMALL and high <= LINKED_RATIO * low
    return near and b.reading.sentence.id in alike.get(a.reading.sentence.id, ())


def make_figures(pool: Pool) -> Figures:
    """Return the figures of the sentences of a pool."""
    from scipy.sparse import csr_matrix, diags  # noqa: PLC0415 - late, it is heavy

    told = [(n, list(figures_of(r))) for n, r in enumerate(pool.laid.readings)]
    held = [f for _, figures in told for f in figures]
    number = {word: n for n, word in enumerate(pool.vocabulary)}
    ids, near, ends = list[int](), list[float](), [0]
    for figure in held:
        known = [(number[t], w) for t, w in figure.around.items() if t in number]
        ids += [n for n, _ in known]
        near += [w for _, w in known]
        ends.append(len(ids))
    nearness = csr_matrix((near, ids, ends), shape=(len(held), len(pool.vocabulary)))
    nearness.sort_indices()
    weights = csr_matrix(nearness @ diags(pool.idf))
    sums = np.asarray(weights @ pool.lexicon)
    who = [(f.reading.attribution.who or "").casefold() for f in held]
    speakers = {name: n for n, name in enumerate(dict.fromkeys(filter(None, who)))}
    return Figures(
        held=held,
        place=np.array([n for n, figures in told for _ in figures], dtype=np.intp),
        rows=_of_length_1(weights),
        weights=weights,
        sense=(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)).astype(
            np.float32
        ),
        speaker=np.array([speakers.get(name, -1) for name in who], dtype=np.intp),
        crowd=np.log([float(len(figures)) for _, figures in told for _ in figures]),
    )


def _of_length_1(rows: Any) -> Any:
    from scipy.sparse import csr_matrix, diags  # noqa: PLC0415

    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return csr_matrix(diags(1 / np.maximum(lengths, 1e-9)) @ rows)


def pairs_of(pool: Pool, figures: Figures) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of figures of one kind, of different articles or speakers, that are compared."""
    kinds: dict[str, list[int]] = {}
    for n, figure in enumerate(figures.held):
        for kind in sorted(figure.kinds):
            kinds.setdefault(kind, []).append(n)
    found: set[tuple[int, int]] = set()
    for held in kinds.values():
        found.update(_nearest(pool, figures, np.array(held, dtype=np.intp)))
    told, articles = figures.held, _Articles(pool)
    place = figures.place.tolist()
    pairs = [
        (a, b)
        for a, b in sorted(found)
        if _are_comparable(told[a], told[b])
        and articles.likeness(told[a], told[b]) >= LEAST_ARTICLES
        and _are_near(told[a].reading, told[b].reading)
        and not strangers(pool.laid[place[a]], pool.laid[place[b]])
    ]
    both = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _are_comparable(a: Figure, b: Figure) -> bool:
    """Return whether two figures are of one time and stage, and neither only says "dozens of"."""
    stages = {_STAGE.get(f.reading.attribution.status, "told") for f in (a, b)}
    staged = len(stages) == 1 and a.ahead == b.ahead
    whole = _whole_of(a)
    parts = whole is not None and whole == _whole_of(b) == a.value + b.value
    return a.years == b.years and staged and not a.vague and not b.vague and not parts


def _whole_of(figure: Figure) -> float | None:
    """Return the number that a figure is a part of: two of the nine miners."""
    found = _OF_ALL.search(figure.phrase)
    try:
        return value_of(found[1]) if found else None
    except KeyError:
        return None


_OF_ALL = re.compile(r"\bof\s(?:the|its|their|his|her|all)?\s?([\w,]+)\s")


LEAST_ARTICLES = 0.1
"""Cosine of the names of two articles below which they tell of other people and places."""
EVENT_DAYS = 7
"""Days that two sentences may give for one event and be no further apart."""


def _are_near(a: Reading, b: Reading) -> bool:
    """Return whether no days show that two sentences tell of other events."""
    first, second = days_of(a), days_of(b)
    return not first or not second or min(abs(x - y) for x in first for y in second) <= EVENT_DAYS


class _Articles:
    """How alike articles are in the names that they hold."""

    def __init__(self, pool: Pool) -> None:
        names: dict[str, set[str]] = {}
        for reading, held_there in zip(pool.laid.readings, pool.names, strict=True):
            names.setdefault(reading.sentence.source, set()).update(held_there)
        held = Counter(name for told in names.values() for name in sorted(told))
        self._names = names
        self._weight = {n: math.log((1 + len(names)) / (1 + k)) + 1 for n, k in held.items()}
        self._length = {source: self._sum(told) for source, told in names.items()}

    def _sum(self, names: Iterable[str]) -> float:
        return sum(self._weight[name] ** 2 for name in sorted(names))

    def likeness(self, a: Figure, b: Figure) -> float:
        """Return the cosine of the names of the articles of two figures."""
        first, second = (f.reading.sentence.source for f in (a, b))
        both = self._sum(self._names[first] & self._names[second])
        return both / max(1e-9, math.sqrt(self._length[first] * self._length[second]))


_STAGE = {"forecast": "ahead", "possible": "ahead"}
BLOCK = 1000
"""Rows compared at a time; bounds memory."""


def _nearest(pool: Pool, figures: Figures, held: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return for each of some figures the pairs with those of other articles whose surroundings are likest."""
    rows, place, speaker = figures.rows[held], figures.place[held], figures.speaker
    logs = np.log([max(abs(figures.held[n].size), 0.1) for n in held.tolist()])
    found = []
    for start in range(0, len(held), BLOCK):
        near = (rows[start : start + BLOCK] @ rows.T).tocsr()
        near.sort_indices()
        for n in range(near.shape[0]):
            here = slice(near.indptr[n], near.indptr[n + 1])
            others, values = near.indices[here], near.data[here]
            apart = pool.origin[place[others]] != pool.origin[place[start + n]]
            said = speaker[held[start + n]]
            apart |= (speaker[held[others]] >= 0) & (said >= 0) & (speaker[held[others]] != said)
            kept = np.flatnonzero(apart & (values > 0))
            a = int(held[start + n])
            even = np.abs(logs[others[kept]] - logs[start + n]) <= EVEN
            for some in (kept[even], kept):
                best = some[np.lexsort((others[some], -values[some].round(9)))][:NEAREST]
                found += [(min(a, b), max(a, b)) for b in held[others[best]].tolist()]
    return found


def features_of(
    pool: Pool, figures: Figures, first: NDArray[np.intp], second: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return a row of `FEATURES` for each pair of figures, given by their numbers."""
    near = _sums(figures.rows[first].multiply(figures.rows[second]))
    soft = (figures.sense[first] * figures.sense[second]).sum(axis=1).astype(np.float64)
    places = figures.place[first], figures.place[second]
    cosine = _sums(pool.rows[places[0]].multiply(pool.rows[places[1]]))
    sense = (pool.sense[places[0]] * pool.sense[places[1]]).sum(axis=1).astype(np.float64)
    shared = np.log1p(_sums(figures.weights[first].minimum(figures.weights[second])))
    nearest = figures.weights[first].minimum(figures.weights[second]).max(axis=1)
    closest = np.asarray(nearest.todense()).ravel()
    told = np.array(
        [
            _told(figures.held[a], figures.held[b])
            for a, b in zip(first.tolist(), second.tolist(), strict=True)
        ]
    ).reshape(-1, 13)
    noun, death, money, share, measure, time, ratio, apart, names, strangers, grows, size, small = (
        told.T
    )
    laid = pool.laid
    actors = np.array(
        [
            _actors_differ(laid[a], laid[b])
            for a, b in zip(*(p.tolist() for p in places), strict=True)
        ],
        dtype=np.float64,
    )
    equal = np.exp(-ratio / EVEN)
    together = (pool.origin[places[0]] == pool.origin[places[1]]).astype(np.float64)
    odds = np.clip(score_pairs(pool, *places, least=ODDS[0]), *ODDS)
    return np.column_stack(
        [
            near, soft, shared, cosine, sense, noun, death, money, share, measure, time, ratio,
            apart, names, strangers, figures.crowd[first] + figures.crowd[second], closest, grows, equal, size, small,
            together, odds, actors,
            near * share, near * time, near * measure, near * death, soft * death, ratio * death,
            near * odds, odds * death, equal * near, equal * size, equal * odds, equal * noun, equal * death, equal * share, equal * time,
            equal * closest,
        ]
    )  # fmt: skip


def _sums(rows: Any) -> NDArray[np.float64]:
    return np.asarray(rows.sum(axis=1)).ravel()


def _told(a: Figure, b: Figure) -> tuple[float, ...]:
    """Return what two figures are of, how far they lie apart, and the names of their sentences."""
    kinds = a.kinds & b.kinds
    low, high = sorted((abs(a.size), abs(b.size)))
    names = _words(a), _words(b)
    measured = unit_of(a.unit) is not None
    return (
        float(a.unit == b.unit),
        float(any(k.startswith("death") for k in kinds)),
        float("money" in kinds or _is_money(a)),
        float("percent" in kinds),
        float(measured and not kinds & {"time", "percent"}),
        float("time" in kinds),
        float(np.log(max(high, 0.1) / max(low, 0.1))),
        float(np.log1p(abs(a.day - b.day))) if a.day and b.day else 1.0,
        float(min(3, len(names[0] & names[1]))),
        float(bool(names[0] and names[1]) and not names[0] & names[1]),
        float(a.grows) + float(b.grows),
        float(np.log10(1 + low)),
        float(low < SMALL),
    )


def _actors_differ(a: Laid, b: Laid) -> bool:
    """Return whether another acts in each of two sentences, whom the other one does not name."""
    if not a.subject or not b.subject:
        return False
    return not a.subject & b.every_word and not b.subject & a.every_word


def _is_money(figure: Figure) -> bool:
    unit = unit_of(figure.unit)
    return unit is not None and unit.dimension in _CURRENCIES


_CURRENCIES = frozenset(
    "dollar euro pound yen won yuan ruble rupee franc hryvnia dong lira real rand zloty shekel naira baht rupiah"
    " ringgit australian-dollar canadian-dollar hong-kong-dollar".split()
)


def _words(figure: Figure) -> frozenset[str]:
    return frozenset(w for name in figure.reading.named for w in name)
