"""Who is who: the people whom a collection names most, with their roles as articles print them, and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from briefgen.model import Actor, Brief
from briefgen.model.text import count_words

MOST_PEOPLE, LEAST_SENTENCES = 8, 2
STANCE_WORDS = 38
"""Words of the sentence that shows where somebody stands, at the most."""
ROLE_WORDS = 8
ROLE = re.compile(
    r"\b(?:president|vice president|prime minister|premier|chancellor|minister|secretary|senator|congress(?:man|woman)|representative|"
    r"chair(?:man|woman|person)?|speaker|leader|whip|ambassador|envoy|spokes(?:man|woman|person)|director|chief|head|"
    r"commander|general|colonel|captain|admiral|governor|mayor|judge|justice|king|queen|prince|princess|emir|sheikh|pope|bishop|"
    r"commissioner|coordinator|adviser|advisor|analyst|professor|official|officer|founder|editor|lawyer|lawmaker|lieutenant|"
    r"sergeant|sheriff|superintendent|doctor|scientist|activist|negotiator|administrator|deputy)\b",
    re.IGNORECASE,
)
"""English nouns of offices and callings; a role holds one of them."""
BEFORE = r"((?:(?:[A-Z][\w.’'-]*|of|the|for|and|to|on|deputy|former|acting|interim|chief|vice)\s+){1,8})$"
AFTER = r"^,\s+((?:the |a |an |who is the )?[A-Za-z][^,.;:()“”\"]{3,70}?)(?=[,.;:])"


def find_people(
    brief: Brief, where: Callable[[str], dict[str, str] | None]
) -> list[dict[str, Any]]:
    """Return the people named most who have a role in print: name, role, and where each stands.

    Args:
        brief: The brief.
        where: Returns where a sentence, or one that tells the same, is printed: it is pointed at.
    """
    texts = [p.text for s in brief.sources for p in s.paragraphs if p.text]
    used: set[str] = set()
    people: list[dict[str, Any]] = []
    for actor in brief.actors:
        if actor.kind != "person" or actor.sentences < LEAST_SENTENCES:
            continue
        role = role_of(actor, texts)
        if role is None or len(people) == MOST_PEOPLE:
            continue
        name = full_name(actor)
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


def role_of(actor: Actor, texts: Sequence[str]) -> str | None:
    """Return the role that stands beside somebody's full name most often, as printed; None without one."""
    found: Counter[str] = Counter()
    for name in {f for f in actor.forms if " " in f}:
        for text in texts:
            for place in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                found.update(_roles(text[: place.start()], text[place.end() :]))
    best = max(found.items(), key=lambda kv: (kv[1], count_words(kv[0]), kv[0]), default=None)
    return best[0] if best else None


def _roles(before: str, after: str) -> Iterator[str]:
    """Yield the roles that stand right before or right behind a name."""
    ahead = re.search(BEFORE, before[-120:])
    if ahead:
        words = re.sub(r"^(?:(?:and|of|the|for|to|on)\s+)+", "", ahead[1].strip())
        words = re.sub(r"^(?:On|In|But|And|The|After|As|When|While|With|By|For)\s+", "", words)
        last = re.split(r"\s+(?:and|to)\s+", words)[-1]
        words = last if ROLE.search(last) else words
        if ROLE.search(words) and count_words(words) <= ROLE_WORDS:
            yield words
    behind = re.match(AFTER, after[:90])
    if behind and ROLE.search(behind[1]) and count_words(behind[1]) <= ROLE_WORDS:
        yield behind[1]


def full_name(actor: Actor) -> str:
    """Return the longest form of a name, which readers know somebody by."""
    return max((actor.name, *actor.forms), key=lambda f: (len(f.split()) <= 4, len(f)))  # noqa: PLR2004


def _stance(actor: Actor, brief: Brief, used: set[str]) -> str | None:
    """Return a short sentence in which somebody is named as saying, denying or doubting something."""
    said = (s.sentence for s in brief.stands if s.actor == actor.name and s.sentence not in used)
    return next((k for k in said if count_words(brief.sentences[k].text) <= STANCE_WORDS), None)
