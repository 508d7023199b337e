"""How a source is, told apart: what it gave the last time, and whether that is less than it usually gives."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Literal

from briefgen.errors import ArchiveError
from briefgen.model import CollectedFrom
from briefgen.model.text import safe
from briefgen.runtime.web import Kind
from briefgen.series.collect.state import Source, read_sources

Health = Literal[
    "never asked", "new", "unchanged", "empty", "moved", "undated", "late", "postponed", "gone", "blocked", "broken"
]  # fmt: skip
"""How a source is:

- ``new``, ``unchanged``: it gave new articles, or none that are new;
- ``empty``: it lists nothing; ``moved``: it answers at another address for good, to be put into the profile;
- ``undated``: none of its articles has a date; ``late``: silent for longer than its usual rhythm;
- ``postponed``: left alone for now, as its host asked, or because it failed again and again;
- ``gone``: no longer there; ``blocked``: it may not be read; ``broken``: anything else.
"""
WELL: frozenset[str] = frozenset({"new", "unchanged"})
READ: frozenset[str] = WELL | {"empty", "moved", "undated", "late"}
"""It was read, whatever it gave."""
ILL: frozenset[str] = frozenset({"gone", "blocked", "broken"})
_OF_FAILURE: dict[Kind, Health] = {
    "gone": "gone", "address": "blocked", "private": "blocked", "robots": "blocked", "refused": "blocked",
    "busy": "blocked",
}  # fmt: skip
LATE = 4
"""Times its usual rhythm that a source may be silent."""
LEAST_DAYS = 3
"""Days that any source may be silent: a weekend is no silence."""
LEAST_GAPS = 3
"""Gaps between days with articles from which a rhythm is told."""


def found_in(folders: Iterable[Path]) -> tuple[CollectedFrom, ...]:
    """Return what was collected from into some folders, as it was when it was last asked.

    A file of it that cannot be read costs no brief: collecting itself says what is wrong with it.
    """
    return tuple(
        CollectedFrom(
            name=safe(str(source.name or source.address)),
            kind=safe(str(source.kind)),
            state=safe(str(source.state)),
            reason=safe(str(source.reason)),
            asked=safe(str(source.checked)),
            good=safe(str(source.good)) if source.good else None,
        )
        for folder in folders
        for source in _known(folder)
    )


def _known(folder: Path) -> tuple[Source, ...]:
    try:
        return read_sources(folder)
    except ArchiveError:
        return ()


def of_failure(kind: Kind) -> Health:
    """Return how a source is whose answer failed so."""
    return _OF_FAILURE.get(kind, "broken")


def rhythm_of(days: Iterable[str | None]) -> tuple[str | None, float | None]:
    """Return the latest of some days, ISO 8601, and the median of the days between them, where there are enough."""
    known = sorted({datetime.date.fromisoformat(d) for d in days if d})
    gaps = [(b - a).days for a, b in pairwise(known)]
    newest = known[-1].isoformat() if known else None
    return newest, float(median(gaps)) if len(gaps) >= LEAST_GAPS else None


def late_by(source: Source, today: datetime.date) -> int | None:
    """Return for how many days a source is silent, where that is longer than its usual rhythm."""
    if source.newest is None or source.rhythm is None:
        return None
    silent = (today - datetime.date.fromisoformat(source.newest)).days
    return silent if silent > max(LATE * source.rhythm, LEAST_DAYS) else None
