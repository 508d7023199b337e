"""Colours and whether one can be read on the other: the contrast of WCAG 2.2, and the nearest that has enough."""

from __future__ import annotations

import colorsys
import re

READABLE = 4.5
"""Contrast that text needs (WCAG 2.2, 1.4.3, level AA)."""
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
STEPS = 200
"""How finely lightness is searched: steps of half a percent."""


def is_colour(text: str) -> bool:
    """Return whether a text is a colour as profiles write it: #0b3a5b."""
    return _HEX.fullmatch(text) is not None


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def nearest_readable(colour: str, ground: str, least: float = READABLE) -> str:
    """Return a colour itself where it can be read on a ground, or the nearest lightness that can.

    Hue and saturation stay; lightness goes away from the ground's.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    end = 0.0 if _luminance(ground) > 0.18 else 1.0  # noqa: PLR2004 - black and white are as far from it
    for step in range(STEPS + 1):
        level = lightness + (end - lightness) * step / STEPS
        found = colour if step == 0 else _hex(*colorsys.hls_to_rgb(hue, level, saturation))
        if contrast(found, ground) >= least:
            return found
    return "#000000" if end == 0.0 else "#ffffff"


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def _luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's
        for part in _parts(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
