"""Where sentences begin and end."""

from itertools import pairwise

import pytest
from builders import article
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.language.sentences import split
from briefgen.model.text import printed


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["U.S. officials said so.", "They left."],
        ["It is a deal for the U.S.", "The next one is not."],
        ["Gen. Kim spoke on Oct. 26.", "No. 12 is out."],
        ["At 5 p.m. Monday the U.S. State Department met.", "Nothing came of it."],
        ["Sen. J. D. Vance met Lee Jae-myung.", "Both smiled."],
        ["“We will respond,” he said.", "“We are ready.”", "Nobody moved."],
        ['He said "we will fight."', '"We are ready," she added.'],
        ["“Are we ready?” Kim asked.", "Nobody knew."],
        ["“This is one.", "This is two,” he said."],
        ["He said ... maybe not.", "Then it ended…", "The end came."],
        ["It rose 3.5 percent.", "It cost $5.", "Prices fell."],
        ["(They left.)", "We stay."],
        ["The firm is Samsung Inc. of Seoul.", "It grew."],
        ["In Washington, D.C., they met.", "It rained."],
        ["They were led by Gen. Park, Dr. Choi and Mr. Lee.", "All resigned."],
        ["The U.N. Security Council met.", "Article 5 holds."],
        ["“Are we ready?” he asked.", "“Yes!” said Kim.", "They left."],
        ["The Dr. Who show is on.", "Smith vs. Jones is next."],
        ["He went to St. Petersburg on Sept. 5.", "Mr. J. R. R. Tolkien wrote it."],
        ["It was No. 1 in the U.K.", "Then it fell to No. 12 last week."],
        ["Apple Inc. shares rose 1.2 percent.", "Prof. Lee agreed."],
        ["Rodong Sinmun Thursday says in an article that it is so.", "It rained."],
        ["What happened?", "No one knows!", "(See page 12.)", "The book is here."],
        ["Brack Fisheries Corp. Iceland will buy two boats, it said."],
        ["The port hired Orr & Sons Ltd.", "The sailors expect little of it."],
        ["The note was signed by Capt. Lars Orr Jr. Friday morning.", "It was short."],
        ["The method follows Marr et al. (2021) and is slow.", "It works."],
        ["They opened at 7 a.m. Thursday and met at 9 p.m. Selm time.", "Nobody came."],
        ["It began at 10 p.m. (4 p.m. ET), the port said.", "It ended at 11 p.m."],
        ["A curfew runs from 10 p.m. to 5 a.m. in Selm.", "Boats stay in port."],
        ["The firm Zoom! bought boats, and Why? Inc. sold them.", "The port watched."],
        ["Pier No. 4, approx. 20 m. long, fell in Feb. and stood again by Nov. of that year."],
        ["Sens. Una Pratt and Bo Dell and Reps. Cy Orr and Di Marr left.", "Others stayed."],
        [
            "Then-Gov. Una Pratt (D-Calif.) said so on Monday.",
            "Rep. Cy Orr, R-Tex. -- who left -- did not.",
        ],
        [
            "Four ports -- Selm, Larne, Dorn and Mora -- stayed shut.",
            "Two -- Brisk among them -- did not.",
        ],
        ["He came . . . and went.", "The anti-U.S. crowd stayed."],
        ["“The storm is over … the boats are safe,” he said.", "Nobody believed it."],
        ["He noted, “We must act. We cannot wait” and left the hall.", "Nobody moved."],
        ["She explained: “The boats are old.", "They leak.”"],
        ["It costs Rs. 500 a gal. in Selm.", "It cost less."],
        ["May said so.", "Will March left in May.", "March will stay."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_list_number_is_no_sentence() -> None:
    assert sentences("1. Something happened here. 2. Another thing happened.") == [
        "1. Something happened here.",
        "2. Another thing happened.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "a" * 200_000,
        "a." * 50_000,
        "Kim.Said" * 20_000,
        "\"'" * 50_000,
        ". " * 50_000,
        "A. " * 20_000,
    ],
    ids=["letters", "dots", "glued", "quotes", "marks", "initials"],
)
def test_a_hostile_line_is_split_in_one_pass(line: str) -> None:
    spans = split(line)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(line.rstrip())


def test_glued_sentences_are_parted_and_addresses_are_not() -> None:
    assert sentences("They left.The rest stayed.") == ["They left.", "The rest stayed."]
    assert sentences("See www.example.com for more.") == ["See www.example.com for more."]


@settings(max_examples=80)
@given(st.text(alphabet="abAB .!?\"“”'()…\n0123U.S", max_size=120))
def test_sentences_cover_a_paragraph_without_overlap(text: str) -> None:
    text = printed(text)
    spans = split(text)
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert covered.replace(" ", "") == text.replace(" ", "")


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "Kim spoke.",
                "U.S. officials left.",
                "“We\tstay,” he said.",
                "**Bold** claim.",
                "It\r\ncost 5 $.",
                "e\u0301t\u00e9 fin.",
            ]
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([" ", "  ", "\r\n\r\n", "\n\n"]),
)
def test_a_sentence_is_its_span_of_the_untouched_source(parts: list[str], gap: str) -> None:
    text = gap.join(parts)
    for sentence in article(text).sentences:
        assert printed(text[sentence.start : sentence.end]) == sentence.text


def test_dashes_before_a_sentence_are_no_part_of_it() -> None:
    made = article("A title of the day\n\n--Kim Jong Un sent a message to the miners of the North.")
    (sentence,) = made.sentences
    assert sentence.text == "Kim Jong Un sent a message to the miners of the North."
    assert made.document.text[sentence.start : sentence.end] == sentence.text
