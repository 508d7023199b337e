"""How well sentences that report the same fact are found: pairs of sentences within a topic.

    python benchmarks/claims.py FILE.jsonl [--documents FILE.jsonl] [--peers] [--fit] [--floors]

FILE holds one annotated sentence a line: ``document``, ``topic``, ``text``, ``actions``. Two sentences of
different documents of a topic are the same where they share an action. Each topic is one collection, as a
brief's articles are; its stories are found by the program itself. Whole documents are read from
``--documents`` (``id`` and ``text``), or from a file of the same name in ``stories`` beside FILE's folder;
where there is none, a document is its annotated sentences.

Prints JSON: F1 at its best threshold and at the one set on the other half, average precision, and recall
at precision .90, for all topics and for each half of them (topics alternate, whole); the weights behind
the figures of a half are those fitted on the other one. "shipped" has the program's own weights. ``--peers``
adds TF-IDF and vector cosines and all pairs; ``--fit`` prints weights fitted on every topic; ``--floors``
ends with 1 where a figure of the shipped weights is below its floor in benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from floors import below_floors
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from briefgen.api import to_articles
from briefgen.findings.matching import (
    FACT,
    FEATURES,
    SAME,
    find_features,
    likeness_of_facts,
    make_facts,
    make_table,
    probabilities,
)
from briefgen.findings.origins import find_origins
from briefgen.findings.stories import find_likeness, find_stories
from briefgen.language.tokens import terms
from briefgen.language.vectors import embed

PRECISION = 0.9
"""Recall is read where precision is still so high."""


@dataclass(frozen=True)
class Pairs:
    """All pairs of sentences of different documents of some topics."""

    features: Any
    same: Any
    topic: Any
    tfidf: Any
    vectors: Any
    facts: Any


def pairs_of(topic: int, rows: Sequence[dict[str, Any]], texts: dict[str, str]) -> Pairs:
    """Return the pairs of a topic with their features, its documents read as one collection."""
    ids = list(dict.fromkeys(r["document"] for r in rows))
    articles = to_articles([{"id": i, "text": texts[i]} for i in ids])
    stories = find_stories(articles, find_origins(articles))
    story = {a: n for n, s in enumerate(stories) for a in s.articles}
    said = [terms(r["text"]) for r in rows]
    home = [ids.index(r["document"]) for r in rows]
    table = make_table(
        [[t for s in a.sentences for t in terms(s.text)] for a in articles],
        said,
        home,
        [story[a.id] for a in articles],
        find_likeness(articles),
    )
    chosen = [(i, j) for i, j in combinations(range(len(rows)), 2) if home[i] != home[j]]
    first, second = np.array(chosen, dtype=np.intp).T
    actions = [set(r["actions"]) for r in rows]
    vectors = embed([r["text"] for r in rows])
    facts = make_facts([r["text"] for r in rows])
    shared = facts.terms[first].multiply(facts.terms[second]).sum(axis=1)
    features = (
        find_features(table, first, second) if table else np.zeros((len(first), len(FEATURES)))
    )
    return Pairs(
        features=features,
        same=np.array([bool(actions[i] & actions[j]) for i, j in chosen]),
        topic=np.full(len(chosen), topic),
        tfidf=features[:, FEATURES.index("words")],
        vectors=(vectors[first] * vectors[second]).sum(axis=1),
        facts=likeness_of_facts(facts, first, second, np.asarray(shared).ravel()),
    )


def figures(same: Any, scores: Any, threshold: float | None = None) -> dict[str, float]:
    """Return F1, average precision and recall at `PRECISION`; F1 at a threshold where one is given."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(same[order])
    precision, recall = right / np.arange(1, len(same) + 1), right / same.sum()
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    sure = np.flatnonzero(precision >= PRECISION)
    found = {
        "pairs": len(same),
        "f1": f1.max(),
        "average_precision": average_precision_score(same, scores),
        "recall_at_90": recall[sure[-1]] if len(sure) else 0.0,
    }
    if threshold is not None:
        taken = scores >= threshold
        found["f1_at_threshold"] = 2 * (taken & same).sum() / (taken.sum() + same.sum())
    return {k: round(float(v), 4) for k, v in found.items()}


def best_threshold(same: Any, scores: Any) -> float:
    """Return the threshold of the highest F1."""
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(same[order])
    f1 = 2 * right / (np.arange(1, len(same) + 1) + same.sum())
    return float(scores[order][f1.argmax()])


def fit(pairs: Pairs, chosen: Any) -> Any:
    """Return a logistic regression on some pairs; a topic weighs with the root of its pairs."""
    counts = np.bincount(pairs.topic)
    weights = 1 / np.sqrt(counts[pairs.topic])
    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit(pairs.features[chosen], pairs.same[chosen], sample_weight=100 * weights[chosen])
    return model


def halves_of(pairs: Pairs) -> list[Any]:
    """Return which pairs are in the first and which in the second half of the topics."""
    topics = np.unique(pairs.topic)
    first = np.isin(pairs.topic, topics[::2])
    return [first, ~first]


def printed(pairs: Pairs, chosen: Any) -> dict[str, float]:
    """Return precision and recall of what a brief would print as one fact, dates left aside."""
    taken = (pairs.facts >= FACT) & (probabilities(pairs.features) >= SAME)
    right = (taken & pairs.same & chosen).sum()
    return {
        "precision": round(float(right / max(1, (taken & chosen).sum())), 4),
        "recall": round(float(right / (pairs.same & chosen).sum()), 4),
    }


def crossed(pairs: Pairs) -> dict[str, Any]:
    """Return the figures of each half with weights and threshold from the other."""
    result = {}
    halves = halves_of(pairs)
    for name, test, train in zip(("first", "second"), halves, halves[::-1], strict=True):
        model = fit(pairs, train)
        scores = model.predict_proba(pairs.features)[:, 1]
        threshold = best_threshold(pairs.same[train], scores[train])
        result[name] = figures(pairs.same[test], scores[test], threshold)
    return result


def measured(pairs: Pairs, scores: Any) -> dict[str, Any]:
    """Return figures for all topics and for each half, the threshold from the other."""
    halves = halves_of(pairs)
    found = {"all": figures(pairs.same, scores)}
    for name, test, train in zip(("first", "second"), halves, halves[::-1], strict=True):
        threshold = best_threshold(pairs.same[train], scores[train])
        found[name] = figures(pairs.same[test], scores[test], threshold)
    return found


def read(file: Path, documents: Path | None) -> tuple[Pairs, str]:
    """Return the pairs of all topics, and whether documents are whole."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    beside = documents or file.parent.parent / "stories" / file.name
    texts: dict[str, str] = {}
    for row in rows:
        texts[row["document"]] = f"{texts.get(row['document'], '')}\n{row['text']}"
    if whole := beside.is_file():
        lines = beside.read_text(encoding="utf-8").splitlines()
        texts |= {d["id"]: d["text"] for d in map(json.loads, lines)}
    topics = sorted({r["topic"] for r in rows})
    parts = [pairs_of(t, [r for r in rows if r["topic"] == t], texts) for t in topics]
    joined = [
        np.concatenate([getattr(p, f) for p in parts])
        for f in ("features", "same", "topic", "tfidf", "vectors", "facts")
    ]
    return Pairs(*joined), "whole" if whole else "annotated sentences"


def main() -> int:
    """Measure, print, and compare with the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--floors", action="store_true")
    asked = parser.parse_args()
    pairs, documents = read(asked.file, asked.documents)
    shipped = measured(pairs, probabilities(pairs.features))
    result: dict[str, Any] = {"documents": documents, "shipped": shipped, "crossed": crossed(pairs)}
    chosen = {"all": np.ones(len(pairs.same), dtype=bool)}
    chosen |= dict(zip(("first", "second"), halves_of(pairs), strict=True))
    result["printed"] = {name: printed(pairs, part) for name, part in chosen.items()}
    if asked.peers:
        result["tfidf"] = measured(pairs, pairs.tfidf)
        result["vectors"] = measured(pairs, pairs.vectors)
        result["all pairs"] = measured(pairs, np.zeros(len(pairs.same)))
        result["same story"] = measured(pairs, pairs.features[:, FEATURES.index("story")])
    if asked.fit:
        model = fit(pairs, chosen["all"])
        result["fitted"] = dict(zip(FEATURES, model.coef_[0].round(3).tolist(), strict=True))
        result["bias"] = round(float(model.intercept_[0]), 3)
    print(json.dumps(result, indent=1))
    return below_floors("claims", shipped["all"], [asked.file]) if asked.floors else 0


if __name__ == "__main__":
    sys.exit(main())
