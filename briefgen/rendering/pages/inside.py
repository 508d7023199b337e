"""What the analyst's brief prints behind its first page: evidence, themes, days, people, articles; no sentence twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.model import Brief, Point, Theme
from briefgen.rendering.pages.cards import make_card, newest
from briefgen.rendering.pages.citing import name_of, source_of, web_address
from briefgen.rendering.pages.days import is_day, near_day, weekday_of
from briefgen.rendering.pages.figures import differing_figures
from briefgen.rendering.pages.news import asked, dates_ahead, denials_beside, watched
from briefgen.rendering.pages.people import find_people
from briefgen.rendering.pages.pieces import pieces_of
from briefgen.rendering.pages.points import plain_point
from briefgen.rendering.pages.short import claims_by_sentence
from briefgen.rendering.pages.stands import contested
from briefgen.rendering.pages.surroundings import around

THEME_POINTS = 8
"""Points of a theme that have not been printed before."""
BACKGROUND = 1
"""Sentences of a theme in which nothing happened."""
OPENING = 48
"""Letters and figures at the beginning of two sentences that make them one sentence in two articles."""
KINDS = {"list": "round-up", "live": "live updates"}
"""What readers call an article's kind, where that is another word."""
CONTESTED = 8
"""Denials and doubts that stand by themselves."""
COLUMN = 2000
"""Characters that a column of a page is sure to have room for, with what stands between them."""
DAY_SENTENCES = 2
"""Sentences of a day that have not been printed before."""


@dataclass(slots=True)
class _Printed:
    """What has been printed, and where: a sentence, and the claim or event that it tells."""

    brief: Brief
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    claims: Mapping[str, str] = field(default_factory=dict)

    def add(self, key: str, label: str, anchor: str) -> None:
        """Note that a sentence stands in some place."""
        for name in (key, *self._told(key)):
            self.places.setdefault(name, {"label": label, "anchor": anchor})

    def where(self, key: str) -> dict[str, str] | None:
        """Return where a sentence, or one that tells the same, was printed."""
        return next((self.places[n] for n in (key, *self._told(key)) if n in self.places), None)

    def has(self, key: str) -> bool:
        """Return whether a sentence itself was printed."""
        return key in self.places

    def _told(self, key: str) -> list[str]:
        event, opening = self.brief.evidence[key].event, _opening(self.brief.sentences[key].text)
        told = (("claim", self.claims.get(key)), ("event", event), ("text", opening))
        return [f"{kind} {n}" for kind, n in told if n]


def _opening(text: str) -> str:
    """Return the letters with which a sentence opens, where they are many enough to be its own."""
    letters = "".join(c for c in text.casefold() if c.isalnum())
    return letters[:OPENING] if len(letters) >= OPENING else ""


def choose_inside(brief: Brief, page: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that stands behind the analyst's first page.

    Args:
        brief: The brief.
        page: What the executive page would print: its points give the cards their numbers.
    """
    printed = _Printed(brief, claims=claims_by_sentence(brief))
    plots = {p["id"]: p for p in differing_figures(brief, {})}
    cards = [_settled(card, printed, plots) for card in _cards(brief, page, printed)]
    disputed = [r for r in contested(brief) if not printed.has(r["sentence"])][:CONTESTED]
    disputed.sort(key=lambda row: str(row["kind"]))
    for row in disputed:
        printed.add(row["sentence"], "denied and doubted", "contested")
    ahead = [e for e in dates_ahead(brief) if not printed.has(e["sentence"])]
    for entry in ahead:
        printed.add(entry["sentence"], "dates ahead", "ahead")
    themes = [_theme(t, brief, printed) for t in _named(brief)]
    days = _days(brief, printed)
    earlier = [_part(p, [], brief) for p in brief.earlier if not printed.has(p.sentence)]
    for item in earlier:
        printed.add(item["sentence"], "earlier reporting", "earlier")
    places = {k: f"{v['label']}" for k, v in printed.places.items() if k in brief.sentences}
    used = {c["id"] for card in cards for c in card["plots"]}
    cards = [{**c, "around": _around(c, brief, printed)} for c in cards]
    return {
        "cards": cards,
        "themes": [t for t in themes if t["points"] or t["quiet"]],
        "plots": [p for p in plots.values() if p["id"] not in used],
        "contested": disputed,
        "days": days,
        "ahead": ahead,
        "earlier": earlier,
        "watched": _with_sentences(brief, printed),
        "asked": asked(brief, places),
        "people": find_people(brief, printed.where),
        "articles": [_article(n, brief) for n in range(len(brief.sources))],
        "quiet": [
            {"text": c.text, "note": c.note}
            for c in (brief.changes.items if brief.changes else ())
            if c.kind == "gone quiet"
        ],
        "pieces": {
            k: pieces_of(s, brief) or [{"text": s.text, "sure": False, "core": False, "day": ""}]
            for k, s in brief.sentences.items()
        },
    }


def _named(brief: Brief) -> Sequence[Theme]:
    return [t for t in brief.themes if not t.proposed] or brief.themes


# Evidence ----------------------------------------------------------------------------------------


def _cards(brief: Brief, page: Mapping[str, Any], printed: _Printed) -> list[dict[str, Any]]:
    """Return the cards of the first page's sentences, then those of the key points that it has no room for."""
    cards = []
    bottom = page["bottom_line"]
    if bottom:
        printed.add(bottom["sentence"], page["bottom_label"].lower(), "card-bottom")
        cards.append(make_card(bottom, page["bottom_label"], "card-bottom", brief))
    others = [plain_point(p) for p in brief.key_points]
    number = 0
    for point in (*page["points"], *others):
        if printed.where(point["sentence"]) and point not in page["points"]:
            continue
        number += 1
        anchor = f"card-{number}"
        printed.add(point["sentence"], f"point {number}", anchor)
        cards.append(make_card(point, f"Point {number}", anchor, brief))
    return cards


def _settled(
    card: dict[str, Any], printed: _Printed, plots: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    """Return a card with no sentence that was printed before, and with the pictures of its figures."""
    taken = {}
    for name in ("denied", "doubted", "sure"):
        taken[name] = [k for k in card[name] if not printed.has(k)]
        for key in taken[name]:
            printed.add(key, card["label"].lower(), card["anchor"])
    seen = [k for k in card["denied"] if k not in taken["denied"]]
    return {
        **card,
        **taken,
        "denied_before": [p for p in map(printed.where, seen) if p and p["anchor"] != card["anchor"]],
        "plots": [plots[c] for c in card["figures"] if c in plots],
    }  # fmt: skip


def _around(card: Mapping[str, Any], brief: Brief, printed: _Printed) -> dict[str, str]:
    """Return what stands around a point in its article where nothing else is known of it."""
    known = any(
        card[name] for name in ("grid", "sure", "denied", "denied_before", "doubted", "plots")
    )
    return {} if known else around(card["sentence"], brief, printed.has)


# Themes, days ------------------------------------------------------------------------------------


def _theme(theme: Theme, brief: Brief, printed: _Printed) -> dict[str, Any]:
    """Return a theme's best points that nothing printed tells, newest first, each with who denies it."""
    able: list[Point] = []
    anchor = f"theme-{theme.id}"
    quiet = not theme.happened
    for point in (*theme.points, *theme.outlook):
        keys = [k for k in (point.lead_in, point.sentence) if k]
        if len(able) < (BACKGROUND if quiet else THEME_POINTS) and not printed.where(
            point.sentence
        ):
            if any(map(printed.has, keys)):
                continue
            able.append(point)
            for key in keys:
                printed.add(key, theme.name, anchor)
    by_key = {p.sentence: p for p in able}
    ordered = [by_key[k] for k in newest(list(by_key), brief)]
    points = []
    for point in ordered:
        denials = [d for d in denials_beside(brief, point) if not printed.has(d.sentence)]
        for denial in denials:
            printed.add(denial.sentence, theme.name, anchor)
        points.append(_part(point, denials, brief))
    own = brief.appearance.themes
    return {
        "id": theme.id, "name": theme.name, "anchor": anchor, "points": points, "quiet": quiet,
        "coloured": theme.id in own or theme.letter in own,
    }  # fmt: skip


def _part(point: Point, denials: Sequence[Point], brief: Brief) -> dict[str, Any]:
    """Return a point with who denies it, and whether all that may be too long to stand unbroken in a column."""
    keys = [k for p in (point, *denials) for k in (p.lead_in, p.sentence) if k]
    return {
        **plain_point(point),
        "denials": [plain_point(d) for d in denials],
        "long": sum(len(brief.sentences[k].text) for k in keys) > COLUMN,
    }


def _days(brief: Brief, printed: _Printed) -> list[dict[str, Any]]:
    """Return the days of the period with what happened on each: sentences, or where those stand."""
    start, end = brief.period.start or "", min(brief.period.end or brief.as_of, brief.as_of)
    days: dict[str, dict[str, Any]] = {}
    for entry in brief.timeline:
        if entry.precision != "day" or not start <= entry.date <= end:
            continue
        written = source_of(brief.sentences[entry.sentence], brief).published.date
        if written and is_day(written) and written < entry.date:
            continue  # what was written before a day tells what was to happen on it
        found = days.setdefault(entry.date, _day(entry.date, brief))
        place = printed.where(entry.sentence)
        if place:
            found["see"] += [place] * (place not in found["see"])
        elif len(found["sentences"]) < DAY_SENTENCES:
            found["sentences"].append(entry.sentence)
            printed.add(entry.sentence, f"{found['weekday']} {found['day']}", "days")
    titles = {h.date: h.source for h in brief.headlines}
    for iso in sorted(titles):
        if start <= iso <= end:
            found = days.setdefault(iso, _day(iso, brief))
            source = brief.sources[int(titles[iso][1:]) - 1]
            found["title"] = source.title or ""
            found["title_url"] = web_address(source)
            found["title_publisher"] = name_of(source, brief)
    return [
        {**days[iso], "see": sorted(days[iso]["see"], key=_rank)}
        for iso in sorted(days)
        if days[iso]["sentences"] or days[iso]["see"] or days[iso]["title"]
    ]


def _rank(place: Mapping[str, str]) -> tuple[int, int]:
    """Return where a place comes among others: the first sentence, the points by their numbers, all else as it stands."""
    kind, _, number = place["anchor"].partition("-")
    numbered = kind == "card" and number.isdigit()
    return (0, 0) if number == "bottom" else (1, int(number)) if numbered else (2, 0)


def _day(iso: str, brief: Brief) -> dict[str, Any]:
    return {
        "date": iso, "weekday": weekday_of(iso), "day": near_day(iso, brief.as_of),
        "sentences": [], "see": [], "title": "", "title_url": None, "title_publisher": "",
    }  # fmt: skip


def _with_sentences(brief: Brief, printed: _Printed) -> list[dict[str, Any]]:
    """Return what is watched for, each with its best sentence, or where that stands."""
    rows = []
    for indicator, row in zip(brief.indicators, watched(brief), strict=True):
        keys = [k for k in (indicator.sentences or indicator.mentions) if k in brief.sentences]
        place = next((p for p in map(printed.where, keys) if p), None)
        key = next((k for k in keys if not printed.has(k)), None) if place is None else None
        if key:
            printed.add(key, "what you watch for", "watched")
        rows.append({**row, "sentence": key, "see": place, "note": indicator.note})
    return rows


# Articles ----------------------------------------------------------------------------------------


def _article(place: int, brief: Brief) -> dict[str, Any]:
    source = brief.sources[place]
    return {
        "id": source.id, "number": place + 1, "publisher": name_of(source, brief) if source.publisher else "",
        "day": near_day(source.published.date, brief.as_of) or "no date", "title": source.title or source.file,
        "url": web_address(source), "state_media": source.state_media, "grade": source.grade,
        "credit": source.credit or "", "note": source.published.note or "",
        "same": source.origin if source.origin != source.id else "", "kind": source.kind,
        "kind_label": KINDS.get(source.kind, source.kind),
    }  # fmt: skip
