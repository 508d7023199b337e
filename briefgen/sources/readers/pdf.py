"""A PDF with a text layer holds one article: its lines in reading order, joined to paragraphs.

PDFium gives the characters' places; here lines are put into columns, running heads and page numbers are
left out, and words that a line's end parts are joined. A page without text is a picture, which is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefgen.model import Declared, Document, Skipped
from briefgen.model.document import LeftAside
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers.office import document_of
from briefgen.sources.readers.place import Place

MOST_PAGES = 2_000
SCANNED = "its pages are pictures without a text layer; run a text recognition over it first"
LOCKED = "locked with a password; unlock it"
EDGE = 0.12
"""Share of a page's height at its top and bottom where running heads stand."""
REPEATED = 0.4
"""Share of the pages on which a running head stands, numbers aside."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, its box from the top left in points, and its letters' height."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @property
    def height(self) -> float:
        """How high its box is."""
        return self.bottom - self.top


def read(
    data: bytes, place: Place, _: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the PDF's article, or why there is none."""
    import pypdfium2  # noqa: PLC0415 - a library of 7 MB

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = LOCKED if locked else f"a broken PDF ({error}); fetch it again"
        yield Skipped(source=place.file, reason=reason)
        return
    try:
        pages = [_page(pdf, n) for n in range(min(len(pdf), MOST_PAGES))]
    finally:
        pdf.close()
    if not any(lines for lines, _height in pages):
        yield Skipped(source=place.file, reason=SCANNED)
        return
    kept, left = drop_running([lines for lines, _height in pages], [h for _lines, h in pages])
    ordered = [line for page in kept for line in in_order(page)]
    text = to_paragraphs(ordered)
    if not any(len(line.split()) > 1 for line in text):
        yield Skipped(source=place.file, reason=SCANNED)
        return
    yield document_of(text, place, Declared(), left)


def _page(pdf: object, number: int) -> tuple[list[Line], float]:
    """Return the lines of a page and its height in points."""
    page = pdf[number]  # type: ignore[index]
    try:
        _width, height = page.get_size()
        text = page.get_textpage()
        try:
            return list(_runs(text, height)), height
        finally:
            text.close()
    finally:
        page.close()


def _runs(text: object, height: float) -> Iterator[Line]:
    """Yield the runs of characters that PDFium holds to be on one line."""
    whole: str = text.get_text_range()  # type: ignore[attr-defined]
    n = text.count_rects()  # type: ignore[attr-defined]
    del whole
    for index in range(n):
        left, bottom, right, top = text.get_rect(index)  # type: ignore[attr-defined]
        said = text.get_text_bounded(left, bottom, right, top)  # type: ignore[attr-defined]
        said = " ".join(said.split())
        if said:
            yield Line(said, left, height - top, right, height - bottom, top - bottom)
