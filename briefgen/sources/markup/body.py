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
from briefgen.sources.markup.lines import is_hidden, lines_of
from briefgen.sources.markup.rules import rule_of
from briefgen.sources.markup.titles import same_words

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
NEAR = 12
"""Blocks before the first of the article among which its title is looked for."""
SAYS = 8
"""Words from which a block below the title is a sentence of the article."""
SUMMED = 40
"""Letters by which a block and the page's own summary are the same."""
_SLIDE = re.compile(r"(?:#+ )?\d{1,3}\s?/\s?\d{1,3}\b(?!/)")
FEWEST_SLIDES = 3
BEHIND_SLIDE = 3
"""Lines of a slide: its heading, what it shows, whose picture it is."""
ARTICLE = 100
"""Words in sentences from which what stands beside a gallery is an article."""
OUTSIDE = "outside the article"


@dataclass(frozen=True, slots=True)
class Body:
    """The article's lines, and what was left aside."""

    lines: tuple[str, ...]
    left: tuple[LeftAside, ...]


def find_body(tree: HtmlElement, text: str, title: str = "", described: Sequence[str] = ()) -> Body:
    """Return the article of a page; no lines where there is none.

    ``title`` is the article's, ``described`` what the page's metadata sum it up with.
    """
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
    kept |= _standfirst(blocks, kept, title, described)
    slides = _slides([(n, blocks[n]) for n in sorted(kept)])
    lines: list[str] = []
    left: list[LeftAside] = []
    for number, line in enumerate(blocks):
        rule = OUTSIDE if number not in kept else "gallery" if number in slides else rule_of(line)
        if rule:
            left.append(LeftAside(rule, line))
        else:
            lines.append(line)
    aside = [item.text for item in left if item.rule != OUTSIDE]
    hidden = (
        _hidden(tree) if lines else ""
    )  # a page may be hidden as a whole until its scripts have run
    lines += [
        line
        for line in _new(first, [*lines, *aside])
        if not rule_of(line) and _letters(line) not in hidden
    ]
    return Body(tuple(lines), tuple(dict.fromkeys(left)))


def _slides(lines: Sequence[tuple[int, str]]) -> frozenset[int]:
    """Return the numbers of the lines of a gallery inside an article: from its first heading "1/50 …" to behind its last.

    Where hardly anything else is left, the gallery is the article.
    """
    heads = [at for at, (_, line) in enumerate(lines) if _SLIDE.match(line)]
    if len(heads) < FEWEST_SLIDES:
        return frozenset()
    inside = lines[heads[0] : heads[-1] + BEHIND_SLIDE]
    numbers = frozenset(number for number, _ in inside)
    others = [line for number, line in lines if number not in numbers and _is_sentence(line)]
    return numbers if sum(len(line.split()) for line in others) >= ARTICLE else frozenset()


def _hidden(tree: HtmlElement) -> str:
    """Return the letters of what a page does not show."""
    return "\0".join(_letters(" ".join(e.itertext())) for e in tree.iter("*") if is_hidden(e))


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


def _standfirst(
    blocks: Sequence[str], kept: set[int], title: str, described: Sequence[str]
) -> set[int]:
    """Return the blocks that sum the article up, which both extractors often take for furniture.

    They are what stands as a sentence between the title and the first block that was kept, and the first block
    that repeats the page's own summary.
    """
    first = min((n for n in kept if not blocks[n].startswith("#")), default=0)
    titles = [n for n in range(max(0, first - NEAR), first) if same_words(blocks[n], title)]
    below = range(titles[-1] + 1, first) if titles else ()
    found = {n for n in below if _is_sentence(blocks[n])}
    sums = [s for s in (_letters(d) for d in described) if len(s) >= SUMMED]
    for number, block in enumerate(blocks):
        letters = _letters(block)
        if any(s in letters or (len(letters) >= SUMMED and letters[:SUMMED] in s) for s in sums):
            return found | {number} if number not in kept else found
    return found


def _is_sentence(block: str) -> bool:
    return len(block.split()) >= SAYS and block.rstrip('"”»’)').endswith((".", "!", "?", ":", "…"))


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
