"""Who stands where: what is denied and doubted, and one line an actor; names as readers know them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from briefgen.model import Actor, Brief, Point, Stand
from briefgen.model.text import count_words
from briefgen.rendering.pages.citing import within
from briefgen.rendering.pages.people import full_name

LEAST_DOUBT = 14
"""Words of a doubt that stands by itself."""
HEADS = {"denies": "Denied", "doubts": "Doubted"}
"""What a sentence's block is called that denies or doubts something."""


def contested(brief: Brief, printed: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return what is denied and doubted in sentences of its own, denials and doubts in turn, best first.

    Args:
        brief: The brief.
        printed: Ids of sentences that the page prints elsewhere.
    """
    rows = {
        kind: [_row(s, brief) for s in brief.stands if s.kind == kind and s.sentence not in printed]
        for kind in HEADS
    }
    longest = max(map(len, rows.values()), default=0)
    return [rows[kind][n] for n in range(longest) for kind in HEADS if n < len(rows[kind])]


def says_what(row: Mapping[str, Any], brief: Brief) -> bool:
    """Return whether a sentence by itself says what is denied or doubted: a short doubt leans on what stood before it."""
    words = count_words(brief.sentences[row["sentence"]].text)
    return row["kind"] != "doubts" or words >= LEAST_DOUBT


def doubts_beside(brief: Brief, points: Iterable[Point | None]) -> list[dict[str, Any]]:
    """Return who doubts what some points tell: sentences that tell of the same event or claim."""
    keys = {p.sentence for p in points if p}
    events = {brief.evidence[k].event for k in keys} - {None}
    claims = [{*c.asserted, *c.hedged} for c in brief.claims if keys & {*c.asserted, *c.hedged}]
    same = {k for claim in claims for k in claim}
    return [
        _row(s, brief)
        for s in brief.stands
        if s.kind == "doubts"
        and s.sentence not in keys
        and (s.sentence in same or brief.evidence[s.sentence].event in events)
    ]


def stances(brief: Brief) -> list[dict[str, Any]]:
    """Return what actors say themselves, one sentence an actor, those first whom most articles name."""
    return [_row(s, brief) for s in brief.stands if s.kind == "says"]


def _row(stand: Stand, brief: Brief) -> dict[str, Any]:
    actor = next((a for a in brief.actors if a.name == stand.actor), None)
    name, role = _called(stand, actor)
    return {
        "kind": stand.kind,
        "head": HEADS.get(stand.kind, ""),
        "who": name,
        "by": within(name),
        "role": role,
        "sentence": stand.sentence,
        "lead_in": None,
    }


def _called(stand: Stand, actor: Actor | None) -> tuple[str, str]:
    """Return what readers know somebody by: a person's whole name and role, else the sentence's own words."""
    if actor is None or actor.kind != "person" or re.search(r"\band\b", stand.who):
        return stand.who[:1].upper() + stand.who[1:], ""
    return full_name(actor), actor.role or ""
