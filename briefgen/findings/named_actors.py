"""Surface forms become actors: one actor a person, state, body or weapon, with every form kept.

Three sources, in this order. The table (`aliases.toml`) knows states with their capitals, people and
governments, bodies, and the few persons whose family name stands alone. Rules merge the other persons
that a tagger found: spellings by their keys (`names.py`), a family name alone with the full name of
the same document. Weapons go by their designation. What two full names could mean stays apart: a
wrong merger says that one person did what another did.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from briefgen.language.english.actors import ActorKind, Mention, find_mentions, known, named_in
from briefgen.language.romanisation import (
    PersonName,
    designation_key,
    family_key,
    find_designations,
    loosely,
    parse_person,
)


class Entity(Protocol):
    """A named entity as a tagger finds it: kind, span and words."""

    @property
    def kind(self) -> str:
        """Such as person, organisation or place."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Behind the last character."""

    @property
    def text(self) -> str:
        """The words."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts, with every form by which texts name it."""

    id: str
    """A name of the table (north_korea), or the key of a name outside it (person:ri/…)."""
    name: str
    """The form to print: the table's, else the most frequent of the longest kind."""
    kind: ActorKind
    of: str | None
    """The actor of the table that it speaks for."""
    forms: tuple[str, ...]
    """Forms met, the most frequent first."""
    mentions: tuple[tuple[int, Mention], ...]
    """Index of the text, and where in it."""


def find_actors(
    texts: Sequence[str],
    entities: Sequence[Sequence[Entity]] = (),
    documents: Sequence[str] = (),
) -> tuple[Actor, ...]:
    """Return the actors that texts name, those with most mentions first, then by id.

    Args:
        texts: Sentences, say.
        entities: For each text what a tagger found in it; none: the table and designations alone.
        documents: For each text the id of its document; none: all are of one. Within a document a
            family name means the person named in full, and "the North" the state named otherwise.
    """
    found = entities or [()] * len(texts)
    homes = documents or [""] * len(texts)
    placed: list[tuple[int, Mention]] = []
    of_home: dict[str, list[int]] = {}
    for i, home in enumerate(homes):
        of_home.setdefault(home, []).append(i)
    for indices in of_home.values():
        placed += _in_document({i: texts[i] for i in indices}, {i: found[i] for i in indices})
    merged = _merge_spellings(placed)
    return tuple(sorted(_actors(merged), key=lambda a: (-len(a.mentions), a.id)))


def _in_document(
    texts: Mapping[int, str], entities: Mapping[int, Sequence[Entity]]
) -> Iterator[tuple[int, Mention]]:
    """Yield the mentions of one document: by the table, by designation, by rules on entities."""
    named = named_in(texts.values())
    people = _full_names(entities)
    taken: dict[int, list[Mention]] = {}
    for i, text in texts.items():
        by_table = [m for m in find_mentions(text, named) if m.sense != "place"]
        taken[i] = [m for m in by_table if not _is_anothers(m, entities[i], people, named)]
        taken[i] += [m for m in _systems(text) if not _overlaps(m, taken[i])]
    for i, text in texts.items():
        yield from ((i, m) for m in taken[i])
        for entity in entities[i]:
            mention = _by_rule(entity, people, text)
            if mention and not _overlaps(mention, taken[i]):
                yield i, mention


def _is_anothers(
    mention: Mention,
    entities: Sequence[Entity],
    people: Mapping[str, set[str]],
    named: frozenset[str],
) -> bool:
    """Return whether a form of the table is no mention of its actor.

    It may be part of a person's name (Michael Jordan), or a family name that the document gives to
    another person (Kim, of Kim Yong-hyun).
    """
    if mention.sense == "alone":
        return mention.actor not in named and family_key(mention.text) in people
    return known()[mention.actor].kind != "person" and any(
        e.kind == "person" and e.start <= mention.start and mention.end <= e.end for e in entities
    )


def _systems(text: str) -> Iterator[Mention]:
    for start, end in find_designations(text):
        yield Mention(
            f"system:{designation_key(text[start:end])}", start, end, text[start:end], "name"
        )


def _overlaps(mention: Mention, others: Iterable[Mention]) -> bool:
    return any(o.start < mention.end and mention.start < o.end for o in others)


def _full_names(entities: Mapping[int, Sequence[Entity]]) -> dict[str, set[str]]:
    """Return, by family name, the ids of the persons that a document names in full."""
    people: dict[str, set[str]] = {}
    for entity in (e for found in entities.values() for e in found if e.kind == "person"):
        person = parse_person(entity.text)
        if person and person.full:
            people.setdefault(person.family, set()).add(_person_id(person))
    return people


def _by_rule(entity: Entity, people: Mapping[str, set[str]], text: str) -> Mention | None:
    """Return the actor an entity outside the table names: a person, or a body by its words."""
    words = re.sub(r"['’]s?$", "", entity.text)
    span = (entity.start, entity.start + len(words), text[entity.start : entity.start + len(words)])
    if entity.kind == "person":
        person = parse_person(words)
        if person is None:
            return None
        if person.full:
            return Mention(_person_id(person), *span, "name")
        bearers = people.get(family_key(words), set())
        actor = next(iter(bearers)) if len(bearers) == 1 else f"person:{person.family}/"
        return Mention(actor, *span, "alone")
    if entity.kind == "organisation":
        body = re.sub(r"^the\s+", "", " ".join(words.lower().split()))
        return Mention(f"organisation:{body}", *span, "name") if body else None
    return None


def _person_id(person: PersonName) -> str:
    style = "korean" if person.korean else "arabic" if person.arabic else ""
    return f"person:{person.family}/{' '.join(person.given)}" + (f"#{style}" if style else "")


def _merge_spellings(placed: Sequence[tuple[int, Mention]]) -> list[tuple[int, Mention]]:
    """Return mentions with spellings of one person under one id, and a short name of a body under its long one.

    Keys of Arabic names fold more letters; they merge only where one of the spellings is known to
    be Arabic.
    """
    ids = sorted({m.actor for _, m in placed})
    table = {_table_key(k.name): k.id for k in known().values() if k.kind == "person"}
    renamed = {i: table[i] for i in ids if i in table} | _arabic(ids) | _acronyms(ids)
    return [(n, replace(m, actor=renamed.get(m.actor, m.actor))) for n, m in placed]


def _table_key(name: str) -> str:
    person = parse_person(name)
    return _person_id(person) if person else ""


def _arabic(ids: Iterable[str]) -> dict[str, str]:
    buckets: dict[str, list[str]] = {}
    for actor in ids:
        if actor.startswith("person:") and not actor.endswith(("/", "#korean")):
            buckets.setdefault(loosely(actor.removesuffix("#arabic")), []).append(actor)
    return {
        actor: bucket[0]
        for bucket in buckets.values()
        if any(a.endswith("#arabic") for a in bucket)
        for actor in bucket
    }


def _acronyms(ids: Iterable[str]) -> dict[str, str]:
    """Return bodies named by the initials of exactly one other: icg of international crisis group."""
    bodies = [i for i in ids if i.startswith("organisation:")]
    initials: dict[str, list[str]] = {}
    for body in bodies:
        words = [
            w
            for w in body.removeprefix("organisation:").split()
            if w not in {"of", "the", "for", "and"}
        ]
        if len(words) > 2:  # noqa: PLR2004 - two initials belong to too many
            initials.setdefault("".join(w[0] for w in words), []).append(body)
    short = {b: initials.get(b.removeprefix("organisation:").replace(".", ""), []) for b in bodies}
    return {body: longer[0] for body, longer in short.items() if len(longer) == 1}


def _actors(placed: Iterable[tuple[int, Mention]]) -> Iterator[Actor]:
    by_actor: dict[str, list[tuple[int, Mention]]] = {}
    for i, mention in placed:
        by_actor.setdefault(mention.actor, []).append((i, mention))
    for actor, mentions in by_actor.items():
        ordered = sorted(mentions, key=lambda p: (p[0], p[1].start))
        counts = Counter(m.text for _, m in ordered)
        entry = known().get(actor)
        yield Actor(
            id=actor,
            name=entry.name if entry else _longest_usual(ordered),
            kind=entry.kind if entry else _kind(actor),
            of=entry.of if entry else None,
            forms=tuple(sorted(counts, key=lambda f: (-counts[f], f))),
            mentions=tuple(ordered),
        )


def _kind(actor: str) -> ActorKind:
    kinds: dict[str, ActorKind] = {"person": "person", "system": "system"}
    return kinds.get(actor.partition(":")[0], "organisation")


def _longest_usual(mentions: Sequence[tuple[int, Mention]]) -> str:
    """Return the most frequent form among those that give the full name."""
    full = [m.text for _, m in mentions if m.sense == "name"] or [m.text for _, m in mentions]
    longest = max(len(form.split()) for form in full)
    counts = Counter(form for form in full if len(form.split()) == longest)
    return min(counts, key=lambda form: (-counts[form], form))
