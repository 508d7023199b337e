"""Which part of a page is its article: two extractors say, the page's own blocks are read whole.

trafilatura finds the article's text; where it finds far less than Readability's algorithm does, both are
taken. What is read are the page's own blocks that they found, each whole, so that words they drop
inside of a block (links, names set apart) stay; and what trafilatura found outside of any block (text in
JSON, say). Lines that only lead elsewhere go by named rules. All else is kept aside.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import LxmlError
from lxml.html import HtmlElement, fromstring

from briefgen.model.document import LeftAside
from briefgen.sources.markup.lines import lines_of
from briefgen.sources.markup.rules import rule_of

_WORD = re.compile(r"\w+")
WHOLE = 25
"""Letters from which a block may be part of a longer line that was found; a shorter one must be a line."""
LESS = 0.5
"""Where trafilatura finds a smaller share of what Readability's algorithm finds, both are taken."""
MORE = 1.8
"""Where trafilatura finds so many times more, it is asked once more, in its mode for recall, which looks for one article:
on some front pages that gives less."""
KNOWN = 0.6
"""A line that was found is new where the blocks kept hold a smaller share of its runs of three words."""
OUTSIDE = "outside the article"


@dataclass(frozen=True, slots=True)
class Body:
    """The article's lines, and what was left aside."""

    lines: tuple[str, ...]
    left: tuple[LeftAside, ...]


def find_body(tree: HtmlElement, text: str) -> Body:
    """Return the article of a page; no lines where there is none."""
    blocks = lines_of(_shown(tree))
    first = _by_trafilatura(text)
    second = _by_readability(text)
    kept, other = _among(blocks, first), _among(blocks, second)
    if _size(blocks, kept) > MORE * _size(blocks, other) > 0:
        wide = _by_trafilatura(text, wide=True)
        if 0 < MORE * _size(blocks, _among(blocks, wide)) < _size(blocks, kept):
            first, kept = wide, _among(blocks, wide)
    elif _size(blocks, kept) < LESS * _size(blocks, other):
        kept |= other
    lines: list[str] = []
    left: list[LeftAside] = []
    for number, line in enumerate(blocks):
        rule = rule_of(line) if number in kept else OUTSIDE
        if rule:
            left.append(LeftAside(rule, line))
        else:
            lines.append(line)
    aside = frozenset(item.text for item in left if item.rule != OUTSIDE)
    lines += [line for line in _new(first, lines) if line not in aside and not rule_of(line)]
    return Body(tuple(lines), tuple(dict.fromkeys(left)))


def _shown(tree: HtmlElement) -> HtmlElement:
    body = tree.find("body")
    return tree if body is None else body


def _among(blocks: Sequence[str], found: Sequence[str]) -> set[int]:
    """Return the numbers of the blocks that are, or are part of, lines that were found."""
    known = frozenset(_letters(line) for line in found)
    whole = "\0".join(_letters(line) for line in found)
    return {
        number
        for number, line in enumerate(blocks)
        if (letters := _letters(line)) in known or (len(letters) >= WHOLE and letters in whole)
    }


def _size(blocks: Sequence[str], kept: set[int]) -> int:
    return sum(len(blocks[number]) for number in kept)


def _letters(line: str) -> str:
    return "".join(_WORD.findall(line.casefold()))


def _new(found: Sequence[str], lines: Sequence[str]) -> list[str]:
    """Return the lines that were found and stand in no block that was kept."""
    have = {run for line in lines for run in _runs(line)}
    new: list[str] = []
    for line in found:
        runs = _runs(line)
        if runs and len(runs & have) < KNOWN * len(runs):
            new.append(line)
            have |= runs
    return new


def _runs(line: str) -> set[tuple[str, ...]]:
    """Return the runs of three words of a line, or its words where it has fewer."""
    words = _WORD.findall(line.casefold())
    return {tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))} if words else set()


def _by_trafilatura(text: str, *, wide: bool = False) -> list[str]:
    """Return the lines of the article that trafilatura finds; ``wide`` in its mode for recall."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(text, include_comments=False, favor_recall=wide)
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    return lines_of(found.body)


def _by_readability(text: str) -> list[str]:
    """Return the lines of the article that Readability's algorithm finds, as trafilatura carries it."""
    from trafilatura.readability_lxml import Document  # noqa: PLC0415 - see above

    from briefgen.sources.markup.parse import parse_markup  # noqa: PLC0415 - beside it

    try:
        return lines_of(fromstring(Document(parse_markup(text)).summary()))
    except (LxmlError, ValueError, TypeError, AttributeError):
        return []
