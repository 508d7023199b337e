"""What of a document is its article: title, date, publisher, headings, paragraphs; the rest is kept aside.

In four steps:

1. Lines become units: hard-wrapped lines are joined, list and Markdown marks are read.
2. Units that are page furniture go, line by line, each with the rule that says so
   (`briefgen.boilerplate`), as do lines that are repeated and the end matter of a page.
3. What stands before the first paragraph gives the title; date and publisher lines are read.
4. Short lines over a paragraph are headings; what remains are the paragraphs.

Nothing is rewritten: every unit is a span of the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen import boilerplate, dates
from briefgen.models import Article, Dated, Document, Paragraph, ParagraphKind, Published, Removed
from briefgen.text import count_words, print_text, printed

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ITEM = re.compile(r"\s*(?:(?P<number>\(?\d{1,2}[.)])|[-*+•‣◦▪●■○►–—·](?:\ufe0f)?)\s+(?=\S)")
_LEVEL = re.compile(r"\s{0,3}(?P<level>#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_IMAGE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*")
_TERMINAL = re.compile(r"[.!?…。:;,][\"'”’»)\]*_]*$")
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]*_]*(?:\[\d+\])*$")
_FIELD = re.compile(r"(?:title|headline|head|subject|titel|titre|naslov)\s*[:=]\s*(?P<title>\S.*)", re.I)
_OTHER_FIELD = re.compile(
    r"(?:author|byline|layout|slug|language|lang|section|length|load-date|draft|tags|categories|"
    r"summary|description|permalink|word count|type|id|dateline)\s*[:=].{0,200}",
    re.IGNORECASE,
)
_CAPITAL_FIELD = re.compile(r"[A-Z][A-Z /-]{2,24}:(?:\s.*)?")
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?=\r?\n)")
_COLUMNS = re.compile(r"\S(?:\t+| {3,}|\s*\|\s*)(?=\S)")
_SUFFIX = re.compile(r"\s+(?:\||[-–—]|::|»|•|·)\s+")
_SKIP = re.compile(r"\s*\bskip to (?:main )?(?:content|navigation)\b.*$", re.IGNORECASE)
_PREFIX_DATE = re.compile(
    r"\s*(?:date|dated|published|posted|updated|created)\s*:?\s+(?P<date>\S+(?:\s\S+){0,3}?)\s+(?=[A-Z“\"‘'])",
    re.IGNORECASE,
)
_PLACE = r"[A-ZÀ-Ý][A-ZÀ-Ý.’'-]+(?:[ /-][A-ZÀ-Ý.’'-]+){0,3}"
_CITY = r"[A-ZÀ-Ý][\w.’'-]+(?:[ -][A-ZÀ-Ý][\w.’'-]+){0,3}"
_DAY = r"(?:[A-Z][a-z]+\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]+\.?)(?:,?\s\d{4})?"
_DATELINE = re.compile(
    rf"""\s*(?:
      (?:{_PLACE}|{_CITY})(?:,\s(?:{_CITY}|{_PLACE}))?(?:,\s{_DAY})?\s*[,:]?\s*\((?P<wire>[A-Z][\w .&/-]{{1,30}})\)\s*[-–—:]*\s+
    | {_PLACE}(?:,\s{_CITY})?(?:,\s{_DAY})?\s*(?:[–—]|--?)\s+
    | {_CITY}(?:,\s{_CITY})?,\s{_DAY}\s*(?:[–—]|--?|:)\s+
    | (?:{_PLACE}|{_CITY}),\s{_DAY}\s*/(?P<newswire>[A-Z][\w ]{{2,30}})/\s*(?:[–—]|--?)\s+
    )(?=\S)""",
    re.VERBOSE,
)
_SPEAKER = re.compile(
    r"(?P<who>(?:[A-Z][\w.’'-]*\s?){1,4}(?:\([^)]{1,30}\)|,\s[A-Z]{3,}(?:\s[A-Z]+)*)?):\s+\S"
)
_LABEL = re.compile(
    r"(?:\*\*|__)(?P<bold>[^*_\n]{2,80}?)(?::(?:\*\*|__)|(?:\*\*|__)\s*(?:[:–—]|-\s))\s+(?=\S)"
    r"|(?P<plain>[A-Z][^\W\d_]*(?:[ '’&/-]\w+){0,6}):\s+(?=\S)"
)

TITLE_WORDS = (3, 32)
"""A title has no fewer and no more words: of 600 Multi-News headlines the longest has 29."""
HEADING_WORDS = 18
"""The longest heading over a paragraph; 003's longest has 15 words with its colon."""
STANDFIRST_WORDS = 60
"""The longest standfirst."""
FURNITURE_WORDS = 4
"""Lines no longer than this before a longer title are a page's furniture."""
WRAP_WIDTH = (40, 110)
"""Hard-wrapped lines are about this wide, in characters."""
TAIL_SHARE = 0.5
"""End matter opens behind this share of a page's units."""
TAIL_WORDS = 30
"""A paragraph of so many words shows that the article still goes on."""
REPEAT_WORDS = 5
"""A shorter line inside a longer paragraph is no pull quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A line, or wrapped lines joined: its span, its printed text, and what its marks say."""

    start: int
    end: int
    text: str
    level: int = 0
    """Markdown heading level, 0 for none."""
    item: bool = False
    number: str | None = None
    label: str | None = None
    image: bool = False
    """Whether it is a Markdown image."""
    alone: bool = False
    """Whether blank lines (or the text's ends) stand before and behind it."""

    @property
    def words(self) -> int:
        """Words in it."""
        return count_words(self.text)

    @property
    def heading_like(self) -> bool:
        """Whether it could stand over a paragraph: short, without a full stop."""
        if self.level:
            return True
        fits = 0 < self.words <= HEADING_WORDS and not re.search(r"[.!?]\s+[A-Z“\"]", self.text)
        closed = self.text.rstrip("\"'”’»)*_").endswith((".", ":", ";", ",", "…", "!"))
        return fits and not closed and not self.item and self.text[0] not in "@#"

    @property
    def prose(self) -> bool:
        """Whether it is running text: closed like a sentence, or too long for a heading."""
        return self.words > HEADING_WORDS or (self.words > 3 and bool(_SENTENCE_END.search(self.text)))  # noqa: PLR2004 - "He won." is no lede


@dataclass(frozen=True, slots=True)
class _Draft:
    """Units that remain and what was removed so far."""

    units: tuple[Unit, ...]
    removed: tuple[Removed, ...] = ()

    def without(self, rules: dict[int, str]) -> _Draft:
        """Return the draft without the units at some positions, each removed by its rule."""
        gone = tuple(
            Removed(rule=rule, text=self.units[i].text, start=self.units[i].start, end=self.units[i].end)
            for i, rule in sorted(rules.items())
        )
        kept = tuple(unit for i, unit in enumerate(self.units) if i not in rules)
        return _Draft(kept, self.removed + gone)

    @property
    def body_at(self) -> int:
        """Position of the first prose unit; the number of units where there is none."""
        return next((i for i, u in enumerate(self.units) if u.prose and not u.level), len(self.units))


def clean(document: Document, article_id: str) -> Article:
    """Return the article in a document; its paragraphs have no sentences yet."""
    raw = document.text
    prefix, units = _units(raw)
    draft = _Draft(units, prefix)
    draft, named = _page_titles(draft)
    draft, fields = _fields(draft)
    draft, publisher = _publisher(draft)
    draft, published = _published(draft, document)
    draft = _furniture(_end_matter(draft), raw)
    title_at = _title_at(draft, named)
    title = document.declared.title or named.title or fields or (
        draft.units[title_at].text if title_at is not None else None
    )
    draft = _repeats(_after_title(draft, title_at, title, raw))
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


# Lines into units --------------------------------------------------------------------------------


def _units(raw: str) -> tuple[tuple[Removed, ...], tuple[Unit, ...]]:
    """Return a date prefix that was cut off the first line, if any, and the units of a text."""
    lines = list(_lines(raw))
    removed: tuple[Removed, ...] = ()
    first = next((i for i, (s, e) in enumerate(lines) if raw[s:e].strip()), None)
    if first is not None:
        start, end = lines[first]
        match = _PREFIX_DATE.match(raw, start, end)
        if match and dates.find_dates(match["date"]) and end - match.end() > len(match.group()):
            lines[first] = (match.end(), end)
            text = printed(match.group())
            removed = (Removed(rule="date line", text=text, start=start, end=match.end()),)
    joined = list(_join(raw, lines)) if _is_wrapped(raw, lines) else lines
    return removed, tuple(_unit(raw, joined, i) for i, (s, e) in enumerate(joined) if printed(raw[s:e]))


def _lines(raw: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _LINE_END.finditer(raw):
        yield start, match.start()
        start = match.end()
    yield start, len(raw)


def _is_wrapped(raw: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Return whether most lines with a line below them break off in mid-sentence at one width."""
    texts = [raw[s:e].rstrip() for s, e in lines]
    inner = [a for a, b in zip(texts, texts[1:], strict=False) if a.strip() and b.strip()]
    long = [t for t in inner if WRAP_WIDTH[0] <= len(t) <= WRAP_WIDTH[1]]
    too_long = sum(len(t) > WRAP_WIDTH[1] for t in texts)
    broken = [t for t in long if not _SENTENCE_END.search(t)]
    return len(broken) >= 2 and too_long * 4 <= len(long) and len(broken) >= 0.6 * len(long)  # noqa: PLR2004 - most lines


def _join(raw: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield hard-wrapped lines joined to paragraphs; a clearly short line stays on its own."""
    widths = sorted(len(raw[s:e].rstrip()) for s, e in lines if raw[s:e].strip())
    full = 0.6 * widths[int(len(widths) * 0.9)] if widths else 0
    open_span: tuple[int, int] | None = None
    for start, end in lines:
        line = raw[start:end]
        fresh = not line.strip() or _ITEM.match(line) or _LEVEL.match(line)
        if open_span and (fresh or _breaks(raw[slice(*open_span)], line, full)):
            yield open_span
            open_span = None
        if not line.strip():
            yield start, end
        else:
            open_span = (open_span[0] if open_span else start, end)
    if open_span:
        yield open_span


def _breaks(above: str, line: str, full: float) -> bool:
    """Return whether a wrapped line does not go on in the next one."""
    last = _LINE_END.split(above)[-1]
    indented = len(line) - len(line.lstrip()) > len(last) - len(last.lstrip()) and not _ITEM.match(above)
    short = len(last.rstrip()) < full
    return (short and not line.lstrip()[:1].islower()) or (indented and bool(_SENTENCE_END.search(last.rstrip())))


def _unit(raw: str, spans: Sequence[tuple[int, int]], index: int) -> Unit:
    """Return the unit of a span, with its Markdown and list marks read and left outside."""
    start, end = spans[index]
    line = raw[start:end]
    blank = [not 0 <= i < len(spans) or not raw[slice(*spans[i])].strip() for i in (index - 1, index + 1)]
    quote = _QUOTE.match(line)
    at = quote.end() if quote else 0
    level = _LEVEL.match(line, at)
    item = None if level else _ITEM.match(line, at)
    if item and item["number"] and not printed(line[item.end() :]):
        item = None
    at = level.end() if level else item.end() if item else at
    label = _LABEL.match(line, at) if item else None
    if label and printed(line[label.end() :]):
        at = label.end()
        named = printed(label["bold"] or label["plain"]).strip()
    text = print_text(line[at:].rstrip(" #") if level else line[at:])
    span = text.span(0, len(text.text)) if text.text else (0, end - start - at)
    return Unit(
        start=start + at + span[0],
        end=start + at + span[1],
        text=text.text or printed(line),
        level=len(level["level"]) if level else 0,
        item=item is not None,
        number=item["number"] if item else None,
        label=named if label and printed(line[label.end() :]) else None,
        image=_IMAGE.fullmatch(line) is not None,
        alone=all(blank),
    )


# Furniture ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Named:
    """What a page-title line says: "Headline | Outlet"."""

    title: str | None = None
    publisher: str | None = None


def _page_titles(draft: _Draft) -> tuple[_Draft, _Named]:
    """Remove page-title lines from the head and return the headline and outlet they name."""
    named = _Named()
    rules: dict[int, str] = {}
    head = min(draft.body_at + 1, len(draft.units), 15)
    texts = {u.text.casefold() for u in draft.units[: head + 6]}
    for i, unit in enumerate(draft.units[:head]):
        bare = _SKIP.sub("", unit.text)
        parts = _SUFFIX.split(bare)
        stem, outlet = " - ".join(parts[:-1]), parts[-1].strip()
        stems = [bare[: m.start()] for m in _SUFFIX.finditer(bare)]
        repeated = next((s for s in stems if s.casefold() in texts), None)
        if bare != unit.text and not bare:
            rules[i] = "skip link"
        elif repeated:
            rules[i] = "page title"
            tail = bare[len(repeated) :].strip(" |-–—:»•·")
            outlet = _SUFFIX.split(tail)[-1].strip()
            named = _Named(repeated, outlet if boilerplate.is_outlet(outlet) else None)
        elif bare != unit.text:
            rules[i] = "page title"
        elif len(parts) > 1 and not unit.prose and count_words(stem) >= TITLE_WORDS[0] and (
            ("|" in bare and boilerplate.is_outlet(outlet) and count_words(outlet) <= 4)  # noqa: PLR2004
            or boilerplate.is_outlet(outlet, strict=True)
        ) and not dates.find_dates(outlet) and named.title is None and i <= 2:  # noqa: PLR2004
            rules[i] = "page title"
            named = _Named(bare[: [m.start() for m in _SUFFIX.finditer(bare)][-1]], outlet)
    return draft.without(rules), named


def _fields(draft: _Draft) -> tuple[_Draft, str | None]:
    """Remove labelled fields ("Title: …", front matter) from the head and return a title."""
    rules: dict[int, str] = {}
    title = None
    for i, unit in enumerate(draft.units[: draft.body_at + 1]):
        match = _FIELD.fullmatch(unit.text)
        if match and not unit.level:
            title = title or match["title"].strip("\"'“” ")
            rules[i] = "title line"
        elif (
            _OTHER_FIELD.fullmatch(unit.text) or (_CAPITAL_FIELD.fullmatch(unit.text) and not unit.prose)
        ) and not unit.level:
            rules[i] = "field"
    return draft.without(rules), title


def _published(draft: _Draft, document: Document) -> tuple[_Draft, Published]:
    """Remove date lines and return when the page says it was published."""
    first: list[tuple[Dated, ...]] = []
    later: list[tuple[Dated, ...]] = []
    if document.declared.date:
        first += [f.readings for f in dates.find_dates(document.declared.date)]
        first += [] if first else [f.readings for f in dates.find_years(document.declared.date)]
    for removed in draft.removed:
        if removed.rule == "date line":
            first += [f.readings for f in dates.find_dates(removed.text)]
    rules: dict[int, str] = {}
    front = _FRONT_MATTER.match(document.text)
    for i, unit in enumerate(draft.units):
        found = boilerplate.date_line(unit.text) if not unit.level else ()
        if found:
            rules[i] = "date line"
            for date, is_update in found:
                (later if is_update else first).append(date.readings)
        elif front and unit.end <= front.end():
            rules[i] = "front matter"
    if not first and not later:
        first += _dateline_dates(draft)
    return draft.without(rules), _prefer(first + later)


def _dateline_dates(draft: _Draft) -> list[tuple[Dated, ...]]:
    """Return the date a dateline gives, where it has a year."""
    opening = next((u.text for u in draft.units if u.prose), "")
    match = _DATELINE.match(opening)
    return [f.readings for f in dates.find_dates(match.group())] if match else []


def _prefer(found: Sequence[tuple[Dated, ...]]) -> Published:
    """Return the first of the dates as the publication date, all of them as candidates."""
    if not found:
        return Published()
    best = found[0][0]
    everything = [reading for readings in found for reading in readings]
    candidates = tuple({r.date: r for r in reversed(everything)}[d] for d in dict.fromkeys(r.date for r in everything))
    note = None
    if len(found[0]) > 1:
        other = found[0][1].date
        order = "month first" if best.date[5:7] == re.split(r"\D+", best.raw)[0].zfill(2) else "the page's language"
        note = f"{best.raw}: {best.date} preferred ({order}), {other} possible"
    return Published(
        date=best.date, precision=best.precision, raw=best.raw, candidates=candidates, note=note
    )


_PUBLISHER_LINE = re.compile(
    r"(?:source|publisher|published\s+by|quelle|fuente|izvor|herausgeber|éditeur)\s*[:\s]\s*(?P<name>.{2,60})",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©(c)]*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*(?:by\s+)?(?P<name>[^\d.,|;©][^.,|;©]{1,50})",
    re.IGNORECASE,
)
_FIRST_PUBLISHED = re.compile(r".*\b(?:originally|first)\s+(?:published|appeared)\s+(?:by|in|on|at)\s+(?P<name>[^.,]{2,60}).*", re.IGNORECASE)


def _publisher(draft: _Draft) -> tuple[_Draft, str | None]:
    """Return the publisher that a line of the page names; the line goes with the furniture."""
    for pattern in (_PUBLISHER_LINE, _COPYRIGHT, _FIRST_PUBLISHED):
        for i, unit in enumerate(draft.units):
            match = pattern.search(unit.text) if pattern is _COPYRIGHT else pattern.fullmatch(unit.text)
            if not match or unit.prose and unit.words > 25 or unit.level:  # noqa: PLR2004
                continue
            name = re.split(r"\s*[-–—|(/]\s+|\s+\d{4}\b|\s+(?:all rights|on \d|at \d|https?:|www\.)", match["name"], flags=re.IGNORECASE)[0].strip(" .\"'“”")
            rule = boilerplate.rule_for(unit.text)
            if boilerplate.is_outlet(name) and (rule or pattern is _PUBLISHER_LINE) and name[:1].isupper():
                return draft.without({i: rule or "publisher"}), name
    return draft, None


def _furniture(draft: _Draft, raw: str) -> _Draft:
    """Remove the lines that a rule names, the bullets under "Story highlights", and captions."""
    units = draft.units
    rules: dict[int, str] = {}
    turns = _speakers(units)
    under = False
    for i, unit in enumerate(units):
        if boilerplate.HIGHLIGHTS.match(unit.text) and unit.text.casefold() != "summary":
            rules[i], under = "highlights", True
            continue
        under = under and (unit.item or (not unit.prose and not unit.alone))
        rule = "highlights" if under else None
        if not rule and not unit.level and not (turns and _turn(unit.text) in turns):
            rule = boilerplate.rule_for(unit.text)
        if unit.level and boilerplate.rule_for(unit.text) in {"navigation", "separator"}:
            rule = boilerplate.rule_for(unit.text)
        if i and rules.get(i - 1) == "contact block" and _touch(units[i - 1].end, unit.start, raw):
            rule = "contact block"
        if boilerplate.OPENS_BLOCK.match(unit.text):
            rule = "contact block"
        if unit.image:
            rule = "photo credit"
        if _is_row(raw, units, i):
            rule = "table row"
        if rule:
            rules[i] = rule
    for i, unit in enumerate(units):
        if _is_caption(units, i, rules, raw):
            rules[i] = "photo caption"
        elif i >= len(units) - 4 and unit.text.startswith(_writers(units, rules, draft.removed)):  # noqa: PLR2004
            rules[i] = "author bio"
    return draft.without(rules)


def _is_row(raw: str, units: Sequence[Unit], i: int) -> bool:
    """Return whether a unit is a row of a table: columns in it and in a neighbour, no sentence."""
    near = [u for u in units[max(0, i - 1) : i + 2] if not u.prose and not u.item]
    rows = [u for u in near if _COLUMNS.search(raw, u.start, u.end)]
    return units[i] in rows and len(rows) > 1


def _touch(end: int, start: int, raw: str) -> bool:
    """Return whether no blank line stands between two positions."""
    return len(_LINE_END.findall(raw[end:start].replace("\r\n", "\n"))) <= 1


def _is_caption(units: Sequence[Unit], i: int, rules: dict[int, str], raw: str) -> bool:
    """Return whether a unit is the line right above a photo credit, in a block of its own."""
    above = i == 0 or not _touch(units[i - 1].end, units[i].start, raw)
    return (
        i not in rules
        and above
        and rules.get(i + 1) == "photo credit"
        and _touch(units[i].end, units[i + 1].start, raw)
        and units[i].words <= STANDFIRST_WORDS
    )


_NAME = r"[A-ZÀ-Ý][\w.'’-]+(?:\s[A-ZÀ-Ý][\w.'’-]+){1,3}"


def _writers(
    units: Sequence[Unit], rules: dict[int, str], removed: Sequence[Removed]
) -> tuple[str, ...]:
    """Return the names in the bylines of a page."""
    lines = [units[i].text for i, rule in rules.items() if rule == "byline"]
    lines += [r.text for r in removed if r.rule in {"byline", "date line"} and re.search(r"\b[Bb]y\b", r.text)]
    names = (re.sub(r"^(?:By|Written by|Interview by|Author:?|Autor:?)\s+", "", line) for line in lines)
    return tuple(name for line in names for name in re.findall(_NAME, line))


def _turn(text: str) -> str:
    match = _SPEAKER.match(text)
    return match["who"].strip() if match else ""


def _speakers(units: Sequence[Unit]) -> frozenset[str]:
    """Return the prefixes that speakers' turns in a transcript begin with."""
    counts = Counter(_turn(u.text) for u in units if not u.item)
    often = {who for who, n in counts.items() if who and n > 1}
    capitals = {who for who in counts if who.isupper()} if len(counts) > 2 else set()  # noqa: PLR2004
    return frozenset(often | (capitals if often & capitals else set()))


# Title and headings ------------------------------------------------------------------------------


def _title_at(draft: _Draft, named: _Named) -> int | None:
    """Return the position of the title among the units before the first prose, or None."""
    head = draft.units[: draft.body_at]
    if len(head) == len(draft.units):
        return None
    if named.title:
        return next((i for i, u in enumerate(head) if u.text.casefold() == named.title.casefold()), None)
    top = [i for i, u in enumerate(head) if u.level == 1]
    if top:
        return top[0]
    likely = [
        i
        for i, u in enumerate(head)
        if TITLE_WORDS[0] <= u.words <= TITLE_WORDS[1] and not u.item and not u.level
        and not u.text.endswith((":", ";", ","))
    ]
    return next((i for i in likely if head[i].words > FURNITURE_WORDS), likely[0] if likely else None)


_BESIDE = frozenset({"byline", "date line", "reading time", "share buttons", "publisher", "view count"})
"""A short line that touches one of these is furniture as well."""


def _after_title(draft: _Draft, title_at: int | None, title: str | None, raw: str) -> _Draft:
    """Remove the title's unit, furniture beside it, and lines that repeat it."""
    rules: dict[int, str] = {}
    body_at = draft.body_at
    for i, unit in enumerate(draft.units):
        if title_at is not None and i < title_at:
            rules[i] = "navigation" if unit.words <= FURNITURE_WORDS else "line before the title"
        elif i == title_at:
            continue
        elif title and unit.text.casefold().strip("\"“”") == title.casefold().strip("\"“”"):
            rules[i] = "repeated title"
        elif i < body_at and unit.heading_like and not unit.level and (
            title_at is not None or unit.words <= FURNITURE_WORDS
        ):
            beside = any(
                r.rule in _BESIDE
                and (_touch(r.end, unit.start, raw) if r.end <= unit.start else _touch(unit.end, r.start, raw))
                for r in draft.removed
            )
            if beside or (i + 1 < body_at and unit.words <= 2 * FURNITURE_WORDS):
                rules[i] = "line beside the title"
    cleaned = draft.without(rules)
    if title_at is None:
        return cleaned
    position = title_at - sum(i < title_at for i in rules)
    kept = tuple(u for i, u in enumerate(cleaned.units) if i != position)
    return _Draft(kept, cleaned.removed)


def _repeats(draft: _Draft) -> _Draft:
    """Remove contents lines that repeat a heading and pull quotes that repeat a paragraph."""
    rules: dict[int, str] = {}
    bare = [re.sub(r"^\W+|\W+$", "", u.text).casefold() for u in draft.units]
    units = draft.units
    for i, unit in enumerate(units):
        heads_text = i + 1 < len(units) and units[i + 1].prose and not unit.item
        twins = [j for j, other in enumerate(bare) if j != i and other == bare[i] and j not in rules]
        quoted = unit.words >= REPEAT_WORDS and not unit.level and any(
            len(other) > len(bare[i]) and bare[i] in other for j, other in enumerate(bare) if j != i
        ) and unit.words <= 45  # noqa: PLR2004 - a pull quote is a sentence or two
        if twins and (not heads_text or min(twins) < i):
            rules[i] = "repeated line"
        elif quoted and not heads_text:
            rules[i] = "pull quote"
    return draft.without(rules)


def _end_matter(draft: _Draft) -> _Draft:
    """Remove what stands behind a line that opens the end matter of a page."""
    units = draft.units
    last_long = max((i for i, u in enumerate(units) if u.words >= TAIL_WORDS and u.prose), default=-1)
    for i, unit in enumerate(units):
        opens = boilerplate.TAIL.match(unit.text) and i > last_long
        if (
            i >= max(1, TAIL_SHARE * len(units))
            and not unit.prose
            and (opens or boilerplate.END.match(unit.text))
            and any(u.prose for u in units[:i])
        ):
            kept = {j: _end_rule(units[j]) for j in range(i, len(units))}
            return draft.without(kept)
    return draft


def _end_rule(unit: Unit) -> str:
    """Return the rule of a unit in the end matter: its own, or that it stands there."""
    return boilerplate.rule_for(unit.text) or "end matter"


def _paragraphs(
    draft: _Draft, raw: str
) -> tuple[tuple[Paragraph, ...], tuple[str, ...], tuple[Removed, ...], str | None]:
    """Return paragraphs, headings, all removed lines, and the wire a dateline credits."""
    units, removed = draft.units, list(draft.removed)
    turns = _speakers(units)
    paragraphs: list[Paragraph] = []
    headings: list[str] = []
    heading = credit = None
    for i, unit in enumerate(units):
        follower = units[i + 1] if i + 1 < len(units) else None
        is_turn = bool(turns) and _turn(unit.text) in turns
        listed = unit.item and i > 0 and units[i - 1].item
        if not is_turn and not listed and _is_heading(unit, follower):
            if follower is None or not any(u.prose or u.item for u in units[i + 1 :]):
                removed.append(Removed(rule="line without a text", text=unit.text, start=unit.start, end=unit.end))
                continue
            heading = unit.text
            headings.append(heading)
            continue
        start = unit.start
        match = None if is_turn or unit.item else _DATELINE.match(raw, unit.start, unit.end)
        if match and printed(raw[match.end() : unit.end]):
            wire = match["wire"] or match["newswire"]
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
    return _standfirst(paragraphs, headings, removed, raw), tuple(headings), tuple(removed), credit


def _is_heading(unit: Unit, follower: Unit | None) -> bool:
    """Return whether a unit stands over others instead of saying something."""
    if unit.level:
        return True
    if unit.item:
        short = unit.words <= 10 and unit.number is not None and unit.label is None  # noqa: PLR2004
        return short and not _TERMINAL.search(unit.text) and follower is not None and follower.prose and not follower.item
    return unit.heading_like


def _standfirst(
    paragraphs: list[Paragraph], headings: Sequence[str], removed: Sequence[Removed], raw: str
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
    if titled and count_words(first.text) <= STANDFIRST_WORDS and any(r.rule in parting for r in between):
        return (replace(first, kind="standfirst"), *paragraphs[1:])
    return tuple(paragraphs)
