"""What a reader got, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.text import sha256, storable
from briefgen.model.types import VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the container of a text said of it, apart from the text."""

    id: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader got: decoded text, untouched, and where it came from."""

    path: str
    """The file as the user named it, or relative to the working folder."""
    file: str
    """The file relative to the folder that was read: what pages print."""
    record: int | None = None
    """Line of a JSON Lines file, from 1; None for a whole file."""
    encoding: str
    """Python codec whose decoding gives the text that positions count in."""
    sha256: str
    """Hash of the file's bytes, or of the line of a JSON Lines file in UTF-8."""
    text: str
    declared: Declared = Declared()

    @property
    def name(self) -> str:
        """The file as pages print it, with ``#L`` and the line for a JSON Lines record."""
        return f"{self.file}#L{self.record}" if self.record else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source or an article that is not in the brief, and why."""

    __pydantic_config__ = VALUE

    source: str
    """The file, with ``#L`` and the line for a JSON Lines record."""
    reason: str
    """What was wrong and what helps."""


def article_key(document: Document) -> str:
    """Return what makes a document one article: the SHA-256 of its text and of what its container says.

    A file that is moved, renamed or saved in another encoding is the same article; the same text with
    another date or publisher is another one.
    """
    said = document.declared
    parts = (document.text, said.title, said.date, said.publisher, said.url)
    return sha256(storable("\0".join(part or "" for part in parts)))
