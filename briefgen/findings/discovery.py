"""Themes that nobody named: what passages have in common, and the phrases that say so."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefgen.analysis.corpus import Corpus, Ints
from briefgen.analysis.weights import count_terms, tfidf
from briefgen.findings.grouping import Pairs, join
from briefgen.language.tokens import stop_words
from briefgen.profile.tables import NamedTheme

LINK = 0.14
"""Mean cosine from which leftovers join (average link): the samples' scenario paragraphs and their
nuclear ones lie above it, unrelated ones below 0.1."""
LARGEST = 4000
"""Paragraphs clustered at the most."""
LEFTOVERS = 1500
"""Leftovers clustered at the most, where themes are named: two are proposed of them, and time grows with the square."""
BLOCK = 256
"""Leftovers compared with all others at a time; bounds memory."""
SHORTEST_WORD = 3
"""Shorter words begin and end no key phrase."""
AMOUNTS = frozenset(
    "hundred thousand million billion trillion percent per cent euros dollars tonnes".split()
)
"""Words of amounts, which name no subject."""
STARTING = frozenset("recent reports continuous several western".split())
"""Words that open sentences and are no names."""
WIDEST = 3
"""Words of a key phrase at the most."""


def propose(
    corpus: Corpus, left: Sequence[int], most: int, taken: set[str]
) -> Iterator[NamedTheme]:
    """Yield themes for groups of leftover paragraphs that several form, largest first."""
    if not most:
        return
    finder = PhraseFinder(corpus)
    groups = [g for g in _cluster(corpus, left, None, LEFTOVERS) if len(g) > 1]
    for group in groups[:most]:
        phrases = finder.key_phrases(group)
        if phrases and " " in phrases[0]:
            yield _theme_of(phrases, taken)


def discover(corpus: Corpus, most: int) -> tuple[NamedTheme, ...]:
    """Return themes for a collection without a profile, from what several of its paragraphs share.

    The words that mark one article against the others are left out, or passages would group by
    article: a word counts where at least two articles use it, all of them where there is one.
    """
    spoken = corpus.article[: len(corpus.sentences)]
    homes = np.zeros(len(corpus.paragraphs), dtype=np.int64)
    homes[corpus.paragraph[: len(spoken)]] = spoken
    articles = len(set(homes.tolist()))
    finder = PhraseFinder(corpus)
    themes: list[NamedTheme] = []
    taken: set[str] = set()
    everything = range(len(corpus.paragraphs))
    for group in _cluster(corpus, everything, _shared(corpus, articles))[: 2 * most]:
        spread = len(set(homes[group].tolist())) > 1 or articles == 1
        phrases = finder.key_phrases(group)
        named = phrases and " " in phrases[0]
        if len(group) > 1 and spread and named and len(themes) < most:
            themes.append(_theme_of(phrases, taken))
    return tuple(themes)


def _shared(corpus: Corpus, articles: int) -> NDArray[np.bool_]:
    """Return which stems several articles use, but not all of more than two."""
    rows = np.repeat(np.arange(len(corpus.lengths)), corpus.lengths)
    spoken = rows < len(corpus.sentences)
    stems = corpus.vocabulary.stem[corpus.tokens[spoken]]
    pairs = np.unique(np.column_stack([stems, corpus.article[rows[spoken]]]), axis=0)
    used = np.bincount(pairs[:, 0], minlength=len(corpus.vocabulary.forms))
    everywhere = (used == articles) & (articles > 2)  # noqa: PLR2004 - the collection's own subject
    shared: NDArray[np.bool_] = ((used > 1) | (articles == 1)) & ~everywhere
    return shared


def _theme_of(phrases: Sequence[str], taken: set[str]) -> NamedTheme:
    slug = re.sub(r"[^a-z0-9]+", "-", phrases[0].lower()).strip("-") or "theme"
    while slug in taken:
        slug += "-2"
    taken.add(slug)
    name = phrases[0][:1].upper() + phrases[0][1:]
    return NamedTheme(id=slug, name=name, keywords=tuple(phrases), description=", ".join(phrases))


def _cluster(
    corpus: Corpus,
    paragraphs: Iterable[int],
    allowed: NDArray[np.bool_] | None,
    largest: int = LARGEST,
) -> list[list[int]]:
    """Return groups of alike paragraphs, so many at the most, largest first; average link over TF-IDF cosines.

    ``allowed`` are the stems that count; a paragraph with none of them is in no group.
    """
    texts = _texts(corpus)
    ordered = sorted(paragraphs, key=lambda n: (texts[n], n))
    codes, rows = _content(corpus, ordered, allowed)
    if allowed is not None:
        kept = sorted(set(rows.tolist()))
        ordered = [ordered[n] for n in kept]
        rows = np.searchsorted(kept, rows)
    if len(ordered) < 2 or not len(codes):  # noqa: PLR2004 - a pair at the least
        return [ordered] if ordered else []
    inside = rows < largest
    size = min(len(ordered), largest)
    matrix = tfidf(count_terms(codes[inside], rows[inside], size, len(corpus.vocabulary.forms)))
    groups = ([ordered[n] for n in group] for group in join(size, _pairs(matrix), LINK))
    return sorted(groups, key=lambda g: (-len(g), texts[g[0]]))


def _pairs(rows: Any) -> Pairs:
    """Return the cosines of all pairs of rows of length 1 that share something, those of a row one behind the other."""
    ones, others, values = list[Any](), list[Any](), list[Any]()
    for start in range(0, rows.shape[0], BLOCK):
        near = (rows[start : start + BLOCK] @ rows[start:].T).tocsr()
        near.sort_indices()
        near = near.tocoo()
        later = near.row < near.col
        ones.append(near.row[later] + start)
        others.append(near.col[later] + start)
        values.append(near.data[later].round(9))
    first, second = (np.concatenate(part).astype(np.int64) for part in (ones, others))
    return Pairs(first, second, np.concatenate(values))


def _texts(corpus: Corpus) -> list[str]:
    """Return the text of each paragraph."""
    parts: list[list[str]] = [[] for _ in corpus.paragraphs]
    for sentence, paragraph in zip(corpus.sentences, corpus.paragraph.tolist(), strict=False):
        parts[paragraph].append(sentence.text)
    return [" ".join(part) for part in parts]


def _content(
    corpus: Corpus, paragraphs: Sequence[int], allowed: NDArray[np.bool_] | None
) -> tuple[Ints, Ints]:
    """Return the content stems of some paragraphs, and the number of the paragraph of each."""
    number = np.full(len(corpus.paragraphs), -1, dtype=np.int64)
    number[list(paragraphs)] = np.arange(len(paragraphs))
    rows = np.repeat(corpus.paragraph, corpus.lengths)
    of = np.where(rows >= 0, number[rows], -1)
    stems = corpus.vocabulary.stem[corpus.tokens]
    kept = (of >= 0) & corpus.vocabulary.content[corpus.tokens]
    if allowed is not None:
        kept &= allowed[stems]
    return stems[kept].astype(np.int64), of[kept]


@dataclass(frozen=True)
class PhraseFinder:
    """Finds the phrases of one to three words that mark some paragraphs of a corpus against all."""

    corpus: Corpus

    @cached_property
    def _fits(self) -> NDArray[np.bool_]:
        """Whether each token may stand in a key phrase."""
        never = stop_words() | AMOUNTS
        return np.array(
            [
                w.lower() not in never
                and len(w) >= SHORTEST_WORD
                and w[0].isalpha()
                and "." not in w
                and "," not in w
                for w in self.corpus.vocabulary.words
            ],
            dtype=np.bool_,
        )[self.corpus.tokens]

    @cached_property
    def _runs(self) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
        """Return for each phrase its first token, its width, its paragraph, and whether it ends there.

        What another content word follows ("North Korea's nuclear", before "ambitions") ends none.
        """
        corpus, size = self.corpus, len(self.corpus.tokens)
        paragraph = np.repeat(corpus.paragraph, corpus.lengths)
        goes_on = np.zeros(size, dtype=np.bool_)
        goes_on[:-1] = ~corpus.opens[1:] & self._fits[1:]
        run = self._fits & (paragraph >= 0)
        found = []
        for width in range(1, WIDEST + 1):
            first = np.flatnonzero(run)
            ends = ~goes_on[first + width - 1]
            found.append((first, np.full(len(first), width), paragraph[first], ends))
            longer = np.zeros(size, dtype=np.bool_)
            longer[first[~ends]] = True
            run = longer
        return tuple(np.concatenate(parts) for parts in zip(*found, strict=True))  # type: ignore[return-value]

    @cached_property
    def _codes(self) -> Ints:
        """Return a number for each phrase: that of its stems."""
        first, width, _, _ = self._runs
        stems = self.corpus.vocabulary.stem[self.corpus.tokens].astype(np.int64) + 1
        padded = np.concatenate([stems, np.zeros(WIDEST, dtype=np.int64)])
        columns = [np.where(width > n, padded[first + n], 0) for n in range(WIDEST)]
        two = np.unique(
            columns[0] * (len(self.corpus.vocabulary.forms) + 1) + columns[1], return_inverse=True
        )[1]
        both = two.astype(np.int64) * (len(self.corpus.vocabulary.forms) + 1) + columns[2]
        return np.unique(both, return_inverse=True)[1].astype(np.int64)

    @cached_property
    def _outside(self) -> Ints:
        """Return how many paragraphs hold each phrase."""
        return self._held(np.ones(len(self._codes), dtype=np.bool_))

    def _held(self, kept: NDArray[np.bool_]) -> Ints:
        size = int(self._codes.max(initial=-1)) + 1
        pairs = np.unique(self._runs[2][kept] * max(1, size) + self._codes[kept])
        return np.bincount(pairs % max(1, size), minlength=size)

    def key_phrases(self, paragraphs: Sequence[int], most: int = 4) -> tuple[str, ...]:
        """Return the phrases that mark some paragraphs against all of the corpus.

        Each is scored by how often the paragraphs hold it and how rarely the rest does (TF-IDF over classes,
        as in Grootendorst's BERTopic, 2022), more for each word it has; single words serve only where no
        longer phrase recurs, and a phrase that shares a word with a chosen one is passed over. Returned as
        the texts write it most often.
        """
        first, width, of, ends = self._runs
        mine = np.isin(of, list(paragraphs))
        size = len(self._outside)
        inside = self._held(mine)
        every = np.bincount(self._codes[mine], minlength=size)
        whole = np.bincount(self._codes[mine & ends], minlength=size)
        good = (inside > 0) & (whole * 3 >= every)
        if len(paragraphs) > 1:
            good &= inside > 1
        example = dict(zip(self._codes[mine].tolist(), np.flatnonzero(mine).tolist(), strict=True))
        scores = {}
        for code in np.flatnonzero(good).tolist():
            at = example[code]
            stems = self._stems(int(first[at]), int(width[at]))
            rarity = math.log(1 + max(1, len(self.corpus.paragraphs)) / int(self._outside[code]))
            scores[stems] = (int(inside[code]) * len(stems) * rarity, code)
        ranked = sorted(scores, key=lambda k: (-scores[k][0], k))
        chosen: list[tuple[str, ...]] = []
        for key in [k for k in ranked if len(k) > 1] or ranked:
            if not any(set(key) & set(other) for other in chosen):
                chosen.append(key)
            if len(chosen) == most:
                break
        return tuple(self._surface(scores[key][1], mine) for key in chosen)

    def _stems(self, first: int, width: int) -> tuple[str, ...]:
        words = self.corpus.vocabulary
        return tuple(
            words.forms[words.stem[w]] for w in self.corpus.tokens[first : first + width].tolist()
        )

    def _surface(self, code: int, mine: NDArray[np.bool_]) -> str:
        """Return a phrase as some paragraphs write it most often."""
        first, width, _, _ = self._runs
        written = Counter(
            " ".join(
                _written(self.corpus.vocabulary.words[w])
                for w in self.corpus.tokens[first[n] : first[n] + width[n]].tolist()
            )
            for n in np.flatnonzero(mine & (self._codes == code)).tolist()
        )
        return max(sorted(written), key=lambda surface: written[surface])


def _written(word: str) -> str:
    """Return a word in lower case unless it is a name or an abbreviation."""
    return word if word[:1].isupper() and word.lower() not in STARTING else word.lower()
