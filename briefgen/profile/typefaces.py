"""A series' own fonts: which files can stand for the shipped ones, and why others cannot."""

from __future__ import annotations

import io
import string

from briefgen.model import FontRole

MOST_BYTES = 1_000_000
"""All of a series' fonts together: they are in the brief, in every PDF with it, and in the web page."""
LETTERS = string.ascii_letters + string.digits + " .,;:!?'\"()[]-–—“”‘’…/%&+"
NEEDED: dict[FontRole, str] = {
    "serif": LETTERS, "serif_bold": LETTERS, "sans": LETTERS + "¶·#", "sans_bold": LETTERS + "¶·#",
}  # fmt: skip
"""What a font must be able to show: Latin letters and digits, and the marks that pages print in it."""
SHAPES = "▲●○≠→•¶·"
"""Marks that the shipped font goes on setting where an own sans lacks them."""
FAMILIES: dict[FontRole, tuple[str, tuple[int, ...]]] = {
    "serif": ("Source Serif 4", (400,)), "serif_bold": ("Source Serif 4", (600,)),
    "sans": ("Source Sans 3", (300, 400)), "sans_bold": ("Source Sans 3", (600, 700)),
}  # fmt: skip
"""The family that a role stands for, by the name that templates know it by, and its weights."""
MEDIA_TYPES = {
    b"\x00\x01\x00\x00": "font/ttf", b"true": "font/ttf", b"OTTO": "font/otf", b"wOF2": "font/woff2"
}  # fmt: skip
_RESTRICTED = 0x0002
"""The bit of OS/2.fsType by which a font forbids to be embedded."""


def font_type(content: bytes) -> str | None:
    """Return the media type of a font by its first bytes, or None where it is none."""
    return MEDIA_TYPES.get(content[:4])


def check_font(content: bytes, role: FontRole) -> None:
    """See that a font can be used.

    Raises:
        ValueError: it cannot; the message says why and what helps.
    """
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - only profiles with fonts need it

    if font_type(content) is None:
        raise ValueError("is no TrueType, OpenType or WOFF2 font; name a .ttf, .otf or .woff2 file")
    try:
        with TTFont(io.BytesIO(content), lazy=True) as font:
            known = font.getBestCmap() or {}
            rights = int(font["OS/2"].fsType)
    except (TTLibError, KeyError, ValueError, TypeError, AssertionError, LookupError, OSError, EOFError) as error:  # fmt: skip
        raise ValueError(f"cannot be read as a font ({error}); get it again") from error
    except Exception as error:  # fontTools and its parsers raise whatever a broken table makes them
        raise ValueError(
            f"cannot be read as a font ({type(error).__name__}); get it again"
        ) from error
    if rights & _RESTRICTED:
        raise ValueError("says that it must not be embedded (OS/2 fsType 2); take another font")
    missing = [char for char in NEEDED[role] if ord(char) not in known]
    if missing:
        more = f" and {len(missing) - 12} more" if len(missing) > 12 else ""  # noqa: PLR2004 - enough to see
        shown = " ".join(missing[:12])
        raise ValueError(f"has no glyph for {shown}{more}; take a font that has them")
