"""How a page becomes one page: what is laid out, how often, and which renderings share it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from briefgen.language.late import late
from briefgen.rendering import together
from briefgen.rendering.formats import fitting
from briefgen.rendering.formats.fitting import Divided, Measured, Setting, Tried

POINT = 100.0
"""How high each point of the made pages is, and each thing beside them."""


def stands(page: dict[str, Any]) -> Measured:
    """Return how a page of points and things beside them stands, all of one height; moved ones are higher."""
    moved = page["beside"]
    left = POINT * (len(page["points"]) - moved)
    right = POINT * len(page["watched"]) + fitting.NARROW * POINT * moved
    return Measured(
        pages=1,
        words=10,
        low=max(left, right),
        room=0.0,
        columns={"points": left, "beside": right},
        tops={"points": 0.0, "beside": 0.0},
        items=(POINT,) * len(page["points"]),
    )


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> tuple[Tried, list[dict[str, Any]]]:
    """Return what lays made pages out, and a list of those that were."""
    laid_out: list[dict[str, Any]] = []

    def lay_out(given: dict[str, Any]) -> dict[str, Any]:
        laid_out.append(given["page"])
        return given["page"]

    monkeypatch.setattr(fitting, "measure", lambda page, **_: stands(page))
    return Tried({"paper": "A4"}, lay_out), laid_out


def page(points: int, watched: int, beside: int = 0) -> dict[str, Any]:
    return {"points": ["p"] * points, "watched": ["w"] * watched, "beside": beside}


def test_a_page_is_laid_out_once_in_each_setting(tried: tuple[Tried, list[dict[str, Any]]]) -> None:
    trying, laid_out = tried
    setting = Setting(page(2, 1))
    assert trying.at(setting) == trying.at(Setting(page(2, 1)))
    assert trying.laid_out(setting) == setting.page
    trying.at(replace(setting, scale=1.2))
    assert len(laid_out) == 2


def test_last_points_stand_in_a_narrow_column_that_is_much_shorter(
    tried: tuple[Tried, list[dict[str, Any]]],
) -> None:
    assert fitting.divide(Setting(page(6, 1)), tried[0], None).setting.page["beside"] == 2
    assert fitting.divide(Setting(page(3, 3)), tried[0], None).setting.page["beside"] == 0


@pytest.mark.parametrize("watched", [0, 1, 2, 3])
def test_points_are_divided_as_if_each_page_were_laid_out_undivided(
    tried: tuple[Tried, list[dict[str, Any]]], watched: int
) -> None:
    trying, laid_out = tried
    before = fitting.divide(Setting(page(8, 3)), trying, None)
    assert before.setting.page["beside"] == 2
    trying.at(before.setting)
    laid_out.clear()
    after = fitting.divide(Setting(page(8, watched)), trying, before)
    alone = fitting.divide(
        Setting(page(8, watched)), Tried({"paper": "A4"}, lambda g: g["page"]), None
    )
    assert after.setting == alone.setting
    assert after.undivided.columns == alone.undivided.columns
    assert all(p["beside"] for p in laid_out), (
        "laid out undivided, though only the narrow column is shorter"
    )


def test_a_page_without_columns_stays_whole(tried: tuple[Tried, list[dict[str, Any]]]) -> None:
    whole = Setting({"points": ["p"], "watched": [], "beside": True})
    assert fitting.divide(whole, tried[0], None) == Divided(whole, tried[0].at(whole))


def test_a_brief_that_opens_with_anothers_page_is_one_job_with_it_and_others_are_jobs_of_their_own() -> (
    None
):
    analyst, executive = ("analyst", "pdf"), ("executive", "pdf")
    web, copy = ("analyst", "html"), ("board", "pdf")
    assert together([analyst, web, executive, copy]) == [(executive, analyst), (web,), (copy,)]
    assert together([analyst, web]) == [(analyst,), (web,)]
    assert together([executive]) == [(executive,)]


def test_a_late_pattern_is_compiled_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda p, f=0: compiled.append(p) or real(p, f))
    pattern = late(r"(\d+) ships", re.IGNORECASE)
    assert compiled == []
    assert [m[1] for m in pattern.finditer("3 ships, 4 SHIPS")] == ["3", "4"]
    assert pattern.sub("x", "3 ships") == "x"
    assert compiled == [r"(\d+) ships"]
