"""Who does what to whom in two sentences, without a parse: places that were changed, other deeds, deeds that are not done."""

import pytest

from briefgen.language.english.contraries import are_synonyms
from briefgen.language.english.slots import counted, other_deeds, swapped
from briefgen.language.english.undone import acting, done, opposed, stopped, undone

TOLD = "Ferrow Bank bought the Larne ferry line from Skelby on Monday, police said."


@pytest.mark.parametrize(
    "other",
    [
        "The Larne ferry line was bought from Skelby by Ferrow Bank on Monday, police said.",
        "Police said Ferrow Bank bought the Larne ferry line from Skelby on Monday.",
        "On Monday, Ferrow Bank bought the Larne ferry line from Skelby, police said.",
    ],
)
def test_the_same_told_otherwise_changes_no_places(other: str) -> None:
    assert not swapped(TOLD, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TOLD, "Skelby bought the Larne ferry line from Ferrow Bank on Monday, police said."),
        ("A guard stabbed a clerk in Larne.", "A clerk stabbed a guard in Larne."),
        ("Exports rose 2 percent while imports fell 1 percent.", "Imports rose 2 percent while exports fell 1 percent."),
        ("A train from Larne derailed.", "A train to Larne derailed."),
        ("Mayor Olt Dray dismissed Kesk Rask.", "Kesk Rask criticised Mayor Olt Dray."),
    ],
)  # fmt: skip
def test_two_that_change_places_are_seen(one: str, other: str) -> None:
    assert swapped(one, other)


def test_descriptions_may_change_where_names_stay() -> None:
    assert not swapped(
        "Brewer Haldern bought its rival Zlota.",
        "The brewer Zlota was bought by its rival Haldern.",
    )


def test_another_deed_on_the_same_is_seen() -> None:
    told = "Judge Pell granted bail to the singer on Monday."
    assert ("grant", "refus") in set(
        other_deeds(told, "Judge Pell refused the singer bail on Monday.")
    )
    assert not set(other_deeds(told, "Bail was granted to the singer by Judge Pell."))


def test_a_verb_is_another_with_its_particle() -> None:
    told = "The council voted on the plan.", "The council voted down the plan."
    assert ("vote", "vote_down") in set(other_deeds(*told))


def test_what_is_wanted_or_may_be_is_not_done() -> None:
    told = "The bank wants to buy the line and could have sold it, and refused to pay."
    assert {"buy", "sell", "pay"} <= undone(told)
    assert done("The bank bought the line.") == {"buy"}
    assert "ban" in opposed("They voted against a ban on Monday.")


def test_who_gives_up_has_not_acted() -> None:
    assert "ranger" in set(stopped("The rangers gave up the hunt."))
    assert "ranger" in set(acting("The rangers shot the bear."))


def test_plain_numbers_count_what_is_acted_on() -> None:
    assert counted("The quake killed nine pupils.")["kill"] == {9}
    assert counted("38 people were killed.")["kill"] == {38}
    assert not counted("The quake killed at least nine pupils and lasted 20 seconds.")


@pytest.mark.parametrize(
    ("one", "other"),
    [("froze", "freez"), ("sue", "su"), ("canadian", "canada"), ("abduct", "kidnap"), ("call_off", "cancel")],
)  # fmt: skip
def test_forms_of_a_word_and_synonyms_stand_for_one_another(one: str, other: str) -> None:
    assert are_synonyms(one, other)


@pytest.mark.parametrize(("one", "other"), [("bought", "sold"), ("boy", "girl"), ("wheat", "maiz")])
def test_contraries_and_two_of_one_kind_do_not(one: str, other: str) -> None:
    assert not are_synonyms(one, other)
