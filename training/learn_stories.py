"""Learns how likely two dated articles tell one event, from labelled weeks of one subject each.

    PYTHONPATH=.:benchmarks python training/learn_stories.py WEEK.jsonl… [--more STORIES.jsonl…]

Each WEEK.jsonl has its labels beside it (WEEK.gold.json: "stories"). ``--more`` are collections of many subjects with
``story`` a line, of which the dated articles are learned from too. A logistic regression over `retelling.SIGNS`. An event of
nine articles has 36 pairs: each weighs by the root of the others that its articles have.

Prints pair F1 and BCubed F1 for several values of `alike`: each week grouped by the weights of the others, all by the
weights of all, and the weeks as one collection of many subjects; then the weights of all, which stand in
briefgen/findings/retelling.py.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from week_counts import Counted, Fraction, add, values
from week_labels import read_week

from briefgen.analysis.analyse import analyse
from briefgen.api import to_articles
from briefgen.findings import retelling
from briefgen.findings.columns import Floats, Ints
from briefgen.findings.items import Items
from briefgen.findings.origins import find_origins
from briefgen.findings.retelling import SIGNS, pair_signs
from briefgen.findings.stories import compare_articles, find_likeness, find_stories
from briefgen.model import Article, Story
from briefgen.profile.tables import Profile, StoryOptions
from briefgen.sources.readers import read_sources

STRENGTH = 0.1
"""Inverse of the regularisation. From .03 to 1 all figures stay within .01."""
TRIED = (0.13, 0.17, 0.21, 0.25, 0.29)
"""Values of `alike`; the middle one is shipped."""

Weights = tuple[float, ...]


@dataclass(frozen=True)
class Collection:
    """Articles of which it is known what they tell."""

    name: str
    articles: Sequence[Article]
    story: Mapping[str, str]
    """The event of each article, by its id."""


def read_labelled(path: Path) -> Collection:
    """Return a labelled week."""
    week = read_week(path)
    documents, _ = read_sources((path,), Profile().reading)
    articles = analyse(documents, week.gold["as_of"]).articles
    told = {a.id: week.lines[a.document.record] for a in articles if a.document.record}
    return Collection(week.name, articles, {k: week.gold["stories"][d] for k, d in told.items()})


def read_stories(path: Path) -> Collection:
    """Return a collection of many subjects, as `benchmarks/stories.py` reads it."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = to_articles(rows)
    return Collection(
        path.stem, articles, {a.id: str(r["story"]) for a, r in zip(articles, rows, strict=True)}
    )


def in_one(weeks: Sequence[Collection]) -> Collection:
    """Return all weeks as one collection, their articles numbered anew."""
    rows, story = [], []
    for week in weeks:
        for a in week.articles:
            rows.append(
                {
                    "text": a.document.text,
                    "title": a.title,
                    "publisher": a.publisher,
                    "date": a.published.date,
                }
            )
            story.append(f"{week.name} {week.story[a.id]}")
    articles = to_articles(rows)
    return Collection("in one", articles, dict(zip((a.id for a in articles), story, strict=True)))


@dataclass(frozen=True)
class Examples:
    """Pairs of dated articles of one subject."""

    signs: Floats
    same: NDArray[np.bool_]
    """Which tell one event."""
    weights: Floats


def pairs_of(collection: Collection) -> Examples:
    """Return the pairs of dated articles of a collection."""
    seen = [Examples(np.zeros((0, len(SIGNS))), np.zeros(0, dtype=np.bool_), np.zeros(0))]
    told_by = Counter(collection.story.values())

    def record(items: Items, ones: Ints, others: Ints, apart: Ints) -> Floats:
        story = np.array([collection.story[key] for key in items.ids])
        same = story[ones] == story[others]
        size = np.array([told_by[name] for name in story[ones].tolist()])
        weights = np.where(same, 1 / np.sqrt(np.maximum(size - 1, 1)), 1.0)
        seen.append(Examples(pair_signs(items, ones, others, apart), same, weights))
        return np.zeros(len(ones))

    with patch.object(retelling, "chances", record):
        find_likeness(collection.articles)
    return _together(seen)


def _together(examples: Sequence[Examples]) -> Examples:
    return Examples(
        np.concatenate([e.signs for e in examples]),
        np.concatenate([e.same for e in examples]),
        np.concatenate([e.weights for e in examples]),
    )


def learn(found: Sequence[Examples]) -> Weights:
    """Return the weights of the signs, and of none, the last."""
    pairs = _together(found)
    scaler = StandardScaler().fit(pairs.signs)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(scaler.transform(pairs.signs), pairs.same, pairs.weights)
    weights = model.coef_[0] / scaler.scale_
    even = model.intercept_[0] - weights @ scaler.mean_
    return (*(round(float(w), 2) for w in weights), round(float(even), 2))


def measure(collection: Collection, weights: Weights) -> dict[float, Counted]:
    """Return the pairs of articles and BCubed's two sums of a collection grouped by some weights, for each of `TRIED`."""
    origins = find_origins(collection.articles)
    with patch.object(retelling, "WEIGHTS", weights):
        compared = compare_articles(collection.articles, origins)
    return {
        alike: _counted(
            find_stories(collection.articles, origins, StoryOptions(alike=alike), compared),
            collection.story,
        )
        for alike in TRIED
    }


def _counted(made: Sequence[Story], true: Mapping[str, str]) -> Counted:
    found = {a: s.id for s in made for a in s.articles}
    both = Counter((found[a], true[a]) for a in true)
    size, wanted = Counter(found[a] for a in true), Counter(true.values())
    return {
        "pair_f1": Fraction(2 * _pairs(both), _pairs(size) + _pairs(wanted)),
        "events_precision": Fraction(
            sum(both[found[a], true[a]] / size[found[a]] for a in true), len(true)
        ),
        "events_recall": Fraction(
            sum(both[found[a], true[a]] / wanted[true[a]] for a in true), len(true)
        ),
    }


def _pairs(sizes: Counter[str] | Counter[tuple[str, str]]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def told(name: str, alike: float, counted: Iterable[Counted]) -> str:
    """Return a line of figures."""
    found = values(add(counted))
    return (
        f"{name:16} alike {alike:.2f} pairs {found['pair_f1']:.3f} BCubed {found['events_f1']:.3f}"
    )


def main() -> None:
    """Learn and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weeks", nargs="+", type=Path)
    parser.add_argument("--more", nargs="*", type=Path, default=[])
    asked = parser.parse_args()
    weeks = [read_labelled(path) for path in asked.weeks]
    pairs = [pairs_of(w) for w in weeks]
    more = [pairs_of(read_stories(path)) for path in asked.more]
    everything = learn([*pairs, *more])
    others = [learn([*(p for p in pairs if p is not mine), *more]) for mine in pairs]
    left_out = [measure(w, o) for w, o in zip(weeks, others, strict=True)]
    inside = [measure(w, everything) for w in weeks]
    one = measure(in_one(weeks), everything)
    for alike in TRIED:
        print(told("left out", alike, [m[alike] for m in left_out]))
        print(told("all", alike, [m[alike] for m in inside]))
        print(told("in one", alike, [one[alike]]))
    print(dict(zip((*SIGNS, "even"), everything, strict=True)))


if __name__ == "__main__":
    main()
