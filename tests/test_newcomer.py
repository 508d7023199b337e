"""What a newcomer does wrong is told, with what helps; and nothing is told under a theme that does not claim it."""

import json

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
