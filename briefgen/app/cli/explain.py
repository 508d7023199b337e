"""``briefgen explain``: which theme claims a paragraph or an article, what was read of a file, what became of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefgen import errors
from briefgen.app.cli.console import print_table, progress, say
from briefgen.app.cli.options import (
    AsOfOption,
    ProfileOption,
    SourcesArgument,
    date_of,
    profile_beside,
)

if TYPE_CHECKING:
    from briefgen.findings.themes import Themed
    from briefgen.model import Article, Skipped
    from briefgen.profile.tables import Profile

GLANCE = 60
"""Characters of a paragraph that the table shows."""


class Format(StrEnum):
    """How explain prints."""

    text = "text"
    json = "json"


def explain(  # noqa: PLR0913 - options
    sources: SourcesArgument,
    profile: ProfileOption = None,
    as_of: AsOfOption = None,
    format: Annotated[Format, typer.Option("--format", help="text or json.")] = Format.text,  # noqa: A002 - the option's name
    *,
    whole: Annotated[
        bool, typer.Option("--articles", help="Judge whole articles: their kind and main theme.")
    ] = False,
    reading: Annotated[
        bool, typer.Option("--reading", help="Say what was read of each file, and what left out.")
    ] = False,
    fate: Annotated[
        bool, typer.Option("--fate", help="Say how far each article comes in a brief, and why.")
    ] = False,
) -> None:
    """Say of each paragraph or article which theme claims it, by what margin, and the words that decided."""
    if whole + reading + fate > 1:
        raise typer.BadParameter("give one of --articles, --reading and --fate")
    from briefgen.app.cli import reading as parts  # noqa: PLC0415 - heavy imports come late

    cutoff, as_json = date_of(as_of), format is Format.json
    chosen, _ = profile_beside(sources, profile)
    if reading:
        parts.explain_reading(sources, chosen.reading, as_json=as_json)
    elif fate:
        parts.explain_fates(sources, chosen, cutoff, as_json=as_json)
    else:
        _explain_themes(sources, chosen, cutoff, whole=whole, as_json=as_json)


def _explain_themes(
    sources: Sequence[Path], profile: Profile, as_of: str, *, whole: bool, as_json: bool
) -> None:
    """Print each paragraph, or each article, with the theme that claims it.

    Raises:
        EmptyBriefError: there is no article.
    """
    articles, themed, skipped = _judged(sources, profile, as_of)
    rows = list(_articles(articles, themed) if whole else _paragraphs(articles, themed))
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        _print_rows(rows, whole=whole)
    for item in skipped:
        say(f"Skipped {item.source}: {item.reason}")


def _judged(
    sources: Sequence[Path], profile: Profile, as_of: str
) -> tuple[Sequence[Article], Themed, Sequence[Skipped]]:
    """Return the articles, what claims them and their paragraphs, and what was skipped."""
    from briefgen.analysis.analyse import read_articles  # noqa: PLC0415 - as all below
    from briefgen.analysis.corpus import make_corpus  # noqa: PLC0415
    from briefgen.findings.themes import assign_themes  # noqa: PLC0415
    from briefgen.sources.readers import read_sources  # noqa: PLC0415

    with progress() as step:
        step("Reading sources")
        documents, skipped = read_sources(sources, profile.reading)
        step("Finding themes")
        articles, unusable = read_articles(documents, as_of)
        if not articles:
            names = ", ".join(map(str, sources))
            reasons = [f"{s.source}: {s.reason}" for s in (*skipped, *unusable)]
            raise errors.EmptyBriefError(names, reasons)
        themed = assign_themes(
            make_corpus(articles), profile.themes, profile.theming, profile.scope.keywords
        )
    return articles, themed, (*skipped, *unusable)


def _paragraphs(articles: Sequence[Article], themed: Themed) -> Iterator[dict[str, Any]]:
    for article in articles:
        for p in article.paragraphs:
            own = {"paragraph": p.index, "text": p.text}
            yield _row(article, own, themed.paragraphs[article.id, p.index])


def _articles(articles: Sequence[Article], themed: Themed) -> Iterator[dict[str, Any]]:
    for article in articles:
        yield _row(article, {"title": article.title}, themed.articles[article.id])


def _row(article: Article, own: dict[str, Any], judged: Any) -> dict[str, Any]:
    """Return a paragraph or an article with what was judged of it, as JSON has it."""
    from briefgen.analysis.genres import kind_of  # noqa: PLC0415 - heavy imports come late

    kind = kind_of(article)
    return {
        "source": article.id,
        "file": article.document.file,
        **own,
        "theme": judged.theme,
        "second": judged.second,
        "margin": judged.margin,
        "because": list(judged.because),
        "kind": kind.kind,
        "kind_because": kind.why,
    }


def _print_rows(rows: Sequence[dict[str, Any]], *, whole: bool) -> None:
    """Print what was judged: paragraphs with their texts, or articles with kind and title."""
    kind = ["Kind"] if whole else []
    names = ["Where", *kind, "Theme", "Second", "Margin", "Because", "Title" if whole else "Text"]
    cells = [_cells(row, whole=whole) for row in rows]
    print_table(names, cells, width=200, kept=("Where", "Margin"), right=("Margin",))


def _cells(row: dict[str, Any], *, whole: bool) -> list[str]:
    text = (row["title"] or row["file"]) if whole else row["text"]
    return [
        row["source"] if whole else f"{row['source']} ¶{row['paragraph'] + 1}",
        *([row["kind"]] if whole else []),
        row["theme"] or "left over",
        row["second"] or "",
        f"{row['margin']:.2f}",
        ", ".join(row["because"]),
        text if len(text) <= GLANCE else text[: GLANCE - 1] + "…",
    ]
