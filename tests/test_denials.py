"""A denial stands beside the sentence that asserts what it denies, and beside no other."""

import pytest
from builders import articles

from briefgen.analysis.readings import read_sentences
from briefgen.findings.claims import evidence_of, find_claims, look_closely
from briefgen.findings.origins import find_origins
from briefgen.findings.stories import find_stories
from briefgen.model import Evidence

HEAD = "A title of four words\n\nPublished: 2026-03-11\n\n"
Printed = dict[str, list[str]]


def evidence(*texts: str) -> tuple[dict[str, str], dict[str, Evidence]]:
    """Return the sentences of some articles and what is known of each."""
    made = articles(*(HEAD + text for text in texts))
    readings = read_sentences(made, find_origins(made))
    found = look_closely(readings, made, find_stories(made, find_origins(made)))
    known = evidence_of(readings, found)
    return {k: r.sentence.text for k, r in readings.items()}, {k: known[k] for k in readings}


def denied(*texts: str) -> Printed:
    """Return the denials of each sentence of some articles that has any."""
    said, known = evidence(*texts)
    return {said[k]: [said[d] for d in e.denials] for k, e in known.items() if e.denials}


DENIAL = "Arvania has denied using nerve gas."
BOTH = "The war between Arvania and Belmark began in May. Arvanian President Jon Orlov spoke to the nation on Monday. "


@pytest.mark.parametrize(
    "claim",
    [
        "Arvania used nerve gas on a village in the north.",
        "The minister said there was no doubt that Arvania used nerve gas on a village.",
        "Inspectors told the council that Arvania had used nerve gas on a village.",
        "The allies said the evidence showed that Arvania used nerve gas.",
        "The minister made the case that Arvania used nerve gas in the north.",
        "Arvania’s army used nerve gas on a village in the north, the allies said.",
        "The envoy blamed Arvania for using nerve gas in the north.",
        "The envoy accused Arvania of using nerve gas in the north.",
        "Troops loyal to Arvania used nerve gas on a village in the north.",
        "A majority of those asked believe Arvania used nerve gas.",
    ],
)
def test_a_deed_that_is_told_or_claimed_is_what_is_denied(claim: str) -> None:
    assert denied(BOTH + claim, BOTH + DENIAL).get(claim) == [DENIAL]


@pytest.mark.parametrize(
    "claim",
    [
        "Listing the proof that Arvania used nerve gas is a job for a clerk, the envoy said.",
        "The idea that Arvania used nerve gas was new to the envoy.",
        "Inspectors came to find out that Arvania used nerve gas or did not.",
        "The envoy asked for a way of proving that Arvania used nerve gas.",
        "The council voted for sanctions on Arvania for using nerve gas.",
        "The council met amid reports that Arvania used nerve gas.",
        "The council met in light of reports that Arvania had used nerve gas.",
        "The envoy wanted to know whether Arvania used nerve gas.",
        "The allies will strike if Arvania used nerve gas.",
        "The vote takes away the ability of Arvania to use nerve gas.",
        "Arvania said that the rebels used nerve gas.",
        "Arvania accused the rebels after they used nerve gas.",
        "Rebels fighting Arvania used nerve gas on a village, the minister said.",
        "Opponents of Arvania used nerve gas on a village, the minister said.",
        "Arvania’s neighbours used nerve gas on a village, the minister said.",
        "The envoy called the use of nerve gas in Arvania a moral outrage.",
        "Belmark used nerve gas on a village in the north of Arvania.",
    ],
)
def test_a_deed_in_what_is_only_sought_feared_or_another_s_is_not(claim: str) -> None:
    assert claim not in denied(BOTH + claim, BOTH + DENIAL)


@pytest.mark.parametrize(
    ("who", "told"),
    [("Orlov’s regime", True), ("Orlov’s troops", True), ("Orlov’s enemies", False)],
)
def test_a_state_does_what_its_head_and_his_own_do(who: str, *, told: bool) -> None:
    nation = "Norwegian Prime Minister Jon Orlov spoke to the nation on Monday. "
    claim = f"{who} used nerve gas on a village in the north, the allies said."
    denial = "Norway has denied using nerve gas."
    assert (claim in denied(nation + claim, nation + denial)) is told


def test_who_tells_the_same_and_not_what_is_denied_has_no_denial_beside_it() -> None:
    accuses = (
        "On Monday, Minister Ann Lee said it was undeniable that the regime of Orlov had used nerve gas "
        "and called the act a “moral obscenity.”"
    )
    names_nobody = (
        "Minister Ann Lee on Monday called the use of nerve gas a “moral obscenity” that could not go "
        "unanswered, and called the act cruel."
    )
    denial = "The regime of Orlov has denied that it had used nerve gas."
    found = denied(f"{denial} {accuses}", f"Rain fell in Velm. {names_nobody}")
    assert found[accuses] == [denial]
    assert names_nobody not in found


def test_the_same_words_of_somebody_are_denied_wherever_they_stand() -> None:
    told = "“The flood was almost certainly made worse by the new dam above the old town of Velm,” Dr. Ann Lee said"
    first, second = f"{told} in the Velm Herald.", f"{told}."
    answer = "Jon Orlov, an engineer at the dam, disagreed, saying the river rose before the dam was shut."
    found = denied(
        f"The water fell on Monday. {first} {answer}",
        f"Shops in Velm opened again. {second} Schools stay shut.",
    )
    assert found == {first: [answer], second: [answer]}


ATTACK = "Gunmen stormed the mill in Velm on Monday. "


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("Officials blamed a group called the Red Oak for the attack.", True),
        ("Officials accused a group called the Red Oak of the attack.", True),
        ("Members of a group called the Red Oak carried out the attack, officials said.", True),
        ("Officials said members of a group called the Red Oak were in the crowd.", False),
        ("Officials said a group called the Red Oak held a march that day.", False),
        (
            "Officials blamed a group called the Red Oak. It was not clear whether the group was responsible for more.",
            False,
        ),
    ],
)
def test_who_denies_to_be_behind_it_answers_who_said_so(told: str, *, meant: bool) -> None:
    denial = "The Red Oak denied it was behind the attack."
    found = denied(f"{ATTACK}{told} {denial}")
    assert ([denial] in found.values()) is meant


def test_what_denies_a_sentence_of_a_claim_denies_the_one_that_stands_for_it() -> None:
    texts = (
        "Northmill Bank closed nine branches in Velm on Monday, the union said. Rain fell.",
        "Northmill Bank closed nine branches in Velm on Monday. A clerk spoke. Northmill Bank denied that it closed nine branches in Velm.",
    )
    made = articles(*(HEAD + text for text in texts))
    readings = read_sentences(made, find_origins(made))
    stories = find_stories(made, find_origins(made))
    found = look_closely(readings, made, stories)
    for group in find_claims(readings, sorted(readings), made, stories, found):
        assert {r.sentence.id for r in group.denials} == found.denied.get(
            group.head.sentence.id, set()
        )


def test_a_hospital_without_a_name_is_not_the_one_of_another_story() -> None:
    here = "The hospital in Velm was full on Monday. The hospital used expired vaccine doses on children, a nurse said."
    there = "A storm hit the port of Larne, and ferries stayed away. The hospital denied using expired vaccine doses."
    assert denied(here, there) == {}


INQUIRY = "The inquiry into Velm began in May. "
SPILL = "Kelso Oil denied spilling crude oil into the Mar river."
MONEY = "Brandt denied taking secret money from a casino."


@pytest.mark.parametrize(
    ("claim", "denial", "meant"),
    [
        ("Kelso Oil spilled crude oil into the Mar river on Sunday, fishermen said.", SPILL, True),
        ("Kelso Oil is under investigation over spilled crude oil in the Mar river.", SPILL, False),
        ("A rival of Kelso Oil spilled crude oil into the Mar river.", SPILL, False),
        ("Kelso Oil said a rival spilled crude oil into the Mar river.", SPILL, False),
        ("Senator Ann Brandt took secret money from a casino, a witness told the court.", MONEY, True),
        ("Orr accused Brandt of taking secret money from a casino.", MONEY, True),
        ("Prosecutors want to charge Brandt with taking secret money from a casino.", MONEY, True),
        ("Brandt allegedly took secret money from a casino.", MONEY, True),
        ("Brandt’s staff took secret money from a casino, two aides said.", MONEY, True),
        ("Brandt’s opponent took secret money from a casino.", MONEY, False),
        ("Senator Jon Orr took secret money from a casino, and Brandt knew of it.", MONEY, False),
        ("Orr accused Brandt of ignoring that aides took secret money from a casino.", MONEY, False),
        ("A witness was asked whether Brandt took secret money from a casino.", MONEY, False),
        ("Investigators are looking for evidence that Brandt took secret money from a casino.", MONEY, False),
        ("The belief that Brandt took secret money from a casino is common in Velm.", MONEY, False),
        ("Senator Ann Brandt returned secret money to a casino.", MONEY, False),
        ("Senator Ann Brandt voted against a bill on secret money from casinos.", MONEY, False),
        ("Nobody believes that Brandt took secret money from a casino.", MONEY, False),
        ("Brandt never took secret money from a casino, her lawyer said.", MONEY, False),
        ("Had Brandt taken secret money from a casino, she would have lost.", MONEY, False),
        ("Brandt could have taken secret money from a casino, Orr said.", MONEY, False),
        ("Did Brandt take secret money from a casino?", MONEY, False),
        ("In 2009 Brandt took secret money from a casino in Larne.", MONEY, False),
    ],
)  # fmt: skip
def test_who_did_it_and_whether_it_is_told_as_done_decides(
    claim: str, denial: str, *, meant: bool
) -> None:
    found = denied(INQUIRY + claim, f"Rain fell on the town all week. {denial}")
    assert (denial in found.get(claim, [])) is meant


OPENED = "Councilman Jon Orr said the new bridge in Velm would open in May."


@pytest.mark.parametrize(
    ("claim", "denial", "meant"),
    [
        ("Councilman Jon Orr alleged that Brandt hid the cost of the bridge in Velm.", "Brandt denied the allegations.", True),
        ("Prosecutors charged Brandt with hiding the cost of the bridge in Velm.", "Brandt denied the charges.", True),
        ("Councilman Jon Orr said that Brandt sold the bridge in Velm.", "Brandt denied the accusation.", True),
        (OPENED, "Brandt denied the allegations.", False),
        ("The mayor opened a new bridge in Velm on Monday.", "Brandt denied the claim.", False),
        ("Councilman Jon Orr thanked the men who built the bridge in Velm.", "Brandt rejected that argument.", False),
        ("Councilman Jon Orr said the bridge in Velm was built too late.", "Brandt rejected that argument.", True),
        ("Councilman Jon Orr said the bridge in Velm was built too late.", "“That is false,” said Mayor Ann Brandt.", True),
        ("Mayor Ann Brandt said the bridge in Velm would open in May.", "But Brandt denied the reports.", False),
        ("It is not clear whether the bridge in Velm is safe.", "Brandt denied the report.", False),
        ("A paper reported that the bridge in Velm was not safe for trucks.", "The town’s engineer called the report “nonsense.”", True),
        ("A paper on Monday had a picture of the bridge in Velm at night.", "The town’s engineer called the report “nonsense.”", False),
        ("Police say Brandt was involved in the fire at the bridge in Velm.", "Brandt denied any involvement.", True),
        ("Police say the fire at the bridge in Velm was set.", "Brandt denied any involvement.", False),
        ("Police praised firemen behind the rescue at the bridge in Velm.", "The Red Oak denied responsibility.", False),
    ],
)  # fmt: skip
def test_a_denial_that_points_back_means_only_what_can_be_meant(
    claim: str, denial: str, *, meant: bool
) -> None:
    found = denied(f"The town council of Velm met on Monday. {claim} {denial}")
    assert (denial in found.get(claim, [])) is meant
