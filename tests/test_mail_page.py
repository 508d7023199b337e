"""The mail as a page: what its subject says, in which order it tells what, and what mail programs make of it."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from builders import brief_of, document, seeds_brief
from looking import CODES, WORKSHOP, axe_script, contrast

from briefgen.brief.build import build_brief
from briefgen.model import Brief, Publication
from briefgen.model.text import count_words
from briefgen.profile.load import parse_profile
from briefgen.rendering import RenderOptions, render_one
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.kit.samples import empty_brief, full_brief
from briefgen.rendering.pages.mail import choose_mail, cut, subject_of

ADDRESS = "https://example.org/briefs/{date}/no-{edition}.html"
PORTS = (
    (
        "Alda Courier",
        "2026-03-03",
        "Dockers stay away at Port Alda",
        (
            "Dockers at Port Alda stayed away from work on Monday, the harbour office said. The company "
            "Nordlys denied on Tuesday that dockers at Port Alda stayed away from work on Monday.\n\n"
            "The strike cost 400 jobs, the guild said."
        ),
    ),
    (
        "Norvik Post",
        "2026-03-04",
        "Grain ships wait",
        (
            "Fourteen ships with grain waited off Port Alda on Tuesday, the pilots' guild reported.\n\n"
            "The price of wheat rose by 3 percent on Tuesday, traders in Norvik said."
        ),
    ),
    (
        "Kirkevik Times",
        "2026-03-05",
        "Parliament votes on ports",
        (
            "Parliament in Norvik voted on Wednesday to send 200 soldiers to Port Alda, the speaker said."
        ),
    ),
)
PROFILE = {
    "title": "Ports: weekly brief",
    "public": {"address": ADDRESS, "contact": "a@example.org"},
    "indicators": [
        {"text": "Soldiers at the port", "keywords": ["soldiers"]},
        {"text": "A lockout", "keywords": ["lockout"]},
    ],
}


@pytest.fixture(scope="module")
def ports() -> Brief:
    """Return a week's brief of three publishers with addresses on the web."""
    documents = [
        document(
            f"{title}\n\n{text}\n", f"{n}.txt", publisher=publisher, date=day, title=title,
            url=f"https://{publisher.split()[0].lower()}.example/{n}?a=b",
        )
        for n, (publisher, day, title, text) in enumerate(PORTS)
    ]  # fmt: skip
    return build_brief(documents, parse_profile(PROFILE, "briefgen.toml"), as_of="2026-03-08")


@pytest.fixture(scope="module")
def seeds() -> Brief:
    return seeds_brief()


@pytest.fixture(params=["seeds", "ports", "series", "empty"])
def brief(request: pytest.FixtureRequest) -> Brief:
    frozen = {"series": full_brief, "empty": empty_brief}
    return (
        frozen[request.param]()
        if request.param in frozen
        else request.getfixturevalue(request.param)
    )


def page_of(brief: Brief) -> str:
    return render_one(brief, "email", "mail", RenderOptions()).content.decode()


def text_of(brief: Brief) -> str:
    return render_one(brief, "email", "text", RenderOptions()).content.decode()


def blocks(page: str) -> list[str]:
    """Return the page from each quoted text to the line under it."""
    return re.findall(
        r'<p class="(?:text|bottom)".*?</p>\s*<p class="note".*?</p>', page, re.DOTALL
    )


def quoted(page: str) -> list[str]:
    found = re.findall(r"<q[^>]*>(.*?)</q>", page, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", q)) for q in found]


def words_of(page: str) -> str:
    body = re.sub(r"(?s)^.*?<body[^>]*>", "", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


# Subject -----------------------------------------------------------------------------------------


def test_subject_is_a_publishers_own_title_and_never_the_briefs(ports: Brief) -> None:
    assert subject_of(ports) in {title for _, _, title, _ in PORTS}
    assert ports.title not in subject_of(ports)


def test_without_a_title_the_subject_is_the_bottom_line_cut_at_a_word() -> None:
    brief = brief_of(
        ["Dockers at Port Alda " + "and at the other ports of the country " * 3 + "stayed away.\n"]
    )
    said = subject_of(brief)
    assert len(said) <= 78
    assert said.endswith("…")
    assert next(iter(brief.sentences.values())).text.startswith(said[:-1] + " ")


@pytest.mark.parametrize("marking", ["TLP:GREEN", "TLP:AMBER+STRICT", "TLP:RED"])
def test_a_marking_that_is_an_order_stands_in_front_of_the_subject(
    ports: Brief, marking: str
) -> None:
    brief = replace(ports, marking=marking)
    assert subject_of(brief).startswith(f"[{marking}] ")
    assert len(subject_of(brief)) <= 78
    said = words_of(page_of(brief)).split(brief.title, 1)[0]
    assert marking in said, "the marking stands before the text"
    assert text_of(brief).startswith(marking)


def test_tlp_clear_is_no_order_and_stands_in_the_foot(ports: Brief) -> None:
    assert "TLP" not in subject_of(ports)
    assert words_of(page_of(ports)).count("TLP:CLEAR") == 1


def test_a_correction_says_so_in_its_subject_and_at_the_head() -> None:
    assert subject_of(full_brief()).startswith("Corrected: ")
    assert full_brief().correction in words_of(page_of(full_brief()))


@pytest.mark.parametrize(
    ("text", "room", "short"),
    [
        ("Ships wait", 10, "Ships wait"),
        ("Ships wait, dockers", 12, "Ships wait…"),
        ("Shipsxxxx", 5, "Ship…"),
    ],
)
def test_what_is_cut_is_cut_between_words(text: str, room: int, short: str) -> None:
    assert cut(text, room) == short


# What it says ------------------------------------------------------------------------------------


def test_a_mail_has_one_bottom_line_and_three_points_at_the_most(brief: Brief) -> None:
    page = choose_mail(brief, AUDIENCES["email"].limits)
    assert len(page["points"]) <= 3
    assert bool(page["bottom_line"]) == bool(brief.bottom_line or brief.key_points)


def test_a_mail_has_at_most_300_words(brief: Brief) -> None:
    assert (
        count_words(words_of(page_of(brief))) <= 320
    )  # with the preheader, which nobody reads twice
    text = re.sub(r"https?://\S+", "", text_of(brief))
    assert count_words(text) <= 300


def test_every_sentence_has_its_publisher_and_day_and_a_link_to_the_very_sentence(
    ports: Brief,
) -> None:
    found = blocks(page_of(ports))
    assert len(found) >= 3
    for block in found:
        name, day = re.search(r'<a class="from"[^>]*>([^<]+)</a>, ([^.]+)\.', block).groups()
        assert name in {publisher for publisher, *_ in PORTS}
        assert re.fullmatch(r"\d(?:\s|&nbsp;)Mar", day)
        assert re.search(r'href="https://\w+\.example/\d\?a=b#:~:text=[^"]+"', block)
    assert len(found) == len(re.findall(r'<p class="(?:text|bottom)"', page_of(ports)))


def test_a_denial_stands_under_what_it_denies(ports: Brief) -> None:
    keys = [p.sentence for p in (*ports.key_points, ports.bottom_line) if p]
    denied = {d for k in keys for d in ports.evidence[k].denials}
    page = page_of(ports)
    assert len(re.findall("Denied", page)) <= len(denied)
    for key in denied:
        if ports.sentences[key].text in quoted(page):
            assert re.search(r"Denied</b> <q[^>]*>", page)


def test_what_is_watched_says_since_when_and_by_how_many(ports: Brief) -> None:
    said = words_of(page_of(ports))
    assert re.search(r"Soldiers at the port Reported 5 Mar, by one publisher", said)
    assert "A lockout Not reported here" in said


def test_the_button_leads_to_the_edition_and_there_is_none_without_an_address(ports: Brief) -> None:
    page = page_of(ports)
    assert page.count("Read the brief") == 1
    assert 'href="https://example.org/briefs/2026-03-08/no-.html"' in page
    assert "Read the brief" not in page_of(replace(ports, publication=Publication()))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x"])
def test_an_address_that_is_none_of_the_web_is_no_button(ports: Brief, address: str) -> None:
    page = page_of(replace(ports, publication=Publication(address=address)))
    assert address not in page


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("ftp://example.org", "is no https address"),
        ("https://example.org/{day}", "'{day}' is not filled in"),
    ],
)
def test_a_wrong_address_in_the_profile_is_told(address: str, problem: str) -> None:
    with pytest.raises(Exception, match=re.escape(problem)):
        parse_profile({"public": {"address": address}}, "briefgen.toml")


def test_nothing_is_said_about_nothing_and_no_code_is_shown(brief: Brief) -> None:
    said = words_of(page_of(brief)) + text_of(brief)
    for words in (
        "Nothing in this collection",
        "Not answered",
        "nothing to compare",
        "By theme",
        "passages",
    ):
        assert words not in said
    assert CODES.findall(said) + WORKSHOP.findall(said) == []


def test_no_sentence_stands_twice(brief: Brief) -> None:
    found = quoted(page_of(brief))
    assert len(set(found)) == len(found)


def test_text_says_what_the_page_says_and_links_stand_on_lines_of_their_own(brief: Brief) -> None:
    text = text_of(brief)
    plain = " ".join(re.sub(r"^ *\| ", "", line) for line in text.splitlines())
    for sentence in quoted(page_of(brief)):
        assert " ".join(sentence.split()) in " ".join(plain.split())
    for line in text.splitlines():
        if "http" in line:
            assert re.fullmatch(r"[ |]*https?://\S+", line)
        else:
            assert len(line) <= 78


def test_text_is_not_escaped_where_there_is_no_markup() -> None:
    brief = brief_of([PORTS[0][3]], parse_profile({"title": "Cats & <dogs>"}, "briefgen.toml"))
    assert "Cats & <dogs>" in text_of(brief)
    assert "<dogs>" not in page_of(brief)


# What mail programs make of it -------------------------------------------------------------------


def test_a_mail_is_small_and_stands_in_tables_whose_styles_are_in_their_tags(brief: Brief) -> None:
    page = page_of(brief)
    assert len(page) <= 80_000
    body = page.partition("<body")[2]
    for dropped in (
        "<style",
        "<link",
        "<svg",
        "<script",
        "var(--",
        "@media",
        "flex",
        "grid",
        "position:",
    ):
        assert dropped not in body, dropped
    assert all('role="presentation"' in table for table in re.findall(r"<table[^>]*>", body))
    assert "max-width: 600px" in page


def test_nothing_is_loaded_and_no_link_counts_its_reader(ports: Brief) -> None:
    page = page_of(ports)
    assert not re.search(r"<img|url\(|@import|src=", page)
    allowed = {s.url.split("?")[0] for s in ports.sources} | {
        "https://example.org/briefs/2026-03-08/no-.html"
    }
    for link in re.findall(r'href="([^"]+)"', page):
        assert link.split("?")[0] in allowed
        assert not re.search(r"utm_|click|track|token", link)


def test_a_screen_shows_it_at_every_width_by_day_and_night(ports: Brief, browser, tmp_path) -> None:
    path = tmp_path / "mail.html"
    path.write_text(page_of(ports), encoding="utf-8")
    grounds = set()
    for width in (320, 390, 1280):
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": width, "height": 844}, color_scheme=scheme
            )
            page = context.new_page()
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            texts = page.evaluate(COLOURS)
            assert len(texts) > 20
            assert [
                t for t, ink, ground in texts if contrast(tuple(ink), tuple(ground)) < 4.5
            ] == []
            assert min(page.evaluate(SIZES)) >= 14
            grounds.add(
                (scheme, str(page.evaluate("getComputedStyle(document.body).backgroundColor")))
            )
            page.evaluate(axe_script())
            found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")[
                "violations"
            ]
            assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == []
            context.close()
    assert len(grounds) == 2
    assert len({ground for _, ground in grounds}) == 2


_TEXTS = """const found = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) { const e = node.parentElement;
    if (!node.data.trim() || e.closest("svg, script, style, .preheader")) continue; found.push([node, e]); }"""
COLOURS = (
    "() => { const parse = (c) => c.match(/[\\d.]+/g).map(Number);"
    "const ground = (e) => { for (; e; e = e.parentElement) { const [r, g, b, a = 1] = parse(getComputedStyle(e).backgroundColor);"
    "if (a === 1) return [r, g, b]; } return [255, 255, 255]; };"
    + _TEXTS
    + "return found.map(([n, e]) => [n.data.trim().slice(0, 40), parse(getComputedStyle(e).color).slice(0, 3), ground(e)]); }"
)
SIZES = (
    "() => {" + _TEXTS + "return found.map(([_, e]) => parseFloat(getComputedStyle(e).fontSize)); }"
)
