"""Which names, systems, dates and measures a sentence holds, as spans of it.

Names come from the shipped model, put right by the table of actors; weapons and systems, dates, quantities,
money and percentages from rules. A spaCy pipeline that the profile names stands in for the model.
Each sentence is judged alone, so it does not matter which are asked for, when, or in what order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from briefgen.language import entity_model, spacy_models
from briefgen.language.english.actors import Sense, find_mentions, is_ambiguous, known
from briefgen.language.english.literals import find_literals
from briefgen.language.english.systems import find_systems
from briefgen.language.wordpiece import WORD

Kind = Literal[
    "person", "organisation", "place", "group", "event", "system", "date", "quantity", "money", "percentage"
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What is told apart; a group is a nationality or another group of people."""
REMEMBERED = 50_000
"""Sentences whose entities are kept, by their text."""
MEANT: dict[Sense, Kind] = {
    "name": "place",
    "capital": "place",
    "place": "place",
    "people": "group",
}
"""What a name of the table of actors is where it stands for a state."""
_OFFICE = re.compile(
    r"(?:(?:Prime |Foreign |Defen[cs]e |Vice )?(?:Minister|President|Secretary|Chancellor|Premier|Ambassador|"
    r"Governor|General|Chairman|King|Queen|Pope)(?: of [\w ]+| General)?|(?:Mrs?|Ms|Dr|Gen|Sen)\.?)"
)
"""An office or a title alone is no person's name."""
WORKERS = min(4, os.cpu_count() or 1)
"""Sentences judged side by side."""

Span = tuple[int, int, Kind]
"""Start, end, kind."""


class Listed(NamedTuple):
    """A name of the table of actors in a text, and whether people may bear it, too."""

    span: Span
    shared: bool


@dataclass(frozen=True, slots=True)
class Entity:
    """A name, system, date or measure: ``text[start:end]`` of the sentence it was found in."""

    kind: Kind
    start: int
    end: int
    text: str


def find_entities(
    texts: Sequence[str], *, model: str | None = None
) -> tuple[tuple[Entity, ...], ...]:
    """Return the entities of each text, in their order, none over another.

    Args:
        texts: sentences.
        model: name of an installed spaCy pipeline to find people, organisations, places, groups
            and events with; without one the shipped model does.

    Raises:
        LanguageError: the pack is missing or corrupt, or the pipeline cannot be used.
    """
    distinct = list(dict.fromkeys(texts))
    with ThreadPoolExecutor(WORKERS) as pool:
        found = dict(
            zip(distinct, pool.map(lambda t: entities_of(t, model), distinct), strict=True)
        )
    return tuple(found[text] for text in texts)


@lru_cache(maxsize=REMEMBERED)
def entities_of(text: str, model: str | None = None) -> tuple[Entity, ...]:
    """Return the entities of one text, remembered by its words. See `find_entities`."""
    names = spacy_models.find_names(text, model) if model else _names(text)
    spans = _apart([*find_systems(text), *names, *find_literals(text)])
    return tuple(Entity(kind, start, end, text[start:end]) for start, end, kind in spans)


def _names(text: str) -> list[Span]:
    """Return the names that the model finds, put right."""
    words = list(WORD.finditer(text))
    found = [
        (words[first].start(), words[end - 1].end(), kind)
        for first, end, kind in entity_model.find_spans(words)
        if kind in KINDS
    ]
    found = [s for s in found if not (s[2] == "person" and _OFFICE.fullmatch(text, s[0], s[1]))]
    return repaired(found, list(listed(text)))


def listed(text: str) -> Iterator[Listed]:
    """Yield the states, their capitals and their people that the table of actors finds in a text."""
    for mention in find_mentions(text):
        kind = MEANT.get(mention.sense)
        if kind and known()[mention.actor].kind == "state":
            shared = "capital" in mention.sense or is_ambiguous(mention.actor)
            yield Listed((mention.start, mention.end, kind), shared)


def repaired(found: Sequence[Span], table: Sequence[Listed]) -> list[Span]:
    """Return the model's spans, those that are a listed name as the table has them, and names it missed.

    "North Korea" is a place, whatever it does in a sentence; but a person may be called Jordan.
    """
    right = {item.span[:2]: item for item in table}
    names = [_put_right(span, right.get(span[:2])) for span in found]
    missed = [item.span for item in table if not any(_meet(item.span, span) for span in found)]
    return sorted([*names, *missed])


def _put_right(span: Span, entry: Listed | None) -> Span:
    if entry is None or (entry.shared and span[2] == "person"):
        return span
    return entry.span


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, of two that meet the one given first."""
    kept: list[Span] = []
    for span in spans:
        if not any(_meet(span, other) for other in kept):
            kept.append(span)
    return sorted(kept)
