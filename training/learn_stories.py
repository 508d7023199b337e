"""Learns how likely two dated articles tell one event, from labelled weeks of one subject each.

    PYTHONPATH=.:benchmarks python training/learn_stories.py WEEK.jsonl… [--more STORIES.jsonl…]

Each WEEK.jsonl has its labels beside it (WEEK.gold.json: "stories"). ``--more`` are collections of many subjects with
``story`` a line, of which the dated articles are learned from too. A logistic regression over `stories.SIGNS`.

Prints pair F1 and BCubed F1 for several values of `alike`: each week grouped by the weights of the others, all by the
weights of all, and the weeks as one collection of many subjects; then the weights of all, which stand in
briefgen/findings/stories.py.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from week_counts import Counted, Fraction, add, values
from week_labels import read_week

from briefgen.analysis.analyse import analyse
from briefgen.api import to_articles
from briefgen.findings import stories
from briefgen.findings.columns import Floats, Ints
from briefgen.findings.origins import find_origins
from briefgen.findings.stories import SIGNS, find_likeness, find_stories, pair_signs
from briefgen.model import Article
from briefgen.profile.tables import Profile, StoryOptions
from briefgen.sources.readers import read_sources

STRENGTH = 1.0
"""Inverse of the regularisation."""
TRIED = (0.13, 0.17, 0.21, 0.25, 0.29, 0.33)
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


def pairs_of(collection: Collection) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the signs of its pairs of dated articles, and which tell one event."""
    seen: list[tuple[Floats, NDArray[np.bool_]]] = []

    def record(said: Any, ones: Ints, others: Ints, likes: Floats, apart: Ints) -> Floats:
        label = np.array([collection.story[key] for key in said.ids])
        signs = pair_signs(said, ones, others, likes, apart)
        seen.append((signs, label[ones] == label[others]))
        return likes

    with patch.object(stories, "_chances", record):
        find_likeness(collection.articles)
    seen.append((np.zeros((0, len(SIGNS))), np.zeros(0, dtype=bool)))
    signs, same = zip(*seen, strict=True)
    return np.concatenate(signs), np.concatenate(same)


def learn(pairs: Iterable[tuple[Floats, NDArray[np.bool_]]]) -> Weights:
    """Return the weights of the signs, and of none, the last."""
    found = list(pairs)
    rows, same = (np.concatenate([p[n] for p in found]) for n in (0, 1))
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(scaler.transform(rows), same)
    weights = model.coef_[0] / scaler.scale_
    even = model.intercept_[0] - weights @ scaler.mean_
    return (*(round(float(w), 2) for w in weights), round(float(even), 2))


def measure(collection: Collection, weights: Weights, alike: float) -> Counted:
    """Return the pairs of articles and BCubed's two sums of a collection that is grouped by some weights."""
    with patch.object(stories, "WEIGHTS", weights):
        made = find_stories(
            collection.articles, find_origins(collection.articles), StoryOptions(alike=alike)
        )
    found = {a: s.id for s in made for a in s.articles}
    true = collection.story
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
    one = in_one(weeks)
    for alike in TRIED:
        left_out = [measure(w, o, alike) for w, o in zip(weeks, others, strict=True)]
        print(told("left out", alike, left_out))
        print(told("all", alike, [measure(w, everything, alike) for w in weeks]))
        print(told("in one", alike, [measure(one, everything, alike)]))
    print(dict(zip((*SIGNS, "even"), everything, strict=True)))


if __name__ == "__main__":
    main()
