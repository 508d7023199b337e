"""What keeps two sentences of like words from being printed as one fact, rule by rule; all names are made up."""

import pytest
from builders import articles

from briefgen.analysis.readings import Reading, read_sentences
from briefgen.findings.contradictions import answered
from briefgen.findings.laid_out import Laid
from briefgen.findings.vetoes import keep_apart, vetoes
from briefgen.language.english.main_verbs import main_verb
from briefgen.language.english.persons import surname_of
from briefgen.language.english.settings import hours_of, opening_place


def read(text: str) -> list[Reading]:
    made = articles(f"Four words stand here\n\nPublished: 2026-04-15\n\n{text}")
    return list(read_sentences(made, {a.id: a.id for a in made}).values())


def laid(text: str) -> Laid:
    return Laid(read(text)[0])


def kept_apart(one: str, other: str) -> tuple[str, ...]:
    a, b = laid(one), laid(other)
    return keep_apart(a, b, vetoes(a, b))


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        (
            "speaker",
            "“The dam at Velm is safe,” said Mayor Ada Korv.",
            "The dam at Velm is safe and the town is not in danger, engineer Jon Rask said.",
        ),
        (
            "hour",
            "Velm imposed a curfew from 10 p.m. to 5 a.m. on Tuesday.",
            "Velm imposed a curfew from midnight to 5 a.m. on Tuesday.",
        ),
        (
            "place",
            "In Velm, two schools were closed on Thursday after the storm.",
            "In Olden, three schools were closed on Thursday after the storm.",
        ),
        (
            "hindered",
            "Snipers stopped the inspectors from visiting the mill in Velm on Monday.",
            "The inspectors visited the mill in Velm on Monday under fire from snipers.",
        ),
        (
            "crossed",
            "The slide at Velm killed 12 sheep and hurt 40 cows on Monday.",
            "The slide at Velm killed 40 sheep and hurt 12 cows on Monday.",
        ),
        (
            "deed",
            "Jon Rask, 40, is charged with the murder of two guards at the mill in Velm.",
            "A jury in Velm on Monday convicted Jon Rask of the murder of two guards at the mill.",
        ),
        (
            "role",
            "On Friday, Ada Korv thanked Jon Korv in front of the mill at Velm.",
            "On Friday, Jon Korv thanked Ada Korv in front of the mill at Velm.",
        ),
        (
            "day",
            "The mill at Velm will be handed to the town in May.",
            "The mill at Velm will be handed to the town in September.",
        ),
    ],
)
def test_a_rule_keeps_two_sentences_apart(rule: str, one: str, other: str) -> None:
    assert rule in kept_apart(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "“The dam at Velm is safe,” said the mayor’s spokesman, Jon Rask.",
            "The town hall of Velm said that the dam is safe.",
        ),
        (
            "The slide at Velm killed 12 sheep and hurt 40 cows on Monday.",
            "On Monday, the slide at Velm hurt 40 cows and killed 12 sheep.",
        ),
        (
            "The gates of the mill at Velm were locked at 8 p.m. on Tuesday.",
            "The gates of the mill at Velm were locked shortly before 8:15 p.m. on Tuesday.",
        ),
        (
            "Ada Korv thanked Jon Rask in front of the mill at Velm on Friday.",
            "On Friday, Jon Rask was thanked by Ada Korv in front of the mill at Velm.",
        ),
    ],
)
def test_nothing_keeps_two_reports_of_one_fact_apart(one: str, other: str) -> None:
    assert kept_apart(one, other) == ()


@pytest.mark.parametrize(
    ("first", "contradicted"),
    [
        ("had not opened the gate of the canal lock", True),
        ("had been told not to open the gate of the canal lock", False),
    ],
)
def test_what_somebody_is_told_not_to_do_contradicts_nobody(
    first: str, *, contradicted: bool
) -> None:
    told = read(
        f"The mayor said that the miners {first}. But foreman Abel Rust said that the miners would open the gate of "
        "the canal lock."
    )
    assert bool(list(answered(told))) is contradicted


def test_a_clock_time_before_a_day_opens_no_clause() -> None:
    gates = "The gates of the mill at Velm were locked {} 8 p.m. on Tuesday."
    assert {laid(gates.format(w)).dates for w in ("at", "before", "shortly before", "after")} == {
        frozenset({"2026-04-14"})
    }
    assert laid("The mill was sold before 8 men voted on Tuesday.").dates == {"2026-04-14"}


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Deputy Harbour Minister Ada Korv", "korv"),
        ("Mr. Rask", "rask"),
        ("Korv", "korv"),
        ("the White House", ""),
        ("CNN", ""),
        ("Iran", ""),
        ("Moscow", ""),
        ("Republicans", ""),
        ("two officials", ""),
        ("Ada Korv and Rask of Velm", ""),
    ],
)
def test_two_speakers_are_told_apart_by_the_last_names_of_persons(who: str, name: str) -> None:
    assert surname_of(who) == name


def test_the_verb_of_what_is_told_stands_in_the_clause_that_is_reported() -> None:
    assert (
        main_verb("Ada Korv said that the mill, which burned in May, was sold.", "Ada Korv")
        == "sold"
    )
    assert main_verb("After the fire the town sold the mill.", None) == "sold"
    assert main_verb("Rain.", None) == ""


def test_hours_and_an_opening_place_are_read() -> None:
    assert hours_of("from midnight to 5 a.m. and at 7:30 p.m.") == {0, 300, 1170}
    assert opening_place("In New Velm, two schools closed.") == {"new", "velm"}
    assert opening_place("In all, two schools closed.") == frozenset()
