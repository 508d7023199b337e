"""Where somebody stands by a sentence's own words: whether who is named in it says, denies or doubts something.

Asked of the sentence alone, so that it is true where it is printed by itself: the speaker stands in it, as the
subject of a verb of saying. Words stand in ``cues.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from briefgen.language.english import cues
from briefgen.language.english.reporting import sets, verbs
from briefgen.language.tokens import in_word
from briefgen.model import Attribution, StandKind

_STATEMENT = r"(?:issued|released|made|gave|sent)\s+(?:a|an|another)\s+(?:\w+\s+)?(?:statement|letter|warning|message|speech)"
"""What somebody does who says something with a noun."""
_BETWEEN = (
    r"(?:,[^,“”\"]{2,110},)?(?:\s+(?:(?:on|late|early|earlier|last|this|that)\s+)?(?:also|then|again|yesterday|today|tonight|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|afternoon|evening|night|week|has|have|had|later|publicly|"
    r"repeatedly|previously|initially|flatly|strongly|categorically)){0,3}"
)
"""What may stand between a speaker and the verb: what is set between commas, a day, an adverb."""
_ACTS = frozenset({"responded", "responds"})
"""Verbs of saying that are deeds as well: they count before "that" and quotation marks."""
_FIRST = 45
"""Characters before who denies, at the most: further back another clause tells something else."""
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied)|(?:reject|dismiss|refute|dispute)\w*(?:\s+[\w’'-]+){0,3}?\s+(?:allegation|accusation|claim|report|charge|rumou?r)s?)\b",
    re.IGNORECASE,
)
"""What denies a thing that is said to be; who rejects a notion or dismisses a fear does not."""
_TURN = re.compile(r",\s+(?:but|though|although|while|whereas|even as)\s")
"""Where a sentence turns to what somebody else says."""
_OPENS = re.compile(r"[,”\"]")
_COMMA = re.compile(r",\s+$")
_FEW = r"(?:\s+[\w’'-]+){0,4}?"
"""Words between a verb that shows and the doubt that it shows."""


@cache
def _says() -> str:
    plain = sorted(verbs().keys() - sets()["with_that_only"] - _ACTS, key=len, reverse=True)
    with_that = "|".join(sorted((sets()["with_that_only"] & verbs().keys()) | _ACTS))
    return rf"(?:{'|'.join(plain)}|(?:{with_that})(?=\s+(?:that\b|[“\"]))|{_STATEMENT})"


@cache
def _verb(*, shows: bool) -> str:
    """Return what is searched for as the verb; with what shows a doubt, where there is one."""
    return rf"(?:{_says()}|{_shows()})" if shows else _says()


@cache
def _behind_who(*, shows: bool) -> re.Pattern[str]:
    """Return what stands behind a speaker who says something."""
    return re.compile(rf"{_BETWEEN}\s+{_verb(shows=shows)}\b")


@cache
def _closing(*, shows: bool) -> re.Pattern[str]:
    """Return the same where it closes the sentence."""
    return re.compile(rf"{_BETWEEN}\s+{_verb(shows=shows)}(?:\s+\w+)?\.")


@cache
def _before_who(*, shows: bool) -> re.Pattern[str]:
    """Return what stands from a comma or a quotation mark to a speaker behind his verb."""
    return re.compile(rf"[,”\"]\s*{_verb(shows=shows)}\s+")


@cache
def _doubts() -> re.Pattern[str]:
    table = cues.table("doubts")
    shows, nouns, own, objects = (
        "|".join(table[n].split()) for n in ("shows", "nouns", "verbs", "objects")
    )
    phrases = "|".join(map(re.escape, table["phrases"]))
    return re.compile(
        rf"\b(?:(?:{shows}){_FEW}\s+(?:{nouns})|(?:{own})\s+(?:{objects}))\b|(?<!\w)(?:{phrases})\b",
        re.IGNORECASE,
    )


@cache
def _sure() -> re.Pattern[str]:
    return cues.pattern(cues.table("doubts")["sure"], re.IGNORECASE)


def stand_of(text: str, said: Attribution) -> StandKind | None:
    """Return whether somebody says, denies or doubts something in a sentence; None where none surely does there.

    Args:
        text: the sentence.
        said: who says it, as its article was read.
    """
    if said.kind not in {"named", "role"} or not said.who:
        return None
    who, places = said.who, _places(said.who, text)
    if said.status == "denied":
        ends = [n + len(who) for n in places if n <= _FIRST]
        leads = max((n for n in ends if not in_word(text, n)), default=len(text))
        return "denies" if _DENIES.search(text, leads) else None
    doubt = None if _sure().search(text) else _doubts().search(text)
    shows = doubt is not None
    behind = (_behind_who(shows=shows).match(text, n + len(who)) for n in places)
    spoken = next(filter(None, behind), None)
    if not spoken and not any(_follows(text, n, n + len(who), shows=shows) for n in places):
        return None
    if doubt and spoken and not _turns(text, spoken.end(), doubt.start()):
        return "doubts"
    return "says" if not doubt else None


def _places(who: str, text: str) -> list[int]:
    """Return where a speaker's words begin in a sentence, not within a word.

    Looked for as they stand: a pattern for each speaker takes 12 ms to make, four hundred times what the sentence takes to read.
    """
    found, at = [], text.find(who)
    while at >= 0:
        if not in_word(text, at - 1):
            found.append(at)
        at = text.find(who, at + 1)
    return found


def _follows(text: str, start: int, end: int, *, shows: bool) -> bool:
    """Return whether a speaker stands behind what is said: "…, said Holt", ", Holt said."."""
    before = _before_who(shows=shows)
    if not in_word(text, end) and any(
        before.fullmatch(text, m.start(), start) for m in _OPENS.finditer(text, 0, start)
    ):
        return True
    return bool(_COMMA.search(text, 0, start) and _closing(shows=shows).match(text, end))


def _turns(text: str, start: int, end: int) -> bool:
    """Return whether a sentence turns to somebody else's words between two places, outside quotation marks."""
    between = text[start:end]
    return bool(_TURN.search(re.sub(r"[“\"][^”\"]*(?:[”\"]|$)", "", between)))


@cache
def _shows() -> str:
    return "|".join(" ".join(cues.table("doubts")[n] for n in ("shows", "verbs")).split())
