"""A book (EPUB) is read as one article: its chapters in their order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.etree import _Element

from briefgen.model import Declared, Document, Skipped
from briefgen.model.text import printed
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.markup.lines import lines_of
from briefgen.sources.markup.parse import decode_markup, parse_markup
from briefgen.sources.readers.office import Parts, document_of, local
from briefgen.sources.readers.place import Place

EMPTY = "a book without text; its pages may be pictures"


def read(
    data: bytes, place: Place, _: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the book as an article, or why it is none."""
    try:
        parts = Parts(data)
        package = _package(parts)
        about = parts.tree(package)
    except ValueError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    if "META-INF/rights.xml" in parts.names:
        yield Skipped(source=place.file, reason="locked by its seller; no text can be read")
        return
    lines: list[str] = []
    for name in _chapters(about, posixpath.dirname(package)):
        try:
            text, _encoding = decode_markup(parts.data(name))
            tree = parse_markup(text)
        except ValueError:
            continue
        body = tree.find("body")
        lines += lines_of(tree if body is None else body)
    if not any(len(line.split()) > 1 for line in lines):
        yield Skipped(source=place.file, reason=EMPTY)
        return
    declared = Declared(
        title=_said(about, "title"), date=_said(about, "date"), publisher=_said(about, "publisher")
    )
    yield document_of(lines, place, declared)


def _package(parts: Parts) -> str:
    """Return the name of the part that says what the book consists of."""
    container = parts.tree("META-INF/container.xml")
    for element in container.iter():
        if local(element) == "rootfile" and element.get("full-path"):
            return str(element.get("full-path"))
    raise ValueError("a broken book (it names no content); fetch it again")


def _chapters(about: _Element, folder: str) -> Iterator[str]:
    """Yield the names of the parts that are read, in their order."""
    items = {e.get("id"): e for e in about.iter() if local(e) == "item"}
    for reference in about.iter():
        if local(reference) != "itemref" or reference.get("linear") == "no":
            continue
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if (item.get("media-type") or "") in {"application/xhtml+xml", "text/html"}:
            yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))


def _said(about: _Element, name: str) -> str | None:
    found = next(
        (e for e in about.iter() if local(e) == name and "purl.org/dc" in str(e.tag)), None
    )
    return printed(found.text or "") or None if found is not None else None
