"""Who else reports it, who denies it: only what agrees in actors, action, object and time corroborates."""

import pytest
from builders import articles

from briefgen.claims import Group, find_claims, phrase_of
from briefgen.evidence import read_sentences
from briefgen.origins import find_origins
from briefgen.quotations import find_quotations

TITLE = "A title of four words\n\n"


def claims(*texts: str, dates: tuple[str, ...] = ()) -> tuple[Group, ...]:
    dated = [f"Published: {d}\n\n" for d in dates] or [""] * len(texts)
    made = articles(*(TITLE + d + t for d, t in zip(dated, texts, strict=True)))
    readings = read_sentences(made, find_origins(made))
    return find_claims(readings, sorted(readings))


ARMS = "North Korea has supplied Russia with artillery shells."
ALSO = "Pyongyang is sending weapons to Russia, the ministry in Seoul said."
BACK = "Russia is supplying North Korea with missiles and weapons."


def test_another_article_with_the_same_fact_corroborates() -> None:
    (group,) = claims(ARMS, ALSO)
    assert [r.sentence.source for r in group.members] == ["S2"]


def test_the_other_direction_is_another_fact() -> None:
    assert claims(ARMS, BACK) == ()


def test_a_reprint_corroborates_nothing() -> None:
    rest = " The shipments left the port of Rajin by rail and sea over several weeks in the late summer."
    assert claims(ARMS + rest, ARMS + rest) == ()


def test_two_launches_on_different_days_are_two_events() -> None:
    first = "North Korea launched a ballistic missile toward Japan on {}."
    assert claims(first.format("April 1, 2024"), first.format("October 26, 2024")) == ()
    other = (
        "The army of North Korea fired a ballistic missile that fell off Japan on April 1, 2024."
    )
    assert len(claims(first.format("April 1, 2024"), other)) == 1


def test_launches_without_a_date_corroborate_nothing() -> None:
    text = "North Korea launched a ballistic missile toward Japan."
    assert claims(text, text.replace("launched", "fired")) == ()


def test_a_denial_stands_beside_the_claim() -> None:
    denial = "North Korea spoke of Russia as a friend. While both countries deny any illegal arms trade, the talks go on."
    (group,) = claims(ARMS, denial)
    assert [r.sentence.text for r in group.denials] == [
        "While both countries deny any illegal arms trade, the talks go on."
    ]


def test_a_denial_of_something_else_does_not() -> None:
    denial = (
        "North Korea spoke of Russia as a friend. Both countries deny that a border was closed."
    )
    assert claims(ARMS, denial) == ()


def test_outside_the_lexicon_the_same_words_and_name_corroborate() -> None:
    first = "The flood centre in Cologne kept its highest warning level for the Rhine valley."
    other = (
        "For the Rhine valley the highest warning level was kept by the flood centre of Cologne."
    )
    assert len(claims(first, other)) == 1


def test_different_figures_of_one_unit_do_not_corroborate() -> None:
    first = "The flood centre in Cologne counted 40 damaged houses in the Rhine valley by noon."
    assert (
        claims(first, first.replace("40", "90") + " More rain is expected in the night, it added.")
        == ()
    )


def test_a_claim_is_named_by_words_of_its_source() -> None:
    (group,) = claims(ARMS, ALSO)
    assert phrase_of(group.head) == "supplied Russia with artillery shells"
    assert phrase_of(group.head) in group.head.sentence.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "A spokesman labeled it “an affront to international stability,” citing resolutions.",
            ["an affront to international stability"],
        ),
        ("He called Putin his “closest comrade” on Friday in the capital.", []),
    ],
)
def test_speech_in_quotation_marks_is_kept_with_its_speaker(text: str, words: list[str]) -> None:
    made = articles(TITLE + text)
    found = find_quotations(read_sentences(made, find_origins(made)).values())
    assert [q.words for q in found] == words


def test_texts_that_share_their_passages_are_one_origin() -> None:
    wire = "The river rose by two metres in the night and the lower town was cleared by noon, officials said on Monday. "
    other = "A train strike closed the main line between the two capitals for a second day, and talks were put off again. "
    origins = find_origins(
        articles(
            TITLE + wire * 2,
            "Another headline of words\n\n" + wire * 2 + "Reporters added a line.",
            TITLE + other * 2,
        )
    )
    assert origins == {"S1": "S1", "S2": "S1", "S3": "S3"}
