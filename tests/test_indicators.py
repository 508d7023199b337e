"""Indicators: what a profile watches for is reported, or not reported in this collection."""

import re
from dataclasses import replace

import pytest
from builders import brief_of
from pydantic import TypeAdapter

from briefgen.language.english.factuality import is_told_as_done
from briefgen.model import Indicator
from briefgen.profile.tables import Profile
from briefgen.rendering import render
from briefgen.series.changes import compare_indicators

REPORTED, SILENT = "reported", "not reported in this collection"
WATCHED = [
    {"text": "A nuclear test", "keywords": ["nuclear test", "nuclear testing"]},
    {
        "text": "A strike in the harbour",
        "keywords": ["strike", "walked out"],
        "require": ["harbour"],
        "exclude": ["airstrike", "strike price"],
    },
]
PROFILE = TypeAdapter(Profile).validate_python({"title": "Weekly", "indicators": WATCHED})
OTHER = "The council of the town met on Monday and spoke of the new road along the river for hours."


def watch(*texts: str, date: str = "2026-11-03") -> tuple[Indicator, ...]:
    """Return the two indicators of a brief made from texts of one day."""
    dated = [f"The news of the day\n\nPublished: {date}\n\n{text}\n\n{OTHER}" for text in texts]
    return brief_of(dated, PROFILE).indicators


DONE = [
    "North Korea conducted its seventh nuclear test on Monday.",
    "Despite calls to stop, North Korea conducted a nuclear test.",
    "Seoul warned that North Korea had conducted a nuclear test.",
    "The nuclear test, which Seoul had not expected, was felt in Harbin.",
    "Although talks were not over, North Korea carried out a nuclear test.",
    "The council condemned the nuclear test and warned of sanctions.",
    "North Korea managed to carry out a nuclear test.",
]
UNDONE = [
    "North Korea has not conducted a nuclear test since 2017.",
    "No missile launch, artillery fire or nuclear test was seen.",
    "There is no evidence that North Korea conducted a nuclear test.",
    "North Korea is preparing for a nuclear test, South Korea said.",
    "North Korea could conduct a nuclear test at any time.",
    "North Korea threatened to carry out a nuclear test.",
    "If North Korea conducts a nuclear test, sanctions will follow.",
    "The council urged North Korea to refrain from any nuclear test.",
    "A nuclear test would be a serious threat.",
    "The planned nuclear test was called off on Monday.",
    "Pyongyang halted its nuclear test programme in May.",
    "A nuclear test is scheduled for Monday, Seoul said.",
    "The nuclear test, set for Monday, has split the council.",
    "The region braces for a nuclear test.",
    "The countdown to the nuclear test began.",
    "Hours before the nuclear test, the villages were cleared.",
    "The army rehearsed a nuclear test in the hills.",
    "The likelihood of a nuclear test is small.",
    "A nuclear test looms over the talks.",
]


@pytest.mark.parametrize("text", DONE)
def test_what_happened_is_told_as_done(text: str) -> None:
    assert is_told_as_done(text, *_named(text))


@pytest.mark.parametrize("text", UNDONE)
def test_what_is_planned_feared_or_denied_is_not(text: str) -> None:
    assert not is_told_as_done(text, *_named(text))


def _named(text: str) -> tuple[int, int]:
    found = re.search("nuclear test", text)
    assert found
    return found.span()


def test_a_report_of_the_thing_is_shown_with_its_sentence() -> None:
    test, strike = watch("North Korea conducted a nuclear test at its northern site, Seoul said.")
    assert (test.status, test.note) == (REPORTED, "One source only.")
    assert len(test.sentences) == 1
    assert test.articles == ("S1",)
    assert (strike.status, strike.sentences, strike.mentions) == (SILENT, (), ())


def test_silence_is_no_report_that_nothing_happened() -> None:
    test, _ = watch("The harbour of the town was busy all week, and ships came from everywhere.")
    assert test.status == SILENT
    assert "no report that it did not happen" in (test.note or "")


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (
            "North Korea is preparing a nuclear test at its northern site, Seoul said on Tuesday.",
            "possible or planned",
        ),
        (
            "North Korea may conduct a nuclear test at its northern site, Seoul said on Tuesday.",
            "possible or planned",
        ),
        (
            "Seoul accused North Korea of a nuclear test at its northern site on Tuesday.",
            "possible or planned",
        ),
        ("North Korea denied that it had conducted a nuclear test at its northern site.", "denied"),
        ("North Korea conducted a nuclear test at its northern site in September 2017.", "past"),
    ],
)
def test_a_plan_a_denial_or_the_past_is_a_mention_and_no_report(text: str, how: str) -> None:
    test, _ = watch(text)
    assert test.status == SILENT
    assert len(test.mentions) == 1
    assert test.note == f"Spoken of only as {how}."


def test_several_ways_to_speak_of_it_are_all_named() -> None:
    test, _ = watch(
        "North Korea denied that it had conducted a nuclear test at its northern site.",
        "North Korea may conduct a nuclear test at its northern site, Seoul said on Tuesday.",
    )
    assert test.note == "Spoken of only as denied or possible or planned."


@pytest.mark.parametrize(
    "text",
    [
        "North Korea conducted a nuclear test on Sunday night, the ministry in Seoul confirmed.",
        "North Korea carried out a nuclear test, a day after it denied that it would do so.",
    ],
)
def test_what_happened_shortly_before_or_in_spite_of_a_denial_is_reported(text: str) -> None:
    assert watch(text)[0].status == REPORTED


def test_a_sentence_needs_its_words_and_none_that_rule_it_out() -> None:
    for text, status in {
        "Workers of the harbour began a strike for higher wages, their union said.": REPORTED,
        "Workers of the railway began a strike for higher wages, their union said.": SILENT,
        "An airstrike hit the harbour and a strike destroyed a ship, officials said.": SILENT,
    }.items():
        assert watch(text)[1].status == status


def test_an_indicator_knows_its_status_in_the_edition_before() -> None:
    then = watch("North Korea conducted a nuclear test at its northern site, Seoul said.")
    now = watch("The harbour of the town was busy all week, and ships came from everywhere.")
    test, strike = compare_indicators(now, then[:1])
    assert (test.status, test.before) == (SILENT, REPORTED)
    assert strike.before is None


def test_pages_print_the_status_and_what_changed() -> None:
    brief = brief_of([f"The news\n\n{DONE[0]}\n\n{OTHER}"], PROFILE)
    page = _web_page(brief)
    assert "Not reported here" in page
    assert "Reported" in page.split("What you watch for")[1]
    assert "What you watch for" not in _web_page(replace(brief, indicators=()))


def _web_page(brief) -> str:
    pages = {a.name: a.content for a in render(brief, ["analyst"])}
    return pages["brief.html"].decode()


@pytest.mark.parametrize(
    ("text", "bombs", "exact"),
    [
        ("The air force bombed the port of Velm on Monday, the mayor said.", SILENT, SILENT),
        ("Two bombs fell on the port of Velm on Monday, the mayor said.", REPORTED, REPORTED),
        ("A bomb fell on the port of Velm on Monday, the mayor said.", REPORTED, SILENT),
        ("The bombing of the port of Velm began on Monday, he said.", SILENT, SILENT),
        ("The port of Velm was shelled on Monday, the mayor said.", SILENT, SILENT),
    ],
)
def test_a_plural_is_no_verb_and_an_exact_word_is_itself(text: str, bombs: str, exact: str) -> None:
    watched = [{"text": "Bombs", "keywords": ["bombs"]}, {"text": "Exact", "keywords": ["=bombs"]}]
    profile = TypeAdapter(Profile).validate_python({"title": "Weekly", "indicators": watched})
    dated = f"The news of the day\n\nPublished: 2026-11-03\n\n{text}\n\n{OTHER}"
    assert [i.status for i in brief_of([dated], profile).indicators] == [bombs, exact]
