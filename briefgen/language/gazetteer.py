"""Names of states, capitals, larger cities and nationalities, found word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from briefgen.language.wordpiece import WORD

_DIRECTIONS = frozenset({"North", "South", "East", "West", "Northern", "Southern", "Latin"})


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the names by their first word, the longest first, each with its kind."""
    here = files("briefgen.language")
    nationalities = here.joinpath("nationalities.txt").read_text("utf-8").splitlines()
    named = [(name, "group") for line in nationalities if line[:1] != "#" for name in line.split()]
    named += [
        (n, "place") for n in here.joinpath("pack/places.txt").read_text("utf-8").splitlines()
    ]
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, kind in named:
        words = tuple(WORD.findall(name))
        found.setdefault(words[0], []).append((words, kind))
    return {first: tuple(sorted(rest, key=lambda n: -len(n[0]))) for first, rest in found.items()}


def find_names(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where states, cities and nationalities stand among words: first, end, "place" or "group".

    The words are those of `wordpiece.WORD`; of names that begin alike the longest is found.
    "North Korean" is one nationality.
    """
    at = 0
    while at < len(words):
        match = _at(words, at)
        if match is None:
            at += 1
            continue
        length, kind = match
        ahead = kind == "group" and at > 0 and words[at - 1] in _DIRECTIONS
        yield at - ahead, at + length, kind
        at += length


def _at(words: Sequence[str], at: int) -> tuple[int, str] | None:
    for name, kind in _names().get(words[at], ()):
        if tuple(words[at : at + len(name)]) == name:
            return len(name), kind
    return None
