"""Which surface forms are one actor, and which only look alike."""

from dataclasses import dataclass

import pytest
from babel import Locale

from briefgen.findings.named_actors import find_actors
from briefgen.language.english.actors import all_forms, find_mentions, known, named_in, tables
from briefgen.language.romanisation import designation_key, parse_person


@dataclass(frozen=True)
class Found:
    kind: str
    start: int
    end: int
    text: str


def persons(text: str, *names: str) -> tuple[Found, ...]:
    """Return entities for names in the order in which they stand in a text."""
    found, at = [], 0
    for name in names:
        at = text.index(name, at)
        found.append(Found("person", at, at + len(name), name))
        at += len(name)
    return tuple(found)


def named(text: str, around: str = "") -> list[tuple[str, str]]:
    return [(m.actor, m.text) for m in find_mentions(text, named_in([around]))]


def test_a_state_goes_by_its_names_its_capital_and_its_people() -> None:
    text = "The DPRK, as N. Korea calls itself, told North Koreans that Pyongyang stands firm."
    assert {actor for actor, _ in named(text)} == {"north_korea"}
    assert [form for _, form in named(text)] == ["DPRK", "N. Korea", "North Koreans", "Pyongyang"]


@pytest.mark.parametrize(
    ("around", "found"),
    [
        ("North Korea fired a missile.", [("north_korea", "the North")]),
        ("Villages in Yemen were shelled.", []),
    ],
)
def test_the_north_is_a_state_where_the_document_names_it(around: str, found: list) -> None:
    assert named("Fire came from the North.", around) == found


def test_a_capital_is_the_government_unless_something_happens_there() -> None:
    senses = [m.sense for m in find_mentions("Moscow said talks were held in Moscow.")]
    assert senses == ["capital", "place"]


@pytest.mark.parametrize(
    "text",
    [
        "George Washington crossed the river.",
        "Michael Jordan retired.",
        "Chad Smith plays drums.",
        "The Washington Post wrote so.",
        "Latin American states met at the South China Sea.",
        "The Tokyo Stock Exchange fell.",
        "Tell us more about it.",
    ],
)
def test_names_that_hold_an_actors_name_are_none(text: str) -> None:
    assert named(text) == []


def test_the_leader_speaks_for_the_state_and_is_a_person_of_his_own() -> None:
    actors = find_actors(["Kim Jong Un spoke.", "Kim Jong-un left North Korea.", "Kim came back."])
    assert [(a.id, a.of, a.forms) for a in actors] == [
        ("kim_jong_un", "north_korea", ("Kim", "Kim Jong Un", "Kim Jong-un")),
        ("north_korea", None, ("North Korea",)),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong Un", "Kim Jong-un"),
        ("Kim Jong Un", "Kim Chong-un"),
        ("Choe Son Hui", "Choi Sun-hee"),
        ("Ri Yong Ho", "Lee Yong-ho"),
        ("Ri Yong Ho", "Yi Yong Ho"),
        ("Pak Jong Chon", "Park Jong-chon"),
        ("Jae-myung Lee", "Lee Jae Myung"),
        ("Sergei Shoigu", "Sergey Shoygu"),
        ("Dmitri Medvedev", "Dmitry Medvedev"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Alexei Navalny", "Aleksey Navalniy"),
        ("President Vladimir Putin", "Vladimir Putin’s"),
    ],
)
def test_romanisations_of_a_name_have_one_key(one: str, other: str) -> None:
    assert parse_person(one) == parse_person(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong Un", "Kim Jong Il"),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Lee Jae-myung", "Lee Jae-yong"),
        ("Anna Holt", "Anne Holt"),
        ("Hussein Ali", "Hassan Ali"),
        ("George Bush", "Jeb Bush"),
    ],
)
def test_different_people_keep_different_keys(one: str, other: str) -> None:
    assert parse_person(one) != parse_person(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed el-Baradei", "Muhammad al-Baradei"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Muammar al-Gaddafi", "Moammar al-Qaddafi"),
        ("Abdel Fattah el-Sisi", "Abdul Fattah al-Sisi"),
    ],
)
def test_romanisations_of_an_arabic_name_are_one_person(one: str, other: str) -> None:
    texts = [f"{one} spoke.", f"{other} left."]
    actors = find_actors(texts, [persons(texts[0], one), persons(texts[1], other)], ["a", "b"])
    assert [set(a.forms) for a in actors] == [{one, other}]


def test_a_family_name_is_the_person_named_in_full_in_the_same_document() -> None:
    texts = ["Anna Holt met Tom Berg.", "Holt left.", "Holt stayed."]
    found = [persons(texts[0], "Anna Holt", "Tom Berg"), persons(texts[1], "Holt")]
    actors = find_actors(texts, [*found, persons(texts[2], "Holt")], ["a", "a", "b"])
    assert {a.name: a.forms for a in actors} == {
        "Anna Holt": ("Anna Holt", "Holt"),
        "Tom Berg": ("Tom Berg",),
        "Holt": ("Holt",),
    }


def test_a_family_name_of_two_people_is_neither() -> None:
    texts = ["Anna Holt met Tom Holt.", "Holt left."]
    found = [persons(texts[0], "Anna Holt", "Tom Holt"), persons(texts[1], "Holt")]
    assert {a.name for a in find_actors(texts, found)} == {"Anna Holt", "Tom Holt", "Holt"}


def test_korean_family_names_stand_first() -> None:
    texts = ["Cho Tae-yong spoke.", "Cho left Seoul."]
    actors = find_actors(texts, [persons(texts[0], "Cho Tae-yong"), persons(texts[1], "Cho")])
    assert ("Cho", "Cho Tae-yong") in [a.forms for a in actors]


def test_kim_is_not_the_leader_where_the_document_names_another_kim_alone() -> None:
    texts = ["Kim Yong-hyun of South Korea spoke of North Korea.", "Kim left."]
    actors = find_actors(texts, [persons(texts[0], "Kim Yong-hyun"), persons(texts[1], "Kim")])
    assert "kim_jong_un" not in {a.id for a in actors}
    assert ("Kim", "Kim Yong-hyun") in [a.forms for a in actors]


def test_a_body_goes_by_its_name_and_its_initials() -> None:
    text = "The International Crisis Group (ICG) said so."
    found = [
        Found("organisation", 4, 30, "International Crisis Group"),
        Found("organisation", 32, 35, "ICG"),
    ]
    (actor,) = find_actors([text], [found])
    assert (actor.name, actor.forms) == (
        "International Crisis Group",
        ("ICG", "International Crisis Group"),
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hwasong-17", "Hwasongpho-17", True),
        ("Hwasong-17", "Hwaseong-17", True),
        ("Hwasong-17", "Hwasong-18", False),
        ("Rodong-1", "Nodong-1", True),
        ("Su-35", "SU 35", True),
        ("KN-23", "KN-25", False),
    ],
)
def test_designations_are_compared_by_word_and_number(one: str, other: str, *, same: bool) -> None:
    assert (designation_key(one) == designation_key(other)) is same


def test_a_weapon_is_one_actor_under_all_its_designations() -> None:
    texts = ["It fired the Hwasong-17 on May 17.", "The Hwasongpho-17 and the Hwasong 17 of May."]
    systems = [a for a in find_actors(texts) if a.kind == "system"]
    assert [set(a.forms) for a in systems] == [{"Hwasong-17", "Hwasong 17", "Hwasongpho-17"}]


def test_the_table_has_every_state_and_unicodes_name_for_it() -> None:
    states = {k.id for k in known().values() if k.kind == "state"}
    assert len(states) == 193 + 2 + 2  # members, observers, Taiwan and Kosovo
    territories = Locale("en").territories
    table = {entry["code"]: name for name, entry in tables()["states"].items()}
    for code, name in table.items():
        assert {m.actor for m in find_mentions(f"{territories[code]} voted.")} == {name}, code


def test_no_form_belongs_to_two_actors() -> None:
    seen: dict[tuple[str, ...], str | None] = {}
    for form in all_forms():
        assert seen.setdefault(form.words, form.actor) == form.actor, form


def test_actors_do_not_depend_on_the_order_of_documents() -> None:
    texts = ["Choe Son Hui met Putin.", "Choi Sun-hee left Moscow."]
    found = [persons(texts[0], "Choe Son Hui"), persons(texts[1], "Choi Sun-hee")]
    forward = find_actors(texts, found, ["a", "b"])
    backward = find_actors(texts[::-1], found[::-1], ["b", "a"])
    assert [(a.id, a.forms) for a in forward] == [(a.id, a.forms) for a in backward]
