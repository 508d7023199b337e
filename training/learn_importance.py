"""Learn what makes a sentence of news important, and two sentences one event's, from labelled weeks.

    PYTHONPATH=.:benchmarks python training/learn_importance.py WEEK.jsonl… [--write]

Beside each WEEK.jsonl lies WEEK.gold.json (shared/data/weeks/GUIDE.md). Prints, for every week left out once, what its
whole brief tells when built with weights learned on the others, then the same for weights learned from all;
``--write`` puts these into briefgen/findings/importance.json. The signs are general: no word, name or vector of the
texts is learned.

A point has to be told once. So its tellers share one weight, by a softmax of the model's own log odds (multiple
instance learning, Dietterich et al. 1997): tellers that look like nothing need not be found.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from week_counts import Counted, add, count, values
from week_labels import Week, read_week
from week_stages import answer, read_material, sentences_of

from briefgen.brief import build
from briefgen.findings import importance
from briefgen.findings.columns import Floats
from briefgen.findings.events import WEIGHTS, Likeness
from briefgen.findings.importance import Model, rank_sentences, signs, standardised

MUST = 2.0
"""Weight of a point without which the brief would be laughed at."""
RIDGE = 250.0
"""Half the inverse variance of the prior on weights; a week has about ten points."""
ROUNDS, TEMPERATURE = 4, 1.0
LONGEST = 45
"""Words of a sentence that may be a point."""
MODEL = Path(importance.__file__).with_name("importance.json")
SHOWN = (
    "points_told", "musts_told", "printed_points", "printed_musts", "lead_right", "not_key_front", "timeline_right",
    "timeline_told",
)  # fmt: skip


@dataclass(frozen=True)
class Labelled:
    """A labelled week, read."""

    week: Week
    likeness: Likeness
    signs: dict[str, Floats]
    fit: NDArray[np.bool_]
    """Whether each sentence may be printed alone."""
    tells: NDArray[np.bool_]
    """Which of the points each sentence tells."""
    must: NDArray[np.bool_]


def label(week: Week) -> Labelled:
    """Return the signs of a week's sentences, and which of its points each tells."""
    material = read_material(week)
    ranking, told = material.ranking, sentences_of(week, material)
    fit = [
        (e := material.eligible.get(k)) is not None and e.lead_in is None and e.words <= LONGEST
        for k in ranking.columns.ids
    ]
    return Labelled(
        week,
        ranking.likeness,
        signs(ranking.columns, ranking.likeness),
        np.array(fit),
        np.array([[p.told_by(told[k]) for p in week.points] for k in ranking.columns.ids]),
        np.array([p.must for p in week.points]),
    )


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


def learn(weeks: Sequence[Labelled], usual: Sequence[tuple[float, float]]) -> Model:
    """Return weights for the signs, by the tellers that the model finds best."""
    rows = np.concatenate([_table(w, usual)[w.fit] for w in weeks])
    tells = [w.tells[w.fit] for w in weeks]
    worth = [np.where(w.must, MUST, 1.0) for w in weeks]
    return fit_tellers(rows, tells, worth, list(weeks[0].signs), usual)


def fit_tellers(  # noqa: PLR0913, PLR0917 - what is learned from, and how freely
    rows: Floats,
    tells: Sequence[NDArray[np.bool_]],
    worth: Sequence[Floats],
    names: Sequence[str],
    usual: Sequence[tuple[float, float]],
    ridge: float = RIDGE,
) -> Model:
    """Return the weights of a model of which sentences tell a thing that must be told once.

    Args:
        rows: the signs of all weeks' sentences, brought to their usual.
        tells: of each week which thing each sentence tells.
        worth: of each week what each thing weighs.
        names: the signs, in the order of the columns.
        usual: mean and spread of each sign.
        ridge: half the inverse variance of the prior on weights.
    """
    wanted = np.concatenate([t.any(axis=1) for t in tells])
    odds = np.zeros(len(rows))
    found = np.zeros(rows.shape[1] + 1)
    for _ in range(ROUNDS):
        parts, at = [], 0
        for told, weigh in zip(tells, worth, strict=True):
            parts.append(share_out(told, weigh, odds[at : at + len(told)]))
            at += len(told)
        share = np.concatenate(parts)
        weights = np.where(wanted, share / share[wanted].sum() * (~wanted).sum(), 1.0) / 2
        found = fit(rows, wanted, weights, ridge)
        odds = rows @ found[:-1] + found[-1]
    model = {
        name: {"mean": round(mean, 5), "spread": round(spread, 5), "weight": round(weight, 4)}
        for name, (mean, spread), weight in zip(names, usual, found.tolist(), strict=False)
    }
    return model | {"even": {"mean": 0.0, "spread": 1.0, "weight": round(float(found[-1]), 4)}}


def share_out(tells: NDArray[np.bool_], worth: Floats, odds: Floats) -> Floats:
    """Return what each sentence weighs as a teller: each thing its worth, shared out by a softmax."""
    share = np.zeros(len(tells))
    for point in range(tells.shape[1]):
        tellers = np.flatnonzero(tells[:, point])
        if len(tellers):
            raised = np.exp((odds[tellers] - odds[tellers].max()) / TEMPERATURE)
            share[tellers] += worth[point] * raised / raised.sum()
    return share


def learn_pairs(weeks: Sequence[Labelled]) -> tuple[float, ...]:
    """Return weights of the likenesses by which two sentences tell one event."""
    parts = [_pairs(w) for w in weeks]
    rows = np.concatenate([r for r, _ in parts])
    return tuple(
        fit(rows, np.concatenate([y for _, y in parts]), np.ones(len(rows)), 0.5, 12).tolist()
    )


def _pairs(week: Labelled) -> tuple[Floats, NDArray[np.bool_]]:
    tellers = np.flatnonzero(week.tells.any(axis=1))
    upper = np.triu_indices(len(tellers), 1)
    same = (week.tells[tellers].astype(int) @ week.tells[tellers].T.astype(int)) > 0
    return np.stack([p[upper] for p in week.likeness.parts(tellers, tellers)], axis=-1), same[upper]


def _table(week: Labelled, usual: Sequence[tuple[float, float]]) -> Floats:
    """Return the signs against what is usual in their week, a row a sentence."""
    columns = zip(week.signs.values(), usual, strict=True)
    return np.stack([standardised(column, *both) for column, both in columns], axis=1)


# Measuring ---------------------------------------------------------------------------------------


def measure(week: Week, model: Model, pairs: tuple[float, ...]) -> Counted:
    """Return what a week's brief tells when it is built with some weights."""
    with patch.object(build, "rank_sentences", partial(rank_sentences, model=model, pairs=pairs)):
        counted = count(week, answer(week, None).answers)
    return {key: counted[key] for key in SHOWN}


def main() -> None:
    """Learn, measure with each week left out, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weeks", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    weeks = [label(read_week(path)) for path in asked.weeks]
    table = np.concatenate([np.stack(list(w.signs.values()), axis=1) for w in weeks])
    usual = list(zip(table.mean(axis=0).tolist(), table.std(axis=0).tolist(), strict=True))
    everything, left_out, shipped = learn(weeks, usual), [], []
    for week in weeks:
        others = [w for w in weeks if w is not week]
        left_out.append(measure(week.week, learn(others, usual), learn_pairs(others)))
        shipped.append(measure(week.week, everything, WEIGHTS))
        print(week.week.name, values(left_out[-1]))
    for name, found in (("each week left out", left_out), ("all weeks", shipped)):
        print(name, {k: (round(f.right, 1), f.of) for k, f in add(found).items()})
    print("pairs", [round(w, 2) for w in learn_pairs(weeks)])
    if asked.write:
        MODEL.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
