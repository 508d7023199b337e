"""What cue words tell: who says it, how sure, and what may stand alone."""

import pytest

from briefgen.language.english.attribution import attribute
from briefgen.language.english.concepts import concepts
from briefgen.language.english.fitness import faults, points_back
from briefgen.model import Sentence


def sentence_of(text: str) -> Sentence:
    return Sentence(
        id="S1.1", source="S1", paragraph=0, start=0, end=len(text), text=text.strip(), sha256=""
    )


@pytest.mark.parametrize(
    ("text", "kind", "who", "status"),
    [
        (
            "KCNA, the state agency, reported that the test was a success.",
            "named",
            "KCNA",
            "reported",
        ),
        (
            "Its chairman, Lee Min-ho, told reporters that the plant is shut.",
            "named",
            "Lee Min-ho",
            "reported",
        ),
        (
            "The town is short of bread, its mayor, Irena Kolda, said.",
            "named",
            "Irena Kolda",
            "reported",
        ),
        ("Kim Jong Un stated that the army will grow.", "named", "Kim Jong Un", "forecast"),
        (
            "The Japanese government condemned the launch.",
            "role",
            "The Japanese government",
            "reported",
        ),
        (
            "“We are ready,” a State Department official declared.",
            "role",
            "a State Department official",
            "reported",
        ),
        (
            "According to Japanese defense analysts, it flew 300 kilometers.",
            "role",
            "Japanese defense analysts",
            "reported",
        ),
        ("Reports suggest that arms were sent to Russia.", "vague", "Reports", "reported"),
        ("Analysts say the deal is off.", "vague", "Analysts", "reported"),
        ("The ministry denied that it had paid.", "role", "The ministry", "denied"),
        ("Russia is rumored to be offering technology.", "none", None, "rumoured"),
        ("The pact could change the region.", "none", None, "possible"),
        ("The army will hold drills next week.", "none", None, "forecast"),
        ("North Korea fired two missiles on May 3.", "none", None, "stated"),
        ("The United States has a new plan for the region.", "none", None, "stated"),
    ],
)
def test_a_sentence_says_who_says_it_and_how_surely(
    text: str, kind: str, who: str | None, status: str
) -> None:
    said = attribute(text)
    assert (said.kind, said.who, said.status) == (kind, who, status)


@pytest.mark.parametrize(
    "text",
    [
        "This move is seen as a lifeline for Moscow.",
        "However, the tightening of sanctions limits the trade.",
        "They met for the third time in a year.",
        "Experts from Japan warn that such moves threaten the region.",
        "The West has responded to this alliance with criticism.",
        "While both countries deny any trade, sources speak of missiles.",
    ],
)
def test_a_sentence_that_points_back_is_known(text: str) -> None:
    assert points_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. and its allies pledged sanctions on both North Korea and Russia.",
        "Just this year, North Korea has conducted dozens of tests.",
        "If the two continue, this could embolden Pyongyang to go on.",
        "Those who left the country were detained at the border.",
        "Weapons such as artillery shells were sent to the front.",
    ],
)
def test_a_sentence_that_resolves_itself_stands_alone(text: str) -> None:
    assert points_back(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Will the support enable Russia to intensify its war in Ukraine?", "a question"),
        (
            "The international community must foster unity among democratic nations now.",
            "a prescription",
        ),
        ("The stakes could not be higher for the people of the region.", "a stock phrase"),
        ("As the world watches, the two leaders meet in the far east.", "a stock phrase"),
        ("The following are key considerations for analysts and policymakers:", "a list lead-in"),
        ("He left the room.", "under 6 words"),
        ("“We will respond to all of it in our own time.", "a quotation is cut"),
        ("Word " * 50 + "end.", "over 45 words"),
        ("What we know of the talks in our newsroom is little enough.", "a first person"),
    ],
)
def test_what_is_no_point_is_left_out_with_its_reason(text: str, reason: str) -> None:
    sentence = sentence_of(text)
    assert reason in faults(sentence, attribute(sentence.text))


def test_what_an_official_demands_is_news() -> None:
    text = "Kim Jong Un said the army must be ready for war at any time."
    sentence = sentence_of(text)
    assert faults(sentence, attribute(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The factory filled drums with mustard gas until the war was over.",
        "The town shouldered the cost of the new harbour by itself.",
    ],
)
def test_a_word_that_begins_like_a_demand_is_none(text: str) -> None:
    assert "a prescription" not in faults(sentence_of(text), attribute(text))


def test_forms_of_one_actor_are_one_concept() -> None:
    forms = (
        "North Korea",
        "the DPRK",
        "Pyongyang",
        "Kim Jong-un",
        "Kim Jong Un",
        "North Korean troops",
    )
    assert {concepts(form).actors for form in forms} == {("north_korea",)}
