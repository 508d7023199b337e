"""The places that a brief's points surely name, and where they lie, from which pages draw a map."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from briefgen.language.english.places import Located, table
from briefgen.language.english.places import find_places as places_in
from briefgen.model import Brief, Place, PlaceKind

CLEARLY = 8
"""How many times as many people the place that is meant has as the next of its name, where no state tells them apart."""
LARGE = 300
"""Thousands of people of a town that is known by its name alone; a smaller one needs another place of its state beside it."""
MOST = 24
"""Places of a brief at the most."""


def find_places(brief: Brief) -> tuple[Place, ...]:
    """Return the places that the brief's points name, those of most sentences first."""
    named: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    told = Counter[str]()
    for key in _points(brief):
        for name, state in dict.fromkeys(places_in(brief.sentences[key].text)):
            named[name].append((key, state))
            told.update(p.state for p in table()[name] if p.kind == "state")
    meant = {
        name: _meant(table()[name], {state for _, state in at if state}, told)
        for name, at in named.items()
    }
    large = {p.state for p in meant.values() if p and (p.kind != "town" or p.people >= LARGE)}
    found = [
        _place(place, tuple(dict.fromkeys(key for key, _ in named[name])))
        for name, place in meant.items()
        if place and (place.state in large or any(state for _, state in named[name]))
    ]
    ranked = sorted(found, key=lambda p: (-len(p.sentences), p.name))
    return tuple(ranked[:MOST])


def _points(brief: Brief) -> Iterator[str]:
    """Yield the ids of the sentences that pages print as points, each once, the front's first."""
    points = (brief.bottom_line, *brief.key_points, *(p for t in brief.themes for p in t.points))
    keys = [p.sentence for p in points if p] + [e.sentence for e in (*brief.timeline, *brief.ahead)]
    yield from dict.fromkeys(k for k in keys if k in brief.sentences)


def _meant(places: Sequence[Located], behind: set[str], told: Counter[str]) -> Located | None:
    """Return which of the places of one name is meant: that of the state behind it, the only one, that of a state the points name, or by far the largest."""
    states = {p.state for name in behind for p in table()[name] if p.kind == "state"}
    if states:
        able = [p for p in places if p.state in states]
        return able[0] if len(states) == 1 and able else None
    if places[0].kind == "state" or len(places) == 1:
        return places[0]
    told_of = [p for p in places if told[p.state]]
    if len(told_of) == 1 and places[0] is told_of[0]:
        return places[0]
    return places[0] if places[0].people >= CLEARLY * places[1].people else None


def _place(found: Located, keys: tuple[str, ...]) -> Place:
    kinds: dict[str, PlaceKind] = {"state": "state", "capital": "capital"}
    kind = kinds.get(found.kind, "town")
    return Place(name=found.name, kind=kind, north=found.north, east=found.east, sentences=keys)
