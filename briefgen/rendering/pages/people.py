"""Who is who: the people whom a collection names most, with their roles as articles print them, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from briefgen.model import Actor, Brief
from briefgen.model.text import count_words

MOST_PEOPLE, LEAST_SENTENCES = 8, 2
STANCE_WORDS = 38
"""Words of the sentence that shows where somebody stands, at the most."""


def find_people(
    brief: Brief, where: Callable[[str], dict[str, str] | None]
) -> list[dict[str, Any]]:
    """Return the people named most who have a role in print: name, role, and where each stands.

    Args:
        brief: The brief.
        where: Returns where a sentence, or one that tells the same, is printed: it is pointed at.
    """
    used: set[str] = set()
    people: list[dict[str, Any]] = []
    for actor in brief.actors:
        named = actor.kind == "person" and actor.sentences >= LEAST_SENTENCES
        if not named or actor.role is None or len(people) == MOST_PEOPLE:
            continue
        name, role = full_name(actor), actor.role
        listed = next((p for p in people if is_same(name, role, p)), None)
        if listed:
            bare = not set(_words(listed["name"])[:-1]) - set(_words(listed["role"]))
            listed["name"] = name if bare else listed["name"]
            continue
        key = _stance(actor, brief, used)
        used.add(key or "")
        place = where(key) if key else None
        people.append({
            "name": name, "role": role, "see": place,
            "sentence": key if key and place is None else None,
        })  # fmt: skip
    return people


def is_same(name: str, role: str, listed: Mapping[str, Any]) -> bool:
    """Return whether somebody is listed already: of one last name, and of one name or one office in other words.

    "J. Ann Lee, the mayor" is "Ann Lee, Mayor"; two of one last name with other first names and offices are two.
    """
    mine, theirs = _words(name), _words(listed["name"])
    if not mine or not theirs or mine[-1] != theirs[-1]:
        return False
    held = set(mine) <= set(theirs) or set(theirs) <= set(mine)
    own, other = set(_words(role)) - _SMALL, set(_words(listed["role"])) - _SMALL
    return held or ((own <= other or other <= own) and bool(own and other))


_SMALL = frozenset({"a", "an", "the"})


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def full_name(actor: Actor) -> str:
    """Return the longest form of a name, which readers know somebody by."""
    return max((actor.name, *actor.forms), key=lambda f: (len(f.split()) <= 4, len(f)))  # noqa: PLR2004


def _stance(actor: Actor, brief: Brief, used: set[str]) -> str | None:
    """Return a short sentence in which somebody is named as saying, denying or doubting something."""
    said = (s.sentence for s in brief.stands if s.actor == actor.name and s.sentence not in used)
    return next((k for k in said if count_words(brief.sentences[k].text) <= STANCE_WORDS), None)
