"""What the short audiences print of a brief: chosen by rank within limits, smaller where it does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import Any

from briefgen.model import Brief, Point
from briefgen.model.text import count_words
from briefgen.rendering.audiences import AUDIENCES, PageLimits
from briefgen.rendering.pages.places import with_map
from briefgen.rendering.pages.points import denials_of, find_gaps, plain_point

BEST, LONGEST, OUTLOOK_CANDIDATES = 8, 8, 6
"""How many points and outlook sentences are looked at: all ways to combine them are tried. Behind the best points
come the longest of the next `NEXT`, or a collection of short sentences would leave the page half empty."""
NEXT = 40


def choose(brief: Brief, limits: PageLimits) -> dict[str, Any]:
    """Return what a short audience prints: bottom line, points, outlook, gaps, in its limits.

    Of all ways to take points and outlook sentences, the one with the best ranks whose extracted
    words lie within the limits; where none does, the one that comes nearest.
    """
    bottom = brief.bottom_line
    points = _other_points(brief, limits.point_words)
    ahead = [*brief.outlook, *(p for t in brief.themes for p in t.outlook)]
    outlook = list({p.sentence: p for p in ahead if p.lead_in is None}.values())
    denials = denials_of(brief, bottom)
    fixed = sum(words_of(brief, p) for p in (*denials, *([bottom] if bottom else [])))
    words = {p.sentence: words_of(brief, p) for p in (*points, *outlook)}
    chosen = _best_way(points, outlook[:OUTLOOK_CANDIDATES], words, limits, fixed)
    return {
        "bottom_line": plain_point(bottom) if bottom else None,
        "denials": [plain_point(p) for p in denials],
        "points": [plain_point(p) for p in chosen[0]],
        "outlook": [plain_point(p) for p in chosen[1]],
        "gaps": find_gaps(brief)[: limits.gaps],
        "dropped": 0,
    }


def ranked_points(brief: Brief) -> list[Point]:
    """Return the key points and behind them the themes' other points, each sentence once."""
    named = [t for t in brief.themes if not t.proposed] or list(brief.themes)
    everything = [*brief.key_points, *(p for t in named for p in t.points)]
    return list({p.sentence: p for p in everything}.values())


def claims_by_sentence(brief: Brief) -> dict[str, str]:
    """Return the id of the claim that a sentence carries, by the sentence's id."""
    return {k: c.id for c in brief.claims for k in (*c.asserted, *c.hedged)}


def words_of(brief: Brief, point: Point) -> int:
    """Return the words of a point, with the sentence before it where it brings that along."""
    keys = (point.lead_in, point.sentence)
    return sum(count_words(brief.sentences[k].text) for k in keys if k)


def _other_points(brief: Brief, most_words: int) -> list[Point]:
    """Return the best points that are short enough and say something else than the bottom line."""
    claim_of = claims_by_sentence(brief)
    bottom = brief.bottom_line.sentence if brief.bottom_line else ""
    fit = [
        p
        for p in ranked_points(brief)
        if p.sentence != bottom
        and claim_of.get(p.sentence, p.sentence) != claim_of.get(bottom, bottom)
        and words_of(brief, p) <= most_words
    ]
    behind = fit[BEST : BEST + NEXT]
    longest = sorted(behind, key=lambda p: -words_of(brief, p))[:LONGEST]
    return [*fit[:BEST], *(p for p in behind if p in longest)]


def _best_way(
    points: Sequence[Point],
    outlook: Sequence[Point],
    words: Mapping[str, int],
    limits: PageLimits,
    fixed: int,
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Return the points and outlook sentences of the best ranks within the limits of words.

    A rank is worth its reciprocal, so that the best points are given up last.
    """
    pairs = (
        (_distance(fixed + p[0] + o[0], limits.words), -p[1] - o[1], n, p[2], o[2])
        for n, (p, o) in enumerate(
            product(_ways(points, words, limits.points), _ways(outlook, words, limits.outlook))
        )
    )
    best = min(pairs, key=lambda pair: pair[:3])
    return best[3], best[4]


def _ways(
    points: Sequence[Point], words: Mapping[str, int], most: int
) -> list[tuple[int, float, tuple[Point, ...]]]:
    """Return all ways to take so many points, each with its words and its worth."""
    worth = {p.sentence: 1 / (1 + n) for n, p in enumerate(points)}
    return [
        (
            sum(words[p.sentence] for p in way),
            round(sum(worth[p.sentence] for p in way), 9),
            way,
        )
        for way in combinations(points, min(most, len(points)))
    ]


def _distance(words: int, limits: tuple[int, int]) -> int:
    return max(0, limits[0] - words, words - limits[1])


BOTTOM, POINT = "bottom line", "point {}"
"""What the executive page calls the places of its sentences."""
COLUMNS = {"points": frozenset({"points"})}
"""What stands in a column of a page, by the column's id; all else stands in the other one."""


def drop_lowest(
    page: dict[str, Any], audience: str, over: frozenset[str] = frozenset()
) -> dict[str, Any] | None:
    """Return a page with its least important item dropped, or part where it has no columns; None where only the core is left.

    Args:
        page: What it prints.
        audience: Whose page it is.
        over: Columns that are too long: something of theirs is dropped first.
    """
    droppable = [
        (name, least) for name, least in AUDIENCES[audience].drops if len(page[name]) > least
    ]
    if not droppable:
        return None
    wanted = {name: "points" if name in COLUMNS["points"] else "beside" for name, _ in droppable}
    mine = [(name, least) for name, least in droppable if not over or wanted[name] in over]
    name, least = (mine or droppable)[0]
    columned = "beside" in page
    smaller = {
        **page,
        name: page[name][: -1 if columned else least],
        "dropped": page["dropped"] + 1,
    }
    if "maps" in page:
        smaller = with_map({**smaller, "maps": [] if name == "map" else page["maps"]})
    if not columned:
        return smaller
    places = {BOTTOM, *(POINT.format(n) for n, _ in enumerate(smaller["points"], start=1))}
    asked = [_pointing(item, places) for item in smaller["asked"]]
    return {**smaller, "beside": 0, "asked": asked}


def _pointing(item: dict[str, Any], places: set[str]) -> dict[str, Any]:
    """Return a question that points to no place that the page has not."""
    return {**item, "pointers": [p for p in item["pointers"] if p in places]}
