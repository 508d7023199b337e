"""What a collection has on the reader's standing questions and indicators, never whether a thing happened."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefgen.analysis.phrases import Phrases
from briefgen.analysis.readings import Reading
from briefgen.findings.themes import Themed
from briefgen.language.tokens import terms
from briefgen.model import Coverage, Question
from briefgen.profile.tables import AskedQuestion, WatchedIndicator

MOST = 3
"""Sentences shown under a question or an indicator."""
OWN_WORDS = 2
"""A question with nothing but its text is spoken to by sentences with so many of its content words."""
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


def answer_questions(
    asked: Sequence[AskedQuestion],
    ground: Ground,
    printable: Sequence[str],
    quality: Mapping[str, float],
) -> tuple[Question, ...]:
    """Return each question with its coverage and the best printable sentences on it."""
    return tuple(_answer(question, ground, printable, quality) for question in asked)


def _answer(
    question: AskedQuestion, ground: Ground, printable: Sequence[str], quality: Mapping[str, float]
) -> Question:
    readings, own = ground.readings, frozenset(terms(question.text))
    matches = {k: n for k in printable if (n := _matches(question, own, ground, k))}
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


def _matches(question: AskedQuestion, own: frozenset[str], ground: Ground, key: str) -> int:
    """Return how many key words of a question a sentence holds, 0 where it does not speak to it.

    ``own`` are the content words of the question itself.
    """
    if question.keywords and not ground.holds(key, question.keywords):
        return 0
    if not ground.fits(question, key):
        return 0
    reading = ground.readings[key]
    if not (_is_said(question, reading) and _is_given(question, reading)):
        return 0
    if question.keywords:
        return sum(ground.holds(key, [word]) for word in question.keywords)
    if question.require or question.speakers or question.giver or question.receiver:
        return 1
    shared = len(own & reading.terms)
    return shared if shared >= OWN_WORDS else 0


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
        return (
            "No sentence in this collection speaks to it; that is no report that nothing happened."
        )
    sources = {readings[k].sentence.source for k in ranked}
    if not sure:
        return "Only as possible, rumoured or denied."
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
