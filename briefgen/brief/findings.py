"""What a collection says as a whole, before an analyst has a say: found once, and kept from build to build.

Stories, themes and sentences of one fact depend on the articles, the days and a few tables of the profile. An edit changes
none of them, nor does a word of the profile on how pages look: who edits a brief and builds it again waits for
neither. One more article, and all is found anew.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefgen.analysis.corpus import Corpus, make_corpus
from briefgen.analysis.kept import fingerprint, key_of
from briefgen.analysis.readings import Reading, with_origins
from briefgen.findings.claims import Found, look_closely
from briefgen.findings.columns import read_columns
from briefgen.findings.importance import Known, Ranking, rank_sentences
from briefgen.findings.origins import find_origins
from briefgen.findings.stories import compare_articles, find_stories
from briefgen.findings.themes import Judged, Themed, assign_themes
from briefgen.model import Article, Story
from briefgen.model.packed import dump_packed, load_packed
from briefgen.profile.tables import NamedTheme, Profile
from briefgen.runtime.cache import Cache

ROOMS = ("profile", "findings", "brief")
"""The rooms whose code decides what is found, beside those that decide what is read."""
Days = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a collection says as a whole."""

    themed: Themed
    origins: Mapping[str, str]
    """The origin of each article (`origins.find_origins`)."""
    stories: tuple[Story, ...]
    found: Found
    """Which sentences report one fact, which deny it, and what is told differently."""
    ranking: Ranking
    """How likely each sentence tells what matters, whatever an analyst thinks of it."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The same without the ids that the articles have anyhow."""

    origins: tuple[str, ...]
    stories: tuple[Story, ...]
    found: Found
    themes: tuple[NamedTheme, ...]
    proposed: frozenset[str]
    articles: tuple[Judged, ...]
    paragraphs: tuple[Judged, ...]
    sentences: tuple[Judged, ...]
    signs: Mapping[str, str]
    folded: str
    """Arrays, as texts (`_text_of`)."""


def find_all(  # noqa: PLR0913 - what was read, and what is known beside it
    articles: Sequence[Article],
    current: Sequence[Article],
    readings: Mapping[str, Reading],
    profile: Profile,
    days: Days,
    *,
    progress: Callable[[str], None],
    cache: Cache | None = None,
) -> tuple[Corpus, Mapping[str, Reading], Findings]:
    """Return the current articles as a corpus, the readings with their origins, and what all say as a whole.

    Args:
        articles: all that were read.
        current: those that are not dated before the days that are reported on.
        readings: what each of their sentences says, by its id.
        profile: its themes, and how themes and stories are found.
        days: the first and the last that is reported on.
        progress: is told the name of each step.
        cache: keeps what is found; what is there already is not looked for.
    """
    progress("Finding themes")
    corpus = make_corpus(current)
    key = _key_of(articles, current, profile, days) if cache else b""
    data = cache.get([key]).get(key) if cache else None
    kept: _Kept | None = load_packed(_Kept, data) if data is not None else None
    if kept is not None:
        themed = _themed(kept, corpus)
        origins: Mapping[str, str] = dict(zip((a.id for a in articles), kept.origins, strict=True))
        stories, found = kept.stories, kept.found
        told = with_origins(readings, origins)
    else:
        themed = assign_themes(corpus, profile.themes, profile.theming, profile.scope.keywords)
        progress("Finding stories")
        origins = find_origins(articles)
        everything = corpus if len(current) == len(articles) else make_corpus(articles)
        compared = compare_articles(articles, origins, everything, readings)
        stories = find_stories(articles, origins, profile.stories, compared)
        progress("Comparing sentences")
        told = with_origins(readings, origins)
        found = look_closely(told, articles, stories, corpus, compared)
    progress("Choosing sentences")
    asked = [t for t in themed.themes if t.id not in themed.proposed]
    columns = read_columns(current, told, origins, asked, days, corpus=corpus)
    ranking = rank_sentences(columns, known=_known(kept) if kept else None)
    findings = Findings(themed, origins, stories, found, ranking)
    if cache and kept is None:
        cache.put({key: _dump(findings, articles, corpus)})
    return corpus, told, findings


def _key_of(
    articles: Sequence[Article], current: Sequence[Article], profile: Profile, days: Days
) -> bytes:
    """Return the key under which findings are kept: all that they depend on."""
    inside = {a.id for a in current}
    told = [
        (a.id, a.id in inside, replace(a.document, text=""), key_of(a.document).hex(), a.published)
        for a in articles
    ]
    asked = (profile.themes, profile.theming, profile.scope, profile.stories, days)
    return hashlib.sha256(_code() + dump_packed((told, asked))).digest()


@cache
def _code() -> bytes:
    """Return a hash of the code, word lists and weights that decide what is found."""
    digest = hashlib.sha256(fingerprint() + np.__version__.encode())
    for room in ROOMS:
        for name, content in sorted(_contents(files("briefgen").joinpath(room))):
            digest.update(name.encode() + content)
    return digest.digest()


def _contents(folder: Any) -> list[tuple[str, bytes]]:
    """Return the names and the contents of the source files, word lists and weights in a folder."""
    ends = (".py", ".toml", ".json")
    return [(p.name, p.read_bytes()) for p in folder.iterdir() if p.name.endswith(ends)]


def _dump(findings: Findings, articles: Sequence[Article], corpus: Corpus) -> bytes:
    themed = findings.themed
    return dump_packed(
        _Kept(
            origins=tuple(findings.origins[a.id] for a in articles),
            stories=findings.stories,
            found=findings.found,
            themes=themed.themes,
            proposed=themed.proposed,
            articles=tuple(themed.articles[a.id] for a in corpus.articles),
            paragraphs=tuple(themed.paragraphs[key] for key in corpus.paragraphs),
            sentences=tuple(themed.sentences[s.id] for s in corpus.sentences),
            signs={name: _text_of(sign) for name, sign in findings.ranking.signs.items()},
            folded=_text_of(findings.ranking.likeness.folded),
        )
    )


def _themed(kept: _Kept, corpus: Corpus) -> Themed:
    """Return what every passage of a corpus was given to."""
    return Themed(
        articles=dict(zip((a.id for a in corpus.articles), kept.articles, strict=True)),
        paragraphs=dict(zip(corpus.paragraphs, kept.paragraphs, strict=True)),
        sentences=dict(zip((s.id for s in corpus.sentences), kept.sentences, strict=True)),
        themes=kept.themes,
        proposed=kept.proposed,
    )


def _known(kept: _Kept) -> Known:
    signs = {name: _array_of(text) for name, text in kept.signs.items()}
    return Known(signs, _array_of(kept.folded))


def _text_of(array: NDArray[Any]) -> str:
    """Return an array as a text in which no digit is lost: as decimals it would be twice as long."""
    content = BytesIO()
    np.save(content, array, allow_pickle=False)
    return b64encode(content.getvalue()).decode()


def _array_of(text: str) -> NDArray[Any]:
    found: NDArray[Any] = np.load(BytesIO(b64decode(text)), allow_pickle=False)
    return found
