"""The web page as a reader meets it in a browser: one file, every citation opens its proof."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from looking import (
    around,
    axe_script,
    chromium,
    contrast,
    faults_of_marking,
    fold,
    pictures,
    sheets,
    solid,
    whole_text,
)

from briefgen.model.text import printed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WIDTHS = (360, 768, 1400)
SCHEMES = ("light", "dark")
SMALLEST_TARGET = 24
"""CSS pixels a side of what is to be hit (WCAG 2.2, 2.5.8)."""

VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => window.violations.push(e.violatedDirective));
"""
TOO_FAINT = """
() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(e).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const e = node.parentElement;
    if (!node.data.trim() || e.closest("svg, script, style") || !e.getClientRects().length) continue;
    found.push([node.data.trim().slice(0, 40), parse(getComputedStyle(e).color).slice(0, 3), ground(e)]);
  }
  return found;
}
"""
LONGEST_LINES = """
(boxes) => boxes.map((box) => {
  const lines = {};
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    for (let i = 0; i < node.data.length; i++) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + 1);
      const rect = range.getClientRects()[0];
      if (rect && rect.width) lines[Math.round(rect.bottom / 8)] = (lines[Math.round(rect.bottom / 8)] || 0) + 1;
    }
  }
  return Math.max(0, ...Object.values(lines));
})
"""


@dataclass
class Visit:
    """A page, and what it asked for and said since it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def tree(built: Path) -> dict[str, Any]:
    return json.loads((built / "brief.json").read_bytes())


@pytest.fixture
def visiting(browser: Browser, built: Path) -> Iterator[Visiting]:
    """Return what opens the page at some width, in light or dark, with or without JavaScript."""
    contexts = []

    def visit(*, width: int = 1400, scheme: str = "light", script: bool = True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("console", lambda message: visit.messages.append(message.text))
        visit.page.on("pageerror", lambda error: visit.messages.append(str(error)))
        visit.page.on("dialog", lambda dialog: visit.messages.append(dialog.message))
        visit.page.add_init_script(VIOLATIONS)
        visit.page.goto((built / "brief.html").as_uri())
        return visit

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def page(visiting: Visiting) -> Page:
    return visiting().page


# One file, nothing leaves it ---------------------------------------------------------------------


def test_page_is_at_most_one_and_a_half_megabytes(built: Path) -> None:
    assert (built / "brief.html").stat().st_size <= 1.5e6


@pytest.mark.parametrize("scheme", SCHEMES)
def test_page_asks_for_nothing_and_says_nothing(
    visiting: Visiting, built: Path, scheme: str
) -> None:
    visit = visiting(scheme=scheme)
    page = visit.page
    page.locator("a.cite").first.click()
    page.keyboard.press("Escape")
    page.locator("#filters summary").click()
    page.locator("#filter input").first.uncheck()
    page.locator("nav.contents a").last.click()
    page.wait_for_load_state("networkidle")
    asked = {url for url in visit.requests if not url.startswith("data:")}
    assert {url.partition("#")[0] for url in asked} == {(built / "brief.html").as_uri()}
    assert visit.messages == []


def test_page_lives_under_its_own_content_security_policy(page: Page) -> None:
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "script-src 'sha256-" in policy
    assert "script-src 'unsafe-inline'" not in policy
    page.locator("a.cite").first.click()
    assert page.evaluate("window.violations") == []
    loaded = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').length")
    assert loaded >= 2


def test_policy_stops_a_script_and_a_request_that_found_their_way_in(visiting: Visiting) -> None:
    visit = visiting()
    visit.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.broken = true";
          const picture = new Image();
          picture.src = "http://127.0.0.1:9/leak.png";
          document.body.append(script, picture);
        }"""
    )
    visit.page.wait_for_function("window.violations.length >= 2")
    assert visit.page.evaluate("window.broken") is None
    assert not [url for url in visit.requests if "leak" in url and not_blocked(visit, url)]


def not_blocked(visit: Visit, url: str) -> bool:
    return not any(url in message and "violates" in message for message in visit.messages)


# Citations ---------------------------------------------------------------------------------------


def test_every_link_inside_the_page_leads_somewhere(page: Page) -> None:
    lost = page.evaluate(
        """() => [...document.querySelectorAll("a[href^='#']")]
          .filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1))))
          .map((a) => a.hash)"""
    )
    assert lost == []
    assert page.locator("a.cite").count() > 30


def test_no_id_is_given_twice(page: Page) -> None:
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert sorted(ids) == sorted(set(ids))


def test_every_citation_opens_its_own_sentence_marked_in_its_paragraph(
    page: Page, tree: dict[str, Any]
) -> None:
    names = page.evaluate("[...new Set([...document.links].map((a) => a.hash.slice(1)))]")
    cited = [name.removeprefix("e-") for name in names if name.startswith("e-")]
    assert len(cited) > 10
    for key in cited:
        page.locator(f"a.cite[href='#e-{key}']").first.click()
        sentence = tree["sentences"][key]
        paragraph = paragraph_of(tree, key)
        proof = page.locator("#proof")
        assert proof.is_visible()
        assert proof.locator("mark").all_text_contents() == [sentence["text"]]
        assert solid(paragraph["text"]) in solid(proof.inner_text())
        assert proof.locator("h2").inner_text().startswith(f"{sentence['source']} ")


def test_a_citation_beside_a_sentence_proves_that_sentence(page: Page) -> None:
    pairs = page.evaluate(
        """() => [...document.querySelectorAll(".point")].map((point) => [
          [...point.querySelectorAll(".text q")].at(-1).textContent,
          document.getElementById(point.querySelector("a.cite").hash.slice(1)).textContent])"""
    )
    assert len(pairs) > 20
    assert [(said, proof) for said, proof in pairs if said not in proof] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_escape_closes_the_proof_and_gives_the_focus_back(visiting: Visiting, width: int) -> None:
    page = visiting(width=width).page
    link = page.locator("#points a.cite").nth(2)
    link.click()
    assert page.locator("#proof").is_visible()
    assert in_viewport(page.locator("#proof"))
    assert page.evaluate("document.activeElement.closest('#proof') !== null")
    page.keyboard.press("Escape")
    assert not page.locator("#proof").is_visible()
    assert link.evaluate("(a) => a === document.activeElement")


def test_close_button_closes_the_proof(page: Page) -> None:
    page.locator("a.cite").first.click()
    page.get_by_role("button", name="Close").click()
    assert not page.locator("#proof").is_visible()
    assert page.locator("a.cite").first.evaluate("(a) => a === document.activeElement")


def test_proof_leads_on_to_the_sentence_in_its_source(page: Page) -> None:
    page.locator("#points a.cite").first.click()
    page.locator("#proof a").click()
    assert in_viewport(page.locator("mark:target"))


@pytest.mark.parametrize("width", [360, 1400])
def test_without_javascript_a_citation_leads_to_the_marked_sentence(
    visiting: Visiting, tree: dict[str, Any], width: int
) -> None:
    page = visiting(width=width, script=False).page
    assert not page.locator("#filters").is_visible()
    link = page.locator("#points a.cite").nth(1)
    key = str(link.get_attribute("href")).removeprefix("#e-")
    link.click()
    mark = page.locator("mark:target")
    assert mark.text_content() == tree["sentences"][key]["text"]
    assert in_viewport(mark)
    bar = page.locator(".bar").bounding_box()
    place = mark.bounding_box()
    assert bar is not None
    assert place is not None
    assert place["y"] >= bar["y"] + bar["height"], "the bar covers the sentence"
    other = page.locator("mark:not(:target)").first
    assert ground(mark) != ground(other)


# Filters -----------------------------------------------------------------------------------------


@pytest.fixture
def filters(page: Page) -> Page:
    """Return the page with its filters opened."""
    page.locator("#filters summary").click()
    return page


def test_filters_wait_to_be_opened_and_say_what_they_hide_when_closed(page: Page) -> None:
    assert not page.locator("#filter").is_visible()
    page.locator("#filters summary").click()
    page.locator("input[name=source][value=S2]").uncheck()
    page.locator("#filters summary").click()
    assert "hidden" in page.locator("#filter-status").inner_text()


def test_a_theme_is_hidden_and_shown_again(filters: Page, tree: dict[str, Any]) -> None:
    theme = next(t["id"] for t in tree["themes"] if t["letter"] == "R")
    box = filters.locator(f"input[name=theme][value={theme}]")
    before = shown(filters)
    box.uncheck()
    assert filters.locator(f"[data-theme={theme}]:visible").count() == 0
    assert filters.locator("[data-theme]:visible").count() > 0
    assert filters.locator("#filter-status").inner_text()
    box.check()
    assert shown(filters) == before
    assert filters.locator("#filter-status").inner_text() == ""


def test_a_source_is_hidden_and_shown_again(filters: Page) -> None:
    before = shown(filters)
    box = filters.locator("input[name=source][value=S2]")
    assert filters.locator("[data-from=S2]:visible").count() > 3
    box.uncheck()
    assert filters.locator("[data-from=S2]:visible").count() == 0
    assert filters.locator("[data-from=S4]:visible").count() > 0
    box.check()
    assert shown(filters) == before


def test_theme_and_source_filters_work_together(filters: Page) -> None:
    filters.locator("input[name=theme][value=missile-tests]").uncheck()
    filters.locator("input[name=source][value=S5]").uncheck()
    hidden = "[data-theme=missile-tests]:visible, [data-from=S5]:visible"
    assert filters.locator(hidden).count() == 0
    filters.locator("input[name=theme][value=missile-tests]").check()
    assert filters.locator("[data-theme=missile-tests]:visible").count() > 0
    assert filters.locator("[data-from=S5]:visible").count() == 0


def test_what_a_filter_hides_is_counted_once(filters: Page) -> None:
    filters.locator("input[name=source][value=S1]").uncheck()
    hidden = filters.locator("[data-from=S1]").count()
    assert filters.locator("#filter-status").inner_text().startswith(f"{hidden} item")


def test_a_section_that_a_filter_empties_says_so(filters: Page) -> None:
    for box in filters.locator("input[name=source]").all():
        box.uncheck()
    empty = filters.evaluate(
        """() => [...document.querySelectorAll("#points, #timeline, section.theme")]
          .filter((s) => s.offsetParent && !s.innerText.toLowerCase().includes("hidden"))
          .map((s) => s.id)"""
    )
    assert empty == []


# Keyboard ----------------------------------------------------------------------------------------


def test_first_key_offers_to_skip_to_the_brief(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the brief"
    assert in_viewport(skip)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_filters_and_proofs_work_by_keyboard_alone(page: Page) -> None:
    reach(page, "#filters summary")
    page.keyboard.press("Enter")
    reach(page, "input[name=theme]")
    name = page.locator(":focus").get_attribute("value")
    page.keyboard.press("Space")
    assert page.locator(f"[data-theme={name}]:visible").count() == 0
    page.keyboard.press("Space")
    assert page.locator(f"[data-theme={name}]:visible").count() > 0
    reach(page, "a.cite")
    href = page.locator(":focus").get_attribute("href")
    page.keyboard.press("Enter")
    assert page.locator("#proof").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(":focus").get_attribute("href") == href


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_has_the_focus_can_be_seen(visiting: Visiting, scheme: str) -> None:
    page = visiting(scheme=scheme).page
    for _ in range(30):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth)]; })()"
        )
        assert style[0] != "none"
        assert style[1] >= 2


# At every size -----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_page_never_scrolls_sideways(visiting: Visiting, width: int) -> None:
    page = visiting(width=width).page
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.locator("a.cite").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """(width) => [...document.querySelectorAll("main *, #proof *")]
          .filter((e) => !e.closest(".scroll, svg, .skip") && e.getClientRects().length)
          .filter((e) => e.getBoundingClientRect().right > width + 1)
          .map((e) => e.outerHTML.slice(0, 80))""",
        width,
    )
    assert wide == []


@pytest.mark.parametrize("width", WIDTHS)
def test_citations_and_controls_are_big_enough_to_hit(visiting: Visiting, width: int) -> None:
    page = visiting(width=width).page
    page.locator("a.cite").first.click()
    small = page.evaluate(
        """(least) => [...document.querySelectorAll("a.cite, nav a, label, summary, button, #proof a")]
          .filter((e) => e.getClientRects().length)
          .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
          .filter(([_, r]) => r.width < least || r.height < least)
          .map(([name, r]) => `${name}: ${Math.round(r.width)} × ${r.height.toFixed(1)}`)""",
        SMALLEST_TARGET,
    )
    assert sorted(set(small)) == []


def test_citations_that_stand_one_above_the_other_do_not_overlap(visiting: Visiting) -> None:
    page = visiting(width=360).page
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".note")].map((note) =>
          [...note.querySelectorAll("a.cite")].map((a) => a.getBoundingClientRect().toJSON()))"""
    )
    for note in boxes:
        for above, below in pairwise(note):
            apart = below["top"] >= above["bottom"] - 4 or below["left"] >= above["right"]
            assert apart, (above, below)


@pytest.mark.parametrize("width", [768, 1400])
def test_a_line_of_source_text_has_at_most_68_characters(visiting: Visiting, width: int) -> None:
    page = visiting(width=width).page
    longest = page.eval_on_selector_all(".point .text, article.source .para", LONGEST_LINES)
    assert len(longest) > 30
    assert max(longest) <= 68
    assert max(longest) > 48, "the measure is too narrow"


def test_bottom_line_is_the_largest_source_text(page: Page) -> None:
    sizes = page.evaluate(
        "[...document.querySelectorAll('main q')].map((q) => parseFloat(getComputedStyle(q).fontSize))"
    )
    assert sizes.index(max(sizes)) == 0
    assert sizes.count(max(sizes)) == 1


# For every eye -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, 1400])
def test_axe_finds_nothing_serious(visiting: Visiting, scheme: str, width: int) -> None:
    page = visiting(width=width, scheme=scheme).page
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.locator("a.cite").first.click()
    page.evaluate(axe_script())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    serious = [
        (v["id"], v["nodes"][0]["html"][:90])
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]
    assert serious == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_text_has_enough_contrast(visiting: Visiting, scheme: str) -> None:
    page = visiting(scheme=scheme).page
    page.locator("a.cite").first.click()
    found = page.evaluate(TOO_FAINT)
    assert len(found) > 200
    faint = {words for words, ink, paper in found if contrast(tuple(ink), tuple(paper)) < 4.5}
    assert faint == set()


def test_schemes_differ_and_the_marking_keeps_its_black_ground(visiting: Visiting) -> None:
    light, dark = (visiting(scheme=scheme).page for scheme in SCHEMES)
    assert ground(light.locator("html")) != ground(dark.locator("html"))
    for page in (light, dark):
        for tag in page.locator(".tlp").all():
            assert ground(tag) == "rgb(0, 0, 0)"
            assert tag.evaluate("(e) => getComputedStyle(e).color") == "rgb(255, 255, 255)"
    assert in_viewport(light.locator(".tlp").first)


def test_marking_stays_in_view_while_one_reads(page: Page) -> None:
    page.locator("#timeline").scroll_into_view_if_needed()
    assert in_viewport(page.locator(".tlp").first)


def test_headings_do_not_skip_a_level(page: Page) -> None:
    levels = page.evaluate(
        "[...document.querySelectorAll('main h1, main h2, main h3, main h4')].map((h) => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_a_heading_is_not_read_together_with_its_theme_letter(page: Page) -> None:
    names = page.evaluate(
        "[...document.querySelectorAll('section.theme h2')].map((h) => h.textContent.trim())"
    )
    assert [name for name in names if name[1:2].isupper()] == []


def test_every_chart_has_a_name_and_its_words_beside_it(page: Page) -> None:
    charts = page.locator("figure")
    assert charts.count() >= 2
    for chart in charts.all():
        assert len(chart.locator("svg").get_attribute("aria-label") or "") > 20
        assert len(chart.locator("figcaption").inner_text()) > 20


# Print -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def paper(browser: Browser, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page as a reader's browser prints it, backgrounds left out."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto((built / "brief.html").as_uri())
    path = tmp_path_factory.mktemp("print") / "printed.pdf"
    page.pdf(path=path, format="A4", print_background=False, prefer_css_page_size=True)
    context.close()
    return path


def test_printed_page_leaves_out_what_paper_cannot_do(paper: Path, tree: dict[str, Any]) -> None:
    said = whole_text(paper)
    assert "Filter by theme" not in said
    assert "Skip to the brief" not in said
    assert solid(tree["sentences"][tree["bottom_line"]["sentence"]]["text"]) in solid(said)
    assert "Annex" in said or "What was left out" in said


def test_what_is_printed_can_be_read_though_backgrounds_are_left_out(paper: Path) -> None:
    dpi = 144
    for number in (0, 2):
        sheet, picture = sheets(paper)[number], pictures(paper, dpi, grey=True)[number]
        for word in sheet.words:
            dark, light = picture.crop(around(word, dpi / 72)).getextrema()
            assert contrast((dark,) * 3, (light,) * 3) >= 3, (number + 1, word.text)


def test_every_printed_sheet_bears_the_marking_on_black_at_head_and_foot(paper: Path) -> None:
    """On the last sheet the foot follows the last line."""
    last = len(sheets(paper))
    assert last > 5
    faults = faults_of_marking(paper, "TLP:CLEAR")
    assert [fault for fault in faults if not fault.startswith(f"page {last}:")] == []
    assert [word.text for word in sheets(paper)[-1].words].count("TLP:CLEAR") >= 2


def test_printed_text_does_not_leave_the_sheet(paper: Path) -> None:
    for sheet in sheets(paper):
        assert all(w.left > 14 and w.right < sheet.width - 14 for w in sheet.words)


def test_print_shows_no_sticky_bar_over_the_text(page: Page) -> None:
    page.emulate_media(media="print")
    bar = page.locator(".bar")
    position = bar.evaluate("(e) => getComputedStyle(e).position")
    assert position not in {"sticky", "fixed"} or not bar.is_visible()
    assert not page.locator("nav.contents").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") in {
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    }


# Word for word -----------------------------------------------------------------------------------


def test_every_quotation_is_word_for_word_in_its_source(
    page: Page, seeds: Path, tree: dict[str, Any]
) -> None:
    texts = {
        source["id"]: (seeds / source["file"]).read_bytes().decode(source["encoding"])
        for source in tree["sources"]
    }
    quotes = page.evaluate(
        "[...document.querySelectorAll('q, blockquote')].map((q) => [q.textContent, { ...q.dataset }])"
    )
    assert len(quotes) > 40
    for words, place in quotes:
        if not place:
            assert any(fold(words) in fold(text) for text in texts.values()), words
            continue
        span = texts[place["source"]][int(place["start"]) : int(place["end"])]
        assert words == printed(span)
        assert place["sha256"] == hashlib.sha256(words.encode()).hexdigest()


def test_paragraphs_of_the_sources_are_word_for_word(page: Page, tree: dict[str, Any]) -> None:
    shown_texts = page.evaluate(
        """() => [...document.querySelectorAll(".para")].map((p) => {
          const copy = p.cloneNode(true);
          copy.querySelector(".number").remove();
          return copy.textContent; })"""
    )
    kept = [p["text"] for source in tree["sources"] for p in source["paragraphs"] if p["text"]]
    assert [fold(text) for text in shown_texts] == kept


# Reading the page --------------------------------------------------------------------------------


def paragraph_of(tree: dict[str, Any], key: str) -> dict[str, Any]:
    sentence = tree["sentences"][key]
    source = next(s for s in tree["sources"] if s["id"] == sentence["source"])
    paragraph: dict[str, Any] = source["paragraphs"][sentence["paragraph"]]
    return paragraph


def shown(page: Page) -> int:
    """Return how many items of the filters can be seen."""
    return page.locator("[data-theme]:visible, [data-from]:visible").count()


def ground(place: Locator) -> str:
    return str(place.evaluate("(e) => getComputedStyle(e).backgroundColor"))


def in_viewport(place: Locator) -> bool:
    """Return whether at least the beginning of something can be seen without scrolling."""
    seen = place.evaluate(
        """(e) => { const r = e.getClientRects()[0];
          return r.width > 0 && r.top >= 0 && r.left >= 0 && r.top < innerHeight && r.left < innerWidth; }"""
    )
    return bool(seen)


def reach(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"Tab never comes to {selector}")
