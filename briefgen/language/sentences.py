"""Where English sentences begin and end, as spans of the source.

Where a sentence may end, and whether it does, is learned (`boundaries.py`); here stand the few rules
that hold whatever was learned: the number of a list item is no sentence, and "Kim asked" behind a
quotation belongs to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefgen.language.boundaries import find_words, split_words, weights

_LABEL = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]")
_LETTER = re.compile(r"\w")


_QUOTE = re.compile(r"[“”«»\"]")
QUOTED_SENTENCES = 4
"""A quotation inside a sentence has fewer; more are taken for marks that do not belong together."""


@lru_cache(maxsize=256)
def split(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences in a paragraph, as positions in it, white space outside.

    The paragraphs of an article are kept: furniture inside lines is looked for by sentences, too.
    """
    words = find_words(text)
    if not words.texts:
        return ()
    ends = split_words(words, weights())
    firsts = [0, *(end + 1 for end in ends)]
    lasts = [*ends, len(words.texts) - 1]
    spans = [(words.starts[a], words.ends[b]) for a, b in zip(firsts, lasts, strict=True)]
    merged = _merge(text, spans)
    return _whole(text, merged) if len(merged) > 1 and _QUOTE.search(text) else merged


def _merge(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Join what is no sentence: a list number to what follows, marks alone to what stands before."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        labelled = merged and _LABEL.fullmatch(text, *merged[-1])
        if merged and (labelled or not _LETTER.search(text, start, end)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _whole(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Join the sentences of a quotation that stands inside one: He noted, “We must act. We cannot wait” and left."""
    inside = sorted(_inside(text))
    starts = [start for start, _ in spans]
    kept = list(spans)
    for opens, closes in reversed(inside):
        first, last = bisect_right(starts, opens) - 1, bisect_right(starts, closes) - 1
        if 0 < last - first < QUOTED_SENTENCES and starts[first] < opens:
            kept[first : last + 1] = [(kept[first][0], kept[last][1])]
            starts[first + 1 : last + 1] = []
    return tuple(kept)


def _inside(text: str) -> Iterator[tuple[int, int]]:
    """Yield where quotations open behind a word or a comma and close before the sentence goes on."""
    opened: int | None = None
    for mark in _QUOTE.finditer(text):
        at = mark.start()
        before, behind = text[:at][-2:], text[at + 1 : at + 3]
        if mark.group() in "“«" or (mark.group() == '"' and not before[-1:].strip()):
            starts_inside = before[:1].islower() or before[:1] == ","
            opened = at if starts_inside and before[-1:] == " " else None
        elif opened is not None:
            if before[-1:].isalnum() and behind[:1] == " " and _goes_small(behind[1:]):
                yield opened, at
            opened = None


def _goes_small(behind: str) -> bool:
    """Return whether a sentence goes on: with a small letter or an aside."""
    return bool(behind) and (behind.islower() or behind in "(–—")
