"""What an analyst decides of a brief."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.types import STRICT, VALUE, EditAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One decision of the analyst, as the edits file holds it."""

    __pydantic_config__ = STRICT

    action: EditAction
    """What is done: keep, pin, drop, replace, move, theme, rewrite, grade, comment, sign off."""
    text: str | None = None
    """The sentence, or for theme the paragraph, as printed: for people, and instead of `sha256`."""
    sha256: str | None = None
    """SHA-256 of that text, which is what counts where both are given."""
    source: str | None = None
    """SHA-256 of the source's file, where only that source is meant."""
    publisher: str | None = None
    """For grade: the publisher whose sources get it."""
    theme: str | None = None
    """For move and theme: where to; for theme, none leaves the paragraph over. For comment: on what."""
    words: str | None = None
    """The words of a comment or a rewriting."""
    grade: str | None = None
    """For grade: an Admiralty code such as B2."""
    edition: int | None = None
    """The number of the edition it was made for; other editions of the series do not look at it."""
    by: str | None = None
    """Who decided it."""
    points: str | None = None
    """For sign off: SHA-256 of what was read, so that it holds for nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMark:
    """One of the analyst's edits, and whether it applies here."""

    __pydantic_config__ = VALUE

    action: EditAction
    """What was decided."""
    text: str
    """What it is about: a sentence, a publisher, a theme, or the brief."""
    sentence: str | None
    """Id of the sentence it is about."""
    theme: str | None
    """Id of the theme it gives something to."""
    by: str | None
    """Who decided it."""
    applied: bool
    """Whether it applies to this collection."""
    note: str
    """Why it does not; empty where it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """An analyst's comment: the one text in a brief that no source holds."""

    __pydantic_config__ = VALUE

    text: str
    """The comment."""
    by: str | None
    """Who wrote it."""
    sentence: str | None
    """Id of the sentence it is on, or null."""
    theme: str | None
    """Id of the theme it is on, or null; with neither it is on the brief."""
