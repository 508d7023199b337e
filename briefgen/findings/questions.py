"""What a collection has on the reader's standing questions and indicators, never whether a thing happened."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from briefgen.analysis.readings import Reading
from briefgen.findings.themes import Themed
from briefgen.language.english.factuality import is_told_as_done
from briefgen.language.tokens import keys, positions, terms, word_spans
from briefgen.model import STRICT, Coverage, Indicator, Period, Question
from briefgen.model.dates import span_of


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


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedIndicator:
    """A thing to watch for, as the profile names it."""

    __pydantic_config__ = STRICT

    text: str
    """The indicator as printed."""
    keywords: tuple[str, ...]
    """Words and phrases that name the thing; inflected forms count too."""
    require: tuple[str, ...] = ()
    """A sentence needs at least one of these."""
    exclude: tuple[str, ...] = ()
    """A sentence with one of these does not speak of it."""
    themes: tuple[str, ...] = ()
    """Only sentences of these themes; of any where none is given."""


MOST = 3
"""Sentences shown under a question or an indicator."""
OWN_WORDS = 2
"""A question with nothing but its text is spoken to by sentences with so many of its content words."""
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
    held = {k: keys(readings[k].sentence.text) for k in printable}
    return tuple(_answer(question, readings, held, themed, quality) for question in asked)


def _answer(
    question: AskedQuestion, readings: Mapping[str, Reading], held: Mapping[str, Sequence[str]],
    themed: Themed, quality: Mapping[str, float],
) -> Question:  # fmt: skip
    matches = {k: n for k in held if (n := _matches(question, readings[k], held[k], themed))}
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


def _matches(question: AskedQuestion, reading: Reading, held: Sequence[str], themed: Themed) -> int:
    """Return how many key words of a question a sentence holds, 0 where it does not speak to it."""
    fits = _is_of(question, reading, held, themed)
    if not (fits and _is_said(question, reading) and _is_given(question, reading)):
        return 0
    if question.keywords:
        return sum(_holds(held, k) for k in question.keywords)
    if question.require or question.speakers or question.giver or question.receiver:
        return 1
    shared = len(set(terms(question.text)) & reading.terms)
    return shared if shared >= OWN_WORDS else 0


def _is_of(
    asked: AskedQuestion | WatchedIndicator, reading: Reading, held: Sequence[str], themed: Themed
) -> bool:
    """Return whether a sentence is of the right theme and holds a word it needs."""
    judged = themed.sentences[reading.sentence.id]
    of_theme = not asked.themes or bool({judged.theme, judged.second} & set(asked.themes))
    return of_theme and (not asked.require or any(_holds(held, r) for r in asked.require))


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


def _holds(held: Sequence[str], key: str) -> bool:
    return bool(positions(keys(key), held))


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


def watch_indicators(
    watched: Sequence[WatchedIndicator],
    readings: Mapping[str, Reading],
    ranked: Sequence[str],
    themed: Themed,
    period: Period,
) -> tuple[Indicator, ...]:
    """Return each indicator with the best sentences that report it, and those that only speak of it.

    ``ranked`` are the ids of the printable sentences, best first. A sentence reports it where it tells one of
    the key words as having happened, reports no rumour, and does not date it long before the period.
    """
    held = {k: keys(readings[k].sentence.text) for k in ranked}
    return tuple(_watch(indicator, readings, held, themed, period) for indicator in watched)


def _watch(
    indicator: WatchedIndicator, readings: Mapping[str, Reading], held: Mapping[str, Sequence[str]],
    themed: Themed, period: Period,
) -> Indicator:  # fmt: skip
    told = {
        k: _how_told(indicator, readings[k], words, period)
        for k, words in held.items()
        if _is_of(indicator, readings[k], words, themed)
        and any(_holds(words, key) for key in indicator.keywords)
        and not any(_holds(words, key) for key in indicator.exclude)
    }
    reporting = [k for k, how in told.items() if how == "done"]
    sources = {readings[k].sentence.source for k in reporting}
    note = None
    if not told:
        note = (
            "No sentence that stands alone speaks of it; that is no report that it did not happen."
        )
    elif not reporting:
        kinds = [how for how in ("denied", "possible or planned", "past") if how in told.values()]
        note = f"Spoken of only as {' or '.join(kinds)}."
    elif len(sources) == 1:
        note = "One source only."
    return Indicator(
        text=indicator.text,
        status="reported" if reporting else "not reported in this collection",
        sentences=tuple(reporting[:MOST]),
        mentions=tuple(k for k in told if k not in reporting)[:MOST],
        articles=tuple(sorted(sources, key=lambda s: int(s[1:]))),
        note=note,
    )


Told = Literal["done", "denied", "possible or planned", "past"]
LATELY = datetime.timedelta(days=14)
"""What happened no longer than this before the period is no past: Monday's article tells of the week before."""


def _how_told(
    indicator: WatchedIndicator, reading: Reading, held: Sequence[str], period: Period
) -> Told:
    """Return whether a sentence tells that the thing happened, and how it speaks of it where not."""
    text, spans = reading.sentence.text, word_spans(reading.sentence.text)
    done = any(
        is_told_as_done(text, spans[at][0], spans[at + len(key) - 1][1])
        for key in map(keys, indicator.keywords)
        for at in positions(key, held)
    )
    if not done and reading.denies:
        return "denied"
    if not done or reading.attribution.status == "rumoured":
        return "possible or planned"  # of "may" and "will" the clause has told
    start = period.start and span_of(period.start)[0] - LATELY
    if start and reading.dates and all(span_of(d.date)[1] < start for d in reading.dates):
        return "past"
    return "done"


def compare_indicators(
    now: Sequence[Indicator], before: Sequence[Indicator]
) -> tuple[Indicator, ...]:
    """Return indicators with the status that each had in the edition before, by their words."""
    then = {i.text: i.status for i in before}
    return tuple(replace(i, before=then.get(i.text)) for i in now)
