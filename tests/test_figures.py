"""What a figure is worth as the news of several countries writes it; the sentences are invented."""

import pytest

from briefgen.language.dates import find_years
from briefgen.language.english.quantities import find_quantities
from briefgen.language.units import agree

NARROW = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Groups and decimals.
        ("The choir drew 1 250 singers.", [(1250, "singer")]),
        (f"The choir drew 1{NARROW}250 singers.", [(1250, "singer")]),
        ("The choir drew 1,250 singers.", [(1250, "singer")]),
        ("The kiln made 816 000 t of tiles.", [(816_000, "tonne")]),
        ("The debt is 1.234.567,89 euros.", [(1_234_567.89, "euro")]),
        ("The town paid 12,50,000 rupees.", [(1_250_000, "rupee")]),
        ("Some 3,5 million people moved.", [(3_500_000, "people")]),
        ("In 2012 300 000 people moved.", [(300_000, "people")]),
        ("Some 1.234 people moved.", []),
        ("It holds 1, 200 people came.", []),
        ("In 2019, 300 people came.", [(300, "people")]),
        ("On May 3, 300 people came.", [(300, "people")]),
        # Fractions and words.
        ("The boat carries 3½ tonnes.", [(3.5, "tonne")]),
        ("The path is 2 1/2 miles long.", [(2.5, "mile")]),
        ("The path is one and a half miles long.", [(1.5, "mile")]),
        ("A hundred and twenty lorries came.", [(120, "lorry")]),
        ("Three hundred and twenty goats died.", [(320, "goat")]),
        ("Two thousand five hundred goats died.", [(2500, "goat")]),
        ("One hundred people came.", [(100, "people")]),
        ("Thirty-five weavers left.", [(35, "weaver")]),
        ("Some twenty- five people came.", [(25, "people")]),
        # Scales and money.
        ("Repairs cost 2.5 mln euros.", [(2_500_000, "euro")]),
        ("The tower cost $1.5MM.", [(1_500_000, "dollar")]),
        ("The tower cost €5mn and $3m.", [(5_000_000, "euro"), (3_000_000, "dollar")]),
        ("The debt is $2 trn.", [(2e12, "dollar")]),
        ("The town pays 50 MUSD a year.", [(50_000_000, "dollar")]),
        ("The town paid USD34.6 million.", [(34_600_000, "dollar")]),
        ("The town paid VND4,927 billion.", [(4.927e12, "dong")]),
        ("The dam cost Rs 4.5 lakh crore.", [(4.5e12, "rupee")]),
        ("The dam cost Rs. 250 crore.", [(2.5e9, "rupee")]),
        ("The dam cost 12 crore rupees.", [(120_000_000, "rupee")]),
        ("The dam cost INR 300 cr.", [(3e9, "rupee")]),
        ("The ore is worth $1943 million.", [(1_943_000_000, "dollar")]),
        # Metres and millions.
        ("Some 2m people live there.", [(2_000_000, "people")]),
        ("A 20m wall guards the mill.", [(20, "meter")]),
        ("The wall is 20m high.", [(20, "meter")]),
        ("They sold 1.2m cars.", [(1_200_000, "car")]),
        ("The mill got a 5m euro loan.", [(5_000_000, "euro")]),
        # Below zero.
        ("It was minus 12 degrees.", [(-12, "degree")]),
        ("It was -3°C at dawn.", [(-3, "degree celsius")]),
        ("It was 10 degrees below zero.", [(-10, "degree")]),
        ("The poll has a margin of plus or minus 3 percentage points.", [(3, "percentage point")]),
        ("They agreed by 52%-34%.", [(52, "percent")]),
        # Shares.
        ("One in five weavers left.", [(20, "percent")]),
        ("Nearly three in ten weavers left.", [(30, "percent")]),
        ("Nine out of ten weavers left.", [(90, "percent")]),
        ("One in 1914 stayed.", []),
        ("He won one in three years.", [(3, "year")]),
        # Two values with one unit.
        ("Rents rose to 3 from 5 percent.", [(3, "percent"), (5, "percent")]),
        ("Rents rose by 3 to 5 percent.", [(3, "percent")]),
        # Designations and other units.
        ("The owner's 747 flew 10 tons of eels.", [(10, "ton")]),
        ("The 737 carried 300 pilgrims.", [(300, "pilgrim")]),
        ("The line carries 400 kV over 12 km.", [(12, "kilometer")]),
        ("The pit made 3 Mt of slag.", [(3_000_000, "tonne")]),
        ("The blast was put at 3 kt.", [(3, "kiloton")]),
        ("They took 75,000 911 calls.", [(75_000, "call")]),
        ("She left at 3.40 p.m. with two goats.", [(2, "goat")]),
        ("Nobody came.", []),
    ],
)  # fmt: skip
def test_the_value_is_the_phrase(text: str, found: list[tuple[float, str]]) -> None:
    assert [(m.value, m.unit) for m in find_quantities(text)] == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It drew 1,250 pupils.", "It drew 1 250 pupils."),
        ("It cost 2.5 million euros.", "It cost 2,500,000 euros."),
        ("It cost 2.5 mln euros.", "It cost €2.5m."),
        ("It cost Rs 12 crore.", "It cost 120 million rupees."),
        ("One in five pupils left.", "Some 20 percent of pupils left."),
        ("It was minus 12 degrees.", "It was 12 degrees below zero."),
    ],
)
def test_different_wordings_of_a_figure_are_one_figure(one: str, other: str) -> None:
    (a,), (b,) = find_quantities(one), find_quantities(other)
    assert agree((a.value, a.unit, a.qualifier), (b.value, b.unit, b.qualifier))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("The ore is worth $1943 million.", []),
        ("The pit made 2000 tonnes in 2011.", ["2011"]),
        ("USD 1950 was paid.", []),
        ("It closed in 1987.", ["1987"]),
    ],
)
def test_an_amount_is_no_year(text: str, years: list[str]) -> None:
    assert [f.readings[0].date for f in find_years(text)] == years
