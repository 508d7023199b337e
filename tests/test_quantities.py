"""Numbers that count or measure, and numbers that do not: counted on sentences labelled by hand.

``quantities.jsonl`` holds 56 sentences written and labelled for this test: 36 to write the rules by
("dev"), 20 held out ("held"), labelled before a rule existed. Their one blind run gave precision and
recall .952 each; nothing was changed after it.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from briefgen.language.english.quantities import Measured, find_quantities
from briefgen.language.units import agree, dimension_of

LABELLED = [
    json.loads(line)
    for line in (Path(__file__).parent / "quantities.jsonl").read_text("utf-8").splitlines()
]


def wanted(labelled: dict) -> Counter:
    return Counter(
        (q["unit"], float(q["value"]), q["upper"], q["qualifier"]) for q in labelled["quantities"]
    )


def found(text: str) -> Counter:
    return Counter((m.unit, m.value, m.upper, m.qualifier) for m in find_quantities(text))


@pytest.mark.parametrize(("part", "floor"), [("dev", 0.97), ("held", 0.95)])
def test_quantities_are_found_and_nothing_else(part: str, floor: float) -> None:
    pairs = [(wanted(e), found(e["text"])) for e in LABELLED if e["part"] == part]
    both = sum(sum((want & got).values()) for want, got in pairs)
    precision = both / sum(sum(got.values()) for _, got in pairs)
    recall = both / sum(sum(want.values()) for want, _ in pairs)
    print(part, f"precision {precision:.3f} recall {recall:.3f}")  # noqa: T201 - the figures are the point
    assert min(precision, recall) >= floor


def one(text: str) -> Measured:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("It flew 300 km.", "It flew 190 miles.", True),
        ("It flew 300 km.", "It flew 300 miles.", False),
        ("It cost $2.5 billion.", "It cost 2,500 million dollars.", True),
        ("It weighs 2 tonnes.", "It weighs 2,000 kg.", True),
        ("It took two days.", "It took 48 hours.", True),
        ("Dozens of people came.", "Some 70 people came.", True),
        ("Hundreds of people came.", "Some 70 people came.", False),
        ("The yield was 1 megaton.", "The yield was 1,000 kilotons.", True),
    ],
)
def test_quantities_of_one_dimension_compare(a: str, b: str, *, same: bool) -> None:
    x, y = one(a), one(b)
    assert dimension_of(x.unit) == dimension_of(y.unit)
    assert agree((x.value, x.unit, x.qualifier), (y.value, y.unit, y.qualifier)) is same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("It flew 300 km.", "It took 300 minutes."),
        ("300 soldiers left.", "300 horses left."),
        ("It cost 5 euros.", "It cost 5 dollars."),
    ],
)
def test_quantities_of_two_dimensions_do_not(a: str, b: str) -> None:
    assert dimension_of(one(a).unit) != dimension_of(one(b).unit)


def test_a_conversion_belongs_to_its_quantity() -> None:
    assert one("It flew 3,700 km (2,300 miles).").phrase == "3,700 km (2,300 miles)"


def test_a_phrase_is_the_words_of_the_sentence() -> None:
    text = "At least two dozen North Korean soldiers and nearly $40m were sent."
    assert [m.phrase for m in find_quantities(text)] == [
        "At least two dozen North Korean soldiers",
        "nearly $40m",
    ]
