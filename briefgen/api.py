"""Single stages for users: on articles, on plain mappings, or on strings, without a profile's run.

A mapping has ``text``, and ``id``, ``title``, ``date``, ``publisher`` and ``url`` where they are known. What has no
id is numbered S1, S2 … in its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from briefgen.analysis.corpus import make_corpus
from briefgen.analysis.sentences import add_sentences
from briefgen.brief.summarisers import Candidate
from briefgen.brief.summarisers.salience import rank
from briefgen.errors import ReadError
from briefgen.findings.origins import find_origins
from briefgen.findings.short_items import Short, read_items
from briefgen.findings.stories import find_stories as group
from briefgen.findings.stories import group_items
from briefgen.findings.themes import Themed
from briefgen.findings.themes import assign_themes as theme
from briefgen.language.english.fitness import WORDS
from briefgen.language.tokens import terms, word_pairs
from briefgen.model import Article, Declared, Document, Published, Sentence, Story
from briefgen.model.text import sha256
from briefgen.profile.tables import Profile, StoryOptions
from briefgen.sources.extract import clean
from briefgen.sources.extract.given_dates import read_given_date

Given = Article | Mapping[str, Any] | str
"""What the calls take for an article."""
KNOWN = ("title", "date", "publisher", "url")
"""What else a mapping may tell of its text."""


def find_stories(
    articles: Iterable[Given], *, options: StoryOptions | None = None
) -> tuple[Story, ...]:
    """Return the stories of some articles, those of most origins first.

    Each article is in one story; `Story.articles` holds its id. The order changes nothing.

    Raises:
        ReadError: something given is no article.
    """
    read = to_articles(articles)
    return group(read, find_origins(read), options)


def group_headlines(
    headlines: Iterable[Mapping[str, Any]], *, options: StoryOptions | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the headlines of each event, those of most headlines first; each is in one.

    A headline is a mapping with ``title``, ``text`` (its first sentence, or a few) or both. They are read as they come
    and no text is kept, nor is anything cleaned, so that half a million need a few minutes. The order changes nothing.

    Raises:
        ReadError: something given is no headline.
    """
    items = read_items(_to_short(item, f"S{n}") for n, item in enumerate(headlines, start=1))
    return tuple(tuple(items.ids[n] for n in group) for group in group_items(items, options))


def _to_short(item: Mapping[str, Any], place: str) -> Short:
    told = [item.get(key) or "" for key in ("title", "text")] if isinstance(item, Mapping) else []
    if not any(told) or not all(isinstance(part, str) for part in told):
        raise ReadError(place, "no headline; give a mapping with a 'title', a 'text' or both")
    return Short(
        id=_id_of(item, place),
        title=told[0],
        text=told[1],
        published=_published(str(item.get("date") or "")),
    )


@lru_cache(maxsize=4096)
def _published(given: str) -> Published:
    """Return the day that comes with a headline, read as that of an article is."""
    found = read_given_date(given) if given else ()
    return Published(date=found[0].date, precision=found[0].precision) if found else Published()


def summarise(articles: Iterable[Given], words: int = 220) -> tuple[Sentence, ...]:
    """Return the sentences that sum up what some articles say, ``words`` words together at the most.

    The default summariser chooses among the sentences of each origin's first article. They come
    in the order in which they read: article by article, the one that gives most first.

    Raises:
        ReadError: something given is no article.
    """
    read = to_articles(articles)
    origins = find_origins(read)
    candidates = [c for a in read if origins[a.id] == a.id for c in candidates_of(a)]
    fit = [c for c in candidates if WORDS[0] <= c.words <= WORDS[1]] or candidates
    ranked = set(rank(fit, words=words))
    chosen = {c.id: c for c in fit if c.id in ranked}
    share = Counter[str]()
    for candidate in chosen.values():
        share[candidate.origin] += candidate.words
    sentences = [s for a in read for s in a.sentences if s.id in chosen]
    return tuple(sorted(sentences, key=lambda s: -share[s.source]))


def candidates_of(article: Article) -> Iterator[Candidate]:
    """Yield the sentences of an article, of which nothing is known but where they stand."""
    before, follows = 0, None
    for n, sentence in enumerate(article.sentences):
        size = len(sentence.text.split())
        yield Candidate(
            id=sentence.id,
            origin=article.id,
            terms=terms(sentence.text),
            words=size,
            place=n,
            quality=0.0,
            relevance=0.0,
            pairs=word_pairs(sentence.text),
            before=before,
            follows=follows,
        )
        before, follows = before + size, sentence.id


def assign_themes(articles: Iterable[Given], profile: Profile) -> Themed:
    """Return the theme of every article, paragraph and sentence by a profile's themes.

    Without themes in the profile they are discovered.

    Raises:
        ReadError: something given is no article.
    """
    return theme(make_corpus(to_articles(articles)), profile.themes, profile.theming)


def to_articles(given: Iterable[Given]) -> tuple[Article, ...]:
    """Return cleaned articles with sentences; what is an article already stays as it is.

    An id that was given before gets its running number behind it: ``a``, ``a#2``.

    Raises:
        ReadError: something given is no article.
    """
    times: Counter[str] = Counter()
    articles = []
    for number, item in enumerate(given, start=1):
        key = _id_of(item, f"S{number}")
        times[key] += 1
        articles.append(_to_article(item, key if times[key] == 1 else f"{key}#{times[key]}"))
    return tuple(articles)


def _id_of(item: Given, place: str) -> str:
    """Return the id that an item brings, or its place."""
    if isinstance(item, Article):
        return item.id
    return str(item.get("id") or place) if isinstance(item, Mapping) else place


def _to_article(item: Given, key: str) -> Article:
    if isinstance(item, Article):
        return item if item.id == key and item.sentences else add_sentences(replace(item, id=key))
    known = {"text": item} if isinstance(item, str) else item
    text = known.get("text") if isinstance(known, Mapping) else None
    if not isinstance(text, str):
        raise ReadError(key, "no article; give an Article, a text, or a mapping with a 'text'")
    told = {k: str(known[k]) for k in KNOWN if known.get(k)}
    document = Document(
        path=key,
        file=key,
        encoding="utf-8",
        sha256=sha256("\n".join([text, *told.values()])),
        text=text,
        declared=Declared(id=key, **told),
    )
    return add_sentences(clean(document, key))
