"""How well articles are put into stories, and reprints found.

    python benchmarks/stories.py FILE.jsonl [--peers] [--threshold 0.21] [--floors NAME]

FILE holds one article a line: ``id``, ``text``, and ``title``, ``date``, ``publisher``, ``story`` where known; with
``topic`` the topics are split into two halves (look-alike events stay together). Prints JSON: BCubed
precision, recall and F1 (Bagga and Baldwin 1998) of `briefgen.find_stories` with its one default threshold,
for all and for each half; the groups of exact duplicates, how many were found, and which different texts
share so much that a reader should look. ``--peers`` adds TF-IDF with average link, HDBSCAN, and BERTopic where
it is installed, each with the threshold that is best for this very file. ``--floors`` ends with 1 where a figure
is below its floor in benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from floors import below_floors

from briefgen.api import find_stories, to_articles
from briefgen.findings.origins import find_origins, near_reprints
from briefgen.model import Article
from briefgen.profile.tables import StoryOptions

Labels = Sequence[Any]


def bcubed(found: Labels, true: Labels) -> dict[str, float]:
    """Return BCubed precision, recall and F1 of one labelling against another."""
    size, sizes, wanted = len(found), Counter(found), Counter(true)
    both = Counter(zip(found, true, strict=True))
    precision = sum(both[f, t] / sizes[f] for f, t in zip(found, true, strict=True)) / size
    recall = sum(both[f, t] / wanted[t] for f, t in zip(found, true, strict=True)) / size
    f1 = 2 * precision * recall / (precision + recall)
    return {k: round(v, 4) for k, v in (("p", precision), ("r", recall), ("f1", f1))}


def ours(articles: Sequence[Article], options: StoryOptions) -> list[str]:
    """Return the story of each article."""
    stories = find_stories(articles, options=options)
    label = {a: s.id for s in stories for a in s.articles}
    return [label[a.id] for a in articles]


def reprints(articles: Sequence[Article]) -> dict[str, Any]:
    """Return how many groups of exact duplicates are one origin, and what else was or nearly was merged."""
    origins = find_origins(articles)
    same: dict[str, list[str]] = {}
    merged: dict[str, set[str]] = {}
    for article in articles:
        text = " ".join(article.document.text.split())
        same.setdefault(text, []).append(article.id)
        merged.setdefault(origins[article.id], set()).add(text)
    groups = [ids for ids in same.values() if len(ids) > 1]
    return {
        "texts": len(same),
        "duplicate_groups": len(groups),
        "found": sum(len({origins[i] for i in ids}) == 1 for ids in groups),
        "different_merged": [origin for origin, texts in sorted(merged.items()) if len(texts) > 1],
        "near": [list(pair) for pair in near_reprints(articles)],
    }


# Peers -------------------------------------------------------------------------------------------


def tfidf(texts: Sequence[str]) -> Any:
    """Return a dense matrix of TF-IDF rows."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2)
    return vectorizer.fit_transform(texts).toarray()


def average_link(texts: Sequence[str], true: Labels) -> dict[str, float]:
    """Return TF-IDF with average link at its best threshold."""
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415

    rows = tfidf(texts)
    distances = np.clip(1 - rows @ rows.T, 0, 1)
    return _best(
        lambda t: AgglomerativeClustering(
            n_clusters=None, distance_threshold=1 - t, metric="precomputed", linkage="average"
        ).fit_predict(distances),
        np.arange(0.08, 0.5, 0.02),
        true,
    )


def hdbscan(texts: Sequence[str], true: Labels) -> dict[str, float]:
    """Return scikit-learn's HDBSCAN on TF-IDF at its best smallest cluster; what is noise is a story each."""
    from sklearn.cluster import HDBSCAN  # noqa: PLC0415

    rows = tfidf(texts)
    return _best(
        lambda n: HDBSCAN(min_cluster_size=int(n), copy=True).fit_predict(rows),
        (2, 3, 4, 5, 7),
        true,
    )


def bertopic(texts: Sequence[str], true: Labels) -> dict[str, float]:
    """Return BERTopic on TF-IDF rows at its best smallest topic."""
    from bertopic import BERTopic  # noqa: PLC0415

    rows = tfidf(texts)
    return _best(
        lambda n: BERTopic(min_topic_size=int(n)).fit_transform(list(texts), rows)[0],
        (2, 3, 5, 10),
        true,
    )


def _best(run: Callable[[Any], Any], values: Any, true: Labels) -> dict[str, float]:
    """Return the best scores over some values of a setting; label -1 stands for a story of its own."""
    tried = []
    for value in values:
        labels = [n if n >= 0 else f"alone {i}" for i, n in enumerate(run(value))]
        tried.append({**bcubed(labels, true), "setting": round(float(value), 2)})
    return max(tried, key=lambda row: row["f1"])


def peers(records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what each peer reaches on the same texts, tuned on them."""
    texts = [f"{r.get('title') or ''}\n{r['text']}" for r in records]
    true = [r["story"] for r in records]
    found: dict[str, Any] = {
        "TF-IDF, average link": average_link(texts, true),
        "TF-IDF, HDBSCAN": hdbscan(texts, true),
    }
    if importlib.util.find_spec("bertopic"):
        found["BERTopic"] = bertopic(texts, true)
    return found


def measure(records: Sequence[dict[str, Any]], options: StoryOptions) -> dict[str, Any]:
    """Return all figures of one file."""
    articles = to_articles(records)
    result: dict[str, Any] = {"articles": len(articles), "reprints": reprints(articles)}
    if "story" not in records[0]:
        return result
    began = time.perf_counter()
    found = ours(articles, options)
    result["seconds"] = round(time.perf_counter() - began, 2)
    result["threshold"] = options.alike
    result["stories"] = bcubed(found, [r["story"] for r in records])
    topics = sorted({r.get("topic", r["story"]) for r in records}, key=str)
    for half in (0, 1):
        chosen = [
            i for i, r in enumerate(records) if topics.index(r.get("topic", r["story"])) % 2 == half
        ]
        labels = ours([articles[i] for i in chosen], options)
        result[f"half {half + 1}"] = bcubed(labels, [records[i]["story"] for i in chosen])
    return result


def main() -> int:
    """Measure, print, and compare with the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--threshold", type=float, default=StoryOptions().alike)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--floors", metavar="NAME")
    asked = parser.parse_args()
    lines = asked.file.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    result = measure(records, StoryOptions(alike=asked.threshold))
    if asked.peers:
        result["peers"] = peers(records)
    print(json.dumps(result, indent=1))
    if not asked.floors:
        return 0
    figures = {k: v for k, v in result["reprints"].items() if isinstance(v, int)}
    figures["merged"] = -len(result["reprints"]["different_merged"])
    figures |= {"f1": result["stories"]["f1"]} if "stories" in result else {}
    return below_floors(asked.floors, figures, [asked.file])


if __name__ == "__main__":
    sys.exit(main())
