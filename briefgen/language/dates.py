"""Which days a stretch of text names, how exactly, and in how many ways it can be read.

Shapes are asked for their precision first: "November 2025" is a month and never becomes a day of
it. Month names are Unicode's CLDR (``months.json``), in the languages a page's furniture is met in; English
goes first.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from briefgen.language.cued import seen
from briefgen.model import Dated
from briefgen.model.dates import precision_of

WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "hr", "sr_Latn", "sl", "bs", "pl", "cs", "sk", "sv",
    "da", "nb", "fi", "hu", "ro", "tr", "id", "et", "lv", "lt", "uk", "ru", "bg", "el",
)  # fmt: skip


_YEAR = r"(?P<year>(?:19|20)\d\d)"


_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"


_ORDINAL = r"(?:st|nd|rd|th|er|º|ª)?"


_OF = r"(?:\s+(?:de|of|del))?"


_ENGLISH = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


def _shapes(month: str) -> tuple[re.Pattern[str], ...]:
    """Return the shapes of a date with its year, where a pattern matches the names of months."""
    word = rf"(?P<month>{month})\.?"
    return tuple(
        re.compile(rf"(?<![\w/.-]){shape}(?![\w/]|[.:-]\d)", re.IGNORECASE)
        for shape in (
            rf"{_YEAR}(?P<mark>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=mark){_DAY}"  # noqa: ISC004 - one shape
            r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|UTC|GMT)|[+-]\d\d:?\d\d)?)?",
            rf"{_YEAR}\s*[年년]\s*(?P<m>0?[1-9]|1[0-2])\s*[月월]\s*{_DAY}\s*[日일]",
            rf"(?P<a>0?[1-9]|[12]\d|3[01])(?P<mark>[-/.])\s?(?P<b>0?[1-9]|[12]\d|3[01])(?P=mark)\s?{_YEAR}",
            rf"{_DAY}{_ORDINAL}\.?{_OF}[\s-]+{word}{_OF}[,\s-]+{_YEAR}",
            rf"{word}\s+{_DAY}{_ORDINAL},?\s+{_YEAR}",
            rf"{word}{_OF},?\s+{_YEAR}",
        )
    )


_SHAPES = _shapes(r"[^\W\d_]{3,14}")


_ENGLISH_SHAPES = _shapes("|".join(sorted(_ENGLISH, key=lambda name: (-len(name), name))))
"""The same with the names spelled out: ten times as fast on sentences as any word and a look at its meaning."""


IN_FIGURES = 3
"""So many shapes, the first, have no month in words."""


_ANY_YEAR = re.compile(r"(?:19|20)\d\d")


_YEAR_ALONE = re.compile(
    rf"(?<![\w/.,$€£¥₩₹-])(?<!(?:USD|EUR|GBP|INR|JPY|CNY|RUB|VND|CHF|AUD|CAD) )(?<!\d ){_YEAR}(?![\w/%-]|[.,]\d|\s?%"
    r"|\s(?:hundred|thousand|million|billion|trillion|lakh|crore|percent|per\scent|tons?|tonnes?|km|kilomet|miles?|dollars?|euros?|pounds?|people\b))"
)
"""A year that stands alone, and is no amount: $1943 million."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: where it stands and its readings, the preferred one first."""

    start: int
    end: int
    readings: tuple[Dated, ...]


@cache
def _months(language: str) -> dict[str, int]:
    """Return the month names of a language, full and short, lower case and without full stops."""
    return _listed()[language]


@cache
def _listed() -> dict[str, dict[str, int]]:
    """Return the names of all languages; asking Babel for them takes half a second."""
    listed: dict[str, dict[str, int]] = json.loads(
        files("briefgen.language").joinpath("months.json").read_text("utf-8")
    )
    return listed


def month_numbers(word: str, languages: tuple[str, ...] = LANGUAGES) -> tuple[int, ...]:
    """Return the months a word names, of the first language that knows it first.

    "listopada" is October in Croatian and November in Polish: both are returned.
    """
    name = word.lower().rstrip(".")
    if name in _ENGLISH and "en" in languages:
        return (_ENGLISH[name],)
    found = (_months(language).get(name) for language in languages)
    return tuple(dict.fromkeys(number for number in found if number))


@lru_cache(maxsize=16)
def find_dates(
    text: str, *, day_first: bool = False, languages: tuple[str, ...] = LANGUAGES
) -> tuple[DateMention, ...]:
    """Return the dates in a text that carry a year, in order, the longest reading of each place.

    A numeric date that reads both ways keeps both; ``day_first`` prefers the European one.
    """
    if not _ANY_YEAR.search(text):
        return ()
    found: list[DateMention] = []
    shapes = _SHAPES
    if languages == ("en",):
        in_words = not _ENGLISH.keys().isdisjoint(seen(text).words)
        shapes = _ENGLISH_SHAPES if in_words else _ENGLISH_SHAPES[:IN_FIGURES]
    for shape in shapes:
        for match in shape.finditer(text):
            if any(match.start() < f.end and f.start < match.end() for f in found):
                continue
            readings = tuple(dict.fromkeys(_readings(match, languages, day_first=day_first)))
            if readings:
                found.append(DateMention(match.start(), match.end(), readings))
    return tuple(sorted(found, key=lambda f: f.start))


def may_hold_a_year(text: str) -> bool:
    """Return whether a text has what looks like a year: without one it has none of these dates."""
    return _ANY_YEAR.search(text) is not None


def find_years(text: str) -> tuple[DateMention, ...]:
    """Return the years that stand alone in a text, as dates of a year's precision."""
    return tuple(
        DateMention(m.start(), m.end(), (Dated(date=m["year"], precision="year", raw=m["year"]),))
        for m in _YEAR_ALONE.finditer(text)
    )


def _readings(
    match: re.Match[str], languages: tuple[str, ...], *, day_first: bool
) -> Iterator[Dated]:
    parts = match.groupdict()
    year, raw = int(parts["year"]), match.group()
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        prefer_day = day_first or parts["mark"] == "."
        orders = [(second, first), (first, second)]
        pairs = orders if prefer_day else orders[::-1]
        if parts["mark"] == ".":
            pairs = pairs[:1] if second <= 12 else pairs  # noqa: PLR2004 - months of a year
        days = [_iso(year, month, day) for month, day in pairs]
    elif "m" in parts:
        days = [_iso(year, int(parts["m"]), int(parts["day"]))]
    else:
        months = month_numbers(parts["month"], languages)
        day = int(parts["day"]) if parts.get("day") else None
        days = [_iso(year, month, day) for month in months]
    for date in days:
        if date:
            yield Dated(date=date, precision=precision_of(date), raw=raw)


def _iso(year: int, month: int, day: int | None) -> str | None:
    """Return a date in ISO 8601, or None where the calendar has no such day."""
    try:
        date = datetime.date(year, month, day or 1)
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]
