"""A standing question is spoken to by what it asks, and not by what the whole collection is about."""

from dataclasses import replace

import pytest
from builders import brief_of

from briefgen.model import Question
from briefgen.profile.load import parse_profile
from briefgen.profile.tables import Profile
from briefgen.rendering.pages.news import asked

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
    (answer,) = brief_of(texts, _asking(question)).questions
    return answer


def _asking(question: str) -> Profile:
    return parse_profile(
        {
            "title": "Harbour",
            "themes": [
                {"id": "harbour", "name": "Harbour", "keywords": ["ferries", "ferry", "barge"]}
            ],
            "questions": [{"text": question}],
        },
        "harbour.toml",
    )


def test_what_holds_its_rare_words_answers() -> None:
    answer = ask("How many sailors drowned off Skelby?", *FERRIES, *SANK)
    assert answer.coverage == "reported"
    assert answer.matches == 2


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
    answer = ask("Which sailors drowned, and who rescued the crew?", *FERRIES, *SANK)
    assert answer.coverage == "touched on"


AWAY = [
    "Gunmen stormed a ferry of the United States off Skelby on Tuesday and shot at its crew, the police said.",
    "The U.S. navy sent two ships to the ferry at Skelby on Wednesday and ordered its crew to leave the town.",
    "The ferries of Arrin carried 4,000 people out of Skelby on Tuesday.",
]


def test_a_question_names_a_state_by_any_of_its_names() -> None:
    """The answer to what the United States ordered names them as "U.S."."""
    answer = ask("Which ships has the United States ordered to Skelby?", *AWAY)
    assert answer.coverage == "reported"


def test_what_a_state_does_is_touched_on_by_what_the_page_tells_of_it_deeds_first() -> None:
    """A question without matter of its own is answered by no shared word, so nothing is "reported"; but points name the state."""
    brief = brief_of(AWAY, _asking("What does the United States do in answer?"))
    (answer,) = brief.questions
    assert answer.coverage == "touched on"
    assert "ordered" in brief.sentences[answer.sentences[0]].text
    assert not any("Arrin" in brief.sentences[k].text for k in answer.sentences)


def test_a_state_that_no_point_names_is_not_touched_on() -> None:
    assert ask("How does Norway react?", *AWAY).coverage == "not in this collection"


def test_a_point_of_the_page_answers_before_other_sentences() -> None:
    """What the page tells speaks to a question with less of its words than what stands anywhere."""
    brief = brief_of([*FERRIES, *SANK], _asking("Which barge of the coast was lost off Skelby?"))
    front = [p.sentence for p in (brief.bottom_line, *brief.key_points) if p]
    (answer,) = brief.questions
    assert answer.sentences
    assert answer.sentences[0] in front
    assert answer.coverage == "touched on"


def test_shared_words_limit_no_answer() -> None:
    """How many sentences share a question's words says nothing of how many report what it asks."""
    answer = ask("How many sailors drowned off Skelby?", *FERRIES, SANK[0])
    assert answer.sentences
    assert answer.note is None


def test_a_question_is_pointed_at_its_best_answer_first_and_disputed_where_all_is_denied() -> None:
    """A denial of something else that one of its sentences tells makes no question disputed."""
    brief = brief_of([*FERRIES, *SANK], _asking("How many sailors drowned off Skelby?"))
    (question,) = brief.questions
    first, second = question.sentences[:2]
    places = {second: "point 1", first: "point 2"}
    (row,) = asked(brief, places)
    assert (
        row["pointers"][0] == "point 2"
        or brief.evidence[first].event == brief.evidence[second].event
    )
    denied = {first: replace(brief.evidence[first], denials=(second,))}
    (row,) = asked(replace(brief, evidence={**brief.evidence, **denied}), places)
    assert row["state"] != "Disputed"
    both = {**denied, second: replace(brief.evidence[second], denials=(first,))}
    (row,) = asked(replace(brief, evidence={**brief.evidence, **both}), places)
    assert row["state"] == "Disputed"
