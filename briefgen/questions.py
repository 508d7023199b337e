"""What a collection has on the reader's standing questions: coverage, never whether a thing happened."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.evidence import Reading
from briefgen.language.terms import stem, words
from briefgen.models import STRICT, Coverage, Question
from briefgen.themes import Themed


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A standing question as the profile asks it."""

    __pydantic_config__ = STRICT

    text: str
    """The question as printed."""
    keywords: tuple[str, ...] = ()
    """Words and phrases of a sentence that speaks to it; inflected forms count too."""
    require: tuple[str, ...] = ()
    """A sentence needs at least one of these."""
    themes: tuple[str, ...] = ()
    """Only sentences of these themes; of any where none is given."""
    speakers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Whom it asks about, each with the words by which speakers are named: only what is attributed
    to one of them speaks to the question."""
    giver: tuple[str, ...] = ()
    """Who gives, by name in the lexicon (north_korea): for questions of who gives whom what."""
    receiver: tuple[str, ...] = ()
    """Who receives, by name in the lexicon."""


MOST = 3
"""Sentences shown under a question."""
FEW = 2
"""With fewer sentences than this, or hedged ones only, a question is touched on, not reported."""


def answer_questions(
    asked: Sequence[AskedQuestion],
    readings: Mapping[str, Reading],
    printable: Sequence[str],
    themed: Themed,
    quality: Mapping[str, float],
) -> tuple[Question, ...]:
    """Return each question with its coverage and the best printable sentences on it."""  # fmt: skip
    return tuple(_answer(question, readings, printable, themed, quality) for question in asked)


def _answer(
    question: AskedQuestion, readings: Mapping[str, Reading], printable: Sequence[str],
    themed: Themed, quality: Mapping[str, float],
) -> Question:  # fmt: skip
    matches = {k: hits for k in printable if (hits := _matches(question, readings[k], themed))}
    ranked = sorted(matches, key=lambda k: (-(quality.get(k, 0.0) + 0.3 * matches[k]), k))
    sure = [k for k in ranked if not readings[k].hedged and not readings[k].denies]
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


def _matches(question: AskedQuestion, reading: Reading, themed: Themed) -> int:
    """Return how many key words of a question a sentence holds, 0 where it does not speak to it."""
    held = [stem(w) for w in words(reading.sentence.text)]
    judged = themed.sentences[reading.sentence.id]
    if question.themes and not {judged.theme, judged.second} & set(question.themes):
        return 0
    if question.require and not any(_holds(held, r) for r in question.require):
        return 0
    if question.speakers:
        who = reading.attribution.who or ""
        if reading.attribution.kind not in {"named", "role"} or not any(
            _speaks(forms, who) for forms in question.speakers.values()
        ):
            return 0
    if question.giver or question.receiver:
        giving = "give" in reading.concepts.actions
        toward = not question.receiver or reading.receiver in question.receiver
        source = not question.giver or reading.giver in question.giver
        if not (giving and source and (toward or reading.receiver is None)):
            return 0
    hits = sum(_holds(held, k) for k in question.keywords)
    return hits if question.keywords else 1


def _holds(held: Sequence[str], key: str) -> bool:
    wanted = [stem(w) for w in words(key)]
    return any(held[i : i + len(wanted)] == wanted for i in range(len(held) - len(wanted) + 1))


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
