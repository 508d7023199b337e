"""Other ways to choose a week's eight sentences, counted as the program's front is.

Each peer gets the sentences as the program cuts them and gives eight, the first of which is its bottom
line. What is fitted is fitted on the other weeks of the run. The plain script and the plain model were
described in the project's findings and are written anew here: benchmarks, no part of the product.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from week_counts import FRONT, add, count, values
from week_labels import Sentence, Week
from week_stages import Answers

KEYS = ("points_told", "musts_told", "lead_right", "not_key_front", "furniture_printed")
"""What is counted of a peer: it prints eight sentences and no more."""

Ranker = Callable[[Week, Sequence[Sentence]], list[str]]


def run_peers(
    weeks: Sequence[Week], answers: Mapping[str, Answers]
) -> dict[str, dict[str, float | None] | None]:
    """Return each peer's figures over all weeks; of one that cannot run nothing, and why on stderr."""
    found: dict[str, dict[str, float | None] | None] = {}
    for name, ranker in _untaught().items():
        chosen = {w.name: ranker(w, list(answers[w.name].sentences.values())) for w in weeks}
        found[name] = count_front(weeks, answers, chosen)
    if not importlib.util.find_spec("sumy"):
        print("sumy LexRank: not run, sumy is not installed (the extra 'peers')", file=sys.stderr)
        found["sumy LexRank"] = None
    return found


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
        counted.append(count(week, alone))
    together = values(add(counted))
    return {key: together[key] for key in KEYS}


def _untaught() -> dict[str, Ranker]:
    """Return the peers that learn nothing, by name, as far as they can run here."""
    found: dict[str, Ranker] = {
        "first sentences nearest the centre": central_firsts,
        "sentences nearest the centre": central,
        "plain script": script,
    }
    if importlib.util.find_spec("sumy"):
        found["sumy LexRank"] = lexrank
    return found


def tfidf(texts: Sequence[str]) -> Any:
    """Return rows of TF-IDF over words and pairs of words, of length 1."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - late, it is heavy

    vectorizer = TfidfVectorizer(
        tokenizer=tokens, token_pattern=None, ngram_range=(1, 2), sublinear_tf=True, lowercase=False
    )
    return vectorizer.fit_transform(texts).tocsr()


def tokens(text: str) -> list[str]:
    """Return a text's content words in small letters, the plainest endings taken off."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # noqa: PLC0415

    words = (w for w in _WORD.findall(text.lower()) if w not in ENGLISH_STOP_WORDS)
    return [_ENDING.sub("", w) if len(w) > 4 else w for w in words]  # noqa: PLR2004 - no short stem


_WORD = re.compile(r"\w[\w.,]*\w|\w")
_ENDING = re.compile(r"(?:ing|ed|es|s|'s|’s)$")


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
    return [sentences[i].id for i in choose(_nearness(rows), rows, 1.0)]


def _nearness(rows: Any) -> Any:
    middle = np.asarray(rows.mean(axis=0)).ravel()
    return np.asarray(rows @ (middle / (np.linalg.norm(middle) or 1.0))).ravel()


def choose(score: Any, rows: Any, less: float) -> list[int]:
    """Return eight rows by score, less so many times the highest likeness to one chosen before."""
    seen = np.zeros(len(score))
    chosen: list[int] = []
    for _ in range(min(FRONT, len(score))):
        gain = score - less * seen
        gain[chosen] = -np.inf
        chosen.append(int(gain.argmax()))
        like = np.asarray((rows @ rows[chosen[-1]].T).todense()).ravel()
        seen = np.maximum(seen, like)
    return chosen


def lexrank(_week: Week, sentences: Sequence[Sentence]) -> list[str]:
    """Return sumy's LexRank on the sentences, the best first."""
    from summaries import sumy_document  # noqa: PLC0415 - sumy is optional
    from sumy.summarizers.lex_rank import LexRankSummarizer  # noqa: PLC0415

    document = sumy_document([s.text for s in sentences])
    ratings = LexRankSummarizer().rate_sentences(document)
    order = sorted(range(len(sentences)), key=lambda i: -ratings[document.sentences[i]])
    return [sentences[i].id for i in order[:FRONT]]


# The plain script ----------------------------------------------------------------------------------


def script(week: Week, sentences: Sequence[Sentence]) -> list[str]:
    """Return eight sentences by the plain script, none of it tuned.

    What other publishers' titles and sentences say weighs for a sentence, a place far down, an early day,
    a dangling opening, a hedge and a quotation against it.
    """
    records = week.records
    titles = list(records)
    rows = tfidf([*(s.text for s in sentences), *(records[d].get("title") or "" for d in titles)])
    said, headed = rows[: len(sentences)], rows[len(sentences) :]
    of = np.array([_publisher(records[s.span.doc]) for s in sentences])
    titled = np.array([_publisher(records[d]) for d in titles])
    others = of[:, None] != titled[None, :]
    to_titles = np.where(others, np.asarray((said @ headed.T).todense()), 0.0)
    like = np.asarray((said @ said.T).todense())
    like[of[:, None] == of[None, :]] = 0.0
    score = (
        _mean_of_best(to_titles, 4)
        + _mean_of_best(like, 8)
        + 0.25 * np.exp(-np.array(places(sentences)) / 4)
        + 0.1 * np.array([_day_share(week, s) for s in sentences])
        - 0.3 * np.array([bool(DANGLING.match(s.text)) for s in sentences])
        - 0.15 * np.array([bool(HEDGE.search(s.text)) for s in sentences])
        - 0.15 * np.array([bool(QUOTE.search(s.text)) for s in sentences])
        - 0.3 * np.array([not SHORT <= len(s.text.split()) <= LONG for s in sentences])
    )
    return [sentences[i].id for i in choose(score, said, 0.6)]


SHORT, LONG = 8, 45
"""Words of a sentence that is no fragment, and of one that is not too long."""
DANGLING = re.compile(
    r"[“\"'‘]?(?:he|she|it|they|this|that|these|those|his|her|its|their|but|and|so|also|however|meanwhile|then|there|instead|still|yet|such|another|both|some|others)\b",
    re.IGNORECASE,
)
"""Opens with what stands before it: a pronoun, connective or demonstrative."""
HEDGE = re.compile(r"\b(?:would|could|might|should|may|if)\b")
QUOTE = re.compile(r"[“”\"]")


def _publisher(record: Mapping[str, Any]) -> str:
    """Return who published an article; one that does not say stands for itself."""
    return str(record.get("publisher") or record["id"])


def _mean_of_best(matrix: Any, count: int) -> Any:
    best = np.sort(matrix, axis=1)[:, -count:]
    return best.mean(axis=1)


def places(sentences: Sequence[Sentence]) -> list[int]:
    """Return each sentence's place in its article, from 0."""
    first: dict[str, int] = {}
    return [n - first.setdefault(s.span.doc, n) for n, s in enumerate(sentences)]


def _day_share(week: Week, sentence: Sentence) -> float:
    """Return how late in the week a sentence's article is dated: 0 its first day, 1 its last."""
    import datetime  # noqa: PLC0415

    day = str(week.records[sentence.span.doc].get("date") or week.gold["first"])[:10]
    first, last = (datetime.date.fromisoformat(week.gold[k]) for k in ("first", "last"))
    passed = (datetime.date.fromisoformat(day) - first).days
    return min(1.0, max(0.0, passed / max(1, (last - first).days)))
