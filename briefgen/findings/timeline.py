"""What happened in the period, or is announced for after it, by the day on which it happens: an event a line.

How likely a sentence tells a line is told by the signs of importance and by how it gives its day, in a logistic
model of its own (`timeline.json`, learned by `training/learn_timeline.py`): what is a line of a chronicle is seldom the
week's news.
"""

from __future__ import annotations

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
TRIED = 3
"""So many times the wanted lines are looked at: what tells of one event gives one."""
EARLY = 25
"""Characters of a sentence within which its day stands at its head."""


def build_timeline(  # noqa: PLR0913, PLR0917 - what is chosen from, and by what
    readings: Mapping[str, Reading],
    printable: Sequence[str],
    ranking: Ranking,
    period: Period,
    most: int,
    model: Model | None = None,
) -> tuple[TimelineEntry, ...]:
    """Return at most so many entries, earliest first: the likeliest of the sentences that name such a day.

    A line has the one day that its sentence names for it; of one event, the likeliest sentence. ``model`` are other
    weights than those shipped.
    """
    found = (
        (key, day_of(readings[key].dates, period)) for key in printable if key in ranking.place
    )
    days = {key: day for key, day in found if day}
    signs = {**ranking.signs, **day_signs(days, ranking)}
    odds = log_odds(signs, model or read_model("timeline.json"))
    score = {key: round(float(odds[ranking.place[key]]), 6) for key in days}
    by_day: dict[str, list[str]] = {}
    for key in sorted(days, key=lambda k: (-score[k], k)):
        by_day.setdefault(days[key].date, []).append(key)
    lines: dict[str, list[str]] = {}
    held = dict.fromkeys(by_day, 0)
    for _ in range(TRIED * most):
        waiting = [(score[keys[0]] - CROWDED * held[d], d) for d, keys in by_day.items() if keys]
        if not waiting or len(lines) == most:
            break
        day = max(waiting, key=lambda w: (round(w[0], 6), w[1]))[1]
        key = by_day[day].pop(0)
        told = [k for k in lines if days[k].date == day]
        chances = ranking.chances(key, told)
        if told and max(chances) >= SAME:
            lines[told[int(chances.argmax())]].append(key)
        else:
            lines[key] = []
            held[day] += 1
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


def day_signs(days: Mapping[str, Dated], ranking: Ranking) -> dict[str, Floats]:
    """Return how each sentence gives the day of its line, a number a sentence; 0 for those that are none."""
    columns = ranking.columns
    found = {name: np.zeros(len(columns.ids)) for name in DAY_SIGNS}
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
        for name, value in zip(DAY_SIGNS, values, strict=True):
            found[name][n] = value
    return found


DAY_SIGNS = (
    "day", "day_same", "day_before", "day_earlier", "day_ahead", "day_at", "day_early", "day_weekday", "day_several",
)  # fmt: skip


def day_of(dates: Sequence[Dated], period: Period) -> Dated | None:
    """Return the day of a sentence's own event: the first that it names in the period or behind it."""
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
