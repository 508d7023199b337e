"""Which content terms a text has: stems of its words without stop words, and named concepts.

Concepts are actors (`aliases.py`), and the actions and objects of the lexicon (``lexicon.toml``):
"artillery shells", "arms" and "military equipment" are one object, "supplying", "sent" and "shipments"
one action.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from briefgen.findings.named_actors import find_mentions, known
from briefgen.language.stop_words import stop_words as listed

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[-'’.][^\W_]+)*")
_MORE_STOP = frozenset(
    "also said says say told would could may might must should shall one two first new many much "
    "including include includes within amid among upon us't s t re ve ll d".split()
)


@cache
def _stemmer() -> Any:
    import snowballstemmer  # noqa: PLC0415 - read only where text is

    return snowballstemmer.stemmer("english")


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing of a text's subject."""
    return listed() | _MORE_STOP


@cache
def stem(word: str) -> str:
    """Return the Snowball (Porter 2) stem of a word, lower case."""
    small = word.lower().replace("’", "'")
    return str(_stemmer().stemWord(small.removesuffix("'s")))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are."""
    return tuple(_WORD.findall(text))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where each of `words` begins and ends, in characters."""
    return [word.span() for word in _WORD.finditer(text)]


def terms(text: str) -> tuple[str, ...]:
    """Return the stems of a text's content words, in order."""
    return tuple(stem(w) for w in words(text) if w.lower() not in stop_words() and len(w) > 1)


def word_pairs(text: str) -> tuple[str, ...]:
    """Return a text's pairs of neighbouring words as stems, those of two stop words left out."""
    found = [(stem(w), w.lower() in stop_words()) for w in words(text)]
    return tuple(f"{a} {b}" for (a, x), (b, y) in pairwise(found) if not (x and y))


ACRONYM = 5
"""Words of capitals up to this length are matched as such: "US" is not "us"."""


def keys(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are matched: stems, and short words of capitals as they are."""
    return tuple(w if w.isupper() and 1 < len(w) <= ACRONYM else stem(w) for w in words(text))


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


@dataclass(frozen=True, slots=True)
class Concepts:
    """The actors, actions and objects a text names, in the order of their first naming."""

    actors: tuple[str, ...]
    actions: frozenset[str]
    objects: frozenset[str]


_ACT = frozenset({"state", "organisation"})
"""Kinds of actors that are concepts of their own."""


@cache
def _lexicon() -> Mapping[str, re.Pattern[str]]:
    """Return a pattern for each kind of concept; each concept is a numbered group of it."""
    tables = tomllib.loads(
        files("briefgen.language.english").joinpath("lexicon.toml").read_text("utf-8")
    )
    return {kind: _pattern(table) for kind, table in tables.items()}


def _pattern(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    groups = []
    for name, forms in table.items():
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        choices = "|".join(
            re.escape(f).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]") for f in longest_first
        )
        groups.append(f"(?P<{name}>{choices})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def actor_names() -> tuple[str, ...]:
    """Return the names of the actors that concepts know: states, and bodies that speak for none."""
    return tuple(k.id for k in known().values() if k.kind in _ACT and not k.of)


@cache
def concepts(text: str, named: frozenset[str] = frozenset()) -> Concepts:
    """Return the actors, actions and objects that a text names.

    ``named`` are the actors that its document names (`aliases.named_in`), for "the North" and the like.
    """
    actors = tuple(dict.fromkeys(name for name, _, _ in mentions("actors", text, named)))
    actions, objects = (
        frozenset(name for name, _, _ in mentions(kind, text)) for kind in ("actions", "objects")
    )
    return Concepts(actors, actions, objects)


def mentions(
    kind: str, text: str, named: frozenset[str] = frozenset()
) -> tuple[tuple[str, int, int], ...]:
    """Return where a text names concepts of one kind: name, start, end; a person counts as his state."""
    if kind == "actors":
        found = ((known()[m.actor], m) for m in find_mentions(text, named))
        return tuple((k.of or k.id, m.start, m.end) for k, m in found if k.of or k.kind in _ACT)
    return tuple((str(m.lastgroup), *m.span()) for m in _lexicon()[kind].finditer(text))
