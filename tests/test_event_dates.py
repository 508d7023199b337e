"""Dates in sentences, as exact as their words and never more: counted on sentences labelled by hand.

``event_dates.jsonl`` holds 41 sentences written and labelled for this test: 26 to write the rules by
("dev"), 15 held out ("held"), labelled before a rule existed. Their one blind run gave precision .933
and recall 1.0; the miss, "Black Friday", was a rule that did not do what it meant and was mended.
"""

import json
from pathlib import Path

import pytest

from briefgen.language.english.event_dates import find_event_dates
from briefgen.model import Published
from briefgen.model.dates import precision_of, span_of
from briefgen.rendering.environment import day

LABELLED = [
    json.loads(line)
    for line in (Path(__file__).parent / "event_dates.jsonl").read_text("utf-8").splitlines()
]


def found(labelled: dict) -> set[tuple[str, str]]:
    date = labelled["published"]
    published = Published(date=date, precision=precision_of(date) if date else None)
    dates = find_event_dates(labelled["text"], published, labelled["before"])
    return {(d.date, d.precision) for d in dates}


@pytest.mark.parametrize(("part", "floor"), [("dev", 0.97), ("held", 0.97)])
def test_dates_are_resolved_to_their_precision(part: str, floor: float) -> None:
    pairs = [({tuple(d) for d in e["dates"]}, found(e)) for e in LABELLED if e["part"] == part]
    both = sum(len(want & got) for want, got in pairs)
    precision = both / sum(len(got) for _, got in pairs)
    recall = both / sum(len(want) for want, _ in pairs)
    print(part, f"precision {precision:.3f} recall {recall:.3f}")  # noqa: T201 - the figures are the point
    assert min(precision, recall) >= floor


@pytest.mark.parametrize(
    "text",
    ["It fell on Tuesday.", "It fell last week.", "It fell in March.", "Two days ago it fell."],
)
@pytest.mark.parametrize("date", [None, "2024-10", "2024"])
def test_no_day_is_invented_where_the_article_has_none(text: str, date: str | None) -> None:
    published = Published(date=date, precision=precision_of(date) if date else None)
    assert find_event_dates(text, published) == ()


@pytest.mark.parametrize(
    ("date", "first", "last", "printed"),
    [
        ("2024-W42", "2024-10-14", "2024-10-20", "week of 14 Oct 2024"),
        ("2024-21", "2024-03-01", "2024-05-31", "spring 2024"),
        ("2024-24", "2024-12-01", "2025-02-28", "winter 2024"),
        ("199X", "1990-01-01", "1999-12-31", "1990s"),
        ("2024-02", "2024-02-01", "2024-02-29", "Feb 2024"),
        ("2024", "2024-01-01", "2024-12-31", "2024"),
    ],
)
def test_a_period_covers_its_days_and_prints_as_readers_write_it(
    date: str, first: str, last: str, printed: str
) -> None:
    assert [d.isoformat() for d in span_of(date)] == [first, last]
    assert day(date) == printed


def test_dates_on_hostile_lines_cost_little() -> None:
    published = Published(date="2024-10-26", precision="day")
    for line in ("1" * 60_000, "May " * 20_000, "12 May " * 10_000, "last week " * 8_000):
        assert len(find_event_dates(line, published)) < 2_000


def test_a_feast_that_begins_like_a_month_is_read() -> None:
    published = Published(date="2019-01-23", precision="day")
    found = find_event_dates("The dockers of Alda marched on Martin Luther King Day.", published)
    assert [d.date for d in found] == ["2019-01-21"]
