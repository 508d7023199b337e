"""Which sentences report one fact and which deny it.

Two roads lead to one claim. An *event* is reported by sentences of one story that `matching` holds to be
the same, that name somebody in common, whose days agree, and of which none is mere conjecture. A
*standing fact* (who supplies whom with what) may be reported in articles on anything: there the actors,
the action, the object and the direction must agree. Events that happen at a point in time never take
the second road, so two launches do not corroborate each other.

A claim holds what is told of one thing, so that it is printed once. Which of its sentences corroborate one another
is asked more strictly (`corroboration`): only those are printed as each other's evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from briefgen.analysis.corpus import Corpus
from briefgen.analysis.readings import Reading
from briefgen.findings.asked import Asked
from briefgen.findings.corroboration import find_candidates
from briefgen.findings.denials import find_blamed, find_denials, place_of, with_retold
from briefgen.findings.differences import Table, find_tables
from briefgen.findings.figure_pairs import find_pairs
from briefgen.findings.matching import find_matches, make_facts, make_table
from briefgen.findings.origins import find_superseded
from briefgen.findings.pool import make_pool
from briefgen.findings.stories import Compared, compare_articles
from briefgen.language.english.capitals import share_name
from briefgen.language.english.concepts import mentions
from briefgen.language.tokens import in_word
from briefgen.model import Article, Day, Evidence, Story
from briefgen.model.dates import span_of

MOMENTS = frozenset(
    {"launch", "meet", "attack", "kill", "arrest", "elect", "drill", "condemn", "punish", "pledge"}
)
"""Actions that happen at a point in time."""
SAME_EVENT_DAYS = 7
"""Sentences whose days are further apart speak of two events; nearer ones may differ about one."""


@dataclass(frozen=True, slots=True)
class Group:
    """A claim: the sentence that stands for it, those that report the same, those that deny the one that stands for it."""

    head: Reading
    members: tuple[Reading, ...]
    denials: tuple[Reading, ...]
    tables: tuple[Table, ...] = ()
    """What its sentences give differently, and its counts over time."""
    sure: frozenset[str] = frozenset()
    """Ids of the members that corroborate its head."""

    @property
    def told(self) -> tuple[Reading, ...]:
        """The head, its members that corroborate it or give another figure or day; not who says the contrary."""
        figures = (t for t in self.tables if t.kind not in {"statement", "actor"})
        differing = {v.sentence for t in figures for v in t.values}
        kept = self.sure | differing
        return (self.head, *(m for m in self.members if m.sentence.id in kept))

    @property
    def origins(self) -> frozenset[str]:
        """The origins of those that report it."""
        return frozenset(r.origin for r in self.told)


@dataclass(frozen=True, slots=True)
class Found:
    """What a stricter look at pairs of sentences found."""

    alike: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of each sentence those that tell of the same thing, surely the same or not."""
    same: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of each sentence those that corroborate it."""
    tables: tuple[Table, ...] = ()
    """What is told differently, and counts over time."""
    denied: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The denials of each sentence that somebody denies; of others that tell of the same thing none."""

    @property
    def concerned(self) -> frozenset[str]:
        """The sentences that a claim can be made of: others tell the same, or somebody denies it."""
        return frozenset(k for pair in self.links() for k in pair) | self.denied.keys()

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of sentences that are told of in one place."""
        yield from ((a, b) for a, others in self.alike.items() for b in sorted(others))
        yield from ((a, b) for a, others in self.same.items() for b in sorted(others))
        for table in self.tables:
            yield from combinations(dict.fromkeys(v.sentence for v in table.values), 2)

    def tables_of(self) -> dict[str, list[tuple[int, Table]]]:
        """Return the tables that each sentence stands in, with their numbers."""
        held: dict[str, list[tuple[int, Table]]] = {}
        for n, table in enumerate(self.tables):
            for key in dict.fromkeys(v.sentence for v in table.values):
                held.setdefault(key, []).append((n, table))
        return held

    @staticmethod
    def holds(table: Table, inside: set[str]) -> bool:
        """Return whether all sentences of a table stand in one claim."""
        return all(v.sentence in inside for v in table.values)


def look_closely(
    readings: Mapping[str, Reading],
    articles: Sequence[Article],
    stories: Sequence[Story],
    corpus: Corpus | None = None,
    compared: Compared | None = None,
) -> Found:
    """Return which sentences are told of in one place, which corroborate surely and what is told differently.

    A version that a later one replaces corroborates nothing, and contradicts nobody.

    Args:
        readings: every sentence's reading, by its id.
        articles: the articles that hold the sentences.
        stories: which of them are about one event.
        corpus: knows the vectors of most sentences, where there is one.
        compared: how alike the articles are, where that is known.
    """
    alike = find_same(readings, articles, stories, compared)
    denied = find_denials(readings, stories)
    origins = {r.sentence.source: r.origin for r in readings.values()}
    old = find_superseded(articles, origins)
    standing = {k: r for k, r in readings.items() if r.sentence.source not in old}
    pool = make_pool(standing, articles, corpus)
    if pool is None:
        return Found(_fixed(alike), denied=_fixed(denied))
    candidates = find_candidates(pool)
    same: dict[str, set[str]] = {}
    for c in candidates:
        if c.same:
            same.setdefault(c.first.sentence.id, set()).add(c.second.sentence.id)
            same.setdefault(c.second.sentence.id, set()).add(c.first.sentence.id)
    pairs = find_pairs(pool, alike)
    tables = find_tables(
        candidates,
        pairs,
        _linked(standing, alike),
        pool.laid.readings,
        find_blamed(standing, stories),
    )
    return Found(
        _fixed(alike),
        _fixed(same),
        tables,
        _fixed(with_retold(denied, alike, same, readings)),
    )


def _fixed(held: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(others) for key, others in held.items()}


def _linked(
    readings: Mapping[str, Reading], alike: Mapping[str, set[str]]
) -> Iterator[tuple[Reading, Reading]]:
    """Yield each pair of sentences that are told of in one place, in the order of the sources."""
    for key in sorted(alike.keys() & readings.keys(), key=place_of):
        later = (k for k in alike[key] if k in readings and place_of(k) > place_of(key))
        yield from ((readings[key], readings[k]) for k in sorted(later, key=place_of))


def find_claims(
    readings: Mapping[str, Reading],
    order: Sequence[str],
    articles: Sequence[Article],
    stories: Sequence[Story],
    found: Found | None = None,
) -> tuple[Group, ...]:
    """Return the claims that several origins report or somebody denies.

    Args:
        readings: every sentence's reading, by its id.
        order: ids, best first; the first of a claim stands for it, and each sentence belongs to one. What denies a
            sentence must deny the one that stands for its claim, else it stands as a claim of its own.
        articles: the articles that hold the sentences.
        stories: which of them are about one event.
        found: what a closer look found; without one, sentences of one thing are only put together.
    """
    found = found or Found(
        _fixed(find_same(readings, articles, stories)),
        denied=_fixed(find_denials(readings, stories)),
    )
    same: dict[str, set[str]] = {}
    for a, b in found.links():
        same.setdefault(a, set()).add(b)
        same.setdefault(b, set()).add(a)
    tables = found.tables_of()
    against = found.denied
    taken, nobody = set[str](), frozenset[str]()
    groups = []
    for key in order:
        if key in taken or readings[key].denies:
            continue
        sure = found.same.get(key, frozenset())
        members = [
            readings[k]
            for k in sorted(same.get(key, ()), key=place_of)
            if k not in taken and against.get(k, nobody) <= against.get(key, nobody)
        ]
        denials = tuple(readings[k] for k in sorted(against.get(key, ()), key=place_of))
        if members or denials:
            taken.update((key, *(m.sentence.id for m in members)))
            inside = {key, *(m.sentence.id for m in members)}
            mine = {
                n for k in sorted(inside) for n, t in tables.get(k, ()) if found.holds(t, inside)
            }
            groups.append(
                Group(
                    readings[key],
                    tuple(members),
                    denials,
                    tuple(found.tables[n] for n in sorted(mine)),
                    sure,
                )
            )
    return tuple(groups)


# The same fact -----------------------------------------------------------------------------------


def find_same(
    readings: Mapping[str, Reading],
    articles: Sequence[Article],
    stories: Sequence[Story],
    compared: Compared | None = None,
) -> dict[str, set[str]]:
    """Return for each sentence those of other articles that report the same fact."""
    same: dict[str, set[str]] = {}
    for a, b in (*_same_events(readings, articles, stories, compared), *_same_frames(readings)):
        same.setdefault(a, set()).add(b)
        same.setdefault(b, set()).add(a)
    return same


def _same_events(
    readings: Mapping[str, Reading],
    articles: Sequence[Article],
    stories: Sequence[Story],
    compared: Compared | None,
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of sentences that report one event; only those of stories that several articles tell are compared."""
    story = {a: n for n, s in enumerate(stories) for a in s.articles}
    told = [[readings[s.id] for s in a.sentences] for a in articles]
    several = [len(stories[story[a.id]].articles) > 1 for a in articles]
    homes = [n for n, said in enumerate(told) if several[n] for _ in said]
    if not homes:
        return
    flat = [r for n, said in enumerate(told) if several[n] for r in said]
    origins = {r.sentence.source: r.origin for r in readings.values()}
    compared = compared or compare_articles(articles, origins)
    table = make_table(
        [[t for r in said for t in r.sequence] for said in told],
        [r.sequence for r in flat],
        homes,
        [story[a.id] for a in articles],
        compared.among(articles, origins),
    )
    facts = make_facts([r.sentence.text for r in flat])
    for first, second in find_matches(table, facts) if table else ():
        a, b = flat[first], flat[second]
        if a.origin != b.origin and _is_report(a) and _is_report(b) and _agree(a, b):
            yield a.sentence.id, b.sentence.id


def _is_report(reading: Reading) -> bool:
    """Return whether a sentence reports an event: it denies none, and nobody's "may" is no report."""
    guessed = reading.attribution.status in {"possible", "forecast"}
    return not reading.denies and not (guessed and reading.attribution.kind == "none")


def _agree(a: Reading, b: Reading) -> bool:
    """Return whether nothing that two sentences name keeps them apart: names, days, direction."""
    strangers = a.named and b.named and not share_name(a.named, b.named)
    return not strangers and not _opposite(a, b) and _days_agree(a, b)


def _opposite(a: Reading, b: Reading) -> bool:
    return bool(a.receiver and b.receiver and a.receiver != b.receiver)


def _days(reading: Reading) -> list[int]:
    """Return the days that a sentence gives, as numbers."""
    days = (d.date for d in reading.dates if d.precision == "day")
    return [span_of(day)[0].toordinal() for day in days]


def _days_agree(a: Reading, b: Reading) -> bool:
    """Return whether two sentences can speak of one event by their days, else by those of publication.

    Where only one has a day, nothing shows that time agrees; nor where none has, for a point in time.
    """
    first, second = (
        _days(r) or ([span_of(r.published)[0].toordinal()] if r.published else []) for r in (a, b)
    )
    if first and second:
        return min(abs(x - y) for x in first for y in second) <= SAME_EVENT_DAYS
    return not (first or second or (a.concepts.actions | b.concepts.actions) & MOMENTS)


def _same_frames(readings: Mapping[str, Reading]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of sentences that report one standing fact."""
    index: dict[tuple[str, ...], list[Reading]] = {}
    for reading in readings.values():
        for key in () if reading.denies else _frames(reading):
            index.setdefault(key, []).append(reading)
    for held in index.values():
        for n, a in enumerate(held):
            for b in held[n + 1 :]:
                if a.origin != b.origin and same_frame(a, b):
                    yield a.sentence.id, b.sentence.id


def _frames(reading: Reading) -> list[tuple[str, ...]]:
    """Return what a sentence says to whom about what, where no point in time is in it."""
    said = reading.concepts
    receiver = reading.receiver or ""
    actions = said.actions - MOMENTS - {"deny"}
    return [
        (action, thing, receiver) for action in sorted(actions) for thing in sorted(said.objects)
    ]


def same_frame(a: Reading, b: Reading) -> bool:
    """Return whether actors, direction and time of two sentences agree, where a frame of them does."""
    actors = set(a.concepts.actors) & set(b.concepts.actors)
    given = "give" not in a.concepts.actions & b.concepts.actions or a.receiver is not None
    return len(actors) > 1 and given and not _days_differ(a, b)


def _days_differ(a: Reading, b: Reading) -> bool:
    first, second = set(_days(a)), set(_days(b))
    return bool(first and second) and not first & second


# What is printed ---------------------------------------------------------------------------------


def evidence_of(readings: Mapping[str, Reading], found: Found = Found()) -> Mapping[str, Evidence]:
    """Return what is known of every sentence: who else surely reports it, who denies it and no other of its claim."""

    def make(key: str) -> Evidence:
        same = sorted(found.same.get(key, ()), key=place_of)
        denials = sorted(found.denied.get(key, ()), key=place_of)
        return _evidence(readings[key], [readings[k] for k in same], denials)

    return Asked(readings, make)


def tellings_of(groups: Sequence[Group]) -> dict[str, Evidence]:
    """Return what weighs for each sentence of a claim: everything that is told of it, surely the same or not.

    How much is told of a thing shows how much it matters, whether or not each telling agrees with the others.
    """
    found = {}
    for group in groups:
        everyone = (group.head, *group.members)
        denials = [r.sentence.id for r in group.denials]
        for reading in everyone:
            beside = [r for r in everyone if r.sentence.source != reading.sentence.source]
            beside.sort(key=lambda r: place_of(r.sentence.id))
            found[reading.sentence.id] = _evidence(reading, beside, denials)
    return found


def _evidence(reading: Reading, also: Sequence[Reading], denials: Sequence[str]) -> Evidence:
    origins = {reading.origin, *(r.origin for r in also)}
    return Evidence(
        attribution=reading.attribution,
        also=tuple(r.sentence.id for r in also),
        origins=len(origins),
        independence="single source" if len(origins) == 1 else "not established",
        denials=tuple(denials),
        days=sure_days(reading),
    )


def sure_days(reading: Reading) -> tuple[Day, ...]:
    """Return the words of a sentence that mean one day, where nothing else in it has the same words."""
    days: dict[str, set[str]] = {}
    for dated in reading.dates:
        if dated.precision == "day":
            days.setdefault(dated.raw, set()).add(dated.date)
    text, found = reading.sentence.text, []
    for raw, dates in days.items():
        start = text.find(raw)
        end = start + len(raw)
        apart = not in_word(text, start - 1) and not in_word(text, end)
        if len(dates) == 1 and text.count(raw) == 1 and apart:
            found.append(Day(start=start, end=end, date=min(dates)))
    return tuple(sorted(found, key=lambda d: d.start))


def phrase_of(reading: Reading) -> str:
    """Return words of a sentence that name its claim: from the action to the end of its object."""
    text = reading.sentence.text
    actions = [m for m in mentions("actions", text) if m[0] != "deny"]
    objects = mentions("objects", text)
    pairs = [(a[1], o[2]) for a in actions for o in objects if a[1] < o[2]]
    near = [p for p in pairs if len(text[slice(*p)].split()) <= 9]  # noqa: PLR2004 - a phrase, no clause
    if near:
        start, end = max(near, key=lambda p: (len(text[slice(*p)]), -p[0]))
        return text[start:end]
    words = text.split()[:8]
    rest = text.split()[8:9]
    while words and rest and words[-1].isdigit() and _GROUP.fullmatch(rest[0]):
        rest = [words.pop()]
    while len(words) > 1 and words[-1].lower() in _LEADS_ON:
        words.pop()
    return " ".join(words).rstrip(",.;:")


_GROUP = re.compile(r"\d{1,3}\W*")
"""A group of a number whose groups are parted by spaces: no phrase ends in half of one."""
_LEADS_ON = frozenset(
    "a an the of at in to for by with and or on from that which who as his her its their is was were are has had".split()
)
"""Words that end no phrase."""
