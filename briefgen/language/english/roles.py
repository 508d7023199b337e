"""The role that stands beside somebody's name, as printed: "British Prime Minister", "a harbour spokesman". Words stand in ``cues.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefgen.language.english import cues
from briefgen.model.text import count_words

MOST_WORDS = 8
"""Words of a role."""
_BEFORE, _BEHIND = 120, 90
"""Characters before and behind a name that are looked at."""
_APPOSITION = re.compile(
    r"^,\s+((?:the |a |an |who is the )?[A-Za-z][^,.;:()“”\"]{3,70}?)(?=[,.;:])"
)


@cache
def _offices() -> re.Pattern[str]:
    return cues.pattern(cues.table("roles")["offices"], re.IGNORECASE)


@cache
def _in_front() -> re.Pattern[str]:
    """Return what may stand right before a name and name an office: capitals, and small words between them."""
    small = "|".join(cues.table("roles")["between"].split())
    return re.compile(rf"((?:(?:[A-Z][\w.’'-]*|{small})\s+){{1,{MOST_WORDS}}})$")


@cache
def _openings() -> re.Pattern[str]:
    """Return what opens a sentence or a phrase and is no part of a role: "On", "And the"."""
    joins, opens = ("|".join(cues.table("roles")[n].split()) for n in ("joins", "opens"))
    return re.compile(rf"^(?:(?:{joins})\s+)*(?:(?:{opens})\s+)?")


def roles_of(name: str, text: str) -> Iterator[str]:
    """Yield the roles that stand right before or right behind a name in a text, once for each place."""
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        yield from _roles(text[: found.start()][-_BEFORE:], text[found.end() :][:_BEHIND])


def _roles(before: str, behind: str) -> Iterator[str]:
    ahead = _in_front().search(before)
    if ahead:
        words = _openings().sub("", ahead[1].strip())
        last = re.split(r"\s+(?:and|to)\s+", words)[-1]
        words = last if _offices().search(last) else words
        if _offices().search(words) and count_words(words) <= MOST_WORDS:
            yield words
    after = _APPOSITION.match(behind)
    if after and _offices().search(after[1]) and count_words(after[1]) <= MOST_WORDS:
        yield after[1]
