"""Rules with names, of which the first is asked that a text matches.

They stand in one pattern, a group for each: a line of prose is done with in one call and not in fifty. Most are looked
for in small letters, for a pattern that passes over the size of letters takes twice the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefgen.language.cued import Cue, known_by
from briefgen.language.late import late


class Rule(NamedTuple):
    """What a text matches from its beginning, in small letters where no "(?-i:…)" asks for capitals."""

    pattern: str
    known: str = ""
    """Words of which such a text holds one, if there are any; without them the pattern is not tried."""


class FirstOf:
    """Some named rules, in order."""

    def __init__(self, rules: Sequence[tuple[str, Rule]]) -> None:
        self._names = [name for name, _ in rules]
        numbered = list(enumerate(rule for _, rule in rules))
        self._keyed = [
            (n, Cue(known_by(*rule.known.split()), late(rule.pattern, re.IGNORECASE | re.VERBOSE)))
            for n, rule in numbered
            if rule.known
        ]
        self._keys = frozenset[str]().union(*(cue.keys for _, cue in self._keyed))
        plain = [(n, rule.pattern) for n, rule in numbered if not rule.known]
        self._small = _one((n, p) for n, p in plain if not _asks_for_capitals(p))
        self._sized = _one(((n, p) for n, p in plain if _asks_for_capitals(p)), re.IGNORECASE)

    def name_for(self, text: str, small: str, keys: frozenset[str]) -> str | None:
        """Return the name of the first rule for a text, which comes with its small letters and keys (`cued.seen`)."""
        found = (self._small.match(small), self._sized.match(text))
        numbers = [int(str(match.lastgroup)[1:]) for match in found if match]
        if not self._keys.isdisjoint(keys):
            numbers += [n for n, cue in self._keyed if cue.match(text, keys)][:1]
        return self._names[min(numbers)] if numbers else None


def _asks_for_capitals(pattern: str) -> bool:
    return "(?-i:" in pattern


def _one(patterns: Iterable[tuple[int, str]], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return the pattern that matches the first of some, each a group with its number; of none one that never matches."""
    return late(
        "|".join(f"(?P<r{n}>{pattern})" for n, pattern in patterns) or "(?!)", flags | re.VERBOSE
    )
