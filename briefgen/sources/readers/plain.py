"""A plain text file holds one article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers.decoding import NotTextError, decode
from briefgen.sources.readers.place import Place


def read(
    data: bytes, place: Place, _: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the file's one document, or why there is none."""
    try:
        text, encoding = decode(data, place.charset)
    except NotTextError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    if not text.strip():
        yield Skipped(source=place.file, reason="empty; put the article's text into it")
        return
    yield Document(
        path=place.path,
        file=place.file,
        encoding=encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
    )
