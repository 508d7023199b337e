"""The two styles that pages come in, their colours, and what a profile adds: own colours, logo, fonts.

Pages get their tokens from here; what else makes a style stands in its style sheets, templates/base/folio-*.css.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.errors import ConfigError
from briefgen.model import Appearance, Logo, Typeface
from briefgen.profile.colours import READABLE, contrast, is_colour, nearest_readable
from briefgen.profile.logos import read_picture
from briefgen.profile.typefaces import FAMILIES, MOST_BYTES, check_font


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a style on one kind of ground."""

    paper: str
    """The ground."""
    panel: str
    """A ground that stands out from it a little."""
    ink: str
    muted: str
    hair: str
    """Lines that only part."""
    rule: str
    """Lines that mean something."""
    brand: str
    link: str
    deny: str
    mark: str
    """The ground of a sentence that is shown in its source."""
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """A style: its colours by day and by night, and those of its themes."""

    light: Palette
    dark: Palette
    themes: tuple[str, ...]
    """By day, in the themes' order; a letter always goes with them."""
    proposed: str
    """Of themes that were found and not named."""


STYLES: Mapping[str, HouseStyle] = {
    "bulletin": HouseStyle(
        light=Palette(
            paper="#ffffff", panel="#f4f6f8", ink="#16191d", muted="#59646e", hair="#cfd4da", rule="#8c96a0",
            brand="#0b3a5b", link="#14507a", deny="#9a2a1f", mark="#fff1b8", new="#7a5200",
        ),
        dark=Palette(
            paper="#14181c", panel="#1c2228", ink="#e9edf1", muted="#a3aeb8", hair="#343c44", rule="#6c7782",
            brand="#9cc7e8", link="#9cc7e8", deny="#ff9c8f", mark="#5a4a12", new="#f0c060",
        ),
        themes=("#1b4f8a", "#9a2a1f", "#1f6f5c", "#6b4a00", "#5b2a86", "#8a1f55", "#0f5c73", "#4a4f10"),
        proposed="#59646e",
    ),
    "folio": HouseStyle(
        light=Palette(
            paper="#fbf8f1", panel="#f3ede1", ink="#211c16", muted="#665c50", hair="#ddd3c2", rule="#978a77",
            brand="#7a4413", link="#7a4413", deny="#94291d", mark="#f6e3a8", new="#74500c",
        ),
        dark=Palette(
            paper="#1a1713", panel="#25211b", ink="#efe8dc", muted="#b3a898", hair="#3d372e", rule="#7d7263",
            brand="#e0b483", link="#e0b483", deny="#ff9f8d", mark="#57481b", new="#e8be66",
        ),
        themes=("#2b4c6f", "#8c3022", "#48602a", "#7a5211", "#60406b", "#7d2f4e", "#1e5f60", "#55503a"),
        proposed="#665c50",
    ),
}  # fmt: skip
"""The styles by name: contrasts are 4.5 and more, and measured by tests."""
DEFAULT = "bulletin"


def style_of(name: str) -> HouseStyle:
    """Return a style; a name of a later version gives the default one."""
    return STYLES.get(name, STYLES[DEFAULT])


# What a profile says -----------------------------------------------------------------------------


def colour_problems(page: Mapping[str, Any], themes: list[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the colours of a profile's page that are none, lead nowhere or cannot be read, with their keys."""
    colours = page.get("colours")
    if not isinstance(colours, dict):
        return
    style = style_of(str(page.get("style", DEFAULT))).light
    brand, own = colours.get("brand"), colours.get("themes")
    if isinstance(brand, str):
        yield from _colour_problem("page.colours.brand", brand, style.panel)
    names = {str(t.get(key)) for t in themes for key in ("id", "letter") if t.get(key)}
    for name, colour in own.items() if isinstance(own, dict) else ():
        key = f"page.colours.themes.{name}"
        if name not in names and not (len(name) == 1 and "A" <= name <= "Z"):
            choices = ", ".join(sorted(names)) or "a letter from A to Z"
            yield f"{key}: no theme '{name}'; choose from {choices}"
        if isinstance(colour, str):
            yield from _colour_problem(key, colour, style.paper)


def _colour_problem(key: str, colour: str, ground: str) -> Iterator[str]:
    if not is_colour(colour):
        yield f"{key}: '{colour}' is no colour; write it as #0b3a5b"
    elif contrast(colour, ground) < READABLE:
        measured = f"contrast {contrast(colour, ground):.2f} on {ground}, and text needs {READABLE}"
        nearest = nearest_readable(colour.lower(), ground)
        yield f"{key}: '{colour}' has {measured}; the nearest that can be read is {nearest}"


def embed_files(page: Mapping[str, Any], folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Return a profile's page with the files it names as ``data:`` addresses, and what is wrong with them."""
    embedded, problems = dict(page), list[str]()
    logo, fonts = page.get("logo"), page.get("fonts")
    if isinstance(logo, str):
        try:
            kind, content, _ = read_picture(_read(logo, folder))
            embedded["logo"] = _address(kind, content)
        except ValueError as error:
            problems.append(f"page.logo: '{logo}' {error}")
    if isinstance(fonts, dict):
        embedded["fonts"], total = dict(fonts), 0
        for role in (r for r in FAMILIES if isinstance(fonts.get(r), str)):
            try:
                content = _read(fonts[role], folder)
                check_font(content, role)
            except ValueError as error:
                problems.append(f"page.fonts.{role}: '{fonts[role]}' {error}")
            else:
                total += len(content)
                embedded["fonts"][role] = _address("font/sfnt", content)
        if total > MOST_BYTES:
            limit = f"{total:,} bytes, and {MOST_BYTES:,} are the most for all fonts together"
            problems.append(f"page.fonts: {limit}; take WOFF2 files, which are a third as large")
    return embedded, problems


def _address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _read(name: str, folder: Path) -> bytes:
    """Return the bytes of a file that lies in a profile's folder.

    Raises:
        ValueError: it does not, is too large, or cannot be read.
    """
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
        content = path.read_bytes()[: MOST_BYTES + 1] if inside and path.is_file() else None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file can have this name"
        raise ValueError(f"cannot be read ({reason}); name a file beside the profile") from error
    if not inside:
        raise ValueError("lies outside the profile's folder; put it there")
    if content is None:
        raise ValueError("is not there; name a file beside the profile")
    if len(content) > MOST_BYTES:
        raise ValueError(f"has more than {MOST_BYTES:,} bytes; save it smaller")
    return content


# What a page gets --------------------------------------------------------------------------------

AREA, HIGHEST, WIDEST = 430.0, 13.0, 62.0
"""Square millimetres that a logo covers, and its greatest height and width: logos of equal area look equal."""


SMALL = 8.4, 44.0
"""Its greatest height and width where it stands beside a title of one line: on the executive page."""


def decoded(data: str) -> bytes:
    """Return the bytes of a Base64 text.

    Raises:
        ValueError: it is none.
    """
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("is no Base64") from error


def logo_box(logo: Logo, highest: float = HIGHEST, widest: float = WIDEST) -> tuple[float, float]:
    """Return how wide and how high a logo is printed, in millimetres, up to a size.

    Raises:
        ValueError: it is no picture that may be shown.
    """
    kind, kept, ratio = read_picture(decoded(logo.data))
    if kind != logo.media_type or (kind == "image/svg+xml" and kept != decoded(logo.data)):
        raise ValueError("is not what a profile's logo becomes")
    high = min(highest, widest / ratio, (AREA / ratio) ** 0.5)
    return round(high * ratio, 2), round(high, 2)


def of_data(address: str) -> str:
    """Return what stands behind the comma of a ``data:`` address."""
    return address.partition(",")[2]


def appearance_of(page: Any) -> Appearance:
    """Return what a profile's page options say of how pages look; its files are in them by then.

    Raises:
        ConfigError: they are not, for the profile was not read from a file.
    """
    named = {"logo": page.logo, **{f"fonts.{role}": getattr(page.fonts, role) for role in FAMILIES}}
    unread = [key for key, value in named.items() if value and not value.startswith("data:")]
    if unread:
        problems = [f"page.{key}: its file was not read; use load_profile" for key in unread]
        raise ConfigError(problems, "the profile")
    logo = None
    if page.logo:
        kind = page.logo.removeprefix("data:").partition(";")[0]
        logo = Logo(media_type=kind, data=of_data(page.logo), alt=page.logo_alt or "")
    fonts = tuple(
        Typeface(role=role, data=of_data(given))
        for role in FAMILIES
        if (given := getattr(page.fonts, role))
    )
    return Appearance(
        style=page.style,
        brand=page.colours.brand.lower() if page.colours.brand else None,
        themes={name: colour.lower() for name, colour in page.colours.themes.items()},
        logo=logo,
        fonts=fonts,
    )
