"""Labels where no person gave any: what gazetteers and the shape of Korean names make certain.

Everything else stays open, so that a rule's silence teaches nothing. Used for KCNA's texts, whose
names occur in no annotated set, and for nationalities in sets that do not mark them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from gazetteer import find_names
from labels import ANYTHING, OUTSIDE, Example, bits

from briefgen.language.wordpiece import WORD

_SURNAMES = frozenset(
    "Kim Pak Ri Choe Jo Jong Kang Han O So Yun Hwang Song An No Ryu Jang Im Sin Kwon Ko Mun Hong Chae "
    "Paek Ho Nam Won Hyon Tae Thae Cha Ju U Yang Son Pang To Kye Pyon Om".split()
)
_SYLLABLE = re.compile(r"[A-Z][a-z]{0,5}$")
_NOT_SYLLABLES = frozenset("The In On At And He It We Day Day's Is As".split())
_JOINING = frozenset("of the and for on".split())


def read_kcna(path: Path) -> Iterator[Example]:
    """Yield KCNA's distinct sentences of 6 to 60 words, weakly labelled."""
    texts = dict.fromkeys(json.loads(line)["text"] for line in path.read_text("utf-8").splitlines())
    found = [s for text in texts for s in _sentences(text)]
    small = Counter(w for words in found for w in words[1:] if w.islower())
    for words in dict.fromkeys(found):
        yield Example(words, weakly(words, small), "kcna")


def _sentences(text: str) -> Iterator[tuple[str, ...]]:
    for part in re.split(r"\n+|(?<=[a-z][.?!]) (?=[A-Z])", text):
        words = tuple(WORD.findall(part))
        if 6 <= len(words) <= 60:
            yield words


def weakly(words: Sequence[str], small: Counter[str]) -> tuple[int, ...]:
    """Return the labels that the words of an unlabelled sentence may have.

    A word in small letters is outside unless it joins two names; a first word often seen in small
    letters is; a gazetteer's name with no other name beside it is what the gazetteer says.
    """
    capital = [
        w[:1].isupper() and not (i == 0 and small[w.lower()] > 1) for i, w in enumerate(words)
    ]
    allowed = [
        ANYTHING if c or _joins(words, capital, i) else OUTSIDE for i, c in enumerate(capital)
    ]
    for start, end, kind in (*find_names(words), *_people(words)):
        if _alone(words, capital, start, end):
            allowed[start] = bits("B", (kind,))
            allowed[start + 1 : end] = [bits("I", (kind,))] * (end - start - 1)
    return tuple(allowed)


def _joins(words: Sequence[str], capital: Sequence[bool], i: int) -> bool:
    between = 0 < i < len(words) - 1 and (words[i] in _JOINING or not words[i].isalnum())
    return between and any(capital[max(0, i - 2) : i]) and any(capital[i + 1 : i + 3])


def _alone(words: Sequence[str], capital: Sequence[bool], start: int, end: int) -> bool:
    """Return whether no other name stands beside a span: "Russia" alone, not "Bank of Russia"."""
    before = start > 0 and (capital[start - 1] or (words[start - 1] in {"of", "-", "'", "&"}))
    before = before or (start > 1 and words[start - 1] == "the" and words[start - 2] == "of")
    behind = end < len(words) and (capital[end] or words[end] in {"-", "&"})
    return not before and not behind


def _people(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield Korean names: a surname and two syllables, or "Kim" before a word in small letters."""
    i = 0
    while i < len(words):
        end = i + 1
        while end < len(words) and end - i < 3 and _SYLLABLE.match(words[end]):
            end += 1
        named = words[i] in _SURNAMES and not any(w in _NOT_SYLLABLES for w in words[i:end])
        if named and end - i == 3:
            yield i, end, "person"
            i = end
        else:
            i += 1


def with_nationalities(example: Example) -> Example:
    """Return an example whose open or outside nationalities are groups."""
    allowed = list(example.allowed)
    for start, end, kind in find_names(example.words):
        group = (bits("B", ("group",)), *[bits("I", ("group",))] * (end - start - 1))
        possible = all(
            a & g or a == OUTSIDE for a, g in zip(allowed[start:end], group, strict=True)
        )
        if kind == "group" and possible:
            allowed[start:end] = group
    return Example(example.words, tuple(allowed), example.origin)
