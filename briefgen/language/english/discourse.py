"""Who speaks in an article read in its order: quotations that run on, and pronouns that go back.

A quotation belongs to who opened it, over sentences and paragraphs, until it is closed; a sentence all in
quotation marks beside it belongs to the speaker before or behind it. "He" is the last person who spoke or acted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from briefgen.language.english import cues
from briefgen.language.english.clauses import Words, main_clause, outside, span_of, words_of
from briefgen.language.english.speakers import Span, opening_subject
from briefgen.language.english.speech import BEFORE, BEHIND, Said, find_speech

_TURN = re.compile(r"([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s")
"""A speaker's name before a turn of an interview: "ANNA HOLT: Well, …"."""
_FULL_NAME = re.compile(
    r"\b[A-Z][\w’'.-]{1,40} (?=(?:[A-Z]\.? )?((?:al-|bin |van |von |de )?[A-Z][\w’'-]+))"
)
REMEMBERED = 40
"""Sentences in which the person of a pronoun is looked for."""
AHEAD = 12
"""Sentences of a paragraph in which the end of a quotation is looked for."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, cut and searched for who says it."""

    text: str
    words: Words
    outer: Words
    said: Said | None
    turn: str | None
    """Name of the speaker whose turn of an interview begins there."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who says a sentence, and the words that tell it where they stand in the sentence itself."""

    who: str | None
    said: Said | None
    chain: tuple[str, ...] = ()
    borrowed: bool = False
    """Whether the speaker is named in another sentence."""


@dataclass(slots=True)
class _Heard:
    """A sentence that was passed, and the person it leaves in mind, once one has been looked for."""

    sentence: Sentence
    spoken: Spoken
    looked: bool = False
    person: str | None = None


@dataclass(slots=True)
class _Memory:
    """What a reader of an article keeps in mind; persons are looked for when a pronoun asks, the last first."""

    text: str
    turns: Counter[str]
    """How many turns of an interview each name has."""
    heard: list[_Heard] = field(default_factory=list)
    pronouns: dict[str, str] = field(default_factory=dict)
    inside: bool = False
    """Whether a quotation is open."""
    known: frozenset[str] | None = None

    @property
    def surnames(self) -> frozenset[str]:
        """Words behind a first name or a title anywhere in the article."""
        if self.known is None:
            self.known = frozenset(m[1] for m in _FULL_NAME.finditer(self.text))
        return self.known

    def speaker(self) -> str | None:
        """Return who spoke last, or acted."""
        found = (_leads_to(h) or h.spoken.who or _person(h, self) for h in self._last())
        return next(filter(None, found), None)

    def recall(self, pronoun: str) -> str | None:
        """Return the last person whom a pronoun may mean."""
        if pronoun == "they":
            return self.speaker()
        for heard in self._last():
            person = _person(heard, self)
            if person and self.pronouns.setdefault(person, pronoun) == pronoun:
                return person
        return None

    def _last(self) -> Iterator[_Heard]:
        return reversed(self.heard[-REMEMBERED:])


def _leads_to(heard: _Heard) -> str | None:
    """Return who speaks behind "the paper reports that Kim said:"."""
    chain = heard.spoken.chain
    return chain[-1] if chain and heard.sentence.text.rstrip().endswith(":") else None


def _person(heard: _Heard, memory: _Memory) -> str | None:
    """Return the person whom a passed sentence leaves in mind."""
    if not heard.looked:
        heard.looked, heard.person = True, _look_for_person(heard, memory)
    return heard.person


def _look_for_person(heard: _Heard, memory: _Memory) -> str | None:
    """Return who leads on, who spoke, or the subject, where it is a person."""
    sentence, spoken = heard.sentence, heard.spoken
    said, behind = spoken.said, _leads_to(heard)
    if behind:
        return behind
    if spoken.borrowed:
        return spoken.who if said and said.pronoun else None
    if said is None or said.who is None:
        return _subject_person(sentence, memory, len(sentence.outer.low))
    person = _subject_person(sentence, memory, said.verb) if said.rank > BEFORE else None
    return person or (spoken.who if _is_person(sentence, said.who, memory) else None)


@cache
def _organisations() -> frozenset[str]:
    return frozenset(cues.table("speakers")["organisations"].split())


@cache
def _person_nouns() -> frozenset[str]:
    return frozenset(cues.table("speakers")["person_titles"].split())


def read_sentence(text: str) -> Sentence:
    """Return a sentence cut into words, with what tells in it who says it."""
    words = words_of(text)
    outer = outside(words) if words.quoted or "(" in text or "[" in text else words
    turn = _TURN.match(text)
    return Sentence(text, words, outer, find_speech(outer), turn[1] if turn else None)


def phrase(sentence: Sentence, span: Span) -> str:
    """Return the words of a span as they stand in the sentence."""
    places = sentence.outer.places
    first, last = (places[span[0]], places[span[1]]) if places else span
    return sentence.text[slice(*span_of(sentence.words, first, last))]


def speakers_of(paragraphs: Iterable[Sequence[Sentence]]) -> list[list[Spoken]]:
    """Return who says each sentence of an article's paragraphs."""
    read = [list(p) for p in paragraphs]
    every = [s for p in read for s in p]
    memory = _Memory("\n".join(s.text for s in every), Counter(s.turn for s in every if s.turn))
    return [_paragraph(p, memory) for p in read]


def _paragraph(sentences: Sequence[Sentence], memory: _Memory) -> list[Spoken]:
    """Return who says each sentence of a paragraph, and bring the memory behind it."""
    found: list[Spoken] = []
    turn = None
    memory.inside = memory.inside and bool(sentences) and sentences[0].text[:1] in _OPENING_MARKS
    for n, sentence in enumerate(sentences):
        turn = _turn(sentence, memory) or turn
        inside = memory.inside and n > 0 and not sentence.words.quoted
        if turn:
            spoken = Spoken(turn, None, borrowed=True)
        elif inside:
            later = _closing_speaker(sentences, n, memory)
            spoken = Spoken(later or memory.speaker(), None, borrowed=True)
        elif memory.inside and not n and not sentence.said and _is_quotation(sentence):
            spoken = Spoken(memory.speaker(), None, borrowed=True)
        else:
            spoken = _spoken(sentences, n, found, memory)
        found.append(spoken)
        if sentence.words.quoted:
            memory.inside = sentence.words.ends_inside
        if not inside:
            memory.heard.append(_Heard(sentence, spoken))
    return found


_OPENING_MARKS = frozenset('“"‘')


def _spoken(
    sentences: Sequence[Sentence], n: int, found: Sequence[Spoken], memory: _Memory
) -> Spoken:
    """Return who says a sentence by its own words, or by those beside it where it is all a quotation."""
    sentence = sentences[n]
    spoken = _own(sentence, memory)
    asked = sentence.said and sentence.said.pronoun
    if spoken.who or asked or not _is_quotation(sentence):
        return spoken
    return Spoken(_beside(sentences, n, found, memory), sentence.said, borrowed=True)


def _turn(sentence: Sentence, memory: _Memory) -> str | None:
    """Return whose turn of an interview begins: a name that is known, or that has several turns."""
    name = sentence.turn
    if not name:
        return None
    known = name.split()[-1].capitalize() in memory.surnames
    return name if known or (" " in name and memory.turns[name] > 1) else None


def _is_quotation(sentence: Sentence) -> bool:
    """Return whether a sentence is a quotation in the main: it opens or closes with one of many words."""
    quoted = sentence.words.quoted
    if not quoted or not any(quoted):
        return False
    return (quoted[0] or sentence.words.starts_inside) and 2 * sum(quoted) >= len(quoted)


def _own(sentence: Sentence, memory: _Memory) -> Spoken:
    """Return who says a sentence by its own words; a pronoun means a person named before."""
    said = sentence.said
    if said is None:
        return Spoken(None, None)
    chain = tuple(phrase(sentence, span) for span in said.chain)
    if said.who:
        return Spoken(phrase(sentence, said.who), said, chain)
    if said.pronoun:
        named = _subject_person(sentence, memory, said.verb)
        return Spoken(named or memory.recall(said.pronoun), said, chain, borrowed=True)
    return Spoken(None, said)


def _subject_person(sentence: Sentence, memory: _Memory, end: int) -> str | None:
    """Return the person who is the subject of a sentence's first clause before word ``end``."""
    outer = sentence.outer
    first, _ = main_clause(outer, 0, len(outer.low))
    starts = [0] if first >= end else [first]
    if outer.low and outer.low[0] in _SUBORDINATORS:
        starts = [1, *starts]
    for start in starts:
        if start >= end:
            continue
        span = opening_subject(outer, start, end)
        if span and _is_person(sentence, span, memory):
            return phrase(sentence, span)
    return None


_SUBORDINATORS = frozenset("as after when while although though if because since before".split())


def _is_person(sentence: Sentence, span: Span, memory: _Memory) -> bool:
    """Return whether a phrase names a person: a title, a first and a last name, or a last name known."""
    texts = sentence.outer.texts[span[0] : span[1] + 1]
    low = sentence.outer.low[span[0] : span[1] + 1]
    if low[-1] in _organisations() or (
        low[0] == "the" and len(low) > 1 and low[-1] not in _person_nouns()
    ):
        return False
    if any(w in _person_nouns() for w in low):
        return not low[-1].endswith("s") or texts[-1][0].isupper()
    capitals = [t for t in texts if t[0].isupper()]
    if any(w in _BETWEEN for w in low):
        return False
    if len(texts) == 1:
        return texts[0] in memory.surnames and bool(capitals)
    return len(capitals) > 1 and texts[-1][0].isupper() and texts[-1] in memory.surnames


_BETWEEN = frozenset("of for from in at on with to near and by".split())


def _beside(
    sentences: Sequence[Sentence], n: int, found: Sequence[Spoken], memory: _Memory
) -> str | None:
    """Return the speaker of a quotation that names none: behind it where it runs on, else before it."""
    if sentences[n].words.ends_inside:
        later = _closing_speaker(sentences, n, memory)
        if later:
            return later
    if n and found[n - 1].who:
        return found[n - 1].who
    if n + 1 < len(sentences):
        later = _later(sentences[n + 1], memory)
        if later:
            return later
    return memory.speaker()


def _closing_speaker(sentences: Sequence[Sentence], n: int, memory: _Memory) -> str | None:
    """Return who is named where the quotation that runs through sentence ``n`` is closed."""
    for sentence in sentences[n + 1 : n + 1 + AHEAD]:
        if sentence.words.quoted:
            return _later(sentence, memory)
    return None


def _later(sentence: Sentence, memory: _Memory) -> str | None:
    """Return the speaker that a sentence behind a quotation names beside its own quotation."""
    if sentence.said is None or not sentence.words.quoted:
        return None
    if sentence.said.rank != BEHIND and not sentence.words.starts_inside:
        return None
    return _own(sentence, memory).who
