"""What an archive keeps of an edition, what a later one sees of it, and what a search and a check find."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import brief_of, document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.errors import EditionError
from briefgen.model import Brief, Edition
from briefgen.model.frozen import dump
from briefgen.series.archive import Archive, open_archive, read_archive
from briefgen.series.editions import window_of
from briefgen.series.records import (
    END,
    START,
    check,
    find_edition,
    keep_edition,
    list_editions,
    list_seen,
    look_back,
    mark_issued,
    search,
)

TEXT = "Dockers at Port Alda stayed away from work on Tuesday, the harbour office said."


@pytest.fixture(scope="module")
def brief() -> Brief:
    return brief_of([TEXT])


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "a.briefgen.sqlite") as opened:
        yield opened


def edition(number: int, revision: int = 0) -> Edition:
    as_of = f"2026-01-{number:02}"
    window = window_of("day", as_of)
    correction = "A figure" if revision else None
    return Edition(
        number=number, revision=revision, window=window, as_of=as_of, correction=correction
    )


def keep(archive: Archive, brief: Brief, number: int, revision: int = 0, text: str = TEXT) -> bytes:
    """Keep an edition whose title is its number, and return its bytes."""
    named = replace(brief, title=f"Edition {number}.{revision}")
    frozen = dump(named)
    seen = list_seen([document(text, "000.txt")], named)
    with archive.transaction():
        keep_edition(archive, edition(number, revision), named, frozen, seen)
    return frozen


def titles(archive: Archive, number: int) -> list[str]:
    briefs = look_back(archive, edition(number), most=4).briefs
    return [b.decode().split('"Edition ')[1].split('"')[0] for b in briefs]


# Editions ----------------------------------------------------------------------------------------


def test_a_brief_comes_back_byte_for_byte(archive: Archive, brief: Brief) -> None:
    frozen = keep(archive, brief, 1)
    assert find_edition(archive, "1").brief == frozen


def test_a_missing_edition_is_told_with_those_there_are(archive: Archive, brief: Brief) -> None:
    keep(archive, brief, 1)
    keep(archive, brief, 1, 1)
    with pytest.raises(EditionError, match=r"'No. 7': .*which has 1, 1\.1"):
        find_edition(archive, "7")


def test_an_edition_sees_the_four_before_it_the_latest_first(
    archive: Archive, brief: Brief
) -> None:
    for number in range(1, 7):
        keep(archive, brief, number)
    assert titles(archive, 7) == ["6.0", "5.0", "4.0", "3.0"]


def test_the_latest_printing_of_an_edition_is_seen(archive: Archive, brief: Brief) -> None:
    keep(archive, brief, 1)
    keep(archive, brief, 1, 1)
    assert titles(archive, 2) == ["1.1"]


def test_an_edition_built_again_sees_what_it_saw_first(archive: Archive, brief: Brief) -> None:
    for number in (1, 3):
        keep(archive, brief, number)
    keep(archive, brief, 2)
    keep(archive, brief, 1, 1)
    assert titles(archive, 3) == ["1.0"]


def test_articles_of_editions_before_it_are_seen(archive: Archive, brief: Brief) -> None:
    keep(archive, brief, 1)
    assert look_back(archive, edition(1), most=4).seen == frozenset()
    assert len(look_back(archive, edition(2), most=4).seen) == 1


def test_articles_that_a_later_edition_reported_first_are_told_apart(
    archive: Archive, brief: Brief
) -> None:
    keep(archive, brief, 1)
    keep(archive, brief, 2, text="Another text.")
    assert len(look_back(archive, edition(1), most=4).later) == 1
    assert look_back(archive, edition(2), most=4).later == frozenset()
    assert look_back(archive, edition(1, 1), most=4).later == frozenset()


# Frozen ------------------------------------------------------------------------------------------


def test_the_last_edition_can_be_replaced(archive: Archive, brief: Brief) -> None:
    keep(archive, brief, 1)
    frozen = keep(archive, replace(brief, reviewer="A. Petrova"), 1)
    assert find_edition(archive, "1").brief == frozen
    assert len(list_editions(archive)) == 1


def test_an_edition_that_a_later_one_builds_on_is_frozen(archive: Archive, brief: Brief) -> None:
    frozen = keep(archive, brief, 1)
    keep(archive, brief, 2)
    assert keep(archive, brief, 1) == frozen
    with pytest.raises(EditionError, match=r"has No\. 2 built on it .*--correction"):
        keep(archive, replace(brief, reviewer="A. Petrova"), 1)
    assert find_edition(archive, "1").brief == frozen


def test_an_edition_that_was_sent_is_frozen(archive: Archive, brief: Brief) -> None:
    keep(archive, brief, 1)
    mark_issued(archive, 1, 0)
    with pytest.raises(EditionError, match="was sent"):
        keep(archive, replace(brief, reviewer="A. Petrova"), 1)
    keep(archive, replace(brief, reviewer="A. Petrova"), 1, 1)


# Articles ----------------------------------------------------------------------------------------


def test_an_article_is_kept_once_with_its_fate_in_each_edition(
    archive: Archive, brief: Brief
) -> None:
    keep(archive, brief, 1)
    keep(archive, brief, 2)
    assert [r["text"] for r in archive.rows("SELECT text FROM article")] == [TEXT]
    fates = archive.rows("SELECT fate, note FROM fate")
    assert [tuple(f) for f in fates] == [("reported", "S1"), ("reported", "S1")]


def test_a_text_that_no_unicode_holds_is_kept_all_the_same(archive: Archive, brief: Brief) -> None:
    keep(archive, brief, 1, text="A lone half: \ud800.")
    assert check(archive) == ()


# Searching ---------------------------------------------------------------------------------------


def test_a_search_finds_articles_and_briefs_and_marks_the_words(
    archive: Archive, brief: Brief
) -> None:
    keep(archive, brief, 1)
    hits = search(archive, "docker harbour")
    assert [h.where for h in hits] == ["No. 1", "000.txt"]
    assert f"{START}Dockers{END}" in hits[1].snippet


def test_a_replaced_brief_is_found_by_its_new_words_only(archive: Archive, brief: Brief) -> None:
    keep(archive, brief, 1)
    keep(archive, brief_of(["The council opened a swimming pool on Tuesday, it said."]), 1)
    assert [h.where for h in search(archive, "swimming")] == ["No. 1"]
    assert [h.where for h in search(archive, "dockers")] == ["000.txt"]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ('"stayed away"', 2),
        ('"away stayed"', 0),
        ("dock*", 2),
        ("tuesday AND", 0),
        ("dockers NOT harbour", 0),
        ("title:dockers", 0),
    ],
)
def test_words_phrases_and_beginnings_are_the_whole_syntax(
    archive: Archive, brief: Brief, query: str, hits: int
) -> None:
    keep(archive, brief, 1)
    assert len(search(archive, query)) == hits


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=20))
def test_no_query_is_a_syntax_error(archive: Archive, query: str) -> None:
    search(archive, query)
    search(archive, f'"{query}* AND ({query}')


# Checking ----------------------------------------------------------------------------------------


@pytest.fixture
def damaged(tmp_path: Path, brief: Brief):
    """Make an archive, change it behind the program's back, and return what the check finds."""

    def check_after(*statements: str) -> tuple[str, ...]:
        path = tmp_path / "d.briefgen.sqlite"
        with open_archive(path) as opened:
            keep(opened, brief, 1)
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()
        with read_archive(path) as opened:
            return check(opened)

    return check_after


def test_a_sound_archive_has_no_fault(damaged) -> None:
    assert damaged() == ()


def test_a_changed_brief_is_found(damaged) -> None:
    (fault,) = damaged("UPDATE edition SET brief = CAST(replace(brief, 'Port', 'Fort') AS BLOB)")
    assert fault.startswith("No. 1: its brief is not")


def test_a_changed_article_is_found(damaged) -> None:
    faults = damaged("UPDATE article SET text = 'Another text.'")
    assert [f.split(":")[0] for f in faults] == ["article 1 (000.txt)", "article_words"]


def test_words_that_went_missing_are_found(damaged) -> None:
    faults = damaged(
        "INSERT INTO edition_words (edition_words, rowid, title, words) "
        "SELECT 'delete', id, title, words FROM edition"
    )
    assert [f.split(":")[0] for f in faults] == ["edition_words"]


def test_a_link_to_nothing_is_found(damaged) -> None:
    faults = damaged("PRAGMA foreign_keys = OFF", "DELETE FROM edition")
    assert any("points at nothing in edition" in f for f in faults)


def test_a_torn_page_is_found(tmp_path: Path, brief: Brief) -> None:
    path = tmp_path / "t.briefgen.sqlite"
    with open_archive(path) as opened:
        for number in range(1, 9):
            keep(opened, brief, number)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 6000] = b"\xff" * 6000
    path.write_bytes(content)
    with read_archive(path) as opened:
        assert check(opened)
