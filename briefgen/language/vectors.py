"""What texts are about, as vectors: static word pieces distilled from all-MiniLM-L6-v2 (model2vec).

A text's vector is the weighted sum of its pieces' vectors, brought to length 1, less the mean of open
English text, brought to length 1 again. Without the mean all texts lie close together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from briefgen.language import pack
from briefgen.language.wordpiece import WORD, WordPieces, fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 4096
"""Texts whose words are summed at once; bounds memory."""


@dataclass(frozen=True, slots=True)
class _Table:
    pieces: WordPieces
    vectors: NDArray[np.float32]
    centre: NDArray[np.float32]


@cache
def word_pieces() -> WordPieces:
    """Return the vocabulary that all models of the pack share."""
    return WordPieces(pack.read("vocabulary.txt").decode().splitlines())


@cache
def _table() -> _Table:
    stored = np.load(BytesIO(pack.read("vectors.npz")))
    vectors = stored["vectors"] * stored["scales"][:, None]
    return _Table(word_pieces(), vectors, stored["centre"])


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a row of length 1 for each text; a row of zeros for one without a known word.

    The result is float32 of shape (texts, 256); the product of two rows is the texts' likeness,
    from -1 to 1. Each row depends on its own text alone.

    Raises:
        LanguageError: the pack is missing or corrupt.
    """
    return as_vectors(sums_of(texts))


def sums_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the sum of the vectors of each text's word pieces: float32 of shape (texts, 256).

    Sums add up: that of two texts with a space between them is the sum of theirs.

    Raises:
        LanguageError: the pack is missing or corrupt.
    """
    table = _table()
    rows = np.zeros((len(texts), table.vectors.shape[1]), dtype=np.float32)
    for start in range(0, len(texts), BATCH):
        part = texts[start : start + BATCH]
        rows[start : start + len(part)] = _sums(part, table)
    return rows


def as_vectors(sums: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return sums of word pieces as vectors: see `embed`."""
    centre, rows = _table().centre, np.empty(sums.shape, dtype=np.float32)
    for start in range(0, len(sums), BATCH):
        part = sums[start : start + BATCH]
        apart = np.where(part.any(axis=1, keepdims=True), _unit(part) - centre, 0)
        rows[start : start + BATCH] = _unit(apart)
    return rows


def _sums(texts: Sequence[str], table: _Table) -> NDArray[np.float32]:
    """Return the sum of the vectors of each text's pieces."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - a fifth of a second

    ids: list[int] = []
    ends = [0]
    for text in texts:
        ids.extend(chain.from_iterable(map(table.pieces.of, WORD.findall(fold(text)))))
        ends.append(len(ids))
    counts = csr_array(
        (np.ones(len(ids), dtype=np.float32), ids, ends), shape=(len(texts), len(table.vectors))
    )
    return np.asarray(counts @ table.vectors)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows brought to length 1; those of length 0 as they are."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
