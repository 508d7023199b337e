"""How near summaries of several articles come to those that people wrote, beside peers in one run.

    python benchmarks/summaries.py FILE.jsonl [--words 220] [--limit N] [--speed N]

FILE holds one cluster a line: ``{"id", "docs": [{"id", "text"}], "refs": [text]}``. Prints JSON: mean F1 of
ROUGE-1, -2 and -L (rouge-score, stemmed) for `briefgen.summarise`, for the first sentences, TF-IDF centroid with
MMR, the greedy oracle, and those of sumy, summa and lexrank that are installed. Every system gets the same
sentences and budget. ``--speed N`` times instead how long choosing takes from the sentences of N articles,
and from 3, 10 and 30 times as many, beside sumy's LexRank on the first.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from briefgen.api import candidates_of, summarise, to_articles
from briefgen.brief.summarisers.salience import rank
from briefgen.model import Article

Ranker = Callable[[Sequence[Article]], Iterable[str]]
MMR = 0.7
"""Relevance against redundancy in the centroid's peer."""


def fill(sentences: Iterable[str], words: int) -> list[str]:
    """Return sentences in turn while they fit."""
    chosen, left = [], words
    for text in sentences:
        size = len(text.split())
        if size <= left:
            chosen.append(text)
            left -= size
    return chosen


def texts_of(articles: Sequence[Article]) -> list[str]:
    """Return all sentences, article by article."""
    return [s.text for a in articles for s in a.sentences]


# Systems -----------------------------------------------------------------------------------------


def first_sentences(articles: Sequence[Article]) -> list[str]:
    """Return the sentences as they stand: the first article's first."""
    return texts_of(articles)


def first_of_each(articles: Sequence[Article]) -> list[str]:
    """Return first sentences of all articles, then second ones, and so on."""
    rows = [a.sentences for a in articles]
    return [r[n].text for n in range(max(map(len, rows), default=0)) for r in rows if n < len(r)]


def centroid(articles: Sequence[Article]) -> list[str]:
    """Return the sentences by TF-IDF likeness to all, less likeness to those before (MMR)."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    texts = texts_of(articles)
    rows = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts).toarray()
    middle = rows.mean(axis=0)
    near = rows @ (middle / (np.linalg.norm(middle) or 1.0))
    seen = np.zeros(len(texts))
    order: list[int] = []
    for _ in range(min(len(texts), 40)):
        gain = MMR * near - (1 - MMR) * seen
        gain[order] = -np.inf
        order.append(int(gain.argmax()))
        seen = np.maximum(seen, rows @ rows[order[-1]])
    return [texts[i] for i in order]


def sumy_system(module: str, name: str) -> Ranker:
    """Return a summariser of sumy, on sentences that are split already."""

    def run(articles: Sequence[Article]) -> list[str]:
        from importlib import import_module  # noqa: PLC0415

        document = sumy_document(texts_of(articles))
        system = getattr(import_module(f"sumy.summarizers.{module}"), name)()
        count = len(document.sentences)
        ratings = system(document, max(1, min(count, 14)))
        return [str(s) for s in ratings]

    return run


def sumy_document(texts: Sequence[str]) -> Any:
    """Return sentences as a document of sumy's."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # noqa: PLC0415

    class Words:
        """Splits words at white space, as sumy's tokenizer needs data that cannot be downloaded here."""

        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(w for w in text.split() if any(c.isalnum() for c in w))

    return ObjectDocumentModel([Paragraph([Sentence(t, Words()) for t in texts])])


def summa(articles: Sequence[Article]) -> list[str]:
    """Return summa's TextRank."""
    from summa.summarizer import summarize  # noqa: PLC0415

    return list(summarize("\n".join(texts_of(articles)), words=250, split=True))


def lexrank(articles: Sequence[Article]) -> list[str]:
    """Return the sentences by the package lexrank."""
    from lexrank import STOPWORDS, LexRank  # noqa: PLC0415

    texts = texts_of(articles)
    model = LexRank([[s.text for s in a.sentences] for a in articles], stopwords=STOPWORDS["en"])
    scores = model.rank_sentences(texts, threshold=0.1, fast_power_method=True)
    return [texts[i] for i in np.argsort(-scores, kind="stable")]


def installed() -> dict[str, Ranker]:
    """Return the peers that can run here, by name."""
    found: dict[str, Ranker] = {
        "first sentences": first_sentences,
        "first of each article": first_of_each,
        "TF-IDF centroid + MMR": centroid,
    }
    if importlib.util.find_spec("sumy"):
        for module, name in (
            ("lex_rank", "LexRankSummarizer"),
            ("text_rank", "TextRankSummarizer"),
            ("lsa", "LsaSummarizer"),
            ("kl", "KLSummarizer"),
            ("sum_basic", "SumBasicSummarizer"),
        ):
            found[f"sumy {name.removesuffix('Summarizer')}"] = sumy_system(module, name)
    if importlib.util.find_spec("summa"):
        found["summa"] = summa
    if importlib.util.find_spec("lexrank"):
        found["lexrank"] = lexrank
    return found


# Measuring ---------------------------------------------------------------------------------------


def scorer() -> Any:
    """Return rouge-score's scorer, stemmed."""
    from rouge_score.rouge_scorer import RougeScorer  # noqa: PLC0415

    return RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)


def rouge(score: Any, references: Sequence[str], text: str) -> list[float]:
    """Return the F1 of the three measures, the best over several references."""
    rows = [[v.fmeasure for v in score.score(r, text).values()] for r in references]
    return [max(column) for column in zip(*rows, strict=True)]


def compare(clusters: Sequence[dict[str, Any]], words: int) -> dict[str, list[float]]:
    """Return each system's mean ROUGE-1, -2 and -L in percent."""
    score, systems = scorer(), installed()
    rows: dict[str, list[list[float]]] = {"briefgen": [], **{name: [] for name in systems}}
    for cluster in clusters:
        articles = [a for a in to_articles(cluster["docs"]) if a.sentences]
        made = {"briefgen": [s.text for s in summarise(articles, words)]}
        made |= {name: fill(run(articles), words) for name, run in systems.items()}
        for name, sentences in made.items():
            rows[name].append(rouge(score, cluster["refs"], " ".join(sentences)))
    return {
        name: [round(100 * float(v), 2) for v in np.mean(values, axis=0)]
        for name, values in rows.items()
    }


GROWTH = (1, 3, 10, 30)
"""How many times as many articles are chosen from as at first; 30 times 100 are some 100,000 sentences."""


def speed(clusters: Sequence[dict[str, Any]], size: int, words: int) -> dict[str, Any]:
    """Return seconds for choosing from so many articles' sentences, and from up to 30 times as many.

    Where the file has too few articles, more are made of sentences drawn from all of them (seeded).
    """
    docs = [d["text"] for c in clusters for d in c["docs"]]
    articles = [a for a in to_articles(docs) if a.sentences]
    pool = [c for a in articles for c in candidates_of(a)]
    made = [list(candidates_of(a)) for a in articles[:size]]
    draw = random.Random(7)  # noqa: S311 - draws no secret
    while len(made) < GROWTH[-1] * size:
        drawn = draw.sample(pool, len(made[len(made) % size]))
        origin = f"made{len(made)}"
        made.append(
            [
                replace(c, id=f"{origin}.{n}", origin=origin, place=n, follows=None)
                for n, c in enumerate(drawn)
            ]
        )
    rank(made[0], words=words)  # loads what is loaded late
    times = {}
    for part in GROWTH:
        chosen = [c for article in made[: part * size] for c in article]
        began = time.perf_counter()
        rank(chosen, words=words)
        times[len(chosen)] = round(time.perf_counter() - began, 3)
    (n1, t1), *_, (n2, t2) = times.items()
    result: dict[str, Any] = {
        "seconds by sentences": times,
        "exponent": round(float(np.log(t2 / t1) / np.log(n2 / n1)), 3),
    }
    if importlib.util.find_spec("sumy"):
        began = time.perf_counter()
        sumy_system("lex_rank", "LexRankSummarizer")(articles[:size])
        result["sumy LexRank"] = round(time.perf_counter() - began, 2)
        result["times as fast"] = round(result["sumy LexRank"] / t1)
    return result


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--words", type=int, default=220)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--speed", type=int, metavar="N")
    asked = parser.parse_args()
    lines = asked.file.read_text(encoding="utf-8").splitlines()
    clusters = [json.loads(line) for line in lines if line.strip()][: asked.limit]
    made = (
        speed(clusters, asked.speed, asked.words)
        if asked.speed
        else {"clusters": len(clusters), "rouge 1 2 L": compare(clusters, asked.words)}
    )
    print(json.dumps(made, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
