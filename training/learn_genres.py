"""Learns how reports, analyses and opinions speak and writes the weights that the package ships.

    PYTHONPATH=.. python learn_genres.py DATA ../briefgen/language/english/genres.json

DATA is the folder with weeks/ (articles and their kinds, labelled by an editor) and corpus/news.jsonl
(articles without labels: those whose address, title or publisher says "opinion" or "analysis" are
taken at their word, the rest of the wires and dailies as news, all at a small weight). Research use:
of both only the figures of `briefgen.language.genres` are used, no words. Prints what the kinds of each
week would be by a model that did not see that week; the same data give the same file.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from briefgen.analysis.analyse import add_sentences
from briefgen.analysis.genres import kind_of
from briefgen.language.english import genres
from briefgen.model import Article, Declared, Document
from briefgen.model.text import sha256
from briefgen.sources.extract import clean

STRENGTH = 0.05
"""Inverse of the L2 penalty; .01 to .5 change the kinds of the weeks by less than .02."""
WEIGHT = {"opinion": 0.1, "analysis": 0.3, "news": 0.02}
"""What an article weighs that is labelled by its address, title or publisher; one that an editor read weighs 1."""
_OPINION = re.compile(
    r"/(?:opinions?|op-?ed|commentisfree|commentary|editorials?|columns?|columnists?)/"
    r"|\n(?:opinions?|editorials?|commentary|op-?ed)\b|\b(?:opinion|editorial|guest writer)\b.*$",
    re.IGNORECASE,
)
_ANALYSIS = re.compile(r"/analysis/|\n(?:analysis|explainer|fact check)\b", re.IGNORECASE)
DAILIES = frozenset(
    {
        "Reuters", "Associated Press", "Fox News", "CNN (Web News)", "USA TODAY", "Washington Times",
        "The Hill", "NPR Online News", "Fox Online News", "New York Times - News", "Politico",
        "Newsmax", "CBN", "Breitbart News",
    }
)  # fmt: skip
"""Publishers whose articles are mostly news."""


@dataclass(frozen=True, slots=True)
class Example:
    """An article's figures, what it is, how much it counts, and its week, if an editor labelled it."""

    figures: dict[str, float]
    genre: str
    weight: float
    week: str = ""
    article: Article | None = None
    kind: str = ""


def read(row: dict[str, Any], number: int) -> Article:
    """Return the cleaned article of a line."""
    known = Declared(**{key: row.get(key) for key in ("id", "title", "date", "publisher", "url")})
    document = Document(
        path="", file="", record=number, encoding="utf-8", sha256=sha256(row["text"]),
        text=row["text"], declared=known,
    )  # fmt: skip
    return add_sentences(clean(document, f"S{number}"))


def rows_of(file: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def figures_of(article: Article) -> dict[str, float]:
    """Return an article's figures."""
    return genres.measure(article.title, [p.text for p in article.paragraphs])


def labelled(weeks: Path) -> Iterator[tuple[Example, str]]:
    """Yield the articles of the weeks and their identity in the corpus."""
    for file in sorted(weeks.glob("*.gold.json")):
        told = json.loads(file.read_text("utf-8"))
        for n, row in enumerate(rows_of(weeks / f"{told['week']}.jsonl"), start=1):
            article, kind = read(row, n), told["kinds"][row["id"]]
            genre = kind if kind in WEIGHT else "news"
            yield (
                Example(figures_of(article), genre, 1.0, told["week"], article, kind),
                row["source_id"],
            )


def guess(row: dict[str, Any]) -> str | None:
    """Return what an article says it is by address, title or publisher, or None."""
    said = f"{row.get('url') or ''}\n{row.get('title') or ''}\n{row.get('publisher') or ''}"
    if _OPINION.search(said):
        return "opinion"
    if _ANALYSIS.search(said):
        return "analysis"
    return "news" if row.get("publisher") in DAILIES else None


def unlabelled(corpus: Path, seen: frozenset[str]) -> Iterator[Example]:
    """Yield the articles of the corpus that are in no week and say what they are."""
    for n, row in enumerate(rows_of(corpus), start=1):
        genre = guess(row)
        if genre and row["id"] not in seen:
            article = read(row, n)
            if article.sentences:
                yield Example(figures_of(article), genre, WEIGHT[genre])


def learn(examples: Sequence[Example]) -> genres.Model:
    """Return the weights of a multinomial logistic regression over standardised figures."""
    names = sorted(set(examples[0].figures) - {"words"})
    matrix = np.array([[e.figures[n] for n in names] for e in examples])
    mean, spread = matrix.mean(0), matrix.std(0) + 1e-9
    fitted = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-8).fit(
        (matrix - mean) / spread,
        [e.genre for e in examples],
        sample_weight=[e.weight for e in examples],
    )
    weights = fitted.coef_ / spread
    bias = fitted.intercept_ - weights @ mean
    return genres.Model(
        {
            str(g): {n: round(float(w), 4) for n, w in zip(names, row, strict=True)}
            for g, row in zip(fitted.classes_, weights, strict=True)
        },
        {str(g): round(float(b), 4) for g, b in zip(fitted.classes_, bias, strict=True)},
    )


def score(examples: Sequence[Example], learned: genres.Model) -> Counter[str]:
    """Return how many kinds are right, and opinions there, said and right."""
    counts: Counter[str] = Counter()
    for example in examples:
        assert example.article  # noqa: S101 - the weeks' examples have one
        told = kind_of(example.article, learned).kind
        told_kind = "news" if told in {"report", "transcript"} else told
        counts["articles"] += 1
        counts["right"] += told_kind == example.kind
        counts["opinions"] += example.kind == "opinion"
        counts["said"] += told_kind == "opinion"
        counts["said right"] += told_kind == example.kind == "opinion"
    return counts


def show(name: str, counts: Counter[str]) -> str:
    """Return a line of figures."""
    precision = counts["said right"] / max(1, counts["said"])
    recall = counts["said right"] / max(1, counts["opinions"])
    kind = counts["right"] / counts["articles"]
    return f"{name:22} kind {kind:.3f}  opinion precision {precision:.3f}  recall {recall:.3f}"


def main() -> None:
    """Train, print what models that leave a week out make of it, write the weights of all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path)
    asked = parser.parse_args()
    pairs = list(labelled(asked.data / "weeks"))
    known = [example for example, _ in pairs]
    others = list(
        unlabelled(asked.data / "corpus" / "news.jsonl", frozenset(source for _, source in pairs))
    )
    total: Counter[str] = Counter()
    for week in sorted({e.week for e in known}):
        learned = learn([*(e for e in known if e.week != week), *others])
        counts = score([e for e in known if e.week == week], learned)
        total += counts
        print(show(week, counts))
    print(show("all", total), f"({len(others)} articles without labels)")
    learned = learn([*known, *others])
    text = json.dumps({"bias": learned.bias, "weights": learned.weights}, indent=0, sort_keys=True)
    asked.weights.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
