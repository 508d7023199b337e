"""Whether the words around a day in a sentence look back, look ahead, or leave it open.

A day goes with the verb that it touches, else with that of its clause (`verb_groups.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.language.english.verb_groups import (
    BREAKS,
    FUNCTION,
    PRESENT_BE,
    Direction,
    Verb,
    Words,
    listed,
    over_adverbs,
)

REACH = 9
"""Words before a day among which "after" makes it lie behind, where no verb comes between."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """Where a day lies by the words around it."""

    way: Direction
    bound: bool
    """Whether the verb touches the day or stands in the same clause."""
    verb: str = ""
    """The verb, where one settles it."""


def bearing(words: Words, start: int, end: int) -> Bearing:
    """Return where a day at some characters of the sentence lies by the words around it."""
    a = next((i for i, (s, e) in enumerate(words.spans) if e > start), len(words.spans))
    b = next((i for i in range(a, len(words.spans)) if words.spans[i][0] >= end), len(words.spans))
    first = a
    while first and words.lower[first - 1] in listed("inside") and not _touched(words, first - 1):
        first -= 1
    day = _Day(first, a, b, _lead(words, first))
    verbs = _beside(words, a)
    left = max((v for v in verbs if v.last < a), key=lambda v: v.last, default=None)
    noun = _is_attribute(words, b)
    sure = _by_preposition(words, day, verbs, left, noun=noun)
    if sure:
        return sure
    return _of_a_noun(words, day, verbs, left) if noun else _by_verb(words, day, verbs)


@dataclass(frozen=True, slots=True)
class _Day:
    """The words of a day: ``first`` to ``b`` with what belongs to it, ``a`` to ``b`` without, and the word before."""

    first: int
    a: int
    b: int
    lead: str


def _touched(words: Words, at: int) -> bool:
    """Return whether a word belongs to a verb: "set about Monday" keeps its verb."""
    return any(v.first <= at <= v.last for v in words.verbs)


def _lead(words: Words, first: int) -> str:
    """Return the word before a day that shows its place, clock times passed over."""
    at = first - 1
    while at >= 0 and (_CLOCK.fullmatch(words.lower[at])):
        at -= 1
    return words.lower[at] if at >= 0 else ""


_CLOCK = re.compile(r"\d[\d:.,]*|[ap]\.?m\.?|noon|midnight|e[sd]?t|gmt|p|a|m")
_HALF_DAY = re.compile(r"[ap](?:\.?m)?\.?")


def _beside(words: Words, at: int) -> list[Verb]:
    """Return the verbs that a day at a word can go with: those of its own quotation, or outside any."""
    here = words.quoted[at] if at < len(words.quoted) else 0
    return [v for v in words.verbs if words.quoted[v.first] == here]


def _is_attribute(words: Words, b: int) -> bool:
    """Return whether a day stands before a noun as its attribute: Thursday's deadline, a Sunday tweet."""
    if words.text[words.spans[b - 1][0] : words.spans[b - 1][1]].replace("’", "'").endswith("'s"):
        return True
    if b >= len(words.lower):
        return False
    nouns = words.lower[b : b + 2]
    return (
        nouns[0] in _EVENTS
        or nouns[0] == "'s"
        or (nouns[0].isalpha() and nouns[-1].startswith("deadline"))
    )


_EVENTS = frozenset(
    "deadline deadlines election elections vote meeting summit hearing attack attacks speech address tweet "
    "interview talks statement news announcement debate strike bombing shooting raid ruling decision".split()
)


def _by_preposition(
    words: Words, day: _Day, verbs: Sequence[Verb], left: Verb | None, *, noun: bool
) -> Bearing | None:
    """Return what the word before a day settles: since Monday, by Friday, likely on Sunday."""
    if day.lead in listed("sure_behind"):
        return Bearing("back", bound=True)
    if day.lead in listed("sure_ahead") or _as_early_as(words, day):
        return Bearing("ahead", bound=True)
    moved = left is not None and left.word in listed("moved")
    if day.lead in listed("towards"):
        return _towards(words, day, verbs, moved=moved)
    if day.lead == "to" and moved:
        return Bearing("ahead", bound=True)
    if day.lead == "for" and not noun and not _noun_follows(words, day.b):
        return Bearing("later" if left and left.way in {"later", "open"} else "ahead", bound=True)
    return None


def _as_early_as(words: Words, day: _Day) -> bool:
    before = words.lower[max(day.first - 1, 0) : day.a]
    return any(w in {"early", "soon", "later"} for w in before) and "as" in before[-2:]


def _towards(words: Words, day: _Day, verbs: Sequence[Verb], *, moved: bool) -> Bearing:
    """Return where a limit lies: ahead, unless its own verb is past and moves nothing (had gone by Friday)."""
    begun = _clause_start(words, day.first - 1)
    inside = [v for v in verbs if begun <= v.first < day.first]
    verb = inside[-1] if inside else _main(words, [v for v in verbs if v.first >= day.b])
    moved = bool(inside) and (moved or any(v.way == "ahead" for v in inside))
    behind = verb is not None and verb.way == "back" and not moved
    return Bearing("back" if behind else "ahead", bound=True)


def _noun_follows(words: Words, b: int) -> bool:
    word = words.lower[b] if b < len(words.lower) else ""
    return word.isalpha() and word not in FUNCTION and not _touched(words, b)


def _of_a_noun(words: Words, day: _Day, verbs: Sequence[Verb], left: Verb | None) -> Bearing:
    """Return where a day before a noun lies: mostly behind; ahead with "will" over it, or of a deadline."""
    if any(w.startswith("deadline") for w in words.lower[day.b : day.b + 5]):
        missed = left is not None and left.word in {"missed", "passed", "met"}
        return Bearing("back" if missed else "ahead", bound=True)
    if day.lead in _COMING or day.lead in listed("behind_noun"):
        return Bearing("ahead" if day.lead in _COMING else "back", bound=True)
    begun = _clause_start(words, day.first)
    inside = [v for v in verbs if begun <= v.first < day.first]
    behind = [v for v in verbs if v.first >= day.b]
    if not inside:
        return Bearing(_under_a_noun(behind), bound=False)
    ended, over = _clause_end(words, day.b), inside[-1]
    said = over.last == day.first - 1 and over.word in _SAID
    if said and any(v.way in {"ahead", "later"} for v in behind[:1] if v.first < ended):
        return Bearing("ahead", bound=True)
    held = not _HELD.isdisjoint((day.lead, *words.lower[day.first : day.a]))
    return Bearing(_over_a_noun(over, held=held), bound=True)


def _under_a_noun(behind: Sequence[Verb]) -> Direction:
    """Return where the day of a noun lies that is its sentence's subject: Friday's vote will decide."""
    if behind and behind[0].word in _PUT_OFF:
        return "later"
    return "ahead" if behind and behind[0].way == "ahead" else "back"


_COMING = frozenset({"scheduled", "planned", "upcoming", "expected", "forthcoming"})
_SAID = frozenset(
    "said says announced confirmed warned believes thinks insisted hopes fears".split()
)
_PUT_OFF = frozenset("postponed delayed cancelled canceled moved put rescheduled called".split())
"""What happens to a thing that has not been yet."""


_HELD = frozenset({"at", "in", "for", "during", "of"})


def _over_a_noun(verb: Verb, *, held: bool) -> Direction:
    """Return where a noun's day lies under a verb: will speak at Friday's summit; will appeal Friday's ruling."""
    if verb.way == "ahead":
        return "ahead" if held or verb.word in listed("ahead") else "back"
    return verb.way if held else "back"


def _clause_start(words: Words, at: int) -> int:
    """Return the place of the first word of the clause that a word stands in; quotations are passed over."""
    here = words.quoted[at] if at < len(words.quoted) else 0
    for i in range(at - 1, -1, -1):
        if words.quoted[i] != here:
            continue
        if words.lower[i] in BREAKS or words.lower[i].startswith("--"):
            return i + 1
        opens = words.lower[i] in listed("openers") and not _touched(words, i)
        if opens and not _is_clock(words, i + 1):
            return i + 1
    return 0


def _is_clock(words: Words, at: int) -> bool:
    """Return whether a clock time stands at a word: before 8 p.m., until noon."""
    first, *second = words.lower[at : at + 2]
    hour = first[0].isdigit() and bool(second) and _HALF_DAY.fullmatch(second[0]) is not None
    return hour or first in {"noon", "midnight"}


def _clause_end(words: Words, at: int) -> int:
    for i in range(at, len(words.lower)):
        if words.lower[i] in BREAKS or words.lower[i] in _CLAUSE_ENDERS:
            return i
    return len(words.lower)


_CLAUSE_ENDERS = frozenset("that which who when where while because but although".split())


def _by_verb(words: Words, day: _Day, verbs: Sequence[Verb]) -> Bearing:
    """Return where a day lies by its verb: one that it touches, one of its clause, the nearest before, behind."""
    before = [v for v in verbs if v.last < day.a]
    behind = [v for v in verbs if v.first >= day.b]
    left = before[-1] if before else None
    begun = _clause_start(words, day.first)
    own = _own_verb(words, day, left, behind, begun)
    if own:
        return Bearing(own.way, bound=True, verb=own.word)
    complement = words.lower[day.b : day.b + 1] == ("that",) and not (left and begun > 0)
    if complement or _follows_after(words, begun, day.first):
        return Bearing("back", bound=False)
    ended = _clause_end(words, day.b)
    main = _main(words, [v for v in behind if v.first < ended])
    if main:
        return Bearing(main.way, bound=True, verb=main.word)
    far = left if left and begun > 0 else _main(words, behind)
    return Bearing(far.way, bound=False, verb=far.word) if far else Bearing("none", bound=False)


def _own_verb(
    words: Words, day: _Day, left: Verb | None, behind: Sequence[Verb], begun: int
) -> Verb | None:
    """Return the verb that a day touches, else the one that stands before it in its clause."""
    if left and left.last >= day.first - 1:
        scheduled = left.word in PRESENT_BE
        return replace(left, way="ahead") if scheduled else left
    beside = over_adverbs(words.lower, day.b)
    if behind and beside == behind[0].first and words.lower[beside] != "to":
        return behind[0]
    return left if left and left.first >= begun else None


def _follows_after(words: Words, begun: int, first: int) -> bool:
    """Return whether "after" or its like leads to the day with no verb between: after the vote Sunday."""
    lead = words.lower[max(begun - 1, first - REACH, 0) : first]
    return any(w in {"after", "following", "since", "amid", "despite"} for w in lead)


def _main(words: Words, behind: Sequence[Verb]) -> Verb | None:
    """Return the first verb behind a day that is finite and in no relative clause: On Sunday men who had fled said."""
    behind = [v for v in behind if words.lower[v.first] != "to"]
    for n, verb in enumerate(behind):
        last = words.lower[verb.first - 1] if verb.first else ""
        by = words.lower[verb.last + 1 : verb.last + 2] == ("by",) and verb.first == verb.last
        if (last in {"who", "which"} or by) and n + 1 < len(behind):
            continue
        return verb
    return None
