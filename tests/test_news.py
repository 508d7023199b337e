"""What stands in front is what happened: each event once, the weightiest first; the timeline tells days of the period."""

import json
import random
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from builders import ROOT

from briefgen.analysis.analyse import analyse
from briefgen.analysis.readings import with_origins
from briefgen.brief.build import build_brief
from briefgen.brief.events import is_ahead
from briefgen.brief.selection import superseded
from briefgen.findings.columns import read_columns
from briefgen.findings.differences import Table
from briefgen.findings.importance import looks_back, pick, rank_sentences, standardised
from briefgen.findings.origins import find_origins
from briefgen.findings.timeline import day_of
from briefgen.language.english.attribution import attribute
from briefgen.language.sentences import split
from briefgen.model import Dated, Occasion, Period, Published, ReportedValue
from briefgen.model.dates import span_of
from briefgen.profile.tables import NamedTheme, Profile, SelectionOptions
from briefgen.runtime.cache import Cache
from briefgen.series import memory
from briefgen.series.continuity import follow_events, recall_printed
from briefgen.series.editions import window_of
from briefgen.series.memory import Memory, pack, recall, sketch, sketch_brief, unpack
from briefgen.sources.readers import read_sources

WEEK = ROOT / "benchmarks" / "data" / "week.jsonl"
GOLD = json.loads((WEEK.parent / "week.gold.json").read_text(encoding="utf-8"))
AS_OF = GOLD["as_of"]
THEMES = tuple(
    NamedTheme(id=t["id"], name=t["name"], keywords=tuple(t["keywords"]))
    for t in GOLD["profile"]["themes"]
)
COOKING = NamedTheme(id="cooking", name="Cooking", keywords=("recipe", "oven"))


@pytest.fixture(scope="module")
def documents():
    return read_sources([WEEK])[0]


def build(documents, **selection):
    profile = Profile(themes=(*THEMES, COOKING), selection=SelectionOptions(**selection))
    occasion = Occasion(window=window_of("week", AS_OF))
    return build_brief(documents, profile, as_of=AS_OF, occasion=occasion)


@pytest.fixture(scope="module")
def brief(documents):
    return build(documents)


@pytest.fixture(scope="module")
def ranking(documents):
    analysis = analyse(documents, AS_OF)
    origins = find_origins(analysis.articles)
    window = window_of("week", AS_OF)
    readings = with_origins(analysis.readings, origins)
    days = (window.start, window.end)
    return rank_sentences(read_columns(analysis.articles, readings, origins, THEMES, days))


def test_the_bottom_line_is_a_key_point(brief) -> None:
    assert brief.bottom_line
    assert brief.bottom_line.sentence in {p.sentence for p in brief.key_points}


def test_a_theme_in_which_nothing_happened_has_no_key_point(brief) -> None:
    assert "cooking" not in {p.theme for p in brief.key_points}
    assert len(brief.key_points) > 2


def test_a_theme_of_which_only_background_is_told_says_that_nothing_happened(documents) -> None:
    """What a dam holds and how concrete ages is no news of a week; its sentences are the theme's background, best first."""
    concrete = NamedTheme(id="concrete", name="Concrete", keywords=("concrete", "joints"))
    occasion = Occasion(window=window_of("week", AS_OF))
    profile = Profile(themes=(*THEMES, concrete))
    brief = build_brief(documents, profile, as_of=AS_OF, occasion=occasion)
    happened = {t.id: t.happened for t in brief.themes if not t.proposed}
    assert happened == {"dam": True, "people": True, "inquiry": True, "concrete": False}
    assert next(t for t in brief.themes if t.id == "concrete").points


def test_what_tells_the_same_event_comes_behind_what_tells_another() -> None:
    scores = np.array([3.0, 2.9, 1.0])
    same = np.array([[1.0, 0.9, 0.0], [0.9, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert pick(scores, lambda n: same[n], 3) == [0, 2, 1]
    assert pick(scores, lambda n: np.eye(3)[n], 3) == [0, 1, 2]
    assert pick(scores, lambda n: same[n], 1, before=same[1]) == [2]


def test_the_order_of_articles_changes_nothing(documents, brief) -> None:
    shuffled = list(documents)
    random.Random(3).shuffle(shuffled)  # noqa: S311 - any order
    again = build(shuffled)
    texts = [brief.sentences[p.sentence].text for p in brief.key_points]
    assert [again.sentences[p.sentence].text for p in again.key_points] == texts
    assert brief.bottom_line
    assert again.bottom_line
    first = brief.sentences[brief.bottom_line.sentence].text
    assert again.sentences[again.bottom_line.sentence].text == first


def test_the_timeline_holds_days_of_the_period_or_after_it_in_their_order(brief) -> None:
    days = [span_of(e.date)[0] for e in brief.timeline]
    assert days == sorted(days)
    assert min(days) >= span_of(brief.period.start)[0]
    for entry in brief.timeline:
        assert entry.raw in brief.sentences[entry.sentence].text, "no day of publication"


def test_the_timeline_has_at_most_so_many_lines(documents, brief) -> None:
    assert len(brief.timeline) > 2
    assert len(build(documents, timeline=2).timeline) == 2
    assert build(documents, timeline=0).timeline == ()


@pytest.mark.parametrize(
    ("text", "raw", "day"),
    [
        ("The bridge will open in 2032.", "2032", "2032"),
        ("Mayor Lee will defend the bridge in her 2032 campaign.", "2032", None),
        ("The bridge was closed on Tuesday.", "Tuesday", "2031-03-04"),
        ("The bridge was closed last Tuesday.", "last Tuesday", "2031-02-25"),
    ],
)
def test_a_line_has_a_day_of_the_period_or_after_it_and_no_year_that_names_a_thing(text, raw, day):
    precision = "day" if "-" in (day or "") else "year"
    told = Dated(date=day or "2032", precision=precision, raw=raw)
    period = Period(start="2031-03-03", end="2031-03-09")
    found = day_of([told], text, period)
    assert (found.date if found else None) == (day if day != "2031-02-25" else None)


def test_a_point_chosen_before_takes_from_what_tells_the_same(ranking) -> None:
    best = ranking.choose(ranking.columns.ids, 1)[0]
    rest = [k for k in ranking.columns.ids if k != best]
    nearest = max(rest, key=lambda k: ranking.chances(best, [k])[0])
    alone = ranking.choose(rest, len(rest))
    after = ranking.choose(rest, len(rest), before=[best])
    assert after.index(nearest) >= alone.index(nearest)


def test_a_named_summariser_still_ranks_within_themes(documents) -> None:
    for name in ("salience", "lead", "lexrank"):
        made = build(documents, summariser=name)
        assert made.key_points
        assert {p.sentence for p in made.key_points} <= {
            p.sentence for t in made.themes for p in t.points
        }


def test_the_bottom_line_stands_high_up_in_its_article(brief) -> None:
    assert brief.bottom_line
    assert int(brief.bottom_line.sentence.split(".")[1]) <= 3


def test_a_sign_is_held_against_what_is_usual_in_its_own_collection() -> None:
    few, many = np.arange(5.0).repeat(400), np.arange(5.0).repeat(400) * 10
    assert np.allclose(standardised(few, 2.0, 1.4), standardised(many, 20.0, 14.0))
    lone = standardised(np.array([3.0]), 1.0, 2.0)
    assert lone[0] == pytest.approx(1.0, abs=0.05), "one sentence has no usual of its own"
    assert standardised(np.zeros(9), 0.0, 0.0).tolist() == [0.0] * 9
    assert abs(standardised(np.array([1e9, *[0.0] * 999]), 0.0, 1.0)).max() <= 4


def test_what_names_a_year_before_the_last_looks_back() -> None:
    assert looks_back("The law was passed by the council in 1917.", 2031)
    assert looks_back("Bonuses of 25 million were paid since 2007.", 2031)
    assert not looks_back("The bridge of 2030 was closed.", 2031)
    assert not looks_back("The bridge will open in 2035 for 1,900 people.", 2031)


def test_an_earlier_moment_of_a_count_stands_behind_a_later_one_that_can_be_printed() -> None:
    dead = tuple(
        ReportedValue(
            sentence=k, phrase=f"{n} dead", value=n, upper=None, unit="death", speaker=None
        )
        for k, n in (("S1.1", 10.0), ("S2.1", 10.5), ("S3.1", 30.0), ("S4.1", 50.0))
    )
    groups = [
        SimpleNamespace(tables=(Table("figure", over_time=True, subject="death", values=dead),))
    ]
    assert superseded(groups, {"S1.1", "S2.1", "S3.1"}) == {"S1.1", "S2.1"}
    assert superseded(groups, {"S1.1", "S3.1", "S4.1"}) == {"S1.1", "S2.1", "S3.1"}
    assert superseded(groups, {"S1.1", "S2.1"}) == frozenset(), "a rounding replaces nothing"
    conflict = [
        SimpleNamespace(tables=(Table("figure", over_time=False, subject="death", values=dead),))
    ]
    assert superseded(conflict, {"S4.1"}) == frozenset()


def test_an_empty_pool_chooses_nothing(ranking) -> None:
    assert ranking.choose((), 5) == ()
    assert replace(ranking).choose(["S99.1"], 5) == ()


# Events, headlines, what is ahead -------------------------------------------------------------------


def test_every_printed_point_tells_an_event_that_names_its_articles_and_a_headline_of_its_own(
    brief,
):
    events = {e.id: e for e in brief.events}
    titles = {s.id: s.title for s in brief.sources}
    assert len(events) == len(brief.events) > 3
    for point in brief.key_points:
        event = events[brief.evidence[point.sentence].event]
        assert brief.sentences[point.sentence].source in event.articles
        assert brief.sentences[event.sentence].source in event.articles
    for event in brief.events:
        assert event.title == (titles[event.title_source] if event.title_source else None)
        assert event.origins <= len(event.articles)
        assert event.told_in == ()
    assert any(e.title for e in brief.events)


def test_the_period_has_at_most_one_headline_a_day_and_none_twice(brief):
    days = [h.date for h in brief.headlines]
    assert days == sorted(set(days))
    assert days
    assert all(brief.period.start <= day <= brief.as_of for day in days)
    assert len({h.source for h in brief.headlines}) == len(days)
    assert all(s.title for s in brief.sources if s.id in {h.source for h in brief.headlines})


def article(text, date, publisher, title):
    row = {"text": text, "date": date, "publisher": publisher, "title": title}
    return json.dumps(row)


def read_rows(tmp_path, *rows):
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return read_sources([file])[0]


def test_what_is_announced_for_after_the_cut_off_stands_ahead_and_what_happened_does_not(tmp_path):
    happened = (
        "The bridge of Orrin was closed on Tuesday after an inspector found a crack in its arch."
    )
    planned = "The council of Orrin will vote on 14 March 2031 on the money for a new bridge, it announced."
    rows = [
        article(f"{happened} {planned}", "2031-03-05", "Harbour Courier", "Bridge of Orrin closed"),
        article(
            f"{happened} Ferries are full.", "2031-03-06", "Daily Gull", "Ferries full at Orrin"
        ),
    ]
    brief = build(read_rows(tmp_path, *rows))
    told = [(e.date, brief.sentences[e.sentence].text) for e in brief.ahead]
    assert told == [("2031-03-14", planned)]


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("The plan would have kept the bridge open until 14 March 2031.", False),
        ("The council would have to close the bridge by 14 March 2031.", True),
        ("A plan that would have saved the bridge will be heard on 14 March 2031.", True),
        ("Mayor Lee will defend the bridge in her 2032 campaign.", False),
        ("The bridge will open in 2032.", True),
    ],
)
def test_what_would_have_been_and_what_a_year_names_are_not_ahead(text: str, ahead: bool) -> None:  # noqa: FBT001
    raw = "14 March 2031" if "2031" in text else "2032"
    iso, precision = ("2031-03-14", "day") if "2031" in text else ("2032", "year")
    day = Dated(date=iso, precision=precision, raw=raw)
    assert is_ahead(day, text, "2031-03-06") is ahead


@pytest.mark.parametrize(
    ("opening", "left"),
    [
        ("ORRIN, Marland/LUND (Reuters) - Rescuers found the ferry.", "Rescuers found the ferry."),
        ("(CNN) – Rescuers found the ferry.", "Rescuers found the ferry."),
        ("(AP) Rescuers found the ferry.", "Rescuers found the ferry."),
        ("(US) officials found the ferry.", "(US) officials found the ferry."),
    ],
)
def test_a_sentence_begins_behind_the_dateline(tmp_path, opening, left):
    more = "It had sunk on Monday with nobody on board, the harbour master said."
    analysis = analyse(
        read_rows(tmp_path, article(f"{opening} {more}", "2031-03-05", "Gull", "Ferry found")),
        "2031-03-09",
    )
    assert analysis.articles[0].sentences[0].text == left


# What is news against earlier editions --------------------------------------------------------------

PERIOD = ("2031-03-10", "2031-03-16")
BEFORE = (
    "The Ostrel dam failed on Wednesday and killed three people in the valley below it, police said.",
    "Jon Aster, the head of the water board of Marland, resigned on Friday over the failure.",
    "About 400 families of the valley were moved to schools in Lund.",
    "The builder of the dam says that its plans were sound.",
    "Marland has forty dams, most of them older than sixty years.",
    "The parliament of Marland debated the budget of the railways on Thursday.",
)


def news_of(text, day):
    memory = Memory([sketch("1", BEFORE, ["Dam fails at Ostrel"])])
    published = Published(date=day, precision="day", raw=day)
    return memory.tell(text, published, PERIOD, attribute(text))


@pytest.mark.parametrize(
    ("news", "day", "text"),
    [
        ("known", "2031-03-10", BEFORE[1]),
        ("known", "2031-03-10", "Jon Aster resigned on 7 March as head of the Marland water board."),
        ("new", "2031-03-14", "A court in Norvik ordered the arrest of Eda Brandt, a banker, on Thursday."),
        ("denied", "2031-03-13", "The water board denied that it had known of a crack in the wall."),
    ],
)  # fmt: skip
def test_a_sentence_is_held_against_all_that_earlier_editions_read(news, day, text):
    assert news_of(text, day).news == news


def test_an_update_says_from_which_figure():
    told = news_of("Now 650 families of the valley were moved to schools in Lund.", "2031-03-12")
    assert (told.news, told.label) == ("updated", "1")
    assert told.before == ("family=400",)


def test_a_figure_of_another_matter_is_not_what_was_known_before():
    """Families are counted before, but not those who buy a car."""
    told = news_of("The dealers of Ostrel sold cars to 90 families since spring.", "2031-03-12")
    assert (told.news, told.before) == ("updated", ())


def test_what_is_remembered_comes_back_as_it_was():
    kept = sketch("7", BEFORE, ["Dam fails at Ostrel"])
    assert unpack(pack(kept)) == kept
    assert pack(kept) == pack(sketch("7", BEFORE, ["Dam fails at Ostrel"]))
    with pytest.raises(ValueError, match="no sketch"):
        unpack(b"nothing of that kind")


def test_an_edition_from_before_anything_was_remembered_is_remembered_by_what_it_printed():
    memory = recall([("2", pack(sketch("2", BEFORE[:1])), ""), ("1", None, "\n".join(BEFORE[1:]))])
    assert [s.label for s in memory.sketches] == ["1", "2"]
    assert memory.latest == "2"


def test_an_event_keeps_its_id_and_says_which_editions_told_it(documents, brief):
    first = replace(brief, edition=1)
    memory = Memory([recall_printed(first)])
    again = follow_events(replace(brief, edition=2), memory)
    assert [e.id for e in again.events] == [e.id for e in brief.events]
    assert all("1" in e.told_in for e in again.events)
    third = follow_events(
        replace(brief, edition=3), Memory([recall_printed(first), recall_printed(again)])
    )
    assert all(e.told_in == ("1", "2") for e in third.events)


def test_an_event_that_split_keeps_its_id_in_the_part_most_like_it(brief):
    event = brief.events[0]
    half = replace(event, id="event-other", title=None)
    now = replace(brief, edition=2, events=(event, half), evidence={})
    before = replace(brief, edition=1, events=(replace(event, id="event-0"),))
    found = follow_events(now, Memory([recall_printed(before)])).events
    assert [e.id for e in found] == ["event-0", "event-other"]
    assert [e.told_in for e in found] == [("1",), ("1",)]


def test_what_a_brief_knows_is_not_split_again(documents, monkeypatch) -> None:
    brief = build(documents)
    bare = replace(brief, sentences={}, left_out=())
    asked = list[str]()
    monkeypatch.setattr(memory, "split", lambda text: asked.append(text) or split(text))
    everything = sketch_brief(bare, documents)
    paragraphs = len(asked)
    asked.clear()
    assert sketch_brief(brief, documents) == everything
    assert len(asked) < paragraphs / 5


def test_what_an_edition_remembers_is_kept(documents, tmp_path, monkeypatch) -> None:
    brief, cache = build(documents), Cache(tmp_path / "kept")
    made = sketch_brief(brief, documents)
    assert sketch_brief(brief, documents, cache) == made
    monkeypatch.setattr(memory, "sketch", lambda *_: pytest.fail("made again"))
    assert sketch_brief(brief, documents, cache) == made
