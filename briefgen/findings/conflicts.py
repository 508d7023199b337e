"""Which figures and dates of one claim differ: number, unit and noun compared, never averaged.

Two figures speak of the same thing where they count the same noun or measure the same dimension and
stand among the same words ("an altitude of 50 km" is no "distance of 300 km"); they differ where no
rounding, no bound and no change of unit makes them one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefgen.analysis.readings import Reading
from briefgen.findings.claims import Group
from briefgen.language.english.quantities import Measured
from briefgen.language.tokens import terms
from briefgen.language.units import agree, dimension_of
from briefgen.model import ConflictKind, ReportedValue

NEAR = 40
"""Characters before and behind a figure whose words say what it is the figure of."""
_SIDES = {
    "height": re.compile(r"\b(?:altitudes?|heights?|high|apogee|elevation|above|tall)\b"),
    "reach": re.compile(r"\b(?:ranges?|distances?|far|away|flew|travell?ed)\b"),
    "depth": re.compile(r"\b(?:depths?|deep|below|underground)\b"),
    "length": re.compile(r"\b(?:long|lengths?|stretch)\b"),
    "width": re.compile(r"\b(?:wide|widths?|diameter|across)\b"),
    "speed": re.compile(r"\b(?:speeds?|fast|an hour|per hour)\b"),
}
"""Words that tell measures of one unit apart."""


@dataclass(frozen=True, slots=True)
class _Figure:
    reading: Reading
    measured: Measured
    around: frozenset[str]
    """Content terms near it."""
    sides: frozenset[str]
    """What it measures, by those words."""

    @property
    def comparable(self) -> tuple[float, str, str | None]:
        return self.measured.value, self.measured.unit, self.measured.qualifier


@dataclass(frozen=True, slots=True)
class Differing:
    """Values that differ within a claim."""

    kind: ConflictKind
    subject: str
    values: tuple[ReportedValue, ...]


def find_differing(group: Group) -> Iterator[Differing]:
    """Yield what the sentences of a claim give differently: first figures, then dates."""
    everyone = (group.head, *group.members)
    yield from _figures(everyone)
    yield from _dates(everyone)


def _figures(everyone: Sequence[Reading]) -> Iterator[Differing]:
    figures = [_place(r, m) for r in everyone for m in r.quantities]
    taken: set[int] = set()
    for n, first in enumerate(figures):
        if n in taken:
            continue
        same = _best_of_each(
            first, [m for m in range(n + 1, len(figures)) if m not in taken], figures
        )
        taken.update((n, *same))
        found = [first, *(figures[m] for m in same)]
        if any(not agree(a.comparable, b.comparable) for a, b in combinations(found, 2)):
            yield Differing("figure", first.measured.unit, tuple(_figure(f) for f in found))


def _best_of_each(first: _Figure, free: Sequence[int], figures: Sequence[_Figure]) -> list[int]:
    """Return of each other sentence the figure that is most likely of the same thing, if any is."""
    best: dict[str, int] = {}
    for m in free:
        key = figures[m].reading.sentence.id
        if _of_one_thing(first, figures[m]) and (
            key not in best
            or len(first.around & figures[m].around) > len(first.around & figures[best[key]].around)
        ):
            best[key] = m
    return list(best.values())


def _place(reading: Reading, measured: Measured) -> _Figure:
    """Return a figure with what stands near it."""
    text = reading.sentence.text
    at = max(0, text.find(measured.phrase))
    before, behind = text[max(0, at - NEAR) : at], text[at + len(measured.phrase) :][:NEAR]
    near = f"{before} {behind}"
    sides = (name for name, words in _SIDES.items() if words.search(near))
    return _Figure(reading, measured, frozenset(terms(near)), frozenset(sides))


def _of_one_thing(a: _Figure, b: _Figure) -> bool:
    """Return whether two figures of different articles count or measure the same."""
    return (
        a.reading.sentence.source != b.reading.sentence.source
        and dimension_of(a.measured.unit) == dimension_of(b.measured.unit)
        and bool(a.around & b.around)
        and (not a.sides or not b.sides or bool(a.sides & b.sides))
    )


def _figure(figure: _Figure) -> ReportedValue:
    m = figure.measured
    return ReportedValue(
        sentence=figure.reading.sentence.id,
        phrase=m.phrase,
        value=m.value,
        upper=m.upper,
        unit=m.unit,
    )


def _dates(everyone: Sequence[Reading]) -> Iterator[Differing]:
    """Yield the days that the sentences of a claim give, where articles differ."""
    given = [(r, d) for r in everyone for d in r.dates if d.precision == "day"]
    days = {
        r.sentence.source: {d.date for q, d in given if q.sentence.source == r.sentence.source}
        for r, _ in given
    }
    if any(not a & b for a, b in combinations(days.values(), 2)):
        values = tuple(
            ReportedValue(sentence=r.sentence.id, phrase=d.raw, date=d.date) for r, d in given
        )
        yield Differing("date", "date", values)
