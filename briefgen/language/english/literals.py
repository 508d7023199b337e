"""Where a sentence gives dates, quantities, money and percentages: by rules, as spans of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from briefgen.language.dates import find_dates, find_years
from briefgen.language.english.quantities import find_quantities

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_CALENDAR = re.compile(
    rf"\b(?:{_MONTHS}\s{_DAY}|{_DAY}\s{_MONTHS})\b(?!,?\s\d{{4}})"
    rf"|\b(?:(?:last|next|this|early|late)\s)?{_WEEKDAY}\b"
    r"|\b(?:yesterday|today|tomorrow)\b"
    r"|\b(?:last|next|this)\s(?:week|month|year|weekend|spring|summer|autumn|fall|winter)\b"
)
MONEY = frozenset({"dollar", "euro", "pound", "yen", "won", "yuan", "ruble", "rouble", "rupee"})

Literals = Literal["date", "quantity", "money", "percentage"]


def find_literals(text: str) -> Iterator[tuple[int, int, Literals]]:
    """Yield start, end and kind of each date and measure."""
    yield from _dates(text)
    at = 0
    for measured in find_quantities(text):
        start = text.find(measured.phrase, at)
        if start >= 0:
            at = start + len(measured.phrase)
            yield start, at, _kind(measured.unit)


def _dates(text: str) -> Iterator[tuple[int, int, Literals]]:
    for found in (*find_dates(text, languages=("en",)), *find_years(text)):
        yield found.start, found.end, "date"
    for match in _CALENDAR.finditer(text):
        yield match.start(), match.end(), "date"


def _kind(unit: str) -> Literals:
    if unit == "percent":
        return "percentage"
    return "money" if unit in MONEY else "quantity"
