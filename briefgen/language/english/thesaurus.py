"""Which words can stand for one another: WordNet's synonyms and kinds (``thesaurus.txt``), a word's forms, a state and its people.

Words are stems. A verb with its particle is a word of its own, "put_out", where the table has it (`with_particle`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from briefgen.language.english.actors import tables
from briefgen.language.tokens import stem


@cache
def _lines() -> tuple[str, ...]:
    text = files("briefgen.language.english").joinpath("thesaurus.txt").read_text("utf-8")
    return tuple(text.splitlines()[1:])


@cache
def _groups() -> Mapping[str, frozenset[int]]:
    """Return for each word the numbers of the groups that it stands in."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(_lines()[1:]):
        for word in line.split():
            found.setdefault(word, []).append(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def _bases() -> Mapping[str, frozenset[str]]:
    """Return for each irregular form, and for the people of each state, the word that it is one of."""
    found: dict[str, set[str]] = {}
    for form, base in (*(pair.split("/") for pair in _lines()[0].split()[1:]), *_peoples()):
        found.setdefault(form, set()).add(base)
    return {form: frozenset(bases) for form, bases in found.items()}


def _peoples() -> Iterator[tuple[str, str]]:
    for state in tables()["states"].values():
        name = state["name"].removeprefix("the ")
        yield from (
            (stem(people), stem(name)) for people in state.get("people", ()) if " " not in name
        )


@lru_cache(maxsize=200_000)
def forms_of(word: str) -> frozenset[str]:
    """Return a stem with those of the words that it may be a form of: rose, and rise."""
    return _bases().get(word, _NONE) | {word}


_NONE: frozenset[str] = frozenset()


def with_particle(word: str, particle: str) -> str:
    """Return a verb's stem with the small word behind it where the two are a word of the table, nothing else."""
    return next((w for f in forms_of(word) if (w := f"{f}_{particle}") in _groups()), "")


@lru_cache(maxsize=200_000)
def groups_of(word: str) -> frozenset[int]:
    """Return the numbers of the groups that a stem stands in, as it is or as a form of another."""
    return frozenset(n for form in forms_of(word) for n in _groups().get(form, ()))
