"""Named themes claim passages; what is left over proposes themes; the order of files changes nothing."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from builders import SEEDS, articles

from briefgen.analysis.corpus import make_corpus
from briefgen.analysis.sentences import add_sentences
from briefgen.findings.discovery import PhraseFinder
from briefgen.findings.themes import assign_themes
from briefgen.profile.load import load_profile
from briefgen.profile.tables import NamedTheme, ThemingOptions
from briefgen.sources.extract import clean
from briefgen.sources.readers import read_sources

FISH = NamedTheme(id="fish", name="Fish", keywords=("herring", "quota"), require=("herring",))
RAIL = NamedTheme(
    id="rail", name="Rail", keywords=("train", "railway", "strike"), exclude=("model railway",)
)


def assign(given, *themes):
    """Return the themes of some articles."""
    return assign_themes(make_corpus(given), *themes)


@pytest.fixture(scope="module")
def samples():
    documents, _ = read_sources([SEEDS])
    return [add_sentences(clean(d, f"S{n}")) for n, d in enumerate(documents, start=1)]


@pytest.fixture(scope="module")
def labels() -> list[dict]:
    folder = Path(__file__).parent
    files = ("seed_themes_dev.json", "seed_themes_rest.json")
    return [
        p for f in files for p in json.loads((folder / f).read_text(encoding="utf-8"))["paragraphs"]
    ]


def test_the_samples_paragraphs_get_the_theme_a_reader_gives_them(samples, labels) -> None:
    themed = assign(samples, load_profile(SEEDS / "briefgen.toml").themes)
    source = {a.document.file[:3]: a.id for a in samples}
    given = {
        (p["article"], p["paragraph"]): themed.paragraphs[
            source[p["article"]], p["paragraph"]
        ].theme
        for p in labels
    }
    named = [p for p in labels if p["theme"] != "other"]
    right = sum(given[p["article"], p["paragraph"]] in p["also_right"] for p in named)
    assert len(labels) == 56
    assert right >= 0.9 * len(named)
    others = [p for p in labels if p["theme"] == "other"]
    assert sum(given[p["article"], p["paragraph"]] is None for p in others) >= 0.6 * len(others)


def test_a_passage_needs_a_required_word_and_no_excluded_one() -> None:
    got = assign(
        articles(
            "A title of four words\n\nThe quota for cod was cut by the ministers on Monday in Brussels.",
            "A title of four words\n\nThe herring quota was cut by the ministers on Monday in Brussels.",
            "A title of four words\n\nThe model railway of the club had a train strike in its tunnel on Monday.",
            "A title of four words\n\nThe railway unions called a strike that stops every train on Monday.",
        ),
        (FISH, RAIL),
    )
    assert [got.paragraphs[f"S{n}", 0].theme for n in (1, 2, 3, 4)] == [None, "fish", None, "rail"]
    assert got.paragraphs["S2", 0].because == ("herring", "quota")


def test_two_themes_can_share_a_passage() -> None:
    text = "A title of four words\n\nThe herring quota and a railway strike were the two subjects of the herring and train talks."
    got = assign(articles(text), (FISH, RAIL), ThemingOptions(share=0.5)).paragraphs["S1", 0]
    assert {got.theme, got.second} == {"fish", "rail"}


def test_the_order_of_files_changes_nothing(samples) -> None:
    named = load_profile(SEEDS / "briefgen.toml").themes
    for themes in (named, ()):
        first = assign(sorted(samples, key=lambda a: a.document.sha256), themes)
        shuffled = [replace(a) for a in samples]
        random.Random(7).shuffle(shuffled)  # noqa: S311 - a shuffle, no secret
        again = assign(sorted(shuffled, key=lambda a: a.document.sha256), themes)
        assert first == again


def test_leftovers_propose_themes_named_by_their_phrases(samples) -> None:
    themed = assign(samples, load_profile(SEEDS / "briefgen.toml").themes)
    proposed = [t for t in themed.themes if t.id in themed.proposed]
    assert proposed
    left = " ".join(
        p.text
        for a in samples
        for p in a.paragraphs
        if themed.paragraphs[a.id, p.index].theme is None
    )
    for theme in proposed:
        assert theme.keywords[0].lower() in left.lower()


def test_without_a_profile_themes_are_discovered_across_articles(samples) -> None:
    themed = assign(samples, ())
    assert themed.themes
    for theme in themed.themes:
        claimed = {key[0] for key, j in themed.paragraphs.items() if j.theme == theme.id}
        assert len(claimed) > 1, "a theme of one article alone is no theme of the collection"


def test_key_phrases_end_where_a_phrase_ends() -> None:
    texts = [
        "The fuel shortage worsened.",
        "A fuel shortage hit the north.",
        "No fuel shortage was seen.",
    ]
    corpus = make_corpus(articles(*texts, "Rain fell.", "Snow fell."))
    about = [n for n, (article, _) in enumerate(corpus.paragraphs) if article in {"S1", "S2", "S3"}]
    assert PhraseFinder(corpus).key_phrases(about)[0] == "fuel shortage"


@pytest.mark.parametrize("texts", [(), ("",)])
def test_nothing_gives_nothing(texts: tuple[str, ...]) -> None:
    assert assign(articles(*texts), (FISH,)).paragraphs == {}


def test_what_is_in_no_found_theme_is_other_reporting() -> None:
    themed = assign(articles("The ferry sank on Monday.", "Prices of rice rose in the south."), ())
    assert [t.name for t in themed.themes] == ["Other reporting"]
    assert {j.theme for j in themed.paragraphs.values()} == {"other-reporting"}


REST = (
    "The council of Mora bought a snow plough for the hill roads on Friday.",
    "A choir sang in the rain at the gate of the old school in Selm.",
    "The baker of Larne gave every child a bun with raisins on Sunday.",
    "Masons carved a granite fountain for the market place of Tralee.",
)
STRIKE = NamedTheme(id="strike", name="Strike", keywords=("strike", "dockers"))


def _claimed(told: list[str], theme: NamedTheme = STRIKE, scope: tuple[str, ...] = ()) -> list[str]:
    made = articles("News of two ports today\n\n" + "\n\n".join((*told, *REST)))
    themed = assign_themes(make_corpus(made), [theme], None, scope)
    return [
        p.sentences[0].text
        for p in made[0].paragraphs
        if themed.paragraphs["S1", p.index].theme == "strike"
    ]


def test_a_passage_outside_the_scope_is_of_no_theme() -> None:
    told = [
        f"The dockers of {port} went on strike for higher wages." for port in ("Port Alda", "Velm")
    ]
    assert _claimed(told) == told
    assert _claimed(told, scope=("Port Alda",)) == told[:1]


def test_a_key_word_behind_an_equals_sign_is_the_word_itself() -> None:
    told = ["The strikes in the port of Velm went on.", "The strike in the port of Alda went on."]
    exact = replace(STRIKE, keywords=("=strikes",))
    assert _claimed(told) == told
    assert _claimed(told, exact) == told[:1]
