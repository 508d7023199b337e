"""Kinds of text that programs get wrong, with the right values: invented here, and the shared cases where they are there."""

from pathlib import Path

import pytest
from builders import articles, brief_of

from briefgen.analysis.analyse import analyse
from briefgen.analysis.readings import Reading, read_sentences
from briefgen.brief.build import build_brief
from briefgen.findings.denials import find_denials
from briefgen.findings.origins import version_of
from briefgen.findings.stories import find_stories
from briefgen.language.english.quantities import find_quantities
from briefgen.language.sentences import split
from briefgen.model import Brief
from briefgen.profile.load import load_profile, parse_profile
from briefgen.sources.readers import read_sources

CASES = Path(__file__).parents[2] / "shared" / "cases"
if not CASES.is_dir():
    CASES = Path(__file__).parents[3] / "shared" / "cases"
TITLE = "Four words stand here\n\n"


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text)]


def reading(text: str, published: str = "2026-03-11") -> Reading:
    made = articles(f"{TITLE}Published: {published}\n\n{text}")
    return next(iter(read_sentences(made, {a.id: a.id for a in made}).values()))


@pytest.mark.parametrize(
    "lines",
    [
        ["The port chose Marsh & Co. Divers begin on Monday."],
        ["Velm Steel Ltd. Norway will build the pier."],
        ["The grocer Yum! sold no part of the mill."],
        ["He paid J. Halm & Sons Ltd. Nobody else had bid."],
        ["The town bought works by A. E. Holm and R. Teller Jr. The mill paid."],
        ["The talks ended at 5 p.m. Nobody spoke of the mill."],
        ["Lt. Gov. Ames met Rep. Oda on Thurs. and left the town."],
        ["The ship went to Toys R Us! Holdings of Velm."],
        ["The wall, approx. 12 m. high, fell in Feb. and was rebuilt in Oct. by the town."],
    ],
)
def test_an_abbreviation_cuts_nothing_but_where_a_sentence_ends(lines: list[str]) -> None:
    text = " ".join(lines)
    two = ("Divers begin", "Nobody else", "The mill paid", "Nobody spoke")
    assert len(sentences(text)) == (2 if any(words in text for words in two) else 1)


@pytest.mark.parametrize(
    "text",
    [
        "The governor Will June opened the school with April Sands in the town.",
        "The singer May Winter bought the hall in Velm.",
        "The judge Sunday Okoro freed two men in Velm.",
    ],
)
def test_a_name_that_is_a_word_stays_with_its_office(text: str) -> None:
    assert sentences(text) == [text]
    assert reading(text).dates == ()


@pytest.mark.parametrize(
    "text", ["Sergeant Sunday Bello kept the gate of Velm.", "Mrs May sold the mill."]
)
def test_a_person_called_like_a_day_or_a_month_is_none(text: str) -> None:
    assert reading(text).dates == ()


@pytest.mark.parametrize(
    ("text", "status", "denies"),
    [
        ("Police have denied entry to reporters.", "reported", False),
        ("Rask denied a report that he had left the mill.", "denied", True),
        ("There is no denying that the mill is old.", "stated", False),
        ("The mayor said it was untrue that the mill had burned.", "denied", True),
        ("Justice March ruled against the town of Velm.", "stated", False),
    ],
)
def test_what_is_refused_is_no_claim_that_is_denied(
    text: str, status: str, *, denies: bool
) -> None:
    told = reading(text)
    assert (told.attribution.status, bool(told.denies)) == (status, denies)


def test_who_writes_a_treaty_says_nothing() -> None:
    assert reading("Will wrote the treaty and signed it in Velm.").attribution.who is None
    told = reading("Will wrote that the treaty was signed in Velm.").attribution
    assert told.who == "Will"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The mill sold 412 000 t of grain.", [(412000, None, "tonne")]),
        ("The mill paid 3.5 lakh crore rupees.", [(3.5e12, None, "rupee")]),
        ("It was minus 7 degrees in Velm.", [(-7, None, "degree")]),
        ("A 15m wall stands in Velm.", [(15, None, "meter")]),
        ("One in four drivers left the mill.", [(25, None, "percent")]),
        ("The mill's 737 flew 8 tons of grain.", [(8, None, "ton")]),
        ("The mill sold grain for $2.5MM.", [(2.5e6, None, "dollar")]),
        ("The mill sold 2½ tonnes.", [(2.5, None, "tonne")]),
    ],
)
def test_a_figure_is_its_phrase(text: str, values: list[tuple[float, float | None, str]]) -> None:
    assert [(m.value, m.upper, m.unit) for m in find_quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A quarter of a million people fled.", [(250000, None, "people")]),
        ("A half-million litres leaked.", [(500000, None, "liter")]),
        ("Two thirds of the voters stayed home.", [(66.67, None, "percent")]),
        ("Four-fifths of the men left.", [(80, None, "percent")]),
        ("The mill fell into two thirds.", []),
        ("The fund holds 1'250'000 francs.", [(1250000, None, "franc")]),
        ("The fund holds $3T.", [(3e12, None, "dollar")]),
        ("The scanner has a 3T magnet.", []),
        ("The order of 19 March covers 20 ships.", [(20, None, "ship")]),
        ("The rate fell from 8 to 6 per cent.", [(8, None, "percent"), (6, None, "percent")]),
        ("The rate rose from 6 to 8 per cent.", [(6, None, "percent"), (8, None, "percent")]),
        ("Some 6 to 8 per cent left.", [(6, 8, "percent")]),
        ("They won by 52 to 48 percent.", [(52, None, "percent"), (48, None, "percent")]),
        ("The boy is 5ft 3in tall.", []),
        ("The army lost 1943 men.", [(1943, None, "man")]),
        ("The 1943 battles cost 12 lakh rupees.", [(1.2e6, None, "rupee")]),
    ],
)
def test_a_figure_is_all_of_its_phrase_or_none(
    text: str, values: list[tuple[float, float | None, str]]
) -> None:
    assert [(m.value, m.upper, m.unit) for m in find_quantities(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "The club paid 2012 rupees for a lamp.",
        "The plant makes 2010 MW of power.",
        "The army lost 1943 men in the hills.",
        "At least 2014 homes burned in the hills.",
        "The hill is 1980 feet high.",
    ],
)
def test_an_amount_is_no_year(text: str) -> None:
    assert reading(text).dates == ()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The vote is on the first Sunday in May.", "2026-05-03"),
        ("The vote was held on the second Tuesday of February.", "2026-02-10"),
        ("The fair opens on the last Friday of March 2027.", "2027-03-26"),
        ("The first Sunday of the war was quiet.", None),
        ("Yesterday week the mill burned.", "2026-03-03"),
        ("The fair opens tomorrow week.", "2026-03-19"),
        ("The fair opens today fortnight.", "2026-03-25"),
        ("The club closed on New Year's Eve.", "2025-12-31"),
        ("The court sits on Monday week.", "2026-03-23"),
    ],
)
def test_a_day_is_the_one_that_is_meant(text: str, date: str | None) -> None:
    assert next((d.date for d in reading(text, "2026-03-11").dates), None) == date


@pytest.mark.parametrize(
    "text",
    [
        "The council put the plan on www.velm.example on Monday.",
        "The ship sank, on 10/03/2026, near Velm.",
        "The mill owes the town 1.234.567,89 euros for grain.",
        "The harbour moved 1 250 000 tonnes of coal.",
        "In Velm the police opened a line on 020 7946 0000.",
    ],
)
def test_a_sentence_is_not_lost_for_its_digits_or_an_address(text: str) -> None:
    assert reading(f"{text}\n\nThe town lies on a hill.").sentence.text == text


@pytest.mark.parametrize(
    "text",
    [
        "The mill can be reached at mill@velm.example.",
        "Write to us at desk@velm.example.",
        "Velm Mill, 12 High Street, +44 20 7946 0000",
        "Questions about the mill: mill@velm.example.",
    ],
)
def test_an_address_alone_is_furniture(text: str) -> None:
    assert (
        reading(f"{text}\n\nThe town lies on a hill.").sentence.text == "The town lies on a hill."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Why not? asked the mayor of Velm.",
        "He told the United Mills. wouldn't be sold, the paper wrote.",
        "He paid approx. Rs. 500 to Mme. Orr vs. the mill.",
        "The firm Yahoo! was sold to Marlow & Sons.",
        "China, Japan and Korea -- which trade most -- collapsed in 2009.",
        "He said the town was . . . quiet.",
    ],
)
def test_a_mark_inside_a_sentence_ends_none(text: str) -> None:
    assert sentences(text) == [text]


def told(text: str) -> list[str]:
    """Return the sentences of an article with this text."""
    (made,) = articles(
        f"{TITLE}Published: 2026-03-10\n\nThe mill of Velm stands on a hill.\n\n{text}"
    )
    return [s.text for s in made.sentences][1:]


@pytest.mark.parametrize(
    ("raw", "sentences"),
    [
        ("The mill of Velm  \nburned down on Monday.", ["The mill of Velm burned down on Monday."]),
        ("The mill of Velm\\\nburned down.", ["The mill of Velm burned down."]),
        (
            r"It cost \$3 million \& \"more\", said the clerk.",
            ['It cost $3 million & "more", said the clerk.'],
        ),
        (
            'The [town clerk](https://velm.example/a_(b) "Clerk") saw ~~one~~ two men.',
            ["The town clerk saw one two men."],
        ),
        ("![Men at a mill](mill.png) The roof fell in.", ["The roof fell in."]),
        ("The end came fast.<sup>3</sup>", ["The end came fast."]),
        ("The end of the mill[2] came fast.", ["The end of the mill came fast."]),
        ("It covers 3 km<sup>2</sup> of land.", ["It covers 3 km2 of land."]),
        ("The mill &amp;amp; the town paid &amp;pound;3.", ["The mill & the town paid £3."]),
        ("The roof fell.<script>var x = 1;</script> Men fled.", ["The roof fell.", "Men fled."]),
        ("It cost a<b and c>d in all, he said.", ["It cost a<b and c>d in all, he said."]),
        (
            "<p>The mill burned on Monday</p><p>Men fled.</p><ul><li>It had 4 looms</li></ul>",
            ["The mill burned on Monday", "Men fled.", "It had 4 looms"],
        ),
        (
            "The mill burned.<br>Two men fled to the hill.",
            ["The mill burned.", "Two men fled to the hill."],
        ),
    ],
)
def test_markup_is_read_and_not_printed(raw: str, sentences: list[str]) -> None:
    assert told(raw)[-len(sentences) :] == sentences


@pytest.mark.parametrize(
    "furniture",
    [
        "Share this", "Sign up for our newsletter.", "READ MORE: Mill owners face trial", "Story continues below advertisement",
        "© 2026 Velm Post. All rights reserved.", "This material may not be published, broadcast or rewritten.",
        "(Reporting by Ann Orr; editing by Bob Hill)", "Editor's note: This story was corrected on Tuesday.",
        "Our Standards: The Velm Trust Principles.", "View this post on Instagram", "after newsletter promotion",
        "Follow us on Facebook", "Media caption The mill burned for hours", "Thanks for signing up!", "Skip Ad",
    ],
)  # fmt: skip
def test_furniture_in_the_middle_of_a_line_goes_alone(furniture: str) -> None:
    before = "A fire at the Velm mill killed two men on Monday, the brigade said in a note."
    behind = "The brigade of Velm sent 40 men to the mill, the town said on Tuesday."
    assert told(f"{before} {furniture} {behind}") == [before, behind]


def paper(text: str, name: str) -> dict[str, str]:
    return {"title": f"News of {name}", "date": "2026-04-14", "publisher": name, "text": text}


def brief_with(*texts: str) -> Brief:
    profile = parse_profile(
        {"title": "x", "themes": [{"id": "m", "name": "Mill", "keywords": ["mill", "canal"]}]}, "x"
    )
    dated = [
        f"Story {n} from the mill\n\nPaper {n}\nPublished: 2026-04-14\n\n{t}"
        for n, t in enumerate(texts)
    ]
    return brief_of(dated, profile)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Some 40 men work at the mill of Velm by day, the canal office said.",
            "The mill of Velm is guarded by 15 men at night, and 40 men work there by day, the canal office said.",
        ),
        (
            "Two of the 9 miners in the mill of Velm were freed on Monday, the canal office said.",
            "The canal office said seven of the nine miners in the mill of Velm were still trapped on Monday.",
        ),
    ],
)
def test_figures_of_two_groups_are_no_conflict(one: str, other: str) -> None:
    assert not brief_with(
        f"{one} A choir sang at the gate.", f"{other} Snow fell on the hills."
    ).conflicts


BLAST = (
    "VARN, May 4 (Larne Wire) - A blast at the Orrin mill in Varn killed {} workers on Monday, the owner said. The blast began "
    "in a silo at 04:15, the brigade said. The mill grinds 900 tons of grain a day."
)


def test_a_figure_that_a_later_version_replaces_conflicts_with_nobody() -> None:
    brief = brief_of(
        [
            f"UPDATE 1-Blast at Orrin mill kills two\n\n{BLAST.format('two')}",
            f"REFILE-UPDATE 3-Blast at Orrin mill kills four\n\n{BLAST.format('four')}",
            "Union mourns dead of the mill\n\nThe Orrin mill blast in Varn killed four workers on Monday, the union said.",
        ]
    )
    assert not brief.conflicts


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("UPDATE 1-Blast at mill", 1), ("REFILE-UPDATE 3-Blast at mill", 3), ("RPT-WRAPUP 4-Mills", 4),
        ("(2nd LD) Blast at mill", 2), ("(LEAD) Blast at mill", 1), ("Lead paint - a mill closes", None),
        ("Update on the mill", None),
    ],
)  # fmt: skip
def test_marks_of_versions_are_read_where_two_stand_and_in_brackets(
    title: str, rank: int | None
) -> None:
    assert version_of(title) == rank


def test_who_says_the_contrary_corroborates_and_asserts_nothing() -> None:
    told = "The Velm canal was {} to barges on Monday after the storm, the mill of Velm said."
    brief = brief_with(told.format("reopened"), told.format("closed"))
    (conflict,) = brief.conflicts
    assert conflict.kind == "statement"
    assert not any(e.also for e in brief.evidence.values())
    (claim,) = brief.claims
    assert (claim.origins, len(claim.asserted)) == (1, 1)


def test_one_figure_in_three_spellings_is_one() -> None:
    told = (
        "The mill of Velm reopened on Monday with {} workers after the flood, the town clerk said."
    )
    rest = ("A choir sang at the gate.", "The baker gave out buns.", "Snow fell on the hills.")
    numbers = ("2,350", "2 350", "2\N{NARROW NO-BREAK SPACE}350")
    brief = brief_with(*(f"{told.format(n)} {r}" for n, r in zip(numbers, rest, strict=True)))
    assert not brief.conflicts
    assert {e.origins for e in brief.evidence.values() if e.also} == {3}


def test_a_report_behind_a_related_link_is_kept() -> None:
    text = "The fire in the Velm mill is out, the town said.\n\nRELATED: Smoke over Velm, in pictures\n\nShare this on Facebook\n\nThe town of Velm sent 30 men to the mill, its clerk said."
    (made,) = articles(TITLE + "2026-04-14\n\n" + text)
    assert [s.text for s in made.sentences][
        -1
    ] == "The town of Velm sent 30 men to the mill, its clerk said."


def denied(text: str) -> list[tuple[str, str]]:
    """Return which sentences of an article are denied, each with what denies it."""
    made = articles(f"{TITLE}Published: 2026-03-11\n\n{text}")
    origins = {a.id: a.id for a in made}
    readings = read_sentences(made, origins)
    found = find_denials(readings, find_stories(made, origins))
    return [
        (readings[c].sentence.text, readings[d].sentence.text)
        for c in sorted(found)
        for d in sorted(found[c])
    ]


SOLD = (
    "The harbour union said on Monday that the port board had sold the old pier to a bank in Velm."
)


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        (SOLD, "But the port board denied the claim."),
        (SOLD, "The port board called the allegation “completely false.”"),
        (SOLD, "“That is nonsense,” said Ruth Vane, who chairs the board."),
        (SOLD, "The port board rejected those accusations on Tuesday."),
        (SOLD, "The port board has denied selling the old pier."),
        (SOLD, "Ruth Vane, who chairs the board, disagreed."),
        (
            "Police blamed the fire on the port board of Velm.",
            "The board denied being responsible.",
        ),
        (
            "A report said that the pier of Velm was sold to a bank.",
            "But that report turned out not to be true.",
        ),
    ],
)
def test_a_denial_stands_beside_what_it_answers(claim: str, denial: str) -> None:
    assert denied(f"{claim}\n\n{denial}\n\nThe pier was built in 1911.") == [(claim, denial)]


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (
            "The pier of Velm was painted green in May.",
            "In an interview Vane denied the accusations.",
        ),
        (
            "The union said that the choir of Velm sang on the pier.",
            "After charges by a paper, Vane said the claims were false.",
        ),
        (SOLD, "The board denied him access to the pier."),
        (SOLD, "The board did not deny the claim."),
        (SOLD, "The board denied a report that it had raised the fare of the ferry to Larne."),
        (
            "It was not clear whether the board had sold the pier.",
            "The board denied any involvement.",
        ),
        (
            "Wyngor Foods sold old pier planks in Velm, the union said.",
            "Larne Foods denied selling old pier planks.",
        ),
    ],
)
def test_a_denial_of_something_else_stands_nowhere(before: str, sentence: str) -> None:
    assert denied(f"{before}\n\n{sentence}\n\nThe pier was built in 1911.") == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("The union's claim that the pier was sold was denied by the board.", True),
        ("The board denied the men bail.", False),
        ("Nobody denies that the pier is old.", False),
        ("The board could not rule out a sale of the pier.", False),
        ("The board neither confirmed nor denied the sale.", False),
    ],
)
def test_what_is_a_denial(text: str, *, is_one: bool) -> None:
    assert (reading(text).denies is not None) == is_one


DIKE = """SELMOR, April 2 (Delta News) - A dike on the Arl river broke on Thursday and flooded {} villages, the province said.

The dike of the Arl river was built in 1971 and raised twice, the province said.

The province opened {} shelters for people from the flood.

The river will crest on Saturday, the weather office said."""
DIKES = parse_profile(
    {"title": "x", "themes": [{"id": "m", "name": "Dike", "keywords": ["dike", "flood", "river"]}]},
    "x",
)


@pytest.mark.parametrize(
    "title",
    [
        "UPDATE 1-Dike on Arl breaks", "Update 3: Dike on Arl breaks", "2nd LD: Dike on Arl breaks", "WRAPUP 2-Dike on Arl breaks",
        "Dike on Arl breaks (Updated)", "Dike on Arl breaks - UPDATED", "CORRECTED-Dike on Arl breaks", "Correction: Dike story",
    ],
)  # fmt: skip
def test_a_later_version_replaces_the_first(title: str) -> None:
    first = f"Dike on Arl breaks\n\n2 April 2026\n\n{DIKE.format('two', 'thirty')}"
    later = f"{title}\n\n3 April 2026\n\n{DIKE.format('five', 'three')}"
    brief = brief_of([first, later], DIKES, as_of="2026-04-05")
    assert {s.origin for s in brief.sources} == {"S1"}
    printed = " ".join(brief.sentences[p.sentence].text for p in brief.key_points)
    assert "five villages" in printed
    assert "two villages" not in printed
    assert not brief.conflicts


def test_a_lightly_edited_reprint_is_one_origin_and_told_once() -> None:
    first = f"Dike on Arl breaks\n\n2 April 2026\n\n{DIKE.format('two', 'three')}"
    edited = DIKE.format("two", "three").replace("province said", "province said on Thursday")
    other = f"Flood in Selmor\n\nArl Courier\n\n2 April 2026\n\n{edited}"
    brief = brief_of([first, other], DIKES, as_of="2026-04-05")
    assert {s.origin for s in brief.sources} == {"S1"}
    assert not any(e.also for e in brief.evidence.values())
    printed = [brief.sentences[p.sentence].text for p in brief.key_points]
    assert sum("flooded two" in t for t in printed) == 1


def test_a_text_of_the_same_form_on_another_matter_is_no_reprint() -> None:
    forms = ("Selmor", "Arl", "12", "three"), ("Tralee", "Bann", "40", "nine")
    texts = [
        f"Flood in {town}\n\n2 April 2026\n\nThe {river} river flooded {n} houses in {town} on Thursday, the province said.\n\n"
        f"The province opened {m} shelters in {town} for people from the flood.\n\nThe {river} river will crest on Saturday in {town}."
        for town, river, n, m in forms
    ]
    brief = brief_of(texts, DIKES, as_of="2026-04-05")
    assert len({s.origin for s in brief.sources}) == 2


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (
            "place",
            "Jan Novak, the mayor of Olden, opened the new mill bridge over the canal on Monday.",
            "Varn Mayor Jan Novak told the mill council on Monday that the canal would stay shut.",
        ),
        (
            "date",
            "The town mourned the dead of the May 2 fire at the Orrin mill on Monday.",
            "Two men of the Orrin family died in the May 3 fire at the Orrin mill, the canal office said.",
        ),
    ],
)
def test_two_places_of_an_office_and_two_days_of_an_event_are_conflicts(
    kind: str, one: str, other: str
) -> None:
    brief = brief_with(f"{one} A choir sang at the gate.", f"{other} The baker gave out buns.")
    assert [c.kind for c in brief.conflicts] == [kind]


def test_the_next_speaker_contradicts() -> None:
    brief = brief_with(
        "The miners said that the mill foreman had left the gate of the canal lock open on the night of the flood. "
        "But foreman Abel Rust said that the gate of the canal lock was not open on the night of the flood.",
        "Snow fell on the hills of Velm on Monday night.",
    )
    assert [c.kind for c in brief.conflicts] == ["statement"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Olden Mayor Jan Novak opened the mill bridge.",
            "Jan Novak, the former mayor of Varn, opened the canal.",
        ),
        (
            "Olden Mayor Jan Novak opened the mill bridge.",
            "Varn Mayor Eva Sand opened the mill canal on Monday.",
        ),
        (
            "Two men died in the May 2 fire at the Orrin mill.",
            "Two men died in the May 3 fire at the Selm canal.",
        ),
        (
            "The mill strike began on May 2 in Velm.",
            "Talks on the strike at the mill in Velm end on May 9.",
        ),
    ],
)
def test_what_two_persons_or_two_events_are_told_of_is_no_conflict(one: str, other: str) -> None:
    assert not brief_with(
        f"{one} A choir sang at the gate.", f"{other} Snow fell on the hills."
    ).conflicts


# The shared cases ----------------------------------------------------------------------------------

DAYS = {
    "01-abbrev-ends": "2026-03-05", "03-may-will-names": "2026-03-12", "04-figures": "2026-02-04",
    "05-opposites": "2026-04-15", "08-quotes-speech": "2026-09-10", "10-jsonl-odd": "2026-07-08",
    "14-live-update-correction": "2026-03-31", "20-false-conflict": "2026-05-06", "24-reprints": "2026-10-08",
}  # fmt: skip


def case(name: str) -> tuple[dict[str, Reading], Brief, set[str]]:
    folder = CASES / name
    profile = load_profile(folder / "briefgen.toml")
    documents, skipped = read_sources((folder / "articles",), profile.reading)
    readings = analyse(documents, DAYS[name]).readings
    brief = build_brief(documents, profile, as_of=DAYS[name])
    return dict(readings), brief, {s.source for s in skipped}


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")
def test_the_shared_cases_are_right() -> None:
    readings, _, _ = case("01-abbrev-ends")
    told = [r.sentence.text for r in readings.values()]
    assert "The board hired Brennan & Co." in told
    assert (
        sum(t.startswith(("Norvik Marine Inc. Canada", "The firm Yahoo! bought")) for t in told)
        == 2
    )
    readings, brief, _ = case("03-may-will-names")
    told = [r.sentence.text for r in readings.values()]
    assert "The minister Will April signed the treaty with June Summers in the council." in told
    assert not next(r for r in readings.values() if "Adeyemi" in r.sentence.text).dates
    assert brief.questions[0].coverage != "nothing"
    readings, _, _ = case("04-figures")
    found = {(m.value, m.unit) for r in readings.values() for m in r.quantities}
    assert {
        (816000, "tonne"),
        (1.943e9, "dollar"),
        (4.5e12, "rupee"),
        (-12, "degree"),
        (20, "percent"),
    } <= found
    assert not any(v == 747 or (v == 1943 and u == "year") for v, u in found)
    _, brief, _ = case("05-opposites")
    assert not any(e.also for e in brief.evidence.values())
    assert {c.kind for c in brief.conflicts} == {"statement"}
    readings, _, _ = case("08-quotes-speech")
    denied = [r for r in readings.values() if r.denies]
    assert [r.attribution.who for r in denied] == ["The board"]
    _, brief, skipped = case("10-jsonl-odd")
    assert "truncutf8.txt" in skipped
    assert not any(e.also for e in brief.evidence.values())
    assert not brief.conflicts
    _, brief, _ = case("14-live-update-correction")
    assert (
        len({s.origin for s in brief.sources if s.path.endswith(("1.txt", "2.txt", "3.txt"))}) == 1
    )
    _, brief, _ = case("20-false-conflict")
    assert not brief.conflicts
    _, brief, _ = case("24-reprints")
    assert len({s.origin for s in brief.sources}) == 2
