"""What pages may mark in printed sentences, and show beside them.

Words that say how sure somebody is, the clause that tells a point's news, and the sentences around a key point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.brief.assembly import Material
from briefgen.language.english.core_clause import core_of
from briefgen.language.english.sureness import sure_words
from briefgen.model import Beside, Brief, Evidence, Point, Span

TOLD = frozenset({"stated", "reported", "forecast"})
"""How sure a sentence is whose news may stand out."""
HEDGED = frozenset({"rumoured", "possible"})
"""Of these it may where it holds the words that say how sure it is; what is denied or did not happen is printed plain."""


def with_marks(brief: Brief, material: Material) -> Brief:
    """Return a brief whose evidence says what pages may mark in each sentence, and what stands around each key point."""
    key_points = {p.sentence for p in (brief.bottom_line, *brief.key_points) if p}
    points = key_points | {p.sentence for p in _theme_points(brief)}
    marked = {
        k: _marked(e, brief.sentences[k].text, point=k in points) for k, e in brief.evidence.items()
    }
    for key in key_points & marked.keys():
        before, after = (_beside(key, step, brief, material) for step in (-1, 1))
        marked[key] = replace(marked[key], before=before, after=after)
    return replace(brief, evidence=marked)


def _theme_points(brief: Brief) -> Iterator[Point]:
    return (p for t in brief.themes for p in t.points)


def _marked(evidence: Evidence, text: str, *, point: bool) -> Evidence:
    sure = tuple(Span(start=start, end=end) for start, end in sure_words(text))
    found = core_of(text) if point else None
    core = Span(start=found[0], end=found[1]) if found else None
    hedged = core and any(core.start <= w.start and w.end <= core.end for w in sure)
    status = evidence.attribution.status
    may = status in TOLD or (status in HEDGED and hedged)
    return replace(evidence, sure=sure, core=core if may else None)


def _beside(key: str, step: int, brief: Brief, material: Material) -> Beside | None:
    """Return where the next sentence of an article stands, or the one before; None where another heading parts them."""
    source, _, number = key.partition(".")
    reading = material.readings.get(f"{source}.{int(number) + step}")
    if reading is None:
        return None
    paragraphs = brief.sources[int(source[1:]) - 1].paragraphs
    own, other = paragraphs[brief.sentences[key].paragraph], paragraphs[reading.sentence.paragraph]
    start = (other.text or "").find(reading.sentence.text)
    if start < 0 or own.heading != other.heading or abs(own.index - other.index) > 1:
        return None
    return Beside(paragraph=other.index, start=start, end=start + len(reading.sentence.text))
