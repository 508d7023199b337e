"""The brief of the samples, and what holds of every brief."""

import json
from pathlib import Path

import pytest
from builders import AS_OF, SEEDS, brief_of, document, seeds_brief
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from briefgen.brief.build import build_brief
from briefgen.errors import EmptyBriefError
from briefgen.language.english.fitness import points_back
from briefgen.model import Brief
from briefgen.model.frozen import dump
from briefgen.model.text import printed, sha256
from briefgen.profile.load import load_profile
from briefgen.profile.tables import Profile

GOLDEN = Path(__file__).parent / "golden" / "seeds.json"


@pytest.fixture(scope="module")
def brief() -> Brief:
    return seeds_brief()


def text_of(brief: Brief, key: str) -> str:
    return brief.sentences[key].text


def test_the_samples_brief_is_the_accepted_one(brief: Brief, pytestconfig: pytest.Config) -> None:
    """Accept a new one with ``pytest tests/test_brief.py --accept`` after reading its difference."""
    if pytestconfig.getoption("--accept"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_bytes(dump(brief))
    assert json.loads(dump(brief)) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_every_sentence_is_its_span_of_its_source(brief: Brief) -> None:
    for sentence in brief.sentences.values():
        source = next(s for s in brief.sources if s.id == sentence.source)
        raw = (SEEDS / source.file).read_bytes().decode(source.encoding)
        assert printed(raw[sentence.start : sentence.end]) == sentence.text
        assert " ".join(raw[sentence.start : sentence.end].split()) == sentence.text
        assert sha256(sentence.text) == sentence.sha256


def test_key_points_stand_alone_and_cover_all_themes(brief: Brief) -> None:
    assert {p.theme for p in brief.key_points} == {
        "missile-tests",
        "russia-cooperation",
        "western-response",
    }
    for point in brief.key_points:
        first = point.lead_in or point.sentence
        assert points_back(text_of(brief, first)) is None
        assert not text_of(brief, point.sentence).endswith("?")


def test_arms_for_russia_is_a_point_and_its_denial_stands_beside_it(brief: Brief) -> None:
    """Others speak of arms for Russia, too, but none of them reports that they were promised."""
    claim = next(c for c in brief.claims if c.denied)
    assert {brief.sentences[k].source for k in (*claim.asserted, *claim.hedged)} == {"S5"}
    assert "deny any illegal arms trade" in text_of(brief, claim.denied[0])
    assert claim.sentence in {p.sentence for p in brief.key_points}
    russia = next(t for t in brief.themes if t.id == "russia-cooperation")
    assert claim.denied[0] in {p.sentence for p in russia.denials}


def test_five_thousand_soldiers_have_a_single_source(brief: Brief) -> None:
    key = next(k for k, s in brief.sentences.items() if "approximately 5,000 soldiers" in s.text)
    assert brief.evidence[key].independence == "single source"
    assert key in {p.sentence for p in brief.key_points}


def test_the_three_launches_never_corroborate_each_other(brief: Brief) -> None:
    launches = [k for k, s in brief.sentences.items() if "ballistic missile" in s.text]
    assert launches
    assert all(brief.evidence[k].independence == "single source" for k in launches)


def test_the_facts_of_the_collection(brief: Brief) -> None:
    published = [s.published for s in brief.sources]
    assert [s.publisher for s in brief.sources] == [None] * 5
    assert sum(p.date is None for p in published) == 2
    assert sum(p.ambiguous for p in published) == 1
    assert (brief.period.start, brief.period.end) == ("2024-04-01", "2025-11-05")
    assert brief.origins == 5


def test_json_and_back_is_the_identity(brief: Brief) -> None:
    adapter = TypeAdapter(Brief)
    again = adapter.validate_json(dump(brief))
    assert again == brief
    assert dump(again) == dump(brief)


def test_questions_say_what_is_missing_in_plain_words(brief: Brief) -> None:
    last = brief.questions[-1]
    assert last.note is not None
    assert brief.questions[0].coverage == "reported"
    assert all(q.note != "nothing happened" for q in brief.questions)


def test_every_sentence_is_printed_or_left_out_with_its_reason(brief: Brief) -> None:
    eligible_printed = brief.eligible - sum("not chosen" in x.reason for x in brief.left_out)
    assert eligible_printed > 0
    assert all(x.reason for x in brief.left_out)
    places = [(x.source, x.start) for x in brief.left_out]
    assert len(set(places)) == len(places)


def test_the_order_of_documents_gives_the_numbers_and_nothing_else() -> None:
    from briefgen.sources.readers import read_sources

    documents, _ = read_sources([SEEDS])
    profile = load_profile(SEEDS / "briefgen.toml")
    forward = build_brief(documents, profile, as_of=AS_OF)
    backward = build_brief(documents[::-1], profile, as_of=AS_OF)

    def printed_texts(brief: Brief) -> list[set[str]]:
        return [{text_of(brief, p.sentence) for p in t.points} for t in brief.themes]

    assert printed_texts(forward) == printed_texts(backward)
    assert [text_of(forward, p.sentence) for p in forward.key_points] == [
        text_of(backward, p.sentence) for p in backward.key_points
    ]
    assert {text_of(forward, p.sentence) for p in forward.outlook} == {
        text_of(backward, p.sentence) for p in backward.outlook
    }


WORDS = st.sampled_from(
    "Kim Seoul Moscow said that the missile launch on May 3 , a treaty with 5,000 troops . “ ” U.S. deny this It must ? ! \n\n - 1. **".split(
        " "
    )
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=60).map(" ".join), min_size=1, max_size=4))
def test_any_collection_gives_a_provable_brief_or_says_why_not(texts: list[str]) -> None:
    try:
        brief = brief_of(texts, load_profile(SEEDS / "briefgen.toml"))
    except EmptyBriefError:
        return
    for sentence in brief.sentences.values():
        raw = texts[int(next(s.file for s in brief.sources if s.id == sentence.source)[:3])]
        assert printed(raw[sentence.start : sentence.end]) == sentence.text
    assert TypeAdapter(Brief).validate_json(dump(brief)) == brief


@pytest.mark.parametrize(
    "texts",
    [
        ["The ferry to the island sank on Monday in calm water near the harbour of Zadar."],
        ["The ferry to the island sank on Monday in calm water near the harbour of Zadar."] * 3,
        ["Short text."],
        [
            "One long day of talks ended on Friday with a pact between France and Spain on fish. "
            * 40
        ],
    ],
    ids=["one sentence", "all the same", "nothing printable", "one sentence many times"],
)
def test_small_and_odd_collections_give_sensible_briefs(texts: list[str]) -> None:
    brief = brief_of(texts)
    assert len(brief.sources) == len(texts)
    assert brief.origins == 1


def test_articles_after_the_cut_off_are_skipped_with_the_remedy() -> None:
    texts = [
        "Published: May 3, 2025\n\nThe ferry sank on Monday in calm water.",
        "The train left the city on time today.",
    ]
    brief = brief_of(texts, as_of="2025-05-02")
    assert [s.source for s in brief.skipped] == ["000.txt"]
    assert "--as-of" in brief.skipped[0].reason


def test_no_article_is_an_error_that_says_what_became_of_each() -> None:
    with pytest.raises(EmptyBriefError, match="navigation only"):
        build_brief([document("Home\nNews\nMenu")], Profile(), as_of=AS_OF)
