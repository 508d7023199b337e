"""Learns how likely two sentences report the same fact, from judged pairs of whole weeks of news.

    PYTHONPATH=..:../benchmarks python learn_pairs.py WEEK.jsonl… ../briefgen/findings/corroboration.json

Each WEEK.jsonl has its labels beside it (WEEK.gold.json: "same", "not_same") and judged_pairs.jsonl in its folder.
A logistic regression over `likeness.FEATURES`, each brought to mean 0 and deviation 1; the threshold is the
lowest from which on, each week scored by the others, the judged pairs that are joined are right to `PRECISION`.
Prints those figures; nothing is random, so the same data give the same file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from week_labels import JUDGED, Finder, Sentence, Span, Week, read_week

from briefgen.analysis.analyse import analyse
from briefgen.analysis.readings import with_origins
from briefgen.findings.corroboration import LEAST_COSINE
from briefgen.findings.likeness import FEATURES, features_of
from briefgen.findings.origins import find_origins
from briefgen.findings.pool import Pool, make_pool
from briefgen.findings.vetoes import keep_apart, vetoes
from briefgen.profile.tables import Profile
from briefgen.sources.readers import read_sources

PRECISION = 0.95
"""Share of joined judged pairs that must be the same."""
STRENGTH = 0.01
"""Inverse of the regularisation: few pairs and many features that tell the same."""


@dataclass(frozen=True)
class Labelled:
    """A labelled pair: where it is from, whether it is the same, its features, what keeps it apart."""

    week: str
    judged: bool
    label: str
    features: Any
    apart: bool


def labelled(week: Week) -> Iterator[Labelled]:
    """Yield the labelled pairs of a week; those that cannot be candidates have no features."""
    documents, _ = read_sources((week.file,), Profile().reading)
    analysis = analyse(documents, week.gold["as_of"])
    origins = find_origins(analysis.articles)
    readings = with_origins(analysis.readings, origins)
    doc_of = {a.id: week.lines[a.document.record] for a in analysis.articles if a.document.record}
    said = [r.sentence for r in readings.values()]
    finder = Finder([Sentence(s.id, Span(doc_of[s.source], s.start, s.end), s.text) for s in said])
    pool = make_pool(readings, analysis.articles)
    number = {r.sentence.id: n for n, r in enumerate(pool.laid.readings)} if pool else {}
    for judged, label, spans in _spans(week):
        found = [finder.find(span) for span in spans]
        places = sorted(number[s.id] for s in found if s and s.id in number)
        if pool and len(places) == len(spans) and pool.home[places[0]] != pool.home[places[1]]:
            yield _pair(week.name, judged, label, pool, places)
        else:
            yield Labelled(week.name, judged, label, None, apart=True)


def _spans(week: Week) -> Iterator[tuple[bool, str, Sequence[Span]]]:
    for name in ("same", "not_same"):
        for pair in week.gold.get(name, ()):
            yield False, name, [week.span(quote) for quote in pair]
    for pair in week.judged:
        ends = [Span(pair[s]["doc"], pair[s]["start"], pair[s]["end"]) for s in ("a", "b")]
        yield True, pair["label"], ends


def _pair(week: str, judged: bool, label: str, pool: Pool, places: Sequence[int]) -> Labelled:  # noqa: FBT001
    a, b = (pool.laid[n] for n in places)
    near = features_of(pool, np.array(places[:1]), np.array(places[1:]))[0]
    apart = bool(keep_apart(a, b, vetoes(a, b)))
    seen = near[FEATURES.index("cosine")] >= LEAST_COSINE
    return Labelled(week, judged, label, near if seen else None, apart)


JUDGED_WEIGHT, NEAR_WEIGHT = 3.0, 2.5
"""Weight of a judged pair beside an editor's, and of those that are nearly the same beside those that are not: the
errors that are printed are of these."""


def weights_of(pairs: Sequence[Labelled]) -> list[float]:
    """Return how much each pair weighs."""
    return [
        (JUDGED_WEIGHT if p.judged else 1.0)
        * (NEAR_WEIGHT if p.label in {"part", "contrary", "update"} else 1.0)
        for p in pairs
    ]


def fit(pairs: Sequence[Labelled]) -> tuple[Any, float]:
    """Return the weight of each feature as it is, and the bias."""
    rows = np.array([p.features for p in pairs])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(
        scaler.transform(rows), [p.label == "same" for p in pairs], sample_weight=weights_of(pairs)
    )
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def crossed(pairs: Sequence[Labelled]) -> Any:
    """Return each pair's log odds by the pairs of the other weeks."""
    scores = np.zeros(len(pairs))
    for week in sorted({p.week for p in pairs}):
        weights, bias = fit([p for p in pairs if p.week != week])
        for n, p in enumerate(pairs):
            scores[n] = p.features @ weights + bias if p.week == week else scores[n]
    return scores


def figures(
    pairs: Sequence[Labelled], scores: Any, everything: Sequence[Labelled], at: float
) -> dict[str, float]:
    """Return the shares that the judge counts, for a threshold."""
    of = {
        (j, name): max(1, sum(p.judged == j and p.label == name for p in everything))
        for j, name in ((True, "same"), (False, "same"), (False, "not_same"))
    }
    on = [p for p, s in zip(pairs, scores, strict=True) if s >= at and not p.apart]
    right = sum(p.judged and p.label == "same" for p in on)
    return {
        "threshold": round(at, 3),
        "judged_joined": sum(p.judged for p in on),
        "judged_precision": right / max(1, sum(p.judged for p in on)),
        "judged_recall": right / of[True, "same"],
        "same_found": sum(not p.judged and p.label == "same" for p in on) / of[False, "same"],
        "not_same_joined": sum(p.label == "not_same" for p in on) / of[False, "not_same"],
    }


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weeks", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    files = sorted(f for f in asked.weeks if f.name != JUDGED)
    everything = [p for f in files for p in labelled(read_week(f)) if p.label != "skip"]
    pairs = [p for p in everything if p.features is not None]
    scores = crossed(pairs)
    tried = [
        figures(pairs, scores, everything, at) for at in np.arange(0.5, 2, 0.01).round(2).tolist()
    ]
    good = list(takewhile(lambda t: t["judged_precision"] >= PRECISION, reversed(tried)))
    best = good[-1]
    for row in tried:
        print({k: round(v, 3) for k, v in row.items()}, "<- chosen" if row is best else "")
    weights, bias = fit(pairs)
    model = {
        "weights": {k: round(float(w), 6) for k, w in zip(FEATURES, weights, strict=True)},
        "bias": round(bias, 6),
        "threshold": best["threshold"],
    }
    asked.out.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
