"""Which articles of a large collection are read closely: a first look at what they speak of, and at how many tell the same.

A brief prints a hundred sentences; of a thousand articles and more, sentences are weighed against one another only in
those that can give one. As in any search of two stages, the first is cheap and generous: an article's words against
what the profile asks for, weighed by how rare they are (Spärck Jones 1972), and the events that titles and leads tell
(`stories.group_items`), of which those of most publishers come first.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice
from typing import Any

import numpy as np

from briefgen.analysis.analyse import Chosen
from briefgen.analysis.outlines import Outline
from briefgen.findings.columns import Bools, Floats, Ints
from briefgen.findings.items import Items, day_of
from briefgen.findings.short_items import Told, gather
from briefgen.findings.stories import group_items
from briefgen.language.tokens import terms
from briefgen.model import Window
from briefgen.model.dates import span_of
from briefgen.model.document import PASSED_OVER
from briefgen.model.publishers import publisher_key
from briefgen.profile.tables import Profile

TELLINGS = 12
"""Articles of one event that are taken before others have their turn: an event is told by a few, and confirmed by a few more."""
OFF_TOPIC = 0.05
"""What an article counts that holds nothing of what is asked for: what all the world tells may matter all the same."""
OUTSIDE = 0.25
"""What an article counts that is dated before the days that are reported on."""
Query = frozenset[str]
"""Content terms of one thing that a profile asks for."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Chooses the articles that are read closely (`analyse.Choose`)."""

    most: int
    """How many; 0 for all."""
    queries: tuple[Query, ...]
    """What the profile asks for: an article is as near as it is to the one that it is nearest to."""
    start: int | None = None
    """The first day that is reported on, as an ordinal."""

    def __call__(self, outlines: Iterator[Outline]) -> Chosen:
        """Return the articles that tell most of what is asked for; a collection that is not large as a whole."""
        first = list(islice(outlines, self.most + 1)) if self.most else []
        if len(first) <= self.most:
            return Chosen(range(len(first) + sum(1 for _ in outlines)))
        seen = _look_at(chain(first, outlines), self.queries)
        worth = nearness(seen) * np.where(seen.before(self.start), OUTSIDE, 1.0)
        order = _in_turn(seen, worth)
        of = f"{self.most:,} of {len(order):,} articles"
        reason = f"{PASSED_OVER}{of} that tell most of what the profile asks for; give [selection] articles a larger number"
        return Chosen(sorted(order[: self.most]), reason)


def shortlist_of(profile: Profile, window: Window | None) -> Shortlist:
    """Return what chooses the articles that a profile's brief is made from."""
    start = span_of(window.start)[0].toordinal() if window else None
    return Shortlist(profile.selection.articles, tuple(_queries(profile)), start)


def _queries(profile: Profile) -> Iterator[Query]:
    """Yield the terms of each theme, question and indicator; of a theme those of its key words, where it has any."""
    for theme in profile.themes:
        yield _terms_of(theme.keywords or (theme.name, theme.description))
    for asked in profile.questions:
        yield _terms_of((asked.text, *asked.keywords))
    for watched in profile.indicators:
        yield _terms_of((watched.text, *watched.keywords))


def _terms_of(texts: Iterable[str]) -> Query:
    return frozenset(chain.from_iterable(map(terms, texts)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What stays of all outlines: numbers, and nothing that grows with what an article says."""

    items: Items
    keys: Sequence[str]
    publishers: Sequence[str]
    of: Any
    """A one for each term of the queries that an article holds (SciPy, sparse)."""
    queries: Sequence[Ints]
    """The terms of each query, by number."""

    def before(self, start: int | None) -> Bools:
        """Return which articles are dated before a day."""
        days = self.items.published
        return (days > 0) & (days < (start or 0))


def _look_at(outlines: Iterable[Outline], queries: Sequence[Query]) -> _Seen:
    """Return what is needed of some outlines, each of which goes by once."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - late, it is heavy

    number: defaultdict[str, int] = defaultdict(count().__next__)
    asked = [np.array([number[term] for term in sorted(q)], dtype=np.int64) for q in queries]
    wanted = frozenset(number)
    keys, publishers = list[str](), list[str]()
    held, ends = array("i"), array("q", [0])

    def told() -> Iterator[Told]:
        for outline in outlines:
            keys.append(outline.key)
            publishers.append(publisher_key(outline.publisher) or outline.key)
            held.extend(sorted(number[term] for term in wanted & outline.terms))
            ends.append(len(held))
            day = day_of(outline.published)
            yield Told(outline.key, outline.title or "", outline.lead, outline.days, day)

    items = gather(told())
    shape = len(keys), max(1, len(number))
    of = csr_matrix((np.ones(len(held)), np.array(held), np.array(ends)), shape=shape)
    return _Seen(items, keys, publishers, of, asked)


def nearness(seen: _Seen) -> Floats:
    """Return how near each article is to what is asked for, from `OFF_TOPIC` to 1; 1 for all where nothing is asked.

    The article that holds most of a query's terms, by their rarity, is as near as any can be.
    """
    size = seen.of.shape[0]
    held = np.asarray(seen.of.sum(axis=0)).ravel()
    rare = np.log((1 + size) / (1 + held))
    found = np.full(size, OFF_TOPIC if seen.queries else 1.0)
    for query in seen.queries:
        summed = seen.of[:, query] @ rare[query]
        best = summed.max(initial=0)
        if best > 0:
            found = np.maximum(found, summed / best)
    return found


def _in_turn(seen: _Seen, worth: Floats) -> list[int]:
    """Return all articles, event by event, the best first; what is beyond `TELLINGS` of an event comes behind all."""
    wordings = seen.items.wordings()
    ranked = []
    for group in group_items(seen.items):
        group.sort(key=lambda n: (-worth[n], seen.keys[n]))
        told = min(len({seen.publishers[n] for n in group}), len({wordings[n] for n in group}))
        ranked.append((-worth[group[0]] * math.log2(1 + told), seen.keys[group[0]], group))
    ranked.sort()
    groups = [group for _, _, group in ranked]
    return [n for g in groups for n in g[:TELLINGS]] + [n for g in groups for n in g[TELLINGS:]]
