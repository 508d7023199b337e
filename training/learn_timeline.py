"""Learns which sentences tell a line of the timeline, from labelled weeks.

    PYTHONPATH=.:benchmarks python training/learn_timeline.py WEEK.jsonl… [--write]

Each WEEK.jsonl has its labels beside it (WEEK.gold.json: "timeline"). The signs are those of importance but `NEWS`, how a
sentence gives its day (`timeline.DAY_SIGNS`) and `Material.line_signs`; of a labelled event's sentences the likeliest weigh
most, as in `learn_importance`. Prints how many labelled events the timeline of each week tells by the weights of the other
weeks, and by those of all;
``--write`` puts these into briefgen/findings/timeline.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from learn_importance import fit_tellers
from numpy.typing import NDArray
from week_counts import Fraction, add
from week_labels import Week, overlap, read_week
from week_stages import read_material, sentences_of

from briefgen.brief.assembly import Material
from briefgen.findings import timeline
from briefgen.findings.columns import Floats
from briefgen.findings.importance import Model, standardised
from briefgen.findings.timeline import build_timeline, find_days, line_signs

MODEL = Path(timeline.__file__).with_name("timeline.json")
LINES = 25
"""Lines of a timeline, as shipped."""
RIDGE = 120.0
"""Half the inverse variance of the prior on weights; a week has about twenty labelled events, twice as many as points."""
NEWS = frozenset({"acts", "report", "article_quarrel", "digit", "names"})
"""Signs that tell the week's news and no chronicle: with the first three 91 of 175 events are told by the other weeks' weights,
without them 99, without all 101."""


@dataclass(frozen=True)
class Labelled:
    """A labelled week, read."""

    week: Week
    material: Material
    signs: dict[str, Floats]
    fit: NDArray[np.bool_]
    """Whether each sentence may be a line."""
    tells: NDArray[np.bool_]
    """Which of the labelled events each tells, by their day."""


def label(week: Week) -> Labelled:
    """Return the signs of a week's sentences, and which labelled event each tells as a line of its day."""
    material = read_material(week)
    ranking, told = material.ranking, sentences_of(week, material)
    found = find_days(material.readings, _printable(material), ranking, material.period)
    events = [
        (t["date"], [week.span(q) for q in t["quotes"]]) for t in week.gold.get("timeline", ())
    ]
    tells = [
        [
            k in found and found[k].date == date and any(overlap(told[k].span, s) for s in spans)
            for date, spans in events
        ]
        for k in ranking.columns.ids
    ]
    return Labelled(
        week,
        material,
        {k: v for k, v in ranking.signs.items() if k not in NEWS}
        | line_signs(found, material.line_signs, ranking),
        np.array([k in found for k in ranking.columns.ids]),
        np.array(tells),
    )


def _printable(material: Material) -> list[str]:
    """Return what the timeline is chosen from."""
    place = material.ranking.place
    return [k for k in material.printable if k in material.told_once and k in place]


def learn(weeks: Sequence[Labelled], usual: Sequence[tuple[float, float]]) -> Model:
    """Return weights of the signs."""
    rows = np.concatenate(
        [
            np.stack(
                [standardised(c, *u) for c, u in zip(w.signs.values(), usual, strict=True)], axis=1
            )[w.fit]
            for w in weeks
        ]
    )
    tells = [w.tells[w.fit] for w in weeks]
    worth = [np.ones(t.shape[1]) for t in tells]
    return fit_tellers(rows, tells, worth, list(weeks[0].signs), usual, RIDGE)


def measure(week: Labelled, model: Model) -> Fraction:
    """Return how many of the labelled events the timeline tells."""
    m = week.material
    lines = build_timeline(
        m.readings, _printable(m), m.ranking, m.period, LINES, m.line_signs, model
    )
    place = m.ranking.place
    told = week.tells[[place[line.sentence] for line in lines]].any(axis=0)
    return Fraction(int(told.sum()), len(told))


def main() -> None:
    """Learn, measure with each week left out, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("weeks", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    weeks = [label(read_week(path)) for path in asked.weeks]
    table = np.concatenate([np.stack(list(w.signs.values()), axis=1) for w in weeks])
    usual = list(zip(table.mean(axis=0).tolist(), table.std(axis=0).tolist(), strict=True))
    everything = learn(weeks, usual)
    left_out = [measure(w, learn([o for o in weeks if o is not w], usual)) for w in weeks]
    for name, found in (
        ("each week left out", left_out),
        ("all weeks", [measure(w, everything) for w in weeks]),
    ):
        print(name, add({"told": f} for f in found)["told"], [int(f.right) for f in found])
    if asked.write:
        MODEL.write_text(json.dumps(everything, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
