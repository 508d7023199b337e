"""Which day a page was published: by the kinds of places that name one, and none where nothing is sure."""

import pytest

from briefgen.sources.extract.given_dates import read_given_date
from briefgen.sources.markup.facts import read_facts
from briefgen.sources.markup.parse import parse_markup

HEADING = "<h1>Grain ships wait off Port Alda</h1>"


def day_of(body: str, head: str = "") -> str | None:
    text = f"<html><head><title>Grain ships wait off Port Alda</title>{head}</head><body>{body}</body></html>"
    found = read_facts(parse_markup(text), text).date
    readings = read_given_date(found) if found else ()
    return readings[0].date if readings else None


def meta(**values: str) -> str:
    return "".join(
        f'<meta property="{k.replace("__", ":")}" content="{v}">' for k, v in values.items()
    )


KINDS = {
    "metadata before all": (
        f"{HEADING}<p>Wednesday, 8 July 2026</p>", meta(article__published_time="2026-04-27T17:58:19+02:00"), "2026-04-27",
    ),
    "a change is no publication": (
        f'{HEADING}<time class="node-create-date">31.03.2026</time>', meta(og__updated_time="2026-06-02T11:57:06Z"), "2026-03-31",
    ),
    "marked, though hidden": (
        f'{HEADING}<time itemprop="dateModified">2026-08-29</time><time itemprop="datePublished" datetime="2026-06-22 10:20"></time>', "",
        "2026-06-22",
    ),
    "beside the title, against a bare date of the server": (
        f"{HEADING}<p>29.04.2026, 12:01</p><p>Text.</p>", meta(date="2026-04-30"), "2026-04-29",
    ),
    "a stamp in UTC, and the day of the place": (
        f"{HEADING}<p>17 February 2026</p>",
        meta(article__published_time="2026-02-18T02:18:11Z", og__url="https://courier.example/2026/02/17/ships"), "2026-02-17",
    ),
    "in the address alone": (f"{HEADING}<p>Text.</p>", meta(og__url="https://courier.example/2026/02/17/ships"), "2026-02-17"),
    "a month in the address is no day": (f"{HEADING}<p>Text.</p>", meta(og__url="https://courier.example/2026/11/17500/"), None),
    "a day that the text tells of": (
        f"{HEADING}<p>The harbour was opened on 9 March 2016 by the mayor of the town, who has died since, as we reported.</p>", "", None,
    ),
    "updated, not published": (f"{HEADING}<p>Last updated: 3 March 2026</p>", "", None),
    "a year of copyright": (f"{HEADING}<p>Text.</p><footer>Copyright 1998-2026 The Courier</footer>", "", None),
    "a day of a comment": (
        f'{HEADING}<p>Text.</p><div class="comments"><time datetime="2026-09-22">22.09.26</time></div>', "", None,
    ),
    "before the title": (f"<p>Harbour</p><p>3 March 2026</p>{HEADING}<p>Text.</p>", "", "2026-03-03"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_day_of_publication_is_the_one_that_is_sure(kind: str) -> None:
    body, head, wanted = KINDS[kind]
    assert day_of(body, head) == wanted
