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
from dataclasses import dataclass, replace
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
from briefgen.model.document import content_key
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
SIGNS = (
    "alike", "lead", "lead_concepts", "apart", "title", "title_concepts", "publisher",
)  # fmt: skip
"""What says whether two articles whose days are known tell one event: how alike they are; their leads in words and in the
concepts of the collection; the log of days between them; their titles in words and in concepts; one publisher, which
seldom tells an event twice."""
WEIGHTS = (8.11, 8.94, -0.45, -1.46, 5.96, 1.19, -0.83, -4.46)
"""Log odds of each sign, and of none, by `training/learn_stories.py` from nine labelled weeks of one subject each.
Within one subject all words are alike: without it a week becomes one story. Each week grouped by the weights of the others: pairs of
articles F1 .48, BCubed .86; each article alone has 0 and .82."""
SUBJECT = 0.12
"""Mean likeness from which groups of articles are of one subject. Of nine weeks in one collection each subject becomes a
group, and each week alone stays whole; .10 to .12 do so."""
SEVERAL = 8
"""Articles of a subject from which its own words and concepts tell its events apart."""
SCALE = 1.09
"""What brings such a chance to the scale of likenesses: .19 joins best where .21 does by words."""


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
        (a for a in articles if origins[a.id] == a.id),
        key=lambda a: (content_key(a.document), a.id),
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
    return _told_apart(sorted(stories, key=lambda s: (-s.origins, -len(s.articles), s.id)))


def _told_apart(stories: Sequence[Story]) -> tuple[Story, ...]:
    """Return stories of which no two have one id: the same few words, saved twice, may be two stories."""
    seen: defaultdict[str, int] = defaultdict(int)
    told = []
    for story in stories:
        seen[story.id] += 1
        number = seen[story.id]
        told.append(story if number == 1 else replace(story, id=f"{story.id}-{number}"))
    return tuple(told)


def _carried(articles: Sequence[Article], origins: Mapping[str, str]) -> dict[str, list[Article]]:
    """Return the articles that carry each text, by their origin."""
    carried: dict[str, list[Article]] = {}
    for article in articles:
        carried.setdefault(origins[article.id], []).append(article)
    return carried


def _story(members: Sequence[Article], origins: Mapping[str, str]) -> Story:
    """Return the story that some articles tell; its earliest article names it from edition to edition."""
    dated = sorted(a.published.date for a in members if a.published.date)
    eldest = min(members, key=lambda a: (a.published.date or "9", content_key(a.document)))
    titled = sorted((a for a in members if a.title), key=lambda a: (a is not eldest, a.id))
    place = {a.id: n for n, a in enumerate(members)}
    return Story(
        id=f"story-{content_key(eldest.document)[:10]}",
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

    A collection of many subjects is looked at subject by subject: which words, concepts and titles tell its events apart
    is another question in each. Where a subject has few articles, or their days are not known, it is their likeness.
    ``corpus`` holds these articles, where they were taken apart before.
    """
    corpus = corpus or make_corpus(articles)
    times = [_Times(_published(a), _event_days(a)) for a in articles]
    pairs = _close_pairs(_weigh(_Said(corpus, articles)))
    if pairs is None:
        return {}
    ones, others, plain = pairs
    found = _by_pair(ones, others, _tempered(plain, times, ones, others)[0])
    for rows in _subjects(times, _by_pair(ones, others, plain)):
        inside = _within([articles[n] for n in rows], [times[n] for n in rows], corpus)
        found.update(((rows[i], rows[j]), like) for (i, j), like in inside.items())
    return found


def _by_pair(ones: Ints, others: Ints, values: Floats) -> dict[tuple[int, int], float]:
    return dict(zip(zip(ones.tolist(), others.tolist(), strict=True), values.tolist(), strict=True))


def _subjects(times: Sequence[_Times], plain: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Return the articles of each subject whose days are known, where there are `SEVERAL`: average link, at `SUBJECT`."""
    groups = _join(len(times), plain, SUBJECT)
    dated = [[n for n in group if times[n].published is not None] for group in groups]
    return [group for group in dated if len(group) >= SEVERAL]


def _within(
    articles: Sequence[Article], times: Sequence[_Times], corpus: Corpus
) -> dict[tuple[int, int], float]:
    """Return the chance that two dated articles of one subject tell one event, on the scale of likenesses."""
    said = _Said(corpus, articles)
    pairs = _close_pairs(_weigh(said))
    if pairs is None:
        return {}
    ones, others, plain = pairs
    likes, apart = _tempered(plain, times, ones, others)
    chances = _chances(said, ones, others, likes, apart)
    return _by_pair(ones, others, np.where(likes < 0, np.minimum(likes, chances), chances))


def _chances(said: _Said, ones: Ints, others: Ints, likes: Floats, apart: Ints) -> Floats:
    """Return the chance that dated articles tell one event, on the scale of likenesses."""
    odds = pair_signs(said, ones, others, likes, apart) @ np.array(WEIGHTS[:-1]) + WEIGHTS[-1]
    return np.asarray(np.round(SCALE / (1 + np.exp(-odds)), 6))


def pair_signs(said: _Said, ones: Ints, others: Ints, likes: Floats, apart: Ints) -> Floats:
    """Return the signs of pairs of articles of one subject, a row a pair, a column for each of `SIGNS`.

    Args:
        said: the words of the subject's articles.
        ones: the first article of each pair, by number.
        others: the second.
        likes: how alike they are, 0 to 1.
        apart: the days between them.
    """
    wholes, size = said.numbered(said.rows)
    heads, _ = said.numbered(said.heads)
    titled, _ = said.numbered(said.titles)
    counts = count(wholes, size)
    weights = rarity(counts, np.arange(said.size))
    concepts = find_concepts(weighed(counts, weights))
    titles = weighed(count(titled, size), weights)
    leads = unit(weighed(count(heads, size), weights) @ concepts)
    by = np.array([(a.publisher or "").casefold() for a in said.articles])
    return np.stack(
        [
            np.maximum(likes, 0),
            _products(tfidf(heads, size), ones, others),
            _products(leads, ones, others),
            np.log1p(np.minimum(apart, FAR_DAYS)),
            _products(titles, ones, others),
            _products(unit(titles @ concepts), ones, others),
            (by[ones] == by[others]) & (by[ones] != ""),
        ],
        axis=1,
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
        self.articles = tuple(articles)

    @cached_property
    def heads(self) -> Ints:
        """The rows that open each article: its first sentences, and its title as often as it counts."""
        title = self.rows >= len(self._corpus.sentences)
        starts = np.searchsorted(self._home[self.rows], self._home[self.rows])
        early = np.arange(len(self.rows)) - starts < LEAD_SENTENCES
        times = np.where(title, TITLE, np.where(early, 1, 0))
        return np.repeat(self.rows, times)

    @property
    def titles(self) -> Ints:
        """The rows of the titles."""
        return self.rows[self.rows >= len(self._corpus.sentences)]

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
    if matrix is None:
        return None
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
