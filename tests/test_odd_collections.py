"""Collections that no week brings: a brief comes out of each, every sentence of it stands in its source."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from builders import SEEDS, document

from briefgen.brief.build import build_brief
from briefgen.model import Brief, Document
from briefgen.profile.load import load_profile
from briefgen.profile.tables import Profile, SelectionOptions
from briefgen.series.proof import prove
from briefgen.sources.readers import read_sources

PLACES = "Wonsan Sinpo Sunchon Kaesong Nampo Hamhung Chongjin Sariwon Haeju Kanggye".split()
THINGS = ("ballistic missiles", "cruise missiles", "rocket engines", "satellites", "soldiers")
MANY = {0: 800, SelectionOptions().articles: 1500}
"""Short items in the largest collections, by how many are read closely (0: all, which takes three times as long
for twice as many); ten thousand pass as well and take minutes."""


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile(SEEDS / "briefgen.toml")


def items(number: int, *, subject: str = "North Korea launched") -> Iterator[Document]:
    draw = random.Random(number)  # noqa: S311 - draws no secret
    for n in range(number):
        text = (
            f"{subject} {draw.randint(1, 9)} {draw.choice(THINGS)} near {draw.choice(PLACES)} on"
            f" {draw.randint(1, 28)} April 2025, officials in Seoul said. The ministry told reporters"
            f" of item {n} and gave no further details of it."
        )
        yield document(text, name=f"{n:05}.txt")


def built(documents: Sequence[Document], profile: Profile) -> Brief:
    """Return the brief, after a look at each of its sentences."""
    brief = build_brief(documents, profile, as_of="2025-11-09")
    left = {item.source for item in brief.skipped}
    read = [d for d in documents if d.name not in left]
    texts = {s.id: d.text for s, d in zip(brief.sources, read, strict=True)}
    for sentence in brief.sentences.values():
        assert (
            texts[sentence.source][sentence.start : sentence.end].split() == sentence.text.split()
        )
    return brief


def test_one_article_makes_a_brief_of_one_source(profile: Profile) -> None:
    text = next(SEEDS.glob("002_*")).read_text(encoding="utf-8")
    brief = built([document(text)], profile)
    assert brief.bottom_line
    assert all(len(c.asserted) < 2 for c in brief.claims)


def test_one_sentence_is_the_bottom_line(profile: Profile) -> None:
    text = "North Korea launched two ballistic missiles on Tuesday, officials said."
    brief = built([document(text)], profile)
    assert brief.bottom_line
    assert brief.sentences[brief.bottom_line.sentence].text == text


def test_thirty_times_the_same_article_is_one_origin(profile: Profile) -> None:
    text = next(SEEDS.glob("001_*")).read_text(encoding="utf-8")
    brief = built([document(text, name=f"{n}.txt") for n in range(30)], profile)
    assert len({s.origin for s in brief.sources}) == 1
    points = [brief.sentences[p.sentence].text for p in brief.key_points]
    assert len(set(points)) == len(points)


def test_without_any_date_nothing_is_dated(profile: Profile) -> None:
    text = "North Korea fired a missile, officials said. The missile fell into the sea near Japan."
    brief = built([document(text)], profile)
    assert brief.period.start is None
    assert not brief.timeline


def test_all_in_one_theme_leaves_the_others_empty(profile: Profile) -> None:
    brief = built(list(items(120)), profile)
    assert [bool(t.points) for t in brief.themes if not t.proposed][1] is False
    assert brief.key_points


def test_none_in_any_theme_makes_no_key_point_of_another_subject(profile: Profile) -> None:
    draw = random.Random(3)  # noqa: S311 - draws no secret
    bakeries = [
        document(
            f"The bakery on {draw.choice(PLACES)} street sold {n} loaves of rye bread that morning."
            " Its owner was pleased with the long queue at the door.",
            name=f"{n}.txt",
        )
        for n in range(60)
    ]
    brief = built(bakeries, profile)
    assert brief.bottom_line is None
    assert not brief.key_points
    assert all(not t.points for t in brief.themes if not t.proposed)


@pytest.mark.parametrize("most", MANY)
def test_thousands_of_short_items_make_a_brief(profile: Profile, most: int) -> None:
    given = list(items(MANY[most]))
    brief = built(given, replace(profile, selection=SelectionOptions(articles=most)))
    assert len(brief.sources) == (most or len(given))
    assert len(brief.sources) + len(brief.skipped) == len(given)
    assert brief.bottom_line
    assert brief.key_points


def test_what_reprints_repeat_is_listed_once(profile: Profile) -> None:
    text = (
        "North Korea launched 4 ballistic missiles from Sunchon on 3 April 2025, officials in Seoul said. "
        "It will launch 2 more ballistic missiles in May 2025, the spokesman of the ministry said. "
        "The missiles flew 350 kilometres. "
        "The minister in Seoul said \u201cwe will answer every launch with a drill\u201d on Friday."
    )
    others = list(items(6))
    copies = [document(f"Copy {n} of the news\n\n{text}", name=f"c{n}.txt") for n in range(8)]
    brief = built([*copies, *others], profile)
    told = brief.sentences
    for theme in brief.themes:
        figures = [(told[q.sentence].sha256, q.phrase) for q in theme.quantities]
        assert len(figures) == len(set(figures))
        ahead = [told[p.sentence].sha256 for p in theme.outlook]
        assert len(ahead) == len(set(ahead))
    assert len([q for q in brief.quotations if "drill" in q.words]) == 1


# Several articles in one file --------------------------------------------------------------------

NEWS = (
    "The harbour office of Karst said on Monday that it closed two piers after the storm. Forty ships wait outside.",
    "Lawmakers in Alda approved a budget of 40 million crowns on Tuesday. The finance minister praised the vote.",
    "A fire destroyed the paper mill of Brekke on Wednesday night, police said. Nobody was hurt in the mill.",
)


def feed(*texts: str) -> str:
    """Return a feed with these items."""
    items = (f"<item><title>{t[:24]}</title><description>{t}</description></item>" for t in texts)
    return f'<rss version="2.0"><channel><title>Courier</title>{"".join(items)}</channel></rss>'


def write_feed(name: str, folder: Path, *texts: str) -> None:
    (folder / name).write_text(feed(*texts))


def write_zip(name: str, folder: Path, *texts: str) -> None:
    with ZipFile(folder / name, "w") as file:
        for number, text in enumerate(texts):
            file.writestr(f"{number}.txt", text)


def write_table(name: str, folder: Path, *texts: str) -> None:
    (folder / name).write_text("".join(f'"{text}"\n' for text in ("text", *texts)))


HOLD_SEVERAL = {"a.xml": write_feed, "a.zip": write_zip, "a.csv": write_table}


def proved(folder: Path) -> Brief:
    """Return the brief of a folder, which has to be proved."""
    documents, skipped = read_sources([folder])
    brief = build_brief(documents, Profile(), as_of="2026-11-22", skipped=skipped)
    assert [f.said for f in prove(brief, [folder], [folder]).faults] == []
    return brief


@pytest.mark.parametrize("name", HOLD_SEVERAL)
def test_the_articles_of_one_file_are_stories_of_their_own(name: str, tmp_path: Path) -> None:
    HOLD_SEVERAL[name](name, tmp_path, *NEWS)
    once = proved(tmp_path)
    assert len({s.id for s in once.stories}) == len(NEWS)
    HOLD_SEVERAL[name](
        f"b{name}", tmp_path, *NEWS[1:], "The ferry of Lysoe is late again, its crew said."
    )
    twice = proved(tmp_path)
    ids = {s.id for s in twice.stories}
    assert len(ids) == len(twice.stories) == len(NEWS) + 1
    assert ids > {s.id for s in once.stories}, "what joins changes the ids of none"


def test_the_order_of_a_file_changes_nothing_that_is_said(tmp_path: Path) -> None:
    told = []
    for name, texts in (("one", NEWS), ("other", NEWS[::-1])):
        (tmp_path / name).mkdir()
        write_feed("a.xml", tmp_path / name, *texts)
        brief = proved(tmp_path / name)
        points = [brief.sentences[p.sentence].text for p in brief.key_points]
        told.append(({s.id for s in brief.stories}, points))
    assert told[0] == told[1]
