"""Learns how likely two figures are of one thing, from the labelled conflicts and counts of whole weeks of news.

    PYTHONPATH=..:../benchmarks python learn_figures.py WEEK.jsonl… judged_figures.jsonl ../briefgen/findings/figures.json

Each WEEK.jsonl has its labels beside it (WEEK.gold.json: "conflicts", "counts"); judged_figures.jsonl holds pairs of
figures of those weeks that were read, as sentences' places and the figures' numbers in them. What nobody labelled is
of two things. A logistic regression over `figure_pairs.FEATURES`, each brought to mean 0 and deviation 1; the threshold is the
lowest from which, each week scored by the others, the pairs above it are right to `PRECISION`. Prints those figures;
nothing is random, so the same data give the same file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.preprocessing import StandardScaler
from week_labels import JUDGED, Finder, Sentence, Span, Week, read_week

from briefgen.analysis.analyse import analyse
from briefgen.analysis.readings import with_origins
from briefgen.findings.figure_pairs import FEATURES, features_of, make_figures, pairs_of
from briefgen.findings.figures import Figure, are_one
from briefgen.findings.origins import find_origins
from briefgen.findings.pool import make_pool
from briefgen.profile.tables import Profile
from briefgen.sources.readers import read_sources

PRECISION = 0.85
"""Share of pairs above the threshold that must be of one thing."""
STRENGTH = 0.03
"""Inverse of the regularisation: few pairs and many features that tell the same."""
KNOWN = 3.0
"""Weight of a pair that somebody read, beside one that nobody did."""

Key = tuple[str, int, int]
"""A figure: its article, where its sentence begins, its number among the sentence's figures."""


@dataclass(frozen=True)
class Labelled:
    """A pair of figures: its week, its features, whether it is of one thing and whether somebody said so."""

    week: str
    features: Any
    same: bool
    known: bool


def labelled(week: Week, judged: Mapping[tuple[str, Key, Key], bool]) -> Iterator[Labelled]:
    """Yield the pairs of figures of a week that are compared."""
    documents, _ = read_sources((week.file,), Profile().reading)
    analysis = analyse(documents, week.gold["as_of"])
    readings = with_origins(analysis.readings, find_origins(analysis.articles))
    doc_of = {a.id: week.lines[a.document.record] for a in analysis.articles if a.document.record}
    said = [r.sentence for r in readings.values()]
    finder = Finder([Sentence(s.id, Span(doc_of[s.source], s.start, s.end), s.text) for s in said])
    pool = make_pool(readings, analysis.articles)
    if pool is None:
        return
    figures = make_figures(pool)
    keys = list(_keys(figures.held, doc_of))
    together = _together(week, finder)
    first, second = pairs_of(pool, figures)
    apart = [
        not are_one(figures.held[a], figures.held[b]) for a, b in zip(first, second, strict=True)
    ]
    first, second = first[apart], second[apart]
    rows = features_of(pool, figures, first, second)
    for a, b, row in zip(first.tolist(), second.tolist(), rows, strict=True):
        told = judged.get((week.name, *sorted((keys[a], keys[b]))))  # type: ignore[arg-type]
        ids = frozenset(figures.held[n].reading.sentence.id for n in (a, b))
        known = told is not None or ids in together
        yield Labelled(week.name, row, told if told is not None else ids in together, known)


def _keys(held: Sequence[Figure], doc_of: Mapping[str, str]) -> Iterator[Key]:
    """Yield what names each figure."""
    before, number = "", 0
    for figure in held:
        sentence = figure.reading.sentence
        number = number + 1 if sentence.id == before else 0
        before = sentence.id
        yield doc_of[sentence.source], sentence.start, number


def _together(week: Week, finder: Finder) -> set[frozenset[str]]:
    """Return the pairs of sentences that give values of one label."""
    found: set[frozenset[str]] = set()
    for name in ("conflicts", "counts"):
        for label in week.gold.get(name, ()):
            told = [finder.find(week.span(v)) for v in label["values"] if v.get("quote")]
            ids = sorted({s.id for s in told if s})
            found.update(frozenset((a, b)) for n, a in enumerate(ids) for b in ids[n + 1 :])
    return found


def read_judged(file: Path) -> dict[tuple[str, Key, Key], bool]:
    """Return the judged pairs of a file, a line each: week, both figures, whether they are of one thing."""
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        first, second = sorted((tuple(row["a"]), tuple(row["b"])))
        found[row["week"], first, second] = bool(row["same"])
    return found


def fit(pairs: Sequence[Labelled]) -> tuple[Any, float]:
    """Return the weight of each feature as it is, and the bias."""
    rows = np.array([p.features for p in pairs])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    known = [KNOWN if p.known else 1.0 for p in pairs]
    model.fit(scaler.transform(rows), [p.same for p in pairs], sample_weight=known)
    weights = model.coef_[0] / np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def crossed(pairs: Sequence[Labelled]) -> Any:
    """Return each pair's log odds by the pairs of the other weeks."""
    scores = np.zeros(len(pairs))
    for week in sorted({p.week for p in pairs}):
        weights, bias = fit([p for p in pairs if p.week != week])
        for n, p in enumerate(pairs):
            scores[n] = p.features @ weights + bias if p.week == week else scores[n]
    return scores


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weeks", type=Path, nargs="+")
    parser.add_argument("judged", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    judged = read_judged(asked.judged)
    files = sorted(f for f in asked.weeks if f.name != JUDGED)
    pairs = [p for f in files for p in labelled(read_week(f), judged)]
    scores = crossed(pairs)
    same = np.array([p.same for p in pairs])
    print("pairs", len(pairs), "of one thing", int(same.sum()))
    print("average precision, crossed by week", round(average_precision_score(same, scores), 3))
    tried = np.arange(-1.0, 2.0, 0.1).round(1).tolist()
    shares = {at: float(same[scores >= at].mean()) for at in tried}
    best = next(at for at in tried if shares[at] >= PRECISION)
    for at in tried:
        above = int((scores >= at).sum())
        print(at, above, round(shares[at], 3), "<- chosen" if at == best else "")
    weights, bias = fit(pairs)
    model = {
        "weights": {k: round(float(w), 6) for k, w in zip(FEATURES, weights, strict=True)},
        "bias": round(bias, 6),
        "threshold": best,
    }
    asked.out.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
