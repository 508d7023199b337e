"""What can be seen of an article without its sentences being made: enough to tell whether it is to be read closely."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from itertools import chain
from typing import Any

from briefgen.analysis.readings import Reading
from briefgen.model import Dated, Published
from briefgen.model.dates import span_of
from briefgen.model.document import Document, content_key
from briefgen.model.packed import unpacker
from briefgen.model.text import count_words

LEAD = 3
"""Sentences that tell an article's news."""
TOLD_FROM = 50
"""Words from which the language of a text is sure: of 5,300 English articles with so many none is taken for another."""
BEGINNING = 2000
"""Characters in which those words are."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An article as it is seen at first."""

    key: str
    """What its document says, as a hash: nothing of where it stands."""
    title: str | None
    published: Published
    publisher: str | None
    tongue: str | None
    long: bool
    """Whether it has `TOLD_FROM` words."""
    sentences: int
    lead: tuple[str, ...]
    """Its first sentences."""
    days: tuple[tuple[int, ...], ...]
    """The days that each of these names, as ordinals."""
    terms: frozenset[str]
    """Content terms of all its sentences."""


def outline_of(kept: bytes, document: Document) -> Outline:
    """Return the outline of a document's analysis as it is kept (`kept.dump_analysed`).

    Raises:
        ValueError: the bytes are none.
    """
    try:
        tree = json.loads(kept.decode("utf-8", "surrogatepass"))
        title, published, publisher, _, _, _, _, tongue, paragraphs, said = tree
        sequence, dates = _places()
        texts = [text for p in paragraphs for *_, text in p[-1]]
        return Outline(
            key=content_key(document),
            title=title,
            published=unpacker(Published)(published),
            publisher=publisher,
            tongue=tongue,
            long=count_words(" ".join(p[4] for p in paragraphs)[:BEGINNING]) >= TOLD_FROM,
            sentences=len(said),
            lead=tuple(texts[:LEAD]),
            days=tuple(_days(row[dates]) for row in said[:LEAD]),
            terms=frozenset(chain.from_iterable(row[sequence] for row in said)),
        )
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"no analysis: {error}") from error


@cache
def _places() -> tuple[int, int]:
    """Return where in a sentence's row its terms and its days stand."""
    names = [f.name for f in fields(Reading)[2:]]
    return names.index("sequence"), names.index("dates")


def _days(packed: Any) -> tuple[int, ...]:
    dated: tuple[Dated, ...] = unpacker(tuple[Dated, ...])(packed)
    return tuple(span_of(d.date)[0].toordinal() for d in dated if d.precision == "day")
