"""What a template is given: the Brief as plain data, and beside it what pages say of each sentence.

Everything here is computed from the Brief alone. Names that end in `_label` are words to print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefgen.model import (
    Brief,
    Indicator,
    Point,
    Sentence,
    Source,
    Theme,
)
from briefgen.model.document import told_together
from briefgen.model.frozen import plain
from briefgen.profile.colours import nearest_readable
from briefgen.rendering.charts import bar, matrix
from briefgen.rendering.charts.svg import Theme as DrawnTheme
from briefgen.rendering.pages.change_labels import whats_new
from briefgen.rendering.pages.charts import draw_charts, plain_chart
from briefgen.rendering.pages.citing import cite, plain_citation
from briefgen.rendering.pages.claims import differing, matrix_columns, plain_claims, plain_conflict
from briefgen.rendering.pages.edit_labels import edit_rows, edits_of, general_comments, text_of
from briefgen.rendering.pages.labels import (
    cite_of,
    count_label,
    cutoff_label,
    date_label,
    facts,
    number,
    period_label,
    source_line,
    source_summary,
    subtitle,
)
from briefgen.rendering.pages.pieces import pieces_of
from briefgen.rendering.pages.points import denials_of, find_gaps, plain_point
from briefgen.rendering.pages.sources import left_out_of, plain_source, removed_of, runs_of
from briefgen.rendering.pages.style import dark_ground, theme_colour

MOST_ROWS, MOST_CLAIMS, MOST_ACTORS = 16, 8, 10
"""Rows of a printed table, claims under a theme, and actors: the analyst's brief has 4 to 12 pages before its
annexes; the web page shows all."""
MOST_OPEN = 3
"""Points of a theme that the web page shows before its reader asks for more."""
MOST_CONFLICTS = 3
"""Differing figures and dates that are printed under a theme."""


def make_view(brief: Brief, audience: str) -> dict[str, Any]:
    """Return all that a template of an audience can print, as plain data."""
    sources = {s.id: s for s in brief.sources}
    drawn = draw_themes(brief)
    themes = [_theme(t, brief, drawn[t.id]) for t in brief.themes]
    places = _places(brief)
    return {
        "brief": plain(brief),
        "audience": audience,
        "cutoff_label": cutoff_label(brief),
        "period_label": period_label(brief),
        "subtitle": subtitle(brief),
        "count_label": count_label(brief),
        "undated_count": number(sum(s.published.date is None for s in brief.sources)),
        "source_line": source_line(brief),
        "facts": facts(brief),
        "themes": themes,
        "theme_by_id": {t["id"]: t for t in themes},
        "sentences": {
            k: {**_sentence(s, sources[s.source], brief), "places": places.get(k, [])}
            for k, s in brief.sentences.items()
        },
        "citations": {k: plain_citation(cite(k, brief)) for k in brief.sentences},
        "notes": {k: _note(k, brief, sources) for k in brief.sentences},
        "sources": [plain_source(s, brief) for s in brief.sources],
        "claims": plain_claims(brief),
        "most_rows": MOST_ROWS,
        "most_claims": MOST_CLAIMS,
        "most_actors": MOST_ACTORS,
        "most_conflicts": MOST_CONFLICTS,
        "most_open": MOST_OPEN,
        "most_cites": None,
        "most_values": None,
        "matrix_columns": matrix_columns(brief),
        "matrix_head": plain_chart(matrix.head(matrix_columns(brief))),
        "charts": draw_charts(brief, drawn),
        "conflicts": [plain_conflict(c, brief) for c in brief.conflicts],
        "gaps": find_gaps(brief),
        "indicators": [_indicator(i, brief) for i in brief.indicators],
        "left_out": left_out_of(brief),
        "removed": removed_of(brief),
        "left_over": runs_of(brief.left_over),
        "ambiguous": runs_of(brief.ambiguous),
        "not_used": [
            {"source": s.source, "reason": s.reason} for s in told_together(brief.skipped)
        ],
        "printed_sentences": len(brief.sentences),
        "all_sentences": brief.sentences_read,
        "source_summary": source_summary(brief),
        "key_points": [plain_point(p) for p in brief.key_points if p != brief.bottom_line],
        "bottom_denials": [plain_point(p) for p in denials_of(brief, brief.bottom_line)],
        "edition_label": brief.label,
        "new": whats_new(brief),
        "comments": general_comments(brief),
        "edits": edit_rows(brief),
        "earlier": [plain_point(p) for p in brief.earlier],
    }


def draw_themes(brief: Brief) -> dict[str, DrawnTheme]:
    """Return the themes as charts draw them, by id: named ones in colour, proposed ones beside them in grey."""
    named = [t.id for t in brief.themes if not t.proposed] or [t.id for t in brief.themes]
    return {
        t.id: DrawnTheme(
            t.letter,
            t.name,
            theme_colour(brief, t.id, t.letter, named.index(t.id) if t.id in named else None),
            named.index(t.id) if t.id in named else len(named),
        )
        for t in brief.themes
    }


def _places(brief: Brief) -> dict[str, list[dict[str, str]]]:
    """Return where pages print a sentence or cite it, by its id: the anchor there, and what it is called."""
    named = [t for t in brief.themes if not t.proposed] or list(brief.themes)
    first = [brief.bottom_line, *denials_of(brief, brief.bottom_line)]
    others = [p for p in brief.key_points if p != brief.bottom_line]
    printed = [("bottom", "bottom line", k) for k in _sentences_of(p for p in first if p)]
    printed += [(f"k-{p.sentence}", "key points", k) for p in others for k in _sentences_of([p])]
    for theme in named:
        points = [(p, f"t-{p.sentence}") for p in (*theme.points, *theme.outlook)]
        points += [(p, f"theme-{theme.id}") for p in theme.denials]
        printed += [(anchor, theme.name, k) for p, anchor in points for k in _sentences_of([p])]
        printed += [(f"theme-{theme.id}", theme.name, q.sentence) for q in theme.quantities]
    printed += [("earlier", "earlier reporting", k) for k in _sentences_of(brief.earlier)]
    printed += [("questions", "questions", k) for q in brief.questions for k in q.sentences]
    printed += [("timeline", "dates", k) for e in brief.timeline for k in (e.sentence, *e.also)]
    printed += [
        ("indicators", "indicators", k) for i in brief.indicators for k in i.sentences or i.mentions
    ]
    printed += [("quotations", "quotations", q.sentence) for q in brief.quotations]
    places: dict[str, dict[str, str]] = {}
    for anchor, name, key in printed:
        places.setdefault(key, {}).setdefault(name, anchor)
    return {
        key: [{"anchor": anchor, "name": name} for name, anchor in found.items()]
        for key, found in places.items()
    }


def _sentences_of(points: Iterable[Point]) -> Iterator[str]:
    """Yield the ids of points' sentences, those they need before them included."""
    return (k for p in points for k in (p.lead_in, p.sentence) if k)


def _theme(theme: Theme, brief: Brief, drawn: DrawnTheme) -> dict[str, Any]:
    kinds = theme.attribution
    said = [
        ("named", kinds["named"]),
        ("by role", kinds["role"]),
        ("vague", kinds["vague"]),
        ("the outlet itself", kinds["none"]),
    ]
    claims = [c for c in brief.claims if c.theme == theme.id]
    shared = {brief.sources[int(s[1:]) - 1].origin for s in theme.articles}
    passages = f"{theme.passages} passage{'s' * (theme.passages != 1)} from {number(len(theme.articles))} article{'s' * (len(theme.articles) != 1)}"
    return {
        "id": theme.id,
        "name": theme.name,
        "letter": theme.letter,
        "colour": drawn.colour,
        "dark_colour": nearest_readable(drawn.colour, dark_ground(brief)),
        "index": drawn.index,
        "proposed": theme.proposed,
        "passages_label": passages,
        "summary": f"{passages} · {len(shared)} origin{'s' * (len(shared) != 1)} at most, independence not established"
        if len(shared) > 1 else f"{passages} · single origin",
        "points": [plain_point(p) for p in theme.points],
        "outlook": [plain_point(p) for p in theme.outlook],
        "denials": [plain_point(p) for p in theme.denials],
        "claims": [c.id for c in claims],
        "figures": _figures(theme),
        "attribution": plain_chart(bar.attribution_bar(said, drawn)),
        "articles": list(theme.articles),
        "key_phrases": list(theme.key_phrases),
    }  # fmt: skip


def _figures(theme: Theme) -> list[dict[str, Any]]:
    """Return the sentences of a theme that give figures, each once with all of its figures."""
    phrases: dict[str, list[str]] = {}
    for quantity in theme.quantities:
        phrases.setdefault(quantity.sentence, []).append(quantity.phrase)
    return [{"sentence": key, "phrases": list(dict.fromkeys(p))} for key, p in phrases.items()]


def _sentence(sentence: Sentence, source: Source, brief: Brief) -> dict[str, Any]:
    paragraph = source.paragraphs[sentence.paragraph]
    return {
        "id": sentence.id,
        "text": text_of(sentence, brief),
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
        "pieces": pieces_of(sentence, brief),
    }


_SAID = {
    "stated": "stated", "reported": "reported", "rumoured": "rumoured", "possible": "as possible",
    "forecast": "looking ahead", "negated": "as not so", "denied": "denial",
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
        "differing": differing(key, brief),
        "change": _change(key, brief),
        "is_denial": said.status == "denied",
        "figure": next(
            (q.phrase for t in brief.themes for q in t.quantities if q.sentence == key), None
        ),
        **edits_of(key, brief),
    }


def _change(key: str, brief: Brief) -> str | None:
    """Return what became of a sentence since the edition before, where that is news."""
    changes = brief.changes
    if changes is None or changes.since is None:
        return None
    kinds = [c.kind for c in changes.items if c.sentence == key and c.kind != "continuing"]
    return kinds[0] if kinds else None


def _indicator(indicator: Indicator, brief: Brief) -> dict[str, Any]:
    """Return a watched thing with what became of it since the edition before, and who denies it."""
    since = brief.changes.since if brief.changes else None
    moved = indicator.before is not None and indicator.before != indicator.status
    reported = indicator.status == "reported"
    denials = {d: None for k in indicator.sentences for d in brief.evidence[k].denials}
    return {
        "text": indicator.text,
        "reported": reported,
        "status_label": indicator.status[:1].upper() + indicator.status[1:],
        "change_label": (f"not in No. {since}" if reported else f"reported in No. {since}") if moved else None,
        "sentences": list(indicator.sentences),
        "denials": list(denials),
        "mentions": [] if reported else list(indicator.mentions),
        "note": indicator.note,
    }  # fmt: skip
