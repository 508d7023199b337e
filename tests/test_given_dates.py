"""The date that comes with an article is read in every form that feeds give it, or told."""

from dataclasses import replace

import pytest
from builders import document

from briefgen.analysis.analyse import read_articles
from briefgen.api import to_articles
from briefgen.brief.build import build_brief
from briefgen.errors import EmptyBriefError
from briefgen.model import Brief, Declared, Document
from briefgen.profile.tables import NamedTheme, Profile, ReadingOptions
from briefgen.sources.extract.given_dates import read_given_date


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("2026-03-02", ["2026-03-02"]),
        ("2026-03-02T10:15:00+09:00", ["2026-03-02"]),
        ("20260302", ["2026-03-02"]),
        ("20190304T101500Z", ["2019-03-04"]),
        ("20190304T1015+0100", ["2019-03-04"]),
        ("2026-03", ["2026-03"]),
        ("2026", ["2026"]),
        ("2026-W10-2", ["2026-03-03"]),
        ("2026W102", ["2026-03-03"]),
        ("2026-W10", ["2026-W10"]),
        ("2026-061", ["2026-03-02"]),
        ("1520157600", ["2018-03-04"]),
        ("1520157600.5", ["2018-03-04"]),
        ("1520157600000", ["2018-03-04"]),
        ("1520157600000000", ["2018-03-04"]),
        ("/Date(1520157600000)/", ["2018-03-04"]),
        ("Mon, 02 Mar 2026 10:00:00 +0000", ["2026-03-02"]),
        ("Monday, 02-Mar-26 10:00:00 GMT", ["2026-03-02"]),
        ("Mon Mar  2 10:00:00 2026", ["2026-03-02"]),
        ("Mon Mar 2 10:00:00 EST 2026", ["2026-03-02"]),
        ("March 2, 2026", ["2026-03-02"]),
        ("Published March 2, 2026", ["2026-03-02"]),
        ("2. März 2026", ["2026-03-02"]),
        ("05.01.26", ["2026-01-05", "2026-05-01"]),
        ("25.01.26", ["2026-01-25"]),
        ("05/01/26", ["2026-05-01", "2026-01-05"]),
        ("26-01-05", ["2026-01-05", "2005-01-26"]),
        ("05.01.97", ["1997-01-05", "1997-05-01"]),
        ("soon", []),
        ("20261302", []),
        ("2026-02-30", []),
        ("2026-W60", []),
        ("2026-400", []),
        ("12345", []),
        ("99999999999999999999", []),
        ("", []),
    ],
)
def test_a_given_date_is_read(given: str, found: list[str]) -> None:
    assert [d.date for d in read_given_date(given)] == found


def published(date: object, text: str = "The quarry of Hollin was sold to a bank on Friday."):
    (article,) = to_articles([{"text": text, "date": date}])
    return article.published


def test_the_doubt_of_a_short_date_is_told_and_settles_no_weekday() -> None:
    got = published("05.01.26")
    assert (got.date, got.ambiguous) == ("2026-01-05", True)
    assert got.note == "05.01.26: 2026-01-05 preferred (day first), 2026-05-01 possible"


def test_a_number_is_read_as_its_digits() -> None:
    assert published(1520157600).date == "2018-03-04"


def test_what_cannot_be_read_is_told() -> None:
    got = published("third moon of spring")
    assert (got.date, got.unread) == (None, True)
    assert got.note == "a date that cannot be read: “third moon of spring”; write YYYY-MM-DD"


def test_the_date_of_the_page_stands_for_one_that_cannot_be_read() -> None:
    text = "Quarry of Hollin sold\n\n3 March 2026\n\nThe quarry of Hollin was sold to a bank on Friday."
    got = published("third moon of spring", text)
    assert (got.date, got.unread) == ("2026-03-03", False)
    assert got.note is not None
    assert got.note.endswith("so that of its page stands")


def test_an_article_without_any_date_is_undated_and_no_more() -> None:
    assert not published("").unread


THEME = NamedTheme(id="quarry", name="Quarry", keywords=("quarry", "stone", "granite"))
SOLD = "The granite quarry of Farr was sold to a bank for two million euros."
SCHOOL = "The stone quarry of Brae opened a school for forty masons."


def given(date: str, text: str, name: str) -> Document:
    return replace(document(text, name=name), declared=Declared(date=date))


def built(documents: list[Document], *, use: bool = False) -> Brief:
    profile = Profile(title="Quarry", themes=(THEME,), reading=ReadingOptions(use_unread_dates=use))
    return build_brief(documents, profile, as_of="2026-03-04")


def led(brief: Brief) -> set[str]:
    return {brief.sentences[p.sentence].source for p in brief.key_points}


def test_an_unread_date_is_listed_and_its_article_leads_where_the_profile_says_so() -> None:
    documents = [given("third moon", SOLD, "1.txt"), given("20260302", SCHOOL, "2.txt")]
    brief = built(documents)
    assert [s.published.unread for s in brief.sources] == [True, False]
    assert led(brief) == {"S2"}
    assert "S1" in led(built(documents, use=True))


def test_where_no_date_can_be_read_the_reason_is_told() -> None:
    with pytest.raises(EmptyBriefError, match="a date that cannot be read: “third moon”"):
        built([given("third moon", SOLD, "1.txt")])


def dated(*documents: Document, as_of: str = "2026-05-06") -> list[str | None]:
    return [a.published.date for a in read_articles(documents, as_of)[0]]


DATELINE = "Fire at Kolda mill kills one\n\nKOLDA, March 30 (Globe Wire) - A fire at the mill of Kolda killed one weaver, the brigade said."  # fmt: skip


def test_a_dateline_without_a_year_takes_the_collections() -> None:
    other = given("2026-03-31", SCHOOL, "2.txt")
    assert dated(document(DATELINE), other) == ["2026-03-30", "2026-03-31"]
    assert dated(document(DATELINE), other, as_of="2026-03-31") == ["2026-03-30", "2026-03-31"]
    assert dated(document(DATELINE), given("2027-01-05", SCHOOL, "2.txt"), as_of="2027-02-01") == [None, "2027-01-05"]  # fmt: skip
    assert dated(document(DATELINE)) == [None]


def test_the_year_that_a_dateline_was_given_is_told() -> None:
    articles, _ = read_articles([document(DATELINE), given("2026-03-31", SCHOOL, "2.txt")], "2026-05-06")  # fmt: skip
    note = articles[0].published.note
    assert note == "a dateline without a year: March 30 is taken for 2026-03-30, next to other articles"  # fmt: skip
