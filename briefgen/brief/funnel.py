"""How many articles were left after each step from the files found to the sentences printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.brief.assembly import Material
from briefgen.findings.themes import Themed
from briefgen.model import Article, Brief

STEPS = ("found", "read", "dated", "distinct", "in period", "on topic", "used")
"""In this order each has as many articles as the one before, or fewer."""


def count_funnel(
    found: int, articles: Sequence[Article], material: Material, brief: Brief
) -> dict[str, int]:
    """Return the number of articles at each step.

    ``found`` counts those read and those skipped, without what a series keeps for later editions or had in earlier ones; ``articles`` are those that have sentences. Of one
    text that several carry the first is counted, as reprints share an origin.
    """
    dated = [a for a in articles if a.published.date]
    distinct = _distinct(dated, material.origins)
    current = {a.id for a in material.articles}
    within = [a for a in distinct if a.id in current]
    claimed = _claimed(material.themed)
    topical = [a for a in within if a.id in claimed]
    printed = {s.source for s in brief.sentences.values()}
    used = [a for a in topical if a.id in printed]
    counts = (found, len(articles), len(dated), len(distinct), len(within), len(topical), len(used))
    return dict(zip(STEPS, counts, strict=True))


def _distinct(articles: Sequence[Article], origins: Mapping[str, str]) -> list[Article]:
    """Return the first article of each origin."""
    first: dict[str, Article] = {}
    for article in articles:
        first.setdefault(origins[article.id], article)
    return list(first.values())


def _claimed(themed: Themed) -> frozenset[str]:
    """Return the articles that a theme claims as a whole, or of which it claims a paragraph."""
    whole = {key for key, judged in themed.articles.items() if judged.theme is not None}
    return frozenset(
        whole | {key for (key, _), j in themed.paragraphs.items() if j.theme is not None}
    )
