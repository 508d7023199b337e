"""Which days a sentence speaks of, resolved against the day its article was published.

Each date keeps the precision of its words and no more: "last week" is a week (2024-W42), "in March" a
month, "spring of 2024" a season (2024-21) and "the 1990s" a decade (199X), as ISO 8601 and its
extension EDTF write them. What the article's own date cannot settle gives nothing. Precision and
recall: tests/test_event_dates.py.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence

from briefgen.model import Dated, Published
from briefgen.model.dates import (
    WEEKDAYS,
    find_dates,
    find_years,
    month_numbers,
    precision_of,
    season_of,
    span_of,
)

_NUMBERS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1}
_WEEKDAYS = {day.lower(): n for n, day in enumerate(WEEKDAYS)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF (ISO 8601-2): the season stands where the month does."""
_AHEAD = re.compile(
    r"\b(?:will|would|(?:may|might)(?! have)|going to|is to|are to|was to|were to|next|due|scheduled|set to|plans?|planned|expected|begins?|starts?|upcoming)\b"
)
_WEEKDAY = "|".join(WEEKDAYS)
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
)
DAY = (
    rf"(?:(?:{_WEEKDAY})(?:,? (?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}})?)?|\d{{1,2}} (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}}\b)"
    r"(?:,? \d{4})?"
)
"""A pattern of a day as sentences write it: Monday; Monday, 3 March; March 3, 2026."""
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_SEASON = "spring|summer|autumn|fall|winter"

READ = 5000
"""Characters of a sentence that are looked at; a longer one is no sentence and is never printed."""
Resolver = Callable[[re.Match[str], datetime.date, bool], str | None]
"""Makes a date of a match, the day of publication, and whether the sentence looks ahead."""


def find_event_dates(
    text: str, published: Published, before: Sequence[str] = ()
) -> tuple[Dated, ...]:
    """Return the dates a sentence carries, each with its precision, absolute ones first.

    ``before`` are the sentences before it: "two days later" counts from the last day that they name, or
    that the sentence itself names first. An undated or ambiguous article gives no relative dates.
    """
    text = text[:READ]
    eras = list(_eras(text))
    taken = [(start, end) for start, end, _ in eras]
    absolute = [(start, dated) for start, _, dated in eras]
    plain = ((f.start, f.end, f.readings[0]) for f in find_dates(text, languages=("en",)))
    for start, end, dated in (*plain, *_periods(text), *_lone_years(text)):
        if not any(s < end and start < e for s, e in taken):
            absolute.append((start, dated))
            taken.append((start, end))
    relative = list(_relative(text, published, taken))
    later = list(
        _later(text, sorted([*absolute, *relative], key=lambda p: p[0]), published, before)
    )
    ordered = [
        d for part in (absolute, relative, later) for _, d in sorted(part, key=lambda p: p[0])
    ]
    return tuple(dict.fromkeys(ordered))


_ERA = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s(?:(?P<day>\d{{1,2}}),?\s)?)?(?:Juche|Reiwa|Heisei|Showa|Minguo) \d{{1,3}}\s?\((?P<year>(?:19|20)\d\d)\)"
)
"""A year of an era with that of others behind it: April 15, Juche 101 (2012); Reiwa 6 (2024)."""


def _eras(text: str) -> Iterator[tuple[int, int, Dated]]:
    for match in _ERA.finditer(text):
        date = match["year"]
        if match["month"]:
            date += f"-{month_numbers(match['month'], ('en',))[0]:02}"
        if match["day"]:
            date += f"-{int(match['day']):02}"
        yield match.start(), match.end(), _dated(date, match.group())


def _lone_years(text: str) -> Iterator[tuple[int, int, Dated]]:
    for found in find_years(text):
        yield found.start, found.end, found.readings[0]


_DECADE = re.compile(r"\b(?P<decade>(?:19|20)\d)0['’]?s\b")
_SEASON_YEAR = re.compile(
    rf"\b(?:the\s)?(?P<season>{_SEASON})(?:\sof)?\s(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)


def _periods(text: str) -> Iterator[tuple[int, int, Dated]]:
    """Yield decades, and seasons with their year."""
    for match in _DECADE.finditer(text):
        yield *match.span(), _dated(f"{match['decade']}X", match.group())
    for match in _SEASON_YEAR.finditer(text):
        season = _SEASONS[match["season"].lower()]
        yield *match.span(), _dated(f"{match['year']}-{season}", match.group())


def _dated(date: str, raw: str) -> Dated:
    return Dated(date=date, precision=precision_of(date), raw=raw)


def _relative(
    text: str, published: Published, taken: list[tuple[int, int]]
) -> Iterator[tuple[int, Dated]]:
    """Yield the dates that the article's day settles, where the day is known."""
    if not published.date or published.precision != "day" or published.ambiguous:
        return
    day = span_of(published.date)[0]
    for pattern, resolve in _RELATIVE:
        for match in pattern.finditer(text):
            if any(s < match.end() and match.start() < e for s, e in taken):
                continue
            date = resolve(match, day, bool(_AHEAD.search(text)))
            if date:
                taken.append(match.span())
                yield match.start(), _dated(date, match.group())


def _near_day(match: re.Match[str], day: datetime.date, ahead: bool) -> str | None:  # noqa: FBT001 - a Resolver
    """Return a day without a year in the year that lies nearest: on Oct. 26."""
    month = month_numbers(match["month"] or match["month2"], ("en",))[0]
    number = int(match["day"] or match["day2"])
    choices = [_safe(day.year + n, month, number) for n in (-1, 0, 1)]
    possible = [c for c in choices if c and (ahead or (c - day).days <= FAR_AHEAD)]
    if _NAMED_BY_DAY.match(match.string, match.end()) and match.string.endswith(
        ("the ", "The "), 0, match.start()
    ):
        return None
    near = min(possible, key=lambda c: abs((c - day).days), default=None)
    return near.isoformat() if near else None


FAR_AHEAD = 92
"""A day without a year that is farther off lies behind, unless the sentence looks ahead."""
_NAMED_BY_DAY = re.compile(r"\s(?:[A-Z]|\d+\s[A-Z])")
"""What follows a day that is part of a name: the February 16 Art School."""


def _safe(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _month_alone(match: re.Match[str], day: datetime.date, ahead: bool) -> str:  # noqa: FBT001 - a Resolver
    """Return a month without a year: the coming one where the sentence looks ahead, else the last."""
    month = month_numbers(match["month"], ("en",))[0]
    year = day.year
    if ahead and month < day.month:
        year += 1
    elif not ahead and month > day.month:
        year -= 1
    return f"{year}-{month:02}"


_NAMED_DAYS = tuple(
    f"{word} " for word in "Black Good Bloody Super Ash Palm Easter Cyber Whit Holy Maundy".split()
)
"""Words that make a feast or an event of a weekday: Black Friday."""


def _weekday(match: re.Match[str], day: datetime.date, ahead: bool) -> str | None:  # noqa: FBT001 - a Resolver
    """Return a weekday: the coming one where the sentence looks ahead, else the last, today included."""
    if match.string.endswith(_NAMED_DAYS, 0, match.start()):
        return None
    which = (match["which"] or "").lower()
    number = _WEEKDAYS[match["weekday"].lower()]
    if which == "next" or (ahead and which != "last"):
        return _add(day, (number - day.weekday() - 1) % 7 + 1)
    back = (day.weekday() - number) % 7
    return _add(day, -(back or 7) if which == "last" else -back)


def _add(day: datetime.date, days: int) -> str:
    return (day + datetime.timedelta(days=days)).isoformat()


def _near_word(match: re.Match[str], day: datetime.date, _ahead: bool) -> str:  # noqa: FBT001 - a Resolver
    return _add(
        day, {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}[match.group().lower()]
    )


def _near_period(match: re.Match[str], day: datetime.date, ahead: bool) -> str:  # noqa: FBT001 - a Resolver
    """Return last, this or next week, month, year or season."""
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    unit = match["unit"].lower()
    if unit in _SEASONS:
        return _near_season(_SEASONS[unit], day, step, ahead=ahead)
    return _period(day, unit, step)


def _near_season(season: int, day: datetime.date, step: int, *, ahead: bool) -> str:
    """Return a season by the year its first month lies in: last is the last that ended, next the first to come."""
    now, year = season_of(day)
    if step < 0:
        return f"{year if season < now else year - 1}-{season}"
    passed = season < now and (ahead or step > 0)
    return f"{year + 1 if passed or (step > 0 and season == now) else year}-{season}"


def _period(day: datetime.date, unit: str, step: int) -> str:
    """Return the week, month or year some steps from a day's."""
    if unit == "week":
        year, week, _ = (day + datetime.timedelta(weeks=step)).isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    return str(day.year + step)


def _count(raw: str) -> int:
    return int(raw) if raw.isdigit() else _NUMBERS[raw.lower()]


def _ago(match: re.Match[str], day: datetime.date, _ahead: bool) -> str:  # noqa: FBT001 - a Resolver
    """Return what lies some days, weeks, months or years back, in that precision."""
    count, unit = _count(match["count"]), match["unit"].lower()
    return _add(day, -count) if unit == "day" else _period(day, unit, -count)


_RELATIVE: tuple[tuple[re.Pattern[str], Resolver], ...] = (
    (
        re.compile(
            rf"\b(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.,]?\d)"
            rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month2>{_MONTH})(?!\w)"
        ),
        _near_day,
    ),
    (re.compile(rf"\b{_COUNT}\s(?P<unit>day|week|month|year)s?\sago\b", re.IGNORECASE), _ago),
    (
        re.compile(
            rf"\b(?P<which>last|this|next)\s(?P<unit>week|month|year|{_SEASON})\b(?!['’]s\s[A-Z])",
            re.IGNORECASE,
        ),
        _near_period,
    ),
    (
        re.compile(rf"(?<!every )(?<!each )\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s)?(?P<weekday>{_WEEKDAY})\b"),
        _weekday,
    ),
    (re.compile(r"\b(?:yesterday|today|tonight|tomorrow)\b", re.IGNORECASE), _near_word),
    (
        re.compile(rf"\b(?:in|since|until|by|early|late|mid|of|during|last|next|this)[\s-](?P<month>{_MONTH})(?![\w-])(?!\s\d)"),
        _month_alone,
    ),
)  # fmt: skip
_LATER = re.compile(
    rf"\b{_COUNT}\s(?P<unit>day|week)s?\s(?P<way>later|earlier|after that|before that)\b",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(r"\bthe (?:next|following) day\b", re.IGNORECASE)


def _later(
    text: str, named: list[tuple[int, Dated]], published: Published, before: Sequence[str]
) -> Iterator[tuple[int, Dated]]:
    """Yield the days that count from a day named before: two days later."""
    for match in (*_LATER.finditer(text), *_NEXT_DAY.finditer(text)):
        days = [d.date for at, d in named if at < match.start() and d.precision == "day"]
        start = days[-1] if days else _last_day(published, before)
        if start:
            yield match.start(), _dated(_add(span_of(start)[0], _steps(match)), match.group())


def _last_day(published: Published, before: Sequence[str]) -> str | None:
    """Return the last day that the sentences before name."""
    for text in reversed(before):
        days = [d.date for d in find_event_dates(text, published) if d.precision == "day"]
        if days:
            return days[-1]
    return None


def _steps(match: re.Match[str]) -> int:
    """Return how many days lie between; the next day has no count."""
    parts = match.groupdict()
    if not parts:
        return 1
    days = _count(parts["count"]) * (7 if parts["unit"].lower() == "week" else 1)
    return -days if parts["way"].lower() in {"earlier", "before that"} else days
