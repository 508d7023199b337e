"""Days as readers say them: a day near the brief's own, a period, a weekday."""

from __future__ import annotations

from datetime import date

from briefgen.rendering.environment import day, long_day

DAY_PARTS = 3
"""Parts of an ISO 8601 date that names a day."""
SHORT_SPAN = 45
"""Days up to which a period is said by its first and last day; longer ones by their months."""


def near_day(iso: str | None, as_of: str) -> str:
    """Return a date without its year where that is the cut-off's: 27 Aug, 3 Jan 2012; empty for none."""
    if not iso:
        return ""
    written = day(iso)
    return written.removesuffix(f" {iso[:4]}") if is_day(iso) and iso[:4] == as_of[:4] else written


def is_day(iso: str) -> bool:
    """Return whether an ISO 8601 date names one day."""
    return iso.count("-") == DAY_PARTS - 1 and iso.replace("-", "").isdigit()


def period_words(start: str | None, end: str | None) -> str:
    """Return a period as one says it: Monday 26 August to Sunday 1 September 2013; empty where no day is known."""
    if not start or not end:
        return ""
    if not (is_day(start) and is_day(end)):
        return _between(long_day(start), long_day(end))
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first == last:
        return _said(last, year=True)
    if (last - first).days > SHORT_SPAN:
        return _between(long_day(start[:7]), long_day(end[:7]))
    return f"{_said(first, year=first.year != last.year)} to {_said(last, year=True)}"


def weekday_of(iso: str) -> str:
    """Return the weekday of a day: Monday."""
    return f"{date.fromisoformat(iso):%A}"


def _between(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _said(when: date, *, year: bool) -> str:
    return f"{when:%A} {when.day} {when:%B}" + (f" {when.year}" if year else "")
