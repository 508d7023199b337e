"""Many sentences for the rules: each laid out when it is first asked for, and what it can bring before that."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.analysis.readings import Reading
from briefgen.findings.vetoes import Laid, lay_out
from briefgen.language.english.numerals import NUMBER_WORDS


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
            self._laid[n] = lay_out(self.readings[n])
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
            min(3, 2 * len(r.quantities) + sum(w[0].isdigit() or w.lower() in NUMBER_WORDS for w in found))
            for r, found in zip(told, spoken, strict=True)
        ],
        "day_shared": [int(bool(r.dates)) for r in told],
        "speaker": [int(bool(r.attribution.who)) for r in told],
    }  # fmt: skip
