"""When the sources speak: dots on an axis of dates, columns where there are many, a bin for the undated."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.model.dates import span_of
from briefgen.rendering.charts.svg import (
    INK,
    LINE,
    MUTED,
    RULE,
    Chart,
    chart,
    circle,
    line,
    rect,
    ring,
    text,
)

TITLE = "When the sources speak"
MOST_DOTS = 24
"""More dated sources are drawn as columns."""
COLUMNS, COLUMN_HEIGHT = 30, 44.0
RADIUS, STACK, NEAR = 4.6, 10.5, 9.0
"""A dot, how far dots at one place stand above each other, and how near that is."""
LONG_DAYS = 60
"""An axis of more days names months."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A source on the axis of dates: preferred date, other reading, or none."""

    label: str
    date: str | None
    other: str | None


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days laid out from left to right."""

    low: int
    high: int
    left: float
    right: float
    y: float

    def at(self, day: int) -> float:
        """Return where a day stands; a single day stands in the middle."""
        if self.high == self.low:
            return (self.left + self.right) / 2
        return self.left + (self.right - self.left) * (day - self.low) / (self.high - self.low)


def date_rug(ticks: Sequence[Tick], *, width: float = 310) -> Chart:
    """Return dated sources solid, ambiguous ones hollow with the other reading dashed, undated grey."""
    dated, undated = [t for t in ticks if t.date], [t for t in ticks if not t.date]
    many = len(dated) > MOST_DOTS
    bin_width = max(60.0, min(96.0, 20.0 * len(undated) + 14)) if undated else 0.0
    right = width - bin_width - (14 if undated else 0)
    days = [_middle(d) for t in dated for d in (t.date, t.other) if d]
    levels = 1 if many else max((sum(abs(a - b) < NEAR for b in days) for a in days), default=1)
    y = COLUMN_HEIGHT + 14 if many else 24.0 + STACK * min(6, levels)
    axis = _Axis(min(days, default=0), max(days, default=1), 12.0, right - 12, y)
    marks = [*_scale(axis, right)] if dated else []
    marks += _columns(dated, axis) if many else _dots(dated, axis)
    marks += _bin(undated, axis, width, bin_width) if undated else ()
    return chart((width, y + 24), TITLE, _words(dated, undated), marks, n=len(ticks))


def _middle(date: str) -> int:
    first, last = span_of(date)
    return (first.toordinal() + last.toordinal()) // 2


def _dots(dated: Sequence[Tick], axis: _Axis) -> Iterator[str]:
    """Yield a dot for every reading of every date, stacked where they stand close."""
    taken: list[float] = []
    for tick in dated:
        for date, other in ((tick.date, False), (tick.other, True)):
            if not date:
                continue
            x = axis.at(_middle(date))
            y = axis.y - STACK * sum(abs(x - seen) < NEAR for seen in taken)
            taken.append(x)
            if other:
                yield ring(x, y, RADIUS, stroke=RULE, dashed=True)
            else:
                yield ring(x, y, RADIUS) if tick.other else circle(x, y, RADIUS)
            yield text(
                x, y - 9, f"{tick.label}?" if other else tick.label, fill=MUTED if other else INK
            )


def _columns(dated: Sequence[Tick], axis: _Axis) -> Iterator[str]:
    """Yield a column for every stretch of days with sources, the tallest with its number."""
    step = (axis.right - axis.left) / COLUMNS
    spots = Counter(
        min(COLUMNS - 1, int((axis.at(_middle(t.date)) - axis.left) / step))
        for t in dated
        if t.date
    )
    most = max(spots.values())
    for spot, count in sorted(spots.items()):
        height = max(1.5, COLUMN_HEIGHT * count / most)
        x = axis.left + step * spot
        yield rect(x + 0.6, axis.y - height, step - 1.2, height, fill=INK)
    tallest = min(spot for spot, count in spots.items() if count == most)
    yield text(axis.left + step * (tallest + 0.5), axis.y - COLUMN_HEIGHT - 4, str(most), fill=INK)


def _bin(undated: Sequence[Tick], axis: _Axis, width: float, bin_width: float) -> Iterator[str]:
    """Yield the undated sources, apart from the axis."""
    left = width - bin_width
    yield line(left - 7, axis.y - 18, left - 7, axis.y + 18, stroke=LINE)
    pitch = min(20.0, (bin_width - 8) / len(undated))
    for n, tick in enumerate(undated if pitch >= 2 * RADIUS - 2 else ()):
        x = left + pitch * (n + 0.5) + 3
        yield circle(x, axis.y, RADIUS, fill=RULE)
        if pitch >= 12:  # noqa: PLR2004 - labels would touch
            yield text(x, axis.y - 9, tick.label, fill=INK)
    yield text(left + bin_width / 2, axis.y + 17, f"undated ({len(undated)})")


def _scale(axis: _Axis, right: float) -> Iterator[str]:
    """Yield the axis with the dates of its ends and, where there is room, of its middle."""
    yield line(2, axis.y, right, axis.y)
    long = axis.high - axis.low > LONG_DAYS
    for day in sorted({axis.low, axis.high} | ({(axis.low + axis.high) // 2} if long else set())):
        x = axis.at(day)
        date = datetime.date.fromordinal(day)
        yield line(x, axis.y - 4, x, axis.y + 4)
        anchor, shift = _place(day, axis)
        label = f"{date:%b %Y}" if long else f"{date.day} {date:%b}"
        yield text(x + shift, axis.y + 17, label, anchor=anchor)


def _place(day: int, axis: _Axis) -> tuple[str, float]:
    """Return how a label stands at a day: inwards at the ends."""
    if axis.low == axis.high:
        return "middle", 0
    return {axis.low: ("start", -6.0), axis.high: ("end", 6.0)}.get(day, ("middle", 0.0))


def _words(dated: Sequence[Tick], undated: Sequence[Tick]) -> str:
    said = [f"{t.label} {t.date}" + (f" or {t.other}" if t.other else "") for t in dated]
    if len(dated) > MOST_DOTS:
        dates = sorted(t.date for t in dated if t.date)
        said = [f"{len(dated)} dated from {dates[0]} to {dates[-1]}"]
        said += [f"{sum(bool(t.other) for t in dated)} of them ambiguous"]
    without = ", ".join(t.label for t in undated) or "none"
    if len(undated) > MOST_DOTS:
        without = str(len(undated))
    return f"Dates of publication. {'; '.join(said) or 'none dated'}. Undated: {without}."
