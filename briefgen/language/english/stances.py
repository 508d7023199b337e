"""Where somebody stands by a sentence's own words: whether who is named in it says, denies or doubts something.

Asked of the sentence alone, so that it is true where it is printed by itself: the speaker stands in it, as the
subject of a verb of saying. Words stand in ``cues.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from briefgen.language.english import cues
from briefgen.language.english.reporting import sets, verbs
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
_FEW = r"(?:\s+[\w’'-]+){0,4}?"
"""Words between a verb that shows and the doubt that it shows."""


@cache
def _says() -> str:
    plain = sorted(verbs().keys() - sets()["with_that_only"] - _ACTS, key=len, reverse=True)
    with_that = "|".join(sorted((sets()["with_that_only"] & verbs().keys()) | _ACTS))
    return rf"(?:{'|'.join(plain)}|(?:{with_that})(?=\s+(?:that\b|[“\"]))|{_STATEMENT})"


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
    who = re.escape(said.who)
    if said.status == "denied":
        leads = re.match(rf".{{0,{_FIRST}}}(?<!\w){who}(?!\w)", text)
        return "denies" if leads and _DENIES.search(text, leads.end()) else None
    doubt = None if _sure().search(text) else _doubts().search(text)
    verb = rf"(?:{_says()}|{_shows()})" if doubt else _says()
    spoken = re.search(rf"(?<!\w){who}{_BETWEEN}\s+{verb}\b", text)
    behind = re.search(
        rf"[,”\"]\s*{verb}\s+{who}(?!\w)|,\s+{who}{_BETWEEN}\s+{verb}(?:\s+\w+)?\.", text
    )
    if not spoken and not behind:
        return None
    if doubt and spoken and not _turns(text, spoken.end(), doubt.start()):
        return "doubts"
    return "says" if not doubt else None


def _turns(text: str, start: int, end: int) -> bool:
    """Return whether a sentence turns to somebody else's words between two places, outside quotation marks."""
    between = text[start:end]
    return bool(_TURN.search(re.sub(r"[“\"][^”\"]*(?:[”\"]|$)", "", between)))


@cache
def _shows() -> str:
    return "|".join(" ".join(cues.table("doubts")[n] for n in ("shows", "verbs")).split())
