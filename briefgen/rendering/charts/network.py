"""Who is named together with whom: a co-mention in one sentence, and no relationship."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.rendering.charts.svg import INK, RULE, Chart, chart, circle, cut, line, text

TITLE = "Named in one sentence: a co-mention, not a relationship"
LEAST_DOCUMENTS = 15
"""Of fewer articles a network shows the articles and not the names."""
MOST_NAMES = 14
NAME = 26


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names and the sentences that hold both."""

    first: str
    second: str
    sentences: int


def co_mentions(pairs: Sequence[Pair], documents: int, *, width: float = 463) -> Chart | None:
    """Return names on a circle, joined where sentences name both; None below 15 documents."""
    names = _busiest(pairs)
    shown = [p for p in pairs if p.first in names and p.second in names]
    if documents < LEAST_DOCUMENTS or not shown:
        return None
    height = 60.0 + 15.0 * len(names)
    places = {
        name: (
            width / 2 + (width / 2 - 130) * math.sin(2 * math.pi * n / len(names)),
            height / 2 - (height / 2 - 16) * math.cos(2 * math.pi * n / len(names)),
        )
        for n, name in enumerate(names)
    }
    most = max(p.sentences for p in shown)
    marks = [*_lines(shown, places, most), *_names(names, places, width)]
    said = "; ".join(f"{p.first} and {p.second} {p.sentences}" for p in shown)
    words = f"Sentences that name both. {said}."
    return chart((width, height), TITLE, words, marks, n=sum(p.sentences for p in shown))


def _busiest(pairs: Sequence[Pair]) -> list[str]:
    """Return the names of the strongest pairs, strongest first, as many as can be told apart."""
    ranked = sorted(pairs, key=lambda p: (-p.sentences, p.first, p.second))
    names = dict.fromkeys(name for p in ranked for name in (p.first, p.second))
    return list(names)[:MOST_NAMES]


def _lines(
    pairs: Sequence[Pair], places: Mapping[str, tuple[float, float]], most: int
) -> Iterator[str]:
    for pair in sorted(pairs, key=lambda p: p.sentences):
        (x1, y1), (x2, y2) = places[pair.first], places[pair.second]
        yield line(x1, y1, x2, y2, stroke=RULE, width=round(0.5 + 3.5 * pair.sentences / most, 2))


def _names(
    names: Sequence[str], places: Mapping[str, tuple[float, float]], width: float
) -> Iterator[str]:
    for name in names:
        x, y = places[name]
        yield circle(x, y, 4)
        right = x > width / 2 + 4
        anchor = "start" if right else "end" if x < width / 2 - 4 else "middle"
        shift = {"start": 8, "end": -8, "middle": 0}[anchor]
        lift = 3 if anchor != "middle" else (-8 if y < places[names[len(names) // 2]][1] else 14)
        yield text(x + shift, y + lift, cut(name, NAME), fill=INK, anchor=anchor)
