"""What the public is shown: plain words, few sentences of any one source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.models import Brief, Point, Theme
from briefgen.renderers.choice import claims_by_sentence, ranked_points, words_of
from briefgen.renderers.view import denials_of, find_gaps, plain_point
from briefgen.text import count_words

MOST_SENTENCES, MOST_WORDS = 2, 60
"""Of any one source, reprints of one text taken together."""
BULLETS, BULLET_WORDS = 3, 25
THEME_SENTENCES, THEMES = 3, 4
EXTRACTED_WORDS = 230
"""Source text in all: with what stands around it a page has 350 to 600 words."""
DATES, GAPS = 4, 3
HEADLINE_WORDS = 18
"""A longer title is no headline."""


@dataclass(slots=True)
class _Allowance:
    """How much has been taken of each text, and in all."""

    brief: Brief
    sentences: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    taken: set[str] = field(default_factory=set)

    def take(self, points: Sequence[Point]) -> bool:
        """Take some points together if the limits allow all of them; say whether."""
        keys = [k for p in points for k in (p.lead_in, p.sentence) if k]
        sentences = Counter(self._origin(k) for k in keys)
        words: Counter[str] = Counter()
        for key in keys:
            words[self._origin(key)] += count_words(self.brief.sentences[key].text)
        fits = (
            self.taken.isdisjoint(keys)
            and self.words.total() + words.total() <= EXTRACTED_WORDS
            and all(self.sentences[o] + n <= MOST_SENTENCES for o, n in sentences.items())
            and all(self.words[o] + n <= MOST_WORDS for o, n in words.items())
        )
        if fits:
            self.taken.update(keys)
            self.sentences.update(sentences)
            self.words.update(words)
        return fits

    def _origin(self, key: str) -> str:
        return self.brief.sources[int(self.brief.sentences[key].source[1:]) - 1].origin


def choose_public(brief: Brief) -> dict[str, Any]:
    """Return what a public page prints: headline, bullets, themes, what is unclear, dates, sources.

    Best first, as long as no source gives more than two sentences and 60 words. A claim somebody
    denies is taken together with the denial or not at all.
    """
    headline, source = _headline(brief)
    allowance = _Allowance(brief)
    if source:
        allowance.words[brief.sources[int(source[1:]) - 1].origin] = count_words(headline)
    bullets = list(_bullets(brief, allowance))
    items = list(_items(brief, allowance))
    dates = _dates(brief)
    printed = [p for block in (*bullets, *items) for p in (block[0], *block[1])]
    cited = {brief.sentences[p.sentence].source for p in printed} | ({source} if source else set())
    cited |= {brief.sentences[d["sentence"]].source for d in dates}
    return {
        "headline": headline,
        "headline_source": source,
        "bullets": [_block(*b) for b in bullets],
        "items": [_block(*i) for i in items],
        "gaps": [g["text"] for g in find_gaps(brief)][:GAPS],
        "dates": dates,
        "glossary": _glossary(
            brief, [headline, *(brief.sentences[k].text for k in allowance.taken)]
        ),
        "contact": brief.publication.contact,
        "sources": [s.id for s in brief.sources if s.id in cited],
        "dropped": 0,
    }


def _headline(brief: Brief) -> tuple[str, str | None]:
    """Return the profile's headline, or the title of the best placed source that has one."""
    if brief.publication.headline:
        return brief.publication.headline, None
    ranked = [brief.sentences[p.sentence].source for p in ranked_points(brief)]
    titles = {s.id: s.title for s in brief.sources if s.title}
    for source in dict.fromkeys(ranked):
        if source in titles and count_words(titles[source]) <= HEADLINE_WORDS:
            return titles[source], source
    return brief.title, None


def _bullets(brief: Brief, allowance: _Allowance) -> Iterable[tuple[Point, list[Point]]]:
    """Yield the best short points, each of another claim."""
    claim_of = claims_by_sentence(brief)
    said: set[str] = set()
    bottom = [brief.bottom_line] if brief.bottom_line else []
    for point in (*bottom, *ranked_points(brief)):
        claim = claim_of.get(point.sentence, point.sentence)
        short = point.lead_in is None and words_of(brief, point) <= BULLET_WORDS
        if len(said) == BULLETS or not short or claim in said:
            continue
        denials = denials_of(brief, point)
        if allowance.take([point, *denials]):
            said.add(claim)
            yield point, denials


def _items(brief: Brief, allowance: _Allowance) -> Iterable[tuple[Point, list[Point]]]:
    """Yield points of every theme in turn, theme by theme, until each has its share."""
    themes = ([t for t in brief.themes if not t.proposed] or list(brief.themes))[:THEMES]
    for _ in range(THEME_SENTENCES):
        for theme in themes:
            block = _next_item(theme, brief, allowance)
            if block:
                yield block


def _next_item(
    theme: Theme, brief: Brief, allowance: _Allowance
) -> tuple[Point, list[Point]] | None:
    for point in (*theme.points, *theme.outlook):
        denials = denials_of(brief, point)
        if allowance.take([point, *denials]):
            return point, denials
    return None


def _block(point: Point, denials: Sequence[Point]) -> dict[str, Any]:
    return {**plain_point(point), "denials": [plain_point(d) for d in denials]}


def _glossary(brief: Brief, printed: Sequence[str]) -> list[dict[str, str]]:
    """Return the words explained that the page prints."""
    said = " ".join(printed).casefold()
    entries = (g for g in brief.publication.glossary if g.term.casefold() in said)
    return [{"term": g.term, "meaning": g.meaning} for g in entries]


def _dates(brief: Brief) -> list[dict[str, Any]]:
    """Return the latest dates that sources give for events, with the sentence that holds each."""
    days = [e for e in brief.timeline if e.precision == "day"] or list(brief.timeline)
    return [{"date": e.date, "sentence": e.sentence} for e in days[-DATES:]]
