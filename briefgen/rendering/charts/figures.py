"""Differing figures of one claim, side by side on one scale and never averaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.rendering.charts.svg import INK, LINE, Chart, chart, circle, line, text

LEFT, RIGHT, PITCH, TOP = 200.0, 22.0, 17.0, 6.0
PHRASE = 38
"""A longer phrase is left to the sentence beside: words of a source are never cut."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one sentence gives: its citation, its words, the number or the ends of its range."""

    cite: str
    phrase: str
    value: float
    upper: float | None


def conflict_plot(subject: str, figures: Sequence[Figure], *, width: float = 463) -> Chart:
    """Return a dot for each figure, a bar for each range, on a scale from nought."""
    most = max((f.upper or f.value for f in figures), default=1) or 1
    low = min(0.0, min((f.value for f in figures), default=0))
    scale = (width - LEFT - RIGHT) / (most - low or 1)
    marks = [*_grid(low, most, scale, len(figures))]
    for n, figure in enumerate(figures):
        marks += _figure(figure, TOP + PITCH * (n + 0.5), scale, low)
    said = "; ".join(f"{f.cite}: {f.phrase}" for f in figures)
    words = f"{said}. From {low:,g} to {most:,g}, not averaged."
    title = f"Differing figures: {subject}"
    return chart((width, TOP + PITCH * len(figures) + 18), title, words, marks, n=len(figures))


def _figure(figure: Figure, y: float, scale: float, low: float) -> Iterator[str]:
    x = LEFT + scale * (figure.value - low)
    yield text(0, y + 3, figure.cite, fill=INK, anchor="start", weight=600)
    if len(figure.phrase) <= PHRASE:
        yield text(40, y + 3, figure.phrase, anchor="start")
    if figure.upper is not None:
        end = LEFT + scale * (figure.upper - low)
        yield line(x, y, end, y, stroke=INK, width=2)
        yield circle(end, y, 4.2)
    yield circle(x, y, 4.2)


def _grid(low: float, most: float, scale: float, rows: int) -> Iterator[str]:
    """Yield the scale: a line at its beginning, middle and end, each with its number."""
    bottom = TOP + PITCH * rows + 2
    for value in (low, (low + most) / 2, most):
        x = LEFT + scale * (value - low)
        yield line(x, TOP, x, bottom, stroke=LINE, width=0.6)
        yield text(x, bottom + 12, f"{value:,.4g}" if value < 10_000 else f"{value:,.0f}")  # noqa: PLR2004 - digits that fit
