"""What is printed of a source, and the way back to it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.text import count_words, print_text, printed


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a  b\r\n\tc", "a b c"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a b c d e f"),
        ("non\u00a0breaking", "non breaking"),
        ("bi\u202edi\u202c", "bidi"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("con\x00trol\x07", "control"),
        ("soft\u00adhyphen", "softhyphen"),
        ("**Label**: text", "Label: text"),
        ("a [link](https://example.org/x) here", "a link here"),
        ("`code` and __bold__", "code and bold"),
        ("*slanted* words, 5 * 3 * 2", "slanted words, 5 * 3 * 2"),
        ("snake_case_name", "snake_case_name"),
        ("Orr &amp; Sons &ndash; &quot;boats&quot;&nbsp;&#8364;5", 'Orr & Sons – "boats" €5'),
        ("AT&T; R&D &unknown; &amp", "AT&T; R&D &unknown; &amp"),
        ("&#x202e;bidi&#8203;&shy;", "bidi"),
        ("A <b>bold</b> <a href='x'>link</a><!-- note -->.", "A bold link."),
        ("1 < 2 and 3 > 2, <boat>", "1 < 2 and 3 > 2, <boat>"),
        (r"No \*slant\* and 5 \# here", "No *slant* and 5 # here"),
        ("It ends.\\", "It ends."),
        ("It sank.[^2] All left.", "It sank. All left."),
        ("e\u0301cole", "école"),
        ("\u1112\u1161\u11ab", "한"),
    ],
)
def test_printing_folds_space_drops_what_is_no_text_and_composes(raw: str, shown: str) -> None:
    assert printed(raw) == shown


@given(st.text())
def test_printed_text_is_safe(raw: str) -> None:
    shown = printed(raw)
    assert shown == shown.strip()
    assert "  " not in shown
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Cn", "Co"} for c in shown)
    assert not any(
        c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029" for c in shown
    )


@given(st.text(alphabet=st.characters(blacklist_characters="*_`[]()!&<>\\")))
def test_printing_again_changes_nothing(raw: str) -> None:
    assert printed(printed(raw)) == printed(raw)


@given(st.text(min_size=1), st.integers(0, 1000))
def test_every_printed_character_knows_its_place(raw: str, offset: int) -> None:
    shown = print_text(raw, offset)
    assert len(shown.text) == len(shown.starts) == len(shown.ends)
    for n in range(len(shown.text)):
        start, end = shown.span(n, n + 1)
        assert offset <= start < end <= offset + len(raw)
    assert list(shown.starts) == sorted(shown.starts)


def test_words_hold_a_letter_or_a_digit() -> None:
    assert count_words("U.S. officials — about 5,000 of them … agree") == 7
