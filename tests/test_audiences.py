"""What each audience is shown: the limits of its pages, and what an audience must never see."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import brief_of, seeds_brief
from looking import page_texts, sheets

from briefgen.errors import BriefError, ConfigError
from briefgen.model import Brief
from briefgen.model.text import count_words
from briefgen.profile.load import parse_profile
from briefgen.rendering import audiences_of, render
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.pages.executive import choose_executive
from briefgen.rendering.pages.public import choose_public

ADMIRALTY = re.compile(r"\b[A-F][1-6]\b")
DATE_TIME_GROUP = re.compile(r"\b\d{6}Z\b")
ONE = (
    """Ferry strike ends

The ferry operator Nordlys said on 3 March 2026 that its crews returned to work. About 1,200
passengers waited in the port of Kirkevik, the harbour office reported.
""",
)


@pytest.fixture(scope="module")
def seeds() -> Brief:
    return seeds_brief()


@pytest.fixture(scope="module")
def many() -> Brief:
    """Return a brief of 40 articles that all report on two subjects."""
    texts = (
        f"Port {n} reports\n\nThe harbour office of Port {n} said on {1 + n % 28} March 2026 that "
        f"{100 + 7 * n} dockers went on strike over pay. The union of dockers asked for {n + 2} percent "
        f"more.\n\nAbout {n + 3} ships with grain waited off Port {n}, the pilots' guild reported. "
        f"The price of wheat rose by {n % 9 + 1} percent in Port {n}, traders said.\n"
        for n in range(40)
    )
    return brief_of(texts, parse_profile({"title": "Ports", "edition": 3}, "briefgen.toml"))


@pytest.fixture(params=["seeds", "one", "many"])
def brief(request: pytest.FixtureRequest) -> Brief:
    return brief_of(ONE) if request.param == "one" else request.getfixturevalue(request.param)


def made(brief: Brief, audience: str) -> dict[str, bytes]:
    return {artifact.name: artifact.content for artifact in render(brief, (audience,))}


def words_in_html(page: bytes) -> str:
    body = re.sub(r"(?s)^.*?<body[^>]*>", "", page.decode())
    return " ".join(
        re.sub(r"(?s)<(?:style|script).*?</(?:style|script)>|<[^>]+>", " ", body).split()
    )


# The public --------------------------------------------------------------------------------------


def test_public_pdf_is_one_page_of_at_most_600_words(brief: Brief, tmp_path: Path) -> None:
    pdf = tmp_path / "public.pdf"
    pdf.write_bytes(made(brief, "public")["public.pdf"])
    assert len(sheets(pdf)) == 1
    assert count_words(" ".join(page_texts(pdf))) <= 600


def test_public_web_page_has_at_most_1000_words_and_150_kilobytes(brief: Brief) -> None:
    page = made(brief, "public")["public.html"]
    assert count_words(words_in_html(page)) <= 1000
    assert len(page) <= 150_000


def blocks_of(page: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all that a public page quotes, denials beside what they deny."""
    parts = [*page["bullets"], *page["items"], *page["ahead"], *page["later"], *page["stands"]]
    return [p for part in parts for p in (part, *part.get("denials", ()))]


def test_public_prints_at_most_two_sentences_and_60_words_of_any_one_source(brief: Brief) -> None:
    points = blocks_of(choose_public(brief))
    keys = [k for p in points for k in (p["lead_in"], p["sentence"]) if k]
    assert len(set(keys)) == len(keys)
    sources = Counter(brief.sentences[k].source for k in keys)
    words: Counter[str] = Counter()
    for key in keys:
        words[brief.sentences[key].source] += count_words(brief.sentences[key].text)
    assert max(sources.values()) <= 2
    assert max(words.values()) <= 60


def test_public_opens_with_three_sentences_at_the_most(seeds: Brief) -> None:
    top = choose_public(seeds)["bullets"]
    assert 1 <= len(top) <= 3
    assert all(count_words(seeds.sentences[b["sentence"]].text) <= 45 for b in top)


def test_public_prints_a_denied_claim_with_its_denial_or_not_at_all(seeds: Brief) -> None:
    for block in blocks_of(choose_public(seeds)):
        denied = seeds.evidence[block["sentence"]].denials
        assert bool(denied) == bool(block.get("denials", ()))


def test_public_sees_no_codes_of_the_trade(brief: Brief) -> None:
    text = words_in_html(made(brief, "public")["public.html"])
    assert not ADMIRALTY.findall(text)
    assert not DATE_TIME_GROUP.findall(text)


def test_public_headline_is_a_title_of_a_source_or_the_profiles(seeds: Brief) -> None:
    page = choose_public(seeds)
    titles = {s.id: s.title for s in seeds.sources}
    assert page["headline"] == titles[page["headline_source"]]
    profile = parse_profile({"public": {"headline": "Ferries sail again"}}, "briefgen.toml")
    assert choose_public(brief_of(ONE, profile))["headline"] == "Ferries sail again"


def test_public_page_explains_only_words_that_it_prints() -> None:
    told = {"glossary": {"passengers": "people on board", "tonnage": "how much a ship holds"}}
    profile = parse_profile({"public": {**told, "contact": "desk@example.org"}}, "briefgen.toml")
    page = words_in_html(made(brief_of(ONE, profile), "public")["public.html"])
    assert "people on board" in page
    assert "how much a ship holds" not in page
    assert "desk@example.org" in page


@pytest.mark.parametrize("marking", ["TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])
def test_public_is_refused_unless_the_marking_is_clear(marking: str) -> None:
    brief = brief_of(ONE, parse_profile({"marking": marking}, "briefgen.toml"))
    with pytest.raises(BriefError, match=re.escape(f"marked {marking}")):
        render(brief, ("public",))
    assert "public" not in audiences_of(brief)
    with pytest.raises(ConfigError, match=r"'public' is shown TLP:CLEAR only"):
        parse_profile({"marking": marking, "audiences": ["public"]}, "briefgen.toml")


def test_a_long_explanation_of_a_word_is_told_when_the_profile_is_read() -> None:
    profile = {"public": {"glossary": {"strike": "word " * 26}}}
    with pytest.raises(ConfigError, match=r"public\.glossary\.strike: 26 words"):
        parse_profile(profile, "briefgen.toml")


def test_every_audience_has_the_same_numbers(seeds: Brief) -> None:
    said = words_in_html(made(seeds, "email")["email.html"])
    assert "five articles" in said
    assert set(AUDIENCES) == set(audiences_of(seeds))


def test_two_key_points_of_one_event_both_stand_in_front(seeds: Brief) -> None:
    """Who is suspected on Thursday and who admits it on Saturday: the brief chose both, so that both are told."""
    one_event = {k: replace(e, event="event-1") for k, e in seeds.evidence.items()}
    limits = AUDIENCES["executive"].limits
    apart, together = (
        choose_executive(brief, limits)["points"]
        for brief in (seeds, replace(seeds, evidence=one_event))
    )
    held = {p.sentence for p in seeds.key_points}
    assert [p["sentence"] for p in apart if p["sentence"] in held] == [
        p["sentence"] for p in together if p["sentence"] in held
    ]
