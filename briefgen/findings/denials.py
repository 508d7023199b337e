"""Which sentence a denial means: the one claim that it surely rejects, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefgen.analysis.readings import Denial, Reading
from briefgen.findings.contradictions import Opposed, taken_back
from briefgen.language.english.actors import find_mentions
from briefgen.language.english.capitals import share_name
from briefgen.language.english.concepts import Concepts
from briefgen.language.english.contraries import are_synonyms
from briefgen.language.english.contrasts import blames_another
from briefgen.language.english.denials import find_denied
from briefgen.language.english.denied_deeds import denied_deed, names_deed, told_deed
from briefgen.language.english.offices import find_heads
from briefgen.language.english.pointing import (
    Pointing,
    can_be_meant,
    denier_of,
    is_answer,
    leaves_open,
    names_accusation,
    offices,
    rejects,
    says_outright,
)
from briefgen.language.tokens import words
from briefgen.model import Story
from briefgen.model.dates import span_of

DENIED_SHARE, DENIED_TERMS = 0.7, 3
"""Share and number of what is denied that a sentence must hold to be what the denial means."""
NEAR, NEAR_SHARE, NEAR_TERMS = 3, 0.5, 2
"""So many sentences before a denial in its own article less is asked: there a denial answers what was just told."""
FRAME_SHARE = 0.3
"""The same where actors, action and object are those denied: "launched missiles" is not "shot down a plane"."""
FEW_TERMS = 4
"""In so few words a denial names a thing ("any arms trade") that others name otherwise ("artillery shells")."""
CLAIM_SHARE = 0.3
"""Share of a claim's own words that must be denied: who denies one word of twenty denies another thing."""


def find_denials(readings: Mapping[str, Reading], stories: Sequence[Story]) -> dict[str, set[str]]:
    """Return for each sentence those that deny what it reports; each denial means one sentence, the surest.

    Whether a sentence that has the words of a denied deed tells it as done is decided by who does it there.
    Of 198 links that half of the words were enough for on nine labelled weeks, hardly one in ten was right: a claim
    that shares the subject of a denial is not what is denied. Of six links of sentences without a word of denial none was.
    """
    story = {a: n for n, s in enumerate(stories) for a in s.articles}
    index = _index(readings, story)
    against: dict[str, set[str]] = {}
    for claim, denied, _ in _same_deeds(readings, story):
        against.setdefault(claim, set()).add(denied)
    for opposed in taken_back(tuple(readings.values())):
        (said, _), (answer, _) = opposed.sides
        if answer.denies and not said.denies:
            against.setdefault(said.sentence.id, set()).add(answer.sentence.id)
    for denial in readings.values():
        if not denial.denies:
            continue
        answered = _answered(denial, readings) if denial.denies.points else None
        if answered:
            against.setdefault(answered, set()).add(denial.sentence.id)
        if denial.denies.points or not _says_so(denial):
            continue
        deed = _deed_of(denial)
        keys: tuple[str | int, ...] = (
            story[denial.sentence.source],
            *denial.denies.concepts.objects,
        )
        near = {c.sentence.id: c for key in keys for c in index.get(key, ())}
        meant = [
            (_surety(denial, claim), _before(denial, claim), claim.sentence.id)
            for claim in near.values()
            if denies(
                denial.denies,
                claim,
                together=story[claim.sentence.source] == story[denial.sentence.source],
                near=0 < _before(denial, claim) <= NEAR,
            )
            and not names_deed(claim.sentence.text, deed)
        ]
        if meant:
            _, _, surest = min(meant, key=lambda m: (-m[0], m[1] if m[1] > 0 else NEAR + 1, m[2]))
            against.setdefault(surest, set()).add(denial.sentence.id)
    return against


def find_blamed(readings: Mapping[str, Reading], stories: Sequence[Story]) -> Iterator[Opposed]:
    """Yield each denial that says who did it instead, with the sentences that tell the deed of who denies it."""
    story = {a: n for n, s in enumerate(stories) for a in s.articles}
    told: dict[str, dict[str, str]] = {}
    for claim, denial, phrase in _same_deeds(readings, story):
        told.setdefault(denial, {})[claim] = phrase
    for denial, claims in told.items():
        text = readings[denial].sentence.text
        found = blames_another(text)
        if found:
            sides = [(readings[k], claims[k]) for k in sorted(claims, key=place_of)]
            yield Opposed("actor", "actor", (*sides, (readings[denial], text[slice(*found)])))


def with_retold(
    denied: Mapping[str, set[str]],
    alike: Mapping[str, set[str]],
    same: Mapping[str, set[str]],
    readings: Mapping[str, Reading],
) -> dict[str, set[str]]:
    """Return the denials of each sentence, those of a sentence that another one retells beside that one, too.

    Who reports the same need not say what is denied: "called the use of gas obscene" does not say who used it.
    Where all of a denied sentence is told again, its denial means that, too; else what is denied must be told.

    Args:
        denied: the denials of each sentence.
        alike: of each sentence those that tell of the same thing, surely the same or not.
        same: of each sentence those that surely report the same.
        readings: every sentence's reading, by its id.
    """
    found = {key: set(denials) for key, denials in denied.items()}
    for key, denials in denied.items():
        said, surely = readings[key].terms, same.get(key, set())
        for other in sorted(alike.get(key, set()) | surely):
            claim = readings[other]
            whole = other in surely and len(said & claim.terms) >= RETOLD * len(said)
            meant = {d for d in denials if whole or _means_too(readings[d], claim, other in surely)}
            if meant and not claim.denies:
                found.setdefault(other, set()).update(meant)
    return found


RETOLD = 0.8
"""Share of a denied sentence's content words that another one holds which tells all of it again."""


def _means_too(denial: Reading, claim: Reading, surely: bool) -> bool:  # noqa: FBT001 - whether it surely reports the same
    """Return whether a denial means another sentence of the same thing by itself, or in like words what surely is the same.

    A deed is looked for by who did it (`_same_deeds`); what points back says not what it denies.
    """
    denied = denial.denies
    if denied is None or denied.points or _deed_of(denial):
        return False
    if denies(denied, claim, together=False):
        return True
    if not surely or (claim.named and not share_name(claim.named, denied.named)):
        return False
    told = sum(any(are_synonyms(t, u) for u in claim.terms) for t in denied.terms)
    return told >= DENIED_TERMS and told >= DENIED_SHARE * len(denied.terms)


def _deed_of(denial: Reading) -> tuple[str, ...]:
    """Return the deed that a sentence denies, or () where it denies none or says not what it denies."""
    points = denial.denies is None or denial.denies.points
    denied = None if points else find_denied(denial.sentence.text)
    return denied_deed(denied.clause) if denied else ()


def _index(
    readings: Mapping[str, Reading], story: Mapping[str, int]
) -> dict[str | int, list[Reading]]:
    """Return what can be denied by its object and by its story: nothing else can be meant."""
    index: dict[str | int, list[Reading]] = {}
    for claim in readings.values():
        if claim.denies or leaves_open(claim.sentence.text):
            continue
        index.setdefault(story[claim.sentence.source], []).append(claim)
        for thing in claim.concepts.objects:
            index.setdefault(thing, []).append(claim)
    return index


def _same_deeds(
    readings: Mapping[str, Reading], story: Mapping[str, int]
) -> Iterator[tuple[str, str, str]]:
    """Yield each sentence that tells of somebody the very deed that he denies, the denial, and the words that tell the deed.

    Who is not named ("the hospital") is known in his own story only.
    """
    deeds = list(_deeds(readings))
    if deeds:
        lands = _lands(readings)
        deeds = [(denial, deed, _with_heads(doers, lands)) for denial, deed, doers in deeds]
    wanted = {deed[-1] for _, deed, _ in deeds}
    holders: dict[str, list[Reading]] = {}
    for claim in readings.values() if wanted else ():
        if not claim.denies and claim.attribution.status in {"stated", "reported"}:
            terms = wanted & claim.terms
            for term in terms if terms and not _is_of_old(claim) else ():
                holders.setdefault(term, []).append(claim)
    for denial, deed, doers in deeds:
        here = story[denial.sentence.source] if _is_unnamed(denial) else None
        for claim in holders.get(deed[-1], ()):
            if here is not None and story[claim.sentence.source] != here:
                continue
            told = claim.terms.issuperset(deed[2:])
            words_ = told_deed(claim.sentence.text, deed, doers) if told else None
            if words_:
                yield claim.sentence.id, denial.sentence.id, words_


def _is_unnamed(denial: Reading) -> bool:
    """Return whether the words for who denies hold no name: "the hospital", "Town officials", "Doctors"."""
    who = denial.attribution.who or ""
    first, *behind = words(who) or ("",)
    plain = first.endswith("s") or first == "Police"
    named = any(w[:1].isupper() for w in behind) or not (behind or plain)
    return not named and not find_mentions(who)


def _lands(readings: Mapping[str, Reading]) -> dict[str, set[str]]:
    """Return for each state the names of those who lead it, as told anywhere."""
    lands: dict[str, set[str]] = {}
    for reading in readings.values():
        for state, names in find_heads(reading.sentence.text):
            lands.setdefault(state, set()).update(names)
    return lands


def _with_heads(doers: frozenset[str], lands: Mapping[str, set[str]]) -> frozenset[str]:
    """Return doers with those who lead a state among them, or with the state that one of them leads: its deeds are theirs."""
    named = {m.actor for word in doers for m in find_mentions(word.title())}
    led = {state for state, names in lands.items() if names & doers}
    return doers.union(led, *(lands.get(state, ()) for state in named | led))


def _is_of_old(claim: Reading) -> bool:
    """Return whether a sentence names a day or a month long before its article: another such deed is not what is denied."""
    if not claim.published:
        return False
    written = span_of(claim.published)[0]
    return any((written - span_of(d.date)[1]).days > OF_OLD for d in (*claim.dates, *claim.about))


OF_OLD = 31
"""Days after which a deed is another one."""


def _deeds(
    readings: Mapping[str, Reading],
) -> Iterator[tuple[Reading, tuple[str, ...], frozenset[str]]]:
    """Yield each denial of a deed that says who did not do it: with the deed, and the words that name who denies."""
    for denial in readings.values():
        deed = _deed_of(denial)
        doers = _speaker(denial) - offices()
        if deed and doers:
            yield denial, deed, doers


def _answered(denial: Reading, readings: Mapping[str, Reading]) -> str | None:
    """Return the sentence that a denial answers which says not what it denies: the nearest before it that can be meant.

    Denials before it and what is left open are passed over. Where it was left open just before who is to blame, the
    denial answers that.
    """
    points = denial.denies.points if denial.denies else None
    source, number = denial.sentence.id.rsplit(".", 1)
    for before in range(1, NEAR + 1):
        told = readings.get(f"{source}.{int(number) - before}")
        if told is None or points is None or rejects(told.sentence.text):
            return None
        open_ = leaves_open(told.sentence.text)
        if open_ and points == "blame" and can_be_meant(told.sentence.text, points):
            return None
        if not told.denies and not open_:
            return told.sentence.id if _answers(denial, told, points) else None
    return None


def _answers(denial: Reading, told: Reading, points: Pointing) -> bool:
    """Return whether a denial that points back means a sentence: a report, or what somebody else says who is answered.

    An accusation is one that accuses, or that names who denies it; what the same speaker said is not meant.
    """
    denier = denier_of(denial.sentence.text) or _speaker(denial)
    if denier & _speaker(told) or len(told.terms) < FEWEST_TERMS:
        return False
    accused = points == "report" and names_accusation(denial.sentence.text)
    if can_be_meant(told.sentence.text, "blame" if accused else points):
        return True
    named = bool(denier & frozenset(words(told.sentence.text.lower())))
    led = named or (not accused and (points == "answer" or is_answer(denial.sentence.text)))
    return points != "blame" and told.attribution.who is not None and led


FEWEST_TERMS = 3
"""A sentence of fewer content words tells nothing that can be denied."""


def _speaker(reading: Reading) -> frozenset[str]:
    """Return the longer words of who says a sentence, in small letters."""
    return frozenset(
        w for w in words((reading.attribution.who or "").lower()) if len(w) > len("the")
    )


def _says_so(denial: Reading) -> bool:
    """Return whether a sentence says with a verb, or of a report, that it is not so."""
    return denial.attribution.status == "denied" or says_outright(denial.sentence.text)


def _before(denial: Reading, claim: Reading) -> int:
    """Return how many sentences before a denial a claim stands in its article; 0 in another, or behind it."""
    if denial.sentence.source != claim.sentence.source:
        return 0
    return max(0, place_of(denial.sentence.id)[1] - place_of(claim.sentence.id)[1])


def _surety(denial: Reading, claim: Reading) -> float:
    """Return how much of both what is denied and what is reported is the same, 0 to 1 (Jaccard)."""
    denied = denial.denies.terms if denial.denies else frozenset[str]()
    return round(len(denied & claim.terms) / max(1, len(denied | claim.terms)), 6)


def denies(denial: Denial, claim: Reading, *, together: bool, near: bool = False) -> bool:
    """Return whether a denial can mean what a sentence reports.

    Args:
        denial: what is denied.
        claim: the sentence.
        together: whether both are of one story.
        near: whether the sentence stands right before the denial.
    """
    if claim.named and not share_name(claim.named, denial.named):
        return False
    shared = len(denial.terms & claim.terms)
    held = len(denial.terms) <= FEW_TERMS or shared >= FRAME_SHARE * len(denial.terms)
    return (held and _denies_frame(denial.concepts, claim.concepts)) or (
        together and _denies_words(denial, claim, near=near)
    )


def _denies_frame(denied: Concepts, said: Concepts) -> bool:
    """Return whether actors, action and object are those denied."""
    actors = set(said.actors)
    return bool(
        denied.objects & said.objects
        and (denied.actions - {"deny"}) & said.actions
        and actors
        and len(set(denied.actors) & actors) >= min(2, len(actors))
    )


def _denies_words(denial: Denial, claim: Reading, *, near: bool) -> bool:
    """Return whether a sentence holds what is denied, and not much besides."""
    shared = len(denial.terms & claim.terms)
    if near:
        whole = sum(len(term) > 2 for term in denial.terms & claim.terms)  # noqa: PLR2004 - "u." is a state, and no matter
        return whole >= NEAR_TERMS and shared >= NEAR_SHARE * len(denial.terms)
    return (
        shared >= DENIED_TERMS
        and shared >= DENIED_SHARE * len(denial.terms)
        and shared >= CLAIM_SHARE * len(claim.terms)
    )


def place_of(sentence_id: str) -> tuple[int, int]:
    """Return the numbers of a sentence's source and of itself: their order."""
    source, number = sentence_id.removeprefix("S").split(".")
    return int(source), int(number)
