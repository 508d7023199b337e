"""Which days a sentence speaks of, resolved against the day its article was published.

Each date keeps the precision of its words and no more: "last week" is a week (2024-W42), "in March" a
month, "spring of 2024" a season (2024-21) and "the 1990s" a decade (199X), as ISO 8601 and its
extension EDTF write them. A weekday, a feast or a day without its year lies behind or ahead as the
verb that it goes with says (`tense.py`). What the article's own date cannot settle gives nothing.
Precision and recall: tests/test_event_dates.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from briefgen.language.cued import seen
from briefgen.language.english.calendar_words import (
    DAY,
    MONTH,
    NUMBERS,
    SEASON,
    WEEKDAY,
    Span,
    cased,
    dated,
)
from briefgen.language.english.feasts import feast_names
from briefgen.language.english.full_dates import find_full_dates
from briefgen.language.english.relative_days import (
    Around,
    Found,
    Resolver,
    day_of_month,
    feast,
    month_alone,
    near_day,
    nth_of_month,
    weekday,
    weekday_and_day,
)
from briefgen.language.english.relative_words import (
    ago,
    later,
    near_period,
    near_week,
    near_word,
    off,
    shifted,
    to_the_day,
    weekend,
)
from briefgen.language.late import late
from briefgen.model import Dated, Published
from briefgen.model.dates import span_of

__all__ = [
    "DAY",
    "EventDates",
    "find_dated_spans",
    "find_event_dates",
    "may_hold_dates",
    "read_event_dates",
]

READ = 5000
"""Characters of a sentence that are looked at; a longer one is no sentence and is never printed."""


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


class EventDates(NamedTuple):
    """The dates of a sentence, those that say when it was and those that say about when."""

    settled: tuple[Dated, ...]
    """Days, and whatever has its year, absolute ones first."""
    rough: tuple[Dated, ...]
    """Weeks, months and years from the article's day: last week, in August. The day of the event that they
    speak of is mostly named elsewhere."""


def read_event_dates(text: str, published: Published, before: Sequence[str] = ()) -> EventDates:
    """Return the dates that `find_event_dates` gives, parted by what they settle."""
    found = sorted(_find(text, published, before), key=lambda f: (f.stage, f.start))
    rough = [f.dated for f in found if f.stage and f.dated.precision != "day"]
    settled = [f.dated for f in found if not f.stage or f.dated.precision == "day"]
    return EventDates(tuple(dict.fromkeys(settled)), tuple(dict.fromkeys(rough)))


def find_dated_spans(
    text: str, published: Published, before: Sequence[str] = ()
) -> tuple[Span, ...]:
    """Return the same dates with the place of each expression, in the order of the sentence."""
    found = _find(text, published, before)
    return tuple((f.start, f.end, f.dated) for f in sorted(found, key=lambda f: f.start))


def _find(text: str, published: Published, before: Sequence[str]) -> list[Found]:
    text = text[:READ]
    held = frozenset[str]().union(*map(_triggers_in, seen(text).words))
    in_figures = _DIGIT.search(text) is not None
    if not held and not in_figures:
        return []
    full = find_full_dates(text, published) if in_figures else ()
    found = [Found(start, end, date, 0) for start, end, date in full]
    if not published.date or published.precision != "day" or published.ambiguous:
        return found
    day = span_of(published.date)[0]
    around = Around(text, day, before, lambda other: find_dated_spans(other, published), found)
    for kind in _triggered_by(held, in_figures):
        if not kind.beside or any(word in text for word in kind.beside):
            found += _of_kind(kind, around)
    return found


@lru_cache(maxsize=4096)
def _triggered_by(held: frozenset[str], in_figures: bool) -> tuple[_Kind, ...]:  # noqa: FBT001
    """Return the kinds of which a text with some triggers may hold an expression."""
    return tuple(
        kind for kind in _KINDS if (not kind.words.isdisjoint(held) if kind.words else in_figures)
    )


_DIGIT = re.compile(r"[0-9]")


@lru_cache(maxsize=65_536)
def _triggers_in(word: str) -> frozenset[str]:
    """Return the triggers in a word, all in small letters: of most words none."""
    return frozenset(_SMALL_TRIGGERS.findall(word))


def _of_kind(kind: _Kind, around: Around) -> list[Found]:
    """Return the expressions of a kind that lie beside those found so far."""
    new: list[Found] = []
    for match in kind.pattern.finditer(around.text):
        start, end = match.span()
        inside = start and around.text[start - 1].isalnum()
        if inside or any(f.start < end and start < f.end for f in around.found):
            continue
        date = kind.resolve(match, around)
        if date:
            new.append(Found(start, end, dated(date, match.group()), kind.stage))
    return new


_ORDINAL = r"(?:st|nd|rd|th)?"
_TO = r"(?:\s?[-–]\s?|\sto\s|\sthrough\s)"
_COUNT = rf"\d{{1,2}}|{cased(sorted(NUMBERS, key=len, reverse=True))}"
_UNITS = "day|night|week|fortnight|month|year"
_LEAD = cased(("last", "next", "this past", "this coming", "this", "past", "coming"))
_OPENING = cased(
    "in since until by early late mid of during last next this before after from through earlier".split()
)
_FEASTS = "|".join(re.escape(name).replace("'", "['’]") for name in feast_names())
_FEAST_WORDS = tuple(sorted({name.replace("'", " ").split()[0] for name in feast_names()}))
_FEAST_TRIGGERS = " ".join(word.lower().rstrip(".") for word in _FEAST_WORDS)
_MONTH_TRIGGERS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_TAIL = (
    rf"(?P<weekday>{WEEKDAY})\b(?!\s(?:Night|Times|Mail|Telegraph)\b)"
    r"(?:\s(?P<wdtail>last|next|week|fortnight)(?=[.,;:)]|\s(?:at|in|for|to|and|when)\b|$))?"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of expression: triggers and further words of which a text must hold one, and what reads it.

    Triggers are in small letters; one without any wants a digit.

    Patterns begin with letters or digits, so that the engine skips to them; that they begin a word is
    seen to in `_of_kind`.
    """

    words: frozenset[str]
    resolve: Resolver
    pattern: re.Pattern[str]
    stage: int = 1
    beside: tuple[str, ...] = ()


def _kind(words: str, resolve: Resolver, pattern: str, stage: int = 1, beside: str = "") -> _Kind:
    return _Kind(
        frozenset(words.split()),
        resolve,
        late(pattern),
        stage,
        tuple(filter(None, beside.split("|"))),
    )


_KINDS = (
    _kind(
        "ago day", shifted,
        rf"(?P<shiftcount>{_COUNT})\s(?P<shiftunit>{_UNITS})s?\s(?P<shiftway>ago|from|on)\s(?:on\s)?"
        rf"(?P<base>today|tomorrow|yesterday|{WEEKDAY})\b",
        beside="ago |s from |y from |k from |t from |h from |r from |week on |weeks on |night on ",
    ),
    _kind("year", to_the_day, rf"(?P<yearscount>{_COUNT})\syears?\sto\sthe\sday\b", beside="to the day"),
    _kind(
        "day", nth_of_month,
        rf"(?P<which>{cased(('first', 'second', 'third', 'fourth', 'last'))})\s(?P<nthday>{WEEKDAY})\s(?:in|of)\s(?P<nthmonth>{MONTH})(?!\w)",
        beside="day in |day of ",
    ),
    _kind(
        "day", weekday_and_day,
        rf"(?P<dated>{WEEKDAY}),?\s(?:the\s)?(?:(?P<m3>{MONTH})\s(?P<d3>\d{{1,2}}){_ORDINAL}\b"
        rf"|(?P<d4>\d{{1,2}}){_ORDINAL}\s(?:of\s)?(?P<m4>{MONTH})(?!\w))",
    ),
    _kind(
        _MONTH_TRIGGERS, near_day,
        rf"(?P<m>{MONTH})\s(?P<d>\d{{1,2}}){_ORDINAL}(?:{_TO}(?:(?P<m_end>{MONTH})\s)?(?P<d_end>\d{{1,2}}){_ORDINAL})?\b(?![:.,]?\d|\s?%)",
        beside="|".join(_MONTHS),
    ),
    _kind(
        _MONTH_TRIGGERS, near_day,
        rf"(?P<d>\d{{1,2}}){_ORDINAL}(?:{_TO}(?P<d_end>\d{{1,2}}){_ORDINAL})?\s(?:of\s)?(?P<m>{MONTH})(?!\w)(?P<m_end>(?!))?",
        beside="|".join(_MONTHS),
    ),
    _kind(
        "day morrow", near_week, rf"(?P<nearbase>{cased(('today', 'tomorrow', 'yesterday'))})\s(?P<nearunit>week|fortnight)\b",
        beside="day week|day fortnight|morrow week|morrow fortnight",
    ),
    _kind("ago", ago, rf"(?P<agocount>{_COUNT})\s(?P<agounit>{_UNITS})s?\sago\b"),
    _kind(
        "day", off, rf"(?P<offcount>{_COUNT})\sdays?['’]?\s(?:away|off|from\snow|hence|time)\b(?!\sfrom)",
        beside=" away| off| from now| hence| time",
    ),
    _kind(
        "weekend", weekend,
        rf"(?:(?:{cased(('over', 'at', 'during', 'on'))})\s(?:the\s)?|(?P<weekendlead>{cased(('last', 'this', 'next'))})\s)weekend\b",
    ),
    _kind("day", weekday, rf"(?P<wdlead>{_LEAD})\s{_DAY_TAIL}"),
    _kind("day", weekday, rf"{_DAY_TAIL}(?P<wdlead>(?!))?"),
    _kind(
        "day night morrow morning afternoon evening", near_word,
        "(?:" + cased((
            "day before yesterday", "day after tomorrow", "yesterday", "today", "tonight", "tomorrow", "last night",
            "this morning", "this afternoon", "this evening",
        )) + r")\b",
    ),
    _kind(
        _MONTH_TRIGGERS, month_alone,
        rf"(?P<monthlead>{_OPENING})[\s-](?P<month>{MONTH})(?![\w-])(?!\.?\s\d)(?:\s(?:of\s)?(?P<monthof>last|this|next)\syear)?",
        beside="|".join(_MONTHS),
    ),
    _kind(
        "", day_of_month,
        rf"(?:{cased(('on', 'by', 'until', 'since'))})\sthe\s(?P<nth>[12]?\d|3[01])(?:st|nd|rd|th)(?:\sof\s(?P<nthof>this|last|next)\smonth)?"
        r"(?=[,;:)]|\.(?:\s|$)|\s(?:and|but|when|at|in|that|after|as|because|to|for|with)\b|$)",
    ),
    _kind(
        "week month year spring summer autumn fall winter", near_period,
        rf"(?P<periodlead>{cased(('last', 'this', 'next', 'coming'))})\s(?P<unit>week|month|year|{SEASON})\b(?!['’]s\s[A-Z])",
    ),
    _kind(
        _FEAST_TRIGGERS, feast,
        rf"(?:(?:{cased(('on', 'by', 'before', 'until', 'since', 'after', 'of', 'for'))})\s(?:the\s)?"
        rf"|(?P<feastlead>{cased(('last', 'next', 'this'))})\s|(?=(?:\w+['’]s|\w+)\s(?:Day|Eve)\b))(?P<feast>{_FEASTS})\b",
        beside="|".join(_FEAST_WORDS),
    ),
    _kind(
        "day night week", later,
        rf"(?P<latercount>{_COUNT})\s(?P<laterunit>day|night|week)s?\s(?P<laterway>later|earlier|after\sthat|before\sthat)\b", 2,
        beside="later|earlier|after that|before that",
    ),
    _kind(
        "day night morning afternoon evening", later,
        r"(?:the|The)\s(?:next|following|previous)\sday\b|(?:the|The)\sday\s(?:before|after)(?=[.,;:]|$)"
        r"|(?:that|That|the|The)(?P<latercount>(?!))?(?:(?<=at)|\ssame)\s(?:day|night|evening|morning|afternoon)\b(?=[.,;]|$|\s[a-z])", 2,
    ),
)  # fmt: skip
"""Expressions that the article's day settles; of two at one place the one of the first kind counts."""
_TRIGGERS = late(
    "|".join(
        (
            "weekend|week|Week|day|Day|night|Night|month|Month|year|Year|morrow|fortnight|morning|afternoon|evening|ago",
            cased(SEASON.split("|")), *_MONTHS, *_FEAST_WORDS, *"0123456789",
        )
    )
)  # fmt: skip
"""The words and digits without which a text has no date."""
_SMALL_TRIGGERS = re.compile(
    "|".join(
        (
            rf"\b(?:{_FEAST_TRIGGERS.replace(' ', '|')})$",  # first: "martin" is no March
            "weekend|week|day|night|month|year|morrow|fortnight|morning|afternoon|evening|ago", SEASON.lower(),
            *_MONTH_TRIGGERS.split(),
        )
    )
)  # fmt: skip
