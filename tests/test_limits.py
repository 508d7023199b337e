"""The limits of each audience hold on one article and on 150, without a complaint of the page engine."""

from __future__ import annotations

import logging
from pathlib import Path

import page as page_validation
import pytest
from builders import brief_of
from looking import page_texts, runs, whole_text

from briefgen.model.text import count_words
from briefgen.profile.load import parse_profile
from briefgen.rendering import render
from briefgen.rendering.kit.inspection import Page

PORTS = ("Kirkevik", "Sundal", "Havnes", "Nordby", "Aldervik", "Lysoe", "Brekke", "Tangen")
THEME = {
    "id": "ferries",
    "name": "Ferries",
    "description": "ferries and their crews",
    "keywords": ["ferry", "crew", "harbour"],
}
PROFILE = parse_profile(
    {"title": "Ferries", "marking": "TLP:CLEAR", "themes": [THEME]}, "briefgen.toml"
)
MOST_PAGES = {1: 10, 150: 16}
"""Pages of the analyst's brief at the most, by its articles."""


def article(n: int) -> str:
    """Return one of many articles, each with figures, dates, speakers and words of its own."""
    port, other = PORTS[n % 8], PORTS[(n // 8 + 3 * n + 1) % 8]
    return f"""Ferry report {n} from {port}

The ferry operator Nordlys said on {n % 28 + 1} March 2026 that {200 + 7 * n} crew members of {port} returned to
work after a strike of {n % 9 + 2} days. The harbour office of {other} reported {11 + n} departures and {900 + 13 * n}
waiting passengers on {n % 27 + 2} March 2026.

The union of seamen in {port} denied that the crew accepted a raise of {n % 7 + 2} percent. "We wait for an offer
in writing from {other}," the union leader Kari Berg said. The ferry to {other} will sail again on
{n % 25 + 3} April 2026, the operator expects.
"""


@pytest.fixture(scope="module", params=list(MOST_PAGES))
def edition(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[str]]:
    """Return the folder of an edition of so many articles, and what was complained of."""
    brief = brief_of(map(article, range(request.param)), PROFILE)
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("briefgen.pages").addHandler(handler)
    try:
        made = render(brief, ("analyst", "executive", "public", "email"))
    finally:
        logging.getLogger("briefgen.pages").removeHandler(handler)
    folder = tmp_path_factory.mktemp("edition")
    for artifact in made:
        (folder / artifact.name).write_bytes(artifact.content)
    return folder, said


def test_page_engine_complains_of_nothing(edition: tuple[Path, list[str]]) -> None:
    assert edition[1] == []


@pytest.mark.parametrize("standard", ["ua1", "3a"])
@pytest.mark.parametrize("name", ["analyst", "executive", "public"])
def test_pages_conform_to_the_standards(
    edition: tuple[Path, list[str]], name: str, standard: str
) -> None:
    report = page_validation.validate_pdf(str(edition[0] / f"{name}.pdf"), profile=standard)
    assert [str(failure) for failure in report.failures] == []


def test_executive_has_one_page_and_at_most_720_words(edition: tuple[Path, list[str]]) -> None:
    pdf = edition[0] / "executive.pdf"
    assert len(page_texts(pdf)) == 1
    assert count_words(" ".join(page_texts(pdf))) <= 720


def test_analyst_has_few_pages_and_at_most_4500_words_of_its_sources(
    edition: tuple[Path, list[str]], request: pytest.FixtureRequest
) -> None:
    pdf = edition[0] / "analyst.pdf"
    number = request.node.callspec.params["edition"]
    assert len(page_texts(pdf)) <= MOST_PAGES[number]
    assert 0 < quoted(pdf) <= 4500
    listed = whole_text(pdf)
    assert [n for n in range(number) if f"Ferry report {n} from" not in listed] == []


def test_public_has_one_page_and_at_most_600_words(edition: tuple[Path, list[str]]) -> None:
    pdf = edition[0] / "public.pdf"
    assert len(page_texts(pdf)) == 1
    assert count_words(" ".join(page_texts(pdf))) <= 600


def test_mail_has_at_most_300_words_and_80_kilobytes(edition: tuple[Path, list[str]]) -> None:
    mail = (edition[0] / "email.html").read_bytes()
    assert len(mail) <= 80 * 1024
    assert count_words(Page(mail.decode()).quoted) <= 300


def quoted(pdf: Path) -> int:
    """Return how many words of the serif, which is for source text, stand in a document."""
    return len(" ".join(run.text for run in runs(pdf) if "Serif" in run.font).split())
