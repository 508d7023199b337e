"""What keeps two sentences of like words from reporting one fact: figures, days, contraries, roles, plan against deed.

Each rule names itself, so that a pair that a figure alone keeps apart can be looked at again
(`findings.counts`). What a sentence brings to the rules is laid out once (`laid_out.Laid`); a rule compares two such.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

from briefgen.findings.laid_out import SCALES, Laid
from briefgen.language.english.capitals import share_name
from briefgen.language.english.contraries import (
    are_synonyms,
    contraries,
    particles_differ,
    words_of,
)
from briefgen.language.english.quantities import Measured
from briefgen.language.english.slots import agents, counted, other_deeds, swapped
from briefgen.language.english.thesaurus import forms_of, with_particle
from briefgen.language.english.undone import acting, deeds, done, opposed, stopped, undone
from briefgen.language.tokens import stop_words
from briefgen.language.units import agree, dimension_of


def vetoes(a: Laid, b: Laid) -> list[str]:
    """Return the rules that keep two sentences apart; none where nothing does."""
    return [name for name, rule in _RULES.items() if rule(a, b)]


def strangers(a: Laid, b: Laid) -> bool:
    """Return whether both name somebody or some place, and nothing in common; a day or a month is no name."""
    actors = set(a.reading.concepts.actors) & set(b.reading.concepts.actors)
    return bool(a.named and b.named) and not actors and not share_name(a.named, b.named)


def _claims_differ(a: Laid, b: Laid) -> bool:
    """Return whether both give somebody's words, and these have little in common."""
    if not a.speaker or not b.speaker:
        return False
    shorter = min(len(a.claimed), len(b.claimed))
    return len(a.claimed & b.claimed) < CLAIMED * shorter


CLAIMED = 0.45
"""Share of the shorter of two statements that both must have: who says two things says them of one matter."""


def _speakers_differ(a: Laid, b: Laid) -> bool:
    """Return whether two persons say them, of whom neither sentence names the other's."""
    if not a.surname or not b.surname or a.surname == b.surname:
        return False
    return a.surname not in b.every_word and b.surname not in a.every_word


def _hours_differ(a: Laid, b: Laid) -> bool:
    """Return whether each names an hour that the other lacks by more than `SOON`."""
    return bool(_alone(a.hours, b.hours) and _alone(b.hours, a.hours))


def _alone(hours: frozenset[int], others: frozenset[int]) -> bool:
    """Return whether an hour is near none of some others; of none none is known."""
    return bool(others) and any(all(abs(x - y) > SOON for y in others) for x in hours)


SOON = 30
"""Minutes between two hours that different papers may give to one moment."""


def _places_differ(a: Laid, b: Laid) -> bool:
    """Return whether each opens with a place that the other does not name."""
    return bool(a.opening and b.opening) and not (
        a.opening & b.every_word or b.opening & a.every_word
    )


def _hindered(a: Laid, b: Laid) -> bool:
    """Return whether one says that somebody was kept from what the other has him do."""
    return bool((a.hindered & b.every) - b.hindered or (b.hindered & a.every) - a.hindered)


def _stages_differ(a: Laid, b: Laid) -> bool:
    return a.stage != b.stage


def _negations_differ(a: Laid, b: Laid) -> bool:
    """Return whether one takes back what the other says."""
    return bool((a.negated & b.content) - b.negated or (b.negated & a.content) - a.negated)


def figures_differ(a: Laid, b: Laid) -> bool:
    """Return whether they count or measure the same and no figure of it agrees."""
    first, second = a.figures, b.figures
    return any(
        not any(same_figure(m, n) for m in first[kind] for n in second[kind])
        and not any(m.value in b.uncounted for m in first[kind])
        and not any(n.value in a.uncounted for n in second[kind])
        for kind in first
        if kind in second
    )


def same_figure(a: Measured, b: Measured) -> bool:
    """Return whether two figures of a kind can be one; of counts under two nouns the numbers alone are compared."""
    unit = a.unit if dimension_of(a.unit) != dimension_of(b.unit) else b.unit
    return agree((a.value, a.unit, a.qualifier), (b.value, unit, b.qualifier))


def _crossed(a: Laid, b: Laid) -> bool:
    """Return whether two numbers of both stand in one another's place: 3 of 12, 12 of 3."""
    first, second = a.beside, b.beside
    return any(
        first[x] & second[y]
        and first[y] & second[x]
        and not first[x] & second[x]
        and not first[y] & second[y]
        for x, y in combinations(sorted(first.keys() & second.keys()), 2)
    )


def numbers_differ(a: Laid, b: Laid) -> bool:
    """Return whether each has numbers that the other lacks, in whatever units it gives them."""
    if a.numbers <= b.numbers or b.numbers <= a.numbers:
        return False
    return bool(a.numbers - b.numbers - _given(a, b) and b.numbers - a.numbers - _given(b, a))


def _given(a: Laid, b: Laid) -> set[float]:
    """Return the values of one's measures that the other gives in other units: 2.3 km, 2,300 metres."""
    return {
        m.value
        for kind, measures in a.figures.items()
        for m in measures
        if any(same_figure(m, n) for n in b.figures.get(kind, ()))
    }


def _ranks_differ(a: Laid, b: Laid) -> bool:
    """Return whether each has a place in a row or a score that the other lacks: the second, the third; 3-1, 2-0."""
    return bool(a.ranks - b.ranks and b.ranks - a.ranks)


def days_differ(a: Laid, b: Laid) -> bool:
    """Return whether both give days and none in common, or different weekdays, months or years."""
    first, second = a.days, b.days
    if first and second:
        close = _alike_otherwise(a, b)
        return not any(abs(x - y) <= (0 if close else 1) for x in first for y in second)
    said = a.calendar, b.calendar
    return bool(said[0] and said[1] and not said[0] & said[1]) and _alike_otherwise(a, b)


def _contrary(a: Laid, b: Laid) -> bool:
    """Return whether a word of one is the contrary of a word of the other that stands in its place."""
    table = contraries()
    return any(
        _in_one_place(a, w, b, other)
        for w in a.contraries
        if not _is_said(w, b)
        for other in b.contraries
        if other in table[w] and not _is_said(other, a)
    )


def _is_said(word: str, laid: Laid) -> bool:
    """Return whether a sentence has a word that has contraries, or another for it."""
    return word in laid.every or any(are_synonyms(word, other) for other in laid.contraries)


def _deeds_contrary(a: Laid, b: Laid) -> bool:
    """Return whether what they tell of are contrary deeds, in whatever words: charged with it, convicted of it."""
    return _whole_deed(b) in contraries().get(_whole_deed(a), ())


def _whole_deed(laid: Laid) -> str:
    """Return the deed with the particle of its verb: put off."""
    at = laid.stems.index(laid.deed) + 1 if laid.deed in laid.stems else len(laid.stems)
    return (at < len(laid.stems) and with_particle(laid.deed, laid.words[at].lower())) or laid.deed


def _in_one_place(a: Laid, word: str, b: Laid, other: str) -> bool:
    """Return whether two words stand near a content word that both sentences have."""
    at, there = a.stems.index(word), b.stems.index(other)
    near = (
        set(a.stems[max(0, at - NEAR) : at + NEAR + 1]),
        set(b.stems[max(0, there - NEAR) : there + NEAR + 1]),
    )
    return bool(near[0] & near[1] & a.content)


NEAR = 4
"""Words before and behind a contrary among which a common one shows that they stand in one place."""


def _directions_differ(a: Laid, b: Laid) -> bool:
    """Return whether one goes where the other comes from."""
    there = (a.towards & b.away) - a.away - b.towards
    back = (a.away & b.towards) - a.towards - b.away
    return bool(there and back)


def _roles_differ(a: Laid, b: Laid) -> bool:
    """Return whether two that the one has in two places have changed places in the other of much the same words."""
    return _alike(a, b) >= MUCH and swapped(a.reading.sentence.text, b.reading.sentence.text)


MUCH = 0.45
"""Share of the longer sentence's content words that both have where who does it to whom is compared."""


def _part(a: Laid, b: Laid) -> bool:
    """Return whether one tells of a part of what the other tells of, in otherwise the same words: only the crane drivers."""
    parts = words_of("parts")
    return _alike(a, b) >= MUCH and any(
        not parts.isdisjoint(x.every_word) and parts.isdisjoint(y.every_word)
        for x, y in ((a, b), (b, a))
    )


def _done_otherwise(a: Laid, b: Laid) -> bool:
    """Return whether one has somebody do to something what the other has the same do otherwise: grant bail, refuse it."""
    return any(
        not are_synonyms(x, y)
        for x, y in other_deeds(a.reading.sentence.text, b.reading.sentence.text)
    )


def _undone(a: Laid, b: Laid) -> bool:
    """Return whether one only wants, plans or puts off what the other has done."""
    one, other = a.reading.sentence.text, b.reading.sentence.text
    return any(
        not undone(x).isdisjoint(done(y)) or not opposed(x).isdisjoint(deeds(y) - opposed(y))
        for x, y in ((one, other), (other, one))
    )


def _counts_differ(a: Laid, b: Laid) -> bool:
    """Return whether they tell one deed of another number, whatever is counted: killed 38 people, nine pupils."""
    texts = a.reading.sentence.text, b.reading.sentence.text
    (one, other), (acts, acted) = map(counted, texts), map(agents, texts)
    return any(
        one[verb].isdisjoint(other[verb])
        and not (acts.get(verb) and acted.get(verb) and acts[verb].isdisjoint(acted[verb]))
        for verb in one.keys() & other.keys()
    )


def _given_up(a: Laid, b: Laid) -> bool:
    """Return whether one has somebody put off or give up something, and the other has the same only act."""
    one, other = a.reading.sentence.text, b.reading.sentence.text
    return any(
        not (set(stopped(x)) - set(stopped(y))).isdisjoint(acting(y)) and not set(stopped(y))
        for x, y in ((one, other), (other, one))
    )


ALIKE = 0.7
"""Share of the longer sentence's content words that both have where they are of otherwise the same words."""


def _alike_otherwise(a: Laid, b: Laid) -> bool:
    return _alike(a, b) >= ALIKE


def _alike(a: Laid, b: Laid) -> float:
    """Return the share of the longer sentence's content words that both have."""
    return len(a.content & b.content) / max(1, len(a.content), len(b.content))


def _replaced(a: Laid, b: Laid) -> bool:
    """Return whether one content word stands in another's place among the same words, and is no synonym.

    Nobody can list all contraries; what alone differs between two sentences of otherwise the same words is
    what they differ about.
    """
    if not _alike_otherwise(a, b):
        return False
    matcher = SequenceMatcher(None, a.stems, b.stems, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "replace" or j - i > RUN or m - k > RUN:
            continue
        left, right = _telling(a, i, j, b), _telling(b, k, m, a)
        if _is_shortened(a, i, j, b, b.words[k:m]) or _is_shortened(b, k, m, a, a.words[i:j]):
            continue
        if left and right and not any(are_synonyms(x, y) for x in left for y in right):
            return True
    return False


def _is_shortened(laid: Laid, start: int, end: int, other: Laid, instead: Sequence[str]) -> bool:
    """Return whether a stretch only holds more of a name than the other sentence, which has no name instead: Jan of Jan Teller."""
    beside = (*laid.words[max(0, start - 1) : start], *laid.words[end : end + 1])
    return (
        all(w[0].isupper() for w in laid.words[start:end])
        and any(w[0].isupper() and w.lower() in other.every_word for w in beside)
        and not any(w[0].isupper() for w in instead)
    )


def _telling(laid: Laid, start: int, end: int, other: Laid) -> list[str]:
    """Return the stems of the content words of a stretch that another sentence has in no form.

    Figures have a rule of their own, and with them the units that they are given in.
    """
    return [whole for n in range(start, end) if (whole := _word_alone(laid, n, other))]


def _word_alone(laid: Laid, place: int, other: Laid) -> str:
    """Return the stem of a content word that another sentence has in no form, nothing of other words."""
    word, found = laid.words[place], laid.stems[place]
    if (
        not word[0].isalpha()
        or word.lower() in SCALES
        or word in other.initials
        or found in laid.units
        or not forms_of(found).isdisjoint(other.forms)
    ):
        return ""
    behind = laid.words[place + 1 : place + 2]
    whole = with_particle(found, behind[0].lower()) if behind else ""
    return whole or ("" if word.lower() in stop_words() else found)


RUN = 3
"""Words in one another's place that are compared one with another; a longer stretch is another wording."""


def _turned(a: Laid, b: Laid) -> bool:
    """Return whether a small word turns round what two sentences of nearly the same words say: on, off."""
    same = len(a.content & b.content) >= TURNED * max(1, len(a.content | b.content))
    return same and particles_differ([w.lower() for w in a.words], [w.lower() for w in b.words])


TURNED = 0.75
"""Share of content words from which a small word can turn a sentence round: of others it may belong to anything."""
_RULES = {
    "particle": _turned,
    "name": strangers,
    "stage": _stages_differ,
    "negation": _negations_differ,
    "figure": figures_differ,
    "number": numbers_differ,
    "crossed": _crossed,
    "rank": _ranks_differ,
    "day": days_differ,
    "contrary": _contrary,
    "deed": _deeds_contrary,
    "direction": _directions_differ,
    "role": _roles_differ,
    "part": _part,
    "done": _done_otherwise,
    "undone": _undone,
    "given up": _given_up,
    "count": _counts_differ,
    "claim": _claims_differ,
    "speaker": _speakers_differ,
    "hour": _hours_differ,
    "place": _places_differ,
    "hindered": _hindered,
    "word": _replaced,
}
_LOOSE = frozenset({"stage", "negation", "number", "rank", "contrary"})
"""Rules that hold only for sentences of otherwise the same words: what a sentence's status and negations belong
to is told too roughly for others (of 484 labelled same pairs they would keep 150 apart)."""


def keep_apart(a: Laid, b: Laid, rules: Sequence[str]) -> tuple[str, ...]:
    """Return those rules out of some that two sentences broke for which they are never printed as one fact."""
    close = _alike_otherwise(a, b)
    verbatim = bool(rules) and longest_run(a.quoted, b.quoted) >= _QUOTED
    return tuple(
        r for r in rules if (close or r not in _LOOSE) and not (verbatim and r in _OF_THE_FRAME)
    )


_QUOTED = 9
"""Words in a row between quotation marks of both from which they give the same words of somebody."""
_OF_THE_FRAME = frozenset(
    {"stage", "day", "hour", "role", "done", "undone", "given up", "word", "name", "speaker"}
)
"""Rules that around the same words of somebody only compare who gives them and when."""


def longest_run(first: Sequence[str], second: Sequence[str]) -> int:
    """Return the length of the longest run of words that both have."""
    places: dict[str, list[int]] = {}
    for n, word in enumerate(second):
        places.setdefault(word, []).append(n)
    best, ending = 0, dict[int, int]()
    for word in first:
        held = places.get(word)
        if held is None:
            ending = {}
            continue
        ending = {n: ending.get(n - 1, 0) + 1 for n in held}
        best = max(best, *ending.values())
    return best
