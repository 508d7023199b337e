"""All that the templates of an audience are given: the view of the Brief, and what its page prints of it."""

from __future__ import annotations

from typing import Any

from briefgen.model import Brief
from briefgen.rendering import RenderOptions
from briefgen.rendering.audiences import AUDIENCES, Audience
from briefgen.rendering.pages.executive import choose_executive
from briefgen.rendering.pages.inside import choose_inside
from briefgen.rendering.pages.mail import choose_mail
from briefgen.rendering.pages.printable import printable
from briefgen.rendering.pages.public import choose_public
from briefgen.rendering.pages.short import choose
from briefgen.rendering.pages.style import dress, recoloured
from briefgen.rendering.pages.view import make_view


def make_context(brief: Brief, audience: str, options: RenderOptions) -> dict[str, Any]:
    """Return what every template of an audience can print, as plain data."""
    brief = printable(brief)
    row = AUDIENCES[audience]
    house = dress(brief)
    page = _choose(brief, row)
    return {
        **recoloured(make_view(brief, audience), house),
        "house": house,
        "paper": options.paper or brief.paper,
        "cites_lead_to": row.cites_lead_to,
        "page": page,
        "inside": choose_inside(brief, page) if row.chooser == "analyst" and page else None,
        "web": False,
    }


def _choose(brief: Brief, row: Audience) -> dict[str, Any] | None:
    """Return what an audience's page prints of a brief; None where it prints all."""
    if row.chooser == "mail" and row.limits:
        return choose_mail(brief, row.limits)
    if row.chooser == "short" and row.limits:
        return choose(brief, row.limits)
    if row.opens_with:
        row = AUDIENCES[row.opens_with]
    if row.chooser == "executive" and row.limits:
        return choose_executive(brief, row.limits)
    return choose_public(brief) if row.chooser == "public" else None
