"""What the public is shown: plain words, few sentences of any one source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.model import Brief, Point, Source, Theme
from briefgen.model.text import count_words
from briefgen.rendering.pages.short import claims_by_sentence, ranked_points, words_of
from briefgen.rendering.pages.view import denials_of, find_gaps, plain_point

MOST_SENTENCES, MOST_WORDS = 2, 60
"""Of any one source, reprints of one text taken together."""
BULLETS, BULLET_WORDS = 3, 25
THEME_SENTENCES, THEMES = 3, 4
EXTRACTED_WORDS = 230
"""Source text in all: with what stands around it a page has 350 to 600 words."""
LISTED_WORDS, ROW_WORDS = 300, 6
"""Source text and the list of its sources together, each with its title and some words of publisher and date."""
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
    rows: dict[str, int] = field(default_factory=dict)

    def take(self, points: Sequence[Point]) -> bool:
        """Take some points together if the limits allow all of them; say whether."""
        keys = [k for p in points for k in (p.lead_in, p.sentence) if k]
        sentences = Counter(self._origin(k) for k in keys)
        words: Counter[str] = Counter()
        for key in keys:
            words[self._origin(key)] += count_words(self.brief.sentences[key].text)
        extracted = self.words.total() + words.total()
        fits = (
            self.taken.isdisjoint(keys)
            and extracted <= EXTRACTED_WORDS
            and self.has_room(keys, extracted)
            and all(self.sentences[o] + n <= MOST_SENTENCES for o, n in sentences.items())
            and all(self.words[o] + n <= MOST_WORDS for o, n in words.items())
        )
        if fits:
            self.taken.update(keys)
            self.sentences.update(sentences)
            self.words.update(words)
            self.add_sources(keys)
        return fits

    def add_sources(self, keys: Sequence[str]) -> None:
        """Put the sources of some sentences into the list."""
        self.rows |= self._rows(keys)

    def has_room(self, keys: Sequence[str], extracted: int | None = None) -> bool:
        """Say whether the list of sources has room for those of some sentences beside the text taken."""
        rows = self.rows | self._rows(keys)
        taken = self.words.total() if extracted is None else extracted
        return taken + sum(rows.values()) <= LISTED_WORDS

    def _rows(self, keys: Sequence[str]) -> dict[str, int]:
        sources = map(self._source, keys)
        return {s.id: count_words(s.title or "") + ROW_WORDS for s in sources}

    def _source(self, key: str) -> Source:
        return self.brief.sources[int(self.brief.sentences[key].source[1:]) - 1]

    def _origin(self, key: str) -> str:
        return self._source(key).origin


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
    printed = [p for block in (*bullets, *items) for p in (block[0], *block[1])]
    cited = {brief.sentences[p.sentence].source for p in printed} | ({source} if source else set())
    dates = _dates(brief, allowance)
    cited |= {brief.sentences[d["sentence"]].source for d in dates}
    return {
        "headline": headline,
        "headline_source": source,
        "bullets": [_block(*b) for b in bullets],
        "items": [_block(*i) for i in items],
        "gaps": [_gap(g) for g in find_gaps(brief)][:GAPS],
        "dates": dates,
        "glossary": _glossary(
            brief, [headline, *(brief.sentences[k].text for k in allowance.taken)]
        ),
        "contact": brief.publication.contact,
        "sources": [s.id for s in brief.sources if s.id in cited],
        "dropped": 0,
    }


def _gap(gap: dict[str, Any]) -> dict[str, Any]:
    """Return an open question with what limits its answer, where there is one at all."""
    answered = gap["coverage"] != "not in this collection"
    return {"text": gap["text"], "note": gap["note"] if answered else None}


def _headline(brief: Brief) -> tuple[str, str | None]:
    """Return the profile's headline, or the title of the bottom line's source, or of the next that has a short one."""
    if brief.publication.headline:
        return brief.publication.headline, None
    first = [brief.bottom_line] if brief.bottom_line else []
    ranked = [brief.sentences[p.sentence].source for p in (*first, *ranked_points(brief))]
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


def _dates(brief: Brief, allowance: _Allowance) -> list[dict[str, Any]]:
    """Return the latest dates that sources give for events, each with its sentence, here or higher up the page."""
    days = [e for e in brief.timeline if e.precision == "day"] or list(brief.timeline)
    listed: list[dict[str, Any]] = []
    for entry in reversed(days):
        keys = (entry.sentence, *entry.also)
        above = next((k for k in keys if k in allowance.taken), None)
        point = Point(sentence=entry.sentence, lead_in=None, theme=None)
        alone = not above and not brief.evidence[entry.sentence].denials
        if len(listed) < DATES and (above or (alone and allowance.take([point]))):
            listed.append(
                {"date": entry.date, "sentence": above or entry.sentence, "above": bool(above)}
            )
    return listed[::-1]
