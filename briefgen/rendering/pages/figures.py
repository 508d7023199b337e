"""Figures that differ: of one quantity, who gives which, on one scale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefgen.model import Brief, Conflict, ReportedValue
from briefgen.profile.house import style_of
from briefgen.rendering.charts.figures import axis, bar, scale_of
from briefgen.rendering.environment import trusted
from briefgen.rendering.pages.citing import day_of, name_of, source_of, web_address

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
MEASURES = frozenset(
    "second minute hour day week month year decade percent point dollar euro pound meter metre kilometer kilometre mile "
    "foot inch ton tonne kilogram gallon barrel degree".split()
)
"""Subjects that name no thing: "ten minutes" and "nine minutes" say nothing on a scale without what took them."""


def differing_figures(brief: Brief, first: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the quantities of which figures differ, those of printed sentences first, each with its rows.

    Args:
        brief: The brief.
        first: Ranks of printed sentences, by id: a quantity of a better one comes first.
    """
    able = [c for c in brief.conflicts if _can_be_drawn(c)]
    ranked = sorted(able, key=lambda c: (_rank(c, brief, first), -len(_rows_of(c, brief)), c.id))
    plots = (_plot(conflict, brief) for conflict in ranked)
    return [plot for plot in plots if len(plot["rows"]) > 1]


def _can_be_drawn(conflict: Conflict) -> bool:
    values = conflict.values
    return (
        conflict.kind == "figure"
        and all(v.value is not None for v in values)
        and len({v.unit for v in values}) == 1
        and all((v.value or 0) >= 0 for v in values)
        and conflict.subject not in MEASURES
    )


def _rank(conflict: Conflict, brief: Brief, first: Mapping[str, int]) -> int:
    """Return the best rank of the sentences that give a conflict's figures or carry its claim."""
    claim = next((c for c in brief.claims if c.id == conflict.claim), None)
    keys = {v.sentence for v in conflict.values}
    keys |= {claim.sentence, *claim.asserted, *claim.hedged} if claim else set()
    return min((first[k] for k in keys if k in first), default=len(first))


def _rows_of(conflict: Conflict, brief: Brief) -> list[ReportedValue]:
    """Return the values of a conflict, each said by somebody else or in other words, the highest first."""
    seen: dict[tuple[Any, ...], ReportedValue] = {}
    for value in conflict.values:
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
    scale = scale_of([v.upper or v.value or 0.0 for v in values])
    noun = _common_noun([v.phrase for v in values])
    colour = brief.appearance.brand or style_of(brief.appearance.style).light.brand
    return {
        "id": conflict.id,
        "title": f"Figures differ: {noun or conflict.subject}",
        "subject": conflict.subject,
        "rows": [_row(v, noun, brief, trusted(bar(v.value or 0.0, v.upper, _openness(v), scale, colour))) for v in values],
        "axis": axis(scale),
        "words": "; ".join(_said(values, brief)),
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
