"""Of which place a sentence says that a named person holds an office: "Jan Novak, the mayor of Olden", "Olden Mayor Jan Novak".

And of which state somebody is the head, whose deeds are that state's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefgen.language.english.actors import find_mentions, known
from briefgen.language.tokens import small_letters

_NAME = r"(?P<person>[A-Z][\w.’'-]{1,40}(?:\s[A-Z][\w.’'-]{1,40}){1,3})"
_PLACE = r"(?P<place>[A-Z][\w’'-]{1,40}(?:\s(?:[A-Z][\w’'-]{1,40})){0,2})"
_OFFICE = r"(?P<office>mayor|governor|lieutenant governor|senator|bishop|archbishop|ambassador|sheriff|police chief|fire chief|consul)"
"""Offices of towns, provinces and sees: a state has more names than one (Britain, the UK)."""
_PARTY = r"(?P<office>Republican|Democrat|congressman|congresswoman|lawmaker|senator|representative|governor)"
_FORMS = (
    re.compile(
        rf"{_NAME},\s(?:the\s)?(?:former\s)?(?i:{_OFFICE})\s(?:of|to|in)\s(?:the\s)?{_PLACE}"
    ),
    re.compile(rf"{_NAME},\s(?:the|an?)\s{_PLACE}\s{_PARTY}\b"),
    re.compile(rf"\b{_PLACE}\s(?i:{_OFFICE})\s{_NAME}"),
    re.compile(rf"\b{_PARTY}\s{_NAME}\sof\s{_PLACE}"),
)
_ANY = re.compile(
    r"mayor|governor|senator|bishop|ambassador|sheriff|police chief|fire chief|consul|republican|democrat|congress|lawmaker|representative"
)
"""What a sentence must hold, in small letters, before it is worth while to look for an office."""
_FORMER = re.compile(r"\b(?:[Ff]ormer(?:ly)?|ex-|[Tt]hen[- ]|once)\b")
_TITLES = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Rep|Sen|Gov|Lt|Gen|Col|President|Senator|Representative|Governor|Mayor|Congressman|Congresswoman)\.?\s)+"
)


_NO_PLACE = re.compile(
    r"\b(?:On|In|At|The|But|And|When|As|After|For|Last|Vice|Deputy|Acting|Interim|Assistant|City|Town|State|Republican|Democrat\w*|Conservative|Labou?r|Liberal"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|(?:an|ian|ish|ese|ch|i|ic|tte|ss)$"
)
"""What looks like a place and is none, and adjectives: French is France."""


class Held(NamedTuple):
    """A person, the office that is told of him, its place, and the words that say so."""

    person: str
    office: str
    place: str
    phrase: str


def find_offices(text: str) -> Iterator[Held]:
    """Yield the offices with a place that a sentence tells of persons named in full; former ones are none."""
    for form in _FORMS if _ANY.search(small_letters(text)) else ():
        for found in form.finditer(text):
            person = _TITLES.sub("", found["person"]).removesuffix("’s").removesuffix("'s")
            if " " not in person or _FORMER.search(text[max(0, found.start() - 12) : found.end()]):
                continue
            if _NO_PLACE.search(found["place"]):
                continue
            start = min(found.start("place"), found.start("office"))
            end = max(found.end("place"), found.end("office"))
            yield Held(person.lower(), found["office"].lower(), found["place"], text[start:end])


_HEAD = re.compile(
    r"\b(?P<land>[A-Z][\w’'-]{2,30})\s(?:President|Prime Minister|Chancellor|Premier|King|leader|ruler|dictator)\s(?P<name>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,2})"
)


def find_heads(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each state whose head a sentence names as such, and the words of that name, in small letters.

    "Syrian President Bashar al-Assad" gives syria, with bashar and assad.
    """
    for found in _HEAD.finditer(text):
        mentions = find_mentions(found["land"])
        if mentions and known()[mentions[0].actor].kind == "state":
            name = found["name"].lower().replace("’", "'").removesuffix("'s")
            yield mentions[0].actor, frozenset(re.sub(r"^[ae]l-", "", w) for w in name.split())
