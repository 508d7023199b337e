"""How a series looks, and what it tells the public besides."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.model.types import VALUE, FontRole, PictureType


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """A word that the public may not know."""

    __pydantic_config__ = VALUE

    term: str
    """The word."""
    meaning: str
    """What it means, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What the profile says to the public."""

    __pydantic_config__ = VALUE

    headline: str | None = None
    """The headline, or null: the title of a source."""
    contact: str | None = None
    """Where corrections go to."""
    address: str | None = None
    """Where an edition can be read on the web, with ``{date}`` and ``{edition}`` to be filled in."""
    glossary: tuple[GlossaryEntry, ...] = ()
    """Words explained."""
    publishers: dict[str, str] = field(default_factory=dict)
    """What pages call a publisher, by its name as articles give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The picture at the head of every rendering."""

    __pydantic_config__ = VALUE

    media_type: PictureType
    """What kind of picture it is."""
    data: str
    """Its bytes in Base64."""
    alt: str
    """What it shows, for readers who do not see it."""

    @property
    def address(self) -> str:
        """The picture as an address that loads nothing."""
        return f"data:{self.media_type};base64,{self.data}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """A font that stands for one of the shipped ones."""

    __pydantic_config__ = VALUE

    role: FontRole
    """What it sets: source text (serif) or computed text (sans), plain or bold."""
    data: str
    """The font's file in Base64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What the profile says of how pages look."""

    __pydantic_config__ = VALUE

    style: str = "bulletin"
    """The style: bulletin or folio; a name that a version does not know is shown as bulletin."""
    brand: str | None = None
    """The series' own colour, #rrggbb, or null: the style's."""
    themes: dict[str, str] = field(default_factory=dict)
    """Own colours of themes, #rrggbb, by the theme's id or letter."""
    logo: Logo | None = None
    """The logo, or null."""
    fonts: tuple[Typeface, ...] = ()
    """Own fonts; those of roles that are not there are the shipped ones."""
