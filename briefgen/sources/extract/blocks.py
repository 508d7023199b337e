"""A text as units: lines, or hard-wrapped lines joined, with their list and Markdown marks read.

Nothing is rewritten: every unit is a span of the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.language import dates
from briefgen.model import Removed
from briefgen.model.text import count_words, print_text, printed

_BREAK = re.compile(r"[\r\n\v\f\x85\u2028\u2029](?:(?<=\r)\n)?")
LINE_END = re.compile(
    _BREAK.pattern
    + r"|(?:<|&lt;)(?:br\s*/?|/?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|table|tr|td|th|section|article|figure|figcaption)"
    r"(?:\s[^<>]{0,500}?)?)(?:>|&gt;)",
    re.IGNORECASE,
)
"""Where a line ends: at a line break, or at an HTML tag that opens or closes a block."""
_ITEM = re.compile(r"\s*(?:(?P<number>\(?\d{1,2}[.)])|[-*+•‣◦▪●■○►–—·](?:\ufe0f)?)\s+(?=\S)")
_LEVEL = re.compile(r"\s{0,3}(?P<level>#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_IMAGE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*")
TERMINAL = re.compile(r"[.!?…。:;,][\"'”’»)\]*_]*$")
SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]*_]*(?:\[\d+\])*$")
_PREFIX_DATE = re.compile(
    r"\s*(?:date|dated|published|posted|updated|created)\s*:?\s+(?P<date>\S+(?:\s\S+){0,3}?)\s+(?=[A-Z“\"‘'])",
    re.IGNORECASE,
)
TURN = 100
"""A speaker's name stands in so many characters; in a longer run the shape would be tried for ever."""
_SPEAKER = re.compile(
    r"(?P<who>[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3}\s?(?:\([^)]{1,30}\)|,\s[A-Z]{3,}(?:\s[A-Z]+)*)?):\s+\S"
)
_LABEL = re.compile(
    r"(?:\*\*|__)(?P<bold>[^*_\n]{2,80}?)(?::(?:\*\*|__)|(?:\*\*|__)\s*(?:[:–—]|-\s))\s+(?=\S)"
    r"|(?P<plain>[A-Z][^\W\d_]*(?:[ '’&/-]\w+){0,6}):\s+(?=\S)"
)


HEADING_WORDS = 18
"""The longest heading over a paragraph; 003's longest has 15 words with its colon."""
WRAP_WIDTH = (40, 110)
"""Hard-wrapped lines are about this wide, in characters."""
LEDE_WORDS = 4
"""A shorter closed line ("He won.") is no running text by itself."""


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
    told: bool = False
    """Whether HTML calls it a paragraph: it is no heading, closed or not."""
    alone: bool = False
    """Whether blank lines (or the text's ends) stand before and behind it."""

    @property
    def words(self) -> int:
        """Words in it."""
        return count_words(self.text)

    @property
    def heading_like(self) -> bool:
        """Whether it could stand over a paragraph: short, without a full stop."""
        if self.level or self.told:
            return not self.told
        fits = 0 < self.words <= HEADING_WORDS and not re.search(r"[.!?]\s+[A-Z“\"]", self.text)
        closed = self.text.rstrip("\"'”’»)*_").endswith((".", ":", ";", ",", "…", "!"))
        return fits and not closed and not self.item and self.text[0] not in "@#"

    @property
    def prose(self) -> bool:
        """Whether it is running text: closed like a sentence, or too long for a heading."""
        return (
            self.told
            or self.words > HEADING_WORDS
            or (self.words >= LEDE_WORDS and bool(SENTENCE_END.search(self.text)))
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """Units that remain and what was removed so far."""

    units: tuple[Unit, ...]
    removed: tuple[Removed, ...] = ()

    def without(self, rules: dict[int, str]) -> Draft:
        """Return the draft without the units at some positions, each removed by its rule."""
        gone = tuple(
            Removed(
                rule=rule, text=self.units[i].text, start=self.units[i].start, end=self.units[i].end
            )
            for i, rule in sorted(rules.items())
        )
        kept = tuple(unit for i, unit in enumerate(self.units) if i not in rules)
        return Draft(kept, self.removed + gone)

    @property
    def body_at(self) -> int:
        """Position of the first prose unit; the number of units where there is none."""
        return next(
            (i for i, u in enumerate(self.units) if u.prose and not u.level), len(self.units)
        )


def read_units(raw: str) -> tuple[tuple[Removed, ...], tuple[Unit, ...]]:
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
    joined = list(_join(raw, lines) if _is_wrapped(raw, lines) else _over_breaks(raw, lines))
    return removed, tuple(
        _unit(raw, joined, i) for i, (s, e) in enumerate(joined) if printed(raw[s:e])
    )


def _lines(raw: str) -> Iterator[tuple[int, int]]:
    start = 0
    ends = LINE_END if "<" in raw or "&" in raw else _BREAK  # a quarter of the time
    for match in ends.finditer(raw):
        yield start, match.start()
        start = match.end()
    yield start, len(raw)


def _breaks_inside(raw: str, start: int, end: int) -> bool:
    """Return whether a line ends as Markdown breaks one inside a paragraph: by two spaces, or a backslash."""
    return raw.endswith(("  ", "\\"), start, end) and not raw.endswith("\\\\", 0, end)


def _over_breaks(raw: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield lines, those joined that Markdown breaks in the middle of a sentence: it goes on with a small letter."""
    held: tuple[int, int] | None = None
    for start, end in lines:
        if held and _breaks_inside(raw, *held) and raw[start : start + 1].islower():
            held = held[0], end
            continue
        if held:
            yield held
        held = start, end
    if held:
        yield held


def _is_wrapped(raw: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Return whether most lines with a line below them break off in mid-sentence at one width."""
    texts = [raw[s:e].rstrip() for s, e in lines]
    inner = [a for a, b in pairwise(texts) if a.strip() and b.strip()]
    long = [t for t in inner if WRAP_WIDTH[0] <= len(t) <= WRAP_WIDTH[1]]
    too_long = sum(len(t) > WRAP_WIDTH[1] for t in texts)
    broken = [t for t in long if not SENTENCE_END.search(t)]
    return len(broken) >= 2 and too_long * 4 <= len(long) and len(broken) >= 0.6 * len(long)  # noqa: PLR2004 - most lines


def _join(raw: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield hard-wrapped lines joined to paragraphs; a clearly short line stays on its own."""
    widths = sorted(len(raw[s:e].rstrip()) for s, e in lines if raw[s:e].strip())
    full = 0.6 * widths[int(len(widths) * 0.9)] if widths else 0
    open_span: tuple[int, int] | None = None
    first = last = ""
    for start, end in lines:
        line = raw[start:end]
        fresh = not line.strip() or _ITEM.match(line) or _LEVEL.match(line)
        if open_span and (fresh or _breaks(first, last, line, full)):
            yield open_span
            open_span = None
        if not line.strip():
            yield start, end
        else:
            first = first if open_span else line
            open_span, last = (open_span[0] if open_span else start, end), line
    if open_span:
        yield open_span


def _breaks(first: str, last: str, line: str, full: float) -> bool:
    """Return whether wrapped lines, the first and the last so far, do not go on in the next one."""
    further = len(line) - len(line.lstrip()) > len(last) - len(last.lstrip())
    indented = further and not _ITEM.match(first)
    short = len(last.rstrip()) < full
    return (short and not line.lstrip()[:1].islower()) or (
        indented and bool(SENTENCE_END.search(last.rstrip()))
    )


_OPENED = re.compile(r"<(?P<block>p|li|h[1-6])(?:\s[^<>]{0,500})?>$", re.IGNORECASE)
"""The tag that opens a line's block."""
_EMPHASIS = re.compile(r"\s*<(?:b|strong|em|i|u|span)\b", re.IGNORECASE)
"""What a heading opens with that HTML calls a paragraph."""


def _unit(raw: str, spans: Sequence[tuple[int, int]], index: int) -> Unit:
    """Return the unit of a span, with its Markdown and list marks read and left outside."""
    start, end = spans[index]
    line = raw[start:end]
    blank = [
        not 0 <= i < len(spans) or not raw[slice(*spans[i])].strip() for i in (index - 1, index + 1)
    ]
    marked = not line[:1].isalpha()
    quote = _QUOTE.match(line) if marked else None
    at = quote.end() if quote else 0
    level = _LEVEL.match(line, at) if marked else None
    item = _ITEM.match(line, at) if marked and not level else None
    tag = _OPENED.search(raw, max(0, start - 600), start) if raw[start - 1 : start] == ">" else None
    block = tag["block"].lower() if tag else ""
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
        level=len(level["level"]) if level else int(block[1]) if block[:1] == "h" else 0,
        item=item is not None or block == "li",
        number=item["number"] if item else None,
        label=named if label and printed(line[label.end() :]) else None,
        image=marked and _IMAGE.fullmatch(line) is not None,
        told=block == "p" and count_words(text.text) >= LEDE_WORDS and not _EMPHASIS.match(line),
        alone=all(blank),
    )


def touch(end: int, start: int, raw: str) -> bool:
    """Return whether no blank line stands between two positions."""
    return len(LINE_END.findall(raw[end:start].replace("\r\n", "\n"))) <= 1


def turn_of(text: str) -> str:
    """Return the speaker's name before a colon that a turn of a transcript begins with, or nothing."""
    match = _SPEAKER.match(text[:TURN]) if ":" in text[:TURN] else None
    return match["who"].strip() if match else ""


def find_speakers(units: Sequence[Unit]) -> frozenset[str]:
    """Return the prefixes that speakers' turns in a transcript begin with."""
    counts = Counter(turn_of(u.text) for u in units if not u.item)
    often = {who for who, n in counts.items() if who and n > 1}
    capitals = {who for who in counts if who.isupper()} if len(counts) > 2 else set()  # noqa: PLR2004
    return frozenset(often | (capitals if often & capitals else set()))
