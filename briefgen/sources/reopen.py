"""The sources of a brief, opened again: where each may stand, its bytes, its text, and why there is none.

A brief may come from anywhere, so that what it names is only opened where it is a regular file of a bounded size
inside the folder that was read: no pipe, no device, no link that leads out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from briefgen.model import Document, Skipped, Source
from briefgen.model.text import sha256
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime import extensions
from briefgen.runtime.files import open_regular, read_regular, regular_size
from briefgen.sources.readers import OWN
from briefgen.sources.readers.decoding import CODECS
from briefgen.sources.readers.foreign import Found, read_each
from briefgen.sources.readers.jsonl import lines_of, parse_record
from briefgen.sources.readers.place import Place
from briefgen.sources.readers.versions import outer_reader, version_of_path

MEGABYTES = 10.0
"""The largest source of a brief that does not say what its profile allowed."""
MOST_MEGABYTES = 1000.0
"""A brief that allows more is not followed."""
MOST_OF_LINES = 100_000.0
"""A file of JSON Lines is read line by line, whatever its size; one larger than this, in MB, is none."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


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
        return read_regular(*self.find(path, file), self.most)

    @property
    def most(self) -> int:
        """The largest file, or line of a file of JSON Lines, in bytes."""
        return int(min(self.megabytes, MOST_MEGABYTES) * 1e6)

    def find(self, path: str, file: str) -> tuple[Path, Path]:
        """Return where a file stands, and the folder that it must not lead out of.

        Where there is none, it is the place that the brief names.

        Raises:
            OSError: a folder cannot be entered.
        """
        places = tuple(self._places(path, file))
        found = next((p for p in places if p[0].is_file()), None)
        return found or next((p for p in places if p[0].exists()), places[-1])

    def by_name_alone(self, path: str, file: str) -> bool:
        """Return whether a file is found in one of the folders and not in the folder that is printed before its name."""
        depth = len(Path(file).parts)
        found, _ = self.find(path, file)
        return depth > 1 and Path(path).parts[-depth:] != found.parts[-depth:]

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


def reopen(
    sources: Sequence[Source], search: Search, kept: Mapping[str, str] = _NOTHING
) -> dict[str, Reopened]:
    """Return each source as it is found now, by its id; a file of many articles is opened once.

    ``kept`` has texts by the same ids: what an archive holds, for files that cannot be opened any more.
    """
    foreign = [s for s in sources if outer_reader(s.reader) not in OWN]
    found = _read_again(foreign, search)
    files: dict[tuple[str, str, str, bool], list[Source]] = {}
    for source in sources:
        if source.id not in found:
            key = (source.path, source.file, source.encoding, source.record is not None)
            files.setdefault(key, []).append(source)
    for (*_, by_line), mine in files.items():
        found |= (
            _stream(mine, search) if by_line else dict.fromkeys(_ids(mine), _whole(mine[0], search))
        )
    return {
        key: Reopened(kept[key], None, again.problem)
        if again.text is None and key in kept
        else again
        for key, again in found.items()
    }


def _ids(sources: Sequence[Source]) -> list[str]:
    return [source.id for source in sources]


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


def _whole(source: Source, search: Search) -> Reopened:
    """Return the text of a file and the hash of its bytes, or why there is none."""
    if source.encoding not in CODECS:
        return Reopened(None, None, _no_codec(source))
    try:
        data = search.read(source.path, source.file)
        return Reopened(data.decode(source.encoding), hashlib.sha256(data).hexdigest())
    except (OSError, ValueError) as error:
        return Reopened(None, None, str(getattr(error, "strerror", None) or error))


def _no_codec(source: Source) -> str:
    return f"'{source.encoding}' is none of the encodings {', '.join(CODECS)}"


def _stream(sources: Sequence[Source], search: Search) -> dict[str, Reopened]:
    """Return the articles of a file of JSON Lines, which is read line by line up to the last of them."""
    lines: dict[int, list[Source]] = {}
    for source in sources:
        lines.setdefault(source.record or 0, []).append(source)
    last, number, found = max(lines), 0, dict[str, Reopened]()
    problem = "" if sources[0].encoding in CODECS else _no_codec(sources[0])
    try:
        for number, line in enumerate(() if problem else _lines(sources[0], search), start=1):
            found |= {s.id: _article(s, line, search) for s in lines.get(number, ())}
            if number >= last:
                break
    except (OSError, ValueError) as error:
        problem = str(getattr(error, "strerror", None) or error)
    missing = (s for s in sources if s.id not in found)
    return found | {
        s.id: Reopened(None, None, problem or f"it has no line {s.record}") for s in missing
    }


def _lines(source: Source, search: Search) -> Iterator[str]:
    """Yield the lines of a source's file, of a very long one its beginning.

    Raises:
        OSError: it is not there or cannot be read.
        ValueError: it is no regular file, too large, a link that leads out of its folder, or no text.
    """
    path, folder = search.find(source.path, source.file)
    with open_regular(path, folder, int(MOST_OF_LINES * 1e6)) as opened:
        yield from lines_of(opened, source.encoding, search.most)


def _article(source: Source, line: str, search: Search) -> Reopened:
    """Return the text of a line, or why it has none."""
    if len(line) > search.most:
        return Reopened(None, None, f"line {source.record} is larger than {search.most / 1e6:g} MB")
    try:
        return Reopened(parse_record(line, _field(source))["text"], sha256(line))
    except ValueError as error:
        return Reopened(None, None, str(error))
