"""The date that comes with an article, in every form that feeds and exports give it.

ISO 8601-1 extended and basic, with week and ordinal dates; RFC 2822, RFC 850 and asctime; Unix time in
seconds, milliseconds, microseconds or nanoseconds; and dates in words. A date is kept as it is written:
a zone does not move it, Unix time is read in UTC. Where a form has two readings, both are given.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from briefgen.language.dates import find_dates, find_years, month_numbers
from briefgen.model import Dated
from briefgen.model.dates import precision_of

_TIME = r"(?:[T ]?\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?\s?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
_BASIC = re.compile(rf"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]){_TIME}", re.IGNORECASE)
_MONTH = re.compile(r"((?:19|20)\d\d)[-/.](0[1-9]|1[0-2])")
_WEEK = re.compile(rf"((?:19|20)\d\d)-?W([0-5]\d)(?:-?([1-7]){_TIME})?", re.IGNORECASE)
_ORDINAL = re.compile(rf"((?:19|20)\d\d)-?([0-3]\d\d){_TIME}", re.IGNORECASE)
_UNIX = re.compile(r"(?:/Date\()?@?(-?\d{9,19})(?:[.,]\d+)?(?:[+-]\d{4})?(?:\)/)?")
_SHORT = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?['’]?(\d\d)(?:[T ,]+\d{1,2}:\d\d.*)?")
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[-\s]([A-Za-z]{3,9})[-\s]['’]?(\d\d)(?:[,\s]+\d{1,2}:\d\d.*)?"
)
_ASCTIME = re.compile(
    r"[A-Za-z]{3},?\s+([A-Za-z]{3})\s+(\d{1,2})\s+[\d:.]{4,15}(?:\s+[A-Z]{2,5}|\s+[+-]\d{4})*\s+((?:19|20)\d\d)"
)
FIRST, LAST = datetime.date(1970, 1, 2), datetime.date(2100, 1, 1)
"""Unix time is read between these days: a smaller number is a count, a larger one of another unit."""
CENTURY = 70
"""A year of two digits from here on is of the last century, as in POSIX's strptime, but for a year."""


def read_given_date(given: str) -> tuple[Dated, ...]:
    """Return the readings of a date that comes with an article, the preferred one first; () for none.

    Only a text that is a date as a whole is read by its shape; a date in words may stand in others
    ("Published March 3, 2026").
    """
    text = given.strip()
    for read in _READERS:
        dates = tuple(dict.fromkeys(d for d in read(text) if d))
        if dates:
            return tuple(Dated(date=d, precision=precision_of(d), raw=given) for d in dates)
    found = find_dates(text) or find_years(text)
    return found[0].readings if found else ()


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _basic(text: str) -> tuple[str | None, ...]:
    """Read 20260302 and 20260302T101500Z."""
    match = _BASIC.fullmatch(text)
    return (_day(*(int(part) for part in match.groups())),) if match else ()


def _month(text: str) -> tuple[str | None, ...]:
    """Read 2026-03."""
    match = _MONTH.fullmatch(text)
    return (f"{match[1]}-{match[2]}",) if match else ()


def _week(text: str) -> tuple[str | None, ...]:
    """Read 2026-W10 and 2026-W10-2, with and without hyphens."""
    match = _WEEK.fullmatch(text)
    if not match:
        return ()
    try:
        day = datetime.date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return ()
    return (day.isoformat() if match[3] else f"{match[1]}-W{match[2]}",)


def _ordinal(text: str) -> tuple[str | None, ...]:
    """Read the day of a year: 2026-061."""
    match = _ORDINAL.fullmatch(text)
    if not match:
        return ()
    day = datetime.date(int(match[1]), 1, 1) + datetime.timedelta(days=int(match[2]) - 1)
    return (day.isoformat(),) if day.year == int(match[1]) else ()


def _unix(text: str) -> tuple[str | None, ...]:
    """Read seconds since 1970, or thousandths, millionths, milliardths of them."""
    match = _UNIX.fullmatch(text)
    if not match:
        return ()
    number, digits = int(match[1]), len(match[1].lstrip("-"))
    seconds = number // 10 ** max(0, -(-(digits - 10) // 3) * 3)
    day = datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    return (day.isoformat(),) if FIRST <= day < LAST else ()


def _year(two_digits: str) -> int:
    return int(two_digits) + (1900 if int(two_digits) >= CENTURY else 2000)


def _short(text: str) -> tuple[str | None, ...]:
    """Read 05.01.26: day first behind a full stop, month first behind a slash; the other reading is told.

    Behind a hyphen, and where the last number is no likely year, the year may stand first: 26-01-05.
    """
    match = _SHORT.fullmatch(text)
    if not match:
        return ()
    first, mark, second, third = int(match[1]), match[2], int(match[3]), match[4]
    by_day, by_month = _day(_year(third), second, first), _day(_year(third), first, second)
    by_year = _day(_year(match[1].zfill(2)), second, int(third))
    if mark == "-":
        return by_year, by_day, by_month
    plain = (by_month, by_day) if mark == "/" else (by_day, by_month)
    return plain if any(plain) else (by_year,)


def _named(text: str) -> tuple[str | None, ...]:
    """Read 02-Mar-26 and Mon, 2 Mar 26 10:00 GMT."""
    match = _NAMED.fullmatch(text)
    if not match:
        return ()
    months = month_numbers(match[2])
    return tuple(_day(_year(match[3]), month, int(match[1])) for month in months)


def _asctime(text: str) -> tuple[str | None, ...]:
    """Read Mon Mar 2 10:00:00 2026, with a zone before the year or without."""
    match = _ASCTIME.fullmatch(text)
    if not match:
        return ()
    return tuple(
        _day(int(match[3]), month, int(match[2])) for month in month_numbers(match[1], ("en",))
    )


_READERS: tuple[Callable[[str], tuple[str | None, ...]], ...] = (
    _basic, _month, _week, _ordinal, _unix, _short, _named, _asctime,
)  # fmt: skip
"""In this order: what is a day as ISO 8601 writes it is never taken for Unix time."""
