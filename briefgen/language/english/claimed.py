"""What a sentence gives of somebody's words: the sentence without who says it and the verb of saying."""

from __future__ import annotations

import re
from functools import cache

from briefgen.language.english import cues

REACH = 220
"""Characters from a speaker's name to its verb, what is said of the speaker between them."""
OPENING = 45
"""A speaker who stands further back comes behind what is said."""


@cache
def _says() -> re.Pattern[str]:
    verbs = "|".join(map(re.escape, cues.table("verbs")["reported"].split()))
    return re.compile(rf"\b(?:{verbs})\b(?:\s(?:reporters|that|on \w+day|\w+day))*")


def claim_of(text: str, who: str | None) -> str:
    """Return what somebody is told to say; the whole sentence where the article itself speaks.

    Args:
        text: the sentence.
        who: the words that name who says it, or None.
    """
    start = text.find(who) if who else -1
    if start < 0 or who is None:
        return text
    end = start + len(who)
    verb = _says().search(text, end)
    if verb and verb.start() - start < REACH:
        return (text[:start] if start > OPENING else "") + " " + text[verb.end() :]
    return f"{text[:start]} {text[end:]}"
