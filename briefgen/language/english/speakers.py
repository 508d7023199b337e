"""Which words beside a reporting verb name the speaker, and what sort of speaker they name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from briefgen.language.english import cues
from briefgen.model import AttributionKind
from briefgen.model.dates import WEEKDAYS

LONGEST = 12
"""More words than these swallow a clause."""

_BREAKS = frozenset(',;:—–“”"()')
_CLAUSE = frozenset(
    "that and but while as although because if when after before since where whether than so".split()
)
_RELATIVE = frozenset({"who", "which", "whom"})
_PREPOSITIONS = frozenset("of for from in at on with to near by under behind inside among".split())
_OPENERS = frozenset(
    "in on at by with after before during since for as from under speaking amid despite this these that those "
    "it he she they we i you there what such his her their its which who nobody everyone nothing".split()
)
_NO_SUBJECT = frozenset(
    "is are was were be been has have had will would could may might must should can not to did does do".split()
)
_LEADS = frozenset({"and", "but", "or", "yet", "so", "meanwhile", "with"})
_TIME = frozenset((*map(str.lower, WEEKDAYS), "yesterday", "today", "earlier", "later", "recently"))


class Word(Protocol):
    """A word or mark, and where it stands."""

    @property
    def text(self) -> str:
        """The word."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Behind the last character."""


@cache
def _sorts() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in cues.table("speakers").items()}


@cache
def _offices() -> frozenset[str]:
    """Return the nouns for people who speak for somebody: "its president"."""
    return _sorts()["roles"] | _sorts()["offices"]


_POSSESSIVES = frozenset("its his her their".split())


def noun_phrase_before(words: Sequence[Word], last: int) -> tuple[int, int] | None:
    """Return the span of the subject that ends at word ``last``, over an apposition if need be."""
    if last < 0:
        return None
    if words[last].text == ",":
        subject = before_apposition(words, last)
        return None if subject is None else noun_phrase_before(words, subject)
    first = last + 1
    while first > 0 and not _bounds(words, first - 1):
        first -= 1
    if first and words[first - 1].text.lower() in _RELATIVE:
        return noun_phrase_before(words, first - 2 if words[first - 2].text != "," else first - 3)
    if first > last:
        return _shared_subject(words, first - 1) if first else None
    return _valid(words, first, last)


def _shared_subject(words: Sequence[Word], joint: int) -> tuple[int, int] | None:
    """Return the subject of a clause that "and" or "but" goes on with: "she declined, but said"."""
    if words[joint].text.lower() not in {"and", "but"}:
        return None
    verb = next(
        (
            i
            for i in range(1, joint)
            if words[i].text.endswith("ed") or words[i].text in _NO_SUBJECT
        ),
        0,
    )
    return noun_phrase_before(words, verb - 1) if verb else None


def before_apposition(words: Sequence[Word], comma: int) -> int | None:
    """Return the last word before "…, who led the march," that ends at a comma."""
    for i in range(comma - 1, 0, -1):
        if words[i].text in {"”", "“", ";", ":"}:
            return None
        if words[i].text == ",":
            return i - 1
    return None


def _bounds(words: Sequence[Word], i: int) -> bool:
    """Return whether a subject cannot reach over word ``i``."""
    small = words[i].text.lower()
    if small == "and":
        return _has_verb(words, i)
    return words[i].text in _BREAKS or small in _CLAUSE or small in _RELATIVE


def _has_verb(words: Sequence[Word], end: int) -> bool:
    """Return whether the clause before word ``end`` has a verb, as far as endings tell."""
    for i in range(end - 1, -1, -1):
        if words[i].text in _BREAKS or words[i].text.lower() in _CLAUSE | {"with"}:
            return False
        if words[i].text.lower() in _NO_SUBJECT or words[i].text.endswith("ed"):
            return True
    return False


def _valid(words: Sequence[Word], first: int, last: int) -> tuple[int, int] | None:
    """Return the span of words that can name a speaker, without what only opens the clause."""
    first, last = _trim(words, first, last)
    if first > last or last - first >= LONGEST:
        return None
    stretch = [w.text for w in words[first : last + 1]]
    if stretch[0].lower() in _POSSESSIVES and _head(stretch).lower() in _offices():
        return words[first].start, words[last].end
    if any(s.lower() in _NO_SUBJECT for s in stretch) or stretch[0].lower() in _OPENERS - {"some"}:
        run = _closing_name(words, first, last)
        return (words[run].start, words[last].end) if run is not None else None
    if not _can_speak(stretch):
        return None
    return words[first].start, words[last].end


def _trim(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    while first <= last and words[first].text.lower() in _LEADS:
        first += 1
    while first < last and words[last].text.lower() in _TIME | {"on", "in", "'s"}:
        last -= 1
    return first, last


def _closing_name(words: Sequence[Word], first: int, last: int) -> int | None:
    """Return where the name begins that a stretch ends in: "On Tuesday Maria Lopez"."""
    run = last + 1
    while (
        run > first
        and words[run - 1].text[0].isupper()
        and words[run - 1].text.lower() not in _TIME | _OPENERS
    ):
        run -= 1
    return run if run <= last and run > first else None


def _can_speak(stretch: Sequence[str]) -> bool:
    """Return whether words hold a name, or a noun with an article or of many."""
    bare = stretch[1:] if stretch[0].lower() in _ARTICLES else stretch
    if not bare or any(w[0].isupper() for w in bare):
        return bool(bare)
    known = _sorts()["vague"] | _sorts()["roles"]
    return (
        bare is not stretch or bare[0] in known or _head(bare) in known or _head(bare).endswith("s")
    )


_ARTICLES = frozenset(
    "the a an some many one two three several its their his her most other".split()
)


def _head(stretch: Sequence[str]) -> str:
    """Return the noun of a phrase: the word before its first preposition, participle or mark."""
    ends = _PREPOSITIONS | _RELATIVE | {",", "familiar", "briefed", "close", "citing", "quoting"}
    end = next((n for n, w in enumerate(stretch) if n and w.lower() in ends), len(stretch))
    return stretch[end - 1]


def noun_phrase_after(words: Sequence[Word], first: int) -> tuple[int, int] | None:
    """Return the span of the speaker that begins at word ``first``."""
    last = first - 1
    for i in range(first, min(len(words), first + LONGEST)):
        small = words[i].text.lower()
        if (
            words[i].text in _BREAKS | {".", "!", "?"}
            or small in _CLAUSE - {"and"}
            or small in _RELATIVE | _TIME | _NO_SUBJECT
        ):
            break
        last = i
    return _valid(words, first, last)


def kind_of(who: str) -> AttributionKind:
    """Return whether some words name a speaker, a role or a vague group."""
    stretch = [w for w in re.findall(r"[\w'’.&-]+|,", who) if w.lower() not in {"the", "a", "an"}]
    if not stretch:
        return "vague"
    sorts, head = _sorts(), _head(stretch)
    common = sorts["titles"] | sorts["roles"] | sorts["vague"]
    named = [w for w in stretch if w[0].isupper() and w.lower() not in common]
    capitals = [
        w for n, w in enumerate(stretch) if w[0].isupper() and (n or w.lower() not in common)
    ]
    if head.lower() in sorts["vague"] and (not capitals or head.lower() in sorts["always_vague"]):
        return "vague"
    proper = bool(named) and head[0].isupper() and head.lower() not in sorts["offices"]
    return "named" if proper else "role"
