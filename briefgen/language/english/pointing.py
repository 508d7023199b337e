"""Which denials have no matter of their own: they answer what was just told ("denied the claim", "That is false").

Such a denial means what stands right before it. One that says itself what is denied ("denied claims that the
mill was sold") is none of these.
"""

from __future__ import annotations

import re
from typing import Literal

from briefgen.language.late import late
from briefgen.language.tokens import words

Pointing = Literal["report", "answer", "blame"]
"""What a denial points at: a report that it names as one, whatever was said, or who is to blame."""

_NOUN = (
    r"(?:claims?|allegations?|accusations?|charges?|assertions?|suggestions?|reports?|rumou?rs?|speculation|articles?|stor(?:y|ies)|"
    r"characteri[sz]ations?|assessments?|logic|arguments?|analysis|notion|idea|theory|theories|criticisms?|contentions?|versions?|"
    r"accounts?|insinuations?|narratives?|remarks?|comments?|findings?)"
)
_FALSE = (
    r"(?:false|untrue|not true|wrong|a lie|lies|nonsense|baseless|unfounded|groundless|fabricated|incorrect|inaccurate|"
    r"ridiculous|absurd|propaganda|rubbish|misleading|a mistake|simply not so)"
)
_ADVERBS = r"(?:[\w’'-]+ly |just |simply |quite |all |both )*"
_WHICH = r"(?:(?:all|any|both|most|several) (?:of )?)?(?:the|that|this|those|these|such|his|her|their|its|all|any|both) (?:[\w-]+ ){0,2}?"
_VERB = (
    r"(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:es?|ed|ing)|refut(?:es?|ed|ing)|rebut(?:s|ted|ting)?|"
    r"contest(?:s|ed|ing)?|push(?:es|ed|ing) back (?:on|against|at)|brush(?:es|ed|ing) (?:off|aside)|knock(?:s|ed|ing) down|took issue with|"
    r"(?:response|responded|responding) to)"
)
_END = r"(?=\s?[.,;:!?”\"’)—–-]|\s(?:on|in|at|last|late|early|later|earlier|as|and|but|during|through|outright|when|after|before)\b|\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|$)"
_REPORT = late(
    rf"\b{_VERB} {_WHICH}{_NOUN}\b{_END}"
    rf"|\b(?:th[eo]se|the|that|this|such) (?:[\w-]+ )?{_NOUN} (?:was|were|is|are|had been|turned out|proved)(?: not)? (?:to be )?[“\"]?{_ADVERBS}{_FALSE}\b"
    rf"|\b(?:those|the|that|this|such) (?:[\w-]+ )?{_NOUN} (?:turned out|proved) (?:not to be true|to be (?:un|false|wrong))"
    rf"|\b(?:call(?:s|ed)|labell?ed|branded|dismissed) (?:the|that|this|those|these) (?:[\w-]+ )?{_NOUN} (?:as )?[“\"]?{_ADVERBS}{_FALSE}\b",
    re.IGNORECASE,
)
_ANSWER = late(
    rf"^[“\"‘(]?(?:but |and |no, )?(?:that|this|it)(?:[’']s| is| was) {_ADVERBS}{_FALSE}[.,!”\"’]"
    rf"|\b(?:said|says|insisted|replied|responded|answered|countered|tweeted):? [“\"]?(?:that|this|it)(?:[’']s| is| was) {_ADVERBS}{_FALSE}[.,!”\"’]"
    r"|^[“\"]?not (?:so|true),[”\"]? (?:said|says)\b|\bdisagree[sd](?=[.,;])",
    re.IGNORECASE,
)
_BLAME = late(
    r"\bden(?:y|ies|ied|ying) (?:any |all |both )?(?:responsibility|involvement|wrongdoing|blame|being (?:responsible|involved|behind (?:it|the [\w-]+))"
    r"|(?:that )?(?:it|he|she|they) (?:was|were|is|are|had been) (?:responsible|involved|behind (?:it|the [\w-]+)))\b(?! (?:for|in) )(?! of\b)",
    re.IGNORECASE,
)


_NAMED = late(rf"\b{_NOUN}\b", re.IGNORECASE)
"""Another report, named before the one that is meant, may be that: "after allegations by a union, he said the claims were false"."""
_REJECTS = late(rf"\b{_FALSE}\b", re.IGNORECASE)


def points_at(text: str) -> Pointing | None:
    """Return what a denial points at that says itself not what is denied, or None."""
    report = _REPORT.search(text)
    if report and not _NAMED.search(text, 0, report.start()):
        return "report"
    if _ANSWER.search(text):
        return "answer"
    return "blame" if _BLAME.search(text) else None


_TOLD = late(
    rf"\b(?:{_NOUN}|claim(?:s|ed|ing)?|alleg\w+|accus\w+|charg(?:es|ed|ing)|suggest\w*|report(?:s|ed|ing)|argu\w+|speculat\w+|assert\w*|contend\w*|blam\w+|said|says?|"
    r"told|according|think|believes?)\b",
    re.IGNORECASE,
)
_BLAMED = late(
    r"\b(?:blam\w+|accus\w+|responsib\w+|(?:was|were|is|are|be|been|being|stood|stands|who|those|people|men|group|ones?|gang) behind|suspect\w*|alleg\w+|claim\w*|charg(?:es|ed)|involv\w+|link\w*|attribut\w+|finger|culprits?"
    r"|carr(?:y|ied|ying) out|perpetrat\w+|orchestrat\w+|masterminded)\b",
    re.IGNORECASE,
)


_ACCUSATION = late(r"\b(?:allegations?|accusations?|charges?)\b", re.IGNORECASE)


def can_be_meant(text: str, pointing: Pointing) -> bool:
    """Return whether a sentence tells what a denial that points back can mean: a report, or that somebody is to blame."""
    return bool((_BLAMED if pointing == "blame" else _TOLD).search(text))


_DENIER = late(
    r"\b(?P<who>[A-Z][\w’'-]+) (?:has |have |had )?(?:flatly |repeatedly |steadfastly |also )?(?:denie[sd]|reject(?:s|ed)|dismiss(?:es|ed)|disput(?:es|ed)|refut(?:es|ed))\b"
)


def denier_of(text: str) -> frozenset[str]:
    """Return who denies by a denial's own verb, in small letters, whoever tells of it: "Mr. Orr has rejected that logic"."""
    found = _DENIER.search(text)
    return frozenset({found["who"].lower()} if found else ())


def names_accusation(text: str) -> bool:
    """Return whether a denial calls what it denies an accusation: it answers none but who accuses."""
    return bool(_ACCUSATION.search(text))


def rejects(text: str) -> bool:
    """Return whether a sentence calls something false: what answers it may go on with it."""
    return bool(_REJECTS.search(text))


_LED = late(
    r"^[“\"(]?(?:But|However|Yet|Still)\b|\b(?:those|these|that|this|such)\s", re.IGNORECASE
)
_OPEN = late(r"\b(?:whether|unclear|not (?:yet )?(?:clear|known)|unknown)\b", re.IGNORECASE)
_OUTRIGHT = frozenset(
    "deny denies denied denying reject rejects rejected dismissed refuted dispute disputed false untrue lie".split()
)
_OFFICES = frozenset(
    "officials official spokesman spokeswoman minister president foreign prime government ministry statement said".split()
)


def is_answer(text: str) -> bool:
    """Return whether a denial opens as an answer, or points with "those" and its like."""
    return bool(_LED.search(text))


def leaves_open(text: str) -> bool:
    """Return whether a sentence leaves open what nobody can deny: whether, not clear."""
    return bool(_OPEN.search(text))


def says_outright(text: str) -> bool:
    """Return whether a sentence has a verb of denial, or a word that calls something untrue."""
    return bool(_OUTRIGHT & frozenset(words(text.lower())))


def offices() -> frozenset[str]:
    """Return the words of a speaker's office that others have as well."""
    return _OFFICES
