"""The charts of a brief, as templates are given them: SVG, title, the same in words, and n."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from briefgen.model import Brief, Conflict, Source
from briefgen.rendering.charts.dots import Row, theme_dots
from briefgen.rendering.charts.figures import Figure, conflict_plot
from briefgen.rendering.charts.network import Pair, co_mentions
from briefgen.rendering.charts.rug import Tick, date_rug
from briefgen.rendering.charts.svg import Chart
from briefgen.rendering.charts.svg import Theme as DrawnTheme
from briefgen.rendering.charts.volume import Course, theme_volume
from briefgen.rendering.environment import trusted
from briefgen.rendering.pages.labels import cite_of


def draw_charts(brief: Brief, themes: Mapping[str, DrawnTheme]) -> dict[str, Any]:
    """Return the charts that speak of the brief as a whole."""
    network = co_mentions(
        [Pair(p.first, p.second, p.sentences) for p in brief.co_mentions], len(brief.sources)
    )
    return {
        "dots": plain_chart(_dots(brief, themes)),
        "rug": _rug(brief),
        "network": plain_chart(network) if network else None,
        "volume": _volume(brief, themes),
    }


def _volume(brief: Brief, themes: Mapping[str, DrawnTheme]) -> dict[str, Any] | None:
    """Return how many articles each theme had in the last editions, the oldest first."""
    changes = brief.changes
    if changes is None:
        return None
    courses = [
        Course(themes[c.theme], c.reports[::-1])
        for c in changes.items
        if c.subject == "theme" and c.theme and c.theme in themes
    ]
    courses.sort(key=lambda course: course.theme.index)
    chart = theme_volume(courses, [f"No. {e.label}" for e in reversed(changes.editions)])
    return plain_chart(chart) if chart else None


def draw_conflict(conflict: Conflict, brief: Brief) -> Chart | None:
    """Return differing figures on one scale; None for dates and where units differ."""
    values = [v for v in conflict.values if v.value is not None]
    if len(values) < len(conflict.values) or len({v.unit for v in values}) > 1:
        return None
    figures = [
        Figure(cite_of(brief.sentences[v.sentence]), v.phrase, v.value or 0.0, v.upper)
        for v in values
    ]
    return conflict_plot(conflict.subject, figures)


def plain_chart(chart: Chart) -> dict[str, Any]:
    """Return a chart as templates are given it."""
    return {"svg": trusted(chart.svg), "title": chart.title, "words": chart.words, "n": chart.n}


def _dots(brief: Brief, themes: Mapping[str, DrawnTheme]) -> Chart:
    named = [t for t in brief.themes if not t.proposed] or list(brief.themes)
    rows = [Row(themes[t.id], [t.by_source[s.id] for s in brief.sources]) for t in named]
    reprints = frozenset(s.id for s in brief.sources if s.origin != s.id)
    return theme_dots(rows, [s.id for s in brief.sources], reprints=reprints)


def _rug(brief: Brief) -> dict[str, Any]:
    ticks = [Tick(s.id, s.published.date, _other_reading(s)) for s in brief.sources]
    notes = [f"{s.id} gives {s.published.note}." for s in brief.sources if s.published.note]
    return {**plain_chart(date_rug(ticks)), "notes": notes}


def _other_reading(source: Source) -> str | None:
    """Return the other date that an ambiguous one can be read as."""
    published: Any = source.published
    others: Sequence[str] = [
        c.date for c in published.candidates if c.raw == published.raw and c.date != published.date
    ]
    return others[0] if others else None
