"""How often a paragraph gets the theme a reader gives it, and how much of the rest is left over.

    python benchmarks/themes.py seeds/ tests/seed_themes_dev.json tests/seed_themes_rest.json

Labels are JSON: ``{"paragraphs": [{"article", "paragraph", "theme", "also_right"}]}`` where article is
the opening of a file's name and theme is "other" where none fits; a label in ``also_right`` counts.
Prints JSON: the shares for the profile as it is, without its key words, and without key words,
`require` and `exclude` (from descriptions alone). ``--floors`` ends with 1 where a share is below
its floor in benchmarks/floors.json, which names the labels by their SHA-256.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from floors import below_floors

from briefgen.config import load_profile
from briefgen.models import Article
from briefgen.pipeline import read_articles
from briefgen.readers import read_sources
from briefgen.themes import NamedTheme, assign_themes


def score(
    articles: Sequence[Article], themes: Sequence[NamedTheme], labels: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """Return the share of themed paragraphs that are right and of the others that are left over."""
    given = assign_themes(articles, themes).paragraphs
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


def main() -> int:
    """Measure, print, and compare with the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--floors", action="store_true")
    asked = parser.parse_args()
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
