"""What white space separates: words with their marks, shapes and places, and the abbreviations among them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

OPENERS = "“‘«([{\"'*<¿¡"
CLOSERS = "”’»)]}\"'*>"
MARKS = ".!?…。"
MARKS_SET = frozenset(MARKS)

_KNOWN = tomllib.loads(
    files("briefgen.language.english").joinpath("abbreviations.toml").read_text("utf-8")
)


def known(table: str, name: str) -> frozenset[str]:
    """Return the words of an entry of ``abbreviations.toml``."""
    return frozenset(_KNOWN[table][name].split())


TITLES = known("before", "titles")
BEFORE_NAMES = known("before", "names")
BEFORE_NUMBER = known("before", "numbers")
SOMETIMES = known("either", "sometimes")
CLOCK = known("either", "clock")
TIMES = known("behind", "times")
PERSONS = known("before", "persons")
STARTERS = known("behind", "starters")
REPORTING = known("behind", "reporting")

_GLUED = re.compile(
    r"(?<=[^\W\d_]{2}\.)(?=[“\"(]?(?:[A-Z][a-z]|I\b|i\b))|(?<=[!?…])(?=[“\"(]?[^\W\d_])|(?<=\.\.)(?=[“\"(]?[^\W\d_])"
    r"|(?<=[^\W\d_]{2}\.[”\"’)])(?=[“\"(]?[A-Z][a-z])"
)
FACE = re.compile(r"[:;=8]['-]?[)(DPp\]\[/|]+$|<3+$|[\"”)’]+$")
"""A smiling face, or closing marks alone: they belong to the sentence before them."""


LONGEST = 200
"""A longer run without white space is no words: it holds no candidate, and only its ends are looked at."""


class Word(NamedTuple):
    """What white space separates, with where it stands; of an endless one only the ends."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def shape(word: str) -> str:
    """Return a word's shape: its kind by capitals and digits, short ones apart."""
    core = word.strip("“‘«([{\"'”’»)]}.,;:!?…")
    if not core:
        return "dash" if word[:1] in "-–—•*" else "punct"
    if "@" in core or "://" in core or core.startswith("www."):
        return "net"
    if core[0].isdigit():
        return _figure(core)
    return _letters(core) if core[0].isalpha() else "other"


def _figure(core: str) -> str:
    if not core.isdigit():
        return "dig"
    return "year" if len(core) == 4 else "num"  # noqa: PLR2004 - as years are


def _letters(core: str) -> str:
    if core.isupper():
        return "A" if len(core) == 1 else "AA"
    return "Aa" if core[0].isupper() else "aa"


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[str, str, str]:
    """Return a word's core in small letters, its last marks, and the closing marks behind those."""
    bare = word.rstrip(CLOSERS)
    closers = word[len(bare) :]
    core = bare.rstrip(MARKS + ",;:-–—")
    return core.lstrip(OPENERS).lower(), bare[len(core) :][-3:], closers[:2]


def find_words(text: str) -> list[Word]:
    """Return what white space separates; two glued sentences are two words."""
    found: list[Word] = []
    end = 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        if word.isalpha() and end - start <= LONGEST:  # most are: two thirds of the time
            found.append(Word(word, start, end))
        elif len(word) > LONGEST:
            found.append(Word(word[:20] + word[-20:], start, end))
        elif _may_be_glued(word[1:-1]):
            found += _unglued(word, start)
        else:
            found.append(Word(word, start, end))
    return _with_dots(found) if ". ." in text else found


def _with_dots(words: Sequence[Word]) -> list[Word]:
    """Return the words with dots set apart (". . .") as one, and an omission behind a full stop as part of its word."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last and not word.text.strip(".…") and last.text[-1] == ".":
            alone = not last.text.strip(".…")
            joined[-1] = Word("..." if alone else last.text, last.start, word.end)
        else:
            joined.append(word)
    return joined


def _may_be_glued(inner: str) -> bool:
    return ("." in inner or "?" in inner or "!" in inner or "…" in inner) and not (
        "://" in inner or "@" in inner
    )


def _unglued(word: str, start: int) -> Iterator[Word]:
    """Yield the words that glued sentences make of one."""
    cuts = [0, *(m.start() for m in _GLUED.finditer(word)), len(word)]
    for a, b in pairwise(cuts):
        yield Word(word[a:b], start + a, start + b)


def ends_marked(word: str) -> bool:
    """Return whether a word ends in a terminal mark, closing marks behind it allowed, or is a smiling face."""
    last = word[-1]
    if last in MARKS:
        return True
    if last not in CLOSERS:
        return False
    return word.rstrip(CLOSERS)[-1:] in MARKS_SET or bool(FACE.match(word))
