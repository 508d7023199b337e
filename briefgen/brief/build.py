"""From documents to the frozen Brief: the whole story on one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import briefgen
from briefgen.analysis.analyse import Means, analyse
from briefgen.analysis.lengths import shorten
from briefgen.analysis.named import Entities, read_entities
from briefgen.analysis.phrases import Phrases
from briefgen.analysis.readings import Reading
from briefgen.brief.assembly import (
    MOST_READ,
    Material,
    build_claim,
    build_conflicts,
    build_counts,
    build_themes,
    earlier_points,
    not_chosen,
    passages,
    printed_claims,
    publication_of,
    weigh,
    with_evidence,
)
from briefgen.brief.edits import (
    Found,
    apply_edits,
    correct_themes,
    find_edits,
    held_by,
    left_out_by,
    named_by,
)
from briefgen.brief.events import find_ahead, with_events
from briefgen.brief.findings import find_all
from briefgen.brief.front import choose_bottom_line, choose_key_points, say_what_happened
from briefgen.brief.funnel import count_funnel
from briefgen.brief.given import hash_given, models_of
from briefgen.brief.marks import with_marks
from briefgen.brief.places import find_places
from briefgen.brief.roles import with_roles
from briefgen.brief.selection import (
    Eligible,
    find_eligible,
    general_outlook,
    quality_of,
    spread,
    worth_by_id,
)
from briefgen.brief.sources import build_source_summary, build_sources, find_period
from briefgen.brief.stances import find_stands
from briefgen.errors import EmptyBriefError
from briefgen.findings.actors import find_actors
from briefgen.findings.claims import evidence_of
from briefgen.findings.indicators import watch_indicators
from briefgen.findings.origins import (
    find_copies,
    find_superseded,
    left_out_by_copies,
    left_out_whole,
)
from briefgen.findings.questions import Ground, answer_questions
from briefgen.findings.quotations import find_quotations
from briefgen.findings.shortlist import shortlist_of
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
from briefgen.runtime.cache import Cache
from briefgen.runtime.collection import uncollected
from briefgen.runtime.shelf import Picked
from briefgen.sources.extract.stubs import is_beginning

STUB = "in the beginning of an article whose rest is behind a pay wall"
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
    read = _read(documents, profile, as_of, occasion, skipped=skipped, means=means)
    with ThreadPoolExecutor(1) as aside:  # the model reads outside Python's lock
        known: dict[str, Entities] = {}

        def named(texts: Sequence[str]) -> tuple[Entities, ...]:
            new = [text for text in dict.fromkeys(texts) if text not in known]
            found = read_entities(new, profile.language.model, means.cache) if new else ()
            known.update(zip(new, found, strict=True))
            return tuple(known[text] for text in texts)

        def name(texts: Sequence[str]) -> Future[tuple[Entities, ...]]:
            return aside.submit(named, texts)

        name(_likely(read))
        return _build(
            read, profile, as_of, occasion, progress=progress, name=name, cache=means.cache
        )


Naming = Callable[[Sequence[str]], "Future[tuple[Entities, ...]]"]
"""Begins to look for what sentences name."""


def _build(  # noqa: PLR0913 - what `build_brief` is given, once the articles are read
    read: _Articles,
    profile: Profile,
    as_of: str,
    occasion: Occasion,
    *,
    progress: Progress,
    name: Naming,
    cache: Cache | None,
) -> Brief:
    """Return the brief of articles that are read."""
    articles, current = read.articles, read.current
    period = find_period(current, occasion.window)
    days = (period.start, period.end)
    corpus, readings, findings = find_all(
        articles, current, read.readings, profile, days, progress=progress, cache=cache
    )
    edits = edits_for(occasion)
    found = find_edits(edits, articles, findings.themed)
    themed = correct_themes(findings.themed, found)
    origins, stories = findings.origins, findings.stories
    eligible, unfit = _eligible(read, readings, origins, found)
    evidence, quality, claims = weigh(articles, stories, readings, eligible, findings.found)
    ranking = findings.ranking
    worth = worth_by_id(ranking.columns.ids, eligible, readings, evidence, claims)
    material = Material(
        corpus, current, read.earlier, period, origins, stories, themed, readings, eligible, evidence, quality, claims,
        ranking.raised(worth), held_by(found),
    )  # fmt: skip
    named = name([readings[k].sentence.text for k in material.best]).result
    assembled = _assemble(material, profile, as_of, read.skipped, unfit, named)
    brief = apply_edits(assembled, found)
    given = hash_given(profile, as_of, occasion, edits)
    return replace(
        brief,
        repeated=read.repeated,
        sentences_read=len(read.readings) + len(read.beyond),
        funnel=count_funnel(len(articles) + len(read.skipped), articles, material, brief),
        generator=replace(brief.generator, models=models_of(profile), given_sha256=given),
        profile=freeze_profile(profile),
        decisions=edits,
        collected=occasion.collected,
    )


@dataclass(frozen=True, slots=True)
class _Articles:
    """What can be used of the documents, and what cannot."""

    articles: tuple[Article, ...]
    earlier: tuple[Article, ...]
    """Those dated before the days that are reported on."""
    current: tuple[Article, ...]
    """The others,"""
    leading: tuple[Article, ...]
    """and those of them that sentences are chosen from."""
    readings: Mapping[str, Reading]
    skipped: tuple[Skipped, ...]
    beyond: tuple[LeftOut, ...]
    """Sentences of very long articles that nothing more is made of."""
    repeated: int
    """Documents that earlier editions reported or passed over."""


def _read(  # noqa: PLR0913 - what `build_brief` is given
    documents: Sequence[Document],
    profile: Profile,
    as_of: str,
    occasion: Occasion,
    *,
    skipped: Sequence[Skipped],
    means: Means,
) -> _Articles:
    """Return the articles of the documents that no edition had before.

    Raises:
        EmptyBriefError: none is left to choose sentences from.
    """
    keys = list(map(article_key, documents))
    history = occasion.history
    repeated = sum(key in history.seen for key in keys)
    known = history.seen | history.later
    fresh = [n for n, key in enumerate(keys) if key not in known]
    last = min(as_of, occasion.window.end) if occasion.window else as_of
    analysis = analyse(
        Picked(documents, fresh),
        last,
        list_later=occasion.edition is None,
        means=means,
        choose=shortlist_of(profile, occasion.window),
    )
    left = (*skipped, *analysis.skipped)
    short = [shorten(a) for a in analysis.articles]
    articles = tuple(article for article, _ in short)
    earlier = tuple(a for a in articles if _is_earlier(a, occasion.window))
    current = tuple(a for a in articles if not _is_earlier(a, occasion.window))
    leading = _leading(current, profile)
    if not leading:
        unread = tuple(f"{a.document.name} gives {a.published.note}" for a in current)
        why = _why_empty(earlier, left, occasion, repeated)
        raise EmptyBriefError("the sources", (*why, *unread))
    kept = {s.id for a in articles for s in a.sentences}
    readings = {key: reading for key, reading in analysis.readings.items() if key in kept}
    beyond = tuple(item for _, items in short for item in items)
    return _Articles(articles, earlier, current, leading, readings, left, beyond, repeated)


EARLY = 2000
"""Sentences that stand alone of which it is foreseen which will be the best: of more too many are others in the end."""


def _likely(read: _Articles) -> list[str]:
    """Return the texts that will likely be the best of a small collection; to look for what they name takes longest.

    It begins here, beside all that is done until it is known which they are.
    """
    alone = evidence_of(read.readings)
    told = (read.readings[s.id] for a in read.leading for s in a.sentences)
    fit = {r.sentence.id: r for r in told if not r.unfit and not r.leans}
    if len(fit) > EARLY:
        return []
    worth = {k: quality_of(r, alone[k], first=False, paired=False) for k, r in fit.items()}
    return [fit[k].sentence.text for k in sorted(fit, key=lambda k: (-worth[k], k))[:MOST_READ]]


def _eligible(
    read: _Articles,
    readings: Mapping[str, Reading],
    origins: Mapping[str, str],
    found: Sequence[Found],
) -> tuple[dict[str, Eligible], tuple[LeftOut, ...]]:
    """Return the sentences that may be printed, and why the others may not: unfit, of another version, or by an edit."""
    old = find_superseded(read.articles, origins)
    whole = {key: f"in a version that a later one replaces, {new}" for key, new in old.items()}
    whole |= {a.id: STUB for a in read.current if is_beginning(a) and a.id not in old}
    standing = [a for a in read.leading if a.id not in whole]
    fit, unfit = find_eligible(standing, readings)
    copies = find_copies(standing, origins)
    replaced = named_by(found, "replace")
    eligible = {k: e for k, e in fit.items() if k not in replaced and k not in copies}
    return eligible, (
        *unfit,
        *read.beyond,
        *left_out_whole(read.current, whole),
        *left_out_by_copies(read.current, copies),
        *left_out_by(found, {k: r.sentence for k, r in readings.items()}),
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
        *(
            f"{a.document.name}: dated {a.published.date}, before {start}; an earlier --as-of takes it in"
            for a in earlier
        ),
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
    draft = _with_points(_titled(material, profile, as_of, skipped), material, profile)
    draft = _with_answers(draft, material, profile)
    draft = _with_course(_with_claims(draft, material), material, profile)
    actors, co_mentions = find_actors((material.readings[k] for k in material.best), named())
    stands = find_stands(material, actors)
    draft = replace(draft, actors=actors, co_mentions=co_mentions, stands=stands)
    brief = with_events(_with_sentences(draft, material, profile, unfit), material, as_of)
    return with_roles(with_marks(replace(brief, places=find_places(brief)), material))


def _titled(material: Material, profile: Profile, as_of: str, skipped: Sequence[Skipped]) -> Brief:
    """Return a brief that says whose it is and what it stands on, and nothing yet."""
    return Brief(
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
            summariser=profile.selection.summariser,
        ),
        sources=(),
        origins=len(set(material.origins.values())),
        stories=tuple(material.stories),
        sentences={},
        evidence={},
        bottom_line=None,
        key_points=(),
        outlook=(),
        themes=(),
        claims=(),
        questions=(),
        timeline=(),
        quotations=(),
        left_over=(),
        ambiguous=(),
        skipped=tuple(skipped),
        sentences_read=len(material.readings),
        eligible=len(material.eligible),
        left_out=(),
        source_summary=build_source_summary(material, profile),
        publication=publication_of(profile),
        appearance=appearance_of(profile.page),
    )


def _with_points(draft: Brief, material: Material, profile: Profile) -> Brief:
    """Return a draft with its themes, what stands in front of them, and what is ahead."""
    themes = build_themes(material, profile)
    main = [t for t in themes if not t.proposed or not profile.themes]
    key_points = choose_key_points(main, material, profile.selection)
    general = general_outlook(
        material.eligible, material.readings, material.themed, material.quality
    )
    ahead = {**{t.id: t.outlook for t in main}, "": general}
    most = 2 * profile.selection.outlook
    return replace(
        draft,
        themes=say_what_happened(themes, key_points, material),
        key_points=key_points,
        bottom_line=choose_bottom_line(key_points, material),
        outlook=spread(ahead, material.quality, material.claim_of, most),
        left_over=tuple(passages(material, lambda j: j.theme is None)),
        ambiguous=tuple(passages(material, lambda j: j.second is not None)),
    )


def _with_answers(draft: Brief, material: Material, profile: Profile) -> Brief:
    """Return a draft with what the collection has on the profile's questions and indicators."""
    phrases, scope = Phrases(material.corpus), profile.scope.keywords
    inside = frozenset(phrases.paragraphs_with(scope).tolist()) if scope else None
    ground = Ground(material.readings, material.themed, phrases, inside)
    front = [p.sentence for p in (draft.bottom_line, *draft.key_points) if p]
    told = material.ranking.signs["deeds"].tolist()
    deeds = dict(zip(material.ranking.columns.ids, told, strict=True))
    asked = answer_questions(
        profile.questions, ground, material.printable, material.quality, front, deeds
    )
    watched = watch_indicators(profile.indicators, ground, material.ranked, material.period)
    return replace(draft, questions=asked, indicators=watched)


def _with_claims(draft: Brief, material: Material) -> Brief:
    """Return a draft with the claims, where they differ, and counts over time."""
    groups = printed_claims(material)
    theme_of = {k: j.theme for k, j in material.themed.sentences.items()}
    return replace(
        draft,
        claims=tuple(build_claim(k, g, theme_of[g.head.sentence.id]) for k, g in groups.items()),
        conflicts=build_conflicts(groups),
        counts=build_counts(material.claims),
    )


def _with_course(draft: Brief, material: Material, profile: Profile) -> Brief:
    """Return a draft with what happened day by day, what is announced, who is quoted, and earlier reporting."""
    once = material.told_once
    return replace(
        draft,
        timeline=build_timeline(
            material.readings,
            [k for k in material.printable if k in once],
            material.ranking,
            material.period,
            profile.selection.timeline,
            material.line_signs,
        ),
        ahead=find_ahead(material, draft.as_of),
        quotations=find_quotations(material.readings[k] for k in material.best if k in once),
        earlier=earlier_points(material, profile.selection),
    )


def _with_sentences(
    draft: Brief, material: Material, profile: Profile, unfit: Sequence[LeftOut]
) -> Brief:
    """Return a draft with the sentences it points at, their evidence and sources, and what is left out."""
    shown = with_evidence(draft.used | material.edited, material.evidence)
    left_out = (*_absent(unfit, material, shown), *not_chosen(material, shown))
    points = [p.sentence for p in (draft.bottom_line, *draft.key_points) if p]
    return replace(
        draft,
        sources=build_sources(material, profile, shown, points),
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
