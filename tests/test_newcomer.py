"""What a newcomer does wrong is told, with what helps; and nothing is told under a theme that does not claim it."""

import json

import pytest
from builders import brief_of

from briefgen.profile.load import parse_profile

STEEL = "The Dunmere smelter makes steel for railways and employs 640 people, the group said on Tuesday.\n"
SNOW = "Snow closed two mountain roads near Olden on Tuesday night, police said.\n"


def themes(*pairs):
    named = [{"id": name.lower(), "name": name, "keywords": [word]} for name, word in pairs]
    return parse_profile({"title": "Weekly", "themes": named}, "briefgen.toml")


# What no theme claims ------------------------------------------------------------------------------


def test_a_key_point_is_of_a_theme_that_claims_it_and_not_of_the_nearest_one():
    brief = brief_of([STEEL, SNOW], themes(("Steel", "steel")))
    told = [brief.sentences[p.sentence].text for p in brief.key_points]
    assert [text.split()[0] for text in told] == ["The"], told


def test_a_sentence_without_a_key_word_is_told_under_the_theme_of_its_article():
    more = STEEL + "\nThe board has met twice since March, its chairman said.\n"
    brief = brief_of([more], themes(("Steel", "steel"), ("Roads", "road")))
    assert {p.theme for p in brief.key_points} == {"steel"}
    assert len(brief.key_points) == 2


def test_where_no_theme_claims_anything_there_is_no_key_point_and_it_is_said(run, tmp_path):
    (tmp_path / "snow.txt").write_text(SNOW)
    zoo = 'audiences = []\n[[themes]]\nid = "zoo"\nname = "Zoo"\nkeywords = ["giraffe"]\n'
    (tmp_path / "briefgen.toml").write_text(zoo)
    done = run("build", tmp_path, "--as-of", "2026-03-04", "-o", tmp_path / "output")
    assert done.returncode == 0, done.stderr
    assert "No key point: no theme claims" in done.stderr
    (file,) = tmp_path.glob("output/*/brief.json")
    frozen = json.loads(file.read_text())
    assert not frozen["key_points"]
    assert frozen["bottom_line"] is None


# Mistakes ------------------------------------------------------------------------------------------


@pytest.fixture
def series(tmp_path):
    """The folder of a series with one article in its inbox."""
    folder = tmp_path / "snow week"
    (folder / "inbox").mkdir(parents=True)
    (folder / "inbox" / "snow.txt").write_text(SNOW)
    snow = 'title = "Snow"\naudiences = []\n[series]\n[[themes]]\nid = "roads"\nname = "Roads"\nkeywords = ["roads"]\n'
    (folder / "briefgen.toml").write_text(snow)
    return folder


def test_the_profile_of_the_folder_above_the_articles_is_theirs(run, series):
    done = run("explain", "inbox", "--format", "json", "--as-of", "2026-03-04", cwd=series)
    assert [row["because"] for row in json.loads(done.stdout)] == [["roads"]]
    built = run("build", series / "inbox", "--as-of", "2026-03-04", cwd=series.parent)
    assert built.stdout == "output/2026-03-04-snow-no-1/brief.json\n"


@pytest.mark.parametrize("place", [".", "inbox", "output", "output/2026-03-04-snow-no-1"])
def test_a_series_is_found_from_any_folder_of_it(run, series, place):
    run("build", "inbox", "--as-of", "2026-03-04", cwd=series)
    assert run("archive", "list", cwd=series / place).stdout.startswith("No. 1 ")
    brief = series / "output" / "2026-03-04-snow-no-1"
    assert run("edit", brief, "--yes", "--by", "A", cwd=series / place).returncode == 0
    assert "sign off" in (series / "edits.toml").read_text()
    assert run("outbox", cwd=series / place).returncode == 0


def test_a_brief_is_named_by_the_folder_of_its_edition_too(run, refuses, built, tmp_path):
    done = run("render", built, "--audience", "email", "-o", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    says = [f"'{built.parent}': a folder without brief.json", f"name an edition in it: '{built}'"]
    refuses("verify", built.parent, code=4, says=says)
    refuses("verify", tmp_path, code=4, says=["name the folder of an edition"])


def test_a_profile_is_named_by_the_folder_of_its_series_too(run, series):
    run("build", "inbox", "--as-of", "2026-03-04", cwd=series)
    done = run("archive", "list", "-p", series, cwd=series.parent)
    assert done.stdout.startswith("No. 1 ")


def test_a_brief_is_not_made_of_the_brief_before(run, tmp_path):
    (tmp_path / "snow.txt").write_text(SNOW)
    command = ("build", ".", "--as-of", "2026-03-04", "--audience", "email")
    first, again = (run(*command, cwd=tmp_path) for _ in range(2))
    assert (again.stdout, again.stderr) == (first.stdout, first.stderr)
    (file,) = tmp_path.glob("output/*/brief.json")
    assert [source["file"] for source in json.loads(file.read_text())["sources"]] == ["snow.txt"]


def test_a_files_name_does_not_steer_the_terminal(run, tmp_path):
    (tmp_path / "snow.txt").write_text(SNOW)
    for name in ("nowhere\x1b[2J", "nowhere\u202e"):
        told = run("explain", name, cwd=tmp_path).stderr
        assert told.startswith(("Error: 'nowhere\\x1b[2J'", "Error: 'nowhere\\u202e'")), told


def test_a_profile_that_lies_elsewhere_is_not_passed_over_in_silence(run, tmp_path):
    (tmp_path / "briefgen.toml").write_text('title = "Snow"\n')
    (tmp_path.parent / "inbox").mkdir(exist_ok=True)
    (tmp_path.parent / "inbox" / "snow.txt").write_text(SNOW)
    done = run("explain", "../inbox", "--as-of", "2026-03-04", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "--profile briefgen.toml takes it" in done.stderr


def test_a_review_beside_no_profile_is_refused_for_no_build_would_apply_it(
    refuses, built, tmp_path
):
    command = ("edit", built / "brief.json", "--yes", "--by", "A. Petrova")
    refuses(*command, cwd=tmp_path, keeps=tmp_path, code=3, says=["cannot be read", "--profile"])


@pytest.mark.parametrize("content", ["Snow closed two roads.", "{}", '{"schema":'])
def test_a_file_that_is_no_brief_is_told_with_what_to_name(refuses, tmp_path, content):
    file = tmp_path / "a.txt"
    file.write_text(content)
    for command in ("verify", "render"):
        refuses(command, file, code=4, says=["a.txt", "is no brief", "name a brief.json"])


def test_a_command_for_a_folder_without_a_profile_says_how_to_make_one(refuses, run, tmp_path):
    refuses("collect", cwd=tmp_path, code=3, says=["briefgen.toml", "'briefgen init'"])
    assert "'briefgen init'" in run("run", cwd=tmp_path).stderr


def test_text_without_quotation_marks_is_told_with_how_to_write_it(refuses, tmp_path):
    (tmp_path / "p.toml").write_text("marking = CLEAR\n")
    says = ["no TOML", "line 1", "quotation marks"]
    refuses("build", tmp_path, "-p", tmp_path / "p.toml", code=3, says=says)


def test_a_profile_that_is_not_there_is_no_problem_in_one(refuses, tmp_path):
    told = refuses("build", tmp_path, "-p", "p.toml", cwd=tmp_path, code=3, says=[])
    assert told.startswith(
        "Error: 'p.toml': cannot be read (No such file or directory); name the series' profile"
    )


MISNAMED = """
[[theme]]
id = "Snow and ice"
name = "Snow"
keyword = ["snow"]

[[collect.feed]]
adress = "https://alda.example/feed"
"""
MEANT = (
    "theme: unknown key; did you mean 'themes'?",
    "themes[0].keyword: unknown key; did you mean 'keywords'?",
    "themes[0].id: 'Snow and ice' is no short name",
    "collect.feed: unknown key; did you mean 'feeds'?",
    "collect.feeds[0].adress: unknown key; did you mean 'address'?",
)


def test_what_is_wrong_in_a_misnamed_table_is_told_with_its_name(refuses, tmp_path):
    (tmp_path / "p.toml").write_text(MISNAMED)
    refuses("build", tmp_path, "-p", tmp_path / "p.toml", code=3, says=MEANT)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("explain . --fate --reading", ["give one of --articles, --reading and --fate"]),
        ("collect feeds.opml --json", ["--json", "goes with --check"]),
        ("build . --to 32.11.2026", ["for --to", "YYYY-MM-DD"]),
    ],
)
def test_options_that_say_nothing_together_are_refused(refuses, tmp_path, line, says):
    refuses(*line.split(), cwd=tmp_path, code=2, says=says)


def test_a_run_from_elsewhere_says_in_which_folder_it_failed(run, series):
    (series / "inbox" / "snow.txt").unlink()
    done = run("run", "snow week", cwd=series.parent)
    assert (done.returncode, done.stdout) == (4, "failed: EmptyBriefError\n")
    assert done.stderr.startswith("In the folder 'snow week':\nError: 'inbox': no article")


@pytest.mark.parametrize("option", ["--as-of", "--from"])
def test_a_date_that_is_none_is_told_with_its_own_option(refuses, tmp_path, option):
    says = [f"for {option}", "15.11.2026", "YYYY-MM-DD"]
    refuses("build", tmp_path, option, "15.11.2026", code=2, says=says)


def test_a_private_host_without_its_port_is_refused(refuses, tmp_path):
    (tmp_path / "feeds.opml").write_text(
        '<opml version="2.0"><body><outline xmlUrl="http://127.0.0.1:8099/feed"/></body></opml>'
    )
    line = ("collect", "feeds.opml", "--allow-private", "127.0.0.1")
    refuses(*line, cwd=tmp_path, code=2, says=["--allow-private", "no host with its port"])
    done = run_collect(refuses, tmp_path)
    assert "is an address, which is not public" in done
    assert "allow_private as '127.0.0.1:8099'" in done


def run_collect(refuses, folder):
    return refuses("collect", "feeds.opml", cwd=folder, code=4, says=["Blocked"])


def test_new_templates_are_those_that_are_checked_and_listed(run, refuses, tmp_path):
    refuses("templates", "new", "board", "--from", "exec", cwd=tmp_path, code=3, says=["executive"])
    assert run("templates", "new", "board", "--from", "email", cwd=tmp_path).returncode == 0
    assert run("templates", "list", cwd=tmp_path).stdout.startswith("board (templates")
    with (tmp_path / "templates" / "board" / "page.html").open("a") as page:
        page.write("{{ brief.titel }}")
    refuses("templates", "check", cwd=tmp_path, code=5, says=["board/page.html", "titel"])
