"""Which words stand where about the verbs of a sentence: who acts, what is acted on, what stands behind which preposition.

No parse is made: a verb takes what stands before it in its clause and what stands behind it up to the next, and an
active sentence and its passive give the same. That shows that two words have changed places (`swapped`), or that the
same do something else to the same (`other_deeds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefgen.language.english.numerals import NUMBER_WORDS, SCALE_WORDS, value_of
from briefgen.language.english.thesaurus import forms_of, with_particle
from briefgen.language.english.verb_groups import BREAKS, Verb, Words, read_words
from briefgen.language.tokens import stem, stop_words
from briefgen.language.units import unit_of

Slot = tuple[str, str]
"""A verb's stem and a place: "agent", "object", "loose" or a preposition."""

_BE = frozenset("is are was were be been being gets got".split())
_AND = frozenset("and or but".split())
_OPENS = frozenset(
    "that who which whom whose when while as because after before since until if though although where than whether".split()
)
"""Words that begin a clause of their own, if a verb follows."""
_PREPOSITIONS = frozenset(
    "in on at to into onto from off over under against for with without by near through toward towards between among "
    "behind beside despite during about across along around inside outside upon via within beyond ahead until since "
    "after before as".split()
)
_ENDS_PHRASE = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow year month week".split()
)
"""Words that close a phrase of time: what follows belongs to the clause again."""
_DETERMINERS = frozenset("the a an its his her their this that these those some no".split())
_LITTLE = frozenset("of 's s".split())
_SAYS = frozenset(
    "said says say told tells argued argues insisted insists claimed claims believes believed thinks thought added adds warned".split()
)
"""Verbs behind which mostly a clause stands, whose "that" may be left out."""
_TURNED = frozenset(
    frozenset(pair.split("/"))
    for pair in "from/to from/into for/against with/without inside/outside".split()
)
"""Prepositions that are each other's contrary."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb group: the words it covers, its verb, whether it is passive and whether it needs no words before it."""

    first: int
    last: int
    verb: str
    passive: bool
    bare: bool


@lru_cache(maxsize=4096)
def slots_of(text: str) -> frozenset[tuple[Slot, str]]:
    """Return the content words of a sentence, one stem for all forms of a word, each with its place."""
    words = read_words(text)
    return frozenset(
        (slot, form_of(words.lower[at])) for slot, at in _placed(words) if _tells(words.lower[at])
    )


@lru_cache(maxsize=4096)
def _names(text: str) -> frozenset[str]:
    """Return the words with a capital, as they stand in slots."""
    words = read_words(text)
    return frozenset(
        form_of(low)
        for low, (start, _) in zip(words.lower, words.spans, strict=True)
        if text[start].isupper() and _tells(low)
    )


def _tells(word: str) -> bool:
    return word[0].isalpha() and word not in stop_words() | _ENDS_PHRASE


def form_of(word: str) -> str:
    """Return one stem for all forms of a word: froze, freeze."""
    found = stem(word)
    return min(forms_of(found) - {found}, default=found)


def _placed(words: Words) -> Iterator[tuple[Slot, int]]:
    """Yield each word's slot with its number."""
    low, deeds = words.lower, list(_deeds(words))
    start = 0
    for n, deed in enumerate(deeds):
        following = deeds[n + 1] if n + 1 < len(deeds) else None
        for role, at in _phrases(low[: deed.first], start, behind=False):
            if role or not deed.bare:  # who does it is told elsewhere
                yield (deed.verb, _role(role, deed, behind=False)), at
        end = _clause_end(low[: following.first], deed.last + 1) if following else len(low)
        if following and end == following.first and _reports(low, deed) and not following.bare:
            end = deed.last + 1
        for role, at in _phrases(low[:end], deed.last + 1, behind=True):
            yield (deed.verb, _role(role, deed, behind=True)), at
        start = deed.last + 1 if following and following.bare else end


def _reports(low: Sequence[str], deed: _Deed) -> bool:
    """Return whether what stands behind a verb is said, and not what it acts on: police said the man fled."""
    return low[deed.last] in _SAYS


def _deeds(words: Words) -> Iterator[_Deed]:
    """Yield the verbs in order, participles that take something with them: killing nine."""
    low = words.lower
    known = {verb.first: verb for verb in words.verbs}
    at = 0
    while at < len(low):
        if at in known:
            deed = _finite(low, known[at])
            yield deed
            at = deed.last
        elif _is_participle(low, at):
            yield _Deed(at, at, form_of(low[at]), passive=False, bare=True)
        at += 1


def _finite(low: Sequence[str], verb: Verb) -> _Deed:
    """Return a verb group as a deed, the particle of its verb with it: turned down."""
    last, word = verb.last, low[verb.last]
    by = verb.first == last and low[last + 1 : last + 2] == ("by",) and word.endswith(("ed", "en"))
    passive = by or (
        not _BE.isdisjoint(low[verb.first : last]) and not word.endswith(("ing", "be"))
    )
    whole = with_particle(form_of(word), low[last + 1]) if last + 1 < len(low) else ""
    return _Deed(
        verb.first, last + bool(whole), whole or form_of(word), passive, low[verb.first] == "to"
    )


def _is_participle(low: Sequence[str], at: int) -> bool:
    behind = low[at + 1] if at + 1 < len(low) else "."
    return (
        at > 0
        and low[at].endswith("ing")
        and low[at - 1] not in _DETERMINERS
        and behind[0].isalnum()
        and behind not in _PREPOSITIONS | _LITTLE | _AND
    )


def _clause_end(low: Sequence[str], start: int) -> int:
    """Return where what stands behind a verb ends: before the words that belong to the next, with which they end."""
    opened = [n for n in range(start, len(low)) if low[n] in _OPENS or low[n] in BREAKS]
    if opened:
        return opened[-1] if low[opened[-1]] in _OPENS else opened[0]
    return max((n for n in range(start, len(low)) if low[n] in _AND), default=len(low))


def _phrases(low: Sequence[str], start: int, *, behind: bool) -> Iterator[tuple[str, int]]:
    """Yield the words from a place on with the preposition that each stands behind, "" behind none."""
    role = ""
    for n in range(start, len(low)):
        word = low[n]
        if word in _ENDS_PHRASE or word in BREAKS:
            role = "loose" if behind and word in BREAKS else ""
        elif word in _PREPOSITIONS:
            role = word
        elif word not in _LITTLE | _AND:
            yield role, n


def _role(role: str, deed: _Deed, *, behind: bool) -> str:
    if role == "by" and deed.passive:
        return "agent"
    if role:
        return role
    if deed.passive:
        return "loose" if behind else "object"
    return "object" if behind else "agent"


def swapped(first: str, second: str) -> bool:
    """Return whether two words of one sentence stand in one another's places in another, or one comes whence it went.

    Where the names stay in their places their descriptions may change: a brewer bought its rival, its rival was bought
    by the brewer.
    """
    one, other = slots_of(first), slots_of(second)
    names = _names(first) & _names(second)
    held = {slot for slot, word in one & other if word in names}
    gone, come = _moved(one - other), _moved(other - one)
    for slot, word in gone:
        for there in {s for s, w in come if w == word}:
            if slot[0] == there[0] and frozenset((slot[1], there[1])) in _TURNED:
                return True
            back = {w for s, w in come if s == slot} & {w for s, w in gone if s == there}
            if back and ((word in names and back & names) or not {slot, there} <= held):
                return True
    return _another_acts(one, other, names) or any(
        (y, x) in _acts_on(first) for x, y in _acts_on(second) - _acts_on(first) if {x, y} <= names
    )


def _another_acts(
    one: frozenset[tuple[Slot, str]], other: frozenset[tuple[Slot, str]], names: frozenset[str]
) -> bool:
    """Return whether of two names that both sentences have each does the same deed in one of them."""
    here, there = (
        {(slot[0], word) for slot, word in side if slot[1] == "agent" and word in names}
        for side in (one - other, other - one)
    )
    said = {stem(word) for word in _SAYS}
    return any(verb == deed and verb not in said for verb, _ in here for deed, _ in there)


def _moved(slots: frozenset[tuple[Slot, str]]) -> frozenset[tuple[Slot, str]]:
    """Return what stands in the places that show who does what to whom: not what only stands beside."""
    return frozenset((slot, word) for slot, word in slots if slot[1] != "loose")


def _acts_on(text: str) -> frozenset[tuple[str, str]]:
    """Return which word acts on which, whatever it does."""
    return frozenset(
        (x, y)
        for places in _by_verb(text).values()
        for x in places["agent"]
        for y in places["object"]
        if x != y
    )


def other_deeds(first: str, second: str) -> Iterator[tuple[str, str]]:
    """Yield the verbs by which the same do something to the same, one in each of two sentences that the other lacks.

    One verb with and without its particle counts whatever it is done to: they voted, they voted it down.
    """
    here, there = _all_words(first), _all_words(second)
    for verb, places in _told(first):
        for rival, others in _told(second):
            if _is_told(verb, there) or _is_told(rival, here):
                continue
            if not places["agent"] & others["agent"]:
                continue
            (base, _, small), (root, _, little) = verb.partition("_"), rival.partition("_")
            if base == root:
                if not {small, little} - {""} <= _every(first) & _every(second):
                    yield verb, rival
            elif places["object"] & others["object"]:
                yield verb, rival


def _is_told(verb: str, words: frozenset[str]) -> bool:
    """Return whether a verb, or a noun of it, is among some words: injured, an injury."""
    return verb in words or (len(verb) >= NOUN and any(word.startswith(verb) for word in words))


NOUN = 5
"""Letters of a verb's stem from which the words that begin with it are of it."""
_LIGHT = frozenset(
    map(
        form_of,
        "suffer make take give get hold set find see show become involve include remain keep use put_up".split(),
    )
)
"""Verbs that say little of what is done: suffered an injury, put up 23 points."""


@lru_cache(maxsize=4096)
def _told(text: str) -> Sequence[tuple[str, Mapping[str, set[str]]]]:
    """Return the verbs that a sentence tells of somebody, with the words about them; no infinitives, no light verbs."""
    finite = {deed.verb for deed in _deeds(read_words(text)) if not deed.bare}
    return [
        (verb, places)
        for verb, places in _by_verb(text).items()
        if verb in finite - stop_words() - _LIGHT
    ]


@lru_cache(maxsize=4096)
def counted(text: str) -> Mapping[str, frozenset[float]]:
    """Return how many each verb is told to have acted on, in plain numbers: killed nine pupils."""
    words = read_words(text)
    found: dict[str, set[float]] = {}
    for (verb, role), at in _placed(words):
        if role == "object" and (value := _count(words.lower, at)):
            found.setdefault(verb, set()).add(value)
    return {verb: frozenset(values) for verb, values in found.items()}


def _count(low: Sequence[str], at: int) -> float:
    """Return the value of a plain number that counts what stands behind it, 0 of other words; of nothing roughly given."""
    beside = {*low[max(0, at - 2) : at], *low[at + 1 : at + 2]}
    word = low[at].replace(",", "")
    if at + 1 < len(low) and unit_of(low[at + 1]):
        return 0.0  # measures have a rule of their own
    known = word.isdecimal() or (NUMBER_WORDS - SCALE_WORDS).issuperset(word.split("-"))
    if (
        not known
        or at + 1 == len(low)
        or not low[at + 1][0].isalpha()
        or not beside.isdisjoint(_ROUGH)
    ):
        return 0.0
    return float(value_of(word))


_ROUGH = SCALE_WORDS | frozenset(
    "than least most about around some nearly almost over up percent per cent".split()
)


def _every(text: str) -> frozenset[str]:
    return frozenset(read_words(text).lower)


@lru_cache(maxsize=4096)
def _by_verb(text: str) -> Mapping[str, Mapping[str, set[str]]]:
    """Return the words about each verb by their places."""
    found: dict[str, dict[str, set[str]]] = {}
    for (verb, role), word in slots_of(text):
        found.setdefault(verb, {"agent": set(), "object": set()}).setdefault(role, set()).add(word)
    return found


def agents(text: str) -> Mapping[str, set[str]]:
    """Return who acts by each verb."""
    return {verb: places["agent"] for verb, places in _by_verb(text).items()}


def _all_words(text: str) -> frozenset[str]:
    slots = slots_of(text)
    return frozenset(word for _, word in slots) | {verb for (verb, _), _ in slots}
