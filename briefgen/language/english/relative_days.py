"""Which day a weekday, a feast or a day without its year means, from the article's day and the verb beside it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from briefgen.language.english.calendar_words import (
    MONTH,
    WEEKDAY,
    WEEKDAY_NUMBERS,
    Span,
    day_or_none,
    days_off,
    month_of,
)
from briefgen.language.english.feasts import NTH, day_of, nth_weekday
from briefgen.language.english.tense import Bearing, bearing
from briefgen.language.english.verb_groups import Words, read_words
from briefgen.model import Dated

FAR_AHEAD = 92
"""A day without a year that is farther off lies behind, unless its verb looks ahead."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression and its date; ``stage`` is 0 for a full date, 1 for a relative one, 2 for one that counts from another."""

    start: int
    end: int
    dated: Dated
    stage: int


@dataclass(slots=True)
class Around:
    """What an expression is resolved against: sentence, day of publication, sentences before, dates so far."""

    text: str
    day: datetime.date
    before: Sequence[str]
    read: Callable[[str], Sequence[Span]]
    """Finds the dates of another sentence of the article."""
    found: list[Found] = field(default_factory=list)
    _words: Words | None = None

    def words(self) -> Words:
        """Return the words of the sentence, read once."""
        if self._words is None:
            self._words = read_words(self.text)
        return self._words

    def bearing(self, start: int, end: int) -> Bearing:
        """Return where a day at these characters lies by its verb."""
        return bearing(self.words(), start, end)


Resolver = Callable[[re.Match[str], Around], str | None]
"""Makes a date of an expression, or nothing where it cannot be told."""
_NAMED_BY_DAY = re.compile(r"\s(?:[A-Z]|\d+\s[A-Z])")
"""What follows a day that is part of a name: the February 16 Art School."""
_OF_2001 = re.compile(r",?\s(?:terror(?:ist)?\s)?attacks\b")
"""What makes 11 September the name of an event, the day of which is of no year near the article's."""


def near_day(match: re.Match[str], around: Around) -> str | None:
    """Return a day without a year as its verb says, else in the year that lies nearest: on Oct. 26."""
    month, number = month_of(match["m"]), int(match["d"])
    if (month, number) == (9, 11) and _OF_2001.match(match.string, match.end()):
        return None
    if _NAMED_BY_DAY.match(match.string, match.end()) and match.string.endswith(
        ("the ", "The "), 0, match.start()
    ):
        return None
    near = _in_a_near_year(around, match.span(), lambda year: day_or_none(year, month, number))
    if match["d_end"]:
        return _range(near, month_of(match["m_end"] or match["m"]), int(match["d_end"]))
    return near.isoformat() if near else None


def nth_of_month(match: re.Match[str], around: Around) -> str | None:
    """Return a weekday by its number in a month: the first Sunday in May, of the year that its verb says."""
    month, number = month_of(match["nthmonth"]), WEEKDAY_NUMBERS[match["nthday"].lower()]
    nth = NTH[match["which"].lower()]
    near = _in_a_near_year(around, match.span(), lambda year: nth_weekday(year, month, number, nth))
    return near.isoformat() if near else None


def weekday_and_day(match: re.Match[str], around: Around) -> str | None:
    """Return a day that is named with its weekday, which tells the year: on Tuesday, October 1."""
    month, number = month_of(match["m3"] or match["m4"]), int(match["d3"] or match["d4"])
    weekday = WEEKDAY_NUMBERS[match["dated"].lower()]
    years = (day_or_none(around.day.year + n, month, number) for n in (0, -1, 1, -2, -3))
    return next((d.isoformat() for d in years if d and d.weekday() == weekday), None)


def _in_a_near_year(
    around: Around, at: tuple[int, int], of_year: Callable[[int], datetime.date | None]
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


def _range(begin: datetime.date | None, month: int, last: int) -> str | None:
    """Return the week or the month that holds a span of days, which is no day: October 28-30."""
    end = begin and day_or_none(begin.year, month, last)
    if not begin or not end or end <= begin:
        return None
    if begin.isocalendar()[:2] == end.isocalendar()[:2]:
        return period(begin, "week", 0)
    return period(begin, "month", 0) if begin.month == end.month else None


def day_of_month(match: re.Match[str], around: Around) -> str | None:
    """Return the day of a month that is not named: on the 21st is the last one, or the next by its verb."""
    number, day = int(match["nth"]), around.day
    which = (match["nthof"] or "").lower()
    where = around.bearing(*match.span())
    steps = {"last": (-1,), "this": (0,), "next": (1,)}.get(which, (-2, -1, 0, 1, 2))
    months = [day.year * 12 + day.month - 1 + step for step in steps]
    days = [d for m in months if (d := day_or_none(m // 12, m % 12 + 1, number))]
    if not which:
        if where.way in {"open", "none"}:
            return None
        days = [d for d in days if (d <= day if where.way == "back" else d >= day)]
    near = min(days, key=lambda d: abs((d - day).days), default=None)
    return near.isoformat() if near else None


def month_alone(match: re.Match[str], around: Around) -> str:
    """Return a month without a year: of the year that is named, else as its verb says, else the nearest."""
    month, day = month_of(match["month"]), around.day
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


def feast(match: re.Match[str], around: Around) -> str | None:
    """Return the day of a feast as its verb says, else the nearest."""
    name = match["feast"].replace("’", "'")
    lead = (match["feastlead"] or "").lower()
    if lead == "last":
        days = [d for n in (-1, 0) if (d := day_of(name, around.day.year + n)) < around.day]
        return days[-1].isoformat()
    near = _in_a_near_year(around, match.span("feast"), lambda year: day_of(name, year))
    return near.isoformat() if near else None


_NO_DAY = tuple(
    f"{word} "
    for word in "very each Black Good Bloody Super Ash Palm Easter Cyber Whit Holy Maundy Giving Fat Shrove".split()
)
"""What makes a habit, a feast or an event of a weekday: every Friday, Black Friday."""
_OPEN_DAYS = 2
"""Days from the article's own within which a weekday is taken to be the nearest where its verb says nothing,
and the last where it has no verb, as in captions."""
_EITHER = re.compile(rf"(?:,?\sor\s(?:on\s|early\s|late\s|perhaps\s)*(?:{WEEKDAY}))")
_OR = re.compile(
    rf"(?:{WEEKDAY})(?:\s(?:morning|afternoon|evening|night))?,?\sor\s(?:on\s|early\s|late\s|perhaps\s)*$"
)
_AND = re.compile(
    rf"(?:{WEEKDAY})(?:\s(?:morning|afternoon|evening|night))?(?:,|,?\sand|\sto|\sthrough)\s(?:on\s|early\s|late\s)*$"
)


def weekday(match: re.Match[str], around: Around) -> str | None:
    """Return a weekday: named as next or last, else the article's own day, else as its verb says."""
    text, day = match.string, around.day
    if text.endswith(_NO_DAY, 0, match.start()) or _is_title(match) or _is_counted(match):
        return None
    if _EITHER.match(text, match.end()) or _OR.search(text, 0, match.start()):
        return None
    number = WEEKDAY_NUMBERS[match["weekday"].lower()]
    which = (match["wdlead"] or match["wdtail"] or "").lower()
    back, ahead = (day.weekday() - number) % 7, (number - day.weekday()) % 7
    if which and which != "this":
        return days_off(day, _named(which, day, number))
    if back == 0:
        return day.isoformat()
    where = around.bearing(_list_start(match), match.end("weekday"))
    if which == "this":
        return days_off(day, -back if where.way == "back" and back <= day.weekday() else ahead)
    off = _by_bearing(where, back, fresh=_is_fresh(match, where.verb))
    return None if off is None else days_off(day, off)


def _named(which: str, day: datetime.date, number: int) -> int:
    """Return how many days off next Monday, Monday week or last Monday is."""
    back, ahead = (day.weekday() - number) % 7, (number - day.weekday()) % 7
    if which in {"last", "past", "this past"}:
        return -(back or 7)
    if which == "next":
        return _next(day, number)
    return (ahead or 7) + {"week": 7, "fortnight": 14}.get(which, 0)


def _by_bearing(where: Bearing, back: int, *, fresh: bool) -> int | None:
    """Return how many days off a weekday is that was so many days back, by its verb, or None.

    Told as fresh news, a day six days back is left open: articles are kept up after the day they bear, and
    it is oftener tomorrow (four of four in nine labelled weeks).
    """
    if where.way == "ahead":
        return 7 - back
    if where.way == "back":
        return None if back == A_WEEK - 1 and fresh else -back
    if where.way == "later":
        return -back if back <= (1 if where.verb == "would" else 2) else 7 - back
    near = -back if where.way == "none" or 2 * back < A_WEEK else A_WEEK - back
    return near if abs(near) <= _OPEN_DAYS else None


A_WEEK = 7


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
    """Return whether a weekday is a person's name, or ends a short name in quotation marks: on "Hello Sunday"."""
    text = match.string
    if _PERSON.search(text, max(0, match.start() - 30), match.start()) and _SURNAME.match(
        text, match.end()
    ):
        return True
    return text[match.end() : match.end() + 2].rstrip(".,")[-1:] in {'"', "”"} and bool(
        _NAME_BEFORE.search(text, max(0, match.start() - 30), match.start())
    )


_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Gov)\.?\s$"
    r"|\b(?:[Ll]ieutenant|[Ss]ergeant|[Cc]orporal|[Pp]rivate|[Cc]aptain|[Mm]ajor|[Cc]olonel|[Gg]eneral|[Aa]dmiral"
    r"|[Mm]inister|[Ss]enator|[Pp]rofessor|[Dd]octor|[Jj]udge|[Mm]ayor|[Cc]hief|[Jj]ustice|[Kk]ing|[Qq]ueen)\s$"
)
_SURNAME = re.compile(
    r"\s(?!January|February|March|April|May|June|July|August|September|October|November|December)[A-Z][a-z]"
)
_NAME_BEFORE = re.compile(r"[“\"](?:[A-Z][\w’']*\s){1,3}$")


def _is_counted(match: re.Match[str]) -> bool:
    """Return whether a weekday is one of a row: the third Sunday of the war, the last Friday of March."""
    text = match.string
    return bool(
        _ORDINAL.search(text, max(0, match.start() - 10), match.start())
        or ((match["wdlead"] or "").lower() == "last" and _OF_A_MONTH.match(text, match.end()))
    )


_ORDINAL = re.compile(r"\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth)\s$")
_OF_A_MONTH = re.compile(rf"\s(?:of|in)\s(?:{MONTH}|the\s(?:month|year))(?!\w)")


def _list_start(match: re.Match[str]) -> int:
    """Return where the list of days begins that a weekday ends: on Monday and Tuesday."""
    before = _AND.search(match.string, 0, match.start())
    return before.start() if before else match.start("weekday")


def _next(day: datetime.date, number: int) -> int:
    """Return how far off "next Tuesday" is: in the week to come, and never tomorrow."""
    ahead = (number - day.weekday() - 1) % 7 + 1
    return ahead + 7 if day.weekday() + ahead <= 6 or ahead == 1 else ahead  # noqa: PLR2004 - Sunday


def period(day: datetime.date, unit: str, step: int) -> str:
    """Return the week, month or year some steps from a day's."""
    if unit == "week":
        year, week, _ = (day + datetime.timedelta(weeks=step)).isocalendar()
        return f"{year}-W{week:02}"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    return str(day.year + step)
