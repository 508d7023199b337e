"""The articles as sources of a Brief, the days they span and what the collection stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefgen.analysis.genres import kind_of
from briefgen.brief.assembly import Material
from briefgen.findings.source_summary import summarise_sources
from briefgen.model import Article, Period, Source, SourceParagraph, SourceSummary, Window
from briefgen.model.dates import span_of
from briefgen.model.text import count_words
from briefgen.profile.register import find_registered
from briefgen.profile.tables import Profile


def build_source_summary(material: Material, profile: Profile) -> SourceSummary:
    """Return what the collection stands on, by the profile's register of sources."""
    state = {
        a.id
        for a in material.articles
        if (known := find_registered(profile.sources, a.publisher, a.document.declared.url))
        and known.state_media
    }
    readings = material.readings.values()
    return summarise_sources(material.articles, material.origins, readings, state)


def find_period(articles: Sequence[Article], window: Window | None) -> Period:
    """Return the days that are reported on: those of the window, else those that the dated sources span."""
    if window:
        return Period(start=window.start, end=window.end, kind=window.kind)
    dated = [a.published.date for a in articles if a.published.date]
    if not dated:
        return Period(start=None, end=None)
    return Period(start=min(dated), end=max(dated, key=lambda d: span_of(d)[1]))


def build_sources(
    material: Material, profile: Profile, shown: Iterable[str], points: Iterable[str]
) -> tuple[Source, ...]:
    """Return the articles as sources of the brief; paragraphs keep their text where it is printed, or beside a key point."""
    printed: dict[str, set[int]] = {}
    for keys, reach in ((shown, 0), (points, 1)):
        for sentence in (material.readings[k].sentence for k in keys):
            near = range(sentence.paragraph - reach, sentence.paragraph + reach + 1)
            printed.setdefault(sentence.source, set()).update(near)
    earlier = {a.id for a in material.earlier}
    return tuple(
        _build_source(a, material, profile, printed.get(a.id, set()), earlier=a.id in earlier)
        for a in material.everything
    )


def _build_source(
    article: Article, material: Material, profile: Profile, printed: set[int], *, earlier: bool
) -> Source:
    document = article.document
    known = find_registered(profile.sources, article.publisher, document.declared.url)
    return Source(
        id=article.id,
        path=document.path,
        file=document.file,
        record=document.record,
        encoding=document.encoding,
        reader=document.reader,
        reader_version=document.reader_version,
        read_at=document.declared.read_at,
        sha256=document.sha256,
        url=document.declared.url,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        origin=material.origins[article.id],
        credit=article.credit,
        grade=f"{known.grade if known else 'F'}6",
        state_media=bool(known and known.state_media),
        group=known.group if known else None,
        kind=kind_of(article).kind,
        words=sum(count_words(p.text) for p in article.paragraphs),
        paragraphs=tuple(
            SourceParagraph(
                index=p.index,
                kind=p.kind,
                start=p.start,
                end=p.end,
                heading=p.heading,
                label=p.label,
                text=p.text if p.index in printed else None,
            )
            for p in article.paragraphs
        ),
        removed=article.removed,
        earlier=earlier,
    )
