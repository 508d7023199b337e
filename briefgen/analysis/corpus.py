"""The sentences of a collection as columns: every text is taken apart once, and everybody asks here.

Rows are numbers. Sentences come first, in the order of the articles, the titles of articles behind them; ids
such as S4.12 are labels that are made and read at the border. Columns over tokens are cut into rows by
``offsets`` (compressed sparse rows). Articles are put in the order of their content, so that no order of files
changes a sum.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

import numpy as np
from numpy.typing import NDArray

from briefgen.analysis.vocabulary import Vocabulary, make_vocabulary
from briefgen.language.tokens import parts_clauses, scan
from briefgen.language.vectors import as_vectors, embed, sums_of
from briefgen.model import Article, Sentence
from briefgen.model.document import content_key

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a corpus put together in a new order: the passages of a stage, each a run of sentences."""

    rows: Ints
    """The rows of the corpus, passage by passage."""
    passage: Ints
    """Which passage each of them belongs to."""
    place: Ints
    """Its number in the passage, from 0."""
    size: int
    """Passages in all; some may have no row."""

    def part(self, start: int, end: int) -> Rows:
        """Return the passages from one number to before another."""
        end = min(end, self.size)
        a, b = np.searchsorted(self.passage, [start, end])
        return Rows(self.rows[a:b], self.passage[a:b] - start, self.place[a:b], end - start)


@dataclass(frozen=True)
class Corpus:
    """A collection, read once."""

    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    vocabulary: Vocabulary
    offsets: Ints
    """Where each row's tokens begin, and behind the last row their number."""
    tokens: NDArray[np.int32]
    """The word of each token."""
    starts: NDArray[np.int32]
    """Its first character in the printed text of its row."""
    ends: NDArray[np.int32]
    """Behind its last."""
    opens: NDArray[np.bool_]
    """Whether a token opens a clause: the first of its row, or with a mark before it."""
    article: Ints
    """The article of each row, by its number here."""
    paragraph: Ints
    """The running number of each sentence's paragraph; -1 for titles."""
    paragraphs: tuple[tuple[str, int], ...]
    """Article id and index of each paragraph."""

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row of each sentence, by its id."""
        return {s.id: n for n, s in enumerate(self.sentences)}

    @cached_property
    def lengths(self) -> Ints:
        """Tokens of each row."""
        return np.diff(self.offsets)

    @cached_property
    def keys(self) -> NDArray[np.int32]:
        """The form as which each token is matched."""
        return self.vocabulary.key[self.tokens]

    @cached_property
    def sums(self) -> NDArray[np.float32]:
        """The sum of the vectors of each row's word pieces."""
        titles = self.article[len(self.sentences) :].tolist()
        return sums_of(
            [*(s.text for s in self.sentences), *(str(self.articles[n].title) for n in titles)]
        )

    def vectors(self, rows: Ints) -> NDArray[np.float32]:
        """Return what some rows are about, each of length 1: made when they are asked for, of sums that stay."""
        return as_vectors(self.sums[rows])

    def vectors_of(self, sentences: Sequence[Sentence]) -> NDArray[np.float32]:
        """Return what some sentences are about, a row each; those that are not in the corpus are read now."""
        if "sums" not in vars(self):  # nobody has asked for all
            return embed([s.text for s in sentences])
        rows = np.array([self.row_of.get(s.id, -1) for s in sentences], dtype=np.int64)
        found = self.vectors(rows)
        missing = np.flatnonzero(rows < 0)
        if len(missing):
            found[missing] = embed([sentences[n].text for n in missing.tolist()])
        return found

    @cached_property
    def spoken(self) -> Rows:
        """Every sentence as a passage of its own."""
        size = len(self.sentences)
        each = np.arange(size)
        return Rows(each, each, np.zeros(size, dtype=np.int64), size)

    @cached_property
    def passages(self) -> Rows:
        """The paragraphs."""
        held = self.paragraph[: len(self.sentences)]
        return _rows(np.arange(len(held)), held, len(self.paragraphs))

    @cached_property
    def whole(self) -> Rows:
        """The articles, each with its title before its sentences."""
        titles = np.arange(len(self.sentences), len(self.article))
        rows = np.concatenate([titles, np.arange(len(self.sentences))])
        order = np.argsort(self.article[rows], kind="stable")
        return _rows(rows[order], self.article[rows][order], len(self.articles))

    def stems_of(self, row: int) -> tuple[str, ...]:
        """Return the stems of a row's content words, in order (`tokens.terms`)."""
        ids = self.tokens[self.offsets[row] : self.offsets[row + 1]]
        words = self.vocabulary
        return tuple(words.forms[i] for i in words.stem[ids[words.content[ids]]].tolist())

    def token_order(self, rows: Ints) -> Ints:
        """Return the places of all tokens of some rows, row by row in their order."""
        sizes = self.lengths[rows]
        before = np.repeat(np.cumsum(sizes) - sizes, sizes)
        return np.repeat(self.offsets[rows], sizes) + np.arange(int(sizes.sum())) - before


def _rows(rows: Ints, passage: Ints, size: int) -> Rows:
    """Return rows that stand together by passage, with their number in each."""
    counts = np.bincount(passage, minlength=size)
    first = np.cumsum(counts) - counts
    return Rows(rows, passage, np.arange(len(rows)) - first[passage], size)


def make_corpus(articles: Sequence[Article]) -> Corpus:
    """Return the corpus of some articles whose sentences are known, in the order of their content."""
    ordered = tuple(
        sorted(articles, key=lambda a: (content_key(a.document), a.document.path, a.id))
    )
    sentences = tuple(s for a in ordered for s in a.sentences)
    titled = [n for n, a in enumerate(ordered) if a.title]
    texts = [*(s.text for s in sentences), *(str(ordered[n].title) for n in titled)]
    homes = [n for n, a in enumerate(ordered) for _ in a.sentences]
    paragraphs = tuple((a.id, p.index) for a in ordered for p in a.paragraphs)
    number = {key: n for n, key in enumerate(paragraphs)}
    offsets, numbers, found = _take_apart(texts)
    vocabulary = make_vocabulary(numbers)
    id_of = {word: n for n, word in enumerate(vocabulary.words)}
    ids = np.array([id_of[word] for word in numbers], dtype=np.int32)
    return Corpus(
        articles=ordered,
        sentences=sentences,
        vocabulary=vocabulary,
        offsets=offsets,
        tokens=ids[found[0]] if len(ids) else found[0],
        starts=found[1],
        ends=found[2],
        opens=found[3].astype(np.bool_),
        article=np.array([*homes, *titled], dtype=np.int64),
        paragraph=np.array(
            [*(number[s.source, s.paragraph] for s in sentences), *(-1 for _ in titled)],
            dtype=np.int64,
        ),
        paragraphs=paragraphs,
    )


def _take_apart(texts: Sequence[str]) -> tuple[Ints, dict[str, int], list[NDArray[np.int32]]]:
    """Return where each text's tokens begin, a number for each word, and columns: word, first character, end, opens.

    Text by text, into plain arrays: of a thousand articles the tokens would take 200 MB as Python's values.
    """
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    words, gaps, sizes, parted = (array("i") for _ in range(4))
    counts = []
    for text in texts:
        found = scan(text)
        counts.append(len(found))
        if found:
            between, told = zip(*found, strict=True)
            words.extend(map(numbers.__getitem__, told))
            gaps.extend(map(len, between))
            sizes.extend(map(len, told))
            parted.extend(map(parts_clauses, between))
    offsets = np.cumsum([0, *counts], dtype=np.int64)
    word, gap, size, opens = (
        np.frombuffer(c, dtype=np.int32) for c in (words, gaps, sizes, parted)
    )
    ends = np.cumsum(gap + size, dtype=np.int64)
    firsts = offsets[:-1][np.diff(offsets) > 0]
    before = np.concatenate([[0], ends])[firsts]
    ends = (ends - np.repeat(before, np.diff([*firsts, len(word)]))).astype(np.int32)
    opening = opens.copy()
    opening[firsts] = 1
    return offsets, dict(numbers), [word, ends - size, ends, opening]
