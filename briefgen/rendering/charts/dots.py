"""Which source feeds which theme: a dot's area is its number of passages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from briefgen.rendering.charts.svg import (
    GROUND,
    INK,
    LINE,
    Chart,
    Theme,
    badge,
    chart,
    circle,
    cut,
    line,
    text,
)

TITLE = "Which source feeds which theme"
MOST_SOURCES = 18
"""Sources drawn as columns of their own; more would not be told apart on a page."""
NARROWEST, LETTER, GAP = 10.5, 5.0, 3.0
"""Width of a column at the least, of a letter of its name, and between two names."""
LEFT, TOP, PITCH = 112.0, 18.0, 23.5
INSIDE = 6.5
"""A dot of this radius has room for its figure."""
NAME = 24
"""Characters of a theme's name that fit beside the dots."""


@dataclass(frozen=True, slots=True)
class Row:
    """A theme as a row of dots: passages by source."""

    theme: Theme
    counts: Sequence[int]


def theme_dots(
    rows: Sequence[Row],
    sources: Sequence[str],
    *,
    reprints: frozenset[str] = frozenset(),
    width: float = 310,
) -> Chart:
    """Return the dots of all themes; of many sources the columns of each theme's busiest, no reprints among them."""
    room = width - LEFT - 8
    needed = max(NARROWEST, LETTER * max(map(len, sources), default=0) + GAP)
    most = min(MOST_SOURCES, int(room / needed))
    columns = list(range(len(sources)))
    if len(columns) > most:
        originals = [i for i in columns if sources[i] not in reprints]
        columns = sorted(islice(dict.fromkeys(_busiest(rows, originals)), most))
    step = room / max(1, len(columns))
    most = max((c for r in rows for c in r.counts), default=1) or 1
    radius = min(10.0, step / 2 - 1.5)
    marks = [text(LEFT + step * (k + 0.5), 12, sources[i]) for k, i in enumerate(columns)]
    for n, row in enumerate(rows):
        y = TOP + PITCH * (n + 0.5)
        if n:
            marks.append(line(0, TOP + PITCH * n, width, TOP + PITCH * n, stroke=LINE, width=0.6))
        marks += badge(row.theme, 0, y)
        marks.append(text(18, y + 3, cut(row.theme.name, NAME), fill=INK, anchor="start"))
        for k, i in enumerate(columns):
            if row.counts[i]:
                r = max(1.8, radius * math.sqrt(row.counts[i] / most))
                marks += _dot(row.theme, LEFT + step * (k + 0.5), y, r, row.counts[i])
    total = sum(c for r in rows for c in r.counts)
    words = _words(rows, sources, columns)
    return chart((width, TOP + PITCH * len(rows) + 2), TITLE, words, marks, n=total)


def _busiest(rows: Sequence[Row], columns: Sequence[int]) -> Iterator[int]:
    """Yield columns, each theme's busiest in turn."""
    ranked = [sorted(columns, key=lambda i, r=r: (-r.counts[i], i)) for r in rows]  # type: ignore[misc]
    for turn in zip(*ranked, strict=True):
        yield from turn


def _dot(theme: Theme, x: float, y: float, r: float, count: int) -> Iterator[str]:
    """Yield a dot with its figure, inside where there is room."""
    yield circle(x, y, r, fill=theme.colour, index=theme.index)
    if r > INSIDE:
        yield text(x, y + 2.8, str(count), size=8.8, fill=GROUND, weight=600)
    else:
        yield text(x + r + 2, y + 2.8, str(count), size=8.8, anchor="start")


def _words(rows: Sequence[Row], sources: Sequence[str], columns: Sequence[int]) -> str:
    said = [
        f"{row.theme.name}: "
        + (", ".join(f"{sources[i]} {row.counts[i]}" for i in columns if row.counts[i]) or "none")
        for row in rows
    ]
    left = len(sources) - len(columns)
    rest = (
        f" {left} more source{'s' * (left != 1)} {'is' if left == 1 else 'are'} not drawn."
        if left
        else ""
    )
    return f"Passages a theme draws from each source. {'; '.join(said)}.{rest}"
