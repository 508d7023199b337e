"""Which texts of a page have too little contrast with what lies behind them, after WCAG 2.2 (1.4.3).

Colours are those that WeasyPrint's cascade computes for each element; nothing is laid out. What that
does not know (pictures behind text, a browser's colour schemes, boxes laid over others) is not judged.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from briefgen.rendering.kit.pages import Tag

PLAIN, LARGE = 4.5, 3.0
"""The least contrast of text, and of large text."""
LARGE_PIXELS, LARGE_BOLD_PIXELS, BOLD = 24, 18.66, 700
"""From which size on text is large: 18 pt, or 14 pt where it is bold."""
ATTRIBUTE = "data-briefgen-tag"

Colour = tuple[float, float, float]


def contrast_faults(html: str, tags: Sequence[Tag], style: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the words of each element whose text is hard to read."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - a second to load
    from weasyprint.css import get_all_computed_styles  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    logger = logging.getLogger("weasyprint")
    before, logger.disabled = logger.disabled, True
    try:
        nothing = URLFetcher(allowed_protocols={"data"})
        sheet = CSS(string=_without_fonts(style), url_fetcher=nothing)
        page = HTML(string=_without_fonts(_numbered(html, tags)), url_fetcher=nothing)
        style_of = get_all_computed_styles(page, [sheet])
        found = list(_element_faults(page.etree_element, style_of, (1.0, 1.0, 1.0)))
    finally:
        logger.disabled = before
    yield from ((tags[n].offset, problem) for n, problem in found)


def _numbered(html: str, tags: Sequence[Tag]) -> str:
    """Return a page in which each element carries its number."""
    pieces, at = [], 0
    for number, tag in enumerate(tags):
        end = tag.offset + 1 + len(tag.name)
        pieces += [html[at:end], f' {ATTRIBUTE}="{number}"']
        at = end
    return "".join([*pieces, html[at:]])


def _without_fonts(style: str) -> str:
    return re.sub(r"@font-face\s*\{[^}]*\}", "", style)


def _element_faults(element: Any, style_of: Any, behind: Colour) -> Iterator[tuple[int, str]]:
    """Yield the number and the fault of each element with text of its own that is hard to read."""
    waiting = [(element, behind)]
    while waiting:
        element, behind = waiting.pop()
        style = style_of(element)
        if style is None or "none" in style["display"] or "}" in str(element.tag):
            continue  # not shown, or a drawing
        behind = _over(style["background_color"], behind)
        own = [element.text, *(child.tail for child in element)]
        number = element.get(ATTRIBUTE)
        if number and any(text and text.strip() for text in own):
            ink = _over(style["color"], behind)
            have, need = ratio(ink, behind), _needed(style)
            if have < need - 0.005:
                yield (
                    int(number),
                    f"text in {_hex(ink)} on {_hex(behind)} has contrast {have:.1f}; {need} is needed",
                )
        waiting += [(child, behind) for child in element if isinstance(child.tag, str)]


def _needed(style: Any) -> float:
    size, weight = style["font_size"], style["font_weight"]
    large = size >= LARGE_PIXELS or (size >= LARGE_BOLD_PIXELS and weight >= BOLD)
    return LARGE if large else PLAIN


def _over(colour: Any, behind: Colour) -> Colour:
    """Return a colour, which may be transparent, laid over an opaque one."""
    if not hasattr(colour, "to"):
        return behind
    red, green, blue = (min(1.0, max(0.0, c or 0.0)) for c in colour.to("srgb").coordinates)
    alpha = colour.alpha
    mixed = [alpha * c + (1 - alpha) * b for c, b in zip((red, green, blue), behind, strict=True)]
    return mixed[0], mixed[1], mixed[2]


def ratio(first: Colour, second: Colour) -> float:
    """Return the contrast of two sRGB colours (0 to 1 each), from 1 to 21."""
    bright, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the standard's
        for c in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in colour)
