"""How a program's answers of a week are counted against the labels, key by key.

Every key is a fraction that adds up over weeks (`Fraction`), so that shares are over all labels of all
weeks and not means of weeks. A quotation stands for the sentence that overlaps it most; what nobody
read as a sentence is answered with nothing. What is counted how stands beside the labels (GUIDE.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from week_labels import Finder, KeyPoint, Sentence, Span, Week, overlap
from week_stages import Answers

FRONT, PRINTED = 8, 40
"""Key points that are looked at, and points of themes beside them."""
EDGE = 2
"""Characters by which a cut may miss."""
LONG = 3
"""A name's word that counts has more letters."""


@dataclass(frozen=True, slots=True)
class Fraction:
    """What is right of how much; of a count alone, `of` is None."""

    right: float
    of: float | None

    def __add__(self, other: Fraction) -> Fraction:
        """Return both together."""
        of = None if self.of is None or other.of is None else self.of + other.of
        return Fraction(self.right + other.right, of)

    @property
    def value(self) -> float | None:
        """The share, or the count; None where nothing was labelled."""
        if self.of is None:
            return self.right
        return round(self.right / self.of, 4) if self.of else None


Counted = dict[str, Fraction]


def share(rights: Iterable[bool]) -> Fraction:
    """Return how many of some answers are right."""
    told = list(rights)
    return Fraction(sum(told), len(told))


def count(week: Week, answers: Answers) -> Counted:
    """Return every key of a week as a fraction."""
    judge = Judge(week, answers)
    return {
        **judge.telling(),
        **judge.events(),
        **judge.labels(),
        **judge.timeline(),
        **judge.reading(),
        **judge.pairs(),
        **judge.denials(),
        **judge.figures(),
        **judge.kinds(),
    }


def values(counted: Mapping[str, Fraction]) -> dict[str, float | None]:
    """Return each key's share or count; BCubed F1 is the harmonic mean of its precision and recall."""
    found = {k: f.value for k, f in counted.items()}
    precision, recall = found.get("events_precision"), found.get("events_recall")
    if precision is not None and recall is not None:
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        found["events_f1"] = round(f1, 4)
    return found


def add(parts: Iterable[Mapping[str, Fraction]]) -> Counted:
    """Return the fractions of several weeks together."""
    total: Counted = {}
    for part in parts:
        for key, fraction in part.items():
            total[key] = total[key] + fraction if key in total else fraction
    return total


class Judge:
    """Counts one program's answers of one week."""

    def __init__(self, week: Week, answers: Answers) -> None:
        self.week = week
        self.answers = answers
        self._finder = Finder(list(answers.sentences.values()))

    def at(self, quote: Mapping[str, Any]) -> Sentence | None:
        """Return the sentence that a quotation stands for."""
        return self._finder.find(self.week.span(quote))

    def key(self, quote: Mapping[str, Any]) -> str:
        """Return the id of that sentence; an empty one where there is none."""
        found = self.at(quote)
        return found.id if found else ""

    def spans(self, name: str) -> list[Span]:
        """Return where the quotations of a label stand."""
        return [self.week.span(q) for q in self.week.gold.get(name, ())]

    # What is printed ---------------------------------------------------------------------------

    def telling(self) -> Counted:
        """Return the keys of what is printed: points told, the bottom line, what must not stand there."""
        a, points = self.answers, self.week.points
        musts = [p for p in points if p.must]
        front = [a.sentences[k] for k in a.front[:FRONT]]
        keys = dict.fromkeys((*a.front[:FRONT], *a.points[:PRINTED]))
        printed = [a.sentences[k] for k in keys]
        bottom = a.sentences[a.bottom_line] if a.bottom_line else None
        leads = [p for p in points if p.rank in self.week.gold.get("lead", ())]
        everywhere = {*keys, *([bottom.id] if bottom else ()), *(k for _, k in a.timeline)}
        return {
            "points_told": told(points, front),
            "musts_told": told(musts, front),
            "printed_points": told(points, printed),
            "printed_musts": told(musts, printed),
            "lead_right": share([bottom is not None and any(p.told_by(bottom) for p in leads)]),
            "not_key_front": Fraction(self._marked(front), None),
            "furniture_printed": Fraction(
                self._furniture(a.sentences[k] for k in sorted(everywhere)), None
            ),
        }

    def _marked(self, sentences: Sequence[Sentence]) -> int:
        marked = self.spans("not_key")
        return sum(any(overlap(s.span, m) for m in marked) for s in sentences)

    def _furniture(self, sentences: Iterable[Sentence]) -> int:
        strings = self.week.gold.get("furniture", ())
        return sum(any(f in s.text for f in strings) for s in sentences)

    def timeline(self) -> Counted:
        """Return how many printed days are right, and how many labelled events have a line."""
        gold = self.week.gold
        events = [
            (t["date"], [self.week.span(q) for q in t["quotes"]]) for t in gold.get("timeline", ())
        ]
        dated = [
            *events,
            *((d["date"], [self.week.span(d)]) for d in gold.get("date_traps", ()) if d["date"]),
        ]
        lines = [(day, self.answers.sentences[k].span) for day, k in self.answers.timeline]
        known = [(day, _days_at(span, dated)) for day, span in lines]
        return {
            "timeline_right": share(day in days for day, days in known if days),
            "timeline_told": share(
                any(day == d and day in _days_at(span, [(d, spans)]) for day, span in lines)
                for d, spans in events
            ),
        }

    # Events ------------------------------------------------------------------------------------

    def events(self) -> Counted:
        """Return pairs of articles (2 TP of all found and all labelled: F1) and BCubed's two sums."""
        true = dict(self.week.gold.get("stories", {}))
        found = {doc: self.answers.stories.get(doc, f"no story: {doc}") for doc in true}
        both = Counter((found[d], true[d]) for d in true)
        size, wanted = Counter(found.values()), Counter(true.values())
        twice = 2 * _pairs(both.values())
        return {
            "events_pair_f1": Fraction(twice, _pairs(size.values()) + _pairs(wanted.values())),
            "events_precision": Fraction(
                sum(both[found[d], true[d]] / size[found[d]] for d in sorted(true)), len(true)
            ),
            "events_recall": Fraction(
                sum(both[found[d], true[d]] / wanted[true[d]] for d in sorted(true)), len(true)
            ),
        }

    def kinds(self) -> Counted:
        """Return how many kinds of article are right, and how well opinion is told."""
        true = self.week.gold.get("kinds", {})
        found = {doc: self.answers.kinds.get(doc) for doc in true}
        return {
            "kind": share(found[d] == kind for d, kind in true.items()),
            "opinion_precision": share(
                kind == "opinion" for d, kind in true.items() if found[d] == "opinion"
            ),
            "opinion_recall": share(
                found[d] == "opinion" for d, kind in true.items() if kind == "opinion"
            ),
        }

    def labels(self) -> Counted:
        """Return how many sentences are labelled right against the edition before."""
        label = self.answers.since_last
        if label is None:
            return {"since_last": Fraction(0, 0)}
        wanted = [(self.key(q), q["label"]) for q in self.week.gold.get("since_last", ())]
        return {"since_last": share(bool(k) and label(k) == right for k, right in wanted)}

    # What a sentence says ----------------------------------------------------------------------

    def reading(self) -> Counted:
        """Return the keys of single sentences: cuts, days, speakers, certainty."""
        gold, a = self.week.gold, self.answers
        days = [
            (d["date"], _day_of(d["expression"], a.days.get(self.key(d), ())))
            for d in gold.get("date_traps", ())
        ]
        return {
            "sentence_cuts": share(self._is_cut(span) for span in self.spans("mis_splits")),
            "dates_right": share(wanted == found for wanted, found in days),
            "dates_wrong": share(found is not None and wanted != found for wanted, found in days),
            "speaker": share(
                is_speaker(q["speaker"], a.speakers.get(self.key(q)))
                for q in gold.get("attribution", ())
            ),
            "certainty": share(
                _CERTAIN[q["happened"]] == a.certainty.get(self.key(q))
                for q in gold.get("certainty", ())
            ),
        }

    def _is_cut(self, span: Span) -> bool:
        return any(
            s.span.doc == span.doc
            and abs(s.span.start - span.start) <= EDGE
            and abs(s.span.end - span.end) <= EDGE
            for s in self.answers.sentences.values()
        )

    def _is_joined(self, a: str, b: str) -> bool:
        return bool(a and b) and a != b and self.answers.joined(a, b)

    def pairs(self) -> Counted:
        """Return how many labelled and judged pairs of sentences are joined."""
        gold = self.week.gold
        judged = [(p["label"], self._is_joined(*self._both(p))) for p in self.week.judged]
        return {
            "same_found": share(self._labelled(gold.get("same", ()))),
            "not_same_joined": share(self._labelled(gold.get("not_same", ()))),
            "judged_precision": share(
                label == "same" for label, joined in judged if joined and label != "skip"
            ),
            "judged_recall": share(joined for label, joined in judged if label == "same"),
        }

    def _labelled(self, pairs: Iterable[Sequence[Mapping[str, Any]]]) -> Iterator[bool]:
        return (self._is_joined(self.key(a), self.key(b)) for a, b in pairs)

    def _both(self, pair: Mapping[str, Any]) -> tuple[str, str]:
        spans = (Span(pair[s]["doc"], pair[s]["start"], pair[s]["end"]) for s in ("a", "b"))
        first, second = (self._finder.find(span) for span in spans)
        return first.id if first else "", second.id if second else ""

    def denials(self) -> Counted:
        """Return how many denials are known, linked to their claim, and taken for one wrongly."""
        gold, a = self.week.gold, self.answers
        links = [(self.key(d["claim"]), self.key(d["denial"])) for d in gold.get("denials", ())]
        return {
            "denials_known": share(denial in a.denials for _, denial in links),
            "denials_found": share(
                bool(claim and denial) and a.denied(claim, denial) for claim, denial in links
            ),
            "false_denials": share(self.key(q) in a.denials for q in gold.get("false_denials", ())),
        }

    def figures(self) -> Counted:
        """Return how many labelled conflicts and counts over time are found."""
        found = {"conflicts": self.answers.conflicts, "counts": self.answers.counts}
        return {
            f"{name}_found": share(
                any(_holds_two(keys, tables) for tables in found[name])
                for keys in self._values(name)
            )
            for name in found
        }

    def _values(self, name: str) -> Iterator[list[str]]:
        """Yield the sentences of each label with two or more quoted values."""
        for label in self.week.gold.get(name, ()):
            quoted = [v for v in label["values"] if v.get("quote")]
            if len(quoted) > 1:
                yield [self.key(v) for v in quoted]


_CERTAIN = {"yes": "yes", "no": "no", "denied": "no", "planned": "planned", "possible": "possible"}


def told(points: Sequence[KeyPoint], sentences: Sequence[Sentence]) -> Fraction:
    """Return how many points some sentences tell."""
    return share(any(p.told_by(s) for s in sentences) for p in points)


def _days_at(span: Span, dated: Iterable[tuple[str, Sequence[Span]]]) -> list[str]:
    """Return the days that are labelled where a sentence stands."""
    return [day for day, spans in dated if any(overlap(span, s) for s in spans)]


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def _day_of(expression: str, days: Sequence[tuple[str, str]]) -> str | None:
    """Return the date found for some words, None where none is.

    Dates that a program gives are known by their words: those that are the expression's, else the first
    that hold them or are held by them. A week or a month that is given is a date that is found: where the
    day cannot be known, nothing is right.
    """
    wanted = _plain(expression)
    near = [
        (words != wanted, date)
        for words, date in ((_plain(raw), date) for raw, date in days)
        if words in wanted or wanted in words
    ]
    return min(near, key=lambda n: n[0], default=(False, None))[1]


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def is_speaker(wanted: str | None, found: str | None) -> bool:
    """Return whether a name or role is the one labelled: a long word shared, or one within the other."""
    if wanted is None or not found:
        return wanted is None and not found
    first, second = _plain(wanted), _plain(found)
    shared = set(first.split()) & set(second.split())
    return any(len(w) > LONG for w in shared) or first in second or second in first


def _holds_two(keys: Sequence[str], table: Sequence[str]) -> bool:
    """Return whether two labelled values stand in a table; of one sentence, where it gives two there."""
    there = Counter(table)
    wanted = Counter(k for k in keys if k)
    return any(
        (a != b) or min(there[a], wanted[a]) > 1
        for a, b in combinations([k for k in keys if k and there[k]], 2)
    )
