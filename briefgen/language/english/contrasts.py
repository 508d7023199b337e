"""How a sentence sets itself against another one: the one before it, whoever is blamed elsewhere, the day or the order of an event."""

from __future__ import annotations

import re
from typing import NamedTuple

_OPENS = re.compile(r"^[“\"‘(]?(?:But|However|Yet|In contrast|On the contrary)\b")
_EVENT = (
    r"(?:strike|airstrike|attack|raid|bombing|shooting|killing|assassination|explosion|blast|crash|collision|fire|quake|earthquake|storming|"
    r"vote|election|referendum|summit|meeting|hearing|speech|address|trial|verdict|ruling|launch|test|protest|march|strike|visit|arrest|"
    r"landing|sinking|collapse|opening|signing|funeral|wedding|ceremony|debate|deadline)"
)
_BEHIND = re.compile(rf"\s(?:[A-Z][\w.’'-]*\s|[a-z]+\s)?(?P<event>{_EVENT})\b(?!s)")
_BEFORE = re.compile(
    rf"\b(?P<event>{_EVENT})(?:\s(?:in|at|near|against|of|on)\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?)?,?\son\s$"
)
_THE = re.compile(r"\b(?:the|a|an|that|this|[Ii]ts|[Hh]is)\s$")
_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][a-z][\w’'-]+")
REACH = 70
"""Characters beside a day within which a name tells whose event it is."""


def sets_against(text: str) -> bool:
    """Return whether a sentence opens as one that contradicts what stands before it."""
    return bool(_OPENS.match(text))


_TAKES_BACK = re.compile(
    r"\b(?:backtrack(?:s|ed|ing)?|back-?pedal(?:s|led|ed|ling|ing)?|walk(?:s|ed|ing) back|contradict(?:s|ed|ing)?)\b"
)
_EMPHATIC = re.compile(
    r"\b(?:did|does|do) (?:indeed |in fact |actually )?(?:think|believe|know|suspect|say|see|hear|have|find|get|take|use|want|plan|ask|tell|warn|"
    r"happen|occur|exist|show|meet|receive|send|sell|buy|pay|hold|make|leave|go|come|begin|start|cause|contribute|play|include|contain|carry|give|"
    r"offer|agree|accept|approve|sign|order|attack|kill|fire|shoot|hit|target|intend|expect|fear|share|exceed|break|fail|leak)\b"
)
"""A verb that is stressed against what was said; "did nothing" and "do business" stress none."""


def takes_back(text: str) -> re.Match[str] | None:
    """Return the words by which a sentence says itself that it contradicts what was said before, or None."""
    return _TAKES_BACK.search(text) if sets_against(text) else None


def insists(text: str) -> re.Match[str] | None:
    """Return the verb that a sentence set against another stresses: "Yet an official did think", or None."""
    return _EMPHATIC.search(text) if sets_against(text) else None


_BLAMED = (
    r"[Aa]ttribut(?:es|ed|ing) (?:it|them|(?:the|an?|this|that|those) [^,;:]{3,50}?) to (?:[\w’'-]+ ?){1,6}",
    r"[Bb]lam(?:es|ed|ing) (?:it|the (?:[\w-]+ )?(?:attacks?|strikes?|blasts?|killings?|fire|crash|leak)) on (?:[\w’'-]+ ?){1,6}",
    r"[Bb]lam(?:es|ed|ing) (?!it\b|them\b|(?:him|it|them)sel)(?:(?!for\b)[\w’'-]+ ){0,5}?(?!for\b)[\w’'-]+(?= for (?:it|them|the (?:[\w-]+ )?(?:attacks?|strikes?|blasts?|killings?|fire|crash|leak))\b| instead\b|[.,;]|$)",
    r"(?:[Ss]a(?:ys|id|ying)|[Aa]rgu(?:es|ed|ing)|[Ii]nsist(?:s|ed|ing)|[Cc]laim(?:s|ed|ing)) (?:that )?(?:[\w’'-]+ ){1,5}?(?:was|were) (?:behind|responsible|to blame)\b",
)
_ANOTHER = re.compile("|".join(rf"\b{form}" for form in _BLAMED))


def blames_another(text: str, start: int = 0) -> tuple[int, int] | None:
    """Return where a sentence says who else did what somebody denies, behind a character of it: "blaming it on rebels"."""
    found = _ANOTHER.search(text, start)
    return (found.start(), found.start() + len(found.group().rstrip())) if found else None


_ORDER = re.compile(r"\s(?P<order>before|after)\s(?=[a-z])")
_CLAUSE = re.compile(r"[,;:.—–]\s|[.”\"]?$|\s(?:and|but|or)\s")
_MARKED = re.compile(
    r"^[“\"(]?(?:But|Yet)\b|\bhowever\b|\bin fact\b|\bactually\b|\blong $|\bonly $", re.IGNORECASE
)
_AGAIN = re.compile(
    r"\b(?:again|also|both|another|twice|each|every|or|days?|hours?|minutes?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
ORDERED = 60
"""Characters before and behind "before" or "after" in which the two events stand."""


class Ordered(NamedTuple):
    """Which of two events a sentence puts first: words of both, and whether it is said against somebody."""

    order: str
    start: int
    end: int
    first: str
    second: str
    marked: bool


def order_of(text: str) -> Ordered | None:
    """Return what a sentence says of the order of two events, where it says so once: "issued before the breach"."""
    if " before " not in text and " after " not in text:
        return None
    found = list(_ORDER.finditer(text))
    if len(found) != 1 or _AGAIN.search(text):
        return None
    (at,) = found
    behind = text[at.end() : at.end() + ORDERED]
    end = _CLAUSE.search(behind)
    second = behind[: end.start()] if end else behind
    before = text[: at.start("order")]
    return Ordered(
        at["order"],
        at.start("order"),
        at.end() + len(second),
        before[-ORDERED:],
        second,
        bool(_MARKED.search(before)),
    )


_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NTH_DAY = re.compile(
    rf"\b(?:entered|entering|mark(?:s|ed|ing)|into|reached|saw) (?:its|their|the|a) (?P<nth>{'|'.join(_ORDINALS)}) (?:straight |consecutive )?day\b"
)


def nth_day(text: str) -> tuple[int, int, int] | None:
    """Return which day of something a sentence says that it is, and where it says so: "marked their fourth day"."""
    found = _NTH_DAY.search(text)
    return (_ORDINALS.index(found["nth"]) + 1, found.start("nth"), found.end()) if found else None


def event_at(text: str, start: int, end: int) -> tuple[str, frozenset[str]] | None:
    """Return the event whose day stands at some characters, with the names beside it: "the Jan. 2 strike against Orr".

    None where the day is that of nothing so named, or where it is one of several alike.
    """
    behind = _BEHIND.match(text, end)
    definite = _THE.search(text, max(0, start - 6), start)
    found = behind if behind and definite else _BEFORE.search(text, max(0, start - REACH), start)
    if not found:
        return None
    near = text[max(0, start - REACH) : start] + " " + text[end : end + REACH]
    names = {n.group().lower().removesuffix("’s").removesuffix("'s") for n in _NAME.finditer(near)}
    return found["event"].lower(), frozenset(names)
