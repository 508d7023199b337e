"""Who says what a sentence reports: every reporting verb with its subject, and the outer one of them.

A reporting verb tells by its place how it is tied to what is said: behind it ("…, Kim said"), before it
("Kim said that …"), or inside another clause ("after Kim said …"). What stands behind is the outer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefgen.language import cues
from briefgen.language.clauses import (
    QUOTATION,
    Words,
    finite,
    first_finite,
    is_break,
    is_name_word,
    main_clause,
)
from briefgen.language.speakers import (
    Span,
    is_pronoun,
    opening_subject,
    relative_before,
    subject_after,
    subject_before,
)
from briefgen.models import Status

BEHIND, BEFORE, ATTITUDE, PHRASE, INSIDE = range(5)
"""How outer the words are that name the speaker; the least wins, then the first."""

_TIME_OR_PLACE = frozenset(
    "on in at during to after before late early in as when from while following about with via through "
    "by ahead this last again earlier later".split()
)
_SUBORDINATE = frozenset(
    "as after when while although though if because since before until unless once whereas whether where than "
    "what".split()
)
_PAPERS = frozenset(
    "reports rumours rumors allegations estimates assessments figures accounts claims".split()
)
OPENING = 4
"""A sentence that speaks of a report among its first words reports what that says."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that name who says it, in the words outside quotations."""

    who: Span | None
    """First and last word of the speaker; None where a pronoun stands for it."""
    verb: int
    """Place of the verb, or of the phrase."""
    rank: int
    status: Status = "reported"
    cue: str | None = None
    tag: tuple[int, int] | None = None
    """First word and behind the last of "…, Kim said on Monday", where it stands behind or amid what is said."""
    pronoun: str | None = None
    """"he", "she" or "they", where that is the subject."""
    chain: tuple[Span, ...] = ()
    """Those whom the speaker quotes in turn."""


@cache
def verbs() -> Mapping[str, Status]:
    """Return the reporting verbs in all forms, each with the status of what it reports."""
    table = cues.table("verbs")
    kinds: tuple[Status, ...] = ("reported", "forecast", "denied")
    return {v: s for s in kinds for v in table[s].split()}


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    found = {
        name: frozenset(cues.table("verbs")[name].split())
        for name in ("with_that_only", "after", "attitude", "event", "informs")
    }
    grammar = {n: frozenset(w.split()) for n, w in cues.table("grammar").items()}
    triggers = frozenset(verbs()) | _PAPERS | {"according", "words", ":", "by"}
    return {**grammar, **found, "triggers": triggers}


def find_speech(words: Words) -> Said | None:
    """Return the outer speaker of a sentence's words outside quotations, or None where nobody is named."""
    triggers = _sets()["triggers"]
    if triggers.isdisjoint(words.low):
        return None
    places = [i for i, word in enumerate(words.low) if word in triggers]
    last = list(_at(words, places[-1]))
    if last and last[0].rank == BEHIND:
        return last[0]
    found: list[Said] = []
    for i in places[:-1]:
        found += _at(words, i)
        if found and found[-1].rank <= BEFORE:
            break
    found += last
    if not found:
        return None
    outer = min(found, key=lambda said: (said.rank, said.verb))
    return _with_chain(words, outer, [i for i in places if i > outer.verb])


def _with_chain(words: Words, outer: Said, places: Sequence[int]) -> Said:
    """Return the outer speaker with those who speak in what is said: "they told the paper that Kim said"."""
    if not places or outer.rank > ATTITUDE:
        return outer
    inner = [s.who for i in places for s in _at(words, i) if _is_told(words, outer, s)]
    chain = tuple(w for w in inner if w and w != outer.who)
    return replace(outer, chain=chain) if chain else outer


def _is_told(words: Words, outer: Said, inner: Said) -> bool:
    """Return whether a speaker stands in what the outer speaker says, as the subject of that clause."""
    if inner.who is None or inner.verb <= outer.verb:
        return False
    between = words.low[outer.verb + 1 : inner.who[0]]
    return inner.rank in {BEFORE, INSIDE} and (not between or between[-1] == "that")


def _at(words: Words, i: int) -> Iterator[Said]:
    """Yield what word ``i`` tells as a cue: a phrase such as "according to", or a verb."""
    word = words.low[i]
    following = words.low[i + 1] if i + 1 < len(words.low) else ""
    if word == "according" and following == "to":
        yield from _phrase(words, i, i + 2)
    elif word == "words" and following == "of" and i and words.low[i - 1] == "the":
        yield from _phrase(words, i, i + 2)
    elif word == "by" and _is_passive(words, i):
        yield from _phrase(words, i, i + 1)
    elif word == ":" and following == QUOTATION:
        yield from _announced(words, i)
    elif word in _PAPERS and _opens_with_paper(words, i, following):
        source = subject_after(words, i + 2) if following in {"from", "by"} else None
        yield Said((0, source[1] if source else i), i, BEFORE)
    elif word in verbs():
        yield from _verb(words, i)


def _phrase(words: Words, at: int, first: int) -> Iterator[Said]:
    span = subject_after(words, first)
    if span:
        yield Said(span, at, PHRASE, tag=(at, span[1] + 1))


def _is_passive(words: Words, i: int) -> bool:
    """Return whether "by" stands behind a passive of saying: was confirmed by, the claim made by."""
    verb = words.low[i - 1] if i else ""
    behind_be = any(w in _BE for w in words.low[max(0, i - 4) : i - 1])
    return verb in _TOLD_BY or (verb in {"made", "issued"} and behind_be)


_BE = frozenset("is are was were be been being".split())
_TOLD_BY = frozenset(
    "said announced confirmed reported claimed stated alleged asserted disclosed revealed estimated denied verified".split()
)
"""Participles before "by" whose doer tells it; who finds, plans or charges is no source: "found by a hiker"."""


def _opens_with_paper(words: Words, i: int, following: str) -> bool:
    """Return whether a sentence opens with a report of something, or from somebody."""
    first = words.low[0]
    if i > OPENING or first == "according" or first in _sets()["prepositions"] | _SUBORDINATE:
        return False
    if following in {"from", "by"}:
        return True
    return following in {"of", "that"} and (not i or (i == 1 and first in _OF_PAPERS))


_OF_PAPERS = frozenset(
    "unconfirmed new news some media press local initial early other several".split()
)


def _announced(words: Words, colon: int) -> Iterator[Said]:
    """Yield the subject of a clause that leads to a quotation: "he put them on notice: “…”"."""
    if any(w in verbs() for w in words.low[:colon]):
        return
    span = opening_subject(words, 0, colon)
    opened, _ = main_clause(words, 0, colon)
    if span:
        yield Said(span, colon, ATTITUDE)
    elif opened < colon and is_pronoun(words, opened):
        yield Said(None, colon, ATTITUDE, pronoun=words.low[opened])


def _verb(words: Words, i: int) -> Iterator[Said]:
    """Yield who says it by a reporting verb: the subject before it, or behind it ("said Kim")."""
    verb = words.low[i]
    if verb == "saying" and i and words.low[i - 1] == "as":
        yield from _quoted_as(words, i, i - 1)
        return
    if not _is_verb(words, i):
        return
    status = verbs()[verb]
    if _is_inverted(words, i):
        span = subject_after(words, i + 1)
        if span:
            yield Said(span, i, BEHIND, status, tag=(i, _tag_end(words, span[1] + 1)))
            return
        if i + 1 < len(words.low) and is_pronoun(words, i + 1):
            yield Said(None, i, BEHIND, status, tag=(i, i + 2), pronoun=words.low[i + 1])
            return
    last, helpers = _skip_helpers(words, i - 1)
    last, helpers = _over_catenative(words, last, helpers)
    if _is_no_statement(helpers, verb):
        return
    if last < 0:
        yield from _led_by_participle(words, i, status)
        return
    yield from _with_subject(words, i, last, status, helpers)


def _is_verb(words: Words, i: int) -> bool:
    """Return whether a word that may be a reporting verb is one there, and reports what follows or precedes."""
    verb, sets = words.low[i], _sets()
    before = words.low[i - 1] if i else ""
    following = words.low[i + 1] if i + 1 < len(words.low) else ""
    if before in sets["determiners"] or following == "by":
        return False
    if following == "of" and QUOTATION not in words.low[:i]:
        return False
    if before in _OF_PAPERS and verb in _PAPERS:
        return False
    if verb == "warning" and following != "that" and before not in _BE | {",", QUOTATION}:
        return False
    if before.endswith("'s") and verb in sets["with_that_only"] and not verb.endswith("ed"):
        return False
    if verb in sets["event"] and QUOTATION not in words.low and not _reports_a_clause(words, i + 1):
        return False
    if words.texts[i][0].isupper() and i:
        return False
    if verb not in sets["with_that_only"] or QUOTATION in words.low[:i]:
        return True
    return _reports_a_clause(words, i + 1)


def _reports_a_clause(words: Words, first: int) -> bool:
    """Return whether what follows is said: that, a quotation, a clause of its own, or the sentence's end."""
    if first >= len(words.low) or words.low[first] in {".", ",", QUOTATION, "that", "there", "it"}:
        return True
    if words.low[first] == ":":
        return (
            QUOTATION in words.low[first:] or words.low[first - 1] not in _sets()["with_that_only"]
        )
    if "that" in words.low[first : first + 3]:
        return True
    end = next((k for k in range(first, len(words.low)) if words.low[k] == ";"), len(words.low))
    if words.low[first] == "to":
        return words.low[first - 1] in _sets()["attitude"]
    verb = first_finite(words, first, end)
    return (
        verb is not None
        and verb > first
        and not {"that", "and", "who", "which", "as", "after", "to"} & set(words.low[first:verb])
    )


def _is_inverted(words: Words, i: int) -> bool:
    """Return whether a verb stands before its subject, behind what was said: "…, said Kim"."""
    if words.low[i] not in _sets()["after"] or not i or i + 1 >= len(words.low):
        return False
    before = words.low[i - 1]
    if before not in {",", QUOTATION, "?", "!"}:
        return False
    end = next(
        (
            k
            for k in range(i + 1, len(words.low))
            if is_break(words.low[k]) or words.low[k] in _RELATIVES
        ),
        len(words.low),
    )
    if any(finite(words, k) > 1 for k in range(i + 1, end)):
        return False
    if before != "," or words.texts[i + 1][0].isupper():
        return True
    return first_finite(words, 0, i) is not None and _has_clause_before(words, i - 1)


_RELATIVES = frozenset("who which whose whom that".split())


def _has_clause_before(words: Words, comma: int) -> bool:
    """Return whether what ends at a comma has a verb of its own, and is no insertion behind a subject."""
    first, _ = main_clause(words, 0, comma)
    verb = first_finite(words, first, comma)
    return verb is not None and verb > first


def _skip_helpers(words: Words, i: int) -> tuple[int, frozenset[str]]:
    """Return the last word before a verb's auxiliaries and adverbs, and those."""
    seen = set()
    helpers = _sets()["helpers"] | _sets()["be_have"]
    while i >= 0 and (words.low[i] in helpers or _is_adverb(words.texts[i])):
        if is_name_word(words, i):
            break
        seen.add(words.low[i])
        i -= 1
    return i, frozenset(seen)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word[0].islower() and word not in _NO_ADVERBS


_NO_ADVERBS = frozenset(
    "family ally assembly rally supply reply anomaly fly bully monopoly".split()
)


def _over_catenative(
    words: Words, last: int, helpers: frozenset[str]
) -> tuple[int, frozenset[str]]:
    """Return where the subject ends before "continued to insist", as if "to" were not there."""
    if "to" not in helpers or last < 0 or words.low[last] not in _GO_ON:
        return last, helpers
    last, more = _skip_helpers(words, last - 1)
    return last, (helpers | more) - {"to"}


_GO_ON = frozenset("continued continues continue went began seemed rushed hastened quick".split())


def _is_no_statement(helpers: frozenset[str], verb: str) -> bool:
    """Return whether helpers make a passive of a verb ("was told"), or an aim ("to say")."""
    return "to" in helpers or (bool(helpers & _BE) and not verb.endswith("ing"))


def _quoted_as(words: Words, i: int, last: int) -> Iterator[Said]:
    """Yield the speaker of "A was quoted as saying", and of "A quoted B as saying"."""
    verb = last - 1
    while verb > 0 and words.low[verb] not in {"quoted", "cited", "reported"}:
        verb -= 1
    if verb <= 0:
        return
    before, helpers = _skip_helpers(words, verb - 1)
    span = subject_before(words, before)
    if span is None:
        return
    if helpers & _BE:
        rank = BEHIND if before and QUOTATION in words.low[:before] else BEFORE
        yield Said(span, i, rank, tag=(span[0], i + 1) if rank == BEHIND else None)
    else:
        yield Said(span, verb, BEFORE)
        quoted = subject_after(words, verb + 1)
        if quoted:
            yield Said(quoted, i, BEFORE)


def _led_by_participle(words: Words, i: int, status: Status) -> Iterator[Said]:
    """Yield the subject behind an opening participle: "Citing officials, Reuters …" has none of its own."""
    return iter(())


def _with_subject(
    words: Words, i: int, last: int, status: Status, helpers: frozenset[str]
) -> Iterator[Said]:
    """Yield the subject that ends at word ``last``, with the rank that its clause has in the sentence."""
    verb = words.low[i]
    cue = None
    if status == "denied":
        status, cue = _denial(words, i, helpers)
    if is_pronoun(words, last):
        span, start, pronoun = None, last, words.low[last]
    elif verb.endswith("ing") and not helpers & _BE and _is_participle_behind(words, last):
        span, start, pronoun = opening_subject(words, 0, last), i, None
        if span is None:
            opened, _ = main_clause(words, 0, last)
            if opened < last and is_pronoun(words, opened):
                yield Said(None, i, ATTITUDE, status, cue, pronoun=words.low[opened])
            return
        yield Said(span, i, ATTITUDE, status, cue)
        return
    else:
        span, pronoun = subject_before(words, last), None
        if span is None and words.low[last] in {"and", "but"}:
            opened, _ = main_clause(words, 0, last)
            if opened < last and is_pronoun(words, opened):
                pronoun = words.low[opened]
        if span is None and pronoun is None:
            return
        start = span[0] if span else last
    tag = None if relative_before(words, i) is not None else _as_tag(words, start, i)
    rank = BEHIND if tag else _rank(words, start, i, verb)
    if rank == INSIDE and start and words.low[start - 1] in _OPEN:
        return
    if rank == INSIDE and not _reports_a_clause(words, i + 1):
        return
    yield Said(span, i, rank, status, cue, tag, pronoun)


def _is_participle_behind(words: Words, last: int) -> bool:
    """Return whether "saying" behind word ``last`` has the subject of the clause before it."""
    while last > 0 and words.low[last] in _DAYS:
        last -= 1
    k = last
    while k > 0 and not is_break(words.low[k]) and words.low[k] not in {"and", "but"}:
        if words.low[k] == "with":
            return False
        k -= 1
    return last > 0 and (words.low[last] in _JOINTS or first_finite(words, 0, last) is not None)


_OPEN = frozenset("whether if how what why".split())
"""What is asked or left open behind these is said by nobody."""
_JOINTS = frozenset({",", "and", "but", "in", "by", QUOTATION})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday late early on".split())


def _denial(words: Words, i: int, helpers: frozenset[str]) -> tuple[Status, str | None]:
    """Return the status of a verb of denial, and the verb where it denies what is claimed."""
    verb = words.low[i]
    if any(h in {"not", "never", "cannot"} or h.endswith("n't") for h in helpers):
        return "reported", None
    behind = words.low[i + 1 : i + 7]
    table = cues.table("denials")
    if not verb.startswith(("den", "refut")):
        fits = cues.pattern(table["of"].split()).search(" ".join(behind))
    else:
        withheld = cues.pattern(table["withholds"].split()).match(" ".join(behind))
        claimed = cues.pattern(table["of"].split()).search(" ".join(behind[:4]))
        fits = claimed or not withheld
    return ("denied", words.texts[i]) if fits else ("reported", None)


def _as_tag(words: Words, start: int, verb: int) -> tuple[int, int] | None:
    """Return the words of "…, Kim said on Monday", where a speaker stands behind or amid what is said."""
    lead = start
    while (
        lead > 0 and not is_break(words.low[lead - 1]) and words.low[lead - 1] not in {"and", "but"}
    ):
        if words.low[lead - 1] in _SUBORDINATE or words.low[lead - 1] in _RELATIVES:
            return None
        lead -= 1
    if not lead or words.low[lead - 1] not in {",", QUOTATION, "?", "!", "—", "–", "--"}:
        return None
    end = _tag_end(words, verb + 1)
    if end < 0:
        return None
    quoted = QUOTATION in words.low[max(0, lead - 2) : lead]
    if not quoted:
        first, _ = main_clause(words, 0, verb)
        if first >= lead:
            return None
        own = first_finite(words, first, lead)
        if own is None or own < first:
            return None
    return lead, end


def _tag_end(words: Words, first: int) -> int:
    """Return behind which word a tag ends, or -1 where a clause follows: it is no tag then."""
    if first >= len(words.low):
        return first
    if words.low[first] in {",", ".", ";", QUOTATION, "—", "–", "--", "?", "!", ":"}:
        return first
    end = next((k for k in range(first, len(words.low)) if is_break(words.low[k])), len(words.low))
    if words.low[first] in {"that", "there", "it", "he", "she", "they", "if", "whether"}:
        return -1
    stop = next(
        (k for k in range(first, end) if words.low[k] in _SUBORDINATE | _RELATIVES and k > first),
        end,
    )
    if words.low[first] not in _TIME_OR_PLACE and "that" in words.low[first:end]:
        return -1
    clause = any(finite(words, k) for k in range(first, stop))
    return -1 if clause else end


def _rank(words: Words, start: int, verb: int, word: str) -> int:
    """Return how outer a verb with its subject before it is."""
    opened, led = main_clause(words, 0, len(words.low))
    before = words.low[start - 1] if start else ""
    inside = before in _SUBORDINATE or relative_before(words, verb) is not None
    if not inside and start > opened:
        clause = words.low[opened:start]
        inside = any(w in _SUBORDINATE or w in _RELATIVES for w in clause[-3:])
    if inside:
        return INSIDE
    if word in _sets()["attitude"]:
        return ATTITUDE
    return BEFORE
