"""Other names in the same sentences, and other letters: so that the model learns the context."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from gazetteer import nationalities, places
from labels import Example, bits, kind_at

from briefgen.language.wordpiece import WORD

SWAPPED = 0.35
"""Share of examples of an epoch in which people, places and nationalities get other names."""
SMALL, CAPITAL, TITLE = 0.05, 0.02, 0.03
"""Shares that are written in small letters, in capitals, or as a headline."""


@cache
def _names() -> dict[str, list[str]]:
    names = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
    return {
        **names["people"],
        "place": [
            *names["places"]["more"] * 5,
            *places(),
        ],
        "group": [
            *nationalities(),
            *["North Korean", "South Korean", "North Koreans", "South Koreans"] * 20,
        ],
    }


def vary(example: Example, rng: random.Random) -> Example:
    """Return an example, perhaps with other names or in other letters."""
    if rng.random() < SWAPPED:
        example = _swap(example, rng)
    case = rng.random()
    for share, write in ((SMALL, str.lower), (CAPITAL, str.upper), (TITLE, _headline)):
        if case < share:
            return Example(tuple(map(write, example.words)), example.allowed, example.origin)
        case -= share
    return example


def _headline(word: str) -> str:
    return word[:1].upper() + word[1:]


def _swap(example: Example, rng: random.Random) -> Example:
    words: list[str] = []
    allowed: list[int] = []
    at = 0
    while at < len(example.words):
        certain = kind_at(example.allowed, at)
        kind, end = certain or ("", at + 1)
        if kind in {"person", "place", "group"} and rng.random() < 0.7:
            new = WORD.findall(_name(kind, example.words[at:end], rng))
            words += new
            allowed += [bits("B", (kind,)), *[bits("I", (kind,))] * (len(new) - 1)]
        else:
            words += example.words[at:end]
            allowed += example.allowed[at:end]
        at = end
    return Example(tuple(words), tuple(allowed), example.origin)


def _name(kind: str, old: Sequence[str], rng: random.Random) -> str:
    """Return another name of a kind; of a person, one word for one word where it can be."""
    names = _names()
    if kind != "person":
        return rng.choice(names[kind]).removeprefix("the ")
    if rng.random() < 0.4:
        given, family = rng.choice(names["given"]), rng.choice(names["family"])
        return rng.choice((given, family)) if len(old) == 1 else f"{given} {family}"
    origin = rng.choice("korean korean russian ukrainian chinese japanese western others".split())
    choices = [n for n in names[origin] if (" " in n) == (len(old) > 1)]
    return rng.choice(choices or names[origin])
