"""By which name two speakers are told apart: the last one of a person, none of a body or a group."""

from __future__ import annotations

from functools import cache, lru_cache

from briefgen.language.english import cues
from briefgen.language.english.actors import find_mentions, known
from briefgen.language.english.places import table

_GROUPS = frozenset("and or of for from in at on with without near by".split())
"""Words that stand between two names, or between an office and its place."""


@lru_cache(maxsize=4096)
def surname_of(who: str) -> str:
    """Return the last name of the one person that some words name, small letters; empty where they name no one person.

    "Defense Secretary Mark Esper" is Esper; "the White House", "CNN", "Iran", "Republicans" and "two officials" are none.
    """
    held = who.replace(",", " ").split()
    last = held[-1].removesuffix("’s").removesuffix("'s").rstrip(".") if held else ""
    if not last[:1].isupper() or last.isupper() or last.lower() in _no_names():
        return ""
    if held[0].lower() in {"the", "a", "an", "two", "some", "many"} or _several(held):
        return ""
    return "" if len(held) == 1 and (last.endswith("s") or _is_land(last)) else last.lower()


def _is_land(word: str) -> bool:
    """Return whether a name alone is that of a state, of its capital or of a body: "Iran said", "Moscow said"."""
    bodies = any(known()[m.actor].kind != "person" for m in find_mentions(word))
    return bodies or any(p.kind != "town" for p in table().get(word, ()))


def _several(held: list[str]) -> bool:
    """Return whether a small word parts the capitals behind the first name: "Lee and Paul", "the mayor of Olden"."""
    behind = [w.lower() for w in held[-3:-1]]
    return not _GROUPS.isdisjoint(behind)


@cache
def _no_names() -> frozenset[str]:
    words = cues.table("speakers")
    return frozenset(f"{words['organisations']} {words['titles']} {words['vague']}".split())
