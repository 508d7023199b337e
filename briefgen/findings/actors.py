"""Who and what the collection speaks of, how often, under which names, and who is named together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from briefgen.analysis.readings import Reading
from briefgen.findings import named_actors
from briefgen.language.entities import Entity, find_entities
from briefgen.model import Actor, ActorKind, CoMention

MOST_ACTORS, MOST_PAIRS = 40, 60
"""Actors and pairs in a brief at the most: what follows is named once or twice."""
PAIR_SENTENCES = 2
"""Sentences that name two actors before the pair is told."""
_KINDS: Mapping[str, ActorKind] = {
    "state": "place", "person": "person", "organisation": "organisation", "system": "system",
}  # fmt: skip


def find_actors(
    readings: Iterable[Reading], entities: Sequence[Sequence[Entity]] | None = None
) -> tuple[tuple[Actor, ...], tuple[CoMention, ...]]:
    """Return the actors and systems of some sentences, most articles first, and their co-mentions.

    Args:
        readings: sentences that may be printed; names are looked for in no others.
        entities: what each of them names, where that was read before (`analysis.named`).
    """
    sentences = [reading.sentence for reading in readings]
    texts = [sentence.text for sentence in sentences]
    named = named_actors.find_actors(
        texts,
        find_entities(texts) if entities is None else entities,
        [sentence.source for sentence in sentences],
    )
    places = {
        actor.id: tuple(dict.fromkeys(sentences[n].id for n, _ in actor.mentions))
        for actor in named
    }
    ranked = sorted(named, key=lambda a: (-len(_articles(places[a.id])), -len(places[a.id]), a.id))[
        :MOST_ACTORS
    ]
    actors = {actor.id: _actor(actor, places[actor.id]) for actor in ranked}
    return tuple(actors.values()), tuple(_co_mentions(actors, _together(actors, places)))


def _together(
    actors: Iterable[str], places: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], list[str]]:
    """Return the sentences that name two actors."""
    together: dict[tuple[str, str], list[str]] = {}
    for pair in combinations(sorted(actors), 2):
        second = set(places[pair[1]])
        shared = [s for s in places[pair[0]] if s in second]
        if shared:
            together[pair] = shared
    return together


def _articles(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return the sources of some sentences, in order."""
    return tuple(sorted({s.split(".")[0] for s in sentences}, key=lambda s: int(s[1:])))


def _actor(found: named_actors.Actor, sentences: Sequence[str]) -> Actor:
    return Actor(
        name=found.name,
        kind=_KINDS[found.kind],
        forms=found.forms,
        sentences=len(sentences),
        articles=_articles(sentences),
    )


def _co_mentions(
    actors: Mapping[str, Actor], together: Mapping[tuple[str, str], list[str]]
) -> list[CoMention]:
    """Return the pairs of actors that sentences name together, most sentences first."""
    pairs = [
        CoMention(
            first=actors[a].name,
            second=actors[b].name,
            sentences=len(sentences),
            articles=_articles(sentences),
        )
        for (a, b), sentences in together.items()
        if len(sentences) >= PAIR_SENTENCES
    ]
    return sorted(pairs, key=lambda p: (-p.sentences, p.first, p.second))[:MOST_PAIRS]
