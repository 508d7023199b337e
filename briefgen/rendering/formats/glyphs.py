"""Characters that no font here can draw, named before a page is laid out: where they stand and what helps.

The page engine itself is asked, with a page that holds nothing but the characters in doubt: it
alone knows which of the shipped and of the machine's fonts it would take.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html import unescape
from typing import Any

NOWHERE = "no font here has"
"""What each of the messages says."""
MOST_NAMED = 24
"""Characters that one message names."""
SURE = (
    (0x20, 0x7E), (0xA0, 0x12B), (0x12E, 0x131), (0x134, 0x165), (0x168, 0x17F), (0x400, 0x45F),
    (0x2013, 0x2014), (0x2018, 0x201A), (0x201C, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026),
)  # fmt: skip
"""Code points that all shipped fonts have; nobody need be asked."""
OURS = "\u25b2\u25cb\u25cf\u2190\u2192\u2212\u2260\u2264\u2265\u20ac"
"""What pages print besides, all of it in the shipped sans."""
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
"""Categories of characters that have no glyph."""
VARIANTS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF), (0x1F3FB, 0x1F3FF))
"""Code points that change the look of the one before; without it they say nothing."""
CJK, EMOJI, CORE = "fonts-noto-cjk", "fonts-noto-color-emoji", "fonts-noto-core"
PACKAGES = (
    (0x1100, 0x11FF, CJK), (0x2600, 0x27BF, EMOJI), (0x2B00, 0x2BFF, EMOJI), (0x2E80, 0xD7FF, CJK), (0xF900, 0xFAFF, CJK),
    (0xFE30, 0xFE4F, CJK), (0xFF00, 0xFFEF, CJK), (0x1F000, 0x1FAFF, EMOJI), (0x20000, 0x3FFFF, CJK),
)  # fmt: skip
"""Code points and the Debian package whose fonts have them; `CORE` has most others."""
UNDRAWN = re.compile(r"<(title|style|desc)\b")
"""Elements whose text is not drawn."""
CODE_POINT = re.compile(r"U\+([0-9A-F]{4,6})")

Asker = Callable[[str], None]
"""Draws a page and throws it away."""


def missing(page: str, draw: Asker) -> str:
    """Return the characters of a page's text that no font has, in the order they come.

    Args:
        page: the page's HTML.
        draw: draws some HTML with the page engine, which logs what it has no glyph for.
    """
    text = unescape(" ".join(_drawn(page)))
    doubted = "".join(c for c in dict.fromkeys(text) if ord(c) > 0x7E and _is_doubtful(c))  # noqa: PLR2004 - quick
    return "".join(c for c in doubted if c in _undrawn(doubted, draw)) if doubted else ""


def _drawn(page: str) -> Iterator[str]:
    """Yield the texts of a page that are drawn; each character is looked at once, also where tags are never closed."""
    at, unclosed = 0, set[str]()
    while (start := page.find("<", at)) >= 0:
        yield page[at:start]
        found = UNDRAWN.match(page, start)
        close = f"</{found[1]}>" if found and found[1] not in unclosed else ""
        end = page.find(close or ">", start)
        if close and end < 0:
            unclosed.add(close[2:-1])
            close, end = "", page.find(">", start)
        if end < 0:
            return
        at = end + len(close or ">")
    yield page[at:]


def messages(characters: str, context: Mapping[str, Any]) -> Iterator[str]:
    """Yield what to say of characters without a glyph, one message for each package that helps.

    Args:
        characters: what `missing` found.
        context: what the page's template was given, in which the characters are looked for.
    """
    for package in dict.fromkeys(map(package_of, characters)):
        of_it = [c for c in characters if package_of(c) == package]
        named = ", ".join(f"{c} (U+{ord(c):04X})" for c in of_it[:MOST_NAMED])
        more = f" and {len(of_it) - MOST_NAMED} more" if len(of_it) > MOST_NAMED else ""
        yield f"{NOWHERE} {named}{more}: empty boxes {_place(of_it, context)}; install the package {package}"


def package_of(character: str) -> str:
    """Return the Debian package whose fonts have a character."""
    code = ord(character)
    return next((name for low, high, name in PACKAGES if low <= code <= high), CORE)


def said_of(complaint: str) -> str:
    """Return the character that a complaint of the page engine's says it has no glyph for, or nothing."""
    found = CODE_POINT.search(complaint) if ".notdef glyph" in complaint else None
    return chr(int(found[1], 16)) if found else ""


def _is_doubtful(character: str) -> bool:
    code = ord(character)
    if character in OURS or any(low <= code <= high for low, high in (*SURE, *VARIANTS)):
        return False
    return unicodedata.category(character) not in UNSEEN


@cache
def _undrawn(characters: str, draw: Asker) -> frozenset[str]:
    """Return which of some characters the page engine draws no glyph for."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        draw("".join(f"<p>&#{ord(c)};</p>" for c in characters))
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
    return frozenset(map(said_of, said))


def _place(characters: list[str], context: Mapping[str, Any]) -> str:
    """Return where one of some characters stands: a sentence, or else what an article says of itself."""
    for sentence in context["sentences"].values():
        if any(c in sentence["text"] for c in characters):
            return f"in {sentence['cite']} of {sentence['file']}, “{sentence['text']}”"
    for source in context["sources"]:
        said = (source["title"], source["publisher_label"], source["file"])
        for text in (*said, *(line["text"] for line in source["removed"])):
            if any(c in text for c in characters):
                return f"in what {source['id']}, {source['file']}, says of itself, “{text}”"
    return "in what the profile or the template says"
