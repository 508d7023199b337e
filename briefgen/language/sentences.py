"""Where English sentences begin and end, as spans of the source.

Where a sentence may end, and whether it does, is learned (`boundaries.py`); here stand the few rules
that hold whatever was learned: the number of a list item is no sentence, and "Kim asked" behind a
quotation belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.language.boundaries import find_words, split_words, weights

_LABEL = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]")
_LETTER = re.compile(r"\w")


def split(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences in a paragraph, as positions in it, white space outside."""
    words = find_words(text)
    if not words:
        return ()
    ends = split_words(words, weights())
    firsts = [0, *(end + 1 for end in ends)]
    lasts = [*ends, len(words) - 1]
    spans = [(words[a].start, words[b].end) for a, b in zip(firsts, lasts, strict=True)]
    return _merge(text, spans)


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
