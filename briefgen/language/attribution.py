"""Who says what a sentence reports, and how sure the sentence says it is: by cue words alone.

The distinctions are those of ICD 206 and of the news: a named speaker, a role, a vague group, or
the outlet itself; stated, reported, rumoured, possible, forecast or denied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.models import Attribution, AttributionKind, Status

_VERBS = (
    "said|says|say|told|tells|stated|states|declared|declares|announced|announces|claimed|claims?|"
    "reported|reports|confirmed|confirms|warned|warns?|believed?|believes|suggested|suggests?|"
    "indicated|indicates?|asserted|asserts?|argued|argues?|insisted|insists?|estimated|estimates?|"
    "alleged|alleges?|condemned|condemns?|denied|denies|deny|rejected|rejects?|dismissed|dismisses|"
    "emphasi[sz]ed|emphasi[sz]es?|praised|praises?|pledged|pledges?|vowed|vows?|labell?ed|labels|"
    "described|describes?|accused|accuses?|called|noted|notes|acknowledged|acknowledges|predicted|"
    "predicts?|cautioned|cautions?|urged|urges?|stressed|stresses|added|adds|interprets?|"
    "interpreted|echoed|echoes|referred|responded|called on|demanded|threatened"
)
_SUBJECT = r"(?P<who>(?:(?!\b(?:that|which|who|while|although|because|if)\b)[^,;:“”\"—]){2,90}?)"
_ADVERBS = r"(?:\s(?:has|have|had|also|is|are|was|were|repeatedly|strongly|officially|publicly|previously|often|once|again|later|recently|flatly|jointly|\w+ly))*"
_PREPOSED = re.compile(
    rf"(?:^|[,;—]\s|\b(?i:while|as|and|but|although|because)\s|[,.!?]?[”\"]\s)(?!and\s|or\s){_SUBJECT}{_ADVERBS}(?<!\bto)\s(?P<verb>{_VERBS})\b(?!\s(?:by|to\sbe|of|from)\b)"
)
_APPOSED = re.compile(
    rf"^(?P<who>[A-Z][^,;:“”]{{1,60}}), (?:the|a|an|who|which)\s[^,]{{3,80}},{_ADVERBS}\s(?:{_VERBS})\b"
)
_RAISED = re.compile(
    r"^(?P<who>(?:[A-Z]\w+\s)?(?:\w+\s){0,2}(?:reports?|estimates?|assessments?|figures|data)\sfrom\s[A-Z][^,;]{2,40}?)\s(?:have|has|had|say|said|suggest|indicate|show)"
)
_WARNING = re.compile(
    r"\bwith (?P<who>[A-Z][^,;“”]{2,60}?) (?:warning|saying|adding|calling|stating)\b"
)
_POSTPOSED = re.compile(
    r"[,”\"]\s(?P<verb>said|says|warned|declared|added|announced|told|wrote)\s(?P<who>[A-Zatn][^,;.“”\"]{2,70})"
)
_ACCORDING = re.compile(r"\baccording to\s(?P<who>[^,;.“”\"]{2,80})", re.IGNORECASE)
_VAGUE_HEAD = (
    r"reports?|allegations?|rumou?rs?|speculation|accounts|indications|signs|evidence|media|it|many|some|"
    r"others|critics?|observers?|commentators?|insiders?|sources?|experts?|analysts?|analys[ei]s|officials?|"
    r"estimates?|studies|research|intelligence|information|strategists?|claims"
)
_VAGUE = re.compile(
    rf"^(?:(?:the|some|several|many|most|recent|independent|various|local|unnamed|anonymous|regional|security|"
    rf"military|international|intelligence|political|defen[cs]e|foreign|other|latest|new|media|there|are|is|by)\s)*"
    rf"(?:{_VAGUE_HEAD})\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_ALWAYS_VAGUE = re.compile(
    r"\b(?:reports?|allegations?|rumou?rs?|speculation|indications|sources?)\b", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|officials?|minist(?:er|ry|ries)|government|military|army|navy|"
    r"department|secretary|leader(?:s|ship)?|president|premier|chancellor|agency|council|command(?:er)?|general|"
    r"administration|authorit(?:y|ies)|regime|forces|police|regulator|bank|company|operator|court|office|"
    r"commission|embassy|ambassador|diplomats?|lawmakers?|delegates?|analysts?|experts?|allies|intelligence|chief|director|countries|nations|states)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?<![\w.])(?!The\b|In\b|A\b)(?:[A-Z][\w’'-]+\s){1,3}[A-Z][\w’'-]+")
_GEOGRAPHIC = re.compile(
    r"\b(?:North|South|East|West|Korean?|Japan\w*|Russian?|Americ\w+|United|States|Nations?|European|Union|China|Chinese|"
    r"Western|Secretary|President|Minister|Department|State|Defen[cs]e|Foreign|Prime|General|Security|Council|War|of|the)\b"
)
_IS_NAME = re.compile(r"\b[A-Z][\w’'.-]+")
_THERE = re.compile(
    r"\bthere (?:are|is|were|have been) (?P<who>(?:\w+ )?(?:reports?|allegations?|rumou?rs?|claims|indications|signs|speculation))\b",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\bwith (?P<who>(?:\w+ )?(?:reports?|officials?|sources|analysts|experts)) (?:suggesting|indicating|saying|warning|claiming)\b",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(
    r"\b(?:confirmed|reported|announced|detected|stated|verified) by (?P<who>(?:the\s)?[^,;.“”\"]{3,60})",
    re.IGNORECASE,
)
_BARE_OPENER = re.compile(
    r"^(?:in|on|at|this|these|it|he|she|they|as|for|which|what|such)\b", re.IGNORECASE
)

_STATUS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (
        "denied",
        re.compile(
            r"\b(?:den(?:y|ies|ied|ying)|denials?|reject(?:s|ed|ing)?|dismiss(?:es|ed)|refut(?:e|es|ed)|disput(?:es|ed)|contradict(?:s|ed))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "rumoured",
        re.compile(
            r"\b(?:rumou?r(?:s|ed)?|reportedly|alleged(?:ly)?|allegations?|purported(?:ly)?|unconfirmed|said to be|believed to|there are reports|thought to)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "possible",
        re.compile(
            r"\b(?:may(?!\s\d)|might|could|potential(?:ly)?|possib(?:le|ly|ility)|perhaps|appears? to|seems? to|suspected)\b"
        ),
    ),
    (
        "forecast",
        re.compile(
            r"\b(?:will|(?:is|are|was|were) (?:expected|set|due|scheduled|likely|poised|slated|planning) to|(?:is|are) likely|plans? to|intends? to|going to|would|forecast|upcoming|is projected)\b",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Said:
    who: str
    at: int


_PATTERNS = (
    _ACCORDING,
    _APPOSED,
    _RAISED,
    _THERE,
    _WITH,
    _POSTPOSED,
    _PREPOSED,
    _WARNING,
    _CONFIRMED,
)


def attribute(text: str) -> Attribution:
    """Return who says a sentence and how sure it says it is, with the words that show it."""
    said = _said(text)
    kind = kind_of(said.who) if said else "none"
    status, cue = _status(text)
    if status is None:
        status = "stated" if kind == "none" else "reported"
    return Attribution(kind=kind, who=said.who if said else None, status=status, cue=cue)


def _status(text: str) -> tuple[Status | None, str | None]:
    found = ((status, pattern.search(text)) for status, pattern in _STATUS)
    return next(((status, m.group()) for status, m in found if m), (None, None))


def _said(text: str) -> _Said | None:
    """Return the words that name who says a sentence, the earliest in it."""
    candidates: list[_Said] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            who = _trim(match["who"])
            if who and not _BARE_OPENER.match(who) and _plausible(who):
                candidates.append(_Said(who, match.start("who")))
                break
    return min(candidates, key=lambda s: s.at) if candidates else None


def _trim(who: str) -> str:
    who = re.sub(rf"{_ADVERBS}$", "", " " + who.strip(), flags=re.IGNORECASE).strip(" ,.'’")
    return re.split(r"\b(?:in an effort|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b", who)[
        0
    ].strip()


def _plausible(who: str) -> bool:
    """Return whether some words can name a speaker."""
    return len(who.split()) <= 12 and bool(  # noqa: PLR2004 - longer ones swallow a clause
        _VAGUE.match(who) or _ROLE.search(who) or _names(who)
    )


def _names(who: str) -> bool:
    found = [
        m
        for m in _IS_NAME.finditer(who)
        if m.start() > 0 or m.group().lower() not in {"the", "a", "an"}
    ]
    return any(m.start() > 0 or not who[:1].isupper() or len(who.split()) <= 4 for m in found)  # noqa: PLR2004


def kind_of(who: str) -> AttributionKind:
    """Return whether some words name a speaker, a role or a vague group."""
    vague = _VAGUE.match(who)
    if vague and (_ALWAYS_VAGUE.search(who) or not re.search(r"\b[A-Z]", vague["rest"])):
        proper = re.search(r"(?<!^)\b[A-Z]\w+", who)
        if not proper or _ALWAYS_VAGUE.search(who):
            return "vague"
    person = _PERSON.search(who)
    if person and len(_GEOGRAPHIC.sub("", person.group()).split()) >= 1:
        return "named"
    if _ROLE.search(who):
        return "role"
    return "named" if re.search(r"\b[A-Z]", who) else "vague"
