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


def test_a_profile_that_lies_elsewhere_is_not_passed_over_in_silence(run, tmp_path):
    (tmp_path / "briefgen.toml").write_text('title = "Snow"\n')
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "snow.txt").write_text(SNOW)
    done = run("explain", "inbox", "--as-of", "2026-03-04", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "--profile briefgen.toml takes it" in done.stderr


def test_a_review_beside_no_profile_is_refused_for_no_build_would_apply_it(
    refuses, built, tmp_path
):
    command = ("edit", built / "brief.json", "--yes", "--by", "A. Petrova")
    refuses(*command, cwd=tmp_path, keeps=tmp_path, code=3, says=["no such profile", "--profile"])


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
