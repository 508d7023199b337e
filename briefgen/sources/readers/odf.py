"""An OpenDocument text (.odt) holds one article: its paragraphs, headings, lists and tables, as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from briefgen.model import Declared, Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers.office import Parts, document_of, local
from briefgen.sources.readers.place import Place

EMPTY = "a document without text; its pages may be pictures"
_SKIPPED = frozenset({"tracked-changes", "annotation", "annotation-end", "note", "table-of-content", "desc", "title", "sequence-decls", "forms", "user-index", "alphabetical-index"})  # fmt: skip
"""What is no text of the document: deletions, comments, footnotes, indexes."""
DEEPEST = 60


def read(
    data: bytes, place: Place, _: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the document's article, or why there is none."""
    try:
        content = Parts(data).tree("content.xml")
    except ValueError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    body = next((e for e in content.iter() if local(e) == "text" and _is_office(e)), content)
    lines = list(_lines(body, "", 0))
    if not any(len(line.split()) > 1 for line in lines):
        yield Skipped(source=place.file, reason=EMPTY)
        return
    yield document_of(lines, place, Declared())


def _is_office(element: _Element) -> bool:
    return "office" in str(element.tag)


def _lines(element: _Element, mark: str, depth: int) -> Iterator[str]:
    """Yield the lines below an element: a paragraph, or a row of a table, each."""
    if depth > DEEPEST:
        return
    for child in element:
        name = local(child)
        if name in _SKIPPED:
            continue
        if name in {"p", "h"}:
            boxes: list[_Element] = []
            text = " ".join("".join(_texts(child, boxes, 0)).split())
            if text:
                yield f"{_level(child) if name == 'h' else mark}{text}"
            for box in boxes:
                yield from _lines(box, "", depth + 1)
        elif name == "table-row":
            cells = [" ".join(_lines(cell, "", depth + 1)) for cell in child]
            row = " | ".join(cell for cell in cells if cell)
            if row:
                yield row
        else:
            yield from _lines(child, "- " if name == "list-item" else mark, depth + 1)


def _level(heading: _Element) -> str:
    """Return Markdown's mark for a heading."""
    value = next(
        (str(v) for k, v in heading.attrib.items() if str(k).endswith("outline-level")), "1"
    )
    return "#" * (min(max(int(value), 1), 6) if value.isdigit() else 1) + " "


def _texts(element: _Element, boxes: list[_Element], depth: int) -> Iterator[str]:
    """Yield the texts of a paragraph; the boxes anchored in it are set aside."""
    if depth > DEEPEST:
        return
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in {"s", "tab", "line-break"}:
            yield " "
        elif name == "text-box":
            boxes.append(child)
        elif name not in _SKIPPED:
            yield from _texts(child, boxes, depth + 1)
        yield child.tail or ""
