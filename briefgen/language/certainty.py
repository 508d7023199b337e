"""How sure a sentence says it is of its main event: by the verb of its main clause, or of the clause it reports.

The values are those of event factuality (Saurí and Pustejovsky, FactBank, 2009): happened, planned, possible,
denied, not happened. A modal word counts where it governs the main verb, and nowhere else: what a relative
clause, a purpose or a name says leaves the event as it is. Words stand in ``cues.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefgen.language import cues
from briefgen.language.clauses import Words, finite, first_finite, is_break, main_clause, without
from briefgen.language.speech import Said, verbs
from briefgen.models import Status

Judged = tuple[Status, str]
"""A status, and the word that shows it."""

DEPTH = 3
"""Clauses within clauses that are looked into: "they said that he believed that …"."""
FAR = 10
"""Words between a reporting verb and its "that"."""


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    grammar = {n: frozenset(w.split()) for n, w in cues.table("grammar").items()}
    modality = {n: frozenset(w.split()) for n, w in cues.table("modality").items()}
    return {**grammar, **modality}


@cache
def _signs() -> frozenset[str]:
    """Return every word without which a sentence tells plainly what happened."""
    sets = _sets()
    names = (
        "will", "may", "should", "neutral", "planned", "considered", "undone", "rumoured", "guessed", "false", "unsure",
        "nothing", "supposed", "seeming",
        "planned_to", "considered_to", "need", "wish",
    )  # fmt: skip
    return frozenset().union(*(sets[n] for n in names)) | {
        "not",
        "never",
        "cannot",
        "yet",
        "danger",
    }


def status_of(words: Words, outer: Words, said: Said | None) -> tuple[Status, str | None]:
    """Return the status of a sentence's main event, and the word that shows it.

    Args:
        words: all words of the sentence.
        outer: those outside quotations, in which ``said`` counts places.
        said: who says it, if anybody is named.
    """
    if said and said.status == "denied":
        return "denied", said.cue
    judged = _judge(words, outer, said)
    if judged:
        return judged
    return (said.status, said.cue) if said else ("stated", None)


def _judge(words: Words, outer: Words, said: Said | None) -> Judged | None:
    if _signs().isdisjoint(words.low) and not any(sign in words.text for sign in _SPELT):
        return None
    words = _without_brackets(_without_tag(words, outer, said))
    return _clause(words, 0, len(words.low), DEPTH)


_SPELT = (
    "n't", "n’t", "'ll", "’ll", "'d ", "’d ", "said to ", "believed to ", "thought to ", "reported to ", "alleged to ",
    "umored t", "umoured t", "said that", "suspected", "believed that",
)  # fmt: skip
"""Contractions, and two words that only together are a sign: "is said to"."""


def _without_brackets(words: Words) -> Words:
    """Return the words without what stands in round brackets."""
    if "(" not in words.low or ")" not in words.low:
        return words
    first, end = words.low.index("("), words.low.index(")")
    return without(words, first, end + 1) if 0 < first < end else words


def _without_tag(words: Words, outer: Words, said: Said | None) -> Words:
    """Return the words without "…, Kim said on Monday" or "according to Kim"."""
    if said is None or said.tag is None or said.tag[1] <= said.tag[0]:
        return words
    first, last = said.tag[0], said.tag[1] - 1
    if outer.places:
        first, last = outer.places[first], outer.places[last]
    return without(words, first, last + 1)


@dataclass(frozen=True, slots=True)
class _Group:
    """A verb with its auxiliaries."""

    first: int
    head: int
    """The main verb or what stands for it: "were forced", "is likely"."""
    modal: str | None
    negation: str | None
    adverbs: frozenset[str]
    passive: bool


def _clause(words: Words, first: int, end: int, depth: int) -> Judged | None:
    """Return what the main verb of a clause, or of the clause it reports, says of the event."""
    opened, led = main_clause(words, first, end)
    if words.low[opened : opened + 1] == ["had"]:
        return _contrary_to_fact(words, opened, end)
    verb = first_finite(words, opened, end)
    if verb is None:
        return None
    subject = _subject(words, opened, verb)
    if subject:
        return subject
    group = _group(words, verb, end)
    judged = _by_group(words, opened, end, group, conditional=led in _IF)
    if judged is None and depth < DEPTH and words.low[group.head] in _sets()["wish"]:
        return "forecast", words.texts[group.head]
    if judged is None and depth:
        judged = _reported(words, group, end, depth)
    if judged and judged[0] in {"forecast", "possible"} and _called_off(words, verb, end):
        return "negated", judged[1]
    return judged


def _contrary_to_fact(words: Words, first: int, end: int) -> Judged | None:
    """Return what "Had they not paid, they would have left" says: it did not happen."""
    for k in range(first, end - 1):
        if words.low[k] in {"would", "could", "might"} and words.low[k + 1] == "have":
            return "negated", words.texts[k]
    return None


_IF = frozenset({"if", "unless", "assuming", "provided"})


def _subject(words: Words, first: int, verb: int) -> Judged | None:
    """Return what a subject says by itself: nobody came, the alleged thief fled."""
    low = words.low[first]
    following = words.low[first + 1] if first + 1 < len(words.low) else ""
    if (
        low in _sets()["nothing"]
        and following not in _sets()["certain"]
        and not following.isdigit()
    ):
        return "negated", words.texts[first]
    if low == "not" and following != "only":
        return "negated", words.texts[first]
    for k in range(first, verb):
        if words.low[k] in _sets()["prepositions"] or words.low[k].endswith("ing"):
            break
        if words.low[k] in _sets()["rumoured"] and words.low[k - 1 if k else k] not in {
            "by",
            "after",
        }:
            return "rumoured", words.texts[k]
    return None


def _group(words: Words, verb: int, end: int) -> _Group:
    """Return a verb with its auxiliaries, negation and adverbs."""
    modal = negation = None
    adverbs: set[str] = set()
    passive = False
    i = verb
    while i < end:
        low = words.low[i]
        if low.endswith("n't") or low in {"not", "never", "cannot"}:
            negation = negation or words.texts[i]
        if _modal(low):
            modal = modal or low
        elif low in _BE:
            passive = True
        elif (
            low in _sets()["be_have"] or low in {"not", "never", "'s"} or low.split("'")[0] in _WHO
        ):
            pass
        elif (
            (low.endswith("ly") and (modal or low not in _sets()["unsure"]))
            or low in _sets()["helpers"]
            or low in _ADVERBS
        ):
            adverbs.add(low)
        else:
            break
        i += 1
    return _Group(verb, min(i, end - 1), modal, negation, frozenset(adverbs), passive)


_BE = frozenset(
    "is are was were am be been being isn't aren't wasn't weren't he's she's it's they're we're i'm that's there's what's".split()
)
_WHO = frozenset("i he she it they we you that there what".split())
_ADVERBS = frozenset(
    "both all each likely perhaps almost still soon now currently reportedly so far thus well no longer".split()
) - {"likely", "no"}
_MODALS = frozenset(
    "will would can could may might must should shall ought won't wouldn't can't couldn't shouldn't cannot".split()
)


def _modal(low: str) -> bool:
    return (
        low in _MODALS
        or low.endswith(("'ll", "'d"))
        or low in {"would've", "could've", "should've"}
    )


def _by_group(
    words: Words, first: int, end: int, group: _Group, *, conditional: bool
) -> Judged | None:
    """Return what a verb with its auxiliaries and its complement says of the event."""
    head = words.low[group.head]
    text = words.texts[group.head]
    behind = words.low[group.head + 1 : group.head + 4]
    sets = _sets()
    if group.negation:
        return _negated(words, group, head, behind)
    unsure = next(
        (a for a in sorted(group.adverbs) if a in sets["supposed"] or a in sets["seeming"]), None
    )
    if unsure:
        return ("rumoured" if unsure in sets["supposed"] else "possible"), unsure
    if group.modal:
        return _by_modal(words, first, end, group, head, conditional=conditional)
    return _by_head(words, group, head, text, behind)


def _negated(words: Words, group: _Group, head: str, behind: Sequence[str]) -> Judged | None:
    """Return what a negated verb says: not happened, unless it takes back a denial or a doubt."""
    sets = _sets()
    if head in {"only", "just", "merely", "simply"}:
        return None
    if head in {"rule", "ruled", "ruling", "excluded", "exclude"}:
        return "possible", group.negation or ""
    if head in sets["neutral"]:
        return None
    near = words.low[group.head : group.head + 5]
    if head in sets["unsure_heads"] and any(
        w in {"if", "whether", "how", "what", "who", "when"} for w in near
    ):
        return "possible", words.texts[group.head]
    if head in {"verified", "confirmed", "corroborated"} and group.modal:
        return "rumoured", words.texts[group.head]
    return "negated", group.negation or ""


def _by_modal(
    words: Words, first: int, end: int, group: _Group, head: str, *, conditional: bool
) -> Judged | None:
    """Return what a modal verb says: to come, possible, or nothing where it tells what one was able to do."""
    modal = group.modal or ""
    sets = _sets()
    cue = words.texts[next(k for k in range(group.first, len(words.low)) if _modal(words.low[k]))]
    if modal in sets["may"] or modal == "could've":
        able = modal == "could" and head in sets["perceived"]
        return None if able else ("possible", cue)
    if modal in sets["should"]:
        return "possible", cue
    if modal in {"would", "i'd"} and head in {"say", "like", "think", "argue", "call"}:
        return None
    if modal in {"can", "must", "can't"}:
        return None
    if head == "no" or words.low[group.head + 1 : group.head + 2] == ["no"]:
        return "negated", "no"
    if words.low[first] == "had" and "not" in words.low[first : group.first]:
        return "negated", cue
    later = any(
        words.low[k] in {"unless", "if"} or words.low[k - 1 : k + 1] == ["in", "case"]
        for k in range(group.head, end)
    )
    if conditional or later or head in {"likely", "unable"}:
        return "possible", cue
    return "forecast", cue


def _by_head(
    words: Words, group: _Group, head: str, text: str, behind: Sequence[str]
) -> Judged | None:
    """Return what a verb or predicate says by itself: planned, considered, failed, false."""
    sets = _sets()
    following = behind[0] if behind else ""
    if head == "no" or (following == "no" and not group.adverbs & {"longer"}):
        thing = behind[0] if head == "no" else (behind[1] if len(behind) > 1 else "")
        if thing in sets["proof"]:
            return "denied", f"no {thing}"
        return None if thing in sets["certain"] else ("negated", "no")
    if head in {"nothing", "none", "nobody", "neither"} or following in {
        "nothing",
        "nobody",
        "none",
    }:
        return "negated", text
    if head in sets["false"]:
        return "denied", text
    if head in sets["unsure"]:
        return "possible", text
    if behind[:2] == ["not", "to"] or (behind[1:2] == ["not"] and "to" in behind):
        return "negated", "not"
    if head in sets["undone"] and not sets["undone_to"].isdisjoint(behind):
        if not sets["answers"].isdisjoint(behind):
            return None
        return "negated", text
    if head == "yet" and following == "to":
        return "negated", text
    told = following == "to" or (following == "that" and words.low[group.first - 1] == "it")
    if head in sets["rumoured_to"] and told and group.passive:
        return "rumoured", text
    if head in sets["guessed"] and (
        following in {"to", "that", "likely", "as"} or not group.passive
    ):
        return "possible", text
    if head in sets["considered"]:
        return "possible", text
    if head in sets["considered_to"] and following == "to":
        return "possible", text
    if head == "in" and following == "danger":
        return "possible", words.texts[group.head + 1]
    if head in sets["need"] and following == "to":
        return "possible", text
    if head in sets["planned"]:
        return "forecast", text
    if head in sets["planned_to"] and "to" in behind:
        return "forecast", text
    return None


def _reported(words: Words, group: _Group, end: int, depth: int) -> Judged | None:
    """Return what the clause says that a verb such as "said" or "showed" reports."""
    head = group.head
    low = words.low[head]
    if words.low[head + 1 : head + 3] in (["it", "clear"], ["clear", "that"]):
        return _clause(words, head + 3, end, depth - 1)
    copula = low in _THAT and group.passive
    if not copula and low not in verbs() and low not in _sets()["reporting"]:
        return None
    if low == "that":
        return _clause(words, head + 1, end, depth - 1)
    if low == "quoted" and "saying" in words.low[head : head + 4]:
        return _clause(words, words.low.index("saying", head) + 1, end, depth - 1)
    if low in _sets()["no_clause"] and words.low[head + 1 : head + 2] != ["that"]:
        return None
    start = next((k for k in range(head + 1, min(end, head + FAR)) if words.low[k] == "that"), None)
    if start is not None and not any(finite(words, k) > 1 for k in range(head + 1, start)):
        return _clause(words, start + 1, end, depth - 1)
    start = head + 1
    while start < end and (is_break(words.low[start]) or words.low[start] in _DAYS):
        start += 1
    verb = first_finite(words, start, end)
    if (
        verb is None
        or verb == start
        or any(words.low[k] == "," and words.low[k + 1].endswith("ing") for k in range(start, verb))
    ):
        return None
    return _clause(words, start, end, depth - 1)


_THAT = frozenset(
    "that clear obvious aware confident certain sure convinced worried concerned afraid evident true".split()
)

_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday late early on".split())


def _called_off(words: Words, first: int, end: int) -> bool:
    """Return whether what was planned is told to have been cancelled: "…, but it was called off"."""
    for k in range(first, end):
        if words.low[k] == "but":
            rest = words.low[k:end]
            return any(w in {"canceled", "cancelled", "postponed", "scrapped"} for w in rest) or (
                "called" in rest and "off" in rest
            )
    return False
