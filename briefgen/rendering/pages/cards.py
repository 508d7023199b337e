"""The evidence of a point: who says it, who reports it on which day, how sure they say they are, who denies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from briefgen.model import Brief, Claim, Point, Source
from briefgen.rendering.environment import day, long_day
from briefgen.rendering.pages.citing import (
    address_of,
    alone_in,
    cite,
    name_of,
    source_of,
    web_address,
    within,
)
from briefgen.rendering.pages.days import is_day, near_day
from briefgen.rendering.pages.stands import doubts_beside

MOST_COLUMNS, MOST_ROWS = 8, 12
"""Days and publishers of a grid."""
MOST_SURE, MOST_DENIED = 4, 3
"""Sentences of a card behind its own."""
REPORTS, DENIES, DOUBTS = "report", "denial", "doubt"
"""What an article does with a point: it reports it, denies it, or reports it as possible only."""
_SAYS = {REPORTS: "reports it", DENIES: "reports the denial", DOUBTS: "reports it as possible"}


def make_card(point: Mapping[str, Any], label: str, anchor: str, brief: Brief) -> dict[str, Any]:
    """Return the evidence of a point; what there is nothing of is empty."""
    key = point["sentence"]
    claims = [c for c in brief.claims if key in (*c.asserted, *c.hedged)]
    told = _told(key, claims, brief)
    source = source_of(brief.sentences[key], brief)
    themes = {t.id: t for t in brief.themes if not t.proposed}
    theme = themes.get(point.get("theme") or "")
    return {
        "label": label,
        "anchor": anchor,
        "sentence": key,
        "lead_in": point["lead_in"],
        "theme_name": theme.name if theme else "",
        "paragraph": brief.sentences[key].paragraph + 1,
        "title": (source.title or "")
        if source.publisher
        else "",  # without one the title is the name
        "source": source.id,
        "alone": "" if cite(key, brief).elsewhere else alone_in(key, brief),
        "facts": _facts(key, told, brief),
        "grid": _grid(told, brief),
        "sure": _sure(key, claims, brief),
        "denied": _denials(key, brief),
        "lead_ins": _lead_ins(key, brief),
        "doubted": [r["sentence"] for r in doubts_beside(brief, [_bare(key)])],
        "figures": [c.id for c in brief.conflicts if c.claim in {x.id for x in claims}],
        "cite": _cite(label, source, brief.sentences[key].paragraph + 1, brief),
    }


Told = dict[str, dict[str, str | None]]
"""By what an article does with a point: ids of sources, each with the id of its sentence, if that is known."""


def _told(key: str, claims: Sequence[Claim], brief: Brief) -> Told:
    """Return which sources report a point, deny it, or report it as possible.

    Only sentences that surely say so count: an article that likely tells of the same event need not report this.
    """
    evidence = brief.evidence[key]
    reports = [key, *evidence.also, *(k for c in claims for k in c.asserted)]
    doubts = [k for c in claims for k in c.hedged if k != key]
    denies = evidence.denials
    told: Told = {REPORTS: {}, DENIES: {}, DOUBTS: {}}
    for name, keys in ((REPORTS, reports), (DOUBTS, doubts), (DENIES, denies)):
        for k in keys:
            if k in brief.sentences:
                told[name].setdefault(brief.sentences[k].source, k)
    for source in told[REPORTS]:
        told[DOUBTS].pop(source, None)
    return told


def _sources(ids: Mapping[str, object], brief: Brief) -> list[Source]:
    return [brief.sources[int(s[1:]) - 1] for s in ids]


def _facts(key: str, told: Told, brief: Brief) -> list[dict[str, Any]]:
    """Return who says a point, how many report and deny it, and since when, as names and words."""
    said = brief.evidence[key].attribution
    facts = []
    if said.who and said.kind in {"named", "role"}:
        facts.append({"name": "Said by", "words": within(said.who), "deny": False})
    elif said.who:
        facts.append(
            {"name": "Said by", "words": f"nobody by name ({within(said.who)})", "deny": False}
        )
    reporters = _sources(told[REPORTS], brief)
    if len(reporters) > 1:
        facts.append({"name": "Reported by", "words": _counted(reporters, brief, total=True), "deny": False})  # fmt: skip
        days = sorted(s.published.date for s in reporters if s.published.date and is_day(s.published.date))  # fmt: skip
        if days:
            facts.append({"name": "Since", "words": near_day(days[0], brief.as_of), "deny": False})
    if told[DENIES]:
        deniers = _sources(told[DENIES], brief)
        facts.append({"name": "Denied in", "words": _counted(deniers, brief, total=False), "deny": True})  # fmt: skip
    return facts if len(facts) > 1 else []  # who says it alone is said by the sentence, or under it


def _counted(sources: Sequence[Source], brief: Brief, *, total: bool) -> str:
    """Return how many publishers and articles some sources are: 5 of 10 publishers, 13 of 36 articles."""
    names = {name_of(s, brief) for s in sources if s.publisher}
    every = {name_of(s, brief) for s in brief.sources if s.publisher}
    articles = f"{len(sources)}{f' of {len(brief.sources)}' if total else ''} article{'s' * (len(sources) != 1 or total)}"
    if not names:
        return articles
    of = f" of {len(every)}" if total else ""
    return f"{len(names)}{of} publisher{'s' * (len(names) != 1 or total)}, {articles}"


# Who reports what, on which day ------------------------------------------------------------------


def _grid(told: Told, brief: Brief) -> dict[str, Any] | None:
    """Return publishers by days, each cell with its marks; None where all do the same on one day, or one article does all."""
    marks = [(name, s, k) for name, held in told.items() for s, k in held.items()]
    sources = {s.id: s for s in brief.sources}
    dates = {s: _column(sources[s]) for _, s, _ in marks}
    kinds, articles = {(name, dates[s]) for name, s, _ in marks}, {s for _, s, _ in marks}
    if min(len(kinds), len(articles)) < 2:  # noqa: PLR2004 - one kind of mark on one day, or one article, shows nothing
        return None
    columns = _columns(sorted(set(dates.values())), brief)
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name, source_id, key in sorted(marks, key=lambda m: (dates[m[1]], int(m[1][1:]))):
        source = sources[source_id]
        cells = rows.setdefault(name_of(source, brief), {})
        cells.setdefault(dates[source_id], []).append(_mark(name, source, key, brief))
    shown = sorted(rows.items(), key=lambda r: (-sum(map(len, r[1].values())), r[0].casefold()))
    return {
        "columns": columns,
        "rows": [
            {"publisher": publisher, "cells": [cells.get(c["date"], []) for c in columns]}
            for publisher, cells in shown[:MOST_ROWS]
        ],
        "more": max(0, len(shown) - MOST_ROWS),
        "kinds": [name for name, held in told.items() if held],
    }  # fmt: skip


def _column(source: Source) -> str:
    """Return under which day an article stands; empty where none is known."""
    return source.published.date or ""


def _columns(dates: Sequence[str], brief: Brief) -> list[dict[str, str]]:
    """Return the days of a grid: all of a short period's, else those that articles have, the latest of them."""
    start, end = brief.period.start or "", brief.period.end or ""
    if is_day(start) and is_day(end):
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        if (last - first).days < MOST_COLUMNS and all(not d or start <= d <= end for d in dates):
            days = [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
            return [_head(d, brief) for d in (*days, *([""] if "" in dates else []))]
    return [_head(d, brief) for d in dates[-MOST_COLUMNS:]]


def _head(iso: str, brief: Brief) -> dict[str, str]:
    if not iso:
        return {"date": "", "weekday": "no", "day": "date"}
    if not is_day(iso):
        return {"date": iso, "weekday": "", "day": near_day(iso, brief.as_of)}
    when = date.fromisoformat(iso)
    return {"date": iso, "weekday": f"{when:%a}", "day": near_day(iso, brief.as_of)}


def _mark(name: str, source: Source, key: str | None, brief: Brief) -> dict[str, Any]:
    url = address_of(brief.sentences[key], source) if key else web_address(source)
    when = f", {near_day(source.published.date, brief.as_of)}" if source.published.date else ""
    return {"kind": name, "url": url, "words": f"{name_of(source, brief)}{when}: {_SAYS[name]}"}


# How sure, and who denies it ---------------------------------------------------------------------


def _sure(key: str, claims: Sequence[Claim], brief: Brief) -> list[str]:
    """Return the other sentences of a point that say in other words how sure somebody is, newest first."""
    keys = {*brief.evidence[key].also, *(k for c in claims for k in (*c.asserted, *c.hedged))}
    said = _sure_words(key, brief)
    chosen = []
    for other in newest([k for k in keys - {key} if k in brief.sentences], brief):
        if _sure_words(other, brief) - said:
            said |= _sure_words(other, brief)
            chosen.append(other)
    return chosen[:MOST_SURE]


def _sure_words(key: str, brief: Brief) -> set[str]:
    text = brief.sentences[key].text.casefold()
    return {text[w.start : w.end] for w in brief.evidence[key].sure}


def _denials(key: str, brief: Brief) -> list[str]:
    """Return the sentences that deny a point, newest first; what denies another sentence of its claim is none."""
    keys = brief.evidence[key].denials
    return newest([k for k in keys if k in brief.sentences], brief)[:MOST_DENIED]


def _lead_ins(key: str, brief: Brief) -> dict[str, str | None]:
    """Return the sentence that each denial leans on, or nothing, by the denial's id."""
    known = {p.sentence: p.lead_in for t in brief.themes for p in t.denials}
    return {k: known.get(k) for k in _denials(key, brief)}


def newest(keys: Sequence[str], brief: Brief) -> list[str]:
    """Return sentences, those of the latest articles first."""
    return sorted(sorted(keys, key=_place), key=lambda k: _when(k, brief), reverse=True)


def _when(key: str, brief: Brief) -> str:
    return source_of(brief.sentences[key], brief).published.date or ""


def _bare(key: str) -> Point:
    return Point(sentence=key, lead_in=None, theme=None)


def _place(key: str) -> tuple[int, ...]:
    return tuple(int(part) for part in key[1:].split("."))


def _cite(label: str, source: Source, paragraph: int, brief: Brief) -> str:
    """Return how one cites a point, in one line."""
    own = f"{brief.title}{f', No. {brief.label}' if brief.label else ''}, {day(brief.as_of)}"
    when = f", {long_day(source.published.date)}" if source.published.date else ""
    return f"{own}, {label[:1].lower()}{label[1:]}, quoting {name_of(source, brief)}{when}, paragraph {paragraph}"
