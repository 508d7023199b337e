"""What a collection has on the reader's standing questions and indicators, never whether a thing happened."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefgen.analysis.phrases import Phrases
from briefgen.analysis.readings import Reading
from briefgen.findings.themes import Themed
from briefgen.language.english import cues
from briefgen.language.english.actors import find_mentions
from briefgen.language.english.capitals import find_names
from briefgen.language.english.concepts import actor_names
from briefgen.language.tokens import terms
from briefgen.model import Coverage, Question
from briefgen.profile.tables import AskedQuestion, WatchedIndicator

MOST = 3
"""Sentences shown under a question or an indicator."""
OWN_WORDS = 2
"""A question with nothing but its text is spoken to by sentences with so many of its content words at least,"""
SPEAKS_TO = 0.4
"""and with so much of the weight of all of them; less is the subject of the whole collection and no answer."""
ANSWERS = 0.5
"""What holds less than this of the weight touches on the question only."""
POINTS_SPEAK = 0.3
"""A point of the page, which tells of the week's events, speaks to a question with so much: of 27 questions of nine weeks
points speak to 18, to 15 of these rightly. Of the first sentences that half of the weight found among all a third did."""
NEARLY = 0.7
"""Points that hold less than this of what the best one holds do not stand beside it."""
NAMED = 0.5
"""A name says whom a question is about and not what it asks: it weighs half of what its rareness gives it."""
FEW = 2
"""With fewer sentences than this, or hedged ones only, a question is touched on, not reported."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a question is asked of: what sentences say, what they are about, and where their words stand."""

    readings: Mapping[str, Reading]
    themed: Themed
    phrases: Phrases
    inside: frozenset[int] | None = None
    """Rows of the paragraphs that the series' scope lets in; None for all."""

    def fits(self, asked: AskedQuestion | WatchedIndicator, key: str) -> bool:
        """Return whether a sentence is of the right theme and holds a word that is needed."""
        if self.inside is not None and self.phrases.row_of(key) not in self.inside:
            return False
        judged = self.themed.sentences[key]
        of_theme = not asked.themes or bool({judged.theme, judged.second} & set(asked.themes))
        return of_theme and (not asked.require or self.holds(key, asked.require))

    def holds(self, key: str, words: Sequence[str]) -> bool:
        """Return whether a sentence holds one of some key words or phrases."""
        return self.phrases.holds(self.phrases.row_of(key), words)


def answer_questions(  # noqa: PLR0913, PLR0917 - what is asked, of what, and what stands in front
    asked: Sequence[AskedQuestion],
    ground: Ground,
    printable: Sequence[str],
    quality: Mapping[str, float],
    points: Sequence[str] = (),
    deeds: Mapping[str, float] | None = None,
) -> tuple[Question, ...]:
    """Return each question with its coverage and the best printable sentences on it.

    ``points`` are the sentences that the brief's front prints, the first one first: they answer before all others.
    ``deeds`` is how many kinds of deed a sentence tells.
    """
    own = [_own_words(q.text) for q in asked]
    wanted = frozenset(term for words in own for word in words for term in word)
    held = Counter(t for r in ground.readings.values() for t in _said(r, wanted))
    shares = [_shares(words, held, len(ground.readings)) for words in own]
    return tuple(
        _answer(question, ground, printable, quality)
        if _has_keys(question)
        else _answer_by_words(question, share, ground, printable, quality, (points, deeds or {}))
        for question, share in zip(asked, shares, strict=True)
    )


def _has_keys(question: AskedQuestion) -> bool:
    """Return whether a question says more than its text which sentences speak to it."""
    keys = question.keywords, question.require, question.speakers, question.giver, question.receiver
    return any(keys)


Word = frozenset[str]
"""A content word of a question as its stem, all stems of a name, or a state or body that it names, with `ACTOR` before it."""
ACTOR = "@"


def _own_words(text: str) -> dict[Word, float]:
    """Return the content words of a question, each name as one, with what their kind lets them weigh."""
    named = [m for m in find_mentions(text) if m.actor in _bodies()]
    rest = text
    for m in named:
        rest = rest.replace(m.text, " ")
    names = {frozenset(t for word in name for t in terms(word)) for name in find_names(rest)}
    names |= {frozenset({ACTOR + m.actor}) for m in named}
    others = frozenset(terms(_asking().sub(" ", rest))).difference(*names)
    return {**{frozenset({t}): 1.0 for t in others}, **{name: NAMED for name in names if name}}


@cache
def _bodies() -> frozenset[str]:
    return frozenset(actor_names())


@cache
def _asking() -> re.Pattern[str]:
    """Return a pattern for words that ask and do not say what for: "what does it do in answer"."""
    return cues.pattern(cues.table("questions")["asking"].split(), re.IGNORECASE)


def _said(reading: Reading, wanted: Word) -> Word:
    """Return which stems and actors of some a sentence has."""
    named = (ACTOR + actor for actor in reading.concepts.actors)
    return wanted.intersection(reading.sequence) | wanted.intersection(named)


def _shares(
    words: Mapping[Word, float], held: Mapping[str, int], count: int
) -> Mapping[Word, float]:
    """Return what each word is of its question, together 1: rare words of the collection are more of it."""
    weights = {
        word: kind * math.log((1 + count) / (1 + min(held.get(t, 0) for t in word)))
        for word, kind in words.items()
    }
    together = sum(weights.values()) or 1.0
    return {word: weight / together for word, weight in weights.items()}


def _answer(
    question: AskedQuestion,
    ground: Ground,
    printable: Sequence[str],
    quality: Mapping[str, float],
) -> Question:
    readings = ground.readings
    matches = {k: n for k in printable if (n := _matches(question, ground, k))}
    ranked = sorted(matches, key=lambda k: (-(quality.get(k, 0.0) + 0.3 * matches[k]), k))
    # Where the question is who says what, what they say may be a denial or a forecast.
    plain = [k for k in ranked if not readings[k].hedged and not readings[k].denies]
    sure = ranked if question.speakers else plain
    coverage: Coverage = "not in this collection"
    if ranked:
        coverage = "reported" if len(sure) >= FEW or (sure and len(ranked) >= FEW) else "touched on"
    return Question(
        text=question.text,
        coverage=coverage,
        sentences=tuple(ranked[:MOST]),
        matches=len(ranked),
        articles=tuple(
            sorted({readings[k].sentence.source for k in ranked}, key=lambda s: int(s[1:]))
        ),
        note=_note(ranked, sure, readings, question),
    )


def _answer_by_words(  # noqa: PLR0913, PLR0917 - what is asked, of what, and what stands in front
    question: AskedQuestion,
    own: Mapping[Word, float],
    ground: Ground,
    printable: Sequence[str],
    quality: Mapping[str, float],
    front: tuple[Sequence[str], Mapping[str, float]],
) -> Question:
    """Return what the content words of a question's text find: points that hold enough of them, then other sentences.

    Shared words show what a sentence speaks of, not that it answers: a question is "reported" only where a point of the
    page holds half of its weight, and in it the word that weighs most. Where nothing holds enough, the points that name
    the state or body that it asks of touch on it.
    """
    readings = ground.readings
    fit = [k for k in printable if ground.fits(question, k)]
    said = {k: _said(readings[k], frozenset().union(*own)) for k in fit}
    held = {k: [w for w in own if w <= said[k]] for k in fit}
    weight = {k: round(sum(own[w] for w in ws), 6) for k, ws in held.items()}
    ranked, speaking = _speaking(held, weight, front[0], quality) if _has_matter(own) else ([], [])
    asks = max(own, key=lambda w: (own[w], sorted(w)), default=frozenset[str]())
    sure = [
        k
        for k in speaking
        if weight[k] >= ANSWERS
        and asks in held[k]
        and not (readings[k].hedged or readings[k].denies)
    ]
    ranked = ranked or _touching(held, weight, *front, alone=not _has_matter(own))
    touched: Coverage = "touched on" if ranked else "not in this collection"
    articles = {readings[k].sentence.source for k in ranked}
    return Question(
        text=question.text,
        coverage="reported" if sure else touched,
        sentences=tuple(ranked[:MOST]),
        matches=len(ranked),
        articles=tuple(sorted(articles, key=lambda s: int(s[1:]))),
        note=None if ranked else _note(ranked, sure, readings, question),
    )


def _has_matter(words: Iterable[Word]) -> bool:
    """Return whether words ask for more than whom they name."""
    return any(not _is_actor(w) for w in words)


def _is_actor(word: Word) -> bool:
    return any(part.startswith(ACTOR) for part in word)


def _speaking(
    held: Mapping[str, Sequence[Word]],
    weight: Mapping[str, float],
    points: Sequence[str],
    quality: Mapping[str, float],
) -> tuple[list[str], list[str]]:
    """Return the sentences that hold enough of a question, points first, and which of them are points."""
    least = max(POINTS_SPEAK, NEARLY * max((weight.get(k, 0.0) for k in points), default=0.0))
    front = {k: n for n, k in enumerate(points) if weight.get(k, 0) >= least}
    others = {k for k in held if len(held[k]) >= OWN_WORDS and weight[k] >= SPEAKS_TO} - {*points}
    speaking = sorted(front, key=lambda k: (-weight[k], front[k]))
    rest = sorted(others, key=lambda k: (-quality.get(k, 0.0) - 0.3 * weight[k] / ANSWERS, k))
    return [*speaking, *rest], speaking


def _touching(
    held: Mapping[str, Sequence[Word]],
    weight: Mapping[str, float],
    points: Sequence[str],
    deeds: Mapping[str, float],
    *,
    alone: bool,
) -> list[str]:
    """Return the points that name a state or body that a question names, and another of its words where it has others.

    Those with most of its words come first, then those that tell most deeds.
    """
    near = {
        k: n
        for n, k in enumerate(points)
        if any(map(_is_actor, held.get(k, ()))) and (alone or len(held[k]) > 1)
    }
    return sorted(near, key=lambda k: (-weight[k], -deeds.get(k, 0.0), near[k]))


def _matches(question: AskedQuestion, ground: Ground, key: str) -> int:
    """Return how many key words of a question a sentence holds, 1 where it has none; 0 where it does not speak to it."""
    if question.keywords and not ground.holds(key, question.keywords):
        return 0
    if not ground.fits(question, key):
        return 0
    reading = ground.readings[key]
    if not (_is_said(question, reading) and _is_given(question, reading)):
        return 0
    if question.keywords:
        return sum(ground.holds(key, [word]) for word in question.keywords)
    return 1


def _is_said(question: AskedQuestion, reading: Reading) -> bool:
    """Return whether one of the question's speakers says it, where it asks for speakers."""
    if not question.speakers:
        return True
    who = reading.attribution.who or ""
    named = reading.attribution.kind in {"named", "role"}
    return named and any(_speaks(forms, who) for forms in question.speakers.values())


def _is_given(question: AskedQuestion, reading: Reading) -> bool:
    """Return whether the right one gives the right one something, where the question asks that."""
    if not (question.giver or question.receiver):
        return True
    source = not question.giver or reading.giver in question.giver
    toward = not question.receiver or reading.receiver in {*question.receiver, None}
    return "give" in reading.concepts.actions and source and toward


def _note(
    ranked: Sequence[str],
    sure: Sequence[str],
    readings: Mapping[str, Reading],
    question: AskedQuestion,
) -> str | None:
    """Return what limits an answer, in plain words."""
    if not ranked:
        return "No sentence was found that speaks to it; that is no report that nothing happened."
    sources = {readings[k].sentence.source for k in ranked}
    if not sure:
        weak = all(readings[k].hedged or readings[k].denies for k in ranked)
        return "Only as possible, rumoured or denied." if weak else None
    silent = [
        name
        for name, forms in question.speakers.items()
        if not any(_speaks(forms, readings[k].attribution.who or "") for k in ranked)
    ]
    if silent:
        return f"Nothing here is attributed to {' or '.join(silent)}."
    return "One source only." if len(sources) == 1 else None


def _speaks(forms: Sequence[str], who: str) -> bool:
    """Return whether a speaker is named by one of some words."""
    return any(re.search(rf"\b{re.escape(form)}\b", who) for form in forms)


Told = Literal["done", "denied", "possible or planned", "past"]
