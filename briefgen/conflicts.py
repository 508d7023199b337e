"""Which figures and dates of one claim differ: number, unit and noun compared, never averaged.

Two figures speak of the same thing where they count the same noun or measure the same dimension and
stand among the same words ("an altitude of 50 km" is no "distance of 300 km"); they differ where no
rounding, no bound and no change of unit makes them one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefgen.claims import Group
from briefgen.evidence import Reading
from briefgen.language.measures import agree, dimension_of
from briefgen.language.quantities import Measured
from briefgen.language.terms import terms
from briefgen.models import ConflictKind, ReportedValue

NEAR = 40
"""Characters before and behind a figure whose words say what it is the figure of."""


@dataclass(frozen=True, slots=True)
class _Figure:
    reading: Reading
    measured: Measured
    around: frozenset[str]

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
    figures = [_Figure(r, m, _around(r, m)) for r in everyone for m in r.quantities]
    taken: set[int] = set()
    for n, first in enumerate(figures):
        same = [
            m
            for m in range(n + 1, len(figures))
            if m not in taken and _of_one_thing(first, figures[m])
        ]
        if n in taken or not same:
            continue
        taken.update((n, *same))
        found = [first, *(figures[m] for m in same)]
        if any(not agree(a.comparable, b.comparable) for a, b in combinations(found, 2)):
            yield Differing("figure", first.measured.unit, tuple(_figure(f) for f in found))


def _around(reading: Reading, measured: Measured) -> frozenset[str]:
    """Return the content terms that stand near a figure, without its own."""
    text = reading.sentence.text
    at = text.find(measured.phrase)
    before, behind = text[max(0, at - NEAR) : at], text[at + len(measured.phrase) :][:NEAR]
    return frozenset(terms(f"{before} {behind}"))


def _of_one_thing(a: _Figure, b: _Figure) -> bool:
    """Return whether two figures of different articles count or measure the same."""
    return (
        a.reading.sentence.source != b.reading.sentence.source
        and dimension_of(a.measured.unit) == dimension_of(b.measured.unit)
        and bool(a.around & b.around)
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
