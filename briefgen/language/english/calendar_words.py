"""The words of the calendar as sentences write them: weekdays, months, seasons and counts, and what they stand for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from briefgen.language.dates import WEEKDAYS, month_numbers
from briefgen.model import Dated
from briefgen.model.dates import precision_of

_ONES = {w: n for n, w in enumerate("one two three four five six seven eight nine".split(), 1)}
_TENS = {
    w: 10 * n
    for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_TEENS = {
    w: n
    for n, w in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        10,
    )
}
NUMBERS = (
    {"a": 1, "an": 1, **_ONES, **_TEENS, **_TENS}
    | {f"{ten}-{one}": _TENS[ten] + _ONES[one] for ten in _TENS for one in _ONES}
)  # fmt: skip
WEEKDAY_NUMBERS = {day.lower(): n for n, day in enumerate(WEEKDAYS)}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF (ISO 8601-2): the season stands where the month does."""
WEEKDAY = "|".join(WEEKDAYS)
MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
)
DAY = (
    rf"(?:(?:{WEEKDAY})(?:,? (?:\d{{1,2}} )?(?:{MONTH})(?: \d{{1,2}})?)?|\d{{1,2}} (?:{MONTH})|(?:{MONTH}) \d{{1,2}}\b)"
    r"(?:,? \d{4})?"
)
"""A pattern of a day as sentences write it: Monday; Monday, 3 March; March 3, 2026."""
SEASON = "spring|summer|autumn|fall|winter"
Span = tuple[int, int, Dated]
"""Where an expression begins and ends in its sentence, and the date it stands for."""


def cased(words: Iterable[str]) -> str:
    """Return a pattern of words with small and with capital first letters."""
    return "|".join(f"{word}|{word[0].upper()}{word[1:]}" for word in words)


def dated(date: str, raw: str) -> Dated:
    """Return a date with the precision that its shape shows."""
    return Dated(date=date, precision=precision_of(date), raw=raw)


def month_of(name: str) -> int:
    """Return the number of a month by its English name."""
    return month_numbers(name, ("en",))[0]


def count_of(raw: str) -> int:
    """Return the number that digits or a word of `NUMBERS` stand for."""
    return int(raw) if raw.isdigit() else NUMBERS[raw.lower()]


def day_or_none(year: int, month: int, day: int) -> datetime.date | None:
    """Return a day, or None where the calendar has none such."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def days_off(day: datetime.date, days: int) -> str:
    """Return the day so many days off, in ISO 8601."""
    return (day + datetime.timedelta(days=days)).isoformat()
