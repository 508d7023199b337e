"""Which names a sentence holds by its capitals alone, and what it says apart from them.

Quick and for any language with capitals; who is meant is the business of `aliases`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGER = re.compile(r"([^\W\d_])[\w’'-]{3,}")
"""A longer word, by its first letter."""
_RUN = re.compile(
    r"[^\W\d_a-zà-ÿ](?<!\w.)[\w’'&-]*(?:\s(?:(?:of|de|al|bin|van|von)\s)?[^\W\d_a-zà-ÿ][\w’'&-]*)*"
)
_DATES = frozenset(w.lower() for w in (*calendar.month_name, *calendar.day_name) if w)
_DIGITS = re.compile(r"\d[\d.,]*")
HEADLINE = 0.6
"""Share of capitals among longer words that makes a text a headline: its capitals name nobody."""


@lru_cache(maxsize=1024)
def is_headline(text: str) -> bool:
    """Return whether most longer words of a text, but for the first, begin with a capital."""
    longer = _LONGER.findall(text)[1:]
    return bool(longer) and sum(map(str.isupper, longer)) > HEADLINE * len(longer)


def inner_names(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that stand with a capital inside some sentences: names wherever they stand."""
    found = set[str]()
    for text in texts:
        if not is_headline(text):
            found.update([word.lower() for word in _WORD.findall(text)[1:] if word[0].isupper()])
    return frozenset(found)


def find_names(text: str, known: frozenset[str] = frozenset()) -> frozenset[frozenset[str]]:
    """Return the names in a sentence, each as its words in small letters; of a headline none.

    ``known`` are words that are names elsewhere in the article (`inner_names`): the first word of a
    sentence has a capital in any case.
    """
    if is_headline(text):
        return frozenset()
    found = set()
    for match in _RUN.finditer(text):
        words = [w.lower().removesuffix("’s").removesuffix("'s") for w in match.group().split()]
        if (
            match.start() == 0
            and words[0] not in known
            and (len(words) == 1 or words[0] in _OPENERS)
        ):
            words = words[1:]
        name = frozenset(w for w in words if w not in _DATES)
        if name:
            found.add(name)
    return frozenset(found)


_OPENERS = frozenset(
    "the a an in on at for after before while as when with by from near former two three".split()
)


def share_name(first: Iterable[frozenset[str]], second: Iterable[frozenset[str]]) -> bool:
    """Return whether two sentences have a name in common, "Kim" and "Kim Jong Un" being one."""
    others = list(second)
    return any(a <= b or b <= a for a in first for b in others)


def without_names(text: str) -> str:
    """Return what a sentence says apart from names and figures; a headline keeps its words."""
    plain = _DIGITS.sub(" ", text)
    return (
        plain
        if is_headline(text)
        else _RUN.sub(lambda m: m.group() if m.start() == 0 else " ", plain)
    )
