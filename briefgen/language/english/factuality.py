"""Whether words tell that a thing happened, or plan, threaten, deny or imagine it.

The distinction is that of event factuality (Saurí and Pustejovsky, FactBank, 2009), reduced to the two
answers that a list of watched events needs. Cues stand in ``cues.toml``; each counts inside its clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from briefgen.language.english import cues
from briefgen.language.english.denials import find_denied

REACH_BEFORE, REACH_BEHIND = 10, 6
"""Words before and behind a mention in which a cue counts: farther away it mostly belongs to something else."""
LISTED = 3
"""A comma with so few words between it and the mention stands in a list and ends no clause."""
_CLAUSE = re.compile(
    r"[;:()–—]|,(?=\s)|\s(?:but|while|whereas|although|though|after|because|since|which|who|where)\s",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"(?<!\w)(\w*)\sto\s$")
_CARRIED_OUT = frozenset("managed continued began proceeded helped on".split())
"""An infinitive tells a purpose, but for behind verbs of doing: "managed to launch"."""
_INFLECTED = re.compile(r"\w+(?:s|ed|ing)\b")
"""Behind "to", an inflected word is no infinitive: "in answer to sanctions"."""
_THAT = re.compile(r"\sthat\s", re.IGNORECASE)
_WORD = re.compile(r"[\w’'-]+")


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of cues: what negates, what is not done before a mention, and behind one."""
    listed = cues.table("factuality").items()
    return {name: cues.pattern(words, re.IGNORECASE) for name, words in listed}


def is_plural(word: str) -> bool:
    """Return whether a key word or phrase ends in a plural: bombs, air strikes."""
    return len(word) > FEW_LETTERS and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def is_verb_form(text: str) -> bool:
    """Return whether words end in a form of a verb that no plural has: bombed, bombing."""
    return text.endswith(("ed", "ing"))


FEW_LETTERS = 3


def is_told_as_done(text: str, start: int, end: int) -> bool:
    """Return whether a sentence tells what the characters from ``start`` to ``end`` name as having happened.

    "Conducted a nuclear test" is told as done; "prepares a nuclear test", "no nuclear test" and
    "calls to halt nuclear testing" are not.
    """
    found = _patterns()
    before = _last_words(_last_clause(text[:start]))
    behind = _first_words(_CLAUSE.split(text[end:])[0])
    purpose = _PURPOSE.search(before)
    denied = find_denied(text)
    denied_at = text.find(denied.clause) if denied else -1
    return not (
        (denied and denied_at <= start < denied_at + len(denied.clause))
        or found["negated"].search(before)
        # What is warned of has not happened; what one warns "that it has" may have.
        or found["undone"].search(_THAT.split(before)[-1])
        or (purpose and purpose[1] not in _CARRIED_OUT and not _INFLECTED.match(text[start:end]))
        or found["undone_behind"].search(behind)
        or _SET_FOR.match(text, end)
    )


_SET_FOR = re.compile(
    r",\s(?:which\s(?:is|was|are|were)\s)?(?:now\s|originally\s)?(?:scheduled|planned|set|due|slated|expected|to\sbe)\b",
    re.IGNORECASE,
)
"""An insertion that says what is mentioned is still to come: the strike, set for Monday."""


def _last_clause(text: str) -> str:
    """Return the end of a text from where its last clause begins; a list stays with what leads it."""
    at = 0
    for mark in _CLAUSE.finditer(text):
        if mark[0] == "," and len(_WORD.findall(text[mark.end() :])) <= LISTED:
            continue
        at = mark.end()
    return text[at:]


def _last_words(text: str) -> str:
    found = list(_WORD.finditer(text))
    return text[found[-REACH_BEFORE].start() :] if len(found) > REACH_BEFORE else text


def _first_words(text: str) -> str:
    found = list(_WORD.finditer(text))
    return text[: found[REACH_BEHIND - 1].end()] if len(found) > REACH_BEHIND else text
