"""What somebody denies to have done, as a verb with its object, and whether a sentence tells that very deed of him."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefgen.language.tokens import stem, word_spans, words

_LEAD = re.compile(
    r"^\s*(?:(?:on|late|early) \w+day,? |(?:that|having|ever|to have|any) ){0,8}"
    r"(?:(?P<subject>(?:it|he|she|they|its|his|her|their|the|a|an|some|[A-Z][\w.’'-]*)(?: [\w.’'-]+){0,3}?) )??"
    r"(?:(?:had|has|have|was|were|is|are|did|ever|been|also|repeatedly|deliberately|knowingly) ){0,8}"
    r"(?P<verb>(?!(?:it|he|she|they|its|his|her|their|the|a|an|any|some|that|had|has|have|was|were|is|are|did|on)\b)[a-z]+(?:ed|ing|t|n|k|d|w|e|g|m))\b(?P<rest>.*)$",
    re.DOTALL,
)
_LATE = re.compile(
    r"(?: [\w’'-]+){0,2}?(?P<rest> (?:had|has|have|was|were|is|are|did)\b.*)$", re.DOTALL
)
"""What was taken for a verb is part of a name where an auxiliary comes behind: "its power line had started"."""
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
    "nobody none few hardly if whether unless would could may might should will can not no never n't cannot deny denied denies denying".split()
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
    while lead and (late := _LATE.match(lead["rest"])):
        lead = _LEAD.match(late["rest"])
    if not lead:
        return ()
    deed = [base(lead["verb"])]
    for word in words(lead["rest"].split(",", 1)[0]):
        if word.lower() in _ENDS or len(deed) > OBJECT:
            break
        if word.lower() not in _SMALL:
            deed.append(base(word))
    return tuple(deed) if len(deed) > OBJECT else ()


def told_deed(text: str, deed: Sequence[str], doers: frozenset[str]) -> str | None:
    """Return the words by which a sentence tells a deed as done by one of some doers, or gives somebody's word for it.

    From the doer to the deed's object; None where it does not.

    Args:
        text: the sentence.
        deed: verb and object, as `denied_deed` gives them.
        doers: words that name who denies it, in small letters.
    """
    told = _told(text)
    size = len(deed)
    for at in _places(told.stems, deed) if not text.rstrip('”"’) ').endswith("?") else ():
        first = max(0, at - REACH)
        before = told.words[first:at]
        if not _OPEN.isdisjoint(map(str.lower, before)):
            continue
        does = next((n for n in range(len(before)) if _is_doer(before, n, doers)), None)
        if does is not None:
            doer, verb, end = (told.starts[first + does], told.starts[at], told.ends[at + size - 1])
            if is_asserted(told.text, doer, verb, end):
                return told.text[doer:end]
    return None


def names_deed(text: str, deed: Sequence[str]) -> bool:
    """Return whether a sentence has the words of a deed, whoever did it and however it is told."""
    return bool(deed) and any(_places(_told(text).stems, deed))


def _places(stems: Sequence[str], deed: Sequence[str]) -> Iterator[int]:
    """Yield where the words of a deed begin, behind the first word."""
    for at in range(1, len(stems) - len(deed) + 1):
        if stems[at] == deed[0] and stems[at : at + len(deed)] == tuple(deed):
            yield at


_BACKGROUND = re.compile(
    r"\b(?:after|over|amid|following|despite|because of|in (?:light|view|response) (?:of|to)|based on|on the basis of)\s+(?:\w+\s+)?"
    r"(?:claims?|allegations?|accusations?|reports?|suspicions?|charges)\s+(?:that|of)\b.*",
    re.IGNORECASE | re.DOTALL,
)
"""What a sentence gives as the ground of its own news: "lost the vote after claims that Larne dumped waste" tells of the vote."""
_NO_DOUBT = re.compile(r"\b(?:no|little|any|without(?: a)?) (?:\w+ )?doubt\b", re.IGNORECASE)


class _Told(NamedTuple):
    """The words of a sentence that tell something, small ones left out: their stems, and where each stands."""

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(4096)
def _told(text: str) -> _Told:
    """Return the words of a sentence that tell something; many denials ask the same sentences."""
    kept = _NO_DOUBT.sub("belief", _BACKGROUND.sub("", text))
    spans = [(a, b) for a, b in word_spans(kept) if kept[a:b].lower() not in _SMALL]
    said = tuple(kept[a:b] for a, b in spans)
    return _Told(
        kept,
        said,
        tuple(map(base, said)),
        tuple(a for a, _ in spans),
        tuple(b for _, b in spans),
    )


# What a sentence asserts -------------------------------------------------------------------------

_SAYING = (
    "saying|claiming|insisting|alleging|arguing|asserting|charging|suggesting|believing|reporting|telling|warning|stating|"
    "declaring|maintaining|contending|confirming|indicating|adding|accusing|repeating|stressing|noting|conceding|admitting|acknowledging"
)
_INTO_IT = re.compile(
    r"\b(?:(?:idea|notion|suggestion|question|possibility|prospect|chance|doubts?|scenario|theory|fear|fears|hypothesis)\s(?:that|of)"
    r"|(?:look|search|hunt|ask|wait|call|press)\w*\sfor\s(?:\w+\s){0,3}(?:evidence|proof|signs?)\sthat"
    r"|to\s(?:prove|show|determine|establish|verify|confirm|find out|demonstrate|investigate|see|learn|know|conclude|find)\s(?:\w+\s){0,3}?that"
    rf"|(?:for|without|of|before|towards|from|against|at|on)\s(?!(?:{_SAYING})\b)\w+ing\s(?:\w+\s){{0,4}}?that)\s(?:[\w’'.-]+\s){{0,3}}$",
    re.IGNORECASE,
)
"""What stands before a deed that is only thought of, asked for or found: nobody says there that it was done."""
_GROUND = re.compile(r"\b(?:for|over|from|without|against|before|by|after|since|to)\s(?:\w+ly\s)?$")
_BLAMES = re.compile(
    r"\b(?:blam|accus|condemn|denounc|critici[sz]|fault|indict|convict|charg|rebuk)\w*\b[^,;]*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:\s(?:in|on|at|against|near|last|during|from|inside)(?:\s(?!(?:and|but|or|that|which|who|when|as)\b)[\w’'-]+){1,4}?)?\s(?:is|are|was|were|has|have|had|would|will|could|should|must|may|might|"
    r"remains?|did|does|do|looks?|seems?|seemed|came|comes|means?|needs?|needed|takes?|took|requires?|required|belongs?|falls?|fell|became|becomes)\b"
)
"""The verb of another clause right behind a deed, of which the deed's own clause is the subject or stands in it."""


_OTHERS = re.compile(r"\b(?:that|whose|how|by)\b")
"""Words between a name and a deed behind which somebody else acts, that `_told` leaves out as small."""


def is_asserted(text: str, doer: int, verb: int, end: int) -> bool:
    """Return whether a sentence gives as done, or as somebody's claim, what it tells between some characters.

    A deed inside of what it is about is not: "listing the proof that Larne dumped waste is a job for a clerk" tells of a
    job, "fined Larne for dumping waste" of a fine, "to find out that Larne dumped waste" of a search.

    Args:
        text: the sentence.
        doer: where the name of the doer begins.
        verb: where the verb of the deed begins.
        end: where the last word of its object ends.
    """
    if _INTO_IT.search(text[:doer]) or _GOES_ON.match(text, end):
        return False
    if _OTHERS.search(text, doer, verb):
        return False
    return not _GROUND.search(text[:verb]) or bool(_BLAMES.search(text[:verb]))


# Who did it --------------------------------------------------------------------------------------

PREFIX = 4
"""Letters that "Syria" and "Syrian", "Assad" and "Assad's" share."""
_OWN = frozenset(
    "regime government troops forces force army military soldiers officials authorities administration ministry police guards agents jets "
    "planes warplanes ships navy pilots commanders president leader leaders state men fighters unit units plant plants factory company "
    "subsidiary staff workers employees executives engineers managers crew crews own side militia loyalists".split()
)
"""Whom somebody acts through: "Syria's army" is Syria, "Syria's rebels" are not."""
_APART = frozenset(
    "said say says saying told tells claims claimed claiming insists insisted believes believed thinks argues argued alleges alleged "
    "accused accuses accusing suggested suggests maintains after when while because where since as before that and but".split()
)
"""Words between a name and a deed behind which somebody else acts: "Assad said rebels used gas"."""
_NOT_HIM = frozenset(
    "against fighting fight fought topple toppling oust ousting unseat overthrow opposed opposing oppose battling resisting from on with for "
    "about near outside under toward towards".split()
)
"""Words before a name that make it another's object: "rebels fighting Assad used gas"."""
_LOYAL = frozenset("loyal faithful close allied belonging answering reporting".split())
_OPENERS = frozenset("but and yet however still meanwhile also on in mr mrs ms president".split())
"""Words with a capital before a doer that are no part of its name."""


def _is_doer(before: Sequence[str], n: int, doers: frozenset[str]) -> bool:
    """Return whether a word names a doer who acts in what follows.

    It is no part of another's name ("Wyngor Foods" is not "Larne Foods", nor the "Wyngor regime" the "regime of Larne"),
    nobody else acts between it and the deed, and a land's or a person's own act for it.
    """
    if not any(_names(before[n].lower(), doer) for doer in doers):
        return False
    front = _front(before, n)
    last = front[-1] if front else ""
    own = any(_names(w.lower(), doer) for w in front[-1:] for doer in doers)
    if last[:1].isupper() and not own and len(doers) > 1 and last.lower() not in _OPENERS:
        return False
    behind = [w.lower() for w in before[n + 1 :]]
    if not _APART.isdisjoint(behind):
        return False
    if _is_of(before[n], doers) and behind and not _acts_for(before[n + 1], doers):
        return False
    return not _is_object(front)


def _front(before: Sequence[str], n: int) -> list[str]:
    """Return the words before a name, without those that are part of it: given names, titles."""
    front = list(before[:n])
    while front and front[-1][:1].isupper() and front[-1].lower() in _TITLES:
        front.pop()
    return front


_TITLES = frozenset("mr mrs ms dr president minister prime gen general".split())


def _is_of(word: str, doers: frozenset[str]) -> bool:
    """Return whether a word says whose somebody is: Syria's, Syrian."""
    low = word.lower().replace("’", "'")
    return low.endswith("'s") or not any(low in {doer, f"al-{doer}"} for doer in doers)


def _acts_for(word: str, doers: frozenset[str]) -> bool:
    return word.lower() in _OWN or word[:1].isupper() or any(_names(word.lower(), d) for d in doers)


def _is_object(front: Sequence[str]) -> bool:
    """Return whether the words before a name make it somebody's object."""
    last, second = (front[-n].lower() if len(front) >= n else "" for n in (1, 2))
    if last == "of":
        return second not in _OWN
    if last == "to":
        return second not in _LOYAL
    return last in _NOT_HIM


def _names(word: str, doer: str) -> bool:
    bare = word.removeprefix("al-").removeprefix("el-")
    return bare == doer or (
        len(doer) >= PREFIX
        and len(bare) >= PREFIX
        and (bare.startswith(doer) or doer.startswith(bare))
    )
