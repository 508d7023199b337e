"""Places that a sentence surely names: a name of the table behind a word of place, whole, and no part of another name.

Behind "in" or "near" a name is a place; elsewhere "Tehran" is a government and "Washington" may be a man. The table,
``places.tsv``, is made by training/make_map.py from GeoNames and Natural Earth: name, kind (state, capital, town), ISO
3166-1 code of the state, degrees north and east, thousands of people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefgen.language.english import cues

LONGEST = 4
"""Words of a place's name at the most."""
_WORD = re.compile(r"[A-Z][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Located:
    """A place of the table."""

    name: str
    kind: str
    """state, capital or town."""
    state: str
    """ISO 3166-1 code of the state that it is, or lies in."""
    north: float
    east: float
    people: int
    """In thousands."""


@cache
def table() -> Mapping[str, tuple[Located, ...]]:
    """Return the places by name, those of most people first."""
    text = files("briefgen.language.english").joinpath("places.tsv").read_text("utf-8")
    found: dict[str, list[Located]] = defaultdict(list)
    for line in text.splitlines():
        name, kind, state, north, east, people = line.split("\t")
        found[name].append(Located(name, kind, state, float(north), float(east), int(people)))
    return {
        k: tuple(sorted(v, key=lambda p: (-p.people, p.state, p.north))) for k, v in found.items()
    }


@cache
def _behind() -> re.Pattern[str]:
    """Return a pattern of words of place, with what may stand between them and a name."""
    words = "|".join(w.replace("_", r"\s+") for w in cues.table("places")["before"].split())
    between = "|".join(w.replace("_", r"\s+") for w in cues.table("places")["between"].split())
    return re.compile(rf"\b(?i:{words})\s+(?:(?:{between})\s+){{0,4}}(?=[A-Z])")


def find_places(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the names of places that a text surely has, each with the name of the state behind it, if one stands there.

    What follows the last word of a name with a capital is part of another name: "in Houston Chronicle offices" is none.
    """
    for found in _behind().finditer(text):
        run = _run(text, found.end())
        name = next((n for n in run if n in table()), None)
        if name is None:
            continue
        yield name, _state_behind(text, found.end() + len(name))


def _run(text: str, start: int) -> list[str]:
    """Return the run of words with capitals that begins at a place, if it ends as a name does; none else."""
    whole = re.match(
        rf"{_WORD.pattern}(?:\s{_WORD.pattern}){{0,{LONGEST - 1}}}(?!\s[A-Z])", text[start:]
    )
    if whole is None:
        return []
    name = re.sub(r"[’']s?$", "", whole[0]).rstrip(".")
    follows = text[start + len(whole[0]) :]
    return [] if re.match(r"[-–]\w|/", follows) or name != whole[0].rstrip(".") else [name]


def _state_behind(text: str, start: int) -> str | None:
    """Return the state behind a place's name: "Tripoli, Lebanon"."""
    behind = re.match(r",\s+([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,2})", text[start:])
    if behind and any(p.kind == "state" for p in table().get(behind[1], ())):
        return behind[1]
    return None
