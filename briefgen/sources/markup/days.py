"""Which day a page was published: what its metadata say, else what it shows beside its title, else none.

A page holds many days: of its change, of other articles, of comments, of what it tells. Metadata that name the day of
publication go first; of days that are one apart the one that most witnesses name, since many stamps are in UTC while the page
shows the day of its place. Where no metadata name one, what stands beside the title counts, then the address, and what
htmldate finds only where the page shows it as a day, for it also finds days of pictures and of programs.
"""

from __future__ import annotations

import datetime
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from briefgen.language.dates import find_dates
from briefgen.model.text import printed
from briefgen.sources.extract.given_dates import read_given_date
from briefgen.sources.markup.lines import SILENT
from briefgen.sources.markup.titles import letters, shown

PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "parsely-pub-date", "sailthru.date",
    "datepublished", "dc.date.issued", "dcterms.issued", "dcterms.created", "pubdate", "publishdate", "publish-date",
    "publish_date", "publication_date", "publicationdate", "citation_publication_date", "article:published",
    "originalpublicationdate", "cxenseparse:recs:publishtime", "rnews:datepublished", "article.published",
    "article_date_original", "ptime", "displaydate", "shareaholic:article_published_time", "vr:published-time",
    "pub_date", "published_time", "article.created",
)  # fmt: skip
"""Names of meta elements that hold the day of publication."""
DATED = ("date", "dc.date", "dcterms.date", "dc.date.created", "date.created")
"""Names of meta elements that hold a day, often that of the last change."""
_IS_PUBLISHED = re.compile(
    r"publi(?:sh|c|é)|pub-?date|entry-date|post-?date|create-?date|posted-on|erstell", re.IGNORECASE
)
_IS_CHANGED = re.compile(
    r"modif|updat|changed|aktualis|geändert|änderung|revision|mis à jour|maj\b|edited|actualiza|aggiorna|zmian",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?<!no-)(?<!no_)comment|kommentar|repl(?:y|ies)|responses|forum-qui|\brelated", re.IGNORECASE
)
"""How the class or id of a part of a page reads that shows days of other things than the article."""
_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)|(?<!\d)(0?[1-9]|[12]\d|3[01])-(0?[1-9]|1[0-2])-((?:19|20)\d\d)(?!\d)"
)
_DATELINE = re.compile(r"[\w., ]{6,24}?\d(?=\s*(?:[-–—|:]\s|//))")
"""How a text begins that bears its day before it: "27.1.2022 - "."""
WORDS = 12
"""A longer text tells of a day; it is none of the page's own."""
BEFORE, BEHIND = 6, 14
"""Texts before and behind the title among which the day of publication is looked for."""
FIRST = 2
"""What htmldate finds is taken where it is one of so many days that the page shows first: the others are those of other articles."""
DAY = 10
"""Letters of a day as ISO 8601 writes it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page is, beside what its metadata say of its day."""

    title: str | None
    address: str | None
    html: str


def find_day(
    tree: HtmlElement,
    described: Sequence[str],
    named: Mapping[str, str],
    page: Seen,
) -> str | None:
    """Return the day of publication as the page writes it, or as ISO 8601 does; None where it is not sure.

    ``described`` are the days that its JSON-LD names, the surest first; ``named`` its meta elements.
    """
    told = [value for value in _told(tree, described, named) if _days(value)]
    seen = _beside(tree, page.title or "")
    written = _in_address(page.address or "")
    if told:
        return _agreed(told, (*seen[:1], *written))
    found = _by_htmldate(page.html)
    for days in (seen, written, _first_time(tree), _days(named_first(named, DATED))):
        if days:
            return found if found in days else days[0]
    return found if found and found in _all_shown(tree)[:FIRST] else None


def named_first(named: Mapping[str, str], keys: Sequence[str]) -> str | None:
    """Return the value of the first of some names that has one."""
    return next((named[key] for key in keys if key in named), None)


def _days(value: str | None) -> tuple[str, ...]:
    """Return the readings of a date as days, the preferred one first; none where it is no day."""
    return tuple(r.date for r in read_given_date(value) if len(r.date) == DAY) if value else ()


def _told(tree: HtmlElement, described: Sequence[str], named: Mapping[str, str]) -> Iterator[str]:
    """Yield what metadata give as the day of publication, the surest first."""
    yield from (named[key] for key in PUBLISHED if key in named)
    yield from described
    marked = [e for e in tree.iter() if _is_marked(e)]
    yield from (_value(e) for e in marked[:1])


def _is_marked(element: HtmlElement) -> bool:
    """Return whether an element is marked as holding the day of publication: microdata, microformats, the class of a `time`."""
    if not isinstance(element.tag, str):
        return False
    kinds = f"{element.get('class') or ''}"
    marked = (
        "datepublished" in (element.get("itemprop") or "").lower().split()
        or (element.tag == "time" and element.get("pubdate") is not None)
        or (
            element.tag in {"time", "abbr"}
            and bool(_IS_PUBLISHED.search(kinds))
            and not _IS_CHANGED.search(kinds)
        )
    )
    return marked and not _is_elsewhere(element) and bool(_days(_value(element)))


def _value(element: HtmlElement) -> str:
    """Return what an element gives as its day."""
    for key in ("datetime", "content", "title"):
        if _days(element.get(key)):
            return str(element.get(key))
    return shown(element)[:60]


def _is_elsewhere(element: HtmlElement) -> bool:
    """Return whether an element stands in a part of the page that is about other things."""
    return any(
        _ELSEWHERE.search(f"{up.get('class') or ''} {up.get('id') or ''}")
        for up in (element, *element.iterancestors())
        if up.tag not in {"body", "html"}
    )  # fmt: skip


def _agreed(told: Sequence[str], others: Sequence[str]) -> str:
    """Return the first value, or of days next to its own the one that most values and other witnesses name."""
    first = _days(told[0])[0]
    votes = Counter(
        day
        for day in (*(_days(value)[0] for value in dict.fromkeys(told)), *others)
        if _is_next(day, first)
    )
    best = max(votes, key=lambda day: votes[day])
    return told[0] if votes[best] == votes[first] else best


def _is_next(one: str, other: str) -> bool:
    """Return whether two days are the same or one apart."""
    first, second = datetime.date.fromisoformat(one), datetime.date.fromisoformat(other)
    return abs((first - second).days) <= 1


def _in_address(address: str) -> tuple[str, ...]:
    """Return the day that an address names: /2026/03/03/, or 03-03-2026."""
    match = _IN_ADDRESS.search(address)
    if not match:
        return ()
    year, month, day = (
        (match[1], match[3], match[4]) if match[1] else (match[7], match[6], match[5])
    )
    return _days(f"{year}-{int(month):02}-{int(day):02}")


# What is shown -------------------------------------------------------------------------------------


def _texts(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Yield the texts of a page in their order, each with the element it stands in."""
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in SILENT:
            walk.skip_subtree()
        elif event == "start" and element.text and element.text.strip():
            yield printed(element.text), element
        if event == "end" and element.tail and element.tail.strip():
            above = element.getparent()
            if above is not None:
                yield printed(element.tail), above


def _day_of(text: str) -> tuple[str, ...]:
    """Return the readings of the day that a short text shows and that is not called the day of a change."""
    if len(text.split()) > WORDS:
        dateline = _DATELINE.match(text)
        text = dateline.group() if dateline else ""
    found = [f for f in find_dates(text) if len(f.readings[0].date) == DAY]
    begin = 0
    for mention in found:
        if not _IS_CHANGED.search(text[begin : mention.start]):
            return tuple(reading.date for reading in mention.readings)
        begin = mention.end
    return ()


def _beside(tree: HtmlElement, title: str) -> tuple[str, ...]:
    """Return the day shown beside the heading that is the page's title: behind it, else before it."""
    wanted = letters(title)
    texts = list(_texts(tree))
    for heading in tree.iter("h1", "h2", "h3"):
        if not wanted or wanted not in letters(shown(heading)):
            continue
        within = set(heading.iter())
        at = [n for n, (_, element) in enumerate(texts) if element in within]
        if at:
            near = (
                *texts[at[0] : at[-1] + 1 + BEHIND],
                *reversed(texts[max(0, at[0] - BEFORE) : at[0]]),
            )
            days = next((d for d in (_day_at(*one) for one in near) if d), ())
            if days:
                return days
    return ()


def _day_at(text: str, element: HtmlElement) -> tuple[str, ...]:
    """Return the readings of the day that a text of the page shows; none where it belongs to something else."""
    if _is_elsewhere(element):
        return ()
    return _days(element.get("datetime")) or _day_of(text)


def _first_time(tree: HtmlElement) -> tuple[str, ...]:
    """Return the day of the first `time` of the article."""
    for element in tree.iter("time"):
        about = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if not _IS_CHANGED.search(about) and not _is_elsewhere(element) and _days(_value(element)):
            return _days(_value(element))
    return ()


def _all_shown(tree: HtmlElement) -> tuple[str, ...]:
    """Return the days that the page shows as days, or marks as such, in their order."""
    days: list[str] = []
    for text, element in _texts(tree):
        if not _is_elsewhere(element):
            days += _day_of(text)
    days += [
        day
        for element in tree.iter("abbr", "span")
        if element.get("title") and not _is_elsewhere(element)
        for day in _days(element.get("title"))
    ]
    return tuple(dict.fromkeys(days))


def _by_htmldate(text: str) -> str | None:
    """Return the day that htmldate finds in a page."""
    from htmldate import find_date  # noqa: PLC0415 - a third of a second

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found: str | None = find_date(text, original_date=True, extensive_search=True)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return found or None
