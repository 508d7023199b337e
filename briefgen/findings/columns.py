"""The sentences of a collection as columns of numbers: what events and importance are computed from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from briefgen.analysis.corpus import Corpus
from briefgen.analysis.genres import kind_of
from briefgen.analysis.readings import Reading
from briefgen.language.tokens import stem, terms, words
from briefgen.language.vectors import embed
from briefgen.model import Article
from briefgen.model.dates import span_of
from briefgen.model.document import content_key
from briefgen.profile.tables import NamedTheme

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

POOL = 6000
"""Sentences that are looked at: of larger collections those nearest the heads of their articles."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different lengths: row ``i`` is ``values[ends[i]:ends[i + 1]]``."""

    values: Ints
    ends: Ints
    """One more than there are rows, from 0."""

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.ends) - 1

    @property
    def sizes(self) -> Ints:
        """How many values each row has."""
        return np.diff(self.ends)

    @property
    def rows(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self)), self.sizes)


def ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    """Return rows of numbers, one behind the other."""
    sizes = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return Ragged(np.fromiter(chain.from_iterable(rows), np.int64, count=int(ends[-1])), ends)


def joined(above: Ragged, below: Ragged) -> Ragged:
    """Return the rows of two tables, one under the other."""
    return Ragged(
        np.concatenate([above.values, below.values]),
        np.concatenate([above.ends, above.ends[-1] + below.ends[1:]]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """``n`` sentences, article by article; ``a`` articles, those of one origin together.

    The order is that of the texts' hashes: names and order of files change nothing.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    stems: Ragged
    """Numbers of each sentence's content stems, in order."""
    titles: Ragged
    """The same of each article's title."""
    vocabulary: int
    """How many stems have a number."""
    article: Ints
    """Each sentence's article, 0 to a - 1, rising."""
    place: Ints
    """Each sentence's number in its article, from 0."""
    origin: Ints
    """Each article's origin, as a rising number: reprints share it."""
    published: Ints
    """Each article's day of publication as `datetime.date.toordinal` gives it; 0 where none is known."""
    days: Ragged
    """The days that each sentence names, as ordinals."""
    acts: Bools
    """Whether each sentence names one of the actions by which sentences are compared (lexicon.toml)."""
    reports: Bools
    """Whether each article is a report: no opinion, analysis or list."""
    period: tuple[int, int]
    """The first and the last day that is reported on, as ordinals."""
    keywords: frozenset[int]
    """Stems of the themes' key words."""
    names: frozenset[int]
    """Stems of the themes' names."""
    vectors: NDArray[np.float32]
    """Each sentence's meaning (`briefgen.language.vectors.embed`)."""

    @property
    def dated(self) -> Bools:
        """Whether each sentence names a day."""
        return self.days.sizes > 0

    @property
    def day(self) -> Ints:
        """Each sentence's day: the first that it names, else its article's day of publication."""
        found = self.published[self.article]
        found[self.dated] = self.days.values[self.days.ends[:-1][self.dated]]
        return found


class _Numbers(dict[str, int]):
    """Numbers words as they come."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]

    def of(self, found: Iterable[str]) -> list[int]:
        return [self[word] for word in found]


def read_columns(  # noqa: PLR0913, PLR0917 - the collection, and what is asked of it
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    origins: Mapping[str, str],
    themes: Sequence[NamedTheme] = (),
    period: tuple[str | None, str | None] = (None, None),
    pool: int = POOL,
    corpus: Corpus | None = None,
) -> Columns:
    """Return the columns of some articles' sentences; of more than ``pool`` those highest up.

    ``themes`` tell what the reader asks for, ``period`` the first and the last day reported on (ISO 8601).
    ``corpus``, where there is one, knows the sentences' vectors.
    """
    hashes = {a.id: content_key(a.document) for a in articles}
    ordered = sorted(
        articles,
        key=lambda a: (hashes.get(origins[a.id], ""), origins[a.id], hashes[a.id], a.id),
    )
    most = _deepest([len(a.sentences) for a in ordered], pool)
    rows = [(n, k, s) for n, a in enumerate(ordered) for k, s in enumerate(a.sentences[:most])]
    if len(rows) > pool:
        rows = sorted(
            sorted(rows, key=lambda r: (-_cheap(readings[r[2].id]), r[2].sha256))[:pool],
            key=lambda r: r[:2],
        )
    numbers = _Numbers()
    published = [_published(a) for a in ordered]
    known = [day for day in published if day]
    groups = _Numbers()
    read = [readings[s.id] for _, _, s in rows]
    stems = ragged([numbers.of(r.sequence) for r in read])
    titles = ragged([numbers.of(terms(a.title or "")) for a in ordered])
    asked = [_stems(" ".join(t.keywords)) for t in themes], [_stems(t.name) for t in themes]
    keywords, names = (
        frozenset(numbers[w] for group in part for w in group if w in numbers) for part in asked
    )
    return Columns(
        ids=tuple(s.id for _, _, s in rows),
        texts=tuple(s.text for _, _, s in rows),
        stems=stems,
        titles=titles,
        vocabulary=len(numbers),
        article=np.array([n for n, _, _ in rows], dtype=np.int64),
        place=np.array([k for _, k, _ in rows], dtype=np.int64),
        origin=np.array([groups[origins[a.id]] for a in ordered], dtype=np.int64),
        published=np.array(published, dtype=np.int64),
        days=ragged([days_told(r) for r in read]),
        acts=np.array([bool(r.concepts.actions) for r in read], dtype=bool),
        reports=np.array([kind_of(a).kind == "report" for a in ordered], dtype=bool),
        period=(
            _ordinal(period[0]) or min(known, default=0),
            _ordinal(period[1]) or max(known, default=0),
        ),
        keywords=keywords,
        names=names,
        vectors=(
            corpus.vectors_of([s for _, _, s in rows])
            if corpus
            else embed([s.text for _, _, s in rows])
        ),
    )


def _deepest(sizes: Sequence[int], pool: int) -> int:
    """Return how many sentences of each article fit into the pool together; one at the least."""
    counts = np.bincount(np.array(sizes, dtype=np.int64))
    longer = len(sizes) - np.cumsum(counts)
    deep = int(
        np.searchsorted(np.cumsum(np.concatenate([[len(sizes)], longer[1:]])), pool, "right")
    )
    return max(1, deep)


def _cheap(reading: Reading) -> int:
    """Return a first guess of what one of very many sentences tells: figures, days, names, a speaker."""
    return len(reading.quantities) + len(reading.dates) + len(reading.named)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(text)}


def _ordinal(day: str | None) -> int:
    return datetime.date.fromisoformat(day).toordinal() if day and len(day) == 10 else 0  # noqa: PLR2004


def _published(article: Article) -> int:
    date = article.published
    return span_of(date.date)[0].toordinal() if date.date and date.precision == "day" else 0


def days_told(reading: Reading) -> list[int]:
    """Return the days that a sentence names, as ordinals."""
    return [span_of(d.date)[0].toordinal() for d in reading.dates if d.precision == "day"]
