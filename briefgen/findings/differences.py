"""What sentences of different publishers give differently of one event: figures, days, contrary words; and counts over time.

Looked at are pairs that are likely to tell of one event (`corroboration.Candidate`), those above all that a figure alone
keeps apart. Two figures are of one thing where they count or measure the same and stand among the same words. A
count that grew from one day's news to a later day's is no conflict: it is one count over time, in time order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from briefgen.analysis.readings import Reading
from briefgen.findings.corroboration import Candidate, rarity_of
from briefgen.findings.vetoes import kind_of_figure, lay_out
from briefgen.language.english.contraries import contraries, counted_as, growth_words, words_of
from briefgen.language.english.quantities import Measured
from briefgen.language.tokens import stem, terms, word_spans, words
from briefgen.language.units import agree, dimension_of, unit_of
from briefgen.model import ConflictKind, ReportedValue
from briefgen.model.dates import span_of

NEAR = 60
"""Characters before and behind a figure whose words say what it is the figure of."""
SURE, SURE_OVER_TIME = 3.0, 0.0
"""What the rarity of the words that stand near two figures, with twice the log odds of their sentences, must reach
for them to be of one thing: told differently, and as moments of one count."""
VAGUE = frozenset({"percent", "time"})
"""Kinds that anything is measured in: there the sentences must tell of one event more surely, by `VAGUE_ODDS`."""
VAGUE_ODDS = -2.5
CONFLICT_ODDS = -1.0
"""Log odds below which figures are of two things more often than of one: of 15 tables found down to -3.5 in nine
weeks five were right by reading."""
_NUMERALS = frozenset(
    stem(w)
    for w in "hundred thousand million billion trillion dozen hundreds thousands millions".split()
)
FATAL = 6
"""Words around a bare number among which "toll" or "killed" says what it counts."""
ALIKE = 0.0
"""Log odds above the threshold from which two sentences tell of one event so surely that a day or a word is compared."""
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence: what it may count, and what stands near it."""

    reading: Reading
    value: float
    upper: float | None
    unit: str
    qualifier: str | None
    phrase: str
    kinds: frozenset[str]
    """Nouns or the dimension that it counts or measures."""
    around: frozenset[str]
    """Content terms near it."""
    grows: bool
    """Whether words near it show a moment of a growing count."""


@dataclass(frozen=True, slots=True)
class Table:
    """Values that sentences give for one thing: differing ones, or a count over time in time order."""

    kind: ConflictKind
    over_time: bool
    subject: str
    values: tuple[ReportedValue, ...]


def find_tables(candidates: Sequence[Candidate]) -> tuple[Table, ...]:
    """Return what pairs of sentences give differently, each thing once, and the counts over time."""
    figures: dict[str, list[Figure]] = {}
    for reading in (r for c in candidates for r in (c.first, c.second)):
        if reading.sentence.id not in figures:
            figures[reading.sentence.id] = list(figures_of(reading))
    candidates = [c for c in candidates if "name" not in c.apart]
    rarity = _rarity([r for c in candidates for r in (c.first, c.second)])
    edges = [
        (_is_count(a, b), a, b)
        for c in candidates
        for a, b, strength in _differing(
            figures[c.first.sentence.id], figures[c.second.sentence.id], rarity
        )
        if strength + 2 * c.score >= (SURE_OVER_TIME if _is_count(a, b) else SURE)
        and c.score >= _least_odds(a, b)
    ]
    return (
        *_tables([(a, b) for grows, a, b in edges if not grows], over_time=False),
        *_tables([(a, b) for grows, a, b in edges if grows], over_time=True),
        *(table for c in candidates if c.score >= ALIKE for table in _days(c)),
        *(table for c in candidates if c.score >= ALIKE for table in _contraries(c)),
    )


def _least_odds(a: Figure, b: Figure) -> float:
    """Return how surely two sentences must tell of one event for their figures to be set side by side."""
    if not _is_count(a, b):
        return CONFLICT_ODDS
    return VAGUE_ODDS if a.kinds & b.kinds <= VAGUE else float("-inf")


def _rarity(readings: Sequence[Reading]) -> dict[str, float]:
    """Return the inverse document frequency of each term among some sentences, each counted once."""
    told = {r.sentence.id: r for r in readings}
    held = Counter(t for r in told.values() for t in sorted(r.terms))
    idf = rarity_of(np.array([float(n) for n in held.values()]), len(told))
    return dict(zip(held, idf.tolist(), strict=True))


# Figures -----------------------------------------------------------------------------------------


def figures_of(reading: Reading) -> Iterator[Figure]:
    """Yield the figures of a sentence: its quantities, and bare numbers beside a noun or a toll."""
    text, taken = reading.sentence.text, list[tuple[int, int]]()
    at = 0
    for m in reading.quantities:
        start = max(text.find(m.phrase, at), 0)
        taken.append((start, start + len(m.phrase)))
        at = start
        yield _figure(reading, m, start, {kind_of_figure(m)} | _fatal(text, start))
    dated = [d.raw for d in reading.dates]
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        if any(s <= start < e for s, e in taken) or _is_other(text, start, end, dated):
            continue
        kinds = _fatal(text, start) | _nouns_behind(text, end)
        if kinds:
            value = float(found.group().replace(",", ""))
            measured = Measured(value, None, None, min(kinds), found.group())
            yield _figure(reading, measured, start, kinds)


def _figure(reading: Reading, m: Measured, start: int, kinds: set[str]) -> Figure:
    text = reading.sentence.text
    near = text[max(0, start - NEAR) : start] + " " + text[start + len(m.phrase) :][:NEAR]
    return Figure(
        reading=reading,
        value=m.value,
        upper=m.upper,
        unit=m.unit,
        qualifier=m.qualifier,
        phrase=m.phrase,
        kinds=frozenset(kinds),
        around=frozenset(terms(f"{near} {m.phrase}")),
        grows=bool(_growing().search(f"{near} {m.phrase}")),
    )


@cache
def _growing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, growth_words()))})\b", re.IGNORECASE)


def _is_other(text: str, start: int, end: int, dated: Sequence[str]) -> bool:
    """Return whether a number is a year, part of a date, a clock time, an amount or of another word."""
    number = text[start:end].replace(",", "")
    beside = text[max(0, start - 1) : start] + "|" + text[end : end + 1]
    year = number.isdigit() and "," not in text[start:end] and int(number) in _YEARS
    glued = any(c.isalnum() or c in "$€£:-/.%–" for c in beside.replace("|", "").rstrip(".,"))
    return year or glued or any(number in raw for raw in dated)


def _fatal(text: str, start: int) -> set[str]:
    near = (
        words(text[max(0, start - NEAR) : start])[-FATAL:]
        + words(text[start : start + NEAR])[:FATAL]
    )
    return {"death"} if words_of("fatal") & {w.lower() for w in near} else set()


def _nouns_behind(text: str, end: int) -> set[str]:
    """Return what a bare number may count: plurals among the next three words."""
    following = words(text[end : end + NEAR])[:3]
    return {
        counted_as(w.lower().removesuffix("s"))
        for w in following
        if w.endswith("s") and not w.endswith("ss") and w.islower() and len(w) > 3  # noqa: PLR2004
    }


def _differing(
    first: Sequence[Figure], second: Sequence[Figure], rarity: Mapping[str, float]
) -> Iterator[tuple[Figure, Figure, float]]:
    """Yield the figures of two sentences that count the same and cannot be one, with the rarity of what is near both."""
    given = _given(first), _given(second)
    for a in first:
        near = [b for b in second if a.kinds & b.kinds]
        if not near or _given([a]) & given[1] or any(_one(a, b) for b in near):
            continue
        strength, best = max(
            ((_strength(a, b, rarity), b) for b in near), key=lambda n: (n[0], -n[1].value)
        )
        if not _given([best]) & given[0]:
            yield a, best, strength


def _given(figures: Sequence[Figure]) -> set[float]:
    return {v for f in figures for v in (f.value, f.upper) if v is not None}


def _strength(a: Figure, b: Figure, rarity: Mapping[str, float]) -> float:
    """Return the rarity of the words near two figures, without what is counted and without numbers."""
    own = {stem(w) for f in (a, b) for name in (f.unit, *f.kinds) for w in name.split()}
    shared = sorted((a.around & b.around) - own - _NUMERALS)
    return sum(rarity.get(t, 0.0) for t in shared if not t[0].isdigit())


def _one(a: Figure, b: Figure) -> bool:
    unit = a.unit if dimension_of(a.unit) != dimension_of(b.unit) else b.unit
    return agree((a.value, a.unit, a.qualifier), (b.value, unit, b.qualifier))


def _day(reading: Reading) -> int:
    return span_of(reading.published)[0].toordinal() if reading.published else 0


def _is_count(a: Figure, b: Figure) -> bool:
    """Return whether two figures are two moments of a growing count: told later, and not smaller."""
    early, late = sorted((a, b), key=lambda f: (_day(f.reading), f.value))
    later = _day(late.reading) > _day(early.reading) > 0
    counted = unit_of(a.unit) is None and unit_of(b.unit) is None
    return (later and late.value >= early.value and (counted or a.grows or b.grows)) or (
        _day(late.reading) == _day(early.reading) and a.grows and b.grows
    )


def _tables(edges: Sequence[tuple[Figure, Figure]], *, over_time: bool) -> Iterator[Table]:
    """Yield the figures that pairs join, each table in the order of time and of the sources."""
    group: dict[tuple[int, int, str], list[Figure]] = {}
    for a, b in edges:
        first, second = group.setdefault(_key(a), [a]), group.setdefault(_key(b), [b])
        if first is not second:
            first.extend(second)
            for figure in second:
                group[_key(figure)] = first
    seen: set[int] = set()
    for held in group.values():
        if id(held) in seen:
            continue
        seen.add(id(held))
        ordered = sorted(held, key=lambda f: (_day(f.reading) if over_time else 0, *_key(f)))
        yield Table("figure", over_time, ordered[0].unit, tuple(_value(f) for f in ordered))


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
    )


# Days and words ----------------------------------------------------------------------------------


def _days(candidate: Candidate) -> Iterator[Table]:
    """Yield the days of a pair that a day alone keeps apart, each written with its number in the month."""
    if set(candidate.apart) != {"day"}:
        return
    given = [
        next((d for d in r.dates if d.precision == "day" and any(c.isdigit() for c in d.raw)), None)
        for r in (candidate.first, candidate.second)
    ]
    if given[0] and given[1] and given[0].date != given[1].date:
        values = tuple(
            ReportedValue(sentence=r.sentence.id, phrase=d.raw, date=d.date)
            for r, d in zip((candidate.first, candidate.second), given, strict=True)
            if d
        )
        yield Table("date", over_time=False, subject="date", values=values)


def _contraries(candidate: Candidate) -> Iterator[Table]:
    """Yield the contrary words of a pair that these alone keep apart."""
    if not candidate.apart or not {"contrary", "word"}.issuperset(candidate.apart):
        return
    a, b = lay_out(candidate.first), lay_out(candidate.second)
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
