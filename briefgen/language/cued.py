"""Patterns that are looked for only in texts that hold a word without which they match nothing.

The words of a text are taken apart once, and every cue asks these before it looks: of a hundred pairs of a cue and a
sentence one comes so far. A pattern is written once; the words that it is known by are marked in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from briefgen.language.late import late
from briefgen.language.tokens import small_letters

STEM = 5
"""Letters of a word that a cue with an open end is known by."""
_LETTERS = re.compile(r"[a-z]+")
_MARKED = re.compile(r"«([^»]*)»")
_OPEN = re.compile(r"\\w[+*]$|…$")


_EVERY = frozenset({""})


class Seen(NamedTuple):
    """A text as cues look at it."""

    small: str
    """The text in small letters, of the same length."""
    keys: frozenset[str]
    """Its words, the first letters of each, and nothing ("") as the key that every text has."""
    words: frozenset[str]
    """Its words alone, of which each is letters only."""


@lru_cache(maxsize=256)
def seen(text: str) -> Seen:
    """Return a text as cues look at it; many ask for a sentence in a row, and each phase of cleaning for its lines."""
    small = small_letters(text)
    words = frozenset(_LETTERS.findall(small))
    return Seen(
        small, words.union([word[:STEM] for word in words if len(word) > STEM], _EVERY), words
    )


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern, and keys of which a text holds one wherever it matches."""

    keys: frozenset[str]
    pattern: re.Pattern[str]

    def may_stand(self, keys: frozenset[str]) -> bool:
        """Return whether a text with such keys (`Seen`) may hold it."""
        return not self.keys.isdisjoint(keys)

    def search(self, text: str, keys: frozenset[str]) -> re.Match[str] | None:
        """Return the first match in a text with such keys."""
        return None if self.keys.isdisjoint(keys) else self.pattern.search(text)

    def match(self, text: str, keys: frozenset[str]) -> re.Match[str] | None:
        """Return the match that a text with such keys begins with."""
        return None if self.keys.isdisjoint(keys) else self.pattern.match(text)

    def finditer(self, text: str, keys: frozenset[str]) -> Iterator[re.Match[str]]:
        """Return the matches in a text with such keys."""
        return iter(()) if self.keys.isdisjoint(keys) else self.pattern.finditer(text)


def cue(*ways: str, opens: str = "", ends: str = "", flags: re.RegexFlag = re.NOFLAG) -> Cue:
    r"""Return the cue that matches in one of some ways, each a pattern in which the words are marked that show it.

    In «sheds?|lights» one stands there as a whole word; «complicat\w+» and «noteworthy…» go on with any letters and
    are known by their first five. Capitals count as the pattern says, and never for the keys.

    Raises:
        ValueError: no word is marked in a way, or one that is no key.
    """
    keys = frozenset[str]().union(*map(_keys_in, ways))
    either = "|".join(_MARKED.sub(_unmarked, way) for way in ways)
    return Cue(keys, late(f"{opens}(?:{either}){ends}", flags))


def _unmarked(marked: re.Match[str]) -> str:
    return f"(?:{marked[1].replace('…', '')})"


def _keys_in(way: str) -> frozenset[str]:
    """Return the keys of the words that are marked first."""
    marked = _MARKED.search(way)
    return known_by(*marked[1].split("|") if marked else "«")


def known_by(*words: str) -> frozenset[str]:
    """Return the keys of words as `cue` marks them; of none the key that every text has.

    Raises:
        ValueError: one is no key.
    """
    return frozenset(key for word in words for key in _keys(word.lower())) or _EVERY


def _keys(word: str) -> Iterator[str]:
    stem = _OPEN.sub("", word)
    whole = stem.removesuffix("?")
    if not _LETTERS.fullmatch(whole) or len(whole) < STEM * (stem != word):
        raise ValueError(f"“{word}” is no key; mark another word")
    yield whole if stem == word else whole[:STEM]
    if whole != word == stem:
        yield whole[:-1]
