"""A CSV file holds an article a row; its first row names the columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers.decoding import NotTextError, find_encoding
from briefgen.sources.readers.jsonl import KEYS, Made, Open, article_of
from briefgen.sources.readers.place import Place

SAMPLE = 65_536
"""Characters that tell what parts the cells."""
_PARTED = re.compile(r"sep=([,;\t|])\s*$", re.IGNORECASE)


def read(
    file: IO[bytes], place: Place, options: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield an article a row, or why a row or the whole table gives none; it is read row by row."""
    wanted = options or ReadingOptions()
    try:
        encoding = find_encoding(file)
    except NotTextError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    text = io.TextIOWrapper(io.BufferedReader(Open(file)), encoding=encoding, newline="")
    first, parts = _head(text)
    csv.field_size_limit(int(wanted.max_megabytes * 1e6))
    head = next(csv.reader([first], delimiter=parts, skipinitialspace=True), [])
    known = frozenset((*KEYS, "text", *wanted.fields.values()))
    names = [name if name in known else name.strip().lower() for name in head]
    field = wanted.fields.get("text", "text")
    if field not in names:
        listed = ", ".join(repr(n) for n in head[:12])
        reason = f"no column {field!r} among {listed}; name the text's column under [reading.fields] in the profile"
        yield Skipped(source=place.file, reason=reason)
        return
    rows = csv.reader(text, delimiter=parts, skipinitialspace=True)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Skipped(
                source=f"{place.file}#{number}", reason=f"no row of a table ({error}); mend it"
            )
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            record = dict(zip(names, row, strict=False))
            yield part_of(article_of(record, place, wanted, Made("csv", encoding, f"#{number}")))


def _head(text: io.TextIOWrapper) -> tuple[str, str]:
    """Return the row that names the columns, and what parts cells: as spreadsheets say it in a line before, or the commonest mark."""
    first = text.readline(SAMPLE)
    while first and not first.strip():
        first = text.readline(SAMPLE)
    told = _PARTED.match(first)
    if told:
        return text.readline(SAMPLE), told[1]
    return first, max(",;\t|", key=first.count)


def part_of(article: Document | Skipped) -> Document | Skipped:
    """Return an article that is called by its title within its file."""
    return (
        article if isinstance(article, Skipped) else replace(article, part=article.declared.title)
    )
