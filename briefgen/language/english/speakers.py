"""Which words beside a reporting verb name the speaker, and what sort of speaker they name.

A speaker is given as the places of its first and last word in a sentence cut by ``clauses.words_of`` and
``clauses.outside``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from briefgen.language.dates import WEEKDAYS
from briefgen.language.english import cues
from briefgen.language.english.clauses import (
    FRAGMENT,
    QUOTATION,
    Words,
    finite,
    first_finite,
    is_break,
    is_participle,
    main_clause,
)
from briefgen.model import AttributionKind

LONGEST = 14
"""More words than these swallow a clause."""

Span = tuple[int, int]
"""Places of the first and the last word."""

_CLAUSE = frozenset(
    "that while as although because if when after before since where whether than so but though".split()
)
_RELATIVE = frozenset({"who", "which", "whom"})
_PREPOSITIONS = frozenset("of for from in at on with to near by under behind inside among".split())
_PRONOUNS = frozenset({"he", "she", "they"})
_NOBODY = frozenset(
    "it i we you there what this that these those such which who nobody everyone nothing him me us "
    "himself herself itself themselves them".split()
)
_LEADS = frozenset(
    "even and but or yet so meanwhile with however indeed still also instead then now moreover later earlier "
    "nevertheless meantime though separately overall finally".split()
)
_TIME = frozenset(
    (
        *map(str.lower, WEEKDAYS),
        *"yesterday today tonight tomorrow earlier later recently early late afternoon morning evening".split(),
    )
)
_SPELL = frozenset("night week month year spring summer autumn fall winter weekend".split())
_POSSESSIVES = frozenset("its his her their our my".split())
_ARTICLES = frozenset(
    "the a an some many one two three several its their his her most other both another few".split()
)


@cache
def _sorts() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in cues.table("speakers").items()}


@cache
def _offices() -> frozenset[str]:
    """Return the nouns for people who speak for somebody: "its president"."""
    return _sorts()["roles"] | _sorts()["offices"]


def is_pronoun(words: Words, i: int) -> bool:
    """Return whether word ``i`` stands for a speaker named before."""
    return words.low[i] in _PRONOUNS


def subject_before(words: Words, last: int) -> Span | None:
    """Return the subject that ends at word ``last``, over what is set between commas if need be."""
    last = _before_time(words, last)
    if last < 0:
        return None
    if words.low[last] == ",":
        return _over_insertions(words, last)
    first = _start(words, last)
    before = words.low[first - 1] if first else ""
    if first and finite(words, first - 1):
        relative = relative_before(words, first - 1)
        if relative is not None:
            return _antecedent(words, relative)
    direct = clean(words, first, last) if first <= last else None
    own = before in {"which", "whom"} and direct
    if not own and (before in _RELATIVE or (before == "that" and _leads_verb(words, first, last))):
        return _antecedent(words, first - 1)
    if first > last:
        return _shared(words, last) if words.low[last] in {"and", "but"} else None
    return _named_in_front(words, first, last, direct)


def _leads_verb(words: Words, first: int, last: int) -> bool:
    return first <= last and finite(words, first) > 0


def relative_before(words: Words, verb: int) -> int | None:
    """Return the place of the "who" whose clause a verb belongs to."""
    k = verb - 1
    while k > 0 and (
        finite(words, k) or _is_adverb(words, k) or words.low[k] in {"have", "been", "not"}
    ):
        k -= 1
    return k if k > 0 and words.low[k] in _RELATIVE else None


def _before_time(words: Words, last: int) -> int:
    """Return the last word before "on Thursday" or "late Tuesday" at the end of a subject."""
    while last > 0 and words.low[last] in _TIME:
        last -= 1
        if words.low[last] == "on":
            last -= 1
    if last > 1 and words.low[last] in _SPELL and words.low[last - 1] in {"this", "last", "next"}:
        last -= 2
    return last


def _start(words: Words, last: int) -> int:
    """Return where the phrase that ends at ``last`` begins."""
    first = last + 1
    while first > 0 and not _bounds(words, first - 1):
        first -= 1
    return first


def _bounds(words: Words, i: int) -> bool:
    """Return whether a subject cannot reach over word ``i``."""
    word = words.low[i]
    if word in {"and", "or"}:
        return _has_verb(words, i)
    if is_break(word) or word in _CLAUSE or word in _RELATIVE:
        return True
    return finite(words, i) > 1


def _has_verb(words: Words, end: int) -> bool:
    """Return whether the clause before word ``end`` has a verb."""
    for i in range(end - 1, -1, -1):
        if is_break(words.low[i]) or words.low[i] in _CLAUSE:
            return False
        if finite(words, i):
            return True
    return False


def _antecedent(words: Words, pronoun: int) -> Span | None:
    """Return whom a relative clause speaks of: the name or noun before "who"."""
    last = pronoun - 1
    while last > 0 and words.low[last] == ",":
        last -= 1
    last = _before_time(words, last)
    if last < 0:
        return None
    first = _start(words, last)
    found = clean(words, first, last)
    name = _closing_name(words, first, last, behind=frozenset())
    return (name, last) if name is not None and found is None else found


def _shared(words: Words, joint: int) -> Span | None:
    """Return the subject of a clause that "and" or "but" goes on with: "she declined, but said"."""
    return opening_subject(words, 0, joint)


def opening_subject(words: Words, first: int, end: int) -> Span | None:
    """Return the subject of the clause that begins at ``first``: what stands before its finite verb."""
    first, _ = main_clause(words, first, end)
    verb = first_finite(words, first, end)
    if verb is None or verb <= first:
        return None
    last = verb - 1
    while last > first and (_is_adverb(words, last) or words.low[last] == "also"):
        last -= 1
    return subject_before(words, last)


def _is_adverb(words: Words, i: int) -> bool:
    word = words.texts[i]
    return word.endswith("ly") and word[0].islower()


def _over_insertions(words: Words, comma: int) -> Span | None:
    """Return the subject before "…, who led the march," or "…, R-Ohio," that ends at a comma."""
    pieces: list[Span] = []
    last = comma - 1
    while last >= 0:
        first = _piece_start(words, last)
        pieces.append((first, last))
        if not first or words.low[first - 1] != ",":
            break
        last = first - 2
    best = None
    for n, (first, last) in enumerate(pieces):
        if n and not _is_insertion(words, *pieces[n - 1]):
            break
        found = _clean_subject(words, first, last)
        if best and found and _is_proper(words, *best) and not _is_proper(words, *found):
            return _better(words, best, found) if _is_role(words, *found) else best
        if found:
            best = _better(words, best, found)
    return best


def _is_proper(words: Words, first: int, last: int) -> bool:
    return all(words.texts[k][0].isupper() for k in range(first, last + 1))


def _is_role(words: Words, first: int, last: int) -> bool:
    """Return whether a phrase names an office or a trade, so that a name behind it is the same person."""
    return not (_offices() | _KIN).isdisjoint(words.low[first : last + 1])


def _piece_start(words: Words, last: int) -> int:
    first = last
    while first > 0 and not (is_break(words.low[first - 1]) and words.low[first - 1] != "-"):
        first -= 1
    return first


def _clean_subject(words: Words, first: int, last: int) -> Span | None:
    """Return the subject that a piece between commas holds: a phrase without a verb of its own."""
    if words.low[first] in _RELATIVE or words.low[first] == "whose" or is_participle(words, first):
        return None
    start = next((k + 1 for k in range(last, first, -1) if words.low[k] in {"that", "but"}), first)
    if any(finite(words, k) > 1 for k in range(start, last + 1)):
        return None
    return clean(words, start, last)


def _is_insertion(words: Words, first: int, last: int) -> bool:
    """Return whether a piece between commas only adds to what stands before it."""
    if words.low[first] in _RELATIVE or words.low[first] in {"whose", "however", "though", "too"}:
        return True
    if not _RELATIVE.isdisjoint(words.low[first : last + 1]):
        return True
    return all(finite(words, k) < 2 for k in range(first, last + 1))  # noqa: PLR2004 - surely a verb


def _better(words: Words, later: Span | None, found: Span) -> Span:
    """Return the piece that names the speaker: the name beside a role, else what stands first."""
    if later and _is_name(words, *later) and not _is_name(words, *found):
        return later
    return found


def _is_name(words: Words, first: int, last: int) -> bool:
    """Return whether a phrase is a name and nothing else: capitals but for small words, two or more."""
    known = _offices() | _sorts()["titles"]
    capitals = [
        w
        for w in words.texts[first : last + 1]
        if (w[0].isupper() or w[:3] == "al-") and w.lower() not in known
    ]
    small = [
        w
        for w in words.texts[first : last + 1]
        if not w[0].isupper() and w not in _PARTICLES and w[:3] != "al-"
    ]
    return len(capitals) > 1 and not small and "-" not in capitals[0][:2]


_PARTICLES = frozenset("al bin von van de der la le el di da abu ibn".split())


def _named_in_front(words: Words, first: int, last: int, direct: Span | None) -> Span | None:
    """Return the name before a role that stands at the verb: "Ali Reza, the head of the office said"."""
    if first < 2 or words.low[first - 1] != ",":  # noqa: PLR2004 - a name and its comma
        return direct
    end = first - 2
    start = _piece_start(words, end)
    front = clean(words, start, end)
    if front != (start, end) or not (_is_name(words, *front) or _titled(words, *front)):
        return direct
    bounded = not start or words.low[start - 1] in {QUOTATION, ","}
    role = words.low[first] in {"the", "a", "an"} or words.low[start - 1] == QUOTATION
    return front if bounded and role and last >= first else direct


def _titled(words: Words, first: int, last: int) -> bool:
    return first < last and words.low[first] in _SHORT_TITLES


_SHORT_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen"})


def clean(words: Words, first: int, last: int) -> Span | None:
    """Return the words that can name a speaker, without what only opens or ends the clause."""
    first, last = _trim(words, first, last)
    if first > last or words.low[first] in _PRONOUNS or words.low[last] in _NO_END:
        return None
    if _is_mood(words, first, last):
        return None
    last = _without_place(words, first, last)
    head = _head(words.texts[first : last + 1]).lower()
    if words.low[first] in _POSSESSIVES and head in _people():
        return first, last
    if _is_no_phrase(words, first, last) or (
        head not in _sorts()["vague"] and not _in_role(words, first, last)
    ):
        return _closing(words, first, last)
    return (first, last) if _can_speak(words.texts[first : last + 1]) else None


_NO_END = _PRONOUNS | {"i", "we", "you", "it"}


def _is_no_phrase(words: Words, first: int, last: int) -> bool:
    """Return whether words begin with what no subject begins with, or go on too long."""
    low = words.low[first]
    opens = low in _PREPOSITIONS_OR_TIME or low in _NOBODY or is_participle(words, first)
    return opens or last - first >= LONGEST


def _is_mood(words: Words, first: int, last: int) -> bool:
    """Return whether words are a mood, or what it is about: "speculation about the cause" says nothing."""
    moods = _sorts()["moods"]
    noun = first + (words.low[first] in _ARTICLES and first < last)
    itself = words.low[noun] in moods and (noun == last or words.low[noun + 1] in _MOVED_BY)
    about = first > 1 and words.low[first - 1] in _MOVED_BY and words.low[first - 2] in moods
    return itself or about


_MOVED_BY = _PREPOSITIONS | {"about", "over", "around", "that", "among"}
"""What stands behind a mood: what it is about."""


@cache
def _people() -> frozenset[str]:
    """Return nouns for whom one belongs to: "his brother", "its president"."""
    return _offices() | _sorts()["vague"] | _KIN


def _without_place(words: Words, first: int, last: int) -> int:
    """Return the last word of a name without where it speaks: "Bill Hale from the steps"."""
    for k in range(first + 1, last + 1):
        if words.low[k] in _PLACE:
            named = words.texts[k - 1][0].isupper() and words.low[k - 1] not in _common()
            return k - 1 if named else last
        if not words.texts[k][0].isupper():
            return last
    return last


@cache
def _common() -> frozenset[str]:
    """Return nouns that are no names in capitals either."""
    return _offices() | _sorts()["vague"] | _sorts()["titles"]


_PLACE = frozenset("from at in on during after for".split())
_KIN = frozenset(
    "relatives family brother sister mother father wife husband son daughter brother-in-law uncle aunt widow "
    "parents friend friends neighbour neighbor colleagues office campaign team aides allies side".split()
)
_PREPOSITIONS_OR_TIME = frozenset(
    "in on at by with after before during since for as from under speaking amid despite when while to like "
    "unlike through following within throughout across until".split()
)


def _in_role(words: Words, first: int, last: int) -> bool:
    """Return whether a maybe-verb in a phrase only describes: "people briefed on the talks"."""
    return all(
        not finite(words, k)
        or words.low[k] in {"familiar", "briefed", "close", "named", "based", "involved"}
        or (k < last and words.low[k + 1] in {"by", "to", "with", "on", "in"})
        for k in range(first + 1, last + 1)
    )


def _trim(words: Words, first: int, last: int) -> Span:
    """Return a stretch without "But", "Last night", "Tuesday" or "also" at its ends."""
    while first <= last:
        low = words.low[first]
        following = words.low[first + 1] if first < last else ""
        if low in _LEADS or low in {",", FRAGMENT} or (low in _TIME and first < last):
            first += 1
        elif (
            low in {"last", "this", "next", "late", "early", "that"} and following in _SPELL | _TIME
        ):
            first += 2
        elif low.endswith("ly") and low not in _NO_ADVERBS and first < last:
            first += 1
        else:
            break
    while first < last and words.low[last] in _TIME | _TRAILS:
        last -= 1
    return first, last


_TRAILS = frozenset(
    "on in 's there also though , therefore then now still itself themselves".split()
)
_NO_ADVERBS = frozenset(
    "family ally assembly italy july elderly early daily weekly emily kelly billy molly sally reilly".split()
)


def _closing(words: Words, first: int, last: int) -> Span | None:
    """Return the name or the role that a stretch ends in: "On Tuesday Maria Lopez", "in Ohio the mayor"."""
    run = _closing_name(words, first, last)
    if run is not None:
        return run, last
    for k in range(last - 1, first, -1):
        if words.low[k] in _PREPOSITIONS:
            return None
        if words.low[k] in {"the", "a", "an"} and words.low[k - 1] not in _PREPOSITIONS:
            return k, last
    return None


def _closing_name(
    words: Words, first: int, last: int, behind: frozenset[str] = _PREPOSITIONS | {"the"}
) -> int | None:
    """Return where the name begins that a stretch ends in."""
    run = last + 1
    barred = _TIME | _PREPOSITIONS_OR_TIME | _NOBODY | _PRONOUNS
    while run > first and words.texts[run - 1][0].isupper() and words.low[run - 1] not in barred:
        run -= 1
    if run > last or run <= first:
        return None
    return None if words.low[run - 1] in behind else run


def _can_speak(stretch: Sequence[str]) -> bool:
    """Return whether words hold a name, or a noun with an article or of many."""
    bare = stretch[1:] if stretch[0].lower() in _ARTICLES else stretch
    if not bare or any(w[0].isupper() for w in bare):
        return bool(bare)
    known = _sorts()["vague"] | _sorts()["roles"]
    return (
        bare is not stretch or bare[0] in known or _head(bare) in known or _head(bare).endswith("s")
    )


def _head(stretch: Sequence[str]) -> str:
    """Return the noun of a phrase: the word before its first preposition, participle or mark."""
    ends = _PREPOSITIONS | _RELATIVE | {",", "familiar", "briefed", "close", "citing", "quoting"}
    end = next((n for n, w in enumerate(stretch) if n and w.lower() in ends), len(stretch))
    return stretch[end - 1]


def subject_after(words: Words, first: int) -> Span | None:
    """Return the speaker that begins at word ``first``: "said Kim", "according to the ministry"."""
    last = first - 1
    for i in range(first, min(len(words.low), first + LONGEST)):
        low = words.low[i]
        if is_break(low) or low in _CLAUSE or low in _RELATIVE or low in _TIME:
            break
        if i > first and (finite(words, i) > 1 or low in _AFTER_SPEAKER):
            break
        if i > first and low in {"read", "put", "set"}:
            break
        last = i
    while last > first and words.low[last] in _PREPOSITIONS | {"late", "early", "the"}:
        last -= 1
    found = clean(words, first, last) if last >= first else None
    return _with_name_behind(words, found)


_AFTER_SPEAKER = frozenset("during following adding speaking about citing referring".split())


def _with_name_behind(words: Words, found: Span | None) -> Span | None:
    """Return the name behind a role: "his brother-in-law, John Lewis"."""
    if not found or _is_name(words, *found) or found[1] + 2 >= len(words.low):
        return found
    if words.low[found[1]] not in _offices() | _KIN:
        return found
    if words.low[found[1] + 1] != "," or not words.texts[found[1] + 2][0].isupper():
        return found
    first = last = found[1] + 2
    while last + 1 < len(words.low) and words.texts[last + 1][0].isupper():
        last += 1
    return (first, last) if _is_name(words, first, last) else found


@lru_cache(maxsize=4096)
def kind_of(who: str) -> AttributionKind:
    """Return whether some words name a speaker, a role or a vague group."""
    stretch = [w for w in re.findall(r"[\w'’.&-]+|,", who) if w.lower() not in {"the", "a", "an"}]
    if not stretch:
        return "vague"
    sorts, head = _sorts(), _head(stretch)
    common = sorts["titles"] | sorts["roles"] | sorts["vague"]
    named = [w for w in stretch if w[0].isupper() and w.lower() not in common]
    capitals = [
        w for n, w in enumerate(stretch) if w[0].isupper() and (n or w.lower() not in common)
    ]
    if head.lower() in sorts["vague"] and (not capitals or head.lower() in sorts["always_vague"]):
        return "vague"
    proper = bool(named) and head[0].isupper() and head.lower() not in sorts["offices"]
    return "named" if proper else "role"
