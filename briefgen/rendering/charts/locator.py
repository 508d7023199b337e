"""A small map of where places lie: land, coasts and borders of Natural Earth, a dot a town, names beside the dots.

The picture holds no type, so that names have the page's own size: they stand over it by their places in per cent.
``outlines.json`` is made by training/make_map.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from math import cos, radians
from typing import Any

from briefgen.rendering.charts.svg import LINE

WIDE, HIGH = 300.0, 186.0
"""Units of the picture."""
REACH = 16.0
"""Degrees of latitude, and as much in longitude, in which a map's places lie around one of them."""
LEAST = 3
"""Places of a map at the least."""
MOST = 9
"""Names on a map at the most."""
ROOM, LEAST_HIGH = 0.28, 5.5
"""Share of a map that lies around its places, and degrees that it is high at the least."""
LETTER, TALL = 7.4, 15.0
"""Units of a letter's width and of a line's height, where a map is as narrow as a page's narrow column."""
LAND, COAST = "#eceff2", "#a9b2ba"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map: its name, degrees north and east, whether it is a state, and how often it is named."""

    name: str
    north: float
    east: float
    state: bool
    times: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows: degrees from its upper left corner, and how many units a degree has."""

    west: float
    north: float
    across: float
    down: float

    def place(self, north: float, east: float) -> Point:
        """Return where a place lies in the picture."""
        return (east - self.west) * self.across, (self.north - north) * self.down


def locate(spots: Sequence[Spot], colour: str) -> dict[str, Any] | None:
    """Return a map of some places, as templates are given it; None where fewer than three lie near each other.

    Args:
        spots: The places, those first that matter most.
        colour: Of the dots.

    Returns:
        ``svg``, ``labels`` (``name``, ``left`` and ``top`` in per cent, ``side``) and ``words``, the same in words.
    """
    near = _together(spots)
    if len(near) < LEAST or all(s.state for s in near):
        return None
    frame = _frame(near)
    labels = list(_labels(near, frame))
    if len(labels) < LEAST:
        return None
    shown = [s for s in near if s.name in {label["name"] for label in labels}]
    words = "Map of places that the points name: " + ", ".join(s.name for s in shown)
    dots = "".join(_dot(*frame.place(s.north, s.east), colour) for s in shown if not s.state)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE:g} {HIGH:g}" width="100%" role="img" '
        f'aria-label="{escape(words)}" class="locator"><title>{escape(words)}</title>{_ground(frame)}{dots}</svg>'
    )
    return {"svg": svg, "labels": labels, "words": words}


# What is shown -----------------------------------------------------------------------------------


def _together(spots: Sequence[Spot]) -> list[Spot]:
    """Return the places around one of them that together are named most."""
    around = [[s for s in spots if _near(s, middle)] for middle in spots]
    best = max(
        around, key=lambda group: (len(group) >= LEAST, sum(s.times for s in group)), default=[]
    )
    return best[:MOST]


def _near(one: Spot, other: Spot) -> bool:
    wide = abs(one.east - other.east) * cos(radians((one.north + other.north) / 2))
    return abs(one.north - other.north) <= REACH and wide <= REACH


def _frame(spots: Sequence[Spot]) -> Frame:
    """Return a frame around some places that has the picture's shape."""
    norths, easts = [s.north for s in spots], [s.east for s in spots]
    middle, shrink = (max(norths) + min(norths)) / 2, cos(radians((max(norths) + min(norths)) / 2))
    high = max((max(norths) - min(norths)) / (1 - ROOM), LEAST_HIGH)
    wide = max((max(easts) - min(easts)) * shrink / (1 - ROOM), high * WIDE / HIGH)
    high = max(high, wide * HIGH / WIDE)
    units = HIGH / high
    west = (max(easts) + min(easts)) / 2 - wide / shrink / 2
    return Frame(west=west, north=middle + high / 2, across=units * shrink, down=units)


def _labels(spots: Sequence[Spot], frame: Frame) -> Iterator[dict[str, Any]]:
    """Yield the names that have room, towns first: beside the dot where nothing else stands, a state's at its middle."""
    taken = [_box(*frame.place(s.north, s.east), 10, 10) for s in spots if not s.state]
    for spot in sorted(spots, key=lambda s: s.state):
        x, y = frame.place(spot.north, spot.east)
        wide = LETTER * len(spot.name) * (1.15 if spot.state else 1)
        sides = {"over": x} if spot.state else {"right": x + 7 + wide / 2, "left": x - 7 - wide / 2}
        for side, middle in sides.items():
            box = _box(middle, y, wide, TALL)
            inside = box[0] >= 0 and box[2] <= WIDE and box[1] >= 0 and box[3] <= HIGH
            if inside and not any(_over(box, other) for other in taken):
                taken.append(box)
                yield {
                    "name": spot.name,
                    "left": f"{100 * x / WIDE:.1f}",
                    "top": f"{100 * y / HIGH:.1f}",
                    "side": side,
                }
                break


def _box(x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _over(one: Sequence[float], other: Sequence[float]) -> bool:
    # a name's box touches its own dot's box from outside
    return (
        one[0] < other[2] - 3 and other[0] < one[2] - 3 and one[1] < other[3] and other[1] < one[3]
    )


# Land --------------------------------------------------------------------------------------------


@cache
def _outlines() -> dict[str, Any]:
    return json.loads((files(__package__) / "outlines.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def _line(number: int) -> tuple[Point, ...]:
    """Return the points of a line in degrees, east and north."""
    outlines = _outlines()
    flat, steps = outlines["lines"][number], outlines["steps"]
    x = y = 0
    points = []
    for n in range(0, len(flat), 2):
        x, y = x + flat[n], y + flat[n + 1]
        points.append((x / steps, y / steps))
    return tuple(points)


def _ground(frame: Frame) -> str:
    """Return land, borders and coasts as far as a frame shows them."""
    outlines = _outlines()
    rings = [
        [p for n in ring for p in (_line(n) if n >= 0 else _line(~n)[::-1])]
        for ring in outlines["rings"]
    ]
    land = "".join(_path(_clipped(_placed(ring, frame)), close=True) for ring in rings)
    borders: list[list[Point]] = []
    coasts: list[list[Point]] = []
    inner = set(outlines["borders"])
    for n in range(len(outlines["lines"])):
        (borders if n in inner else coasts).extend(_runs(list(_placed(_line(n), frame))))
    return (
        f'<path d="{land}" class="land" fill="{LAND}" fill-rule="evenodd"/>'
        f'<path d="{"".join(map(_path, coasts))}" class="coast" fill="none" stroke="{COAST}" stroke-width=".8"/>'
        f'<path d="{"".join(map(_path, borders))}" class="border" fill="none" stroke="{LINE}" stroke-width="1"/>'
    )


def _placed(points: Iterable[Point], frame: Frame) -> Iterator[Point]:
    for east, north in points:
        yield frame.place(north, east)


def _inside(point: Point) -> bool:
    return 0 <= point[0] <= WIDE and 0 <= point[1] <= HIGH


def _runs(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Yield the stretches of a line that a frame shows, each with a point beyond its ends."""
    run: list[Point] = []
    for n, point in enumerate(points):
        beside = points[max(n - 1, 0) : n + 2]
        if any(map(_inside, beside)):
            run.append(point)
        elif run:
            yield run
            run = []
    if len(run) > 1:
        yield run


def _clipped(ring: Iterable[Point]) -> list[Point]:
    """Return the part of a ring in the picture (Sutherland and Hodgman 1974)."""
    points = list(ring)
    for axis, limit, sign in ((0, 0.0, 1), (0, WIDE, -1), (1, 0.0, 1), (1, HIGH, -1)):
        kept: list[Point] = []
        for n, point in enumerate(points):
            before = points[n - 1]
            here, there = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if here != there:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                cross = (
                    before[0] + share * (point[0] - before[0]),
                    before[1] + share * (point[1] - before[1]),
                )
                kept.append(cross)
            if here:
                kept.append(point)
        points = kept
    return points


def _path(points: Sequence[Point], *, close: bool = False) -> str:
    if len(points) < 2:  # noqa: PLR2004 - no line
        return ""
    told = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{told}{'Z' if close else ''}"


def _dot(x: float, y: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.4" class="brand" fill="{colour}"/>'
