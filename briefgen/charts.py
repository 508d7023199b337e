"""Numbers become small SVG pictures: text stays text, every mark has a title, each has its words.

The few marks that briefgen needs are written directly: a plotting library would bring forty
megabytes, its own fonts and text as outlines (docs/design.md).
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from briefgen.dates import span_of

INK, MUTED, LINE, RULE = "#16191d", "#59646e", "#cfd4da", "#8c96a0"
NEAR_DAYS = 9
"""Sources dated closer than this may stand on each other: room is kept above the axis."""
MOST_SOURCES = 18
"""Sources drawn as columns of their own; more would not be told apart on a page."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, its title, the same in words, and how many things it shows."""

    svg: str
    title: str
    words: str
    n: int


@dataclass(frozen=True, slots=True)
class Row:
    """A theme as a row of dots: its letter, name, colour, and passages by source."""

    letter: str
    name: str
    colour: str
    counts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Tick:
    """A source on the axis of dates: preferred date, other reading, or none."""

    label: str
    date: str | None
    other: str | None


def _text(  # noqa: PLR0913 - an SVG text has so many attributes
    x: float,
    y: float,
    words: str,
    *,
    size: float = 9,
    fill: str = MUTED,
    anchor: str = "middle",
    weight: int = 400,
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}" text-anchor="{anchor}"'
        f' font-weight="{weight}">{escape(words)}</text>'
    )


def _svg(width: float, height: float, title: str, words: str, marks: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}" role="img" aria-label="{escape(f"{title}. {words}")}"'
        f' font-family="Source Sans 3, sans-serif"><title>{escape(f"{title}. {words}")}</title>{"".join(marks)}</svg>'
    )


def theme_dots(rows: Sequence[Row], sources: Sequence[str], *, width: float = 310) -> Chart:
    """Return which source feeds which theme: a dot's area is its number of passages."""
    order = sorted(range(len(sources)), key=lambda i: (-sum(r.counts[i] for r in rows), i))[
        :MOST_SOURCES
    ]
    columns = sorted(order)
    left, top, pitch = 112.0, 18.0, 23.5
    step = (width - left - 8) / max(1, len(columns))
    most = max((c for r in rows for c in r.counts), default=1) or 1
    radius = min(10.0, step / 2 - 1.5)
    marks = [_text(left + step * (k + 0.5), 12, sources[i]) for k, i in enumerate(columns)]
    for n, row in enumerate(rows):
        y = top + pitch * (n + 0.5)
        if n:
            marks.append(
                f'<line x1="0" x2="{width:g}" y1="{top + pitch * n:g}" y2="{top + pitch * n:g}" stroke="{LINE}" stroke-width=".6"/>'
            )
        name = row.name if len(row.name) <= 24 else row.name[:23].rstrip() + "…"  # noqa: PLR2004
        marks += [
            f'<rect x="0" y="{y - 5.5:g}" width="13" height="11" rx="1.5" fill="{row.colour}"/>',
            _text(6.5, y + 3, row.letter, size=8.8, fill="#fff", weight=600),
            _text(18, y + 3, name, fill=INK, anchor="start"),
        ]
        for k, i in enumerate(columns):
            if row.counts[i]:
                r = max(1.8, radius * math.sqrt(row.counts[i] / most))
                x = left + step * (k + 0.5)
                marks.append(f'<circle cx="{x:.1f}" cy="{y:g}" r="{r:.2f}" fill="{row.colour}"/>')
                inside = r > 6.5  # noqa: PLR2004 - room for a figure
                marks.append(
                    _text(
                        round(x, 1), y + 2.8, str(row.counts[i]), size=8.8, fill="#fff", weight=600
                    )
                    if inside
                    else _text(
                        round(x + r + 2, 1), y + 2.8, str(row.counts[i]), size=8.8, anchor="start"
                    )
                )
    said = [
        f"{row.name}: "
        + (", ".join(f"{sources[i]} {row.counts[i]}" for i in columns if row.counts[i]) or "none")
        for row in rows
    ]
    cut = len(sources) - len(columns)
    words = f"Passages a theme draws from each source. {'; '.join(said)}." + (
        f" {cut} sources with fewer are not drawn." if cut else ""
    )
    total = sum(c for r in rows for c in r.counts)
    title = "Which source feeds which theme"
    return Chart(_svg(width, top + pitch * len(rows) + 2, title, words, marks), title, words, total)


def date_rug(ticks: Sequence[Tick], *, width: float = 310) -> Chart:
    """Return when the sources speak: solid dated, hollow ambiguous, dashed the other reading, a bin for undated."""
    dated = [t for t in ticks if t.date]
    undated = [t for t in ticks if not t.date]
    bin_width = min(96.0, 20.0 * max(1, len(undated)) + 14) if undated else 0.0
    right = width - bin_width - (14 if undated else 0)
    days = [_middle(d) for t in dated for d in (t.date, t.other) if d]
    low, high = (min(days), max(days)) if days else (0, 1)
    stacked = max(
        (sum(abs(a - b) < NEAR_DAYS for b in days) for a in days),
        default=1,
    )
    axis_left, axis_right, y = 12.0, right - 12, 24.0 + 10.5 * min(6, stacked)
    span = max(1, high - low)

    def at(day: int) -> float:
        return (
            (axis_left + axis_right) / 2
            if high == low
            else axis_left + (axis_right - axis_left) * (day - low) / span
        )

    marks = (
        [f'<line x1="2" x2="{right:g}" y1="{y:g}" y2="{y:g}" stroke="{RULE}" stroke-width=".9"/>']
        if dated
        else []
    )
    marks += _axis(low, high, at, y) if dated else []
    taken: list[tuple[float, float]] = []
    for tick in dated:
        for date, shape in (
            (tick.date, "hollow" if tick.other else "solid"),
            (tick.other, "other"),
        ):
            if not date:
                continue
            x = at(_middle(date))
            level = sum(abs(x - tx) < 9 for tx, _ in taken)  # noqa: PLR2004 - dots of 4.6 units stack
            taken.append((x, y))
            dot_y = y - 10.5 * level
            marks.append(_dot(x, dot_y, shape))
            label = f"{tick.label}?" if shape == "other" else tick.label
            marks.append(
                _text(
                    round(x, 1), round(dot_y - 9, 1), label, fill=MUTED if shape == "other" else INK
                )
            )
    if undated:
        x0 = width - bin_width
        marks.append(
            f'<line x1="{x0 - 7:g}" x2="{x0 - 7:g}" y1="{y - 18:g}" y2="{y + 18:g}" stroke="{LINE}" stroke-width=".9"/>'
        )
        pitch = min(20.0, (bin_width - 8) / len(undated))
        for n, tick in enumerate(undated):
            x = x0 + pitch * (n + 0.5) + 3
            marks.append(_dot(x, y, "undated"))
            if pitch >= 12:  # noqa: PLR2004 - labels would touch
                marks.append(_text(round(x, 1), y - 9, tick.label, fill=INK))
        marks.append(_text(x0 + bin_width / 2, y + 17, f"undated ({len(undated)})"))
    said = [f"{t.label} {t.date}" + (f" or {t.other}" if t.other else "") for t in dated]
    words = f"Dates of publication. {'; '.join(said) or 'none dated'}. Undated: {', '.join(t.label for t in undated) or 'none'}."
    title = "When the sources speak"
    return Chart(_svg(width, y + 24, title, words, marks), title, words, len(ticks))


def _middle(date: str) -> int:
    first, last = span_of(date)
    return (first.toordinal() + last.toordinal()) // 2


def _dot(x: float, y: float, shape: str) -> str:
    style = {
        "solid": f'fill="{INK}"',
        "hollow": f'fill="#fff" stroke="{INK}" stroke-width="1.4"',
        "other": f'fill="#fff" stroke="{RULE}" stroke-width="1" stroke-dasharray="2 1.5"',
        "undated": f'fill="{RULE}"',
    }[shape]
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.6" {style}/>'


def _axis(low: int, high: int, at, y: float) -> list[str]:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Return ticks with the dates of the axis's ends and, where there is room, its middle."""
    days = sorted({low, high} | ({(low + high) // 2} if high - low > 60 else set()))  # noqa: PLR2004
    marks = []
    for day in days:
        x = round(at(day), 1)
        date = datetime.date.fromordinal(day)
        label = f"{date:%b %Y}" if high - low > 60 else f"{date.day} {date:%b}"  # noqa: PLR2004
        anchor = (
            "start"
            if day == low and low != high
            else "end"
            if day == high and low != high
            else "middle"
        )
        shift = -6 if anchor == "start" else 6 if anchor == "end" else 0
        marks.append(
            f'<line x1="{x:g}" x2="{x:g}" y1="{y - 4:g}" y2="{y + 4:g}" stroke="{RULE}" stroke-width=".9"/>'
        )
        marks.append(_text(x + shift, y + 17, label, anchor=anchor))
    return marks


def attribution_bar(counts: Sequence[tuple[str, int]], colour: str, *, width: float = 463) -> Chart:
    """Return who says so as one bar: named, role, vague, the outlet itself, from dark to light."""
    total = sum(n for _, n in counts) or 1
    x = 0.0
    marks = []
    for (_, n), opacity in zip(counts, (1.0, 0.78, 0.5, 0.22), strict=True):
        w = width * n / total
        marks.append(
            f'<rect x="{x:.1f}" y="0" width="{w:.1f}" height="9" fill="{colour}" fill-opacity="{opacity}"/>'
        )
        x += w
    words = " · ".join(f"{name} {n}" for name, n in counts)
    title = "Who says so, by sentences"
    return Chart(_svg(width, 9, title, words, marks), title, words, total)
