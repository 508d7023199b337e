"""Where a file stands: what `verify` opens, and what pages print."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The two names of one file."""

    path: str
    """Relative to the working folder where it is below it, else as given; what verify opens."""
    file: str
    """Relative to the folder that was read."""
    depth: int = 0
    """How many files it stands inside of."""
    charset: str | None = None
    """Of its characters, where the file that it stands in says so: an answer of a server by its header."""

    def inside(self, label: str, charset: str | None = None) -> Place:
        """Return the place of a part of the file."""
        return replace(self, file=f"{self.file}#{label}", depth=self.depth + 1, charset=charset)
