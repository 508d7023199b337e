"""A small, fixed slice of benchmarks/endurance.py: a spoilt cache and kills change no byte of the brief."""

import random

import pytest
from builders import ROOT
from endurance import case, cut, failures, kill

WEEK = ROOT / "benchmarks" / "data" / "week.jsonl"
CUTS, KILLS, ARTICLES = 6, 3, 4


@pytest.fixture
def given(launch):
    with case(WEEK, ARTICLES, lambda arguments: launch(*arguments)) as made:
        yield made


def chance():
    return random.Random(3)  # noqa: S311 - which byte, which moment


def test_a_cache_cut_or_spoilt_at_any_byte_gives_the_same_brief(given) -> None:
    assert cut(given, CUTS, chance()) == {"cuts": CUTS, "differ": 0}
    assert given.cache.stat().st_size > 1000


def test_builds_killed_at_any_moment_leave_nothing_half_and_the_next_is_the_same(given) -> None:
    told = kill(given, KILLS, chance())
    assert (told["torn"], told["differ"]) == (0, 0)
    assert told["killed_at_work"] > 0


def test_what_differs_is_told() -> None:
    assert failures({"cuts": {"cuts": 9, "differ": 1}, "articles": 4}) == ["cuts: differ"]
    assert failures({"cuts": {"cuts": 9, "differ": 0}, "articles": 4}) == []
