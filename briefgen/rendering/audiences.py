"""Who a brief is rendered for: one row an audience, and everything that differs between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from briefgen.model import Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLimits:
    """How much a short audience prints at the most."""

    points: int
    point_words: int
    """Words of a point, with the sentence before it."""
    outlook: int
    gaps: int
    words: tuple[int, int]
    """Extracted words in all, least and most, where the collection has so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """One audience."""

    name: str
    renderers: tuple[str, ...]
    """Which renderers serve it, by their short names."""
    files: tuple[str, ...]
    """What those make."""
    chooser: Literal["short", "executive", "analyst", "public", "mail"] | None = None
    """What chooses its sentences; without one its pages print all that the Brief holds."""
    opens_with: str | None = None
    """The audience whose page, fitted as for that audience, is the first one of its PDF."""
    limits: PageLimits | None = None
    """Of the choosers but "public"."""
    drops: tuple[tuple[str, int], ...] = ()
    """What goes first where a page is too long: a part of it, and how many items of it stay this time."""
    most_pages: int | None = None
    """Pages of its PDF at the most."""
    most_words: int | None = None
    """Words of its PDF at the most."""
    cites_lead_to: str | None = None
    """Where a citation is a link to; without it a citation is text."""
    script: str | None = None
    """The template of its web page's script."""
    only_clear: bool = False
    """Whether it is shown nothing but what is marked TLP:CLEAR."""

    @property
    def web_page(self) -> str:
        """The name of its web page; empty without one."""
        return next((f for f in self.files if f.endswith(".html")), "")

    def may_see(self, brief: Brief) -> bool:
        """Return whether a brief's marking lets it be shown to this audience."""
        return not self.only_clear or brief.marking == "TLP:CLEAR"


AUDIENCES: Mapping[str, Audience] = {
    row.name: row
    for row in (
        Audience(
            name="analyst",
            renderers=("pdf", "html", "proof"),
            files=("analyst.pdf", "brief.html", "proof.html"),
            chooser="analyst",
            opens_with="executive",
            cites_lead_to="evidence",
            script="analyst/web.js",
        ),
        Audience(
            name="executive",
            renderers=("pdf",),
            files=("executive.pdf",),
            chooser="executive",
            limits=PageLimits(points=6, point_words=45, outlook=2, gaps=2, words=(250, 330)),
            drops=(
                ("points", 4),
                ("map", 0),
                ("ahead", 2),
                ("contested", 1),
                ("ahead", 1),
                ("figures", 4),
                ("asked", 3),
                ("watched", 4),
                ("points", 3),
                ("ahead", 0),
                ("figures", 0),
                ("contested", 0),
                ("watched", 2),
                ("asked", 1),
                ("points", 1),
                ("week", 0),
                ("denials", 0),
                ("asked", 0),
                ("watched", 0),
            ),
            most_pages=1,
            most_words=720,
        ),
        Audience(
            name="public",
            renderers=("pdf", "html"),
            files=("public.pdf", "public.html"),
            chooser="public",
            drops=(
                ("stands", 3),
                ("stands", 2),
                ("ahead", 2),
                ("later", 0),
                ("map", 0),
                ("stands", 0),
                ("unreported", 1),
                ("figures", 3),
                ("ahead", 1),
                ("gaps", 1),
                ("glossary", 0),
                ("unreported", 0),
                ("figures", 0),
                ("contested", 1),
                ("contested", 0),
                ("week", 0),
                ("ahead", 0),
                ("gaps", 0),
                ("items", 0),
                ("bullets", 1),
            ),
            most_pages=1,
            most_words=600,
            cites_lead_to="sources",
            only_clear=True,
        ),
        Audience(
            name="email",
            renderers=("mail", "text"),
            files=("email.html", "email.txt"),
            chooser="mail",
            limits=PageLimits(points=5, point_words=35, outlook=1, gaps=3, words=(150, 300)),
        ),
    )
}
"""The built-in audiences by name, in the order in which they are rendered; `runtime.extensions` has their names
for those who may not know what they look like."""

ARTIFACT_NAMES = (*(file for row in AUDIENCES.values() for file in row.files), "brief.json")
"""The files of an edition; those that a build does not make again go, so that none is out of date."""
