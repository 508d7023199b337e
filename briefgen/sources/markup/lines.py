"""A tree of HTML as lines of text: a line a block, with Markdown's marks for headings and items of lists.

Reads HTML and the tags of trafilatura (head, item, row, lb) alike. What shows nothing is left out, and
what a reader of mail or pages does not see: scripts, hidden elements, pictures of one pixel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

SILENT = frozenset(
    "script style noscript template title svg math iframe form input select textarea button "
    "audio video canvas map graphic img link meta".split()
)
"""Elements of which nothing is read."""
BLOCKS = frozenset(
    "p div section article main header footer aside nav figure figcaption blockquote quote pre ul ol dl li dd dt "
    "table tbody thead tfoot tr row list item h1 h2 h3 h4 h5 h6 head body html center address hr details summary "
    "fieldset form caption ab doc".split()
)
CELLS = frozenset({"td", "th", "cell"})
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*[01](?:px|pt)?\s*(?:;|$))", re.IGNORECASE)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u3000]+")
_BREAK = "\x1e"
"""Stands for a line break inside a block until it is known whether the block goes on."""
_PARAGRAPH = re.compile(f"{_BREAK}(?:\\s*{_BREAK})+")
DEEPEST = 400
"""Elements inside each other that are followed; what is deeper is no article."""


def is_hidden(element: _Element) -> bool:
    """Return whether an element is not shown."""
    style = element.get("style")
    return bool(
        (style and _HIDDEN.search(style))
        or element.get("hidden") is not None
        or (element.get("aria-hidden") == "true" and len(element) == 0 and element.tag != "span")
    )


def lines_of(root: _Element, *, breaks: bool = False) -> list[str]:
    """Return the lines of text below an element, none empty.

    ``breaks`` keeps a single line break as the end of a line, as mail has it; else only two of them end one.
    """
    lines: list[str] = []
    collected: list[str] = []
    mark = ""
    for event in _walk(root, 0):
        if isinstance(event, str):
            collected.append(event)
            continue
        parts = _cut("".join(collected), breaks=breaks)
        collected.clear()
        for part in parts:
            lines.append(_marked(mark, part))
            mark = ""
        mark = event.mark or (mark if event.opens else "")
    parts = _cut("".join(collected), breaks=breaks)
    return lines + [_marked("", part) for part in parts]


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where a block begins or ends, and the mark of the one that begins."""

    opens: bool
    mark: str = ""


def _cut(text: str, *, breaks: bool) -> list[str]:
    """Return the lines of a block's text, white space folded."""
    parts = text.split(_BREAK) if breaks else _PARAGRAPH.split(text)
    folded = (_SPACE.sub(" ", part.replace(_BREAK, " ")).strip() for part in parts)
    return [part for part in folded if part]


def _marked(mark: str, text: str) -> str:
    """Return a line with its mark; what looks like a mark of its own is escaped."""
    if mark:
        return f"{mark}{text}"
    return f"\\{text}" if re.match(r"#{1,6}\s", text) else text


def _walk(element: _Element, depth: int) -> Iterator[str | _Edge]:
    """Yield the texts below an element, and where blocks begin and end."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in SILENT or is_hidden(element) or depth > DEEPEST:
        return
    if tag in {"br", "lb"}:
        yield _BREAK
        return
    if tag in BLOCKS:
        yield _Edge(opens=True, mark=_mark_of(element, tag))
    if element.text:
        yield element.text
    for n, child in enumerate(element):
        if child.tag in CELLS and n and _has_text(child):
            yield " | "
        yield from _walk(child, depth + 1)
        if child.tail:
            yield child.tail
    if tag in BLOCKS:
        yield _Edge(opens=False)


def _has_text(element: _Element) -> bool:
    return any(text.strip() for text in element.itertext())


def _mark_of(element: _Element, tag: str) -> str:
    """Return Markdown's mark for a block."""
    if tag in {"li", "item"}:
        return "- "
    level = element.get("rend", "h2") if tag == "head" else tag
    if len(level) == 2 and level[0] == "h" and level[1] in "123456":  # noqa: PLR2004 - h1 to h6
        return "#" * int(level[1]) + " "
    return ""
