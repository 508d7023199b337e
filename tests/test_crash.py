"""What a series withstands: kill -9 at any moment, two runs, a full disk, a read-only archive, a wrong clock."""

import os
import random
import shutil
import signal
import sqlite3
import stat
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from weekly import PROFILE, deliver, make, make_series, order, sunday

from briefgen.errors import EditionError
from briefgen.model.frozen import load_brief
from briefgen.series.archive import hold
from briefgen.series.make import make_edition

WEEKS = 8
KILLS = 60


def prepared(folder: Path) -> Path:
    profile = make_series(folder)
    for week in range(WEEKS):
        deliver(profile, week)
    return profile


def archive_of(profile: Path) -> Path:
    return profile.parent / "port-alda-weekly.briefgen.sqlite"


def output_of(profile: Path) -> dict[str, bytes]:
    """Return the files below the output folder; where the sources stand is left out of them."""
    root, place = profile.parent / "output", str(profile.parent).encode()
    return {
        p.relative_to(root).as_posix(): p.read_bytes().replace(place, b"")
        for p in root.rglob("*")
        if p.is_file()
    }


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of all editions, built without an accident."""
    profile = prepared(tmp_path_factory.mktemp("clean") / "series")
    for week in range(WEEKS):
        make(profile, week)
    return output_of(profile)


def sound(profile: Path) -> bool:
    if not archive_of(profile).exists():
        return True
    connection = sqlite3.connect(archive_of(profile))
    answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    return answer == "ok"


def build_for_ever(profile: Path) -> None:
    try:
        while True:
            for week in range(WEEKS):
                make(profile, week)
    finally:
        os._exit(1)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_sixty_kills_tear_no_file_and_the_next_run_completes(
    tmp_path: Path, clean: dict[str, bytes]
) -> None:
    """Each child builds edition after edition, those that are there again, and is killed meanwhile."""
    profile = prepared(tmp_path / "series")
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    for _ in range(KILLS):
        child = os.fork()
        if child == 0:
            build_for_ever(profile)
        time.sleep(chance.uniform(0.01, 0.8))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the child had ended by itself"
        assert sound(profile)
        for path in profile.parent.glob("output/*/brief.json"):
            load_brief(path)
    for week in range(WEEKS):
        make(profile, week)
    assert output_of(profile) == clean


# Two at once -------------------------------------------------------------------------------------


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    profile = prepared(tmp_path / "series")
    held, done = threading.Event(), threading.Event()

    def other() -> None:
        with hold(archive_of(profile)):
            held.set()
            done.wait(0.5)

    thread = threading.Thread(target=other)
    thread.start()
    held.wait()
    made = make(profile, 0)
    thread.join()
    assert made.brief.edition == 1


def test_a_second_run_that_waits_too_long_says_so(tmp_path: Path, run) -> None:
    profile = prepared(tmp_path / "series")
    with hold(archive_of(profile)):
        done = run(*build(profile, 0))
    assert done.returncode == 8
    assert "in use by another run" in done.stderr


# Disk, modes, clock ------------------------------------------------------------------------------


def build(profile: Path, week: int) -> tuple[object, ...]:
    folder = profile.parent
    return (
        "build", folder / "inbox", "-p", profile, "--as-of", sunday(week), "-o", folder / "output",
    )  # fmt: skip


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A series with one edition."""
    profile = prepared(tmp_path / "series")
    make(profile, 0)
    return profile


@pytest.mark.parametrize("room", [4_000, 40_000], ids=["for no file", "for the files alone"])
def test_a_full_disk_is_told_and_the_next_run_completes(built: Path, run, room: int) -> None:
    """The brief has some twenty thousand bytes, what the archive writes for it some hundred thousand."""
    before = output_of(built)
    done = run(*build(built, 1), prefix=("prlimit", f"--fsize={room}"))
    assert done.returncode in {6, 8}, done.stderr
    assert "Traceback" not in done.stderr
    assert "free space" in done.stderr
    assert before.items() <= output_of(built).items()
    assert sound(built)
    assert make(built, 1).brief.edition == 2


def test_a_read_only_archive_is_told_and_can_be_done_without(built: Path, run, mortal) -> None:
    before = output_of(built)
    for path in built.parent.glob("*.briefgen.sqlite*"):
        path.chmod(stat.S_IREAD)
    built.parent.chmod(stat.S_IREAD | stat.S_IEXEC)
    done = run(*build(built, 1), prefix=mortal)
    assert done.returncode == 8, done.stderr
    assert "--no-archive" in done.stderr
    assert output_of(built) == before
    apart = built.parent.parent / "apart"
    again = run(*build(built, 1)[:-1], apart, "--no-archive", prefix=mortal)
    built.parent.chmod(stat.S_IRWXU)
    assert again.returncode == 0, again.stderr
    assert [p.name for p in apart.iterdir()] == [f"{sunday(1)}-port-alda-weekly"]


def test_a_read_only_archive_can_be_searched(built: Path, run, mortal) -> None:
    shelf = built.parent.parent / "shelf"
    shelf.mkdir()
    shutil.copy(archive_of(built), shelf)
    (shelf / "weekly.toml").write_text(PROFILE)
    shelf.chmod(stat.S_IREAD | stat.S_IEXEC)
    done = run("archive", "search", "dockers", "-p", shelf / "weekly.toml", prefix=mortal)
    shelf.chmod(stat.S_IRWXU)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("No. 1 ")


def test_a_clock_that_was_set_back_is_told(built: Path) -> None:
    make(built, 3)
    today = replace(order(built, 2), as_of_is_today=True)
    with pytest.raises(EditionError, match="set the clock, or give --as-of"):
        make_edition(today, lambda _: None)
    assert make(built, 2).brief.edition == 3
