"""Who says it, in a whole article: the outer verb's subject, quotations that run on, pronouns that go back."""

import pytest

from briefgen.language.english.attribution import attribute, attribute_article


def speakers(*paragraphs: str | tuple[str, ...]) -> list[str | None]:
    """Return who says each sentence of an article; a paragraph of several sentences is a tuple."""
    given = [[p] if isinstance(p, str) else list(p) for p in paragraphs]
    return [said.who for paragraph in attribute_article(given) for said in paragraph]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # The subject of the outer verb, not the nearest noun.
        ("Nora Quist, head of the river office, said barges moored at Velm were safe.", "Nora Quist"),
        ("Rep. Ada Lind, R-Norland, said the growers have waited long enough.", "Rep. Ada Lind"),
        ("The levee, the last one north of Velm, held all night, says his brother, Tom Ruck.", "Tom Ruck"),
        ("Ferries serve Aland, Bornholm, Gotland and the Outer Isles, the pilots’ union said Monday.", "the pilots’ union"),
        ("Harbour workers plan to walk out in June, the port's director said, according to the Velm Post.", "the port's director"),
        ("A man who called himself the owner's uncle told the Velm Post that the barn was empty.", "A man"),
        ("The pilots' union of Velm continued to insist that the channel was too shallow.", "The pilots' union of Velm"),
        ("Ms. Quist's spokesman, Olaf Berg, told reporters that no barge had been hired.", "Olaf Berg"),
        ("“It is impossible,” Olaf Berg, the head of the Velm river office told a local paper.", "Olaf Berg"),
        ("“We paid in full,” Olaf Berg, the dealer who lost the 2019 race to Quist, told the Velm Post.", "Olaf Berg"),
        ("When Mayor Ada Lind went before the council, she put its members on notice: “We cannot wait for the state any longer.”", "Mayor Ada Lind"),
        ("The river office issued a statement late Tuesday saying the gates were shut.", "The river office"),
        ("In Velm, dredgers went back to work, with harbour master Ada Lind vowing to open the channel.", "harbour master Ada Lind"),
        ("The gates were shut, according to WHO.", "WHO"),
        ("The port will close on Friday, harbour officials tell the Velm Post.", "harbour officials"),
        # The clean name without what stands before it.
        ("Last night Karin Osk said she was worried.", "Karin Osk"),
        ("Still, Karin Osk said the road was open.", "Karin Osk"),
        ("Even Karin Osk said that the road was open.", "Karin Osk"),
        ("“The road is open,” Karin Osk from the town hall steps said on Monday.", "Karin Osk"),
        ("“The road is open,” Karin Osk tweeted.", "Karin Osk"),
        ("Beijing said the talks were over.", "Beijing"),
        ("King said the talks were over.", "King"),
        # A passive names its source; who finds or hires is none.
        ("The closure was confirmed by the harbour office on Monday.", "the harbour office"),
        ("The body was found by a hiker near the weir.", None),
        ("Three lawyers charged by Quist with the case have left.", None),
        ("“The wall will hold,” Olaf Berg was quoted as saying by the Velm Post.", "Olaf Berg"),
        # The article itself tells it.
        ("Olaf Berg, the first man rescued from the barge, died on Wednesday.", None),
        ("Party leaders on Wednesday announced a deal to end the strike at the port.", None),
        ("The storm, one of the costliest to hit the United Isles, has driven out a million people.", None),
        ("It is open whether the two towns believed that the dam was sound.", None),
    ],
)  # fmt: skip
def test_the_subject_of_the_outer_verb_speaks(text: str, who: str | None) -> None:
    said = attribute(text).who
    assert (said or "").replace("Rep. ", "").lower() == (who or "").replace("Rep. ", "").lower()


def test_a_quotation_over_paragraphs_belongs_to_who_opened_it() -> None:
    assert speakers(
        "The dam needs eleven months of repair, the water board said.",
        ("“We watch the water,” Mayor Ilse Brandt said.", "“The dam held, but cracks have grown."),
        "“Until now the lake has stayed low, and they said nothing.",
        "“I ask everybody to keep away.”",
        "The road stays closed until June.",
    ) == ["the water board", *["Mayor Ilse Brandt"] * 4, None]


def test_a_quotation_is_named_at_its_end() -> None:
    assert speakers(
        (
            '"First the flood came, and then the wind.',
            'It was the worst of all days," Tom Ruck said.',
        )
    ) == ["Tom Ruck", "Tom Ruck"]


def test_a_pronoun_goes_back_to_who_spoke_or_acted_last() -> None:
    assert speakers(
        "Hugo Hale, a geologist, said the wall was cracked.",
        "Engineers opened the gates at noon.",
        "“If the board waits, the lake will run dry,” he added.",
    ) == ["Hugo Hale", None, "Hugo Hale"]
    assert speakers(
        "William Thorn, commander of the guards, blasted the council on Monday.",
        "“We also have a council that sleeps,” he said.",
    ) == [None, "William Thorn"]


def test_a_pronoun_does_not_go_back_to_another_article() -> None:
    speakers("Hugo Hale said the wall was cracked.")
    assert speakers("“The lake will run dry,” he added.") == [None]


def test_a_man_is_not_meant_where_a_woman_was() -> None:
    assert speakers(
        "Hugo Hale came to the lake.",
        "Ilse Brandt came as well.",
        "“It is deep,” she said.",
        "“It is cold,” he said.",
    ) == [None, None, "Ilse Brandt", "Hugo Hale"]


def test_turns_of_an_interview_have_the_name_before_them() -> None:
    asked = "We asked the director Anna Holt about it."
    turn = ("ANNA HOLT: Well, it is easy to say.", "We were not there.")
    assert speakers(asked, turn, "It rained.") == [None, "ANNA HOLT", "ANNA HOLT", None]
    assert speakers("WHAT FOLLOWS: The council meets again.") == [None]


@pytest.mark.parametrize(
    ("text", "who", "chain"),
    [
        ("Officials told the Velm Post that Quist said the bridge was safe.", "Officials", ("Quist",)),
        ("The engineer told the mayor that the minister had said that the dam was safe.", "The engineer", ("the minister",)),
        ("The water board quoted Brandt as saying the dam would be emptied.", "The water board", ("Brandt",)),
    ],
)  # fmt: skip
def test_a_chain_of_speakers_is_kept(text: str, who: str, chain: tuple[str, ...]) -> None:
    said = attribute(text)
    assert (said.who, said.chain) == (who, chain)


def test_who_is_named_before_a_colon_speaks_in_the_next_paragraph() -> None:
    assert speakers(
        "The Velm Post reports that Bishop Ali Karn said:",
        "“We believe that they commit a folly,” he said.",
    ) == ["The Velm Post", "Bishop Ali Karn"]


def test_a_long_article_costs_what_its_sentences_cost() -> None:
    paragraphs = [["“It goes on and on,” he said."] * 20 for _ in range(200)]
    assert len(attribute_article(paragraphs)) == 200
