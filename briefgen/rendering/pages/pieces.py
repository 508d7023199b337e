"""A sentence in pieces, as pages mark them: words that say how sure somebody is, words that mean a day, the clause that tells the news."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from briefgen.model import Brief, Day, Sentence
from briefgen.rendering.pages.days import near_day


def pieces_of(sentence: Sentence, brief: Brief) -> list[dict[str, Any]]:
    """Return a sentence in pieces that together are the sentence; none where nothing of it is marked.

    Each piece has ``text``, ``sure`` (whether it says how sure somebody is), ``core`` (whether it is of the clause that
    tells the news) and ``day``, the day that its words mean where no figure in them says so, or nothing.
    """
    if sentence.rewritten is not None:
        return []
    text, evidence = sentence.text, brief.evidence[sentence.id]
    days = {
        (d.start, d.end): near_day(d.date, brief.as_of) for d in evidence.days if _is_word(text, d)
    }
    sure = [(w.start, w.end) for w in evidence.sure]
    core = [(evidence.core.start, evidence.core.end)] if evidence.core else []
    cuts = {n for span in (*days, *sure, *core) for n in span if 0 <= n <= len(text)}
    if not cuts:
        return []
    return [
        {
            "text": text[start:end],
            "sure": any(a <= start and end <= b for a, b in sure),
            "core": any(a <= start and end <= b for a, b in core),
            "day": next((day for (_, b), day in days.items() if b == end), ""),
        }
        for start, end in pairwise(sorted({0, *cuts, len(text)}))
    ]


def _is_word(text: str, day: Day) -> bool:
    """Return whether a day is told by words alone, at a place that the text has."""
    words = text[day.start : day.end]
    return 0 <= day.start < day.end <= len(text) and not any(c.isdigit() for c in words)
