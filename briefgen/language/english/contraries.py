"""Which words are contraries and which stand for one another, by their stems (``contraries.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from briefgen.language.english.thesaurus import forms_of, groups_of
from briefgen.language.tokens import stem


@cache
def _listed() -> Mapping[str, str]:
    text = files("briefgen.language.english").joinpath("contraries.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def contraries() -> Mapping[str, frozenset[str]]:
    """Return for each stem the stems that cannot be true of the same thing."""
    found: dict[str, set[str]] = {}
    for line in _listed()["pairs"].split():
        left, right = ([_stem(w) for w in side.split(",")] for side in line.split("/"))
        for a, b in ((a, b) for a in left for b in right if a != b):
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _particles() -> tuple[tuple[str, str], ...]:
    pairs = (pair.split("/") for pair in _listed()["particles"].split())
    return tuple(side for one, other in pairs for side in ((one, other), (other, one)))


def particles_differ(first: Sequence[str], second: Sequence[str]) -> bool:
    """Return whether one of two sentences, as words in small letters, has "on" where the other has "off"."""
    return any(
        first.count(p) > second.count(p) and second.count(q) > first.count(q)
        for p, q in _particles()
    )


@cache
def alike() -> Mapping[str, frozenset[int]]:
    """Return for each stem the numbers of the groups of synonyms that it stands in."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_listed()["same"].strip().splitlines()):
        for word in line.split():
            found.setdefault(_stem(word), set()).add(number)
    return {word: frozenset(groups) for word, groups in found.items()}


def are_synonyms(first: str, second: str) -> bool:
    """Return whether two stems are known to stand for one another, or are forms of one word."""
    if second in contraries().get(first, _NO_WORDS):
        return False
    groups = alike()
    return (
        not forms_of(first).isdisjoint(forms_of(second))
        or not groups.get(first, _NONE).isdisjoint(groups.get(second, _NONE))
        or not groups_of(first).isdisjoint(groups_of(second))
    )


def _stem(word: str) -> str:
    """Return a listed word as it is compared: the stem of a verb, its particle as it is."""
    first, mark, particle = word.partition("_")
    return f"{stem(first)}{mark}{particle}"


_NONE: frozenset[int] = frozenset()
_NO_WORDS: frozenset[str] = frozenset()


@cache
def words_of(name: str) -> frozenset[str]:
    """Return a plain list of the table: "sides", "negations"."""
    return frozenset(_listed()[name].split())


@cache
def growth_words() -> tuple[str, ...]:
    """Return the words that show a moment of a growing count."""
    return tuple(w.strip() for w in _listed()["growth"].replace("\n", "").split("|") if w.strip())


@cache
def _counted() -> Mapping[str, str]:
    lines = _listed()["counted_alike"].strip().splitlines()
    return {word: line.split()[0] for line in reversed(lines) for word in line.split()}


def counted_as(noun: str) -> str:
    """Return the noun that stands for all that are counted like this one: people for residents."""
    last = noun.rsplit(" ", 1)[-1]
    return _counted().get(last, last)
