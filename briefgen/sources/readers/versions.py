"""Which version of a reader made a text: ours, and those of the libraries that decide what it gives."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

VERSIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "csv": ("2", ()),
    "docx": ("2", ()),
    "epub": ("1", ("lxml",)),
    "feed": ("1", ("feedparser", "lxml")),
    "gzip": ("1", ()),
    "json": ("1", ()),
    "jsonl": ("1", ()),
    "mail": ("1", ("lxml",)),
    "mbox": ("2", ()),
    "mhtml": ("1", ()),
    "odt": ("1", ()),
    "page": ("3", ("trafilatura", "htmldate", "lxml")),
    "pdf": ("1", ("pypdfium2",)),
    "text": ("1", ()),
    "tar": ("1", ()),
    "warc": ("2", ("warcio",)),
    "zip": ("1", ()),
}
"""Ours goes up whenever a reader gives another text of the same bytes."""


@cache
def version_of(reader: str) -> str:
    """Return a reader's version: "1", or "1 (trafilatura 2.3.1, lxml 6.1.3)"."""
    own, libraries = VERSIONS[reader]
    named = [f"{name} {_installed(name)}" for name in libraries]
    return f"{own} ({', '.join(named)})" if named else own


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "missing"


def version_of_path(reader: str) -> str | None:
    """Return the version of a reader, or of each on a path of readers ("zip/page"); None for one not known."""
    names = [name.partition(":")[0] for name in reader.split("/")]
    return "/".join(version_of(name) for name in names) if set(names) <= set(VERSIONS) else None


def outer_reader(reader: str) -> str:
    """Return the reader that a file is opened with: the first on a path of readers, without its field."""
    return reader.partition("/")[0].partition(":")[0]
