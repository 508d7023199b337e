"""What an edition is built for: its days, its number, what came before."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.brief import Brief
from briefgen.model.edit import Edit
from briefgen.model.edition import Edition, Window
from briefgen.model.source import CollectedFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What earlier editions of a series leave to the next one."""

    recent: tuple[Brief, ...] = ()
    """Those before it by number, the latest first, up to four."""
    seen: frozenset[str] = frozenset()
    """Keys of the articles that earlier editions reported or passed over."""
    later: frozenset[str] = frozenset()
    """Keys of those that an edition built after this one reported first, where this is built again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a build knows besides its articles: the days it reports on, and its place in a series."""

    window: Window | None = None
    """Its days; without any, all articles up to the cut-off."""
    edition: Edition | None = None
    """Its number, in a series."""
    history: History = History()
    """What came before it."""
    edits: tuple[Edit, ...] = ()
    """What the analyst decided."""
    collected: tuple[CollectedFrom, ...] = ()
    """What the series collects from, and how it was."""
