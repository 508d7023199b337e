"""Lines with their places on pages become paragraphs: columns, running heads, parted words, headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefgen.model.document import LeftAside

EDGE = 0.11
"""Share of a page's height at its top and bottom where running heads stand."""
REPEATED = 0.4
"""Share of the pages on which a running head stands, its numbers aside; never fewer than three of them."""
GUTTER = (0.35, 0.65)
"""Where on a page's width the gap between two columns is looked for."""
COLUMN_LINES = 5
"""Lines from which one side of a page is a column."""
COLUMN_LETTERS = 22
"""Letters that the middle line of a column of prose has; a table's are shorter."""
NEAR = 0.05
"""Share of a page's height within which the next line stands."""
INDENT = 0.012
"""Share of a page's width by which the first line of a paragraph is set in."""
_NUMBER = re.compile(r"\W*(?:(?:page|seite|p\.|pág\.|str\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\W*", re.IGNORECASE)  # fmt: skip
_ITEM = re.compile(r"(?:[•‣◦▪●■–—·]|[-*]|\(?\d{1,2}[.)])\s+\S")
_CLOSED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page: its text and its box as shares of the page, from the top left."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    """Height of its letters in points."""
    parted: bool = False
    """Whether its last word goes on in the next line behind a hyphen."""


def drop_running(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], tuple[LeftAside, ...]]:
    """Return the pages without running heads and page numbers, and these."""
    heads = Counter(
        key for page in pages for key in {_key(line) for line in page if _at_edge(line)}
    )
    least = max(3, REPEATED * len(pages))
    running = {key for key, times in heads.items() if times >= least}
    kept: list[list[Line]] = []
    left: list[LeftAside] = []
    for page in pages:
        kept.append([])
        for line in page:
            if _at_edge(line) and _NUMBER.fullmatch(line.text):
                left.append(LeftAside("page number", line.text))
            elif _at_edge(line) and _key(line) in running:
                left.append(LeftAside("running head", line.text))
            else:
                kept[-1].append(line)
    return kept, tuple(left)


def _at_edge(line: Line) -> bool:
    return line.top < EDGE or line.bottom > 1 - EDGE


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.casefold())


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines as they are read: as they were written, or by columns where that went across them."""
    gutter = _gutter(lines)
    if gutter is None or not _across(lines, gutter):
        return list(lines)
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda n: n.top):
        if line.left < gutter < line.right:
            ordered += [*_by_column(band, gutter), line]
            band = []
        else:
            band.append(line)
    return ordered + _by_column(band, gutter)


def _by_column(lines: Sequence[Line], gutter: float) -> list[Line]:
    return sorted(lines, key=lambda n: (n.left >= gutter, n.top, n.left))


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return where two columns of prose are parted, or None."""
    steps = [GUTTER[0] + n * 0.01 for n in range(round((GUTTER[1] - GUTTER[0]) * 100) + 1)]
    crossed = {x: sum(n.left < x < n.right for n in lines) for x in steps}
    best = min(steps, key=lambda x: (crossed[x], abs(x - 0.5)), default=None)
    if best is None or crossed[best] > 0.2 * len(lines):
        return None
    for side in ([n for n in lines if n.right <= best], [n for n in lines if n.left >= best]):
        if len(side) < COLUMN_LINES or median(len(n.text) for n in side) < COLUMN_LETTERS:
            return None
    return best


def _across(lines: Sequence[Line], gutter: float) -> bool:
    """Return whether a page was written row by row across its columns."""
    sides = [n.left >= gutter for n in lines if not n.left < gutter < n.right]
    changes = sum(a != b for a, b in pairwise(sides))
    return changes > 0.3 * len(sides)


def to_paragraphs(lines: Sequence[Line]) -> list[str]:
    """Return the paragraphs of a document, its headings with Markdown's marks."""
    if not lines:
        return []
    body = median(line.size for line in lines for _ in range(len(line.text)))
    gaps = [
        b.top - a.top for a, b in pairwise(lines) if a.page == b.page and 0 < b.top - a.top < NEAR
    ]
    step = median(gaps) if gaps else 0.0
    known = frozenset(re.findall(r"\w+-\w+", " ".join(line.text for line in lines).casefold()))
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], line, step, body):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_marked(p, _joined(p, known), body) for p in paragraphs]


def _goes_on(paragraph: Sequence[Line], line: Line, step: float, body: float) -> bool:
    """Return whether a line goes on a paragraph."""
    last = paragraph[-1]
    if last.parted:
        return True
    if abs(last.size - line.size) > 0.12 * body or _ITEM.match(line.text):
        return False
    same_row = abs(last.top - line.top) < 0.3 * step
    if same_row and line.left >= last.right - 0.01:
        return True
    down = line.top - last.top
    if last.page != line.page or down < 0 or down > 12 * step:
        closed = bool(_CLOSED.search(last.text))
        return (not closed and line.text[:1].islower()) or (not closed and len(paragraph) > 1)
    if down > 1.45 * step:
        return False
    indented = line.left - min(p.left for p in paragraph) > INDENT and len(paragraph) > 1
    widest = max(p.right for p in paragraph)
    short = last.right < widest - 0.12 * (widest - last.left + 0.01) and len(paragraph) > 1
    return not ((indented or short) and _CLOSED.search(last.text))


def _joined(paragraph: Sequence[Line], known: frozenset[str]) -> str:
    """Return a paragraph's text, its parted words whole."""
    text = paragraph[0].text
    for before, line in pairwise(paragraph):
        if before.parted:
            head = re.search(r"\w+$", text)
            tail = re.match(r"\w+", line.text)
            whole = f"{head[0]}-{tail[0]}".casefold() if head and tail else ""
            keeps = whole in known or not line.text[:1].islower()
            text = f"{text.rstrip('-')}{'-' if keeps else ''}{line.text}"
        else:
            text = f"{text} {line.text}"
    return text


def _marked(paragraph: Sequence[Line], text: str, body: float) -> str:
    """Return a paragraph with the mark of a heading or an item, where it is one."""
    size = paragraph[0].size
    if size > 1.12 * body and len(text.split()) <= 25 and not text.endswith("."):  # noqa: PLR2004 - a title
        return f"{'#' if size > 1.5 * body else '##'} {text}"
    item = re.match(r"[•‣◦▪●■·]\s+", text)
    return f"- {text[item.end() :]}" if item else text
