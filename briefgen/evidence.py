"""Who else reports a sentence's fact, and who denies it: sentences compared by what they claim.

Two sentences of different articles report the same fact where they name the same actors, an action
and an object in common (`language/aliases.toml`, `language/lexicon.toml`), with the same receiver where that shows, and no
date that keeps them apart; outside the lexicon, where they share most of their content words and a
name. An event that happens at a point in time (a launch, a meeting) is the same only within a week,
so two launches never corroborate each other. Independence is never concluded from this: origins are
counted and called "not established".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefgen.dates import span_of
from briefgen.language.aliases import named_in
from briefgen.language.attribution import attribute
from briefgen.language.event_dates import find_event_dates
from briefgen.language.quantities import Measured, find_quantities
from briefgen.language.terms import Concepts, concepts, mentions, terms
from briefgen.models import Article, Attribution, Dated, Evidence, Sentence

MOMENTS = frozenset(
    {"launch", "meet", "attack", "kill", "arrest", "elect", "drill", "condemn", "punish", "pledge"}
)
"""Actions that happen at a point in time."""
SAME_EVENT_DAYS = 7
"""Two reports of such an action further apart than this speak of two events."""
ALIKE = 0.5
"""Share of content words two sentences have in common to be the same claim without the lexicon."""
ALIKE_TERMS = 4
"""Sentences of fewer content words are not compared by words."""

_RECEIVES = re.compile(
    r"\b(?:to|for|assist\w*|aid(?:s|ed|ing)?|help\w*|suppl\w+|provid\w+|arm(?:s|ed|ing)?|offer\w*|giv\w+|reach\w*|arriv\w+ in)\s(?:the\s)?$",
    re.IGNORECASE,
)
_DENIAL_CUE = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es?|ed)|disput(?:es?|ed))\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s(?:but|while|although|whereas)\s")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says, as far as cues tell."""

    sentence: Sentence
    origin: str
    attribution: Attribution
    concepts: Concepts
    receiver: str | None
    giver: str | None
    dates: tuple[Dated, ...]
    published: str | None
    quantities: tuple[Measured, ...]
    terms: frozenset[str]
    names: frozenset[str]
    denies: Concepts | None
    """What a denial denies, with the actors of the sentences before it."""

    @property
    def hedged(self) -> bool:
        """Whether the sentence reports it as possible, rumoured or to come."""
        return self.attribution.status in {"possible", "rumoured", "forecast"}


def read_sentences(articles: Sequence[Article], origins: Mapping[str, str]) -> dict[str, Reading]:
    """Return the reading of every sentence, by its id."""
    named = {a.id: named_in(s.text for s in a.sentences) for a in articles}
    return {
        sentence.id: _read(article, paragraph.sentences, n, origins[article.id], named[article.id])
        for article in articles
        for paragraph in article.paragraphs
        for n, sentence in enumerate(paragraph.sentences)
    }


def _read(
    article: Article,
    sentences: Sequence[Sentence],
    n: int,
    origin: str,
    named: frozenset[str],
) -> Reading:
    """Return the reading of sentence ``n`` of a paragraph."""
    sentence, before, behind = sentences[n], sentences[:n], sentences[n + 1 : n + 2]
    text = sentence.text
    beside = ("".join(s.text for s in side) for side in (before[-1:], behind))
    receiver, giver = _direction(text, named)
    published = article.published
    return Reading(
        sentence=sentence,
        origin=origin,
        attribution=attribute(text, *beside),
        concepts=concepts(text, named),
        receiver=receiver,
        giver=giver,
        dates=find_event_dates(text, published, [s.text for s in before]),
        published=published.date if published.precision == "day" else None,
        quantities=find_quantities(text),
        terms=frozenset(terms(text)),
        names=frozenset(re.findall(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w’'-]+", text)),
        denies=_denied(text, before, named),
    )


def _direction(text: str, named: frozenset[str]) -> tuple[str | None, str | None]:
    """Return who receives and who gives: "supplying Russia with", "sent to Russia"."""
    actors = mentions("actors", text, named)
    receiver = next((name for name, start, _ in actors if _RECEIVES.search(text[:start])), None)
    giver = next((name for name, start, _ in actors if name != receiver), None)
    return receiver, giver


def _denied(text: str, before: Sequence[Sentence], named: frozenset[str]) -> Concepts | None:
    """Return what stands behind a denial's cue, with the actors of its surroundings."""
    cue = _DENIAL_CUE.search(text)
    if not cue:
        return None
    clause = _CLAUSE_END.split(text[cue.end() :])[0]
    said = concepts(clause)
    around = concepts(" ".join(s.text for s in before) + " " + text, named)
    return Concepts(around.actors, said.actions, said.objects)


def report_same(a: Reading, b: Reading) -> bool:
    """Return whether two sentences of different origins report the same fact."""
    opposite = a.receiver and b.receiver and a.receiver != b.receiver
    if a.origin == b.origin or opposite or _apart(a, b) or a.denies or b.denies:
        return False
    return _same_frame(a, b) or _same_words(a, b)


def _same_frame(a: Reading, b: Reading) -> bool:
    """Return whether actors, action, object and direction agree."""
    actors = set(a.concepts.actors) & set(b.concepts.actors)
    if len(actors) < 2 or not a.concepts.actions & b.concepts.actions - {"deny"}:  # noqa: PLR2004 - who and to whom
        return False
    if not a.concepts.objects & b.concepts.objects:
        return False
    if "give" in a.concepts.actions & b.concepts.actions:
        return a.receiver is not None and a.receiver == b.receiver
    return True


def _same_words(a: Reading, b: Reading) -> bool:
    """Return whether two sentences share most content words, a name and every figure's unit."""
    shared = a.terms & b.terms
    smaller = min(len(a.terms), len(b.terms))
    figures_a, figures_b = ({(m.unit, m.value) for m in r.quantities} for r in (a, b))
    units = {u for u, _ in figures_a} & {u for u, _ in figures_b}
    differ = any(
        {v for u, v in figures_a if u == unit} != {v for u, v in figures_b if u == unit}
        for unit in units
    )
    return (
        smaller >= ALIKE_TERMS
        and len(shared) >= ALIKE * smaller + 1
        and bool(a.names & b.names)
        and not differ
    )


def _apart(a: Reading, b: Reading) -> bool:
    """Return whether dates keep two sentences apart."""
    days_a = [span_of(d.date) for d in a.dates if d.precision == "day"]
    days_b = [span_of(d.date) for d in b.dates if d.precision == "day"]
    if days_a and days_b and not set(days_a) & set(days_b):
        return True
    shared = (a.concepts.actions & b.concepts.actions) or (a.concepts.actions | b.concepts.actions)
    if not shared & MOMENTS or shared - MOMENTS:
        return False
    when_a, when_b = (_when(r) for r in (a, b))
    if when_a is None or when_b is None:
        return True
    return abs((span_of(when_a)[0] - span_of(when_b)[0]).days) > SAME_EVENT_DAYS


def _when(reading: Reading) -> str | None:
    dated = next((d.date for d in reading.dates if d.precision == "day"), None)
    return dated or reading.published


def denies(denial: Reading, claim: Reading) -> bool:
    """Return whether a sentence denies what another one reports."""
    what = denial.denies
    if what is None or claim.denies:
        return False
    return bool(
        what.objects & claim.concepts.objects
        and (what.actions - {"deny"}) & claim.concepts.actions
        and len(set(what.actors) & set(claim.concepts.actors)) >= min(2, len(claim.concepts.actors))
        and claim.concepts.actors
    )


@dataclass(frozen=True, slots=True)
class Group:
    """A claim: the sentence that stands for it, those that report the same, those that deny it."""

    head: Reading
    members: tuple[Reading, ...]
    denials: tuple[Reading, ...]

    @property
    def origins(self) -> frozenset[str]:
        """The origins of those that report it."""
        return frozenset(r.origin for r in (self.head, *self.members))


def find_claims(readings: Mapping[str, Reading], order: Sequence[str]) -> tuple[Group, ...]:
    """Return the claims that several origins report or somebody denies.

    ``order`` ranks sentence ids; the first of a claim stands for it, and each sentence belongs to one.
    """
    denials = [r for r in readings.values() if r.denies]
    keys = _keys_of(readings.values())
    index: dict[str, list[Reading]] = {}
    for reading in readings.values():
        for shared in keys[reading.sentence.id]:
            index.setdefault(shared, []).append(reading)
    taken: set[str] = set()
    groups = []
    for key in order:
        head = readings[key]
        if key in taken or head.denies:
            continue
        near = {
            r.sentence.id: r
            for shared in keys[key]
            for r in index.get(shared, ())
            if r.sentence.id not in taken and r is not head
        }
        members = _members(head, near)
        against = tuple(d for d in denials if denies(d, head))
        if members or against:
            taken.update(r.sentence.id for r in (head, *members))
            groups.append(Group(head, members, against))
    return tuple(groups)


def _members(head: Reading, near: Mapping[str, Reading]) -> tuple[Reading, ...]:
    """Return what reports the same as a claim's head: of other origins, then of its own."""
    ordered = sorted(near.values(), key=_place)
    others = [r for r in ordered if report_same(head, r)]
    own = [r for r in ordered if r.origin == head.origin and any(report_same(r, m) for m in others)]
    return (*others, *own)


def _place(reading: Reading) -> tuple[int, int]:
    source, number = reading.sentence.id.removeprefix("S").split(".")
    return int(source), int(number)


def _keys_of(readings: Iterable[Reading]) -> dict[str, tuple[str, ...]]:
    """Return keys of which two sentences share one where they can report the same fact.

    An action with an object; or one of the rarest terms: sentences that share a given share of their
    terms share one of so many rarest ones (prefix filter; Chaudhuri, Ganti and Kaushik 2006).
    """
    everything = list(readings)
    held = Counter(term for r in everything for term in r.terms)
    keys = {}
    for reading in everything:
        frames = [f"{a}>{o}" for a in reading.concepts.actions for o in reading.concepts.objects]
        rarest = sorted(reading.terms, key=lambda t: (held[t], t))
        needed = math.ceil(ALIKE * len(rarest)) + 1
        words = rarest[: max(0, len(rarest) - needed + 1)] if len(rarest) >= ALIKE_TERMS else []
        keys[reading.sentence.id] = (*sorted(frames), *words)
    return keys


def evidence_for(reading: Reading, groups: Sequence[Group]) -> Evidence:
    """Return what is known of one sentence: who else reports it, who denies it."""
    also: list[Reading] = []
    against: list[Reading] = []
    for group in groups:
        everyone = (group.head, *group.members)
        if any(reading is member for member in everyone):
            also += [r for r in everyone if r.sentence.source != reading.sentence.source]
            against += group.denials
    origins = {reading.origin, *(r.origin for r in also)}
    return Evidence(
        attribution=reading.attribution,
        also=tuple(r.sentence.id for r in sorted(also, key=_place)),
        origins=len(origins),
        independence="single source" if len(origins) == 1 else "not established",
        denials=tuple(r.sentence.id for r in against if r is not reading),
    )


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
    return " ".join(text.split()[:8]).rstrip(",.;:")
