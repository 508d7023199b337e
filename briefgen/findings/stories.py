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
from functools import lru_cache
from itertools import chain, pairwise
from itertools import count as numbers_from
from typing import Any

import numpy as np

from briefgen.analysis.weights import count_words
from briefgen.analysis.weights import tfidf as weigh_terms
from briefgen.findings.columns import Floats, Ints, ragged
from briefgen.findings.events import count, find_concepts, rarity, tfidf, unit, weighed
from briefgen.language.english.event_dates import find_event_dates
from briefgen.language.tokens import stem, stop_words, terms, words
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


def find_stories(
    articles: Sequence[Article],
    origins: Mapping[str, str],
    options: StoryOptions | None = None,
) -> tuple[Story, ...]:
    """Return the stories of some articles, those of most origins first; each article is in one.

    ``origins`` gives each article's origin (`briefgen.origins.find_origins`). The order of the articles
    changes neither the stories nor their ids.
    """
    options = options or StoryOptions()
    one_each = sorted(
        (a for a in articles if origins[a.id] == a.id), key=lambda a: (a.document.sha256, a.id)
    )
    groups = _join(len(one_each), find_likeness(one_each), options.alike)
    carried: dict[str, list[Article]] = {}
    for article in articles:
        carried.setdefault(origins[article.id], []).append(article)
    stories = [
        _story([a for i in group for a in carried[one_each[i].id]], origins) for group in groups
    ]
    return tuple(sorted(stories, key=lambda s: (-s.origins, -len(s.articles), s.id)))


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


def find_likeness(articles: Sequence[Article]) -> dict[tuple[int, int], float]:
    """Return the chance that two articles tell one event, for pairs (i, j) with i < j that share enough.

    A collection of many subjects is looked at subject by subject: which words, concepts and titles tell its events apart
    is another question in each. Where a subject has few articles, or their days are not known, it is their likeness.
    """
    terms_of = _count(articles) if articles else []
    pairs = _close_pairs(_weigh(terms_of)) if terms_of else []
    times = [_Times(_published(a), _event_days(a)) for a in articles]
    found = {(i, j): _tempered(like, times[i], times[j]) for i, j, like in pairs}
    for rows in _subjects(articles, times, pairs):
        inside = [articles[n] for n in rows]
        near = _close_pairs(_weigh([counts[rows] for counts in terms_of]))
        ends = np.array([(i, j) for i, j, _ in near], dtype=np.int64).reshape(-1, 2)
        whose = [(rows[i], rows[j]) for i, j, _ in near]
        likes = [
            _tempered(v, times[i], times[j]) for (i, j), (*_, v) in zip(whose, near, strict=True)
        ]
        apart = np.array([times[i].apart(times[j]) for i, j in whose], dtype=np.int64)
        chances = _chances(inside, ends, np.array(likes), apart).tolist() if near else []
        for pair, like, chance in zip(whose, likes, chances, strict=True):
            found[pair] = min(like, chance) if like < 0 else chance
    return found


def _subjects(
    articles: Sequence[Article], times: Sequence[_Times], pairs: Sequence[tuple[int, int, float]]
) -> list[list[int]]:
    """Return the articles of each subject whose days are known, where there are `SEVERAL`: average link, at `SUBJECT`."""
    groups = _join(len(articles), {(i, j): like for i, j, like in pairs}, SUBJECT)
    dated = [[n for n in group if times[n].published is not None] for group in groups]
    return [group for group in dated if len(group) >= SEVERAL]


def _chances(articles: Sequence[Article], ends: Ints, likes: Floats, apart: Ints) -> Floats:
    """Return the chance that dated articles tell one event, on the scale of likenesses."""
    odds = pair_signs(articles, ends, likes, apart) @ np.array(WEIGHTS[:-1]) + WEIGHTS[-1]
    return np.asarray(np.round(SCALE / (1 + np.exp(-odds)), 6))


def pair_signs(articles: Sequence[Article], ends: Ints, likes: Floats, apart: Ints) -> Floats:
    """Return the signs of pairs of articles, a row a pair, a column for each of `SIGNS`.

    Args:
        articles: the collection.
        ends: the two places of each pair, a row a pair.
        likes: how alike they are, 0 to 1.
        apart: the days between them.
    """
    ones, others = ends[:, 0], ends[:, 1]
    numbers: defaultdict[str, int] = defaultdict(numbers_from().__next__)
    bodies = [[[numbers[t] for t in terms(s.text)] for s in a.sentences] for a in articles]
    titled = [[numbers[t] for t in terms(a.title or "")] for a in articles]
    heads = ragged(
        [
            [*chain.from_iterable(body[:LEAD_SENTENCES]), *(title * TITLE)]
            for body, title in zip(bodies, titled, strict=True)
        ]
    )
    wholes = ragged([[*chain.from_iterable(b), *t] for b, t in zip(bodies, titled, strict=True)])
    size = max(1, len(numbers))
    counts = count(wholes, size)
    weights = rarity(counts, np.arange(len(articles)))
    concepts = find_concepts(weighed(counts, weights))
    titles = weighed(count(ragged(titled), size), weights)
    leads = unit(weighed(count(heads, size), weights) @ concepts)
    by = [(a.publisher or "").casefold() for a in articles]
    same = [bool(by[i]) and by[i] == by[j] for i, j in ends.tolist()]
    return np.stack(
        [
            np.maximum(likes, 0),
            _products(tfidf(heads, size), ones, others),
            _products(leads, ones, others),
            np.log1p(np.minimum(apart, FAR_DAYS)),
            _products(titles, ones, others),
            _products(unit(titles @ concepts), ones, others),
            np.array(same, dtype=float),
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


def _count(articles: Sequence[Article]) -> list[Any]:
    """Return how often each article has each word, name and pair of words: three sparse tables."""
    read = [_read(tuple(s.text for s in a.sentences), a.title or "") for a in articles]
    return [count_words(docs)[0] for docs in zip(*read, strict=True)]


def _weigh(terms_of: Sequence[Any]) -> Any:
    """Return one row an article whose products are the weighed cosines (sparse); None where they share nothing."""
    from scipy.sparse import hstack  # noqa: PLC0415 - a fifth of a second

    parts = []
    for weight, counts in zip((WORDS, NAMES, PAIRS), terms_of, strict=True):
        least = 2 if counts.shape[0] > 2 else 1  # noqa: PLR2004 - what one article alone has joins nothing
        common = np.flatnonzero(np.bincount(counts.indices, minlength=counts.shape[1]) >= least)
        if len(common):
            parts.append(weigh_terms(counts[:, common]) * weight**0.5)
    return hstack(parts).tocsr() if parts else None


@lru_cache(maxsize=2048)
def _read(sentences: tuple[str, ...], title: str) -> tuple[list[str], list[str], list[str]]:
    """Return an article's content words, its names, and its pairs of neighbouring content words; asked twice a build."""
    texts = [words(text) for text in sentences]
    inside = {w.lower() for run in texts for w in run[1:] if w[0].isupper()}
    small = {w for run in texts for w in run if w[0].islower()}
    runs = [*texts, words(title)]
    content = [w for run in runs for w in run if w.lower() not in stop_words() and len(w) > 1]
    stems = [stem(w) for w in content]
    named = [
        s
        for w, s in zip(content, stems, strict=True)
        if w[0].isupper() and w.lower() in inside and w.lower() not in small
    ]
    return stems, named, [f"{a} {b}" for a, b in pairwise(stems)]


def _close_pairs(matrix: Any) -> list[tuple[int, int, float]]:
    """Return the pairs of rows with a product of `HELD` or more, the closest `MOST_HELD` of each row."""
    pairs: dict[tuple[int, int], float] = {}
    for start in range(0, matrix.shape[0] if matrix is not None else 0, BLOCK):
        rows = (matrix[start : start + BLOCK] @ matrix.T).tocsr()
        for n in range(rows.shape[0]):
            row = rows.getrow(n)
            kept = np.flatnonzero((row.data >= HELD) & (row.indices != start + n))
            best = kept[np.lexsort((row.indices[kept], -row.data[kept]))][:MOST_HELD]
            for j, value in zip(row.indices[best].tolist(), row.data[best].tolist(), strict=True):
                pairs[min(start + n, j), max(start + n, j)] = value
    return [(i, j, pairs[i, j]) for i, j in sorted(pairs)]


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

    def apart(self, other: _Times) -> int:
        """Return the days between two publications, or where one is not known between what the leads name."""
        if self.published is not None and other.published is not None:
            return abs(self.published - other.published)
        return min((abs(x - y) for x in self.event for y in other.event), default=0)


def _tempered(like: float, a: _Times, b: _Times) -> float:
    """Return a likeness less what two articles' times take from it."""
    apart = a.apart(b)
    if apart > NEVER_DAYS:
        return NEVER
    other_day = min((abs(x - y) for x in a.event for y in b.event), default=0) > 1
    return (
        like * 2 ** (-max(0, apart - CLOSE_DAYS) / HALVED_BY_DAYS) * (OTHER_DAY if other_day else 1)
    )


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
