"""Who and what the collection speaks of, how often, under which names, and who is named together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from briefgen.evidence import Reading
from briefgen.language.terms import mentions
from briefgen.models import Actor, ActorKind, CoMention

MOST_ACTORS, MOST_PAIRS = 40, 60
"""Actors and pairs in a brief at the most: what follows is named once or twice."""
PAIR_SENTENCES = 2
"""Sentences that name two actors before the pair is told."""
_SYSTEM = re.compile(
    r"\b(?=\w*-)[A-Z][A-Za-z]*-\d[\w.-]*\w|\b[A-Z][a-z]+(?:-[A-Z][a-z]*)*-\d[\w.]*"
)
_ORGANISATIONS = frozenset("nato united_nations european_union".split())


@dataclass(slots=True)
class _Tally:
    kind: ActorKind
    forms: Counter[str] = field(default_factory=Counter)
    sentences: list[str] = field(default_factory=list)


def find_actors(readings: Iterable[Reading]) -> tuple[tuple[Actor, ...], tuple[CoMention, ...]]:
    """Return the actors and systems of some sentences, most articles first, and their co-mentions."""
    tallies: dict[str, _Tally] = {}
    together: dict[tuple[str, str], list[str]] = {}
    for reading in readings:
        named = _named(reading.sentence.text)
        for key, kind, form in named:
            tally = tallies.setdefault(key, _Tally(kind))
            tally.forms[form] += 1
        for key in dict.fromkeys(key for key, _, _ in named):
            tallies[key].sentences.append(reading.sentence.id)
        for pair in combinations(sorted({key for key, _, _ in named}), 2):
            together.setdefault(pair, []).append(reading.sentence.id)
    ranked = sorted(
        tallies,
        key=lambda k: (-len(_articles(tallies[k].sentences)), -len(tallies[k].sentences), k),
    )
    actors = {key: _actor(tallies[key]) for key in ranked[:MOST_ACTORS]}
    return tuple(actors.values()), tuple(_co_mentions(actors, together))


def _named(text: str) -> list[tuple[str, ActorKind, str]]:
    """Return what a sentence names: key, kind, form as printed."""
    actors: list[tuple[str, ActorKind, str]] = [
        (key, "organisation" if key in _ORGANISATIONS else "place", text[start:end])
        for key, start, end in mentions("actors", text)
    ]
    return [*actors, *((m.group(), "system", m.group()) for m in _SYSTEM.finditer(text))]


def _articles(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return the sources of some sentences, in order."""
    return tuple(sorted({s.split(".")[0] for s in sentences}, key=lambda s: int(s[1:])))


def _actor(tally: _Tally) -> Actor:
    forms = tuple(f for f, _ in sorted(tally.forms.items(), key=lambda item: (-item[1], item[0])))
    return Actor(
        name=forms[0],
        kind=tally.kind,
        forms=forms,
        sentences=len(tally.sentences),
        articles=_articles(tally.sentences),
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
        if a in actors and b in actors and len(sentences) >= PAIR_SENTENCES
    ]
    return sorted(pairs, key=lambda p: (-p.sentences, p.first, p.second))[:MOST_PAIRS]
