"""How sure a sentence says it is of its main event: by the verb of its main clause, or of the clause it reports.

The values are those of event factuality (Saurí and Pustejovsky, FactBank, 2009): happened, planned, possible,
denied, not happened. A modal word counts where it governs the main verb, and nowhere else: what a relative
clause, a purpose or a name says leaves the event as it is. Words stand in ``cues.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from briefgen.language.english import cues
from briefgen.language.english.clauses import (
    Words,
    finite,
    first_finite,
    is_break,
    main_clause,
    without,
)
from briefgen.language.english.reporting import verbs
from briefgen.language.english.speech import Said
from briefgen.model import Status

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
class Group:
    """A verb with its auxiliaries."""

    first: int
    """Where it begins."""
    head: int
    """The main verb or what stands for it: "were forced", "is likely"."""
    word: str
    """The head in small letters."""
    text: str
    """The head as it stands."""
    behind: Sequence[str]
    """The next words."""
    modal: str | None
    negation: str | None
    adverbs: frozenset[str]
    passive: bool
    """Whether a form of "be" belongs to it."""

    @property
    def following(self) -> str:
        """The word behind the head."""
        return self.behind[0] if self.behind else ""


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
    group = group_of(words, verb, end)
    judged = _by_group(words, end, group, conditional=led in _IF)
    if judged is None and depth < DEPTH and group.word in _sets()["wish"]:
        return "forecast", group.text
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
    sets = _sets()
    low = words.low[first]
    following = words.low[first + 1] if first + 1 < len(words.low) else ""
    nothing = low in sets["nothing"] and following not in sets["certain"]
    if (nothing and not following.isdigit()) or (low == "not" and following != "only"):
        return "negated", words.texts[first]
    for k in range(first, verb):
        if words.low[k] in sets["prepositions"] or words.low[k].endswith("ing"):
            break
        if words.low[k] in sets["rumoured"]:
            return "rumoured", words.texts[k]
    return None


def group_of(words: Words, verb: int, end: int) -> Group:
    """Return a verb with its auxiliaries, negation and adverbs."""
    modal = negation = None
    adverbs: set[str] = set()
    passive = False
    i = verb
    while i < end:
        low = words.low[i]
        if low.endswith("n't") or low in {"not", "never", "cannot"}:
            negation = negation or words.texts[i]
        if _is_modal(low):
            modal = modal or low
        elif low in _BE:
            passive = True
        elif _is_adverb(low, modal):
            adverbs.add(low)
        elif not _is_auxiliary(low):
            break
        i += 1
    head = min(i, end - 1)
    return Group(
        verb,
        head,
        words.low[head],
        words.texts[head],
        words.low[head + 1 : head + 4],
        modal,
        negation,
        frozenset(adverbs),
        passive,
    )


_BE = frozenset(
    "is are was were am be been being isn't aren't wasn't weren't he's she's it's they're we're i'm that's there's "
    "what's".split()
)
_WHO = frozenset("i he she it they we you that there what".split())
_ADVERBS = frozenset(
    "both all each perhaps almost still soon now currently so far thus well longer".split()
)
_MODALS = frozenset(
    "will would can could may might must should shall ought won't wouldn't can't couldn't shouldn't cannot "
    "would've could've should've".split()
)


def _is_modal(low: str) -> bool:
    return low in _MODALS or low.endswith(("'ll", "'d"))


def _is_adverb(low: str, modal: str | None) -> bool:
    """Return whether a word among auxiliaries is an adverb; "likely" is one behind "will" only."""
    if low.endswith("ly"):
        return bool(modal) or low not in _sets()["unsure"]
    if low == "likely" or low in {"not", "never"}:
        return False
    return low in _sets()["helpers"] or low in _ADVERBS


def _is_auxiliary(low: str) -> bool:
    return (
        low in _sets()["be_have"] or low in {"not", "never", "'s"} or low.split("'", 1)[0] in _WHO
    )


def _by_group(words: Words, end: int, group: Group, *, conditional: bool) -> Judged | None:
    """Return what a verb with its auxiliaries and its complement says of the event."""
    if group.negation:
        return _negated(words, group)
    for adverb in sorted(group.adverbs):
        if adverb in _sets()["supposed"]:
            return "rumoured", adverb
        if adverb in _sets()["seeming"]:
            return "possible", adverb
    if group.modal:
        return _by_modal(words, end, group, conditional=conditional)
    return next(filter(None, (rule(words, group) for rule in _RULES)), None)


def _negated(words: Words, group: Group) -> Judged | None:
    """Return what a negated verb says: not happened, unless it takes back a denial or a doubt."""
    sets, head = _sets(), group.word
    cue = group.negation or ""
    if head in sets["neutral"] or head in {"only", "just", "merely", "simply"}:
        return None
    if head in {"rule", "ruled", "ruling", "excluded", "exclude"}:
        return "possible", cue
    near = words.low[group.head : group.head + 5]
    if head in sets["unsure_heads"] and not _QUESTIONS.isdisjoint(near):
        return "possible", group.text
    if head in {"verified", "confirmed", "corroborated"} and group.modal:
        return "rumoured", group.text
    return "negated", cue


_QUESTIONS = frozenset({"if", "whether", "how", "what", "who", "when"})


def _by_modal(words: Words, end: int, group: Group, *, conditional: bool) -> Judged | None:
    """Return what a modal verb says: to come, possible, or nothing where it tells what one was able to do."""
    sets, modal = _sets(), group.modal or ""
    at = next(k for k in range(group.first, end) if _is_modal(words.low[k]))
    cue = words.texts[at]
    if modal in sets["may"]:
        able = modal == "could" and group.word in sets["perceived"]
        return None if able else ("possible", cue)
    if modal in sets["should"]:
        return "possible", cue
    opinion = modal in {"would", "i'd"} and group.word in {"say", "like", "think", "argue", "call"}
    if opinion or modal in {"can", "must"}:
        return None
    if group.word == "no" or group.following == "no":
        return "negated", "no"
    hangs = conditional or group.word in {"likely", "unable"} or _hangs_on(words, group.head, end)
    return ("possible" if hangs else "forecast"), cue


def _hangs_on(words: Words, first: int, end: int) -> bool:
    """Return whether what is to come depends on something: unless, if, in case."""
    return any(
        words.low[k] in {"unless", "if"} or words.low[k - 1 : k + 1] == ["in", "case"]
        for k in range(first, end)
    )


def _nothing(_: Words, group: Group) -> Judged | None:
    """There were no arrests; they have nothing; there is no evidence."""
    sets, behind = _sets(), group.behind
    if group.word == "no" or group.following == "no":
        thing = "".join(behind[:1] if group.word == "no" else behind[1:2])
        if thing in sets["proof"]:
            return "denied", f"no {thing}"
        return None if thing in sets["certain"] else ("negated", "no")
    nobody = {"nothing", "none", "nobody", "neither"}
    return ("negated", group.text) if {group.word, group.following} & nobody else None


def _called_false(_: Words, group: Group) -> Judged | None:
    """The reports are false; it is unclear."""
    if group.word in _sets()["false"]:
        return "denied", group.text
    return ("possible", group.text) if group.word in _sets()["unsure"] else None


def _left_undone(_: Words, group: Group) -> Judged | None:
    """They failed to move; they opted not to; it has yet to come."""
    sets, behind = _sets(), list(group.behind)
    if ("not", "to") in pairwise(behind) or (behind[1:2] == ["not"] and "to" in behind):
        return "negated", "not"
    if group.word == "yet" and group.following == "to":
        return "negated", group.text
    chosen = group.word in sets["chosen"]
    undone = group.word in sets["undone"] and (
        ("to" in behind and not chosen)
        or not sets["chosen_against" if chosen else "undone_to"].isdisjoint(behind[:1])
    )
    against = (group.word, group.following) == ("ruled", "against")
    answered = (against and not any(w.endswith("ing") for w in behind[1:2])) or not sets[
        "answers"
    ].isdisjoint(behind)
    return ("negated", group.text) if undone and not answered else None


def _only_told(words: Words, group: Group) -> Judged | None:
    """He is said to have left; it is rumoured that he left; he appears to have left."""
    sets, head, following = _sets(), group.word, group.following
    impersonal = following == "that" and words.low[group.first - 1] == "it"
    if head in sets["rumoured_to"] and group.passive and (following == "to" or impersonal):
        return "rumoured", group.text
    weak = following in {"to", "that", "likely", "as"} or not group.passive
    if head in sets["guessed"] and weak:
        return "possible", group.text
    if head in sets["considered"]:
        return "possible", group.text
    may = sets["considered_to"] | sets["need"]
    if head in may and following == "to":
        return "possible", group.text
    return ("possible", following) if (head, following) == ("in", "danger") else None


def _planned(_: Words, group: Group) -> Judged | None:
    """The town plans a tunnel; the train is due to leave."""
    sets = _sets()
    planned = group.word in sets["planned"] or (
        group.word in sets["planned_to"] and "to" in group.behind
    )
    return ("forecast", group.text) if planned else None


_RULES = (_nothing, _called_false, _left_undone, _only_told, _planned)
"""What a verb or predicate says by itself; the first rule that speaks decides."""


def _reported(words: Words, group: Group, end: int, depth: int) -> Judged | None:
    """Return what the clause says that a verb such as "said" or "showed" reports."""
    start = reported_from(words, group, end)
    if start is None:
        return None
    while start < end and (is_break(words.low[start]) or words.low[start] in _DAYS):
        start += 1
    verb = first_finite(words, start, end)
    if verb is None or verb == start:
        return None
    if any(words.low[k] == "," and words.low[k + 1].endswith("ing") for k in range(start, verb)):
        return None
    return _clause(words, start, end, depth - 1)


def reported_from(words: Words, group: Group, end: int) -> int | None:
    """Return where the clause begins that a verb reports, or None where it reports none."""
    head, low, behind = group.head, group.word, list(group.behind)
    if behind[:2] in (["it", "clear"], ["clear", "that"]):
        return head + 3
    if low == "that" and group.passive:
        return head + 1
    if low == "quoted" and "saying" in behind:
        return head + behind.index("saying") + 2
    predicate = low in _THAT and group.passive
    reports = predicate or low in verbs() or low in _sets()["reporting"]
    if not reports or (low in _sets()["no_clause"] and behind[:1] != ["that"]):
        return None
    for k in range(head + 1, min(end, head + FAR)):
        if words.low[k] == "that":
            return k + 1
        if finite(words, k) > 1:
            break
    return head + 1


_THAT = frozenset(
    "clear obvious aware confident certain sure convinced worried concerned afraid evident true".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday late early on".split())


def _called_off(words: Words, first: int, end: int) -> bool:
    """Return whether what was planned is told to have been cancelled: "…, but it was called off"."""
    for k in range(first, end):
        if words.low[k] == "but":
            rest = words.low[k:end]
            off = "called" in rest and "off" in rest
            return off or not _CANCELLED.isdisjoint(rest)
    return False


_CANCELLED = frozenset({"canceled", "cancelled", "postponed", "scrapped"})
