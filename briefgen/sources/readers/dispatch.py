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
from briefgen.model.document import LeftAside
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime import extensions
from briefgen.sources.readers.formats import HEAD, Format, sniff
from briefgen.sources.readers.place import Place
from briefgen.sources.readers.versions import version_of

STREAMED = frozenset({"csv", "gzip", "jsonl", "mbox", "tar", "warc", "zip"})
"""Readers that take an open file: what they read may be of any size, its parts may not."""
SINGLE = frozenset({"docx", "epub", "mhtml", "odt", "page", "pdf", "text"})
"""Readers of files that hold one article; all others number theirs."""
CONTAINERS = frozenset({"gzip", "mbox", "tar", "warc", "zip"})
"""Readers whose parts are read by others."""
BY_LINE = frozenset({"jsonl"})
"""Readers that number and hash their articles themselves: by the line."""
DEEPEST = 4
"""Files inside files inside files: a page in a tar in a gzip in a ZIP is the most that is opened."""

MOST_TOLD = 100
"""Parts of one file that are told to give no article; how many more there are is told in one line."""
NOTHING = "nothing in it that can be read; take it out"
Result = Document | Skipped


def read_open(
    file: IO[bytes], place: Place, reader: str, options: ReadingOptions
) -> Iterator[Result]:
    """Yield the articles of a file on a disk, proved by its bytes; of what gives none, no more than one can read."""
    told = more = 0
    for result in _read_whole(file, place, reader, options):
        told += isinstance(result, Skipped)
        if isinstance(result, Skipped) and told > MOST_TOLD:
            more += 1
        else:
            yield result
    if more:
        reason = f"{more:,} more of its parts give no article, for reasons like those told"
        yield Skipped(source=place.file, reason=reason)


def _read_whole(
    file: IO[bytes], place: Place, reader: str, options: ReadingOptions
) -> Iterator[Result]:
    told = settled(file, reader)
    if told.reader is None:
        yield Skipped(source=place.file, reason=told.reason)
        return
    results = read_format(file, place, told.reader, options)
    if reader in BY_LINE:
        yield from results
        return
    digest = _hash(file)
    number = 0
    for number, result in enumerate(results, start=1):
        if isinstance(result, Skipped):
            yield result
        else:
            record = None if result.reader in SINGLE else number
            yield replace(result, sha256=digest, record=record)
    if not number:
        yield Skipped(source=place.file, reason=NOTHING)


def _hash(file: IO[bytes]) -> str:
    """Return the hash of an open file, which stands at its beginning again."""
    digest = hashlib.sha256()
    while data := file.read(CHUNK):
        digest.update(data)
    file.seek(0)
    return digest.hexdigest()


CHUNK = 1 << 20


def read_format(
    file: IO[bytes], place: Place, reader: str, options: ReadingOptions
) -> Iterator[Result]:
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
        yield result if isinstance(result, Skipped) else signed(_bounded(result), reader)


LONGEST_SAID = {"title": 1000, "publisher": 1000, "date": 1000, "id": 1000, "url": 4000}
"""Characters of what a container says of a text: a longer title is none, and rules look at each of its words."""


def _bounded(document: Document) -> Document:
    """Return a document without what its container says at greater length than any such thing has."""
    said = {name: getattr(document.declared, name) or "" for name in LONGEST_SAID}
    long = {name: text for name, text in said.items() if len(text) > LONGEST_SAID[name]}
    if not long:
        return document
    aside = (
        LeftAside(f"{n} of more than {LONGEST_SAID[n]:,} characters", t[:SHOWN])
        for n, t in long.items()
    )
    bare = replace(document.declared, **dict.fromkeys(long))
    return replace(document, declared=bare, left_out=(*document.left_out, *aside))


SHOWN = 200
"""Characters that are told of what is left aside for its length."""


def read_part(
    file: IO[bytes], place: Place, name: str, options: ReadingOptions
) -> Iterator[Result]:
    """Yield the articles of a file inside another, whose reader is found as for any."""
    if place.depth > DEEPEST:
        yield Skipped(source=place.file, reason=f"packed more than {DEEPEST} times; unpack it")
        return
    head = file.read(HEAD)
    file.seek(0)
    told = sniff(head, name)
    if told.reader == "zip":
        told = settled(file, told.reader)
    if told.reader is None:
        yield Skipped(source=place.file, reason=told.reason)
        return
    yield from read_format(file, place, told.reader, options)


def _too_large(file: IO[bytes], options: ReadingOptions) -> str:
    size = file.seek(0, 2)
    hint = "split it, or raise max_megabytes under [reading] in the profile"
    return f"{size / 1e6:.1f} MB, above the limit of {options.max_megabytes:g} MB; {hint}"


def signed(document: Document, reader: str) -> Document:
    """Return a document with the name and version of its reader, before those of the readers of its parts."""
    if not document.reader_version:
        own = document.reader.partition(":")[0] == reader
        name = document.reader if own else reader
        return replace(document, reader=name, reader_version=version_of(reader))
    if reader not in CONTAINERS:
        return document
    return replace(
        document,
        reader=f"{reader}/{document.reader}",
        reader_version=f"{version_of(reader)}/{document.reader_version}",
    )


def settled(file: IO[bytes], reader: str) -> Format:
    """Return the format of an open file whose first bytes do not tell it whole: a ZIP file may be a document."""
    if reader != "zip":
        return Format(reader)
    from briefgen.sources.readers.zips import kind_of_zip  # noqa: PLC0415 - archives come late

    return kind_of_zip(file)
