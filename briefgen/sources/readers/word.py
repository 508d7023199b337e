"""A Word document (.docx) holds one article: its paragraphs, headings, lists and tables, as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from briefgen.model import Declared, Document, Skipped
from briefgen.profile.tables import ReadingOptions
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


def read(
    data: bytes, place: Place, _: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the document's article, or why there is none."""
    try:
        parts = Parts(data)
        body = parts.tree("word/document.xml")
        styles = _styles(parts.tree("word/styles.xml")) if "word/styles.xml" in parts.names else {}
    except ValueError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    lines = list(_lines(body, styles, 0))
    if not any(len(line.split()) > 1 for line in lines):
        yield Skipped(source=place.file, reason=EMPTY)
        return
    yield document_of(lines, place, Declared())


def _value(element: _Element | None) -> str:
    """Return the attribute ``val`` of an element, in whichever namespace."""
    if element is None:
        return ""
    return next(
        (str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == "val"), ""
    )


def _child(element: _Element, name: str) -> _Element | None:
    return next((c for c in element if local(c) == name), None)


def _styles(tree: _Element) -> dict[str, Style]:
    found: dict[str, Style] = {}
    for style in tree:
        if local(style) != "style":
            continue
        key = next((str(v) for k, v in style.attrib.items() if str(k).endswith("styleId")), "")
        name = _value(_child(style, "name"))
        match = _HEADING.match(name) or _HEADING.match(key)
        level = int(match[1]) if match else 1 if name.lower() == "title" else 0
        found[key] = Style(
            level, listed=name.lower().startswith("list") and "paragraph" not in name.lower()
        )
    return found


def _lines(element: _Element, styles: dict[str, Style], depth: int) -> Iterator[str]:
    """Yield the lines below an element: a paragraph, or a row of a table, each."""
    if depth > DEEPEST:
        return
    for child in element:
        name = local(child)
        if name in _SKIPPED:
            continue
        if name == "p":
            yield from _paragraph(child, styles, depth)
        elif name == "tr":
            cells = [
                " ".join(_lines(cell, {}, depth + 1))
                for cell in child
                if local(cell) in {"tc", "sdt"}
            ]
            row = " | ".join(cell for cell in cells if cell)
            if row:
                yield row
        else:
            yield from _lines(child, styles, depth + 1)


def _paragraph(paragraph: _Element, styles: dict[str, Style], depth: int) -> Iterator[str]:
    boxes: list[_Element] = []
    text = " ".join("".join(_texts(paragraph, boxes, 0)).split())
    if text:
        yield f"{_mark(paragraph, styles)}{text}"
    for box in boxes:
        yield from _lines(box, styles, depth + 1)


def _mark(paragraph: _Element, styles: dict[str, Style]) -> str:
    """Return Markdown's mark for a paragraph of a style."""
    about = _child(paragraph, "pPr")
    if about is None:
        return ""
    style = styles.get(_value(_child(about, "pStyle")), Style())
    if style.level:
        return "#" * style.level + " "
    numbered = _child(about, "numPr")
    number = _value(_child(numbered, "numId")) if numbered is not None else ""
    return "- " if style.listed or (number and number != "0") else ""


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
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "txbxContent":
            boxes.append(child)
        else:
            yield from _texts(child, boxes, depth + 1)
