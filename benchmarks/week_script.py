"""The plain script: eight sentences by a handful of weighed signs, as first written and tuned on other weeks.

What other publishers' titles and sentences say speaks for a sentence, as do its place near the top and a late day;
a dangling opening, a hedge, a quotation and an odd length speak against it, and so does its likeness to a sentence that is
chosen already (Carbonell and Goldstein 1998). A peer of the judge, no part of the product.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from week_labels import Sentence, Week
from week_sheets import (
    DANGLING,
    HEDGE,
    LONG,
    QUOTE,
    SHORT,
    Sheet,
    choose,
    day_share,
    mean_of_best,
    places,
    publisher_of,
    tfidf,
)

WEIGHTS = {
    "titles": 1.0, "sentences": 1.0, "place": 0.25, "day": 0.1, "dangling": -0.3, "hedged": -0.15, "quoted": -0.15,
    "odd length": -0.3, "said before": -0.6,
}  # fmt: skip
"""Weights of the script as it was first written, none of them tuned."""
STEPS = (0.0, 0.5, 0.75, 1.5, 2.0)
"""Multiples of a weight that are tried, one weight after the other."""
ROUNDS = 2
"""Times that all weights are gone through."""


def script_columns(week: Week, sentences: Sequence[Sentence]) -> tuple[Any, Any]:
    """Return the script's columns, in the order of `WEIGHTS` but the last, and the likeness of sentences.

    What other publishers' titles and sentences say speaks for a sentence; a place far down, an early day,
    a dangling opening, a hedge and a quotation against it.
    """
    records = week.records
    titles = [str(r.get("title") or "") for r in records.values()]
    rows = tfidf([*(s.text for s in sentences), *titles])
    said, headed = rows[: len(sentences)], rows[len(sentences) :]
    of = np.array([publisher_of(records[s.span.doc]) for s in sentences])
    titled = np.array([publisher_of(r) for r in records.values()])
    likeness = np.asarray((said @ said.T).todense())
    to_titles = np.asarray((said @ headed.T).todense())
    columns = np.column_stack(
        [
            mean_of_best(np.where(of[:, None] != titled[None, :], to_titles, 0.0), 4),
            mean_of_best(np.where(of[:, None] != of[None, :], likeness, 0.0), 8),
            np.exp(-np.array(places(sentences)) / 4),
            [day_share(week, s) for s in sentences],
            [bool(DANGLING.match(s.text)) for s in sentences],
            [bool(HEDGE.search(s.text)) for s in sentences],
            [bool(QUOTE.search(s.text)) for s in sentences],
            [not SHORT <= len(s.text.split()) <= LONG for s in sentences],
        ]
    )
    return columns, likeness


def run_script(sheet: Sheet, weights: Any) -> list[int]:
    """Return the sentences that the script chooses with some weights."""
    return choose(sheet.columns @ weights[:-1], sheet.likeness, -weights[-1])


def tune(sheets: Sequence[Sheet]) -> Any:
    """Return the weights that tell most on some weeks: points and musts, one weight changed at a time."""
    best = np.array(list(WEIGHTS.values()))
    most = sum(_worth(s, run_script(s, best)) for s in sheets)
    for _ in range(ROUNDS):
        for place in range(len(best)):
            for step in STEPS:
                tried = best.copy()
                tried[place] *= step
                worth = sum(_worth(s, run_script(s, tried)) for s in sheets)
                if worth > most:
                    best, most = tried, worth
    return best


def _worth(sheet: Sheet, chosen: Sequence[int]) -> float:
    told = sheet.tells[list(chosen)].any(axis=0)
    return float(told.sum() + (told & sheet.musts).sum())
