"""Which days a sentence speaks of, resolved against the day its article was published."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from briefgen.dates import find_dates, find_years, month_numbers, span_of
from briefgen.models import Dated, Published

_MONTH_DAY = re.compile(
    r"\b(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!,?\s\d{4}|[:.,]?\d)"
    r"|\b(?P<day2>\d{1,2})\s(?P<month2>[A-Z][a-z]{2,8})\b(?!,?\s\d{4})"
)
_WEEKDAYS = {
    d: i for i, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_RELATIVE = re.compile(
    r"\b(?P<day>yesterday|today)\b|\b(?:on|since|by|until|late|early)\s(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)


def find_event_dates(text: str, published: Published) -> tuple[Dated, ...]:
    """Return the dates a sentence carries, each with its precision; undated articles give no relative ones."""
    found = find_dates(text, languages=("en",))
    taken = [(f.start, f.end) for f in found]
    years = [f for f in find_years(text) if not any(s <= f.start < e for s, e in taken)]
    absolute = [f.readings[0] for f in (*found, *years)]
    return tuple(dict.fromkeys([*absolute, *_resolved(text, published)]))


def _resolved(text: str, published: Published) -> Iterator[Dated]:
    if not published.date or published.precision != "day" or published.ambiguous:
        return
    day = span_of(published.date)[0]
    for match in _MONTH_DAY.finditer(text):
        months = month_numbers(match["month"] or match["month2"], ("en",))
        date = _nearest(months[0], int(match["day"] or match["day2"]), day) if months else None
        if date:
            yield Dated(date=date.isoformat(), precision="day", raw=match.group())
    for match in _RELATIVE.finditer(text):
        back = (
            {"yesterday": 1, "today": 0}[match["day"]]
            if match["day"]
            else (day.weekday() - _WEEKDAYS[match["weekday"].lower()]) % 7
        )
        yield Dated(
            date=(day - datetime.timedelta(days=back)).isoformat(),
            precision="day",
            raw=match.group(),
        )


def _nearest(month: int, number: int, day: datetime.date) -> datetime.date | None:
    """Return the day of the year that lies nearest to the day of publication."""
    choices = []
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            choices.append(datetime.date(year, month, number))
        except ValueError:
            continue
    return min(choices, key=lambda d: abs((d - day).days)) if choices else None
