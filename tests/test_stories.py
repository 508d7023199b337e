"""Reprints are one origin, articles about one event one story, look-alike events two."""

import json
import random
from dataclasses import replace

import numpy as np
import pytest
from builders import ROOT, articles
from scipy.sparse import csr_matrix

import briefgen
from briefgen.analysis.corpus import make_corpus
from briefgen.api import to_articles
from briefgen.findings.events import few_directions
from briefgen.findings.items import items_of
from briefgen.findings.origins import find_origins, near_reprints
from briefgen.findings.retelling import SIGNS, pair_signs
from briefgen.findings.stories import find_stories
from briefgen.profile.tables import StoryOptions

TITLE = "A title of four words\n\n"
FERRY = (
    "The ferry Maria Alda sank off Port Alda in a storm on Monday night with 240 people aboard. ",
    "Rescue boats from Port Alda pulled 198 people out of the water before dawn. ",
    "The ferry Maria Alda had left the island of Brisk two hours earlier, the harbour master Ivo Tarn said. ",
    "Ivo Tarn said that the storm had come up faster than any forecast told. ",
)
TRAINS = (
    "Train drivers in Velden walked out for a second day and closed the line to Karst. ",
    "The union of drivers wants shorter night shifts, its chairwoman Lena Orr said in Velden. ",
    "The railway offered talks on Friday and put on buses between Velden and Karst. ",
)


def launch(day: str, place: str, missile: str, reach: str) -> dict[str, str]:
    text = (
        f"North Korea fired a {missile} ballistic missile from {place} on {day}, South Korea's military said. "
        f"The {missile} flew {reach} kilometers before it fell into the sea, it said. "
        f"Residents of {place} heard the launch."
    )
    return {"text": text, "title": f"North Korea fires missile from {place}", "date": day}


def stories_of(*texts: str) -> list[set[str]]:
    return [set(s.articles) for s in briefgen.find_stories(texts)]


def test_articles_about_one_event_are_one_story() -> None:
    found = stories_of(
        FERRY[0] + FERRY[1],
        FERRY[2] + FERRY[3] + FERRY[1],
        TRAINS[0] + TRAINS[1],
        TRAINS[2] + TRAINS[0],
    )
    assert sorted(map(sorted, found)) == [["S1", "S2"], ["S3", "S4"]]


def test_two_launches_are_two_stories() -> None:
    autumn = [launch("2025-10-22", "Kanggye", "Hwasong-11", n) for n in ("350", "about 350")]
    winter = [launch("2026-01-14", "Sariwon", "Pukguk-3", n) for n in ("610", "some 600")]
    found = [set(s.articles) for s in briefgen.find_stories([*autumn, *winter])]
    assert found in ([{"S1", "S2"}, {"S3", "S4"}], [{"S3", "S4"}, {"S1", "S2"}])


def test_a_story_counts_its_origins_and_spans_its_dates() -> None:
    text = "".join(FERRY)
    (story,) = briefgen.find_stories(
        [
            {"id": "one", "text": text, "title": "Ferry sinks off Port Alda", "date": "2026-03-02"},
            {"id": "two", "text": text, "title": "Storm sinks a ferry", "date": "2026-03-03"},
            {"id": "six", "text": FERRY[1] + FERRY[3] + FERRY[0], "date": "2026-03-03"},
        ]
    )
    assert set(story.articles) == {"one", "two", "six"}
    assert (story.origins, story.start, story.end) == (2, "2026-03-02", "2026-03-03")
    assert story.title == "Ferry sinks off Port Alda"


def test_the_order_of_articles_changes_neither_stories_nor_their_ids() -> None:
    made = list(
        articles("".join(FERRY), FERRY[1] + FERRY[2], "".join(TRAINS), TRAINS[0] + TRAINS[2])
    )
    first = find_stories(made, find_origins(made))
    random.Random(3).shuffle(made)  # noqa: S311 - a shuffle, no secret
    assert find_stories(made, find_origins(made)) == first


def test_a_story_keeps_its_id_when_articles_join_it() -> None:
    old = {"text": FERRY[0] + FERRY[1], "date": "2026-03-02"}
    new = {"text": FERRY[2] + FERRY[3] + FERRY[1], "date": "2026-03-04"}
    assert briefgen.find_stories([old])[0].id == briefgen.find_stories([new, old])[0].id


def test_stories_of_the_same_words_have_ids_of_their_own() -> None:
    told = briefgen.find_stories(["", ""])  # what says nothing is like nothing
    assert len({s.id for s in told}) == len(told) == 2


def test_more_likeness_asked_makes_more_stories() -> None:
    texts = (FERRY[0] + FERRY[1], FERRY[2] + FERRY[3] + FERRY[1])
    assert len(briefgen.find_stories(texts, options=StoryOptions(alike=0.95))) == 2


@pytest.mark.parametrize(
    "given", [(), ("One sentence stands here alone.",), ("",), ("Word", "Word")]
)
def test_each_article_is_in_one_story(given: tuple[str, ...]) -> None:
    found = briefgen.find_stories(given)
    assert sorted(a for s in found for a in s.articles) == [f"S{n + 1}" for n in range(len(given))]


def test_ids_are_kept_and_repeated_ones_numbered() -> None:
    found = briefgen.find_stories([{"id": "a", "text": FERRY[0]}, {"id": "a", "text": TRAINS[0]}])
    assert {a for s in found for a in s.articles} == {"a", "a#2"}


def test_what_is_no_article_is_named() -> None:
    with pytest.raises(briefgen.BriefgenError, match="'S2': no article; give"):
        briefgen.find_stories(["A text.", {"title": "No text"}])


# Origins -----------------------------------------------------------------------------------------

LONG = "".join(
    f"Witness number {n} told the court in Port Alda what happened on pier {n * 7} after the bell rang {n + 2} times. "
    for n in range(12)
)


def test_a_partial_reprint_is_no_origin_of_its_own() -> None:
    part = LONG[: len(LONG) // 2]
    assert set(find_origins(articles(TITLE + LONG, TITLE + part)).values()) == {"S1"}


def test_edited_wire_copy_under_another_headline_is_no_origin_of_its_own() -> None:
    edited = LONG.replace("told the court", "said in court").replace("number 3", "three")
    origins = find_origins(articles(TITLE + LONG, "Another headline of five words\n\n" + edited))
    assert set(origins.values()) == {"S1"}


def test_texts_of_one_template_stay_apart_and_are_listed() -> None:
    form = (
        "A delegation of the Port Alda harbour council led by chairman Ivo Tarn {} by ferry on {}. "
    )
    made = articles(
        *(TITLE + form.format(*x) for x in (("arrived here", "Monday"), ("left here", "Friday")))
    )
    assert len(set(find_origins(made).values())) == 2
    assert [pair[:2] for pair in near_reprints(made, least=0.3)] in ([("S1", "S2")], [("S2", "S1")])


def test_what_is_said_every_month_in_the_same_words_is_no_reprint() -> None:
    first, second = articles(TITLE + LONG, TITLE + LONG.replace("on pier", "at the end of pier"))
    assert len(set(find_origins((first, second)).values())) == 1
    dated = [
        replace(a, published=replace(a.published, date=day, precision="day"))
        for a, day in ((first, "2026-01-02"), (second, "2026-03-02"))
    ]
    assert len(set(find_origins(dated).values())) == 2


def test_empty_articles_are_no_reprints_of_each_other() -> None:
    assert len(set(find_origins(articles("", "")).values())) == 2


def test_events_of_a_subject_stay_apart_among_articles_on_other_subjects() -> None:
    data = ROOT / "benchmarks" / "data"
    week = [json.loads(line) for line in (data / "week.jsonl").read_text("utf-8").splitlines()]
    rest = [json.loads(line) for line in (data / "kcna.jsonl").read_text("utf-8").splitlines()]
    keys = ("text", "title", "date", "publisher")
    rows = [{"id": r["id"]} | {k: r.get(k) for k in keys} for r in week]
    rows += [{"id": f"K{n}"} | {k: r.get(k) for k in keys} for n, r in enumerate(rest[:60])]
    told = [set(s.articles) for s in briefgen.find_stories(to_articles(rows))]
    for pair in (("a1", "b1"), ("a2", "b2"), ("a3", "b3")):
        assert any(story.issuperset(pair) for story in told)
    assert not any(len(story & {"a1", "a2", "a3"}) > 1 for story in told)
    own = {r["id"] for r in week}
    assert all(story <= own for story in told if story & own)


# How much of one article another tells ------------------------------------------------------------


def told_of(*rows: tuple[str, str]) -> dict[str, float]:
    """Return the signs of the first two of some articles: their days of publication and texts."""
    made = to_articles([{"text": text, "title": "Ferry", "date": day} for day, text in rows])
    items = items_of(made, make_corpus(made))
    first, second = np.array([0]), np.array([1])
    apart = np.abs(items.published[first] - items.published[second])
    return dict(zip(SIGNS, pair_signs(items, first, second, apart)[0].tolist(), strict=True))


OTHERS = [("2026-03-06", TRAINS[0] + TRAINS[2]), ("2026-03-06", TRAINS[1])]


def test_what_both_tell_counts_wherever_it_stands() -> None:
    lead = ("2026-03-04", FERRY[0] + FERRY[1])
    below = told_of(lead, ("2026-03-04", FERRY[3] + FERRY[1] + FERRY[0]), *OTHERS)
    beside = told_of(lead, ("2026-03-04", FERRY[3] + FERRY[2]), *OTHERS)
    nothing = told_of(lead, OTHERS[0], OTHERS[1])
    assert below["told"] > 2 * beside["told"] > 2 * nothing["told"]


def test_a_long_article_that_tells_more_is_less_like() -> None:
    short, long = ("2026-03-04", FERRY[0]), ("2026-03-04", "".join(FERRY + TRAINS))
    assert told_of(short, short, *OTHERS)["told"] == pytest.approx(1)
    assert 0.3 < told_of(short, long, *OTHERS)["told"] < 0.8


def test_what_is_told_of_a_day_is_held_against_what_is_told_of_that_day() -> None:
    one = ("2026-03-04", "The ferry Maria Alda sank off Port Alda on Monday. " + FERRY[3])

    def like(day: str) -> float:
        other = ("2026-03-05", f"The ferry Maria Alda sank off Port Alda {day}. " + FERRY[1])
        return told_of(one, other, *OTHERS)["same_day"]

    assert min(like("on Monday"), like("on March 2")) > 0.5
    assert max(like("on Sunday"), like("in a storm")) == 0


def test_the_same_words_again_and_again_are_compared_too() -> None:
    line = ("2026-03-04", "The ferry Maria Alda sank in a storm off Port Alda on Monday. ")
    signs = told_of(*[line] * 40)
    assert signs["told"] == pytest.approx(1)
    assert signs["same_day"] == pytest.approx(1)


def test_two_words_are_no_event_however_often_they_stand() -> None:
    assert told_of(*[("2026-03-04", "Alda (CNN). ")] * 40)["told"] < 0.3


def test_fewer_directions_than_asked_for_hold_all_that_is_there() -> None:
    three = np.random.default_rng(1).random((3, 20))
    rows = csr_matrix(three[np.arange(30) % 3])
    right = few_directions(rows, 15)
    assert np.allclose(rows @ right.T @ right, rows.toarray())
