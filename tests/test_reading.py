"""The executive page and the public's as sheets of paper: one each in both styles and sizes, full, and readable in a crowded week."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from builders import document
from looking import (
    POINTS_A_MM,
    longest_white,
    page_texts,
    runs,
    sheets,
)
from told import told

from briefgen.brief.build import build_brief
from briefgen.model import Brief
from briefgen.model.text import count_words
from briefgen.profile.load import parse_profile
from briefgen.rendering import RenderOptions, render_one

STYLES, PAPERS = ("bulletin", "folio"), ("A4", "Letter")


@pytest.fixture(scope="module", params=["samples", "edition"])
def brief(request: pytest.FixtureRequest) -> Brief:
    """Return the samples' brief, and the second edition of a series."""
    return told(request.param)


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
