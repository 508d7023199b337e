"""Which language an article is in, asked once and kept with its analysis."""

from __future__ import annotations

from dataclasses import replace

from briefgen.language.identify import identify
from briefgen.model import Article


def tongue_of(article: Article) -> str:
    """Return the language of an article's paragraphs (`language.identify`), as it was kept where it was."""
    return article.tongue or identify(" ".join(p.text for p in article.paragraphs))


def with_tongue(article: Article) -> Article:
    """Return an article that knows its language."""
    return replace(article, tongue=tongue_of(article))
