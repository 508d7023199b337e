"""What a date in ISO 8601 or EDTF says by its shape: how exact it is, and the days it spans."""

from __future__ import annotations

import datetime

from briefgen.model import Precision


def precision_of(date: str) -> Precision:
    """Return the precision that a date in ISO 8601, or its extension EDTF, shows by its shape."""
    if date.endswith("X"):
        return "decade"
    if "W" in date:
        return "week"
    if len(date) == 7 and int(date[5:]) > 12:  # noqa: PLR2004 - behind the months stand the seasons
        return "season"
    return {10: "day", 7: "month", 4: "year"}[len(date)]  # type: ignore[return-value]


def season_of(day: datetime.date) -> tuple[int, int]:
    """Return a day's season as EDTF numbers it (21 spring to 24 winter), and the year it began in.

    Seasons are the meteorologist's, of the northern hemisphere: whole months from March, June,
    September and December.
    """
    season = 21 + (day.month - 3) % 12 // 3
    return season, day.year - (season == 24 and day.month < 3)  # noqa: PLR2004 - January, February


def span_of(date: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day that a date of any precision covers."""
    precision = precision_of(date)
    if precision == "day":
        return (day := datetime.date.fromisoformat(date)), day
    if precision == "week":
        first = datetime.date.fromisocalendar(int(date[:4]), int(date[6:]), 1)
        return first, first + datetime.timedelta(days=min(6, (datetime.date.max - first).days))
    if precision == "season":
        return _months_from(int(date[:4]), 3 * (int(date[5:]) - 20), 3)
    if precision == "decade":
        return _months_from(int(date[:3]) * 10, 1, 120)
    return _months_from(int(date[:4]), int(date[5:] or 1), 1 if precision == "month" else 12)


def _months_from(year: int, month: int, months: int) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of so many months."""
    following = year * 12 + month - 1 + months
    if following // 12 > datetime.MAXYEAR:
        return datetime.date(year, month, 1), datetime.date.max
    end = datetime.date(following // 12, following % 12 + 1, 1)
    return datetime.date(year, month, 1), end - datetime.timedelta(days=1)
