"""What a page's article is called, by the kinds of pages that say it in several ways."""

import pytest

from briefgen.sources.markup.parse import parse_markup
from briefgen.sources.markup.titles import find_title


def title_of(body: str, *, whole: str = "", told: str = "", site: str = "") -> str | None:
    tree = parse_markup(f"<html><head><title>{whole}</title></head><body>{body}</body></html>")
    return find_title(tree, (), {"og:title": told} if told else {}, site)


KINDS = {
    "a site's name behind the title": (
        "<h1>Ships wait</h1>", "Ships wait off Port Alda | The Courier", "Ships wait off Port Alda | The Courier", "The Courier",
        "Ships wait",
    ),
    "a kicker in a part of its own": (
        '<h1><span class="dachzeile">Strike of the pilots</span> <span class="headline">Grain ships wait</span></h1>',
        "Strike of the pilots: Grain ships wait", "Strike of the pilots: Grain ships wait", "", "Grain ships wait",
    ),
    "a kicker that no class names": (
        "<h1><span>Strike of the pilots</span> <span>Grain ships wait</span></h1>",
        "", "Grain ships wait", "", "Grain ships wait",
    ),
    "a small line below": (
        "<h1><span>Grain ships wait</span> <small>For a week now</small></h1>",
        "Grain ships wait", "Grain ships wait", "", "Grain ships wait",
    ),
    "a title for search engines": (
        "<h1>Fourteen ships with grain wait off Port Alda</h1>",
        "Ships wait off Port Alda: what is known", "Ships wait off Port Alda: what is known", "",
        "Fourteen ships with grain wait off Port Alda",
    ),
    "a main heading that is the site's name": (
        "<h1>The Courier</h1><h2>Grain ships wait</h2>",
        "Grain ships wait | The Courier", "", "The Courier", "Grain ships wait",
    ),
    "a heading of another article": (
        "<h1>About this paper</h1>", "Grain ships wait", "Grain ships wait", "", "Grain ships wait",
    ),
    "metadata that name the site alone": (
        "<h1>Grain ships wait</h1>", "The Courier", "The Courier", "The Courier", "Grain ships wait",
    ),
    "a page that nobody named": ("<h1>Grain ships wait</h1>", "Home", "", "", "Grain ships wait"),
    "a word of the title as a heading below": (
        "<h1>Interview with Ana Verin – Harbours</h1><h2>Harbours</h2>",
        "Interview with Ana Verin – Harbours - Courier", "Interview with Ana Verin – Harbours", "Courier",
        "Interview with Ana Verin – Harbours",
    ),
    "no heading at all": ("<p>Text.</p>", "Grain ships wait off Port Alda - Courier", "", "", "Grain ships wait off Port Alda"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_is_what_a_reader_is_shown(kind: str) -> None:
    body, whole, told, site, wanted = KINDS[kind]
    assert title_of(body, whole=whole, told=told, site=site) == wanted


def test_a_page_without_any_has_none() -> None:
    assert title_of("<p>Text.</p>") is None
