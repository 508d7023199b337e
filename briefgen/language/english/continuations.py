"""Where a sentence goes on, whatever was learned: behind a title, in a time of day, before small letters.

Each rule is one that an editor could say aloud; what needs weighing is left to `boundaries.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.language.english.words import (
    BEFORE_NAMES,
    BEFORE_NUMBER,
    CLOCK,
    FACE,
    PERSONS,
    REPORTING,
    SOMETIMES,
    STARTERS,
    TIMES,
    TITLES,
    ends_marked,
    known,
    parts,
)

_FIRMS = known("either", "firms")
_FIRM_NOUNS = _FIRMS | known("either", "firm_nouns")
_STATES = known("either", "states")
_UNITS = known("either", "units")
_JUNIOR = known("either", "junior")
_FIRMS_AND_HEIRS = _FIRMS | _JUNIOR
_EITHER = SOMETIMES | CLOCK | _FIRMS | _STATES | _JUNIOR
_ABBREVIATED = TITLES | BEFORE_NUMBER | _EITHER
_PRONOUNS = frozenset({"he", "she", "they", "I", "we"})
_PER = frozenset({"a", "per", "an"})
_SUBJECTS = frozenset(
    "i you we he she it they this that there the please thanks and but so".split()
)
"""Small words that go on behind a name and a call in a letter: "Thanks Bob! the file is here"."""
_LINKS = frozenset("of and the for de la & al".split())
_LINKING = _LINKS | frozenset(
    "a an in on at to from by with or as who whose which that in into near over under its their".split()
)
"""Small words that go on behind a name."""
_DOTTED = re.compile(r"[^\W_]{1,2}(?:\.[^\W_]{1,2}){1,3}")
_TAIL = re.compile(r"[-–—”\"’'(/\[]")
_DASH = re.compile(r"[-–—]{1,3}")
_DOTS = re.compile(r"[.…]{2,}|…")
_POSSESSIVES = ("’s", "'s", "s’")
INITIAL = 2
"""Characters of a first name's letter with its stop."""
NAMES = 6
"""A name with its abbreviation has no more words: as many are looked at."""


def goes_on(texts: Sequence[str], i: int, *, glued: bool) -> bool:
    """Return whether a sentence goes on behind the mark at the end of word ``i``, the next one ``glued`` to it or not."""
    before, behind = texts[i], texts[i + 1]
    if FACE.match(behind):
        return True
    core, marks, closers = parts(before)
    if marks == ".":
        return _goes_on_behind_a_stop(texts, i, core, closers)
    small = behind[0].islower()
    if not core or marks[-2:] == ".." or marks[-1:] == "…":
        return small and bool(closers or glued or _DOTS.fullmatch(before))
    if closers:
        return small or _is_said(texts, i)
    asked = small and behind.strip(",.") in REPORTING
    return len(marks) == 1 and (asked or _is_in_a_name(texts, i))


def _goes_on_behind_a_stop(texts: Sequence[str], i: int, core: str, closers: str) -> bool:
    """Return whether a full stop belongs to an abbreviation, behind which the sentence goes on."""
    behind = texts[i + 1]
    tail = core if core.isalpha() else _TAIL.split(core)[-1]
    if tail in BEFORE_NAMES:
        return not closers
    if tail in CLOCK and _goes_on_behind_the_clock(texts, i):
        return True
    abbreviated = tail in _ABBREVIATED or bool(_DOTTED.fullmatch(tail))
    if behind[0].islower():
        lone = abbreviated or ")" in closers or _is_unit(texts, i, tail)
        return lone or _is_capital(texts[i]) or _is_stray(texts, i, closers)
    if _DASH.fullmatch(behind):
        return abbreviated and i + 2 < len(texts) and texts[i + 2][0].islower()
    own = (tail in _JUNIOR and behind.strip(",") in _DAYS) or (tail == "al" and behind[0] == "(")
    counts = behind[0].isdigit() and abbreviated and tail not in _EITHER
    return own or counts or (abbreviated and _is_bare_name(texts, i))


_DAYS = frozenset(t.capitalize() for t in TIMES)


def _goes_on_behind_the_clock(texts: Sequence[str], i: int) -> bool:
    """Return whether a zone, a day or another time stands behind "10 p.m.": "ET", "Monday", "Oslo time"."""
    behind = texts[i + 1]
    third = texts[i + 2].strip(",.") if i + 2 < len(texts) else ""
    bare = behind.strip("(),.;")
    return (
        behind[0].islower()
        or (bare.lower() in TIMES and not bare.islower() and third not in _AUXILIARIES)
        or (behind[0] == "(" and behind[1:2].isdigit())
        or (third in {"time", "Time"} and behind[0].isupper())
    )


def _is_unit(texts: Sequence[str], i: int, tail: str) -> bool:
    return tail in _UNITS and i > 0 and (texts[i - 1][-1].isdigit() or texts[i - 1] in _PER)


def _is_capital(word: str) -> bool:
    """Return whether a word is an abbreviation that lost its inner stops: "the US. would"."""
    letters = word.rstrip(".")
    return letters.isupper() and ".".join(letters.lower()) in SOMETIMES


def _is_stray(texts: Sequence[str], i: int, closers: str) -> bool:
    """Return whether a full stop behind a name is a slip, for its verb stands behind it: "the United States. would"."""
    named = texts[i][0].isupper() and i > 0 and texts[i - 1][0].isupper()
    behind = texts[i + 1].lower().replace("’", "'").removesuffix("n't")
    return named and not closers and behind in _AUXILIARIES


_AUXILIARIES = frozenset(
    "would will could can should has have had is are was were does did".split()
)


def _is_bare_name(texts: Sequence[str], i: int) -> bool:
    """Return whether nothing but a name stands before an abbreviation: no sentence yet ("Norvik Inc.")."""
    for n in range(i, max(-1, i - NAMES), -1):
        text = texts[n]
        initial = len(text) == INITIAL and text[0].isupper()
        if n < i and ends_marked(text) and not initial and parts(text)[0] not in _ABBREVIATED:
            return True
        if not (text[0].isupper() or text in _LINKS):
            return False
    return i < NAMES


def _is_said(texts: Sequence[str], i: int) -> bool:
    """Return whether "Kim asked" stands behind a quotation that ends in a question or a call."""
    following = texts[i + 1 : i + 5]
    verb = next((n for n, w in enumerate(following) if w.strip(",.") in REPORTING), None)
    return verb is not None and all(w[0].isupper() or w in _PRONOUNS for w in following[:verb])


def _is_in_a_name(texts: Sequence[str], i: int) -> bool:
    """Return whether a mark belongs to a firm's or a work's name: "the firm Yahoo! bought", "Guess? Inc."."""
    behind = texts[i + 1]
    if behind[0].isupper() and behind.rstrip(".,").lower() in _FIRM_NOUNS:
        return True
    before = texts[i - 1] if i else ""
    inside = i > 0 and (not ends_marked(before) or parts(before)[0] in TITLES)
    named = inside and texts[i][0].isupper()
    return named and behind[0].islower() and behind not in _SUBJECTS


def ends_behind_a_firm(texts: Sequence[str], i: int) -> bool:
    """Return whether a full stop behind a firm's or an heir's name ends a sentence: "of Brennan & Co. Engineers expect".

    A plural opens the next one with its verb behind it; of a longer name a small word of link would go on.
    """
    core, marks, closers = parts(texts[i])
    if core not in _FIRMS_AND_HEIRS or marks != "." or closers or i + 2 >= len(texts):
        return False
    behind, third = texts[i + 1], texts[i + 2]
    if behind[0].isupper() and behind.lower() in STARTERS:
        return True
    plural = behind[0].isupper() and behind[1:].islower() and behind.endswith("s")
    return plural and third.isalpha() and third.islower() and third not in _LINKING


def holds_together(texts: Sequence[str], i: int) -> bool:
    """Return whether a line without a mark goes on behind word ``i``: behind a dash or an owner, before a quotation."""
    before, behind = texts[i], texts[i + 1]
    if before[-1] in "-–—" or before.rstrip(")]").endswith(_POSSESSIVES):
        return True
    if before.islower() and before in PERSONS and behind[0].isupper():
        return True
    return behind[0] in '“"‘«' and (before[-1] in ",:" or before.islower())
