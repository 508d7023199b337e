"""Periods and numbers of a series, and what an edition says of the one before."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.types import VALUE, ChangeKind, ChangeSubject, PeriodKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days of an edition, first and last, ISO 8601."""

    kind: PeriodKind
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of a series: its number, and the days it reports on."""

    number: int
    revision: int = 0
    """0 for the first printing, 1 for the first correction: "12.1"."""
    window: Window
    as_of: str
    correction: str | None = None
    """What a correction mends."""

    @property
    def label(self) -> str:
        """As printed: 12, or 12.1."""
        return label_of(self.number, self.revision)


def label_of(number: int, revision: int) -> str:
    """Return an edition's number as printed: 12, or 12.1 for its first correction."""
    return f"{number}.{revision}" if revision else str(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days a brief speaks of: those of its edition, else those its dated sources span."""

    __pydantic_config__ = VALUE

    start: str | None
    """First day, or date of the earliest dated source, or null."""
    end: str | None
    """Last day, or date of the latest dated source, or null."""
    kind: PeriodKind = "sources"
    """What set it: a day, ISO week, month or range of the edition, or the sources' own dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCount:
    """An edition's numbers, for comparison."""

    __pydantic_config__ = VALUE

    label: str
    """Its number: 12, or 12.1."""
    as_of: str
    """Its cut-off."""
    articles: int
    """Articles dated in its period or undated."""
    origins: int
    """Distinct texts among all its sources."""
    claims: int
    """Claims that several origins carry or that somebody denies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a claim, a printed sentence or a theme since the edition before."""

    __pydantic_config__ = VALUE

    subject: ChangeSubject
    """What is compared; a sentence that is in a claim is compared with its claim."""
    kind: ChangeKind
    """New; updated (another figure, more than was known); denied; continuing; gone quiet; newly seen (old
    news that came late)."""
    sentence: str | None
    """Id of the sentence that shows it here; null where it has gone quiet."""
    claim: str | None
    """Id of the claim here."""
    theme: str | None
    """Id of the theme."""
    text: str
    """The sentence, the words that name the claim, or the theme's name; of the edition before where
    it has gone quiet."""
    sha256: str | None
    """Hash of the sentence that stands for it, here or in the edition before; null for a theme."""
    note: str
    """Why it counts as that, in words."""
    reports: tuple[int, ...]
    """Articles that print it here and in the editions before, in the order of `editions`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new since the edition before."""

    __pydantic_config__ = VALUE

    since: str | None
    """Number of the edition compared with; null for the first of a series."""
    editions: tuple[EditionCount, ...]
    """This edition, then up to four before it, the latest first."""
    items: tuple[Change, ...]
    """Denied, updated, new, newly seen, gone quiet, continuing, in this order."""
