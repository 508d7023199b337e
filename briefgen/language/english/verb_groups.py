"""Which words of a sentence are its verbs, and whether each looks back or ahead.

No parse is made: one pass over the words marks verb groups ("was due to", "may have left", "to meet").
The word lists stand in ``days.toml``.
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
class Verb:
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
    verbs: tuple[Verb, ...]


_OPENING, _CLOSING, _BOTH = "“", "”", '"'
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?|\d[\w:.,]*|--+|[^\w\s]")
BREAKS = frozenset(',;:()[]–—-“”"')


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return one table of ``days.toml``."""
    text = files("briefgen.language.english").joinpath("days.toml").read_text("utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[name]
    return found


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of words of the tense table."""
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
        if word == _OPENING or (word == _BOTH and not inside):
            number, inside = number + 1, True
            yield number
        elif word in {_CLOSING, _BOTH} or word.startswith("--"):
            yield number if inside else 0
            inside = inside and word.startswith("--")
        else:
            yield number if inside else 0


def _verbs(plain: Sequence[str], lower: Sequence[str]) -> Iterator[Verb]:
    """Yield the verb groups in order."""
    at, before = 0, None
    while at < len(lower):
        verb = (
            _verb_at(plain, lower, at, before) if _may_be_verb(lower[at]) else _present(lower, at)
        )
        if verb is None:
            at += 1
            continue
        yield verb
        before, at = verb, verb.last + 1


def _present(lower: Sequence[str], at: int) -> Verb | None:
    """Return a present form that no list has: behind a pronoun an ending shows it (which enters)."""
    known = at > 0 and lower[at - 1] in _PRONOUNS and _PLURAL.fullmatch(lower[at])
    return Verb(at, at, "open", lower[at]) if known else None


_PRONOUNS = frozenset({"which", "who", "he", "she", "it"})


@lru_cache(maxsize=1 << 16)
def _may_be_verb(word: str) -> bool:
    """Return whether a word can begin a verb group: most cannot, and are passed over at once."""
    return (
        word in _BE
        or word in {"has", "have", "had", "having", "to"}
        or word.endswith(("'ll", "n't"))
        or any(
            word in listed(name) for name in ("modal", "ahead", "saying", "timetable", "present")
        )
        or word == "did"
        or _is_past(word)
    )


def _verb_at(
    plain: Sequence[str], lower: Sequence[str], at: int, before: Verb | None
) -> Verb | None:
    """Return the verb group that begins at a word, if one does; ``before`` is the one before it."""
    word = lower[at]
    if word in _BE:
        return _being(lower, at)
    if word in {"has", "have", "had", "having"}:
        return _having(lower, at)
    if _is_modal(plain, lower, at):
        return _modal(lower, at)
    if word in {"did", "didn't"}:
        return Verb(at, at, "back", word)
    if word == "to":
        return _infinitive(plain, lower, at, before)
    return _plain_verb(plain, lower, at)


_BE = frozenset({"is", "are", "am", "was", "were", "isn't", "aren't", "wasn't", "weren't", "been"})
PRESENT_BE = frozenset({"is", "are", "am", "isn't", "aren't"})


def over_adverbs(lower: Sequence[str], at: int) -> int:
    """Return the place of the first word from a place on that is no adverb."""
    while at < len(lower) and (lower[at] in listed("adverbs") or lower[at].endswith("ly")):
        at += 1
    return at


def _being(lower: Sequence[str], at: int) -> Verb:
    """Return a form of "be" with the participle behind it: is meeting, was due to, were warned."""
    now = lower[at] in PRESENT_BE
    then = over_adverbs(lower, at + 1)
    follows = lower[then] if then < len(lower) else ""
    if follows == "to":
        return Verb(at, _over_passive(lower, then + 1), "ahead" if now else "later", follows)
    if follows in {"due", "set", "about", "going", "supposed"} | listed("ahead"):
        return Verb(at, then, "ahead" if now else "later", follows)
    if follows.endswith("ing") and now:
        return Verb(at, then, "open" if follows == "being" else "ahead", follows)
    if not now:
        last, word = (then, follows) if _is_past(follows) else (at, lower[at])
        return Verb(at, last, "back", word)
    return Verb(at, then if _is_past(follows) else at, "open", lower[at])


def _having(lower: Sequence[str], at: int) -> Verb:
    """Return a form of "have" with the participle behind it: has met, had planned, has to."""
    then = over_adverbs(lower, at + 1)
    follows = lower[then] if then < len(lower) else ""
    if follows == "been":
        inner = _being(lower, then)
        return Verb(at, inner.last, "later" if inner.way == "later" else "back", inner.word)
    if follows == "to" and lower[at] != "had":
        return Verb(at, then, "ahead", "to")
    if follows in listed("ahead"):
        return Verb(at, then, "later" if lower[at] == "had" else "ahead", follows)
    past = lower[at] == "had" or _is_past(follows)
    return Verb(at, then if _is_past(follows) else at, "back" if past else "open", follows)


def _is_modal(plain: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Return whether a word is a modal verb: no name (Will, May) and no noun (the will of)."""
    word = lower[at]
    if word.endswith("'ll") or (word.endswith("n't") and word[:-3] in _MODAL_STEMS):
        return True
    if word not in listed("modal"):
        return False
    name = plain[at][0].isupper() and at > 0 and lower[at - 1] not in BREAKS
    month = word == "may" and at + 1 < len(lower) and lower[at + 1][0].isdigit()
    noun = at > 0 and lower[at - 1] in listed("determiners") - {"that", "this", "all", "both"}
    return not name and not month and not (noun and word in {"will", "may", "might", "can", "must"})


_MODAL_STEMS = frozenset("wo would could should must might ca sha".split())


def _modal(lower: Sequence[str], at: int) -> Verb:
    """Return a modal verb with what it governs: will vote, may have left, could not be reached."""
    word = lower[at]
    then = over_adverbs(lower, at + 1)
    follows = lower[then] if then < len(lower) else ""
    not_able = word in {"couldn't", "could"} and (
        word != "could" or lower[at + 1 : at + 2] == ("not",)
    )
    done = follows == "have" and _is_past("".join(lower[then + 1 : then + 2]))
    if done and not word.startswith(("will", "won't", "shall")):
        return Verb(at, min(then + 1, len(lower) - 1), "back", word)
    last = _over_passive(lower, then)
    return Verb(at, last, "back" if not_able else "later" if word in _PAST_MODAL else "ahead", word)


def _over_passive(lower: Sequence[str], at: int) -> int:
    """Return the place of the last word of a base form: of "be buried" the participle."""
    then = over_adverbs(lower, at + 1)
    passive = lower[at : at + 1] == ("be",) and then < len(lower) and _is_past(lower[then])
    return then if passive else min(at, len(lower) - 1)


_PAST_MODAL = frozenset({"would", "wouldn't"})


def _infinitive(
    plain: Sequence[str], lower: Sequence[str], at: int, before: Verb | None
) -> Verb | None:
    """Return an infinitive: it looks ahead behind what plans, hopes or orders, else where its verb does."""
    then = over_adverbs(lower, at + 1)
    if then >= len(lower) or not _may_be_base(plain, lower, then):
        return None
    if lower[then] == "have" and then + 1 < len(lower) and _is_past(lower[then + 1]):
        return Verb(at, then + 1, "back", "have")
    begun = max(before.last if before else 0, at - GOVERNED, 0)
    governor = next(
        (lower[i] for i in range(at - 1, begun - 1, -1) if lower[i] in listed("before_to")), ""
    )
    if before and before.way in {"later", "ahead"} and at - before.last <= CHAINED:
        way: Direction = before.way
    elif governor:
        way = "later" if _is_past(governor) and before and before.way == "back" else "ahead"
    else:
        way = "open" if before or lower[then] != "be" else "ahead"
    return Verb(at, _over_passive(lower, then), way, lower[then])


CHAINED = 4
"""Words from a verb to an infinitive that takes over where it looks: will go to see."""
GOVERNED = 8
"""Words before an infinitive among which stands what governs it."""


def _may_be_base(plain: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Return whether a word behind "to" can be a verb's base form."""
    word = lower[at]
    participle = word.endswith("ed") and not word.endswith("eed") and len(word) > SHORT
    return (
        plain[at][0].islower()
        and word not in listed("determiners")
        and not word.endswith(("ing", "'s"))
        and (not word.endswith("s") or word.endswith("ss") or word == "focus")
        and not participle
    )


def _plain_verb(plain: Sequence[str], lower: Sequence[str], at: int) -> Verb | None:
    """Return a verb of one word: voted, says, begins, plans."""
    if plain[at][0].isupper() and at and plain[at - 1] not in BREAKS:
        return None
    way = _way_of(plain, lower, at)
    return Verb(at, at, way, lower[at]) if way else None


def _way_of(plain: Sequence[str], lower: Sequence[str], at: int) -> Direction | None:
    """Return where a verb of one word looks, or None where the word is no verb."""
    word, behind = lower[at], lower[at + 1] if at + 1 < len(lower) else ""
    way: Direction | None = None
    if word in listed("ahead"):
        active = _is_past(word) and behind not in {"for", "to", "on"}
        noun = _is_noun(lower, at) and behind not in {"for", "to"}
        way = None if noun else "later" if active else "ahead"
    elif word == "set" and behind == "for":
        way = "ahead"
    elif _is_past(word):
        way = None if _is_adjective(lower[at - 1] if at else "", behind) else "back"
    elif word in listed("saying"):
        way = "back"
    elif word in listed("timetable") | listed("present") and _is_present(plain, lower, at):
        due = word in listed("timetable") or not listed("begun").isdisjoint(lower[at + 1 : at + 4])
        way = "ahead" if due else "open"
    return way


def _is_present(plain: Sequence[str], lower: Sequence[str], at: int) -> bool:
    """Return whether a word is a verb: with its ending where no noun can stand, without one behind a plural."""
    if lower[at].endswith("s"):
        return not _is_noun(lower, at)
    last = lower[at - 1] if at else ""
    plural = _PLURAL.fullmatch(last) and (at == 1 or plain[at - 1].islower())
    return bool(plural) or last in {"they", "we", "you", "i", "who"}


_PLURAL = re.compile(r"[a-z]{3,}(?<![sui'])s")


def _is_past(word: str) -> bool:
    if word in listed("past"):
        return True
    return len(word) > SHORT and word.endswith("ed") and word not in listed("not_past")


SHORT = 4
"""No regular past form has so few letters, but for some in the list: bed, red, shed."""


def _is_noun(lower: Sequence[str], at: int) -> bool:
    """Return whether a word that can be a verb is a noun by what stands before it: announced plans, the vote."""
    last = lower[at - 1] if at else ""
    return (
        last in listed("determiners")
        or last in _NOUN_AFTER
        or last.endswith(("'s", "s'", "ing"))
        or _is_past(last)
    )


_NOUN_AFTER = frozenset(
    "of for in on at with by from about new first next final full key to".split()
)


def _is_adjective(last: str, behind: str) -> bool:
    """Return whether a participle stands before its noun: a proposed ban, of armed men."""
    before = last in listed("determiners") or last in _ADJECTIVE_AFTER or last.endswith("'s")
    plain = behind.isalpha() and behind not in FUNCTION and behind not in listed("determiners")
    return before and plain


_ADJECTIVE_AFTER = frozenset("of for in on at with by from about new".split())
FUNCTION = frozenset(
    "the a an to in on at of for with by from and but or that which who as into over after before during".split()
)
