"""Which named concepts a text has: actors, and the actions and objects of the lexicon (``lexicon.toml``).

"Artillery shells", "arms" and "military equipment" are one object, "supplying", "sent" and "shipments"
one action.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from briefgen.language.cued import seen
from briefgen.language.english.actors import find_mentions, known


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
    """Return a pattern for each kind of concept, in small letters; each concept is a numbered group of it."""
    return {kind: _pattern(table) for kind, table in _tables().items()}


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(
        files("briefgen.language.english").joinpath("lexicon.toml").read_text("utf-8")
    )


def _pattern(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    groups = []
    for name, forms in table.items():
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        choices = "|".join(
            re.escape(f.lower()).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]")
            for f in longest_first
        )
        groups.append(f"(?P<{name}>{choices})")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?!\w)")


def actor_names() -> tuple[str, ...]:
    """Return the names of the actors that concepts know: states, and bodies that speak for none."""
    return tuple(k.id for k in known().values() if k.kind in _ACT and not k.of)


def concepts(text: str, named: frozenset[str] = frozenset()) -> Concepts:
    """Return the actors, actions and objects that a text names.

    ``named`` are the actors that its document names (`aliases.named_in`), for "the North" and the like.
    """
    actors = tuple(dict.fromkeys(name for name, _, _ in mentions("actors", text, named)))
    actions, objects = (
        frozenset(name for name, _, _ in mentions(kind, text)) for kind in ("actions", "objects")
    )
    return Concepts(actors, actions, objects)


@lru_cache(maxsize=16)
def mentions(
    kind: str, text: str, named: frozenset[str] = frozenset()
) -> tuple[tuple[str, int, int], ...]:
    """Return where a text names concepts of one kind: name, start, end; a person counts as his state."""
    if kind == "actors":
        found = ((known()[m.actor], m) for m in find_mentions(text, named))
        return tuple((k.of or k.id, m.start, m.end) for k, m in found if k.of or k.kind in _ACT)
    return tuple(_listed(kind, text))


def _listed(kind: str, text: str) -> Iterator[tuple[str, int, int]]:
    """Yield where a text has words of the lexicon; each is looked for where its first word stands."""
    small = seen(text).small
    begun = [word for word, kinds in _begun_in(text) if kind in kinds]
    places = {at for word in begun for at in _places(word, small)}
    pattern, end = _lexicon()[kind], 0
    for start in sorted(places):
        found = pattern.match(small, start) if start >= end else None
        if found:
            end = found.end()
            yield str(found.lastgroup), start, end


@lru_cache(maxsize=16)
def _begun_in(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the words of a text that may begin forms, each with their kinds."""
    return tuple((word, kinds) for word in seen(text).words if (kinds := _begun_by(word)))


def _places(word: str, small: str) -> Iterator[int]:
    """Yield where some letters stand in a text."""
    at = small.find(word)
    while at >= 0:
        yield at
        at = small.find(word, at + 1)


@lru_cache(maxsize=65_536)
def _begun_by(word: str) -> frozenset[str]:
    """Return the kinds of which a word may begin a form."""
    return frozenset(kind for kind, first in _beginnings().items() if first.fullmatch(word))


@cache
def _beginnings() -> Mapping[str, re.Pattern[str]]:
    """Return a pattern of the words that forms of each kind begin with, as far as these are letters."""
    return {
        kind: re.compile(
            "|".join(_first_word(f.lower()) for forms in table.values() for f in forms)
        )
        for kind, table in _tables().items()
    }


def _first_word(form: str) -> str:
    """Return the pattern of a form's first letters: all of a word, or what it begins with."""
    letters = re.split(r"[^a-z]", form)[0]
    return letters + "[a-z]*" * (form[len(letters) :][:1] == "*")
