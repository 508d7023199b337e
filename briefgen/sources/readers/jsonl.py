"""A JSON Lines file holds one article a line: ``text``, and what is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from briefgen.model import Declared, Document, Skipped
from briefgen.model.text import printed, sha256
from briefgen.sources.readers import Place
from briefgen.sources.readers.decoding import NotTextError, decode

KEYS = ("id", "title", "date", "publisher", "url")


def read(data: bytes, place: Place) -> Iterator[Document | Skipped]:
    """Yield a document a line, or why a line gives none; empty lines count but give nothing."""
    try:
        text, encoding = decode(data)
    except NotTextError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    lines = text.split("\n")
    if not text.strip():
        yield Skipped(source=place.file, reason="empty; put one JSON object a line into it")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read_line(line, number, encoding, place)


def _read_line(line: str, number: int, encoding: str, place: Place) -> Document | Skipped:
    try:
        record = parse_record(line)
        declared = {key: _as_text(record.get(key)) for key in KEYS}
    except ValueError as error:
        return Skipped(source=f"{place.file}#L{number}", reason=str(error))
    return Document(
        path=place.path,
        file=place.file,
        record=number,
        encoding=encoding,
        sha256=sha256(line),
        text=record["text"],
        declared=Declared(**declared),
    )


def parse_record(line: str) -> dict[str, Any]:
    """Return one line's object, which has a text.

    Raises:
        ValueError: no JSON, no object, or no text in it; the message says which.
    """
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"no JSON ({error}); give one object a line") from error
    if not isinstance(record, dict):
        raise ValueError('not an object; write {"text": "…"}')  # noqa: TRY004 - a value of the file
    if not isinstance(record.get("text"), str) or not record["text"].strip():
        raise ValueError("no text; give the article's text under the key 'text'")
    return record


def _as_text(value: object) -> str | None:
    """Return what a key holds as printable text, or None for nothing."""
    if value is None or value == "":
        return None
    if not isinstance(value, str | int | float):
        raise ValueError(f"the value {value!r} is no text; give a string")  # noqa: TRY004 - see above
    return printed(str(value)) or None
