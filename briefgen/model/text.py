"""What of a source's text is printed: the safe normalisation, and the way back to the source.

Printing drops what is no text (controls, bidirectional overrides, marks of Markdown, HTML tags), reads
HTML's names of characters ("&amp;"), folds every run of white space to one space and composes characters
(Unicode NFC). Nothing else changes, and each printed character knows the code points it came from, so
that a span of printed text is a span of the source.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_DROPPED = frozenset(_BIDI + _INVISIBLE)
_DROPPED_CATEGORIES = frozenset({"Cc", "Cs", "Cn", "Co"})

_ADDRESS = r"""(?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'))?"""
"""What stands in the parentheses of a link: an address, perhaps a title."""
_TAGS = (
    r"(?:p|br|b|i|u|s|em|strong|a|span|div|font|small|big|sub|sup|q|cite|code|abbr|time|mark|ul|ol|li|h[1-6]"
    r"|blockquote|section|article|figure|figcaption|img|hr|table|tbody|thead|tr|td|th|center|iframe|picture|source)\b"
)
_ATTRIBUTES = r"""(?:\s+[\w:@.-]{1,60}\s?=\s?(?:"[^"<>]{0,500}"|'[^'<>]{0,500}'|[^\s"'<>=]{1,300})|\s+(?:hidden|async|defer|itemscope|controls|download)){0,20}"""
"""What a tag may hold: "a<b and c>d" is none."""
_MARKS = re.compile(
    rf"""(?=[*_~`!\[\]\\<&])                                             # most characters begin none
      (?: (?P<strong>\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)|~~(?=\S)|(?<=\S)~~)      # **bold**, __bold__, ~~struck out~~
    | (?P<code>`+)
    | (?P<image>!\[[^\[\]\n]{{0,300}}\]\({_ADDRESS}\))         # ![picture](address)
    | (?P<open>\[)(?=[^\[\]\n]*\]\({_ADDRESS}\))             # [text](address): the bracket …
    | (?P<close>(?<=[^\s\[])\]\({_ADDRESS}\))                # … and the rest of it
    | (?P<escape>\\)(?=[!-/:-@\[-`{{-~]|\r?\n|\Z).?            # \* is no mark; \ at a line's end breaks it
    | (?P<note>\[\^[\w-]{{1,12}}\](?!:)                       # [^1], a footnote's number
        |(?<=[^\W\d_.,;:!?”"’')])\[\d{{1,3}}\](?![(:\w])|(?<=[.,;:!?”"’')])\[\d{{1,3}}\](?![(:\w])
        |(?<=[.,;:!?”"’')])<sup>\s?(?:<a\b[^<>]{{0,300}}>)?\[?\d{{1,3}}\]?(?:</a>)?\s?</sup>)
    | (?P<silent><(?P<kind>script|style)\b[^<>]{{0,500}}>.{{0,5000}}?</(?P=kind)\s?>)
    | (?P<tag></?{_TAGS}{_ATTRIBUTES}\s?/?>|<!--.{{0,500}}?-->|&lt;/?{_TAGS}{_ATTRIBUTES}\s?/?&gt;)
    | (?P<slant>(?<![\w*])\*(?=[^\s*][^*\n]*[^\s*]\*(?!\w))|(?<=[^\s*])\*(?![\w*])))
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Printed:
    """Printed text with, for each of its characters, the source span it came from."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span of printed characters ``start`` to ``end`` (exclusive)."""
        return self.starts[start], self.ends[end - 1]

    def position(self, offset: int) -> int:
        """Return the printed position at or behind a source position."""
        return bisect_right(self.starts, offset - 1)


def _is_dropped(char: str) -> bool:
    if char < "\x7f":
        return char < " "
    return char in _DROPPED or unicodedata.category(char) in _DROPPED_CATEGORIES


_CAN_MARK = "*_`[<\\&~"


def _marked(raw: str) -> frozenset[int]:
    """Return the positions of marks of Markdown and of HTML tags."""
    if not any(mark in raw for mark in _CAN_MARK):
        return frozenset()
    spans = (m.span("escape") if m["escape"] else m.span() for m in _MARKS.finditer(raw))
    return frozenset(i for span in spans for i in range(*span))


_NAMED = re.compile(r"&(?:amp;){0,3}(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,24});")
"""A character by its name or number in HTML, perhaps escaped twice: "&amp;pound;"."""
_TWICE = re.compile(r"&(?:amp;)+(?=#?\w+;)")


def _named(raw: str) -> dict[int, tuple[int, str]]:
    """Return where a character stands by its name, to where, and what it is; unknown names are text."""
    if "&" not in raw:
        return {}
    found = (
        (m.start(), m.end(), unescape(_TWICE.sub("&", m.group()))) for m in _NAMED.finditer(raw)
    )
    return {start: (end, char) for start, end, char in found if char != raw[start:end]}


def _clusters(raw: str) -> list[tuple[int, int]]:
    """Return spans that can be composed on their own: one character, or one with its marks."""
    if unicodedata.is_normalized("NFC", raw):
        return [(i, i + 1) for i in range(len(raw))]
    starts = [
        i
        for i, char in enumerate(raw)
        if not unicodedata.combining(char) and not "\u1160" <= char <= "\u11ff"
    ]
    starts = starts if starts[:1] == [0] else [0, *starts]
    return list(zip(starts, [*starts[1:], len(raw)], strict=True))


def print_text(raw: str, offset: int = 0) -> Printed:
    """Return a stretch of source text as printed; ``offset`` is where it starts in its source."""
    plain = _as_it_is(raw)
    if plain is not None:
        places = range(offset, offset + len(raw) + 1)
        return Printed(plain, places[:-1], places[1:])
    marks, named = _marked(raw), _named(raw)
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    space_at: int | None = None
    past = 0
    for start, stop in _clusters(raw):
        if start in marks or start < past:
            continue
        end, known = named.get(start, (stop, raw[start:stop]))
        past = end
        if known[:1].isspace():
            space_at = start if space_at is None else space_at
            continue
        if _is_dropped(known[0]):
            continue
        if space_at is not None and chars:
            chars.append(" ")
            starts.append(offset + space_at)
            ends.append(offset + start)
        space_at = None
        composed = known if len(known) == 1 else _compose(known)
        for char in composed:
            chars.append(char)
            starts.append(offset + start)
            ends.append(offset + end)
    return Printed("".join(chars), tuple(starts), tuple(ends))


@lru_cache(maxsize=256)
def _as_it_is(raw: str) -> str | None:
    """Return text that prints character for character, as most does; None where something goes or folds.

    Some thirty times the speed of looking at each character; each phase of cleaning asks for the lines of an article.
    """
    plain = raw.isprintable()
    spaced = raw if plain else raw.translate(_SPACES)
    folds = "  " in spaced or spaced[:1] == " " or spaced[-1:] == " "
    if folds or not (plain or spaced.isprintable()):
        return None
    if _CHANGES.search(raw) and (_marked(raw) or _named(raw)):
        return None
    return spaced if raw.isascii() or unicodedata.is_normalized("NFC", raw) else None


_CHANGES = re.compile(rf"[{re.escape(_CAN_MARK)}&]")
_SPACES = str.maketrans("\t\n\r", "   ")


def _compose(cluster: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", cluster) if not _is_dropped(c))


def printed(raw: str) -> str:
    """Return a stretch of source text as printed."""
    plain = _as_it_is(raw)
    return print_text(raw).text if plain is None else plain


def safe(raw: str) -> str:
    """Return text of a profile or a container as it may be printed: white space folded, no controls."""
    kept = "".join(c for c in raw if c.isspace() or not _is_dropped(c))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def counted(number: int, one: str) -> str:
    """Return a number with its noun: 1 article, 2 articles."""
    return f"{number:,} {one}{'s' * (number != 1)}"


def storable(text: str) -> str:
    """Return a text as an archive can hold it: a lone surrogate becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def sha256(text: str) -> str:
    """Return the hash of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=4096)
def count_words(text: str) -> int:
    """Return the number of words: what white space separates and holds a letter or digit.

    Remembered for a while: what cleans a page asks for the same line ten times.
    """
    return len(_WORD.findall(text))


_WORD = re.compile(r"[^\W_]\S*")
"""From a word's first letter or digit to its end: once for each word."""


def slug_of(title: str) -> str:
    """Return a title as part of a file name: lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "brief"
