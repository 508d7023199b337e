"""What stands in front is what happened: each event once, the weightiest first; the timeline tells days of the period."""

import json
import random
from dataclasses import replace

import numpy as np
import pytest
from builders import ROOT

from briefgen.analysis.analyse import analyse
from briefgen.analysis.readings import with_origins
from briefgen.brief.build import build_brief
from briefgen.findings.columns import read_columns
from briefgen.findings.importance import pick, rank_sentences
from briefgen.findings.origins import find_origins
from briefgen.model import Occasion
from briefgen.model.dates import span_of
from briefgen.profile.tables import NamedTheme, Profile, SelectionOptions
from briefgen.series.editions import window_of
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


def test_an_empty_pool_chooses_nothing(ranking) -> None:
    assert ranking.choose((), 5) == ()
    assert replace(ranking).choose(["S99.1"], 5) == ()
