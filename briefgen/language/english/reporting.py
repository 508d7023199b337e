"""Whether a word is a reporting verb where it stands, what helps it, and what it does with a claim."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from briefgen.language.english import cues
from briefgen.language.english.clauses import (
    QUOTATION,
    Words,
    finite,
    first_finite,
    is_break,
    is_name_word,
    main_clause,
)
from briefgen.model import Status

PAPERS = frozenset(
    "reports rumours rumors allegations estimates assessments figures accounts claims".split()
)
"""What holds something said and is no verb: "reports of a coup"."""
OF_PAPERS = frozenset(
    "unconfirmed new news some media press local initial early other several".split()
)
"""Words before them."""
BE = frozenset("is are was were be been being".split())
RELATIVES = frozenset("who which whose whom that".split())

_TOLD_BY = frozenset(
    "said announced confirmed reported claimed stated alleged asserted disclosed revealed estimated denied "
    "verified".split()
)
"""Participles before "by" whose doer tells it; who finds, plans or charges is no source: "found by a hiker"."""
_NO_ADVERBS = frozenset(
    "family ally assembly rally supply reply anomaly fly bully monopoly".split()
)
_GO_ON = frozenset("continued continues continue went began seemed rushed hastened quick".split())
_ADDED = frozenset({"that", "and", "who", "which", "as", "after", "to"})
"""Words between a verb and a later one that make the later one another clause's."""
_SAID = frozenset({".", ",", QUOTATION, "that", "there", "it"})
"""What a reported clause begins with; a comma or stop where it stands before the verb."""
NEAR = 3
"""Words between a verb and its "that", as in "said on Monday that"."""
DENIED_WITHIN = 6
"""Words behind a verb of denial in which stands what is denied."""


@cache
def verbs() -> Mapping[str, Status]:
    """Return the reporting verbs in all forms, each with the status of what it reports."""
    table = cues.table("verbs")
    kinds: tuple[Status, ...] = ("reported", "forecast", "denied")
    return {v: s for s in kinds for v in table[s].split()}


@cache
def sets() -> Mapping[str, frozenset[str]]:
    """Return the word sets of verbs and of grammar, and those made of them."""
    names = ("with_that_only", "after", "attitude", "event")
    found = {name: frozenset(cues.table("verbs")[name].split()) for name in names}
    grammar = {n: frozenset(w.split()) for n, w in cues.table("grammar").items()}
    return {
        **grammar,
        **found,
        "triggers": frozenset(verbs()) | PAPERS | {"according", "words", ":", "by"},
        "all_helpers": grammar["helpers"] | grammar["be_have"],
    }


@cache
def _denials() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of what is denied when a claim is, and of what is withheld."""
    table = cues.table("denials")
    return cues.pattern(table["of"].split()), cues.pattern(table["withholds"].split())


def is_verb(words: Words, i: int) -> bool:
    """Return whether a word that may be a reporting verb is one there, and reports what follows or precedes."""
    if _is_noun(words, i) or (words.texts[i][0].isupper() and i):
        return False
    verb = words.low[i]
    if verb in sets()["event"]:
        return QUOTATION in words.low or reports_a_clause(words, i + 1)
    if verb not in sets()["with_that_only"] or QUOTATION in words.low[:i]:
        return True
    return reports_a_clause(words, i + 1)


def _is_noun(words: Words, i: int) -> bool:
    """Return whether a word such as "claims" or "warning" is a noun by what stands beside it."""
    verb = words.low[i]
    before = words.low[i - 1] if i else ""
    following = words.low[i + 1] if i + 1 < len(words.low) else ""
    if before in sets()["determiners"] or following == "by":
        return True
    if following == "of" and QUOTATION not in words.low[:i]:
        return True
    nounish = verb in sets()["with_that_only"] and not verb.endswith("ed")
    if nounish and i + 1 < len(words.low) and finite(words, i + 1) > 1:
        return True
    if verb == "warning":
        return following != "that" and before not in BE | {",", QUOTATION}
    return (nounish and before.endswith("'s")) or (before in OF_PAPERS and verb in PAPERS)


def agree(words: Words, subject: tuple[int, int], verb: str) -> bool:
    """Return whether a subject and a verb that is a noun as well can be one clause: no "a plan", "growers' claims"."""
    if verb not in sets()["with_that_only"] or verb.endswith(("ed", "ing")):
        return True
    first, last = subject
    many = words.low[last].endswith("s") and words.texts[last][0].islower()
    if verb.endswith("s"):
        return not many
    return many or words.low[first] not in _SINGULAR


_SINGULAR = frozenset({"a", "an", "the", "this", "his", "her", "its"})


def reports_a_clause(words: Words, first: int) -> bool:
    """Return whether what follows is said: that, a quotation, a clause of its own, or the sentence's end."""
    if first >= len(words.low) or words.low[first] in _SAID:
        return True
    if words.low[first] == ":":
        plain = words.low[first - 1] not in sets()["with_that_only"]
        return plain or QUOTATION in words.low[first:]
    if words.low[first] == "to":
        before = words.low[first - 1]
        return before in sets()["attitude"] and not before.startswith("call")
    if "that" in words.low[first : first + NEAR]:
        return True
    end = next((k for k in range(first, len(words.low)) if words.low[k] == ";"), len(words.low))
    verb = first_finite(words, first, end)
    return verb is not None and verb > first and _ADDED.isdisjoint(words.low[first:verb])


def is_told_by(words: Words, i: int) -> bool:
    """Return whether "by" stands behind a passive of saying: was confirmed by, the claim made by."""
    verb = words.low[i - 1] if i else ""
    behind_be = not BE.isdisjoint(words.low[max(0, i - 4) : i - 1])
    return verb in _TOLD_BY or (verb in {"made", "issued"} and behind_be)


def is_inverted(words: Words, i: int) -> bool:
    """Return whether a verb stands before its subject, behind what was said: "…, said Kim"."""
    if words.low[i] not in sets()["after"] or not i or i + 1 >= len(words.low):
        return False
    before = words.low[i - 1]
    if before not in {",", QUOTATION, "?", "!"}:
        return False
    for k in range(i + 1, len(words.low)):
        if is_break(words.low[k]) or words.low[k] in RELATIVES:
            break
        if finite(words, k) > 1:
            return False
    if before != "," or words.texts[i + 1][0].isupper():
        return True
    return _has_clause_before(words, i - 1)


def _has_clause_before(words: Words, comma: int) -> bool:
    """Return whether what ends at a comma has a verb of its own, and is no insertion behind a subject."""
    first, _ = main_clause(words, 0, comma)
    verb = first_finite(words, first, comma)
    return verb is not None and verb > first


def skip_helpers(words: Words, i: int) -> tuple[int, frozenset[str]]:
    """Return the last word before a verb's auxiliaries and adverbs, and those."""
    seen = set()
    helpers = sets()["all_helpers"]
    while i >= 0 and (words.low[i] in helpers or _is_adverb(words.texts[i])):
        if is_name_word(words, i):
            break
        seen.add(words.low[i])
        i -= 1
    if "to" in seen and i >= 0 and words.low[i] in _GO_ON:
        i, more = skip_helpers(words, i - 1)
        return i, (frozenset(seen) | more) - {"to"}
    return i, frozenset(seen)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word[0].islower() and word not in _NO_ADVERBS


def is_no_statement(helpers: frozenset[str], verb: str) -> bool:
    """Return whether helpers make a passive of a verb ("was told"), or an aim ("to say")."""
    return "to" in helpers or (not BE.isdisjoint(helpers) and not verb.endswith("ing"))


WITHHELD_WITHIN = 3
"""Words behind "denied" among which what is withheld stands: denied him access."""


def denial_of(words: Words, i: int, helpers: frozenset[str]) -> tuple[Status, str | None]:
    """Return the status of a verb of denial, and the verb where it denies what is claimed."""
    if any(h in {"not", "never", "cannot"} or h.endswith("n't") for h in helpers):
        return "reported", None
    claim, withheld = _denials()
    behind = words.low[i + 1 : i + 1 + DENIED_WITHIN]
    if words.low[i].startswith(("den", "refut")):
        claimed = claim.search(" ".join(behind[:4]))
        given = withheld.search(" ".join(behind[:WITHHELD_WITHIN]))
        a_claim = claimed and given and (given[0] in {"a", "an"} or claimed.start() < given.start())
        fits = given is None or bool(a_claim) or behind[:1] == ["that"]
    else:
        fits = claim.search(" ".join(behind)) is not None
    return ("denied", words.texts[i]) if fits else ("reported", None)
