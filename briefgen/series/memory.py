"""What a series remembers of all that its editions read, and what of a sentence is news against it.

Of every sentence of an edition its content stems and figures are kept, of the edition the words with a capital. A sentence
is held against all of it: how near the nearest earlier sentence is, which of its words, names and figures nobody
has told, whether its day lies before the period, how late in the period it was published. A small logistic model
(`since.json`, learned by `training/learn_since.py`) says from these whether its news is known, an update, or new. What
rejects a claim, where nothing alike rejected it before, is a denial.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from typing import Any, Literal

import numpy as np

from briefgen.analysis.kept import fingerprint
from briefgen.language.english.denials import find_denied, find_rejected
from briefgen.language.english.event_dates import read_event_dates
from briefgen.language.english.quantities import find_quantities
from briefgen.language.sentences import split
from briefgen.language.tokens import terms
from briefgen.model import Attribution, Brief, Document, LeftOut, Published, Sentence
from briefgen.model.dates import span_of
from briefgen.model.packed import dump_packed, load_packed
from briefgen.model.text import printed
from briefgen.runtime.cache import Cache

News = Literal["known", "updated", "new", "denied"]
Model = Mapping[str, Mapping[str, float]]

MOST = 6000
"""Sentences of an edition that are remembered: as many as are weighed for its front."""
REMEMBERED = 60_000
"""Sentences that are remembered over all editions."""
SAME = 0.999
"""Cosine from which two sentences are the same words."""
ALIKE = 0.3
"""Cosine from which an earlier rejection rejected the same, and an earlier figure was one of the same."""
SEVERAL = 2
"""More words or figures that nobody told count no more than so many."""
CAPITAL = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w’'-]+")

SIGNS = ("alike", "unheard", "late", "old", "fresh", "figures", "names")
"""What the model weighs, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is remembered of an event that an edition told."""

    id: str
    label: str
    """The edition's number as printed."""
    told_in: tuple[str, ...]
    """The editions before it that told it."""
    stems: str
    """The content stems of its sentence and headline, sorted, with a space between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is remembered of an edition, one entry a sentence."""

    label: str
    """The edition's number as printed."""
    stems: tuple[str, ...]
    """Its content stems, sorted, with a space between them."""
    figures: tuple[str, ...]
    """Its figures, each "unit=value", with a tab between them."""
    rejects: tuple[int, ...]
    """Which sentences reject a claim, by number."""
    names: str
    """The words with a capital in its sentences and titles, with a space between them."""
    events: tuple[Remembered, ...] = ()
    """What it told."""


def sketch(label: str, texts: Sequence[str], titles: Iterable[str] = ()) -> Sketch:
    """Return what is remembered of some sentences: the first `MOST` of them."""
    kept = texts[:MOST]
    names = {w for text in kept for w in CAPITAL.findall(text)}
    names |= {w for title in titles for w in title.split()}
    return Sketch(
        label=label,
        stems=tuple(" ".join(sorted(set(terms(text)))) for text in kept),
        figures=tuple("\t".join(sorted(_figures(text))) for text in kept),
        rejects=tuple(n for n, text in enumerate(kept) if find_denied(text)),
        names=" ".join(sorted(names)),
    )


def sketch_brief(brief: Brief, documents: Sequence[Document], cache: Cache | None = None) -> Sketch:
    """Return what is remembered of all that a brief was made from, the heads of its articles first.

    ``documents`` are those that it was built from; of a source whose document is not among them, what is printed. A
    paragraph is split only where the sentences that the brief knows are not all of it: to split takes half of all this.
    ``cache`` keeps the sketch: an edition that is built again with other edits read the same.
    """
    wanted = {(s.path, s.record) for s in brief.sources}
    texts = {place: d.text for d in documents if (place := (d.path, d.record)) in wanted}
    known = _spans(brief)
    read = []
    for source in brief.sources:
        text = texts.get((source.path, source.record))
        told: list[str] = []
        for p in source.paragraphs:
            if text is None:
                told += _split(p.text or "")
            else:
                spans = known.get((source.id, p.index), ())
                found = [printed(text[start:end]) for start, end in spans]
                body = printed(text[p.start : p.end])
                told += found if " ".join(found) == body else _split(body)
        read.append(told)
    deepest = max(map(len, read), default=0)
    by_place = (row[n] for n in range(deepest) for row in read if n < len(row))
    titles = [s.title or "" for s in brief.sources]
    return replace(_kept(list(by_place)[:MOST], titles, cache), label=brief.label)


def _kept(texts: list[str], titles: list[str], cache: Cache | None) -> Sketch:
    """Return what is remembered of some sentences, as it was kept or kept now."""
    if cache is None:
        return sketch("", texts, titles)
    code = files("briefgen.series").joinpath("memory.py").read_bytes()
    key = hashlib.sha256(fingerprint() + code + dump_packed((texts, titles))).digest()
    found = cache.get([key]).get(key)
    if found is not None:
        kept: Sketch = load_packed(Sketch, found)
        return kept
    made = sketch("", texts, titles)
    cache.put({key: dump_packed(made)})
    return made


def _spans(brief: Brief) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """Return where the sentences of each paragraph stand that a brief prints or says why it does not, in order."""
    found: dict[tuple[str, int], set[tuple[int, int]]] = {}
    for told in chain[Sentence | LeftOut](brief.sentences.values(), brief.left_out):
        found.setdefault((told.source, told.paragraph), set()).add((told.start, told.end))
    return {place: sorted(spans) for place, spans in found.items()}


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


def pack(kept: Sketch) -> bytes:
    """Return a sketch as an archive holds it."""
    return zlib.compress(dump_packed(kept), 9)


def unpack(data: bytes) -> Sketch:
    """Return the sketch that `pack` wrote.

    Raises:
        ValueError: the bytes are no sketch.
    """
    try:
        found: Sketch = load_packed(Sketch, zlib.decompress(data))
    except zlib.error as error:
        raise ValueError(f"no sketch of an edition: {error}") from error
    return found


def _figures(text: str) -> set[str]:
    return {f"{m.unit}={m.value:g}" for m in find_quantities(text)}


# Comparing ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What of a sentence is news against all earlier editions."""

    news: News
    label: str
    """The latest edition with the nearest earlier sentence, by its number."""
    before: tuple[str, ...] = ()
    """Figures of that sentence in a unit that this one gives too, each "unit=value"."""


def recall(told: Sequence[tuple[str, bytes | None, str]]) -> Memory:
    """Return what is remembered of earlier editions, of very long series the latest `REMEMBERED` sentences.

    Each is given by its number, what `pack` wrote, and its printed sentences, one a line: all that is left of one that
    entered its archive before anything was remembered. The latest comes first.
    """
    kept, size = list[Sketch](), 0
    for label, packed, words in told:
        if size > REMEMBERED:
            break
        kept.append(unpack(packed) if packed else sketch(label, words.split("\n")))
        size += len(kept[-1].stems)
    return Memory(kept[::-1])


class Memory:
    """What all earlier editions of a series told, ready to be asked."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        """Keep the sketches of some editions, the earliest first."""
        self.sketches = tuple(sketches)
        self._stems = [row.split() for s in sketches for row in s.stems]
        self._figures = [row for s in sketches for row in s.figures]
        self._edition = [s.label for s in sketches for _ in s.stems]
        starts = np.cumsum([0, *(len(s.stems) for s in sketches)]).tolist()
        self._rejects = [a + n for s, a in zip(sketches, starts, strict=False) for n in s.rejects]

    @property
    def events(self) -> tuple[Remembered, ...]:
        """What the editions told, the earliest first; an event of several editions as the latest has it."""
        latest = {e.id: e for s in self.sketches for e in s.events}
        return tuple(latest.values())

    def __bool__(self) -> bool:
        """Return whether anything is remembered."""
        return bool(self._stems)

    @property
    def latest(self) -> str:
        """The number of the latest edition that is remembered."""
        return self.sketches[-1].label if self.sketches else ""

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        return {w: n for n, w in enumerate(sorted(set(chain.from_iterable(self._stems))))}

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(s.names.split() for s in self.sketches))

    @cached_property
    def _known_figures(self) -> frozenset[str]:
        return frozenset(f for row in self._figures if row for f in row.split("\t"))

    @cached_property
    def _rarity(self) -> Any:
        """The weight of each stem: the log of one plus how many sentences there are for each that has it."""
        held = np.zeros(len(self._vocabulary))
        for row in self._stems:
            for word in row:
                held[self._vocabulary[word]] += 1
        return np.log1p(len(self._stems) / np.maximum(held, 1))

    @cached_property
    def _rows(self) -> tuple[Any, Any, Any]:
        """Sentence, stem and weight of each word that is remembered; a sentence's weights are of length 1."""
        columns = np.array(
            [self._vocabulary[w] for row in self._stems for w in row], dtype=np.int64
        )
        rows = np.repeat(np.arange(len(self._stems)), [len(row) for row in self._stems])
        weights = self._rarity[columns]
        squares = np.bincount(rows, weights**2, len(self._stems))
        return rows, columns, weights / np.sqrt(squares)[rows]

    def _weight(self, word: str) -> float:
        at = self._vocabulary.get(word)
        return float(self._rarity[at]) if at is not None else float(np.log1p(len(self._stems)))

    def _likeness(self, words: Iterable[str]) -> Any:
        """Return the cosine of some stems with each remembered sentence."""
        weights = {w: self._weight(w) for w in words}
        length = sum(v * v for v in weights.values()) ** 0.5 or 1.0
        wanted = np.zeros(len(self._vocabulary))
        for word, weight in weights.items():
            if word in self._vocabulary:
                wanted[self._vocabulary[word]] = weight / length
        rows, columns, held = self._rows
        return np.round(np.bincount(rows, held * wanted[columns], len(self._stems)), 6)

    def signs(self, text: str, published: Published, period: tuple[str, str]) -> tuple[float, ...]:
        """Return what the model weighs of a sentence, in the order of `SIGNS`.

        ``period`` are the first and the last day of the edition, ISO 8601.
        """
        words = set(terms(text))
        whole = sum(map(self._weight, words)) or 1.0
        days = read_event_dates(text, published)
        named = [span_of(d.date)[0].isoformat() for d in days.settled if d.precision == "day"]
        rough = [span_of(d.date)[0].isoformat() for d in days.rough]
        before = named[0] < period[0] if named else bool(rough) and min(rough) < period[0]
        return (
            float(self._likeness(words).max(initial=0.0)),
            sum(self._weight(w) for w in words - self._vocabulary.keys()) / whole,
            _share_of(published, period),
            float(before),
            float(bool(named) and named[0] >= period[0]),
            float(min(SEVERAL, len(_figures(text) - self._known_figures))),
            float(min(SEVERAL, len(set(CAPITAL.findall(text)) - self._names))),
        )

    def tell(
        self,
        text: str,
        published: Published,
        period: tuple[str, str],
        said: Attribution,
        model: Model | None = None,
    ) -> Told:
        """Return what of a sentence is news against all that is remembered.

        ``said`` is who says it, ``model`` other weights than those shipped.
        """
        if not self:
            return Told(news="new", label=self.latest)
        like = self._likeness(set(terms(text)))
        best = float(like.max(initial=0.0))
        at = int(np.flatnonzero(like >= best - 1e-6)[-1])
        label = self._edition[at]
        if find_rejected(text, said):
            rejected = max((float(like[n]) for n in self._rejects), default=0.0)
            news: News = "known" if rejected >= ALIKE else "denied"
            return Told(news=news, label=label)
        if best >= SAME:
            return Told(news="known", label=label)
        news = _decide(self.signs(text, published, period), model or weights())
        own = _figures(text)
        units = {f.partition("=")[0] for f in own}
        earlier = [f for f in self._figures[at].split("\t") if f.partition("=")[0] in units]
        changed = bool(earlier) and best >= ALIKE and bool(own - set(earlier))
        return Told(
            news=news,
            label=label,
            before=tuple(earlier) if news == "updated" and changed else (),
        )


def _share_of(published: Published, period: tuple[str, str]) -> float:
    """Return how late in the period something was published, 0 to 1; a half where it cannot be told."""
    first, last = (span_of(day)[0].toordinal() for day in period)
    if not published.date or published.precision != "day" or last <= first:
        return 0.5
    return min(1.0, max(0.0, (span_of(published.date)[0].toordinal() - first) / (last - first)))


def _decide(signs: Sequence[float], model: Model) -> News:
    """Return the likeliest of known, updated and new."""
    odds: dict[News, float] = {}
    for news in ("known", "updated", "new"):
        table = model[news]
        odds[news] = table["even"] + sum(
            table[name] * sign for name, sign in zip(SIGNS, signs, strict=True)
        )
    return max(odds, key=lambda news: round(odds[news], 6))


@cache
def weights() -> Model:
    """Return the log odds of each kind of news: a weight a sign, and ``even``."""
    found: dict[str, dict[str, float]] = json.loads(
        files("briefgen.series").joinpath("since.json").read_text("utf-8")
    )
    return found
