"""Which titles tell the course of things: news, and no quarrel, question or label."""

from __future__ import annotations

import pytest

from briefgen.language.english.headlines import tells_news


@pytest.mark.parametrize(
    ("title", "news"),
    [
        ("Dockers stay away at Port Alda", True),
        ("Mayor accuses harbour office of misjudging the strike", True),
        ("Courier Publishes Incredibly Misleading Article About Port Strike", False),
        ("Fact check: no, the port did not sink", False),
        ("Mayor slams harbour office over strike", False),
        ("Port strike: what we know so far", False),
        ("Will the port open?", False),
        ("The port opens!", False),
        ("Live updates: dockers walk out", False),
    ],
)
def test_a_headline_of_the_week_tells_news(title: str, news: bool) -> None:  # noqa: FBT001
    assert tells_news(title) == news
