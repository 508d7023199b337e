"""How often a text is looked at in a whole build: counts of work, which no machine's speed changes."""

from collections import Counter
from pathlib import Path

import pytest
from builders import SEEDS

from briefgen.analysis import corpus, named
from briefgen.analysis.analyse import read_articles
from briefgen.brief.build import build_brief
from briefgen.language import sentences, tokens, vectors
from briefgen.language.english.capitals import without_names
from briefgen.language.entities import find_entities
from briefgen.model import Document
from briefgen.profile.load import load_profile
from briefgen.runtime.cache import Cache
from briefgen.sources.readers import read_sources

AS_OF = "2025-11-09"


@pytest.fixture
def documents() -> tuple[Document, ...]:
    return read_sources(sorted(SEEDS.glob("*.txt")), load_profile(SEEDS / "briefgen.toml").reading)[
        0
    ]


def test_a_build_takes_each_text_apart_once(
    documents: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned, embedded = Counter[str](), Counter[str]()
    sums = vectors.sums_of

    def scan(text: str) -> list[tuple[str, int, int, bool]]:
        scanned[text] += 1
        return tokens.scan(text)

    def sums_of(texts: list[str]) -> object:
        embedded.update(texts)
        return sums(texts)

    monkeypatch.setattr(corpus, "scan", scan)
    monkeypatch.setattr(corpus, "sums_of", sums_of)
    monkeypatch.setattr(vectors, "sums_of", sums_of)
    for remembered in (sentences.split, tokens.stem, tokens.terms):
        remembered.cache_clear()

    build_brief(documents, load_profile(SEEDS / "briefgen.toml"), as_of=AS_OF)

    split, stemmed = sentences.split.cache_info().misses, tokens.stem.cache_info().misses
    articles, _ = read_articles(documents, AS_OF)
    spoken = Counter(s.text for a in articles for s in a.sentences)
    titles = Counter(a.title for a in articles if a.title)
    words = {w for text in scanned for w, *_ in tokens.scan(text)}
    assert scanned == spoken + titles
    naming = {text: n for text, n in spoken.items() if without_names(text) != text}
    assert len(naming) > len(spoken) // 2
    assert {text: embedded[text] for text in naming} == naming
    assert split <= sum(len(a.paragraphs) + len(a.removed) + len(a.headings) for a in articles)
    profile_words = len(set(tokens.words((SEEDS / "briefgen.toml").read_text("utf-8"))))
    assert stemmed < 2 * len(words) + profile_words


def test_what_sentences_name_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "Anna Holt met the Acme Corporation in Oslo.",
        "Nothing happened.",
        "Oslo said so on Monday.",
    ]
    cache = Cache(tmp_path / "kept")
    assert named.read_entities(texts, cache=cache) == find_entities(texts)
    asked = list[str]()

    def model(missing: list[str]) -> object:
        asked.extend(missing)
        return find_entities(missing)

    monkeypatch.setattr(named, "find_entities", model)
    assert named.read_entities([*texts, "Rain fell."], cache=cache) == find_entities(
        [*texts, "Rain fell."]
    )
    assert asked == ["Rain fell."]
