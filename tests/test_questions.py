"""A standing question is spoken to by what it asks, and not by what the whole collection is about."""

import pytest
from builders import brief_of

from briefgen.model import Question
from briefgen.profile.load import parse_profile

FERRIES = [
    "Arrin's ferries called at Skelby as usual on Monday, the harbour office said.",
    "The ferries of Arrin carried 4,000 people to Skelby on Tuesday.",
    "A ferry of the Arrin line was painted white in Skelby on Wednesday.",
    "The Arrin line will order two more ferries, its owner said in Skelby on Thursday.",
]
SANK = [
    "A barge sank off Skelby on Friday and three sailors of its crew drowned, the coast guard said.",
    "The barge sank within ten minutes, and the sailors drowned in cold water.",
]


def ask(question: str, *texts: str) -> Question:
    profile = parse_profile(
        {
            "title": "Harbour",
            "themes": [
                {"id": "harbour", "name": "Harbour", "keywords": ["ferries", "ferry", "barge"]}
            ],
            "questions": [{"text": question}],
        },
        "harbour.toml",
    )
    (asked,) = brief_of(texts, profile).questions
    return asked


def test_what_holds_its_rare_words_answers() -> None:
    asked = ask("How many sailors drowned off Skelby?", *FERRIES, *SANK)
    assert asked.coverage == "reported"
    assert asked.matches == 2


@pytest.mark.parametrize(
    "question",
    [
        "Do the ferries of Arrin go on strike in Skelby?",
        "Has anybody sabotaged the Arrin line at Skelby?",
        "Will New Skelby close its old harbour?",
    ],
)
def test_the_subject_of_the_collection_answers_nothing(question: str) -> None:
    """That "Arrin", "Skelby" and "ferries" stand everywhere makes nothing an answer: they say whom a question is about, not what it asks."""
    assert ask(question, *FERRIES, *SANK).coverage == "not in this collection"


def test_half_an_answer_touches_on_a_question() -> None:
    asked = ask("Which sailors drowned, and who rescued the crew?", *FERRIES, *SANK)
    assert asked.coverage == "touched on"
