"""The shipped entity model: MiniLM fine-tuned to label words, run by onnxruntime, one sentence at a time.

One at a time, because the model's whole-byte arithmetic takes its scale from all it is given: in a
batch, a sentence's names would depend on its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from briefgen.language import pack
from briefgen.language.vectors import word_pieces
from briefgen.language.wordpiece import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 200
"""Pieces read at once. A longer text is read in parts; sentences hardly ever are."""
IMPOSSIBLE = -1e4
"""Score of a label that cannot follow another: an I without its B."""

Span = tuple[int, int, str]
"""First word, end, kind."""


@cache
def _session() -> Any:
    import onnxruntime  # noqa: PLC0415 - a fifth of a second

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # sentences run side by side instead
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(pack.read("entities.onnx"), options)


@cache
def labels() -> tuple[str, ...]:
    """Return the model's labels in the order of its scores: O, B-person, I-person and so on."""
    return tuple(pack.manifest()["labels"])


def find_spans(words: Sequence[re.Match[str]]) -> Iterator[Span]:
    """Yield the names among a sentence's words, as `wordpiece.WORD` finds them.

    Raises:
        LanguageError: the pack is missing or corrupt.
    """
    for start, end in _parts(words):
        for first, last, kind in spans(best_path(_scores(words[start:end]))):
            yield start + first, start + last, kind


def _pieces(word: re.Match[str]) -> tuple[int, ...]:
    known = word_pieces()
    return known.of(fold(word.group())) or (known.unknown,)


def _parts(words: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Yield runs of words of at most `LONGEST` pieces."""
    start = length = 0
    for i, word in enumerate(words):
        count = len(_pieces(word))
        if length + count > LONGEST and i > start:
            yield start, i
            start, length = i, 0
        length += count
    if start < len(words):
        yield start, len(words)


def _scores(words: Sequence[re.Match[str]]) -> NDArray[np.float32]:
    """Return the scores of each word's labels, those of its first piece: (words, labels)."""
    known = word_pieces()
    ids, shapes, first = [known.numbers["[CLS]"]], [0], []
    for word in words:
        pieces = _pieces(word)
        first.append(len(ids))
        ids.extend(pieces)
        shapes.extend([shape_of(word.group())] * len(pieces))
    given = {"pieces": [[*ids, known.numbers["[SEP]"]]], "shapes": [[*shapes, 0]]}
    return np.asarray(_session().run(None, given)[0][0][first], dtype=np.float32)


@cache
def _following() -> NDArray[np.float32]:
    """Return the cost of each label behind each other; the last row is the opening of a text."""
    names = (*labels(), "O")
    allowed = [[b[0] != "I" or a[2:] == b[2:] for b in labels()] for a in names]
    return np.where(allowed, 0, IMPOSSIBLE).astype(np.float32)


def best_path(scores: NDArray[np.float32]) -> list[str]:
    """Return the labels with the highest sum of scores in which every I follows its B (Viterbi 1967)."""
    cost = _following()
    total = scores[0] + cost[-1]
    came: list[NDArray[np.intp]] = []
    for row in scores[1:]:
        reached = total[:, None] + cost[:-1]
        came.append(reached.argmax(axis=0))
        total = reached.max(axis=0) + row
    path = [int(total.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return [labels()[n] for n in reversed(path)]


def spans(path: Sequence[str]) -> Iterator[Span]:
    """Yield the spans that labels mark."""
    start, kind = 0, ""
    for i, label in enumerate([*path, "O"]):
        if kind and label[0] != "I":
            yield start, i, kind
            kind = ""
        if label[0] == "B":
            start, kind = i, label[2:]


SHAPES = ("small", "title", "capitals", "letter", "mixed", "digits", "mark")
"""The shapes a word can have; a shape's number is its place."""


_NUMBER = {name: n for n, name in enumerate(SHAPES)}


def shape_of(word: str) -> int:
    """Return the number of a word's shape."""
    return _NUMBER[_shape(word)]


def _shape(word: str) -> str:
    if word.islower() and word.isalpha():
        return "small"
    if any(c.isdigit() for c in word):
        return "digits"
    if not word.isalpha():
        return "mark"
    if word.isupper():
        return "capitals" if len(word) > 1 else "letter"
    return "title" if word[:1].isupper() and word[1:].islower() else "mixed"
