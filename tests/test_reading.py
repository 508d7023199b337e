"""What a reader meets on the executive page and the public's: who says it and when, plain words, nothing about nothing.

The samples and an edition of a series stand for all briefs; the pages are the printed ones' and the web page's templates.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from builders import ROOT, document
from looking import (
    ABSENCES,
    CODES,
    POINTS_A_MM,
    WORKSHOP,
    fold,
    page_texts,
    pictures,
    quoted,
    runs,
    said_without_quotes,
    sections,
    sheets,
)

from briefgen.brief.build import build_brief
from briefgen.model import Brief, DayHeadline, Edition, History, Occasion, TimelineEntry
from briefgen.model.frozen import load_brief
from briefgen.model.text import count_words
from briefgen.profile.load import parse_profile
from briefgen.rendering import RenderOptions, render_one
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.environment import render_template
from briefgen.rendering.kit.samples import full_brief
from briefgen.rendering.pages.citing import name_of, source_of
from briefgen.rendering.pages.context import make_context
from briefgen.rendering.pages.executive import choose_executive
from briefgen.rendering.pages.public import choose_public
from briefgen.rendering.pages.stands import contested
from briefgen.series.editions import window_of
from briefgen.series.make import in_series
from briefgen.sources.readers import read_sources

STYLES, PAPERS = ("bulletin", "folio"), ("A4", "Letter")
PRODUCTS = ("executive/page.html", "public/page.html", "public/web.html")
ANALYST = ("analyst/page.html", "analyst/web.html")
WEEKS = ROOT.parent / "shared" / "data" / "weeks"
LABELLED = ("syria-2013-08-26", "iran-2020-01-06", "libya-2012-09-10")
"""Weeks of real news, where they are; one of them is told again as the edition of a series."""
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


@cache
def labelled(name: str) -> Brief:
    """Return the brief of a labelled week under its plain profile; "series" is the first as an edition of one."""
    week = WEEKS / f"{LABELLED[0] if name == 'series' else name}.jsonl"
    if not week.is_file():
        pytest.skip("the labelled weeks of ../shared are not here")
    gold = json.loads(week.with_suffix(".gold.json").read_text(encoding="utf-8"))
    themes = [{k: t[k] for k in ("id", "name", "keywords")} for t in gold["profile"]["themes"]]
    profile = parse_profile({"title": gold["profile"]["title"], "themes": themes}, week.name)
    window = window_of("week", gold["as_of"])
    occasion = Occasion(window=window)
    if name == "series":
        edition = Edition(number=2, window=window, as_of=gold["as_of"])
        before = replace(labelled(LABELLED[0]), edition=1)
        occasion = Occasion(window=window, edition=edition, history=History(recent=(before,)))
    documents, skipped = read_sources([week])
    brief = build_brief(documents, profile, as_of=gold["as_of"], occasion=occasion, skipped=skipped)
    return in_series(brief, occasion) if name == "series" else brief


@pytest.fixture(scope="module", params=["samples", "edition", *LABELLED, "series"])
def told(request: pytest.FixtureRequest) -> Brief:
    """Return the samples' brief, an edition of a small series, three real weeks, and one of them in a series."""
    if request.param == "samples":
        return dressed(load_brief(ROOT / "tests" / "golden" / "seeds.json"))
    return dressed(full_brief()) if request.param == "edition" else labelled(request.param)


def markup(brief: Brief, product: str) -> str:
    """Return the markup of a product."""
    audience = product.split("/", maxsplit=1)[0]
    web = product.endswith("web.html")
    context = make_context(brief, audience, RenderOptions())
    context |= {"web": web, "style": "", "policy": "", "scale": 1.0, "air": 0.0, "script": ""}
    context |= {"web_page": "brief.html", "proof_page": "proof.html"}
    return render_template(product, context)


@pytest.fixture(params=PRODUCTS)
def page(told: Brief, request: pytest.FixtureRequest) -> str:
    """Return the markup of a short product."""
    return markup(told, request.param)


@pytest.mark.parametrize("product", [*PRODUCTS, *ANALYST])
def test_every_sentence_stands_over_its_publisher_its_day_and_a_link_to_it(
    told: Brief, product: str
) -> None:
    brief = told
    found = quoted(markup(told, product))
    assert found
    for sentence in found:
        same = [s for s in brief.sentences.values() if fold(s.text) == sentence.text]
        sources = [source_of(s, brief) for s in same]
        source = next(
            (s for s in sources if any(a.startswith(s.url or "?") for a in sentence.links)), None
        )
        assert source, sentence.text
        assert name_of(source, brief) in sentence.block
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


def test_no_sentence_stands_twice_on_the_analysts_web_page(told: Brief) -> None:
    places = re.findall(r'data-source="(S\d+)" data-start="(\d+)"', markup(told, ANALYST[1]))
    twice = {place: n for place, n in Counter(places).items() if n > 1}
    leaned_on = {
        (told.sentences[p.lead_in].source, str(told.sentences[p.lead_in].start))
        for t in told.themes
        for p in t.denials
        if p.lead_in
    }
    assert not twice.keys() - leaned_on, "but what a denial leans on stands with it in its card"


def test_nobody_is_said_to_stand_where_a_sentence_does_not_name_him(told: Brief) -> None:
    chosen = choose_public(told)
    rows = [*chosen["stands"], *chosen["contested"], *contested(told)]
    for row in rows:
        stand = next(s for s in told.stands if s.sentence == row["sentence"])
        assert stand.who in told.sentences[row["sentence"]].text
        assert row["who"].split()[-1] in told.sentences[row["sentence"]].text or stand.actor


def test_days_after_the_cut_off_stand_among_the_dates_ahead_alone(told: Brief) -> None:
    brief = told
    limits = AUDIENCES["executive"].limits
    assert limits
    for chosen in (choose_executive(brief, limits), choose_public(brief)):
        assert all(day["date"] <= brief.as_of for day in chosen["week"])
        assert all(entry["date"] > brief.as_of for entry in chosen["ahead"])
        if brief.period.start and brief.period.kind != "sources":
            assert all(day["date"] >= brief.period.start for day in chosen["week"])


def test_the_headline_is_of_the_bottom_line_or_of_the_last_two_days(told: Brief) -> None:
    brief = told
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
    assert longest_white(paper / name) < 1 / 3


def longest_white(pdf: Path) -> float:
    """Return how much of a page's height the longest stretch without ink takes."""
    (picture,) = pictures(pdf, 36, grey=True)
    ground = picture.getpixel((1, 1))
    rows = [
        min(picture.crop((0, y, picture.width, y + 1)).tobytes()) < ground - 40
        for y in range(picture.height)
    ]
    runs_of_white = re.split("1", "".join("01"[row] for row in rows))
    return max((len(run) for run in runs_of_white), default=0) / picture.height


def test_red_is_for_denials_alone() -> None:
    sheets_of_style = ("executive/style.css", "public/style.css", "public/web.css")
    for name in (*sheets_of_style, "analyst/style.css", "analyst/web.css"):
        sheet = (ROOT / "templates" / name).read_text(encoding="utf-8")
        for rule in re.findall(r"([^{}]+)\{[^{}]*var\(--deny\)[^{}]*\}", sheet):
            assert re.search(r"counter|deny|denied|denial", rule)


# A crowded week ----------------------------------------------------------------------------------

NAMES = {
    "short": "AP",
    "long": "The Very Long Established Daily Gazette of the Northern Provinces and Isles",
}
"""What publishers are called: two letters, or more than a line of a narrow column."""


@cache
def crowded() -> Brief:
    """Return a brief of 150 articles in which nobody denies anything, no figures differ and nothing is asked."""
    texts = [
        document(
            f"Ferry line {n} stops\n\nThe harbour office of Port {n} said on {1 + n % 7} March 2026 that the ferry line {n} stopped "
            f"because of ice. Crews of the line waited on the pier, and the office asked passengers to stay at home.\n\n"
            f"Line {n} will sail again when the ice is gone, the office of Port {n} announced.\n",
            f"{n:03}.txt", title=f"Ferry line {n} stops at Port {n}", publisher=f"Gazette {n % 12}",
            date=f"2026-03-0{1 + n % 7}", url=f"https://example.org/{n}",
        )
        for n in range(150)
    ]  # fmt: skip
    return build_brief(
        texts, parse_profile({"title": "Ferries"}, "briefgen.toml"), as_of="2026-03-08"
    )


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize(("style", "size"), [(s, p) for s in STYLES for p in PAPERS])
def test_150_articles_make_one_executive_page_that_can_be_read(
    style: str, size: str, names: str, tmp_path: Path
) -> None:
    brief = crowded()
    called = tuple(replace(s, publisher=f"{NAMES[names]} {s.id}") for s in brief.sources)
    brief = replace(brief, sources=called, appearance=replace(brief.appearance, style=style))
    pdf = tmp_path / "executive.pdf"
    pdf.write_bytes(render_one(brief, "executive", "pdf", RenderOptions(paper=size)).content)
    assert len(sheets(pdf)) == 1
    assert count_words(" ".join(page_texts(pdf))) <= 720
    assert min(run.size for run in runs(pdf)) >= 7.5
    assert longest_white(pdf) < 1 / 3
    (sheet,) = sheets(pdf)
    assert max(word.bottom for word in sheet.words) < sheet.height - 8 * POINTS_A_MM
