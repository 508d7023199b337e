"""Hostile text behind every free text of a Brief is printed harmlessly on every page and in every mail.

The fields are those of the schema: a field that is added to it is tried here without a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from looking import chromium
from test_templates import NEVER_PRINTED, assert_idle

from briefgen.model import Artifact
from briefgen.rendering import RenderOptions, page_worker, run_jobs
from briefgen.rendering.kit.samples import HOSTILE, hostile_brief

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WITHOUT_PAGES = (("analyst", "html"), ("public", "html"), ("email", "text"))
"""The renderings that lay nothing out: a field of 10,000 letters costs them nothing."""
TURNED = {
    "the texts in turn": HOSTILE,
    "a long word in each field": {"": HOSTILE["a long word"]},
    "nested lists in each field": {"": HOSTILE["nested lists"]},
}
"""Which hostile texts a brief has. PDFs with such texts are looked at in test_templates.py, where they come
through cleaning: a word of 10,000 letters in each field of the tables would be laid out for minutes."""


@pytest.fixture(scope="module", params=TURNED)
def made(request: pytest.FixtureRequest) -> dict[str, Artifact]:
    """Render a brief with hostile texts; all of it must come out."""
    with page_worker() as worker:
        artifacts = run_jobs(
            worker, hostile_brief(TURNED[request.param]), WITHOUT_PAGES, RenderOptions()
        )
    assert len(artifacts) == len(WITHOUT_PAGES)
    return {a.name: a for a in artifacts}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def test_no_control_reaches_a_page_or_a_mail(made: dict[str, Artifact]) -> None:
    for artifact in made.values():
        assert NEVER_PRINTED.findall(artifact.content.decode()) == [], artifact.name


def test_templates_in_texts_are_not_run(made: dict[str, Artifact]) -> None:
    for artifact in made.values():
        assert not re.search(r"said\.? 49|strike 49", artifact.content.decode())


def test_pages_do_nothing_in_a_browser_and_keep_their_width(
    made: dict[str, Artifact], browser: Browser, tmp_path: Path
) -> None:
    for artifact in made.values():
        if not artifact.name.endswith(".html"):
            continue
        path = tmp_path / artifact.name
        path.write_bytes(artifact.content)
        assert_idle(browser, path)
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, artifact.name
        page.close()


def test_lines_of_the_text_part_cannot_be_faked(made: dict[str, Artifact]) -> None:
    lines = made["email.txt"].content.decode().splitlines()
    # The joiner inside an emoji ends no line and is printed.
    assert all(line.replace("\u200d", "").isprintable() for line in lines)
