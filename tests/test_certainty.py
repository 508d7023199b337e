"""How sure a sentence says it is of its main event: by the grammar of its main clause, not by any word in it."""

import pytest

from briefgen.language.english.attribution import attribute

HAPPENED = [
    "The council approved a measure that would have paved the way to a tunnel.",
    "The two towns signed a pact to end the dispute, teeing up votes expected later.",
    "Guards opened fire at a van that carried a team which may have seen the theft.",
    "The mayor, who might resign in June, opened the bridge on Monday.",
    "The council cancelled plans to widen the road on Tuesday.",
    "Lind rejected the plan on Saturday, saying it would not go anyplace.",
    "Lind, however, rejected the plan on Saturday.",
    "The port is no longer holding fuel for the island.",
    "Brandt not only backed the repair but also offered water to the farms.",
    "Come what may, the brigade marched over the bridge.",
    "Will March and Mrs. May opened the fair on Sunday.",
    "Mrs. May said the budget was sound.",
    "The bank named Will Ross as the heir in a will of 1998.",
    "From the tower the guards could see the fire.",
    "The firm agreed to drop the case.",
    "The firm decided on Monday to sell the old depot.",
    "There is no doubt that the dam leaks, the town clerk said.",
    "Brandt did not deny that the dam had leaked.",
    "No. 4 gate of the dam was opened on Tuesday.",
    "A worn axle that had not been replaced by the line was blamed by engineers.",
    "The two sides drew up plans for a tunnel.",
]
PLANNED = [
    "The president will return to the area on Saturday, the palace told reporters.",
    "The office announced late Tuesday that the chamber would vote by the end of the night.",
    "The drones are expected to gather pictures for the coast guard, the official said.",
    "The secretary is scheduled to travel to the two capitals.",
    "The harbour plans to introduce a toll within six months.",
    "Nora Quist, the first nurse infected, will be moved to the capital, according to two sources.",
    "Ferries from Aland, Bornholm and Gotland will run from Thursday.",
    "The clerk said that the town is going to revise its rules.",
    "Both men are due to address the assembly in September.",
]
POSSIBLE = [
    "The firm warned that its plant could explode.",
    "The council is considering adding the names to a list, officials say.",
    "If any soldiers become ill, they will be flown home, he said.",
    "The treasury says it will be unable to pay unless the limit is raised.",
    "It is not known if the illness can be passed on by dogs.",
    "It has not been determined whether she will be moved.",
    "The two towns have threatened to close the bridge.",
    "The bill, which was floated in May, appears likely to stall.",
    "The ministry could not rule out that the dam would leak.",
    "More blasts were likely in eight other trucks.",
    "May may resign in May, a minister said.",
    "King said the council should suspend the grant until June.",
]
NOT_SO = [
    "There were no arrests on Tuesday night, police said.",
    "So far, no attacks have been detected.",
    "The bodies have not been recovered, a man told the Velm Post.",
    "The council failed to move on the budget.",
    "The office has also refused thus far to give its consent.",
    "The palace said there are no plans for a meeting.",
    "Party leaders announced there would be no votes Tuesday night.",
    "They do not believe the dog has signs of illness.",
    "The team determined the woman did not appear to be ill.",
    "Had the council not approved the loan, the town would have lost its school.",
    "The meeting was scheduled for 10 a.m., but it was canceled.",
    "Neither the port nor the town responded.",
    "The minister said the plane was not brought down by a missile.",
]
DENIED = [
    "Lind denied that the barge was unsafe.",
    "The envoy said the allegations of bribery “are false and unfounded.”",
    "It is impossible that the gate was open.",
    "There is no evidence that the gate was open.",
    "The board denied a claim by Hale that it had hidden a report.",
]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        *((text, {"stated", "reported"}) for text in HAPPENED),
        *((text, {"forecast"}) for text in PLANNED),
        *((text, {"possible", "rumoured"}) for text in POSSIBLE),
        *((text, {"negated", "denied"}) for text in NOT_SO),
        *((text, {"denied"}) for text in DENIED),
    ],
)
def test_the_main_event_has_the_status_that_grammar_gives_it(text: str, statuses: set[str]) -> None:
    assert attribute(text).status in statuses


def test_what_did_not_happen_is_no_denial() -> None:
    assert attribute("There were no arrests on Tuesday night, police said.").status == "negated"
