"""A cleaned document: dates, paragraphs and sentences with their places in the source."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.document import Document
from briefgen.model.types import VALUE, ArticleKind, ParagraphKind, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One reading of a date that the source carries."""

    __pydantic_config__ = VALUE

    date: str
    """ISO 8601 to its precision: 2025-11-05, 2025-W45, 2025-11 or 2025; EDTF for a season (2025-21 is spring) and a decade (199X)."""
    precision: Precision
    """How exact the source is; a month stays a month."""
    raw: str
    """The words or digits in the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a source says it was published; undated stays undated."""

    __pydantic_config__ = VALUE

    date: str | None = None
    """ISO 8601 to its precision, or null."""
    precision: Precision | None = None
    """How exact the source is."""
    raw: str | None = None
    """The words or digits in the source."""
    candidates: tuple[Dated, ...] = ()
    """Every reading and every date found, the preferred one first."""
    note: str | None = None
    """Why this reading was preferred, where there was a choice."""

    @property
    def unread(self) -> bool:
        """Whether a date is given that cannot be read."""
        return self.date is None and self.raw is not None

    @property
    def ambiguous(self) -> bool:
        """Whether one and the same date can be read in two ways."""
        return any(c.raw == self.raw and c.date != self.date for c in self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A line that is no part of the article, and the rule that says so."""

    __pydantic_config__ = VALUE

    rule: str
    """Name of the cleaning rule."""
    text: str
    """The line, white space folded."""
    start: int
    """First code point."""
    end: int
    """Behind the last code point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A verbatim span of one source."""

    __pydantic_config__ = VALUE

    id: str
    """Source and running number in it: S4.12."""
    source: str
    """The source's id."""
    paragraph: int
    """The paragraph's index, from 0."""
    start: int
    """First code point."""
    end: int
    """Behind the last code point."""
    text: str
    """The span as printed: white space folded, list and Markdown marks stripped."""
    sha256: str
    """Hash of the printed text in UTF-8."""
    rewritten: str | None = None
    """The analyst's words that are printed instead; they are not the source's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A passage of an article that is no title, heading or boilerplate."""

    index: int
    kind: ParagraphKind
    start: int
    end: int
    text: str
    label: str | None = None
    heading: str | None = None
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Genre:
    """What kind of text an article is, and the sign that tells it."""

    kind: ArticleKind
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A cleaned document: title, date, publisher, paragraphs; what was removed is kept."""

    id: str
    document: Document
    title: str | None
    published: Published
    publisher: str | None
    credit: str | None
    """The wire service a dateline credits, if any: a reprint's origin, not its publisher."""
    headings: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...]
    genre: Genre | None = None
    """What kind of text it is, once that was asked for (`analysis.genres`)."""
    tongue: str | None = None
    """The language of its paragraphs, once that was asked for (`analysis.tongues`)."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(s for p in self.paragraphs for s in p.sentences)
