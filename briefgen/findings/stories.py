"""Which articles tell of one event: stories, out of words, names, phrases and dates.

Articles are compared by the TF-IDF cosines of their words, of their names and of their word pairs
together; far dates of publication, and leads that date the event on different days, take from it. Where the
days of publication are known, it is asked subject by subject how much of one article the other tells, too (`retelling`).
Origins join by average link while the mean similarity of two groups reaches `StoryOptions.alike`. Only
pairs that share something are ever held, as columns: half a million short items (`group_items`) and the articles of a
brief take the same path.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from briefgen.analysis.corpus import Corpus, make_corpus
from briefgen.analysis.readings import Reading
from briefgen.analysis.weights import count_terms
from briefgen.analysis.weights import tfidf as weigh_terms
from briefgen.findings import retelling
from briefgen.findings.columns import Ints
from briefgen.findings.grouping import NO_PAIRS, Pairs, join, last_of
from briefgen.findings.items import Items, items_of
from briefgen.findings.near import find_near
from briefgen.model import Article, Story
from briefgen.model.document import content_key
from briefgen.profile.tables import StoryOptions

WORDS, NAMES, PAIRS = 0.4, 0.3, 0.3
"""What each of the three cosines counts. Names tell look-alike events apart: on ECB+ words alone reach
BCubed F1 .89, with names and pairs .92 (benchmarks/stories.py)."""
CLOSE_DAYS, HALVED_BY_DAYS = 2, 14
"""Two articles published further apart than two days are less one event's, by half each fortnight."""
NEVER_DAYS, NEVER = 90, -0.3
"""Articles more than a quarter of a year apart tell of two events, however alike they are: they pull their groups
apart. Pulling with -1, or from a month on, tears stories in which a trial follows an arrest: BCubed F1 falls by
.02 on ECB+'s fixture or by .01 on its development half; without any pull the samples' launches become one."""
OTHER_DAY = 0.6
"""What is left of a likeness where two leads date the event on days that are not neighbours."""
SUBJECT = 0.08
"""Mean likeness from which groups of articles are of one subject. Each of nine weeks of one subject stays whole; at .12 three lose
articles, up to six. In one collection of all nine it puts two weeks of one war with a third, .06 two subjects more."""
SEVERAL = 8
"""Articles of a subject from which its own words and concepts tell its events apart."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How likely texts tell one event: compared once, for stories and for what their sentences have in common."""

    ids: tuple[str, ...]
    """The first article of each text, in the order of their content."""
    pairs: Pairs
    """What `find_likeness` gives of these, by their numbers."""

    def among(self, articles: Sequence[Article], origins: Mapping[str, str]) -> Pairs:
        """Return the same by the numbers of some articles, each as its text; two of one text are alike."""
        carried = _carried(articles, origins)
        numbers = {a.id: n for n, a in enumerate(articles)}
        places = [[numbers[a.id] for a in carried.get(key, ())] for key in self.ids]
        return _of_copies(self.pairs, places, len(articles))


def _of_copies(pairs: Pairs, places: Sequence[Sequence[int]], size: int) -> Pairs:
    """Return pairs of texts as pairs of the articles that carry them, and those of one text as alike."""
    both = [pair for held in places for pair in combinations(held, 2)]
    alike = np.array(both, dtype=np.int64).reshape(-1, 2)
    carriers = np.array([len(held) for held in places], dtype=np.int64)
    first = np.cumsum(carriers) - carriers
    article = np.array([n for held in places for n in held], dtype=np.int64)
    times = carriers[pairs.ones] * carriers[pairs.others]
    number = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    ones, others = np.repeat(pairs.ones, times), np.repeat(pairs.others, times)
    one = article[first[ones] + number // carriers[others]]
    other = article[first[others] + number % carriers[others]]
    one, other = np.concatenate([alike[:, 0], one]), np.concatenate([alike[:, 1], other])
    values = np.concatenate([np.ones(len(alike)), np.repeat(pairs.values, times)])
    return last_of([Pairs(np.minimum(one, other), np.maximum(one, other), values)], size)


def compare_articles(
    articles: Sequence[Article],
    origins: Mapping[str, str],
    corpus: Corpus | None = None,
    readings: Mapping[str, Reading] | None = None,
) -> Compared:
    """Return how likely the texts of some articles tell one event; reprints are compared once.

    ``origins`` gives each article's origin (`origins.find_origins`); ``corpus`` and ``readings`` hold these articles
    and their sentences, where they were taken apart and read before.
    """
    one_each = sorted(
        (a for a in articles if origins[a.id] == a.id),
        key=lambda a: (content_key(a.document), a.id),
    )
    return Compared(tuple(a.id for a in one_each), find_likeness(one_each, corpus, readings))


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
    groups = join(len(compared.ids), compared.pairs, options.alike)
    carried = _carried(articles, origins)
    stories = [
        _story([a for i in group for a in carried[compared.ids[i]]], origins) for group in groups
    ]
    return _told_apart(sorted(stories, key=lambda s: (-s.origins, -len(s.articles), s.id)))


def group_items(items: Items, options: StoryOptions | None = None) -> list[list[int]]:
    """Return the numbers of the items of each story, those of most items first; each item is in one.

    Items of one wording and day are compared once. Their order changes nothing but the numbers.
    """
    told, copy_of = np.unique(items.wordings(), return_inverse=True)
    order = np.argsort(copy_of, kind="stable")
    copies = np.split(order, np.searchsorted(copy_of[order], np.arange(1, len(told))))
    one_each = items.part(np.array([held[0] for held in copies], dtype=np.int64))
    groups = join(one_each.size, likeness_of(one_each), (options or StoryOptions()).alike)
    found = (sorted(n for i in group for n in copies[i].tolist()) for group in groups)
    return sorted((group for group in found if group), key=lambda group: (-len(group), group))


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
    articles: Sequence[Article],
    corpus: Corpus | None = None,
    readings: Mapping[str, Reading] | None = None,
) -> Pairs:
    """Return the chance that two articles tell one event, for the pairs that share enough.

    ``corpus`` and ``readings`` hold these articles and their sentences, where they were taken apart and read before.
    """
    return likeness_of(items_of(articles, corpus or make_corpus(articles), readings))


def likeness_of(items: Items) -> Pairs:
    """Return the chance that two items tell one event, for the pairs that share enough.

    A collection of many subjects is looked at subject by subject: which words, concepts and titles tell its events apart
    is another question in each. Where a subject has few items, or their days are not known, it is their likeness.
    """
    plain = _plain(items)
    inside = (_within(items.part(some)).among(some) for some in _subjects(items, plain))
    return last_of([_tempered(items, plain)[0], *inside], items.size)


def _plain(items: Items) -> Pairs:
    """Return how alike items are in all their words."""
    rows = _weigh(items)
    return NO_PAIRS if rows is None else find_near(rows, items.published)


def _subjects(items: Items, plain: Pairs) -> list[Ints]:
    """Return the items of each subject whose days are known, where there are `SEVERAL`: average link, at `SUBJECT`."""
    groups = (np.array(group) for group in join(items.size, plain, SUBJECT))
    dated = [group[items.published[group] > 0] for group in groups if len(group) >= SEVERAL]
    return [group for group in dated if len(group) >= SEVERAL]


def _within(items: Items) -> Pairs:
    """Return the chance that two dated items of one subject tell one event."""
    plain = _plain(items)
    if not len(plain):
        return plain
    likes, apart = _tempered(items, plain)
    chances = retelling.chances(items, plain.ones, plain.others, apart)
    far = likes.values < 0
    return likes.of(np.where(far, np.minimum(likes.values, chances), chances))


def _weigh(said: Items) -> Any:
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


def _tempered(items: Items, pairs: Pairs) -> tuple[Pairs, Ints]:
    """Return likenesses of pairs less what the items' times take from them, and the days between the items.

    Those are the days between two publications, or where one is not known between what the leads name.
    """
    ones, others, published = pairs.ones, pairs.others, items.published
    named = np.zeros(len(pairs), dtype=np.int64)
    event = np.array([bool(days) for days in items.named], dtype=np.bool_)
    for n in np.flatnonzero(event[ones] & event[others]).tolist():
        a, b = items.named[ones[n]], items.named[others[n]]
        named[n] = min(abs(x - y) for x in a for y in b)
    both = (published[ones] > 0) & (published[others] > 0)
    apart = np.where(both, np.abs(published[ones] - published[others]), named)
    halved = 2.0 ** (-np.maximum(0, apart - CLOSE_DAYS) / HALVED_BY_DAYS)
    told = pairs.values * halved * np.where(named > 1, OTHER_DAY, 1.0)
    return pairs.of(np.where(apart > NEVER_DAYS, NEVER, told)), apart
