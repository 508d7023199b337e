"""Opposites and rewritings written as agencies write, each beside other sentences of the same event by two papers.

Four lists of made-up events (benchmarks/data/opposites_*.jsonl), each written before its writer changed anything for it. What was
joined of each before, and then: of the second (308 and 308) .091 and .604, its rules were written after; of the third (60 and 60)
.133 and .800 with the rules of the second, of the fourth (42 and 42) .071 and .786 with those of the third,
of the fifth (225 and 225) .058 and .916 with those of the fourth, by somebody who had read no rule and no other list.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import article
from opposing import LEAST_REWRITINGS, MOST_OPPOSITES, TITLE, kinds_of, same_among

from briefgen.model import Article

DATA = Path(__file__).parent.parent / "benchmarks" / "data"
HARDER = 0.08
"""Share of the later lists' opposites that may be joined: fewer of theirs differ in a word alone."""


@cache
def events(name: str) -> Sequence[Mapping[str, Any]]:
    """Return the events of a list, one a line."""
    text = (DATA / f"opposites_{name}.jsonl").read_text(encoding="utf-8")
    return tuple(map(json.loads, text.splitlines()))


def papers(name: str, side: str, nth: int) -> Iterator[Article]:
    """Yield two papers' articles of each event: its sentence, and the nth of a side; every other time a day later."""
    for n, event in enumerate(e for e in events(name) if nth < len(e[side])):
        day = date.fromisoformat(event["day"])
        told = (event["says"], event[side][nth][1])
        for paper, days, text, more in zip(
            ("One", "Two"), (0, nth % 2), told, event["context"], strict=True
        ):
            head = f"{TITLE}Source: Daily {paper}\nPublished: {day + timedelta(days)}\n\n"
            yield article(f"{head}{text} {more}", f"{paper}{n}")


def outcomes(name: str, side: str) -> tuple[list[str], list[bool]]:
    """Return the kind of each pair of a side, and whether it would be printed as one fact."""
    kinds, found = list[str](), list[bool]()
    for nth in range(max(len(e[side]) for e in events(name))):
        same = same_among(tuple(papers(name, side, nth)))
        told = [(e["says"], *e[side][nth]) for e in events(name) if nth < len(e[side])]
        kinds += [kind for _, kind, _ in told]
        found += [frozenset((says, other)) in same for says, _, other in told]
    return kinds, found


@pytest.mark.parametrize(
    ("name", "most"),
    [("second", MOST_OPPOSITES), ("third", HARDER), ("fourth", HARDER), ("fifth", HARDER)],
)
def test_opposites_of_news_are_not_joined(name: str, most: float) -> None:
    kinds, found = outcomes(name, "other")
    assert sum(found) <= most * len(found), kinds_of(kinds, found)


@pytest.mark.parametrize("name", ["second", "third", "fourth", "fifth"])
def test_rewritings_of_news_are_joined(name: str) -> None:
    kinds, found = outcomes(name, "same")
    assert sum(found) >= LEAST_REWRITINGS * len(found), kinds_of(kinds, found)
