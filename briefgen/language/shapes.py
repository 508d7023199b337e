"""The letters of a word at a glance: what a model that reads small letters only would not see."""

from __future__ import annotations

SHAPES = ("small", "title", "capitals", "letter", "mixed", "digits", "mark")
"""The shapes a word can have; a shape's number is its place."""
_NUMBER = {name: n for n, name in enumerate(SHAPES)}


def shape_of(word: str) -> int:
    """Return the number of a word's shape."""
    return _NUMBER[_shape(word)]


def _shape(word: str) -> str:
    if word.islower() and word.isalpha():
        return "small"
    if any(c.isdigit() for c in word):
        return "digits"
    if not word.isalpha():
        return "mark"
    if word.isupper():
        return "capitals" if len(word) > 1 else "letter"
    return "title" if word[:1].isupper() and word[1:].islower() else "mixed"
