"""Where a file stands: what `verify` opens, and what pages print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The two names of one file."""

    path: str
    """Relative to the working folder where it is below it, else as given; what verify opens."""
    file: str
    """Relative to the folder that was read."""
    depth: int = 0
    """How many files it stands inside of."""
