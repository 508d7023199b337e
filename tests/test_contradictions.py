"""What contradicts what: figures only where no bound makes both true, and statements where one is said against the other."""

import pytest
from builders import articles

from briefgen.analysis.readings import Reading, read_sentences
from briefgen.findings.claims import look_closely
from briefgen.findings.contradictions import Opposed, nth_days, orders, taken_back
from briefgen.findings.denials import find_blamed
from briefgen.findings.figures import Figure, contradict, figures_of
from briefgen.findings.origins import find_origins
from briefgen.findings.stories import find_stories
from briefgen.language.english.contrasts import blames_another

HEAD = "A title of four words\n\nPublished: {}\n\n"
DAY = "2026-03-11"


def read(*texts: str, days: tuple[str, ...] = ()) -> list[Reading]:
    dated = days or (DAY,) * len(texts)
    made = articles(*(HEAD.format(d) + t for d, t in zip(dated, texts, strict=True)))
    return list(read_sentences(made, find_origins(made)).values())


def figure(phrase: str) -> Figure:
    (reading,) = read(f"The quake in Velm killed {phrase} on Monday.")
    (found,) = figures_of(reading)
    return found


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("more than 3,000 people", "3,600 people", False),
        ("more than 3,000 people", "about 3,600 people", False),
        ("more than 1,000 people", "more than 1,400 people", False),
        ("at least 40 people", "47 people", False),
        ("at least 40 people", "at least 60 people", False),
        ("over 200 people", "310 people", False),
        ("up to 90 people", "41 people", False),
        ("as many as 1,300 people", "more than 300 people", False),
        ("as many as 1,300 people", "355 people", False),
        ("fewer than 90 people", "70 people", False),
        ("nearly 5,000 people", "4,800 people", False),
        ("almost 200 people", "192 people", False),
        ("about 5,000 people", "5,100 people", False),
        ("between 320 and 1,300 people", "700 people", False),
        ("between 320 and 1,300 people", "more than 1,100 people", False),
        ("4,500 people", "4,493 people", False),
        ("1,200 people", "1,200 people", False),
        ("more than 3,600 people", "3,000 people", True),
        ("at least 63 people", "57 people", True),
        ("more than 1,300 people", "355 people", True),
        ("up to 40 people", "61 people", True),
        ("fewer than 90 people", "more than 130 people", True),
        ("nearly 5,000 people", "3,900 people", True),
        ("about 5,000 people", "5,500 people", True),
        ("16 people", "24 people", True),
        ("nine people", "10 people", True),
        ("between 320 and 1,300 people", "1,429 people", True),
        ("some 1,300 people", "355 people", True),
    ],
)
def test_figures_contradict_where_no_bound_makes_both_true(
    one: str, other: str, *, apart: bool
) -> None:
    a, b = figure(one), figure(other)
    assert contradict(a, b) is apart
    assert contradict(b, a) is apart


TREATED = "Doctors of the Red Lamp in Velm treated {} patients for burns after the blast at the mill on Monday, the agency said."


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("more than 3,000", "about 3,600", False),
        ("more than 1,000", "more than 1,400", False),
        ("about 2,100", "3,600", True),
        ("more than 3,600", "2,100", True),
    ],
)
def test_a_table_of_figures_holds_only_what_contradicts(
    one: str, other: str, *, shown: bool
) -> None:
    rest = "The blast at the mill in Velm was heard in the next town."
    made = articles(
        HEAD.format(DAY) + TREATED.format(one) + " Rain fell.",
        HEAD.format(DAY) + rest + " " + TREATED.format(other),
    )
    origins = find_origins(made)
    found = look_closely(read_sentences(made, origins), made, find_stories(made, origins))
    assert bool([t for t in found.tables if not t.over_time]) is shown


def phrases(found: list[Opposed]) -> list[tuple[str, ...]]:
    return [tuple(phrase for _, phrase in o.sides) for o in found]


SOLD = "Mayor Ann Brandt said on Monday that the town had sold the old pier to a bank."


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("But hours later the clerk Jon Orr contradicted Brandt in the town hall.", True),
        (
            "But the clerk Jon Orr appeared to backtrack, saying reports that the pier had been sold were wrong.",
            True,
        ),
        ("But Brandt walked back her words on Tuesday.", False),
        ("But the clerk Jon Orr contradicted a banker in the town hall.", False),
        ("But the clerk Jon Orr said the bank would open in May.", False),
        ("The clerk Jon Orr contradicted nobody in the town hall.", False),
    ],
)
def test_who_says_that_he_contradicts_the_one_before_does(answer: str, *, shown: bool) -> None:
    assert bool(list(taken_back(read(f"{SOLD} {answer}")))) is shown


DENIED = "“We have no evidence that the fire was planned,” an official of the town said."


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("Yet an officer of the police told lawmakers that he did think the fire was set.", True),
        ("But a fireman said that he does believe the fire was planned.", True),
        ("Yet a fireman said that he did not think the fire was planned.", False),
        ("A fireman said that he did think the fire was set.", False),
        ("Yet a fireman said that he did like the town.", False),
        ("Yet a fireman said that the men did so in the rain.", False),
    ],
)
def test_a_stressed_verb_behind_a_denial_says_the_contrary(answer: str, *, shown: bool) -> None:
    assert bool(list(taken_back(read(f"{DENIED} {answer}")))) is shown


AFTER = "The harbour office in Velm put out a warning after its boats had been lost."


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        (
            "As noted, however, the harbour office’s warning was issued before the boats were lost.",
            True,
        ),
        ("In fact the harbour office sent its warning before the boats were lost.", True),
        ("The harbour office sent a warning before the boats were lost.", False),
        ("However, the harbour office sent its warning after the boats were lost.", False),
        ("However, the harbour office sent a warning again before the boats were lost.", False),
        ("However, the harbour office sent its warning two days before the storm.", False),
        ("However, the mayor spoke before the boats were lost.", False),
    ],
)
def test_the_order_of_two_events_is_contradicted_by_whoever_turns_it_round(
    other: str, *, shown: bool
) -> None:
    assert bool(list(orders(read(AFTER, other)))) is shown


@pytest.mark.parametrize(
    ("other", "day", "shown"),
    [
        ("The strike of dockers entered its third day in Velm, the union said.", DAY, True),
        ("The strike of dockers entered its fourth day in Velm, the union said.", DAY, False),
        (
            "The strike of dockers entered its fifth day in Velm, the union said.",
            "2026-03-12",
            False,
        ),
        ("The trial of a banker entered its third day in Velm, a clerk said.", DAY, False),
        ("The strike of dockers entered its third day in Larne, the union said.", DAY, False),
    ],
)
def test_days_of_one_thing_are_counted_from_one_day(other: str, day: str, *, shown: bool) -> None:
    first = "The dockers’ strike marked its fourth day in Velm."
    assert bool(list(nth_days(read(first, other, days=(DAY, day))))) is shown


def test_who_denies_a_deed_and_names_another_contradicts_who_tells_it() -> None:
    told = "The port of Larne was hit in May. Arvania used nerve gas on the port, the allies said."
    denial = "The port of Larne was hit in May. Arvania has denied using nerve gas, blaming the attack on rebels."
    made = articles(HEAD.format(DAY) + told, HEAD.format(DAY) + denial)
    origins = find_origins(made)
    found = list(find_blamed(read_sentences(made, origins), find_stories(made, origins)))
    assert phrases(found) == [("Arvania used nerve gas", "blaming the attack on rebels")]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Arvania denied using gas, attributing the attack of May 3 to the rebels.", True),
        ("Arvania denied using gas and blamed rebels.", True),
        ("Arvania denied using gas, blaming rebels for the attack.", True),
        ("Arvania denied using gas, saying the rebels were responsible.", True),
        ("Arvania denied using gas, blaming the West for high prices.", False),
        ("Arvania denied using gas, and blamed itself.", False),
        ("Arvania denied using gas in a letter to the council.", False),
    ],
)
def test_only_who_names_another_doer_blames_him(text: str, *, named: bool) -> None:
    assert (blames_another(text) is not None) is named
