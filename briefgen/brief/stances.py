"""Who stands where in a collection: who says, denies or doubts what, one sentence each that is true by itself.

A denial or a doubt need not be linked to a claim to be told: the sentence itself names who denies, and what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.brief.assembly import Material
from briefgen.language.english.stances import stand_of
from briefgen.model import Actor, Stand, StandKind
from briefgen.model.publishers import known_publishers, publisher_name

MOST: dict[StandKind, int] = {"denies": 6, "doubts": 4, "says": 8}
"""Stands of each kind in a brief at the most."""
ONE = 0.5
"""The chance from which two sentences tell one event."""


def find_stands(material: Material, actors: Sequence[Actor]) -> tuple[Stand, ...]:
    """Return who stands where, what is denied first, then what is doubted, then what else is said.

    Sentences that stand alone and that nothing before tells; of those who only say something, one an actor, for
    those named in most articles.
    """
    odds = material.ranking.odds
    able = [k for k in material.printable if k in material.told_once and k in odds]
    found: dict[StandKind, list[str]] = {kind: [] for kind in MOST}
    for key in sorted(able, key=lambda k: (-odds[k], k)):
        reading = material.readings[key]
        kind = stand_of(reading.sentence.text, reading.attribution)
        if kind:
            found[kind].append(key)
    contested = [
        _stand(kind, key, material, actors)
        for kind in ("denies", "doubts")
        for key in _each_event(found[kind], MOST[kind], material)
    ]
    return (*contested, *_one_an_actor(found["says"], material, actors))


def _each_event(keys: Sequence[str], most: int, material: Material) -> list[str]:
    """Return the best of some sentences, best first, one an event."""
    kept: list[str] = []
    for key in keys:
        if len(kept) < most and not (kept and material.ranking.chances(key, kept).max() >= ONE):
            kept.append(key)
    return kept


def _one_an_actor(
    keys: Sequence[str], material: Material, actors: Sequence[Actor]
) -> Iterator[Stand]:
    best: dict[str, Stand] = {}
    outlets = known_publishers() | {
        publisher_name(a.publisher) for a in material.articles if a.publisher
    }
    heard = {_bare(name) for name in outlets}
    for key in keys:
        stand = _stand("says", key, material, actors)
        named = material.readings[key].attribution.kind == "named"
        if named and stand.actor and _bare(publisher_name(_bare(stand.who))) not in heard:
            best.setdefault(stand.actor, stand)
    rank = {actor.name: n for n, actor in enumerate(actors)}
    yield from sorted(best.values(), key=lambda s: rank[s.actor or ""])[: MOST["says"]]


def _bare(name: str) -> str:
    """Return a name without its article, whatever its letters' size."""
    return name.casefold().removeprefix("the ")


def _stand(kind: StandKind, key: str, material: Material, actors: Sequence[Actor]) -> Stand:
    who = material.readings[key].attribution.who or ""
    return Stand(kind=kind, who=who, actor=_actor_of(who, actors), sentence=key)


def _actor_of(who: str, actors: Sequence[Actor]) -> str | None:
    """Return the person or body whose name some words end in, the longest name first; a place where it is all of them."""
    words = _bare(who)
    named = [
        (len(form), actor.name)
        for actor in actors
        for form in map(_bare, actor.forms)
        if words == form
        or (actor.kind in {"person", "organisation"} and words.endswith(f" {form}"))
    ]
    return max(named)[1] if named else None
