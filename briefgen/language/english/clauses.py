"""The words of a sentence in columns, and which of them are finite verbs: what grammar without a parser sees.

A sentence is cut once. Quotations can then be looked through (what is told in them) or passed over (who
tells it). A finite verb is known by its form: an auxiliary, a past tense that looks like nothing else, or
an ending; forms of both kinds ("assigned") count where their clause holds no surer one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from briefgen.language.english import cues

LONGEST_SENTENCE = 400
"""Words of a sentence that are looked at; a longer one is no sentence and is never printed."""
QUOTATION, FRAGMENT = "”", "‟"
"""Marks that stand for a quotation that is passed over: speech, or some words of a clause."""
FRAGMENT_WORDS = 3
"""A quotation of so many words that ends in no comma or stop is part of its clause."""

_MARKS = (",", "”", "“", ";", ":", "?", "!", "(", ")", "[", "]", "—", "–", "…", "--")
"""Marks that are words of their own; a stop at a word's end is looked at by itself."""
_STRAIGHT_OPENS = re.compile(r'(?<![^\s(\[—–-])"(?=\S)')
_SINGLE_CLOSES = re.compile(r"(?<=[,.?!])’(?!\w)")
_STOPS = frozenset(",.?!")
_BREAKS = frozenset({*",;:—–()[]", "--", "-", QUOTATION, ".", "?", "!", "…", "..."})


@dataclass(frozen=True, slots=True)
class Words:
    """Words and marks of a sentence in columns of one length."""

    text: str
    """The sentence, its quotation marks all curled."""
    texts: Sequence[str]
    low: Sequence[str]
    """The same in small letters."""
    quoted: Sequence[bool] = ()
    """Whether each stands inside a quotation; empty where there is none."""
    places: Sequence[int] = ()
    """Where each stands among all words of the sentence; empty where these are all."""
    starts_inside: bool = False
    """Whether the first quotation mark closes what an earlier sentence opened."""
    ends_inside: bool = False
    """Whether a quotation is open at the end."""

    def __len__(self) -> int:
        return len(self.low)


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    sets = {name: frozenset(words.split()) for name, words in cues.table("grammar").items()}
    return {**sets, "no_verb_behind": sets["be_have"] | sets["prepositions"] | {"to"}}


def words_of(text: str) -> Words:
    """Return the words and marks of a text, without quotation marks and stops of abbreviations."""
    text = _curled(text)
    padded = text
    for mark in _MARKS:
        if mark in padded:
            padded = padded.replace(mark, f" {mark} ")
    texts = padded.split(None, LONGEST_SENTENCE)
    if ". " in padded.rstrip():
        texts = _without_stops(texts)
    elif texts and texts[-1][-1] == ".":
        texts[-1] = texts[-1].rstrip(".") or texts[-1]
    del texts[LONGEST_SENTENCE:]
    if "“" in text or "”" in text:
        return _unquoted(text, texts)
    return Words(text, texts, _lower(texts))


def _curled(text: str) -> str:
    """Return a text of the same length in which all quotation marks are double and curled."""
    if "''" in text:
        text = text.replace("''", "” ")
    if '"' in text:
        text = _STRAIGHT_OPENS.sub("“", text).replace('"', "”")
    if "‘" in text:
        if "“" in text or "”" in text:
            return text.replace("‘", " ")
        text = _SINGLE_CLOSES.sub("”", text).replace("‘", "“")
    return text


def _lower(texts: Sequence[str]) -> list[str]:
    """Return words in small letters with straight apostrophes; short names stay, which are pronouns else."""
    low = " ".join(texts).lower().replace("’", "'").split(" ")
    if not _SHORT_NAMES.isdisjoint(texts):
        return [t if t in _SHORT_NAMES else small for t, small in zip(texts, low, strict=True)]
    return low


def _without_stops(texts: Sequence[str]) -> list[str]:
    """Return words without the stops at their ends; one that ends a sentence stays as a mark of its own."""
    kept: list[str] = []
    for i, token in enumerate(texts):
        bare = token.rstrip(".") if token[-1] == "." else token
        kept.append(bare or "...")
        if bare and bare is not token and i + 1 < len(texts) and not _goes_on(bare, texts[i + 1]):
            kept.append(".")
    return kept


def _goes_on(word: str, following: str) -> bool:
    """Return whether a stop belongs to the word before it: a title, or what goes on in small letters."""
    if len(word) == 1 or word[1:2] == "." or word.lower() in _sets()["abbreviations"]:
        return True
    return following == "," or following[0].islower()


def _unquoted(text: str, texts: Sequence[str]) -> Words:
    """Return the words without quotation marks, and which stand inside of them."""
    kept: list[str] = []
    quoted: list[bool] = []
    inside = started = False
    for word in texts:
        if word == "“":
            inside = True
        elif word == "”":
            if not inside and not any(quoted):
                started, quoted = True, [True] * len(quoted)
            inside = False
        else:
            kept.append(word)
            quoted.append(inside)
    return Words(text, kept, _lower(kept), quoted, (), started, inside)


def span_of(words: Words, first: int, last: int) -> tuple[int, int]:
    """Return where the words from ``first`` to ``last`` of a whole sentence begin and end in its text."""
    start = end = 0
    for i in range(last + 1):
        token = words.texts[i]
        at = words.text.find(token, end)
        start = at if i == first else start
        end = at + len(token)
    return start, end


_SHORT_NAMES = frozenset({"WHO", "US", "IT"})
"""Short names that are pronouns in small letters."""


def outside(words: Words) -> Words:
    """Return the words outside quotations and brackets; a mark stands for each quotation."""
    texts: list[str] = []
    low: list[str] = []
    places: list[int] = []
    depth = run = 0
    marked = words.quoted or [False] * len(words.low)
    for i, quoted in enumerate(marked):
        token = words.texts[i]
        if quoted:
            run += 1
            if run == 1:
                texts.append(FRAGMENT)
                low.append(FRAGMENT)
                places.append(i)
            if run > FRAGMENT_WORDS or token in _STOPS:
                texts[-1] = low[-1] = QUOTATION
            continue
        run = 0
        if token in {"(", "["}:
            depth += 1
        elif token in {")", "]"}:
            depth = max(0, depth - 1)
        elif not depth:
            texts.append(token)
            low.append(words.low[i])
            places.append(i)
    return Words(words.text, texts, low, (), places)


def without(words: Words, first: int, end: int) -> Words:
    """Return the words without those from ``first`` to before ``end``."""
    return Words(
        words.text,
        [*words.texts[:first], *words.texts[end:]],
        [*words.low[:first], *words.low[end:]],
    )


def is_break(word: str) -> bool:
    """Return whether a mark ends a phrase."""
    return word in _BREAKS


def is_name_word(words: Words, i: int) -> bool:
    """Return whether "May", "Will" or "March" is a name or a month there, and no verb."""
    if not words.texts[i][0].isupper() or words.low[i] not in {"may", "will", "might", "march"}:
        return False
    if i and not is_break(words.low[i - 1]):
        return True
    if i + 1 >= len(words.low) or words.low[-1] == "?":
        return i + 1 >= len(words.low)
    behind = words.low[i + 1]
    return _form(behind) > 0 or behind == "," or words.texts[i + 1][0].isupper()


def finite(words: Words, i: int) -> int:
    """Return 2 where word ``i`` is surely a finite verb, 1 where it may be, 0 else."""
    word = words.low[i]
    form = _form(word)
    if not form:
        return 0
    before = words.low[i - 1] if i else ""
    if form == _AUXILIARY:
        noun = i and word in _NOUNS and before in _BEFORE_NOUNS
        bare = word == "may" and words.low[i + 1 : i + 2] in ([","], [])
        return 0 if noun or bare or is_name_word(words, i) else 2
    if not i or words.texts[i][0].isupper() or before in _sets()["determiners"]:
        return 0
    if form == _PAST:
        return 2
    if before in _sets()["no_verb_behind"]:
        return 0
    behind = words.low[i + 1] if i + 1 < len(words.low) else ""
    sure = behind in _sets()["determiners"] or (form == _PRESENT and behind == "to")
    return 2 if sure else 1


_AUXILIARY, _PAST, _PRESENT, _MAYBE = 1, 2, 3, 4


@lru_cache(maxsize=65536)
def _form(word: str) -> int:
    """Return which kind of finite verb a word may be by its form, or 0."""
    sets = _sets()
    if word in sets["finite"] or word.endswith("n't"):
        return _AUXILIARY
    if word in sets["past"]:
        return _PAST
    if word in sets["present"]:
        return _PRESENT
    if word in sets["past_or_base"] or word in sets["present_plural"]:
        return _MAYBE
    past = word.endswith("ed") and "-" not in word and word not in sets["no_past"]
    return _MAYBE if past else 0


_NOUNS = frozenset({"will", "might", "can", "must"})
_BEFORE_NOUNS = frozenset("the a an his her their its our my political free good".split())


def first_finite(words: Words, first: int, end: int) -> int | None:
    """Return the finite verb of the clause that begins at ``first``; its relative clauses are passed over."""
    i, maybe = first, None
    while i < end:
        word = words.low[i]
        if word in _RELATIVES and i > first:
            i = _behind_relative(words, i, end)
            continue
        if maybe is not None and (is_break(word) or word in _ENDS):
            return maybe
        if word == "that" and i > first:
            i = _behind_relative(words, i, end)
            continue
        if word == "," and i > first:
            i = _behind_insertion(words, i, end)
            continue
        strength = finite(words, i)
        if strength == 2:  # noqa: PLR2004 - surely
            return (
                maybe if maybe is not None and maybe == i - 1 and word in _sets()["present"] else i
            )
        if strength and maybe is None:
            maybe = i
        i += 1
    return maybe


def _behind_insertion(words: Words, comma: int, end: int) -> int:
    """Return where the clause goes on behind "…, the first nurse infected, …", or behind the comma."""
    closing = next((k for k in range(comma + 1, end) if words.low[k] == ","), None)
    if closing is None or words.low[comma + 1] in _RELATIVES:
        return comma + 1
    verb = any(finite(words, k) > 1 for k in range(comma + 1, closing))
    return comma + 1 if verb else closing + 1


_RELATIVES = frozenset("who which whose whom".split())
_ENDS = frozenset(
    "that and but or while as although because if when after before since where whether than so until unless "
    "though".split()
)


def _behind_relative(words: Words, pronoun: int, end: int) -> int:
    """Return where the clause goes on behind a relative clause: its comma, or the next finite verb."""
    if words.low[pronoun - 1] == ",":
        return next((k + 1 for k in range(pronoun, end) if words.low[k] == ","), end)
    verbs = [k for k in range(pronoun + 1, end) if finite(words, k)]
    own = verbs[0] if verbs else end
    later = (k for k in verbs if k > own + 1 and not _in_group(words, own, k))
    return min(next(later, end), next((k for k in range(own, end) if is_break(words.low[k])), end))


def _in_group(words: Words, first: int, last: int) -> bool:
    """Return whether two words belong to one verb: "has been told"."""
    return all(
        words.low[k] in _sets()["be_have"] or words.low[k] in _sets()["negation"]
        for k in range(first, last)
    )


_LEADS = frozenset(
    "and but or nor so yet still however meanwhile indeed also instead then now moreover nevertheless "
    "alas though far".split()
)


def main_clause(words: Words, first: int, end: int) -> tuple[int, str]:
    """Return where the main clause begins, behind what introduces it, and the subordinator that does."""
    sets, led = _sets(), ""
    while first < end:
        word = words.low[first]
        if word in _LEADS or is_break(word):
            first += 1
            continue
        if word == "even" and first + 1 < end and words.low[first + 1] in sets["subordinators"]:
            first, word = first + 1, words.low[first + 1]
        clause = word in sets["subordinators"]
        if not (
            clause or word in sets["prepositions"] or word in _LED or is_participle(words, first)
        ):
            break
        behind = _behind_opening(words, first, end, clause=clause)
        if behind is None:
            break
        led = led or (word if clause else "")
        first = behind
    return first, led


def is_participle(words: Words, i: int) -> bool:
    """Return whether a word ends like "saying", and is neither "king" nor the subject "Beijing"."""
    word = words.low[i]
    if not word.endswith("ing") or len(word) <= SHORTEST_PARTICIPLE:
        return False
    if not words.texts[i][0].isupper():
        return True
    behind = i + 1 < len(words.low) and not finite(words, i + 1) and not is_break(words.low[i + 1])
    return behind and words.low[i + 1] not in _sets()["helpers"]


SHORTEST_PARTICIPLE = 5
_LED = frozenset({"asked", "given", "faced", "pressed"})


def _behind_opening(words: Words, first: int, end: int, *, clause: bool) -> int | None:
    """Return where the sentence goes on behind an opening phrase or clause, or None where it does not."""
    seen, comma = not clause, None
    for k in range(first + 1, end - 1):
        if not seen and finite(words, k):
            seen = True
        if words.low[k] != "," or words.low[k + 1] in _NO_MAIN:
            continue
        if first_finite(words, k + 1, end) is None:
            continue
        if seen:
            return k + 1
        comma = comma or k
    return comma and comma + 1


_NO_MAIN = _RELATIVES | {"and", "or"}
