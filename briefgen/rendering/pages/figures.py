"""Figures that differ, of one quantity on one scale, and counts that changed, over their days: who gives which, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from briefgen.model import Brief, Conflict, Count, ReportedValue
from briefgen.profile.house import style_of
from briefgen.rendering.charts.figures import axis, bar, course, scale_of
from briefgen.rendering.environment import trusted
from briefgen.rendering.pages.citing import day_of, name_of, source_of, web_address
from briefgen.rendering.pages.days import is_day, near_day

MORE = re.compile(
    r"\b(?:more than|over|at least|above|upwards? of|no(?:t| fewer| less) (?:fewer |less )?than|exceed\w*|minimum)\b",
    re.IGNORECASE,
)
LESS = re.compile(
    r"\b(?:(?:fewer|less|lower) than|under|below|at most|up to|as many as|no more than|maximum)\b",
    re.IGNORECASE,
)
"""Words before a figure that say it has no upper, or no lower, end."""
APART = 0.02
"""Figures nearer to each other than this share do not differ to the eye."""
MOST_ROWS = 6
OPEN_ROOM = 1.12
"""How far a scale goes beyond a figure that has no upper end, so that one sees it fade."""
COURSE_EDGE = 6.0
"""Room beside the first day and the last, in per cent."""
UNLIKE = {"person": "people", "man": "men", "woman": "women", "child": "children", "policeman": "policemen", "foot": "feet"}  # fmt: skip
ALIKE = frozenset("people police personnel troops dead aircraft".split())
"""English nouns whose plural their ending does not tell."""
MEASURES = frozenset(
    "second minute hour day week month year decade percent point dollar euro pound meter metre kilometer kilometre mile "
    "foot inch ton tonne kilogram gallon barrel degree".split()
)
"""Subjects that name no thing: "ten minutes" and "nine minutes" say nothing on a scale without what took them."""


def differing_figures(brief: Brief, first: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the quantities of which figures differ or that changed from day to day, those of printed sentences first.

    What changed is drawn over its days, and what differs about it is among its figures.

    Args:
        brief: The brief.
        first: Ranks of printed sentences, by id: a quantity of a better one comes first.
    """
    courses = [c for c in brief.counts if _can_be_drawn(c) and len(_days_of(c, brief)) > 1]
    counted = [{v.sentence for v in c.values} for c in courses]
    able = [c for c in brief.conflicts if c.kind == "figure" and _can_be_drawn(c)]
    alone = [c for c in able if not any(_mostly(c, keys) for keys in counted)]
    quantities: list[Conflict | Count] = [*courses, *alone]
    ranked = sorted(
        quantities, key=lambda c: (_rank(c, brief, first), -len(_rows_of(c, brief)), c.id)
    )
    plots = (_course(q, brief) if isinstance(q, Count) else _plot(q, brief) for q in ranked)
    return [plot for plot in plots if len(plot["rows"]) > 1]


def _mostly(conflict: Conflict, sentences: set[str]) -> bool:
    """Return whether most of a conflict's figures stand in some sentences."""
    inside = sum(v.sentence in sentences for v in conflict.values)
    return 2 * inside > len(conflict.values)


def _can_be_drawn(quantity: Conflict | Count) -> bool:
    values = quantity.values
    return (
        all(v.value is not None for v in values)
        and len({v.unit for v in values}) == 1
        and all((v.value or 0) >= 0 for v in values)
        and quantity.subject not in MEASURES
    )


def _rank(quantity: Conflict | Count, brief: Brief, first: Mapping[str, int]) -> int:
    """Return the best rank of the sentences that give a quantity's figures or carry its claim."""
    keys = {v.sentence for v in quantity.values}
    if isinstance(quantity, Conflict):
        claim = next((c for c in brief.claims if c.id == quantity.claim), None)
        keys |= {claim.sentence, *claim.asserted, *claim.hedged} if claim else set()
    return min((first[k] for k in keys if k in first), default=len(first))


def _rows_of(quantity: Conflict | Count, brief: Brief) -> list[ReportedValue]:
    """Return the values of a quantity, each said by somebody else or in other words, the highest first."""
    seen: dict[tuple[Any, ...], ReportedValue] = {}
    for value in quantity.values:
        source = source_of(brief.sentences[value.sentence], brief)
        who = value.speaker or name_of(source, brief)
        seen.setdefault((who.casefold(), value.value, value.upper), value)
    figures: dict[tuple[Any, ...], ReportedValue] = {}
    for value in seen.values():
        figures.setdefault((value.value, value.upper, _openness(value)), value)
    return sorted(figures.values(), key=lambda v: (-(v.upper or v.value or 0), -(v.value or 0)))


def _openness(value: ReportedValue) -> int:
    if value.upper is not None:
        return 0
    return bool(MORE.search(value.phrase)) - bool(LESS.search(value.phrase))


def _plot(conflict: Conflict, brief: Brief) -> dict[str, Any]:
    values = _rows_of(conflict, brief)[:MOST_ROWS]
    scale = scale_of([v for value in values for v in _ends(value)])
    noun = _common_noun([v.phrase for v in values])
    colour = _colour(brief)
    return {
        "id": conflict.id,
        "title": f"{_title(noun, conflict)}: figures differ",
        "subject": conflict.subject,
        "rows": [_row(v, noun, brief, trusted(bar(v.value or 0.0, v.upper, _openness(v), scale, colour))) for v in values],
        "axis": axis(scale),
        "course": None,
        "words": "; ".join(_said(values, brief)),
    }  # fmt: skip


def _ends(value: ReportedValue) -> Iterator[float]:
    """Yield the numbers that a scale has to hold: both ends of a range, and room for what has no upper end."""
    yield value.value or 0.0
    yield (value.upper or value.value or 0.0) * (OPEN_ROOM if _openness(value) > 0 else 1)


def _colour(brief: Brief) -> str:
    return brief.appearance.brand or style_of(brief.appearance.style).light.brand


def _title(noun: str, quantity: Conflict | Count) -> str:
    """Return what is counted, as a heading says it: the noun that all figures print, else the quantity's own in the plural."""
    words = noun or plural(quantity.subject)
    return words[:1].upper() + words[1:]


def plural(noun: str) -> str:
    """Return an English noun in the plural by its ending: death, deaths; body, bodies; people."""
    if noun in ALIKE or noun.endswith("s"):
        return noun
    if noun in UNLIKE:
        return UNLIKE[noun]
    if noun.endswith(("ch", "sh", "x", "z")):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if re.search(r"[^aeiou]y$", noun) else f"{noun}s"


# Over time ---------------------------------------------------------------------------------------


def _day_of(value: ReportedValue, brief: Brief) -> str:
    """Return the day for which a figure is given: its own, else that of its article; empty where none is known."""
    given = value.date or source_of(brief.sentences[value.sentence], brief).published.date or ""
    return given if is_day(given) else ""


def _days_of(count: Count, brief: Brief) -> list[str]:
    return sorted({_day_of(v, brief) for v in count.values} - {""})


def _course(count: Count, brief: Brief) -> dict[str, Any]:
    """Return a count from day to day: a line over its days, and its figures, the latest first."""
    kept: dict[tuple[Any, ...], ReportedValue] = {}
    for value in sorted(count.values, key=lambda v: (_day_of(v, brief), v.value or 0.0)):
        if _day_of(value, brief):
            kept.setdefault((value.value, value.upper, _openness(value)), value)
    values = list(kept.values())[-MOST_ROWS:]
    noun = _common_noun([v.phrase for v in values])
    days = sorted({_day_of(v, brief) for v in values})
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    width = (100 - 2 * COURSE_EDGE) / max((last - first).days, 1)
    at = {d: COURSE_EDGE + width * (date.fromisoformat(d) - first).days for d in days}
    points = [(at[_day_of(v, brief)], v.upper or v.value or 0.0, _openness(v)) for v in values]
    scale = scale_of([v for value in values for v in _ends(value)])
    said = "; ".join(f"{near_day(_day_of(v, brief), brief.as_of)}: {v.phrase}" for v in values)
    return {
        "id": count.id,
        "title": f"{_title(noun, count)}: the count, day by day",
        "subject": count.subject,
        "rows": [_row(v, noun, brief, None) for v in reversed(values)],
        "axis": [{"at": f"{at[d]:.4g}", "label": near_day(d, brief.as_of)} for d in (days[0], days[-1])][: len(days)],
        "course": trusted(course(points, scale, _colour(brief), said)),
        "words": said,
    }  # fmt: skip


def _common_noun(phrases: list[str]) -> str:
    """Return the last word of all phrases where they share it and it is no number, or nothing."""
    last = {p.split()[-1].casefold() for p in phrases if len(p.split()) > 1}
    alone = any(len(p.split()) == 1 for p in phrases)
    word = next(iter(last)) if len(last) == 1 and not alone else ""
    return "" if any(c.isdigit() for c in word) else word


def _row(value: ReportedValue, noun: str, brief: Brief, svg: Any) -> dict[str, Any]:
    source = source_of(brief.sentences[value.sentence], brief)
    return {
        "sentence": value.sentence,
        "who": value.speaker and value.speaker[:1].upper() + value.speaker[1:],
        "publisher": name_of(source, brief),
        "day": day_of(source, brief),
        "url": web_address(source),
        "phrase": value.phrase.rsplit(None, 1)[0] if noun else value.phrase,
        "svg": svg,
    }


def _said(values: list[ReportedValue], brief: Brief) -> Iterator[str]:
    for value in values:
        source = source_of(brief.sentences[value.sentence], brief)
        yield f"{value.speaker or name_of(source, brief)}: {value.phrase}"
