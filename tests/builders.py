"""Small makers of the values that stages hand over, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from briefgen.analysis.sentences import add_sentences
from briefgen.brief.build import build_brief
from briefgen.model import Article, Brief, Declared, Document
from briefgen.model.text import sha256
from briefgen.profile.load import load_profile
from briefgen.profile.tables import Profile
from briefgen.sources.extract import clean
from briefgen.sources.readers import read_sources

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
AS_OF = "2025-11-09"


def document(text: str, name: str = "a.txt", **declared: str) -> Document:
    return Document(
        path=name,
        file=name,
        encoding="utf-8",
        sha256=sha256(text),
        text=text,
        declared=Declared(**declared),
    )


def article(text: str, article_id: str = "S1", **declared: str) -> Article:
    return add_sentences(clean(document(text, f"{article_id}.txt", **declared), article_id))


def articles(*texts: str) -> tuple[Article, ...]:
    return tuple(article(text, f"S{n}") for n, text in enumerate(texts, start=1))


def brief_of(
    texts: Iterable[str], profile: Profile | None = None, as_of: str = "2026-11-22"
) -> Brief:
    documents = [document(text, f"{n:03}.txt") for n, text in enumerate(texts)]
    return build_brief(documents, profile or Profile(), as_of=as_of)


@cache
def seeds_brief() -> Brief:
    """Return the samples' brief, built once for all that look at it."""
    return build_seeds()


def build_seeds() -> Brief:
    documents, skipped = read_sources([SEEDS])
    return build_brief(
        documents, load_profile(SEEDS / "briefgen.toml"), as_of=AS_OF, skipped=skipped
    )
