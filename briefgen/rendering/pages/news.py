"""What pages print beside the points: the week in headlines, what is watched for, questions, dates ahead, publishers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from briefgen.model import Brief, Indicator, Point, Question
from briefgen.rendering.pages.citing import (
    cite,
    name_of,
    plain_citation,
    publishers_of,
    web_address,
)
from briefgen.rendering.pages.days import is_day, near_day
from briefgen.rendering.pages.labels import number

MOST_DAYS = 7
"""Headlines of a strip."""
MOST_PUBLISHERS = 8
"""Publishers named in the mix; the rest is counted."""
MOST_REASONS = 3
"""Why sentences were left out, the most frequent first, where a page has no points."""
MIX_CHARACTERS = 110
"""Characters that those take at the most: the foot of a page has three lines for them."""


def week_strip(brief: Brief, first: str | None) -> list[dict[str, Any]]:
    """Return the days of the period in their own headlines; the one of the source ``first`` is marked."""
    shown = brief.headlines[-MOST_DAYS:]
    sources = {s.id: s for s in brief.sources}
    marked = next((h.date for h in shown if h.source == first), None)
    days = []
    for headline in shown:
        source, when = sources[headline.source], date.fromisoformat(headline.date)
        days.append({
            "date": headline.date,
            "weekday": f"{when:%a}",
            "long_weekday": f"{when:%A}",
            "number": str(when.day),
            "month": f"{when:%b}",
            "long_month": f"{when:%B}",
            "title": source.title or "",
            "source": source.id,
            "publisher": name_of(source, brief) if source.publisher else "",
            "url": web_address(source),
            "now": headline.date == marked,
        })  # fmt: skip
    return [day for day in days if day["title"]]


def denials_beside(brief: Brief, point: Point | None, most: int = 1) -> list[Point]:
    """Return the denials that stand beside a point, each with the sentence before it where it needs that."""
    if point is None:
        return []
    known = {p.sentence: p for t in brief.themes for p in t.denials}
    keys = [k for k in brief.evidence[point.sentence].denials if k in brief.sentences]
    return [known.get(k) or Point(sentence=k, lead_in=None, theme=point.theme) for k in keys[:most]]


def why_empty(brief: Brief) -> str:
    """Return why a page has no points, in a sentence; empty where the brief has some."""
    if brief.bottom_line or brief.key_points:
        return ""
    articles = _counted(len(brief.sources), "article")
    if not brief.sentences_read:
        return f"Software found no sentence in {articles}."
    reasons = Counter(item.reason.split("; ")[0] for item in brief.left_out)
    most = ", ".join(f"{reason} ({count})" for reason, count in reasons.most_common(MOST_REASONS))
    said = f"Software read {_counted(brief.sentences_read, 'sentence')} of {articles} and found none that tells news and can stand by itself"
    return f"{said}. Why most were left out: {most}." if most else f"{said}."


# What is watched for, and asked ------------------------------------------------------------------


def watched(brief: Brief) -> list[dict[str, Any]]:
    """Return what the profile watches for, each with what these articles have on it in a few words."""
    return [_watched(indicator, brief) for indicator in brief.indicators]


def _watched(indicator: Indicator, brief: Brief) -> dict[str, Any]:
    reported = indicator.status == "reported"
    denied = reported and any(brief.evidence[k].denials for k in indicator.sentences)
    best = (indicator.sentences or indicator.mentions)[:1] if reported else ()
    return {
        "text": indicator.text,
        "reported": reported,
        "words": (_reported(indicator, brief) + ("; denied" if denied else "")) if reported else "Not reported here",
        "changed": indicator.before is not None and indicator.before != indicator.status,
        "citation": plain_citation(cite(best[0], brief)) if best else None,
    }  # fmt: skip


def _reported(indicator: Indicator, brief: Brief) -> str:
    """Return when, or since when, and by how many publishers a watched thing is reported."""
    sources = [s for s in brief.sources if s.id in set(indicator.articles)]
    days = [s.published.date for s in sources if s.published.date and is_day(s.published.date)]
    names, unnamed = publishers_of(sources, brief)
    later = "since " * (len(set(days)) > 1)
    since = f" {later}{near_day(min(days), brief.as_of)}" if days else ""
    if names and not unnamed:
        return f"Reported{since}, by {_counted(len(names), 'publisher')}"
    return f"Reported{since}, in {_counted(len(sources), 'article')}"


def _counted(count: int, noun: str) -> str:
    return f"{number(count)} {noun}{'s' * (count != 1)}"


def asked(brief: Brief, places: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the profile's questions, each with its state in a word and where the page answers it.

    Args:
        brief: The brief.
        places: What the page calls the place of a sentence ("point 2"), by the sentence's id.
    """
    return [_asked(question, brief, places) for question in brief.questions]


def _asked(question: Question, brief: Brief, places: Mapping[str, str]) -> dict[str, Any]:
    pointers = _pointers(question, brief, places)
    if question.coverage == "not in this collection":
        return {"text": question.text, "state": "No answer found", "pointers": [], "citation": None, "open": True, "note": question.note}  # fmt: skip
    told = [k for k in question.sentences if k in brief.sentences]
    disputed = bool(told) and all(brief.evidence[k].denials for k in told)
    state = (
        "Disputed" if disputed else "Reported" if question.coverage == "reported" else "Touched on"
    )
    return {
        "text": question.text,
        "state": state,
        "pointers": pointers,
        "citation": plain_citation(cite(told[0], brief)) if told else None,
        "open": question.coverage != "reported",
        "note": question.note,
    }


def _pointers(question: Question, brief: Brief, places: Mapping[str, str]) -> list[str]:
    """Return where the page prints a sentence on a question, or one that tells the same."""
    claims = {k: c.id for c in brief.claims for k in (*c.asserted, *c.hedged)}
    found = []
    for key in (k for k in question.sentences if k in brief.sentences):
        evidence = brief.evidence[key]
        same = {key, *evidence.also}
        found += [
            place
            for other, place in places.items()
            if other in same
            or (key in claims and claims.get(other) == claims[key])
            or (evidence.event and brief.evidence[other].event == evidence.event)
        ]
    return list(dict.fromkeys(found))[:2]


# What comes next, and who publishes --------------------------------------------------------------


def dates_ahead(brief: Brief) -> list[dict[str, Any]]:
    """Return what is announced for days after the cut-off, the nearest first."""
    return [
        {
            "date": entry.date,
            "label": _ahead_label(entry.date, brief.as_of),
            "sentence": entry.sentence,
            "lead_in": None,
        }
        for entry in brief.ahead
        if entry.sentence in brief.sentences
    ]


def _ahead_label(iso: str, as_of: str) -> str:
    if not is_day(iso):
        return near_day(iso, as_of)
    return f"{date.fromisoformat(iso):%a} {near_day(iso, as_of)}"


def mix_of(brief: Brief) -> dict[str, Any]:
    """Return the publishers with their counts in words, and how many articles and publishers there are."""
    counts: Counter[str] = Counter()
    for source in brief.sources:
        if source.publisher:
            counts[name_of(source, brief)] += 1
    ranked = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0].casefold()))
    shown = ranked if len(ranked) <= MOST_PUBLISHERS else ranked[: MOST_PUBLISHERS - 1]
    while len(shown) > 1 and sum(len(name) + 5 for name, _ in shown) > MIX_CHARACTERS:
        shown = shown[:-1]
    parts = [f"{name} {count}" for name, count in shown]
    rest = ranked[len(shown) :]
    if rest:
        total = sum(n for _, n in rest)
        each = "1 each" if total == len(rest) else f"{total} together"
        parts.append(f"{number(len(rest))} others {each}")
    unnamed = len(brief.sources) - counts.total()
    if unnamed and counts:
        parts.append(f"without a publisher {unnamed}")
    articles = f"{len(brief.sources)} article{'s' * (len(brief.sources) != 1)}"
    by = f" by {_counted(len(counts), 'publisher')}" if counts and not unnamed else ""
    return {"words": ", ".join(parts), "articles": articles + by, "publishers": len(counts)}


def ranks_of(points: Sequence[Point]) -> dict[str, int]:
    """Return the rank of each sentence of some points, by its id."""
    return {p.sentence: n for n, p in reversed(list(enumerate(points)))}
