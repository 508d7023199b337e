"""A labelled week of news: its articles, what an editor says of them, and where each quotation stands.

A week is ``NAME.jsonl`` (``id``, ``text``, ``date``, ``title``, ``publisher`` a line) with ``NAME.gold.json`` beside it; pairs of sentences judged
one by one stand in ``judged_pairs.jsonl`` in the same folder, where there are any. Positions count code
points of an article's text as it is in the file.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

JUDGED = "judged_pairs.jsonl"
"""Name of the file of judged pairs beside the weeks."""
HALF = 0.5
"""Share of the shorter of two spans that both must have to be of one thing."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text, end exclusive."""

    doc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the program cuts it: its id, where it stands, and how it is printed."""

    id: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """What must be told of a week, and the sentences that tell it."""

    rank: int
    must: bool
    evidence: tuple[Span, ...]
    patterns: tuple[tuple[re.Pattern[str], ...], ...]
    """A sentence in which each group has a match tells it; without groups only the evidence does."""

    def told_by(self, sentence: Sentence) -> bool:
        """Return whether a sentence tells this point."""
        if any(overlap(sentence.span, span) for span in self.evidence):
            return True
        return bool(self.patterns) and all(
            any(p.search(sentence.text) for p in group) for group in self.patterns
        )


@dataclass(frozen=True, slots=True)
class Week:
    """One labelled week."""

    name: str
    file: Path
    records: Mapping[str, Mapping[str, Any]]
    """The articles by id, in the order of the file."""
    lines: Mapping[int, str]
    """The id of the article on each line of the file, from 1."""
    gold: Mapping[str, Any]
    points: tuple[KeyPoint, ...]
    judged: tuple[Mapping[str, Any], ...]
    """Its judged pairs: ``a`` and ``b`` with ``doc``, ``start``, ``end``, and ``label``."""

    def span(self, quote: Mapping[str, Any]) -> Span:
        """Return where a quotation stands: the first place where the article has its words.

        Raises:
            ValueError: the article does not hold it.
        """
        start = self.records[quote["doc"]]["text"].find(quote["quote"])
        if start < 0:
            raise ValueError(f"{self.name}: {quote['doc']} does not hold {quote['quote'][:40]!r}")
        return Span(quote["doc"], start, start + len(quote["quote"]))


def overlap(a: Span, b: Span) -> bool:
    """Return whether two spans share half of the shorter one."""
    if a.doc != b.doc:
        return False
    shared = shared_length(a, b)
    return shared > 0 and shared >= HALF * min(a.end - a.start, b.end - b.start)


def shared_length(a: Span, b: Span) -> int:
    """Return how many code points two spans share, 0 where they lie apart."""
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.doc == b.doc else 0


def read_week(file: Path) -> Week:
    """Return a week with its labels.

    Raises:
        FileNotFoundError: it has no labels beside it.
    """
    numbered = enumerate(file.read_text(encoding="utf-8").split("\n"), start=1)
    rows = {n: json.loads(line) for n, line in numbered if line.strip()}
    gold = json.loads(file.with_suffix(".gold.json").read_text(encoding="utf-8"))
    week = Week(
        name=gold["week"],
        file=file,
        records={r["id"]: r for r in rows.values()},
        lines={n: r["id"] for n, r in rows.items()},
        gold=gold,
        points=(),
        judged=_judged(file.with_name(JUDGED), gold["week"]),
    )
    points = tuple(_point(week, p) for p in gold["key_points"])
    return Week(week.name, file, week.records, week.lines, gold, points, week.judged)


def _point(week: Week, point: Mapping[str, Any]) -> KeyPoint:
    groups = ([g] if isinstance(g, str) else g for g in point.get("patterns") or ())
    return KeyPoint(
        rank=point["rank"],
        must=bool(point.get("must")),
        evidence=tuple(week.span(q) for q in point["evidence"]),
        patterns=tuple(tuple(re.compile(p, re.IGNORECASE) for p in g) for g in groups),
    )


def _judged(file: Path, name: str) -> tuple[Mapping[str, Any], ...]:
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else ()
    return tuple(pair for pair in map(json.loads, lines) if pair["week"] == name)


def file_before(week: Week) -> Path | None:
    """Return the file of the week before of the same subject, where it stands beside a week's."""
    first = datetime.date.fromisoformat(week.gold["first"])
    if not week.name.endswith(first.isoformat()):
        return None
    subject = week.name.removesuffix(first.isoformat())
    file = week.file.with_name(f"{subject}{first - datetime.timedelta(days=7)}.jsonl")
    return file if file.with_suffix(".gold.json").is_file() else None


class Finder:
    """Finds the sentence that a quotation stands for: the one that overlaps it most."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._of: dict[str, list[Sentence]] = {}
        for sentence in sentences:
            self._of.setdefault(sentence.span.doc, []).append(sentence)

    def find(self, span: Span) -> Sentence | None:
        """Return the sentence that shares most with a span, the first of equals; None if none does."""
        near = max(
            self._of.get(span.doc, ()), key=lambda s: shared_length(s.span, span), default=None
        )
        return near if near and shared_length(near.span, span) else None
