"""The archive file: made, brought up to date, locked, and refused with a reason."""

import sqlite3
from pathlib import Path

import pytest

from briefgen.errors import ArchiveError
from briefgen.series import archive
from briefgen.series.archive import APPLICATION, hold, latest_version, open_archive, read_archive

TABLES = {"article", "edition", "fate"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "weekly.briefgen.sqlite"


def pragma(path: Path, name: str) -> object:
    connection = sqlite3.connect(path)
    value = connection.execute(f"PRAGMA {name}").fetchone()[0]
    connection.close()
    return value


def tables(path: Path) -> set[str]:
    with read_archive(path) as opened:
        return {r["name"] for r in opened.rows("SELECT name FROM sqlite_master")}


def add_article(connection: sqlite3.Connection, text: str = "text") -> None:
    connection.execute(
        "INSERT INTO article (key, sha256, text, file, title, publisher, published) "
        "VALUES (?1, ?1, ?2, 'a.txt', '', '', '')",
        (f"hash of {text}", text),
    )


def add_two_alike(connection: sqlite3.Connection) -> None:
    add_article(connection, "second")
    add_article(connection, "second")


def count(path: Path) -> int:
    with read_archive(path) as opened:
        return opened.rows("SELECT count(*) AS n FROM article")[0]["n"]


def test_an_archive_is_made_where_there_is_none(path: Path) -> None:
    with open_archive(path):
        pass
    assert tables(path) >= TABLES
    assert pragma(path, "journal_mode") == "wal"
    assert pragma(path, "application_id") == APPLICATION
    assert pragma(path, "user_version") == latest_version()


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    with open_archive(path) as opened:
        with opened.transaction() as connection:
            add_article(connection, "first")
        with pytest.raises(ArchiveError, match="UNIQUE"), opened.transaction() as connection:
            add_two_alike(connection)
    assert count(path) == 1


# Versions ----------------------------------------------------------------------------------------


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch):
    """Make this program one version later than it is."""

    def grow() -> None:
        scripts = (*archive.migrations(), "CREATE TABLE later (x INTEGER) STRICT;\n")
        monkeypatch.setattr(archive, "migrations", lambda: scripts)

    return grow


def test_an_earlier_version_is_brought_up_to_date_and_a_copy_stays(path: Path, later) -> None:
    with open_archive(path) as opened, opened.transaction() as connection:
        add_article(connection)
    before = latest_version()
    later()
    with open_archive(path):
        pass
    copy = Path(f"{path}-v{before}")
    assert "later" in tables(path)
    assert count(path) == 1
    assert pragma(copy, "user_version") == before
    assert pragma(copy, "integrity_check") == "ok"
    assert not list(path.parent.glob("*-part"))


def test_a_migration_that_fails_leaves_the_archive_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_archive(path) as opened, opened.transaction() as connection:
        add_article(connection)
    before = latest_version()
    scripts = (*archive.migrations(), "CREATE TABLE half (x INTEGER);\nINSERT INTO nowhere;\n")
    with monkeypatch.context() as patch:
        patch.setattr(archive, "migrations", lambda: scripts)
        with pytest.raises(ArchiveError, match="nothing was written"), open_archive(path):
            pass
    assert pragma(path, "user_version") == before
    assert "half" not in tables(path)
    assert count(path) == 1


def test_a_later_version_is_refused(path: Path, later, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context():
        later()
        with open_archive(path):
            pass
        monkeypatch.undo()
    for way in (open_archive, read_archive):
        with (
            pytest.raises(ArchiveError, match=r"later briefgen .*install a briefgen as new"),
            way(path),
        ):
            pass


def test_an_earlier_version_is_not_changed_by_reading(path: Path, later) -> None:
    with open_archive(path):
        pass
    before = path.read_bytes()
    later()
    with pytest.raises(ArchiveError, match="build an edition to bring it up"), read_archive(path):
        pass
    assert path.read_bytes() == before


# What is refused ---------------------------------------------------------------------------------


def test_another_programs_database_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(ArchiveError, match="another program's database"), open_archive(path):
        pass


def test_a_text_file_is_refused(path: Path) -> None:
    path.write_text("no database, but long enough to be looked at as one\n" * 40)
    with pytest.raises(ArchiveError, match="not an archive"), open_archive(path):
        pass
    assert path.read_text().startswith("no database")


def test_a_missing_archive_cannot_be_read(path: Path) -> None:
    with pytest.raises(ArchiveError, match="build an edition"), read_archive(path):
        pass
    assert not path.exists()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="folder exists"), open_archive(tmp_path / "no" / "a"):
        pass


# Two at once -------------------------------------------------------------------------------------


def test_one_run_at_a_time_holds_an_archive(path: Path) -> None:
    in_use = pytest.raises(ArchiveError, match="in use by another run")
    with hold(path), in_use, hold(path, wait=0.05):
        pass
    with hold(path, wait=0):
        pass


def test_a_second_writer_waits_and_then_says_so(path: Path) -> None:
    with open_archive(path) as first, open_archive(path, wait=0.05) as second:
        with first.transaction() as connection:
            add_article(connection)
            with pytest.raises(ArchiveError, match="in use"), second.transaction():
                pass
        with second.transaction() as connection:
            add_article(connection, "other")
    assert count(path) == 2


def test_readers_are_not_kept_waiting(path: Path) -> None:
    with open_archive(path) as opened, opened.transaction() as connection:
        add_article(connection)
        assert count(path) == 0
