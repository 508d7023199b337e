"""What sentences of different articles give differently of one event: figures, days, contrary words; and counts over time.

Figures are set side by side where they are surely of one thing (`figure_pairs`); days and contrary words where two
sentences tell of one event and nothing else keeps them apart (`corroboration.Candidate`). A count that grew from one
day's news to a later day's is no conflict: it is one count over time, in time order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from briefgen.analysis.readings import Reading
from briefgen.findings.contradictions import (
    Opposed,
    answered,
    days_of_events,
    nth_days,
    orders,
    places_of_offices,
    taken_back,
)
from briefgen.findings.corroboration import LOOKED_AT, Candidate
from briefgen.findings.figure_pairs import Pair
from briefgen.findings.figures import Figure, contradict
from briefgen.findings.laid_out import Laid
from briefgen.language.english.contraries import contraries
from briefgen.language.english.offices import Held
from briefgen.language.tokens import word_spans
from briefgen.model import ConflictKind, ReportedValue

ALIKE = LOOKED_AT
"""Log odds above the threshold from which two sentences tell of one event so surely that a day or a word is compared."""


@dataclass(frozen=True, slots=True)
class Table:
    """Values that sentences give for one thing: differing ones, or a count over time in time order."""

    kind: ConflictKind
    over_time: bool
    subject: str
    values: tuple[ReportedValue, ...]


def find_tables(
    candidates: Sequence[Candidate],
    pairs: Sequence[Pair],
    alike: Iterable[tuple[Reading, Reading]] = (),
    told: Sequence[Reading] = (),
    opposed: Iterable[Opposed] = (),
) -> tuple[Table, ...]:
    """Return what sentences give differently, each thing once, and the counts over time.

    Args:
        candidates: pairs of sentences that are much alike.
        pairs: figures that are surely of one thing.
        alike: sentences that tell of the same thing by other signs.
        told: all sentences that are compared, in their order.
        opposed: what was found to contradict one another on the way.
    """
    near = [(c.first, c.second) for c in candidates if c.score >= ALIKE and set(c.apart) == {"day"}]
    dated = {(a.sentence.id, b.sentence.id): (a, b) for a, b in (*near, *alike)}
    return (
        *(table for held in _joined(pairs) for table in _tables(held)),
        *(table for a, b in dated.values() for table in _days(a, b)),
        *_contraries([c for c in candidates if c.score >= ALIKE and _parted_by_words(c)]),
        *(_answer(a, b, stem) for a, b, stem in answered(told)),
        *(_places(*both) for both in places_of_offices(told)),
        *(_event_days(*both) for both in days_of_events(told)),
        *map(_opposed, (*taken_back(told), *orders(told), *nth_days(told), *opposed)),
    )


def _opposed(found: Opposed) -> Table:
    """Return sentences that contradict one another as a table."""
    values = tuple(
        ReportedValue(
            sentence=reading.sentence.id,
            phrase=phrase,
            value=value,
            unit=found.subject if found.values else None,
            speaker=reading.attribution.who,
        )
        for (reading, phrase), value in zip_longest(found.sides, found.values)
    )
    return Table(found.kind, over_time=False, subject=found.subject, values=values)


def _answer(a: Laid, b: Laid, stem: str) -> Table:
    """Return two statements side by side, each with the word that one of them negates."""
    values = tuple(
        ReportedValue(
            sentence=x.reading.sentence.id,
            phrase=_phrase_at(x, x.stems.index(stem)),
            speaker=x.reading.attribution.who,
        )
        for x in (a, b)
    )
    return Table("statement", over_time=False, subject="statement", values=values)


def _phrase_at(laid: Laid, number: int) -> str:
    """Return a word with the two before it, so that its negation is seen: not in isolation."""
    text, spans = laid.reading.sentence.text, word_spans(laid.reading.sentence.text)
    return text[spans[max(0, number - 2)][0] : spans[number][1]]


def _places(a: tuple[Reading, Held], b: tuple[Reading, Held]) -> Table:
    values = tuple(
        ReportedValue(sentence=r.sentence.id, phrase=held.phrase, speaker=r.attribution.who)
        for r, held in (a, b)
    )
    return Table("place", over_time=False, subject=a[1].office, values=values)


def _event_days(a: tuple[Reading, str, str], b: tuple[Reading, str, str]) -> Table:
    values = tuple(
        ReportedValue(sentence=r.sentence.id, phrase=raw, date=date, speaker=r.attribution.who)
        for r, raw, date in (a, b)
    )
    return Table("date", over_time=False, subject="date", values=values)


# Figures -----------------------------------------------------------------------------------------


RISING = 2 / 3
"""Share of the pairs of values of different days that must rise for them to be one growing count."""
SLACK = 1.1
"""Values of one moment of a growing count that lie no further apart are roundings of one another."""


EXACT = 100
"""Smaller counts that nobody calls rough are no roundings of one another."""


def _joined(pairs: Sequence[Pair]) -> list[list[Figure]]:
    """Return the figures of each thing that is told differently, in the order of the sources."""
    group: dict[tuple[int, int, str], list[Figure]] = {}
    for pair in pairs:
        a, b = pair.first, pair.second
        first, second = group.setdefault(_key(a), [a]), group.setdefault(_key(b), [b])
        if first is not second:
            first.extend(second)
            for figure in second:
                group[_key(figure)] = first
    held = {id(group[_key(p.first)]): group[_key(p.first)] for p in pairs if not p.one}
    return [sorted(figures, key=_key) for figures in held.values()]


def _tables(held: Sequence[Figure]) -> Iterator[Table]:
    """Yield the values of one thing: a count over time, and those that contradict another one."""
    growing = _is_growing(held)
    if growing:
        yield _table(sorted(held, key=lambda f: (f.day, f.size, *_key(f))), over_time=True)
    apart = _contradict if growing else contradict
    against = [f for f in held if any(apart(f, other) for other in held)]
    if against:
        yield _table(against, over_time=False)


def _is_growing(held: Sequence[Figure]) -> bool:
    """Return whether figures are moments of a growing count: told later, not smaller, with a word of growth."""
    if any("time" in f.kinds for f in held) or not any(f.grows for f in held):
        return False
    days = [(a, b) for a in held for b in held if 0 < a.day < b.day]
    rising = sum(a.size <= b.size * SLACK for a, b in days)
    return rising > 0 and rising >= RISING * len(days)


def _contradict(a: Figure, b: Figure) -> bool:
    """Return whether two moments of a growing count cannot both be: one day's news differ, or a later one is less."""
    early, late = sorted((a, b), key=lambda f: (f.day, f.size))
    if early.superseded or late.superseded or not contradict(a, b):
        return False
    slack = 1.0 if max(a.size, b.size) < EXACT and not (a.rough or b.rough) else SLACK
    less, more = sorted((early, late), key=lambda f: f.size)
    return more.size > less.size * slack and (early.day == late.day or more is early)


def _table(held: Sequence[Figure], *, over_time: bool) -> Table:
    return Table("figure", over_time, held[0].unit, tuple(_value(f) for f in held))


def _key(figure: Figure) -> tuple[int, int, str]:
    source, number = figure.reading.sentence.id.removeprefix("S").split(".")
    return int(source), int(number), figure.phrase


def _value(figure: Figure) -> ReportedValue:
    return ReportedValue(
        sentence=figure.reading.sentence.id,
        phrase=figure.phrase,
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        speaker=figure.reading.attribution.who,
    )


# Days and words ----------------------------------------------------------------------------------


def _days(a: Reading, b: Reading) -> Iterator[Table]:
    """Yield the days that two sentences of one thing give, each the only one there and written with its number."""
    given = [[d for d in r.dates if d.precision == "day"] for r in (a, b)]
    if not all(len(days) == 1 and any(c.isdigit() for c in days[0].raw) for days in given):
        return
    (first,), (second,) = given
    if first.date != second.date:
        values = tuple(
            ReportedValue(
                sentence=r.sentence.id, phrase=d.raw, date=d.date, speaker=r.attribution.who
            )
            for r, d in ((a, first), (b, second))
        )
        yield Table("date", over_time=False, subject="date", values=values)


def _parted_by_words(candidate: Candidate) -> bool:
    """Return whether words alone keep a pair apart."""
    return bool(candidate.apart) and {"contrary", "deed", "word"}.issuperset(candidate.apart)


def _contraries(candidates: Sequence[Candidate]) -> Iterator[Table]:
    """Yield the contrary words of pairs that these alone keep apart; each sentence is laid out once."""
    readings = {r.sentence.id: r for c in candidates for r in (c.first, c.second)}
    laid = {key: Laid(reading) for key, reading in readings.items()}
    for c in candidates:
        yield from _contrary(laid[c.first.sentence.id], laid[c.second.sentence.id])


def _contrary(a: Laid, b: Laid) -> Iterator[Table]:
    """Yield the first contrary words of two sentences."""
    table = contraries()
    found = next(
        (
            (x, y)
            for x, s in enumerate(a.stems)
            for y, t in enumerate(b.stems)
            if t in table.get(s, ()) and s not in b.every and t not in a.every
        ),
        None,
    )
    if found:
        values = tuple(
            ReportedValue(sentence=x.reading.sentence.id, phrase=_word_at(x.reading, n))
            for x, n in zip((a, b), found, strict=True)
        )
        yield Table("statement", over_time=False, subject="statement", values=values)


def _word_at(reading: Reading, number: int) -> str:
    start, end = word_spans(reading.sentence.text)[number]
    return reading.sentence.text[start:end]
