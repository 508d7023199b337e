"""Which clause of a sentence tells its news and may stand out, and which words say how sure somebody is."""

from __future__ import annotations

import pytest

from briefgen.language.english.core_clause import MOST, core_of
from briefgen.language.english.sureness import sure_words

CORES = {
    "In a stunning blow, *the mayor narrowly lost a vote of the council* Thursday night in favor of the bridge.",
    "The ministry said Friday that *the harbour had no such cranes*, citing photographs of both piers.",
    "*Dockers of all six ports stopped work* on Monday, the union said.",
    "*The company accepted the ruling*, by which it has to pay 40,000 crowns to the pilots.",
    "Officials believe that *Flight 752 was shot down by a missile of the coast guard*, several papers wrote on Thursday.",
    "*The guild released a video* late Saturday showing how a docker fell into the water.",
    "On Thursday, officials informed the town that *four people were in custody in connection with the fire.*",
    "The spokesman acknowledged Friday that *the country “is at war” with the pirates* who took the northern isles.",
    "*Hundreds of thousands of clerks returned to their jobs* across the country and museums such as the Arch opened.",
    "The town of Alda reported Tuesday that *the ferry had carried more than 1,200 people to Norvik*, against 900 last year.",
}
NONE = {
    "what hangs on something": "Dockers will stop work on Monday unless the company pays them, the union said.",
    "what is taken back": "The minister said the bridge would open, but engineers call it unsafe.",
    "what is denied": "The company denied that dockers had stopped work on the northern pier, a day after the fire.",
    "what nobody says": "The ministry never said that the harbour had sold its cranes, a clerk wrote on Friday.",
    "a subject that says nothing": "The mayor said Saturday that he will wait for the council, though he could act at once.",
    "what a noun says": "Rogers said many factors challenge the claim that the fire on the pier was no accident.",
    "a question": "Will the dockers of Port Alda stop work on Monday, as their union announced in March?",
    "the verb comes later": "The bill released by the senators late Tuesday restricts the work of dockers and pilots.",
    "what a letter says": "A letter suggesting the company was leaving the port of Alda alarmed the dockers on Monday, a clerk said.",
    "half a quotation": "The mayor “has asked the council of the town to wait, and the dockers, too,” a clerk said.",
    "a short sentence is its own core": "Dockers stopped work on Monday.",
    "no verb": "Fire at the northern pier of Port Alda, three days after the strike of the dockers.",
}


@pytest.mark.parametrize("marked", sorted(CORES))
def test_a_core_is_the_clause_that_tells_the_news(marked: str) -> None:
    text = marked.replace("*", "")
    found = core_of(text)
    assert found, text
    assert f"{text[: found[0]]}*{text[found[0] : found[1]]}*{text[found[1] :]}" == marked
    assert len(text[slice(*found)].split()) <= MOST


@pytest.mark.parametrize("kind", NONE)
def test_what_is_not_sure_has_no_core(kind: str) -> None:
    assert core_of(NONE[kind]) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said there was very little doubt that it was used.", "there was very little doubt"),
        ("They have high confidence in the figures.", "high confidence"),
        ("It is undeniable.", "undeniable"),
        ("The alleged attack killed ten.", "alleged"),
        ("That could not be independently verified.", "could not be independently verified"),
        ("It is not a “slam dunk” for the guild.", "not a “slam dunk"),
        ("Ships waited off the port.", None),
        ("The doubters met; improvement was possible in a provable way.", "was possible"),
    ],
)
def test_words_of_certainty_are_the_texts_own(text: str, words: str | None) -> None:
    found = [text[start:end] for start, end in sure_words(text)]
    assert (found[0] if found else None) == words
