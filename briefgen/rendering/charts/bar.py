"""Who says so, as one bar: named, by role, vague, the outlet itself, from dark to light."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.rendering.charts.svg import Chart, Theme, chart, rect

TITLE = "Who says so, by sentences"
SHADES = (1.0, 0.78, 0.5, 0.22)
HEIGHT = 9.0


def attribution_bar(
    counts: Sequence[tuple[str, int]], theme: Theme, *, width: float = 463
) -> Chart:
    """Return the bar of up to four kinds of attribution, each with its number of sentences."""
    total = sum(n for _, n in counts) or 1
    x = 0.0
    marks = []
    for (_, n), opacity in zip(counts, SHADES, strict=True):
        wide = width * n / total
        marks.append(
            rect(x, 0, wide, HEIGHT, fill=theme.colour, index=theme.index, opacity=opacity)
        )
        x += wide
    words = " · ".join(f"{name} {n}" for name, n in counts)
    return chart((width, HEIGHT), TITLE, words, marks, n=total)
