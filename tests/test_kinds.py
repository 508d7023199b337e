"""An article's kind shows in its title, its address, its notes, and in how it speaks."""

from pathlib import Path

import pytest
from builders import article, brief_of

from briefgen.analysis.genres import kind_of, with_kind
from briefgen.language.english.genres import likelihoods, measure, own_words
from briefgen.profile.load import parse_profile
from briefgen.profile.tables import Profile

REPORT = (
    "The ferry Maria Alda sank off Port Alda on Monday, the harbour office said.\n\n"
    "Boats saved 198 people before dawn, it said. “I have never seen such a storm,” the harbour master told reporters. "
    "“We must build better boats,” he said. The minister said that the port should close earlier."
)
COLUMN = (
    "I have crossed to Brisk for thirty years.\n\nMy neighbours and I know what the ferry company forgot. "
    "The company saved on boats, and 198 people paid for it."
)
SERMON = (
    "The harbour must have more boats. The ministry should pay for them now.\n\n"
    "It is time to close the port in every storm. The ferry sank on Monday off Port Alda."
)


@pytest.mark.parametrize(
    ("kind", "text", "known"),
    [
        ("report", REPORT, {"title": "Ferry sinks off Port Alda"}),
        ("report", REPORT, {"title": "Minister says why the ferry sank"}),
        ("opinion", REPORT, {"title": "Opinion: A ferry too old"}),
        ("opinion", REPORT, {"title": "A Ferry Too Old: Alda Commentary"}),
        ("opinion", REPORT, {"title": "A ferry", "url": "https://a.example/opinion/ferry"}),
        ("opinion", COLUMN, {"title": "Thirty years of crossings"}),
        ("opinion", SERMON, {"title": "After the ferry"}),
        ("analysis", REPORT, {"title": "Why did the ferry sink?"}),
        ("analysis", REPORT, {"title": "Ferries", "url": "https://a.example/analysis/ferries"}),
        ("analysis", REPORT, {"title": "A ferry too many: how the company lost its way"}),
        ("report", REPORT, {"title": "A ferry", "url": "https://a.example/blogs/harbour/ferry"}),
        ("opinion", REPORT, {"title": "A ferry", "publisher": "The Alda Post - Opinion"}),
        ("list", REPORT, {"title": "Five things to know about the ferry"}),
        ("list", REPORT, {"title": "After the storm: 7 ways the ferry differs from its sisters"}),
        ("report", REPORT, {"title": "Minister names 7 ways out of the storm"}),
        ("live", REPORT, {"title": "Ferry sinks: live updates"}),
        ("transcript", REPORT, {"title": "Transcript of the minister's remarks"}),
    ],
)
def test_an_articles_kind(kind: str, text: str, known: dict[str, str]) -> None:
    told = kind_of(article(text, **known))
    assert (told.kind, bool(told.why)) == (kind, True)


def test_turns_of_speakers_make_a_transcript() -> None:
    turns = "\n\n".join(
        f"{who}: The ferry {did} on Monday night in the storm off Port Alda."
        for who, did in (("Q", "sank"), ("A", "left late"), ("Q", "was full"), ("A", "was old"))
    )
    assert kind_of(article(turns, title="Talk in the harbour office")).kind == "transcript"


QUOTED = (
    "The ferry company lost its licence on Monday, the harbour office said.\n\n"
    "“I believe that we must think of the sailors,” said Una Pratt, a deputy. “I know my town. We should all be ashamed. "
    "I have told them so. You must act now.”\n\n"
    "“I will go on,” the company's director told reporters. “We need to build boats. I must say that I am sad.\n\n"
    "“And I think that my crew should be thanked.”"
)
ESSAY = (
    "The ferry trade of the coast is a test of patience. In recent years, the growing number of passengers has placed "
    "considerable pressure on an ageing fleet. The implications of this development are significant, and the strategic "
    "importance of the crossing remains considerable. A balanced approach to investment appears increasingly evident."
)
BRIEFING = (
    "A storm closed the port on Monday. Here is where things stand:\n\n"
    "The ferry\n\nThe ferry lay at the quay on Monday night, the harbour office said.\n\n"
    "The trains\n\nTrains to Brisk ran an hour late, the railway said.\n\n"
    "The schools\n\nSchools stay shut until Wednesday, the town of Port Alda said."
)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("report", QUOTED), ("analysis", ESSAY), ("list", BRIEFING), ("opinion", COLUMN)],
    ids=["what others say", "nobody's essay", "announced parts", "a column"],
)
def test_how_an_article_speaks_and_is_laid_out_tells_its_kind(kind: str, text: str) -> None:
    assert kind_of(article(text, title="The storm at Port Alda")).kind == kind


@pytest.mark.parametrize(
    ("paragraph", "own"),
    [
        ("“I know,” he said. “I do.” They left.", "he said. They left."),
        ('"I know," he said. "I do." They left.', "he said. They left."),
        ("The quotation began above. I do,” he said.", "he said."),
        ("He said: “I do. I know. And I went on to say so.", "He said:"),
        ("''I know,'' he said.", "he said."),
        ("He called it ‘my own sea, my own boat’ on Monday.", "He called it on Monday."),
        ("The sailors' boats didn't sink.", "The sailors' boats didn't sink."),
    ],
)
def test_a_writers_own_words_stand_outside_quotation_marks(paragraph: str, own: str) -> None:
    assert " ".join(own_words(paragraph).split()) == own


def test_likelihoods_of_genres_add_up_to_one() -> None:
    of = likelihoods(measure("A title", [REPORT]))
    assert set(of) == {"news", "analysis", "opinion"}
    assert sum(of.values()) == pytest.approx(1)


def test_a_kind_is_asked_for_once() -> None:
    told = with_kind(article(COLUMN, title="Thirty years of crossings"))
    assert told.genre is kind_of(told)


@pytest.mark.parametrize("allowed", [False, True])
def test_key_points_come_from_opinions_only_where_the_profile_allows_it(*, allowed: bool) -> None:
    profile = parse_profile({"selection": {"opinion": allowed}}, "p.toml")
    assert isinstance(profile, Profile)
    brief = brief_of(
        [SERMON + " Boats of the harbour office saved 198 people before dawn on Monday."], profile
    )
    assert [s.kind for s in brief.sources] == ["opinion"]
    assert bool(brief.key_points) is allowed


def test_samples_are_no_opinions(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        assert kind_of(article(path.read_text(encoding="utf-8"))).kind != "opinion", path.name
