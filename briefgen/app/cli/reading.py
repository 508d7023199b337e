"""What `explain --reading` and `--fate` print: what of each file was read, what was left out by which rule, what became of it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from briefgen.app.cli.console import progress
from briefgen.model import Article, Occasion, Skipped
from briefgen.model.text import counted, printed
from briefgen.profile.tables import Profile, ReadingOptions
from briefgen.sources.extract import clean
from briefgen.sources.readers import read_sources

SHOWN = 72
"""Characters of a line that was left out, as the text shows it."""


def explain_reading(sources: Sequence[Path], options: ReadingOptions, *, as_json: bool) -> None:
    """Print each article with its reader, what it says of itself, its paragraphs, and what was left out."""
    documents, skipped = read_sources(sources, options)
    told = [_told(clean(document, f"S{n}")) for n, document in enumerate(documents, start=1)]
    if as_json:
        tree = {"articles": told, "skipped": [_refused(s) for s in skipped]}
        sys.stdout.write(json.dumps(tree, ensure_ascii=False, indent=1) + "\n")
        return
    for article in told:
        sys.stdout.write("\n".join(_lines(article)) + "\n\n")
    for item in skipped:
        sys.stdout.write(f"{item.source}: skipped: {item.reason}\n")


def explain_fates(sources: Sequence[Path], profile: Profile, as_of: str, *, as_json: bool) -> None:
    """Print how far each article comes in the brief that a build makes now, apart from its archive, and why.

    Raises:
        EmptyBriefError: there is nothing to make a brief from.
    """
    from briefgen.brief.build import build_brief  # noqa: PLC0415 - heavy imports come late
    from briefgen.brief.fates import fates_of  # noqa: PLC0415
    from briefgen.series.editions import window_of  # noqa: PLC0415

    window = window_of(profile.series.period, as_of) if profile.series else None
    with progress() as step:
        step("Reading sources")
        documents, skipped = read_sources(sources, profile.reading)
        brief = build_brief(
            documents,
            profile,
            as_of=as_of,
            occasion=Occasion(window=window),
            skipped=skipped,
            progress=step,
        )
    fates = fates_of(brief)
    if as_json:
        rows = [{"source": f.source, "id": f.id, "step": f.step, "why": f.why} for f in fates]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return
    for fate in fates:
        came = "used" if fate.step == "used" else f"as far as “{fate.step}”"
        sys.stdout.write(f"{fate.source}  {fate.id or '–'}  {came}: {'; '.join(fate.why)}\n")


def _refused(item: Skipped) -> dict[str, str]:
    return {"source": item.source, "reason": item.reason}


def _told(article: Article) -> dict[str, Any]:
    """Return what is known of how an article was read, as JSON has it."""
    document = article.document
    left = [(item.rule, printed(item.text)) for item in document.left_out]
    left += [(item.rule, item.text) for item in article.removed]
    return {
        "source": document.name,
        "part": document.part,
        "reader": document.reader,
        "version": document.reader_version,
        "title": article.title,
        "published": article.published.date,
        "published_note": article.published.note,
        "publisher": article.publisher,
        "url": document.declared.url,
        "paragraphs": [p.text for p in article.paragraphs],
        "left_out": [{"rule": rule, "text": text} for rule, text in left],
    }


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['source']}  (reader {told['reader']}, version {told['version']})"
    for key in ("title", "published", "publisher", "url"):
        yield f"  {key:10} {told[key] or '–'}"
    words = sum(len(text.split()) for text in told["paragraphs"])
    yield f"  {'text':10} {counted(len(told['paragraphs']), 'paragraph')}, {counted(words, 'word')}"
    rules = Counter(item["rule"] for item in told["left_out"])
    for rule, times in rules.most_common():
        first = next(i["text"] for i in told["left_out"] if i["rule"] == rule)
        shown = first if len(first) <= SHOWN else f"{first[: SHOWN - 1]}…"
        yield f"  left out   {counted(times, 'line')}, {rule}: {shown}"
