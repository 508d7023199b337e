"""A Word document (.docx) holds one article: its paragraphs, headings, lists and tables, as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element

from briefgen.model import Declared, Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers.formulas import linear
from briefgen.sources.readers.numbering import Numbering, read_numbering, value_of
from briefgen.sources.readers.office import Parts, document_of, local
from briefgen.sources.readers.place import Place

EMPTY = "a document without text; its pages may be pictures"
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|nagłówek|rubrik|overskrift)\s*([1-6])", re.IGNORECASE)  # fmt: skip
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "fldSimpleInstr", "delText", "Fallback", "footnoteReference", "endnoteReference", "commentReference", "annotationRef", "pPr", "rPr", "sectPr"})  # fmt: skip
"""What is no text of the document: what was deleted, fields' instructions, the second form of a drawing."""
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Style:
    """What a style makes of a paragraph."""

    level: int = 0
    listed: bool = False
    number: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a document's paragraphs are read by: its styles and its lists."""

    styles: dict[str, Style]
    lists: Numbering


def read(
    data: bytes, place: Place, _: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the document's article, or why there is none."""
    try:
        parts = Parts(data)
        body = parts.tree("word/document.xml")
        rules = _rules(parts)
    except ValueError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    lines = list(_lines(body, rules, 0))
    if not any(len(line.split()) > 1 for line in lines):
        yield Skipped(source=place.file, reason=EMPTY)
        return
    yield document_of(lines, place, Declared())


def _child(element: _Element, name: str) -> _Element | None:
    return next((c for c in element if local(c) == name), None)


def _rules(parts: Parts) -> Rules:
    styles = _styles(parts.tree("word/styles.xml")) if "word/styles.xml" in parts.names else {}
    named = "word/numbering.xml" in parts.names
    return Rules(styles, read_numbering(parts.tree("word/numbering.xml")) if named else Numbering())


def _styles(tree: _Element) -> dict[str, Style]:
    """Return the styles of a document by their ids, each with what it inherits of its list."""
    found: dict[str, Style] = {}
    bases: dict[str, str] = {}
    for style in tree:
        if local(style) != "style":
            continue
        key = value_of(style, "styleId")
        name = value_of(_child(style, "name"), "val")
        match = _HEADING.match(name) or _HEADING.match(key)
        level = int(match[1]) if match else 1 if name.lower() == "title" else 0
        listed = name.lower().startswith("list") and "paragraph" not in name.lower()
        number, depth = _list_of(_child(style, "pPr"))
        found[key] = Style(level, listed=listed, number=number, depth=depth)
        bases[key] = value_of(_child(style, "basedOn"), "val")
    return {key: _inherited(key, found, bases) for key in found}


def _inherited(key: str, styles: dict[str, Style], bases: dict[str, str]) -> Style:
    """Return a style with the list of the nearest style it is based on that has one."""
    style, base = styles[key], bases[key]
    for _ in range(DEEPEST):
        if style.number or base not in styles:
            break
        above = styles[base]
        style = replace(style, number=above.number, depth=style.depth or above.depth)
        base = bases[base]
    return style


def _list_of(about: _Element | None) -> tuple[str, int]:
    """Return the list and the level that some properties of a paragraph name; "" where they name none."""
    numbered = _child(about, "numPr") if about is not None else None
    if numbered is None:
        return "", 0
    level = value_of(_child(numbered, "ilvl"), "val")
    return value_of(_child(numbered, "numId"), "val"), int(level) if level.isdigit() else 0


def _lines(element: _Element, rules: Rules, depth: int) -> Iterator[str]:
    """Yield the lines below an element: a paragraph, or a row of a table, each."""
    if depth > DEEPEST:
        return
    for child in element:
        name = local(child)
        if name in _SKIPPED:
            continue
        if name == "p":
            yield from _paragraph(child, rules, depth)
        elif name == "tr":
            cells = [
                " ".join(_lines(cell, rules, depth + 1))
                for cell in child
                if local(cell) in {"tc", "sdt"}
            ]
            row = " | ".join(cell for cell in cells if cell)
            if row:
                yield row
        else:
            yield from _lines(child, rules, depth + 1)


def _paragraph(paragraph: _Element, rules: Rules, depth: int) -> Iterator[str]:
    boxes: list[_Element] = []
    text = " ".join("".join(_texts(paragraph, boxes, 0)).split())
    if text:
        yield f"{_mark(paragraph, rules)}{text}"
    for box in boxes:
        yield from _lines(box, rules, depth + 1)


def _mark(paragraph: _Element, rules: Rules) -> str:
    """Return what stands before a paragraph: Markdown's mark of its heading, and its number or its bullet."""
    about = _child(paragraph, "pPr")
    if about is None:
        return ""
    style = rules.styles.get(value_of(_child(about, "pStyle"), "val"), Style())
    number, level = _list_of(about)
    if not number:
        number, level = style.number, style.depth
    counted = rules.lists.mark(number, level) if number and number != "0" else ""
    if style.level:
        return "#" * style.level + " " + ("" if counted in {None, "- "} else str(counted))
    if counted is None or (not counted and style.listed):
        return "- "
    return counted


def _texts(element: _Element, boxes: list[_Element], depth: int) -> Iterator[str]:
    """Yield the texts of a paragraph; the boxes anchored in it are set aside."""
    if depth > DEEPEST:
        return
    for child in element:
        name = local(child)
        if name in _SKIPPED:
            continue
        if name == "t":
            yield child.text or ""
        elif name in {"tab", "br", "cr"}:
            yield " "
        elif name == "oMath":
            yield f" {linear(child)} "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "txbxContent":
            boxes.append(child)
        else:
            yield from _texts(child, boxes, depth + 1)
