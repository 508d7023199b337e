"""Charts: what is drawn is what is counted, each says it in words, and none needs colour to be read."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from briefgen.rendering.charts import bar, dots, figures, matrix, network, rug, volume
from briefgen.rendering.charts.svg import CLASSES, Chart, Theme

FERRIES = Theme("F", "Ferries & <ports>", "#1b4f8a", 0)
GRAIN = Theme("G", "Grain", "#9a2a1f", 1)
SVG = "{http://www.w3.org/2000/svg}"


def tree(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(chart.svg)  # noqa: S314 - the program's own picture


def marks(chart: Chart, kind: str) -> list[ElementTree.Element]:
    return list(tree(chart).iter(f"{SVG}{kind}"))


def said(chart: Chart) -> list[str]:
    return [mark.text or "" for mark in marks(chart, "text")]


def examples() -> dict[str, Chart]:
    course = [volume.Course(FERRIES, [1, 4, 2]), volume.Course(GRAIN, [2, 0, 5])]
    pairs = [network.Pair("Alda", "Nordlys", 5), network.Pair("Alda", "Kirkevik", 2)]
    given = [
        figures.Figure("S1 ¶2", "40 ships", 40, None),
        figures.Figure("S2 ¶1", "60 to 80", 60, 80),
    ]
    held = {"asserted": ["S1"], "hedged": ["S2"], "denied": ["S2"]}
    ticks = [rug.Tick("S1", "2026-03-04", None), rug.Tick("S2", "2026-04-03", "2026-03-04")]
    drawn = {
        "dots": dots.theme_dots([dots.Row(FERRIES, [2, 9]), dots.Row(GRAIN, [0, 1])], ["S1", "S2"]),
        "rug": rug.date_rug([*ticks, rug.Tick("S3", None, None)]),
        "row": matrix.row(["S1", "S2", "S3"], held),
        "head": matrix.head(["S1", "S2"]),
        "figures": figures.conflict_plot("ship", given),
        "volume": volume.theme_volume(course, ["1", "2", "3"]),
        "network": network.co_mentions(pairs, 15),
        "bar": bar.attribution_bar(
            [("named", 1), ("by role", 2), ("vague", 0), ("none", 3)], GRAIN
        ),
    }
    return {name: chart for name, chart in drawn.items() if chart is not None}


@pytest.mark.parametrize("name", sorted(examples()))
def test_a_chart_is_named_and_says_in_words_what_it_shows(name: str) -> None:
    chart = examples()[name]
    root = tree(chart)
    assert root.get("role") == "img"
    assert root.get("aria-label") == f"{chart.title}. {chart.words}" == root.findtext(f"{SVG}title")
    assert chart.n > 0
    assert len(chart.svg) < 12_000


@pytest.mark.parametrize("name", sorted(examples()))
def test_a_dark_screen_can_recolour_every_mark(name: str) -> None:
    for kind in ("text", "circle", "rect", "line", "polygon", "polyline"):
        for mark in marks(examples()[name], kind):
            known = {
                *CLASSES.values(),
                *(f"l-{c}" for c in CLASSES.values()),
                "t0",
                "t1",
                "s0",
                "s1",
            }
            assert set((mark.get("class") or "").split()) & known, ElementTree.tostring(mark)


@pytest.mark.parametrize("name", sorted(examples()))
def test_a_chart_stays_inside_its_picture(name: str) -> None:
    root = tree(examples()[name])
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for mark in root.iter(f"{SVG}circle"):
        x, y, r = (float(mark.get(key, 0)) for key in ("cx", "cy", "r"))
        assert x - r >= -0.5
        assert x + r <= width + 0.5
        assert y - r >= -0.5
        assert y + r <= height + 0.5


def test_a_dots_area_is_its_number_of_passages() -> None:
    drawn = marks(examples()["dots"], "circle")
    radii = [float(mark.get("r", 0)) for mark in drawn]
    assert radii[1] / radii[0] == pytest.approx((9 / 2) ** 0.5, rel=0.01)


def test_busiest_sources_have_a_column_and_the_others_are_counted() -> None:
    many = dots.theme_dots([dots.Row(FERRIES, list(range(1, 31)))], [f"S{n}" for n in range(1, 31)])
    assert "S30" in said(many)
    assert "S1" not in said(many)
    names = [t for t in said(many) if t.startswith("S")]
    assert f"{30 - len(names)} more sources are not drawn" in many.words


def test_each_theme_has_its_busiest_sources_and_no_reprint_takes_a_column() -> None:
    names = [f"S{n}" for n in range(1, 31)]
    first, second = [9] * 20 + [0] * 10, [0] * 20 + [1] * 10
    both = dots.theme_dots(
        [dots.Row(FERRIES, first), dots.Row(FERRIES, second)], names, reprints=frozenset({"S21"})
    )
    assert {"S1", "S22"} <= set(said(both))
    assert "S21" not in said(both)


@pytest.mark.parametrize("size", [3, 30, 300, 3000])
def test_names_of_columns_do_not_touch(size: int) -> None:
    names = [f"S{n + size}" for n in range(size)]
    row = dots.Row(FERRIES, [1] * size)
    drawn = [t for t in marks(dots.theme_dots([row], names), "text") if (t.text or "") in names]
    edges = [(float(t.get("x", 0)), 2.2 * len(t.text or "")) for t in drawn]
    assert all(x + half < y - other for (x, half), (y, other) in pairwise(edges))


def test_a_date_that_reads_two_ways_is_hollow_and_its_other_reading_dashed() -> None:
    shapes = [
        (c.get("fill"), c.get("stroke-dasharray")) for c in marks(examples()["rug"], "circle")
    ]
    assert shapes[0] == ("#16191d", None)
    assert shapes[1] == ("#ffffff", None)
    assert shapes[2] == ("#ffffff", "2 1.5")
    assert "undated (1)" in said(examples()["rug"])


def test_many_dates_become_columns_and_stay_on_the_picture() -> None:
    ticks = [rug.Tick(f"S{n}", f"2026-03-{1 + n % 28:02}", None) for n in range(300)]
    chart = rug.date_rug(ticks)
    columns = marks(chart, "rect")
    assert 20 < len(columns) <= rug.COLUMNS
    assert min(float(c.get("y", 0)) for c in columns) > 8
    assert "300 dated from 2026-03-01 to 2026-03-28" in chart.words


def test_shapes_and_not_colours_tell_asserted_hedged_and_denied_apart() -> None:
    row = examples()["row"]
    assert [c.get("fill") for c in marks(row, "circle")] == ["#16191d", "#ffffff"]
    assert len(marks(row, "polygon")) == 1
    assert row.words == "asserted by S1; hedged by S2; denied by S2; the others are silent"


def test_differing_figures_stand_at_their_values_and_a_range_has_two_ends() -> None:
    xs = sorted(float(c.get("cx", 0)) for c in marks(examples()["figures"], "circle"))
    assert len(xs) == 3
    assert (xs[1] - figures.LEFT) / (xs[0] - figures.LEFT) == pytest.approx(60 / 40, rel=0.01)
    assert "not averaged" in examples()["figures"].words


def test_two_editions_show_no_course_and_fewer_than_fifteen_articles_no_network() -> None:
    assert volume.theme_volume([volume.Course(FERRIES, [1, 2])], ["1", "2"]) is None
    assert network.co_mentions([network.Pair("Alda", "Nordlys", 5)], 14) is None


def test_network_says_that_it_shows_no_relationship() -> None:
    assert "not a relationship" in network.TITLE


def test_words_of_a_theme_cannot_become_markup() -> None:
    assert "Ferries &amp; &lt;ports&gt;" in examples()["dots"].svg
    assert not re.search(r"<ports>", examples()["volume"].svg)
