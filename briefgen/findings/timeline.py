"""What happened in the period, or is announced for after it, by the day on which it happens: an event a line.

How likely a sentence tells a line is told by the signs of importance, by how it gives its day, how much it reports and
how near it is to a theme, in a logistic model of its own (`timeline.json`, learned by `training/learn_timeline.py`):
what is a line of a chronicle is seldom the week's news.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from briefgen.analysis.readings import Reading
from briefgen.findings.columns import Floats
from briefgen.findings.importance import Model, Ranking, log_odds, read_model
from briefgen.language.dates import WEEKDAYS
from briefgen.model import Dated, Period, TimelineEntry
from briefgen.model.dates import span_of

SAME = 0.5
"""The chance of one event from which a sentence of the same day is no line of its own."""
CROWDED = 0.4
"""Log odds that a day's next line loses for each line that the day has: a day of great news leaves room for the others."""
ECHO = 0.3
"""Log odds that a sentence loses for each line, of any day, that surely tells its event: .15 to .4 choose alike."""
TRIED = 3
"""So many times the wanted lines are looked at: what tells of one event gives one."""
EARLY = 25
"""Characters of a sentence within which its day stands at its head."""
_IN_YEAR = re.compile(
    r"\b(?:in|by|until|till|through|before|after|from|to|for|of|and|early|late|mid|during|throughout|into)[\s-]+$",
    re.IGNORECASE,
)
"""What stands before a year in which something is: "the 2014 re-election bid" names a thing by its year."""


def build_timeline(  # noqa: PLR0913, PLR0917 - what is chosen from, and by what
    readings: Mapping[str, Reading],
    printable: Sequence[str],
    ranking: Ranking,
    period: Period,
    most: int,
    beside: Mapping[str, Mapping[str, float]],
    model: Model | None = None,
) -> tuple[TimelineEntry, ...]:
    """Return at most so many entries, earliest first: the likeliest of the sentences that name such a day.

    A line has the one day that its sentence names for it; of one event, the likeliest sentence. ``beside`` are further
    signs of sentences, by name; ``model`` are other weights than those shipped.
    """
    days = find_days(readings, printable, ranking, period)
    signs = {**ranking.signs, **line_signs(days, beside, ranking)}
    odds = log_odds(signs, model or read_model("timeline.json"))
    lines = _choose(days, odds, ranking, most)
    entries = (
        TimelineEntry(
            date=days[key].date,
            precision=days[key].precision,
            raw=days[key].raw,
            sentence=key,
            also=tuple(sorted(also)),
        )
        for key, also in lines.items()
    )
    return tuple(sorted(entries, key=lambda e: (span_of(e.date)[0], len(e.date), e.date)))


def _choose(
    days: Mapping[str, Dated], odds: Floats, ranking: Ranking, most: int
) -> dict[str, list[str]]:
    """Return the sentences that are lines, the likeliest first, each with those of its day that tell its event."""
    keys = sorted(days, key=ranking.place.__getitem__)
    left = odds[[ranking.place[k] for k in keys]]
    lines: dict[str, list[str]] = {}
    for _ in range(min(len(keys), TRIED * most)):
        if len(lines) == most:
            break
        best = int(np.round(left, 6).argmax())
        key, left[best] = keys[best], -np.inf
        told = [k for k in lines if days[k].date == days[key].date]
        chances = ranking.chances(key, told)
        if told and chances.max() >= SAME:
            lines[told[int(chances.argmax())]].append(key)
            continue
        lines[key] = []
        beside = np.array([days[k].date == days[key].date for k in keys])
        left = left - CROWDED * beside - ECHO * ranking.chances(key, keys)
    return lines


def find_days(
    readings: Mapping[str, Reading], printable: Sequence[str], ranking: Ranking, period: Period
) -> dict[str, Dated]:
    """Return the day of each sentence that may be a line, by its id."""
    found = (
        (key, day_of(readings[key].dates, readings[key].sentence.text, period))
        for key in printable
        if key in ranking.place
    )
    return {key: day for key, day in found if day}


def line_signs(
    days: Mapping[str, Dated], beside: Mapping[str, Mapping[str, float]], ranking: Ranking
) -> dict[str, Floats]:
    """Return how each sentence gives the day of its line, and its further signs, a number a sentence; 0 for those that are none."""
    columns = ranking.columns
    found = {name: np.zeros(len(columns.ids)) for name in (*DAY_SIGNS, *beside)}
    published = columns.published[columns.article]
    for key, day in days.items():
        n = ranking.place[key]
        text = columns.texts[n]
        at = max(0, text.find(day.raw))
        behind = int(published[n]) - span_of(day.date)[0].toordinal()
        exact = day.precision == "day"
        known = exact and bool(published[n])
        values = (
            exact, known and behind == 0, known and behind == 1, known and behind > 1, known and behind < 0,
            at / max(1, len(text)), at < EARLY, day.raw.capitalize() in WEEKDAYS, columns.days.sizes[n],
        )  # fmt: skip
        further = (sign.get(key, 0.0) for sign in beside.values())
        for name, value in zip(found, (*values, *further), strict=True):
            found[name][n] = value
    return found


DAY_SIGNS = (
    "day", "day_same", "day_before", "day_earlier", "day_ahead", "day_at", "day_early", "day_weekday", "day_several",
)  # fmt: skip


def day_of(dates: Sequence[Dated], text: str, period: Period) -> Dated | None:
    """Return the day of a sentence's own event: the first that it names in the period or behind it."""
    dates = [d for d in dates if says_when(d, text)]
    if not period.start or not period.end:
        return dates[0] if dates else None
    first, last = span_of(period.start)[0], span_of(period.end)[1]
    return next(
        (
            d
            for d in dates
            if (d.precision == "day" and span_of(d.date)[0] >= first) or span_of(d.date)[0] > last
        ),
        None,
    )


def says_when(day: Dated, text: str) -> bool:
    """Return whether a date of a sentence says when something is, and does not name a thing by its year."""
    bare = day.precision == "year" and day.raw.isdigit()
    return not bare or bool(_IN_YEAR.search(text[: max(0, text.find(day.raw))]))
