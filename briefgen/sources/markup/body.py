"""Which part of a page is its article: trafilatura says, its blocks are read whole.

trafilatura finds the article's text; what is printed are the page's own blocks that it found, each whole, so
that words it drops inside of a block (links, small capitals, names set apart) stay. Everything else is
kept aside with the reason.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from briefgen.model.document import LeftAside
from briefgen.sources.markup.lines import lines_of

_WORD = re.compile(r"\w+")
WHOLE = 25
"""Letters from which a block may be part of a longer line of trafilatura's; shorter ones must be a line."""
COVERED = 0.7
"""Where the blocks hold less of what trafilatura found, it found text that no block has (in JSON, say)."""


@dataclass(frozen=True, slots=True)
class Body:
    """The article's lines, and what was left aside."""

    lines: tuple[str, ...]
    left: tuple[LeftAside, ...]


def find_body(tree: HtmlElement, text: str) -> Body:
    """Return the article of a page; no lines where there is none."""
    found = _extracted(text)
    if not found:
        return Body((), tuple(_left(lines_of(_shown(tree)), frozenset())))
    lines = lines_of(_shown(tree))
    known = frozenset(_letters(line) for line in found)
    whole = "\0".join(_letters(line) for line in found)
    kept = tuple(line for line in lines if _is_in(_letters(line), known, whole))
    size = sum(len(_letters(line)) for line in kept)
    if size < COVERED * len(whole):
        kept = tuple(found)
    return Body(kept, tuple(_left(lines, frozenset(kept))))


def _shown(tree: HtmlElement) -> HtmlElement:
    body = tree.find("body")
    return tree if body is None else body


def _is_in(letters: str, known: frozenset[str], whole: str) -> bool:
    return letters in known or (len(letters) >= WHOLE and letters in whole)


def _letters(line: str) -> str:
    return "".join(_WORD.findall(line.casefold()))


def _extracted(text: str) -> list[str]:
    """Return the lines of the article that trafilatura finds."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(text, include_comments=False)
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    return lines_of(found.body)


def _left(lines: Sequence[str], kept: frozenset[str]) -> Iterator[LeftAside]:
    """Yield what is no part of the article, each line once."""
    for line in dict.fromkeys(lines):
        if line not in kept:
            yield LeftAside("outside the article", line)
