"""Articles as a Brief holds them, and what became of the rest."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.article import Published, Removed
from briefgen.model.types import VALUE, ArticleKind, AttributionKind, ParagraphKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceParagraph:
    """A paragraph of a source; its text is kept where a sentence of it is printed, or beside a key point's."""

    __pydantic_config__ = VALUE

    index: int
    """From 0."""
    kind: ParagraphKind
    """Standfirst, paragraph or list item."""
    start: int
    """First code point."""
    end: int
    """Behind the last code point."""
    heading: str | None
    """The heading above it."""
    label: str | None
    """The label of a list item."""
    text: str | None
    """The paragraph as printed, or null where nothing of it is printed and no key point stands beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One article of the brief, with what proves it."""

    __pydantic_config__ = VALUE

    id: str
    """S1, S2 … in the order of the files' names."""
    path: str
    """Where `verify` finds it."""
    file: str
    """The name that pages print."""
    record: int | None
    """Line of a JSON Lines file, or number of the article among those of its file, from 1."""
    encoding: str
    """Python codec that gives the text in which positions count."""
    sha256: str
    """Hash of the file's bytes, or of the line of a JSON Lines file in UTF-8."""
    url: str | None
    """Where the article was published, if known."""
    title: str | None
    """The article's own title, or null."""
    publisher: str | None
    """Who published it, where the source says so."""
    published: Published
    """When, with every reading."""
    origin: str
    """The id of the first source with the same text: reprints share one origin."""
    credit: str | None
    """The wire service its dateline credits."""
    grade: str
    """Admiralty code from the register of sources; F6 where it has none."""
    state_media: bool
    """Whether the register says it is state media."""
    group: str | None = None
    """Who owns its publisher, by the register; null where that is not known."""
    kind: ArticleKind = "report"
    """What kind of text it is, by its own signs."""
    words: int
    """Words in its paragraphs."""
    paragraphs: tuple[SourceParagraph, ...]
    """All its paragraphs."""
    removed: tuple[Removed, ...]
    """Lines left out as boilerplate, each with its rule."""
    earlier: bool = False
    """Whether it is dated before the edition's period: printed under "Earlier reporting" only."""
    reader: str = "text"
    """The reader that gave its text."""
    reader_version: str = "1"
    """The version of that reader: another one may count positions otherwise."""
    read_at: str | None = None
    """When a server was asked for it, ISO 8601, UTC: of what was collected, or comes from a web archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedFrom:
    """A feed, page, section or mailbox that a series collects from, as it was when it was last asked."""

    __pydantic_config__ = VALUE

    name: str
    """Its name, or its address where it has none."""
    kind: str
    """feed, page, section or mailbox."""
    state: str
    """How it was: new, unchanged, empty, moved, undated, late, postponed, gone, blocked or broken."""
    reason: str
    """Why, in words; empty where it was well."""
    asked: str
    """When it was last asked, ISO 8601, UTC; empty where it never was."""
    good: str | None
    """When it last gave what it should, or null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event."""

    __pydantic_config__ = VALUE

    id: str
    """Made from its earliest article, so that it stays from edition to edition."""
    title: str | None
    """The title of its earliest article that has one."""
    articles: tuple[str, ...]
    """Ids of its articles."""
    origins: int
    """Distinct texts among them."""
    start: str | None
    """Date of its earliest dated article, or null."""
    end: str | None
    """Date of its latest dated article, or null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, or is announced, as the sentences of the collection tell it."""

    __pydantic_config__ = VALUE

    id: str
    """Stays from edition to edition."""
    sentence: str
    """Id of the sentence that tells it best."""
    title: str | None
    """A publisher's own headline of it, or null."""
    title_source: str | None
    """Id of the source that has that headline."""
    date: str | None
    """The day it happened or is announced for, ISO 8601, where that is sure."""
    articles: tuple[str, ...]
    """Ids of the sources that tell it."""
    origins: int
    """Distinct texts among them."""
    told_in: tuple[str, ...] = ()
    """Labels of the earlier editions that told it, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHeadline:
    """A day of the period in the words of one of its own headlines."""

    __pydantic_config__ = VALUE

    date: str
    """The day, ISO 8601."""
    source: str
    """Id of the source whose title it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSummary:
    """What the collection stands on, in numbers."""

    __pydantic_config__ = VALUE

    articles: int
    """Articles read."""
    origins: int
    """Distinct texts among them."""
    publishers: dict[str, int]
    """Articles of each publisher that is named, most first."""
    unnamed: int
    """Articles whose publisher nobody names."""
    languages: dict[str, int]
    """Articles in each language, by its BCP 47 tag, most first."""
    kinds: dict[str, int]
    """Articles of each kind (report, opinion …), most first; empty where kinds were not told apart."""
    attribution: dict[AttributionKind, int]
    """Sentences by who says so."""
    largest: str | None
    """The publisher with most articles, or null where none is named."""
    largest_share: float | None
    """Its share of all articles, 0 to 1, or null."""
    state_media: int
    """Articles of publishers that the register calls state media."""
    undated: int
    """Articles without a date."""
    ambiguous: int
    """Articles whose date can be read in two ways."""
    statement: str
    """The same in plain words, to print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph that no theme claims, or that two could."""

    __pydantic_config__ = VALUE

    source: str
    """The source's id."""
    paragraph: int
    """From 0."""
    nearest: str | None
    """Id of the nearest theme."""
    second: str | None
    """Id of the next one."""
    margin: float
    """How far the nearest is ahead of the next, or of what a theme needs."""
    because: tuple[str, ...]
    """The words that decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A sentence that is not printed, and why."""

    __pydantic_config__ = VALUE

    source: str
    """The source's id."""
    paragraph: int
    """From 0."""
    start: int
    """First code point."""
    end: int
    """Behind the last code point."""
    reason: str
    """The rule that left it out."""
