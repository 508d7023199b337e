"""From a mail to the sentence in the original: links lead Chromium to the very words, in two clicks and in saved pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from builders import document

from briefgen.brief.build import build_brief
from briefgen.errors import EmptyBriefError
from briefgen.model import Brief
from briefgen.profile.load import parse_profile
from briefgen.rendering import RenderOptions, render_one
from briefgen.rendering.pages.citing import address_of, text_fragment, with_fragment
from briefgen.sources.readers import read_sources

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

SAVED = Path(__file__).parent.parent.parent / "shared" / "data" / "pages" / "readability"
MAIL, BRIEF = "https://mail.example/", "https://briefs.example/2026-03-08.html"
FILLER = "<p>Gulls went from mast to mast, and nothing else happened that hour.</p>\n" * 60
SAYS = {
    "https://alda.example/dockers": "Dockers at Port Alda stayed away from work on Monday, the harbour office said.",
    "https://norvik.example/ships": "Fourteen ships with grain – and two without – waited off Port Alda on Tuesday, the pilots’ guild reported.",
    "https://kirkevik.example/vote": "Parliament in Norvik voted on Wednesday to send 200 soldiers to Port Alda, the speaker said.",
}
IN_VIEW = """(words) => {
  const squeeze = (t) => t.replace(/\\s+/g, " ");
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let text = ""; const at = [];
  for (let node; (node = walk.nextNode()); ) {
    if (node.parentElement.closest("script, style, noscript, template")) continue;
    for (let n = 0; n < node.data.length; n++) {
      const c = squeeze(node.data[n]);
      if (c === " " && (text === "" || text.endsWith(" "))) continue;
      text += c; at.push([node, n]);
    }
    if (!text.endsWith(" ")) { text += " "; at.push([node, node.data.length - 1]); }
  }
  const seen = [];
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + 1)) {
    const range = document.createRange(); const [node, n] = at[start];
    range.setStart(node, n); range.setEnd(node, n + 1);
    const box = range.getBoundingClientRect();
    seen.push(box.top >= -1 && box.top < innerHeight && box.height > 0);
  }
  return seen;
}"""
"""For each place where some words stand on a page, whether it is in view."""


def original(sentence: str) -> str:
    """Return a long page of the web with a sentence far down."""
    return (
        f"<!DOCTYPE html><html lang=en><title>News</title><body>{FILLER}<p>{sentence}</p>{FILLER}"
    )


@pytest.fixture(scope="module")
def week() -> Brief:
    """Return a week's brief of three pages of the web, whose mail leads to the web page."""
    documents = [
        document(
            f"{title}\n\n{sentence}\n",
            f"{n}.txt",
            publisher=publisher,
            date=f"2026-03-0{n}",
            title=title,
            url=url,
        )
        for n, ((url, sentence), publisher, title) in enumerate(
            zip(
                SAYS.items(),
                ("Alda Courier", "Norvik Post", "Kirkevik Times"),
                ("Dockers stay away at Port Alda", "Grain ships wait", "Parliament votes on ports"),
                strict=True,
            ),
            start=3,
        )
    ]
    profile = parse_profile({"title": "Ports", "public": {"address": BRIEF}}, "briefgen.toml")
    return build_brief(documents, profile, as_of="2026-03-08")


@pytest.fixture
def web(browser: Browser, week: Brief) -> Iterator[BrowserContext]:
    """Return a browser whose web is the mail, the edition's page and the originals."""
    pages = {
        MAIL: render_one(week, "email", "mail", RenderOptions()).content.decode(),
        BRIEF: render_one(week, "analyst", "html", RenderOptions()).content.decode(),
        **{url: original(sentence) for url, sentence in SAYS.items()},
    }

    def answer(route: Route) -> None:
        body = pages.get(route.request.url.partition("#")[0])
        route.fulfill(
            status=200 if body else 404, content_type="text/html; charset=utf-8", body=body or ""
        )

    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.route("**/*", answer)
    yield context
    context.close()


def follow(page: Page, selector: str) -> Page:
    """Click a link, in whichever window it opens."""
    page.locator(selector).first.click()
    page.wait_for_load_state("load")
    page.wait_for_timeout(150)
    return page


def test_two_clicks_lead_from_the_mail_to_the_sentence_in_the_original(
    web: BrowserContext, week: Brief
) -> None:
    page = web.new_page()
    page.goto(MAIL)
    follow(page, "a:has-text('Read the brief')")
    assert page.url.startswith(BRIEF)
    assert week.bottom_line
    sentence = week.sentences[week.bottom_line.sentence]
    assert page.locator("#bottom q").first.inner_text() == sentence.text
    follow(page, "#bottom a.from")
    assert page.evaluate("scrollY") > 500
    assert page.evaluate(IN_VIEW, sentence.text) == [True]


@pytest.mark.parametrize("number", range(2))
def test_one_click_leads_from_a_sentence_of_the_mail_to_its_place(
    web: BrowserContext, number: int
) -> None:
    page = web.new_page()
    page.goto(MAIL)
    link = page.locator("a.from").nth(number)
    url = str(link.get_attribute("href")).partition("#")[0]
    link.click()
    page.wait_for_load_state("load")
    page.wait_for_timeout(150)
    assert page.url.startswith(url)
    assert page.evaluate("scrollY") > 500
    assert page.evaluate(IN_VIEW, SAYS[url]) == [True]


def test_a_fragment_that_is_not_there_leaves_the_reader_at_the_top(
    web: BrowserContext, week: Brief
) -> None:
    page = web.new_page()
    page.goto(with_fragment(next(iter(SAYS)), text_fragment("Words that no page has at all.")))
    page.wait_for_timeout(150)
    assert page.evaluate("scrollY") == 0


def serving(html: str) -> Callable[[Route], None]:
    """Return what answers each page with some markup, and all that it loads with nothing."""

    def answer(route: Route) -> None:
        whole = route.request.resource_type == "document"
        kind = "text/html; charset=utf-8"
        route.fulfill(status=200 if whole else 404, content_type=kind, body=html if whole else "")

    return answer


# Saved pages -------------------------------------------------------------------------------------

PAGES = sorted(p.parent.name for p in SAVED.glob("*/source.html"))
EVERY = 12
"""One page in so many is looked at, and of each three sentences."""


@pytest.mark.skipif(not PAGES, reason="the saved pages of ../shared are not here")
def test_chromium_finds_most_sentences_in_saved_originals(browser: Browser) -> None:
    looked = found = 0
    missed = []
    for name in PAGES[::EVERY]:
        file = SAVED / name / "source.html"
        documents, _ = read_sources([file])
        profile = parse_profile({"title": "Pages"}, "briefgen.toml")
        if not documents:
            continue
        given = [
            replace(d, declared=replace(d.declared, url="https://saved.example/page"))
            for d in documents
        ]
        try:
            brief = build_brief(given, profile, as_of="2026-03-08")
        except EmptyBriefError:  # a page in another language has no sentence to look for
            continue
        context = browser.new_context()
        context.route("**/*", serving(file.read_text("utf-8", errors="replace")))
        page = context.new_page()
        for key in list(brief.sentences)[:: max(len(brief.sentences) // 3, 1)][:3]:
            sentence = brief.sentences[key]
            source = brief.sources[int(sentence.source[1:]) - 1]
            address = address_of(sentence, source)
            if address is None or "#:~:text=" not in address:
                continue
            page.goto("about:blank")
            page.goto(address, wait_until="domcontentloaded")
            page.wait_for_timeout(250)
            seen = page.evaluate(IN_VIEW, " ".join(sentence.text.split()[:3]))
            looked += 1
            found += any(seen)
            if not any(seen):
                missed.append((name, sentence.text[:60], len(seen)))
        context.close()
    assert looked >= 12
    assert found >= 0.8 * looked, missed  # 26 of 30 when this was written
