"""Editions are numbered by the days they report on: no clock and no order of building changes that."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import EditionError
from briefgen.model import Edition, Window
from briefgen.series.editions import Count, plan_edition, window_of

FIRST = "2026-01-04"


def week(number: int) -> str:
    """Return the Sunday of the n-th week behind the first one."""
    return (datetime.date.fromisoformat(FIRST) + datetime.timedelta(weeks=number)).isoformat()


def plan(as_of: str, archived=(), kind="week", correction=None, **count) -> Edition:
    return plan_edition(window_of(kind, as_of), as_of, archived, Count(**count), correction)


def days(start: str, end: str, archived=()) -> Edition:
    window = Window(kind="range", start=start, end=end)
    return plan_edition(window, end, archived, Count(), None)


# Windows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "as_of", "start", "end"),
    [
        ("week", "2026-11-22", "2026-11-16", "2026-11-22"),
        ("week", "2026-11-18", "2026-11-16", "2026-11-22"),
        ("week", "2027-01-01", "2026-12-28", "2027-01-03"),
        ("day", "2026-11-22", "2026-11-22", "2026-11-22"),
        ("month", "2028-02-10", "2028-02-01", "2028-02-29"),
        ("month", "2026-12-31", "2026-12-01", "2026-12-31"),
    ],
)
def test_a_period_holds_its_cut_off(kind: str, as_of: str, start: str, end: str) -> None:
    assert window_of(kind, as_of) == Window(kind=kind, start=start, end=end)


# Numbers -----------------------------------------------------------------------------------------


def test_the_first_edition_is_no_1_or_what_the_profile_says() -> None:
    assert plan(FIRST).label == "1"
    assert plan(FIRST, first=12).label == "12"


@pytest.mark.parametrize("kind", ["day", "week", "month"])
def test_periods_are_numbered_one_after_the_other(kind: str) -> None:
    archived: list[Edition] = []
    for number in range(1, 15):
        as_of = f"2026-{number:02}-28" if kind == "month" and number < 13 else None
        day = datetime.date.fromisoformat(FIRST)
        step = {"day": 1, "week": 7, "month": 0}[kind] * (number - 1)
        as_of = as_of or (day + datetime.timedelta(days=step)).isoformat()
        if kind == "month" and number > 12:
            as_of = f"2027-{number - 12:02}-28"
        archived.append(plan(as_of, archived, kind))
    assert [e.number for e in archived] == list(range(1, 15))


def test_a_week_without_an_edition_leaves_its_number_free() -> None:
    first = plan(week(0))
    third = plan(week(2), [first])
    assert third.number == 3
    assert plan(week(1), [first, third]).number == 2


@given(st.permutations(range(1, 9)))
def test_the_order_of_building_changes_no_number(order: list[int]) -> None:
    archived = [plan(week(0))]
    for n in order:
        archived.append(plan(week(n), archived))
        assert archived[-1].number == n + 1


def test_a_start_in_the_profile_counts_from_there() -> None:
    assert plan(week(9), start=week(0)).number == 10
    assert plan(week(9), start=week(0), first=100).number == 109


def test_a_period_before_the_first_is_refused() -> None:
    with pytest.raises(EditionError, match="before the first edition"):
        plan(week(0), [plan(week(1))])


def test_the_same_days_are_the_same_number_at_any_cut_off() -> None:
    built = plan("2026-11-18")
    assert plan("2026-11-22", [built]).number == built.number


def test_a_number_that_other_days_have_is_refused() -> None:
    built = plan("2026-11-22", kind="month")
    with pytest.raises(EditionError, match=r"would be No\. 1, which reports on 2026-11-01"):
        plan("2026-11-22", [built], kind="week", start="2026-11-22")


def test_ranges_are_numbered_one_behind_the_other() -> None:
    first = days("2026-01-01", "2026-01-10")
    second = days("2026-01-11", "2026-02-20", [first])
    assert (first.number, second.number) == (1, 2)
    assert days("2026-01-01", "2026-01-10", [first, second]).number == 1
    with pytest.raises(EditionError, match=r"does not follow No\. 2"):
        days("2026-01-05", "2026-01-12", [first, second])


# Corrections -------------------------------------------------------------------------------------


def test_a_correction_is_the_next_printing_of_its_number() -> None:
    first = plan(FIRST)
    once = plan(FIRST, [first], correction="A figure")
    twice = plan(FIRST, [first, once], correction="A name")
    assert [e.label for e in (first, once, twice)] == ["1", "1.1", "1.2"]


def test_the_same_correction_is_the_same_printing() -> None:
    first = plan(FIRST)
    once = plan(FIRST, [first], correction="A figure")
    assert plan(FIRST, [first, once], correction="A figure") == once


def test_what_was_never_built_cannot_be_corrected() -> None:
    with pytest.raises(EditionError, match="nothing to correct"):
        plan(FIRST, correction="A figure")
