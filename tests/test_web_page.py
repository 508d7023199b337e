"""The web page as a reader meets it in a browser: short, folded, each sentence with where it can be read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from looking import (
    ABSENCES,
    CODES,
    WORKSHOP,
    around,
    axe_script,
    contrast,
    faults_of_marking,
    fold,
    pictures,
    sheets,
    solid,
    whole_text,
)

from briefgen.model import Brief, Day, Marking
from briefgen.model.text import printed
from briefgen.rendering import RenderOptions, render_one
from briefgen.rendering.kit.samples import full_brief

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WIDTHS = (320, 390, 1280)
PHONE = (390, 844)
SCREENS = 12
"""Phone screens that the page may be long, folds closed."""
SMALLEST_TYPE = 14
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


@dataclass
class Visit:
    """A page, and what it asked for and said since it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def tree(built: Path) -> dict[str, Any]:
    return json.loads((built / "brief.json").read_bytes())


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[dict[tuple[int, str, bool], list[Page]]]:
    """Empty tabs by width, scheme and whether they run scripts: opening one takes longer than a page in it."""
    idle: dict[tuple[int, str, bool], list[Page]] = {}
    yield idle
    for tab in (tab for kept in idle.values() for tab in kept):
        tab.context.close()


@pytest.fixture
def visiting(
    browser: Browser, tabs: dict[tuple[int, str, bool], list[Page]], built: Path
) -> Iterator[Visiting]:
    """Return what opens a page at some width, in light or dark, with or without JavaScript."""
    taken: list[tuple[tuple[int, str, bool], Page, dict[str, Any]]] = []

    def open_tab(width: int, scheme: str, script: bool) -> Page:  # noqa: FBT001 - a key's parts
        context = browser.new_context(
            viewport={"width": width, "height": PHONE[1]},
            color_scheme=scheme,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.add_init_script(VIOLATIONS)
        return context.new_page()

    def visit(
        *, width: int = 1280, scheme: str = "light", script: bool = True, name: str = "brief.html"
    ) -> Visit:
        key = width, scheme, script
        idle = tabs.setdefault(key, [])
        visit = Visit(idle.pop() if idle else open_tab(*key))
        listeners = {
            "request": lambda request: visit.requests.append(request.url),
            "console": lambda message: visit.messages.append(message.text),
            "pageerror": lambda error: visit.messages.append(str(error)),
            "dialog": lambda dialog: visit.messages.append(dialog.message),
        }
        for event, listener in listeners.items():
            visit.page.on(event, listener)
        taken.append((key, visit.page, listeners))
        visit.page.goto((built / name).as_uri())
        return visit

    yield visit
    for key, tab, listeners in taken:
        for event, listener in listeners.items():
            tab.remove_listener(event, listener)
        tab.goto("about:blank")
        tab.emulate_media(media="null")
        tabs[key].append(tab)


@pytest.fixture
def page(visiting: Visiting) -> Page:
    return visiting().page


# One file, nothing leaves it ---------------------------------------------------------------------


def test_page_is_small_beside_its_fonts(built: Path) -> None:
    page = (built / "brief.html").read_text(encoding="utf-8")
    fonts = sum(len(data) for data in re.findall(r"base64,([A-Za-z0-9+/=]+)", page))
    assert len(page.encode()) - fonts <= 150_000


def test_page_is_short_on_a_phone_while_its_folds_are_closed(visiting: Visiting) -> None:
    page = visiting(width=PHONE[0]).page
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * PHONE[1]
    assert page.locator("details").count() > 5
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("name", ["brief.html", "proof.html"])
def test_page_asks_for_nothing_and_says_nothing(visiting: Visiting, built: Path, name: str) -> None:
    visit = visiting(name=name)
    page = visit.page
    for summary in page.locator("summary").all():
        if summary.is_visible():
            summary.click()
    page.wait_for_load_state("networkidle")
    asked = {url for url in visit.requests if not url.startswith("data:")}
    assert {url.partition("#")[0] for url in asked} == {(built / name).as_uri()}
    assert visit.messages == []


def test_page_lives_under_its_own_content_security_policy(page: Page) -> None:
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "script-src 'sha256-" in policy
    assert "script-src 'unsafe-inline'" not in policy
    assert page.evaluate("window.violations") == []
    loaded = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').length")
    assert loaded >= 2


def test_page_says_what_it_is_where_it_is_shared(page: Page, tree: dict[str, Any]) -> None:
    said = {
        name: page.locator(f"meta[property='og:{name}']").get_attribute("content")
        for name in ("title", "description", "type")
    }
    assert tree["title"] in str(said["title"])
    bottom = tree["sentences"][tree["bottom_line"]["sentence"]]["text"]
    assert bottom.startswith(str(said["description"]).rstrip("…"))


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


# Where a sentence can be read -------------------------------------------------------------------


@pytest.mark.parametrize("name", ["brief.html", "proof.html"])
def test_every_link_inside_a_page_leads_somewhere(visiting: Visiting, name: str) -> None:
    lost = visiting(name=name).page.evaluate(
        """() => [...document.querySelectorAll("a[href^='#']")]
          .filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1))))
          .map((a) => a.hash)"""
    )
    assert lost == []


@pytest.mark.parametrize("name", ["brief.html", "proof.html"])
def test_no_id_is_given_twice(visiting: Visiting, name: str) -> None:
    ids = visiting(name=name).page.evaluate(
        "[...document.querySelectorAll('[id]')].map((e) => e.id)"
    )
    assert sorted(ids) == sorted(set(ids))


def test_every_sentence_says_who_published_it_and_leads_to_it(
    page: Page, visiting: Visiting, tree: dict[str, Any]
) -> None:
    """The samples have no addresses on the web: their sentences lead to the page of proofs.

    What stands before and behind a point in its article has the point's own line.
    """
    blocks = page.evaluate(
        """() => [...document.querySelectorAll(".text, .lead")].filter((p) => !p.closest(".ahead, .around")).map((p) => {
          const line = p.nextElementSibling, from = line && line.querySelector("a.from");
          return [[...p.querySelectorAll("q")].at(-1)?.textContent, line?.textContent, from?.getAttribute("href")]; })"""
    )
    assert len(blocks) > 20
    targets = visiting(name="proof.html").page
    for said, line, address in blocks:
        assert line, said
        if address:
            name, _, anchor = str(address).partition("#")
            assert name == "proof.html"
            assert (
                targets.evaluate("(id) => document.getElementById(id).textContent", anchor) == said
            )


def test_every_point_can_be_sent_by_itself(page: Page) -> None:
    points = page.locator("ol.points > li")
    assert points.count() >= 3
    assert [p.get_attribute("id") for p in points.all()] == [
        f"point-{n + 1}" for n in range(points.count())
    ]


def test_an_address_in_a_fold_opens_it(visiting: Visiting, built: Path) -> None:
    page = visiting().page
    page.goto((built / "brief.html").as_uri() + "#src-S2")
    page.wait_for_function("document.getElementById('src-S2').closest('details').open")
    assert in_viewport(page.locator("#src-S2"))


def test_without_javascript_all_folds_can_be_opened(visiting: Visiting) -> None:
    page = visiting(script=False).page
    page.locator("#articles > summary").click()
    assert page.locator("#src-S1").is_visible()


def test_a_small_day_stands_behind_a_weekday_and_is_not_copied(
    browser: Browser, tmp_path: Path
) -> None:
    brief = with_days(full_brief())
    path = tmp_path / "brief.html"
    path.write_bytes(render_one(brief, "analyst", "html", RenderOptions()).content)
    page = browser.new_page()
    page.goto(path.as_uri())
    quotes = page.locator("q:has([data-day])")
    assert quotes.count() > 0
    for quote in quotes.all():
        assert quote.text_content() in {s.text for s in brief.sentences.values()}
    day = page.locator("[data-day]:visible").first
    assert "Jul" in str(day.get_attribute("data-day"))
    assert day.evaluate("(e) => getComputedStyle(e, '::after').content") not in {"none", "normal"}
    copied = page.evaluate(
        """() => { getSelection().selectAllChildren(document.querySelector("q:has([data-day])"));
          return getSelection().toString(); }"""
    )
    assert "Jul" not in copied
    page.close()


def with_days(brief: Brief) -> Brief:
    """Return a brief of whose sentences one word each means a day."""
    words = {k: m for k, s in brief.sentences.items() if (m := re.search(r"[A-Za-z]{4,}", s.text))}
    days = {k: (Day(start=m.start(), end=m.end(), date="2025-07-04"),) for k, m in words.items()}
    evidence = {k: replace(e, days=days.get(k, ())) for k, e in brief.evidence.items()}
    return replace(brief, evidence=evidence)


# What it says, and what not ----------------------------------------------------------------------


def test_bottom_line_comes_first_then_the_points_then_the_rest(page: Page) -> None:
    order = page.evaluate(
        "[...document.querySelectorAll('#bottom, #points, #themes, #more, #articles')].map((e) => e.id)"
    )
    assert order == ["bottom", "points", "themes", "more", "articles"]


def test_no_section_is_about_nothing_and_no_code_of_the_program_is_shown(page: Page) -> None:
    page.evaluate("for (const d of document.querySelectorAll('#method, .proof')) d.remove()")
    said = page.evaluate("document.body.textContent")
    assert CODES.findall(said) + WORKSHOP.findall(said) == []
    assert ABSENCES.findall(said) == []
    empty = page.evaluate(
        "[...document.querySelectorAll('section')].filter((s) => !s.textContent.trim() || (s.children.length < 2 && s.querySelector(':scope > h2'))).map((s) => s.id)"
    )
    assert empty == []


def test_no_sentence_stands_twice(page: Page) -> None:
    said = page.evaluate(
        "[...document.querySelectorAll('q[data-sha256]')].map((q) => q.dataset.sha256)"
    )
    assert len(said) > 20
    assert sorted(set(said)) == sorted(said)


def test_red_is_kept_for_denials(page: Page) -> None:
    red = page.evaluate(
        """() => { const red = getComputedStyle(document.documentElement).getPropertyValue("--deny").trim();
          const probe = document.body.appendChild(document.createElement("i")); probe.style.color = red;
          const colour = getComputedStyle(probe).color; probe.remove();
          return [...document.querySelectorAll("main *")].filter((e) => getComputedStyle(e).color === colour)
            .map((e) => (e.closest("div, p, details").textContent).trim()); }"""
    )
    assert {
        words for words in red if "enied" not in words and "denial" not in words and words != "■"
    } == set()


# Keyboard ----------------------------------------------------------------------------------------


def test_first_key_offers_to_skip_to_the_brief(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the brief"
    assert in_viewport(skip)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_folds_work_by_keyboard_alone(page: Page) -> None:
    reach(page, "summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    page.keyboard.press("Space")
    assert not page.evaluate("document.activeElement.parentElement.open")


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
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """(width) => [...document.querySelectorAll("main *")]
          .filter((e) => !e.closest(".scroll, svg, .skip") && e.getClientRects().length)
          .filter((e) => e.getBoundingClientRect().right > width + 1)
          .map((e) => e.outerHTML.slice(0, 80))""",
        width,
    )
    assert wide == []


@pytest.mark.parametrize("width", WIDTHS)
def test_controls_are_big_enough_to_hit(visiting: Visiting, width: int) -> None:
    page = visiting(width=width).page
    small = page.evaluate(
        """(least) => [...document.querySelectorAll("summary, a.from, a.see, a.k")]
          .filter((e) => e.getClientRects().length && !e.closest(".articles"))
          .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
          .filter(([_, r]) => r.width < least || r.height < least)
          .map(([name, r]) => `${name}: ${Math.round(r.width)} × ${r.height.toFixed(1)}`)""",
        SMALLEST_TARGET,
    )
    assert sorted(set(small)) == []


@pytest.mark.parametrize("name", ["brief.html", "proof.html"])
def test_no_type_is_smaller_than_14_pixels(visiting: Visiting, name: str) -> None:
    page = visiting(width=PHONE[0], name=name).page
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    small = page.evaluate(
        """(least) => { const found = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node; (node = walk.nextNode()); ) { const e = node.parentElement;
            if (node.data.trim() && e.getClientRects().length && !e.closest("svg, script, style, .skip")
                && parseFloat(getComputedStyle(e).fontSize) < least - .01)
              found.push(`${getComputedStyle(e).fontSize} ${node.data.trim().slice(0, 40)}`); }
          return found; }""",
        SMALLEST_TYPE,
    )
    assert small == []


def test_bottom_line_is_the_largest_source_text(page: Page) -> None:
    sizes = page.evaluate(
        "[...document.querySelectorAll('main q')].map((q) => parseFloat(getComputedStyle(q).fontSize))"
    )
    assert sizes.index(max(sizes)) == 0
    assert sizes.count(max(sizes)) == 1


# For every eye -----------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("name", "width"), [("brief.html", 390), ("brief.html", 1280), ("proof.html", 390)]
)
def test_axe_finds_nothing(visiting: Visiting, scheme: str, name: str, width: int) -> None:
    page = visiting(width=width, scheme=scheme, name=name).page
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.evaluate(axe_script())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:90]) for v in found] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_text_has_enough_contrast(visiting: Visiting, scheme: str) -> None:
    page = visiting(scheme=scheme).page
    found = page.evaluate(TOO_FAINT)
    assert len(found) > 100
    faint = {words for words, ink, paper in found if contrast(tuple(ink), tuple(paper)) < 4.5}
    assert faint == set()


def test_schemes_differ_and_the_marking_keeps_its_black_ground(visiting: Visiting) -> None:
    light, dark = (visiting(scheme=scheme).page for scheme in SCHEMES)
    assert ground(light.locator("html")) != ground(dark.locator("html"))
    for page in (light, dark):
        for tag in page.locator(".tlp").all():
            assert ground(tag) == "rgb(0, 0, 0)"
            assert tag.evaluate("(e) => getComputedStyle(e).color") == "rgb(255, 255, 255)"


@pytest.mark.parametrize(("marking", "shown"), [("TLP:CLEAR", False), ("TLP:AMBER", True)])
def test_a_marking_that_is_an_order_stays_in_view_and_clear_stands_in_the_foot(
    browser: Browser, tmp_path: Path, marking: Marking, *, shown: bool
) -> None:
    path = tmp_path / "brief.html"
    brief = replace(full_brief(), marking=marking)
    path.write_bytes(render_one(brief, "analyst", "html", RenderOptions()).content)
    page = browser.new_page()
    page.goto(path.as_uri())
    page.locator("#articles").scroll_into_view_if_needed()
    assert page.locator(".bar .tlp").is_visible() == shown
    assert not shown or in_viewport(page.locator(".bar .tlp"))
    assert page.locator("footer .tlp").inner_text() == marking
    page.close()


def test_headings_do_not_skip_a_level(page: Page) -> None:
    levels = page.evaluate(
        "[...document.querySelectorAll('main h1, main h2, main h3, main h4')].map((h) => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


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
    assert "Skip to the brief" not in said
    assert solid(tree["sentences"][tree["bottom_line"]["sentence"]]["text"]) in solid(said)
    assert "briefgen verify" in said, "folds are open on paper"


def test_what_is_printed_can_be_read_though_backgrounds_are_left_out(paper: Path) -> None:
    dpi = 144
    for number in (0, 1):
        sheet, picture = sheets(paper)[number], pictures(paper, dpi, grey=True)[number]
        for word in sheet.words:
            dark, light = picture.crop(around(word, dpi / 72)).getextrema()
            assert contrast((dark,) * 3, (light,) * 3) >= 3, (number + 1, word.text)


def test_every_printed_sheet_bears_the_marking_on_black_at_head_and_foot(paper: Path) -> None:
    """On the last sheet the foot follows the last line."""
    last = len(sheets(paper))
    assert last > 1
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
        "[...document.querySelectorAll('main q')].map((q) => [q.textContent, { ...q.dataset }])"
    )
    assert len(quotes) > 25
    for words, place in quotes:
        if not place:
            assert any(fold(words) in fold(text) for text in texts.values()), words
            continue
        span = texts[place["source"]][int(place["start"]) : int(place["end"])]
        assert words == printed(span)
        assert place["sha256"] == hashlib.sha256(words.encode()).hexdigest()


def test_paragraphs_of_the_sources_are_word_for_word(
    visiting: Visiting, tree: dict[str, Any]
) -> None:
    shown_texts = visiting(name="proof.html").page.evaluate(
        """() => [...document.querySelectorAll(".para")].map((p) => {
          const copy = p.cloneNode(true);
          copy.querySelector(".number").remove();
          return copy.textContent; })"""
    )
    kept = [p["text"] for source in tree["sources"] for p in source["paragraphs"] if p["text"]]
    assert [fold(text) for text in shown_texts] == kept


# Proofs ------------------------------------------------------------------------------------------


def test_proofs_give_every_sentence_its_place_and_hash(
    visiting: Visiting, tree: dict[str, Any]
) -> None:
    page = visiting(name="proof.html").page
    rows = page.evaluate(
        "[...document.querySelectorAll('#sentences li')].map((li) => li.textContent)"
    )
    assert len(rows) == len(tree["sentences"])
    said = solid(" ".join(rows))
    for sentence in tree["sentences"].values():
        assert f"{sentence['start']}–{sentence['end']}{sentence['sha256']}" in said
    assert all(source["sha256"] in page.content() for source in tree["sources"])


def test_proofs_list_every_removed_line_with_its_rule_and_all_claims(
    visiting: Visiting, tree: dict[str, Any]
) -> None:
    page = visiting(name="proof.html").page
    said = fold(page.evaluate("document.querySelector('#left-out').textContent"))
    for source in tree["sources"]:
        for line in source["removed"]:
            assert fold(f"{source['id']}, {line['rule']}: {line['text']}") in said
    assert page.locator("#claims details").count() == len(tree["claims"])


# Reading the page --------------------------------------------------------------------------------


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
