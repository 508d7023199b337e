"""How a mark of a chart is written: text, lines, circles, and the picture around them.

The few marks that briefgen needs are written directly: a plotting library would bring forty
megabytes, its own fonts and text as outlines (docs/design.md). Colours stand in attributes, where
printing programs read them; a class beside them lets a style sheet recolour the mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

INK, MUTED, LINE, RULE, GROUND, DENY = (
    "#16191d", "#59646e", "#cfd4da", "#8c96a0", "#ffffff", "#9a2a1f"
)  # fmt: skip
CLASSES = {
    INK: "ink", MUTED: "muted", LINE: "hair", RULE: "rule", GROUND: "ground", DENY: "deny"
}  # fmt: skip
"""What a style sheet calls the colours; theme colours are `t0`, `t1` … in the themes' order."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, its title, the same in words, and how many things it shows."""

    svg: str
    title: str
    words: str
    n: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as charts draw it: its letter, name, colour and place among the themes."""

    letter: str
    name: str
    colour: str
    index: int


def text(  # noqa: PLR0913 - an SVG text has so many attributes
    x: float,
    y: float,
    words: str,
    *,
    size: float = 9,
    fill: str = MUTED,
    anchor: str = "middle",
    weight: int = 400,
    italic: bool = False,
) -> str:
    """Return a line of text; ``y`` is its base line."""
    style = ' font-style="italic"' if italic else ""
    return (
        f'<text x="{x:.4g}" y="{y:.4g}" font-size="{size:g}"{_fill(fill)} text-anchor="{anchor}"'
        f' font-weight="{weight}"{style}>{escape(words)}</text>'
    )


def line(  # noqa: PLR0913 - two points and a pen
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    stroke: str = RULE,
    width: float = 0.9,
    dashed: bool = False,
) -> str:
    """Return a straight line."""
    dash = ' stroke-dasharray="2 1.5"' if dashed else ""
    return (
        f'<line x1="{x1:.4g}" y1="{y1:.4g}" x2="{x2:.4g}" y2="{y2:.4g}"{_stroke(stroke)}'
        f' stroke-width="{width:g}"{dash}/>'
    )


def circle(x: float, y: float, r: float, *, fill: str = INK, index: int | None = None) -> str:
    """Return a dot; of the colour of the theme at ``index``, where one is given."""
    return f'<circle cx="{x:.4g}" cy="{y:.4g}" r="{r:.3g}"{_fill(fill, index)}/>'


def ring(x: float, y: float, r: float, *, stroke: str = INK, dashed: bool = False) -> str:
    """Return a hollow dot, dashed where it is only the other reading."""
    dash = ' stroke-width="1" stroke-dasharray="2 1.5"' if dashed else ' stroke-width="1.4"'
    return (
        f'<circle cx="{x:.4g}" cy="{y:.4g}" r="{r:.3g}" class="{CLASSES[GROUND]} l-{CLASSES[stroke]}"'
        f' fill="{GROUND}" stroke="{stroke}"{dash}/>'
    )


def triangle(x: float, y: float, r: float, *, fill: str = DENY) -> str:
    """Return a triangle that stands on its base: the mark of a denial."""
    points = f"{x - r:.4g},{y + 0.8 * r:.4g} {x + r:.4g},{y + 0.8 * r:.4g} {x:.4g},{y - r:.4g}"
    return f'<polygon points="{points}"{_fill(fill)}/>'


def rect(  # noqa: PLR0913 - a place, a size and a colour
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str,
    index: int | None = None,
    opacity: float = 1,
    radius: float = 0,
) -> str:
    """Return a filled rectangle."""
    extra = (f' rx="{radius:g}"' if radius else "") + (
        f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    )
    return (
        f'<rect x="{x:.4g}" y="{y:.4g}" width="{width:.4g}" height="{height:.4g}"'
        f"{_fill(fill, index)}{extra}/>"
    )


def polyline(points: Sequence[tuple[float, float]], *, stroke: str, index: int) -> str:
    """Return a line through some points."""
    path = " ".join(f"{x:.4g},{y:.4g}" for x, y in points)
    return f'<polyline points="{path}" fill="none" class="s{index}" stroke="{stroke}" stroke-width="1.6"/>'


def badge(theme: Theme, x: float, y: float) -> list[str]:
    """Return a theme's letter on its colour; ``y`` is the middle."""
    return [
        rect(x, y - 5.5, 13, 11, fill=theme.colour, index=theme.index, radius=1.5),
        text(x + 6.5, y + 3, theme.letter, size=8.8, fill=GROUND, weight=600),
    ]


def cut(words: str, most: int) -> str:
    """Return computed words in as many characters as there is room for."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def picture(width: float, height: float, chart_title: str, words: str, marks: Sequence[str]) -> str:
    """Return marks as a picture that says in words what it shows."""
    said = escape(f"{chart_title}. {words}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}" role="img" aria-label="{said}" font-family="Source Sans 3, sans-serif">'
        f"<title>{said}</title>{''.join(marks)}</svg>"
    )


def chart(
    size: tuple[float, float], title: str, words: str, marks: Sequence[str], *, n: int
) -> Chart:
    """Return a chart of some marks, as wide and high as its size."""
    return Chart(picture(*size, title, words, marks), title, words, n)


def _fill(colour: str, index: int | None = None) -> str:
    name = CLASSES.get(colour) if index is None else f"t{index}"
    return f' class="{name}" fill="{colour}"' if name else f' fill="{colour}"'


def _stroke(colour: str) -> str:
    return f' class="l-{CLASSES[colour]}" stroke="{colour}"'
