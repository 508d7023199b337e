"""A JSON Lines file holds one article a line: ``text``, and what is known of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO, Any, cast

from briefgen.model import Declared, Document, Skipped
from briefgen.model.text import printed, sha256
from briefgen.profile.tables import FieldName, ReadingOptions
from briefgen.sources.readers.decoding import NotTextError, find_encoding
from briefgen.sources.readers.place import Place
from briefgen.sources.readers.versions import version_of

KEYS = ("id", "title", "date", "publisher", "url")


def read(
    file: IO[bytes], place: Place, options: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield a document a line, or why a line gives none; empty lines count but give nothing.

    The file is read line by line, whatever its size; a line has the limit of a file.
    """
    wanted = options or ReadingOptions()
    try:
        encoding = find_encoding(file)
    except NotTextError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    most = int(wanted.max_megabytes * 1e6)
    empty = True
    for number, line in enumerate(lines_of(file, encoding, most), start=1):
        if len(line) > most:
            empty = False
            reason = f"above the limit of {wanted.max_megabytes:g} MB; raise max_megabytes under [reading] in the profile"
            yield Skipped(source=f"{place.file}#L{number}", reason=reason)
        elif line.strip():
            empty = False
            yield _read_line(line, number, encoding, place, wanted)
    if empty:
        yield Skipped(source=place.file, reason="empty; put one JSON object a line into it")


def lines_of(file: IO[bytes], encoding: str, most: int) -> Iterator[str]:
    """Yield the lines of a file without their ends; of a longer one than may be read only its beginning."""
    text = io.TextIOWrapper(io.BufferedReader(Open(file)), encoding=encoding, newline="\n")
    while line := text.readline(most + 2):
        rest = line
        while len(rest) == most + 2 and not rest.endswith("\n"):
            rest = text.readline(most + 2)
        yield line.removesuffix("\n")


class Open(io.RawIOBase):
    """A file that stays open when what wraps it is gone."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer and return how many bytes it got."""
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read_line(
    line: str, number: int, encoding: str, place: Place, options: ReadingOptions
) -> Document | Skipped:
    label = f"#L{number}"
    try:
        record = _object(line)
    except ValueError as error:
        return Skipped(source=f"{place.file}{label}", reason=str(error))
    found = article_of(record, place, options, Made("jsonl", encoding, label))
    if isinstance(found, Skipped):
        return found
    return replace(found, record=number, sha256=sha256(line), reader_version=version_of("jsonl"))


@dataclass(frozen=True, slots=True)
class Made:
    """How an object came about that may be an article: its reader, its codec, and how its place in the file is called."""

    reader: str
    encoding: str
    label: str


def article_of(
    record: Mapping[str, Any], place: Place, options: ReadingOptions, made: Made
) -> Document | Skipped:
    """Return the article of one object of JSON, or of one row of a table, by the profile's map of fields."""
    field = options.fields.get("text", "text")
    try:
        text = with_text(record, field)["text"]
        declared = declared_by(record, options)
    except ValueError as error:
        return Skipped(source=f"{place.file}{made.label}", reason=str(error))
    return Document(
        path=place.path,
        file=place.file,
        encoding=made.encoding,
        sha256="",
        text=text,
        declared=declared,
        reader_version="",
        reader=made.reader if field == "text" else f"{made.reader}:{field}",
    )


def declared_by(record: Mapping[str, Any], options: ReadingOptions) -> Declared:
    """Return what an object says of its article, by the profile's map of fields.

    Raises:
        ValueError: a value is no text.
    """
    names = {key: options.fields.get(cast("FieldName", key), key) for key in KEYS}
    return Declared(**{key: _as_text(value_at(record, name)) for key, name in names.items()})


def value_at(record: Any, name: str) -> Any:
    """Return what an object has under a name, or under the parts of a path with dots; None for nothing."""
    if isinstance(record, Mapping) and name in record:
        return record[name]
    head, dot, rest = name.partition(".")
    if dot and isinstance(record, Mapping) and head in record:
        return value_at(record[head], rest)
    return None


def parse_record(line: str, field: str = "text") -> dict[str, Any]:
    """Return one line's object, which has a text under "text", wherever its file keeps it.

    Raises:
        ValueError: no JSON, no object, or no text in it; the message says which.
    """
    return with_text(_object(line), field)


def _object(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line, object_pairs_hook=once)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"no JSON ({error}); give one object a line") from error
    if not isinstance(record, dict):
        raise ValueError('not an object; write {"text": "…"}')  # noqa: TRY004 - a value of the file
    return record


def once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object that some keys and values make.

    Raises:
        ValueError: a key stands in it twice, and nobody can say which value is meant.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for n, (key, _) in enumerate(pairs) if key in dict(pairs[:n]))
        raise ValueError(f"the key '{twice}' stands twice in an object; leave one out")
    return found


def with_text(record: Mapping[str, Any], field: str) -> dict[str, Any]:
    """Return an object with its text under "text".

    Raises:
        ValueError: it has none.
    """
    text = value_at(record, field)
    if not isinstance(text, str) or not text.strip():
        raise ValueError(
            f"no text; give the article's text under the key '{field}', or name its key under [reading.fields] in the profile"
        )
    return {**record, "text": text}


def _as_text(value: object) -> str | None:
    """Return what a key holds as printable text, or None for nothing; of an object with a name that, of a list of one its one."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str | Mapping):
        value = value[0]
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        value = value["name"]
    if value is None or value == "":
        return None
    if not isinstance(value, str | int | float):
        raise ValueError(f"the value {value!r} is no text; give a string")  # noqa: TRY004 - see above
    return printed(str(value)) or None
