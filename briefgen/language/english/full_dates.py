"""Which dates a sentence gives with their year: days, months, decades, seasons, years of two digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.language.dates import find_dates, find_years
from briefgen.language.english.calendar_words import (
    MONTH,
    SEASON,
    SEASONS,
    WEEKDAY,
    WEEKDAY_NUMBERS,
    Span,
    dated,
    month_of,
)
from briefgen.language.english.feasts import NTH, nth_weekday
from briefgen.language.english.quantities import find_quantities
from briefgen.language.late import late
from briefgen.model import Published
from briefgen.model.dates import span_of

_YEAR = late(r"(?:19|20)\d\d|['’]\d\ds?\b|\d[./-]\d")


def find_full_dates(text: str, published: Published) -> Iterator[Span]:
    """Yield the dates that have their year."""
    if not _YEAR.search(text):
        return
    taken: list[tuple[int, int]] = []
    plain = ((f.start, f.end, f.readings[0]) for f in find_dates(text, languages=("en",)))
    for start, end, date in (
        *_eras(text),
        *_nth_weekdays(text),
        *plain,
        *_periods(text),
        *_this_date_in(text, published),
        *_short_years(text, published),
        *_years(text),
    ):
        if not any(s < end and start < e for s, e in taken):
            weekday = _WEEKDAY_BEFORE.search(text, max(0, start - 15), start)
            taken.append((start, end))
            yield weekday.start() if weekday else start, end, date


_NTH_WEEKDAY = late(
    rf"\b(?P<nth>{'|'.join(NTH)})\s(?P<weekday>{WEEKDAY})\s(?:in|of)\s(?P<month>{MONTH})(?!\w),?\s(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def _nth_weekdays(text: str) -> Iterator[Span]:
    """Yield weekdays by their number in a month: the last Friday of March 2027."""
    for match in _NTH_WEEKDAY.finditer(text):
        weekday = WEEKDAY_NUMBERS[match["weekday"].lower()]
        day = nth_weekday(
            int(match["year"]), month_of(match["month"]), weekday, NTH[match["nth"].lower()]
        )
        yield *match.span(), dated(day.isoformat(), match.group())


def _years(text: str) -> Iterator[Span]:
    """Yield years that stand alone and are no amount: 2010 MW, 1943 men, at least 2014 homes."""
    years = find_years(text)
    amounts = [q.phrase for q in find_quantities(text)] if years else []
    for year in years:
        around = text[max(0, year.start - 20) : year.end + 30]
        if not any(year.readings[0].raw in words and words in around for words in amounts):
            yield year.start, year.end, year.readings[0]


_WEEKDAY_BEFORE = late(rf"\b(?:{WEEKDAY}),?\s$")
"""A weekday before a full date is part of it."""
_ERA = late(
    rf"\b(?:(?P<month>{MONTH})\s(?:(?P<day>\d{{1,2}}),?\s)?)?(?:Juche|Reiwa|Heisei|Showa|Minguo) \d{{1,3}}\s?\((?P<year>(?:19|20)\d\d)\)"
)
"""A year of an era with that of others behind it: April 15, Juche 101 (2012); Reiwa 6 (2024)."""


def _eras(text: str) -> Iterator[Span]:
    for match in _ERA.finditer(text) if "(" in text else ():
        date = match["year"]
        if match["month"]:
            date += f"-{month_of(match['month']):02}"
        if match["day"]:
            date += f"-{int(match['day']):02}"
        yield match.start(), match.end(), dated(date, match.group())


_DECADE = late(r"\b(?P<decade>(?:19|20)\d)0['’]?s\b")
_SEASON_YEAR = late(
    rf"\b(?:the\s)?(?P<season>{SEASON})(?:\sof)?\s(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_PART_OF_YEAR = late(r"\b(?:mid|early|late)[-–](?P<year>(?:19|20)\d\d)\b(?![-/]\d)", re.IGNORECASE)


def _periods(text: str) -> Iterator[Span]:
    """Yield decades, seasons with their year, and parts of a year: mid-2019."""
    for match in _DECADE.finditer(text):
        yield *match.span(), dated(f"{match['decade']}X", match.group())
    for match in _SEASON_YEAR.finditer(text):
        season = SEASONS[match["season"].lower()]
        yield *match.span(), dated(f"{match['year']}-{season}", match.group())
    for match in _PART_OF_YEAR.finditer(text):
        yield *match.span(), dated(match["year"], match.group())


_THIS_DATE = late(r"\bon this (?:date|day) in (?P<year>(?:18|19|20)\d\d)\b", re.IGNORECASE)


def _this_date_in(text: str, published: Published) -> Iterator[Span]:
    """Yield the article's own day in another year: on this date in 1995."""
    if published.date and published.precision == "day":
        for match in _THIS_DATE.finditer(text):
            yield *match.span(), dated(f"{match['year']}{published.date[4:]}", match.group())


_SHORT_YEAR = late(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Oo]f|[Bb]y|[Uu]ntil|[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|[Mm]id|[Ff]rom|to|and|spring|summer|autumn|fall|winter)[\s-]"
    rf"(?:the\s)?|(?P<month>{MONTH})\s)(?P<short>['’](?P<year>\d\d)(?P<decade>s)?)(?!\w|['’])"
)


def _short_years(text: str, published: Published) -> Iterator[Span]:
    """Yield years of two digits: in '97 is the last such year that the article's date leaves behind it."""
    if not published.date:
        return
    now = span_of(published.date)[1].year
    for match in _SHORT_YEAR.finditer(text):
        year = now - (now - int(match["year"])) % 100
        if match["decade"]:
            if match["year"][1] == "0":
                yield *match.span("short"), dated(f"{year // 10}X", match["short"])
        elif match["month"]:
            yield *match.span(), dated(f"{year}-{month_of(match['month']):02}", match.group())
        else:
            yield *match.span("short"), dated(str(year), match["short"])
