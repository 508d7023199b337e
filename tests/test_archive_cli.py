"""``briefgen archive``, run in this process on a series of two small editions."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefgen.app.cli import app
from briefgen.errors import ArchiveError, EditionError
from briefgen.profile.load import load_profile
from briefgen.rendering import RenderOptions
from briefgen.series.make import Order, make_edition

PROFILE = 'title = "Port Alda weekly"\naudiences = []\n[series]\n'
ARTICLES = {
    "2026-03-03": "About 300 dockers of Port Alda joined the strike on Tuesday, the union said.",
    "2026-03-10": "The harbour office of Port Alda closed two of five piers on Monday, it said.",
}


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of a series with two editions."""
    folder = tmp_path_factory.mktemp("series")
    profile = folder / "weekly.toml"
    profile.write_text(PROFILE)
    inbox = folder / "inbox"
    inbox.mkdir()
    for date, text in ARTICLES.items():
        (inbox / f"{date}.txt").write_text(f"A title\n\n{date}\n\n{text}\n")
    for as_of in ("2026-03-08", "2026-03-15"):
        make_edition(
            Order(
                sources=(inbox,),
                profile=load_profile(profile),
                place=profile,
                output=folder / "output",
                as_of=as_of,
                render=RenderOptions(),
            ),
            lambda _: None,
        )
    return profile


def run(*arguments: str, profile: Path, colour: bool = False):
    return CliRunner().invoke(
        app, ["archive", *arguments, "-p", str(profile)], color=colour, catch_exceptions=True
    )


def lines(*arguments: str, profile: Path) -> list[str]:
    done = run(*arguments, profile=profile)
    assert done.exit_code == 0, done.exception
    return done.stdout.splitlines()


def test_list_names_each_edition_with_its_days(series: Path) -> None:
    assert [line.split(" · ")[:3] for line in lines("list", profile=series)] == [
        ["No. 1", "2026-03-02 to 2026-03-08", "cut-off 2026-03-08"],
        ["No. 2", "2026-03-09 to 2026-03-15", "cut-off 2026-03-15"],
    ]


def test_show_has_what_is_new_and_the_points(series: Path) -> None:
    _, new, *points = lines("show", "2", profile=series)
    assert new.startswith("Since No. 1: ")
    assert points == [f"- {ARTICLES['2026-03-10']} [S1 ¶1]"]


def test_search_says_where_and_shows_the_place(series: Path) -> None:
    found = lines("search", "dockers strike", profile=series)
    assert found[0] == "No. 1 · Port Alda weekly"
    assert found[1].strip() == ARTICLES["2026-03-03"]
    assert found[2].startswith("2026-03-03.txt")


def test_a_search_that_finds_nothing_says_so(series: Path) -> None:
    done = run("search", "parsnip", profile=series)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "found nowhere" in done.stderr


def test_export_writes_the_frozen_bytes(series: Path, tmp_path: Path) -> None:
    written = lines("export", "--edition", "2", "-o", str(tmp_path), profile=series)
    assert written == [str(tmp_path / "no-2" / "brief.json")]
    (built,) = (series.parent / "output").glob("*-no-2/brief.json")
    assert (tmp_path / "no-2" / "brief.json").read_bytes() == built.read_bytes()


def test_check_counts_what_is_sound(series: Path) -> None:
    assert lines("check", profile=series) == ["2 editions, 2 articles, all sound"]


def test_a_missing_edition_is_an_error(series: Path) -> None:
    assert isinstance(run("show", "9", profile=series).exception, EditionError)


def test_a_series_without_an_archive_is_told(tmp_path: Path) -> None:
    profile = tmp_path / "new.toml"
    profile.write_text(PROFILE)
    assert isinstance(run("list", profile=profile).exception, ArchiveError)


def test_a_profile_without_a_series_is_told(tmp_path: Path) -> None:
    profile = tmp_path / "single.toml"
    profile.write_text('title = "Once"\n')
    assert "[series]" in str(run("list", profile=profile).exception)
