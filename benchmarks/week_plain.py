"""What somebody says of a week who reads nothing: the trivial baseline of every key.

One set of answers, counted as the program's are: each article alone, all news, everything happened and
is new, nobody speaks, no day is known, every pair is joined and every sentence a denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from week_counts import Counted, count
from week_labels import Sentence, Span, Week
from week_stages import Answers

WHAT = {
    "points_told": "the first sentences of the first eight articles",
    "musts_told": "the first sentences of the first eight articles",
    "printed_points": "the first sentences of all articles, to forty-eight",
    "printed_musts": "the first sentences of all articles, to forty-eight",
    "lead_right": "the first sentence of the first article",
    "not_key_front": "the first sentences of the first eight articles",
    "furniture_printed": "the first sentences of all articles",
    "events_pair_f1": "each article alone",
    "events_f1": "each article alone",
    "since_last": "all new",
    "timeline_right": "first sentences on the day of publication",
    "timeline_told": "first sentences on the day of publication",
    "sentence_cuts": "a mark, a space and a capital end every sentence",
    "dates_right": "no day is known",
    "dates_wrong": "no day is known",
    "speaker": "nobody is named",
    "certainty": "everything happened",
    "same_found": "all joined",
    "not_same_joined": "all joined",
    "judged_precision": "all joined",
    "judged_recall": "all joined",
    "denials_known": "every sentence denies",
    "denials_found": "every sentence denies the one before it",
    "false_denials": "every sentence denies",
    "conflicts_found": "all sentences differ",
    "counts_found": "all sentences count one thing",
    "kind": "all news",
    "opinion_precision": "all opinion",
    "opinion_recall": "all opinion",
}
"""The trivial answer behind each key's baseline."""


def count_plainly(week: Week, read: Answers) -> Counted:
    """Return the trivial baseline of each key of a week, on the sentences that a program reads."""
    plain = plain_answers(week, read)
    nothing = replace(plain, front=[], points=[], bottom_line=None, timeline=[])
    cuts = count(week, replace(nothing, sentences=naive_cuts(week)))
    opinion = count(week, replace(plain, kinds=dict.fromkeys(week.records, "opinion")))
    return {
        **count(week, plain),
        "sentence_cuts": cuts["sentence_cuts"],
        "opinion_precision": opinion["opinion_precision"],
        "opinion_recall": opinion["opinion_recall"],
    }


def plain_answers(week: Week, read: Answers) -> Answers:
    """Return the trivial answers of a week, on the sentences that a program reads."""
    firsts = first_sentences(read)
    ids = list(read.sentences)
    behind = dict(zip(ids[1:], ids, strict=False))
    return Answers(
        sentences=read.sentences,
        front=firsts,
        points=firsts,
        bottom_line=firsts[0] if firsts else None,
        timeline=[
            (str(week.records[read.sentences[k].span.doc].get("date", ""))[:10], k) for k in firsts
        ],
        stories={doc: doc for doc in week.records},
        kinds=dict.fromkeys(week.records, "news"),
        days={},
        speakers={},
        certainty=dict.fromkeys(ids, "yes"),
        joined=lambda _a, _b: True,
        denials=frozenset(ids),
        denied=lambda claim, denial: behind.get(denial) == claim,
        conflicts=[ids],
        counts=[ids],
        since_last=None if read.since_last is None else lambda _: "new",
    )


def first_sentences(read: Answers) -> list[str]:
    """Return the first sentence of each article that has one, in the order of the articles."""
    first: dict[str, str] = {}
    for key, sentence in read.sentences.items():
        first.setdefault(sentence.span.doc, key)
    return list(first.values())


def naive_cuts(week: Week) -> dict[str, Sentence]:
    """Return the sentences of whoever ends one at a mark with a space and a capital behind it."""
    cut = (s for doc, r in week.records.items() for s in _cut(doc, r["text"]))
    return {s.id: s for s in cut}


def _cut(doc: str, text: str) -> Iterator[Sentence]:
    start = 0
    for match in (*_END.finditer(text), None):
        end = match.start() if match else len(text)
        if text[start:end].strip():
            yield Sentence(f"{doc}.{start}", Span(doc, start, end), text[start:end])
        start = match.end() if match else end


_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")
