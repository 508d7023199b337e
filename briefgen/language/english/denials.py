"""What a sentence denies: the clause behind a word of denial, unless that word is itself negated.

"Denied entry" and "denied an appeal" refuse something and "rejected an offer" declines one; neither says that a report is
wrong, so they are no denials. A denial of "the reports" alone has no content of its own and means
what stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefgen.language.cued import seen
from briefgen.language.english.rejections import rejected_clause
from briefgen.language.late import late
from briefgen.language.tokens import terms
from briefgen.model import Attribution

_REPORT = (
    r"(?:reports?|claims?|allegations?|accusations?|assertions?|suggestions?|charges?|rumou?rs?|"
    r"speculation|accounts?|statements?|findings?|figures?|notions?|ideas?|stor(?:y|ies))"
)
_CUE = late(
    rf"\b(?:(?:(?<!to\s)deny\b(?!\san?\s)|denies|denied|(?<!no\s)denying)(?!\s(?:\w+\s){{0,2}}(?:entry|access|bail|parole|permission|a\svisa|visas|asylum|a\sloan|medical\scare)\b)"
    r"(?!\s(?:an?|the|his|her|its|their)\s(?:[\w’'-]+\s)?(?:offers?|requests?|appeals?|applications?|motions?|petitions?|bids?|permits?|licen[cs]es?)\b)"
    rf"|issued\sa\sdenial(?:\sof)?|denials?\s(?:of(?!\sservice)|that)"
    rf"|(?:reject|dismiss|refut|disput|rebuff|contest|contradict)(?:s|es|ed|ing)?(?=\s(?:that\b|(?:[\w’'-]+\s){{0,4}}?{_REPORT}\b|.{{3,80}}?\sas\s(?:false|baseless|untrue|unfounded|fabricat|nonsense|propaganda)))"
    rf"|rul(?:es|ed|ing)\sout\sthat\s(?:it|he|she|they|there|the|any)\b)",
    re.IGNORECASE,
)
_FALSE = late(
    rf"\b(?P<what>{_REPORT}\b[^.;]{{0,160}}?)\s(?:was|were|is|are|as|to\sbe|had\sbeen)\s(?:\w+\s)?(?:false|untrue|baseless|unfounded|fabricated|wrong|incorrect|groundless)\b"
    rf"|\b(?P<what3>{_REPORT}\b[^.;]{{0,160}}?)\s(?:was|were|has\sbeen|have\sbeen|is|are)\s(?:\w+ly\s)?(?:denied|rejected|dismissed|disputed|refuted)\sby\b"
    rf"|\bno\struth\s(?:in|to)\s(?P<what2>[^.;]{{3,160}})",
    re.IGNORECASE,
)
_NEGATED = late(
    r"\b(?:not|never|nor|neither|without|cannot|can[’']t|nobody|no\sone|can|could|may|might|would|will|should|(?:refus|declin|fail)\w+\sto|\w+n[’']t)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_PASSIVE = late(r"\b(?:was|were|been|being|is|are|be)\s(?:\w+ly\s)?$", re.IGNORECASE)
_CLAUSE_END = late(
    r"[;:](?=\s)|,(?=\s(?:but|while|although|whereas|and|saying|adding|calling|independent|which|who)\b)|,(?=\s(?:will|would|was|were|is|has|had|said|says)\s)|,(?=\s(?:\w+\s){0,2}(?:after|before|when|as|since|amid)\b)|\s(?:but|while|although|whereas)\s"
)
_EMPTY = frozenset(
    "report claim alleg accus assert suggest charg rumor rumour specul account statement find figur "
    "notion idea stori fals untru baseless unfound fabric wrong incorrect groundless media respons "
    "involv wrongdo deni press".split()
)
"""Stems that say that something was said, and nothing of what."""
CONTENT = 2
"""A denied clause with fewer terms of its own means the sentence before it."""


@dataclass(frozen=True, slots=True)
class Denied:
    """What a sentence denies."""

    clause: str
    """The words behind the cue, to the end of the clause."""
    terms: frozenset[str]
    """Its content terms, words such as "reports" left out."""

    @property
    def points_back(self) -> bool:
        """Whether it denies what stands before it, and does not say what."""
        return len(self.terms) < CONTENT


def find_rejected(text: str, said: Attribution) -> Denied | None:
    """Return what a sentence denies or otherwise rejects, or None.

    Args:
        text: a sentence.
        said: who says it, and how sure.
    """
    denied = find_denied(text)
    if denied:
        return denied
    clause = rejected_clause(text, said)
    return _denied(clause) if clause else None


_SIGNS = frozenset(
    "deny denies denied denying denial denials false untrue baseless unfounded fabricated wrong incorrect groundless "
    "truth".split()
) | {
    f"{verb}{ending}"
    for verb in "reject dismiss refut disput rebuff contest contradict".split()
    for ending in ("", "s", "es", "ed", "ing")
}
"""Words of which a sentence must hold one before it is worth while to look for a denial."""


def find_denied(text: str) -> Denied | None:
    """Return what a sentence denies, or None where it denies nothing."""
    small, _, words = seen(text)
    if _SIGNS.isdisjoint(words) and " out that" not in small:
        return None
    for cue in _CUE.finditer(text):
        before = text[: cue.start()]
        if not _NEGATED.search(before) and not _PASSIVE.search(before):
            return _denied(_CLAUSE_END.split(text[cue.end() :])[0])
    false = _FALSE.search(text)
    return _denied(false["what"] or false["what2"] or false["what3"]) if false else None


def _denied(clause: str) -> Denied:
    return Denied(clause.strip(), frozenset(terms(clause)) - _EMPTY)
