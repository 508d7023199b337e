"""Which articles tell of one event: stories, out of words, names, phrases and dates.

Articles are compared by the TF-IDF cosines of their words, of their names and of their word pairs
together; far dates of publication, and leads that date the event on different days, take from it. Where the
days of publication are known, the words of their leads and the concepts of the collection tell more.
Origins join by average link while the mean similarity of two groups reaches `StoryOptions.alike`. Only
pairs that share something are ever held, so ten thousand short items take a minute.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from itertools import count as numbers_from
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefgen.analysis.corpus import Corpus, make_corpus
from briefgen.analysis.weights import count_terms
from briefgen.analysis.weights import tfidf as weigh_terms
from briefgen.findings.columns import Floats, Ints, Ragged
from briefgen.findings.events import count, find_concepts, rarity, tfidf, unit, weighed
from briefgen.language.english.event_dates import find_event_dates
from briefgen.model import Article, Story
from briefgen.model.dates import span_of
from briefgen.profile.tables import StoryOptions

WORDS, NAMES, PAIRS = 0.4, 0.3, 0.3
"""What each of the three cosines counts. Names tell look-alike events apart: on ECB+ words alone reach
BCubed F1 .89, with names and pairs .92 (benchmarks/stories.py)."""
HELD = 0.04
"""Pairs less alike than this are not held, and count as nothing alike."""
MOST_HELD = 200
"""An article is compared with so many others at the most, those most like it."""
PAIRS_AT_ONCE = 20_000
"""Pairs of articles compared at a time."""
BLOCK = 500
"""Rows of the similarity matrix worked on at a time."""
FAR_DAYS = 7
"""Days of publication from which two articles are simply far apart."""
CLOSE_DAYS, HALVED_BY_DAYS = 2, 14
"""Two articles published further apart than two days are less one event's, by half each fortnight."""
NEVER_DAYS, NEVER = 90, -0.3
"""Articles more than a quarter of a year apart tell of two events, however alike they are: they pull their groups
apart. Pulling with -1, or from a month on, tears stories in which a trial follows an arrest: BCubed F1 falls by
.02 on ECB+'s fixture or by .01 on its development half; without any pull the samples' launches become one."""
LEAD_SENTENCES = 3
"""Sentences of an article that date its event."""
TITLE = 2
"""Times that the title's words count beside those of the first sentences."""
OTHER_DAY = 0.6
"""What is left of a likeness where two leads date the event on days that are not neighbours."""
ALIKE, LEAD, LEAD_CONCEPTS, CONCEPTS, APART, EVEN = 9.4, 3.7, 2.6, 0.5, -0.7, -5.5
"""Log odds that two articles whose days are known tell one event: a logistic regression over nine labelled weeks of one
subject each, ECB+ and Multi-News. Within one subject all words are alike; without it a week becomes one story: pairs of
the weeks' articles reach F1 .25, BCubed .57, with it, leaving one week out, .44 and .84. Each article alone has .82."""
SCALE = 1.3
"""What brings such a chance to the scale of likenesses: .16 joins best where .21 does by words."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How likely texts tell one event: compared once, for stories and for what their sentences have in common."""

    ids: tuple[str, ...]
    """The first article of each text, in the order of their content."""
    likeness: Mapping[tuple[int, int], float]
    """What `find_likeness` gives of these, by their numbers."""

    def among(
        self, articles: Sequence[Article], origins: Mapping[str, str]
    ) -> dict[tuple[int, int], float]:
        """Return the same by the numbers of some articles, each as its text; two of one text are alike."""
        carried = _carried(articles, origins)
        numbers = {a.id: n for n, a in enumerate(articles)}
        places = [[numbers[a.id] for a in carried.get(key, ())] for key in self.ids]
        found = {pair: 1.0 for held in places for pair in combinations(held, 2)}
        for (i, j), like in self.likeness.items():
            found.update(((min(a, b), max(a, b)), like) for a in places[i] for b in places[j])
        return found


def compare_articles(
    articles: Sequence[Article], origins: Mapping[str, str], corpus: Corpus | None = None
) -> Compared:
    """Return how likely the texts of some articles tell one event; reprints are compared once.

    ``origins`` gives each article's origin (`origins.find_origins`); ``corpus`` holds these articles, where they were
    taken apart before.
    """
    one_each = sorted(
        (a for a in articles if origins[a.id] == a.id), key=lambda a: (a.document.sha256, a.id)
    )
    return Compared(tuple(a.id for a in one_each), find_likeness(one_each, corpus))


def find_stories(
    articles: Sequence[Article],
    origins: Mapping[str, str],
    options: StoryOptions | None = None,
    compared: Compared | None = None,
) -> tuple[Story, ...]:
    """Return the stories of some articles, those of most origins first; each article is in one.

    ``origins`` gives each article's origin (`origins.find_origins`), ``compared`` how alike their texts are, where that
    is known. The order of the articles changes neither the stories nor their ids.
    """
    options = options or StoryOptions()
    compared = compared or compare_articles(articles, origins)
    groups = _join(len(compared.ids), compared.likeness, options.alike)
    carried = _carried(articles, origins)
    stories = [
        _story([a for i in group for a in carried[compared.ids[i]]], origins) for group in groups
    ]
    return tuple(sorted(stories, key=lambda s: (-s.origins, -len(s.articles), s.id)))


def _carried(articles: Sequence[Article], origins: Mapping[str, str]) -> dict[str, list[Article]]:
    """Return the articles that carry each text, by their origin."""
    carried: dict[str, list[Article]] = {}
    for article in articles:
        carried.setdefault(origins[article.id], []).append(article)
    return carried


def _story(members: Sequence[Article], origins: Mapping[str, str]) -> Story:
    """Return the story that some articles tell; its earliest article names it from edition to edition."""
    dated = sorted(a.published.date for a in members if a.published.date)
    eldest = min(members, key=lambda a: (a.published.date or "9", a.document.sha256))
    titled = sorted((a for a in members if a.title), key=lambda a: (a is not eldest, a.id))
    place = {a.id: n for n, a in enumerate(members)}
    return Story(
        id=f"story-{eldest.document.sha256[:10]}",
        title=titled[0].title if titled else None,
        articles=tuple(sorted(place, key=_natural)),
        origins=len({origins[a.id] for a in members}),
        start=dated[0] if dated else None,
        end=dated[-1] if dated else None,
    )


def _natural(article_id: str) -> tuple[int, str]:
    """Return a key that sorts S2 before S10."""
    return len(article_id), article_id


# Likeness ----------------------------------------------------------------------------------------


def find_likeness(
    articles: Sequence[Article], corpus: Corpus | None = None
) -> dict[tuple[int, int], float]:
    """Return the chance that two articles tell one event, for pairs (i, j) with i < j that share enough.

    ``corpus`` holds these articles, where they were taken apart before.
    """
    said = _Said(corpus or make_corpus(articles), articles)
    matrix = _weigh(said)
    pairs = _close_pairs(matrix) if matrix is not None else None
    if pairs is None:
        return {}
    times = [_Times(_published(a), _event_days(a)) for a in articles]
    ones, others, plain = pairs
    likes, apart = _tempered(plain, times, ones, others)
    dated = np.array([t.published is not None for t in times])
    known = np.flatnonzero(dated[ones] & dated[others])
    if len(known):
        chances = _chances(said, ones[known], others[known], likes[known], apart[known])
        likes[known] = np.where(likes[known] < 0, np.minimum(likes[known], chances), chances)
    return dict(zip(zip(ones.tolist(), others.tolist(), strict=True), likes.tolist(), strict=True))


def _chances(said: _Said, ones: Ints, others: Ints, likes: Floats, apart: Ints) -> Floats:
    """Return the chance that dated articles tell one event, on the scale of likenesses."""
    lead, concepts_of_lead, concepts = _contents(said, ones, others)
    odds = (
        ALIKE * np.maximum(likes, 0)
        + LEAD * lead
        + LEAD_CONCEPTS * concepts_of_lead
        + CONCEPTS * concepts
        + APART * np.log1p(np.minimum(apart, FAR_DAYS))
        + EVEN
    )
    return np.round(SCALE / (1 + np.exp(-odds)), 6)


def _contents(said: _Said, ones: Ints, others: Ints) -> tuple[Floats, Floats, Floats]:
    """Return how alike pairs of articles are in their leads' words, their leads' concepts, and all their concepts."""
    wholes, size = said.numbered(said.rows)
    heads, _ = said.numbered(said.heads)
    counts = count(wholes, size)
    weights = rarity(counts, np.arange(said.size))
    rows = weighed(counts, weights)
    concepts = find_concepts(rows)
    leads = unit(weighed(count(heads, size), weights) @ concepts)
    return (
        _products(tfidf(heads, size), ones, others),
        _products(leads, ones, others),
        _products(unit(rows @ concepts), ones, others),
    )


def _products(rows: Any, ones: Ints, others: Ints) -> Floats:
    """Return the product of two rows for each pair of them, some thousands at a time."""
    parts = []
    for start in range(0, len(ones), PAIRS_AT_ONCE):
        some = slice(start, start + PAIRS_AT_ONCE)
        if isinstance(rows, np.ndarray):
            parts.append(np.einsum("ij,ij->i", rows[ones[some]], rows[others[some]]))
        else:
            parts.append(
                np.asarray(rows[ones[some]].multiply(rows[others[some]]).sum(axis=1)).ravel()
            )
    return np.concatenate(parts)


def _weigh(said: _Said) -> Any:
    """Return one row an article whose products are the weighed cosines (sparse); None where none has a word."""
    from scipy.sparse import hstack  # noqa: PLC0415 - a fifth of a second

    parts = []
    for weight, (codes, article) in zip((WORDS, NAMES, PAIRS), said.grams(), strict=True):
        known, column = np.unique(codes, return_inverse=True)
        counts = count_terms(column, article, said.size, len(known))
        least = 2 if said.size > 2 else 1  # noqa: PLR2004 - what one article alone has joins nothing
        common = np.flatnonzero(np.bincount(counts.indices, minlength=counts.shape[1]) >= least)
        if len(common):
            parts.append(weigh_terms(counts[:, common]) * weight**0.5)
    return hstack(parts).tocsr() if parts else None


class _Said:
    """The words of some articles of a corpus, over ids: of each its sentences in order, its title behind them."""

    def __init__(self, corpus: Corpus, articles: Sequence[Article]) -> None:
        number = {a.id: n for n, a in enumerate(articles)}
        of = np.array([number.get(a.id, -1) for a in corpus.articles], dtype=np.int64)
        home = of[corpus.article]
        order = np.argsort(home, kind="stable")
        self.size = len(articles)
        self._corpus, self._home = corpus, home
        self.rows: Ints = order[home[order] >= 0]

    @cached_property
    def heads(self) -> Ints:
        """The rows that open each article: its first sentences, and its title as often as it counts."""
        title = self.rows >= len(self._corpus.sentences)
        starts = np.searchsorted(self._home[self.rows], self._home[self.rows])
        early = np.arange(len(self.rows)) - starts < LEAD_SENTENCES
        times = np.where(title, TITLE, np.where(early, 1, 0))
        return np.repeat(self.rows, times)

    def numbered(self, rows: Ints) -> tuple[Ragged, int]:
        """Return the content stems of each article's rows, and how many numbers there are in all.

        Stems are numbered as they come, those of all sentences before those of titles.
        """
        places = self._corpus.token_order(rows)
        content = self._content[self._corpus.tokens[places]]
        stems = self._stems[self._corpus.tokens[places[content]]]
        article = np.repeat(self._home[rows], self._corpus.lengths[rows])[content]
        sizes = np.bincount(article, minlength=self.size)
        return Ragged(self._numbers[stems], np.concatenate([[0], np.cumsum(sizes)])), self._many

    @cached_property
    def _content(self) -> NDArray[np.bool_]:
        return self._corpus.vocabulary.content

    @cached_property
    def _stems(self) -> Ints:
        return self._corpus.vocabulary.stem.astype(np.int64)

    @cached_property
    def _numbers(self) -> Ints:
        """The number of each stem: of the order in which they come."""
        sentences = self.rows < len(self._corpus.sentences)
        rows = np.concatenate([self.rows[sentences], self.rows[~sentences]])
        tokens = self._corpus.tokens[self._corpus.token_order(rows)]
        known, first = np.unique(self._stems[tokens[self._content[tokens]]], return_index=True)
        numbers = np.zeros(len(self._corpus.vocabulary.forms), dtype=np.int64)
        numbers[known[np.argsort(first)]] = np.arange(len(known))
        return numbers

    @property
    def _many(self) -> int:
        return max(1, int(self._numbers.max(initial=0)) + 1)

    def grams(self) -> list[tuple[Ints, Ints]]:
        """Return content words, names, and pairs of neighbouring content words, each with the article of each.

        A name is a word with a capital that stands with one inside a sentence of its article, and nowhere small.
        """
        corpus = self._corpus
        places = corpus.token_order(self.rows)
        row = np.repeat(self.rows, corpus.lengths[self.rows])
        tokens, article = corpus.tokens[places], self._home[row]
        low, capital, small = _letters(corpus.vocabulary.words)
        spoken = row < len(corpus.sentences)
        word = article * (int(low.max(initial=0)) + 1) + low[tokens]
        inside = spoken & (places > corpus.offsets[row]) & capital[tokens]
        content = self._content[tokens]
        named = content & capital[tokens]
        named[named] = np.isin(word[named], word[inside])
        named[named] = ~np.isin(word[named], word[spoken & small[tokens]])
        stems, home = self._stems[tokens[content]], article[content]
        both = np.flatnonzero(home[1:] == home[:-1])
        pairs = stems[both] * len(corpus.vocabulary.forms) + stems[both + 1]
        names = self._stems[tokens[named]]
        return [(stems, home), (names, article[named]), (pairs, home[both])]


def _letters(words: Sequence[str]) -> tuple[Ints, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return of each word the number of its small letters, whether it has a capital, and whether it is small."""
    numbers: defaultdict[str, int] = defaultdict(numbers_from().__next__)
    low = np.array([numbers[w.lower()] for w in words], dtype=np.int64)
    capital = np.array([w[0].isupper() for w in words], dtype=np.bool_)
    small = np.array([w[0].islower() and w == w.lower() for w in words], dtype=np.bool_)
    return low, capital, small


def _close_pairs(matrix: Any) -> tuple[Ints, Ints, Floats] | None:
    """Return the pairs of rows with a product of `HELD` or more, the closest `MOST_HELD` of each row, and the products.

    The first row of a pair comes before the second, and pairs in their order; None where there is none.
    """
    found, size = [], matrix.shape[0]
    for start in range(0, size, BLOCK):
        near = (matrix[start : start + BLOCK] @ matrix.T).tocoo()
        row, other = near.row.astype(np.int64) + start, near.col.astype(np.int64)
        kept = np.flatnonzero((near.data >= HELD) & (row != other))
        kept = kept[np.lexsort((other[kept], -near.data[kept], row[kept]))]
        firsts = np.searchsorted(row[kept], row[kept])
        kept = kept[np.arange(len(kept)) - firsts < MOST_HELD]
        pair = np.minimum(row[kept], other[kept]) * size + np.maximum(row[kept], other[kept])
        found.append((pair, near.data[kept]))
    pairs, values = (np.concatenate(part) for part in zip(*found, strict=True))
    pairs, at = np.unique(pairs[::-1], return_index=True)  # of two products of a pair the later one
    if not len(pairs):
        return None
    return pairs // size, pairs % size, values[::-1][at]


def _published(article: Article) -> int | None:
    """Return the day of publication as a number, where it is known to the day."""
    date = article.published
    return span_of(date.date)[0].toordinal() if date.date and date.precision == "day" else None


def _event_days(article: Article) -> frozenset[int]:
    """Return the days that an article's first sentences name."""
    lead = article.sentences[:LEAD_SENTENCES]
    return frozenset(
        span_of(d.date)[0].toordinal()
        for s in lead
        for d in find_event_dates(s.text, article.published)
        if d.precision == "day"
    )


@dataclass(frozen=True, slots=True)
class _Times:
    """When an article was published, and which days its lead names, as numbers of days."""

    published: int | None
    event: frozenset[int]


def _tempered(
    likes: Floats, times: Sequence[_Times], ones: Ints, others: Ints
) -> tuple[Floats, Ints]:
    """Return likenesses of pairs less what the articles' times take from them, and the days between the articles.

    Those are the days between two publications, or where one is not known between what the leads name.
    """
    published = np.array([0 if t.published is None else t.published for t in times])
    dated = np.array([t.published is not None for t in times])
    named = np.zeros(len(ones), dtype=np.int64)
    event = np.array([bool(t.event) for t in times])
    for n in np.flatnonzero(event[ones] & event[others]).tolist():
        a, b = times[ones[n]].event, times[others[n]].event
        named[n] = min(abs(x - y) for x in a for y in b)
    both = dated[ones] & dated[others]
    apart = np.where(both, np.abs(published[ones] - published[others]), named)
    halved = 2.0 ** (-np.maximum(0, apart - CLOSE_DAYS) / HALVED_BY_DAYS)
    told = likes * halved * np.where(named > 1, OTHER_DAY, 1.0)
    return np.where(apart > NEVER_DAYS, NEVER, told), apart


# Groups ------------------------------------------------------------------------------------------


def _join(size: int, likeness: Mapping[tuple[int, int], float], alike: float) -> list[list[int]]:
    """Return groups by average link on a sparse graph: the two most alike join first, until none are."""
    groups = {i: [i] for i in range(size)}
    total: dict[int, dict[int, float]] = {i: {} for i in range(size)}
    for (i, j), like in likeness.items():
        total[i][j] = total[j][i] = like
    heap = [(-like, i, j) for (i, j), like in likeness.items() if like >= alike]
    heapq.heapify(heap)
    following = size
    while heap:
        _, i, j = heapq.heappop(heap)
        if i not in groups or j not in groups:
            continue
        groups[following] = groups.pop(i) + groups.pop(j)
        ours, theirs = total.pop(i), total.pop(j)
        joined = {
            k: ours.get(k, 0.0) + theirs.get(k, 0.0) for k in {**ours, **theirs} if k in groups
        }
        total[following] = joined
        for k, summed in joined.items():
            total[k].pop(i, None)
            total[k].pop(j, None)
            total[k][following] = summed
            mean = summed / (len(groups[k]) * len(groups[following]))
            if mean >= alike:
                heapq.heappush(heap, (-mean, k, following))
        following += 1
    return [sorted(group) for group in groups.values()]
