"""Which day, week, month or year words such as yesterday, last week, ten days ago or two days later mean."""

from __future__ import annotations

import datetime
import re

from briefgen.language.english.calendar_words import (
    SEASONS,
    WEEKDAY,
    WEEKDAY_NUMBERS,
    count_of,
    day_or_none,
    days_off,
)
from briefgen.language.english.relative_days import Around, period
from briefgen.model.dates import season_of, span_of

ANCHORS = 3
"""Sentences before one in which a day may stand from which it counts: two days later."""


def shifted(match: re.Match[str], around: Around) -> str | None:
    """Return a day so many days, weeks or years from another: a year ago tomorrow, a week from Monday."""
    base, day = match["base"].lower(), around.day
    ago = match["shiftway"].lower() == "ago"
    if base in NEAR:
        day += datetime.timedelta(days=NEAR[base])
    else:
        number = WEEKDAY_NUMBERS[base]
        day += datetime.timedelta(
            days=-((day.weekday() - number) % 7) if ago else (number - day.weekday()) % 7
        )
    count, unit = count_of(match["shiftcount"]), match["shiftunit"].lower()
    return steps_from(day, unit, -count if ago else count)


def steps_from(day: datetime.date, unit: str, count: int) -> str | None:
    """Return the same day so many units on; None for a 29 February that is none."""
    if unit in DAYS:
        return days_off(day, DAYS[unit] * count)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    there = day_or_none(months // 12, months % 12 + 1, day.day)
    return there.isoformat() if there else None


DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
NEAR = {
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip


def near_week(match: re.Match[str], around: Around) -> str:
    """Return the day a week or two from today or tomorrow, or before yesterday: tomorrow week, yesterday week."""
    near = NEAR[match["nearbase"].lower()]
    return days_off(around.day, near + DAYS[match["nearunit"]] * (-1 if near < 0 else 1))


_SAYING = re.compile(
    rf"\b(?:said|says|told|wrote|tweeted|added|announced|asked|argued|during|statement|interview|speech)\b[^.;“”\"]{{0,60}}?\b(?:{WEEKDAY})\b"
)


def near_word(match: re.Match[str], around: Around) -> str | None:
    """Return yesterday, today or tomorrow; in a quotation they count from the day of saying, where it is told."""
    text = match.string
    name = match.group()[0].isupper() and re.search(r"[A-Z]\w*\s$", text[: match.start()])
    if name or re.match(r"\s[A-Z]\w+\s(?:Show|Shows)\b", text[match.end() : match.end() + 20]):
        return None
    return days_off(
        _day_of_saying(match.start(), around), NEAR[" ".join(match.group().lower().split())]
    )


def _day_of_saying(at: int, around: Around) -> datetime.date:
    """Return the day on which a quotation at a place was said: that of "he said Thursday" outside it, else the article's."""
    if not any(mark in around.text for mark in '“"'):
        return around.day
    words = around.words()
    inside = next((q for (s, _), q in zip(words.spans, words.quoted, strict=True) if s >= at), 0)
    said = _SAYING.search(around.text) if inside else None
    if not said:
        return around.day
    back = (around.day.weekday() - WEEKDAY_NUMBERS[said.group().rsplit(" ", 1)[-1].lower()]) % 7
    return around.day - datetime.timedelta(days=back)


def near_period(match: re.Match[str], around: Around) -> str:
    """Return last, this or next week, month, year, season or weekend."""
    which, unit = match["periodlead"].lower(), match["unit"].lower()
    step = {"last": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in SEASONS:
        where = around.bearing(*match.span())
        return _near_season(SEASONS[unit], around.day, step, ahead=where.way in {"ahead", "later"})
    return period(around.day, unit, step)


def weekend(match: re.Match[str], around: Around) -> str | None:
    """Return the week of a weekend; over the weekend is the last one on a weekday, unless its verb looks ahead."""
    which, day = (match["weekendlead"] or "").lower(), around.day
    if which in {"last", "next"}:
        return period(day, "week", -1 if which == "last" else 1)
    way = around.bearing(*match.span()).way
    if day.weekday() >= 5 or which == "this":  # noqa: PLR2004 - Saturday
        late = way == "back" and which == "this" and day.weekday() < 3  # noqa: PLR2004 - Thursday
        return period(day, "week", -1 if late else 0)
    if way in {"open", "none"}:
        return None
    return period(day, "week", -1 if way == "back" else 0)


def _near_season(season: int, day: datetime.date, step: int, *, ahead: bool) -> str:
    """Return a season by the year its first month lies in: last is the last that ended, next the first to come."""
    now, year = season_of(day)
    if step < 0:
        return f"{year if season < now else year - 1}-{season}"
    passed = season < now and (ahead or step > 0)
    return f"{year + 1 if passed or (step > 0 and season == now) else year}-{season}"


_ROUGH = re.compile(
    r"\b(?:about|around|some|almost|nearly|roughly|over|under|more than|less than)\s$",
    re.IGNORECASE,
)


def ago(match: re.Match[str], around: Around) -> str | None:
    """Return what lies some days, weeks, months or years back, in that precision; about ten days ago is no day."""
    count, unit = count_of(match["agocount"]), match["agounit"].lower()
    if unit in {"day", "night"}:
        return (
            None if _ROUGH.search(match.string, 0, match.start()) else days_off(around.day, -count)
        )
    if unit == "fortnight":
        return period(around.day, "week", -2 * count)
    return period(around.day, unit, -count)


def off(match: re.Match[str], around: Around) -> str | None:
    """Return a day so many days off: 19 days away, three days from now."""
    if _ROUGH.search(match.string, 0, match.start()):
        return None
    return days_off(around.day, count_of(match["offcount"]))


def to_the_day(match: re.Match[str], around: Around) -> str | None:
    """Return the day that lies whole years back: one year to the day since."""
    return steps_from(around.day, "year", -count_of(match["yearscount"]))


def later(match: re.Match[str], around: Around) -> str | None:
    """Return a day that counts from the last one named before it: two days later, the next day."""
    start = _anchor(match, around)
    return days_off(start, _steps(match)) if start else None


def _anchor(match: re.Match[str], around: Around) -> datetime.date | None:
    """Return the last day named before an expression, in its sentence or in those before."""
    named = sorted(
        (f for f in around.found if f.end <= match.start() and f.dated.precision == "day"),
        key=lambda f: f.start,
    )
    if named:
        return span_of(named[-1].dated.date)[0]
    back = _steps(match) < 0
    for text in reversed(around.before[-1 if back else -ANCHORS :]):
        spans = around.read(text)
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
        days = count_of(match["latercount"]) * DAYS[match["laterunit"].lower()]
        return -days if match["laterway"].lower() in {"earlier", "before that"} else days
    words = match.group().lower()
    if "before" in words or "previous" in words:
        return -1
    return 0 if "that" in words or "same" in words else 1
