"""What the public is shown: the headline, three sentences, the week, what is disputed, what comes next, what is not said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefgen.model import Brief, Point, Source
from briefgen.model.dates import span_of
from briefgen.model.text import count_words
from briefgen.rendering.pages.citing import within
from briefgen.rendering.pages.figures import differing_figures
from briefgen.rendering.pages.news import (
    dates_ahead,
    denials_beside,
    mix_of,
    ranks_of,
    watched,
    week_strip,
    why_empty,
)
from briefgen.rendering.pages.places import with_maps
from briefgen.rendering.pages.points import find_gaps, plain_point
from briefgen.rendering.pages.short import claims_by_sentence, ranked_points, words_of
from briefgen.rendering.pages.stands import contested, doubts_beside, says_what, stances

MOST_SENTENCES, MOST_WORDS = 2, 60
"""Of any one source, reprints of one text taken together."""
TOP, TOP_WORDS = 3, 45
"""Sentences on top, and how long one may be with what it needs before it."""
EXTRACTED_WORDS = 480
"""Source text in all: with what stands around it a page has up to 1,000 words."""
AHEAD, LATER, GAPS, WATCHED, STANDS, FIGURES, CONTESTED = 3, 1, 2, 2, 4, 5, 3
STAND_WORDS = 40
HEADLINE_WORDS = 18
"""A longer title is no headline."""
FRESH_DAYS = 2
"""A headline comes from the last days of the period, or from the article of the bottom line."""


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
            and len(set(keys)) == len(keys)
            and self.words.total() + words.total() <= EXTRACTED_WORDS
            and all(self.sentences[o] + n <= MOST_SENTENCES for o, n in sentences.items())
            and all(self.words[o] + n <= MOST_WORDS for o, n in words.items())
        )
        if fits:
            self.taken.update(keys)
            self.sentences.update(sentences)
            self.words.update(words)
        return fits

    def source(self, key: str) -> Source:
        """Return the source of a sentence."""
        return self.brief.sources[int(self.brief.sentences[key].source[1:]) - 1]

    def _origin(self, key: str) -> str:
        return self.source(key).origin


def choose_public(brief: Brief) -> dict[str, Any]:
    """Return what a public page prints, the most important first.

    Best first, as long as no source gives more than two sentences and 60 words. A claim somebody
    denies is taken together with the denial or not at all.
    """
    headline, source = _headline(brief)
    allowance = _Allowance(brief)
    if source:
        allowance.words[brief.sources[int(source[1:]) - 1].origin] = count_words(headline)
    top = list(_top(brief, allowance))
    dispute = _dispute(brief, allowance)
    contested_rows = _contested(brief, dispute, allowance)
    figures = differing_figures(brief, ranks_of([block[0] for block in top]))
    plot = figures[0] if figures else None
    ahead = [e for e in dates_ahead(brief) if allowance.take([_bare(e["sentence"])])][:AHEAD]
    later = _later(brief, allowance)
    stands = _stands(brief, allowance)
    blocks = [*top, *([dispute] if dispute else [])]
    week = week_strip(brief, source)
    cited = {brief.sentences[k].source for k in allowance.taken} | {d["source"] for d in week}
    cited |= {source} if source else set()
    cited |= (
        {brief.sentences[r["sentence"]].source for r in plot["rows"][:FIGURES]} if plot else set()
    )
    page = {
        "headline": headline,
        "headline_source": source,
        "bullets": [_block(*b) for b in top],
        "week": week,
        "dispute": _sides(dispute, brief) if dispute else None,
        "contested": contested_rows,
        "plot": plot,
        "figures": plot["rows"][:FIGURES] if plot else [],
        "ahead": ahead,
        "later": [plain_point(p) for p in later],
        "gaps": [g for g in map(_gap, find_gaps(brief)) if g["note"] or not g["answered"]][:GAPS],
        "unreported": [w for w in watched(brief) if not w["reported"]][:WATCHED],
        "stands": stands,
        "items": [_block(*b) for b in blocks[len(top) :]],
        "dates": [],
        "glossary": _glossary(brief, [headline, *(brief.sentences[k].text for k in allowance.taken)]),
        "contact": brief.publication.contact,
        "sources": [s.id for s in brief.sources if s.id in cited],
        "mix": mix_of(brief),
        "why_empty": why_empty(brief),
        "dropped": 0,
    }  # fmt: skip
    return with_maps(page, brief)


def _bare(key: str) -> Point:
    return Point(sentence=key, lead_in=None, theme=None)


LIMITS = {
    "One source only.": "Only one article speaks of it.",
    "Only as possible, rumoured or denied.": "Reported only as possible, as a rumour or as denied.",
}
"""What limits an answer, as one says it to the public."""


def _gap(gap: dict[str, Any]) -> dict[str, Any]:
    """Return an open question with what limits its answer, where there is one at all."""
    answered = gap["coverage"] != "not in this collection"
    note = LIMITS.get(gap["note"] or "", gap["note"]) if answered else None
    return {"text": gap["text"], "note": note, "answered": answered}


# The top -----------------------------------------------------------------------------------------


def _headline(brief: Brief) -> tuple[str, str | None]:
    """Return the profile's headline, or the title of the bottom line's source, or of a fresh one that has a short one."""
    if brief.publication.headline:
        return brief.publication.headline, None
    titles = {s.id: s.title for s in brief.sources if s.title}
    bottom = _bottom(brief)
    first: list[str] = []
    if bottom:
        same = (bottom.sentence, *brief.evidence[bottom.sentence].also)
        first = [brief.sentences[k].source for k in same if k in brief.sentences]
    ranked = [brief.sentences[p.sentence].source for p in ranked_points(brief)]
    fresh = [
        s for s in (*(h.source for h in reversed(brief.headlines)), *ranked) if _fresh(s, brief)
    ]
    for source in dict.fromkeys((*first, *fresh)):
        if source in titles and count_words(titles[source]) <= HEADLINE_WORDS:
            return titles[source], source
    return brief.title, None


def _bottom(brief: Brief) -> Point | None:
    return brief.bottom_line or next(iter(ranked_points(brief)), None)


def _fresh(source: str, brief: Brief) -> bool:
    """Return whether a source is of the last days of the period."""
    published, end = brief.sources[int(source[1:]) - 1].published.date, brief.period.end
    if not published or not end:
        return True
    return (span_of(end)[1] - span_of(published)[1]).days < FRESH_DAYS


def _top(brief: Brief, allowance: _Allowance) -> Iterator[tuple[Point, list[Point]]]:
    """Yield the bottom line and the next best points, each of another event; denied ones stand below."""
    claim_of = claims_by_sentence(brief)
    said: set[str] = set()
    bottom = _bottom(brief)
    for point in ([bottom] if bottom else []) + ranked_points(brief):
        told = brief.evidence[point.sentence].event or claim_of.get(point.sentence, point.sentence)
        denials = denials_beside(brief, point)
        if len(said) == TOP or told in said or words_of(brief, point) > TOP_WORDS:
            continue
        if (point == bottom or not denials) and allowance.take([point, *denials]):
            said.add(told)
            yield point, denials


# What is disputed, who stands where --------------------------------------------------------------


def _dispute(brief: Brief, allowance: _Allowance) -> tuple[Point, list[Point]] | None:
    """Return the best point that somebody denies, with the denial, where there is room for both."""
    for point in ranked_points(brief):
        denials = denials_beside(brief, point)
        if denials and allowance.take([point, *denials]):
            return point, denials
    return None


def _sides(block: tuple[Point, list[Point]], brief: Brief) -> dict[str, Any]:
    point, denials = block
    return {**_block(point, denials), "by": _speaker(point.sentence, brief), "against": _speaker(denials[0].sentence, brief)}  # fmt: skip


def _speaker(key: str, brief: Brief) -> str:
    """Return who says a sentence by name or role, or nothing."""
    said = brief.evidence[key].attribution
    return within(said.who or "") if said.kind in {"named", "role"} else ""


def _contested(
    brief: Brief, dispute: tuple[Point, list[Point]] | None, allowance: _Allowance
) -> list[dict[str, Any]]:
    """Return who denies and doubts things in sentences of their own; beside a dispute only who doubts what it is about."""
    rows = doubts_beside(brief, (dispute[0], *dispute[1])) if dispute else contested(brief)
    chosen: list[dict[str, Any]] = []
    for row in rows:
        most = CONTESTED - 2 if dispute else CONTESTED
        if (
            len(chosen) < most
            and says_what(row, brief)
            and allowance.take([_bare(row["sentence"])])
        ):
            chosen.append(row)
    return sorted(chosen, key=lambda row: str(row["kind"]))


def _stands(brief: Brief, allowance: _Allowance) -> list[dict[str, Any]]:
    """Return what actors say themselves, one short sentence an actor, less what is denied; one alone is no list."""
    able = (
        row
        for row in stances(brief)
        if not brief.evidence[row["sentence"]].denials
        and count_words(brief.sentences[row["sentence"]].text) <= STAND_WORDS
    )
    chosen: list[dict[str, Any]] = []
    for row in able:
        if len(chosen) < STANDS and allowance.take([_bare(row["sentence"])]):
            chosen.append(row)
    return chosen if len(chosen) > 1 else []


def _later(brief: Brief, allowance: _Allowance) -> list[Point]:
    """Return what sources expect without a day, where there is room; what may be so already is not to come."""
    ahead = [p for p in (*brief.outlook, *(p for t in brief.themes for p in t.outlook)) if p.lead_in is None]  # fmt: skip
    chosen: list[Point] = []
    for point in dict.fromkeys(ahead):
        evidence = brief.evidence[point.sentence]
        alone = not evidence.denials and evidence.attribution.status == "forecast"
        if len(chosen) < LATER and alone and allowance.take([point]):
            chosen.append(point)
    return chosen


def _block(point: Point, denials: Sequence[Point]) -> dict[str, Any]:
    return {**plain_point(point), "denials": [plain_point(d) for d in denials]}


def _glossary(brief: Brief, printed: Sequence[str]) -> list[dict[str, str]]:
    """Return the words explained that the page prints."""
    said = " ".join(printed).casefold()
    entries = (g for g in brief.publication.glossary if g.term.casefold() in said)
    return [{"term": g.term, "meaning": g.meaning} for g in entries]
