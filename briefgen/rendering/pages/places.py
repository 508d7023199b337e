"""The map of the places that a brief's points name, where enough of them lie near each other."""

from __future__ import annotations

from typing import Any

from briefgen.model import Brief
from briefgen.profile.house import style_of
from briefgen.rendering.charts.locator import Spot, locate
from briefgen.rendering.environment import trusted


def map_of(brief: Brief) -> list[dict[str, Any]]:
    """Return the map as the only item of a list; empty where fewer than three places are sure and near each other."""
    spots = [
        Spot(p.name, p.north, p.east, p.kind == "state", len(p.sentences)) for p in brief.places
    ]
    found = locate(spots, brief.appearance.brand or style_of(brief.appearance.style).light.brand)
    return [{**found, "svg": trusted(found["svg"])}] if found else []
