"""A source opened again, for its proof: the same reader makes the same text of the same bytes.

What needs a parser is read as it was the first time, in a process of its own (`foreign`).
"""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from briefgen.model import Document, Source
from briefgen.model.text import sha256
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime.worker import Worker
from briefgen.sources.readers.foreign import Found, read_with
from briefgen.sources.readers.jsonl import parse_record
from briefgen.sources.readers.place import Place
from briefgen.sources.readers.versions import version_of_path

NEAR = frozenset({"text", "jsonl"})
"""Readers whose text is the file's bytes decoded, or a line of it."""


class Reopened:
    """Opens sources again; a context manager, whose process starts when a source first needs it."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._worker: Worker | None = None
        self._last: tuple[tuple[Path, str], tuple[Document, ...]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()
        self._worker = self._last = None

    def open(self, path: Path, source: Source) -> tuple[str, str]:
        """Return the text that a source's positions count in, and the hash of its bytes or its line.

        Raises:
            OSError: the file cannot be opened.
            ValueError: its bytes are no text, or its reader finds none in them.
            LookupError: it has no such line or article.
        """
        if source.reader.partition(":")[0] not in NEAR:
            return self._read(path, source)
        data = path.read_bytes()
        text = data.decode(source.encoding)
        if source.record is None:
            return text, hashlib.sha256(data).hexdigest()
        lines = text.split("\n")
        if source.record > len(lines):
            raise LookupError(f"it has no line {source.record}")
        line = lines[source.record - 1]
        field = source.reader.partition(":")[2] or "text"
        return parse_record(line, field)["text"], sha256(line)

    def _read(self, path: Path, source: Source) -> tuple[str, str]:
        outer = source.reader.partition("/")[0].partition(":")
        if self._last is None or self._last[0] != (path, source.reader):
            self._last = (path, source.reader), self._documents(path, source, outer[0])
        number = source.record or 1
        documents = self._last[1]
        if number > len(documents):
            raise LookupError(f"it has no article {number}")
        document = documents[number - 1]
        return document.text, document.sha256

    def _documents(self, path: Path, source: Source, reader: str) -> tuple[Document, ...]:
        if self._worker is None:
            self._worker = self._stack.enter_context(Worker(preload=(f"{__package__}.foreign",)))
        field = source.reader.rpartition(":")[2] if ":" in source.reader else "text"
        options = ReadingOptions(
            max_megabytes=path.stat().st_size / 1e6 + 1000, fields={"text": field}
        )
        place = Place(path=source.path, file=source.file)
        found = Found(file=path, place=place, format=reader, size=path.stat().st_size)
        results = tuple(read_with(self._worker, [found], options))
        documents = tuple(r for r in results if isinstance(r, Document))
        if not documents:
            raise ValueError(results[0].reason if results else "nothing in it")  # type: ignore[union-attr]
        return documents


def other_version(source: Source) -> str | None:
    """Return a note where another version of a source's reader made its text, else None."""
    now = version_of_path(source.reader)
    if now == source.reader_version:
        return None
    return f"its text was made by the reader {source.reader} {source.reader_version}, and here is {now or 'none of that name'}"
