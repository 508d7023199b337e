"""Places: which a sentence surely names, which of a name is meant, and the map that is drawn of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from builders import brief_of

from briefgen.language.english.places import find_places, table
from briefgen.model import Place
from briefgen.rendering.charts.locator import HIGH, WIDE, Spot, locate
from briefgen.rendering.pages.places import with_map, with_maps

BLUE = "#0b3a5b"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Protesters met in Tehran on Monday.", ["Tehran"]),
        ("Tehran denied it, and Moscow agreed.", []),
        ("A rocket fell north of Damascus.", ["Damascus"]),
        ("They held out in the besieged city of Homs.", ["Homs"]),
        ("Smoke rose in Baghdad's Green Zone.", []),
        ("He works near Houston Chronicle offices.", []),
        ("Two died in Port Arthur, Texas, and one in Beaumont.", ["Port Arthur", "Beaumont"]),
        ("In May, ministers met.", []),
        ("The vote was in Congress.", []),
    ],
)
def test_a_place_is_named_whole_behind_a_word_of_place(text: str, names: list[str]) -> None:
    assert [name for name, _ in find_places(text)] == names


def test_the_state_behind_a_name_is_read() -> None:
    assert list(find_places("Shots fell in Tripoli, Lebanon, at dawn.")) == [("Tripoli", "Lebanon")]


def places_of(*sentences: str) -> dict[str, Place]:
    text = "Fighting goes on\n\n" + "\n\n".join(sentences) + "\n"
    return {p.name: p for p in brief_of([text]).places}


def test_of_two_places_of_a_name_the_one_of_the_state_behind_it_is_meant() -> None:
    found = places_of("Gunmen attacked a convoy in Tripoli, Lebanon, on 3 March 2026, police said.")
    assert round(found["Tripoli"].east) == 36
    found = places_of("Gunmen attacked a convoy in Tripoli, Libya, on 3 March 2026, police said.")
    assert round(found["Tripoli"].east) == 13


def test_a_small_town_needs_another_place_of_its_state() -> None:
    alone = places_of("Floods reached two schools in Port Arthur on 3 March 2026, police said.")
    assert "Port Arthur" not in alone
    beside = places_of(
        "Floods reached two schools in Port Arthur on 3 March 2026, police said.",
        "Floods closed ninety roads in Houston on 3 March 2026, the mayor said.",
    )
    assert {"Port Arthur", "Houston"} <= set(beside)


def test_every_row_of_the_table_lies_on_earth() -> None:
    rows = [p for found in table().values() for p in found]
    assert len(rows) > 10_000
    assert all(-90 <= p.north <= 90 and -180 <= p.east <= 180 for p in rows)
    assert {p.kind for p in rows} == {"state", "capital", "town"}


# The map -----------------------------------------------------------------------------------------

NILE = [
    Spot("Cairo", 30.06, 31.25, state=False, times=3),
    Spot("Benghazi", 32.11, 20.07, state=False, times=5),
    Spot("Tripoli", 32.89, 13.19, state=False, times=1),
    Spot("Libya", 27.03, 18.01, state=True, times=4),
]
FAR = Spot("Washington", 38.9, -77.04, state=False, times=9)


def test_a_map_has_its_places_names_and_words_and_leaves_out_what_lies_far() -> None:
    found = locate([FAR, *NILE], BLUE)
    assert found
    names = [label["name"] for label in found["labels"]]
    assert set(names) == {"Cairo", "Benghazi", "Tripoli", "Libya"}
    assert all(name in found["words"] for name in names)
    assert found["svg"].count("<circle") == 3, "a state has a name and no dot"
    assert "<text" not in found["svg"], "names have the page's own size of type"
    assert f'aria-label="{found["words"]}"' in found["svg"]


def test_no_two_names_of_a_map_overlap_and_none_leaves_it() -> None:
    crowd = [
        Spot(f"Town{n:02}", 30 + n * 0.1, 31 + (n % 3) * 0.2, state=False, times=1)
        for n in range(9)
    ]
    found = locate([*NILE, *crowd], BLUE)
    assert found
    for label in found["labels"]:
        assert 0 <= float(label["left"]) <= 100
        assert 0 <= float(label["top"]) <= 100
    tops = sorted((float(x["top"]), float(x["left"])) for x in found["labels"])
    assert len(set(tops)) == len(tops)


@pytest.mark.parametrize(
    "spots", [[], NILE[:2], [FAR, *NILE[:2]], [replace(s, state=True) for s in NILE]]
)
def test_without_three_places_near_each_other_there_is_no_map(spots: list[Spot]) -> None:
    assert locate(spots, BLUE) is None


def test_lines_of_a_map_stay_near_its_frame() -> None:
    found = locate(NILE, BLUE)
    assert found
    land = re.search(r'<path d="([^"]*)" class="land"', found["svg"])
    assert land
    numbers = [float(n) for n in re.findall(r"-?\d+\.\d", land[1])]
    assert len(numbers) > 100
    assert all(-0.1 <= n <= max(WIDE, HIGH) + 0.1 for n in numbers)


def test_a_map_shows_only_places_that_the_page_names() -> None:
    text = (
        "Dockers met in Khartoum on Monday, a union said. Pilots met in Cairo on Tuesday, a union said.\n\n"
        "Clerks met in Alexandria on Wednesday, a union said. Ships waited in Port Said on Friday, a guild said.\n"
    )
    brief = brief_of([text])
    keys = [p.sentence for p in (brief.bottom_line, *brief.key_points) if p]
    points = [{"sentence": k, "lead_in": None} for k in dict.fromkeys(keys)]
    page = with_maps({"points": points}, brief)
    for n in range(len(points), 0, -1):
        page = with_map({**page, "points": points[:n]})
        said = " ".join(brief.sentences[p["sentence"]].text for p in points[:n])
        names = [label["name"] for found in page["map"] for label in found["labels"]]
        assert all(name in said for name in names)
        assert bool(names) == (n >= 3)


def test_a_brief_without_places_has_no_map() -> None:
    brief = brief_of(["Dockers at Port Alda stayed away from work on Monday, a union said.\n"])
    assert with_maps({"points": []}, brief)["map"] == []
