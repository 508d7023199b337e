"""What keeps two sentences of like words from reporting one fact: figures, days, contraries, roles, plan against deed.

Each rule names itself, so that a pair that a figure alone keeps apart can be looked at again
(`findings.counts`). What a sentence brings to the rules is laid out once (`lay_out`); a rule compares two such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefgen.analysis.readings import Reading
from briefgen.language.english.capitals import share_name
from briefgen.language.english.claimed import claim_of
from briefgen.language.english.contraries import (
    are_synonyms,
    contraries,
    counted_as,
    particles_differ,
    words_of,
)
from briefgen.language.english.numerals import NUMBER_WORDS, value_of
from briefgen.language.english.quantities import Measured
from briefgen.language.tokens import stem, stop_words, terms, words
from briefgen.language.units import agree, dimension_of
from briefgen.model.dates import span_of

_STAGE = {
    "stated": "done", "reported": "done", "negated": "not", "denied": "not",
    "forecast": "ahead", "possible": "open", "rumoured": "open",
}  # fmt: skip
"""What a sentence's status makes of its event; two that differ are no one fact."""
_TOWARD = frozenset("to into toward towards onto for".split())
_AWAY = frozenset("from off".split())
_PLACED = _TOWARD | _AWAY | frozenset("in at near of on outside inside with over through".split())
_BE = frozenset("was were been being is are be".split())
_QUOTATION = re.compile(r"[“\"]([^“”\"]+)")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Laid:
    """A sentence as the rules look at it."""

    reading: Reading
    words: tuple[str, ...]
    """Its words as they are."""
    stems: tuple[str, ...]
    """Their stems."""
    plain: tuple[str, ...]
    """Its content terms, each figure as its value: 1,250 pupils, 1 250 pupils and twelve hundred and fifty are one."""
    quoted: tuple[str, ...]
    """Stems of the words between quotation marks."""
    content: frozenset[str]
    """Stems of those that are no stop words."""
    every: frozenset[str]
    """All stems."""
    numbers: frozenset[float]
    """Its numbers, in digits or in words; those of days and years with them."""
    negated: frozenset[str]
    """Content stems that a negation stands right before."""
    subject: str
    """The first name that no preposition places, where it acts; the one behind "by" of a passive."""
    towards: frozenset[str]
    """Capital words behind "to"."""
    away: frozenset[str]
    """Capital words behind "from"."""
    names: frozenset[str]
    """Words with a capital, small letters, but for a first word."""
    every_word: frozenset[str]
    """All words, small letters."""
    calendar: frozenset[str]
    """Stems of weekdays and months."""
    contraries: tuple[str, ...]
    """Stems that have contraries, in the order of the alphabet."""
    named: tuple[frozenset[str], ...]
    """Its names, without days and months, and that of who says it, whom it may call "he"."""
    claimed: frozenset[str]
    """Content terms of what is said, without who says it."""
    stage: str
    """What it makes of its event: done, not, ahead, open."""
    speaker: frozenset[str]
    """Words of who says it, small letters."""
    dates: frozenset[str]
    """Its days (ISO 8601)."""
    days: frozenset[int]
    """The same as numbers."""
    figures: Mapping[str, Sequence[Measured]]
    """Its figures by what they count or measure."""
    quotes: int
    """1 where a quotation mark stands in it."""


def names_among(found: Sequence[str]) -> frozenset[str]:
    """Return the words with a capital among those of a sentence, in small letters; its first word may be none."""
    return frozenset(w.lower() for w in found[1:] if w[:1].isupper())


def lay_out(reading: Reading) -> Laid:
    """Return a sentence laid out for the rules."""
    found = words(reading.sentence.text)
    stems = tuple(stem(w) for w in found)
    stop = stop_words()
    content = frozenset(s for s, w in zip(stems, found, strict=True) if w.lower() not in stop)
    capital = [w[:1].isupper() for w in found]
    low = [w.lower() for w in found]
    behind = _behind(low, capital)
    return Laid(
        reading=reading,
        words=found,
        stems=stems,
        plain=plain_terms(reading),
        quoted=tuple(
            stem(w) for part in _QUOTATION.findall(reading.sentence.text) for w in words(part)
        ),
        content=content,
        every=frozenset(stems),
        numbers=frozenset(_numbers_of(reading)),
        negated=frozenset(_negated(low, stems)),
        subject=_subject(low, capital),
        towards=frozenset(w for p, w in behind if p in _TOWARD),
        away=frozenset(w for p, w in behind if p in _AWAY),
        names=names_among(found),
        every_word=frozenset(low),
        calendar=_CALENDAR.intersection(stems),
        contraries=tuple(sorted(contraries().keys() & set(stems))),
        named=_names_of(reading),
        claimed=frozenset(terms(claim_of(reading.sentence.text, reading.attribution.who))),
        stage="not" if reading.denies else _STAGE[reading.attribution.status],
        speaker=frozenset((reading.attribution.who or "").lower().split()),
        dates=frozenset(d.date for d in reading.dates if d.precision == "day"),
        days=days_of(reading),
        figures=_by_kind(reading),
        quotes=int(any(mark in reading.sentence.text for mark in '"“”')),
    )


def plain_terms(reading: Reading) -> tuple[str, ...]:
    """Return the content terms of a sentence, each figure as its value before the words of what it counts."""
    if not reading.quantities:
        return reading.sequence
    text = reading.sentence.text
    for m in reading.quantities:
        kept = [w for w in words(m.phrase) if w[0].isalpha() and w.lower() not in _SCALES]
        text = text.replace(m.phrase, f" {_shown(m.value)} {' '.join(kept)} ", 1)
    return terms(text)


_SCALES = NUMBER_WORDS | frozenset(
    "mln bn million billion trillion hundred thousand lakh crore m b k and".split()
)


def _shown(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _behind(low: Sequence[str], capital: Sequence[bool]) -> list[tuple[str, str]]:
    """Return each preposition of place that stands before a capital word, with the word."""
    found = []
    for n, word in enumerate(low):
        if word in _PLACED:
            at = n + 1 + (n + 1 < len(low) and low[n + 1] == "the")
            while at < len(low) and capital[at]:
                found.append((word, low[at]))
                at += 1
    return found


def _numbers_of(reading: Reading) -> Iterator[float]:
    """Yield the values of a sentence's figures, and the other numbers that it writes."""
    text = reading.sentence.text
    for m in reading.quantities:
        yield from (v for v in (m.value, m.upper) if v is not None)
        text = text.replace(m.phrase, " ", 1)
    yield from _numbers([w.lower() for w in words(text)])


def _numbers(low: Sequence[str]) -> Iterator[float]:
    for word in low:
        if _DIGITS.fullmatch(word):
            yield float(word.replace(",", "")) if word.count(".") < 2 else 0.0  # noqa: PLR2004
        elif word in NUMBER_WORDS and word not in {"a", "an", "one"}:
            yield _value(word)


def _value(word: str) -> float:
    try:
        return float(value_of(word))
    except (KeyError, ValueError):
        return 0.0


REACH = 3
"""Words behind a negation that it takes back."""


def _negated(low: Sequence[str], stems: Sequence[str]) -> Iterator[str]:
    listed = words_of("negations")
    for n, word in enumerate(low):
        if word in listed or word.endswith(("n't", "n’t")):
            yield from (
                s
                for w, s in zip(
                    low[n + 1 : n + 1 + REACH], stems[n + 1 : n + 1 + REACH], strict=True
                )
                if w not in stop_words()
            )


def _subject(low: Sequence[str], capital: Sequence[bool]) -> str:
    """Return the last word of the name that acts, small letters; empty where none does."""
    by = next((n for n in range(1, len(low)) if low[n] == "by" and _is_passive(low, n)), None)
    at = by + 1 if by is not None else 0
    while at < len(low):
        if not capital[at] or (at and low[at - 1] in _PLACED):
            at += 1
            while at < len(low) and capital[at] and low[at - 1] in _PLACED:
                at += 1
            continue
        while at + 1 < len(low) and capital[at + 1]:
            at += 1
        if low[at] not in stop_words():
            return low[at]
        at += 1
    return ""


def _is_passive(low: Sequence[str], by: int) -> bool:
    return any(w in _BE for w in low[max(0, by - 4) : by])


def vetoes(a: Laid, b: Laid) -> list[str]:
    """Return the rules that keep two sentences apart; none where nothing does."""
    return [name for name, rule in _RULES.items() if rule(a, b)]


def strangers(a: Laid, b: Laid) -> bool:
    """Return whether both name somebody or some place, and nothing in common; a day or a month is no name."""
    actors = set(a.reading.concepts.actors) & set(b.reading.concepts.actors)
    return bool(a.named and b.named) and not actors and not share_name(a.named, b.named)


def _names_of(reading: Reading) -> tuple[frozenset[str], ...]:
    """Return the names of a sentence and of its speaker; a day or a month is none."""
    who = [w.lower() for w in words(reading.attribution.who or "") if w[0].isupper()]
    told = (*reading.named, frozenset(who))
    return tuple(n for n in told if any(stem(w) not in _CALENDAR and w not in _SHORT for w in n))


def _claims_differ(a: Laid, b: Laid) -> bool:
    """Return whether both give somebody's words, and these have little in common."""
    if not a.speaker or not b.speaker:
        return False
    shorter = min(len(a.claimed), len(b.claimed))
    return len(a.claimed & b.claimed) < CLAIMED * shorter


CLAIMED = 0.45
"""Share of the shorter of two statements that both must have: who says two things says them of one matter."""
_SHORT = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())


def _stages_differ(a: Laid, b: Laid) -> bool:
    return a.stage != b.stage


def negations_differ(a: Laid, b: Laid) -> bool:
    """Return whether one takes back what the other says."""
    return bool((a.negated & b.content) - b.negated or (b.negated & a.content) - a.negated)


def figures_differ(a: Laid, b: Laid) -> bool:
    """Return whether they count or measure the same and no figure of it agrees."""
    first, second = a.figures, b.figures
    return any(
        not any(same_figure(m, n) for m in first[kind] for n in second[kind])
        and not any(m.value in b.numbers for m in first[kind])
        and not any(n.value in a.numbers for n in second[kind])
        for kind in first
        if kind in second
    )


def _by_kind(reading: Reading) -> dict[str, list[Measured]]:
    """Return a sentence's figures by what they count or measure."""
    found: dict[str, list[Measured]] = {}
    for m in reading.quantities:
        found.setdefault(kind_of_figure(m), []).append(m)
    return found


def kind_of_figure(figure: Measured) -> str:
    """Return what a figure counts or measures: a dimension, else the noun that stands for its like."""
    return counted_as(dimension_of(figure.unit))


def same_figure(a: Measured, b: Measured) -> bool:
    """Return whether two figures of a kind can be one; of counts under two nouns the numbers alone are compared."""
    unit = a.unit if dimension_of(a.unit) != dimension_of(b.unit) else b.unit
    return agree((a.value, a.unit, a.qualifier), (b.value, unit, b.qualifier))


def numbers_differ(a: Laid, b: Laid) -> bool:
    """Return whether each has numbers that the other lacks."""
    return bool(a.numbers - b.numbers and b.numbers - a.numbers)


def days_of(reading: Reading) -> frozenset[int]:
    """Return the days that a sentence gives, as numbers."""
    days = (d.date for d in reading.dates if d.precision == "day")
    return frozenset(span_of(day)[0].toordinal() for day in days)


def days_differ(a: Laid, b: Laid) -> bool:
    """Return whether both give days and none in common, or different weekdays, months or years."""
    first, second = a.days, b.days
    if first and second:
        close = _alike_otherwise(a, b)
        return not any(abs(x - y) <= (0 if close else 1) for x in first for y in second)
    said = a.calendar, b.calendar
    return bool(said[0] and said[1] and not said[0] & said[1]) and _alike_otherwise(a, b)


_CALENDAR = frozenset(
    stem(w)
    for w in "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december today yesterday tomorrow".split()
)


def contrary(a: Laid, b: Laid) -> bool:
    """Return whether a word of one is the contrary of a word of the other that stands in its place."""
    table = contraries()
    return any(
        _in_one_place(a, w, b, other)
        for w in a.contraries
        if w not in b.every
        for other in b.contraries
        if other in table[w] and other not in a.every
    )


def _in_one_place(a: Laid, word: str, b: Laid, other: str) -> bool:
    """Return whether two words stand near a content word that both sentences have."""
    at, there = a.stems.index(word), b.stems.index(other)
    near = (
        set(a.stems[max(0, at - NEAR) : at + NEAR + 1]),
        set(b.stems[max(0, there - NEAR) : there + NEAR + 1]),
    )
    return bool(near[0] & near[1] & a.content)


NEAR = 4
"""Words before and behind a contrary among which a common one shows that they stand in one place."""


def _directions_differ(a: Laid, b: Laid) -> bool:
    """Return whether one goes where the other comes from."""
    there = (a.towards & b.away) - a.away - b.towards
    back = (a.away & b.towards) - a.towards - b.away
    return bool(there and back)


def _roles_differ(a: Laid, b: Laid) -> bool:
    """Return whether each names whom the other has act, and another acts in it."""
    if not a.subject or not b.subject or a.subject == b.subject:
        return False
    named = a.subject in b.every_word and b.subject in a.every_word
    return named and _alike_otherwise(a, b)


ALIKE = 0.7
"""Share of the longer sentence's content words that both have where they are of otherwise the same words."""


def _alike_otherwise(a: Laid, b: Laid) -> bool:
    return len(a.content & b.content) >= ALIKE * max(len(a.content), len(b.content))


def _replaced(a: Laid, b: Laid) -> bool:
    """Return whether one content word stands in another's place among the same words, and is no synonym.

    Nobody can list all contraries; what alone differs between two sentences of otherwise the same words is
    what they differ about.
    """
    if not _alike_otherwise(a, b):
        return False
    matcher = SequenceMatcher(None, a.stems, b.stems, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "replace" or j - i > RUN or m - k > RUN:
            continue
        left = [s for s in _telling(a, i, j) if s not in b.every]
        right = [s for s in _telling(b, k, m) if s not in a.every]
        if left and right and not any(are_synonyms(x, y) for x in left for y in right):
            return True
    return False


def _telling(laid: Laid, start: int, end: int) -> list[str]:
    """Return the stems of the content words of a stretch; figures have a rule of their own."""
    return [
        s
        for s, w in zip(laid.stems[start:end], laid.words[start:end], strict=True)
        if w.lower() not in stop_words() | _SCALES and w[0].isalpha()
    ]


RUN = 3
"""Words in one another's place that are compared one with another; a longer stretch is another wording."""


def _turned(a: Laid, b: Laid) -> bool:
    """Return whether a small word turns round what two sentences of nearly the same words say: on, off."""
    same = len(a.content & b.content) >= TURNED * max(1, len(a.content | b.content))
    return same and particles_differ([w.lower() for w in a.words], [w.lower() for w in b.words])


TURNED = 0.75
"""Share of content words from which a small word can turn a sentence round: of others it may belong to anything."""
_RULES = {
    "particle": _turned,
    "name": strangers,
    "stage": _stages_differ,
    "negation": negations_differ,
    "figure": figures_differ,
    "number": numbers_differ,
    "day": days_differ,
    "contrary": contrary,
    "direction": _directions_differ,
    "role": _roles_differ,
    "claim": _claims_differ,
    "word": _replaced,
}
_LOOSE = frozenset({"stage", "negation", "number", "contrary"})
"""Rules that hold only for sentences of otherwise the same words: what a sentence's status and negations belong
to is told too roughly for others (of 484 labelled same pairs they would keep 150 apart)."""


def keep_apart(a: Laid, b: Laid, rules: Sequence[str]) -> tuple[str, ...]:
    """Return those rules out of some that two sentences broke for which they are never printed as one fact."""
    close = _alike_otherwise(a, b)
    verbatim = bool(rules) and longest_run(a.quoted, b.quoted) >= _QUOTED
    return tuple(
        r for r in rules if (close or r not in _LOOSE) and not (verbatim and r in _OF_THE_FRAME)
    )


_QUOTED = 9
"""Words in a row between quotation marks of both from which they give the same words of somebody."""
_OF_THE_FRAME = frozenset({"stage", "day", "role", "word", "name"})
"""Rules that around the same words of somebody only compare who gives them and when."""


def longest_run(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the length of the longest run of words that both have."""
    places: dict[str, list[int]] = {}
    for n, word in enumerate(second):
        places.setdefault(word, []).append(n)
    best, ending = 0, dict[int, int]()
    for word in first:
        held = places.get(word)
        if held is None:
            ending = {}
            continue
        ending = {n: ending.get(n - 1, 0) + 1 for n in held}
        best = max(best, *ending.values())
    return best
