"""What stands in front: the key points over all themes, and the one sentence that is read if nothing else is."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from briefgen.analysis.genres import kind_of
from briefgen.brief.assembly import Material
from briefgen.brief.edits import BY_ANALYST
from briefgen.brief.selection import (
    EVEN,
    OWN_SCORE,
    UNREAD,
    Eligible,
    looks_ahead,
    point_of,
    spread,
)
from briefgen.model import Point, Theme
from briefgen.profile.tables import SelectionOptions

HIGH = 3
"""Sentences of an article of which one is its news: deeper down stands what is said about it."""


def reported(points: Sequence[Point], material: Material, *, allowed: bool) -> tuple[Point, ...]:
    """Return the points that may be key points: none out of an opinion, unless the profile allows it."""
    if allowed:
        return tuple(points)
    opinions = {a.id for a in material.articles if kind_of(a).kind == "opinion"}
    return tuple(p for p in points if material.readings[p.sentence].sentence.source not in opinions)


def choose_key_points(
    themes: Sequence[Theme], material: Material, options: SelectionOptions
) -> tuple[Point, ...]:
    """Return the key points: over all themes what matters most, each event once.

    A summariser that the profile names ranks within themes alone; there each theme's best come first.
    """
    if options.summariser != "importance":
        ranked = {t.id: reported(t.points, material, allowed=options.opinion) for t in themes}
        return spread(ranked, material.quality, material.claim_of, options.key_points)
    names = {t.id for t in themes}
    points = [
        point_of(item, theme)
        for key, item in material.eligible.items()
        if key in material.told_once
        and (theme := _theme_of(item, names, material))
        and item.lead_in is None
        and item.words <= options.point_words
        and not looks_ahead(material.readings[key].attribution)
    ]
    by_id = {p.sentence: p for p in reported(points, material, allowed=options.opinion)}
    return tuple(by_id[k] for k in material.ranking.choose(by_id, options.key_points))


def _theme_of(item: Eligible, names: Container[str], material: Material) -> str | None:
    """Return which of some themes a sentence is told under: its own, its passage's, one near enough, its article's.

    The nearest theme alone is none: where nothing is of a theme, something is the nearest to it still.
    """
    sentence, themed = item.sentence, material.themed
    own = themed.sentences[sentence.id]
    around = themed.paragraphs[sentence.source, sentence.paragraph]
    decided = next((j for j in (own, around) if j.because == BY_ANALYST), None)
    if decided:
        return decided.theme if decided.theme in names else None
    close = own.nearest if max(own.scores.values(), default=0.0) >= OWN_SCORE else None
    whole = themed.articles.get(sentence.source)
    told = (own.theme, around.theme, close, whole.theme if whole else None)
    return next((theme for theme in told if theme in names), None)


def say_what_happened(
    themes: Sequence[Theme], key_points: Sequence[Point], material: Material
) -> tuple[Theme, ...]:
    """Return themes that say whether anything of them happened: a key point is theirs, or one of their points tells news."""
    told, odds = {p.theme for p in key_points}, material.ranking.odds
    return tuple(
        replace(
            t,
            happened=t.id in told or any(odds.get(p.sentence, UNREAD) >= EVEN for p in t.points),
        )
        for t in themes
    )


def choose_bottom_line(points: Sequence[Point], material: Material) -> Point | None:
    """Return the key point whose event weighs most, of those high up in their articles; none that is hedged alone."""
    alone = [p for p in points if p.lead_in is None]
    sure = [p for p in alone if not material.readings[p.sentence].hedged]
    high = [p for p in sure if int(p.sentence.split(".")[1]) <= HIGH]
    fit = next((rank for rank in (high, sure, alone, points) if rank), ())
    weight = material.ranking.weight([p.sentence for p in fit])
    return max(
        fit,
        key=lambda p: (weight.get(p.sentence, UNREAD), material.quality[p.sentence]),
        default=None,
    )
