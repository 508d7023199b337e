"""The sources of a brief, opened again: where each may stand, its bytes, its text, and why there is none.

A brief may come from anywhere, so that what it names is only opened where it is a regular file of a bounded size
inside the folder that was read: no pipe, no device, no link that leads out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.model import Document, Skipped, Source
from briefgen.model.text import sha256
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime import extensions
from briefgen.runtime.files import read_regular, regular_size
from briefgen.sources.readers import OWN
from briefgen.sources.readers.decoding import CODECS
from briefgen.sources.readers.foreign import Found, read_each
from briefgen.sources.readers.jsonl import parse_record
from briefgen.sources.readers.place import Place
from briefgen.sources.readers.versions import outer_reader, version_of_path

MEGABYTES = 10.0
"""The largest source of a brief that does not say what its profile allowed."""
MOST_MEGABYTES = 1000.0
"""A brief that allows more is not followed."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """A source as it is found now."""

    text: str | None
    """In which positions count; None where it cannot be had."""
    sha256: str | None
    """Hash of the bytes, or of the line of a JSON Lines file."""
    problem: str = ""
    """Why there is no text."""


@dataclass(frozen=True, slots=True)
class Search:
    """Where sources are looked for, and how large they may be."""

    folders: Sequence[Path] = ()
    """By their file names in these, first."""
    nearby: Sequence[Path] = ()
    """Then where the brief says, seen from the working folder and from these."""
    megabytes: float = MEGABYTES

    def read(self, path: str, file: str) -> bytes:
        """Return the bytes of a file that a brief names; ``file`` is the end of its ``path`` as printed.

        Raises:
            OSError: it is not there or cannot be read.
            ValueError: it is no regular file, too large, or a link that leads out of its folder.
        """
        most = int(min(self.megabytes, MOST_MEGABYTES) * 1e6)
        return read_regular(*self.find(path, file), most)

    def find(self, path: str, file: str) -> tuple[Path, Path]:
        """Return where a file stands, and the folder that it must not lead out of.

        Where there is none, it is the place that the brief names.

        Raises:
            OSError: a folder cannot be entered.
        """
        places = tuple(self._places(path, file))
        found = next((p for p in places if p[0].is_file()), None)
        return found or next((p for p in places if p[0].exists()), places[-1])

    def _places(self, path: str, file: str) -> Iterator[tuple[Path, Path]]:
        """Yield where a file may stand with the folder that it must not lead out of, the likeliest first.

        Its path has its name as it is; ``file`` has it without what shows as nothing or as a space.
        """
        recorded, depth = Path(path), len(Path(file).parts)
        below = Path(*recorded.parts[-depth:])
        root = Path(*recorded.parts[:-depth])
        for folder in self.folders:
            yield from ((folder / name, folder) for name in (below, below.name, file))
        yield from ((near / path, near / root) for near in self.nearby)
        yield recorded, root


def reopen(sources: Sequence[Source], search: Search) -> dict[str, Reopened]:
    """Return each source as it is found now, by its id; a file of many articles is opened once."""
    files: dict[tuple[str, str, str], tuple[list[str], str] | Reopened] = {}
    foreign = [s for s in sources if outer_reader(s.reader) not in OWN]
    found = _read_again(foreign, search)
    for source in sources:
        if source.id in found:
            continue
        key = (source.path, source.file, source.encoding)
        if key not in files:
            files[key] = _open(source, search)
        opened = files[key]
        found[source.id] = opened if isinstance(opened, Reopened) else _article(source, *opened)
    return found


def _read_again(sources: Sequence[Source], search: Search) -> dict[str, Reopened]:
    """Return the sources that need a parser, each read as it was the first time: in a process of its own."""
    found: dict[str, Reopened] = {}
    for field in sorted({_field(s) for s in sources}):
        mine = [s for s in sources if _field(s) == field]
        files: dict[tuple[str, str], Found | str] = {}
        for source in mine:
            key = (source.path, outer_reader(source.reader))
            if key not in files:
                files[key] = _find(source, search)
        options = ReadingOptions(max_megabytes=search.megabytes, fields={"text": field})
        readable = [f for f in files.values() if isinstance(f, Found)]
        read = {(f.place.path, f.format): results for f, results in read_each(readable, options)}
        for source in mine:
            key = (source.path, outer_reader(source.reader))
            opened = files[key]
            found[source.id] = (
                Reopened(None, None, opened)
                if isinstance(opened, str)
                else _found_in(source, read[key])
            )
    return found


def _field(source: Source) -> str:
    """Return the key or column in which the text of a source stands, where its reader names one."""
    return source.reader.partition(":")[2] or "text"


def _find(source: Source, search: Search) -> Found | str:
    """Return where a source's file stands, or why it cannot be read."""
    reader = outer_reader(source.reader)
    if reader not in extensions.BUILT_IN["reader"]:
        return f"its reader '{reader}' is none of this program's"
    try:
        path, folder = search.find(source.path, source.file)
        size = regular_size(path, folder)
    except (OSError, ValueError) as error:
        return str(getattr(error, "strerror", None) or error)
    if size > MOST_MEGABYTES * 1e6:
        return f"larger than {MOST_MEGABYTES:g} MB"
    return Found(
        file=path, place=Place(path=source.path, file=source.file), format=reader, size=size
    )


def _found_in(source: Source, results: Sequence[Document | Skipped]) -> Reopened:
    """Return the article of a source among those of its file."""
    for result in results:
        if isinstance(result, Document) and result.record == source.record:
            return Reopened(result.text, result.sha256)
    reasons = [r.reason for r in results if isinstance(r, Skipped)]
    problem = reasons[0] if reasons else f"it has no article {source.record or 1}"
    if source.reader_version != version_of_path(source.reader):
        problem += f"; its text was made by {source.reader} {source.reader_version}"
    return Reopened(None, None, problem)


def _open(source: Source, search: Search) -> tuple[list[str], str] | Reopened:
    """Return the lines of a source's file and the hash of its bytes, or why there are none."""
    if source.encoding not in CODECS:
        known = ", ".join(CODECS)
        return Reopened(None, None, f"'{source.encoding}' is none of the encodings {known}")
    try:
        data = search.read(source.path, source.file)
        return data.decode(source.encoding).split("\n"), hashlib.sha256(data).hexdigest()
    except (OSError, ValueError) as error:
        return Reopened(None, None, str(getattr(error, "strerror", None) or error))


def _article(source: Source, lines: list[str], digest: str) -> Reopened:
    """Return the article of a source: the whole file, or the text of one of its lines."""
    if source.record is None:
        return Reopened("\n".join(lines), digest)
    if not 1 <= source.record <= len(lines):
        return Reopened(None, None, f"it has no line {source.record}")
    line = lines[source.record - 1]
    try:
        return Reopened(parse_record(line, _field(source))["text"], sha256(line))
    except ValueError as error:
        return Reopened(None, None, str(error))
