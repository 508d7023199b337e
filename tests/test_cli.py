"""The command line: what it takes, what goes to stdout and what to stderr, and how it ends."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from builders import AS_OF, brief_of

import briefgen
from briefgen import errors
from briefgen.app.cli import EXIT_CODES
from briefgen.findings.themes import REST

HEAVY = {"spacy", "sklearn", "jinja2", "weasyprint", "pydantic", "numpy", "scipy", "babel"}


# Help, version, imports --------------------------------------------------------------------------


def test_help_lists_every_command_and_ends_well(run):
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert [
        c for c in ("build", "render", "verify", "explain") if f"  {c} " not in done.stdout
    ] == []


@pytest.mark.parametrize("command", ["build", "render", "verify", "explain"])
def test_every_command_explains_its_options(run, command):
    done = run(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--help" in done.stdout


def test_version_is_the_packages(run):
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"briefgen {briefgen.__version__}\n",
        "",
    )


def test_importing_briefgen_loads_nothing_heavy():
    program = "import sys, briefgen; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert HEAVY & set(done.stdout.split()) == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(run, option):
    done = run(option, PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert (HEAVY | {"briefgen.model", "briefgen.profile"}) & loaded == set()


def test_a_build_that_fetches_nothing_loads_no_http():
    program = "import sys, briefgen.series.make; print(*{n.partition('.')[0] for n in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert {"httpcore", "h11", "ssl", "certifi", "smtplib"} & set(done.stdout.split()) == set()


# Exit codes --------------------------------------------------------------------------------------


def test_every_error_has_its_exit_code():
    assert set(EXIT_CODES) == set(errors.BriefgenError.__subclasses__())
    assert not {0, 2} & set(EXIT_CODES.values())


@pytest.fixture
def kinds_of_failure(built, tmp_path):
    """A command line for each kind of error that one can bring about."""
    template = tmp_path / "templates" / "executive" / "page.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ nobody }}")
    for name in ("empty", "elsewhere"):
        (tmp_path / name).mkdir()
    brief = shutil.copy(built / "brief.json", tmp_path / "elsewhere")
    executive = ("render", brief, "--audience", "executive", "-o")
    return {
        "VerificationError": ("verify", brief),
        "ConfigError": ("explain", tmp_path, "-p", tmp_path / "no.toml"),
        "ReadError": ("explain", tmp_path / "nowhere"),
        "EmptyBriefError": ("explain", tmp_path / "empty"),
        "BriefError": ("verify", template),
        "RenderError": (*executive, tmp_path / "out", "--templates", template.parent.parent),
        "DeliveryError": (*executive, template),
    }


@pytest.mark.parametrize(
    "kind",
    [
        "VerificationError",
        "ConfigError",
        "ReadError",
        "EmptyBriefError",
        "BriefError",
        "RenderError",
        "DeliveryError",
    ],
)
def test_an_error_ends_with_its_code_and_one_message(refuses, kinds_of_failure, tmp_path, kind):
    code = EXIT_CODES[getattr(errors, kind)]
    said = refuses(*kinds_of_failure[kind], code=code, says=["Error: "], cwd=tmp_path)
    assert said.startswith("Error: ")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", ["Usage:", "Commands:"]),
        ("biuld seeds", ["'biuld'", "--help"]),
        ("build", ["Missing argument", "--help"]),
        ("build seeds --as-off 2025-11-09", ["--as-off"]),
        ("build seeds --as-of soon", ["--as-of", "'soon'", "YYYY-MM-DD"]),
        ("build seeds --as-of 2025-02-30", ["--as-of", "'2025-02-30'", "YYYY-MM-DD"]),
        ("explain seeds --as-of 9.11.2025", ["--as-of", "'9.11.2025'", "YYYY-MM-DD"]),
        ("explain seeds --format yaml", ["--format", "'yaml'", "'text'", "'json'"]),
        ("render brief.json --paper A5", ["--paper", "'A5'", "A4", "Letter"]),
        ("verify brief.json --sources nowhere", ["--sources", "'nowhere'", "not exist"]),
        ("templates preview --port 99999", ["--port", "65535"]),
        ("build seeds --workers 0", ["--workers", "1"]),
        ("build seeds --scheduler host", ["--scheduler", "'host'", "tcp://scheduler:8786"]),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_the_choices(refuses, line, says):
    refuses(*line.split(), code=2, says=says)


@pytest.mark.parametrize(
    "line", [("build", ""), ("build", "seeds", "-o", ""), ("archive", "search", "")]
)
def test_an_empty_argument_is_not_the_working_folder(refuses, line, tmp_path):
    refuses(
        *line, cwd=tmp_path, code=2, says=["an argument is empty", "leave it out"], keeps=tmp_path
    )


def test_an_audience_that_no_template_serves_ends_with_5_and_the_choices(refuses, tmp_path):
    says = ["'children'", "analyst", "executive", "public", "email", "briefgen templates new"]
    refuses("build", "seeds", "--audience", "children", "-o", tmp_path, code=5, says=says)


# What build prints -------------------------------------------------------------------------------


def test_stdout_has_the_paths_written_and_nothing_else(build_process, built):
    written = [Path(line) for line in build_process.stdout.splitlines()]
    assert {path.name for path in written} == {
        "analyst.pdf",
        "executive.pdf",
        "brief.html",
        "proof.html",
        "brief.json",
    }
    assert sorted(written) == sorted(built.iterdir())


def test_in_a_pipe_a_good_build_says_nothing_else(build_process):
    assert build_process.stderr == ""


def test_the_folder_is_named_for_the_cutoff_and_the_series(built):
    assert built.name == f"{AS_OF}-north-korea-weekly-brief"


# Explain -----------------------------------------------------------------------------------------

KEYS = [
    "source",
    "file",
    "paragraph",
    "text",
    "theme",
    "second",
    "margin",
    "because",
    "kind",
    "kind_because",
]


@pytest.fixture(scope="module")
def explained(run, seeds):
    """The samples explained as JSON; no profile is named, so the one beside them is used."""
    return run("explain", seeds, "--format", "json")


@pytest.fixture(scope="module")
def lines(tmp_path_factory, seeds):
    """A folder without a profile: articles as JSON Lines, some of them broken."""
    folder = tmp_path_factory.mktemp("lines")
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("00[014]_*.txt"))]
    good = [
        json.dumps({"text": text, "id": n, "publisher": "The Daily"})
        for n, text in enumerate(texts)
    ]
    bad = ["{broken", '{"title": "No text"}', '{"text": "Text.", "title": ["T", "U"]}']
    (folder / "week.jsonl").write_text("\n".join([good[0], *bad, "", *good[1:]]) + "\n")
    return folder


@pytest.fixture(scope="module")
def discovered(run, lines):
    """Those lines explained as JSON; with no profile the themes are found."""
    return run("explain", lines, "--format", "json")


@pytest.fixture(scope="module")
def readable(run, lines):
    """Those lines explained as text."""
    return run("explain", lines)


def test_explain_gives_an_object_a_paragraph_with_exactly_its_keys(explained):
    assert (explained.returncode, explained.stderr) == (0, "")
    rows = json.loads(explained.stdout)
    assert {tuple(row) for row in rows} == {tuple(KEYS)}
    assert {row["source"] for row in rows} == {f"S{n}" for n in range(1, 6)}
    for row in rows:
        assert isinstance(row["margin"], float)
        assert all(isinstance(word, str) for word in row["because"])
        assert row["theme"] is None or row["theme"] != row["second"]


def test_explain_goes_through_every_paragraph_in_order(explained):
    rows = json.loads(explained.stdout)
    places = [(row["file"], row["paragraph"]) for row in rows]
    assert places == sorted(places)
    assert len(places) == len(set(places))
    for file in {row["file"] for row in rows}:
        numbers = [row["paragraph"] for row in rows if row["file"] == file]
        assert numbers == list(range(len(numbers)))


def test_the_profile_beside_the_sources_is_used_where_none_is_named(explained, seeds):
    profile = tomllib.loads((seeds / "briefgen.toml").read_text(encoding="utf-8"))
    themes = {row["theme"] for row in json.loads(explained.stdout)} - {None}
    assert {theme["id"] for theme in profile["themes"]} <= themes


def test_a_named_profile_goes_before_the_one_beside_the_sources(refuses, seeds, tmp_path):
    refuses("explain", seeds, "-p", tmp_path / "mine.toml", code=3, says=["mine.toml"])


def test_without_any_profile_themes_are_found_and_named_by_words_of_the_articles(discovered):
    rows = json.loads(discovered.stdout)
    text = " ".join(row["text"] for row in rows).lower()
    themes = {row["theme"] for row in rows}
    assert {REST.id} < themes
    for theme in themes - {REST.id}:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", theme)
        assert [word for word in theme.split("-") if word not in text] == []


def test_good_json_lines_are_articles_and_bad_ones_are_told_with_their_number(discovered):
    assert discovered.returncode == 0
    assert {row["source"] for row in json.loads(discovered.stdout)} == {"S1", "S2", "S3"}
    told = [line.partition(": ")[0] for line in discovered.stderr.splitlines()]
    assert told == [f"Skipped week.jsonl#L{n}" for n in (2, 3, 4)]


def test_explained_as_text_every_paragraph_is_a_line_that_can_be_read(readable, discovered):
    rows = json.loads(discovered.stdout)
    head, *body = readable.stdout.splitlines()
    assert head.split() == ["Where", "Theme", "Second", "Margin", "Because", "Text"]
    starts = [line.split("  ")[0].strip() for line in body]
    assert [s for s in starts if s] == [f"{r['source']} ¶{r['paragraph'] + 1}" for r in rows]
    assert max(map(len, readable.stdout.splitlines())) <= 200
    assert readable.stderr == discovered.stderr


@pytest.mark.parametrize("name", ["build_process", "explained", "readable"])
def test_a_pipe_gets_no_colour_codes(request, name):
    done = request.getfixturevalue(name)
    assert "\x1b" not in done.stdout + done.stderr


def test_articles_too_few_for_themes_still_make_a_brief_with_their_sentences():
    first = "North Korea fired two missiles toward the East Sea on Monday, officials in Seoul said."
    second = "Japan's defense ministry said that the missiles flew about 350 kilometers."
    brief = brief_of([f"{first}\n\n{second}\n"])
    assert brief.eligible == 2
    assert brief.bottom_line
    assert brief.key_points


# Where stdout ends -------------------------------------------------------------------------------


@pytest.fixture(params=[["--help"], ["--version"], ["verify", "BRIEF"]], ids=lambda line: line[0])
def prints(request, run, built):
    """Run a command that prints something to a place for it, buffered or not."""

    def into(stdout, unbuffered):
        arguments = [built / "brief.json" if a == "BRIEF" else a for a in request.param]
        return run(*arguments, stdout=stdout, PYTHONUNBUFFERED=unbuffered)

    return into


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_stdout_is_told(prints, unbuffered):
    with Path("/dev/full").open("w") as full:
        done = prints(full, unbuffered)
    assert "Traceback" not in done.stderr
    assert done.returncode == EXIT_CODES[errors.DeliveryError]
    assert "No space left on device" in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_leaves_early_is_no_error(prints, unbuffered):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = prints(writing, unbuffered)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("line", "code"), [("--version", 0), ("biuld", 2)])
def test_a_stream_that_is_closed_leads_nowhere(closed, line, code):
    command = f"{sys.executable} -m briefgen {line} {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)


# The same bytes ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def again(run, seeds, tmp_path_factory):
    """The samples' brief made again: another process, hash seed, clock, folder; files shuffled."""
    here = tmp_path_factory.mktemp("again")
    (here / "seeds").mkdir()
    for n, path in enumerate(sorted(seeds.iterdir(), reverse=True)):
        shutil.copy(path, here / "seeds")
        os.utime(here / "seeds" / path.name, (n * 1e6, n * 1e6))
    how = {"cwd": here, "hash_seed": "4242", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    done = run("build", "seeds/", "--as-of", AS_OF, "-o", "another place", **how)
    assert done.returncode == 0, done.stderr
    return (here / done.stdout.splitlines()[0]).parent


@pytest.mark.parametrize(
    "name", ["brief.json", "brief.html", "proof.html", "analyst.pdf", "executive.pdf"]
)
def test_two_builds_give_the_same_bytes_wherever_whenever_and_in_whatever_order(built, again, name):
    assert (again / name).read_bytes() == (built / name).read_bytes()


@pytest.fixture(scope="module")
def rendered(run, built, tmp_path_factory):
    """The samples' frozen brief rendered again by a process of another hash seed."""
    here = tmp_path_factory.mktemp("rendered")
    asked = ("--audience", "executive", "--audience", "analyst", "-o", here)
    done = run("render", built / "brief.json", *asked, hash_seed="99", cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    assert {Path(line) for line in done.stdout.splitlines()} == set(here.iterdir())
    return here


@pytest.mark.parametrize("name", ["executive.pdf", "analyst.pdf", "brief.html", "proof.html"])
def test_a_frozen_brief_renders_to_the_bytes_of_its_build(built, rendered, name):
    assert (rendered / name).read_bytes() == (built / name).read_bytes()


@pytest.mark.parametrize("audience", ["executive", "email"])
def test_only_the_pages_of_the_audience_are_rendered(run, built, tmp_path, audience):
    done = run("render", built / "brief.json", "--audience", audience, "-o", tmp_path)
    names = {"executive": ["executive.pdf"], "email": ["email.html", "email.txt"]}[audience]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    assert [Path(line) for line in done.stdout.splitlines()] == [tmp_path / n for n in names]


def test_articles_are_explained_as_a_whole(run, seeds):
    done = run("explain", seeds, "--articles", "--format", "json")
    rows = json.loads(done.stdout)
    themes = {row["source"]: row["theme"] for row in rows}
    assert themes == {
        "S1": "missile-tests",
        "S2": "missile-tests",
        "S3": "russia-cooperation",
        "S4": "western-response",
        "S5": "western-response",
    }
    table = run("explain", seeds, "--articles").stdout
    assert "Kind" in table.splitlines()[0]
    for kind, count in Counter(row["kind"] for row in rows).items():
        assert sum(kind in line.split()[1:3] for line in table.splitlines()[1:]) == count
