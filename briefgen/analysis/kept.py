"""What is kept of a document's analysis, as bytes: for the cache, and from one process to another."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, get_type_hints

from briefgen import __version__
from briefgen.analysis.readings import Reading
from briefgen.language import pack
from briefgen.model import Article, Genre, Paragraph, Published, Removed, Sentence
from briefgen.model.document import Document
from briefgen.model.packed import dump_packed, fields_of, unpacker
from briefgen.model.text import sha256

PLACES = ("language", "sources/extract", "analysis", "model")
"""The rooms whose code decides what an analysis is."""


class Analysed(NamedTuple):
    """A document that was read: the article, and what each of its sentences says."""

    article: Article
    readings: tuple[Reading, ...]


@cache
def fingerprint() -> bytes:
    """Return a hash of all that an analysis depends on but the document: code, word lists, models."""
    digest = hashlib.sha256(__version__.encode())
    for place in PLACES:
        folder = files("briefgen").joinpath(*place.split("/"))
        for path in sorted(_files(folder), key=str):
            digest.update(path.name.encode() + path.read_bytes())
    digest.update(pack.fingerprint().encode())
    return digest.digest()


def _files(folder: Any) -> list[Any]:
    """Return the source files and word lists below a folder."""
    found = []
    for path in folder.iterdir():
        if path.is_dir() and path.name not in {"pack", "__pycache__"}:
            found += _files(path)
        elif path.name.endswith((".py", ".toml", ".json")):
            found.append(path)
    return found


def key_of(document: Document, kind: str = "analysis") -> bytes:
    """Return the key under which what is made of a document is kept: by what it says, not by where it stands."""
    digest = hashlib.sha256(fingerprint() + kind.encode())
    digest.update(dump_packed(document.declared))
    digest.update(document.text.encode("utf-8", "surrogatepass"))
    return digest.digest()


@cache
def _steps() -> tuple[Any, ...]:
    hints = get_type_hints(Reading)
    return tuple(unpacker(hints[f.name]) for f in fields(Reading)[2:])


_SAID = fields_of(Reading, 2)
"""What a reading says, without its sentence and its origin."""


def dump_analysed(analysed: Analysed) -> bytes:
    """Return an analysis as bytes, without the document and without its numbers."""
    article, readings = analysed
    paragraphs = [
        [p.index, p.kind, p.start, p.end, p.text, p.label, p.heading,
         [[s.start, s.end, s.text] for s in p.sentences]]
        for p in article.paragraphs
    ]  # fmt: skip
    said = list(map(_SAID, readings))
    return dump_packed(
        [article.title, article.published, article.publisher, article.credit, article.headings,
         article.removed, article.genre, article.tongue, paragraphs, said]
    )  # fmt: skip


def load_analysed(data: bytes, document: Document, article_id: str) -> Analysed:
    """Return the analysis of a document as that of an article with an id.

    Raises:
        ValueError: the bytes are none.
    """
    try:
        tree = json.loads(data.decode("utf-8", "surrogatepass"))
        title, published, publisher, credit, headings, removed, genre, tongue, listed, said = tree
        paragraphs = _paragraphs(listed, article_id)
        article = Article(
            id=article_id,
            document=document,
            title=title,
            published=unpacker(Published)(published),
            publisher=publisher,
            credit=credit,
            headings=tuple(headings),
            paragraphs=paragraphs,
            removed=unpacker(tuple[Removed, ...])(removed),
            genre=unpacker(Genre | None)(genre),
            tongue=unpacker(str | None)(tongue),
        )
        readings = tuple(
            Reading(sentence, "", *[step(part) for step, part in zip(_steps(), row, strict=True)])
            for sentence, row in zip(article.sentences, said, strict=True)
        )
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"no analysis: {error}") from error
    return Analysed(article, readings)


def _paragraphs(listed: Any, article_id: str) -> tuple[Paragraph, ...]:
    number = 0
    paragraphs = []
    for index, kind, start, end, text, label, heading, sentences in listed:
        told = []
        for first, last, words in sentences:
            number += 1
            told.append(
                Sentence(
                    id=f"{article_id}.{number}",
                    source=article_id,
                    paragraph=index,
                    start=first,
                    end=last,
                    text=words,
                    sha256=sha256(words),
                )
            )
        paragraphs.append(
            Paragraph(
                index=index,
                kind=kind,
                start=start,
                end=end,
                text=text,
                label=label,
                heading=heading,
                sentences=tuple(told),
            )
        )
    return tuple(paragraphs)
