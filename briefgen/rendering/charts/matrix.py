"""Who reports what: for each claim, a row of marks over the sources that assert, hedge or deny it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from briefgen.rendering.charts.svg import Chart, chart, circle, ring, text, triangle

TITLE = "Who reports what"
STEP, HEIGHT, RADIUS = 24.0, 13.0, 3.9
MARKS = ("asserted", "hedged", "denied")


def head(sources: Sequence[str]) -> Chart:
    """Return the names of the sources over their columns."""
    marks = [text(STEP * (n + 0.5), 10, name, weight=600) for n, name in enumerate(sources)]
    return chart(
        (STEP * len(sources), HEIGHT),
        "Sources of the columns, from left to right",
        ", ".join(sources),
        marks,
        n=len(sources),
    )


def row(sources: Sequence[str], held: Mapping[str, Collection[str]]) -> Chart:
    """Return a claim's marks: a dot where a source asserts, a ring where it hedges, a triangle where it denies.

    Args:
        sources: the sources, one a column.
        held: for each of `MARKS`, the sources that do so.
    """
    marks: list[str] = []
    for n, source in enumerate(sources):
        shapes = [name for name in MARKS if source in held[name]]
        for k, shape in enumerate(shapes):
            x = STEP * (n + 0.5) + (k - (len(shapes) - 1) / 2) * 9.5
            marks.append(_mark(shape, x))
    said = "; ".join(f"{name} by {', '.join(held[name])}" for name in MARKS if held[name])
    speaking = {source for name in MARKS for source in held[name]}
    words = f"{said or 'silent'}; the others are silent"
    return chart((STEP * len(sources), HEIGHT), TITLE, words, marks, n=len(speaking))


def _mark(shape: str, x: float) -> str:
    y = HEIGHT / 2
    if shape == "denied":
        return triangle(x, y, RADIUS + 0.3)
    return circle(x, y, RADIUS) if shape == "asserted" else ring(x, y, RADIUS - 0.5)
