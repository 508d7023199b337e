"""From an open file of a known format to its articles, each with what proves it.

Readers yield texts and reasons; here each gets its number in its file, the hash of the file's bytes, and
the name and version of the reader. Files inside files (a page in a ZIP, a mail in an mbox) come here again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import IO

from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime import extensions
from briefgen.sources.readers.formats import HEAD, sniff
from briefgen.sources.readers.place import Place
from briefgen.sources.readers.versions import version_of

STREAMED = frozenset({"csv", "gzip", "jsonl", "mbox", "tar", "warc", "zip"})
"""Readers that take an open file: what they read may be of any size, its parts may not."""
SINGLE = frozenset({"docx", "mhtml", "odt", "page", "pdf", "plain"})
"""Readers of files that hold one article; all others number theirs."""
BY_LINE = frozenset({"jsonl"})
"""Readers that number and hash their articles themselves: by the line."""
DEEPEST = 4
"""Files inside files inside files: a page in a tar in a gzip in a ZIP is the most that is opened."""

Result = Document | Skipped


def read_open(file: IO[bytes], place: Place, reader: str, options: ReadingOptions) -> Iterator[Result]:
    """Yield the articles of a file on a disk, proved by its bytes."""
    results = read_format(file, place, reader, options)
    if reader in BY_LINE:
        yield from results
        return
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    number = 0
    for result in results:
        if isinstance(result, Skipped):
            yield result
        else:
            number += 1
            record = None if result.reader in SINGLE else number
            yield replace(result, sha256=digest, record=record)


def read_format(file: IO[bytes], place: Place, reader: str, options: ReadingOptions) -> Iterator[Result]:
    """Yield what a reader makes of an open file, named after it."""
    call = extensions.resolve("reader", reader)
    if reader in STREAMED:
        results: Iterable[Result] = call(file, place, options)
    else:
        most = int(options.max_megabytes * 1e6)
        data = file.read(most + 1)
        if len(data) > most:
            yield Skipped(source=place.file, reason=_too_large(file, options))
            return
        results = call(data, place, options)
    for result in results:
        yield result if isinstance(result, Skipped) else _signed(result, reader)


def read_part(
    file: IO[bytes], place: Place, name: str, options: ReadingOptions, depth: int
) -> Iterator[Result]:
    """Yield the articles of a file inside another, whose reader is found as for any."""
    if depth > DEEPEST:
        yield Skipped(source=place.file, reason=f"packed more than {DEEPEST} times; unpack it")
        return
    head = file.read(HEAD)
    file.seek(0)
    told = sniff(head, name)
    if told.reader is None:
        yield Skipped(source=place.file, reason=told.reason)
        return
    yield from read_format(file, replace(place, depth=depth), told.reader, options)


def _too_large(file: IO[bytes], options: ReadingOptions) -> str:
    size = file.seek(0, 2)
    hint = "split it, or raise max_megabytes under [reading] in the profile"
    return f"{size / 1e6:.1f} MB, above the limit of {options.max_megabytes:g} MB; {hint}"


def _signed(document: Document, reader: str) -> Document:
    """Return a document with its reader before those that read a part of it."""
    if document.reader_version == "":
        return replace(document, reader=reader, reader_version=version_of(reader))
    if document.reader == reader or reader in BY_LINE:
        return document
    return replace(
        document,
        reader=f"{reader}/{document.reader}",
        reader_version=f"{version_of(reader)}/{document.reader_version}",
    )
