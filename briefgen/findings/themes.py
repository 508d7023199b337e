"""Which passages speak of which theme the reader follows, why, and what is left over.

A named theme claims a passage by what its profile says of it:

1. key words (without any, the words of name and description) count where they are rare in the
   collection, more in the opening of a sentence and in the first sentence of a paragraph, where
   news names its subject;
2. the TF-IDF cosine to the description is added, and the cosine of their vectors, which knows words that
   the profile does not name; both sides are centred, since what all passages share tells no themes apart;
3. a passage without a required word, or with an excluded one, is not the theme's.

An article is judged as a passage of all its sentences, the first ones most; of many articles, those that are
surely a theme's tell by what they share which of two themes the others are nearer to (Rocchio's feedback, 1971).

The best theme takes the passage where it reaches `ThemingOptions.needed`; a second one shares it
where it comes within `ThemingOptions.share` of the first. Everything else is left over, and what
several leftovers have in common becomes a *proposed* theme. Each passage is judged on its own, so
the order of files changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefgen.analysis.corpus import Corpus, Rows
from briefgen.analysis.phrases import Key, Phrases
from briefgen.analysis.weights import Grams, add_rows, weigh_like
from briefgen.findings.discovery import discover, propose
from briefgen.language.tokens import keys, stop_words, words
from briefgen.language.vectors import as_vectors, embed
from briefgen.profile.tables import NamedTheme, ThemingOptions

FIRST_SENTENCE, LATER_SENTENCE = 1.0, 0.6
"""Weight of a key word in the first and in a later sentence of a paragraph."""
LEAD, LEAD_WORDS = 1.5, 12
"""A key word among the first twelve words of a sentence counts half as much again."""
DESCRIBED = 0.7
"""Worth of a description's word where the profile gives no key words."""
CONCESSIVE = frozenset({"despit", "amid", "amidst", "notwithstand"})
ASIDE = 0.4
"""Weight of a key word behind one of these: what happens despite sanctions is not about sanctions."""
KEYWORD_WEIGHT = 3.0
"""Key words against cosine. On the samples' 43 themed paragraphs any value from 1 to 4 with these
position weights gets 39 to 42 right, counting without positions 37 to 39 (benchmarks/themes.py)."""
MEANING, WHOLE_MEANING = 1.5, 4.0
"""The vectors' cosine against that of words; that of a whole article, which is surer. With it 128 news articles of
five sections get .82 and .86 right by two profiles after .79 and .84; any weight from 1 to 4 gives the samples'
paragraphs the same labels but two."""
OPENING = 4
"""Title and sentences of an article in which an excluded word takes it from a theme: further down it may be an aside."""
EARLY = 0.1
"""How fast an article's sentences lose weight in its vector: the eleventh counts half the first."""
FEEDBACK, SURE_ARTICLES = 6.0, 10
"""What an article loses to the theme whose sure articles it is most like, by cosine, and half of that where a theme
has ten of them. It only moves articles between themes: .82, .86 and .82 right (the third on 200 texts of KCNA) become
.88, .88 and .91, any weight from 4 to 8 alike."""
BLOCK = 4096
"""Passages whose vectors are held at a time; bounds memory."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a passage or a sentence was given to."""

    theme: str | None
    second: str | None
    nearest: str | None
    runner_up: str | None
    margin: float
    because: tuple[str, ...]
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Themed:
    """Every paragraph and every sentence with its theme, and the themes that were proposed."""

    articles: Mapping[str, Judged]
    """By article id: what each is mainly about."""
    paragraphs: Mapping[tuple[str, int], Judged]
    """By article id and paragraph index."""
    sentences: Mapping[str, Judged]
    """By sentence id."""
    themes: tuple[NamedTheme, ...]
    """Named themes first, then proposed ones."""
    proposed: frozenset[str]
    """Ids of the proposed ones."""


def assign_themes(
    corpus: Corpus,
    named: Sequence[NamedTheme],
    options: ThemingOptions | None = None,
    scope: Sequence[str] = (),
) -> Themed:
    """Return the theme of every paragraph and sentence; without named themes they are discovered.

    Args:
        corpus: what was read.
        named: the themes of the profile.
        options: how passages are given to them.
        scope: words of which a paragraph needs one to be of any of them; none for every paragraph.
    """
    options = options or ThemingOptions()
    if not named:
        return _found_themes(corpus, options)
    themes = tuple(named)
    judge = _Judge(corpus, themes, options, scope)
    paragraphs = judge.paragraphs()
    left = [n for n, key in enumerate(corpus.paragraphs) if paragraphs[key].theme is None]
    proposed = tuple(propose(corpus, left, options.proposals, {t.id for t in themes}))
    everything = themes + proposed
    ids = frozenset(t.id for t in proposed)
    return Themed(judge.articles(), paragraphs, judge.sentences(), everything, ids)


REST = NamedTheme(id="other-reporting", name="Other reporting")
"""What a collection without a profile has besides the themes found in it."""


def _found_themes(corpus: Corpus, options: ThemingOptions) -> Themed:
    """Return the themes found in a collection without a profile; the rest is a theme of its own.

    A theme that claims passages of one article alone is none of the collection, unless it has one
    article only.
    """
    found = discover(corpus, options.proposals)
    claimed = _Judge(corpus, found, options).paragraphs()
    spread = {t.id: {k[0] for k, j in claimed.items() if j.theme == t.id} for t in found}
    alone = len({article for article, _ in corpus.paragraphs}) == 1
    themes = tuple(t for t in found if len(spread[t.id]) > 1 or alone)
    judge = _Judge(corpus, themes, options)
    rest = Judged(REST.id, None, REST.id, None, 0.0, (), {REST.id: 1.0})
    articles, paragraphs, sentences = judge.articles(), judge.paragraphs(), judge.sentences()
    everything = (*themes, REST)
    return Themed(
        _or_rest(articles, rest), _or_rest(paragraphs, rest), _or_rest(sentences, rest),
        everything, frozenset(t.id for t in everything),
    )  # fmt: skip


def _or_rest(judged: Mapping[Any, Judged], rest: Judged) -> dict[Any, Judged]:
    return {key: j if j.theme else rest for key, j in judged.items()}


@dataclass(frozen=True, slots=True)
class _Marks:
    """A theme's key words: each as it is matched, as it is shown, and its worth."""

    keys: tuple[tuple[Key, str, float], ...]
    require: tuple[Key, ...]
    exclude: tuple[Key, ...]


class _Judge:
    """Scores the passages of a corpus against themes; holds the rarity of every key word in it."""

    def __init__(
        self,
        corpus: Corpus,
        themes: Sequence[NamedTheme],
        options: ThemingOptions,
        scope: Sequence[str] = (),
    ) -> None:
        self._corpus = corpus
        self._themes = themes
        self._options = options
        self._marks = [_marks(t) for t in themes]
        self._phrases = Phrases(corpus)
        self._scope = self._phrases.paragraphs_with(scope) if scope else None
        self._asides = _asides(corpus)
        self._cosine = _Cosine(corpus, [_told(t) for t in themes])
        self._meaning = _Meaning(corpus, themes)

    def paragraphs(self) -> dict[tuple[str, int], Judged]:
        """Return the judgement on each paragraph, by article and index."""
        return dict(zip(self._corpus.paragraphs, self._plain(self._corpus.passages), strict=True))

    def sentences(self) -> dict[str, Judged]:
        """Return the judgement on each sentence, by its id."""
        keys_ = (s.id for s in self._corpus.sentences)
        return dict(zip(keys_, self._plain(self._corpus.spoken), strict=True))

    def articles(self) -> dict[str, Judged]:
        """Return the judgement on whole articles, by their ids."""
        whole = self._corpus.whole
        rows = self._meaning.rows(whole)
        alike = self._cosine(whole) + WHOLE_MEANING * self._meaning.likeness(whole)
        judged = self._judge(whole, alike, OPENING)
        sure = [
            [j.margin if j.theme == t.id and j.margin > 0 else 0.0 for j in judged]
            for t in self._themes
        ]
        alike = alike + FEEDBACK * self._meaning.feedback(rows, sure)
        judged = self._judge(whole, alike, OPENING)
        return dict(zip((a.id for a in self._corpus.articles), judged, strict=True))

    def _plain(self, passages: Rows) -> list[Judged]:
        alike = self._cosine(passages) + MEANING * self._meaning.likeness(passages)
        return self._judge(passages, alike, None)

    def _judge(
        self, passages: Rows, alike: NDArray[np.float64], opening: int | None
    ) -> list[Judged]:
        """Return the judgement on each passage; excluded words count in its first `opening` sentences alone."""
        sizes = np.zeros(passages.size)
        np.add.at(sizes, passages.passage, self._corpus.lengths[passages.rows])
        roots = np.sqrt(np.maximum(sizes, 1))
        where = _Where(self._corpus, self._phrases, self._asides, passages, self._scope)
        scores = np.zeros((passages.size, len(self._themes)))
        reasons: list[dict[int, list[tuple[float, str]]]] = []
        for n, marks in enumerate(self._marks):
            total, found = self._hits(marks, where)
            allowed = where.allowed(marks, opening)
            plain = np.maximum(0.0, KEYWORD_WEIGHT * total / roots + alike[:, n])
            scores[:, n] = np.where(allowed, plain, 0.0)
            reasons.append(found)
        rounded = scores.round(6).tolist()
        return [self._decide(row, reasons, passage) for passage, row in enumerate(rounded)]

    def _hits(
        self, marks: _Marks, where: _Where
    ) -> tuple[NDArray[np.float64], dict[int, list[tuple[float, str]]]]:
        """Return the weight of a theme's key words in each passage, and each word's where it has any."""
        total = np.zeros(where.passages.size)
        found: dict[int, list[tuple[float, str]]] = {}
        for key, shown, worth in marks.keys:
            mass = where.mass(key)
            weight = 2 * worth * self._rarity(key) * (1 - np.exp(-0.7 * mass))
            total += weight
            for passage in np.flatnonzero(mass).tolist():
                found.setdefault(passage, []).append((-float(weight[passage]), shown))
        return total, found

    def _rarity(self, key: Key) -> float:
        """Return how rare a key word is among the paragraphs."""
        rows = self._phrases.hits(key).rows
        spoken = rows[rows < len(self._corpus.sentences)]
        held = len(np.unique(self._corpus.paragraph[spoken]))
        return math.log((len(self._corpus.paragraphs) + 1) / (held + 1)) + 0.3

    def _decide(
        self,
        row: Sequence[float],
        reasons: Sequence[Mapping[int, Sequence[tuple[float, str]]]],
        passage: int,
    ) -> Judged:
        scores = {t.id: score for t, score in zip(self._themes, row, strict=True)}
        ranked = sorted(scores, key=lambda t: (-scores[t], t))
        first = ranked[0] if ranked and scores[ranked[0]] > 0 else None
        second = ranked[1] if len(ranked) > 1 and scores[ranked[1]] > 0 else None
        if first is None:
            return Judged(None, None, None, None, -self._options.needed, (), scores)
        top, next_best = scores[first], scores[second] if second else 0.0
        claimed = top >= self._options.needed
        shared = claimed and next_best >= max(self._options.needed, self._options.share * top)
        number = next(n for n, t in enumerate(self._themes) if t.id == first)
        because = tuple(shown for _, shown in sorted(reasons[number].get(passage, ()))[:5])
        return Judged(
            theme=first if claimed else None,
            second=second if shared else None,
            nearest=first,
            runner_up=second,
            margin=round(top - max(next_best, self._options.needed), 4)
            if claimed
            else round(top - self._options.needed, 4),
            because=because,
            scores=scores,
        )


class _Where:
    """Where the key words of themes stand in some passages."""

    def __init__(
        self,
        corpus: Corpus,
        phrases: Phrases,
        asides: NDArray[np.int64],
        passages: Rows,
        scope: NDArray[np.int64] | None,
    ) -> None:
        self.passages = passages
        self._scope = scope
        self._phrases = phrases
        self._asides = asides
        self._passage = np.full(len(corpus.lengths), -1, dtype=np.int64)
        self._passage[passages.rows] = passages.passage
        self._place = np.zeros(len(corpus.lengths), dtype=np.int64)
        self._place[passages.rows] = passages.place

    def mass(self, key: Key) -> NDArray[np.float64]:
        """Return how much of a key word each passage holds, by its places."""
        hits = self._phrases.hits(key)
        of = self._passage[hits.rows]
        rows, at = hits.rows[of >= 0], hits.at[of >= 0]
        sentence = np.where(self._place[rows] == 0, FIRST_SENTENCE, LATER_SENTENCE)
        place = np.where(at > self._asides[rows], ASIDE, np.where(at < LEAD_WORDS, LEAD, 1.0))
        weights = sentence * place
        return np.bincount(of[of >= 0], weights, self.passages.size).astype(np.float64)

    def allowed(self, marks: _Marks, opening: int | None) -> NDArray[np.bool_]:
        """Return which passages hold a word that a theme needs, where it needs any, and none that it excludes."""
        allowed = np.full(self.passages.size, not marks.require)
        for key in marks.require:
            allowed[self._holding(key, None)] = True
        for key in marks.exclude:
            allowed[self._holding(key, opening)] = False
        if self._scope is None:
            return allowed
        inside = self._passage[self._scope]
        return allowed & np.isin(np.arange(self.passages.size), inside[inside >= 0])

    def _holding(self, key: Key, within: int | None) -> NDArray[np.int64]:
        rows = self._phrases.hits(key).rows
        of = self._passage[rows]
        kept = of >= 0 if within is None else (of >= 0) & (self._place[rows] < within)
        return of[kept]


def _asides(corpus: Corpus) -> NDArray[np.int64]:
    """Return where each row turns to what its report is not about; its end where it never does."""
    ids = [
        corpus.vocabulary.form_of[w] for w in sorted(CONCESSIVE) if w in corpus.vocabulary.form_of
    ]
    places = np.flatnonzero(np.isin(corpus.keys, ids))
    rows = np.searchsorted(corpus.offsets, places, side="right") - 1
    at = places - corpus.offsets[rows]
    asides = corpus.lengths.copy()
    np.minimum.at(asides, rows, at)
    asides[rows[at == 0]] = corpus.lengths[rows[at == 0]]  # it opens the sentence
    return asides


def _told(theme: NamedTheme) -> str:
    return f"{theme.name} {theme.description} {'. '.join(theme.keywords)}"


def _marks(theme: NamedTheme) -> _Marks:
    """Return the key words of a theme; without any, the words of its name and description."""
    found: dict[Key, tuple[Key, str, float]] = {}
    described = [
        w for w in words(f"{theme.name} {theme.description}") if w.lower() not in stop_words()
    ]
    implied = [] if theme.keywords else [(w.lower(), DESCRIBED) for w in described]
    for shown, worth in [*((k, 1.0) for k in theme.keywords), *implied]:
        key = keys(shown)
        if key:
            found.setdefault(key, (key, shown, worth))
    return _Marks(
        tuple(found.values()),
        tuple(k for r in theme.require if (k := keys(r))),
        tuple(k for x in theme.exclude if (k := keys(x))),
    )


class _Cosine:
    """TF-IDF cosines of passages to some descriptions, over stems and their pairs (scikit-learn)."""

    def __init__(self, corpus: Corpus, descriptions: Sequence[str]) -> None:
        self._grams = Grams(corpus, descriptions)
        self._told = weigh_like(self._grams, corpus.passages, descriptions)

    def __call__(self, passages: Rows) -> NDArray[np.float64]:
        """Return a row for each passage, a column for each description."""
        return self._told.cosines(self._grams.of(passages))


class _Meaning:
    """Cosines of passages' vectors to those of some themes, both centred."""

    def __init__(self, corpus: Corpus, themes: Sequence[NamedTheme]) -> None:
        told = _unit(embed([f"{t.name}. {t.description}" for t in themes]))
        marked = _unit(np.array([_mean(embed(t.keywords)) for t in themes]).reshape(told.shape))
        rows = _unit(told + marked)
        self._corpus = corpus
        self._centre = _mean(_vectors(corpus, corpus.passages))
        self._themes = _unit(rows - (_mean(rows) if len(rows) > 1 else self._centre))

    def likeness(self, passages: Rows) -> NDArray[np.float64]:
        """Return a row for each passage, a column for each theme; some thousand vectors are held at a time.

        A collection of one passage is its own centre, and what is left of it says nothing: a theme of another
        subject claimed .43 of such passages.
        """
        if self._corpus.passages.size < 2:  # noqa: PLR2004 - a centre needs two
            return np.zeros((passages.size, len(self._themes)))
        return _stacked(self._rows(some) @ self._themes.T for some in _parts(passages))

    def feedback(
        self, rows: NDArray[np.float64], sure: Sequence[Sequence[float]]
    ) -> NDArray[np.float64]:
        """Return how far behind each theme is, by cosines to what the passages that are surely its share: 0 the best.

        ``sure`` says for each theme how sure each passage is its; few passages count little.
        """
        weights = np.array(sure, dtype=np.float64).reshape(len(self._themes), len(rows))
        middles = _unit(weights @ rows)
        middles = _unit(middles - _mean(middles))
        many = (weights > 0).sum(axis=1)
        alike = (rows @ middles.T) * (many / (many + SURE_ARTICLES))
        return np.asarray(alike - alike.max(axis=1, keepdims=True, initial=-1.0))

    def rows(self, passages: Rows) -> NDArray[np.float64]:
        """Return the centred vector of each passage, its first sentences most."""
        return _stacked(self._rows(some) for some in _parts(passages))

    def _rows(self, passages: Rows) -> NDArray[np.float64]:
        weights = 1 / (1 + EARLY * passages.place)
        vectors = self._corpus.vectors(passages.rows) * weights[:, None]
        rows = add_rows(vectors, passages.passage, passages.size)
        return _unit(_unit(rows) - self._centre)


def _vectors(corpus: Corpus, passages: Rows) -> NDArray[np.float32]:
    """Return what each passage is about, as the sum of its words says."""
    summed = (add_rows(corpus.sums[p.rows], p.passage, p.size) for p in _parts(passages))
    return _stacked(as_vectors(some.astype(np.float32)) for some in summed)


def _parts(passages: Rows) -> Iterator[Rows]:
    """Yield passages, so many at a time that some thousand sentences are held."""
    step = max(1, BLOCK * passages.size // max(1, len(passages.rows)))
    yield passages.part(0, step)
    yield from (passages.part(n, n + step) for n in range(step, passages.size, step))


def _stacked(parts: Iterable[NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate(list(parts))


def _mean(rows: NDArray[Any]) -> NDArray[np.float64]:
    """Return the mean of some rows; zeros where there is none."""
    return rows.mean(axis=0, dtype=np.float64) if len(rows) else np.zeros(rows.shape[1])


def _unit(rows: NDArray[Any]) -> NDArray[np.float64]:
    """Return rows brought to length 1; those of length 0 as they are."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1.0), dtype=np.float64)
