"""Whether the words around a day in a sentence look back, look ahead, or leave it open.

No parse is made: a sentence's verb groups are marked in one pass over its words, and a day goes with
the verb that it touches, else with that of its clause. The word lists stand in ``days.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

Direction = Literal["back", "ahead", "later", "open", "none"]
"""Where the days lie that a verb goes with: a thing done; a thing to come; one that was to come when it was
told of ("was to", "would", "agreed to"); it cannot be told; there is no verb."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """Where a day lies by the words around it."""

    way: Direction
    bound: bool
    """Whether the verb touches the day or stands in the same clause."""
    verb: str = ""
    """The verb, where one settles it."""


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb group: the words it covers, and where it looks."""

    first: int
    last: int
    way: Direction
    word: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a sentence, in small letters, with their places and their verbs."""

    text: str
    lower: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    quoted: tuple[int, ...]
    """Number of the quotation that each word stands in, 0 outside."""
    verbs: tuple[_Verb, ...]


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?|\d[\w:.,]*|--+|[^\w\s]")
_BREAKS = frozenset(',;:()[]–—-“”"')
_STOPS = frozenset(";:()[]–—")
_OPEN, _CLOSE, _BOTH = "“", "”", '"'
REACH = 9
"""Words before a day among which "after" makes it lie behind, where no verb comes between."""


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return one table of ``days.toml``."""
    text = files("briefgen.language").joinpath("days.toml").read_text("utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[name]
    return found


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("tense")[name].split())


def read_words(text: str) -> Words:
    """Return the words of a sentence with the verbs among them."""
    found = list(_WORD.finditer(text))
    lower = tuple(m[0].lower().replace("’", "'").rstrip(".") or "." for m in found)
    quoted = tuple(_quotations([m[0] for m in found]))
    plain = tuple(m[0] for m in found)
    return Words(
        text=text,
        lower=lower,
        spans=tuple(m.span() for m in found),
        quoted=quoted,
        verbs=tuple(_verbs(plain, lower)),
    )


def _quotations(words: Sequence[str]) -> Iterator[int]:
    number, inside = 0, False
    for word in words:
        if word == _OPEN or (word == _BOTH and not inside):
            number, inside = number + 1, True
            yield number
        elif word in {_CLOSE, _BOTH} or word.startswith("--"):
            yield number if inside else 0
            inside = inside and word.startswith("--")
        else:
            yield number if inside else 0


# Verbs ------------------------------------------------------------------------------------------


def _verbs(plain: Sequence[str], lower: Sequence[str]) -> Iterator[_Verb]:
    """Yield the verb groups in order."""
    at, before = 0, None
    while at < len(lower):
        verb = _verb_at(plain, lower, at, before) if _may_be_verb(lower[at]) else None
        if verb is None:
            at += 1
            continue
        yield verb
        before, at = verb, verb.last + 1


@lru_cache(maxsize=1 << 16)
def _may_be_verb(word: str) -> bool:
    """Return whether a word can begin a verb group: most cannot, and are passed over at once."""
    return (
        word in _BE
        or word in {"has", "have", "had", "having", "to"}
        or word.endswith(("'ll", "n't"))
        or any(
            word in _listed(name) for name in ("modal", "ahead", "saying", "timetable", "present")
        )
        or word == "did"
        or _is_past(word)
    )


def _verb_at(
    plain: Sequence[str], lower: Sequence[str], at: int, before: _Verb | None
) -> _Verb | None:
    """Return the verb group that begins at a word, if one does; ``before`` is the one before it."""
    word = lower[at]
    if word in _BE:
        return _being(lower, at)
    if word in {"has", "have", "had", "having"}:
        return _having(lower, at)
    if _is_modal(plain, lower, at):
        return _modal(lower, at)
    if word in {"did", "didn't"}:
        return _Verb(at, at, "back", word)
    if word == "to":
        return _infinitive(plain, lower, at, before)
    return _plain_verb(plain, lower, at)


_BE = frozenset({"is", "are", "am", "was", "were", "isn't", "aren't", "wasn't", "weren't", "been"})
_PRESENT_BE = frozenset({"is", "are", "am", "isn't", "aren't"})


def _over_adverbs(lower: Sequence[str], at: int) -> int:
    """Return the place of the first word from a place on that is no adverb."""
    while at < len(lower) and (lower[at] in _listed("adverbs") or lower[at].endswith("ly")):
        at += 1
    return at


def _being(lower: Sequence[str], at: int) -> _Verb:
    """Return a form of "be" with the participle behind it: is meeting, was due to, were warned."""
    now = lower[at] in _PRESENT_BE
    then = _over_adverbs(lower, at + 1)
    follows = lower[then] if then < len(lower) else ""
    if follows == "to" or follows in {"due", "set", "about", "going", "supposed"} | _listed(
        "ahead"
    ):
        return _Verb(at, then, "ahead" if now else "later", follows)
    if follows.endswith("ing") and now:
        return _Verb(at, then, "open" if follows == "being" else "ahead", follows)
    if not now:
        return _Verb(at, then if _is_past(follows) else at, "back", lower[at])
    return _Verb(at, then if _is_past(follows) else at, "open", lower[at])


def _having(lower: Sequence[str], at: int) -> _Verb:
    """Return a form of "have" with the participle behind it: has met, had planned, has to."""
    then = _over_adverbs(lower, at + 1)
    follows = lower[then] if then < len(lower) else ""
    if follows == "been":
        inner = _being(lower, then)
        return _Verb(at, inner.last, "later" if inner.way == "later" else "back", lower[at])
    if follows == "to" and lower[at] != "had":
        return _Verb(at, then, "ahead", "to")
    if follows in _listed("ahead"):
        return _Verb(at, then, "later" if lower[at] == "had" else "ahead", follows)
    past = lower[at] == "had" or _is_past(follows)
    return _Verb(at, then if _is_past(follows) else at, "back" if past else "open", follows)


def _is_modal(plain: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Return whether a word is a modal verb: no name (Will, May) and no noun (the will of)."""
    word = lower[at]
    if word.endswith("'ll") or (word.endswith("n't") and word[:-3] in _MODAL_STEMS):
        return True
    if word not in _listed("modal"):
        return False
    name = plain[at][0].isupper() and at > 0 and lower[at - 1] not in _BREAKS
    month = word == "may" and at + 1 < len(lower) and lower[at + 1][0].isdigit()
    noun = at > 0 and lower[at - 1] in _listed("determiners") - {"that", "this", "all", "both"}
    return not name and not month and not (noun and word in {"will", "may", "might", "can", "must"})


_MODAL_STEMS = frozenset("wo would could should must might ca sha".split())


def _modal(lower: Sequence[str], at: int) -> _Verb:
    """Return a modal verb with what it governs: will vote, may have left, could not be reached."""
    word = lower[at]
    then = _over_adverbs(lower, at + 1)
    follows = lower[then] if then < len(lower) else ""
    not_able = word in {"couldn't", "could"} and (
        word != "could" or lower[at + 1 : at + 2] == ("not",)
    )
    done = follows == "have" and _is_past("".join(lower[then + 1 : then + 2]))
    if done and not word.startswith(("will", "won't", "shall")):
        return _Verb(at, min(then + 1, len(lower) - 1), "back", word)
    last = min(then, len(lower) - 1)
    if follows == "be" and then + 1 < len(lower):
        last = _over_adverbs(lower, then + 1)
        last = last if last < len(lower) and _is_past(lower[last]) else then
    return _Verb(
        at, last, "back" if not_able else "later" if word in _PAST_MODAL else "ahead", word
    )


_PAST_MODAL = frozenset({"would", "wouldn't"})


def _infinitive(
    plain: Sequence[str], lower: Sequence[str], at: int, before: _Verb | None
) -> _Verb | None:
    """Return an infinitive: it looks ahead behind what plans, hopes or orders, else where its verb does."""
    then = _over_adverbs(lower, at + 1)
    if then >= len(lower) or not _may_be_base(plain, lower, then):
        return None
    if lower[then] == "have" and then + 1 < len(lower) and _is_past(lower[then + 1]):
        return _Verb(at, then + 1, "back", "have")
    begun = max(before.last if before else 0, at - GOVERNED, 0)
    governor = next(
        (lower[i] for i in range(at - 1, begun - 1, -1) if lower[i] in _listed("before_to")), ""
    )
    if before and before.way in {"later", "ahead"} and at - before.last <= CHAINED:
        way: Direction = before.way
    elif governor:
        way = "later" if _is_past(governor) and before and before.way == "back" else "ahead"
    elif before:
        way = "open"
    else:
        return None
    return _Verb(at, then, way, lower[then])


CHAINED = 4
"""Words from a verb to an infinitive that takes over where it looks: will go to see."""
GOVERNED = 8
"""Words before an infinitive among which stands what governs it."""


def _may_be_base(plain: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Return whether a word behind "to" can be a verb's base form."""
    word = lower[at]
    return (
        plain[at][0].islower()
        and word not in _listed("determiners")
        and not word.endswith(("ing", "'s"))
        and (not word.endswith("s") or word.endswith("ss") or word == "focus")
        and not (word.endswith("ed") and len(word) > 4 and not word.endswith("eed"))
    )


def _plain_verb(plain: Sequence[str], lower: Sequence[str], at: int) -> _Verb | None:
    """Return a verb of one word: voted, says, begins, plans."""
    word, last = lower[at], lower[at - 1] if at else ""
    if plain[at][0].isupper() and at and plain[at - 1] not in _BREAKS:
        return None
    behind = lower[at + 1] if at + 1 < len(lower) else ""
    if word in _listed("ahead"):
        if _is_noun(lower, at) and behind not in {"for", "to"}:
            return None
        active = _is_past(word) and behind not in {"for", "to", "on"}
        return _Verb(at, at, "later" if active else "ahead", word)
    if word == "set" and behind == "for":
        return _Verb(at, at, "ahead", word)
    if _is_past(word):
        return None if _is_adjective(last, behind) else _Verb(at, at, "back", word)
    if word in _listed("saying"):
        return _Verb(at, at, "back", word)
    if word in _listed("timetable") and _is_present(plain, lower, at):
        return _Verb(at, at, "ahead", word)
    if word in _listed("present") and _is_present(plain, lower, at):
        return _Verb(at, at, "open", word)
    return None


def _is_present(plain: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Return whether a word is a verb: with its ending where no noun can stand, without one behind a plural."""
    if lower[at].endswith("s"):
        return not _is_noun(lower, at)
    last = lower[at - 1] if at else ""
    plural = _PLURAL.fullmatch(last) and (at == 1 or plain[at - 1].islower())
    return bool(plural) or last in {"they", "we", "you", "i", "who"}


_PLURAL = re.compile(r"[a-z]{3,}(?<![sui'])s")


def _is_past(word: str) -> bool:
    if word in _listed("past"):
        return True
    return len(word) > 4 and word.endswith("ed") and word not in _listed("not_past")  # noqa: PLR2004


def _is_noun(lower: Sequence[str], at: int) -> bool:
    """Return whether a word that can be a verb is a noun by what stands before it: announced plans, the vote."""
    last = lower[at - 1] if at else ""
    return (
        last in _listed("determiners")
        or last in _NOUN_AFTER
        or last.endswith(("'s", "s'", "ing"))
        or _is_past(last)
    )


_NOUN_AFTER = frozenset(
    "of for in on at with by from about new first next final full key to and".split()
)


def _is_adjective(last: str, behind: str) -> bool:
    """Return whether a participle stands before its noun: a proposed ban, of armed men."""
    before = last in _listed("determiners") or last in _ADJECTIVE_AFTER or last.endswith("'s")
    return before and behind.isalpha() and behind not in _FUNCTION


_ADJECTIVE_AFTER = frozenset("of for in on at with by from about new".split())
_FUNCTION = frozenset(
    "the a an to in on at of for with by from and but or that which who as into over after before during".split()
)


# Days -------------------------------------------------------------------------------------------


def bearing(words: Words, start: int, end: int) -> Bearing:
    """Return where a day at some characters of the sentence lies by the words around it."""
    a = next((i for i, (s, e) in enumerate(words.spans) if e > start), len(words.spans))
    b = next((i for i in range(a, len(words.spans)) if words.spans[i][0] >= end), len(words.spans))
    first = a
    while first and words.lower[first - 1] in _listed("inside") and not _touched(words, first - 1):
        first -= 1
    day = _Day(first, a, b, _lead(words, first))
    verbs = _beside(words, a)
    left = max((v for v in verbs if v.last < a), key=lambda v: v.last, default=None)
    noun = _is_attribute(words, b)
    sure = _by_preposition(words, day, verbs, left, noun=noun)
    if sure:
        return sure
    return _of_a_noun(words, day, verbs, left) if noun else _by_verb(words, day, verbs)


@dataclass(frozen=True, slots=True)
class _Day:
    """The words of a day: ``first`` to ``b`` with what belongs to it, ``a`` to ``b`` without, and the word before."""

    first: int
    a: int
    b: int
    lead: str


def _touched(words: Words, at: int) -> bool:
    """Return whether a word belongs to a verb: "set about Monday" keeps its verb."""
    return any(v.first <= at <= v.last for v in words.verbs)


def _lead(words: Words, first: int) -> str:
    """Return the word before a day that shows its place, clock times passed over."""
    at = first - 1
    while at >= 0 and (_CLOCK.fullmatch(words.lower[at])):
        at -= 1
    return words.lower[at] if at >= 0 else ""


_CLOCK = re.compile(r"\d[\d:.,]*|[ap]\.?m\.?|noon|midnight|e[sd]?t|gmt|p|a|m")


def _beside(words: Words, at: int) -> list[_Verb]:
    """Return the verbs that a day at a word can go with: those of its own quotation, or outside any."""
    here = words.quoted[at] if at < len(words.quoted) else 0
    return [v for v in words.verbs if words.quoted[v.first] == here]


def _is_attribute(words: Words, b: int) -> bool:
    """Return whether a day stands before a noun as its attribute: Thursday's deadline, a Sunday tweet."""
    if words.text[words.spans[b - 1][0] : words.spans[b - 1][1]].replace("’", "'").endswith("'s"):
        return True
    if b >= len(words.lower):
        return False
    nouns = words.lower[b : b + 2]
    return (
        nouns[0] in _EVENTS
        or nouns[0] == "'s"
        or (nouns[0].isalpha() and nouns[-1].startswith("deadline"))
    )


_EVENTS = frozenset(
    "deadline deadlines election elections vote meeting summit hearing attack attacks speech address tweet "
    "interview talks statement news announcement debate strike bombing shooting raid ruling decision".split()
)


def _by_preposition(
    words: Words, day: _Day, verbs: Sequence[_Verb], left: _Verb | None, *, noun: bool
) -> Bearing | None:
    """Return what the word before a day settles: since Monday, by Friday, likely on Sunday."""
    if day.lead in _listed("sure_behind"):
        return Bearing("back", bound=True)
    if day.lead in _listed("sure_ahead") or _as_early_as(words, day):
        return Bearing("ahead", bound=True)
    moved = left is not None and left.word in _listed("moved")
    if day.lead in _listed("towards"):
        return _towards(words, day, verbs, moved=moved)
    if day.lead == "to" and moved:
        return Bearing("ahead", bound=True)
    if day.lead == "for" and not noun and not _noun_follows(words, day.b):
        return Bearing("later" if left and left.way in {"later", "open"} else "ahead", bound=True)
    return None


def _as_early_as(words: Words, day: _Day) -> bool:
    before = words.lower[max(day.first - 1, 0) : day.a]
    return any(w in {"early", "soon", "later"} for w in before) and "as" in before[-2:]


def _towards(words: Words, day: _Day, verbs: Sequence[_Verb], *, moved: bool) -> Bearing:
    """Return where a limit lies: ahead, unless its own verb is past and moves nothing (had gone by Friday)."""
    begun = _clause_start(words, day.first - 1)
    inside = [v for v in verbs if begun <= v.first < day.first]
    verb = inside[-1] if inside else _main(words, [v for v in verbs if v.first >= day.b])
    behind = verb is not None and verb.way == "back" and not (inside and moved)
    return Bearing("back" if behind else "ahead", bound=True)


def _noun_follows(words: Words, b: int) -> bool:
    word = words.lower[b] if b < len(words.lower) else ""
    return word.isalpha() and word not in _FUNCTION and not _touched(words, b)


def _of_a_noun(words: Words, day: _Day, verbs: Sequence[_Verb], left: _Verb | None) -> Bearing:
    """Return where a day before a noun lies: mostly behind; ahead with "will" over it, or of a deadline."""
    if any(w.startswith("deadline") for w in words.lower[day.b : day.b + 5]):
        missed = left is not None and left.word in {"missed", "passed", "met"}
        return Bearing("back" if missed else "ahead", bound=True)
    if day.lead in _listed("behind_noun"):
        return Bearing("back", bound=True)
    begun = _clause_start(words, day.first)
    inside = [v for v in verbs if begun <= v.first < day.first]
    if inside:
        return Bearing(_over_a_noun(inside[-1], day.lead), bound=True)
    right = next((v for v in verbs if v.first >= day.b), None)
    return Bearing("ahead" if right and right.way == "ahead" else "back", bound=False)


def _over_a_noun(verb: _Verb, lead: str) -> Direction:
    """Return where a noun's day lies under a verb: will speak at Friday's summit; will appeal Friday's ruling."""
    held = lead in {"at", "in", "for", "during", "of"}
    if verb.way == "ahead":
        return "ahead" if held or verb.word in _listed("ahead") else "back"
    return verb.way if held else "back"


def _clause_start(words: Words, at: int) -> int:
    """Return the place of the first word of the clause that a word stands in; quotations are passed over."""
    here = words.quoted[at] if at < len(words.quoted) else 0
    for i in range(at - 1, -1, -1):
        if words.quoted[i] != here:
            continue
        if words.lower[i] in _BREAKS or words.lower[i].startswith("--"):
            return i + 1
        if words.lower[i] in _listed("openers") and not _touched(words, i):
            return i + 1
    return 0


def _clause_end(words: Words, at: int) -> int:
    for i in range(at, len(words.lower)):
        if words.lower[i] in _BREAKS or words.lower[i] in _CLAUSE_ENDERS:
            return i
    return len(words.lower)


_CLAUSE_ENDERS = frozenset("that which who when where while because but although".split())


def _by_verb(words: Words, day: _Day, verbs: Sequence[_Verb]) -> Bearing:
    """Return where a day lies by its verb: one that it touches, one of its clause, the nearest before, behind."""
    before = [v for v in verbs if v.last < day.a]
    behind = [v for v in verbs if v.first >= day.b]
    left = before[-1] if before else None
    if left and left.last >= day.first - 1:
        return Bearing(left.way, bound=True, verb=left.word)
    if behind and _over_adverbs(words.lower, day.b) == behind[0].first:
        return Bearing(behind[0].way, bound=True, verb=behind[0].word)
    begun, ended = _clause_start(words, day.first), _clause_end(words, day.b)
    if left and left.first >= begun:
        return Bearing(left.way, bound=True, verb=left.word)
    if _follows_after(words, begun, day.first):
        return Bearing("back", bound=False)
    right = _main(words, [v for v in behind if v.first < ended])
    if right:
        return Bearing(right.way, bound=True, verb=right.word)
    if left and begun > 0:
        return Bearing(left.way, bound=False, verb=left.word)
    if words.lower[day.b : day.b + 1] == ("that",):
        return Bearing("back", bound=False)
    right = _main(words, behind)
    return (
        Bearing(right.way, bound=False, verb=right.word) if right else Bearing("none", bound=False)
    )


def _follows_after(words: Words, begun: int, first: int) -> bool:
    """Return whether "after" or its like leads to the day with no verb between: after the vote Sunday."""
    lead = words.lower[max(begun - 1, first - REACH, 0) : first]
    return any(w in {"after", "following", "since", "amid", "despite"} for w in lead)


def _main(words: Words, behind: Sequence[_Verb]) -> _Verb | None:
    """Return the first verb behind a day that is finite and in no relative clause: On Sunday men who had fled said."""
    behind = [v for v in behind if words.lower[v.first] != "to"]
    for n, verb in enumerate(behind):
        last = words.lower[verb.first - 1] if verb.first else ""
        by = words.lower[verb.last + 1 : verb.last + 2] == ("by",) and verb.first == verb.last
        if (last in {"who", "which"} or by) and n + 1 < len(behind):
            continue
        return verb
    return None
