"""How many articles each edition has on each theme, from three editions on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.rendering.charts.svg import (
    INK,
    LINE,
    Chart,
    Theme,
    chart,
    circle,
    cut,
    line,
    polyline,
    text,
)

TITLE = "Articles on each theme, edition by edition"
LEAST = 3
"""Fewer editions show no course."""
HEIGHT, TOP, LEFT, RIGHT = 92.0, 10.0, 22.0, 112.0
LABEL = 11.0
"""Lines of labels stand so far apart."""


@dataclass(frozen=True, slots=True)
class Course:
    """A theme with its articles in each edition, the oldest first."""

    theme: Theme
    counts: Sequence[int]


def theme_volume(
    courses: Sequence[Course], editions: Sequence[str], *, width: float = 463
) -> Chart | None:
    """Return a line a theme over the editions, or None where there are fewer than three."""
    if len(editions) < LEAST or not courses:
        return None
    most = max((n for c in courses for n in c.counts), default=1) or 1
    step = (width - LEFT - RIGHT) / (len(editions) - 1)
    base = TOP + HEIGHT
    marks = [*_frame(editions, most, step, width)]
    for course in courses:
        points = [(LEFT + step * n, base - HEIGHT * v / most) for n, v in enumerate(course.counts)]
        marks.append(polyline(points, stroke=course.theme.colour, index=course.theme.index))
        marks += [
            circle(x, y, 2.4, fill=course.theme.colour, index=course.theme.index) for x, y in points
        ]
    marks += _labels(courses, most, width)
    said = [f"{c.theme.name}: {', '.join(map(str, c.counts))}" for c in courses]
    words = f"Editions {', '.join(editions)}. {'; '.join(said)}."
    return chart((width, base + 18), TITLE, words, marks, n=sum(c.counts[-1] for c in courses))


def _frame(editions: Sequence[str], most: int, step: float, width: float) -> Iterator[str]:
    for share in (0, 1):
        y = TOP + HEIGHT * (1 - share)
        yield line(LEFT, y, width - RIGHT + 4, y, stroke=LINE, width=0.6)
        yield text(LEFT - 6, y + 3, f"{most * share:g}", anchor="end", size=8)
    every = max(1, len(editions) // 6)
    for n, edition in enumerate(editions):
        if n % every == 0 or n == len(editions) - 1:
            yield text(LEFT + step * n, TOP + HEIGHT + 13, edition, size=8)


def _labels(courses: Sequence[Course], most: int, width: float) -> Iterator[str]:
    """Yield each theme's name at the end of its line, none over another."""
    free = TOP - LABEL
    for course in sorted(courses, key=lambda c: -c.counts[-1]):
        y = max(TOP + HEIGHT * (1 - course.counts[-1] / most), free + LABEL)
        free = y
        label = f"{course.theme.letter} {course.theme.name}"
        yield text(width - RIGHT + 10, y + 3, cut(label, 22), fill=INK, anchor="start")
