"""Which edition of a series a build makes: the days it reports on, and its number by those days.

Days, weeks and months are counted from the series' first period, so that the order in which editions
are built changes no number, and no clock does; a week without an edition leaves its number free.
Ranges of any length are numbered one after the other.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.errors import EditionError
from briefgen.model import Edition, PeriodKind, Window
from briefgen.model.dates import span_of


def window_of(kind: PeriodKind, as_of: str) -> Window:
    """Return the day, ISO week (Monday to Sunday) or month that holds the cut-off."""
    day = datetime.date.fromisoformat(as_of)
    if kind == "week":
        first = day - datetime.timedelta(days=day.weekday())
        last = first + datetime.timedelta(days=min(6, (datetime.date.max - first).days))
    elif kind == "month":
        first, last = span_of(as_of[:7])
    else:
        first = last = day
    return Window(kind=kind, start=first.isoformat(), end=last.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Where the counting of a series begins."""

    start: str | None = None
    """A day in its first period; without it, the period of the first edition built."""
    first: int = 1
    """The number of its first edition."""


def plan_edition(
    window: Window, as_of: str, archived: Sequence[Edition], count: Count, correction: str | None
) -> Edition:
    """Return the edition that reports on some days: its number, and its revision where it corrects.

    ``archived`` holds every edition of the series so far, corrections included. The same days and the
    same correction give the same number again.

    Raises:
        EditionError: the series has no number for it, or there is nothing yet to correct.
    """
    number = _number_of(window, archived, count)
    printings = [e for e in archived if e.number == number]
    if correction is None:
        revision = 0
    elif not printings:
        problem = "not built yet, so there is nothing to correct; build it without --correction"
        raise EditionError(f"No. {number}", problem)
    else:
        same = [e.revision for e in printings if e.correction == correction]
        revision = same[0] if same else max(e.revision for e in printings) + 1
    return Edition(
        number=number, revision=revision, window=window, as_of=as_of, correction=correction
    )


def _number_of(window: Window, archived: Sequence[Edition], count: Count) -> int:
    """Return the number of the edition that reports on some days."""
    known = next((e.number for e in archived if e.window == window), None)
    if known is not None:
        return known
    number = (_next if window.kind == "range" else _counted)(window, archived, count)
    taken = next((e for e in archived if e.number == number), None)
    if taken is not None:
        problem = f"would be No. {number}, which reports on {taken.window.start} to {taken.window.end}; keep to one period, or begin another archive"
        raise EditionError(_days(window), problem)
    return number


def _counted(window: Window, archived: Sequence[Edition], count: Count) -> int:
    """Return a number by the periods between a window and the series' first one."""
    alike = sorted(
        (e for e in archived if e.window.kind == window.kind), key=lambda e: e.window.start
    )
    place, number = _place(window), count.first
    if count.start:
        number += place - _place(window_of(window.kind, count.start))
    elif alike:
        number = alike[0].number + place - _place(alike[0].window)
    elif archived:
        number = max(e.number for e in archived) + 1
    if number < 1:
        problem = "lies before the first edition of the series; give 'start' under [series] in a new archive's profile"
        raise EditionError(_days(window), problem)
    return number


def _next(window: Window, archived: Sequence[Edition], count: Count) -> int:
    """Return the number behind the last edition, which must lie before the window."""
    if not archived:
        return count.first
    last = max(archived, key=lambda e: e.number)
    if last.window.end >= window.start:
        problem = f"does not follow No. {last.label}, which reports up to {last.window.end}; begin a later range"
        raise EditionError(_days(window), problem)
    return last.number + 1


def _place(window: Window) -> int:
    """Return a window's place among all windows of its kind."""
    day = datetime.date.fromisoformat(window.start)
    if window.kind == "month":
        return day.year * 12 + day.month
    return day.toordinal() // (7 if window.kind == "week" else 1)


def _days(window: Window) -> str:
    return window.start if window.start == window.end else f"{window.start} to {window.end}"
