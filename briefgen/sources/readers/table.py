"""A CSV file holds an article a row; its first row names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers.decoding import NotTextError, find_encoding
from briefgen.sources.readers.jsonl import Made, Open, article_of
from briefgen.sources.readers.place import Place

SAMPLE = 65_536
"""Characters that tell what parts the cells."""


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
    first = text.readline(SAMPLE)
    parts = max(",;\t|", key=first.count)
    csv.field_size_limit(int(wanted.max_megabytes * 1e6))
    names = next(csv.reader([first], delimiter=parts), [])
    field = wanted.fields.get("text", "text")
    if field not in names:
        listed = ", ".join(repr(n) for n in names[:12])
        reason = f"no column {field!r} among {listed}; name the text's column under [reading.fields] in the profile"
        yield Skipped(source=place.file, reason=reason)
        return
    rows = csv.reader(text, delimiter=parts)
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


def part_of(article: Document | Skipped) -> Document | Skipped:
    """Return an article that is called by its title within its file."""
    return (
        article if isinstance(article, Skipped) else replace(article, part=article.declared.title)
    )
