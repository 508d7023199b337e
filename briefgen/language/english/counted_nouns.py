"""Which noun a number counts: the first plural behind it, after at most four words, in the singular."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = frozenset(
    "a an the and or but to in on at for from with by as is are was were be been has have had its his her their "
    "this that these those who which when while after before since than then so if not no more less most other "
    "will would could may might can do does did per each every all both into over under up down out off about "
    "between against through during near outside inside according said says also ago later earlier won lost beat "
    "lead leads killed died injured face faces left makes need needs".split()
)
"""Words that end a noun phrase."""
_FINITE = frozenset(
    "flew went came took saw gave began became drew drove ate fell grew knew ran rode rose sang sank spoke swam threw "
    "wrote broke chose did forgot froze shook shrank stole swore tore woke made kept met paid sent stood brought sought "
    "fought struck hit".split()
)
"""Past forms that stand before no noun: behind a designation that looks like a count (the 747 flew)."""
_NO_NOUNS = frozenset(
    "thirds quarters fifths sixths sevenths eighths ninths tenths "
    "us nations countries sides parties leaders others ways reasons questions things times scenarios factors aspects "
    "series lies runs sees says does goes years' plus pass gives takes shows".split()
)
"""Words on -s that are no noun, and nouns whose count says nothing."""
_PLURALS = {
    "people": "people", "personnel": "personnel", "troops": "troops", "men": "man", "women": "woman",
    "children": "child", "police": "police", "aircraft": "aircraft", "sheep": "sheep", "cattle": "cattle",
    "forces": "forces", "staff": "staff", "fishermen": "fisherman", "policemen": "policeman", "spacecraft": "spacecraft",
    "lives": "life", "wives": "wife", "crew": "crew", "firemen": "fireman", "mice": "mouse", "fish": "fish",
    "servicemen": "serviceman", "businessmen": "businessman", "teeth": "tooth", "feet": "foot",
}  # fmt: skip
_WORD = re.compile(r"[\w’'-]+")
_OF_THE = re.compile(r"\s(?:of\s(?:the|its|their|his|her)\s)?")
_COMPOUND = frozenset({"arms", "weapons", "sports", "forces", "police", "crew"})
"""Plurals that may stand before the noun that is counted: two weapons systems."""
_YEAR_SHAPE = re.compile(r"(?:19|20)\d\d")


def counted_noun(text: str, at: int) -> tuple[str, int] | None:
    """Return the noun behind a number, singular, and where it ends: a plural after at most four words."""
    opening = _OF_THE.match(text, at)
    words = list(_next_words(text, opening.end())) if opening else []
    for n, word in enumerate(words):
        noun = word.group()
        other = n > 0 and noun[0].isdigit() and not _YEAR_SHAPE.fullmatch(noun)
        if other or noun.lower() in _STOP or noun in _FINITE:
            return None
        if _is_plural(noun) and not (
            noun in _COMPOUND and n + 1 < len(words) and _is_plural(words[n + 1].group())
        ):
            return None if noun in _NO_NOUNS else (_singular(noun), word.end())
    return None


def _next_words(text: str, at: int) -> Iterator[re.Match[str]]:
    """Yield the next five words, as far as single spaces part them."""
    for _ in range(5):
        match = _WORD.match(text, at)
        if not match:
            return
        yield match
        at = match.end() + 1
        if text[match.end() : at] != " ":
            return


def _is_plural(word: str) -> bool:
    return word in _PLURALS or bool(_PLURAL.fullmatch(word))


_PLURAL = re.compile(r"[a-z][a-z-]{2,}(?<![sui'’])s")


def _singular(noun: str) -> str:
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("ies") and len(noun) > 4:  # noqa: PLR2004 - ties, dies
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "oes")):
        return noun[:-2]
    return noun.removesuffix("s")
