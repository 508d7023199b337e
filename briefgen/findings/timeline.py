"""What happened in the period, or is announced for after it, by the day on which it happens: an event a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.analysis.readings import Reading
from briefgen.findings.importance import Ranking
from briefgen.model import Dated, Period, TimelineEntry
from briefgen.model.dates import span_of

SAME = 0.4
"""The chance of one event from which a sentence of the same day is no line of its own."""
CROWDED = 0.4
"""Log odds that a day's next line loses for each line that the day has: a day of great news leaves room for the others."""
TRIED = 3
"""So many times the wanted lines are looked at: what tells of one event gives one."""


def build_timeline(
    readings: Mapping[str, Reading],
    printable: Sequence[str],
    ranking: Ranking,
    period: Period,
    most: int,
) -> tuple[TimelineEntry, ...]:
    """Return at the most so many entries, earliest first: the most important sentences that name such a day.

    A line has the one day that its sentence names for it; of one event, the most important sentence.
    """
    score = ranking.odds
    found = ((key, _day_of(readings[key].dates, period)) for key in printable if key in score)
    days = {key: day for key, day in found if day}
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


def _day_of(dates: Sequence[Dated], period: Period) -> Dated | None:
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
