"""Who says, denies or doubts something by a sentence's own words, and who stands where in a brief."""

from __future__ import annotations

import pytest
from builders import brief_of, document

from briefgen.brief.build import build_brief
from briefgen.language.english.attribution import attribute
from briefgen.language.english.denials import find_denied
from briefgen.language.english.denied_deeds import denied_deed, told_deed
from briefgen.language.english.stances import stand_of
from briefgen.profile.load import parse_profile


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mayor Ann Lee said the port would open.", "says"),
        ("On Monday, Mayor Ann Lee said the port would open.", "says"),
        ("Ann Lee, the mayor of Alda, said the port would open.", "says"),
        ("“The port will open,” Mayor Ann Lee told reporters.", "says"),
        ("The port will open in May, Mayor Ann Lee said Tuesday.", "says"),
        ("The Harbour Union issued a statement Tuesday saying it would strike.", "says"),
        ("The ships were made by Nordlys, which saw its shares rise on the news.", None),
        ("Norvik responded on Wednesday by closing the port.", None),
        ("The port will open in May.", None),
        ("Mayor Ann Lee denied that the port was closed.", "denies"),
        ("Mayor Ann Lee rejected the accusation that she closed the port.", "denies"),
        ("Mayor Ann Lee rejected the notion that ports are alike.", None),
        (
            "The attacks came from other towns and went on for many weeks, but Mayor Ann Lee denied any part in them.",
            None,
        ),
        ("Harbour officials revealed deep skepticism about the figures.", "doubts"),
        ("Mayor Ann Lee said she questioned whether the figures were right.", "doubts"),
        ("Mayor Ann Lee asked for time and questioned why the union would refuse it.", "says"),
        ("Mayor Ann Lee said she doubted that the figures were right.", "doubts"),
        ("Mayor Ann Lee said the figures had not been confirmed.", "doubts"),
        ("Mayor Ann Lee said there was no doubt that the figures were right.", "says"),
        (
            "Mayor Ann Lee said the port is growing, but there's no evidence of ships arriving.",
            None,
        ),
    ],
)
def test_where_somebody_stands_is_told_by_the_sentences_own_words(
    text: str, kind: str | None
) -> None:
    assert stand_of(text, attribute(text)) == kind


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Larne Foods dumped toxic waste on Monday.", True),
        ("The mayor lost the vote after claims that Larne Foods dumped toxic waste.", False),
        ("Ferries stayed away amid reports that Larne Foods dumped toxic waste.", False),
    ],
)
def test_what_news_gives_as_its_ground_is_not_what_it_tells(text: str, told: bool) -> None:  # noqa: FBT001
    denied = find_denied("Larne Foods has denied dumping toxic waste.")
    assert denied is not None
    assert bool(told_deed(text, denied_deed(denied.clause), frozenset({"larne", "foods"}))) is told


def test_who_is_named_in_another_sentence_stands_nowhere() -> None:
    said = attribute("Mayor Ann Lee said the port would open.")
    assert stand_of("“It will open in May.”", said) is None
    assert stand_of("She denied that it was closed.", said) is None


STORY = (
    "Alda strike\n\nMayor Ann Lee said on Monday that {n} dockers of Port Alda went on strike over pay. "
    "The company Nordlys denied that dockers of Port Alda went on strike over pay. "
    "Union leaders voiced doubts about the count of {n} dockers on Monday.\n"
)


def test_a_brief_has_denials_and_doubts_first_and_one_line_an_actor() -> None:
    documents = [
        document(
            STORY.format(n=300 + n),
            f"{n}.txt",
            publisher=name,
            date=f"2026-03-0{n}",
            title=f"Alda strike, day {n}",
        )
        for n, name in enumerate(("Alda Courier", "Norvik Post", "Kirkevik Times"), start=3)
    ]
    brief = build_brief(
        documents, parse_profile({"title": "Ports"}, "briefgen.toml"), as_of="2026-03-08"
    )
    kinds = [s.kind for s in brief.stands]
    assert "denies" in kinds
    assert kinds == sorted(kinds, key=["denies", "doubts", "says"].index)
    told = [s.actor for s in brief.stands if s.kind == "says"]
    assert len(set(told)) == len(told)
    assert {s.sentence for s in brief.stands} <= set(brief.sentences)
    for stand in brief.stands:
        assert stand.who in brief.sentences[stand.sentence].text


def test_publishers_stand_nowhere() -> None:
    text = "Ships wait\n\nNorvik Post reported that ships waited off Port Alda on Monday. CNN said that they left.\n"
    assert [s for s in brief_of([text]).stands if s.who == "CNN"] == []
