"""Rendered bytes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """Rendered bytes with a name and a media type."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
