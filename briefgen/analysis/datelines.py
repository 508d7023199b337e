"""The day of an article whose dateline gives no year, from the other articles of its collection."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.language.dates import month_numbers
from briefgen.model import Article, Published
from briefgen.model.dates import span_of

NEAR = 31
"""Days within which another article must be dated for its year to be taken."""
_DAY = re.compile(r"\b(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>\d{1,2})\b(?!,?\s\d{4})|\b(?P<day2>\d{1,2})\s(?P<month2>[A-Z][a-z]{2,8})\b(?!\.?,?\s\d{4})")  # fmt: skip


def date_by_datelines(articles: Sequence[Article], as_of: str) -> tuple[Article, ...]:
    """Return the articles, those dated that have a dateline without a year and no date.

    The year is the one that brings the day next to another article's, not after ``as_of`` and no more than
    `NEAR` days from that article; where there is none, the article stays undated. A note tells it.
    """
    days = sorted({span_of(d)[0] for a in articles if (d := a.published.date)})
    last = datetime.date.fromisoformat(as_of)
    return tuple(_dated(a, days, last) for a in articles)


def _dated(article: Article, days: Sequence[datetime.date], last: datetime.date) -> Article:
    if article.published.date or article.published.unread or not days:
        return article
    line = next((r.text for r in article.removed if r.rule == "dateline"), "")
    match = _DAY.search(line)
    months = month_numbers(match["month"] or match["month2"], ("en",)) if match else ()
    if not match or not months:
        return article
    number = int(match["day"] or match["day2"])
    choices = [_day(year, months[0], number) for year in sorted({d.year + n for d in days for n in (-1, 0, 1)})]  # fmt: skip
    near = [(min(abs((c - d).days) for d in days), c) for c in choices if c and c <= last]
    apart, day = min(near, default=(NEAR + 1, last))
    if apart > NEAR:
        return article
    note = f"a dateline without a year: {match.group()} is taken for {day.isoformat()}, next to other articles"
    published = Published(date=day.isoformat(), precision="day", raw=match.group(), note=note)
    return replace(article, published=published)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
