"""How often a paragraph or an article gets the theme a reader gives it, and how much of the rest is left over.

    python benchmarks/themes.py seeds/ tests/seed_themes_dev.json tests/seed_themes_rest.json
    python benchmarks/themes.py FILE.jsonl PROFILE.toml

The first judges paragraphs. Labels are JSON: ``{"paragraphs": [{"article", "paragraph", "theme", "also_right"}]}``
where article is the opening of a file's name and theme is "other" where none fits; a label in ``also_right``
counts. Prints JSON: the shares for the profile as it is, without its key words, and without key words,
`require` and `exclude` (from descriptions alone). ``--floors`` ends with 1 where a share is below its floor in
benchmarks/floors.json, which names the labels by their SHA-256.

The second judges articles by what each is mainly about: rows ``{"id", "text", "theme"}`` and, where known,
``title``, ``date``, ``publisher`` and ``also_right``; theme is a theme's id or name, anything else fits none. Prints
JSON: ``accuracy`` among the themed ones with everything left over counted wrong, ``nearest`` with the best
theme counted whatever its score, ``left_over`` (precision, recall, F1 of leaving over), the same from descriptions
alone, and the accuracy of peers in the same run: most key words, TF-IDF cosine, cosine of centred vectors.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from floors import below_floors

from briefgen.analysis.analyse import read_articles
from briefgen.analysis.corpus import make_corpus
from briefgen.api import to_articles
from briefgen.findings.themes import assign_themes
from briefgen.language.vectors import embed
from briefgen.model import Article
from briefgen.profile.load import load_profile
from briefgen.profile.tables import NamedTheme
from briefgen.sources.readers import read_sources


def score(
    articles: Sequence[Article], themes: Sequence[NamedTheme], labels: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the share of themed paragraphs that are right and of the others that are left over."""
    given = assign_themes(make_corpus(articles), themes).paragraphs
    source = {a.document.file: a.id for a in articles}
    right, left = [], []
    for label in labels:
        article = next(i for file, i in source.items() if file.startswith(label["article"]))
        theme = given[article, label["paragraph"]].theme
        if label["theme"] == "other":
            left.append(theme is None)
        else:
            right.append(theme in label["also_right"])
    return {
        "right": round(sum(right) / len(right), 4),
        "left_over": round(sum(left) / len(left), 4),
    }


def score_articles(
    rows: Sequence[Mapping[str, Any]], articles: Sequence[Article], themes: Sequence[NamedTheme]
) -> dict[str, Any]:
    """Return how many articles get a right theme, and how well the rest is left over."""
    judged = assign_themes(make_corpus(articles), themes).articles
    right = _right_labels(rows, themes)
    themed = [(judged[a.id], r) for a, r in zip(articles, right, strict=True) if r]
    rest = [judged[a.id].theme is None for a, r in zip(articles, right, strict=True) if not r]
    left = sum(j.theme is None for j in judged.values())
    found = sum(rest)
    return {
        "accuracy": _share([j.theme in r for j, r in themed]),
        "nearest": _share([j.nearest in r for j, r in themed]),
        "left_over": {
            "precision": round(found / left, 4) if left else None,
            "recall": _share(rest),
            "f1": round(2 * found / (left + len(rest)), 4) if left + len(rest) else None,
        },
    }


def peers(
    rows: Sequence[Mapping[str, Any]], articles: Sequence[Article], themes: Sequence[NamedTheme]
) -> dict[str, float | None]:
    """Return the accuracy, among themed articles, of simpler ways to tell themes from the same profile."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    texts = [" ".join(s.text for s in a.sentences) for a in articles]
    told = [f"{t.name}. {t.description} {', '.join(t.keywords)}" for t in themes]
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit([*texts, *told])
    words = (vectorizer.transform(texts) @ vectorizer.transform(told).T).toarray()
    held, wanted = embed(texts), embed(told)
    meaning = (held - held.mean(axis=0)) @ (wanted - wanted.mean(axis=0)).T
    counts = np.array(
        [[sum(t.casefold().count(k.casefold()) for k in n.keywords) for n in themes] for t in texts]
    )
    ids = np.array([t.id for t in themes])
    right = _right_labels(rows, themes)
    return {
        name: _share([ids[row.argmax()] in r for row, r in zip(scores, right, strict=True) if r])
        for name, scores in (("key words", counts), ("TF-IDF", words), ("vectors", meaning))
    }


def _right_labels(
    rows: Sequence[Mapping[str, Any]], themes: Sequence[NamedTheme]
) -> list[frozenset[str]]:
    """Return the ids of the themes that are right for each row; none where it fits none."""
    known = {name.casefold(): t.id for t in themes for name in (t.id, t.name)}
    labels = [[r.get("theme"), *(r.get("also_right") or ())] for r in rows]
    return [
        frozenset(known[str(name).casefold()] for name in given if str(name).casefold() in known)
        if str(given[0]).casefold() in known
        else frozenset()
        for given in labels
    ]


def _share(values: Sequence[bool]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def judge_articles(file: Path, profile: Path) -> dict[str, Any]:
    """Return what is measured on articles in a file with one a line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    named = load_profile(profile).themes
    articles = to_articles(rows)
    bare = [replace(t, keywords=(), require=(), exclude=()) for t in named]
    return {
        "articles": len(rows),
        **score_articles(rows, articles, named),
        "descriptions alone": score_articles(rows, articles, bare),
        "peers": peers(rows, articles, named),
    }


def main() -> int:
    """Measure, print, and compare with the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--floors", action="store_true")
    asked = parser.parse_args()
    if asked.sources.suffix == ".jsonl":
        judged = judge_articles(asked.sources, asked.labels[0])
        print(json.dumps(judged, indent=1))
        flat = {"accuracy": judged["accuracy"], "left_over": judged["left_over"]["f1"]}
        return below_floors("articles", flat, [asked.sources]) if asked.floors else 0
    labels = [
        p for f in asked.labels for p in json.loads(f.read_text(encoding="utf-8"))["paragraphs"]
    ]
    documents, _ = read_sources([asked.sources])
    articles, _ = read_articles(documents, "9999-12-31")
    named = load_profile(asked.profile or asked.sources / "briefgen.toml").themes
    bare = [replace(t, keywords=()) for t in named]
    result: dict[str, Any] = {
        "paragraphs": len(labels),
        "profile": score(articles, named, labels),
        "without key words": score(articles, bare, labels),
        "descriptions alone": score(
            articles, [replace(t, require=(), exclude=()) for t in bare], labels
        ),
    }
    print(json.dumps(result, indent=1))
    return below_floors("themes", result["profile"], asked.labels) if asked.floors else 0


if __name__ == "__main__":
    sys.exit(main())
