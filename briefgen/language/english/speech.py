"""Who says what a sentence reports: every reporting verb with its subject, and the outer one of them.

A reporting verb tells by its place how it is tied to what is said: behind it ("…, Kim said"), before it
("Kim said that …"), or inside another clause ("after Kim said …"). What stands behind is the outer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.language.english.clauses import (
    QUOTATION,
    Words,
    finite,
    first_finite,
    is_break,
    main_clause,
)
from briefgen.language.english.reporting import (
    BE,
    OF_PAPERS,
    PAPERS,
    RELATIVES,
    agree,
    denial_of,
    is_inverted,
    is_no_statement,
    is_told_by,
    is_verb,
    reports_a_clause,
    sets,
    skip_helpers,
    verbs,
)
from briefgen.language.english.speakers import (
    Span,
    is_pronoun,
    opening_subject,
    relative_before,
    subject_after,
    subject_before,
)
from briefgen.model import Status

BEHIND, BEFORE, ATTITUDE, PHRASE, INSIDE = range(5)
"""How outer the words are that name the speaker; the least wins, then the first."""
OPENING = 4
"""A sentence that speaks of a report among its first words reports what that says."""
NEAR = 3
"""Words before a subject that show that it stands in another clause."""

_TIME_OR_PLACE = frozenset(
    "on in at during to after before late early in as when from while following about with via through "
    "by ahead this last again earlier later".split()
)
_SUBORDINATE = frozenset(
    "as after when while although though if because since before until unless once whereas whether where than "
    "what".split()
)
_ELSEWHERE = _SUBORDINATE | RELATIVES
_OPEN = frozenset("whether if how what why".split())
"""What is asked or left open behind these is said by nobody."""
_JOINTS = frozenset({",", "and", "but", "in", "by", QUOTATION})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday late early on".split())
_DASHES = frozenset({"—", "–", "--"})
_TAG_LEADS = _DASHES | {",", QUOTATION, "?", "!"}
_TAG_ENDS = _TAG_LEADS | {".", ";", ":"}
_CLAUSE_OPENERS = frozenset({"that", "there", "it", "he", "she", "they", "if", "whether"})


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


def find_speech(words: Words) -> Said | None:
    """Return the outer speaker of a sentence's words outside quotations, or None where nobody is named."""
    triggers = sets()["triggers"]
    if triggers.isdisjoint(words.low):
        return None
    places = [i for i, word in enumerate(words.low) if word in triggers]
    found = list(_at(words, places[-1]))
    if found and found[0].rank == BEHIND:
        return found[0]
    for i in places[:-1]:
        said = list(_at(words, i))
        found += said
        if said and said[-1].rank <= BEFORE:
            break
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
    if (word, following) in {("according", "to"), ("words", "of")}:
        yield from _phrase(words, i, i + 2)
    elif word == "by":
        if is_told_by(words, i):
            yield from _phrase(words, i, i + 1)
    elif word == ":":
        if following == QUOTATION:
            yield from _announced(words, i)
    elif word in PAPERS and _opens_with_paper(words, i, following):
        source = subject_after(words, i + 2) if following in {"from", "by"} else None
        yield Said((0, source[1] if source else i), i, BEFORE)
    elif word in verbs():
        yield from _verb(words, i)


def _phrase(words: Words, at: int, first: int) -> Iterator[Said]:
    """Yield the speaker that a phrase such as "according to" names behind it."""
    span = subject_after(words, first)
    if span:
        yield Said(span, at, PHRASE, tag=(at, span[1] + 1))


def _opens_with_paper(words: Words, i: int, following: str) -> bool:
    """Return whether a sentence opens with a report of something, or from somebody."""
    first = words.low[0]
    if i > OPENING or first == "according" or first in sets()["prepositions"] | _SUBORDINATE:
        return False
    if following in {"from", "by"}:
        return True
    return following in {"of", "that"} and (not i or (i == 1 and first in OF_PAPERS))


def _announced(words: Words, colon: int) -> Iterator[Said]:
    """Yield the subject of a clause that leads to a quotation: "he put them on notice: “…”"."""
    if any(w in verbs() for w in words.low[:colon]):
        return
    span, pronoun = _opening(words, colon)
    if span or pronoun:
        yield Said(span, colon, ATTITUDE, pronoun=pronoun)


def _opening(words: Words, end: int) -> tuple[Span | None, str | None]:
    """Return the subject of a sentence's first clause, or the pronoun that is it."""
    span = opening_subject(words, 0, end)
    if span:
        return span, None
    opened, _ = main_clause(words, 0, end)
    return None, words.low[opened] if opened < end and is_pronoun(words, opened) else None


def _verb(words: Words, i: int) -> Iterator[Said]:
    """Yield who says it by a reporting verb: the subject before it, or behind it ("said Kim")."""
    verb = words.low[i]
    if verb == "saying" and i and words.low[i - 1] == "as":
        yield from _quoted_as(words, i)
    elif is_verb(words, i):
        behind = _subject_behind(words, i) if is_inverted(words, i) else None
        if behind:
            yield behind
            return
        last, helpers = skip_helpers(words, i - 1)
        if last < 0 or is_no_statement(helpers, verb):
            return
        if verb.endswith("ing") and BE.isdisjoint(helpers) and _leads_on(words, last):
            yield from _by_participle(words, i, last)
        else:
            yield from _by_verb(words, i, last, helpers)


def _subject_behind(words: Words, i: int) -> Said | None:
    """Return the speaker that stands behind its verb."""
    status = verbs()[words.low[i]]
    span = subject_after(words, i + 1)
    if span:
        return Said(span, i, BEHIND, status, tag=(i, _tag_end(words, span[1] + 1)))
    if is_pronoun(words, i + 1):
        return Said(None, i, BEHIND, status, tag=(i, i + 2), pronoun=words.low[i + 1])
    return None


def _quoted_as(words: Words, saying: int) -> Iterator[Said]:
    """Yield the speaker of "A was quoted as saying", and of "A quoted B as saying"."""
    verb = saying - 2
    while verb > 0 and words.low[verb] not in {"quoted", "cited", "reported"}:
        verb -= 1
    before, helpers = skip_helpers(words, verb - 1)
    span = subject_before(words, before) if verb > 0 else None
    if span is None:
        return
    if BE.isdisjoint(helpers):
        yield Said(span, verb, BEFORE)
        quoted = subject_after(words, verb + 1)
        if quoted:
            yield Said(quoted, saying, BEFORE)
    elif QUOTATION in words.low[:before]:
        yield Said(span, saying, BEHIND, tag=(span[0], saying + 1))
    else:
        yield Said(span, saying, BEFORE)


def _leads_on(words: Words, last: int) -> bool:
    """Return whether "saying" behind word ``last`` has the subject of the clause before it."""
    while last > 0 and words.low[last] in _DAYS:
        last -= 1
    k = last
    while k > 0 and not is_break(words.low[k]) and words.low[k] not in {"and", "but"}:
        if words.low[k] == "with":
            return False
        k -= 1
    return last > 0 and (words.low[last] in _JOINTS or first_finite(words, 0, last) is not None)


def _by_participle(words: Words, i: int, last: int) -> Iterator[Said]:
    """Yield the subject of the clause that "saying" goes on with."""
    status, cue = _status(words, i, frozenset())
    span, pronoun = _opening(words, last)
    if span or pronoun:
        rank = ATTITUDE if words.low[i] in _ACTS else BEFORE
        yield Said(span, i, rank, status, cue, pronoun=pronoun)


_ACTS = frozenset(
    "vowing promising threatening pledging accusing calling denouncing urging".split()
)


def _by_verb(words: Words, i: int, last: int, helpers: frozenset[str]) -> Iterator[Said]:
    """Yield the subject that ends at word ``last``, with the rank that its clause has in the sentence."""
    span, pronoun = _subject(words, last)
    if (span is None and pronoun is None) or (span and not agree(words, span, words.low[i])):
        return
    status, cue = _status(words, i, helpers)
    start = span[0] if span else last
    relative = relative_before(words, i) is not None
    tag = None if relative else _as_tag(words, start, i)
    rank = BEHIND if tag else INSIDE if relative else _rank(words, start, words.low[i])
    asked = start > 0 and words.low[start - 1] in _OPEN
    if rank != INSIDE or not (asked or not reports_a_clause(words, i + 1)):
        yield Said(span, i, rank, status, cue, tag, pronoun)


def _subject(words: Words, last: int) -> tuple[Span | None, str | None]:
    """Return the subject that ends at a word, or the pronoun that is it."""
    if is_pronoun(words, last):
        return None, words.low[last]
    span = subject_before(words, last)
    if span is None and words.low[last] in {"and", "but"}:
        return None, _opening(words, last)[1]
    return span, None


def _status(words: Words, i: int, helpers: frozenset[str]) -> tuple[Status, str | None]:
    """Return the status that a verb gives to what it reports, and the word that shows it."""
    status = verbs()[words.low[i]]
    return denial_of(words, i, helpers) if status == "denied" else (status, None)


def _as_tag(words: Words, start: int, verb: int) -> tuple[int, int] | None:
    """Return the words of "…, Kim said on Monday", where a speaker stands behind or amid what is said."""
    lead = start
    while lead > 0 and not is_break(words.low[lead - 1]) and words.low[lead - 1] not in _JOINTS:
        if words.low[lead - 1] in _ELSEWHERE:
            return None
        lead -= 1
    if not lead or words.low[lead - 1] not in _TAG_LEADS:
        return None
    end = _tag_end(words, verb + 1)
    if end < 0:
        return None
    if QUOTATION not in words.low[max(0, lead - 2) : lead]:
        first, _ = main_clause(words, 0, verb)
        if first >= lead or first_finite(words, first, lead) is None:
            return None
    return lead, end


def _tag_end(words: Words, first: int) -> int:
    """Return behind which word a tag ends, or -1 where a clause follows: it is no tag then."""
    if first >= len(words.low) or words.low[first] in _TAG_ENDS:
        return first
    if words.low[first] in _CLAUSE_OPENERS:
        return -1
    end = next((k for k in range(first, len(words.low)) if is_break(words.low[k])), len(words.low))
    if words.low[first] not in _TIME_OR_PLACE and "that" in words.low[first:end]:
        return -1
    for k in range(first, end):
        if k > first and words.low[k] in _ELSEWHERE:
            break
        if finite(words, k):
            return -1
    return end


def _rank(words: Words, start: int, verb: str) -> int:
    """Return how outer a verb with its subject before it is."""
    if start and words.low[start - 1] in _SUBORDINATE:
        return INSIDE
    opened, _ = main_clause(words, 0, len(words.low))
    if start > opened and not _ELSEWHERE.isdisjoint(words.low[max(opened, start - NEAR) : start]):
        return INSIDE
    return ATTITUDE if verb in sets()["attitude"] else BEFORE
