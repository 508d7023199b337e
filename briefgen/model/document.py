"""What a reader got, before anything is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.model.text import counted, sha256, storable
from briefgen.model.types import VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the container of a text said of it, apart from the text."""

    id: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    read_at: str | None = None
    """When a server was asked for it, ISO 8601 to the second, UTC; of what a web archive holds."""


@dataclass(frozen=True, slots=True)
class LeftAside:
    """Text that a reader left out, and the rule that says why."""

    rule: str
    text: str


def record_mark(reader: str, record: int | None) -> str:
    """Return what stands behind a file's name for one of its articles: ``#L`` and a line, or ``#`` and a number."""
    if record is None:
        return ""
    return f"#L{record}" if reader.startswith(("text", "jsonl")) else f"#{record}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader got: decoded text, untouched, and where it came from."""

    path: str
    """The file as the user named it, or relative to the working folder."""
    file: str
    """The file relative to the folder that was read: what pages print."""
    record: int | None = None
    """Line of a JSON Lines file, or number of an article among those of its file, from 1; None for a whole file."""
    encoding: str
    """Python codec of the file's characters; of plain text and JSON Lines it gives the text that positions count in."""
    sha256: str
    """Hash of the file's bytes, or of the line of a JSON Lines file in UTF-8."""
    text: str
    declared: Declared = Declared()
    reader: str = "text"
    """Which reader made the text of the bytes; a path of several where one file holds another ("zip/page")."""
    reader_version: str = "1"
    """Its version, with the libraries that decide what it gives."""
    part: str | None = None
    """What its container calls it: the member of an archive, the subject of a mail."""
    left_out: tuple[LeftAside, ...] = ()
    """What the reader saw and left out of the text, by its rules."""

    @property
    def name(self) -> str:
        """The file as pages print it, with the record where it holds several."""
        return self.file + record_mark(self.reader, self.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source or an article that is not in the brief, and why."""

    __pydantic_config__ = VALUE

    source: str
    """The file, with ``#L`` and the line for a JSON Lines record, ``#`` and the part of another."""
    reason: str
    """What was wrong and what helps."""

    @property
    def passed_over(self) -> bool:
        """Whether nothing was wrong, and others of a large collection tell more."""
        return self.reason.startswith(PASSED_OVER)


PASSED_OVER = "not among the "
"""Begins the reason of what was passed over for others."""
ONE_BY_ONE = 20
"""Sources that are skipped for one reason up to which each is named where people read."""


def told_together(skipped: Sequence[Skipped]) -> tuple[Skipped, ...]:
    """Return what was skipped as it is told: one by one, and very many for one reason as their number, these last."""
    times = Counter(item.reason for item in skipped)
    few = (item for item in skipped if times[item.reason] <= ONE_BY_ONE)
    many = (
        Skipped(source=counted(number, "source"), reason=reason)
        for reason, number in times.items()
        if number > ONE_BY_ONE
    )
    return (*few, *many)


def article_key(document: Document) -> str:
    """Return what makes a document one article: the SHA-256 of its text and of what its container says.

    A file that is moved, renamed or saved in another encoding is the same article; the same text with
    another date or publisher is another one.
    """
    said = document.declared
    parts = (document.text, said.title, said.date, said.publisher, said.url)
    return sha256(storable("\0".join(part or "" for part in parts)))


def content_key(document: Document) -> str:
    """Return what orders and names articles by what they hold, whatever their files are called.

    It is the hash of the file's bytes, or of the line. Articles that share a file (of a feed, a mailbox, a table, an
    archive) share that hash too: theirs is `article_key`.
    """
    alone = document.record is None or document.reader == "jsonl"
    return document.sha256 if alone else article_key(document)
