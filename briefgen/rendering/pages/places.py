"""The map of the places that a page's sentences name, where enough of them lie near each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.model import Brief, Place
from briefgen.profile.house import style_of
from briefgen.rendering.charts.locator import Spot, locate
from briefgen.rendering.environment import trusted

TOP = ("bottom_line", "bullets", "points")
"""Parts of a page that are printed last of all to go; the last of them goes item by item."""
UNQUOTED = frozenset({"map", "maps", "plot", "figures", "asked", "watched"})
"""Parts of a page that name sentences and do not print them."""


def with_maps(page: dict[str, Any], brief: Brief) -> dict[str, Any]:
    """Return a page with its map, and with those that it has when it prints less (``maps``), the fullest first."""
    top = {name: page.get(name) for name in TOP}
    points = page.get("points") or []
    shorter = ({**top, "points": points[:n]} for n in range(len(points), -1, -1))
    keys = dict.fromkeys(frozenset(printed_in(p)) for p in (page, *shorter))
    return with_map({**page, "maps": [m for m in (_map(k, brief) for k in keys) if m]})


def with_map(page: dict[str, Any]) -> dict[str, Any]:
    """Return a page with the first of its maps on which each place is named by a sentence that it prints."""
    printed = set(printed_in(page))
    able = (m for m in page["maps"] if all(printed & keys for keys in m["named_in"]))
    found = next(able, None)
    return {**page, "map": [found] if found else []}


def printed_in(part: Any) -> Iterator[str]:
    """Yield the ids of the sentences that a page or a part of it prints."""
    if isinstance(part, Mapping):
        yield from (part[name] for name in ("sentence", "lead_in") if part.get(name))
        for name, inner in part.items():
            if name not in UNQUOTED:
                yield from printed_in(inner)
    elif isinstance(part, (list, tuple)):
        for inner in part:
            yield from printed_in(inner)


def _map(printed: frozenset[str], brief: Brief) -> dict[str, Any] | None:
    """Return the map of the places that some sentences name; None where fewer than three are near each other."""
    places = {p.name: p for p in brief.places if printed & set(p.sentences)}
    spots = [_spot(p, printed) for p in places.values()]
    found = locate(spots, brief.appearance.brand or style_of(brief.appearance.style).light.brand)
    if found is None:
        return None
    named = [frozenset(places[label["name"]].sentences) for label in found["labels"]]
    return {**found, "svg": trusted(found["svg"]), "named_in": named}


def _spot(place: Place, printed: frozenset[str]) -> Spot:
    times = len(printed & set(place.sentences))
    return Spot(place.name, place.north, place.east, place.kind == "state", times)
