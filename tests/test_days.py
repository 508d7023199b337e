"""Days behind and ahead: what a weekday, a feast or a day without its year means by the verb it goes with.

The sentences are invented. The article is of Wednesday 12 March 2025 unless another day is given.
"""

import pytest

from briefgen.language.english.event_dates import find_dated_spans, find_event_dates, may_hold_dates
from briefgen.language.english.feasts import day_of, easter
from briefgen.model import Published

WEDNESDAY = "2025-03-12"


def days(text: str, day: str = WEDNESDAY, before: tuple[str, ...] = ()) -> list[str]:
    published = Published(date=day, precision="day", raw=day)
    return [dated.date for _, _, dated in find_dated_spans(text, published, before)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A day goes with its own verb, whatever else stands in the sentence.
        ("The port authority said Monday that the ferry will sail again in summer.", ["2025-03-10"]),
        ("The ferry will sail on Friday, the port authority said Tuesday.", ["2025-03-14", "2025-03-11"]),
        ("The mayor on Monday opened the bridge that will carry trams.", ["2025-03-10"]),
        ("The bakers, who struck on Monday, will strike again on Friday.", ["2025-03-10", "2025-03-14"]),
        ("On Monday, the bakers who had struck went back to work.", ["2025-03-10"]),
        ("Friday, the choir of Olden will sing in the square.", ["2025-03-14"]),
        ("The harbour was closed and on Friday the lock will be closed too.", ["2025-03-14"]),
        ("He has reason to believe the council will agree Thursday.", ["2025-03-13"]),
        ("After the storm passed on Monday, crews cleared the road.", ["2025-03-10"]),
        ("The mason arrested Monday will appear in court Thursday.", ["2025-03-10", "2025-03-13"]),
        ("The union denied late Monday that it had called off the strike.", ["2025-03-10"]),
        # The article's own weekday is its day.
        ("The court ruled Wednesday.", ["2025-03-12"]),
        ("The court will rule Wednesday.", ["2025-03-12"]),
        # Plans, limits and timetables.
        ("The committee plans to meet Friday.", ["2025-03-14"]),
        ("The trial begins Monday.", ["2025-03-17"]),
        ("The dam must be emptied by Friday.", ["2025-03-14"]),
        ("The owners want the tower sold by Friday.", ["2025-03-14"]),
        ("The river had reached the church by Monday.", ["2025-03-10"]),
        ("By Monday evening, the river had reached the church.", ["2025-03-10"]),
        ("The hearing was postponed until Friday.", ["2025-03-14"]),
        ("The launch has been moved to Saturday.", ["2025-03-15"]),
        ("A hearing is set for Thursday.", ["2025-03-13"]),
        ("The minister told growers to harvest before Friday.", ["2025-03-14"]),
        ("It was not until Monday that the owners answered.", ["2025-03-10"]),
        ("A ballot could come as early as Friday.", ["2025-03-14"]),
        ("The frost will last until Sunday.", ["2025-03-16"]),
        ("The two were to meet Tuesday, but fog closed the airport.", ["2025-03-11"]),
        ("The two were to meet Thursday, but fog closed the airport.", ["2025-03-13"]),
        ("They agreed to share the wells on Friday.", ["2025-03-14"]),
        ("The clerk could not be reached on Monday.", ["2025-03-10"]),
        ("He may have left the island on Sunday.", ["2025-03-09"]),
        ("The queen is leaving Friday.", ["2025-03-14"]),
        # A day before a noun.
        ("Monday's blast killed two.", ["2025-03-10"]),
        ("The inquest follows Monday's blast.", ["2025-03-10"]),
        ("Ministers will speak at Friday's summit.", ["2025-03-14"]),
        ("The club will appeal against Monday's ruling.", ["2025-03-10"]),
        ("The bank is close to missing the Friday deadline.", ["2025-03-14"]),
        ("The toll has risen since Sunday.", ["2025-03-09"]),
        ("The mayor's pledge Monday that he will resign surprised nobody.", ["2025-03-10"]),
        ("Few details came out ahead of a planned Friday address.", ["2025-03-14"]),
        ("He said Friday's vote would go ahead.", ["2025-03-14"]),
        ("Friday's launch has been put off until Saturday.", ["2025-03-14", "2025-03-15"]),
        ("The trial of men accused of Monday's attack opens Thursday.", ["2025-03-10", "2025-03-13"]),
        # Verbs of several words.
        ("The winner is expected to be named Friday.", ["2025-03-14"]),
        ("She is to be buried Friday where she died Sunday.", ["2025-03-14", "2025-03-09"]),
        ("In a speech to be given Friday, he will resign.", ["2025-03-14"]),
        ("The law takes effect Friday.", ["2025-03-14"]),
        ("Voters go to the polls on Sunday.", ["2025-03-16"]),
        ("The holiday is on Friday.", ["2025-03-14"]),
        ("It would face the panel that had indicted her Monday.", ["2025-03-10"]),
        ("The strike, which enters its third week on Friday, began on Monday.", ["2025-03-14", "2025-03-10"]),
        ("It has rained since Sunday and will until Friday.", ["2025-03-09", "2025-03-14"]),
        # Captions have no verb of the past, and are of the past.
        ("A diver rests on the quay of Olden on Monday.", ["2025-03-10"]),
        # Either of two days is none; several days go with one verb.
        ("He was shot late Sunday or early Monday.", []),
        ("It rained on Monday and Tuesday.", ["2025-03-10", "2025-03-11"]),
        ("It will rain on Thursday and Friday.", ["2025-03-13", "2025-03-14"]),
        # Named with last, next, this, week.
        ("The pit shut last Friday.", ["2025-03-07"]),
        ("The pit shut last Wednesday.", ["2025-03-05"]),
        ("The pit shuts next Friday.", ["2025-03-21"]),
        ("The pit shuts next Monday.", ["2025-03-17"]),
        ("The pit shuts this Friday.", ["2025-03-14"]),
        ("The pit will shut Monday week.", ["2025-03-24"]),
        ("The pit will shut a week from Friday.", ["2025-03-21"]),
        ("The pit shut a week ago Monday.", ["2025-03-03"]),
        ("Every Friday the pit is closed.", []),
        ("The host of “Open Sunday” retired.", []),
    ],
)  # fmt: skip
def test_a_weekday_lies_where_its_verb_looks(text: str, found: list[str]) -> None:
    assert days(text) == found


@pytest.mark.parametrize(
    ("day", "text", "found"),
    [
        ("2025-01-14", "The trawler sank on 9 February off the cape.", ["2024-02-09"]),
        ("2025-01-14", "The trawler will be raised on 9 February.", ["2025-02-09"]),
        ("2025-12-01", "The trawler will be raised on 9 February.", ["2026-02-09"]),
        ("2025-03-12", "The budget runs through April 15.", ["2025-04-15"]),
        ("2025-03-12", "The treaty was signed on Tuesday, October 1.", ["2024-10-01"]),
        ("2025-03-12", "The treaty was signed on Sunday, 3 March 2024.", ["2024-03-03"]),
        ("2025-03-12", "The fair was held on September 3-7.", ["2024-W36"]),
        ("2025-03-12", "The mill burned down on the 4th.", ["2025-03-04"]),
        ("2025-03-12", "The mill burned down on the 21st.", ["2025-02-21"]),
        ("2025-03-12", "The mill will reopen on the 21st.", ["2025-03-21"]),
        ("2025-03-12", "The mill will reopen on the 3rd of next month.", ["2025-04-03"]),
        ("2025-03-12", "The lift stopped on the 21st floor.", []),
        ("2025-03-12", "The mill burned down in November of last year.", ["2024-11"]),
        ("2025-03-12", "The mill must be sold by June.", ["2025-06"]),
        ("2025-03-12", "The mill was sold in June.", ["2024-06"]),
        ("2025-03-12", "The mill was built in mid-2019.", ["2019"]),
        ("2025-03-12", "The mill was built in '97.", ["1997"]),
        ("2025-03-12", "The mill was built in the '80s.", ["198X"]),
        ("2025-03-12", "The mill was sold in May '08.", ["2008-05"]),
        ("2025-03-12", "On this day in 1911 the mill burned down.", ["1911-03-12"]),
    ],
)
def test_a_day_without_its_year_is_found_from_its_verb(
    day: str, text: str, found: list[str]
) -> None:
    assert days(text, day) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She left the day before yesterday.", ["2025-03-10"]),
        ("She leaves the day after tomorrow.", ["2025-03-14"]),
        ("She left last night.", ["2025-03-11"]),
        ("She left this morning.", ["2025-03-12"]),
        ("She left a fortnight ago.", ["2025-W09"]),
        ("She left last week.", ["2025-W10"]),
        ("She left earlier this month.", ["2025-03"]),
        ("She left a year ago.", ["2024"]),
        ("She left twenty-five years ago.", ["2000"]),
        ("She left a year ago today.", ["2024-03-12"]),
        ("She left two years ago tomorrow.", ["2023-03-13"]),
        ("One year to the day since the flood, the mill reopened.", ["2024-03-12"]),
        ("The vote is 19 days away.", ["2025-03-31"]),
        ("She left about ten days ago.", []),
        ("She left over the weekend.", ["2025-W10"]),
        ("She left last weekend.", ["2025-W10"]),
        ("She leaves next weekend.", ["2025-W12"]),
        ("“I saw it yesterday,” the diver said Monday.", ["2025-03-09", "2025-03-10"]),
        ("“I saw it yesterday,” the diver said.", ["2025-03-11"]),
        ("She sang on New Year's Eve.", ["2024-12-31"]),
        ("She will sing on New Year’s Eve.", ["2025-12-31"]),
        ("The organ should be mended by Christmas.", ["2025-12-25"]),
        ("The organ must be mended before Easter.", ["2025-04-20"]),
        ("On Labor Day the shops were shut.", ["2024-09-02"]),
        ("Somebody said it the other day.", []),
        ("The ferry was built in three days.", []),
        ("It was hit in the Sept. 11 attacks.", []),
        ("Olden is a town of weavers.", []),
    ],
)  # fmt: skip
def test_words_for_days_and_feasts(text: str, found: list[str]) -> None:
    assert days(text) == found


@pytest.mark.parametrize(
    ("text", "before", "found"),
    [
        ("The next day it sank.", ("It sailed on May 3, 2024.",), ["2024-05-04"]),
        ("It sank that night.", ("It sailed on May 3, 2024.",), ["2024-05-03"]),
        ("It had been checked the day before.", ("It sailed on May 3, 2024.",), ["2024-05-02"]),
        ("A day earlier it was checked.", ("The owner, who died May 3, 2024, was rich.",), []),
        ("The next day it sank.", (), []),
        ("On Monday it sailed and the next day it sank.", (), ["2025-03-10", "2025-03-11"]),
    ],
)
def test_a_day_counts_from_the_one_named_before(
    text: str, before: tuple[str, ...], found: list[str]
) -> None:
    assert days(text, before=before) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The stevedores walked out on Thursday.", ["2025-03-06"]),
        ("The stevedores' union said on Thursday it was beaten.", []),
        ("Early Thursday, the stevedores walked out.", []),
        ("Thursday's walkout surprised the stevedores.", []),
    ],
)
def test_fresh_news_of_six_days_ago_may_as_well_be_of_tomorrow(text: str, found: list[str]) -> None:
    assert days(text) == found


def test_every_expression_has_its_place() -> None:
    text = "On Monday, March 3, 2025, it sank; it will be raised next week."
    spans = find_dated_spans(text, Published(date=WEDNESDAY, precision="day", raw=WEDNESDAY))
    assert [text[start:end] for start, end, _ in spans] == ["Monday, March 3, 2025", "next week"]
    assert tuple(d for _, _, d in spans) == find_event_dates(
        text, Published(date=WEDNESDAY, precision="day", raw=WEDNESDAY)
    )


def test_a_sentence_without_a_word_of_the_calendar_is_told_at_once() -> None:
    assert not may_hold_dates("The council agreed to mend the roof of the old town hall.")
    assert may_hold_dates("The council agreed on Sunday.")


@pytest.mark.parametrize(
    ("year", "found"),
    [(1997, "1997-03-30"), (2000, "2000-04-23"), (2008, "2008-03-23"), (2038, "2038-04-25")],
)
def test_easter_is_where_the_almanac_has_it(year: int, found: str) -> None:
    assert easter(year).isoformat() == found


@pytest.mark.parametrize(
    ("name", "year", "found"),
    [
        ("Memorial Day", 2021, "2021-05-31"),
        ("Thanksgiving", 2024, "2024-11-28"),
        ("Good Friday", 2025, "2025-04-18"),
        ("Boxing Day", 2025, "2025-12-26"),
    ],
)
def test_feasts_fall_by_date_by_weekday_or_from_easter(name: str, year: int, found: str) -> None:
    assert day_of(name, year).isoformat() == found
