"""A second set of made opposites and rewritings, of other verbs and of sentences of another build.

Its contrary verbs were written down without a look at ``contraries.toml``, and no rule was written for them; the sentences are
longer, name who says so, and set day and place in front. Kinds that the first set (`test_opposites`) has not: figures that change
places, hours, months, a place in front, and two persons of one family.
"""

from collections.abc import Iterator

from opposing import Pair, check_opposites, check_rewritings, check_unlisted, names

VERBS = """
boarded/left ascended/descended applauded/booed befriended/betrayed blessed/cursed buried/exhumed collected/distributed
crowned/dethroned hastened/delayed flattered/mocked forgave/avenged glorified/vilified ignited/doused initiated/aborted
leased/evicted liberated/enslaved magnified/diminished multiplied/halved nourished/starved resumed/paused preserved/scrapped
reassured/alarmed restored/vandalised sheltered/evicted soothed/provoked hoarded/squandered unveiled/shrouded woke/sedated
drafted/shredded pacified/incited beautified/defaced fortified/undermined disclosed/withheld embraced/spurned idolised/despised
lauded/derided nurtured/neglected reinforced/sapped reaffirmed/rescinded salvaged/sank stabilised/unsettled thickened/thinned
vindicated/incriminated wetted/dried chartered/impounded courted/shunned cheered/jeered borrowed/returned doubled/quartered
""".split()
PLACES = (
    "Arlby Brennoch Corvane Dallowmere Estrup Farnholt Gildmoor Hestwick Inverlay Jarnsund".split()
)
WORKS = (
    "the upland reservoir", "the tram depot", "the old observatory", "the salt works", "the fishing cooperative",
    "the eastern viaduct", "the county archive", "the cable ferry",
)  # fmt: skip
MONTHS = "January March May July September November".split()


def frames(n: int) -> str:
    """Return a sentence of one of four builds with a hole for its verb."""
    place, work = PLACES[n % 10], WORKS[n % 8]
    return (
        f"In {place}, {{who}} {{}} {work} late on Tuesday although three neighbours had objected in writing, a clerk said.",
        f"According to a court clerk, {{who}} {{}} {work} near {place} without telling the owners of the land beside it.",
        f"{{who}}, a retired engineer from {place}, {{}} {work} after talks that went on for most of the night.",
        f"On the second day of the inquiry {{who}} {{}} {work}, which had cost the people of {place} dearly.",
    )[n % 4]


def opposites() -> Iterator[Pair]:
    """Yield kind, sentence and its opposite."""
    who = names()
    for n, pair in enumerate(VERBS):
        said = frames(n).replace("{who}", next(who))
        yield "verb", *(said.format(verb) for verb in pair.split("/"))
    for n in range(40):
        a, b = next(who), next(who)
        verb = (
            "thanked",
            "fined",
            "rescued",
            "insulted",
            "hired",
            "promoted",
            "questioned",
            "robbed",
        )[n % 8]
        said = f"On Friday morning, {{}} {verb} {{}} in front of {WORKS[n % 8]} at {PLACES[n % 10]}, a clerk said."
        yield "role", said.format(a, b), said.format(b, a)
    for n in range(30):
        said = f"In {{}}, {next(who)} found a cracked beam under {WORKS[n % 8]} during a check that had been put off twice."
        yield "place", said.format(PLACES[n % 10]), said.format(PLACES[(n + 3) % 10])
    for n in range(30):
        said = f"{next(who)} will hand {WORKS[n % 8]} over to the town of {PLACES[n % 10]} in {{}}, when the last wall is dry."
        yield "month", said.format(MONTHS[n % 6]), said.format(MONTHS[(n + 2) % 6])
    for n in range(20):
        said = f"{next(who)} locked the gates of {WORKS[n % 8]} in {PLACES[n % 10]} at {{}} p.m. and sent the guards home."
        yield "hour", said.format(1 + n % 5), said.format(7 + n % 4)
    for n in range(30):
        said = f"The roof of {WORKS[n % 8]} in {PLACES[n % 10]} will cost {{}} million crowns, {next(who)} told the council."
        yield "figure", said.format(12 + n), said.format(19 + 2 * n)
    for n in range(40):
        name, place, (x, y) = next(who), PLACES[n % 10], (12 + n, 40 + 2 * n)
        said = (
            f"The slide at {WORKS[n % 8]} near {place} killed {{}} sheep and hurt {{}} cows, {name} said on Sunday.",
            f"{name} gave {{}} blankets to {{}} families who had camped beside {WORKS[n % 8]} in {place}.",
            f"The share of {place} in {WORKS[n % 8]} went from {{}} to {{}} percent, {name} told reporters.",
            f"In {place}, {{}} men and {{}} women applied for work at {WORKS[n % 8]}, {name} said.",
        )[n % 4]
        yield "crossed", said.format(x, y), said.format(y, x)


SAME = (
    ("hired", "engaged"), ("probed", "investigated"), ("finished", "completed"), ("sold", "sold off"),
    ("inspected", "examined"), ("searched", "combed"), ("emptied", "cleared out"), ("measured", "surveyed"),
)  # fmt: skip
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def rewritings() -> Iterator[Pair]:
    """Yield kind, sentence and the same in other words or in another order."""
    who = names()
    for n in range(45):
        place, work = PLACES[n % 10], WORKS[n % 8]
        name, verb = next(who), ("flooded", "photographed", "guarded", "rented", "mapped")[n % 5]
        yield (
            "passive",
            f"On Thursday {name} {verb} {work} at {place} for the second time this year.",
            f"{work.capitalize()} at {place} was {verb} by {name} on Thursday for the second time this year.",
        )
        name = next(who)
        yield (
            "order",
            f"Because of the frost, {name} kept {work} in {place} shut on Wednesday, a clerk said.",
            f"A clerk said that {name} kept {work} in {place} shut on Wednesday because of the frost.",
        )
        name, (one, other) = next(who), SAME[n % 8]
        said = (
            f"{name} {{}} {work} in {place} before the first snow and without help from the county."
        )
        yield "synonym", said.format(one), said.format(other)
        name, tens = next(who), n % 8
        said = f"{name} told the council that {{}} boats had left {place} for {work} since dawn."
        yield "number", said.format(20 + 10 * tens), said.format(TENS[tens])
        name, x, y = next(who), 12 + n, 70 + n
        yield (
            "figures in another order",
            f"The fire at {work} in {place} hurt {x} riders and {y} horses, {name} said on Sunday.",
            f"The fire at {work} in {place} hurt {y} horses and {x} riders, {name} said on Sunday.",
        )


def test_no_rule_lists_the_contrary_verbs() -> None:
    check_unlisted(VERBS)


def test_opposites_of_verbs_that_no_rule_was_written_for_are_not_joined() -> None:
    check_opposites(list(opposites()))


def test_rewritings_of_another_build_are_joined() -> None:
    check_rewritings(list(rewritings()))
