"""What a word is, and which content terms a text has: stems of its words without stop words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from briefgen.language.stop_words import stop_words as listed

_ONE = r"\d+(?:[.,]\d+)+|[^\W_]+(?:[-'’.][^\W_]+)*"
_WORD = re.compile(_ONE)
_SCAN = re.compile(rf"([\W_]*)({_ONE})")
_PARTS = re.compile(r"[.,;:!?()“”\"—–]")
_MORE_STOP = frozenset(
    "also said says say told would could may might must should shall one two first new many much "
    "including include includes within amid among upon us't s t re ve ll d".split()
)


@cache
def _stemmer() -> Any:
    import Stemmer  # noqa: PLC0415 - read only where text is

    return Stemmer.Stemmer("english")


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing of a text's subject."""
    return listed() | _MORE_STOP


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the Snowball (Porter 2) stem of a word, lower case."""
    small = word.lower().replace("’", "'")
    return str(_stemmer().stemWord(small.removesuffix("'s")))


@lru_cache(maxsize=16_384)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are; those of the sentences of some hundred articles are remembered."""
    return tuple(_WORD.findall(text))


def in_word(text: str, at: int) -> bool:
    """Return whether a text has a character at a place, and it belongs to a word."""
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


def small_letters(text: str) -> str:
    """Return a text of the same length in small letters.

    What is looked for in these takes a third of the time of a pattern that passes over the size of letters.
    """
    return text.replace("İ", "I").lower()


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where each of `words` begins and ends, in characters."""
    return [word.span() for word in _WORD.finditer(text)]


@lru_cache(maxsize=65_536)
def terms(text: str) -> tuple[str, ...]:
    """Return the stems of a text's content words, in order."""
    return tuple(filter(None, map(_term, _WORD.findall(text))))


def term_set(text: str) -> frozenset[str]:
    """Return the `terms` of a text, each once; of a text that is asked for once, for it is not remembered."""
    return frozenset(filter(None, map(_term, set(_WORD.findall(text)))))


@lru_cache(maxsize=200_000)
def _term(word: str) -> str:
    """Return the stem of a word, or nothing where it is no content word."""
    return stem(word) if len(word) > 1 and word.lower() not in stop_words() else ""


def word_pairs(text: str) -> tuple[str, ...]:
    """Return a text's pairs of neighbouring words as stems, those of two stop words left out."""
    found = [(stem(w), w.lower() in stop_words()) for w in words(text)]
    return tuple(f"{a} {b}" for (a, x), (b, y) in pairwise(found) if not (x and y))


ACRONYM = 5
"""Words of capitals up to this length are matched as such: "US" is not "us"."""


def scan(text: str) -> list[tuple[str, str]]:
    """Return the words of a text, each behind what stands between it and the word before.

    The words are those of `words`. This is the one pass that takes a text apart (`analysis.corpus`).
    """
    return _SCAN.findall(text)


@lru_cache(maxsize=65_536)
def parts_clauses(between: str) -> bool:
    """Return whether what stands between two words holds a mark that parts clauses."""
    return _PARTS.search(between) is not None


def key_of(word: str) -> str:
    """Return the form as which a word is matched: its stem, or itself where it is a short word of capitals."""
    return word if word.isupper() and 1 < len(word) <= ACRONYM else stem(word)


EXACT = "="
"""Before a key word or phrase: it is matched as it is written and not by its stem."""


def keys(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are matched: stems, and short words of capitals as they are.

    Those of a key behind `EXACT` are the words themselves in small letters, with that mark before each.
    """
    if text.startswith(EXACT):
        return tuple(f"{EXACT}{w.lower()}" for w in words(text))
    return tuple(key_of(w) for w in words(text))


def positions(key: Sequence[str], held: Sequence[str]) -> list[int]:
    """Return where a key word or phrase stands among a text's words, both as `keys` gives them.

    A key in capitals matches capitals only; one in small letters matches both.
    """
    return [i for i in range(len(held) - len(key) + 1) if key and begins(key, held, i)]


def begins(key: Sequence[str], held: Sequence[str], at: int) -> bool:
    """Return whether a key word or phrase begins at a place of a text's words; see `positions`."""
    return at + len(key) <= len(held) and all(
        h in (k, k.upper()) if k.islower() else h == k
        for h, k in zip(held[at : at + len(key)], key, strict=True)
    )
