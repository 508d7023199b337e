"""Points as templates are given them, the denial that stands beside one, and the questions left open."""

from __future__ import annotations

from typing import Any

from briefgen.model import Brief, Point


def plain_point(point: Point) -> dict[str, Any]:
    """Return a point as templates are given it."""
    return {"sentence": point.sentence, "lead_in": point.lead_in, "theme": point.theme}


def denials_of(brief: Brief, point: Point | None) -> list[Point]:
    """Return the denial that stands beside a point, if there is one."""
    denied = set(brief.evidence[point.sentence].denials) if point else set()
    return [p for t in brief.themes for p in t.denials if p.sentence in denied][:1]


def find_gaps(brief: Brief) -> list[dict[str, Any]]:
    """Return the questions that the collection leaves open, the emptiest first."""
    order = {"not in this collection": 0, "touched on": 1, "reported": 2}
    open_ones = [
        q
        for q in brief.questions
        if q.coverage != "reported" or (q.note and "attributed to" in q.note)
    ]
    return [
        {"text": q.text, "coverage": q.coverage, "note": q.note}
        for q in sorted(open_ones, key=lambda q: order[q.coverage])
    ]
