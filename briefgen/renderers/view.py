"""What a template is given: the Brief as plain data, and beside it what pages say of each sentence.

Everything here is computed from the Brief alone. Names that end in `_label` are words to print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from briefgen import charts
from briefgen.models import Brief, Point, Published, Sentence, Source, Theme
from briefgen.renderers.environment import day, trusted
from briefgen.renderers.json import plain
from briefgen.renderers.marks import edit_rows, edits_of, general_comments, prepared, text_of
from briefgen.renderers.news import whats_new

COLOURS = ("#1b4f8a", "#9a2a1f", "#1f6f5c", "#6b4a00", "#5b2a86", "#8a1f55", "#0f5c73", "#4a4f10")
"""Theme colours, contrast on white 6.1 to 9.5; a letter always goes with them."""
MOST_ROWS, MOST_CLAIMS = 24, 8
"""Rows of a printed table, and claims under a theme: the analyst's brief has 4 to 12 pages before its
annexes; the web page shows all."""
MATRIX_SOURCES = 14
"""The corroboration matrix has a column a source up to so many; above, it lists them."""
PROPOSED = "#59646e"
"""Colour of proposed themes."""


def make_view(brief: Brief, audience: str) -> dict[str, Any]:
    """Return all that a template of an audience can print, as plain data."""
    sources = {s.id: s for s in brief.sources}
    themes = _themes(brief)
    return {
        "brief": plain(brief),
        "audience": audience,
        "cutoff_label": f"{date.fromisoformat(brief.as_of):%d}2359Z {date.fromisoformat(brief.as_of):%b %y}".upper(),
        "period_label": _period_label(brief),
        "subtitle": _subtitle(brief),
        "count_label": f"{_number(len(brief.sources))} article{'s' * (len(brief.sources) != 1)}",
        "undated_count": _number(sum(s.published.date is None for s in brief.sources)),
        "source_line": _source_line(brief),
        "facts": _facts(brief),
        "themes": themes,
        "theme_by_id": {t["id"]: t for t in themes},
        "sentences": {k: _sentence(s, sources[s.source]) for k, s in brief.sentences.items()},
        "notes": {k: _note(k, brief, sources) for k in brief.sentences},
        "sources": [_source(s, brief) for s in brief.sources],
        "claims": _claims(brief),
        "most_rows": MOST_ROWS,
        "most_claims": MOST_CLAIMS,
        "matrix_columns": len(brief.sources) <= MATRIX_SOURCES,
        "charts": {"dots": _dots(brief, themes), "rug": _rug(brief)},
        "gaps": find_gaps(brief),
        "left_out": _left_out(brief),
        "printed_sentences": len(brief.sentences),
        "all_sentences": brief.sentences_read,
        "source_summary": _source_summary(brief),
        "key_points": [plain_point(p) for p in brief.key_points if p != brief.bottom_line],
        "bottom_denials": [plain_point(p) for p in denials_of(brief, brief.bottom_line)],
        "edition_label": brief.label,
        "new": whats_new(brief),
        "comments": general_comments(brief),
        "edits": edit_rows(brief),
        "earlier": [plain_point(p) for p in brief.earlier],
    }


def _chart(chart: charts.Chart) -> dict[str, Any]:
    return {"svg": trusted(chart.svg), "title": chart.title, "words": chart.words, "n": chart.n}


def _period_label(brief: Brief) -> str:
    start, end = brief.period.start, brief.period.end
    if not start or not end:
        return "no dated source"
    if brief.period.kind != "sources":
        return day(start) if start == end else f"{day(start)} – {day(end)}"
    first, last = day(start[:7]), day(end[:7])
    return first if first == last else f"{first} – {last}"


_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def _subtitle(brief: Brief) -> str:
    count = len(brief.sources)
    names = [t.name for t in brief.themes if not t.proposed] or [t.name for t in brief.themes]
    listed = ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
    said = f"What {_number(count)} article{'s report' if count != 1 else ' reports'}"
    return f"{said}: {listed}" if listed else said


def _source_line(brief: Brief) -> str:
    """Return in one sentence what the brief rests on: articles, distinct texts, undated ones."""
    count, undated = len(brief.sources), sum(s.published.date is None for s in brief.sources)
    texts = f"{_number(brief.origins)} distinct text{'s' * (brief.origins != 1)}"
    articles = f"{_number(count)} article{'s' * (count != 1)}"
    return (
        f"Sources: {articles}, {texts}, {_number(undated)} undated; independence not established."
    )


def _facts(brief: Brief) -> list[dict[str, str]]:
    """Return what is printed on every brief: period, cut-off, sources, dates, review."""
    count = len(brief.sources)
    named = sum(s.publisher is not None for s in brief.sources)
    dated = [s.published for s in brief.sources]
    ambiguous = sum(p.ambiguous for p in dated)
    undated = sum(p.date is None for p in dated)
    publishers = (
        "no publisher named"
        if not named
        else f"{named} with a publisher"
        if named < count
        else "all with a publisher"
    )
    return [
        {"name": "Period", "value": _period_label(brief)},
        {
            "name": "Information cut-off",
            "value": f"{date.fromisoformat(brief.as_of):%d}2359Z {date.fromisoformat(brief.as_of):%b %y}".upper(),
        },
        {"name": "Sources / origins", "value": f"{count} / {brief.origins}, {publishers}"},
        {
            "name": "Dated",
            "value": f"{count - undated - ambiguous} yes, {ambiguous} ambiguous, {undated} no",
        },
        {
            "name": "Prepared",
            "value": prepared(brief),
        },
        *([{"name": "Corrected", "value": brief.correction}] if brief.correction else []),
    ]


def _themes(brief: Brief) -> list[dict[str, Any]]:
    named = [t for t in brief.themes if not t.proposed]
    colours = {t.id: COLOURS[n % len(COLOURS)] for n, t in enumerate(named or brief.themes)}
    return [_theme(t, brief, colours.get(t.id, PROPOSED)) for t in brief.themes]


def _theme(theme: Theme, brief: Brief, colour: str) -> dict[str, Any]:
    kinds = theme.attribution
    said = [
        ("named", kinds["named"]),
        ("by role", kinds["role"]),
        ("vague", kinds["vague"]),
        ("the outlet itself", kinds["none"]),
    ]
    claims = [c for c in brief.claims if c.theme == theme.id]
    shared = {brief.sources[int(s[1:]) - 1].origin for s in theme.articles}
    passages = f"{theme.passages} passage{'s' * (theme.passages != 1)} from {_number(len(theme.articles))} article{'s' * (len(theme.articles) != 1)}"
    return {
        "id": theme.id,
        "name": theme.name,
        "letter": theme.letter,
        "colour": colour,
        "proposed": theme.proposed,
        "passages_label": passages,
        "summary": f"{passages} · {len(shared)} origin{'s' * (len(shared) != 1)} at most, independence not established"
        if len(shared) > 1 else f"{passages} · single origin",
        "points": [plain_point(p) for p in theme.points],
        "outlook": [plain_point(p) for p in theme.outlook],
        "denials": [plain_point(p) for p in theme.denials],
        "claims": [c.id for c in claims],
        "quantities": [
            {"sentence": q.sentence, "unit": q.unit, "phrase": q.phrase} for q in theme.quantities
        ],
        "attribution": _chart(charts.attribution_bar(said, colour)),
        "articles": list(theme.articles),
        "key_phrases": list(theme.key_phrases),
    }  # fmt: skip


def plain_point(point: Point) -> dict[str, Any]:
    """Return a point as templates are given it."""
    return {"sentence": point.sentence, "lead_in": point.lead_in, "theme": point.theme}


def cite_of(sentence: Sentence) -> str:
    """Return a sentence's citation: S4 ¶8."""
    return f"{sentence.source} ¶{sentence.paragraph + 1}"


def _sentence(sentence: Sentence, source: Source) -> dict[str, Any]:
    paragraph = source.paragraphs[sentence.paragraph]
    return {
        "id": sentence.id,
        "text": text_of(sentence),
        "verbatim": sentence.rewritten is None,
        "cite": cite_of(sentence),
        "source": sentence.source,
        "paragraph": sentence.paragraph,
        "start": sentence.start,
        "end": sentence.end,
        "sha256": sentence.sha256,
        "file": source.file,
        "date_label": date_label(source.published),
        "label": paragraph.label,
    }


def date_label(published: Published) -> str:
    """Return a publication date as printed beside a citation; a question mark where it is ambiguous."""
    return day(published.date) + ("?" if published.ambiguous else "")


_SAID = {
    "stated": "stated", "reported": "reported", "rumoured": "rumoured", "possible": "as possible",
    "forecast": "looking ahead", "denied": "denial",
}  # fmt: skip


def _note(key: str, brief: Brief, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return what the margin says of a sentence."""
    sentence, evidence = brief.sentences[key], brief.evidence[key]
    said = evidence.attribution
    words = [f"attributed, {said.kind}"] if said.kind != "none" else []
    if said.status not in {"reported", "stated", "denied"} or (
        not words and said.status != "denied"
    ):
        words.append(_SAID[said.status])
    also = [brief.sentences[k] for k in evidence.also if k in brief.sentences]
    cited = {(s.source, s.paragraph): s for s in also}
    return {
        "cite": cite_of(sentence),
        "id": key,
        "source": sentence.source,
        "date_label": date_label(sources[sentence.source].published),
        "said_label": " · ".join(words),
        "who": said.who,
        "also": [{"id": s.id, "cite": cite_of(s)} for s in cited.values()],
        "articles": 1 + len({s.source for s in also}),
        "origins": evidence.origins,
        "single": evidence.independence == "single source",
        "denials": [
            {"id": k, "cite": cite_of(brief.sentences[k])}
            for k in evidence.denials
            if k in brief.sentences
        ],
        "is_denial": said.status == "denied",
        "figure": next(
            (q.phrase for t in brief.themes for q in t.quantities if q.sentence == key), None
        ),
        **edits_of(key, brief),
    }


def _source(source: Source, brief: Brief) -> dict[str, Any]:
    prefix = source.file.split("_")[0].rsplit(".", 1)[0].rsplit("/", 1)[-1]
    shown = [s for s in brief.sentences.values() if s.source == source.id]
    return {
        "id": source.id,
        "title": source.title or f"Untitled ({prefix})",
        "has_title": source.title is not None,
        "publisher_label": source.publisher or "not named",
        "date_label": date_label(source.published),
        "note": source.published.note,
        "file": source.file + (f"#L{source.record}" if source.record else ""),
        "url": source.url if source.url and source.url.startswith(("https://", "http://")) else None,
        "grade": source.grade,
        "state_media": source.state_media,
        "words": source.words,
        "sha256": source.sha256,
        "origin": source.origin,
        "credit": source.credit,
        "printed": len(shown),
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


def _claims(brief: Brief) -> list[dict[str, Any]]:
    """Return the claims with, for each source, whether it asserts, hedges or denies."""
    rows = []
    for claim in brief.claims:
        held = {
            name: {brief.sentences[k].source for k in keys}
            for name, keys in (
                ("asserted", claim.asserted),
                ("hedged", claim.hedged),
                ("denied", claim.denied),
            )
        }
        articles = held["asserted"] | held["hedged"]
        rows.append(
            {
                "id": claim.id, "theme": claim.theme, "phrase": claim.phrase, "sentence": claim.sentence,
                "denials": list(claim.denied),
                "asserted": sorted(held["asserted"], key=_number_of),
                "hedged": sorted(held["hedged"], key=_number_of),
                "denied": sorted(held["denied"], key=_number_of),
                "cells": [
                    {
                        "source": s.id,
                        "marks": [m for m in ("asserted", "hedged", "denied") if s.id in held[m]],
                    }
                    for s in brief.sources
                ],
                "origins_label": "single source" if claim.origins == 1
                else f"{_number(len(articles))} articles, not established",
            }
        )  # fmt: skip
    return rows


def _number_of(source_id: str) -> int:
    return int(source_id[1:])


def _dots(brief: Brief, themes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    rows = [
        charts.Row(t.letter, t.name, str(v["colour"]), [t.by_source[s.id] for s in brief.sources])
        for t, v in zip(brief.themes, themes, strict=True)
        if not t.proposed or not any(not x.proposed for x in brief.themes)
    ]
    return _chart(charts.theme_dots(rows, [s.id for s in brief.sources]))


def _rug(brief: Brief) -> dict[str, Any]:
    ticks = []
    for source in brief.sources:
        published = source.published
        other = next(
            (
                c.date
                for c in published.candidates
                if c.raw == published.raw and c.date != published.date
            ),
            None,
        )
        ticks.append(charts.Tick(source.id, published.date, other))
    return {
        **_chart(charts.date_rug(ticks)),
        "notes": [f"{s.id} gives {s.published.note}." for s in brief.sources if s.published.note],
    }


def find_gaps(brief: Brief) -> list[dict[str, Any]]:
    """Return the questions that the collection leaves open, the emptiest first."""
    order = {"not in this collection": 0, "touched on": 1, "reported": 2}
    open_ones = [
        q
        for q in brief.questions
        if q.coverage != "reported" or (q.note and "attributed to" in q.note)
    ]
    return [
        {"text": q.text, "coverage": q.coverage, "note": q.note}
        for q in sorted(open_ones, key=lambda q: order[q.coverage])
    ]


def _left_out(brief: Brief) -> list[dict[str, Any]]:
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


def _source_summary(brief: Brief) -> list[str]:
    """Return frank sentences on what the brief rests on (ICS 206-01)."""
    count = len(brief.sources)
    named = sum(s.publisher is not None for s in brief.sources)
    kinds: Counter[str] = Counter()
    for evidence in brief.evidence.values():
        kinds[evidence.attribution.kind] += 1
    total = sum(kinds.values()) or 1
    largest = max(
        brief.sources, key=lambda s: (sum(x.source == s.id for x in brief.sentences.values()), s.id)
    )
    share = sum(x.source == largest.id for x in brief.sentences.values()) / max(
        1, len(brief.sentences)
    )
    undated = [s.id for s in brief.sources if s.published.date is None]
    state = [s.id for s in brief.sources if s.state_media]
    lines = [
        f"{_number(count).capitalize()} article{'s' * (count != 1)}; {'none names' if not named else f'{named} name'} a publisher.",
        f"{brief.origins} distinct text{'s' * (brief.origins != 1)}; that they are independent of each other is not established.",
        f"Of the {total} sentences printed here, {kinds['named']} are attributed by name, {kinds['role']} by role, {kinds['vague']} vaguely (“reports”, “analysts”), {kinds['none']} to nobody: the outlet's own words.",
        f"The largest share of printed sentences comes from {largest.id}: {share:.0%}.",
    ]
    if undated:
        lines.append(f"Undated: {', '.join(undated)}. Nothing here dates them.")
    lines += [f"{s.id}: {s.published.note}." for s in brief.sources if s.published.note]
    lines.append(
        f"State media by the register: {', '.join(state)}."
        if state
        else "The register of sources names none of these publishers as state media."
    )
    return lines


def denials_of(brief: Brief, point: Point | None) -> list[Point]:
    """Return the denial that stands beside a point, if there is one."""
    denied = set(brief.evidence[point.sentence].denials) if point else set()
    return [p for t in brief.themes for p in t.denials if p.sentence in denied][:1]
