"""What a collection stands on and speaks of: source summary, languages, actors, quotations."""

import pytest
from builders import article, articles

from briefgen.analysis.readings import read_sentences
from briefgen.findings.actors import find_actors
from briefgen.findings.origins import find_origins, find_superseded, left_out_whole
from briefgen.findings.quotations import find_quotations
from briefgen.findings.source_summary import summarise_sources
from briefgen.language.identify import identify
from briefgen.language.units import agree
from briefgen.model import Article


@pytest.mark.parametrize(
    ("tongue", "text"),
    [
        ("en", "The minister said that the river would rise and that the town was ready for it."),
        ("de", "Der Minister sagte, dass der Fluss steigen werde und die Stadt bereit sei."),
        (
            "fr",
            "Le ministre a dit que le fleuve allait monter et que la ville était prête pour cela.",
        ),
        ("ko", "북한이 동해상으로 탄도미사일을 발사했다고 합동참모본부가 밝혔다."),
        ("ru", "Министр сказал, что река поднимется и что город к этому готов."),
        ("und", "Lorem zzz qwrt plumbus 1234"),
    ],
)
def test_the_language_of_a_text_is_told_by_its_commonest_words(tongue: str, text: str) -> None:
    assert identify(text) == tongue


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ((300, "kilometer", None), (190, "mile", None), True),
        ((300, "kilometer", None), (250, "mile", None), False),
        ((300, "kilometer", "over"), (320, "kilometer", None), True),
        ((300, "kilometer", "over"), (450, "kilometer", None), False),
        ((300, "kilometer", None), (310, "kilometer", None), False),
        ((300, "kilometer", "about"), (305, "kilometer", None), True),
        ((12, "soldier", None), (12, "kilometer", None), False),
        ((12, "soldier", None), (12, "soldier", None), True),
    ],
)
def test_figures_agree_over_units_roundings_and_bounds(
    first: tuple[float, str, str | None], second: tuple[float, str, str | None], *, same: bool
) -> None:
    assert agree(first, second) is same
    assert agree(second, first) is same


def test_the_source_summary_names_what_weakens_a_collection() -> None:
    body = "The minister said on Monday that the river would rise. The town is ready for the flood."
    made = articles(
        f"Published: 2024-05-06\n\n{body}", f"A second title of words\n\n{body} More rain is due."
    )
    origins = find_origins(made)
    summary = summarise_sources(made, origins, read_sentences(made, origins).values(), ())
    assert (summary.articles, summary.origins, summary.undated, summary.unnamed) == (2, 1, 1, 2)
    assert summary.languages == {"en": 2}
    assert summary.statement.startswith("2 articles of 1 origin; 2 without a publisher, 1 undated.")


def test_actors_keep_all_their_forms_and_pairs_are_co_mentions() -> None:
    made = articles(
        "A title of four words\n\nNorth Korea sent soldiers to Russia in the autumn. Pyongyang and Moscow signed a treaty in June.",
        "Another title of words\n\nThe KN-23 missile of North Korea was shown on a parade in the capital.",
    )
    readings = read_sentences(made, find_origins(made)).values()
    actors, pairs = find_actors(readings)
    first = actors[0]
    assert (first.name, first.forms, first.articles) == (
        "North Korea",
        ("North Korea", "Pyongyang"),
        ("S1", "S2"),
    )
    assert [a.name for a in actors if a.kind == "system"] == ["KN-23"]
    assert [(p.first, p.second, p.sentences) for p in pairs] == [("North Korea", "Russia", 2)]


def test_two_wordings_of_one_statement_stand_beside_each_other() -> None:
    made = articles(
        "A title of four words\n\nMinister Anna Berg said “the dam will hold through the night and the town is safe.”",
        "Another title of words\n\nThe dam “will hold the night and the whole town is safe,” Minister Anna Berg told reporters.",
        "A third title of words\n\nMinister Anna Berg said “no schools will open before the end of the week.”",
    )
    found = find_quotations(read_sentences(made, find_origins(made)).values())
    assert [[v.sentence for v in q.variants] for q in found] == [["S2.1"], ["S1.1"], []]


FIRE = (
    "DORN, May 4 (Coast Wire) - A fire at the Dorn saw mill killed {dead} on Monday, the owner said, and the smoke reached the town.\n\n"
    "The fire began in a shed at 05:10 GMT, the fire brigade said.\n\nThe mill saws {logs} logs a day."
)


def versions() -> tuple[Article, ...]:
    """A first report, its update, its correction and a reprint with a rights line."""
    return (
        article(
            f"Fire at Dorn mill kills one\n\n{FIRE.format(dead='one man', logs='9,000')}",
            "S1",
            date="2026-05-04",
        ),
        article(
            f"UPDATE 2-Fire at Dorn mill kills three\n\n{FIRE.format(dead='three men', logs='9,000')}\n\n(Adds toll, details)",
            "S2",
            date="2026-05-04",
        ),
        article(
            f"CORRECTED-Fire at Dorn mill kills three\n\n(Corrects number of logs in paragraph 3 to 6,000, not 9,000)\n\n{FIRE.format(dead='three men', logs='6,000')}",
            "S3",
            date="2026-05-05",
        ),
        article(
            f"Saw mill burns\n\n{FIRE.format(dead='one man', logs='9,000')[32:]}\n\n© Coast Wire 2026",
            "S4",
            date="2026-05-04",
            publisher="The Inland Ledger",
        ),
    )


def test_versions_of_a_wire_story_are_one_origin_and_the_latest_stands() -> None:
    made = versions()
    origins = find_origins(made)
    assert set(origins.values()) == {"S1"}
    old = find_superseded(made, origins)
    assert old == {"S1": "S3", "S2": "S3", "S4": "S3"}
    told = list(left_out_whole(made, old))
    assert {item.source for item in told} == {"S1", "S2", "S4"}
    assert all("S3" in item.reason for item in told)
    assert "editor's note" in {r.rule for r in made[1].removed}
    assert "editor's note" in {r.rule for r in made[2].removed}


def test_without_a_version_mark_nothing_is_replaced() -> None:
    first, _, _, reprint = versions()
    origins = find_origins((first, reprint))
    assert set(origins.values()) == {"S1"}
    assert not find_superseded((first, reprint), origins)
