"""The events that a brief's printed sentences tell, the period in its own headlines, and what is announced for later.

Printed sentences that likely tell one event are one (`findings.events`); the sentence that matters most stands for it, and
every article with a sentence that likely tells it tells it too. Its title is a publisher's own headline, verbatim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from briefgen.analysis.genres import kind_of
from briefgen.brief.assembly import Material
from briefgen.findings.timeline import says_when
from briefgen.language.english.headlines import tells_news
from briefgen.model import Article, Brief, Dated, DayHeadline, Event, Period, TimelineEntry
from briefgen.model.dates import span_of
from briefgen.model.document import content_key

ONE = 0.8
"""The chance from which two printed sentences tell one event, so that one points at the other: of the pairs of nine labelled weeks
that are joined so eight in ten tell the same; of those joined from .5 half did, and from .7 two thirds."""
LIKELY = 0.5
"""The chance from which an article likely tells an event, and two sentences that announce it for one day are one line."""
TITLED = 0.15
"""The likeness (TF-IDF cosine) that a headline has at least with the sentence of its event."""
LONGEST = 31
"""Days of a period that are told day by day, at the most."""
AHEAD = 8
"""Lines of what is announced for later, at the most."""
_PLANNED = re.compile(
    r"\b(?:will|shall|plan(?:s|ned|ning)?|schedul\w+|expect(?:s|ed)?|due|slated|set (?:to|for)|intends?|aims?|promis\w+|"
    r"pledg\w+|deadline|expires?|runs out|until|through|(?:is|are|was|were) to|calls? for|called for|invit\w+|announc\w+|agreed to)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:would|could|should|might)\s+(?:\w+\s+)?have\s+(?!to\b)(?:(?!\b(?:will|is|are|was|were|shall)\b).)*$",
    re.IGNORECASE,
)
"""What leads to a day that would have been one had a thing come about."""


def with_events(brief: Brief, material: Material, as_of: str) -> Brief:
    """Return a brief with its events, its headlines, and which event each printed sentence tells."""
    groups = _group(_printed(brief), material)
    events = tuple(_event(group, material, brief.period) for group in groups)
    of = {key: e.id for e, group in zip(events, groups, strict=True) for key in group}
    of |= dict(
        _joined([s.sentence for s in brief.stands if s.sentence not in of], events, material)
    )
    evidence = {k: replace(e, event=of[k]) if k in of else e for k, e in brief.evidence.items()}
    return replace(
        brief,
        events=events,
        evidence=evidence,
        headlines=find_headlines(events, material, brief.period, as_of),
    )


def _printed(brief: Brief) -> tuple[str, ...]:
    """Return the sentences that a brief prints as news: its key points first, then those of themes and of the timeline."""
    points = (*brief.key_points, *(p for t in brief.themes for p in t.points))
    keys = (*(p.sentence for p in points), *(e.sentence for e in (*brief.timeline, *brief.ahead)))
    return tuple(dict.fromkeys(keys))


def _group(keys: Sequence[str], material: Material) -> list[list[str]]:
    """Return the printed sentences by event, each with its head first, the most important event first."""
    ranking = material.ranking
    weight = ranking.weight(keys)
    fronted = sorted((k for k in keys if k in weight), key=lambda k: (-ranking.score[k], k))
    groups: dict[str, list[str]] = {}
    for key in fronted:
        heads = list(groups)
        chances = ranking.chances(key, heads)
        if heads and chances.max() >= ONE:
            groups[heads[int(chances.argmax())]].append(key)
        else:
            groups[key] = [key]
    return [groups[k] for k in sorted(groups, key=lambda k: (-weight[k], k))]


def _joined(
    keys: Iterable[str], events: Sequence[Event], material: Material
) -> Iterator[tuple[str, str]]:
    """Yield the events that sentences of who stands where tell, of those that the brief has: they make none of their own."""
    for key in keys:
        chances = material.ranking.chances(key, [e.sentence for e in events])
        if len(chances) and chances.max() >= ONE:
            yield key, events[int(chances.argmax())].id


def _event(group: Sequence[str], material: Material, period: Period) -> Event:
    head = material.readings[group[0]]
    telling = {*material.ranking.near(group[0], LIKELY), *group}
    sources = {material.readings[k].sentence.source for k in telling}
    articles = tuple(sorted(sources, key=lambda s: int(s[1:])))
    title, source = _title(group[0], articles, material)
    return Event(
        id=f"event-{head.sentence.sha256[:10]}",
        sentence=group[0],
        title=title,
        title_source=source,
        date=_day(group[0], material, period),
        articles=articles,
        origins=len({material.origins[a] for a in articles}),
    )


def _title(
    sentence: str, articles: Sequence[str], material: Material
) -> tuple[str | None, str | None]:
    """Return the headline that is most like the sentence of an event, and its source; none out of an opinion or a question."""
    ranking = material.ranking
    place, columns = ranking.place[sentence], ranking.columns
    likeness = ranking.likeness
    like = np.asarray((likeness.words[place] @ likeness.titles.T).todense())[0]
    named = {a.id: a for a in material.articles if a.id in articles and a.title}
    firsts = np.flatnonzero(columns.place == 0).tolist()
    number = {
        material.readings[columns.ids[n]].sentence.source: int(columns.article[n]) for n in firsts
    }
    fit = [
        (round(float(like[number[key]]), 6), content_key(article.document), key)
        for key, article in named.items()
        if key in number and _is_headline(article)
    ]
    best = max(fit, default=(0.0, "", ""))
    return (named[best[2]].title, best[2]) if best[0] >= TITLED else (None, None)


def _day(sentence: str, material: Material, period: Period) -> str | None:
    """Return the day of an event: the first that its sentence names, where that is in the period or behind it."""
    dates = material.readings[sentence].dates
    day = next((d.date for d in dates if d.precision == "day"), None)
    return day if day and (period.start is None or day >= period.start) else None


# Headlines ---------------------------------------------------------------------------------------


def find_headlines(
    events: Iterable[Event], material: Material, period: Period, as_of: str
) -> tuple[DayHeadline, ...]:
    """Return at most one headline a day of the period, by the day its article appeared.

    It is that of the day's most important event; on a day without one, of the report whose best sentence matters most.
    One headline alone is no course of things, nor are those of more days than a month has: then there is none.
    """
    first, last = period.start or as_of, min(period.end or as_of, as_of)
    if (span_of(last)[1] - span_of(first)[0]).days >= LONGEST:
        return ()
    published = {
        a.id: a.published.date
        for a in material.articles
        if a.published.date and a.published.precision == "day" and _is_headline(a)
    }
    told = (event.title_source for event in events if event.title_source)
    found: dict[str, str] = {}
    for source in (*told, *_by_best_sentence(material)):
        day = published.get(source)
        if day and first <= day <= last:
            found.setdefault(day, source)
    days = sorted(found) if len(found) > 1 else ()
    return tuple(DayHeadline(date=day, source=found[day]) for day in days)


def _is_headline(article: Article) -> bool:
    """Return whether an article is a report whose title tells news."""
    return (
        bool(article.title)
        and tells_news(article.title or "")
        and kind_of(article).kind == "report"
    )


def _by_best_sentence(material: Material) -> tuple[str, ...]:
    """Return the ids of the articles, the one whose best sentence matters most first."""
    odds = material.ranking.odds
    ranked = sorted(material.ranking.place, key=lambda k: (-odds[k], k))
    return tuple(dict.fromkeys(material.readings[k].sentence.source for k in ranked))


# Ahead -------------------------------------------------------------------------------------------


def is_ahead(day: Dated, text: str, as_of: str) -> bool:
    """Return whether a sentence names a day after the cut-off as one on which something is to happen."""
    if span_of(day.date)[0].isoformat() <= as_of:
        return False
    unreal = _UNREAL.search(text[: max(0, text.find(day.raw))])
    return not unreal and says_when(day, text)


def find_ahead(material: Material, as_of: str) -> tuple[TimelineEntry, ...]:
    """Return what is announced for days after the cut-off, earliest first: an event a line, the most important kept."""
    days = {}
    for key in material.printable:
        reading = material.readings[key]
        later = next((d for d in reading.dates if is_ahead(d, reading.sentence.text, as_of)), None)
        if not later or key not in material.told_once or key not in material.ranking.place:
            continue
        if reading.attribution.status == "forecast" or _PLANNED.search(reading.sentence.text):
            days[key] = later
    odds = material.ranking.odds
    lines: dict[str, list[str]] = {}
    for key in sorted(days, key=lambda k: (-odds[k], k))[: 3 * AHEAD]:
        told = [k for k in lines if days[k].date == days[key].date]
        chances = material.ranking.chances(key, told)
        if told and chances.max() >= LIKELY:
            lines[told[int(chances.argmax())]].append(key)
        elif len(lines) < AHEAD:
            lines[key] = []
    entries = (
        TimelineEntry(
            date=days[k].date,
            precision=days[k].precision,
            raw=days[k].raw,
            sentence=k,
            also=tuple(sorted(also)),
        )
        for k, also in lines.items()
    )
    return tuple(sorted(entries, key=lambda e: (span_of(e.date)[0], len(e.date), e.sentence)))
