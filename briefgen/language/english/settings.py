"""At which hours and where the first words of a sentence set what it tells."""

from __future__ import annotations

import re

_HOUR = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?m\b|\b(midnight|noon)\b", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:In|At|Near|Across|Outside)\s(?:the\s)?((?:[A-Z][\w.’'-]*\s?){1,4})(?:,|\son\s)"
)


def hours_of(text: str) -> frozenset[int]:
    """Return the hours that a sentence names, in minutes from midnight."""
    return frozenset(_minutes(m) for m in _HOUR.finditer(text))


def _minutes(found: re.Match[str]) -> int:
    if found[4]:
        return 0 if found[4].lower() == "midnight" else 12 * 60
    return (int(found[1]) % 12 + 12 * (found[3].lower() == "p")) * 60 + int(found[2] or 0)


def opening_place(text: str) -> frozenset[str]:
    """Return the words of the place that a sentence opens with, small letters: "In Ohio, two schools were closed"."""
    found = _OPENS.match(text)
    return frozenset(found[1].lower().split()) if found else frozenset()
