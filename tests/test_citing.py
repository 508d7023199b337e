"""The line under a sentence: publisher, day, the address of the very sentence, who else reports it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import AS_OF, seeds_brief

from briefgen.model import Brief, Event
from briefgen.model.publishers import publisher_name
from briefgen.profile.load import parse_profile
from briefgen.rendering.pages.citing import (
    address_of,
    alone_in,
    cite,
    listed,
    name_of,
    source_of,
    text_fragment,
    with_fragment,
)
from briefgen.rendering.pages.days import near_day, period_words

URL = "https://example.org/2013/08/27/story.html"


@pytest.fixture(scope="module")
def brief() -> Brief:
    return seeds_brief()


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("CNN (Web News)", "CNN"),
        ("New York Times - News", "New York Times"),
        ("NPR Online News", "NPR"),
        ("Fox Online News", "Fox News"),
        ("Newsmax | Top Stories", "Newsmax"),
        ("The Alda Courier [RSS feed]", "The Alda Courier"),
        ("Alda News", "Alda News"),
        ("Online", "Online"),
        ("News - News", "News"),
    ],
)
def test_a_publisher_has_the_name_that_readers_know(given: str, name: str) -> None:
    assert publisher_name(given) == name


def test_a_profile_names_publishers_before_the_table_does() -> None:
    register = [{"name": "CNN (Web News)", "shown": "Cable News"}, {"name": "KCNA"}]
    profile = parse_profile({"sources": register}, "briefgen.toml")
    own = {s.name: s.shown for s in profile.sources if s.shown}
    assert publisher_name("cnn (web news)", own) == "Cable News"
    assert publisher_name("KCNA", own) == "KCNA"


def test_a_sentences_address_names_its_first_and_last_words_escaped() -> None:
    text = "Ban Ki-moon, who spoke first, said “no & never” to a 50% cut of the well-known fund."
    assert text_fragment(text) == (
        ":~:text=Ban%20Ki%2Dmoon%2C%20who%20spoke%20first%2C,cut%20of%20the%20well%2Dknown%20fund."
    )
    assert text_fragment("Rain, at last.") == ":~:text=Rain%2C%20at%20last."


def test_an_address_keeps_its_own_anchor_and_loses_another_place() -> None:
    assert with_fragment(URL, ":~:text=a") == f"{URL}#:~:text=a"
    assert with_fragment(f"{URL}#top", ":~:text=a") == f"{URL}#top:~:text=a"
    assert with_fragment(f"{URL}#:~:text=b", ":~:text=a") == f"{URL}#:~:text=a"


def test_a_sentence_that_the_page_may_show_otherwise_gets_the_articles_address_alone(
    brief: Brief,
) -> None:
    sentence = next(s for s in brief.sentences.values() if len(s.text) == s.end - s.start)
    source = replace(source_of(sentence, brief), url=URL)
    assert str(address_of(sentence, source)).startswith(f"{URL}#:~:text=")
    assert address_of(replace(sentence, end=sentence.end + 2), source) == URL
    assert address_of(sentence, replace(source, url="javascript:alert(1)")) is None
    assert address_of(sentence, replace(source, url=None)) is None


def test_without_a_publisher_stands_the_title_or_the_files_name(brief: Brief) -> None:
    source = replace(brief.sources[0], publisher=None, title="A title " * 20)
    assert len(name_of(source, brief)) < 80
    assert name_of(source, brief).startswith("“A title A title")
    assert name_of(source, brief).endswith(" …”")
    assert name_of(replace(source, title=None), brief) == source.file


def test_the_line_names_other_publishers_once_and_never_its_own(brief: Brief) -> None:
    other = {s.source: s.id for s in brief.sentences.values()}
    own = next(iter(brief.sentences))
    home = brief.sentences[own].source
    names = {"S1": "CNN", "S2": "Fox Online News", "S3": "Fox News", "S4": "NPR", "S5": "NPR"}
    sources = tuple(replace(s, publisher=names[s.id]) for s in brief.sources)
    evidence = {
        **brief.evidence,
        own: replace(brief.evidence[own], also=tuple(k for s, k in other.items() if s != home)),
    }
    found = cite(own, replace(brief, sources=sources, evidence=evidence))
    assert home == "S1"
    assert found.publisher == "CNN"
    assert found.elsewhere == "Also in Fox News and NPR."


def test_that_nobody_else_says_it_stands_there_only_where_the_event_is_known(brief: Brief) -> None:
    own = next(iter(brief.sentences))
    home = brief.sentences[own].source
    event = Event(
        id="E1", sentence=own, title="A", title_source=home, date="2025-11-05", articles=(home,), origins=1
    )  # fmt: skip
    alone = replace(brief.evidence[own], also=(), independence="single source", event="E1")
    sources = tuple(replace(s, publisher=f"Courier {s.id}") for s in brief.sources)
    told = replace(brief, sources=sources, evidence={**brief.evidence, own: alone}, events=(event,))
    assert alone_in(own, told) == "No other publisher here says it."
    assert cite(own, told).elsewhere == ""
    assert alone_in(own, replace(told, events=())) == ""
    more = replace(event, articles=(home, next(s.id for s in brief.sources if s.id != home)))
    assert alone_in(own, replace(told, events=(more,))) == ""


def test_who_says_it_stands_there_where_the_sentence_does_not_say_so(brief: Brief) -> None:
    key = next(iter(brief.sentences))
    said = brief.evidence[key].attribution
    for kind, who, shown in (
        ("named", "Jane Alda", "Said by Jane Alda."),
        ("role", "a harbour spokesman", "Said by a harbour spokesman."),
        ("vague", "officials", ""),
        ("named", brief.sentences[key].text[:12], ""),
    ):
        told = replace(brief.evidence[key], attribution=replace(said, kind=kind, who=who))
        assert cite(key, replace(brief, evidence={**brief.evidence, key: told})).said == shown


def test_the_macro_links_the_publisher_and_nothing_else() -> None:
    c = {"publisher": "CNN", "day": "27 Aug", "url": f"{URL}#:~:text=a%2Cb", "said": "", "elsewhere": "Also in NPR."}  # fmt: skip
    assert _printed(c) == f'<a class="from" href="{URL}#:~:text=a%2Cb">CNN</a>, 27\u00a0Aug. Also in NPR.'  # fmt: skip
    assert _printed({**c, "url": None, "day": ""}) == '<span class="from">CNN</span>. Also in NPR.'


def _printed(citation: dict[str, str | None]) -> str:
    from jinja2 import DictLoader

    from briefgen.rendering.environment import make_environment

    environment = make_environment()
    text = '{% from "base/macros.html" import citation with context %}{{ citation(c) }}'
    environment.loader.loaders.insert(0, DictLoader({"try.html": text}))  # type: ignore[union-attr]
    context = {"c": citation, "house": {}, "cites_lead_to": None, "most_cites": None}
    return environment.get_template("try.html").render(context)


def test_days_are_said_in_words() -> None:
    assert near_day("2013-08-27", AS_OF.replace(AS_OF[:4], "2013")) == "27 Aug"
    assert near_day("2012-08-27", "2013-09-01") == "27 Aug 2012"
    assert near_day("2013-08", "2013-09-01") == "Aug 2013"
    assert near_day(None, "2013-09-01") == ""
    assert period_words("2013-08-26", "2013-09-01") == "Monday 26 August to Sunday 1 September 2013"
    assert period_words("2012-12-31", "2013-01-06") == "Monday 31 December 2012 to Sunday 6 January 2013"  # fmt: skip
    assert period_words("2024-04-02", "2025-11-09") == "April 2024 to November 2025"
    assert period_words("2013-09-01", "2013-09-01") == "Sunday 1 September 2013"
    assert period_words("2013", "2013-09-01") == "2013 to 1 September 2013"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"
    assert listed([]) == ""
