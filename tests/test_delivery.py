"""A file is there whole or not at all: full disks, closed folders and killed runs leave the last good one."""

import os
import random
import subprocess
import time

import pytest
from builders import AS_OF

from briefgen.errors import DeliveryError
from briefgen.model import Artifact
from briefgen.runtime.files import write_folder
from briefgen.runtime.temporary import at_work, sweep_folders

ARTICLE = (
    "North Korea fired two ballistic missiles toward the East Sea on Monday, officials in Seoul said.\n\n"
    "Japan's defense ministry said that the missiles flew about 350 kilometers and fell outside its waters.\n"
)
NEW = (
    Artifact(name="executive.pdf", media_type="application/pdf", content=b"new page" * 1000),
    Artifact(name="brief.json", media_type="application/json", content=b"{}\n"),
)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def edition(last_good):
    """The folder of a good edition."""
    return last_good / f"{AS_OF}-news-brief"


# Writing a folder --------------------------------------------------------------------------------


def test_artifacts_replace_what_stood_there_and_leave_the_rest(edition):
    before = contents(edition)
    assert write_folder(NEW, edition) == (edition / "executive.pdf", edition / "brief.json")
    assert contents(edition) == {**before, **{a.name: a.content for a in NEW}}


def test_files_of_the_last_edition_that_are_not_made_again_go_when_all_others_stand(edition):
    write_folder(
        NEW, edition, instead_of=["analyst.pdf", "brief.html", "executive.pdf", "brief.json"]
    )
    assert contents(edition) == {a.name: a.content for a in NEW}


def test_folders_are_made_as_needed(tmp_path):
    written = write_folder(NEW, tmp_path / "a" / "b")
    assert [path.read_bytes() for path in written] == [a.content for a in NEW]


def test_what_a_killed_run_left_behind_is_swept(edition):
    for name in ("executive.pdf", "analyst.pdf"):
        (edition / f".briefgen-4711-{name}.part").write_bytes(b"half a pa")
    write_folder(NEW, edition)
    assert {path.name for path in edition.iterdir()} == {
        "analyst.pdf", "brief.html", "executive.pdf", "brief.json"
    }  # fmt: skip


def test_nothing_is_swept_that_is_not_ours_or_is_being_written(edition):
    ours = edition / ".briefgen-4711-brief.json.part"
    others = [edition / n for n in (".briefgen-notes", ".briefgen-1.part", "briefgen-1-a.part")]
    for path in (ours, *others):
        path.write_bytes(b"text")
    with at_work(edition):
        write_folder(NEW, edition)
        assert ours.exists()
    write_folder(NEW, edition)
    assert not ours.exists()
    assert all(path.exists() for path in others)


def test_what_a_killed_run_left_in_other_editions_is_swept_by_the_next_build(
    run, article, last_good
):
    other = last_good / "2020-01-01-news-brief"
    other.mkdir()
    left, mine = other / ".briefgen-4711-brief.json.part", other / ".briefgen-notes"
    for path in (left, mine):
        path.write_bytes(b"text")
    done = run("build", article, "--as-of", AS_OF, "--audience", "executive", "-o", last_good)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in other.iterdir()] == [mine.name]


def test_temporary_folders_of_killed_runs_are_swept_and_no_others(tmp_path):
    names = ("briefgen-abcd1234", "briefgen-1234abcd", "briefgen-mine", "other-abcd1234")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("text")
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / "briefgen-young123").mkdir()
    (tmp_path / "briefgen-linked12").symlink_to(tmp_path / names[2])
    with at_work(tmp_path / names[1]):
        sweep_folders(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*names[1:], "briefgen-young123", "briefgen-linked12"}
    assert (tmp_path / names[2] / "file").exists()


def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(edition, tmp_path):
    (tmp_path / "precious").write_text("precious")
    (edition / "brief.json").unlink()
    (edition / "brief.json").symlink_to(tmp_path / "precious")
    write_folder(NEW, edition)
    assert (tmp_path / "precious").read_text() == "precious"
    assert (edition / "brief.json").read_bytes() == b"{}\n"


def test_where_one_file_cannot_take_its_place_none_does(edition):
    (edition / "brief.json").unlink()
    (edition / "brief.json").mkdir()
    before = contents(edition)
    with pytest.raises(DeliveryError, match="cannot be written"):
        write_folder(NEW, edition)
    assert contents(edition) == before


@pytest.mark.parametrize("below", [".", "edition", "year/edition"])
def test_a_file_in_the_place_of_a_folder_is_named(tmp_path, below):
    (tmp_path / "output").write_text("I was here first.")
    with pytest.raises(DeliveryError, match=r"cannot be written \(.*--output") as caught:
        write_folder(NEW, tmp_path / "output" / below)
    assert str(tmp_path / "output") in str(caught.value)
    assert (tmp_path / "output").read_text() == "I was here first."


def test_a_name_too_long_for_the_disk_is_an_error_of_delivery(tmp_path):
    with pytest.raises(DeliveryError, match="File name too long"):
        write_folder(NEW, tmp_path / ("long" * 100))


# The program where it cannot write ---------------------------------------------------------------


@pytest.fixture
def render(refuses, built):
    """Render the samples' brief into a folder and see it refused."""

    def check(output, says, **how):
        command = ("render", built / "brief.json", "--audience", "executive", "-o", output)
        return refuses(*command, code=6, says=[str(output), "cannot be written", *says], **how)

    return check


def test_an_output_folder_that_is_a_file_is_named_with_the_remedy(render, tmp_path):
    (tmp_path / "output").write_text("I was here first.")
    render(tmp_path / "output", ["File exists", "--output"], keeps=tmp_path)


def test_a_read_only_output_folder_is_named_with_the_remedy(render, edition, mortal):
    edition.chmod(0o555)
    render(edition, ["Permission denied", "--output"], keeps=edition, prefix=mortal)


ON_A_SMALL_DISK = """
disk=$1; copy=$2; shift 2
rm -rf "$copy" && cp -R "$disk" "$copy" && mount -t tmpfs -o size=300k none "$disk" && cp "$copy"/* "$disk" || exit 99
"$@"; code=$?
rm -r "$copy" && cp -R "$disk" "$copy" || exit 98
exit $code
"""
"""Mounts a disk with room for some of the files over a folder, and copies what it holds in the end."""


@pytest.fixture
def small_disk(edition, tmp_path):
    """What a command begins with to find the edition on a disk that gets full, and a copy of it after.

    A disk is mounted for that command alone; where not even that is allowed, a limit on the size of
    files stops the writing midway, as a quota does.
    """
    copy = tmp_path / "after"
    script = ("sh", "-c", ON_A_SMALL_DISK, "sh", str(edition), str(copy))
    for namespace in (("unshare", "--mount"), ("unshare", "--mount", "--map-root-user")):
        if not subprocess.run(
            [*namespace, *script, "true"], capture_output=True, check=False
        ).returncode:
            return (*namespace, *script), copy
    return ("prlimit", "--fsize=524288"), edition


def test_a_full_disk_is_told_and_leaves_the_last_good_edition(refuses, built, edition, small_disk):
    prefix, after = small_disk
    before = contents(edition)
    says = [str(edition), "cannot be written", "free space", "what stood there before is untouched"]
    refuses("render", built / "brief.json", "-o", edition, code=6, says=says, prefix=prefix)
    assert contents(after) == before


def test_no_room_for_the_page_engines_own_files_is_told_too(refuses, built, edition):
    command = ("render", built / "brief.json", "--audience", "executive", "-o", edition)
    says = ["executive/page.html", "temporary files", "free space", "TMPDIR"]
    refuses(*command, code=5, says=says, keeps=edition, prefix=("prlimit", "--fsize=65536"))


# Killed runs -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    """A folder with one short article."""
    folder = tmp_path_factory.mktemp("short")
    (folder / "a.txt").write_text(ARTICLE)
    return folder


@pytest.fixture(scope="module")
def whole(run, article, tmp_path_factory):
    """What an undisturbed build of it writes, and how many seconds it takes."""
    output = tmp_path_factory.mktemp("whole")
    began = time.monotonic()
    done = run("build", article, "--as-of", AS_OF, "--audience", "executive", "-o", output)
    assert done.returncode == 0, done.stderr
    return contents(output / f"{AS_OF}-news-brief"), time.monotonic() - began


def build_and_kill(launch, article, output, is_time):
    """Start a build and kill it with signal 9 when it is time, or let it end."""
    command = ("build", article, "--as-of", AS_OF, "--audience", "executive", "-o", output)
    process = launch(*command, TMPDIR=str(article.parent))
    while process.poll() is None and not is_time():
        time.sleep(0.0002)
    process.kill()
    process.wait()


def test_killed_at_any_moment_it_leaves_no_torn_file_and_the_next_run_completes(
    run, launch, article, whole, edition
):
    new, seconds = whole
    old = contents(edition)
    chance = random.Random(2025)  # noqa: S311 - no secret

    def at_random():
        end = time.monotonic() + chance.uniform(0.2, 1.1) * seconds
        return lambda: time.monotonic() > end

    def at_first_byte():
        return lambda: any(path.name.startswith(".briefgen-") for path in edition.iterdir())

    for moment in [at_random] * 5 + [at_first_byte] * 3:
        for name, content in old.items():
            (edition / name).write_bytes(content)
        build_and_kill(launch, article, edition.parent, moment())
        left = contents(edition)
        assert set(new) <= set(left)
        for name in set(left) & {*old, *new}:
            assert left[name] in {old[name], new.get(name)}
        assert all(name.startswith(".briefgen-") for name in set(left) - set(old))
    done = run("build", article, "--as-of", AS_OF, "--audience", "executive", "-o", edition.parent)
    assert done.returncode == 0, done.stderr
    assert contents(edition) == new
