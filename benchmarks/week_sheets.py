"""A week's sentences as numbers, for the peers: likeness, place, day, and which points each tells."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import snowballstemmer
from week_counts import FRONT
from week_labels import Sentence, Week


@dataclass(frozen=True, slots=True)
class Sheet:
    """A week's sentences as columns of numbers, and which points each tells."""

    columns: Any
    """A row for each sentence."""
    likeness: Any
    """How alike two sentences are, 0 to 1."""
    tells: Any
    """A column for each labelled point."""
    musts: Any
    """Which of the points are musts."""


def make_sheet(week: Week, sentences: Sequence[Sentence], columns: Any, likeness: Any) -> Sheet:
    """Return a sheet with a week's labels."""
    tells = np.array([[p.told_by(s) for p in week.points] for s in sentences])
    return Sheet(columns, likeness, tells, np.array([p.must for p in week.points]))


def choose(score: Any, likeness: Any, less: float) -> list[int]:
    """Return eight sentences by score, less so many times the highest likeness to one chosen before."""
    seen = np.zeros(len(score))
    chosen: list[int] = []
    for _ in range(min(FRONT, len(score))):
        gain = score - less * seen
        gain[chosen] = -np.inf
        chosen.append(int(gain.argmax()))
        seen = np.maximum(seen, likeness[chosen[-1]])
    return chosen


def tfidf(texts: Sequence[str], least: int = 1) -> Any:
    """Return rows of TF-IDF over stems and pairs of stems that so many texts have, of length 1."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - late, it is heavy

    vectorizer = TfidfVectorizer(
        tokenizer=tokens,
        token_pattern=None,
        ngram_range=(1, 2),
        sublinear_tf=True,
        lowercase=False,
        min_df=least,
    )
    return vectorizer.fit_transform(texts).tocsr()


def tokens(text: str) -> list[str]:
    """Return the stems of a text's content words."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # noqa: PLC0415

    words = (w for w in _WORD.findall(text.lower()) if w not in ENGLISH_STOP_WORDS)
    return [_stem(w) for w in words]


@cache
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


_STEMMER = snowballstemmer.stemmer("english")
_WORD = re.compile(r"\w[\w.,]*\w|\w")


def publisher_of(record: Mapping[str, Any]) -> str:
    """Return who published an article; one that does not say stands for itself."""
    return str(record.get("publisher") or record["id"])


def mean_of_best(matrix: Any, count: int) -> Any:
    """Return the mean of the highest values of each row."""
    best = np.sort(matrix, axis=1)[:, -count:]
    return best.mean(axis=1)


def places(sentences: Sequence[Sentence]) -> list[int]:
    """Return each sentence's place in its article, from 0."""
    first: dict[str, int] = {}
    return [n - first.setdefault(s.span.doc, n) for n, s in enumerate(sentences)]


def day_share(week: Week, sentence: Sentence) -> float:
    """Return how late in the week a sentence's article is dated: 0 its first day, 1 its last."""
    day = str(week.records[sentence.span.doc].get("date") or week.gold["first"])[:10]
    first, last = (datetime.date.fromisoformat(week.gold[k]) for k in ("first", "last"))
    passed = (datetime.date.fromisoformat(day) - first).days
    return min(1.0, max(0.0, passed / max(1, (last - first).days)))


SHORT, LONG = 8, 45
"""Words of a sentence that is no fragment, and of one that is not too long."""
DANGLING = re.compile(
    r"[“\"'‘]?(?:he|she|it|they|this|that|these|those|his|her|its|their|but|and|so|also|however|meanwhile|then|there|instead|still|yet|such|another|both|some|others)\b",
    re.IGNORECASE,
)
"""Opens with what stands before it: a pronoun, connective or demonstrative."""
HEDGE = re.compile(r"\b(?:would|could|might|should|may|if)\b")
QUOTE = re.compile(r"[“”\"]")
