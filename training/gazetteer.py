"""Names of states, capitals, larger cities and nationalities, found word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from briefgen.language.wordpiece import WORD

HERE = Path(__file__).parent
_DIRECTIONS = frozenset({"North", "South", "East", "West", "Northern", "Southern", "Latin"})


def nationalities() -> list[str]:
    """Return adjectives and names of the people of states."""
    lines = (HERE / "nationalities.txt").read_text("utf-8").splitlines()
    return [name for line in lines if line[:1] != "#" for name in line.split()]


def places() -> list[str]:
    """Return names of states, capitals and larger cities (see make_gazetteer.py)."""
    return (HERE / "places.txt").read_text("utf-8").splitlines()


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the names by their first word, the longest first, each with its kind."""
    named = [(name, "group") for name in nationalities()]
    named += [(name, "place") for name in places()]
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
