"""What white space separates: words with their marks, shapes and places, and the abbreviations among them."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from operator import add
from string import ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

OPENERS = "“‘«([{\"'*<¿¡"
CLOSERS = "”’»)]}\"'*>"
MARKS = ".!?…。"
MARKS_SET = frozenset(MARKS)
QUOTE_MARKS = frozenset('“”«»"')

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
_MAY_GLUE = re.compile(r"[.!?…][”\"’)]?[“\"(]?[^\W\d_]")
"""What stands where `_GLUED` cuts: a mark with a letter behind it. It begins with the mark, so that the engine skips to those."""
_RUN = re.compile(r"\S+")
_QUOTES = re.compile(r"[“”«»\"]")
FACE = re.compile(r"[:;=8]['-]?[)(DPp\]\[/|]+$|<3+$|[\"”)’]+$")
"""A smiling face, or closing marks alone: they belong to the sentence before them."""


LONGEST = 200
"""A longer run without white space is no words: it holds no candidate, and only its ends are looked at."""


class Words(NamedTuple):
    """The words of a text, in columns: what white space separates, where it stands, and how it looks."""

    texts: list[str]
    """Of an endless word only the ends."""
    starts: list[int]
    ends: list[int]
    openings: str
    """The first character of each; @ for an address."""
    lasts: str
    """The last character of each."""
    sizes: str
    """"a" for each in small letters, "A" for any other."""
    quoted: list[int]
    """The numbers of those with a quotation mark."""


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


def find_words(text: str) -> Words:
    """Return what white space separates; two glued sentences are two words."""
    texts = text.split()
    lengths = list(map(len, texts))
    if (
        len(text) == sum(lengths) + len(texts) - 1
    ):  # a space between two words, as texts are printed
        starts = list(accumulate([length + 1 for length in lengths[:-1]], initial=0))
    else:
        starts = [word.start() for word in _RUN.finditer(text)]
    ends = list(map(add, starts, lengths))
    if max(lengths, default=0) > LONGEST:
        texts = [w if len(w) <= LONGEST else w[:20] + w[-20:] for w in texts]
    glued = {bisect_right(starts, mark.start()) - 1 for mark in _MAY_GLUE.finditer(text)}
    for n in sorted(glued, reverse=True):
        if lengths[n] <= LONGEST and _may_be_glued(texts[n][1:-1]):
            cuts = [0, *(m.start() for m in _GLUED.finditer(texts[n])), lengths[n]]
            places = [starts[n] + cut for cut in cuts]
            texts[n : n + 1] = [texts[n][a:b] for a, b in pairwise(cuts)]
            starts[n : n + 1], ends[n : n + 1] = places[:-1], places[1:]
    if ". ." in text:
        texts, starts, ends = _with_dots(texts, starts, ends)
    firsts = [w[0] for w in texts]
    if "@" in text or "://" in text or "www." in text or "http" in text:
        firsts = ["@" if shape(w) == "net" or w.startswith("http") else w[0] for w in texts]
    openings = "".join(firsts)
    return Words(
        texts,
        starts,
        ends,
        openings,
        "".join([w[-1] for w in texts]),
        _UNTOLD.sub(lambda at: _size(texts[at.start()]), openings.translate(_SIZES)),
        sorted({bisect_right(starts, mark.start()) - 1 for mark in _QUOTES.finditer(text)}),
    )


def _with_dots(
    texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]
) -> tuple[list[str], list[int], list[int]]:
    """Return the words with dots set apart (". . .") as one, and an omission behind a full stop as part of its word."""
    joined: list[str] = []
    firsts: list[int] = []
    lasts: list[int] = []
    for text, start, end in zip(texts, starts, ends, strict=True):
        if joined and not text.strip(".…") and joined[-1][-1] == ".":
            joined[-1] = joined[-1] if joined[-1].strip(".…") else "..."
            lasts[-1] = end
        else:
            joined.append(text)
            firsts.append(start)
            lasts.append(end)
    return joined, firsts, lasts


def _size(word: str) -> str:
    return "a" if shape(word) == "aa" else "A"


_SIZES = str.maketrans(
    dict.fromkeys(ascii_lowercase, "a") | dict.fromkeys(ascii_uppercase + digits, "A")
)
"""Of most words the first character tells it."""
_UNTOLD = re.compile(r"[^aA]")


def _may_be_glued(inner: str) -> bool:
    return ("." in inner or "?" in inner or "!" in inner or "…" in inner) and not (
        "://" in inner or "@" in inner
    )


def ends_marked(word: str) -> bool:
    """Return whether a word ends in a terminal mark, closing marks behind it allowed, or is a smiling face."""
    last = word[-1]
    if last in MARKS:
        return True
    if last not in CLOSERS:
        return False
    return word.rstrip(CLOSERS)[-1:] in MARKS_SET or bool(FACE.match(word))
