"""What is contradicted where two sentences meet: by the next speaker of an article, in the day of one event, in an office's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from briefgen.analysis.readings import Reading
from briefgen.findings.laid_out import REACH, Laid, lay_out
from briefgen.language.english.contrasts import event_at, sets_against
from briefgen.language.english.offices import Held, find_offices
from briefgen.model.dates import span_of

SHARED = 4
"""Content words that a sentence shares with the one that it contradicts."""
OTHER_DAYS = 7
"""Days that two days given to one event lie apart at the most: beyond, they are of two."""


def answered(told: Sequence[Reading]) -> Iterator[tuple[Laid, Laid, str]]:
    """Yield two statements side by side of which the second says the contrary, and the stem that one of them negates."""
    held = {r.sentence.id: r for r in told}
    for reading in told:
        source, number = reading.sentence.id.rsplit(".", 1)
        said = held.get(f"{source}.{int(number) - 1}")
        if said is None or not sets_against(reading.sentence.text):
            continue
        before, after = lay_out(said), lay_out(reading)
        if not before.speaker or not after.speaker or _is_one_speaker(before, after):
            continue
        both = before.content & after.content - before.speaker - after.speaker
        left_undone = _told_not_to(before) | _told_not_to(after)
        parted = sorted(((before.negated ^ after.negated) & both) - left_undone)
        if len(both) >= SHARED and parted:
            yield before, after, parted[0]


def _is_one_speaker(a: Laid, b: Laid) -> bool:
    return any(len(w) > len("the") for w in a.speaker & b.speaker)


def _told_not_to(laid: Laid) -> frozenset[str]:
    """Return the stems of what somebody is told or means not to do: that another does it all the same contradicts nobody."""
    low = [w.lower() for w in laid.words]
    places = (n for n, pair in enumerate(pairwise(low)) if pair == ("not", "to"))
    return frozenset(s for n in places for s in laid.stems[n + 2 : n + 2 + REACH])


def days_of_events(
    told: Sequence[Reading],
) -> Iterator[tuple[tuple[Reading, str, str], tuple[Reading, str, str]]]:
    """Yield two sentences of different origins that give one named event another day, each with words and day."""
    events: dict[str, list[tuple[Reading, str, str, frozenset[str]]]] = {}
    for reading in told:
        text = reading.sentence.text
        for dated in reading.dates:
            at = text.find(dated.raw)
            numbered = any(c.isdigit() for c in dated.raw)
            done = reading.attribution.status in {"stated", "reported", "negated"}
            if dated.precision != "day" or not numbered or not done or at < 0:
                continue
            found = event_at(text, at, at + len(dated.raw))
            if found:
                events.setdefault(found[0], []).append((reading, dated.raw, dated.date, found[1]))
    for held in events.values():
        for a, b in combinations(held, 2):
            apart = abs((span_of(a[2])[0] - span_of(b[2])[0]).days)
            if a[0].origin != b[0].origin and 0 < apart <= OTHER_DAYS and a[3] & b[3]:
                yield a[:3], b[:3]


def places_of_offices(
    told: Sequence[Reading],
) -> Iterator[tuple[tuple[Reading, Held], tuple[Reading, Held]]]:
    """Yield two sentences of different origins that put one person's office into different places."""
    offices: dict[tuple[str, str], list[tuple[Reading, Held]]] = {}
    for reading in told:
        for held in find_offices(reading.sentence.text):
            offices.setdefault((held.person, held.office), []).append((reading, held))
    for placed in offices.values():
        for a, b in combinations(placed, 2):
            one, other = a[1].place.lower(), b[1].place.lower()
            if a[0].origin != b[0].origin and one not in other and other not in one:
                yield a, b
