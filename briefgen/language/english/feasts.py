"""On which day a feast falls: fixed days, the nth weekday of a month, and days from Easter.

Easter is Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991, chapter 8).
"""

from __future__ import annotations

import datetime
from functools import cache

from briefgen.language.english.verb_groups import table

NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
"""The words for the number of a weekday in its month."""


@cache
def feast_names() -> tuple[str, ...]:
    """Return the names of the feasts, longest first."""
    return tuple(sorted(table("feasts"), key=lambda name: (-len(name), name)))


def day_of(name: str, year: int) -> datetime.date:
    """Return the day of a feast in a year, 1583 or later."""
    rule = [int(part) for part in table("feasts")[name]]
    if len(rule) == 1:
        return easter(year) + datetime.timedelta(days=rule[0])
    if len(rule) == 2:  # noqa: PLR2004 - month and day
        return datetime.date(year, rule[0], rule[1])
    return nth_weekday(year, *rule)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> datetime.date:
    """Return the nth weekday of a month, the last for -1."""
    if nth > 0:
        first = datetime.date(year, month, 1)
        return first + datetime.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    return last - datetime.timedelta(days=(last.weekday() - weekday) % 7)


def easter(year: int) -> datetime.date:
    """Return Easter Sunday of a year of the Gregorian calendar."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return datetime.date(year, month, day + 1)
