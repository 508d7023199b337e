"""A PDF with a text layer holds one article: its lines in reading order, joined to paragraphs.

PDFium gives the characters in the order they were written, and their places; here lines are put into
columns where they were written across them, running heads and page numbers are left out, and words that
a line's end parts are joined (`layout`). A file whose pages have no text is pictures, which is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from briefgen.model import Declared, Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers.layout import Line, drop_running, in_order, to_paragraphs
from briefgen.sources.readers.office import document_of
from briefgen.sources.readers.place import Place

MOST_PAGES = 2_000
MOST_CHARACTERS = 5_000_000
SCANNED = "its pages are pictures without a text layer; run a text recognition over it first"
LOCKED = "locked with a password; unlock it"
PARTED = "\ufffe"
"""PDFium's mark where a line's end parts a word by a hyphen."""


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
        pages = list(_pages(pdf))
    finally:
        pdf.close()
    kept, left = drop_running(pages)
    lines = to_paragraphs([line for page in kept for line in in_order(page)])
    if sum(len(line.split()) for line in lines) <= 1:
        yield Skipped(source=place.file, reason=SCANNED)
        return
    yield document_of(lines, place, Declared(), left)


def _pages(pdf: Any) -> Iterator[list[Line]]:
    """Yield the lines of each page."""
    characters = 0
    for number in range(min(len(pdf), MOST_PAGES)):
        page = pdf[number]
        width, height = page.get_size()
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > MOST_CHARACTERS:
            return
        yield list(_lines(text, number, width, height))
        text.close()
        page.close()


def _lines(text: Any, page: int, width: float, height: float) -> Iterator[Line]:
    """Yield the lines of a page as PDFium parts them, in the order they were written."""
    from pypdfium2.raw import FPDFText_GetUnicode  # noqa: PLC0415 - see above

    codes = [FPDFText_GetUnicode(text.raw, n) for n in range(text.count_chars())]
    start = 0
    for at, code in enumerate([*codes, ord("\n")]):
        if code not in _ENDS:
            continue
        letters = [n for n in range(start, at) if codes[n] and not chr(codes[n]).isspace()]
        start = at + 1
        runs = list(_apart(letters, text, width)) if letters else []
        for run in runs:
            said = " ".join(
                "".join(_character(codes[n]) for n in range(run[0], run[-1] + 1)).split()
            )
            first, last = (text.get_charbox(n, loose=True) for n in (run[0], run[-1]))
            yield Line(
                text=said,
                parted=code in _PARTED and run is runs[-1],
                page=page,
                left=first[0] / width,
                right=last[2] / width,
                top=1 - first[3] / height,
                bottom=1 - first[1] / height,
                size=first[3] - first[1],
            )


_PARTED = frozenset({ord(PARTED), 2})
_ENDS = _PARTED | {ord("\n"), ord("\r")}
APART = 1.2
"""Widths of a gap, in heights of letters, from which a line is two: those of columns side by side."""


def _apart(letters: list[int], text: Any, width: float) -> Iterator[list[int]]:
    """Yield the letters of a line, parted where a gap as between columns stands in it."""
    box = text.get_charbox
    first, last = box(letters[0], loose=True), box(letters[-1], loose=True)
    if not first[0] < width / 2 < last[2]:
        yield letters
        return
    run = [letters[0]]
    for before, letter in pairwise(letters):
        if letter > before + 1 and box(letter)[0] - box(before)[2] > APART * (first[3] - first[1]):
            yield run
            run = []
        run.append(letter)
    yield run


def _character(code: int) -> str:
    """Return a character; halves of pairs and what is none become nothing."""
    return "" if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)  # noqa: PLR2004
