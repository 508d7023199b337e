"""Who else reports it, who denies it: only what agrees in actors, action, object and time corroborates."""

import pytest
from builders import articles, brief_of

from briefgen.analysis.readings import read_sentences
from briefgen.brief.assembly import with_evidence
from briefgen.findings.claims import Group, evidence_of, find_claims, look_closely, phrase_of
from briefgen.findings.differences import Table
from briefgen.findings.origins import find_origins
from briefgen.findings.quotations import find_quotations
from briefgen.findings.stories import find_stories
from briefgen.language.english.attribution import attribute
from briefgen.language.english.denials import find_denied, find_rejected
from briefgen.model.evidence import Evidence
from briefgen.profile.load import parse_profile
from briefgen.rendering.pages.view import make_view

TITLE = "A title of four words\n\n"


def claims(*texts: str, dates: tuple[str, ...] = ()) -> tuple[Group, ...]:
    dated = [f"Published: {d}\n\n" for d in dates] or [""] * len(texts)
    made = articles(*(TITLE + d + t for d, t in zip(dated, texts, strict=True)))
    origins = find_origins(made)
    readings = read_sentences(made, origins)
    return find_claims(readings, sorted(readings), made, find_stories(made, origins))


ARMS = "North Korea has supplied Russia with artillery shells."
ALSO = "Pyongyang is sending weapons to Russia, the ministry in Seoul said."
BACK = "Russia is supplying North Korea with missiles and weapons."


def test_another_article_with_the_same_fact_corroborates() -> None:
    (group,) = claims(ARMS, ALSO)
    assert [r.sentence.source for r in group.members] == ["S2"]


def test_the_other_direction_is_another_fact() -> None:
    assert claims(ARMS, BACK) == ()


def test_a_reprint_corroborates_nothing() -> None:
    rest = " The shipments left the port of Rajin by rail and sea over several weeks in the late summer."
    assert claims(ARMS + rest, ARMS + rest) == ()


def test_two_launches_on_different_days_are_two_events() -> None:
    first = "North Korea launched a ballistic missile toward Japan on {}."
    assert claims(first.format("April 1, 2024"), first.format("October 26, 2024")) == ()
    other = (
        "The army of North Korea fired a ballistic missile that fell off Japan on April 1, 2024."
    )
    assert len(claims(first.format("April 1, 2024"), other)) == 1


def test_launches_without_a_date_corroborate_nothing() -> None:
    text = "North Korea launched a ballistic missile toward Japan."
    assert claims(text, text.replace("launched", "fired")) == ()


def test_a_denial_stands_beside_the_claim() -> None:
    denial = "North Korea spoke of Russia as a friend. While both countries deny any illegal arms trade, the talks go on."
    (group,) = claims(ARMS, denial)
    assert [r.sentence.text for r in group.denials] == [
        "While both countries deny any illegal arms trade, the talks go on."
    ]


def test_a_denial_of_something_else_does_not() -> None:
    denial = (
        "North Korea spoke of Russia as a friend. Both countries deny that a border was closed."
    )
    assert claims(ARMS, denial) == ()


def test_outside_the_lexicon_the_same_words_and_name_corroborate() -> None:
    first = "The flood centre in Cologne kept its highest warning level for the Rhine valley."
    other = (
        "For the Rhine valley the highest warning level was kept by the flood centre of Cologne."
    )
    assert len(claims(first, other)) == 1


FLOOD = "The flood centre in Cologne counted {} damaged houses in the Rhine valley by {}."
RAIN = " More rain fell on the slopes of the Eifel, and barges lay idle at both quays."


def differing(*texts: str) -> tuple[Table, ...]:
    made = articles(*(TITLE + t for t in texts))
    origins = find_origins(made)
    readings = read_sentences(made, origins)
    return look_closely(readings, made, find_stories(made, origins)).tables


def test_different_figures_of_one_claim_stand_side_by_side() -> None:
    (found,) = differing(FLOOD.format(40, "noon"), FLOOD.format(90, "noon") + RAIN)
    assert (found.kind, [v.value for v in found.values]) == ("figure", [40, 90])


def test_the_table_of_claims_says_that_their_figures_differ() -> None:
    texts = (FLOOD.format(40, "noon"), FLOOD.format(90, "noon") + RAIN)
    profile = parse_profile(
        {"title": "x", "themes": [{"id": "f", "name": "Flood", "keywords": ["flood"]}]}, "x"
    )
    (claim,) = make_view(brief_of([TITLE + t for t in texts], profile), "analyst")["claims"]
    assert claim["origins_label"] == "two articles, not established; figures differ"


def test_figures_that_a_bound_or_a_unit_makes_one_are_no_conflict() -> None:
    assert not differing(FLOOD.format("over 40", "noon"), FLOOD.format(42, "noon") + RAIN)
    missile = (
        "The rocket of Aurora Space flew {} over the Gulf of Riga before it was lost in a cloud."
    )
    assert not differing(missile.format("300 kilometers"), missile.format("190 miles") + RAIN)


def test_different_days_of_one_claim_stand_side_by_side() -> None:
    first, second = (FLOOD.format(40, f"{day} May 2024") for day in (4, 6))
    (found,) = differing(first, second + RAIN)
    assert (found.kind, [v.date for v in found.values]) == ("date", ["2024-05-04", "2024-05-06"])


def test_an_altitude_is_no_distance() -> None:
    first = (
        "The rocket of Aurora Space reached an altitude of 50 km near the Gulf of Riga on Monday."
    )
    other = (
        "The rocket of Aurora Space covered a distance of 300 km near the Gulf of Riga on Monday."
    )
    assert not differing(first, other + RAIN)


def test_another_town_with_the_same_event_is_another_claim() -> None:
    other = FLOOD.format(40, "noon").replace("Cologne", "Passau").replace("Rhine", "Danube")
    assert claims(FLOOD.format(40, "noon"), other + RAIN) == ()


def test_a_denial_of_an_event_means_the_sentences_that_report_it() -> None:
    claim = "The dairy Hofland sold cheese past its date in Cologne, two former workers said."
    denial = "The Hofland cheese made news. The dairy Hofland denied that it had sold cheese past its date."
    (group,) = claims(claim + RAIN, denial)
    assert [r.sentence.id for r in group.denials] == ["S2.2"]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The firm denied that its valves had leaked gas.", True),
        ("The firm did not deny that its valves had leaked gas.", False),
        ("The firm neither confirmed nor denied that its valves had leaked gas.", False),
        ("The driver was denied bail by a court in the town.", False),
        ("The judge denied a Brandt offer to pay in parts.", False),
        ("The court denied the appeal of the driver.", False),
        ("The firm denied that an offer was made.", True),
        ("The firm denied having made an offer.", True),
        ("The board rejected an offer of the rival for its mills.", False),
        ("The board rejected reports that its mills were for sale.", True),
        ("Reports that its mills were for sale are false, the board said.", True),
        ("There is no truth in the story of a leaking valve, it said.", True),
        ("The coach dismissed two players after the match on Sunday.", False),
    ],
)
def test_only_a_denial_of_what_is_reported_is_one(text: str, *, denied: bool) -> None:
    assert (find_denied(text) is not None) is denied


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        # False, unproven, or not what the speaker's side did.
        (
            "The envoy told the Velm Post that the claims of bribery “are false and unfounded.”",
            True,
        ),
        ("Those reports turned out not to be true.", True),
        ("A spokesman for the office called the article “absolutely wrong.”", True),
        ("“We have no evidence suggesting that the fire was planned,” an official said.", True),
        ("The envoy said on his page that he wasn’t taking bribes.", True),
        ("“I didn’t set that date, the council set it,” Lind said.", True),
        ("The brigade said that its men “were not officially involved in” the raid.", True),
        ("The minister said the army was not obstructing the search.", True),
        ("The clerk said that he did not believe that the barge sank by itself.", True),
        ("Quist disagreed, saying the river had always been low.", True),
        ("The board denied a claim by Hale that it had hidden a report.", True),
        # What did not happen, is not known or will not be done.
        ("There were no arrests on Tuesday night, police said.", False),
        ("The office did not respond to the claims of the union.", False),
        ("There is no doubt that the dam leaks, the clerk said.", False),
        ("There's no denying that the talks have stalled.", False),
        ("Even if the gate was open, they can deny it.", False),
        ("The plant suffered a denial of service for two days.", False),
        ("The palace said it will not send soldiers.", False),
        ("It has not been determined whether she will be moved, he said.", False),
        ("Brandt did not deny that the dam had leaked.", False),
        ("The ministry could not rule out that the dam would leak.", False),
        ("Brandt not only backed the repair but also offered water.", False),
        ("The two ministers disagreed over the budget on Tuesday.", False),
        ("They refused to deny the town its water.", False),
    ],
)
def test_what_a_speaker_rejects_is_a_denial(text: str, *, denied: bool) -> None:
    assert (find_rejected(text, attribute(text)) is not None) is denied


def test_a_denial_of_the_reports_means_the_sentence_before() -> None:
    found = find_denied("The ministry denied the reports.")
    assert found is not None
    assert found.points_back


def test_a_claim_is_named_by_words_of_its_source() -> None:
    (group,) = claims(ARMS, ALSO)
    assert phrase_of(group.head) == "supplied Russia with artillery shells"
    assert phrase_of(group.head) in group.head.sentence.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "A spokesman labeled it “an affront to international stability,” citing resolutions.",
            ["an affront to international stability"],
        ),
        ("He called Putin his “closest comrade” on Friday in the capital.", []),
        ("The feast “Day of the Armed Forces” was held on Friday in the capital.", []),
    ],
)
def test_speech_in_quotation_marks_is_kept_with_its_speaker(text: str, words: list[str]) -> None:
    made = articles(TITLE + text)
    found = find_quotations(read_sentences(made, find_origins(made)).values())
    assert [q.words for q in found] == words


def test_a_claim_s_words_do_not_end_in_the_air() -> None:
    text = "The construction of 10 000 flats at the third stage of the plan is going on."
    (reading,) = read_sentences(made := articles(TITLE + text), find_origins(made)).values()
    assert phrase_of(reading) == "The construction of 10 000 flats"


def test_named_speakers_come_first() -> None:
    made = articles(
        f"{TITLE}It was “a long and cold night” in the town of the miners. The mayor said on Friday “we will open the road soon”."
    )
    found = find_quotations(read_sentences(made, find_origins(made)).values())
    assert [q.speaker is None for q in found] == [False, True]


def test_texts_that_share_their_passages_are_one_origin() -> None:
    wire = "The river rose by two metres in the night and the lower town was cleared by noon, officials said on Monday. "
    other = "A train strike closed the main line between the two capitals for a second day, and talks were put off again. "
    origins = find_origins(
        articles(
            TITLE + wire * 2,
            "Another headline of words\n\n" + wire * 2 + "Reporters added a line.",
            TITLE + other * 2,
        )
    )
    assert origins == {"S1": "S1", "S2": "S1", "S3": "S3"}


def test_a_toll_that_grew_is_a_count_over_time_and_no_conflict() -> None:
    told = "The death toll of the Larne ferry disaster {} {} on {}, police in Larne said."
    texts = [
        f"Published: 2026-05-0{n}\n\n" + told.format(how, toll, day)
        for n, how, toll, day in ((4, "stood at", 70, "Monday"), (5, "rose to", 86, "Tuesday"))
    ]
    (table,) = differing(*texts)
    assert (table.over_time, [v.value for v in table.values]) == (True, [70, 86])


def test_sources_that_give_other_tolls_on_one_day_differ() -> None:
    told = "The Larne ferry disaster killed {} people on Monday, {} said."
    date = "Published: 2026-05-04\n\n"
    (table,) = differing(
        date + told.format(70, "police in Larne"), date + told.format(52, "Larne hospital")
    )
    assert (table.over_time, table.kind) == (False, "figure")
    assert [v.speaker for v in table.values] == ["police in Larne", "Larne hospital"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The bridge fell on Saturday and was closed last week.", [("Saturday", "2026-05-02")]),
        ("It fell on Saturday, and on Saturday it was closed.", []),
        ("Nobody knows when the bridge fell.", []),
    ],
)
def test_words_whose_day_is_sure_are_marked(text: str, days: list[tuple[str, str]]) -> None:
    (made,) = articles(TITLE + "Published: 2026-05-04\n\n" + text)
    readings = read_sentences([made], {made.id: made.id})
    (marked,) = (e.days for e in evidence_of(readings).values())
    assert [(text[d.start : d.end], d.date) for d in marked] == days


def test_a_brief_holds_what_the_evidence_of_its_evidence_points_at() -> None:
    said = attribute("Dockers stayed away from work.")
    evidence = {
        f"S{n}.0": Evidence(
            attribution=said,
            also=also,
            origins=1 + len(also),
            independence="not established" if also else "single source",
            denials=(),
        )
        for n, also in ((1, ("S2.0",)), (2, ("S10.0",)), (10, ()), (4, ()))
    }
    assert with_evidence(frozenset({"S1.0"}), evidence) == ["S1.0", "S2.0", "S10.0"]
