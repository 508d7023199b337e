"""Vectors: rows of length 1, each from its own text alone, near where texts are about the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.language.vectors import embed, word_pieces

TEXTS = st.lists(st.text(max_size=60), max_size=8)


@settings(deadline=None)
@given(TEXTS)
def test_a_row_is_of_length_one_or_zero(texts: list[str]) -> None:
    rows = embed(texts)
    assert rows.dtype == np.float32
    assert rows.shape[0] == len(texts)
    for length in np.linalg.norm(rows, axis=1):
        assert length == pytest.approx(1, abs=1e-4) or length == 0


@settings(deadline=None)
@given(TEXTS, st.text(max_size=60))
def test_a_row_depends_on_its_own_text_alone(others: list[str], text: str) -> None:
    assert np.array_equal(embed([text])[0], embed([*others, text])[-1])


def test_nothing_gives_no_rows_and_an_empty_text_a_row_of_zeros() -> None:
    assert embed([]).shape == (0, 256)
    assert not embed(["", " … "])[0].any()


def test_texts_about_the_same_lie_nearer_than_others() -> None:
    launch, rocket, prices, football = embed(
        [
            "North Korea launched a ballistic missile towards the sea on Friday.",
            "Pyongyang fired a long-range rocket, the military in Seoul said.",
            "Inflation rose as food prices and rents went up, the central bank said.",
            "The striker scored twice and the team won the cup.",
        ]
    )
    assert launch @ rocket > 0.3 + max(launch @ prices, launch @ football)


def test_unlike_texts_have_a_likeness_near_nothing() -> None:
    """Without the centre taken away any two English texts are alike."""
    prices, football = embed(["Food prices and rents went up.", "The striker scored twice."])
    assert abs(prices @ football) < 0.2


def test_capitals_and_accents_change_nothing() -> None:
    first, second = embed(["The São Paulo summit", "the sao paulo SUMMIT"])
    assert np.array_equal(first, second)


def test_a_word_the_vocabulary_lacks_is_taken_apart() -> None:
    pieces = word_pieces()
    inverse = {number: piece for piece, number in pieces.numbers.items()}
    assert [inverse[n] for n in pieces.of("hwasong")] == ["h", "##was", "##ong"]
    assert pieces.of("한") != ()
    assert pieces.of("x" * 101) == (pieces.unknown,)
