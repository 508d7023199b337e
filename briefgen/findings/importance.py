"""How likely each sentence is to tell what matters of a period, and which few tell most together.

Thirty-odd plain signs of each sentence (how many other origins tell it, and how high up; its place, its
day, its form) go into one logistic model, whose weights `training/learn_importance.py` learned from
labelled weeks: a point has to be told once, so of its tellers those that the model finds best weigh most.
Sentences are chosen one after the other, less by the chance that one before tells the same event.
"""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from briefgen.findings.columns import Columns, Floats, Ints
from briefgen.findings.events import WEIGHTS, Likeness, compare
from briefgen.language.tokens import small_letters, words

BLOCK = 512
"""Sentences compared with all others at a time."""
HEAD = 4
"""Sentences of an article that are its head."""
REDUNDANT = 5.0
"""Log odds that a sentence loses where one before surely tells the same event; 3 prints an event twice, 7 chooses as well."""
MASS = 2.0
"""What the log of an event's mass counts beside a sentence's log odds when one is to stand for all; 1 to 4 choose alike."""
USUAL = 100
"""Sentences of the labelled weeks that stand beside a collection's own where its usual is told; 0 to 800 choose alike."""
FARTHEST = 4.0
"""Spreads beyond which a sign is simply far from the usual."""
OLD = re.compile(r"\b(?:last (?:year|month)|(?:months|years) ago|decades?)\b")
"""Is looked for in small letters."""
YEAR = re.compile(r"\b((?:1[5-9]|20)\d\d)\b")


Model = Mapping[str, Mapping[str, float]]
"""Mean and spread of each sign in the labelled weeks, and its weight; that of none, ``even``."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What of a ranking takes long and need not be worked out again."""

    signs: Mapping[str, Floats]
    folded: NDArray[np.float32]
    """See `Likeness`."""


@dataclass(frozen=True)
class Ranking:
    """Sentences with what they are worth, ready to be chosen from."""

    columns: Columns
    likeness: Likeness
    scores: Floats
    """Log odds that each sentence tells something that matters."""
    pairs: tuple[float, ...] = WEIGHTS
    """Weights of the chance that two sentences tell one event."""
    added: Floats | None = None
    """What the scores hold beside the model's log odds."""
    signs: Mapping[str, Floats] = field(default_factory=dict, repr=False)
    """The signs of importance, by name."""

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each sentence id stands."""
        return {key: n for n, key in enumerate(self.columns.ids)}

    @cached_property
    def odds(self) -> dict[str, float]:
        """The model's own log odds by sentence id."""
        plain = self.scores if self.added is None else self.scores - self.added
        return dict(zip(self.columns.ids, np.round(plain, 6).tolist(), strict=True))

    @cached_property
    def score(self) -> dict[str, float]:
        """The log odds by sentence id."""
        return dict(zip(self.columns.ids, self.scores.tolist(), strict=True))

    def raised(self, worth: Mapping[str, float]) -> Ranking:
        """Return the ranking with something added to the log odds of some sentences."""
        added = np.array([worth.get(key, 0.0) for key in self.columns.ids])
        return replace(self, scores=self.scores + added, added=added)

    def choose(
        self, allowed: Iterable[str], most: int, before: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Return so many of the allowed ids, best first, less what likely tells an event told before.

        ``before`` are ids that are printed already.
        """
        place = self.place
        pool = np.array(sorted(place[k] for k in set(allowed) if k in place), dtype=np.int64)
        told = np.zeros(len(pool))
        for key in before:
            if key in place:
                told = np.maximum(told, self._told(place[key], pool))
        chosen = pick(self.scores[pool], lambda n: self._told(int(pool[n]), pool), most, told)
        return tuple(self.columns.ids[pool[n]] for n in chosen)

    def chances(self, sentence: str, others: Sequence[str]) -> Floats:
        """Return the chance, 0 to 1, that other sentences tell the event of one; 0 for those not in the pool."""
        place = self.place
        rows = np.array([place.get(k, -1) for k in others], dtype=np.int64)
        if sentence not in place:
            return np.zeros(len(rows))
        return np.where(rows < 0, 0.0, self._told(place[sentence], rows))

    def near(self, sentence: str, least: float) -> list[str]:
        """Return the sentences of the pool whose chance to tell the event of one of them is at least so much."""
        near = self._told(self.place[sentence], slice(None)) >= least
        return [self.columns.ids[n] for n in np.flatnonzero(near).tolist()]

    def _told(self, sentence: int, pool: Ints | slice) -> Floats:
        return np.asarray(self.likeness.chance(np.array([sentence]), pool, self.pairs)[0])

    def weight(self, ids: Sequence[str]) -> dict[str, float]:
        """Return how much each sentence's event weighs: the model's log odds, and how many other origins lead with it."""
        odds = self.scores if self.added is None else self.scores - self.added
        place = self.place
        known = [key for key in ids if key in place]
        rows = np.array([place[key] for key in known], dtype=np.int64)
        leads = np.flatnonzero(self.columns.place == 0)
        chances = self.likeness.chance(rows, leads, self.pairs)
        origin = self.columns.origin[self.columns.article]
        chances[origin[rows][:, None] == origin[leads]] = 0
        mass = MASS * np.log(chances.sum(axis=1) + 0.05)
        return dict(zip(known, np.round(odds[rows] + mass, 6).tolist(), strict=True))


def pick(
    scores: Floats, told: Callable[[int], Floats], most: int, before: Floats | None = None
) -> list[int]:
    """Return so many places, one after the other the best that is left (maximal marginal relevance).

    A sentence loses `REDUNDANT` times the greatest chance that one chosen before tells its event.

    Args:
        scores: log odds, one a sentence.
        told: returns the chances that the others tell the event of one, by its place.
        most: how many are chosen at the most.
        before: chances that what stands elsewhere tells the same.
    """
    known = np.zeros(len(scores)) if before is None else before
    chosen: list[int] = []
    left = np.ones(len(scores), dtype=bool)
    while len(chosen) < most and left.any():
        best = int(np.where(left, np.round(scores - REDUNDANT * known, 6), -np.inf).argmax())
        chosen.append(best)
        left[best] = False
        known = np.maximum(known, told(best))
    return chosen


def rank_sentences(
    columns: Columns,
    model: Model | None = None,
    pairs: tuple[float, ...] = WEIGHTS,
    known: Known | None = None,
) -> Ranking:
    """Return the sentences with their log odds by the shipped weights, or by others.

    ``pairs`` are weights of the chance that two sentences tell one event, ``known`` is what is known of these sentences.
    """
    likeness = compare(columns, known.folded if known else None)
    found = known.signs if known else signs(columns, likeness)
    return Ranking(columns, likeness, log_odds(found, model or _model()), pairs, signs=found)


def log_odds(found: Mapping[str, Floats], model: Model) -> Floats:
    """Return the log odds that a model gives to sentences by their signs; a sign it does not know has no weight."""
    size = len(next(iter(found.values())))
    odds = np.full(size, model["even"]["weight"])
    for name in (n for n in found if n in model):
        part = model[name]
        odds = odds + part["weight"] * standardised(found[name], part["mean"], part["spread"])
    return odds


def standardised(column: Floats, mean: float, spread: float) -> Floats:
    """Return a sign as so many spreads above the mean of its own collection.

    How often others tell a thing, or how many of its words a theme has, means something only against what is usual
    there. A collection counts beside `USUAL` sentences of the labelled weeks, whose ``mean`` and ``spread`` are given.
    """
    size = len(column)
    middle = (float(column.sum()) + USUAL * mean) / (size + USUAL)
    squares = float(((column - middle) ** 2).sum()) + USUAL * (spread**2 + (mean - middle) ** 2)
    width = (squares / (size + USUAL)) ** 0.5
    return np.clip((column - middle) / (width or 1.0), -FARTHEST, FARTHEST)


def _model() -> Model:
    return read_model("importance.json")


@cache
def read_model(name: str) -> Model:
    """Return the weights of a file beside this one."""
    found: Model = json.loads(files("briefgen.findings").joinpath(name).read_text("utf-8"))
    return found


def signs(columns: Columns, likeness: Likeness) -> dict[str, Floats]:
    """Return the signs of importance, each a number a sentence."""
    return {
        **_support(columns, likeness),
        **_place(columns),
        **_days(columns),
        **_form(columns),
        **_asked(columns),
    }


# Support -----------------------------------------------------------------------------------------


def _support(columns: Columns, likeness: Likeness) -> dict[str, Floats]:
    """Return how far other origins tell what a sentence tells: anywhere, in their heads, later, in titles, first of all."""
    blocks = [
        _block(np.arange(start, min(start + BLOCK, len(columns.ids))), columns, likeness)
        for start in range(0, len(columns.ids), BLOCK)
    ]
    return {name: np.concatenate([b[name] for b in blocks]) for name in blocks[0]} if blocks else {}


def _leads(rows: Ints, columns: Columns, likeness: Likeness, like: NDArray[np.float32]) -> Floats:
    """Return the log of how many other origins' first sentences likely tell the same event.

    ``like`` is how alike in words some sentences are to all.
    """
    firsts = np.flatnonzero(columns.place == 0)
    if not len(firsts):
        return np.zeros(len(rows))
    origin = columns.origin[columns.article]
    starts = np.flatnonzero(np.diff(origin[firsts], prepend=-1))
    chances = likeness.chance(rows, firsts, shared=like)
    chances = np.where(origin[rows][:, None] == origin[firsts], 0, chances)
    return np.asarray(np.log(np.maximum.reduceat(chances, starts, axis=1).sum(axis=1) + 0.05))


def _block(rows: Ints, columns: Columns, likeness: Likeness) -> dict[str, Floats]:
    origin = columns.origin[columns.article]
    like = likeness.shared(rows)
    leads = _leads(rows, columns, likeness, like)
    own = origin[rows]
    starts = np.searchsorted(origin, np.arange(int(origin[-1]) + 1))
    best = np.maximum.reduceat(like, starts, axis=1)
    head = np.maximum.reduceat(np.where(columns.place < HEAD, like, 0), starts, axis=1)
    at = np.arange(len(rows))
    best[at, own] = head[at, own] = 0
    day = columns.published[columns.article]
    later = day[starts][None] > day[rows][:, None]
    titles = np.asarray((likeness.words[rows] @ likeness.titles.T).todense())
    own_title = titles[at, columns.article[rows]]
    titles = np.where(columns.origin[None] == own[:, None], 0, titles)
    return {
        "told_20": (best > 0.2).sum(axis=1),  # noqa: PLR2004 - the signs' names say it
        "told_30": (best > 0.3).sum(axis=1),  # noqa: PLR2004
        "told_45": (best > 0.45).sum(axis=1),  # noqa: PLR2004
        "told_sum": np.log1p(best.sum(axis=1)),
        "head_20": (head > 0.2).sum(axis=1),  # noqa: PLR2004
        "head_30": (head > 0.3).sum(axis=1),  # noqa: PLR2004
        "head_sum": head.sum(axis=1),
        "later_20": ((best > 0.2) & later).sum(axis=1),  # noqa: PLR2004
        "later_sum": (best * later).sum(axis=1),
        "titles": np.sort(titles, axis=1)[:, -4:].sum(axis=1) / 4,
        "own_title": own_title,
        "leads": leads,
    }


# Place and form ----------------------------------------------------------------------------------


def _place(columns: Columns) -> dict[str, Floats]:
    """Return where a sentence stands in its article, and its article in the period."""
    place = columns.place.astype(float)
    first, last = columns.period
    published = columns.published[columns.article]
    late = np.clip((published - first) / max(1, last - first), 0, 1)
    behind = published - columns.day
    return {
        "near_head": np.exp(-place / 2),
        "high_up": np.exp(-place / 8),
        "first": (place < 1).astype(float),
        "first_three": (place < 3).astype(float),  # noqa: PLR2004
        "late": np.where(published > 0, late, 0.5),
        "fresh": (columns.dated & (behind >= 0) & (behind <= 1)).astype(float),
    }


def _days(columns: Columns) -> dict[str, Floats]:
    """Return whether the day that a sentence names is in the period, before it, or behind its publication."""
    first, last = columns.period
    day, dated = columns.day, columns.dated
    return {
        "in_period": (dated & (day >= first) & (day <= last)).astype(float),
        "before": (dated & (day < first)).astype(float),
        "ahead": (dated & (day > columns.published[columns.article])).astype(float),
    }


def _form(columns: Columns) -> dict[str, Floats]:
    """Return how sentences speak, and how often their articles ask, quarrel or say I."""
    found = np.array([_read(text) for text in columns.texts], dtype=float).reshape(-1, len(_FORMS))
    form = {name: found[:, n] for n, name in enumerate(_FORMS)}
    now = datetime.date.fromordinal(max(1, columns.period[1])).year
    form["old"] = np.array([looks_back(text, now) for text in columns.texts], dtype=float)
    article = columns.article
    sizes = np.bincount(article)
    for name in ("first_person", "question", "quarrel"):
        shares = np.bincount(article, form[name]) / np.maximum(sizes, 1)
        form[f"article_{name}"] = shares[article]
    form["acts"] = columns.acts.astype(float)
    form["report"] = columns.reports[article].astype(float)
    return form


def looks_back(text: str, now: int) -> bool:
    """Return whether a sentence names a time long past: a year before the last, "months ago"; ``now`` is this year."""
    small = small_letters(text)
    return bool(OLD.search(small)) or any(int(y) < now - 1 for y in YEAR.findall(text))


_FORMS = (
    "words", "short", "long", "leans", "quotes", "question", "first_person", "hedged", "perfect", "weekday",
    "digit", "capitals", "speech", "cut", "shouts", "small", "verb", "deeds", "quarrel", "contest",
)  # fmt: skip


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(
        files("briefgen.language.english").joinpath("news.toml").read_text("utf-8")
    )
    deeds = table.pop("deeds")
    found = {name: frozenset(listed.split()) for name, listed in table.items()}
    return found | {f"deed {name}": frozenset(listed.split()) for name, listed in deeds.items()}


def _read(text: str) -> tuple[float, ...]:
    """Return the form of a sentence, in the order of `_FORMS`."""
    lists = _lists()
    found = words(text)
    low = [w.lower().replace("’", "'") for w in found]
    held = set(low)
    size = len(found)
    return (
        min(size, 60),
        size < 8,  # noqa: PLR2004
        size > 45,  # noqa: PLR2004
        bool(low) and low[0] in lists["leans"],
        "“" in text or '"' in text or "”" in text,
        "?" in text,
        not held.isdisjoint(lists["first_person"]),
        not held.isdisjoint(lists["hedges"]),
        not held.isdisjoint(lists["perfect"]),
        not held.isdisjoint(lists["weekdays"]),
        any(map(str.isdigit, text)),
        sum([w[0].isupper() for w in found[1:]]) / max(1, size - 1),
        not held.isdisjoint(lists["speech"]),
        text.rstrip('”"’)» ')[-1:] not in {".", "!", "?", "…"},
        text.isupper(),
        text[:1].islower(),
        _first_verb(low),
        min(4, sum(not held.isdisjoint(deeds) for deeds in _deeds())),
        min(3, len(held & lists["quarrel"])),
        min(3, len(held & lists["contest"])),
    )


@cache
def _deeds() -> tuple[frozenset[str], ...]:
    return tuple(listed for name, listed in _lists().items() if name.startswith("deed "))


@cache
def _verbs() -> frozenset[str]:
    return _lists()["auxiliaries"] | _lists()["past"]


def _first_verb(low: Sequence[str]) -> int:
    """Return how many words stand before the first verb in the past or auxiliary, 20 at the most."""
    verbs = _verbs()
    ends = (n for n, w in enumerate(low) if w in verbs or (w.endswith("ed") and len(w) > 4))  # noqa: PLR2004
    return min(20, next(ends, 20))


def _asked(columns: Columns) -> dict[str, Floats]:
    """Return how many of the themes' words a sentence has, three at the most."""
    rows, size = columns.stems.rows, len(columns.ids)
    held = {"keywords": columns.keywords, "names": columns.names}
    found = {}
    for name, asked in held.items():
        unique = np.unique(rows * columns.vocabulary + columns.stems.values)
        kept = unique[np.isin(unique % max(1, columns.vocabulary), sorted(asked))]
        found[name] = np.minimum(
            3.0, np.bincount(kept // max(1, columns.vocabulary), minlength=size)
        )
    return found
