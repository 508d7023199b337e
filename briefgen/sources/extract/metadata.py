"""What a page says of itself outside the text: page title, labelled fields, dates, publisher.

Each function takes such lines away and returns what they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.language import dates
from briefgen.model import Dated, Document, Published
from briefgen.model.text import count_words, printed
from briefgen.sources.extract import rules
from briefgen.sources.extract.blocks import Draft
from briefgen.sources.extract.given_dates import read_given_date

_FIELD = re.compile(
    r"(?:title|headline|head|subject|titel|titre|naslov)\s*[:=]\s*(?P<title>\S.*)", re.IGNORECASE
)
_OTHER_FIELD = re.compile(
    r"(?:author|byline|layout|slug|language|lang|section|length|load-date|draft|tags|categories|"
    r"summary|description|permalink|word count|type|id|dateline)\s*[:=].{0,200}",
    re.IGNORECASE,
)
_CAPITAL_FIELD = re.compile(r"[A-Z][A-Z /-]{2,24}:(?:\s.*)?")
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(?:[^\n]*\n)*?---[ \t]*(?=\r?\n)")
_SUFFIX = re.compile(r"\s+(?:\||[-–—]|::|»|•|·)\s+")
_SKIP = re.compile(r"\s*\bskip to (?:main )?(?:content|navigation)\b.*$", re.IGNORECASE)
_PLACE = r"[A-ZÀ-Ý][A-ZÀ-Ý.’'-]+(?:[ /-][A-ZÀ-Ý.’'-]+){0,3}"
_CITY = r"[A-ZÀ-Ý][\w.’'-]+(?:[ -][A-ZÀ-Ý][\w.’'-]+){0,3}"
_DAY = r"(?:[A-Z][a-z]+\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]+\.?)(?:,?\s\d{4})?"
_WHERE = rf"(?:{_PLACE}|{_CITY})(?:,\s(?:{_CITY}|{_PLACE}))?"
DATELINE = re.compile(
    rf"""\s*(?:
      {_WHERE}(?:/{_WHERE}){{0,2}}(?:,\s{_DAY})?\s*[,:]?\s*\((?![A-Z]-)(?P<wire>[A-Z][\w .&/-]{{1,30}})\)\s*[-–—:]*\s+
    | \((?P<agency>[A-Z]{{2,7}}|Reuters)\)\s*[-–—:]*\s+(?=["“A-ZÀ-Ý])
    | {_PLACE}(?:,\s{_CITY})?(?:,\s{_DAY})?\s*(?:[–—]|--?)\s+
    | {_CITY}(?:,\s{_CITY})?,\s{_DAY}\s*(?:[–—]|--?|:)\s+
    | (?:{_PLACE}|{_CITY}),\s{_DAY}\s*/(?P<newswire>[A-Z][\w ]{{2,30}})/\s*(?:[–—]|--?)\s+
    )(?=\S)""",
    re.VERBOSE,
)

TITLE_WORDS = (3, 32)
"""A title has no fewer and no more words: of 600 Multi-News headlines the longest has 29."""


@dataclass(frozen=True, slots=True)
class PageTitle:
    """What a page-title line says: "Headline | Outlet"."""

    title: str | None = None
    publisher: str | None = None


LONGEST_TITLE = 1000
"""A longer line is no page title, in characters: in every one of its parts a headline would be looked for."""
TITLE_LINES = 3
"""A page title without its headline below stands among the first lines."""


def take_page_titles(draft: Draft) -> tuple[Draft, PageTitle]:
    """Remove page-title lines from the head and return the headline and outlet they name."""
    named = PageTitle()
    reasons: dict[int, str] = {}
    head = min(draft.body_at + 1, len(draft.units), 15)
    texts = {u.text.casefold() for u in draft.units[: head + 6]}
    for i, unit in enumerate(draft.units[:head]):
        if len(unit.text) > LONGEST_TITLE:
            continue
        bare = _SKIP.sub("", unit.text)
        parts = _SUFFIX.split(bare)
        stem, outlet = " - ".join(parts[:-1]), parts[-1].strip()
        stems = [bare[: m.start()] for m in _SUFFIX.finditer(bare)]
        repeated = next((s for s in stems if s.casefold() in texts), None)
        if bare != unit.text and not bare:
            reasons[i] = "skip link"
        elif repeated:
            reasons[i] = "page title"
            tail = bare[len(repeated) :].strip(" |-–—:»•·")
            outlet = _SUFFIX.split(tail)[-1].strip()
            named = PageTitle(repeated, outlet if rules.is_outlet(outlet) else None)
        elif bare != unit.text:
            reasons[i] = "page title"
        elif (
            len(parts) > 1
            and not unit.prose
            and count_words(stem) >= TITLE_WORDS[0]
            and (
                ("|" in bare and rules.is_outlet(outlet) and count_words(outlet) <= 4)  # noqa: PLR2004
                or rules.is_outlet(outlet, strict=True)
            )
            and not dates.find_dates(outlet)
            and named.title is None
            and i < TITLE_LINES
        ):
            reasons[i] = "page title"
            named = PageTitle(bare[: [m.start() for m in _SUFFIX.finditer(bare)][-1]], outlet)
    return draft.without(reasons), named


def take_fields(draft: Draft) -> tuple[Draft, str | None]:
    """Remove labelled fields ("Title: …", front matter) from the head and return a title."""
    reasons: dict[int, str] = {}
    title = None
    for i, unit in enumerate(draft.units[: draft.body_at + 1]):
        match = _FIELD.fullmatch(unit.text)
        if match and not unit.level:
            title = title or match["title"].strip("\"'“” ")
            reasons[i] = "title line"
        elif (
            _OTHER_FIELD.fullmatch(unit.text)
            or (_CAPITAL_FIELD.fullmatch(unit.text) and not unit.prose)
        ) and not unit.level:
            reasons[i] = "field"
    return draft.without(reasons), title


def take_dates(draft: Draft, document: Document) -> tuple[Draft, Published]:
    """Remove date lines and return when the page says it was published."""
    first: list[tuple[Dated, ...]] = []
    later: list[tuple[Dated, ...]] = []
    given = document.declared.date
    readings = read_given_date(given) if given else ()
    first += [readings] if readings else []
    for removed in draft.removed:
        if removed.rule == "date line":
            first += [f.readings for f in dates.find_dates(removed.text)]
    reasons: dict[int, str] = {}
    front = _FRONT_MATTER.match(document.text)
    for i, unit in enumerate(draft.units):
        found = rules.date_line(unit.text) if not unit.level else ()
        if found:
            reasons[i] = "date line"
            for date, is_update in found:
                (later if is_update else first).append(date.readings)
        elif front and unit.end <= front.end():
            reasons[i] = "front matter"
    if not first and not later:
        first += _dateline_dates(draft)
    published = _prefer(first + later)
    return draft.without(reasons), published if readings or not given else _unread(given, published)


def _unread(given: str, published: Published) -> Published:
    """Return what the page itself says of its date, with a note that the one it came with is not read."""
    note = f"a date that cannot be read: “{printed(given)[:LONGEST_DATE]}”"
    if published.date:
        return replace(published, note=f"{note}, so that of its page stands")
    return Published(raw=given[:LONGEST_DATE], note=f"{note}; write YYYY-MM-DD")


LONGEST_DATE = 60
"""Characters of a date that is not read, as notes print it."""


def _dateline_dates(draft: Draft) -> list[tuple[Dated, ...]]:
    """Return the date a dateline gives, where it has a year."""
    opening = next((u.text for u in draft.units if u.prose), "")
    match = DATELINE.match(opening)
    return [f.readings for f in dates.find_dates(match.group())] if match else []


def _prefer(found: Sequence[tuple[Dated, ...]]) -> Published:
    """Return the first of the dates as the publication date, all of them as candidates."""
    if not found:
        return Published()
    best = found[0][0]
    everything = [reading for readings in found for reading in readings]
    candidates = tuple(
        {r.date: r for r in reversed(everything)}[d]
        for d in dict.fromkeys(r.date for r in everything)
    )
    note = None
    if len(found[0]) > 1:
        other = found[0][1].date
        leading = re.split(r"\D+", best.raw)[0].zfill(2)
        short = not re.search(r"\d{4}", best.raw)
        order = (
            "month first"
            if best.date[5:7] == leading
            else "the page's language"
            if not short
            else "day first"
            if best.date[8:] == leading
            else "year first"
        )
        note = f"{best.raw}: {best.date} preferred ({order}), {other} possible"
    return Published(
        date=best.date, precision=best.precision, raw=best.raw, candidates=candidates, note=note
    )


_PUBLISHER_LINE = re.compile(
    r"(?:source|publisher|published\s+by|quelle|fuente|izvor|herausgeber|éditeur)\s*[:\s]\s*(?P<name>.{2,60})",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©(c)]{0,12}(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*(?:by\s+)?(?P<name>[^\d.,|;©][^.,|;©]{1,50})",
    re.IGNORECASE,
)
_FIRST_PUBLISHED = re.compile(
    r".*\b(?:originally|first)\s+(?:published|appeared)\s+(?:by|in|on|at)\s+(?P<name>[^.,]{2,60}).*",
    re.IGNORECASE,
)


def take_publisher(draft: Draft) -> tuple[Draft, str | None]:
    """Return the publisher that a line of the page names; the line goes with the furniture."""
    lines = [
        (i, unit)
        for i, unit in enumerate(draft.units)
        if not unit.level and not (unit.words > 25 and unit.prose)  # noqa: PLR2004
    ]
    for pattern in (_PUBLISHER_LINE, _COPYRIGHT, _FIRST_PUBLISHED):
        for i, unit in lines:
            match = (
                pattern.search(unit.text) if pattern is _COPYRIGHT else pattern.fullmatch(unit.text)
            )
            if not match:
                continue
            name = re.split(
                r"\s*[-–—|(/]\s+|\s+\d{4}\b|\s+(?:all rights|on \d|at \d|https?:|www\.)",
                match["name"],
                flags=re.IGNORECASE,
            )[0].strip(" .\"'“”")
            rule = rules.rule_for(unit.text)
            if (
                rules.is_outlet(name)
                and (rule or pattern is _PUBLISHER_LINE)
                and name[:1].isupper()
            ):
                return draft.without({i: rule or "publisher"}), name
    return draft, None
