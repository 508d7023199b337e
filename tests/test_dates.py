"""Dates keep their precision, and an ambiguous one keeps its readings."""

import datetime

import pytest
from babel import Locale

from briefgen.language.dates import LANGUAGES, find_dates, find_years, month_numbers
from briefgen.language.english.event_dates import find_event_dates
from briefgen.model import Published
from briefgen.model.dates import span_of
from briefgen.sources.extract.rules import date_line


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2024-04-01", ["2024-04-01"]),
        ("2024-04-01T10:00:00+09:00", ["2024-04-01"]),
        ("26 Oktober, 2024", ["2024-10-26"]),
        ("Oct. 26th, 2024", ["2024-10-26"]),
        ("1st of March 2025", ["2025-03-01"]),
        ("Publié le 12 août 2024", ["2024-08-12"]),
        ("3 de marzo de 2025", ["2025-03-03"]),
        ("2025年11月5日", ["2025-11-05"]),
        ("November 2025", ["2025-11"]),
        ("05.11.2025", ["2025-11-05"]),
        ("23/04/2025", ["2025-04-23"]),
        ("11/05/2025", ["2025-11-05", "2025-05-11"]),
        ("5. listopada 2024", ["2024-10-05", "2024-11-05"]),
        ("the Hwasong 2024-13-44 and 12,017 others", []),
        ("in 2010 and 2017", []),
    ],
)
def test_a_date_is_read_to_its_precision_in_every_way_it_can_be(
    text: str, dates: list[str]
) -> None:
    assert [r.date for found in find_dates(text) for r in found.readings] == dates


def test_a_day_first_page_prefers_the_day() -> None:
    assert [r.date for r in find_dates("11/05/2025", day_first=True)[0].readings] == [
        "2025-05-11",
        "2025-11-05",
    ]


def test_years_alone_are_years() -> None:
    assert [f.readings[0].date for f in find_years("in 2010 and 2017, not 12,017 or 2017-18")] == [
        "2010",
        "2017",
    ]


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024-02-29", (2024, 2, 29), (2024, 2, 29)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024-12", (2024, 12, 1), (2024, 12, 31)),
        ("2024", (2024, 1, 1), (2024, 12, 31)),
    ],
)
def test_a_date_spans_the_days_it_may_mean(date: str, first: tuple, last: tuple) -> None:
    assert span_of(date) == (datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize(
    "line",
    [
        "Published: March 3, 2025 at 10:15 a.m. EST",
        "By Jane Doe | March 3, 2025 | 4 min read",
        "Veröffentlicht am 3. März 2025",
        "Erstellungszeitpunkt: 3 März, 2025",
        "Monday, 3 March 2025",
    ],
)
def test_a_date_line_holds_dates_and_furniture_only(line: str) -> None:
    assert [found.readings[0].date for found, _ in date_line(line)] == ["2025-03-03"]


@pytest.mark.parametrize(
    "line",
    [
        "On March 3, 2025 the ship sank off the coast.",
        "Talks of 3 March 2025 failed over fish quotas",
    ],
)
def test_a_sentence_with_a_date_is_no_date_line(line: str) -> None:
    assert date_line(line) == ()


def test_a_later_change_is_told_from_the_publication() -> None:
    assert [
        update for _, update in date_line("Published: March 3, 2025 Updated: March 5, 2025")
    ] == [False, True]


DATED = Published(date="2024-11-02", precision="day", raw="x")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It was fired on October 26, 2024.", ["2024-10-26"]),
        ("It was fired on Oct. 3 near the coast.", ["2024-10-03"]),
        ("They met on Thursday.", ["2024-10-31"]),
        ("They met yesterday.", ["2024-11-01"]),
        ("In 2017 they met.", ["2017"]),
        ("It may rain.", []),
    ],
)
def test_event_dates_are_resolved_against_the_day_of_publication(
    text: str, dates: list[str]
) -> None:
    assert [d.date for d in find_event_dates(text, DATED)] == dates


def test_an_undated_article_gives_no_relative_dates() -> None:
    assert find_event_dates("They met yesterday, on Oct. 3.", Published()) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_of_a_language_are_those_of_unicode(language: str) -> None:
    months = Locale.parse(language).months
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                if not str(name).isdigit():
                    assert number in month_numbers(str(name), (language,)), name
