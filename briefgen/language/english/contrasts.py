"""How a sentence sets itself against the one before it, and which day it gives to a named event."""

from __future__ import annotations

import re

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
