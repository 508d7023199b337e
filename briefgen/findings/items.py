"""Texts as columns of words and days: all that grouping them asks for, without a text.

An item is an article, or a short one of which only a title and a sentence are known. Of half a million of these 150 MB stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import count, pairwise

import numpy as np
from numpy.typing import NDArray

from briefgen.analysis.corpus import Corpus
from briefgen.analysis.readings import Reading
from briefgen.analysis.vocabulary import Vocabulary
from briefgen.findings.columns import Bools, Ints, Ragged, days_told, ragged
from briefgen.language.english.event_dates import find_event_dates
from briefgen.model import Article, Published
from briefgen.model.dates import span_of

LEAD_SENTENCES = 3
"""Sentences of an article that date its event."""
DEEP = 25
"""Sentences of an article that are held against another's. 20 and all do as well, 15 worse: pairs of articles F1 .49 for .55."""
NO_DAYS: frozenset[int] = frozenset()


class Words:
    """What is known of each word of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self.forms = len(vocabulary.forms)
        self.stem: Ints = vocabulary.stem.astype(np.int64)
        self.content: Bools = vocabulary.content
        self.low: Ints = np.array([numbers[w.lower()] for w in words], dtype=np.int64)
        """The number of its small letters."""
        self.capital: Bools = np.array([w[0].isupper() for w in words], dtype=np.bool_)
        self.small: Bools = np.array(
            [w[0].islower() and w == w.lower() for w in words], dtype=np.bool_
        )


@dataclass(frozen=True, eq=False)
class Items:
    """Some texts: of each the rows of its sentences in order, its title's behind them."""

    ids: Sequence[str]
    words: Words
    tokens: NDArray[np.int32]
    """The word of each token, row by row."""
    offsets: Ints
    """Where each row's tokens begin, and behind the last row their number."""
    home: Ints
    """The item of each row, rising."""
    titled: Bools
    """Whether a row is a title."""
    published: Ints
    """The day of publication of each item as `datetime.date.toordinal` gives it; 0 where it is not known to the day."""
    days: Ragged
    """The days that each row names, where it is one of the first."""

    @property
    def size(self) -> int:
        """How many items there are."""
        return len(self.published)

    @cached_property
    def lengths(self) -> Ints:
        """Tokens of each row."""
        return np.diff(self.offsets)

    def part(self, numbers: Ints) -> Items:
        """Return some of the items, by rising number."""
        first, last = (np.searchsorted(self.home, numbers, side) for side in ("left", "right"))
        rows = runs(first, last - first)
        days = self.days.sizes[rows]
        return Items(
            [self.ids[n] for n in numbers.tolist()],
            self.words,
            self.tokens[self._places(rows)],
            np.concatenate([[0], np.cumsum(self.lengths[rows])]),
            np.repeat(np.arange(len(numbers)), last - first),
            self.titled[rows],
            self.published[numbers],
            Ragged(
                self.days.values[runs(self.days.ends[rows], days)],
                np.concatenate([[0], np.cumsum(days)]),
            ),
        )

    def wordings(self) -> NDArray[np.uint64]:
        """Return a hash of what each item says, word by word and row by row, and of its day."""
        rows = np.searchsorted(self.home, np.arange(self.size + 1)).tolist()
        lengths, days, offsets = self.lengths, self.published, self.offsets
        found = np.empty(self.size, dtype=np.uint64)
        for n, (first, last) in enumerate(pairwise(rows)):
            digest = blake2b(lengths[first:last].tobytes(), digest_size=8)
            digest.update(self.titled[first:last].tobytes() + days[n : n + 1].tobytes())
            digest.update(self.tokens[offsets[first] : offsets[last]].tobytes())
            found[n] = int.from_bytes(digest.digest(), "little")
        return found

    def _places(self, rows: Ints) -> Ints:
        """Return the places of all tokens of some rows."""
        return runs(self.offsets[rows], self.lengths[rows])

    @cached_property
    def rows(self) -> Ints:
        """All rows."""
        return np.arange(len(self.home))

    @cached_property
    def places(self) -> Ints:
        """The number of each row in its item, from 0."""
        return self.rows - np.searchsorted(self.home, self.home)

    @cached_property
    def named(self) -> Sequence[frozenset[int]]:
        """The days that each item's first sentences name."""
        found = [NO_DAYS] * self.size
        leads = (self.places < LEAD_SENTENCES) & (self.days.sizes > 0)
        for row in np.flatnonzero(leads).tolist():
            named = self.days.values[self.days.ends[row] : self.days.ends[row + 1]].tolist()
            found[self.home[row]] |= frozenset(named)
        return found

    @property
    def titles(self) -> Ints:
        """The rows of the titles."""
        return np.flatnonzero(self.titled)

    def numbered(self, rows: Ints) -> tuple[Ragged, int]:
        """Return the content stems of each item's rows, and how many numbers there are in all."""
        stems, size = self.stems(rows)
        sizes = np.bincount(self.home[rows], stems.sizes, self.size).astype(np.int64)
        return Ragged(stems.values, np.concatenate([[0], np.cumsum(sizes)])), size

    def stems(self, rows: Ints) -> tuple[Ragged, int]:
        """Return the content stems of some rows, and how many numbers there are in all.

        Stems are numbered as they come, those of all sentences before those of titles.
        """
        tokens = self.tokens[self._places(rows)]
        content = self.words.content[tokens]
        row = np.repeat(np.arange(len(rows)), self.lengths[rows])[content]
        known, number = self._numbers
        stems = number[np.searchsorted(known, self.words.stem[tokens[content]])]
        sizes = np.bincount(row, minlength=len(rows))
        return Ragged(stems, np.concatenate([[0], np.cumsum(sizes)])), max(1, len(known))

    @cached_property
    def _numbers(self) -> tuple[Ints, Ints]:
        """The stems of content words, sorted, and the number of each: of the order in which they come."""
        rows = np.argsort(self.titled, kind="stable")
        tokens = self.tokens[self._places(rows)]
        known, first = np.unique(
            self.words.stem[tokens[self.words.content[tokens]]], return_index=True
        )
        number = np.empty(len(known), dtype=np.int64)
        number[np.argsort(first)] = np.arange(len(known))
        return known, number

    def grams(self) -> list[tuple[Ints, Ints]]:
        """Return content words, names, and pairs of neighbouring content words, each with the item of each.

        A name is a word with a capital that stands with one inside a sentence of its item, and nowhere small.
        """
        words, tokens = self.words, self.tokens
        item = np.repeat(self.home, self.lengths)
        spoken = np.repeat(~self.titled, self.lengths)
        inside = spoken & words.capital[tokens]
        inside[self.offsets[:-1][self.lengths > 0]] = False
        content = words.content[tokens]
        named = content & words.capital[tokens]
        word = item * (int(words.low.max(initial=0)) + 1) + words.low[tokens]
        named[named] = np.isin(word[named], word[inside])
        named[named] = ~np.isin(word[named], word[spoken & words.small[tokens]])
        stems, home = words.stem[tokens[content]], item[content]
        both = np.flatnonzero(home[1:] == home[:-1])
        pairs = stems[both] * words.forms + stems[both + 1]
        return [(stems, home), (words.stem[tokens[named]], item[named]), (pairs, home[both])]


def runs(firsts: Ints, sizes: Ints) -> Ints:
    """Return numbers that rise from each first one, so many of each."""
    before = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(firsts, sizes) + np.arange(int(sizes.sum())) - before


def items_of(
    articles: Sequence[Article], corpus: Corpus, readings: Mapping[str, Reading] | None = None
) -> Items:
    """Return some articles of a corpus as items; where sentences were read, ``readings`` knows their days."""
    number = {a.id: n for n, a in enumerate(articles)}
    of = np.array([number.get(a.id, -1) for a in corpus.articles], dtype=np.int64)
    home = of[corpus.article]
    order = np.argsort(home, kind="stable")
    rows = order[home[order] >= 0]
    return Items(
        [a.id for a in articles],
        Words(corpus.vocabulary),
        corpus.tokens[corpus.token_order(rows)],
        np.concatenate([[0], np.cumsum(corpus.lengths[rows])]),
        home[rows],
        rows >= len(corpus.sentences),
        np.array([day_of(a.published) for a in articles], dtype=np.int64),
        ragged([days for a in articles for days in _days_of(a, readings)]),
    )


def _days_of(article: Article, readings: Mapping[str, Reading] | None) -> list[Sequence[int]]:
    """Return the days that each row of an article names: of the first sentences, and of none behind."""
    first = article.sentences[: DEEP if day_of(article.published) else LEAD_SENTENCES]
    days = [
        days_told(readings[s.id]) if readings else sorted(days_named([s.text], article.published))
        for s in first
    ]
    behind = len(article.sentences) + bool(article.title) - len(first)
    return [*days, *((),) * behind]


def day_of(published: Published) -> int:
    """Return the day of publication as a number; 0 where it is not known to the day."""
    known = published.date and published.precision == "day"
    return span_of(published.date)[0].toordinal() if published.date and known else 0


def days_named(texts: Iterable[str], published: Published) -> frozenset[int]:
    """Return the days that some sentences name."""
    found = {
        span_of(d.date)[0].toordinal()
        for text in texts
        for d in find_event_dates(text, published)
        if d.precision == "day"
    }
    return frozenset(found) if found else NO_DAYS
