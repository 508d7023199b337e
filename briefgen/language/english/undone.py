"""Which deeds a sentence tells as not done, or not yet: wants to buy, threatened to sue, would lift, put off a vote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from briefgen.language.english import cues
from briefgen.language.english.slots import agents, form_of, slots_of
from briefgen.language.english.verb_groups import Verb, listed, read_words

GOVERNED = 4
"""Words from what governs an infinitive to it, a day between them: "threatened on Tuesday to sue"."""
_BEFORE_TO = "wish planned planned_to considered considered_to undone".split()
_LOOK = frozenset({"ahead", "later"})


@cache
def _governing() -> frozenset[str]:
    """Return the words whose infinitive is not done by that: wants, plans, threatened, refused, proposed."""
    table = cues.table("modality")
    return frozenset(w for name in (*_BEFORE_TO, "asked_to") for w in table[name].split())


@cache
def _stopping() -> frozenset[str]:
    return frozenset(map(form_of, cues.table("modality")["stopping"].split()))


@cache
def _giving_up() -> frozenset[str]:
    return frozenset(map(form_of, cues.table("modality")["giving_up"].split()))


@lru_cache(maxsize=4096)
def undone(text: str) -> frozenset[str]:
    """Return the deeds, as stems, that a sentence tells as planned, possible, wanted or refused, and not as done."""
    words = read_words(text)
    low = words.lower
    found = (
        form_of(low[verb.last])
        for verb in words.verbs
        if (_is_governed(low, verb) if low[verb.first] == "to" else _is_ahead(low, verb))
    )
    return frozenset(found) - done(text)


def _is_governed(low: Sequence[str], verb: Verb) -> bool:
    return not _governing().isdisjoint(low[max(0, verb.first - GOVERNED) : verb.first])


def _is_ahead(low: Sequence[str], verb: Verb) -> bool:
    """Return whether a finite verb has a modal before it and is not denied: would lift, could have lifted."""
    modal = verb.last > verb.first and low[verb.first] in listed("modal")
    modal = modal and "not" not in low[verb.first : verb.last]
    return modal and (verb.way in _LOOK or "have" in low[verb.first : verb.last])


@lru_cache(maxsize=4096)
def opposed(text: str) -> frozenset[str]:
    """Return what a sentence tells as put off or opposed: a vote against a ban, a trip that is put off."""
    return frozenset(
        word
        for (verb, place), word in slots_of(text)
        if place == "against" or (place == "object" and verb in _stopping())
    )


@lru_cache(maxsize=4096)
def done(text: str) -> frozenset[str]:
    """Return the deeds, as stems, that a sentence tells as done."""
    words = read_words(text)
    return frozenset(
        form_of(words.lower[verb.last])
        for verb in words.verbs
        if verb.way == "back" and words.lower[verb.first] not in {"to"} | listed("modal")
    )


@lru_cache(maxsize=4096)
def deeds(text: str) -> frozenset[str]:
    """Return all verbs of a sentence, as stems."""
    words = read_words(text)
    return frozenset(form_of(words.lower[verb.last]) for verb in words.verbs)


def stopped(text: str) -> Iterator[str]:
    """Yield who, as stems, a sentence tells to put off or give up something."""
    for verb, who in agents(text).items():
        if verb in _giving_up():
            yield from who


def acting(text: str) -> Iterator[str]:
    """Yield who, as stems, does what is none of that."""
    for verb in done(text) - _stopping():
        yield from agents(text).get(verb, ())
