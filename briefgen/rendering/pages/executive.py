"""What the executive page prints: the bottom line, the week, the points, and beside them what its reader watches and asks."""

from __future__ import annotations

from typing import Any

from briefgen.model import Brief, Point
from briefgen.model.text import count_words
from briefgen.rendering.audiences import PageLimits
from briefgen.rendering.pages.citing import also_in
from briefgen.rendering.pages.figures import differing_figures
from briefgen.rendering.pages.news import (
    asked,
    dates_ahead,
    denials_beside,
    mix_of,
    ranks_of,
    watched,
    week_strip,
    why_empty,
)
from briefgen.rendering.pages.places import with_maps
from briefgen.rendering.pages.points import find_gaps, plain_point
from briefgen.rendering.pages.short import (
    BOTTOM,
    POINT,
    claims_by_sentence,
    ranked_points,
    words_of,
)
from briefgen.rendering.pages.stands import contested, doubts_beside, says_what

ASKED, WATCHED, AHEAD, FIGURES, CONTESTED = 5, 6, 3, 5, 2
"""Rows of what stands beside the points, before the page is fitted."""
CONTESTED_WORDS, CONTESTED_BEHIND = 42, 8
"""Words of a denial or doubt that stands by itself, and the best points, which say it themselves where they do."""


def choose_executive(brief: Brief, limits: PageLimits) -> dict[str, Any]:
    """Return what the executive page prints, the best first; what does not fit is dropped from the ends.

    A point is passed over that is too long, tells what one before tells, or would make the quoted words
    too many; what denies a point stands with it. The brief's own key points each tell something more, also where their
    event is one: who is suspected on Thursday and who admits it on Saturday.
    """
    bottom, label = _bottom(brief)
    apart = _contested(brief, bottom)
    reserved = sum(
        words_of(brief, Point(sentence=r["sentence"], lead_in=None, theme=None)) for r in apart
    )
    points = _points(brief, bottom, limits, reserved)
    printed = [*([bottom] if bottom else []), *points]
    places = {p.sentence: POINT.format(n) for n, p in enumerate(points, start=1)}
    beside = [r["sentence"] for p in printed for r in doubts_beside(brief, [p])]
    places |= {bottom.sentence: BOTTOM} if bottom else {}
    source = brief.sentences[bottom.sentence].source if bottom else None
    figures = differing_figures(brief, ranks_of(printed))
    plot = figures[0] if figures else None
    quoted = {k for p in printed for k in (p.sentence, p.lead_in)} | {r["sentence"] for r in apart}
    ahead = [entry for entry in dates_ahead(brief) if entry["sentence"] not in quoted]
    page = {
        "bottom_line": plain_point(bottom) if bottom else None,
        "bottom_label": label,
        "denials": [plain_point(p) for p in denials_beside(brief, bottom)],
        "week": week_strip(brief, source),
        "points": [_point(p, brief, apart) for p in points],
        "beside": 0,
        "contested": [r for r in apart if r["sentence"] not in beside],
        "watched": watched(brief)[:WATCHED],
        "asked": asked(brief, places)[:ASKED],
        "plot": plot,
        "figures": plot["rows"][:FIGURES] if plot else [],
        "ahead": ahead[:AHEAD],
        "mix": mix_of(brief),
        "also": any(also_in(p.sentence, brief) for p in printed),
        "why_empty": why_empty(brief),
        "outlook": [plain_point(p) for p in brief.outlook if p.lead_in is None][: limits.outlook],
        "gaps": find_gaps(brief)[: limits.gaps],
        "dropped": 0,
    }
    return with_maps(page, brief)


def _bottom(brief: Brief) -> tuple[Point | None, str]:
    """Return the sentence on top and what it is called: the bottom line, or else the best point."""
    if brief.bottom_line:
        return brief.bottom_line, "Bottom line"
    return next(iter(ranked_points(brief)), None), "Most reported"


def _contested(brief: Brief, bottom: Point | None) -> list[dict[str, Any]]:
    """Return what is denied and doubted in short sentences that the best points do not print."""
    best = [p for p in (bottom, *ranked_points(brief)[:CONTESTED_BEHIND]) if p]
    beside = [d for p in best for d in denials_beside(brief, p)]
    used = {k for p in (*best, *beside) for k in (p.sentence, p.lead_in) if k}
    rows = (r for r in contested(brief, used) if says_what(r, brief))
    return [r for r in rows if count_words(brief.sentences[r["sentence"]].text) <= CONTESTED_WORDS][
        :CONTESTED
    ]


def _points(brief: Brief, bottom: Point | None, limits: PageLimits, reserved: int) -> list[Point]:
    claim_of = claims_by_sentence(brief)
    said = {told_by(brief, bottom, claim_of)} if bottom else set()
    used = {
        k for p in (bottom, *denials_beside(brief, bottom)) if p for k in (p.sentence, p.lead_in)
    }
    left = (
        limits.words[1]
        - reserved
        - sum(words_of(brief, p) for p in (bottom, *denials_beside(brief, bottom)) if p)
    )
    chosen: list[Point] = []
    for point in ranked_points(brief):
        beside = denials_beside(brief, point)
        keys = {k for p in (point, *beside) for k in (p.sentence, p.lead_in) if k}
        words = sum(words_of(brief, p) for p in (point, *beside))
        told = told_by(brief, point, claim_of)
        again = told in said and point not in brief.key_points
        if len(chosen) == limits.points or again or keys & used:
            continue
        if words_of(brief, point) <= limits.point_words and words <= left:
            chosen.append(point)
            said.add(told)
            used |= keys
            left -= words
    return chosen


def told_by(brief: Brief, point: Point, claim_of: dict[str, str]) -> str:
    """Return what a point tells: its event, else its claim, else itself."""
    key = point.sentence
    return brief.evidence[key].event or claim_of.get(key) or key


def _point(point: Point, brief: Brief, apart: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a point with who denies it, and who doubts it of those for whom the page has room."""
    themes = {t.id: t for t in brief.themes}
    theme = themes.get(point.theme or "")
    return {
        **plain_point(point),
        "theme_name": theme.name if theme and not theme.proposed else "",
        "denials": [plain_point(p) for p in denials_beside(brief, point)],
        "doubts": [r for r in doubts_beside(brief, [point]) if r in apart],
    }
