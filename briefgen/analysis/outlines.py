"""What can be seen of an article without its sentences being read: enough to tell whether it is to be read closely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from briefgen.analysis.sentences import sentences_of
from briefgen.analysis.tongues import with_tongue
from briefgen.language.english.event_dates import read_event_dates
from briefgen.language.tokens import term_set
from briefgen.model import Article, Dated, Published, Sentence
from briefgen.model.dates import span_of
from briefgen.model.document import Document, content_key
from briefgen.model.packed import dump_packed, load_packed
from briefgen.model.text import count_words
from briefgen.sources.extract import clean

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
    lead: tuple[str, ...]
    """Its first sentences; none where it has none."""
    days: tuple[tuple[int, ...], ...]
    """The days that each of these names, as ordinals."""
    terms: frozenset[str]
    """Content terms of all its paragraphs."""


def outline_of(document: Document) -> Outline:
    """Return the outline of a document; it takes a third of the time that reading it closely takes."""
    article = with_tongue(clean(document, "S0"))
    lead = list(islice(_first(article), LEAD))
    return Outline(
        key=content_key(document),
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        tongue=article.tongue,
        long=is_long(article),
        lead=tuple(sentence.text for sentence, _ in lead),
        days=tuple(_days(sentence, before, article.published) for sentence, before in lead),
        terms=term_set(_text_of(article)),
    )


def is_long(article: Article) -> bool:
    """Return whether an article has so many words that its language is sure."""
    return count_words(_text_of(article)[:BEGINNING]) >= TOLD_FROM


def _text_of(article: Article) -> str:
    return " ".join(p.text for p in article.paragraphs)


def _first(article: Article) -> Iterator[tuple[Sentence, list[Sentence]]]:
    """Yield an article's sentences, each with those before it in its paragraph; no more paragraphs are split than needed."""
    for paragraph in article.paragraphs:
        found = sentences_of(article, paragraph)
        yield from ((sentence, found[:n]) for n, sentence in enumerate(found))


def _days(sentence: Sentence, before: list[Sentence], published: Published) -> tuple[int, ...]:
    told: tuple[Dated, ...] = read_event_dates(
        sentence.text, published, [s.text for s in before]
    ).settled
    return tuple(span_of(d.date)[0].toordinal() for d in told if d.precision == "day")


def dump_outline(outline: Outline) -> bytes:
    """Return an outline as it is kept."""
    return dump_packed(outline)


def load_outline(kept: bytes, document: Document) -> Outline:
    """Return the outline of a document as it was kept.

    Raises:
        ValueError: the bytes are none.
    """
    outline: Outline = load_packed(Outline, kept)
    return replace(outline, key=content_key(document))
