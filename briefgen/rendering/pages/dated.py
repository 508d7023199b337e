"""The days that words of a sentence mean, as web pages show them behind the words."""

from __future__ import annotations

from briefgen.model import Brief, Sentence
from briefgen.rendering.pages.days import near_day


def dated_pieces(sentence: Sentence, brief: Brief) -> list[dict[str, str]]:
    """Return a sentence in pieces, those that mean a day with that day; none where no day is added.

    Words that have the day in figures themselves need none.
    """
    text, pieces, at = sentence.text, list[dict[str, str]](), 0
    days = brief.evidence[sentence.id].days if sentence.rewritten is None else ()
    for found in sorted(days, key=lambda d: d.start):
        words = text[found.start : found.end]
        if found.start < at or not words or any(c.isdigit() for c in words):
            continue
        pieces += [
            {"text": text[at : found.start], "day": ""},
            {"text": words, "day": near_day(found.date, brief.as_of)},
        ]
        at = found.end
    return [p for p in (*pieces, {"text": text[at:], "day": ""}) if p["text"]] if pieces else []
