"""All that the templates of an audience are given: the view of the Brief, and what its page prints of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from briefgen.model import Brief
from briefgen.render import RenderOptions
from briefgen.render.pages.printable import printable
from briefgen.render.pages.public import choose_public
from briefgen.render.pages.short import LIMITS, choose
from briefgen.render.pages.style import dress, recoloured
from briefgen.render.pages.view import make_view

CHOOSERS: Mapping[str, Callable[[Brief], dict[str, Any]]] = {
    **{audience: partial(choose, limits=limits) for audience, limits in LIMITS.items()},
    "public": choose_public,
}
"""How the short audiences choose; the analyst's pages print all that the brief holds."""
CITES_LEAD_TO = {"analyst": "evidence", "public": "sources"}
"""Where a citation is a link to; without one of these rows it is text."""


def make_context(brief: Brief, audience: str, options: RenderOptions) -> dict[str, Any]:
    """Return what every template of an audience can print, as plain data."""
    brief = printable(brief)
    chooser = CHOOSERS.get(audience)
    house = dress(brief)
    return {
        **recoloured(make_view(brief, audience), house),
        "house": house,
        "paper": options.paper or brief.paper,
        "cites_lead_to": CITES_LEAD_TO.get(audience),
        "page": chooser(brief) if chooser else None,
    }
