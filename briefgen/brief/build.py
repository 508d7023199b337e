"""From documents to the frozen Brief: the whole story on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import briefgen
from briefgen.analysis.analyse import Means, analyse
from briefgen.analysis.corpus import make_corpus
from briefgen.analysis.named import Entities, read_entities
from briefgen.analysis.phrases import Phrases
from briefgen.analysis.readings import with_origins
from briefgen.brief.assembly import (
    Material,
    build_claim,
    build_conflicts,
    build_counts,
    build_source_summary,
    build_sources,
    build_themes,
    earlier_points,
    find_period,
    not_chosen,
    passages,
    printed_claims,
    publication_of,
    weigh,
    with_evidence,
)
from briefgen.brief.edits import (
    apply_edits,
    correct_themes,
    find_edits,
    held_by,
    left_out_by,
    named_by,
)
from briefgen.brief.events import find_ahead, with_events
from briefgen.brief.front import choose_bottom_line, choose_key_points
from briefgen.brief.funnel import count_funnel
from briefgen.brief.given import hash_given, models_of
from briefgen.brief.places import find_places
from briefgen.brief.selection import find_eligible, general_outlook, spread, worth_by_id
from briefgen.brief.stances import find_stands
from briefgen.errors import EmptyBriefError
from briefgen.findings.actors import find_actors
from briefgen.findings.columns import read_columns
from briefgen.findings.importance import rank_sentences
from briefgen.findings.indicators import watch_indicators
from briefgen.findings.origins import (
    find_copies,
    find_origins,
    find_superseded,
    left_out_by_copies,
    left_out_by_versions,
)
from briefgen.findings.questions import Ground, answer_questions
from briefgen.findings.quotations import find_quotations
from briefgen.findings.stories import compare_articles, find_stories
from briefgen.findings.themes import assign_themes
from briefgen.findings.timeline import build_timeline
from briefgen.model import (
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
from briefgen.model.dates import span_of
from briefgen.model.document import article_key
from briefgen.model.text import counted, slug_of
from briefgen.profile.frozen import freeze_profile
from briefgen.profile.house import appearance_of
from briefgen.profile.tables import Profile, hash_profile
from briefgen.runtime.collection import uncollected

Progress = Callable[[str], None]
"""Is told the name of each step as it begins."""


def _no_progress(_: str) -> None:
    """Say nothing."""


def _is_earlier(article: Article, window: Window | None) -> bool:
    """Return whether an article is dated before the days that are reported on."""
    date = article.published.date
    return bool(window and date and span_of(date)[1].isoformat() < window.start)


def _leading(articles: Sequence[Article], profile: Profile) -> tuple[Article, ...]:
    """Return the articles that sentences are chosen from: one with an unread date may be of any time."""
    use = profile.reading.use_unread_dates
    return tuple(a for a in articles if use or not a.published.unread)


@uncollected()
def build_brief(  # noqa: PLR0913 - the articles, and five things that are known beside them
    documents: Sequence[Document],
    profile: Profile,
    *,
    as_of: str,
    occasion: Occasion = Occasion(),  # noqa: B008 - frozen
    skipped: Sequence[Skipped] = (),
    progress: Progress = _no_progress,
    means: Means = Means(),  # noqa: B008 - frozen
) -> Brief:
    """Return the brief of some documents.

    Args:
        documents: what the readers got, in the order that gives S1, S2 …
        profile: what the series is about.
        as_of: the information cut-off, ISO 8601; articles dated later are skipped.
        occasion: the days it reports on, its number, and what came before it in its series.
        skipped: sources the readers could not read.
        progress: is told the name of each step.
        means: a cache and a worker for reading, where there are any; they change no byte.

    Raises:
        EmptyBriefError: no article is left to make a brief from.
    """
    progress("Reading articles")
    keys = [article_key(d) for d in documents]
    history = occasion.history
    repeated = sum(key in history.seen for key in keys)
    fresh = [
        d for d, key in zip(documents, keys, strict=True) if key not in history.seen | history.later
    ]
    last = min(as_of, occasion.window.end) if occasion.window else as_of
    analysis = analyse(fresh, last, list_later=occasion.edition is None, means=means)
    articles = analysis.articles
    skipped = (*skipped, *analysis.skipped)
    earlier = tuple(a for a in articles if _is_earlier(a, occasion.window))
    current = tuple(a for a in articles if not _is_earlier(a, occasion.window))
    leading = _leading(current, profile)
    if not leading:
        unread = tuple(f"{a.document.name} gives {a.published.note}" for a in current)
        why = _why_empty(earlier, skipped, occasion, repeated)
        raise EmptyBriefError("the sources", (*why, *unread))
    progress("Finding themes")
    corpus = make_corpus(current)
    themed = assign_themes(corpus, profile.themes, profile.theming, profile.scope.keywords)
    edits = edits_for(occasion)
    found = find_edits(edits, articles, themed)
    themed = correct_themes(themed, found)
    progress("Finding stories")
    origins = find_origins(articles)
    compared = compare_articles(articles, origins, make_corpus(articles) if earlier else corpus)
    stories = find_stories(articles, origins, profile.stories, compared)
    progress("Comparing sentences")
    readings = with_origins(analysis.readings, origins)
    old = find_superseded(articles, origins)
    eligible, unfit = find_eligible([a for a in leading if a.id not in old], readings)
    copies = find_copies([a for a in leading if a.id not in old], origins)
    unfit = (*unfit, *left_out_by_versions(current, old), *left_out_by_copies(current, copies))
    replaced = named_by(found, "replace")
    eligible = {key: e for key, e in eligible.items() if key not in replaced and key not in copies}
    unfit = (*unfit, *left_out_by(found, {k: r.sentence for k, r in readings.items()}))
    evidence, quality, claims = weigh(corpus, articles, stories, readings, eligible, compared)
    progress("Choosing sentences")
    period = find_period(current, occasion.window)
    asked = [t for t in themed.themes if t.id not in themed.proposed]
    days = (period.start, period.end)
    columns = read_columns(current, readings, origins, asked, days, corpus=corpus)
    worth = worth_by_id(columns.ids, eligible, readings, evidence, claims)
    ranking = rank_sentences(columns).raised(worth)
    material = Material(
        corpus, current, earlier, period, origins, stories, themed, readings, eligible, evidence, quality, claims,
        ranking, held_by(found),
    )  # fmt: skip
    texts = [readings[k].sentence.text for k in material.best]
    with ThreadPoolExecutor(1) as aside:  # the model reads outside Python's lock
        named = aside.submit(read_entities, texts, profile.language.model, means.cache).result
        brief = apply_edits(_assemble(material, profile, as_of, skipped, unfit, named), found)
    given = hash_given(profile, as_of, occasion, edits)
    return replace(
        brief,
        repeated=repeated,
        funnel=count_funnel(len(articles) + len(skipped), articles, material, brief),
        generator=replace(brief.generator, models=models_of(profile), given_sha256=given),
        profile=freeze_profile(profile),
        decisions=edits,
        collected=occasion.collected,
    )


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


def _assemble(  # noqa: PLR0913, PLR0917 - the material, and what is known beside it
    material: Material,
    profile: Profile,
    as_of: str,
    skipped: Sequence[Skipped],
    unfit: Sequence[LeftOut],
    named: Callable[[], Sequence[Entities]],
) -> Brief:
    """Return the brief that the material makes; ``named`` waits for what its best sentences name."""
    quality, selection = material.quality, profile.selection
    themes = build_themes(material, profile)
    main = [t for t in themes if not t.proposed or not profile.themes]
    key_points = choose_key_points(main, material, selection)
    general = general_outlook(material.eligible, material.readings, material.themed)
    ahead = {**{t.id: t.outlook for t in main}, "": general}
    outlook = spread(ahead, quality, material.claim_of, 2 * selection.outlook)
    phrases, scope = Phrases(material.corpus), profile.scope.keywords
    inside = frozenset(phrases.paragraphs_with(scope).tolist()) if scope else None
    ground = Ground(material.readings, material.themed, phrases, inside)
    questions = answer_questions(profile.questions, ground, material.printable, quality)
    indicators = watch_indicators(profile.indicators, ground, material.ranked, material.period)
    groups = printed_claims(material)
    theme_of = {k: j.theme for k, j in material.themed.sentences.items()}
    claims = tuple(build_claim(k, g, theme_of[g.head.sentence.id]) for k, g in groups.items())
    actors, co_mentions = find_actors((material.readings[k] for k in material.best), named())
    draft = Brief(
        schema="briefgen/brief/2",
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
        timeline=build_timeline(
            material.readings,
            [k for k in material.printable if k in material.told_once],
            material.ranking,
            material.period,
            selection.timeline,
        ),
        ahead=find_ahead(material, as_of),
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
        counts=build_counts(material.claims),
        stands=find_stands(material, actors),
        actors=actors,
        co_mentions=co_mentions,
        source_summary=build_source_summary(material, profile),
        publication=publication_of(profile),
        earlier=earlier_points(material, selection),
        indicators=indicators,
        appearance=appearance_of(profile.page),
    )
    brief = with_events(_with_sentences(draft, material, profile, unfit), material, as_of)
    return replace(brief, places=find_places(brief))


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
