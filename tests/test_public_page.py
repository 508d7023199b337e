"""The web pages of a rich brief in a browser: axe, sizes, screens, and the order in which a screen reader is told them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from looking import axe_script, fold
from told import dressed

from briefgen.model import Brief, Place, Stand
from briefgen.rendering import RenderOptions, render_one
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.kit.samples import full_brief
from briefgen.rendering.pages.executive import choose_executive
from briefgen.rendering.pages.public import choose_public

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE = {"width": 390, "height": 844}
SCREENS, KILOBYTES, SMALLEST = 8, 150, 14
NILE = (("Cairo", 30.06, 31.25), ("Benghazi", 32.11, 20.07), ("Tripoli", 32.89, 13.19))
SIZES = """() => { const found = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) { const e = node.parentElement;
    if (node.data.trim() && e.getClientRects().length && !e.closest("svg, script, style, .skip"))
      found.push([parseFloat(getComputedStyle(e).fontSize), node.data.trim().slice(0, 40)]); }
  return found; }"""


@pytest.fixture(scope="module")
def rich() -> Brief:
    """Return an edition with a map, a dispute, a denial and a doubt that stand by themselves, and who stands where."""
    brief = dressed(full_brief())
    keys = [k for k, s in brief.sentences.items() if 8 < len(s.text.split()) < 30]
    places = tuple(
        Place(name=n, kind="town", north=north, east=east, sentences=(brief.bottom_line.sentence,))
        for n, north, east in NILE
    )
    kinds = ("denies", "doubts", "says", "says")
    stands = tuple(
        Stand(kind=kind, who=brief.sentences[key].text.split()[0], actor=None, sentence=key)
        for kind, key in zip(kinds, keys[-4:], strict=True)
    )
    return replace(brief, places=places, stands=stands)


@pytest.fixture(scope="module")
def folder(rich: Brief, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("rich")
    for audience in ("public", "analyst"):
        made = render_one(rich, audience, "html", RenderOptions())
        (place / made.name).write_bytes(made.content)
    return place


def opened(browser: Browser, file: Path, scheme: str = "light", **viewport: int) -> Page:
    page = browser.new_page(viewport={**PHONE, **viewport}, color_scheme=scheme)
    page.goto(file.as_uri())
    return page


def test_the_page_is_small_and_short(browser: Browser, folder: Path) -> None:
    file = folder / "public.html"
    assert file.stat().st_size <= KILOBYTES * 1024
    page = opened(browser, file)
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * PHONE["height"]
    page.close()


@pytest.mark.parametrize("name", ["public.html", "brief.html"])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_no_type_is_small_and_nothing_scrolls_sideways(
    browser: Browser, folder: Path, name: str, width: int, scheme: str
) -> None:
    page = opened(browser, folder / name, scheme, width=width)
    assert page.locator(".map").count() == 1
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [words for size, words in page.evaluate(SIZES) if size < SMALLEST - 0.01] == []
    page.evaluate(axe_script())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:90]) for v in found] == []
    page.close()


def spoken(page: Page) -> str:
    """Return what a screen reader is told of a page, in its order."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    words: list[str] = []

    def walk(node: dict[str, Any]) -> None:
        role = node.get("role", {}).get("value")
        if not node.get("ignored") and role in {"StaticText", "image"}:
            words.append(str(node.get("name", {}).get("value", "")))
        for child in node.get("childIds", ()):
            if child in by_id:
                walk(by_id[child])

    walk(nodes[0])
    return fold(" ".join(words))


def test_a_screen_reader_is_told_the_bottom_line_then_the_points_then_the_rest(
    browser: Browser, folder: Path, rich: Brief
) -> None:
    limits = AUDIENCES["executive"].limits
    assert limits
    first = choose_executive(rich, limits)
    page = opened(browser, folder / "brief.html")
    said = spoken(page)
    points = [first["bottom_line"], *first["points"]]
    places = [said.find(fold(rich.sentences[p["sentence"]].text)[:24]) for p in points]
    rest = [said.rfind(words) for words in ("By theme", "How this was made")]
    assert min(places) >= 0
    assert [*places, *rest] == sorted([*places, *rest])
    page.close()


def test_a_screen_reader_is_told_the_publics_page_in_its_order_and_the_map_in_words(
    browser: Browser, folder: Path, rich: Brief
) -> None:
    chosen = choose_public(rich)
    page = opened(browser, folder / "public.html")
    said = spoken(page)
    texts = [fold(rich.sentences[item["sentence"]].text)[:24] for item in chosen["bullets"]]
    places = [said.find(chosen["headline"]), *(said.find(text) for text in texts)]
    parts = [
        said.find(words) for words in ("Day by day", "Places in the reports", "About this page")
    ]
    order = [p for p in (*places, *parts) if p >= 0]
    assert len(order) >= 3 + len(texts)
    assert order == sorted(order)
    assert all(name in said for name, *_ in NILE)
    page.close()
