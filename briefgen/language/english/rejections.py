"""Which sentences reject a claim without a word such as "denied": the claim is false, unproven, or not what we did.

What is told as false, what there is no evidence for, and what a speaker says that his own side did not do are
denials; that nobody was hurt, that somebody did not answer, or what will not be done are none.
"""

from __future__ import annotations

import re

from briefgen.language.cued import Cue, known_by, seen
from briefgen.language.late import late
from briefgen.model import Attribution

_UNTRUE = (
    r"(?:false|untrue|not true|a lie|lies|nonsense|baseless|unfounded|groundless|fabricated|a fabrication|incorrect|"
    r"inaccurate|bogus|exaggerated|unsupported|illogical|fiction|a myth|far from the truth)"
)
_REJECTED = rf"(?:{_UNTRUE}|wrong|ridiculous|absurd|ludicrous|preposterous|propaganda|rubbish|misleading|a mistake)"
_ADVERBS = r"(?:(?:[\w’'-]+ly|simply|just|quite|all|so|both|also) ){0,2}"
_TOLD = (
    r"(?:reports?|claims?|allegations?|accusations?|assertions?|suggestions?|charges|rumou?rs?|speculation|"
    r"accounts?|stories|story|article|contention|insinuations?|theor(?:y|ies)|narrative|notion|idea)"
)
_FALSE = late(
    rf"(?:^|[“\"‘,—–-] ?|\b(?:said|says|say|that|but|and|insisted|added|tweeted)[,:]? [“\"]?)"
    rf"(?:that|this|it|which|those|these|they|all of (?:it|that|this))(?:[’']s| is| are| was| were) [“\"]?{_ADVERBS}{_UNTRUE}\b(?! that| to )"
    rf"|\b(?:call(?:s|ed|ing)|labell?ed|branded|deemed|dismiss(?:es|ed|ing)) (?:[\w’',.-]+ ){{1,8}}?(?:as )?[“\"]?{_ADVERBS}{_REJECTED}\b"
    rf"|\b{_TOLD}\b[^.;]{{0,140}}? [“\"]?(?:was|were|is|are|as|to be|had been) [“\"]?{_ADVERBS}{_REJECTED}\b"
    rf"|\b{_TOLD}\b[^.;]{{0,60}}? (?:turned out|proved|proven) (?:not to be true|to be {_UNTRUE})"
    rf"|\bnot true that\b|\bit (?:is|was) [“\"]?{_ADVERBS}(?:impossible|grotesque|absurd|ridiculous|nonsense|false|untrue|simply wrong)[”\"]? (?:that|to (?:say|suggest|claim|speculate|think|believe))\b",
    re.IGNORECASE,
)
_PROOF = late(
    r"\b(?:no|not any|never any|not a shred of|aware of (?:no|any)) (?:[\w-]+ ){0,2}?(?:evidence|proof|intelligence|indications?|truth|basis|substance)\b"
    r"[^.;]{0,20}?\b(?:that|of|for|to|in|suggesting|pointing|indicating|linking|showing|supporting|behind)\b",
    re.IGNORECASE,
)
_AGAINST = late(
    rf"\b(?:disagree[sd](?! over\b| on\b| about\b| among\b)|[Ii] disagree|[Ww]e disagree|rebut(?:s|ted|ting)?|counter(?:s|ed) that|took issue with|takes issue with)\b"
    rf"|\b(?:knock(?:s|ed|ing) (?:back|down)|push(?:es|ed|ing) back (?:on|against|at)|shot down|brush(?:es|ed|ing) (?:off|aside)|"
    rf"discount(?:s|ed|ing)|downplay(?:s|ed|ing)|question(?:s|ed|ing)|scoff(?:s|ed|ing) at|bristl(?:es|ed|ing) at|batt(?:ed|ing) (?:away|down)) "
    rf"(?:[\w’',-]+ ){{0,5}}?{_TOLD}\b"
    rf"|\b(?:does not|doesn[’']t|do not|don[’']t|didn[’']t|did not) buy (?:into )?(?:that|this|the|such|it)\b|(?<!have )(?<!want )(?<!wants )\bnothing to do with\b|\b(?:has|had|have) nothing to do with (?:the|this|that|politics|any|what)\b"
    rf"|\b[Cc]ontrary to (?:[\w’'-]+ ){{0,4}}?{_TOLD}\b"
    rf"|\b(?:responded|responding|response|defended) (?:[\w’',-]+ ){{0,4}}?(?:to|against) (?:[\w’',-]+ ){{0,3}}?(?:allegations?|accusations?|claims|charges)\b",
)
_NOT_DONE = (
    r"comment|confirm|know|say|give|disclose|release|immediately|yet|expect|respond|want|need|think|believe|elaborate|provide|"
    r"specify|mention|name|identify|answer|address|rule|discuss|offer|return|see|have|get|go|anticipate|realize|recall|"
    r"remember|reveal|announce|find|show|hear|hesitate|seem|appear|become|come|even|hold|meet|deal|like|feel|understand|make|take|save|do|tell|correctly|properly|fully|always"
)
_NOT_DOING = (
    r"going|suggesting|saying|asking|ruling|planning|getting|seeing|looking|counting|trying|holding|having|being|commenting|"
    r"waiting|giving|expecting|hiding|working|talking|aiming|doing|coming|happening|acting|presenting|making|listening"
)
_LEAD = r"(?:(?:said|says|say|insists?|insisted|insisting|saying|stressed|maintained|maintains|argues?|argued|told [\w.’'-]+(?: [\w.’'-]+){0,3}|that|twitter|,|but|and) [“\"]?|^[“\"]?|[“\"])"
_SELF = r"(?:I|we|We|he|He|she|She|it|they|They|(?:his|her|its|their|our|my) (?:[\w’'-]+ ){1,3}?) ?"
_OWN = late(
    rf"{_LEAD}{_SELF}(?:personally |certainly |absolutely )?(?:"
    rf"(?:did not|didn[’']t) (?!(?:{_NOT_DONE})\b)\w+|(?:had|have|has) never \w+|never \w+ed|would never (?!(?:{_NOT_DONE})\b)\w+"
    rf"|(?:was|were|am|is|are)(?: not|n[’']t) (?!(?:{_NOT_DOING})\b)\w+ing\b)",
)
_BLAME = late(
    r"\b(?:was|were|is|are|am)(?: [“\"]?not|n[’']t)[ “\"]+(?:officially |in any way |directly |personally )?"
    r"(?:involved in|responsible for|behind|complicit|guilty|at fault|to blame|obstructing|(?:my|our|his|her|their) intention)\b"
    r"|\b(?:government|troops|forces|army|administration|company|firm|campaign|ministry|military) would never\b"
    r"|\b(?:was|is) certainly not (?:my|our)\b"
)
_DISBELIEF = late(
    r"\b(?:do(?:es)? not|don[’']t|doesn[’']t|did not|didn[’']t) (?:believe (?:that )?(?:we (?:are|have|were)|the |there |that |it (?:is|was)|his |its )|think (?:that )?(?:we|I) )",
)
_NO_CLAIM = late(
    r"\b(?:declin|refus|whether|if |unclear|not clear|could not be|couldn[’']t be|asked|yet\b|did not respond|didn[’']t respond|not respond)",
    re.IGNORECASE,
)


_SIGNS = (
    Cue(known_by(*(
        "false… untrue… true lie lies nonsense… baseless… unfounded… groundless… fabricated… fabrication… incorrect… inaccurate… bogus… "
        "exaggerated… unsupported… illogical… fiction… myth truth… wrong ridiculous absurd ludicrous preposterous propaganda rubbish "
        "misleading mistake impossible grotesque"
    ).split()), _FALSE),
    Cue(known_by(*"evidence proof intelligence indications? truth basis substance".split()), _PROOF),
    Cue(known_by(*(
        "disagree… rebut… counters countered issue knock… pushes pushed pushing shot brush… discount… downplay… question… scoff… bristles… "
        "batted batting buy nothing contrary responded responding response defended"
    ).split()), _AGAINST),
)  # fmt: skip
"""Each pattern with the words of which a sentence must hold one before it is worth while to look."""
_DENYING = known_by("not", "never", "t")
"""The same of what a speaker says that his own side did not do; "t" is what stands behind the apostrophe of "didn't"."""


def rejected_clause(text: str, said: Attribution) -> str | None:
    """Return the words of a sentence that hold what it rejects, or None where it rejects nothing.

    Args:
        text: a sentence.
        said: who says it, and how sure.
    """
    keys = seen(text).keys
    for cue in _SIGNS:
        found = cue.search(text, keys)
        if found and not _taken_back(text[: found.start()]):
            return text[found.start() :] if cue.pattern is not _FALSE else text
    if not said.who or _DENYING.isdisjoint(keys):
        return None
    if "?" in text or _NO_CLAIM.search(text):
        return None
    for pattern in (_OWN, _BLAME, _DISBELIEF):
        found = pattern.search(text)
        if found:
            return text[found.start() :]
    return None


_TAKEN_BACK = late(
    r"\b(?:not|never|no|n[’']t|if|whether|unless|refused to|declined to)\s(?:[\w’'-]+\s){0,2}[“\"]?$",
    re.IGNORECASE,
)


def _taken_back(before: str) -> bool:
    """Return whether words before a rejection negate it or make it a question."""
    return bool(_TAKEN_BACK.search(before))
