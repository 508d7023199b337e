"""An article's kind shows in its title, its address, its notes, and in how it speaks."""

from pathlib import Path

import pytest
from builders import article, brief_of

from briefgen.findings.genres import kind_of
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
        ("list", REPORT, {"title": "Five things to know about the ferry"}),
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
