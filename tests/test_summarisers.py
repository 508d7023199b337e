"""What every summariser keeps to, and what tells them apart."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import summarise
from briefgen.brief.summarisers import Candidate
from briefgen.errors import ExtensionError
from briefgen.runtime import extensions

NAMES = extensions.names("summariser")


def candidate(
    key: str, terms: str, *, origin: str = "", quality: float = 0.5, words: int = 10
) -> Candidate:
    source, number = key.split(".")
    return Candidate(
        id=key,
        origin=origin or source,
        terms=tuple(sorted(terms.split())),
        words=words,
        place=int(number) - 1,
        quality=quality,
        relevance=0.5,
    )


POOL = st.lists(
    st.tuples(
        st.integers(1, 4), st.lists(st.sampled_from("abcdefgh"), max_size=6), st.integers(6, 40)
    ),
    max_size=12,
).map(
    lambda rows: [
        candidate(f"S{source}.{n}", " ".join(terms), words=words)
        for n, (source, terms, words) in enumerate(rows, start=1)
    ]
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None)
@given(pool=POOL, words=st.integers(0, 120))
def test_a_summary_is_distinct_and_fits(name: str, pool: list[Candidate], words: int) -> None:
    chosen = extensions.resolve("summariser", name)(pool, words=words)
    length = {c.id: c.words for c in pool}
    assert len(set(chosen)) == len(chosen)
    assert sum(length[key] for key in chosen) <= words


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None)
@given(pool=POOL, seed=st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(name: str, pool: list[Candidate], seed) -> None:
    shuffled = list(pool)
    seed.shuffle(shuffled)
    rank = extensions.resolve("summariser", name)
    assert rank(pool, words=60) == rank(shuffled, words=60)


def test_salience_says_first_what_several_origins_say() -> None:
    pool = [
        candidate("S1.1", "dam burst valley"),
        candidate("S2.1", "dam burst village"),
        candidate("S3.1", "fair opens park"),
        candidate("S3.2", "cake sold stand"),
    ]
    assert extensions.resolve("summariser", "salience")(pool, words=10)[0] in {"S1.1", "S2.1"}


def test_salience_says_a_thing_once() -> None:
    pool = [
        candidate("S1.1", "dam burst valley night"),
        candidate("S2.1", "dam burst valley night"),
        candidate("S3.1", "fair opens park"),
    ]
    chosen = extensions.resolve("summariser", "salience")(pool, words=100)
    assert len({"S1.1", "S2.1"} & set(chosen)) == 1


def test_salience_prefers_what_reports_more() -> None:
    pool = [candidate("S1.1", "dam burst"), candidate("S2.1", "fair opens", quality=2.0)]
    assert extensions.resolve("summariser", "salience")(pool, words=10) == ("S2.1",)


def test_salience_counts_the_pairs_of_words_that_several_origins_have() -> None:
    shared, own = ("dam burst", "burst valley"), ("cake sold", "sold stand")
    pool = [
        replace(candidate("S1.1", "a"), pairs=own),
        replace(candidate("S1.2", "b"), pairs=shared),
        replace(candidate("S2.1", "c"), pairs=shared),
    ]
    assert extensions.resolve("summariser", "salience")(pool, words=10)[0] in {"S1.2", "S2.1"}


def test_salience_goes_on_from_a_chosen_sentence() -> None:
    pool = [
        candidate("S1.1", "dam burst", quality=1.0),
        replace(candidate("S1.2", "boats came"), follows="S1.1"),
        candidate("S2.1", "fair opens"),
    ]
    assert extensions.resolve("summariser", "salience")(pool, words=20) == ("S1.1", "S1.2")


def test_a_summary_is_verbatim_fits_and_reads_article_by_article() -> None:
    texts = [
        "The dam above Karst burst on Monday. Water took two bridges. The mayor asked for boats.",
        "On Monday the dam above Karst burst. Two bridges fell. Boats came from Velden at noon.",
    ]
    chosen = summarise(texts, words=20)
    assert chosen
    assert all(s.text in texts[int(s.source[1:]) - 1] for s in chosen)
    assert sum(len(s.text.split()) for s in chosen) <= 20
    assert [s.id for s in chosen] == sorted(
        (s.id for s in chosen), key=lambda i: i.split(".")[0] != chosen[0].source
    )


@pytest.mark.parametrize(
    "given", [(), ("",), ("Too short.",), ("One sentence of seven words stands here.",) * 3]
)
def test_a_summary_of_little_is_what_there_is(given: tuple[str, ...]) -> None:
    assert len(summarise(given)) == (1 if any(given) else 0)


def test_lead_takes_first_sentences_round_by_round() -> None:
    pool = [candidate(k, "x") for k in ("S1.1", "S1.2", "S2.1", "S2.2")]
    assert extensions.resolve("summariser", "lead")(pool, words=30) == ("S1.1", "S2.1", "S1.2")


def test_a_failed_look_up_lists_the_names_there_are() -> None:
    with pytest.raises(ExtensionError, match="choose one of importance, lead, lexrank, salience"):
        extensions.resolve("summariser", "textrank")


def test_a_summariser_can_be_named_by_its_module() -> None:
    assert (
        extensions.resolve("summariser", "briefgen.brief.summarisers.lead:rank")([], words=10) == ()
    )
    with pytest.raises(ExtensionError, match="no attribute"):
        extensions.resolve("summariser", "briefgen.brief.summarisers.lead:nothing")
