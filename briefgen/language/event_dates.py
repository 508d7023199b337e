"""Which days a sentence speaks of, resolved against the day its article was published.

Each date keeps the precision of its words and no more: "last week" is a week (2024-W42), "in March" a
month, "spring of 2024" a season (2024-21) and "the 1990s" a decade (199X), as ISO 8601 and its
extension EDTF write them. A weekday, a feast or a day without its year lies behind or ahead as the
verb that it goes with says (`tense.py`). What the article's own date cannot settle gives nothing.
Precision and recall: tests/test_event_dates.py.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from briefgen.dates import (
    WEEKDAYS,
    find_dates,
    find_years,
    month_numbers,
    precision_of,
    season_of,
    span_of,
)
from briefgen.language.feasts import day_of, feast_names
from briefgen.language.tense import Bearing, Words, bearing, read_words
from briefgen.models import Dated, Published

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
_NUMBERS = (
    {"a": 1, "an": 1, **_ONES, **_TEENS, **_TENS}
    | {f"{ten}-{one}": _TENS[ten] + _ONES[one] for ten in _TENS for one in _ONES}
)  # fmt: skip


def _cased(words: Iterable[str]) -> str:
    """Return a pattern of words with small and with capital first letters."""
    return "|".join(f"{word}|{word[0].upper()}{word[1:]}" for word in words)


_WEEKDAYS = {day.lower(): n for n, day in enumerate(WEEKDAYS)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF (ISO 8601-2): the season stands where the month does."""
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
_SEASON = "spring|summer|autumn|fall|winter"

READ = 5000
"""Characters of a sentence that are looked at; a longer one is no sentence and is never printed."""
ANCHORS = 3
"""Sentences before one in which a day may stand from which it counts: two days later."""
FAR_AHEAD = 92
"""A day without a year that is farther off lies behind, unless its verb looks ahead."""
Span = tuple[int, int, Dated]
"""Where an expression begins and ends in its sentence, and the date it stands for."""


def may_hold_dates(text: str) -> bool:
    """Return whether a text has a digit or a word of the calendar: without one it has no date."""
    return _TRIGGERS.search(text) is not None


def find_event_dates(
    text: str, published: Published, before: Sequence[str] = ()
) -> tuple[Dated, ...]:
    """Return the dates a sentence carries, each once with its precision, absolute ones first.

    ``before`` are the sentences before it: "two days later" counts from the last day that they name, or
    that the sentence itself names first. An undated or ambiguous article gives no relative dates.
    """
    found = _find(text, published, before)
    ordered = sorted(found, key=lambda f: (f.stage, f.start))
    return tuple(dict.fromkeys(f.dated for f in ordered))


def find_dated_spans(
    text: str, published: Published, before: Sequence[str] = ()
) -> tuple[Span, ...]:
    """Return the same dates with the place of each expression, in the order of the sentence."""
    found = _find(text, published, before)
    return tuple((f.start, f.end, f.dated) for f in sorted(found, key=lambda f: f.start))


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression and its date; ``stage`` is 0 for a full date, 1 for a relative one, 2 for one that counts from another."""

    start: int
    end: int
    dated: Dated
    stage: int


@dataclass(slots=True)
class _Around:
    """What an expression is resolved against: sentence, day of publication, sentences before, dates so far."""

    text: str
    day: datetime.date
    published: Published
    before: Sequence[str]
    found: list[_Found] = field(default_factory=list)
    _words: Words | None = None

    def words(self) -> Words:
        """Return the words of the sentence, read once."""
        if self._words is None:
            self._words = read_words(self.text)
        return self._words

    def bearing(self, start: int, end: int) -> Bearing:
        """Return where a day at these characters lies by its verb."""
        return bearing(self.words(), start, end)


Resolver = Callable[[re.Match[str], _Around], str | None]
"""Makes a date of an expression, or nothing where it cannot be told."""


def _find(text: str, published: Published, before: Sequence[str]) -> list[_Found]:
    text = text[:READ]
    held = set(_TRIGGERS.findall(text))
    if not held:
        return []
    held |= {word.lower() for word in held}
    found = [*_absolute(text, published)] if held & _DIGITS else []
    if not published.date or published.precision != "day" or published.ambiguous:
        return found
    around = _Around(text, span_of(published.date)[0], published, before, found)
    for kind in _KINDS:
        if not kind.words.isdisjoint(held) and any(word in text for word in kind.beside):
            found += _of_kind(kind, around)
    return found


_DIGITS = frozenset("0123456789")


def _of_kind(kind: _Kind, around: _Around) -> list[_Found]:
    """Return the expressions of a kind that lie beside those found so far."""
    new: list[_Found] = []
    for match in kind.pattern.finditer(around.text):
        start, end = match.span()
        inside = start and around.text[start - 1].isalnum()
        if inside or any(f.start < end and start < f.end for f in around.found):
            continue
        date = kind.resolve(match, around)
        if date:
            new.append(_Found(start, end, _dated(date, match.group()), kind.stage))
    return new


def _dated(date: str, raw: str) -> Dated:
    return Dated(date=date, precision=precision_of(date), raw=raw)


# Dates with their year -----------------------------------------------------------------------------

_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\ds?\b|\d+[./-]\d+")


def _absolute(text: str, published: Published) -> Iterator[_Found]:
    """Yield the dates that have their year."""
    if not _YEAR.search(text):
        return
    taken: list[tuple[int, int]] = []
    plain = ((f.start, f.end, f.readings[0]) for f in find_dates(text, languages=("en",)))
    for start, end, dated in (
        *_eras(text),
        *plain,
        *_periods(text),
        *_this_date_in(text, published),
        *_short_years(text, published),
        *((f.start, f.end, f.readings[0]) for f in find_years(text)),
    ):
        if not any(s < end and start < e for s, e in taken):
            weekday = _WEEKDAY_BEFORE.search(text, max(0, start - 15), start)
            taken.append((start, end))
            yield _Found(weekday.start() if weekday else start, end, dated, 0)


_WEEKDAY_BEFORE = re.compile(rf"\b(?:{_WEEKDAY}),?\s$")
"""A weekday before a full date is part of it."""


_ERA = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s(?:(?P<day>\d{{1,2}}),?\s)?)?(?:Juche|Reiwa|Heisei|Showa|Minguo) \d{{1,3}}\s?\((?P<year>(?:19|20)\d\d)\)"
)
"""A year of an era with that of others behind it: April 15, Juche 101 (2012); Reiwa 6 (2024)."""


def _eras(text: str) -> Iterator[Span]:
    for match in _ERA.finditer(text) if "(" in text else ():
        date = match["year"]
        if match["month"]:
            date += f"-{_month(match['month']):02}"
        if match["day"]:
            date += f"-{int(match['day']):02}"
        yield match.start(), match.end(), _dated(date, match.group())


_DECADE = re.compile(r"\b(?P<decade>(?:19|20)\d)0['’]?s\b")
_SEASON_YEAR = re.compile(
    rf"\b(?:the\s)?(?P<season>{_SEASON})(?:\sof)?\s(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_PART_OF_YEAR = re.compile(
    r"\b(?:mid|early|late)[-–](?P<year>(?:19|20)\d\d)\b(?![-/]\d)", re.IGNORECASE
)


def _periods(text: str) -> Iterator[Span]:
    """Yield decades, seasons with their year, and parts of a year: mid-2019."""
    for match in _DECADE.finditer(text):
        yield *match.span(), _dated(f"{match['decade']}X", match.group())
    for match in _SEASON_YEAR.finditer(text):
        season = _SEASONS[match["season"].lower()]
        yield *match.span(), _dated(f"{match['year']}-{season}", match.group())
    for match in _PART_OF_YEAR.finditer(text):
        yield *match.span(), _dated(match["year"], match.group())


_THIS_DATE = re.compile(r"\bon this (?:date|day) in (?P<year>(?:18|19|20)\d\d)\b", re.IGNORECASE)


def _this_date_in(text: str, published: Published) -> Iterator[Span]:
    """Yield the article's own day in another year: on this date in 1995."""
    if published.date and published.precision == "day":
        for match in _THIS_DATE.finditer(text):
            yield *match.span(), _dated(f"{match['year']}{published.date[4:]}", match.group())


_SHORT_YEAR = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Oo]f|[Bb]y|[Uu]ntil|[Bb]efore|[Aa]fter|[Ee]arly|[Ll]ate|[Mm]id|[Ff]rom|to|and|spring|summer|autumn|fall|winter)[\s-]"
    rf"(?:the\s)?|(?P<month>{_MONTH})\s)(?P<short>['’](?P<year>\d\d)(?P<decade>s)?)(?!\w|['’])"
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
                yield *match.span("short"), _dated(f"{year // 10}X", match["short"])
        elif match["month"]:
            yield *match.span(), _dated(f"{year}-{_month(match['month']):02}", match.group())
        else:
            yield *match.span("short"), _dated(str(year), match["short"])


def _month(name: str) -> int:
    return month_numbers(name, ("en",))[0]


# Days of the month, and months -----------------------------------------------------------------------

_NAMED_BY_DAY = re.compile(r"\s(?:[A-Z]|\d+\s[A-Z])")
"""What follows a day that is part of a name: the February 16 Art School."""


_OF_2001 = re.compile(r",?\s(?:terror(?:ist)?\s)?attacks\b")
"""What makes 11 September the name of an event, the day of which is of no year near the article's."""


def _safe(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _near_day(match: re.Match[str], around: _Around) -> str | None:
    """Return a day without a year as its verb says, else in the year that lies nearest: on Oct. 26."""
    month, number = _month(match["m"]), int(match["d"])
    if (month, number) == (9, 11) and _OF_2001.match(match.string, match.end()):
        return None
    if _NAMED_BY_DAY.match(match.string, match.end()) and match.string.endswith(
        ("the ", "The "), 0, match.start()
    ):
        return None
    if match["d_end"]:
        return _range(
            around, month, number, int(match["d_end"]), _month(match["m_end"] or match["m"])
        )
    near = _in_a_near_year(around, match.span(), lambda year: _safe(year, month, number))
    return near.isoformat() if near else None


def _weekday_and_day(match: re.Match[str], around: _Around) -> str | None:
    """Return a day that is named with its weekday, which tells the year: on Tuesday, October 1."""
    month, number = _month(match["m3"] or match["m4"]), int(match["d3"] or match["d4"])
    weekday = _WEEKDAYS[match["dated"].lower()]
    years = (_safe(around.day.year + n, month, number) for n in (0, -1, 1, -2, -3))
    return next((d.isoformat() for d in years if d and d.weekday() == weekday), None)


def _in_a_near_year(
    around: _Around, at: tuple[int, int], of_year: Callable[[int], datetime.date | None]
) -> datetime.date | None:
    """Return the day of the year before, of this or of the next that an expression means."""
    day = around.day
    choices = [of_year(day.year + n) for n in (-8, -4, -1, 0, 1, 4)]
    days = [c for c in choices if c]
    where = around.bearing(*at)
    limit = _LIMIT.search(around.text, 0, at[0]) is not None
    if where.way == "back" and where.bound and not limit:
        days = [c for c in days if c <= day + _SLIP] or days
    elif where.way == "ahead" and not _lately(days, day):
        days = [c for c in days if c >= day] or days
    else:
        days = [c for c in days if (c - day).days <= FAR_AHEAD * (1 + limit)] or days
    return min(days, key=lambda c: abs((c - day).days), default=None)


def _lately(days: Sequence[datetime.date], day: datetime.date) -> bool:
    """Return whether one of some days is some weeks past and none comes within half a year."""
    offs = [(d - day).days for d in days]
    return any(-LATELY <= n < 0 for n in offs) and not any(0 <= n <= 2 * FAR_AHEAD for n in offs)


LATELY = 45
"""Days back within which a day without its year outweighs the same day of next year."""
_SLIP = datetime.timedelta(days=3)
"""An article may be kept up after the day it bears: so far ahead a day may still be told as past."""


def _range(around: _Around, month: int, first: int, last: int, last_month: int) -> str | None:
    """Return the week or the month that holds a span of days, which is no day: October 28-30."""
    choices = (_safe(around.day.year + n, month, first) for n in (-1, 0, 1))
    begin = min((c for c in choices if c), key=lambda c: abs((c - around.day).days), default=None)
    end = begin and _safe(begin.year, last_month, last)
    if not begin or not end or end <= begin:
        return None
    if begin.isocalendar()[:2] == end.isocalendar()[:2]:
        return _period(begin, "week", 0)
    return _period(begin, "month", 0) if begin.month == end.month else None


def _day_of_month(match: re.Match[str], around: _Around) -> str | None:
    """Return the day of a month that is not named: on the 21st is the last one, or the next by its verb."""
    number, day = int(match["nth"]), around.day
    which = (match["nthof"] or "").lower()
    where = around.bearing(*match.span())
    steps = {"last": (-1,), "this": (0,), "next": (1,)}.get(which, (-2, -1, 0, 1, 2))
    months = [day.year * 12 + day.month - 1 + step for step in steps]
    days = [d for m in months if (d := _safe(m // 12, m % 12 + 1, number))]
    if not which:
        if where.way in {"open", "none"}:
            return None
        days = [d for d in days if (d <= day if where.way == "back" else d >= day)]
    near = min(days, key=lambda d: abs((d - day).days), default=None)
    return near.isoformat() if near else None


def _month_alone(match: re.Match[str], around: _Around) -> str:
    """Return a month without a year: of the year that is named, else as its verb says, else the nearest."""
    month, day = _month(match["month"]), around.day
    lead, year = match["monthlead"].lower(), around.day.year
    if match["monthof"]:
        return f"{year + {'last': -1, 'this': 0, 'next': 1}[match['monthof']]}-{month:02}"
    way = around.bearing(match.start("month"), match.end()).way
    limit = lead in {"by", "until", "before", "through"} or _LIMIT.search(
        match.string, 0, match.start()
    )
    if lead in {"last", "next"}:
        way = "back" if lead == "last" else "ahead"
    elif way == "open" or limit:
        way = "ahead" if (month - day.month) % 12 < HALF_A_YEAR else "back"
    if way in {"ahead", "later"}:
        year += month < day.month or (lead == "next" and month == day.month)
    else:
        year -= month > day.month or (lead == "last" and month == day.month)
    return f"{year}-{month:02}"


HALF_A_YEAR = 6
_LIMIT = re.compile(r"\b(?:by|until|before|through)\s(?:the\s\w+\s)?$")


def _feast(match: re.Match[str], around: _Around) -> str | None:
    """Return the day of a feast as its verb says, else the nearest."""
    name = match["feast"].replace("’", "'")
    lead = (match["feastlead"] or "").lower()
    if lead == "last":
        days = [d for n in (-1, 0) if (d := day_of(name, around.day.year + n)) < around.day]
        return days[-1].isoformat()
    near = _in_a_near_year(around, match.span("feast"), lambda year: day_of(name, year))
    return near.isoformat() if near else None


# Weekdays --------------------------------------------------------------------------------------------

_NAMED_DAYS = tuple(
    f"{word} "
    for word in "Black Good Bloody Super Ash Palm Easter Cyber Whit Holy Maundy Giving Fat Shrove".split()
)
"""Words that make a feast or an event of a weekday: Black Friday."""
_OPEN_DAYS = 2
"""Days from the article's own within which a weekday is taken to be the nearest where its verb says nothing,
and the last where it has no verb, as in captions."""
_EITHER = re.compile(rf"(?:,?\sor\s(?:on\s|early\s|late\s|perhaps\s)*(?:{_WEEKDAY}))")
_OR = re.compile(
    rf"(?:{_WEEKDAY})(?:\s(?:morning|afternoon|evening|night))?,?\sor\s(?:on\s|early\s|late\s|perhaps\s)*$"
)
_AND = re.compile(
    rf"(?:{_WEEKDAY})(?:\s(?:morning|afternoon|evening|night))?(?:,|,?\sand|\sto|\sthrough)\s(?:on\s|early\s|late\s)*$"
)


def _weekday(match: re.Match[str], around: _Around) -> str | None:
    """Return a weekday: the article's own is its day; else the last or the coming one, as its verb says.

    Told as fresh news, a day six days back is left open: articles are kept up after the day they bear, and
    it is oftener tomorrow (four of four in nine labelled weeks).
    """
    text, day = match.string, around.day
    if text.endswith((*_NAMED_DAYS, "very ", "each "), 0, match.start()) or _is_title(match):
        return None
    number = _WEEKDAYS[match["weekday"].lower()]
    which = (match["wdlead"] or match["wdtail"] or "").lower()
    if _EITHER.match(text, match.end()) or _OR.search(text, 0, match.start()):
        return None
    back, ahead = (day.weekday() - number) % 7, (number - day.weekday()) % 7
    if which == "next":
        return _add(day, _next(day, number))
    if which in {"last", "past", "this past"}:
        return _add(day, -(back or 7))
    if which in {"coming", "this coming"}:
        return _add(day, ahead or 7)
    if which in {"week", "fortnight"}:
        return _add(day, (ahead or 7) + (7 if which == "week" else 14))
    if back == 0:
        return day.isoformat()
    where = around.bearing(_list_start(match), match.end("weekday"))
    if which == "this":
        return _add(day, -back if where.way == "back" and back <= day.weekday() else ahead)
    if where.way == "ahead":
        return _add(day, ahead)
    if where.way == "back":
        kept_up = back == 6 and _is_fresh(match, where.verb)  # noqa: PLR2004 - see above
        return None if kept_up else _add(day, -back)
    if where.way == "later":
        return _add(day, -back if back <= (1 if where.verb == "would" else 2) else ahead)
    near = -back if where.way == "none" else min(-back, ahead, key=abs)
    return _add(day, near) if abs(near) <= _OPEN_DAYS else None


SAYING = frozenset(
    "said says told announced warned added confirmed reported tweeted stated declared".split()
)
"""Verbs whose day is news only while it is fresh."""


def _is_fresh(match: re.Match[str], verb: str) -> bool:
    """Return whether a day is told as just gone: with its hour, as a noun's attribute, or as that of saying."""
    text = match.string
    return bool(
        verb in SAYING
        or _FRESH_BEFORE.search(text, max(0, match.start() - 8), match.start())
        or _FRESH_BEHIND.match(text, match.end())
    )


_FRESH_BEFORE = re.compile(r"\b(?:[Ee]arly|[Ll]ate|[Ii]nto)\s$")
_FRESH_BEHIND = re.compile(r"['’]s\b|\s(?:morning|afternoon|evening|night)\b")


def _is_title(match: re.Match[str]) -> bool:
    """Return whether a weekday ends a short name in quotation marks: on "Hello Sunday"."""
    text = match.string
    return text[match.end() : match.end() + 2].rstrip(".,")[-1:] in {'"', "”"} and bool(
        _NAME_BEFORE.search(text, max(0, match.start() - 30), match.start())
    )


_NAME_BEFORE = re.compile(r"[“\"](?:[A-Z][\w’']*\s){1,3}$")


def _list_start(match: re.Match[str]) -> int:
    """Return where the list of days begins that a weekday ends: on Monday and Tuesday."""
    before = _AND.search(match.string, 0, match.start())
    return before.start() if before else match.start("weekday")


def _next(day: datetime.date, number: int) -> int:
    """Return how far off "next Tuesday" is: in the week to come, and never tomorrow."""
    ahead = (number - day.weekday() - 1) % 7 + 1
    return ahead + 7 if day.weekday() + ahead <= 6 or ahead == 1 else ahead  # noqa: PLR2004 - Sunday


def _add(day: datetime.date, days: int) -> str:
    return (day + datetime.timedelta(days=days)).isoformat()


def _shifted(match: re.Match[str], around: _Around) -> str | None:
    """Return a day so many days, weeks or years from another: a year ago tomorrow, a week from Monday."""
    base, day = match["base"].lower(), around.day
    ago = match["shiftway"].lower() == "ago"
    if base in _NEAR:
        day += datetime.timedelta(days=_NEAR[base])
    else:
        number = _WEEKDAYS[base]
        day += datetime.timedelta(
            days=-((day.weekday() - number) % 7) if ago else (number - day.weekday()) % 7
        )
    count, unit = _count(match["shiftcount"]), match["shiftunit"].lower()
    return _steps_from(day, unit, -count if ago else count)


def _steps_from(day: datetime.date, unit: str, count: int) -> str | None:
    """Return the same day so many units on; None for a 29 February that is none."""
    if unit in _DAYS:
        return _add(day, _DAYS[unit] * count)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    there = _safe(months // 12, months % 12 + 1, day.day)
    return there.isoformat() if there else None


_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


# Words for days, weeks, months and years ---------------------------------------------------------------

_NEAR = {
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip
_SAYING = re.compile(
    rf"\b(?:said|says|told|wrote|tweeted|added|announced|asked|argued|during|statement|interview|speech)\b[^.;“”\"]{{0,60}}?\b(?:{_WEEKDAY})\b"
)


def _near_word(match: re.Match[str], around: _Around) -> str | None:
    """Return yesterday, today or tomorrow; in a quotation they count from the day of saying, where it is told."""
    text = match.string
    name = match.group()[0].isupper() and re.search(r"[A-Z]\w*\s$", text[: match.start()])
    if name or re.match(r"\s[A-Z]\w+\s(?:Show|Shows)\b", text[match.end() : match.end() + 20]):
        return None
    return _add(
        _day_of_saying(match.start(), around), _NEAR[" ".join(match.group().lower().split())]
    )


def _day_of_saying(at: int, around: _Around) -> datetime.date:
    """Return the day on which a quotation at a place was said: that of "he said Thursday" outside it, else the article's."""
    if not any(mark in around.text for mark in '“"'):
        return around.day
    words = around.words()
    inside = next((q for (s, _), q in zip(words.spans, words.quoted, strict=True) if s >= at), 0)
    said = _SAYING.search(around.text) if inside else None
    if not said:
        return around.day
    back = (around.day.weekday() - _WEEKDAYS[said.group().rsplit(" ", 1)[-1].lower()]) % 7
    return around.day - datetime.timedelta(days=back)


def _near_period(match: re.Match[str], around: _Around) -> str:
    """Return last, this or next week, month, year, season or weekend."""
    which, unit = match["periodlead"].lower(), match["unit"].lower()
    step = {"last": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in _SEASONS:
        where = around.bearing(*match.span())
        return _near_season(_SEASONS[unit], around.day, step, ahead=where.way in {"ahead", "later"})
    return _period(around.day, unit, step)


def _weekend(match: re.Match[str], around: _Around) -> str | None:
    """Return the week of a weekend; over the weekend is the last one on a weekday, unless its verb looks ahead."""
    which, day = (match["weekendlead"] or "").lower(), around.day
    if which in {"last", "next"}:
        return _period(day, "week", -1 if which == "last" else 1)
    way = around.bearing(*match.span()).way
    if day.weekday() >= 5 or which == "this":  # noqa: PLR2004 - Saturday
        late = way == "back" and which == "this" and day.weekday() < 3  # noqa: PLR2004 - Thursday
        return _period(day, "week", -1 if late else 0)
    if way in {"open", "none"}:
        return None
    return _period(day, "week", -1 if way == "back" else 0)


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


_ROUGH = re.compile(
    r"\b(?:about|around|some|almost|nearly|roughly|over|under|more than|less than)\s$",
    re.IGNORECASE,
)


def _ago(match: re.Match[str], around: _Around) -> str | None:
    """Return what lies some days, weeks, months or years back, in that precision; about ten days ago is no day."""
    count, unit = _count(match["agocount"]), match["agounit"].lower()
    if unit in {"day", "night"}:
        return None if _ROUGH.search(match.string, 0, match.start()) else _add(around.day, -count)
    if unit == "fortnight":
        return _period(around.day, "week", -2 * count)
    return _period(around.day, unit, -count)


def _off(match: re.Match[str], around: _Around) -> str | None:
    """Return a day so many days off: 19 days away, three days from now."""
    if _ROUGH.search(match.string, 0, match.start()):
        return None
    return _add(around.day, _count(match["offcount"]))


def _to_the_day(match: re.Match[str], around: _Around) -> str | None:
    """Return the day that lies whole years back: one year to the day since."""
    return _steps_from(around.day, "year", -_count(match["yearscount"]))


# Days that count from another ----------------------------------------------------------------------------


def _later(match: re.Match[str], around: _Around) -> str | None:
    """Return a day that counts from the last one named before it: two days later, the next day."""
    start = _anchor(match, around)
    return _add(start, _steps(match)) if start else None


def _anchor(match: re.Match[str], around: _Around) -> datetime.date | None:
    """Return the last day named before an expression, in its sentence or in those before."""
    named = sorted(
        (f for f in around.found if f.end <= match.start() and f.dated.precision == "day"),
        key=lambda f: f.start,
    )
    if named:
        return span_of(named[-1].dated.date)[0]
    back = _steps(match) < 0
    for text in reversed(around.before[-1 if back else -ANCHORS :]):
        spans = find_dated_spans(text, around.published)
        days = [(at, d.date) for at, _, d in spans if d.precision == "day"]
        if days:
            at, last = days[-1]
            return None if back and _RELATIVE_CLAUSE.search(text, 0, at) else span_of(last)[0]
    return None


_RELATIVE_CLAUSE = re.compile(r"\b(?:who|whose|which)\b")
"""A day in a relative clause is none from which "a day earlier" counts."""


def _steps(match: re.Match[str]) -> int:
    """Return how many days lie between; the next day and that night have no count."""
    if match["latercount"]:
        days = _count(match["latercount"]) * _DAYS[match["laterunit"].lower()]
        return -days if match["laterway"].lower() in {"earlier", "before that"} else days
    words = match.group().lower()
    if "before" in words or "previous" in words:
        return -1
    return 0 if "that" in words or "same" in words else 1


# Patterns --------------------------------------------------------------------------------------------------

_ORDINAL = r"(?:st|nd|rd|th)?"
_TO = r"(?:\s?[-–]\s?|\sto\s|\sthrough\s)"
_COUNT = rf"\d{{1,2}}|{_cased(sorted(_NUMBERS, key=len, reverse=True))}"
_UNITS = "day|night|week|fortnight|month|year"
_LEAD = _cased(("last", "next", "this past", "this coming", "this", "past", "coming"))
_OPENING = _cased(
    "in since until by early late mid of during last next this before after from through earlier".split()
)
_FEASTS = "|".join(re.escape(name).replace("'", "['’]") for name in feast_names())
_FEAST_WORDS = tuple(sorted({name.replace("'", " ").split()[0] for name in feast_names()}))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_TAIL = (
    rf"(?P<weekday>{_WEEKDAY})\b(?!\s(?:Night|Times|Mail|Telegraph)\b)"
    r"(?:\s(?P<wdtail>last|next|week|fortnight)(?=[.,;:)]|\s(?:at|in|for|to|and|when)\b|$))?"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of expression: triggers and further words of which a text must hold one, and what reads it.

    Patterns begin with letters or digits, so that the engine skips to them; that they begin a word is
    seen to in `_of_kind`.
    """

    words: frozenset[str]
    resolve: Resolver
    pattern: re.Pattern[str]
    stage: int = 1
    beside: tuple[str, ...] = ("",)


def _kind(words: str, resolve: Resolver, pattern: str, stage: int = 1, beside: str = "") -> _Kind:
    return _Kind(
        frozenset(words.split()), resolve, re.compile(pattern), stage, tuple(beside.split("|"))
    )


_KINDS = (
    _kind(
        "ago day", _shifted,
        rf"(?P<shiftcount>{_COUNT})\s(?P<shiftunit>{_UNITS})s?\s(?P<shiftway>ago|from|on)\s(?:on\s)?"
        rf"(?P<base>today|tomorrow|yesterday|{_WEEKDAY})\b",
        beside="ago |s from |y from |k from |t from |h from |r from |week on |weeks on |night on ",
    ),
    _kind("year", _to_the_day, rf"(?P<yearscount>{_COUNT})\syears?\sto\sthe\sday\b", beside="to the day"),
    _kind(
        "day", _weekday_and_day,
        rf"(?P<dated>{_WEEKDAY}),?\s(?:the\s)?(?:(?P<m3>{_MONTH})\s(?P<d3>\d{{1,2}}){_ORDINAL}\b"
        rf"|(?P<d4>\d{{1,2}}){_ORDINAL}\s(?:of\s)?(?P<m4>{_MONTH})(?!\w))",
    ),
    _kind(
        " ".join(_MONTHS), _near_day,
        rf"(?P<m>{_MONTH})\s(?P<d>\d{{1,2}}){_ORDINAL}(?:{_TO}(?:(?P<m_end>{_MONTH})\s)?(?P<d_end>\d{{1,2}}){_ORDINAL})?\b(?![:.,]?\d|\s?%)",
    ),
    _kind(
        " ".join(_MONTHS), _near_day,
        rf"(?P<d>\d{{1,2}}){_ORDINAL}(?:{_TO}(?P<d_end>\d{{1,2}}){_ORDINAL})?\s(?:of\s)?(?P<m>{_MONTH})(?!\w)(?P<m_end>(?!))?",
    ),
    _kind("ago", _ago, rf"(?P<agocount>{_COUNT})\s(?P<agounit>{_UNITS})s?\sago\b"),
    _kind(
        "day", _off, rf"(?P<offcount>{_COUNT})\sdays?['’]?\s(?:away|off|from\snow|hence|time)\b(?!\sfrom)",
        beside=" away| off| from now| hence| time",
    ),
    _kind(
        "week month year spring summer autumn fall winter", _near_period,
        rf"(?P<periodlead>{_cased(('last', 'this', 'next', 'coming'))})\s(?P<unit>week|month|year|{_SEASON})\b(?!['’]s\s[A-Z])",
    ),
    _kind(
        "weekend", _weekend,
        rf"(?:(?:{_cased(('over', 'at', 'during', 'on'))})\s(?:the\s)?|(?P<weekendlead>{_cased(('last', 'this', 'next'))})\s)weekend\b",
    ),
    _kind("day", _weekday, rf"(?P<wdlead>{_LEAD})\s{_DAY_TAIL}"),
    _kind("day", _weekday, rf"{_DAY_TAIL}(?P<wdlead>(?!))?"),
    _kind(
        "day night morrow morning afternoon evening", _near_word,
        "(?:" + _cased((
            "day before yesterday", "day after tomorrow", "yesterday", "today", "tonight", "tomorrow", "last night",
            "this morning", "this afternoon", "this evening",
        )) + r")\b",
    ),
    _kind(
        " ".join(_MONTHS), _month_alone,
        rf"(?P<monthlead>{_OPENING})[\s-](?P<month>{_MONTH})(?![\w-])(?!\.?\s\d)(?:\s(?:of\s)?(?P<monthof>last|this|next)\syear)?",
    ),
    _kind(
        "0 1 2 3 4 5 6 7 8 9", _day_of_month,
        rf"(?:{_cased(('on', 'by', 'until', 'since'))})\sthe\s(?P<nth>[12]?\d|3[01])(?:st|nd|rd|th)(?:\sof\s(?P<nthof>this|last|next)\smonth)?"
        r"(?=[,;:)]|\.(?:\s|$)|\s(?:and|but|when|at|in|that|after|as|because|to|for|with)\b|$)",
    ),
    _kind(
        " ".join(_FEAST_WORDS), _feast,
        rf"(?:(?:{_cased(('on', 'by', 'before', 'until', 'since', 'after', 'of', 'for'))})\s(?:the\s)?"
        rf"|(?P<feastlead>{_cased(('last', 'next', 'this'))})\s|(?=(?:\w+['’]s|\w+)\s(?:Day|Eve)\b))(?P<feast>{_FEASTS})\b",
    ),
    _kind(
        "day night week", _later,
        rf"(?P<latercount>{_COUNT})\s(?P<laterunit>day|night|week)s?\s(?P<laterway>later|earlier|after\sthat|before\sthat)\b", 2,
        beside="later|earlier|after that|before that",
    ),
    _kind(
        "day night morning afternoon evening", _later,
        r"(?:the|The)\s(?:next|following|previous)\sday\b|(?:the|The)\sday\s(?:before|after)(?=[.,;:]|$)"
        r"|(?:that|That|the|The)(?P<latercount>(?!))?(?:(?<=at)|\ssame)\s(?:day|night|evening|morning|afternoon)\b(?=[.,;]|$|\s[a-z])", 2,
    ),
)  # fmt: skip
"""Expressions that the article's day settles; of two at one place the one of the first kind counts."""
_TRIGGERS = re.compile(
    "|".join(
        (
            "weekend|week|Week|day|Day|night|Night|month|Month|year|Year|morrow|fortnight|morning|afternoon|evening|ago",
            _cased(_SEASON.split("|")), *_MONTHS, *_FEAST_WORDS, *"0123456789",
        )
    )
)  # fmt: skip
"""The words and digits without which a text has no date."""
