"""The briefs that pages are held against: the samples, an edition of a small series, three real weeks, and one of them in a series."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from builders import ROOT

from briefgen.brief.build import build_brief
from briefgen.model import Brief, DayHeadline, Edition, History, Occasion, TimelineEntry
from briefgen.model.frozen import load_brief
from briefgen.profile.load import parse_profile
from briefgen.rendering.kit.samples import full_brief
from briefgen.series.editions import window_of
from briefgen.series.make import in_series
from briefgen.sources.readers import read_sources

WEEKS = ROOT.parent / "shared" / "data" / "weeks"
LABELLED = ("syria-2013-08-26", "iran-2020-01-06", "libya-2012-09-10")
"""Weeks of real news, where they are; the first is told again as the edition of a series."""
TOLD = ("samples", "edition", *LABELLED, "series")
URL = "https://example.org/news/{}"


def told(name: str) -> Brief:
    """Return the brief of a name in `TOLD`."""
    if name == "samples":
        return dressed(load_brief(ROOT / "tests" / "golden" / "seeds.json"))
    return dressed(full_brief()) if name == "edition" else labelled(name)


def dressed(brief: Brief) -> Brief:
    """Return a brief whose sources have publishers and addresses, with headlines and a date ahead."""
    names = ("CNN (Web News)", "Alda Courier", "New York Times - News")
    sources = tuple(
        replace(s, publisher=s.publisher or names[n % 3], url=URL.format(s.id))
        for n, s in enumerate(brief.sources)
    )
    days: dict[str, str] = {}
    for source in sources:
        published = source.published.date
        if published and published.count("-") == 2 and source.title:
            days.setdefault(published, source.id)
    last = list(brief.sentences)[-1]
    ahead = TimelineEntry(date="2026-12-24", precision="day", raw="x", sentence=last, also=())
    headlines = tuple(DayHeadline(date=d, source=s) for d, s in sorted(days.items()))
    return replace(
        brief,
        sources=sources,
        headlines=headlines[-7:],
        ahead=(ahead,),
        marking="TLP:CLEAR",
    )


@cache
def labelled(name: str) -> Brief:
    """Return the brief of a labelled week under its plain profile; "series" is the first as an edition of one."""
    week = WEEKS / f"{LABELLED[0] if name == 'series' else name}.jsonl"
    if not week.is_file():
        pytest.skip("the labelled weeks of ../shared are not here")
    gold = json.loads(week.with_suffix(".gold.json").read_text(encoding="utf-8"))
    given = gold["profile"]
    themes = [{k: t[k] for k in ("id", "name", "keywords")} for t in given["themes"]]
    questions = [{"text": text} for text in given["questions"]]
    profile = parse_profile(
        {"title": given["title"], "themes": themes, "questions": questions}, week.name
    )
    window = window_of("week", gold["as_of"])
    occasion = Occasion(window=window)
    if name == "series":
        edition = Edition(number=2, window=window, as_of=gold["as_of"])
        before = replace(labelled(LABELLED[0]), edition=1)
        occasion = Occasion(window=window, edition=edition, history=History(recent=(before,)))
    documents, skipped = read_sources([week])
    brief = build_brief(documents, profile, as_of=gold["as_of"], occasion=occasion, skipped=skipped)
    return in_series(brief, occasion) if name == "series" else brief
