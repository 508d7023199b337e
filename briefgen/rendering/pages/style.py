"""What pages look like besides their templates: the style's tokens, and the profile's colours, logo and fonts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

from briefgen.errors import BriefError
from briefgen.model import Brief
from briefgen.profile.colours import is_colour, nearest_readable
from briefgen.profile.house import (
    DEFAULT,
    SMALL,
    STYLES,
    HouseStyle,
    Palette,
    decoded,
    logo_box,
    style_of,
)
from briefgen.profile.typefaces import FAMILIES, MOST_BYTES, font_type
from briefgen.rendering.charts.svg import CLASSES
from briefgen.rendering.environment import trusted

PIXELS_A_MM = 96 / 25.4
_TOKENS = {"ink": "ink", "muted": "muted", "hair": "hair", "rule": "rule", "ground": "paper", "deny": "deny"}  # fmt: skip
"""Which token of a style a chart's colour is, by the class that charts give it."""


def dress(brief: Brief) -> dict[str, Any]:
    """Return what templates know of a brief's appearance, as plain data.

    Raises:
        BriefError: it holds what no profile's logo, font or colour becomes.
    """
    own = brief.appearance
    style = style_of(own.style)
    light, dark = _branded(brief, style)
    return {
        "style": own.style if own.style in STYLES else DEFAULT,
        "brand": own.brand,
        "light": asdict(light),
        "dark": asdict(dark),
        "logo": _logo(brief),
        "fonts": _fonts(brief),
    }


def theme_colour(brief: Brief, theme_id: str, letter: str, place: int | None) -> str:
    """Return the colour of a theme by day: its own, or the style's for its place; none has a grey."""
    own, style = brief.appearance.themes, style_of(brief.appearance.style)
    given = own.get(theme_id) or own.get(letter)
    if given:
        return nearest_readable(_colour(brief, given), style.light.paper)
    return style.proposed if place is None else style.themes[place % len(style.themes)]


def dark_ground(brief: Brief) -> str:
    """Return the ground of web pages on a dark screen."""
    return style_of(brief.appearance.style).dark.paper


def recoloured(view: dict[str, Any], house: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a view holds with its charts in the style's colours and the profile's fonts.

    It is gone through only where those are others than charts are drawn with.
    """
    drawn = {colour: house["light"][_TOKENS[name]] for colour, name in CLASSES.items()}
    own_font = any(f["family"] == "Own Sans" for f in house["fonts"])
    if not own_font and all(colour == token for colour, token in drawn.items()):
        return view

    def redrawn(svg: str) -> str:
        for colour, token in drawn.items():
            for mark in ("fill", "stroke"):
                svg = svg.replace(f' {mark}="{colour}"', f' {mark}="{token}"')
        own = ' font-family="Own Sans, Source'
        return svg.replace(' font-family="Source', own, 1) if own_font else svg

    return {key: _with_charts(value, redrawn) for key, value in view.items()}


def _with_charts(tree: Any, redrawn: Callable[[str], str]) -> Any:
    """Return a part of a view with its charts drawn again."""
    if isinstance(tree, dict):
        if "svg" in tree:
            return {**tree, "svg": trusted(redrawn(str(tree["svg"])))}
        return {key: _with_charts(value, redrawn) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_with_charts(value, redrawn) for value in tree]
    return tree


def _branded(brief: Brief, style: HouseStyle) -> tuple[Palette, Palette]:
    """Return a style's colours by day and by night with the series' own in their places."""
    if brief.appearance.brand is None:
        return style.light, style.dark
    colour = _colour(brief, brief.appearance.brand)
    day = nearest_readable(colour, style.light.panel)
    night = nearest_readable(colour, style.dark.panel)
    return replace(style.light, brand=day, link=day), replace(style.dark, brand=night, link=night)


def _colour(brief: Brief, text: str) -> str:
    if not is_colour(text):
        raise BriefError(brief.title, f"has '{text[:40]}' where a colour stands; build it again")
    return text


def _logo(brief: Brief) -> dict[str, Any] | None:
    logo = brief.appearance.logo
    if logo is None:
        return None
    try:
        wide, high = logo_box(logo)
        small_wide, small_high = logo_box(logo, *SMALL)
    except ValueError as error:
        raise BriefError(brief.title, f"has a logo that {error}; build it again") from error
    return {
        "address": logo.address, "alt": logo.alt, "type": logo.media_type, "wide": wide, "high": high,
        "small_wide": small_wide, "small_high": small_high,
        "wide_pixels": round(wide * PIXELS_A_MM), "high_pixels": round(high * PIXELS_A_MM),
    }  # fmt: skip


def _fonts(brief: Brief) -> list[dict[str, Any]]:
    """Return the series' own fonts: family and weight as style sheets name them, type, and bytes in Base64."""
    fonts = []
    for font in brief.appearance.fonts:
        try:
            content = decoded(font.data)
        except ValueError as error:
            raise BriefError(brief.title, f"has a font that {error}; build it again") from error
        kind = font_type(content)
        if kind is None or len(content) > MOST_BYTES:
            raise BriefError(brief.title, "has a font that is none, or too large; build it again")
        family = "Own Serif" if font.role.startswith("serif") else "Own Sans"
        fonts += [
            {"role": font.role, "family": family, "weight": weight, "type": kind, "data": font.data}
            for weight in FAMILIES[font.role][1]
        ]
    return fonts
