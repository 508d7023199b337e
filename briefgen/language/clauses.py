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
from itertools import islice

from briefgen.language import cues

LONGEST_SENTENCE = 400
"""Words of a sentence that are looked at; a longer one is no sentence and is never printed."""
QUOTATION, FRAGMENT = "”", "‟"
"""Marks that stand for a quotation that is passed over: speech, or some words of a clause."""
FRAGMENT_WORDS = 3
"""A quotation of so many words that ends in no comma or stop is part of its clause."""

_TOKEN = re.compile(r"\w+(?:['’.&-]\w+)*|\.{3}|''|--?|\S")
_STOPS = frozenset(",.?!")
_OPENS, _CLOSES = frozenset("“‘"), frozenset("”’")
_BREAKS = frozenset({*",;:—–()[]--", "--", "-", QUOTATION, ".", "?", "!", "…", "..."})


@dataclass(frozen=True, slots=True)
class Words:
    """Words and marks of a sentence in columns of one length."""

    texts: Sequence[str]
    low: Sequence[str]
    """The same in small letters."""
    spans: Sequence[tuple[int, int]]
    """Where each begins and ends in the text."""
    quoted: Sequence[bool]
    """Whether it stands inside a quotation."""
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
    spans = [m.span() for m in islice(_TOKEN.finditer(text), LONGEST_SENTENCE)]
    texts = [text[start:end] for start, end in spans]
    dropped = _abbreviation_stops(text, texts, spans) if "." in texts[:-1] else set()
    quoted = [False] * len(texts)
    starts_inside = inside = False
    if not _QUOTES.isdisjoint(texts):
        starts_inside, inside = _mark_quoted(text, texts, spans, quoted, dropped)
    if dropped:
        kept = [i for i in range(len(texts)) if i not in dropped]
        texts, spans = [texts[i] for i in kept], [spans[i] for i in kept]
        quoted = [quoted[i] for i in kept]
    return Words(texts, [_lower(t) for t in texts], spans, quoted, starts_inside, inside)


@lru_cache(maxsize=65536)
def _lower(token: str) -> str:
    """Return a word in small letters with straight apostrophes; short names stay, which are pronouns else."""
    return token if token in _SHORT_NAMES else token.lower().replace("’", "'")


def _mark_quoted(
    text: str,
    texts: Sequence[str],
    spans: Sequence[tuple[int, int]],
    quoted: list[bool],
    dropped: set[int],
) -> tuple[bool, bool]:
    """Mark which words stand inside quotations and drop the marks; return whether it begins and ends inside."""
    inside = started = single = seen = False
    for i, token in enumerate(texts):
        if token not in _QUOTES:
            quoted[i] = inside
            seen = seen or inside
            continue
        dropped.add(i)
        kind = _quote(text, *spans[i], inside=inside)
        if kind == "apostrophe" or (token == "’" and not single):
            continue
        if kind == "closes" and not inside and not seen:
            started = True
            quoted[:i] = [True] * i
        single = token == "‘" or (single and kind != "closes")
        inside = kind == "opens"
    return started, inside


def _abbreviation_stops(
    text: str, texts: Sequence[str], spans: Sequence[tuple[int, int]]
) -> set[int]:
    """Return the places of stops that belong to the word before them and end no sentence."""
    return {
        i
        for i, token in enumerate(texts)
        if token == "."
        and spans[i][1] < len(text)
        and _is_abbreviation(text, texts[i - 1] if i else "", spans[i][1])
    }


_SHORT_NAMES = frozenset({"WHO", "US", "IT"})
"""Short names that are pronouns in small letters."""
_QUOTES = frozenset({"“", "”", "‘", "’", '"', "''"})


def _quote(text: str, start: int, end: int, *, inside: bool) -> str:
    """Return whether a quotation mark opens or closes, or is an apostrophe."""
    mark = text[start:end]
    before, behind = text[start - 1 : start], text[end : end + 1]
    if mark in _OPENS:
        return "opens"
    if mark == "’":
        return "closes" if inside and not behind.isalnum() and before in _STOPS else "apostrophe"
    if mark in _CLOSES:
        return "closes"
    if (not before or before.isspace() or before in "([—-–") and behind and not behind.isspace():
        return "opens"
    if before and not before.isspace():
        return "closes"
    return "closes" if inside else "opens"


def _is_abbreviation(text: str, before: str, end: int) -> bool:
    """Return whether a stop belongs to the word before it: a title, or what goes on in small letters."""
    if not before or (len(before) == 1 and before.isupper()) or before[1:2] == ".":
        return True
    behind = text[end : end + 2]
    return before.lower() in _sets()["abbreviations"] or behind[:1] == "," or behind[1:].islower()


def outside(words: Words) -> Words:
    """Return the words outside quotations and brackets; a mark stands for each quotation."""
    texts: list[str] = []
    low: list[str] = []
    spans: list[tuple[int, int]] = []
    depth = run = 0
    for token, small, span, quoted in zip(
        words.texts, words.low, words.spans, words.quoted, strict=True
    ):
        if quoted:
            run += 1
            if run == 1:
                texts.append(FRAGMENT)
                low.append(FRAGMENT)
                spans.append(span)
            spans[-1] = (spans[-1][0], span[1])
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
            low.append(small)
            spans.append(span)
    return Words(texts, low, spans, [False] * len(texts))


def without(words: Words, first: int, end: int) -> Words:
    """Return the words without those from ``first`` to before ``end``."""
    columns = (words.texts, words.low, words.spans, words.quoted)
    return Words(*([*column[:first], *column[end:]] for column in columns))


def is_break(word: str) -> bool:
    """Return whether a mark ends a phrase."""
    return word in _BREAKS


def is_name_word(words: Words, i: int) -> bool:
    """Return whether "May", "Will" or "March" is a name or a month there, and no verb."""
    if not words.texts[i][0].isupper() or words.low[i] not in {"may", "will", "might", "march"}:
        return False
    if i and not is_break(words.low[i - 1]):
        return True
    return i + 1 < len(words.low) and (finite(words, i + 1) > 0 or words.low[i + 1] in {"'s", ","})


def finite(words: Words, i: int) -> int:
    """Return 2 where word ``i`` is surely a finite verb, 1 where it may be, 0 else."""
    word = words.low[i]
    form = _form(word)
    if not form:
        return 0
    before = words.low[i - 1] if i else ""
    if form == _AUXILIARY:
        noun = i and word in _NOUNS and before in _BEFORE_NOUNS
        return 0 if noun or is_name_word(words, i) else 2
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
        if word == "," and i > first:
            i = _behind_insertion(words, i, end)
            continue
        strength = finite(words, i)
        if strength == 2:  # noqa: PLR2004 - surely
            return maybe if maybe is not None and maybe == i - 1 and word in _sets()["present"] else i
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
        if not (clause or word in sets["prepositions"] or word in _LED or is_participle(words, first)):
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
_LED = frozenset({"asked", "given", "faced", "asked", "pressed"})


def _behind_opening(words: Words, first: int, end: int, *, clause: bool) -> int | None:
    """Return where the sentence goes on behind an opening phrase or clause, or None where it does not."""
    seen = not clause
    for k in range(first + 1, end - 1):
        if not seen and finite(words, k):
            seen = True
        if words.low[k] == "," and seen and first_finite(words, k + 1, end) is not None:
            if words.low[k + 1] in _RELATIVES or words.low[k + 1] in {"and", "or"}:
                continue
            return k + 1
    return None
