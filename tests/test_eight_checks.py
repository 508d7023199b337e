"""What every product keeps to, whatever brief it shows: who says it and when, plain words, nothing about nothing, few pages.

The samples, an edition of a series, three real weeks and one of them in a series stand for all briefs. What a page would
print before it is fitted onto its sheet is read as markup; files are looked at as their readers get them.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from builders import ROOT
from looking import (
    ABSENCES,
    CODES,
    POINTS_A_MM,
    WORKSHOP,
    Quoted,
    axe_script,
    fold,
    longest_white,
    page_texts,
    quoted,
    runs,
    said_without_quotes,
    sections,
    sheets,
    shows,
    whole_text,
)
from told import TOLD, told

from briefgen.model import Brief
from briefgen.model.text import count_words
from briefgen.rendering import RenderOptions, render_one
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.environment import render_template
from briefgen.rendering.pages.citing import address_of, day_of, name_of, source_of
from briefgen.rendering.pages.context import make_context
from briefgen.rendering.pages.executive import choose_executive
from briefgen.rendering.pages.inside import choose_inside
from briefgen.rendering.pages.mail import choose_mail, headline, subject_of
from briefgen.rendering.pages.public import choose_public
from briefgen.rendering.pages.stands import contested

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHORT = ("executive/page.html", "public/page.html", "public/web.html", "email/page.html")
ANALYST = ("analyst/page.html", "analyst/web.html")
PDFS = {"executive.pdf": "executive", "public.pdf": "public", "analyst.pdf": "analyst"}
SCREENS = ("public.html", "brief.html", "email.html")
SHORTEST = 12
"""Characters of a section that says something: one person with an office."""
EDGE = 5
"""Millimetres at a sheet's edge where printers do not print."""
PHONE = {"width": 390, "height": 844}
SIZES = """() => { const found = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) { const e = node.parentElement;
    if (node.data.trim() && e.getClientRects().length && !e.closest("svg, script, style, .skip, .preheader"))
      found.push([parseFloat(getComputedStyle(e).fontSize), node.data.trim().slice(0, 40)]); }
  return found; }"""


@dataclass
class Products:
    """A brief with its pages as markup and as files."""

    brief: Brief
    folder: Path
    _markups: dict[str, str] = field(default_factory=dict)

    def markup(self, product: str) -> str:
        """Return the markup of a product, made when it is first asked for; a mail's is its file."""
        if product not in self._markups:
            self._markups[product] = self._make_markup(product)
        return self._markups[product]

    def _make_markup(self, product: str) -> str:
        if product == "email/page.html":
            return self.file("email.html").read_text("utf-8")
        audience = product.split("/", maxsplit=1)[0]
        context = make_context(self.brief, audience, RenderOptions())
        context |= {"web": product.endswith("web.html"), "scale": 1.0, "air": 0.0}
        context |= dict.fromkeys(("style", "policy", "script"), "")
        context |= {"web_page": "brief.html", "proof_page": "proof.html"}
        return render_template(product, context)

    def file(self, name: str) -> Path:
        """Return the path of a product, made when it is first asked for."""
        path = self.folder / name
        if not path.exists():
            audience, kind = {
                "email.html": ("email", "mail"), "email.txt": ("email", "text"),
                "brief.html": ("analyst", "html"), "public.html": ("public", "html"),
            }.get(name, (name.removesuffix(".pdf"), "pdf"))  # fmt: skip
            path.write_bytes(render_one(self.brief, audience, kind, RenderOptions()).content)
        return path

    @cached_property
    def executive(self) -> dict[str, Any]:
        limits = AUDIENCES["executive"].limits
        assert limits
        return choose_executive(self.brief, limits)

    @cached_property
    def inside(self) -> dict[str, Any]:
        return choose_inside(self.brief, self.executive)

    @cached_property
    def mail(self) -> dict[str, Any]:
        limits = AUDIENCES["email"].limits
        assert limits
        return choose_mail(self.brief, limits)

    def source_of(self, sentence: Quoted) -> Any:
        """Return the source of a quoted sentence to which a link of its block leads, if there is one."""
        same = [s for s in self.brief.sentences.values() if fold(s.text) == sentence.text]
        sources = [source_of(s, self.brief) for s in same]
        return next(
            (s for s in sources if any(a.startswith(s.url or "?") for a in sentence.links)), None
        )


@pytest.fixture(scope="module", params=TOLD)
def it(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Products:
    return Products(told(request.param), tmp_path_factory.mktemp(request.param))


# 1. Who says it, and when ------------------------------------------------------------------------


@pytest.mark.parametrize("product", [*SHORT, *ANALYST])
def test_every_sentence_stands_with_its_publisher_its_day_and_a_link_to_it(
    it: Products, product: str
) -> None:
    found = quoted(it.markup(product))
    assert found
    for sentence in found:
        source = it.source_of(sentence)
        assert source, sentence.text
        assert name_of(source, it.brief) in sentence.block
        assert fold(day_of(source, it.brief)) in sentence.block


@pytest.mark.parametrize("name", PDFS)
def test_paper_links_to_the_article_of_every_sentence_and_to_the_very_sentence_of_every_point(
    it: Products, name: str
) -> None:
    brief, pdf = it.brief, it.file(name)
    links = links_of(pdf)
    printed = [s for s in brief.sentences.values() if len(s.text) > 60 and shows(pdf, s.text)]
    assert printed
    points = {p.sentence for p in (*brief.key_points, brief.bottom_line) if p}
    bare = {link.partition("#")[0] for link in links}
    for text in {s.text for s in printed}:  # a reprint has the same sentence
        same = [s for s in printed if s.text == text]
        assert {(source_of(s, brief).url or "").partition("#")[0] for s in same} & bare, text
        if {s.id for s in same} & points:
            assert {address_of(s, source_of(s, brief)) for s in same} & links, text


def links_of(pdf: Path) -> set[str]:
    """Return the web addresses to which a PDF leads."""
    notes = [
        a.get_object() for page in pypdf.PdfReader(pdf).pages for a in page.get("/Annots") or []
    ]
    return {str(a["/A"]["/URI"]) for a in notes if "/URI" in a.get("/A", {})}


def test_a_mails_text_names_publisher_and_day_under_each_sentence_and_links_on_a_line_of_its_own(
    it: Products,
) -> None:
    lines = it.file("email.txt").read_text("utf-8").splitlines()
    blocks = "\n".join(re.sub(r"^ *\| ?", "", line) for line in lines).split("\n\n")
    said = [q.text for q in quoted(it.markup("email/page.html"))]
    for text in said:
        block = next(b for b in blocks if text in fold(b))
        same = [s for s in it.brief.sentences.values() if fold(s.text) == text]
        sources = [source_of(s, it.brief) for s in same]
        assert any(
            name_of(s, it.brief) in fold(block) and fold(day_of(s, it.brief)) in fold(block)
            for s in sources
        )
        links = [line.strip() for line in block.splitlines() if "http" in line]
        assert len(links) == 1
        assert re.fullmatch(r"https?://\S+", links[0])


# 2. Plain words ----------------------------------------------------------------------------------


@pytest.mark.parametrize("product", SHORT)
def test_no_codes_and_no_words_of_the_workshop_are_printed(it: Products, product: str) -> None:
    said = said_without_quotes(it.markup(product))
    assert CODES.findall(said) + WORKSHOP.findall(said) == []


def test_a_mails_text_has_no_codes_and_no_words_of_the_workshop(it: Products) -> None:
    said = fold(re.sub(r"\n *\| ?", " ", it.file("email.txt").read_text("utf-8")))
    for sentence in quoted(it.markup("email/page.html")):
        said = said.replace(sentence.text, "")
    said = re.sub(r"https?://\S+", "", said)
    assert CODES.findall(said) + WORKSHOP.findall(said) == []


@pytest.mark.parametrize("product", ANALYST)
def test_codes_stand_in_no_page_of_the_analysts_either(it: Products, product: str) -> None:
    assert CODES.findall(said_without_quotes(it.markup(product))) == []


# 3. Nothing about nothing ------------------------------------------------------------------------


@pytest.mark.parametrize("product", [*SHORT, *ANALYST])
def test_no_section_is_about_nothing(it: Products, product: str) -> None:
    page = it.markup(product)
    assert ABSENCES.findall(said_without_quotes(page)) == []
    assert [said for said in sections(page) if len(said) <= SHORTEST] == []


# 4. Days -----------------------------------------------------------------------------------------


def test_days_after_the_cut_off_stand_among_the_dates_ahead_alone(it: Products) -> None:
    brief = it.brief
    ahead = [
        e
        for page in (it.executive, it.inside, it.mail, choose_public(brief))
        for e in page["ahead"]
    ]
    assert [e["date"] for e in ahead if e["date"] <= brief.as_of] == []
    days = [*it.executive["week"], *choose_public(brief)["week"], *it.inside["days"]]
    assert [d["date"] for d in days if d["date"] > brief.as_of] == []
    if brief.period.start and brief.period.kind != "sources":
        assert [d["date"] for d in days if d["date"] < brief.period.start] == []


# 5. The headline ---------------------------------------------------------------------------------


def test_the_headline_is_of_the_bottom_line_or_of_the_last_two_days(it: Products) -> None:
    page = choose_public(it.brief)
    if page["headline_source"]:
        assert _is_of_the_top_or_late(
            page["headline_source"], page["bullets"][0]["sentence"], it.brief
        )


def test_a_mails_subject_is_the_headline_of_its_bottom_line_or_its_words_and_never_the_briefs_title(
    it: Products,
) -> None:
    brief, subject = it.brief, subject_of(it.brief).removeprefix("Corrected: ")
    assert brief.title not in subject
    found, bottom = headline(brief), it.mail["bottom_line"]
    text = found["text"] if found else brief.sentences[bottom["sentence"]].text
    assert text.startswith(subject.removesuffix("…"))
    if found and found["publisher"]:
        titled = [s.id for s in brief.sources if s.title == found["text"]]
        assert any(_is_of_the_top_or_late(s, bottom["sentence"], brief) for s in titled)


def _is_of_the_top_or_late(source_id: str, top: str, brief: Brief) -> bool:
    evidence = brief.evidence[top]
    event = next((e for e in brief.events if e.id == evidence.event), None)
    reports = {brief.sentences[k].source for k in (top, *evidence.also) if k in brief.sentences}
    source = brief.sources[int(source_id[1:]) - 1]
    end, day = brief.period.end or brief.as_of, source.published.date or brief.as_of
    if source_id in reports or (event and source_id == event.title_source):
        return True
    whole = end.count("-") == day.count("-") == 2
    return not whole or (date.fromisoformat(end) - date.fromisoformat(day)).days < 2


# 6. Colour and type ------------------------------------------------------------------------------


def test_red_is_for_denials_alone() -> None:
    for sheet in ROOT.glob("templates/*/*.css"):
        for rule in re.findall(r"([^{}]+)\{[^{}]*var\(--deny\)[^{}]*\}", sheet.read_text("utf-8")):
            assert re.search(r"counter|deny|denied|denial", rule), sheet.name


@pytest.mark.parametrize("name", PDFS)
def test_no_type_on_paper_is_smaller_than_7_and_a_half_points(it: Products, name: str) -> None:
    assert [r for r in runs(it.file(name)) if r.size < 7.5] == []


@pytest.mark.parametrize("name", SCREENS)
def test_on_a_phone_no_type_is_small_nothing_scrolls_sideways_and_axe_finds_nothing(
    it: Products, browser: Browser, name: str
) -> None:
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport=PHONE, color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(it.file(name).as_uri())
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        small = (
            10 if name == "brief.html" else 14
        )  # the small day, behind a weekday, is no type of its own
        assert [words for size, words in page.evaluate(SIZES) if size < small - 0.01] == []
        page.evaluate(axe_script())
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:90]) for v in found] == []
        page.close()


# 7. How much -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "most"), [("executive.pdf", 720), ("public.pdf", 600)])
def test_the_short_pages_are_one_sheet_of_few_words(it: Products, name: str, most: int) -> None:
    assert len(sheets(it.file(name))) == 1
    assert count_words(" ".join(page_texts(it.file(name)))) <= most
    (sheet,) = sheets(it.file(name))
    assert max(word.bottom for word in sheet.words) < sheet.height - EDGE * POINTS_A_MM


@pytest.mark.parametrize("name", ["executive.pdf", "public.pdf"])
def test_no_third_of_a_short_page_is_white(it: Products, name: str) -> None:
    assert longest_white(it.file(name)) < 1 / 3


def test_the_analysts_pages_are_few(it: Products) -> None:
    assert 2 <= len(sheets(it.file("analyst.pdf"))) <= 10
    assert count_words(whole_text(it.file("analyst.pdf"))) <= 4500


@pytest.mark.parametrize(
    ("name", "screens", "size"), [("brief.html", 12, 400), ("public.html", 8, 150)]
)
def test_web_pages_are_short_and_small(
    it: Products, browser: Browser, name: str, screens: int, size: int
) -> None:
    assert it.file(name).stat().st_size <= size * 1024
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    page.goto(it.file(name).as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= screens * PHONE["height"]
    if name == "public.html":
        assert count_words(page.evaluate("document.body.innerText")) <= 1000
    page.close()


def test_a_mail_is_small_and_short(it: Products) -> None:
    assert it.file("email.html").stat().st_size <= 80 * 1024
    text = re.sub(r"https?://\S+", "", it.file("email.txt").read_text("utf-8"))
    assert count_words(text) <= 300


# 8. Nothing twice --------------------------------------------------------------------------------


@pytest.mark.parametrize("product", SHORT)
def test_no_sentence_stands_twice(it: Products, product: str) -> None:
    twice = {
        text: n for text, n in Counter(q.text for q in quoted(it.markup(product))).items() if n > 1
    }
    assert twice == {}


@pytest.mark.parametrize("product", ANALYST)
def test_no_sentence_stands_twice_in_the_evidence(it: Products, product: str) -> None:
    """The first page and a sentence's own card are excepted, and what a denial leans on stands with it."""
    page = it.markup(product)
    behind = page if product.endswith("web.html") else page[page.index('<div class="inside">') :]
    places = re.findall(r'data-source="(S\d+)" data-start="(\d+)"', behind)
    twice = {place for place, n in Counter(places).items() if n > 1}
    leads = [p.lead_in for t in it.brief.themes for p in t.denials if p.lead_in]
    leaned_on = {(it.brief.sentences[k].source, str(it.brief.sentences[k].start)) for k in leads}
    assert twice - leaned_on == set()


def test_a_mail_has_a_link_for_each_of_its_sentences(it: Products) -> None:
    page = it.markup("email/page.html")
    links = [html.unescape(a) for a in re.findall(r'<a[^>]*href="([^"]+)"', page)]
    assert len([a for a in links if ":~:text=" in a or a.startswith("http")]) >= len(quoted(page))


# Names -------------------------------------------------------------------------------------------


def test_nobody_is_said_to_stand_where_a_sentence_does_not_name_him(it: Products) -> None:
    chosen = choose_public(it.brief)
    for row in [*chosen["stands"], *chosen["contested"], *contested(it.brief)]:
        stand = next(s for s in it.brief.stands if s.sentence == row["sentence"])
        assert stand.who in it.brief.sentences[row["sentence"]].text
        assert row["who"].split()[-1] in it.brief.sentences[row["sentence"]].text or stand.actor


def test_a_map_names_only_places_that_its_page_names(it: Products) -> None:
    for name, page in (("executive", it.executive), ("public", choose_public(it.brief))):
        said = whole_text(it.file(f"{name}.pdf")) if page["map"] else ""
        for found in page["map"]:
            assert [p["name"] for p in found["labels"] if p["name"] not in said] == []
