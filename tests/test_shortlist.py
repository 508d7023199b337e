"""Of a large collection the articles are read closely that tell most of what is asked for; a small one is read as a whole."""

import datetime
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from builders import ROOT, document
from weekly import articles, deliver, make_series, order

from briefgen.analysis import analyse as analyse_module
from briefgen.analysis.analyse import Means, analyse, analysis_of
from briefgen.analysis.outlines import LEAD, Outline, dump_outline, load_outline, outline_of
from briefgen.app.cli.console import told_of
from briefgen.brief.build import build_brief
from briefgen.brief.references import find_dangling
from briefgen.findings.shortlist import TELLINGS, Shortlist, shortlist_of
from briefgen.language.tokens import terms
from briefgen.model import Occasion, Published
from briefgen.model.dates import span_of
from briefgen.model.document import ONE_BY_ONE
from briefgen.profile.load import load_profile
from briefgen.profile.tables import AskedQuestion, NamedTheme, Profile, SelectionOptions
from briefgen.runtime import shelf
from briefgen.runtime.cache import Cache
from briefgen.series.editions import window_of
from briefgen.series.make import make_edition
from briefgen.sources.readers import read_sources

WEEK = ROOT / "benchmarks" / "data" / "week.jsonl"
GOLD = json.loads((WEEK.parent / "week.gold.json").read_text(encoding="utf-8"))
DAY = "2026-03-10"
PORTS = ("Alda", "Berno", "Corve", "Delm", "Enks", "Fahr", "Gorl", "Husum", "Ilve", "Jork")
GOODS = ("timber", "barley", "copper", "salt", "wool", "rice", "cotton", "paper")


def outline(title: str, *lead: str, publisher: str = "Courier", day: str = DAY) -> Outline:
    """Return an article as it is seen at first."""
    text = (title, *lead)
    return Outline(
        key=f"{title} {publisher} {day}",
        title=title,
        published=Published(date=day, precision="day", raw=day),
        publisher=publisher,
        tongue="en",
        long=True,
        lead=lead,
        days=((),) * len(lead),
        terms=frozenset(t for part in text for t in terms(part)),
    )


def others(count: int, day: str = DAY) -> list[Outline]:
    """Return articles of as many different events."""
    return [
        outline(
            f"{PORTS[n % 10]} ships {n + 11} tons of {GOODS[n // 10 % 8]}",
            f"The harbour of {PORTS[n % 10]} took {n + 11} tons of {GOODS[n // 10 % 8]} this week.",
            day=day,
        )
        for n in range(count)
    ]


STRIKE = [
    outline(
        "Ferry crews walk out in Karst",
        "Ferry crews in Karst walked out on Tuesday over unpaid wages, their union said.",
        f"The walkout stopped all crossings, said the {name}.",
        publisher=name,
    )
    for name in ("Courier", "Herald", "Gazette", "Mirror")
]


def titles(chooser: Shortlist, given: list[Outline]) -> list[str | None]:
    return [given[n].title for n in chooser(iter(given)).numbers]


@pytest.mark.parametrize("most", [0, 40, 41])
def test_a_collection_that_is_not_large_is_read_as_a_whole(most: int) -> None:
    chosen = Shortlist(most, ())(iter(others(40)))
    assert list(chosen.numbers) == list(range(40))


def test_of_a_large_one_as_many_as_are_asked_for_and_the_others_with_a_reason() -> None:
    chosen = Shortlist(10, ())(iter(others(40)))
    assert len(chosen.numbers) == len(set(chosen.numbers)) == 10
    assert list(chosen.numbers) == sorted(chosen.numbers)
    assert "10 of 40 articles" in chosen.reason
    assert "[selection] articles" in chosen.reason


def test_what_several_publishers_tell_comes_before_what_one_tells() -> None:
    given = [*others(40), *STRIKE]
    assert titles(Shortlist(4, ()), given) == [o.title for o in STRIKE]


def test_one_text_of_several_publishers_is_told_once() -> None:
    reprints = [replace(STRIKE[0], key=f"copy {n}", publisher=f"Paper {n}") for n in range(5)]
    given = [*reprints, *others(40), *STRIKE[1:]]
    alone = [*reprints, *others(40)]
    assert titles(Shortlist(5, ()), alone) != [o.title for o in reprints]
    assert titles(Shortlist(8, ()), given)[:5] == [o.title for o in reprints]


def test_what_is_asked_for_comes_before_what_is_not() -> None:
    asked = outline("Rust found on a bridge", "Inspectors found rust on the bridge at Enks.")
    given = [*others(40), *STRIKE, asked]
    assert titles(Shortlist(1, (frozenset(terms("bridge rust")),)), given) == [asked.title]


@pytest.mark.parametrize("goods", GOODS[:4])
def test_rare_words_of_what_is_asked_for_count_more_than_common_ones(goods: str) -> None:
    wanted = (frozenset(terms(f"tons harbour {goods}")),)
    (title,) = titles(Shortlist(1, wanted), others(40))
    assert goods in (title or "")


def test_each_thing_that_is_asked_for_has_its_nearest_article() -> None:
    near = [
        outline("Rust found on a bridge", "Inspectors found rust on the bridge at Enks."),
        outline("Choir wins a prize", "A choir of Osk has won the first prize for its singing."),
    ]
    wanted = (frozenset(terms("bridge rust")), frozenset(terms("choir prize singing opera stage")))
    assert titles(Shortlist(2, wanted), [near[0], *others(40), near[1]]) == [o.title for o in near]


def test_what_is_dated_before_the_period_comes_behind() -> None:
    old = [replace(o, published=Published(date="2026-02-01", precision="day", raw="")) for o in STRIKE]  # fmt: skip
    start = datetime.date(2026, 3, 9).toordinal()
    given = [*old, *others(40)]
    assert titles(Shortlist(4, ()), given) == [o.title for o in old]
    assert not set(titles(Shortlist(4, (), start), given)) & {o.title for o in old}


def test_one_event_leaves_room_for_others() -> None:
    flood = [
        outline("Ferry crews walk out in Karst", *STRIKE[0].lead[:1], f"So said paper {n}.", publisher=f"Paper {n}")
        for n in range(60)
    ]  # fmt: skip
    chosen = titles(Shortlist(TELLINGS + 10, ()), [*flood, *others(40)])
    assert chosen.count("Ferry crews walk out in Karst") == TELLINGS
    filled = titles(Shortlist(70, ()), [*flood, *others(40)])
    assert filled.count("Ferry crews walk out in Karst") == 30


def test_the_order_of_the_articles_changes_nothing() -> None:
    given = [*others(60), *STRIKE]
    chooser = Shortlist(20, (frozenset(terms("wool walkout")),))
    wanted = sorted(given[n].key for n in chooser(iter(given)).numbers)
    for seed in range(5):
        random.Random(seed).shuffle(given)  # noqa: S311 - any order
        assert sorted(given[n].key for n in chooser(iter(given)).numbers) == wanted


def test_themes_questions_and_indicators_ask() -> None:
    profile = Profile(
        themes=(NamedTheme(id="a", name="Wages", keywords=("walkout",)), NamedTheme(id="b", name="Ferries")),
        questions=(AskedQuestion(text="Who paid the crews?"),),
    )  # fmt: skip
    chooser = shortlist_of(profile, window_of("week", DAY))
    found = (("walkout",), ("Ferries",), ("paid crews",))
    assert chooser.queries == tuple(frozenset(terms(*words)) for words in found)
    assert chooser.most == 300
    assert chooser.start == datetime.date(2026, 3, 9).toordinal()


# A whole build -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def documents():
    return read_sources([WEEK])[0]


def build(documents, most: int, means: Means = Means()):  # noqa: B008 - frozen
    themes = tuple(
        NamedTheme(id=t["id"], name=t["name"], keywords=tuple(t["keywords"]))
        for t in GOLD["profile"]["themes"]
    )
    profile = Profile(themes=themes, selection=SelectionOptions(articles=most))
    occasion = Occasion(window=window_of("week", GOLD["as_of"]))
    return build_brief(documents, profile, as_of=GOLD["as_of"], occasion=occasion, means=means)


def test_a_brief_of_the_shortlist_accounts_for_every_article(documents) -> None:
    brief = build(documents, 5)
    assert len(brief.sources) == 5
    assert [s.id for s in brief.sources] == ["S1", "S2", "S3", "S4", "S5"]
    assert len(brief.skipped) == len(documents) - 5
    assert brief.funnel["found"] == len(documents)
    assert brief.funnel["read"] == 5
    assert not list(find_dangling(brief))
    assert brief.key_points


def test_a_brief_whose_articles_are_all_wanted_is_the_brief_of_all(documents) -> None:
    whole, same = build(documents, 0), build(documents, len(documents))
    assert replace(same, profile=None, generator=whole.generator) == replace(whole, profile=None)
    assert not whole.skipped


def test_many_sources_that_are_skipped_for_one_reason_are_told_in_one_line(documents) -> None:
    brief = build(documents, 5)
    one = brief.skipped[0]
    few = replace(brief, skipped=(one,) * ONE_BY_ONE)
    many = replace(brief, skipped=(one,) * (ONE_BY_ONE + 1))
    assert sum(line.startswith("Skipped ") for line in told_of(few, 0)) == ONE_BY_ONE
    (line,) = (line for line in told_of(many, 0) if line.startswith("Skipped "))
    assert f"{ONE_BY_ONE + 1} sources" in line
    assert one.reason in line


def test_what_an_edition_passed_over_the_next_one_does_not_take(tmp_path) -> None:
    """It would come back as earlier reporting, week after week."""
    profile = make_series(tmp_path)
    deliver(profile, 0)
    few = replace(load_profile(profile), selection=SelectionOptions(articles=2))
    first = make_edition(order(profile, 0, few), lambda _: None)
    assert len(first.brief.sources) == 2
    passed = [s for s in first.brief.skipped if s.passed_over]
    assert len(passed) == len(articles(0)) - 2
    deliver(profile, 1)
    second = make_edition(order(profile, 1), lambda _: None)
    assert {s.file for s in second.brief.sources} == {"01.jsonl"}
    assert second.brief.repeated == len(articles(0))
    again = make_edition(order(profile, 0, few), lambda _: None)
    assert again.brief == first.brief


def test_a_first_look_sees_what_reading_closely_sees(documents) -> None:
    analysis = analyse(documents, DAY)
    for article in analysis.articles:
        seen = outline_of(article.document)
        read = [analysis.readings[s.id] for s in article.sentences]
        assert seen.lead == tuple(s.text for s in article.sentences)[:LEAD]
        assert seen.days == tuple(
            tuple(span_of(d.date)[0].toordinal() for d in r.dates if d.precision == "day")
            for r in read[:LEAD]
        )
        assert seen.terms == {t for r in read for t in r.sequence}
        assert (seen.title, seen.publisher) == (article.title, article.publisher)
        assert (seen.published, seen.tongue) == (article.published, "en")
        assert load_outline(dump_outline(seen), article.document) == seen


def test_only_what_is_chosen_is_read_closely_and_next_time_nothing(
    documents, monkeypatch, tmp_path: Path
) -> None:
    read = list[str]()
    monkeypatch.setattr(
        analyse_module, "analysis_of", lambda d: read.append(d.name) or analysis_of(d)
    )
    cold, cache = build(documents, 5), Cache(tmp_path / "kept")
    assert len(read) == 5
    first = build(documents, 5, Means(cache=cache))
    monkeypatch.setattr(analyse_module, "analysis_of", lambda _: pytest.fail("read again"))
    monkeypatch.setattr(analyse_module, "outline_of", lambda _: pytest.fail("looked at again"))
    assert build(documents, 5, Means(cache=cache)) == first == cold


def test_what_cannot_be_used_is_told_alike_after_a_first_look(documents) -> None:
    odd = [
        document("Menu\n", "menu.txt"),
        document("Die Fähre sank am Montag, sagte der Eigner. " * 12, "de.txt"),
        document("The ferry sank, its owner said.\n", "late.txt", date="2031-04-01"),
    ]
    left = {s.source: s.reason for s in build([*documents, *odd], 0).skipped}
    looked = {s.source: s.reason for s in build([*documents, *odd], 5).skipped}
    assert set(left) == {"menu.txt", "de.txt", "late.txt"}
    assert {name: looked[name] for name in left} == left


@pytest.mark.parametrize("most", [0, 10**6])
def test_a_shelf_gives_back_what_was_put_there(monkeypatch, most: int) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", most or 16)
    things = [bytes([n]) * n for n in range(50)]
    held = shelf.Shelf(things)
    assert list(held) == things
    assert [held[n] for n in reversed(range(50))] == things[::-1]
    assert held.put(b"late") == 50
    assert held[50] == held[-1] == b"late"
    assert held[10:20] == tuple(things[10:20])
    some = shelf.Picked(held, [50, 3, 4])
    assert (len(some), some[0], some[1:]) == (3, b"late", (things[3], things[4]))
