"""What is contradicted where two sentences meet: by the next speaker of an article, in the day of one event, in an office's place.

Or in the order of two events, in which day of something it is, and in who did what one of them denies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from briefgen.analysis.readings import Reading
from briefgen.findings.laid_out import REACH, Laid
from briefgen.language.english.capitals import share_name
from briefgen.language.english.claimed import claim_of
from briefgen.language.english.contraries import are_synonyms
from briefgen.language.english.contrasts import (
    Ordered,
    event_at,
    insists,
    nth_day,
    order_of,
    sets_against,
    takes_back,
)
from briefgen.language.english.offices import Held, find_offices
from briefgen.language.english.pointing import offices
from briefgen.language.tokens import terms, words
from briefgen.model import ConflictKind
from briefgen.model.dates import span_of

SHARED = 4
"""Content words that a sentence shares with the one that it contradicts."""
OTHER_DAYS = 7
"""Days that two days given to one event lie apart at the most: beyond, they are of two."""


@dataclass(frozen=True, slots=True)
class Opposed:
    """Sentences that contradict one another, each with the words that do, and their number where they give one."""

    kind: ConflictKind
    subject: str
    sides: tuple[tuple[Reading, str], ...]
    values: tuple[float, ...] = ()


def answered(told: Sequence[Reading]) -> Iterator[tuple[Laid, Laid, str]]:
    """Yield two statements side by side of which the second says the contrary, and the stem that one of them negates."""
    held = {r.sentence.id: r for r in told}
    for reading in told:
        source, number = reading.sentence.id.rsplit(".", 1)
        said = held.get(f"{source}.{int(number) - 1}")
        if said is None or not sets_against(reading.sentence.text):
            continue
        before, after = Laid(said), Laid(reading)
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


def taken_back(told: Sequence[Reading]) -> Iterator[Opposed]:
    """Yield two statements side by side of which the second says itself that it contradicts the first.

    "But Lee contradicted Orr", "But the head of the port backtracked, saying that reports of a sale were wrong", and behind
    a denial "Yet a clerk did think that it was sold".
    """
    held = {r.sentence.id: r for r in told}
    for reading in told:
        said = _one_before(reading, held)
        phrase = _against(said, reading) if said else None
        if said and phrase:
            yield Opposed("statement", "statement", ((said, _opening(said)), (reading, phrase)))


def _one_before(reading: Reading, held: Mapping[str, Reading]) -> Reading | None:
    """Return the sentence before one, where somebody says it who does not say this one."""
    source, number = reading.sentence.id.rsplit(".", 1)
    said = held.get(f"{source}.{int(number) - 1}")
    if said is None:
        return None
    first, second = (frozenset(words((r.attribution.who or "").lower())) for r in (said, reading))
    both = {w for w in first & second - offices() if len(w) > len("the")}
    return said if first and not both else None


def _against(said: Reading, reading: Reading) -> str | None:
    """Return the words with which a sentence contradicts the one before it, or None."""
    text = reading.sentence.text
    back = takes_back(text)
    if back and back.group().startswith("contradict"):
        named = {w for w in words((said.attribution.who or "").lower()) if len(w) > len("the")}
        behind = words(text[back.end() : back.end() + ADDRESSED])
        last = next((n for n, w in enumerate(behind) if w.lower() in named), None)
        return _from(text, back.start(), last + 2) if last is not None else None
    if not reading.attribution.who:
        return None
    if back and reading.denies:
        return _from(text, back.start(), PHRASE)
    stressed = insists(text)
    if stressed and said.denies and not reading.denies and _speaks_of(said, reading):
        return _from(text, stressed.start(), PHRASE)
    return None


def _speaks_of(denial: Reading, reading: Reading) -> bool:
    """Return whether a sentence names something of what another one denies."""
    denied = denial.denies.terms if denial.denies else frozenset[str]()
    return any(are_synonyms(t, u) for t in denied for u in reading.terms)


ADDRESSED = 60
"""Characters behind "contradicted" in which whom it contradicts is named."""
PHRASE = 8
"""Words of a statement that stand for it, up to its first comma."""


def _from(text: str, start: int, most: int) -> str:
    """Return so many words of a text from a character on at the most, as they stand there, up to a comma."""
    held = text[start:].split()[:most]
    end = next((n for n, w in enumerate(held, start=1) if w[-1] in ",;:"), len(held))
    return " ".join(held[:end]).rstrip(',.;:”"')


def _opening(reading: Reading) -> str:
    """Return the first words of what somebody says in a sentence."""
    text = reading.sentence.text
    claimed = _from(claim_of(text, reading.attribution.who).strip(' ,“"'), 0, PHRASE)
    return claimed if claimed and claimed in text else _from(text, 0, PHRASE)


def orders(told: Sequence[Reading]) -> Iterator[Opposed]:
    """Yield each sentence that puts two events into another order than some others do, against whom it is said, with these."""
    held = [(r, o) for r in told if (o := order_of(r.sentence.text))]
    index: dict[str, list[int]] = {}
    for n, (_, order) in enumerate(held):
        for term in sorted(set(terms(order.second))):
            index.setdefault(term, []).append(n)
    for reading, order in held:
        near = {n for t in terms(order.second) for n in index[t]} if order.marked else ()
        others = [
            (r, o)
            for r, o in (held[n] for n in sorted(near))
            if _turned_round(order, o)
            and (r.origin != reading.origin or r.attribution.who != reading.attribution.who)
        ]
        if others:
            sides = ((r, r.sentence.text[o.start : o.end]) for r, o in (*others, (reading, order)))
            yield Opposed("statement", "statement", tuple(sides))


def _turned_round(a: Ordered, b: Ordered) -> bool:
    """Return whether two sentences name the same two events, and in another order."""
    if a.order == b.order:
        return False
    first = frozenset(terms(a.first)) & frozenset(terms(b.first))
    second = frozenset(terms(a.second)) & frozenset(terms(b.second))
    return len(first) > 1 and bool(second - first)


def nth_days(told: Sequence[Reading]) -> Iterator[Opposed]:
    """Yield two sentences of other origins that count the days of one thing from different ones."""
    held = [(r, n) for r in told if r.published and (n := nth_day(r.sentence.text))]
    for (a, x), (b, y) in combinations(held, 2):
        began = [span_of(r.published or "")[0].toordinal() - n[0] for r, n in ((a, x), (b, y))]
        before = (frozenset(terms(r.sentence.text[: n[1]])) for r, n in ((a, x), (b, y)))
        first, second = (
            w - {t for name in r.named for t in name} for w, r in zip(before, (a, b), strict=True)
        )
        alike = first & second and share_name(a.named, b.named)
        if a.origin != b.origin and alike and 0 < abs(began[0] - began[1]) <= OTHER_DAYS:
            sides = ((r, r.sentence.text[n[1] : n[2]]) for r, n in ((a, x), (b, y)))
            yield Opposed("figure", "day", tuple(sides), (float(x[0]), float(y[0])))
