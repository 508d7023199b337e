"""From documents to the frozen Brief: the whole story on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import briefgen
from briefgen.actors import find_actors
from briefgen.assembly import (
    Material,
    build_claim,
    build_conflicts,
    build_source_summary,
    build_sources,
    build_themes,
    choose_bottom_line,
    earlier_points,
    find_period,
    not_chosen,
    passages,
    printed_claims,
    publication_of,
    reported,
    slug_of,
    weigh,
    with_evidence,
)
from briefgen.changes import find_changes
from briefgen.clean import clean
from briefgen.config import Profile, hash_profile
from briefgen.dates import span_of
from briefgen.edits import apply_edits, correct_themes, find_edits, held_by, left_out_by, named_by
from briefgen.errors import EmptyBriefError
from briefgen.evidence import read_sentences
from briefgen.house import appearance_of
from briefgen.kinds import with_kind
from briefgen.language.sentences import add_sentences
from briefgen.models import (
    Article,
    Brief,
    Document,
    Edit,
    Generator,
    LeftOut,
    Occasion,
    Skipped,
    Window,
)
from briefgen.origins import find_origins, find_superseded, left_out_by_versions
from briefgen.questions import answer_questions, compare_indicators, watch_indicators
from briefgen.quotations import find_quotations
from briefgen.selection import find_eligible, general_outlook, spread
from briefgen.stories import find_stories
from briefgen.text import article_key, counted
from briefgen.themes import Themed, assign_themes
from briefgen.timeline import build_timeline

Progress = Callable[[str], None]
"""Is told the name of each step as it begins."""


def _no_progress(_: str) -> None:
    """Say nothing."""


def read_articles(
    documents: Sequence[Document], as_of: str, *, list_later: bool = True
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Return the cleaned articles in the order of the documents, and those that cannot be used.

    An edition of a series does not list later articles: it would differ, when it is built again, by
    what its inbox got since.
    """
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for document in documents:
        article = clean(document, f"S{len(articles) + 1}")
        reason = _too_late(article, as_of)
        if not reason:
            article = add_sentences(article)
            reason = None if article.sentences else _NO_SENTENCE
        if not reason:
            articles.append(with_kind(article))
        elif list_later or reason == _NO_SENTENCE:
            skipped.append(Skipped(source=document.name, reason=reason))
    return tuple(articles), tuple(skipped)


_NO_SENTENCE = "no sentence left after cleaning; the page holds navigation only"


def _too_late(article: Article, as_of: str) -> str | None:
    date = article.published.date
    if date and span_of(date)[0].isoformat() > as_of:
        return f"dated {date}, after the cut-off {as_of}; raise --as-of to take it in"
    return None


def _is_earlier(article: Article, window: Window | None) -> bool:
    """Return whether an article is dated before the days that are reported on."""
    date = article.published.date
    return bool(window and date and span_of(date)[1].isoformat() < window.start)


def theme_articles(articles: Sequence[Article], profile: Profile) -> Themed:
    """Return the theme of every paragraph and sentence; the order of the articles changes nothing."""
    ordered = sorted(articles, key=lambda a: (a.document.sha256, a.document.path))
    return assign_themes(ordered, profile.themes, profile.theming)


def build_brief(  # noqa: PLR0913 - the articles, and five things that are known beside them
    documents: Sequence[Document],
    profile: Profile,
    *,
    as_of: str,
    occasion: Occasion = Occasion(),  # noqa: B008 - frozen
    skipped: Sequence[Skipped] = (),
    progress: Progress = _no_progress,
) -> Brief:
    """Return the brief of some documents.

    Args:
        documents: what the readers got, in the order that gives S1, S2 …
        profile: what the series is about.
        as_of: the information cut-off, ISO 8601; articles dated later are skipped.
        occasion: the days it reports on, its number, and what came before it in its series.
        skipped: sources the readers could not read.
        progress: is told the name of each step.

    Raises:
        EmptyBriefError: no article is left to make a brief from.
    """
    progress("Cleaning articles")
    keys = [article_key(d) for d in documents]
    history = occasion.history
    repeated = sum(key in history.seen for key in keys)
    fresh = [
        d for d, key in zip(documents, keys, strict=True) if key not in history.seen | history.later
    ]
    last = min(as_of, occasion.window.end) if occasion.window else as_of
    articles, unusable = read_articles(fresh, last, list_later=occasion.edition is None)
    skipped = (*skipped, *unusable)
    earlier = tuple(a for a in articles if _is_earlier(a, occasion.window))
    current = tuple(a for a in articles if not _is_earlier(a, occasion.window))
    if not current:
        raise EmptyBriefError("the sources", _why_empty(earlier, skipped, occasion, repeated))
    progress("Finding themes")
    themed = theme_articles(current, profile)
    found = find_edits(edits_for(occasion), articles, themed)
    themed = correct_themes(themed, found)
    progress("Finding stories")
    origins = find_origins(articles)
    stories = find_stories(articles, origins, profile.stories)
    progress("Comparing sentences")
    readings = read_sentences(articles, origins)
    old = find_superseded(articles, origins)
    standing = [a for a in current if a.id not in old]
    eligible, unfit = find_eligible(standing, readings)
    unfit = (*unfit, *left_out_by_versions(current, old))
    replaced = named_by(found, "replace")
    eligible = {key: e for key, e in eligible.items() if key not in replaced}
    unfit = (*unfit, *left_out_by(found, {k: r.sentence for k, r in readings.items()}))
    evidence, quality, claims = weigh(articles, stories, readings, eligible)
    progress("Choosing sentences")
    period = find_period(current, occasion.window)
    material = Material(
        current, earlier, period, origins, stories, themed, readings, eligible, evidence, quality, claims,
        held_by(found),
    )  # fmt: skip
    brief = apply_edits(_assemble(material, profile, as_of, skipped, unfit), found)
    return _in_series(replace(brief, repeated=repeated), occasion)


def edits_for(occasion: Occasion) -> tuple[Edit, ...]:
    """Return the edits that an edition looks at: those of no edition, and its own; all outside a series."""
    edition = occasion.edition
    mine = {None, edition.number} if edition else None
    return tuple(e for e in occasion.edits if mine is None or e.edition in mine)


def _why_empty(
    earlier: Sequence[Article], skipped: Sequence[Skipped], occasion: Occasion, repeated: int
) -> tuple[str, ...]:
    """Return what became of every source of a brief that has none."""
    start = occasion.window.start if occasion.window else ""
    return (
        *(f"{s.source}: {s.reason}" for s in skipped),
        *(f"{a.document.name}: dated {a.published.date}, before {start}" for a in earlier),
        *((f"{counted(repeated, 'article')}: reported by earlier editions",) if repeated else ()),
    )


def _in_series(brief: Brief, occasion: Occasion) -> Brief:
    """Return a brief with its number, and what is new since the edition before."""
    edition, recent = occasion.edition, occasion.history.recent
    if edition is None:
        return brief
    brief = replace(
        brief,
        edition=edition.number,
        revision=edition.revision,
        correction=edition.correction,
    )
    before = recent[0].indicators if recent else ()
    return replace(
        brief,
        changes=find_changes(brief, recent),
        indicators=compare_indicators(brief.indicators, before),
    )


def _assemble(
    material: Material,
    profile: Profile,
    as_of: str,
    skipped: Sequence[Skipped],
    unfit: Sequence[LeftOut],
) -> Brief:
    """Return the brief that the material makes."""
    quality, selection = material.quality, profile.selection
    themes = build_themes(material, profile)
    main = [t for t in themes if not t.proposed or not profile.themes]
    key_points = spread(
        {t.id: reported(t.points, material, allowed=selection.opinion) for t in main},
        quality,
        material.claim_of,
        selection.key_points,
    )
    general = general_outlook(material.eligible, material.readings, material.themed)
    ahead = {**{t.id: t.outlook for t in main}, "": general}
    outlook = spread(ahead, quality, material.claim_of, 2 * selection.outlook)
    questions = answer_questions(
        profile.questions, material.readings, material.printable, material.themed, quality
    )
    indicators = watch_indicators(
        profile.indicators, material.readings, material.ranked, material.themed, material.period
    )
    groups = printed_claims(material)
    theme_of = {k: j.theme for k, j in material.themed.sentences.items()}
    claims = tuple(build_claim(k, g, theme_of[g.head.sentence.id]) for k, g in groups.items())
    actors, co_mentions = find_actors(
        (material.readings[k] for k in material.best), profile.language.model
    )
    draft = Brief(
        schema="briefgen/brief/1",
        title=profile.title,
        slug=slug_of(profile.title),
        edition=profile.edition,
        as_of=as_of,
        period=material.period,
        marking=profile.marking,
        language="en",
        paper=profile.page.paper,
        reviewer=profile.reviewer,
        generator=Generator(
            name="briefgen",
            version=briefgen.__version__,
            profile_sha256=hash_profile(profile),
            summariser=selection.summariser,
        ),
        sources=(),
        origins=len(set(material.origins.values())),
        stories=tuple(material.stories),
        sentences={},
        evidence={},
        bottom_line=choose_bottom_line(key_points, material),
        key_points=key_points,
        outlook=outlook,
        themes=themes,
        claims=claims,
        questions=questions,
        timeline=build_timeline(material.readings, material.printable, quality),
        quotations=find_quotations(
            material.readings[k] for k in material.best if k in material.told_once
        ),
        left_over=tuple(passages(material, lambda j: j.theme is None)),
        ambiguous=tuple(passages(material, lambda j: j.second is not None)),
        skipped=tuple(skipped),
        sentences_read=len(material.readings),
        eligible=len(material.eligible),
        left_out=(),
        conflicts=build_conflicts(groups),
        actors=actors,
        co_mentions=co_mentions,
        source_summary=build_source_summary(material, profile),
        publication=publication_of(profile),
        earlier=earlier_points(material, selection),
        indicators=indicators,
        appearance=appearance_of(profile.page),
    )
    return _with_sentences(draft, material, profile, unfit)


def _with_sentences(
    draft: Brief, material: Material, profile: Profile, unfit: Sequence[LeftOut]
) -> Brief:
    """Return a draft with the sentences it points at, their evidence and sources, and what is left out."""
    shown = with_evidence(draft.used | material.edited, material.evidence)
    left_out = (*_absent(unfit, material, shown), *not_chosen(material, shown))
    return replace(
        draft,
        sources=build_sources(material, profile, shown),
        sentences={k: material.readings[k].sentence for k in shown},
        evidence={k: material.evidence[k] for k in shown},
        left_out=tuple(sorted(left_out, key=_where)),
    )


def _absent(
    unfit: Sequence[LeftOut], material: Material, shown: Sequence[str]
) -> tuple[LeftOut, ...]:
    """Return what was left out for a fault, less what stands in the brief all the same: denials."""
    printed = {(s.source, s.start) for s in (material.readings[k].sentence for k in shown)}
    return tuple(item for item in unfit if (item.source, item.start) not in printed)


def _where(item: LeftOut) -> tuple[int, int]:
    return int(item.source[1:]), item.start
