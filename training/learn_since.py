"""Learns what of a sentence is news since the edition before, from labelled weeks that follow each other.

    PYTHONPATH=..:../benchmarks python learn_since.py WEEK.jsonl… ../briefgen/series/since.json

Each WEEK.jsonl has its labels beside it (WEEK.gold.json: "since_last") and the week before in its folder. A multinomial
logistic regression over `memory.SIGNS`, each brought to mean 0 and deviation 1, denials left out: those are told by rule.
Prints how many labels are right of each week by the weights of the others, and by those of all, which it writes.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from week_labels import Finder, Sentence, Span, Week, file_before, read_week

from briefgen.analysis.analyse import Analysis, analyse
from briefgen.model import Attribution, Published
from briefgen.profile.tables import Profile
from briefgen.series.memory import SIGNS, Memory, sketch
from briefgen.sources.readers import read_sources

STRENGTH = 1.0
"""Inverse of the regularisation."""


@dataclass(frozen=True)
class Labelled:
    """A labelled sentence, with what it is held against."""

    memory: Memory
    text: str
    published: Published
    period: tuple[str, str]
    said: Attribution
    label: str
    signs: tuple[float, ...]


def _read(week: Week) -> Analysis:
    documents, _ = read_sources((week.file,), Profile().reading)
    return analyse(documents, week.gold["as_of"])


def labelled(week: Week, before: Week) -> list[Labelled]:
    """Return the labelled sentences of a week."""
    now, then = _read(week), _read(before)
    memory = Memory(
        [sketch("1", [s.text for a in then.articles for s in a.sentences], [a.title or "" for a in then.articles])]
    )  # fmt: skip
    doc_of = {a.id: week.lines[a.document.record] for a in now.articles if a.document.record}
    published = {a.id: a.published for a in now.articles}
    said = [r.sentence for r in now.readings.values()]
    finder = Finder([Sentence(s.id, Span(doc_of[s.source], s.start, s.end), s.text) for s in said])
    period = (week.gold["first"], week.gold["last"])
    found = []
    for quote in week.gold["since_last"]:
        sentence = finder.find(week.span(quote))
        if sentence is None:
            continue
        reading = now.readings[sentence.id]
        day = published[reading.sentence.source]
        signs = memory.signs(sentence.text, day, period)
        found.append(
            Labelled(memory, sentence.text, day, period, reading.attribution, quote["label"], signs)
        )
    return found


def learn(rows: list[Labelled], means: Any, spreads: Any) -> dict[str, dict[str, float]]:
    """Return the weights of each kind of news, for signs as they are."""
    kept = [r for r in rows if r.label != "denied"]
    signs = (np.array([r.signs for r in kept]) - means) / spreads
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(signs, [r.label for r in kept])
    found = {}
    for news, row, even in zip(model.classes_, model.coef_, model.intercept_, strict=True):
        plain = row / spreads
        table = {name: round(float(w), 4) for name, w in zip(SIGNS, plain, strict=True)}
        found[str(news)] = table | {"even": round(float(even - (plain * means).sum()), 4)}
    return found


def main() -> None:
    """Learn, measure with each week left out, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weeks", nargs="+", type=Path)
    parser.add_argument("model", type=Path)
    asked = parser.parse_args()
    pairs = [(w, b) for w in map(read_week, asked.weeks) if (b := file_before(w))]
    weeks = [labelled(week, read_week(before)) for week, before in pairs]
    signs = np.array([r.signs for w in weeks for r in w])
    means, spreads = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    everything = learn([r for w in weeks for r in w], means, spreads)
    for n, rows in enumerate(weeks):
        others = [r for m, w in enumerate(weeks) if m != n for r in w]
        apart = measure(rows, learn(others, means, spreads))
        print(
            pairs[n][0].name, "left out", apart, "all", measure(rows, everything), "of", len(rows)
        )
    asked.model.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")


def measure(rows: list[Labelled], model: dict[str, dict[str, float]]) -> int:
    """Return how many labels are right by some weights."""
    return sum(
        r.memory.tell(r.text, r.published, r.period, r.said, model).news == r.label for r in rows
    )


if __name__ == "__main__":
    main()
