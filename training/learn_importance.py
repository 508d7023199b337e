"""Learn what makes a sentence of news important, and two sentences one event's, from labelled weeks.

    python training/learn_importance.py WEEK.jsonl… [--write]

Beside each WEEK.jsonl lies WEEK.gold.json (shared/data/weeks/GUIDE.md). Prints, for every week left out once, how many
of the labelled points, and of those that must be told, the first eight sentences tell, then the same for weights
learned from all; ``--write`` puts these into briefgen/findings/importance.json. The signs are general: no word, name
or vector of the texts is learned.

A point has to be told once. So its tellers share one weight, by a softmax of the model's own log odds (multiple
instance learning, Dietterich et al. 1997): tellers that look like nothing need not be found.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefgen.analysis.analyse import read_articles
from briefgen.analysis.readings import read_sentences
from briefgen.brief.selection import find_eligible
from briefgen.findings import importance
from briefgen.findings.columns import Columns, read_columns
from briefgen.findings.events import WEIGHTS, Likeness, compare
from briefgen.findings.importance import Ranking, signs
from briefgen.findings.origins import find_origins
from briefgen.profile.tables import NamedTheme
from briefgen.sources.readers import Place
from briefgen.sources.readers.jsonl import read

MUST = 2.0
"""Weight of a point without which the brief would be laughed at."""
RIDGE = 250.0
"""Half the inverse variance of the prior on weights; a week has about ten points."""
ROUNDS, TEMPERATURE = 4, 1.0
MODEL = Path(importance.__file__).with_name("importance.json")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Week:
    """A labelled week, read."""

    name: str
    columns: Columns
    likeness: Likeness
    signs: dict[str, Floats]
    fit: NDArray[np.bool_]
    """Whether each sentence may be printed alone."""
    tells: NDArray[np.bool_]
    """Which of the points each sentence tells."""
    must: NDArray[np.bool_]
    lead: NDArray[np.bool_]
    not_key: NDArray[np.bool_]


def read_week(path: Path) -> Week:
    """Return a week with its labels."""
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    documents = list(read(path.read_bytes(), Place(path=str(path), file=path.name)))
    articles, _ = read_articles(documents, gold["as_of"])
    origins = find_origins(articles)
    readings = read_sentences(articles, origins)
    eligible, _ = find_eligible(articles, readings)
    themes = [
        NamedTheme(id=t["id"], name=t["name"], keywords=tuple(t["keywords"]))
        for t in gold["profile"]["themes"]
    ]
    columns = read_columns(articles, readings, origins, themes, (gold["first"], gold["last"]))
    likeness = compare(columns)
    names = {a.id: a.document.declared.id for a in articles}
    text = {d.declared.id: d.text for d in documents}
    spans = {
        k: (names[r.sentence.source], r.sentence.start, r.sentence.end) for k, r in readings.items()
    }
    points = gold["key_points"]
    where = [[_span(q, text) for q in p["evidence"]] for p in points]
    patterns = [_patterns(p) for p in points]
    tells = [
        [
            any(_overlap(spans[k], s) for s in where[j]) or _matches(t, patterns[j])
            for j in range(len(points))
        ]
        for k, t in zip(columns.ids, columns.texts, strict=True)
    ]
    bad = [_span(q, text) for q in gold.get("not_key", [])]
    return Week(
        gold["week"],
        columns,
        likeness,
        signs(columns, likeness),
        np.array(
            [
                k in eligible and eligible[k].lead_in is None and eligible[k].words <= 45
                for k in columns.ids
            ]
        ),
        np.array(tells),
        np.array([bool(p.get("must")) for p in points]),
        np.array([p["rank"] in gold["lead"] for p in points]),
        np.array([any(_overlap(spans[k], s) for s in bad) for k in columns.ids]),
    )


def _span(quote: dict[str, str], text: dict[str, str]) -> tuple[str, int, int]:
    start = text[quote["doc"]].find(quote["quote"])
    return quote["doc"], start, start + len(quote["quote"])


def _overlap(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    shared = min(a[2], b[2]) - max(a[1], b[1])
    return a[0] == b[0] and shared > 0 and shared >= 0.5 * min(a[2] - a[1], b[2] - b[1])


def _patterns(point: dict[str, Any]) -> list[list[re.Pattern[str]]]:
    groups = [[g] if isinstance(g, str) else g for g in point.get("patterns") or []]
    return [[re.compile(p, re.IGNORECASE) for p in group] for group in groups]


def _matches(text: str, groups: list[list[re.Pattern[str]]]) -> bool:
    return bool(groups) and all(any(p.search(text) for p in group) for group in groups)


# Learning ----------------------------------------------------------------------------------------


def fit(
    rows: Floats, wanted: NDArray[np.bool_], weights: Floats, ridge: float, rounds: int = 8
) -> Floats:
    """Return the weights of a ridge logistic regression, the intercept last (Newton's method)."""
    x = np.column_stack([rows, np.ones(len(rows))])
    penalty = np.full(x.shape[1], ridge)
    penalty[-1] = 1e-6
    found = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -15, 15)))
        gradient = x.T @ (weights * (p - wanted)) + penalty * found
        curve = (x * (weights * p * (1 - p) + 1e-9)[:, None]).T @ x + np.diag(penalty)
        found = found - np.linalg.solve(curve, gradient)
    return found


def learn(weeks: Sequence[Week], means: Floats, spreads: Floats, ridge: float = RIDGE) -> Floats:
    """Return weights for the signs, by the tellers that the model finds best."""
    rows = np.concatenate([(_table(w) - means)[w.fit] / spreads for w in weeks])
    tells = [w.tells[w.fit] for w in weeks]
    wanted = np.concatenate([t.any(axis=1) for t in tells])
    share = np.concatenate(
        [_share(t, w.must, np.zeros(len(t))) for w, t in zip(weeks, tells, strict=True)]
    )
    found = np.zeros(rows.shape[1] + 1)
    for _ in range(ROUNDS):
        weights = np.where(wanted, share / share[wanted].sum() * (~wanted).sum(), 1.0) / 2
        found = fit(rows, wanted, weights, ridge)
        odds, at, parts = rows @ found[:-1] + found[-1], 0, []
        for week, told in zip(weeks, tells, strict=True):
            parts.append(_share(told, week.must, odds[at : at + len(told)]))
            at += len(told)
        share = np.concatenate(parts)
    return found


def _share(tells: NDArray[np.bool_], must: NDArray[np.bool_], odds: Floats) -> Floats:
    """Return what each sentence weighs as a teller: each point one, shared out by a softmax."""
    share = np.zeros(len(tells))
    for point in range(tells.shape[1]):
        tellers = np.flatnonzero(tells[:, point])
        if len(tellers):
            raised = np.exp((odds[tellers] - odds[tellers].max()) / TEMPERATURE)
            share[tellers] += (MUST if must[point] else 1.0) * raised / raised.sum()
    return share


def learn_pairs(weeks: Sequence[Week]) -> tuple[float, ...]:
    """Return weights of the likenesses by which two sentences tell one event."""
    parts = [_pairs(w) for w in weeks]
    rows = np.concatenate([r for r, _ in parts])
    return tuple(
        fit(rows, np.concatenate([y for _, y in parts]), np.ones(len(rows)), 0.5, 12).tolist()
    )


def _pairs(week: Week) -> tuple[Floats, NDArray[np.bool_]]:
    tellers = np.flatnonzero(week.tells.any(axis=1))
    upper = np.triu_indices(len(tellers), 1)
    same = (week.tells[tellers].astype(int) @ week.tells[tellers].T.astype(int)) > 0
    return np.stack([p[upper] for p in week.likeness.parts(tellers, tellers)], axis=-1), same[upper]


def _table(week: Week) -> Floats:
    return np.stack(list(week.signs.values()), axis=1)


# Measuring ---------------------------------------------------------------------------------------


def measure(
    week: Week, weights: Floats, means: Floats, spreads: Floats, pairs: Sequence[float]
) -> dict[str, int]:
    """Return what the first sentences of a week tell."""
    scores = (_table(week) - means) / spreads @ weights[:-1] + weights[-1]
    ranking = Ranking(week.columns, week.likeness, scores, tuple(pairs))
    allowed = [k for k, ok in zip(week.columns.ids, week.fit, strict=True) if ok]
    ids = ranking.choose(allowed, 48)
    place = ranking.place
    chosen = [place[k] for k in ids]
    told = week.tells[chosen[:8]].any(axis=0)
    printed = week.tells[chosen].any(axis=0)
    weight = ranking.weight(ids[:8])
    bottom = place[max(ids[:8], key=lambda k: weight[k])]
    several = [week.tells[chosen[:n]].any(axis=0) for n in range(5, 13)]
    return {
        "points": int(told.sum()),
        "musts": int((told & week.must).sum()),
        "lead": int((week.tells[bottom] & week.lead).any()),
        "not_key": int(week.not_key[chosen[:8]].sum()),
        "printed": int(printed.sum()),
        "printed_musts": int((printed & week.must).sum()),
        "mean_points": float(np.mean([t.sum() for t in several])),
        "mean_musts": float(np.mean([(t & week.must).sum() for t in several])),
    }


def main() -> None:
    """Learn, measure with each week left out, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weeks", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    weeks = [read_week(path) for path in asked.weeks]
    table = np.concatenate([_table(w) for w in weeks])
    means, spreads = table.mean(axis=0), table.std(axis=0) + 1e-9
    left_out, shipped = [], []
    everything, pairs = learn(weeks, means, spreads), learn_pairs(weeks)
    for week in weeks:
        others = [w for w in weeks if w is not week]
        left_out.append(
            measure(week, learn(others, means, spreads), means, spreads, learn_pairs(others))
        )
        shipped.append(measure(week, everything, means, spreads, WEIGHTS))
        print(week.name, left_out[-1])
    for name, found in (("each week left out", left_out), ("all weeks", shipped)):
        print(name, {k: round(sum(f[k] for f in found), 1) for k in found[0]})
    print("pairs", [round(w, 2) for w in pairs])
    model = {
        name: {"mean": round(m, 5), "spread": round(s, 5), "weight": round(w, 4)}
        for name, m, s, w in zip(
            weeks[0].signs, means.tolist(), spreads.tolist(), everything.tolist(), strict=False
        )
    }
    model["even"] = {"mean": 0.0, "spread": 1.0, "weight": round(float(everything[-1]), 4)}
    if asked.write:
        MODEL.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
