"""What each sentence says, as far as cues tell: who, what, when, how many, and what it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.language.english.actors import named_in
from briefgen.language.english.attribution import attribute_article
from briefgen.language.english.capitals import find_names, inner_names
from briefgen.language.english.concepts import Concepts, concepts, mentions
from briefgen.language.english.denials import CONTENT, find_rejected
from briefgen.language.english.event_dates import read_event_dates
from briefgen.language.english.fitness import faults, points_back
from briefgen.language.english.pointing import Pointing, points_at
from briefgen.language.english.quantities import Measured, find_quantities
from briefgen.language.tokens import terms
from briefgen.model import Article, Attribution, Dated, Sentence

_RECEIVES = re.compile(
    r"\b(?:to|for|assist\w*|aid(?:s|ed|ing)?|help\w*|suppl\w+|provid\w+|arm(?:s|ed|ing)?|offer\w*|giv\w+|reach\w*|arriv\w+ in)\s(?:the\s)?$",
    re.IGNORECASE,
)

_NEAR = 60
"""The words that give or receive stand in so many characters before a name."""
REMEMBERED = 60
"""So many sentences of its paragraph stand behind what a sentence says; no paragraph of the labelled weeks has more."""

_NAME = re.compile(r"[A-Z](?<!^[A-Z])(?<!\w[A-Z])(?<![.!?]\s[A-Z])[\w’'-]+")
"""A word with a capital that opens no sentence; it begins with the capital, so that the engine skips to those."""


@dataclass(frozen=True, slots=True)
class Denial:
    """What a sentence denies, and whom and what it speaks of with the sentences before it."""

    terms: frozenset[str]
    """Content terms of what is denied; those of the sentence before, where that is meant."""
    concepts: Concepts
    """Actions and objects of what is denied, actors of the whole passage."""
    named: frozenset[frozenset[str]]
    """Names in the whole passage."""
    points: Pointing | None = None
    """What it points at where it answers what stands before it and says not what it denies."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whom an article names."""

    actors: frozenset[str]
    """Actors of the table (`aliases.named_in`)."""
    inner: frozenset[str]
    """Words with a capital inside its sentences."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says, as far as cues tell."""

    sentence: Sentence
    origin: str
    attribution: Attribution
    concepts: Concepts
    receiver: str | None
    giver: str | None
    dates: tuple[Dated, ...]
    """Days, and dates with their year."""
    about: tuple[Dated, ...]
    """Weeks, months and years that are told from the article's day: last week, in August."""
    published: str | None
    quantities: tuple[Measured, ...]
    sequence: tuple[str, ...]
    """Its content terms in order."""
    names: frozenset[str]
    """Words with a capital, but for the first."""
    named: frozenset[frozenset[str]]
    """Its names, each as its words in small letters."""
    denies: Denial | None
    """What it denies, where it is a denial."""
    unfit: tuple[str, ...]
    """Why it is no point of a brief, whatever stands before it (`fitness.faults`)."""
    leans: str | None
    """How it leans on the sentence before it (`fitness.points_back`)."""

    @property
    def terms(self) -> frozenset[str]:
        """Its content terms."""
        return frozenset(self.sequence)

    @property
    def hedged(self) -> bool:
        """Whether the sentence reports it as possible, rumoured or to come."""
        return self.attribution.status in {"possible", "rumoured", "forecast"}


def read_sentences(articles: Sequence[Article], origins: Mapping[str, str]) -> dict[str, Reading]:
    """Return the reading of every sentence, by its id."""
    told = {r.sentence.id: r for article in articles for r in read_article(article)}
    return with_origins(told, origins)


def with_origins(readings: Mapping[str, Reading], origins: Mapping[str, str]) -> dict[str, Reading]:
    """Return readings with the origin of their articles."""
    return {k: replace(r, origin=origins[r.sentence.source]) for k, r in readings.items()}


def read_article(article: Article) -> Iterator[Reading]:
    """Yield the reading of each sentence of an article; its origin is not known yet."""
    return _read_article(article, "")


def _read_article(article: Article, origin: str) -> Iterator[Reading]:
    texts = [s.text for s in article.sentences]
    known = Known(named_in(texts), inner_names(texts))
    said = attribute_article([[s.text for s in p.sentences] for p in article.paragraphs])
    for paragraph, attributions in zip(article.paragraphs, said, strict=True):
        for n, attribution in enumerate(attributions):
            yield _read(
                article,
                paragraph.sentences,
                n,
                attribution=attribution,
                origin=origin,
                known=known,
            )


def _read(  # noqa: PLR0913 - a sentence, and what is known around it
    article: Article,
    sentences: Sequence[Sentence],
    n: int,
    *,
    attribution: Attribution,
    origin: str,
    known: Known,
) -> Reading:
    """Return the reading of sentence ``n`` of a paragraph."""
    sentence, before = sentences[n], sentences[max(0, n - REMEMBERED) : n]
    text = sentence.text
    receiver, giver = _direction(text, known.actors)
    published = article.published
    dates = read_event_dates(text, published, [s.text for s in before])
    return Reading(
        sentence=sentence,
        origin=origin,
        attribution=attribution,
        concepts=concepts(text, known.actors),
        receiver=receiver,
        giver=giver,
        dates=dates.settled,
        about=dates.rough,
        published=published.date if published.precision == "day" else None,
        quantities=find_quantities(text),
        sequence=terms(text),
        names=frozenset(_NAME.findall(text)),
        named=find_names(text, known.inner),
        denies=_denied(text, attribution, before, known),
        unfit=faults(sentence, attribution),
        leans=points_back(text),
    )


def _direction(text: str, named: frozenset[str]) -> tuple[str | None, str | None]:
    """Return who receives and who gives: "supplying Russia with", "sent to Russia"."""
    actors = mentions("actors", text, named)
    receiver = next(
        (name for name, start, _ in actors if _RECEIVES.search(text, max(0, start - _NEAR), start)),
        None,
    )
    giver = next((name for name, start, _ in actors if name != receiver), None)
    return receiver, giver


def _denied(
    text: str, attribution: Attribution, before: Sequence[Sentence], known: Known
) -> Denial | None:
    """Return what a sentence denies, with the actors and names of the passage it stands in."""
    denied = find_rejected(text, attribution)
    if denied is None:
        return None
    passage = " ".join([*(s.text for s in before), text])
    said = concepts(denied.clause)
    said_of = denied.terms - frozenset(terms(attribution.who or ""))
    bare = len(said_of) < CONTENT
    meant = frozenset(terms(before[-1].text)) if bare and before else said_of
    around = Concepts(concepts(passage, known.actors).actors, said.actions, said.objects)
    return Denial(meant, around, find_names(passage, known.inner), points_at(text))
