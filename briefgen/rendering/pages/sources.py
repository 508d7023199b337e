"""What pages say of sources: their paragraphs in pieces, what was taken away, what was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from briefgen.model import Brief, Passage, Sentence, Source
from briefgen.model.document import record_mark
from briefgen.rendering.pages.citing import day_of, name_of
from briefgen.rendering.pages.labels import date_label

MOST_REMOVED = 30
"""Removed lines of one source that pages print."""


def plain_source(source: Source, brief: Brief) -> dict[str, Any]:
    """Return a source as templates are given it."""
    prefix = source.file.split("_")[0].rsplit(".", 1)[0].rsplit("/", 1)[-1]
    shown = [s for s in brief.sentences.values() if s.source == source.id]
    return {
        "id": source.id,
        "title": source.title or f"Untitled ({prefix})",
        "has_title": source.title is not None,
        "publisher_label": source.publisher or "not named",
        "name": name_of(source, brief),
        "near_day": day_of(source, brief),
        "date_label": date_label(source.published),
        "note": source.published.note,
        "read_label": source.read_at.replace("T", ", ")[:17] + " UTC" if source.read_at else None,
        "file": source.file + record_mark(source.reader, source.record),
        "url": source.url if source.url and source.url.startswith(("https://", "http://")) else None,
        "grade": source.grade,
        "state_media": source.state_media,
        "words": source.words,
        "sha256": source.sha256,
        "origin": source.origin,
        "credit": source.credit,
        "printed": len(shown),
        "first": shown[0].id if shown else None,
        "removed": [{"rule": r.rule, "text": r.text} for r in source.removed],
        "paragraphs": [
            {
                "index": p.index, "number": p.index + 1, "label": p.label, "heading": p.heading,
                "pieces": _pieces(p.text, [s for s in shown if s.paragraph == p.index]) if p.text else [],
            }
            for p in source.paragraphs
        ],
    }  # fmt: skip


def _pieces(text: str, sentences: Sequence[Sentence]) -> list[dict[str, Any]]:
    """Return a paragraph's text cut into printed sentences and what stands between them."""
    pieces: list[dict[str, Any]] = []
    at = 0
    for sentence in sorted(sentences, key=lambda s: s.start):
        found = text.find(sentence.text, at)
        if found < 0:
            continue
        if found > at:
            pieces.append({"id": None, "text": text[at:found]})
        pieces.append({"id": sentence.id, "text": sentence.text})
        at = found + len(sentence.text)
    if at < len(text):
        pieces.append({"id": None, "text": text[at:]})
    return pieces


def left_out_of(brief: Brief) -> list[dict[str, Any]]:
    """Return why sentences were left out, most frequent reason first, with the places."""
    places: dict[str, list[str]] = {}
    for item in brief.left_out:
        places.setdefault(item.reason.split("; ")[0], []).append(
            f"{item.source} ¶{item.paragraph + 1}"
        )
    return [
        {
            "reason": reason,
            "count": len(found),
            "places": [{"cite": c, "times": n} for c, n in Counter(found).items()],
        }
        for reason, found in sorted(places.items(), key=lambda kv: (-len(kv[1]), kv[0]))
    ]


def removed_of(brief: Brief) -> list[dict[str, Any]]:
    """Return the lines removed as boilerplate, each once with the sources that had it."""
    found: dict[tuple[str, str], list[str]] = {}
    for source in brief.sources:
        for line in dict.fromkeys((r.rule, r.text) for r in source.removed[:MOST_REMOVED]):
            found.setdefault(line, []).append(source.id)
    return [{"rule": rule, "text": text, "sources": ids} for (rule, text), ids in found.items()]


def runs_of(passages: Sequence[Passage]) -> list[str]:
    """Return where passages stand, a text for each source: S3 ¶1–4, ¶7."""
    found: dict[str, set[int]] = {}
    for passage in passages:
        found.setdefault(passage.source, set()).add(passage.paragraph + 1)
    return [f"{source}\u00a0{', '.join(_spans(sorted(n)))}" for source, n in found.items()]


def _spans(numbers: Sequence[int]) -> list[str]:
    """Return rising numbers of paragraphs as such: ¶1–4, ¶7."""
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    return [f"¶{a}–{b}" if a < b else f"¶{a}" for a, b in zip(starts, ends, strict=True)]
