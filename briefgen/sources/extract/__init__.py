"""What of a document is its article: title, date, publisher, headings, paragraphs; the rest is kept aside.

In four steps:

1. Lines become units (`briefgen.units`).
2. What a page says of itself is read: page title, dates, publisher (`briefgen.imprint`).
3. Furniture goes, line by line, each with the rule that says so (`briefgen.furniture`, by the rules
   of `briefgen.boilerplate`).
4. What stands before the first paragraph gives the title, short lines over a paragraph are
   headings, and what remains are the paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Article, Document, Paragraph, ParagraphKind, Removed
from briefgen.model.text import count_words, printed
from briefgen.sources.extract.blocks import (
    LINE_END,
    TERMINAL,
    Draft,
    Unit,
    find_speakers,
    read_units,
    touch,
    turn_of,
)
from briefgen.sources.extract.boilerplate import (
    STANDFIRST_WORDS,
    drop_end_matter,
    drop_furniture,
    drop_repeats,
)
from briefgen.sources.extract.inline import drop_inside
from briefgen.sources.extract.metadata import (
    DATELINE,
    TITLE_WORDS,
    PageTitle,
    take_dates,
    take_fields,
    take_page_titles,
    take_publisher,
)

FURNITURE_WORDS = 4
"""Lines no longer than this before a longer title are a page's furniture."""


def clean(document: Document, article_id: str) -> Article:
    """Return the article in a document; its paragraphs have no sentences yet."""
    raw = document.text
    prefix, units = read_units(raw)
    draft = Draft(units, prefix)
    draft, named = take_page_titles(draft)
    draft, fields = take_fields(draft)
    draft, publisher = take_publisher(draft)
    draft, published = take_dates(draft, document)
    draft = drop_inside(drop_furniture(drop_end_matter(draft), raw), raw)
    title_at = _title_at(draft, named)
    title = (
        document.declared.title
        or named.title
        or fields
        or (draft.units[title_at].text if title_at is not None else None)
    )
    draft = drop_repeats(_after_title(draft, title_at, title, raw))
    paragraphs, headings, removed, credit = _paragraphs(draft, raw)
    return Article(
        id=article_id,
        document=document,
        title=title,
        published=published,
        publisher=document.declared.publisher or publisher or named.publisher,
        credit=credit,
        headings=headings,
        paragraphs=paragraphs,
        removed=tuple(sorted(removed, key=lambda r: r.start)),
    )


def _title_at(draft: Draft, named: PageTitle) -> int | None:
    """Return the position of the title among the units before the first prose, or None."""
    head = draft.units[: draft.body_at or _asks(draft)]
    if len(head) == len(draft.units):
        return None
    if named.title:
        return next(
            (i for i, u in enumerate(head) if u.text.casefold() == named.title.casefold()), None
        )
    top = [i for i, u in enumerate(head) if u.level == 1]
    if top:
        return top[0]
    likely = [
        i
        for i, u in enumerate(head)
        if TITLE_WORDS[0] <= u.words <= TITLE_WORDS[1]
        and not u.item
        and not u.level
        and not u.text.endswith((":", ";", ","))
    ]
    return next(
        (i for i in likely if head[i].words > FURNITURE_WORDS), likely[0] if likely else None
    )


def _asks(draft: Draft) -> int:
    """Return 1 where the first unit is a title that asks ("Will the army be sent?"), which looks like prose."""
    first = draft.units[0] if draft.units else None
    return int(bool(first and first.text.endswith("?") and first.words <= TITLE_WORDS[1]))


_BESIDE = frozenset(
    {"byline", "date line", "reading time", "share buttons", "publisher", "view count"}
)
"""A short line that touches one of these is furniture as well."""


def _after_title(draft: Draft, title_at: int | None, title: str | None, raw: str) -> Draft:
    """Remove the title's unit, furniture beside it, and lines that repeat it."""
    rules: dict[int, str] = {}
    body_at = draft.body_at
    for i, unit in enumerate(draft.units):
        if title_at is not None and i < title_at:
            rules[i] = "navigation" if unit.words <= FURNITURE_WORDS else "line before the title"
        elif i == title_at:
            continue
        elif title and unit.text.casefold().strip('"“”') == title.casefold().strip('"“”'):
            rules[i] = "repeated title"
        elif (
            i < body_at
            and unit.heading_like
            and not unit.level
            and (title_at is not None or unit.words <= FURNITURE_WORDS)
        ):
            beside = any(
                r.rule in _BESIDE
                and (
                    touch(r.end, unit.start, raw)
                    if r.end <= unit.start
                    else touch(unit.end, r.start, raw)
                )
                for r in draft.removed
            )
            if beside or (i + 1 < body_at and unit.words <= 2 * FURNITURE_WORDS):
                rules[i] = "line beside the title"
    cleaned = draft.without(rules)
    if title_at is None:
        return cleaned
    position = title_at - sum(i < title_at for i in rules)
    kept = tuple(u for i, u in enumerate(cleaned.units) if i != position)
    return Draft(kept, cleaned.removed)


def _paragraphs(
    draft: Draft, raw: str
) -> tuple[tuple[Paragraph, ...], tuple[str, ...], tuple[Removed, ...], str | None]:
    """Return paragraphs, headings, all removed lines, and the wire a dateline credits."""
    units, removed = draft.units, list(draft.removed)
    turns = find_speakers(units)
    paragraphs: list[Paragraph] = []
    headings: list[str] = []
    heading = credit = None
    for i, unit in enumerate(units):
        follower = units[i + 1] if i + 1 < len(units) else None
        is_turn = bool(turns) and turn_of(unit.text) in turns
        listed = unit.item and i > 0 and units[i - 1].item
        stands_over = not is_turn and not listed and _is_heading(unit, follower)
        if stands_over and not _is_one_line(units, raw):
            if follower is None or not any(u.prose or u.item for u in units[i + 1 :]):
                removed.append(
                    Removed(
                        rule="line without a text", text=unit.text, start=unit.start, end=unit.end
                    )
                )
                continue
            heading = unit.text
            headings.append(heading)
            continue
        start = unit.start
        match = None if is_turn or unit.item else DATELINE.match(raw, unit.start, unit.end)
        if match and printed(raw[match.end() : unit.end]):
            wire = match["wire"] or match["newswire"] or match["agency"]
            credit = credit or wire
            text = printed(match.group())
            removed.append(Removed(rule="dateline", text=text, start=unit.start, end=match.end()))
            start = match.end()
        kind: ParagraphKind = "item" if unit.item else "paragraph"
        paragraphs.append(
            Paragraph(
                index=len(paragraphs), kind=kind, start=start, end=unit.end,
                text=printed(raw[start : unit.end]), label=unit.label, heading=heading,
            )
        )  # fmt: skip
    return _standfirst(paragraphs, removed, raw), tuple(headings), tuple(removed), credit


ONE_LINE = 6
"""A text of one line has so many words where it says something; a menu's or a label's has fewer."""


def _is_one_line(units: Sequence[Unit], raw: str) -> bool:
    """Return whether a text is one line that says something, full stop or not: it is an article."""
    one = len(units) == 1 and not units[0].level and units[0].words >= ONE_LINE
    return one and not LINE_END.search(raw.strip())


def _is_heading(unit: Unit, follower: Unit | None) -> bool:
    """Return whether a unit stands over others instead of saying something."""
    if unit.level:
        return True
    if unit.item:
        short = unit.words <= 10 and unit.number is not None and unit.label is None  # noqa: PLR2004
        return (
            short
            and not TERMINAL.search(unit.text)
            and follower is not None
            and follower.prose
            and not follower.item
        )
    return unit.heading_like


def _standfirst(
    paragraphs: list[Paragraph], removed: Sequence[Removed], raw: str
) -> tuple[Paragraph, ...]:
    """Return the paragraphs, the first called a standfirst where furniture parts it from the rest.

    A short paragraph under the title with a photo, byline or date line behind it, before a longer
    one, sums the article up.
    """
    if len(paragraphs) < 3 or paragraphs[0].heading or paragraphs[0].kind != "paragraph":  # noqa: PLR2004
        return tuple(paragraphs)
    first, second = paragraphs[:2]
    between = [r for r in removed if first.end <= r.start < second.start]
    titled = first.start > 0 and raw[: first.start].strip() != ""
    parting = {"photo credit", "byline", "date line", "reading time", "share buttons", "credits"}
    if (
        titled
        and count_words(first.text) <= STANDFIRST_WORDS
        and any(r.rule in parting for r in between)
    ):
        return (replace(first, kind="standfirst"), *paragraphs[1:])
    return tuple(paragraphs)
