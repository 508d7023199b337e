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
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefgen.findings.phrases import key_phrases
from briefgen.language.tokens import begins, keys, stem, stop_words, terms, words
from briefgen.language.vectors import embed
from briefgen.model import Article
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


@dataclass(frozen=True)
class _Passage:
    """An article, a paragraph or a sentence as its sentences, with where their words stand."""

    key: Any
    texts: tuple[str, ...]
    opening: int | None = None
    """Sentences in which an excluded word counts; none: all."""

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @cached_property
    def stems(self) -> tuple[tuple[str, ...], ...]:
        return tuple(keys(text) for text in self.texts)

    @property
    def size(self) -> int:
        return max(1, sum(len(sentence) for sentence in self.stems))

    @cached_property
    def _places(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """Where each word stands: the sentence's number and the word's; one in capitals in small letters too."""
        places: dict[str, list[tuple[int, int]]] = {}
        for n, sentence in enumerate(self.stems):
            for i, word in enumerate(sentence):
                for form in {word, word.lower()}:
                    places.setdefault(form, []).append((n, i))
        return places

    def find(self, key: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield where a key word or phrase begins: the sentence's number and the word's."""
        for n, i in self._places.get(key[0], ()) if key else ():
            if begins(key, self.stems[n], i):
                yield n, i

    def holds(self, key: Sequence[str], within: int | None = None) -> bool:
        """Return whether a key word or phrase stands here, in so many sentences from the first."""
        return any(within is None or n < within for n, _ in self.find(key))

    @cached_property
    def asides(self) -> Sequence[int]:
        """Where each sentence turns to what its report is not about; its end where it never does."""
        return [
            next((i for i, word in enumerate(s) if i and word in CONCESSIVE), len(s))
            if s and s[0] not in CONCESSIVE else len(s)
            for s in self.stems
        ]  # fmt: skip


def assign_themes(
    articles: Sequence[Article], named: Sequence[NamedTheme], options: ThemingOptions | None = None
) -> Themed:
    """Return the theme of every paragraph and sentence; without named themes they are discovered."""
    options = options or ThemingOptions()
    passages = [
        _Passage((a.id, p.index), tuple(s.text for s in p.sentences))
        for a in articles
        for p in a.paragraphs
    ]
    spoken = [
        _Passage(s.id, (s.text,)) for a in articles for p in a.paragraphs for s in p.sentences
    ]
    whole = [
        _Passage(a.id, (*((a.title,) if a.title else ()), *(s.text for s in a.sentences)), OPENING)
        for a in articles
    ]
    if not named:
        return _found_themes(whole, passages, spoken, options)
    themes = tuple(named)
    judge = _Judge(themes, passages, options)
    paragraphs, sentences = judge.all(passages), judge.all(spoken)
    left = [p for p in passages if paragraphs[p.key].theme is None]
    proposed = tuple(_propose(left, passages, options.proposals, {t.id for t in themes}))
    everything = themes + proposed
    return Themed(
        judge.articles(whole), paragraphs, sentences, everything, frozenset(t.id for t in proposed)
    )


REST = NamedTheme(id="other-reporting", name="Other reporting")
"""What a collection without a profile has besides the themes found in it."""


def _found_themes(
    whole: Sequence[_Passage],
    passages: Sequence[_Passage],
    spoken: Sequence[_Passage],
    options: ThemingOptions,
) -> Themed:
    """Return the themes found in a collection without a profile; the rest is a theme of its own.

    A theme that claims passages of one article alone is none of the collection, unless it has one
    article only.
    """
    found = _discover(passages, options)
    claimed = _Judge(found, passages, options).all(passages)
    spread = {t.id: {k[0] for k, j in claimed.items() if j.theme == t.id} for t in found}
    alone = len({p.key[0] for p in passages}) == 1
    themes = tuple(t for t in found if len(spread[t.id]) > 1 or alone)
    judge = _Judge(themes, passages, options)
    rest = Judged(REST.id, None, REST.id, None, 0.0, (), {REST.id: 1.0})
    articles, paragraphs, sentences = (
        {key: j if j.theme else rest for key, j in judged.items()}
        for judged in (judge.articles(whole), judge.all(passages), judge.all(spoken))
    )
    everything = (*themes, REST)
    return Themed(articles, paragraphs, sentences, everything, frozenset(t.id for t in everything))


class _Judge:
    """Scores passages against themes; holds the rarity of every key word in the collection."""

    def __init__(
        self, themes: Sequence[NamedTheme], passages: Sequence[_Passage], options: ThemingOptions
    ) -> None:
        self._themes = themes
        self._options = options
        self._keys = {t.id: tuple(_marks(t)) for t in themes}
        self._require = {t.id: tuple(k for r in t.require if (k := keys(r))) for t in themes}
        self._exclude = {t.id: tuple(k for x in t.exclude if (k := keys(x))) for t in themes}
        wanted = {key for marks in self._keys.values() for key, _, _ in marks}
        held: Counter[tuple[str, ...]] = Counter()
        for passage in passages:
            held.update(key for key in wanted if passage.holds(key))
        self._rarity = {
            key: math.log((len(passages) + 1) / (held[key] + 1)) + 0.3 for key in wanted
        }
        self._cosine = _Cosine(
            [f"{t.name} {t.description} {'. '.join(t.keywords)}" for t in themes], passages
        )
        self._meaning = _Meaning(themes, passages)

    def all(self, passages: Sequence[_Passage]) -> dict[Any, Judged]:
        """Return the judgement on each passage, by its key."""
        return self._judge(passages, self._likeness(passages, MEANING))

    def articles(self, passages: Sequence[_Passage]) -> dict[Any, Judged]:
        """Return the judgement on whole articles, by their keys."""
        alike = self._likeness(passages, WHOLE_MEANING)
        judged = self._judge(passages, alike)
        sure = [
            [j.margin if j.theme == t.id and j.margin > 0 else 0.0 for j in judged.values()]
            for t in self._themes
        ]
        alike += FEEDBACK * self._meaning.feedback(passages, sure)
        return self._judge(passages, alike)

    def _likeness(self, passages: Sequence[_Passage], meaning: float) -> NDArray[np.float64]:
        """Return how like each theme's description each passage is, in words and in meaning."""
        return self._cosine([p.text for p in passages]) + meaning * self._meaning(passages)

    def _judge(self, passages: Sequence[_Passage], alike: NDArray[np.float64]) -> dict[Any, Judged]:
        rows = alike.tolist()
        return {p.key: self._one(p, row) for p, row in zip(passages, rows, strict=True)}

    def _one(self, passage: _Passage, cosines: Sequence[float]) -> Judged:
        scores: dict[str, float] = {}
        reasons: dict[str, tuple[str, ...]] = {}
        for theme, cosine in zip(self._themes, cosines, strict=True):
            allowed = not self._require[theme.id] or any(
                passage.holds(r) for r in self._require[theme.id]
            )
            allowed = allowed and not any(
                passage.holds(x, passage.opening) for x in self._exclude[theme.id]
            )
            hits = self._hits(theme.id, passage)
            total = KEYWORD_WEIGHT * sum(hits.values()) / math.sqrt(passage.size) + cosine
            scores[theme.id] = round(max(0.0, total), 6) if allowed else 0.0
            reasons[theme.id] = tuple(sorted(hits, key=lambda k: (-hits[k], k))[:5])
        return self._decide(scores, reasons)

    def _hits(self, theme: str, passage: _Passage) -> dict[str, float]:
        """Return the key words of a theme in a passage with their weights."""
        found: dict[str, float] = {}
        for key, shown, worth in self._keys[theme]:
            mass = sum(
                (FIRST_SENTENCE if n == 0 else LATER_SENTENCE) * _weight(at, passage.asides[n])
                for n, at in passage.find(key)
            )
            if mass:
                found[shown] = 2 * worth * self._rarity[key] * (1 - math.exp(-0.7 * mass))
        return found

    def _decide(
        self, scores: Mapping[str, float], reasons: Mapping[str, tuple[str, ...]]
    ) -> Judged:
        ranked = sorted(scores, key=lambda t: (-scores[t], t))
        first = ranked[0] if ranked and scores[ranked[0]] > 0 else None
        second = ranked[1] if len(ranked) > 1 and scores[ranked[1]] > 0 else None
        if first is None:
            return Judged(None, None, None, None, -self._options.needed, (), scores)
        top, next_best = scores[first], scores[second] if second else 0.0
        claimed = top >= self._options.needed
        shared = claimed and next_best >= max(self._options.needed, self._options.share * top)
        return Judged(
            theme=first if claimed else None,
            second=second if shared else None,
            nearest=first,
            runner_up=second,
            margin=round(top - max(next_best, self._options.needed), 4)
            if claimed
            else round(top - self._options.needed, 4),
            because=reasons[first],
            scores=scores,
        )


def _weight(at: int, aside: int) -> float:
    """Return what a place in a sentence is worth: its opening most, what stands behind "despite" least."""
    if at > aside:
        return ASIDE
    return LEAD if at < LEAD_WORDS else 1.0


def _marks(theme: NamedTheme) -> Iterable[tuple[tuple[str, ...], str, float]]:
    """Yield key words as stems, as shown, with their worth."""
    seen: set[tuple[str, ...]] = set()
    described = [
        w for w in words(f"{theme.name} {theme.description}") if w.lower() not in stop_words()
    ]
    implied = [] if theme.keywords else [(w.lower(), DESCRIBED) for w in described]
    for shown, worth in [*((k, 1.0) for k in theme.keywords), *implied]:
        key = keys(shown)
        if key and key not in seen:
            seen.add(key)
            yield key, shown, worth


class _Cosine:
    """TF-IDF cosines of texts to some descriptions (scikit-learn)."""

    def __init__(self, descriptions: Sequence[str], passages: Sequence[_Passage]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - a second to load

        corpus = [*sorted(p.text for p in passages), *descriptions]
        self._vectorizer = TfidfVectorizer(analyzer=_grams, sublinear_tf=True)
        self._vectorizer.fit(corpus if any(_grams(t) for t in corpus) else ["empty collection"])
        self._themes = self._vectorizer.transform(descriptions) if descriptions else None

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return a row for each text, a column for each description."""
        if self._themes is None or not texts:
            return np.zeros((len(texts), 0))
        return np.asarray((self._vectorizer.transform(texts) @ self._themes.T).toarray())


class _Meaning:
    """Cosines of passages' vectors to those of some themes, both centred."""

    def __init__(self, themes: Sequence[NamedTheme], passages: Sequence[_Passage]) -> None:
        told = _unit(embed([f"{t.name}. {t.description}" for t in themes]))
        marked = _unit(np.array([_mean(embed(t.keywords)) for t in themes]).reshape(told.shape))
        rows = _unit(told + marked)
        held = embed([p.text for p in sorted(passages, key=lambda p: p.text)])
        self._centre = _mean(held)
        self._themes = _unit(rows - (_mean(rows) if len(rows) > 1 else self._centre))

    def __call__(self, passages: Sequence[_Passage]) -> NDArray[np.float64]:
        """Return a row for each passage, a column for each theme."""
        return self._rows(passages) @ self._themes.T

    def feedback(
        self, passages: Sequence[_Passage], sure: Sequence[Sequence[float]]
    ) -> NDArray[np.float64]:
        """Return how far behind each theme is, by cosines to what the passages that are surely its share: 0 the best.

        ``sure`` says for each theme how sure each passage is its; few passages count little.
        """
        rows = self._rows(passages)
        weights = np.array(sure, dtype=np.float64).reshape(len(self._themes), len(rows))
        middles = _unit(weights @ rows)
        middles = _unit(middles - _mean(middles))
        many = (weights > 0).sum(axis=1)
        alike = (rows @ middles.T) * (many / (many + SURE_ARTICLES))
        return np.asarray(alike - alike.max(axis=1, keepdims=True, initial=-1.0))

    def _rows(self, passages: Sequence[_Passage]) -> NDArray[np.float64]:
        vectors = embed([text for p in passages for text in p.texts]).astype(np.float64)
        sizes = [len(p.texts) for p in passages]
        weights = np.array([1 / (1 + EARLY * n) for size in sizes for n in range(size)])
        starts = np.cumsum([0, *sizes])[:-1]
        rows = np.zeros((len(passages), vectors.shape[1]))
        filled = [i for i, size in enumerate(sizes) if size]
        if filled:
            rows[filled] = np.add.reduceat(vectors * weights[:, None], starts[filled])
        return _unit(_unit(rows) - self._centre)


def _mean(rows: NDArray[Any]) -> NDArray[np.float64]:
    """Return the mean of some rows; zeros where there is none."""
    return rows.mean(axis=0, dtype=np.float64) if len(rows) else np.zeros(rows.shape[1])


def _unit(rows: NDArray[Any]) -> NDArray[np.float64]:
    """Return rows brought to length 1; those of length 0 as they are."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(length > 0, length, 1.0), dtype=np.float64)


def _grams(text: str) -> list[str]:
    """Return the stems of a text and their pairs."""
    found = terms(text)
    return [*found, *(f"{a} {b}" for a, b in pairwise(found))]


# What is left over -------------------------------------------------------------------------------

LINK = 0.86
"""Cosine distance up to which leftovers join (average link): the samples' scenario paragraphs and
their nuclear ones lie below it, unrelated ones above 0.9."""


def _propose(
    left: Sequence[_Passage], passages: Sequence[_Passage], most: int, taken: set[str]
) -> Iterable[NamedTheme]:
    """Yield themes for groups of leftovers that several passages form, largest first."""
    groups = [g for g in _cluster(left) if len(g) > 1]
    for group in groups[:most]:
        phrases = key_phrases([p.text for p in group], [p.text for p in passages])
        if phrases and " " in phrases[0]:
            yield _theme_of(phrases, taken)


def _theme_of(phrases: Sequence[str], taken: set[str]) -> NamedTheme:
    slug = re.sub(r"[^a-z0-9]+", "-", phrases[0].lower()).strip("-") or "theme"
    while slug in taken:
        slug += "-2"
    taken.add(slug)
    name = phrases[0][:1].upper() + phrases[0][1:]
    return NamedTheme(id=slug, name=name, keywords=tuple(phrases), description=", ".join(phrases))


def _cluster(passages: Sequence[_Passage]) -> list[list[_Passage]]:
    """Return groups of alike passages, largest first; average link over TF-IDF cosines."""
    ordered = sorted(passages, key=lambda p: (p.text, p.key))
    if len(ordered) < 2:  # noqa: PLR2004 - a pair at the least
        return [ordered] if ordered else []
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    texts = [p.text if terms(p.text) else "empty passage" for p in ordered][:LARGEST]
    matrix = TfidfVectorizer(analyzer=terms, sublinear_tf=True).fit_transform(texts)
    distances = 1 - (matrix @ matrix.T).toarray().round(9)
    labels = AgglomerativeClustering(
        n_clusters=None, distance_threshold=LINK, metric="precomputed", linkage="average"
    ).fit_predict(distances.clip(0, 1))
    groups: dict[int, list[_Passage]] = {}
    for passage, label in zip(ordered, labels, strict=False):
        groups.setdefault(int(label), []).append(passage)
    return sorted(groups.values(), key=lambda g: (-len(g), g[0].text))


LARGEST = 4000
"""Leftovers clustered at the most: the distances between so many take 128 MB."""


def _discover(passages: Sequence[_Passage], options: ThemingOptions) -> tuple[NamedTheme, ...]:
    """Return themes for a collection without a profile, from what several passages share.

    The words that mark one article against the others are left out, or passages would group by
    article: a word counts where at least two articles use it, all of them where there is one.
    """
    used: dict[str, set[str]] = {}
    for passage in passages:
        for term in terms(passage.text):
            used.setdefault(term, set()).add(passage.key[0])
    articles = len({p.key[0] for p in passages})
    shared = {t for t, where in used.items() if len(where) > 1 or articles == 1}
    common = {t for t in shared if len(used[t]) == articles and articles > 2}  # noqa: PLR2004 - the collection's own subject
    trimmed = [
        _Passage(p.key, (" ".join(w for w in words(p.text) if stem(w) in shared - common),))
        for p in passages
    ]
    texts = {p.key: p.text for p in passages}
    themes: list[NamedTheme] = []
    taken: set[str] = set()
    for group in _cluster([p for p in trimmed if p.text])[: 2 * options.proposals]:
        spread = len({p.key[0] for p in group}) > 1 or articles == 1
        phrases = key_phrases([texts[p.key] for p in group], list(texts.values()))
        named = phrases and " " in phrases[0]
        if len(group) > 1 and spread and named and len(themes) < options.proposals:
            themes.append(_theme_of(phrases, taken))
    return tuple(themes)
