"""How the judge of real weeks counts, on an invented week with labels (benchmarks/data/week.jsonl)."""

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest
import week_counts
import week_labels
import week_peers
import week_plain
import week_script
import week_sheets
import week_stages
import weeks

ROOT = Path(__file__).parent.parent
DATA = ROOT / "benchmarks" / "data"
WEEK = DATA / "week.jsonl"


@pytest.fixture(scope="module")
def week():
    return week_labels.read_week(WEEK)


@pytest.fixture(scope="module")
def read(week):
    return week_stages.answer(week, None).answers


@pytest.fixture(scope="module")
def plain(week, read):
    """Answers that say nothing of the week but what a test gives them."""
    empty = week_plain.plain_answers(week, read)
    return dataclasses.replace(
        empty, front=[], points=[], bottom_line=None, timeline=[], joined=lambda _a, _b: False,
        denials=frozenset(), denied=lambda _a, _b: False, conflicts=[], counts=[],
    )  # fmt: skip


def key_of(read, start):
    """Return the id of the one sentence that begins so."""
    (key,) = [k for k, s in read.sentences.items() if s.text.startswith(start)]
    return key


def right(week, answers, key):
    fraction = week_counts.count(week, answers)[key]
    return fraction.right, fraction.of


def test_labels_are_whole(week):
    gold = week.gold
    assert [p.rank for p in week.points] == list(range(1, 11))
    assert set(gold["stories"]) == set(gold["kinds"]) == set(week.records)
    assert len({r["publisher"] for r in week.records.values()}) == 4
    assert {p["label"] for p in week.judged} == {"same", "contrary", "update", "different", "skip"}


def test_a_quotation_that_is_not_there_is_said(week):
    with pytest.raises(ValueError, match="does not hold"):
        week.span({"doc": "a1", "quote": "Nothing of the kind."})


def test_a_quotation_stands_for_the_sentence_that_overlaps_it_most():
    sentences = [
        week_labels.Sentence(key, week_labels.Span("d", *place), "")
        for key, place in {"one": (0, 40), "two": (41, 90), "three": (91, 200)}.items()
    ]
    finder = week_labels.Finder(sentences)
    assert finder.find(week_labels.Span("d", 30, 70)).id == "two"
    assert finder.find(week_labels.Span("d", 89, 93)).id == "three"
    assert finder.find(week_labels.Span("d", 300, 310)) is None
    assert finder.find(week_labels.Span("other", 0, 40)) is None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [((0, 100), (50, 300), True), ((0, 100), (51, 300), False), ((0, 100), (90, 110), True)],
)
def test_spans_overlap_by_half_of_the_shorter(a, b, expected):
    spans = [week_labels.Span("d", *place) for place in (a, b)]
    assert week_labels.overlap(*spans) is expected
    assert not week_labels.overlap(spans[0], dataclasses.replace(spans[1], doc="e"))


def test_a_printed_evidence_sentence_tells_its_point_and_a_pattern_does(week, read, plain):
    evidence = key_of(read, "The parliament of Marland voted")
    assert right(week, dataclasses.replace(plain, front=[evidence]), "points_told") == (1, 10)
    assert right(week, dataclasses.replace(plain, front=[evidence]), "musts_told") == (0, 4)
    sentence = dataclasses.replace(
        read.sentences[evidence],
        text="All 400 soldiers have reached the place.",
        span=week_labels.Span("c1", 0, 5),
    )
    by_pattern = dataclasses.replace(
        plain, sentences={**read.sentences, evidence: sentence}, front=[evidence]
    )
    assert right(week, by_pattern, "points_told") == (1, 10)


def test_the_front_is_eight_and_forty_points_are_printed_beside_it(week, read, plain):
    told = key_of(read, "The parliament of Marland voted")
    other = key_of(read, "How does a dam crack?")
    ninth = dataclasses.replace(plain, front=[other] * 8 + [told])
    assert right(week, ninth, "points_told") == (0, 10)
    fortieth = dataclasses.replace(plain, points=[other] * 39 + [told])
    assert right(week, fortieth, "printed_points") == (1, 10)
    behind = dataclasses.replace(plain, points=[other] * 40 + [told])
    assert right(week, behind, "printed_points") == (0, 10)


def test_a_bottom_line_is_right_where_it_tells_a_lead(week, read, plain):
    lead, other = key_of(read, "Two people were killed"), key_of(read, "Jon Aster resigned")
    assert right(week, dataclasses.replace(plain, bottom_line=lead), "lead_right") == (1, 1)
    assert right(week, dataclasses.replace(plain, bottom_line=other), "lead_right") == (0, 1)
    assert right(week, plain, "lead_right") == (0, 1)


def test_what_must_not_stand_on_the_front_is_counted(week, read, plain):
    marked = [key_of(read, "How does a dam crack?"), key_of(read, "We must ask who knew.")]
    answers = dataclasses.replace(plain, front=marked, points=marked)
    assert right(week, answers, "not_key_front") == (2, None)


def test_furniture_is_counted_once_wherever_it_is_printed(week, read, plain):
    key = key_of(read, "At least 60 houses")
    glued = dataclasses.replace(
        read.sentences[key], text="At least 60 houses were destroyed. Share this story"
    )
    sentences = {**read.sentences, key: glued}
    for where in (
        {"front": [key]},
        {"points": [key]},
        {"bottom_line": key},
        {"timeline": [("2031-03-05", key)]},
        {"front": [key], "points": [key], "bottom_line": key},
    ):
        answers = dataclasses.replace(plain, sentences=sentences, **where)
        assert right(week, answers, "furniture_printed") == (1, None)


def test_timeline_lines_are_right_by_labelled_day_and_tell_an_event(week, read, plain):
    lines = [
        ("2031-03-06", key_of(read, "The parliament of Marland voted")),
        ("2031-03-08", key_of(read, "Two people were killed")),
        ("2031-03-06", key_of(read, "Rescue teams plan")),
        ("2031-03-04", key_of(read, "How does a dam crack?")),
    ]
    answers = dataclasses.replace(plain, timeline=lines)
    assert right(week, answers, "timeline_right") == (2, 3)
    assert right(week, answers, "timeline_told") == (1, 7)


def test_articles_into_events_by_pairs_and_bcubed(week, plain):
    alone = week_counts.values(week_counts.count(week, plain))
    assert alone["events_pair_f1"] == 0
    assert (alone["events_precision"], alone["events_recall"]) == (1, 0.7)
    assert alone["events_f1"] == round(2 * 0.7 / 1.7, 4)
    one = dataclasses.replace(plain, stories=dict.fromkeys(week.records, "all"))
    assert right(week, one, "events_pair_f1") == (6, 45 + 3)
    perfect = dataclasses.replace(plain, stories=week.gold["stories"])
    assert right(week, perfect, "events_pair_f1") == (6, 6)


def test_kinds_and_opinion(week, plain):
    kinds = {**week.gold["kinds"], "c1": "opinion", "a1": "list"}
    answers = dataclasses.replace(plain, kinds=kinds)
    assert right(week, answers, "kind") == (8, 10)
    assert right(week, answers, "opinion_precision") == (1, 2)
    assert right(week, answers, "opinion_recall") == (1, 1)
    assert week_counts.values(week_counts.count(week, plain))["opinion_precision"] is None


def test_a_cut_may_miss_by_two_characters(week, read, plain):
    key = key_of(read, "The U.S. Embassy")
    whole = read.sentences[key]

    def moved(by):
        span = dataclasses.replace(whole.span, end=whole.span.end + by)
        sentences = {key: dataclasses.replace(whole, span=span)}
        return right(week, dataclasses.replace(plain, sentences=sentences), "sentence_cuts")

    assert (moved(0), moved(-2), moved(-3)) == ((1, 4), (1, 4), (0, 4))


def test_days_are_right_wrong_or_not_given(week, read, plain):
    ordered, went = key_of(read, "The board ordered"), key_of(read, "The board met")
    nothing = right(week, plain, "dates_right"), right(week, plain, "dates_wrong")
    assert nothing == ((2, 7), (0, 7))  # two days that cannot be known
    good = dataclasses.replace(plain, days={ordered: [("Tuesday night", "2031-03-04")]})
    assert right(week, good, "dates_right") == (3, 7)
    bad = dataclasses.replace(plain, days={ordered: [("Tuesday", "2031-02-25")]})
    assert (right(week, bad, "dates_right"), right(week, bad, "dates_wrong")) == ((2, 7), (1, 7))
    unasked = dataclasses.replace(plain, days={went: [("last week", "2031-W09")]})
    assert right(week, unasked, "dates_right") == (1, 7)
    assert right(week, unasked, "dates_wrong") == (1, 7)
    other = dataclasses.replace(plain, days={ordered: [("in 1962", "1962")]})
    assert right(week, other, "dates_wrong") == (0, 7)


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        (None, None, True),
        (None, "police", False),
        ("police", None, False),
        ("Gov. Petra Holm", "Holm", True),
        ("the fire service", "fire officials", True),
        ("The board", "the boy", False),
        ("Ida Brandvold", "chief engineer Ida Brandvold", True),
        ("Jon Aster", "Jon Holm", False),
    ],
)
def test_a_speaker_is_known_by_a_long_word_or_by_being_within(wanted, found, expected):
    assert week_counts.is_speaker(wanted, found) is expected


def test_certainty_takes_denied_for_not_happened(week, read, plain):
    aster = key_of(read, "The board's head, Jon Aster, rejected")
    answers = dataclasses.replace(plain, certainty={aster: "no"})
    assert right(week, answers, "certainty") == (1, 6)


def test_pairs_that_are_joined(week, read, plain):
    pair = {key_of(read, "Jon Aster, the head"), key_of(read, "Jon Aster resigned")}
    wrong = {key_of(read, "At least 60 houses"), key_of(read, "The flood destroyed 70")}
    answers = dataclasses.replace(plain, joined=lambda a, b: {a, b} in (pair, wrong))
    assert right(week, answers, "same_found") == (1, 3)
    assert right(week, answers, "not_same_joined") == (1, 3)
    assert right(week, answers, "judged_precision") == (1, 2)
    assert right(week, answers, "judged_recall") == (1, 2)
    everything = dataclasses.replace(plain, joined=lambda _a, _b: True)
    assert right(week, everything, "judged_precision") == (2, 5)  # what cannot be told is left out


def test_denials_known_and_linked(week, read, plain):
    claim, denial = key_of(read, "A letter that"), key_of(read, "The board's head, Jon Aster,")
    answers = dataclasses.replace(
        plain,
        denials=frozenset({denial, key_of(read, "Nobody can deny")}),
        denied=lambda a, b: (a, b) == (claim, denial),
    )
    assert right(week, answers, "denials_known") == (1, 2)
    assert right(week, answers, "denials_found") == (1, 2)
    assert right(week, answers, "false_denials") == (1, 2)


def test_a_conflict_is_found_where_two_of_its_values_stand_in_one(week, read, plain):
    both = [key_of(read, "At least 60 houses"), key_of(read, "The flood destroyed 70")]
    dead = [key_of(read, "The Ostrel dam failed early"), key_of(read, "Searchers found")]
    apart = dataclasses.replace(plain, conflicts=[both[:1], both[1:]], counts=[dead])
    assert right(week, apart, "conflicts_found") == (0, 1)
    assert right(week, apart, "counts_found") == (1, 1)
    one = dataclasses.replace(plain, conflicts=[both])
    assert right(week, one, "conflicts_found") == (1, 1)


def test_shares_add_up_over_weeks():
    total = week_counts.add(
        [
            {"a": week_counts.Fraction(1, 10), "n": week_counts.Fraction(2, None)},
            {"a": week_counts.Fraction(1, 2), "n": week_counts.Fraction(3, None)},
            {"a": week_counts.Fraction(0, 0), "n": week_counts.Fraction(0, None)},
        ]
    )
    assert week_counts.values(total) == {"a": round(2 / 12, 4), "n": 5}
    assert week_counts.Fraction(0, 0).value is None


def test_every_key_has_a_trivial_answer_that_is_counted(week, read):
    result = weeks.measure([week], {week.name: read})
    assert set(result["trivial"]) <= set(result["together"])
    assert result["trivial"]["events_f1"] == {"value": 0.8235, "by": "each article alone"}
    assert result["trivial"]["kind"]["value"] == 0.8
    assert result["trivial"]["opinion_recall"]["value"] == 1
    assert result["weeks"][week.name] == result["together"]


def test_the_program_is_asked_and_its_brief_tells_the_news(week, read):
    found = week_counts.values(week_counts.count(week, read))
    assert found["musts_told"] >= 0.5
    assert found["kind"] == found["opinion_precision"] == 1
    assert found["since_last"] is None


def test_a_second_week_is_built_after_the_first(tmp_path, week):
    name = "ostrel-2031-03-10"
    for suffix in (".jsonl", ".gold.json"):
        (tmp_path / f"{week.name}{suffix}").write_bytes(WEEK.with_suffix(suffix).read_bytes())
    again = "Jon Aster, the head of Marland's water board, resigned on Friday, two days after the Ostrel dam failed and killed three people."
    news = "Divers raised the wreck of a ferry off Norvik on Tuesday, harbour officials said."
    article = {"id": "a9", "date": "2031-03-11", "publisher": "Harbour Courier", "title": "Ferry raised off Norvik", "text": f"{news} {again}"}  # fmt: skip
    (tmp_path / f"{name}.jsonl").write_text(json.dumps(article), encoding="utf-8")
    gold = week.gold | {
        "week": name, "first": "2031-03-10", "last": "2031-03-16", "as_of": "2031-03-16",
        "since_last": [{"doc": "a9", "quote": news, "label": "new"}, {"doc": "a9", "quote": again, "label": "known"}],
        **{k: [] for k in ("key_points", "same", "not_same", "denials", "false_denials", "conflicts", "counts", "timeline", "date_traps", "attribution", "certainty", "not_key", "mis_splits")},
        "stories": {"a9": "ferry"}, "kinds": {"a9": "news"},
    }  # fmt: skip
    (tmp_path / f"{name}.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    second = week_labels.read_week(tmp_path / f"{name}.jsonl")
    assert week_labels.file_before(second) == tmp_path / f"{week.name}.jsonl"
    assert week_labels.file_before(week) is None
    answers = weeks.answer_weeks([second])[name]
    assert answers.since_last(key_of(answers, "Divers raised")) == "new"
    assert answers.since_last(key_of(answers, "Jon Aster, the head")) == "known"
    assert right(second, answers, "since_last") == (2, 2)


def test_peers_choose_eight_and_say_why_they_do_not_run(week, read, capsys):
    found = week_peers.run_peers([week], {week.name: read})
    assert found["plain script"]["points_told"] >= 0.3
    assert found["plain logistic model"] is None
    assert "there is one only" in capsys.readouterr().err


def test_what_learns_leaves_its_own_week_out(week, read):
    other = dataclasses.replace(week, name="other")
    found = week_peers.run_peers([week, other], {week.name: read, "other": read})
    for name in week_peers.TAUGHT:
        assert found[name]["points_told"] >= 0.3


def test_a_tuned_script_tells_no_less_where_it_was_tuned(week, read):
    sentences = list(read.sentences.values())
    sheet = week_sheets.make_sheet(week, sentences, *week_script.script_columns(week, sentences))
    first = list(week_script.WEIGHTS.values())
    told = [
        sheet.tells[week_script.run_script(sheet, weights)].any(axis=0)
        for weights in (week_sheets.np.array(first), week_script.tune([sheet]))
    ]
    before, after = ((t.sum() + (t & sheet.musts).sum()) for t in told)
    assert after >= before


def test_the_command_prints_json_and_a_table():
    command = [sys.executable, str(ROOT / "benchmarks" / "weeks.py"), str(WEEK), str(DATA / "judged_pairs.jsonl")]  # fmt: skip
    made = subprocess.run(command, capture_output=True, text=True, check=True)
    result = json.loads(made.stdout)
    assert list(result["weeks"]) == ["ostrel-2031-03-03"]
    assert set(week_plain.WHAT) <= set(result["together"])
    lines = weeks.table(result).splitlines()
    assert lines[1].split()[:2] == ["points_told", f"{result['together']['points_told']:.2f}"]


def test_floors_turn_faults_round():
    figures = weeks.floor_figures({"points_told": 0.5, "dates_wrong": 0.1, "kind": None})
    assert figures == {"points_told": 0.5, "dates_wrong": -0.1, "kind": float("-inf")}
