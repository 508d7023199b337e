"""Words and their pieces as the shipped models know them: BERT's uncased WordPiece (Wu et al. 2016)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
"""A run of letters and digits, or one mark."""
LONGEST = 100
"""A longer word has no pieces, as in BERT: it is an address or no word."""


def fold(text: str) -> str:
    """Return a text in small letters without accents."""
    small = text.lower()
    if small.isascii():
        return small
    return small.translate(_BARE)


class _Bare(dict[int, str]):
    """What is left of each character without its accents, looked up once a character."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", chr(code))
        self[code] = "".join(c for c in parts if unicodedata.category(c) != "Mn")
        return self[code]


_BARE = _Bare()


class WordPieces:
    """The pieces of words by the longest match first; each word is taken apart once.

    Args:
        vocabulary: the pieces in the order of their numbers; "##" opens one inside a word.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.numbers = {piece: n for n, piece in enumerate(vocabulary)}
        self.unknown = self.numbers["[UNK]"]
        self.of = lru_cache(maxsize=500_000)(self._split)
        """The numbers of a folded word's pieces; of one that has none, the unknown piece."""

    def _split(self, word: str) -> tuple[int, ...]:
        pieces: list[int] = []
        start = 0
        while start < len(word):
            end = self._longest(word, start)
            if end is None or len(word) > LONGEST:
                return (self.unknown,)
            pieces.append(self.numbers[self._piece(word, start, end)])
            start = end
        return tuple(pieces)

    def _longest(self, word: str, start: int) -> int | None:
        ends = range(len(word), start, -1)
        return next((e for e in ends if self._piece(word, start, e) in self.numbers), None)

    @staticmethod
    def _piece(word: str, start: int, end: int) -> str:
        return word[start:end] if start == 0 else f"##{word[start:end]}"
