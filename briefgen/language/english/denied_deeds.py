"""What somebody denies to have done, as a verb with its object, and whether a sentence tells that very deed of him."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefgen.language.tokens import stem, words

_LEAD = re.compile(
    r"^\s*(?:(?:on|late|early) \w+day,? |(?:that|having|ever|to have|any) ){0,8}"
    r"(?:(?P<subject>(?:it|he|she|they|its|his|her|their|the|a|an|some|[A-Z][\w.’'-]*)(?: [\w.’'-]+){0,3}?) )??"
    r"(?:(?:had|has|have|was|were|is|are|did|ever|been|also|repeatedly|deliberately|knowingly) ){0,8}"
    r"(?P<verb>(?!(?:it|he|she|they|its|his|her|their|the|a|an|any|some|that|had|has|have|was|were|is|are|did|on)\b)[a-z]+(?:ed|ing|t|n|k|d|w|e|g|m))\b(?P<rest>.*)$",
    re.DOTALL,
)
_SMALL = frozenset(
    "a an the any some its his her their our my this that these those own such all".split()
)
_ENDS = frozenset(
    "of in on at by for from with to during after before when while as and or but against into over under through because "
    "if whether who which despite amid than about last this on against near outside inside since until".split()
)
_FORMS = (
    "sell sold|buy bought|hide hid hidden|take took taken|give gave given|make made|pay paid|send sent|shoot shot|strike struck|break broke broken|"
    "know knew known|meet met|hold held|fight fought|steal stole stolen|write wrote written|leave left|lose lost|lead led|win won|build built|"
    "catch caught|keep kept|tell told|run ran|begin began begun|draw drew drawn|fall fell fallen|fly flew flown|go went gone|come came|seek sought|"
    "speak spoke spoken|throw threw thrown|bring brought|think thought|find found|feed fed|lend lent|spend spent|teach taught|withdraw withdrew withdrawn|"
    "drive drove driven|choose chose chosen|see saw seen|do did done|rig rigged|bomb bombed"
)
_BASE = {form: group.split()[0] for group in _FORMS.split("|") for form in group.split()}
"""Forms of verbs that no stem brings together, by their first."""
OBJECT = 2
"""Words of a deed's object that must be told again."""
REACH = 7
"""Words before a deed among which whoever did it stands."""
_OPEN = frozenset(
    "if whether unless would could may might should will can not no never n't cannot deny denied denies denying".split()
)
"""Words beside a deed with which nobody tells it as done."""


def base(word: str) -> str:
    """Return the stem of a word, that of a verb's first form where the forms differ."""
    small = word.lower()
    return stem(_BASE.get(small, small))


def denied_deed(clause: str) -> tuple[str, ...]:
    """Return the verb and the first words of its object of a denied clause, as stems; () where none can be told.

    "that its troops had used chemical weapons during the siege" gives use, chemic, weapon.
    """
    lead = _LEAD.match(clause)
    if not lead:
        return ()
    deed = [base(lead["verb"])]
    for word in words(lead["rest"].split(",", 1)[0]):
        if word.lower() in _ENDS or len(deed) > OBJECT:
            break
        if word.lower() not in _SMALL:
            deed.append(base(word))
    return tuple(deed) if len(deed) > OBJECT else ()


def tells_deed(text: str, deed: Sequence[str], doers: frozenset[str]) -> bool:
    """Return whether a sentence tells a deed as done by one of some doers.

    Args:
        text: the sentence.
        deed: verb and object, as `denied_deed` gives them.
        doers: words that name who denies it, in small letters.
    """
    said, stems = _told(text)
    size = len(deed)
    for at in range(1, len(stems) - size + 1):
        if stems[at] != deed[0] or stems[at : at + size] != tuple(deed):
            continue
        before = said[max(0, at - REACH) : at]
        if not _OPEN.isdisjoint(map(str.lower, before)):
            continue
        if any(_is_doer(before, n, doers) for n in range(len(before))):
            return True
    return False


_BACKGROUND = re.compile(
    r"\b(?:after|over|amid|following|despite|because of)\s+(?:\w+\s+)?"
    r"(?:claims?|allegations?|accusations?|reports?|suspicions?|charges)\s+(?:that|of)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""What a sentence gives as the ground of its own news: "lost the vote after claims that Larne dumped waste" tells of the vote."""


@lru_cache(4096)
def _told(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a sentence that tell something, and their stems; many denials ask the same sentences."""
    said = tuple(w for w in words(_BACKGROUND.sub("", text)) if w.lower() not in _SMALL)
    return said, tuple(base(w) for w in said)


PREFIX = 4
"""Letters that "Syria" and "Syrian", "Assad" and "Assad's" share."""


def _is_doer(before: Sequence[str], n: int, doers: frozenset[str]) -> bool:
    """Return whether a word names a doer, and is no part of another's name: "Wyngor Foods" is not "Larne Foods"."""
    if not any(_names(before[n].lower(), doer) for doer in doers):
        return False
    front = before[n - 1] if n else ""
    other = front[:1].isupper() and not any(_names(front.lower(), doer) for doer in doers)
    return not (other and len(doers) > 1 and before[n][0].isupper())


def _names(word: str, doer: str) -> bool:
    return word == doer or (
        len(doer) >= PREFIX
        and len(word) >= PREFIX
        and (word.startswith(doer) or doer.startswith(word))
    )
