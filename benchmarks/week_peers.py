"""Other ways to choose a week's eight sentences, counted as the program's front is.

Each peer gets the sentences as the program cuts them and gives eight, the first of which is its bottom
line. What is fitted is fitted on the other weeks of the run.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from week_counts import FRONT, Judge, add, values
from week_labels import Sentence, Week
from week_model import fit_model, model_columns, run_model
from week_script import WEIGHTS, run_script, script_columns, tune
from week_sheets import Sheet, choose, make_sheet, tfidf
from week_stages import Answers

KEYS = ("points_told", "musts_told", "lead_right", "not_key_front", "furniture_printed")
"""What is counted of a peer: it prints eight sentences and no more."""

Ranker = Callable[[Week, Sequence[Sentence]], list[str]]


Figures = dict[str, float | None]


def run_peers(weeks: Sequence[Week], answers: Mapping[str, Answers]) -> dict[str, Figures | None]:
    """Return each peer's figures over all weeks; of one that cannot run nothing, and why on stderr."""
    read = {w.name: list(answers[w.name].sentences.values()) for w in weeks}
    chosen = {
        name: {w.name: ranker(w, read[w.name]) for w in weeks}
        for name, ranker in _untaught().items()
    }
    chosen |= _taught(weeks, read)
    found: dict[str, Figures | None] = {
        name: count_front(weeks, answers, ids) for name, ids in chosen.items()
    }
    missing = {
        "sumy LexRank": "sumy is not installed (the extra 'peers')",
        **dict.fromkeys(TAUGHT, "it learns from the other weeks, and there is one only"),
    }
    for name in (n for n in missing if n not in found):
        print(f"{name}: not run, {missing[name]}", file=sys.stderr)
        found[name] = None
    return found


TAUGHT = ("plain script, tuned", "plain logistic model")


def _taught(
    weeks: Sequence[Week], read: Mapping[str, Sequence[Sentence]]
) -> dict[str, dict[str, list[str]]]:
    """Return what the script chooses, and what the tuned script and the model do, each week left out once."""
    scripts = [make_sheet(w, read[w.name], *script_columns(w, read[w.name])) for w in weeks]
    first = np.array(list(WEIGHTS.values()))
    chosen = {"plain script": [run_script(s, first) for s in scripts]}
    if len(weeks) > 1:
        models = [make_sheet(w, read[w.name], *model_columns(w, read[w.name])) for w in weeks]
        tuned = [run_script(s, tune(_without(scripts, n))) for n, s in enumerate(scripts)]
        fitted = [run_model(s, fit_model(_without(models, n))) for n, s in enumerate(models)]
        chosen |= dict(zip(TAUGHT, (tuned, fitted), strict=True))
    return {
        name: {
            w.name: [read[w.name][i].id for i in rows] for w, rows in zip(weeks, each, strict=True)
        }
        for name, each in chosen.items()
    }


def _without(sheets: Sequence[Sheet], place: int) -> list[Sheet]:
    return [s for n, s in enumerate(sheets) if n != place]


def count_front(
    weeks: Sequence[Week], answers: Mapping[str, Answers], chosen: Mapping[str, Sequence[str]]
) -> dict[str, float | None]:
    """Return the front keys of sentences chosen for each week, by name, the first the bottom line."""
    counted = []
    for week in weeks:
        ids = chosen[week.name][:FRONT]
        alone = replace(
            answers[week.name],
            front=ids,
            points=[],
            bottom_line=ids[0] if ids else None,
            timeline=[],
        )
        counted.append(Judge(week, alone).telling())
    together = values(add(counted))
    return {key: together[key] for key in KEYS}


def _untaught() -> dict[str, Ranker]:
    """Return the peers that learn nothing, by name, as far as they can run here."""
    found: dict[str, Ranker] = {
        "first sentences nearest the centre": central_firsts,
        "sentences nearest the centre": central,
    }
    if importlib.util.find_spec("sumy"):
        found["sumy LexRank"] = lexrank
    return found


# Nearest the centre --------------------------------------------------------------------------------


def central_firsts(week: Week, sentences: Sequence[Sentence]) -> list[str]:
    """Return the first sentence of each article, the article nearest the centre of all before others."""
    docs = list(dict.fromkeys(s.span.doc for s in sentences))
    firsts = {s.span.doc: s.id for s in reversed(sentences)}
    near = _nearness(tfidf([week.records[d]["text"] for d in docs]))
    return [firsts[docs[i]] for i in np.argsort(-near, kind="stable")]


def central(_week: Week, sentences: Sequence[Sentence]) -> list[str]:
    """Return the sentences nearest the centre of all, less what is like one before."""
    rows = tfidf([s.text for s in sentences])
    likeness = np.asarray((rows @ rows.T).todense())
    return [sentences[i].id for i in choose(_nearness(rows), likeness, 1.0)]


def _nearness(rows: Any) -> Any:
    middle = np.asarray(rows.mean(axis=0)).ravel()
    return np.asarray(rows @ (middle / (np.linalg.norm(middle) or 1.0))).ravel()


def lexrank(_week: Week, sentences: Sequence[Sentence]) -> list[str]:
    """Return sumy's LexRank on the sentences, the best first."""
    from summaries import sumy_document  # noqa: PLC0415 - sumy is optional
    from sumy.summarizers.lex_rank import LexRankSummarizer  # noqa: PLC0415

    order: list[int] = []

    def take(rated: Sequence[Any]) -> Sequence[Any]:
        """Note the places of the best sentences; sumy itself gives them as they stand in the text."""
        order.extend(r.order for r in rated[:FRONT])
        return rated[:FRONT]

    LexRankSummarizer()(sumy_document([s.text for s in sentences]), take)
    return [sentences[i].id for i in order]
