"""Where key words and phrases stand: all of a profile's are looked for together, over ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefgen.analysis.corpus import Corpus, Ints
from briefgen.language.tokens import EXACT, keys

Key = tuple[str, ...]
"""The forms of a key word or phrase (`tokens.keys`)."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Where one phrase begins, in the order of the rows."""

    rows: Ints
    """The row of each place."""
    at: Ints
    """The number of its first token in the row."""

    def places(self, row: int) -> list[int]:
        """Return the tokens of a row at which the phrase begins."""
        first, last = np.searchsorted(self.rows, [row, row + 1])
        found: list[int] = self.at[first:last].tolist()
        return found


class Phrases:
    """The places of some key words and phrases in a corpus.

    A key in small letters matches a word in any case, one in capitals an acronym alone (`tokens.positions`); one behind `tokens.EXACT` the word as it is written.
    """

    def __init__(self, corpus: Corpus, wanted: Iterable[str] = ()) -> None:
        self._corpus = corpus
        self._hits: dict[Key, Hits] = {}
        self._rows: dict[Key, frozenset[int]] = {}
        self._held: dict[tuple[str, ...], frozenset[int]] = {}
        self._row = np.repeat(np.arange(len(corpus.lengths)), corpus.lengths)
        order = np.argsort(corpus.keys, kind="stable")
        self._places = order
        self._sorted = corpus.keys[order]
        for text in wanted:
            self.hits(keys(text))

    def hits(self, key: Key) -> Hits:
        """Return where a phrase begins."""
        if key not in self._hits:
            self._hits[key] = self._find(key)
        return self._hits[key]

    def rows(self, key: Key) -> frozenset[int]:
        """Return the rows that hold a phrase."""
        if key not in self._rows:
            self._rows[key] = frozenset(self.hits(key).rows.tolist())
        return self._rows[key]

    def row_of(self, sentence: str) -> int:
        """Return the row of a sentence, by its id."""
        return self._corpus.row_of[sentence]

    def spans(self, row: int, text: str) -> list[tuple[int, int]]:
        """Return where a key word or phrase stands in the printed text of a row."""
        key, first = keys(text), int(self._corpus.offsets[row])
        starts, ends = self._corpus.starts, self._corpus.ends
        return [
            (int(starts[first + at]), int(ends[first + at + len(key) - 1]))
            for at in self.hits(key).places(row)
        ]

    def holds(self, row: int, texts: Sequence[str]) -> bool:
        """Return whether a row holds one of some key words or phrases as they are written."""
        wanted = tuple(texts)
        if wanted not in self._held:
            self._held[wanted] = frozenset[int]().union(*(self.rows(keys(t)) for t in wanted))
        return row in self._held[wanted]

    def _find(self, key: Key) -> Hits:
        places = self._begin(key[0]) if key else np.zeros(0, dtype=np.int64)
        ends = self._corpus.offsets[self._row[places] + 1]
        for n, word in enumerate(key[1:], start=1):
            inside = places + n < ends
            places, ends = places[inside], ends[inside]
            fits = self._are(places + n, word)
            places, ends = places[fits], ends[fits]
        rows = self._row[places]
        return Hits(rows, places - self._corpus.offsets[rows])

    def paragraphs_with(self, wanted: Iterable[str]) -> NDArray[np.int64]:
        """Return the rows of the paragraphs that hold one of some key words or phrases, in order."""
        passages = self._corpus.passages
        paragraph = np.full(len(self._corpus.lengths), -1, dtype=np.int64)
        paragraph[passages.rows] = passages.passage
        held = [paragraph[self.hits(keys(text)).rows] for text in wanted]
        found = np.unique(np.concatenate(held)) if held else np.zeros(0, dtype=np.int64)
        return np.flatnonzero(np.isin(paragraph, found[found >= 0]))

    def _are(self, places: NDArray[np.int64], form: str) -> NDArray[np.bool_]:
        """Return at which tokens a form stands."""
        if form.startswith(EXACT):
            return np.isin(self._corpus.tokens[places], self._words_as_written(form))
        return np.isin(self._corpus.keys[places], self._corpus.vocabulary.ids_of(form))

    def _words_as_written(self, form: str) -> list[int]:
        """Return the ids of the words that a form asks for as they are written, in any case."""
        word = form.removeprefix(EXACT)
        return [n for n, w in enumerate(self._corpus.vocabulary.words) if w.lower() == word]

    def _begin(self, word: str) -> NDArray[np.int64]:
        """Return the places of a form, first to last."""
        if word.startswith(EXACT):
            return np.flatnonzero(np.isin(self._corpus.tokens, self._words_as_written(word)))
        ids = self._corpus.vocabulary.ids_of(word)
        spans = [np.searchsorted(self._sorted, [i, i + 1]) for i in ids]
        found = [self._places[a:b] for a, b in spans]
        return np.sort(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
