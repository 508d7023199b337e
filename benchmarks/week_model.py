"""The plain logistic model: forty plain features of a sentence, fitted on other weeks, eight chosen greedily.

Features: what other articles say alike, place and day, form, the tone of the article, and three lists of words (the
weakest, and the likeliest to be tuned too closely). A peer of the judge, no part of the product.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from week_labels import Sentence, Week
from week_sheets import DANGLING, LONG, SHORT, Sheet, choose, day_share, places, tfidf

from briefgen.language.boundaries import REPORTING

LESS = 5.0
"""Log odds taken for the highest likeness, 0 to 1, to a sentence that is chosen already."""
INVERSE_PENALTY, MUST_WEIGHT = 0.05, 2.0
SHARED = 2
"""Sentences that have a stem or a pair, at the least: with those of one alone, 30 points of 90 are told instead of 40."""
LEADS, TITLES = 4, 4
"""Sentences that open an article; nearest titles whose likeness is averaged."""


def fit_model(sheets: Sequence[Sheet]) -> Any:
    """Return a model of which sentences tell any point, both classes alike heavy, those of musts twice."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - late, it is heavy
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

    rows = np.vstack([s.columns for s in sheets])
    right = np.concatenate([s.tells.any(axis=1) for s in sheets])
    musts = np.concatenate([s.tells[:, s.musts].any(axis=1) for s in sheets])
    regression = LogisticRegression(C=INVERSE_PENALTY, class_weight="balanced", max_iter=1000)
    model = make_pipeline(StandardScaler(), regression)
    model.fit(rows, right, logisticregression__sample_weight=np.where(musts, MUST_WEIGHT, 1.0))
    return model


def run_model(sheet: Sheet, model: Any) -> list[int]:
    """Return the sentences that a model chooses."""
    return choose(model.decision_function(sheet.columns), sheet.likeness, LESS)


def model_columns(week: Week, sentences: Sequence[Sentence]) -> tuple[Any, Any]:
    """Return the features of a week's sentences, a row each, and the likeness of sentences."""
    titles = [str(r.get("title") or "") for r in week.records.values()]
    rows = tfidf([*(s.text for s in sentences), *titles], SHARED)
    said, headed = rows[: len(sentences)], rows[len(sentences) :]
    likeness = np.asarray((said @ said.T).todense())
    columns = np.column_stack(
        [
            _alike(week, sentences, likeness),
            _titled(week, sentences, np.asarray((said @ headed.T).todense())),
            _placed(week, sentences),
            [_form(week, s) for s in sentences],
            _toned(sentences),
        ]
    )
    return columns.astype(float), likeness


def _alike(week: Week, sentences: Sequence[Sentence], likeness: Any) -> Any:
    """Return how many other articles say alike: in any sentence, in their first ones, on later days."""
    docs = list(week.records)
    home = np.array([docs.index(s.span.doc) for s in sentences])
    day = np.array([_day(week, d).toordinal() for d in docs])
    opens = np.array(places(sentences)) < LEADS
    best = np.zeros((len(sentences), len(docs)))
    leads = np.zeros_like(best)
    for n in range(len(docs)):
        best[:, n] = likeness[:, home == n].max(axis=1, initial=0.0)
        leads[:, n] = likeness[:, (home == n) & opens].max(axis=1, initial=0.0)
    own = home[:, None] == np.arange(len(docs))[None, :]
    best, leads = np.where(own, 0.0, best), np.where(own, 0.0, leads)
    later = np.where(day[None, :] > day[home][:, None], best, 0.0)
    return np.column_stack(
        [
            *((best > t).sum(axis=1) for t in (0.2, 0.3, 0.45)),
            np.log(best.sum(axis=1) + 0.01),
            *((leads > t).sum(axis=1) for t in (0.2, 0.3)),
            leads.sum(axis=1),
            (later > 0.2).sum(axis=1),  # noqa: PLR2004 - as described
            later.sum(axis=1),
        ]
    )


def _titled(week: Week, sentences: Sequence[Sentence], likeness: Any) -> Any:
    """Return the mean likeness to the nearest titles of other articles, and that to the own title."""
    docs = list(week.records)
    home = np.array([docs.index(s.span.doc) for s in sentences])
    own = home[:, None] == np.arange(len(docs))[None, :]
    others = np.sort(np.where(own, 0.0, likeness), axis=1)[:, -TITLES:].mean(axis=1)
    return np.column_stack([others, likeness[np.arange(len(home)), home]])


def _placed(week: Week, sentences: Sequence[Sentence]) -> Any:
    """Return place in the article and day of publication, as share of the week and as number."""
    place = np.array(places(sentences))
    share = np.array([day_share(week, s) for s in sentences])
    return np.column_stack(
        [
            np.exp(-place / 2),
            np.exp(-place / 8),
            place == 0,
            place < 3,  # noqa: PLR2004 - the first three
            share,
            [_day(week, s.span.doc).isoweekday() for s in sentences],
        ]
    )


def _day(week: Week, doc: str) -> datetime.date:
    """Return the day of an article; of one without, the week's first."""
    return datetime.date.fromisoformat(
        str(week.records[doc].get("date") or week.gold["first"])[:10]
    )


def _form(week: Week, sentence: Sentence) -> list[float]:
    """Return what a sentence's own form says."""
    text = sentence.text
    words = text.split()
    day = _day(week, sentence.span.doc)
    near = "|".join(_WEEKDAYS[(day.weekday() - n) % 7] for n in (0, 1))
    inside = [w for w in words[1:] if w[:1].isalpha()]
    old = any(int(y) < day.year - 1 for y in _YEAR.findall(text))
    return [
        len(words),
        len(words) < SHORT,
        len(words) > LONG,
        bool(DANGLING.match(text)),
        old or bool(_LONG_AGO.search(text)),
        re.search(rf"\b(?:{near})\b", text) is not None,
        sum(w[0].isupper() for w in inside) / max(1, len(inside)),
        not text.rstrip("”\"'’) ").endswith((".", "!", "?")),
        text.isupper(),
        text[:1].islower(),
        *(bool(pattern.search(text)) for pattern in _SIGNS),
    ]


def _toned(sentences: Sequence[Sentence]) -> Any:
    """Return how often an article says I or we, and asks, a sentence."""

    def rates(holds: Callable[[str], bool]) -> list[float]:
        found: dict[str, list[bool]] = {}
        for s in sentences:
            found.setdefault(s.span.doc, []).append(holds(s.text))
        rate: Mapping[str, float] = {d: sum(each) / len(each) for d, each in found.items()}
        return [rate[s.span.doc] for s in sentences]

    return np.column_stack(
        [rates(lambda t: bool(_FIRST_PERSON.search(t))), rates(lambda t: "?" in t)]
    )


_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_LONG_AGO = re.compile(r"\b(?:last year|(?:months|years) ago)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us)\b")
_SIGNS = (
    re.compile(r"[“”\"]"),
    re.compile(r"\?"),
    _FIRST_PERSON,
    re.compile(r"\b(?:would|could|might|should|if|may)\b"),
    re.compile(r"\b(?:has|have|had)\b"),
    re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b"),
    re.compile(r"\d"),
    re.compile(rf"\b(?:{'|'.join(sorted(REPORTING))})\b"),
    re.compile(
        r"\b(?:killed|died|voted|ordered|announced|agreed|struck|launched|arrested|confirmed|signed|resigned|approved|declared|ended|cancell?ed)\b"
    ),
    re.compile(
        r"\b(?:polls?|polled|voters?|campaigns?|elections?|republicans?|democrats?|partisan|candidates?|primary|midterms?)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:not|no|never|n['’]t)\b|n['’]t\b", re.IGNORECASE),
)
"""Quotation, question, first person, hedge, perfect, weekday, digit, speech, deed, politics, negation."""
