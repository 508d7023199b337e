"""When what happened, by the dates that sentences carry: event dates, never dates of publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.analysis.readings import Reading
from briefgen.model import Precision, TimelineEntry
from briefgen.model.dates import span_of


def build_timeline(
    readings: Mapping[str, Reading], printable: Sequence[str], quality: Mapping[str, float]
) -> tuple[TimelineEntry, ...]:
    """Return one entry a date, earliest first, with the best of the printable sentences on it."""
    dated: dict[tuple[str, Precision], list[tuple[str, str]]] = {}
    for key in printable:
        for named in readings[key].dates:
            dated.setdefault((named.date, named.precision), []).append((key, named.raw))
    entries = []
    for (date, precision), found in dated.items():
        best, raw = max(found, key=lambda f: (quality.get(f[0], -1.0), f[0]))
        also = tuple(sorted({key for key, _ in found if key != best}))
        entries.append(
            TimelineEntry(date=date, precision=precision, raw=raw, sentence=best, also=also)
        )
    return tuple(sorted(entries, key=lambda e: (span_of(e.date)[0], len(e.date), e.date)))
