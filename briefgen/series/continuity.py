"""Which of an edition's events earlier editions told, so that an event keeps its id from edition to edition.

An event is remembered by the stems of its sentence and its headline. It is the earlier one that is most like it in rare
stems; where several events of an edition are like one before, the most alike keeps its id (a split), and one that is like
several has been told in all editions that told any of them (a merge).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log1p

from briefgen.language.tokens import terms
from briefgen.model import Brief, Event
from briefgen.series.memory import Memory, Remembered, Sketch, sketch

ONE = 0.4
"""Cosine from which two events are one; by sentence alone a repeated report has .5 and more, look-alikes of one subject .1 to .3."""


def follow_events(brief: Brief, memory: Memory) -> Brief:
    """Return a brief whose events have the ids of earlier editions, and say which of these told them."""
    words = {e.id: stems_of(e, brief) for e in brief.events}
    earlier = memory.events
    rarity = _rarity([*words.values(), *(set(r.stems.split()) for r in earlier)])
    like = [
        (round(_cosine(words[e.id], set(r.stems.split()), rarity), 6), n, m)
        for n, e in enumerate(brief.events)
        for m, r in enumerate(earlier)
    ]
    near = sorted(((c, n, m) for c, n, m in like if c >= ONE), key=lambda x: (-x[0], x[1], -x[2]))
    ids: dict[str, str] = {}
    taken = {e.id for e in brief.events}
    told: dict[str, set[str]] = {e.id: set() for e in brief.events}
    for _, n, m in near:
        event, before = brief.events[n], earlier[m]
        told[event.id] |= {*before.told_in, before.label}
        if event.id not in ids and before.id not in {*ids.values(), *(taken - {event.id})}:
            ids[event.id] = before.id
    order = {s.label: n for n, s in enumerate(memory.sketches)}
    events = tuple(
        replace(
            e,
            id=ids.get(e.id, e.id),
            told_in=tuple(sorted(told[e.id], key=lambda label: (order.get(label, -1), label))),
        )
        for e in brief.events
    )
    evidence = {
        k: replace(e, event=ids.get(e.event, e.event)) if e.event else e
        for k, e in brief.evidence.items()
    }
    return replace(brief, events=events, evidence=evidence)


def remember(brief: Brief) -> tuple[Remembered, ...]:
    """Return what later editions need to know of a brief's events."""
    return tuple(
        Remembered(
            id=e.id,
            label=brief.label,
            told_in=e.told_in,
            stems=" ".join(sorted(stems_of(e, brief))),
        )
        for e in brief.events
    )


def recall_printed(brief: Brief) -> Sketch:
    """Return what is remembered of an edition by its brief alone: what it printed."""
    texts = [s.text for s in brief.sentences.values()]
    return replace(sketch(brief.label, texts), events=remember(brief))


def stems_of(event: Event, brief: Brief) -> set[str]:
    """Return the content stems of an event's sentence and headline."""
    return set(terms(f"{brief.sentences[event.sentence].text} {event.title or ''}"))


def _rarity(rows: Sequence[set[str]]) -> dict[str, float]:
    held = Counter(word for row in rows for word in row)
    return {word: log1p(len(rows) / count) for word, count in held.items()}


def _cosine(one: set[str], other: set[str], rarity: dict[str, float]) -> float:
    shared = sum(rarity[w] ** 2 for w in one & other)
    lengths = sum(rarity[w] ** 2 for w in one) * sum(rarity[w] ** 2 for w in other)
    return float(shared / lengths**0.5) if lengths else 0.0
