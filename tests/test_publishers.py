"""Who published a thing: one publisher by all its names, and what a register knows of it."""

from pathlib import Path

import pytest

from briefgen.errors import ConfigError
from briefgen.model.publishers import name_of_domain, publisher_key, publisher_name
from briefgen.profile.load import load_profile, parse_profile
from briefgen.profile.register import find_registered
from briefgen.profile.tables import RegisteredSource, hash_profile

NAMES = {
    "edition.cnn.com": "CNN",
    "www.theguardian.com": "The Guardian",
    "BBC News - World": "BBC News",
    "bbc.co.uk": "BBC News",
    "AP": "Associated Press",
    "courier.example": "courier.example",
    "notcnn.com": "notcnn.com",
    "Alda Courier": "Alda Courier",
}


@pytest.mark.parametrize("given", NAMES)
def test_a_publisher_has_one_name(given: str) -> None:
    assert publisher_name(given) == NAMES[given]


def test_names_of_one_publisher_have_one_key_and_nobody_has_none() -> None:
    assert (
        publisher_key("AP") == publisher_key("apnews.com") == publisher_key("The Associated Press")
    )
    assert publisher_key(None) == publisher_key("") == ""
    assert name_of_domain("com") is None


REGISTER = (
    RegisteredSource(name="Associated Press", grade="B"),
    RegisteredSource(name="Alda Courier", group="Alda Press", domains=("courier.example",)),
)


def test_an_entry_is_found_by_any_name_or_by_the_address() -> None:
    assert find_registered(REGISTER, "apnews.com", None) == REGISTER[0]
    assert find_registered(REGISTER, "ALDA  COURIER", None) == REGISTER[1]
    assert find_registered(REGISTER, None, "https://www.courier.example/ships") == REGISTER[1]


def test_what_nobody_said_stays_unknown() -> None:
    assert find_registered(REGISTER, "Inland News", "https://courier.example/ships") is None
    assert find_registered(REGISTER, None, "https://notcourier.example/") is None
    assert find_registered(REGISTER, None, "http://[broken") is None
    assert find_registered(REGISTER, None, None) is None


def test_a_shared_register_stands_behind_the_profiles_own(tmp_path: Path) -> None:
    (tmp_path / "shared.toml").write_text(
        '[[sources]]\nname = "AP"\ngrade = "C"\n[[sources]]\nname = "Alda Courier"\ngroup = "Alda Press"\n'
    )
    (tmp_path / "briefgen.toml").write_text(
        'register = "shared.toml"\n[[sources]]\nname = "Associated Press"\ngrade = "B"\n'
    )
    profile = load_profile(tmp_path / "briefgen.toml")
    assert [(s.name, s.grade, s.group) for s in profile.sources] == [
        ("Associated Press", "B", None),
        ("Alda Courier", "F", "Alda Press"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read"),
        ("[[sources]", "no TOML"),
        ("title = 3", "no register"),
        ('[[sources]]\nname = "A"\ngrad = "B"', "unknown key"),
    ],
)
def test_a_register_that_is_none_is_told(tmp_path: Path, text: str | None, said: str) -> None:
    if text is not None:
        (tmp_path / "shared.toml").write_text(text)
    with pytest.raises(ConfigError, match=said):
        parse_profile({"register": "shared.toml"}, "briefgen.toml", tmp_path)


def test_the_starter_register_gives_a_source_for_each_entry_and_no_grade(tmp_path: Path) -> None:
    profile = parse_profile({"register": "starter"}, "briefgen.toml", tmp_path)
    assert len(profile.sources) > 20
    for entry in profile.sources:
        assert entry.source
        assert entry.state_media or entry.group
        assert entry.grade == "F"
        assert all(publisher_key(d) in {publisher_key(entry.name), d} for d in entry.domains)
    names = [publisher_key(s.name) for s in profile.sources]
    assert len(names) == len(set(names))


def test_a_profile_without_a_register_keeps_its_hash() -> None:
    own = {"sources": [{"name": "Alda Courier", "grade": "B"}]}
    told = hash_profile(parse_profile(own, "briefgen.toml"))
    assert told == hash_profile(
        parse_profile({**own, "register": "elsewhere.toml"}, "briefgen.toml")
    )
    grouped = {"sources": [{"name": "Alda Courier", "grade": "B", "group": "Alda Press"}]}
    assert told != hash_profile(parse_profile(grouped, "briefgen.toml"))
