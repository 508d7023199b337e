"""Generated opposites are not joined, harmless rewritings are: contrary verbs, roles, places, days, figures.

All names are made up. The contrary verbs are the half of those we know that is kept out of ``contraries.toml`` (the
first test says so): what the list of the rules holds would only show that it can be looked up.
"""

from collections.abc import Iterator

import pytest
from builders import articles
from opposing import (
    FIRST,
    LAST,
    TITLE,
    Pair,
    candidates,
    check_opposites,
    check_rewritings,
    check_unlisted,
    joined,
    names,
)

from briefgen.analysis.readings import read_sentences
from briefgen.findings.origins import find_origins

UNSEEN = """
fastened/loosened lit/extinguished filled/emptied froze/thawed accelerated/slowed strengthened/weakened
shortened/lengthened simplified/complicated legalized/outlawed nationalized/privatized recruited/discharged
planted/uprooted installed/removed encouraged/discouraged protected/endangered promoted/demoted rewarded/punished
invited/expelled armed/disarmed activated/deactivated assembled/dismantled inflated/deflated heated/cooled
cleaned/polluted flooded/drained mobilized/demobilized subsidized/taxed enriched/impoverished honoured/insulted
trusted/distrusted published/suppressed attached/detached granted/revoked validated/invalidated verified/falsified
merged/separated obeyed/defied qualified/disqualified centralized/scattered overestimated/underestimated
upgraded/downgraded enlarged/shrunk sealed/unsealed occupied/vacated muted/amplified saved/wasted
gathered/dispersed softened/hardened legitimized/discredited covered/exposed
""".split()
TOWNS = "Dunmere Larne Varnhold Oldenby Ferrow Skelby Tarnwick Ulverhay Brackmoor Wexcombe".split()
THINGS = (
    "the regional harbour fund", "the northern ferry line", "the old copper smelter", "the grain terminal",
    "the water company", "the hill railway", "the municipal bank", "the coastal radio station",
)  # fmt: skip


def opposites() -> Iterator[Pair]:
    """Yield kind, sentence and its opposite."""
    who = names()
    for n, pair in enumerate(UNSEEN):
        one, other = pair.split("/")
        said = f"{next(who)} {{}} {THINGS[n % 8]} in {TOWNS[n % 10]} after a long meeting of the council."
        yield "verb", said.format(one), said.format(other)
    for n in range(50):
        a, b = next(who), "the " + THINGS[n % 8].split()[-1].capitalize() + " Guild"
        a, b = (a, b) if n % 2 else (a, f"{FIRST[n % 16]} {LAST[(n + 5) % 18]}son")
        verb = ("praised", "sued", "accused", "visited", "replaced")[n % 5]
        said = f"{{}} {verb} {{}} over the repairs of {THINGS[n % 8]} in {TOWNS[n % 10]}."
        yield "role", said.format(a, b), said.format(b, a)
    for n in range(40):
        said = f"{next(who)} opened a repair yard of {THINGS[n % 8]} in {{}} with a speech on the cost of steel."
        yield "place", said.format(TOWNS[n % 10]), said.format(TOWNS[(n + 3) % 10])
    days = "Monday Tuesday Wednesday Thursday Friday".split()
    for n in range(40):
        said = f"{next(who)} signed the papers for {THINGS[n % 8]} in {TOWNS[n % 10]} on {{}} before a small crowd."
        yield "day", said.format(days[n % 5]), said.format(days[(n + 2) % 5])
    for n in range(40):
        said = f"{next(who)} said that {{}} workers of {THINGS[n % 8]} in {TOWNS[n % 10]} had lost their posts."
        yield "figure", said.format(20 + n), said.format(31 + 2 * n)


WORDS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def rewritings() -> Iterator[Pair]:
    """Yield kind, sentence and the same in other words or in another order."""
    who = names()
    for n in range(50):
        rest = f"{THINGS[n % 8]} in {TOWNS[n % 10]}"
        name, verb = next(who), ("bought", "closed", "repaired", "inspected", "painted")[n % 5]
        yield (
            "passive",
            f"{name} {verb} {rest} for the county on Monday.",
            f"{rest[0].upper()}{rest[1:]} was {verb} by {name} for the county on Monday.",
        )
        name = next(who)
        yield (
            "order",
            f"{name} told the council of {TOWNS[n % 10]} on Tuesday that {THINGS[n % 8]} needed a new roof.",
            f"On Tuesday, {name} told the council of {TOWNS[n % 10]} that {THINGS[n % 8]} needed a new roof.",
        )
        one, other = SYNONYMS[n % len(SYNONYMS)]
        said = f"{next(who)} {{}} {THINGS[n % 8]} in {TOWNS[n % 10]} during the first night of the strike."
        yield "synonym", said.format(one), said.format(other)
        number = 20 + 10 * (n % 8)
        said = f"{next(who)} said that {{}} workers of {THINGS[n % 8]} in {TOWNS[n % 10]} had lost their posts."
        yield "number", said.format(number), said.format(WORDS[n % 8])


SYNONYMS = (
    ("purchased", "bought"), ("destroyed", "ruined"), ("assisted", "helped"), ("attacked", "raided"),
    ("built", "constructed"), ("obtained", "got"), ("selected", "chose"), ("fixed", "repaired"),
    ("probed", "investigated"), ("left", "departed"),
)  # fmt: skip


def test_the_contrary_verbs_are_none_that_the_rules_list() -> None:
    check_unlisted(UNSEEN)


def test_opposites_are_not_joined() -> None:
    check_opposites(list(opposites()))


def test_harmless_rewritings_are_joined() -> None:
    check_rewritings(list(rewritings()))


OPEN = "The Larne strait was {} to tankers on Monday after three weeks, the coast guard said."
SOLD = "Halvard Group {} the regional government for 90 million euros on Monday."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OPEN.format("reopened"), OPEN.format("closed")),
        (SOLD.format("bought the smelter from"), SOLD.format("sold the smelter to")),
        (
            "Inspectors approved the new harbour crane at the Varn port, the authority said.",
            "Inspectors rejected the new harbour crane at the Varn port, the authority said.",
        ),
        (
            "President Imre Tolnay praised Prime Minister Eva Sand in the port of Varn on Tuesday.",
            "Prime Minister Eva Sand praised President Imre Tolnay in the port of Varn on Tuesday.",
        ),
        (
            "The council switched on the harbour lights of Varn on Monday night after a storm.",
            "The council switched off the harbour lights of Varn on Monday night after a storm.",
        ),
        (
            "Voters voted the mayor of Varn in on Monday by a wide margin.",
            "Voters voted the mayor of Varn out on Monday by a wide margin.",
        ),
        (
            "Fewer than 40 people came to the Varn march on Monday, the police said.",
            "More than 40 people came to the Varn march on Monday, the police said.",
        ),
        (
            "The mayor warned that the Varn dam could break after the storm on Monday night.",
            "The Varn dam broke after the storm on Monday night, the mayor said.",
        ),
        (
            "The convoy drove from Varn to Larne on Monday with forty trucks of grain.",
            "The convoy drove from Larne to Varn on Monday with forty trucks of grain.",
        ),
        (
            "The army of North Kareth moved two brigades to the river on Tuesday night.",
            "The army of South Kareth moved two brigades to the river on Tuesday night.",
        ),
    ],
)
def test_contrary_reports_do_not_corroborate(one: str, other: str) -> None:
    assert joined([("case", one, other)]) == [False]


def test_a_reprint_by_another_paper_does_not_corroborate() -> None:
    text = TITLE + " ".join(OPEN.format(word) for word in ("closed", "mined", "watched")) * 3
    papers = articles(text, text)
    readings = read_sentences(papers, find_origins(papers))
    assert candidates(readings, papers) == ()
