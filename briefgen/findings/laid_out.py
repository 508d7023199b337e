"""Sentences laid out for the rules that compare two of them: each when it is first asked for, and what it can bring before that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import takewhile

from briefgen.analysis.readings import Reading
from briefgen.language.english.claimed import claim_of
from briefgen.language.english.contraries import contraries, counted_as, words_of
from briefgen.language.english.main_verbs import main_verb
from briefgen.language.english.numerals import NUMBER_WORDS, value_of
from briefgen.language.english.persons import surname_of
from briefgen.language.english.quantities import Measured
from briefgen.language.english.settings import hours_of, opening_place
from briefgen.language.english.thesaurus import forms_of
from briefgen.language.tokens import parts_clauses, scan, stem, stop_words, terms, words
from briefgen.language.units import dimension_of, unit_of
from briefgen.model.dates import span_of

_STAGE = {
    "stated": "done", "reported": "done", "negated": "not", "denied": "not",
    "forecast": "ahead", "possible": "open", "rumoured": "open",
}  # fmt: skip
"""What a sentence's status makes of its event; two that differ are no one fact."""
_TOWARD = frozenset("to into toward towards onto for".split())
_AWAY = frozenset("from off".split())
_PLACED = _TOWARD | _AWAY | frozenset("in at near of on outside inside with over through".split())
_BEFORE_MONTH = frozenset(
    "in by since until till last next this early late mid of through from to between".split()
)
_BE = frozenset("was were been being is are be".split())
_QUOTATION = re.compile(r"[“\"]([^“”\"]+)")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_CALENDAR = frozenset(
    stem(w)
    for w in "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december today yesterday tomorrow".split()
)
_SHORT = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())


class Laid:
    """A sentence as the rules look at it: each thing is worked out when a rule first asks for it.

    Of the pairs that are looked at few are likely, and most rules are asked of those alone.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._text = reading.sentence.text
        self._who = reading.attribution.who

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words as they are."""
        return words(self._text)

    @cached_property
    def _low(self) -> list[str]:
        return [w.lower() for w in self.words]

    @cached_property
    def _capital(self) -> list[bool]:
        return [w[:1].isupper() for w in self.words]

    @cached_property
    def _behind(self) -> list[tuple[str, str]]:
        return _behind(self._low, self._capital)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Their stems."""
        return tuple(map(stem, self.words))

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Its content terms, each figure as its value: 1,250 pupils, 1 250 pupils and twelve hundred and fifty are one."""
        return plain_terms(self.reading)

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """Stems of the words between quotation marks."""
        return tuple(stem(w) for part in _QUOTATION.findall(self._text) for w in words(part))

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems of those that are no stop words."""
        stop = stop_words()
        return frozenset(s for s, w in zip(self.stems, self._low, strict=True) if w not in stop)

    @cached_property
    def every(self) -> frozenset[str]:
        """All stems."""
        return frozenset(self.stems)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The same with those of the words that they may be forms of."""
        return frozenset(f for s in self.stems for f in forms_of(s))

    @cached_property
    def initials(self) -> frozenset[str]:
        """What its names of several words may be shortened to: IMF."""
        return frozenset(_initials(self.words))

    @cached_property
    def units(self) -> frozenset[str]:
        """Stems of the units that its figures are given in."""
        given = (m for m in self.reading.quantities if unit_of(m.unit))
        return frozenset(stem(w) for m in given for w in words(m.phrase))

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Its numbers, in digits or in words; those of days and years with them."""
        return frozenset(_numbers_of(self.reading))

    @cached_property
    def ranks(self) -> frozenset[str]:
        """Its ordinals and its scores, as digits: 2, 90, 3-1; none of days."""
        return frozenset(_ranks(self._low))

    @cached_property
    def negated(self) -> frozenset[str]:
        """Content stems that a negation stands right before."""
        parted = [parts_clauses(mark) for mark, _ in scan(self._text)]
        return frozenset(_negated(self._low, self.stems, parted))

    @cached_property
    def subject(self) -> frozenset[str]:
        """Words of the first name that no preposition places, where it acts; of the one behind "by" of a passive."""
        return _subject(self._low, self._capital)

    @cached_property
    def towards(self) -> frozenset[str]:
        """Capital words behind "to"."""
        return frozenset(w for p, w in self._behind if p in _TOWARD)

    @cached_property
    def away(self) -> frozenset[str]:
        """Capital words behind "from"."""
        return frozenset(w for p, w in self._behind if p in _AWAY)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words with a capital, small letters, but for a first word."""
        return names_among(self.words)

    @cached_property
    def every_word(self) -> frozenset[str]:
        """All words, small letters."""
        return frozenset(self._low)

    @cached_property
    def calendar(self) -> frozenset[str]:
        """Stems of weekdays and months."""
        return _CALENDAR.intersection(self.stems) | _may(self._low, self._capital)

    @cached_property
    def contraries(self) -> tuple[str, ...]:
        """Stems that have contraries, in the order of the alphabet."""
        return tuple(sorted(contraries().keys() & self.every))

    @cached_property
    def named(self) -> tuple[frozenset[str], ...]:
        """Its names, without days and months, and that of who says it, whom it may call "he"."""
        return _names_of(self.reading)

    @cached_property
    def claimed(self) -> frozenset[str]:
        """Content terms of what is said, without who says it."""
        return frozenset(terms(claim_of(self._text, self._who)))

    @cached_property
    def stage(self) -> str:
        """What it makes of its event: done, not, ahead, open."""
        return "not" if self.reading.denies else _STAGE[self.reading.attribution.status]

    @cached_property
    def speaker(self) -> frozenset[str]:
        """Words of who says it, small letters."""
        return frozenset((self._who or "").lower().split())

    @cached_property
    def dates(self) -> frozenset[str]:
        """Its days (ISO 8601)."""
        return frozenset(d.date for d in self.reading.dates if d.precision == "day")

    @cached_property
    def days(self) -> frozenset[int]:
        """The same as numbers."""
        return days_of(self.reading)

    @cached_property
    def figures(self) -> Mapping[str, Sequence[Measured]]:
        """Its figures by what they count or measure."""
        return _by_kind(self.reading)

    @cached_property
    def quotes(self) -> int:
        """1 where a quotation mark stands in it."""
        return int(any(mark in self._text for mark in '"“”'))

    @cached_property
    def deed(self) -> str:
        """Stem of the verb of what it tells."""
        return stem(main_verb(self._text, self._who))

    @cached_property
    def surname(self) -> str:
        """The last name of the person who says it; empty where nobody does, or no one person."""
        return surname_of(self._who or "")

    @cached_property
    def hours(self) -> frozenset[int]:
        """Its hours, in minutes from midnight."""
        return hours_of(self._text)

    @cached_property
    def opening(self) -> frozenset[str]:
        """Words of the place that it opens with."""
        return opening_place(self._text)

    @cached_property
    def hindered(self) -> frozenset[str]:
        """Stems of deeds that it says somebody was kept from."""
        return frozenset(_hindered(self._low, self.stems))

    @cached_property
    def beside(self) -> Mapping[float, frozenset[str]]:
        """Of each number that stands in it once the stems right before and behind it."""
        return _beside(self._low, self.stems)

    @cached_property
    def uncounted(self) -> frozenset[float]:
        """Its numbers without those that count or measure something that is known."""
        return self.numbers - {v for m in self.reading.quantities for v in (m.value, m.upper)}


def names_among(found: Sequence[str]) -> frozenset[str]:
    """Return the words with a capital among those of a sentence, in small letters; its first word may be none."""
    return frozenset(filter(None, map(_as_name, found[1:])))


@lru_cache(maxsize=200_000)
def _as_name(word: str) -> str:
    """Return a word with a capital in small letters; nothing for another."""
    return word.lower() if word[:1].isupper() else ""


@lru_cache(maxsize=200_000)
def _is_number(word: str) -> bool:
    return word[0].isdigit() or word.lower() in NUMBER_WORDS


def plain_terms(reading: Reading) -> tuple[str, ...]:
    """Return the content terms of a sentence, each figure as its value before the words of what it counts."""
    if not reading.quantities:
        return reading.sequence
    text = reading.sentence.text
    for m in reading.quantities:
        kept = [w for w in words(m.phrase) if w[0].isalpha() and w.lower() not in SCALES]
        text = text.replace(m.phrase, f" {_shown(m.value)} {' '.join(kept)} ", 1)
    return terms(text)


_EMPTY = frozenset("and the a an of than more less least most at about some".split())
"""Words beside a number that show nothing of what it counts."""
SCALES = NUMBER_WORDS | frozenset(
    "mln bn million billion trillion hundred thousand lakh crore m b k and".split()
)


def _shown(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _initials(found: Sequence[str]) -> Iterator[str]:
    """Yield the first letters of each run of words with a capital; small words between them are passed over."""
    for first in range(len(found)):
        letters = ""
        for word in found[first:]:
            if word[0].isupper():
                letters += word[0]
            elif word not in _IN_NAMES:
                break
            if len(letters) > 1:
                yield from (letters, ".".join(letters))


_IN_NAMES = frozenset("of the and for on in".split())


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
    yield from (v for _, v in _numbered(low))


def _numbered(low: Sequence[str]) -> Iterator[tuple[int, float]]:
    """Yield the place and the value of each word that is a number, in digits or spelt; "one" and "a" are none."""
    for n, word in enumerate(low):
        if word[0].isdigit():
            if _DIGITS.fullmatch(word):
                yield n, float(word.replace(",", "")) if word.count(".") < 2 else 0.0  # noqa: PLR2004
        elif word in NUMBER_WORDS and word not in {"a", "an", "one"}:
            yield n, _value(word)


def _beside(low: Sequence[str], stems: Sequence[str]) -> dict[float, frozenset[str]]:
    """Return the stems right before and behind each number that stands in a sentence once."""
    numbered = [(n, value) for n, value in _numbered(low) if value]
    seen = Counter(value for _, value in numbered)
    found: dict[float, frozenset[str]] = {}
    for n, value in numbered:
        if seen[value] == 1:
            behind = next((m for m in range(n + 1, len(low)) if low[m] not in SCALES), len(low))
            counted = [s for s in stems[behind : behind + 1] if low[behind] not in stop_words()]
            found[value] = frozenset((*stems[max(0, n - 1) : n], *counted)) - _EMPTY
    return found


def _value(word: str) -> float:
    try:
        return float(value_of(word))
    except (KeyError, ValueError):
        return 0.0


_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_SCORE = re.compile(r"\d{1,3}(?:-\d{1,3})+")
_SPELT = {
    w: str(n)
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1
    )
}


def _ranks(low: Sequence[str]) -> Iterator[str]:
    """Yield ordinals and scores; "first" and "second" of something only where a noun may follow, none beside a month."""
    for n, word in enumerate(low):
        ordinal = _ORDINAL.fullmatch(word)
        beside = {stem(w) for w in (*low[max(0, n - 1) : n], *low[n + 1 : n + 3])}
        if _SCORE.fullmatch(word):
            yield word
        elif (ordinal or word in _SPELT) and _CALENDAR.isdisjoint(beside):
            yield ordinal[1] if ordinal else _SPELT[word]


REACH = 3
"""Words behind a negation that it takes back."""


def _negated(low: Sequence[str], stems: Sequence[str], parted: Sequence[bool]) -> Iterator[str]:
    """Yield the content stems right behind a negation; ``parted`` tells before which words a mark stands."""
    listed = words_of("negations")
    for n, word in enumerate(low):
        if word in listed or word.endswith(("n't", "n’t")):
            behind = range(n + 1, min(n + 1 + REACH, len(low)))
            near = takewhile(lambda m: not parted[m], behind)
            yield from (stems[m] for m in near if low[m] not in stop_words())


def _may(low: Sequence[str], capital: Sequence[bool]) -> frozenset[str]:
    """Return May where it is the month: behind a word of time or place, or beside a number."""
    at = [n for n, w in enumerate(low) if n and w == "may" and capital[n]]
    beside = (
        low[n - 1] in _BEFORE_MONTH or any(w[0].isdigit() for w in low[n - 1 : n + 2]) for n in at
    )
    return frozenset({"may"}) if any(beside) else frozenset()


FROM = 6
"""Words between a verb that hinders and the "from" of the deed: "turned back by snipers from visiting"."""


def _hindered(low: Sequence[str], stems: Sequence[str]) -> Iterator[str]:
    """Yield the stems of deeds that somebody is kept from: "forced to turn back from visiting"."""
    hinders = words_of("hinders")
    for n, word in enumerate(low[:-1]):
        if (
            word == "from"
            and low[n + 1].endswith("ing")
            and not hinders.isdisjoint(low[max(0, n - FROM) : n])
        ):
            yield stems[n + 1]


def _subject(low: Sequence[str], capital: Sequence[bool]) -> frozenset[str]:
    """Return the words of the name that acts, small letters; none where none does."""
    by = next((n for n in range(1, len(low)) if low[n] == "by" and _is_passive(low, n)), None)
    at = by + 1 if by is not None else 0
    name = [
        c and w not in stop_words() and stem(w) not in _CALENDAR
        for c, w in zip(capital, low, strict=True)
    ]
    while at < len(low):
        end = next((n for n in range(at, len(low)) if not name[n]), len(low))
        if end > at and not (at and low[at - 1] in _PLACED):
            return frozenset(low[at:end])
        at = end + 1
    return frozenset()


def _is_passive(low: Sequence[str], by: int) -> bool:
    return any(w in _BE for w in low[max(0, by - 4) : by])


def _names_of(reading: Reading) -> tuple[frozenset[str], ...]:
    """Return the names of a sentence and of its speaker; a day or a month is none."""
    who = (w.lower() for w in words(reading.attribution.who or "") if w[0].isupper())
    told = (*reading.named, frozenset(who) - stop_words())
    return tuple(n for n in told if any(stem(w) not in _CALENDAR and w not in _SHORT for w in n))


def _by_kind(reading: Reading) -> dict[str, list[Measured]]:
    """Return a sentence's figures by what they count or measure."""
    found: dict[str, list[Measured]] = {}
    for m in reading.quantities:
        found.setdefault(kind_of_figure(m), []).append(m)
    return found


def kind_of_figure(figure: Measured) -> str:
    """Return what a figure counts or measures: a dimension, else the noun that stands for its like."""
    return counted_as(dimension_of(figure.unit))


def days_of(reading: Reading) -> frozenset[int]:
    """Return the days that a sentence gives, as numbers."""
    days = (d.date for d in reading.dates if d.precision == "day")
    return frozenset(span_of(day)[0].toordinal() for day in days)


class LaidOut:
    """Sentences laid out for the rules, each when it is first asked for: of a large collection one in ten is."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self._laid: dict[int, Laid] = {}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.readings)

    def __getitem__(self, n: int) -> Laid:
        """Return the sentence of a number from 0."""
        if n not in self._laid:
            self._laid[n] = Laid(self.readings[n])
        return self._laid[n]


def most_of(
    told: Sequence[Reading], spoken: Sequence[Sequence[str]], names: Sequence[frozenset[str]]
) -> dict[str, list[int]]:
    """Return what each sentence can bring to some features of a pair at the most, without laying it out.

    ``spoken`` are the words of each, ``names`` those with a capital.
    """
    return {
        "names_shared": [min(4, len(found)) for found in names],
        "numbers_shared": [
            min(3, 2 * len(r.quantities) + sum(map(_is_number, found)))
            for r, found in zip(told, spoken, strict=True)
        ],
        "day_shared": [int(bool(r.dates)) for r in told],
        "speaker": [int(bool(r.attribution.who)) for r in told],
    }  # fmt: skip
