"""What a reader meets on the executive page and the public's: who says it and when, plain words, nothing about nothing.

The samples and an edition of a series stand for all briefs; the pages are the printed ones' and the web page's templates.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import ROOT
from looking import (
    ABSENCES,
    CODES,
    WORKSHOP,
    page_texts,
    pictures,
    quoted,
    runs,
    said_without_quotes,
    sections,
    sheets,
)

from briefgen.model import Brief, DayHeadline, TimelineEntry
from briefgen.model.frozen import load_brief
from briefgen.model.text import count_words
from briefgen.rendering import RenderOptions, render_one
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.environment import render_template
from briefgen.rendering.kit.samples import full_brief
from briefgen.rendering.pages.citing import name_of, source_of
from briefgen.rendering.pages.context import make_context
from briefgen.rendering.pages.executive import choose_executive
from briefgen.rendering.pages.public import choose_public

STYLES, PAPERS = ("bulletin", "folio"), ("A4", "Letter")
PRODUCTS = ("executive/page.html", "public/page.html", "public/web.html")
URL = "https://example.org/news/{}"


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


@pytest.fixture(scope="module", params=["samples", "edition"])
def brief(request: pytest.FixtureRequest) -> Brief:
    """Return the samples' brief, and the second edition of a series."""
    samples = load_brief(ROOT / "tests" / "golden" / "seeds.json")
    return dressed(samples if request.param == "samples" else full_brief())


@pytest.fixture(params=PRODUCTS)
def page(brief: Brief, request: pytest.FixtureRequest) -> str:
    """Return the markup of a product."""
    audience = request.param.split("/")[0]
    web = request.param.endswith("web.html")
    context = make_context(brief, audience, RenderOptions())
    context |= {"web": web, "style": "", "policy": "", "scale": 1.0, "air": 0.0}
    return render_template(request.param, context)


def test_every_sentence_stands_over_its_publisher_its_day_and_a_link_to_it(
    brief: Brief, page: str
) -> None:
    found = quoted(page)
    assert found
    for sentence in found:
        held = next(s for s in brief.sentences.values() if s.text == sentence.text)
        source = source_of(held, brief)
        assert name_of(source, brief) in sentence.block
        assert source.url
        assert any(link.startswith(source.url) for link in sentence.links)
        if source.published.date:
            assert source.published.date[:4] in sentence.block or re.search(
                r"\d [A-Z][a-z]{2}\b", sentence.block
            )


def test_no_codes_and_no_words_of_the_workshop_are_printed(page: str) -> None:
    said = said_without_quotes(page)
    assert not CODES.findall(said)
    assert not WORKSHOP.findall(said)


def test_no_section_is_about_nothing(page: str) -> None:
    assert not ABSENCES.findall(said_without_quotes(page))
    assert all(len(said) > 20 for said in sections(page))


def test_no_sentence_stands_twice(page: str) -> None:
    twice = {text: n for text, n in Counter(q.text for q in quoted(page)).items() if n > 1}
    assert not twice


def test_days_after_the_cut_off_stand_among_the_dates_ahead_alone(brief: Brief) -> None:
    limits = AUDIENCES["executive"].limits
    assert limits
    for chosen in (choose_executive(brief, limits), choose_public(brief)):
        assert all(day["date"] <= brief.as_of for day in chosen["week"])
        assert all(entry["date"] > brief.as_of for entry in chosen["ahead"])
        if brief.period.start and brief.period.kind != "sources":
            assert all(day["date"] >= brief.period.start for day in chosen["week"])


def test_the_headline_is_of_the_bottom_line_or_of_the_last_two_days(brief: Brief) -> None:
    page = choose_public(brief)
    if page["headline_source"] is None:
        return
    source = next(s for s in brief.sources if s.id == page["headline_source"])
    top = page["bullets"][0]["sentence"]
    reports = {
        brief.sentences[k].source for k in (top, *brief.evidence[top].also) if k in brief.sentences
    }
    end, day = brief.period.end or brief.as_of, source.published.date or brief.as_of
    if end.count("-") == day.count("-") == 2:
        late = (date.fromisoformat(end) - date.fromisoformat(day)).days < 2
        assert source.id in reports or late


# On paper ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[(s, p) for s in STYLES for p in PAPERS], ids="-".join)
def paper(
    brief: Brief, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a folder with both PDFs in a style on a paper."""
    style, size = request.param
    styled = replace(brief, appearance=replace(brief.appearance, style=style))
    folder = tmp_path_factory.mktemp("reading")
    for audience in ("executive", "public"):
        made = render_one(styled, audience, "pdf", RenderOptions(paper=size))
        (folder / made.name).write_bytes(made.content)
    return folder


@pytest.mark.parametrize(("name", "most"), [("executive.pdf", 720), ("public.pdf", 600)])
def test_it_is_one_page_of_few_words_in_type_that_can_be_read(
    paper: Path, name: str, most: int
) -> None:
    pdf = paper / name
    assert len(sheets(pdf)) == 1
    assert count_words(" ".join(page_texts(pdf))) <= most
    assert min(run.size for run in runs(pdf)) >= 7.5


@pytest.mark.parametrize("name", ["executive.pdf", "public.pdf"])
def test_no_third_of_the_page_is_white(paper: Path, name: str) -> None:
    (picture,) = pictures(paper / name, 36, grey=True)
    ground = picture.getpixel((1, 1))
    rows = [
        min(picture.crop((0, y, picture.width, y + 1)).tobytes()) < ground - 40
        for y in range(picture.height)
    ]
    longest = max(
        (len(run) for run in re.split("1", "".join("01"[row] for row in rows))), default=0
    )
    assert longest < picture.height / 3


def test_red_is_for_denials_alone(brief: Brief) -> None:
    for name in ("executive/style.css", "public/style.css", "public/web.css"):
        sheet = (ROOT / "templates" / name).read_text(encoding="utf-8")
        for rule in re.findall(r"([^{}]+)\{[^{}]*var\(--deny\)[^{}]*\}", sheet):
            assert re.search(r"counter|deny|denied", rule)
