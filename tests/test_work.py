"""How often a text is looked at in a whole build: counts of work, which no machine's speed changes."""

import cProfile
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from builders import SEEDS, brief_of, document, seeds_brief

from briefgen.analysis import corpus, genres, lengths, named, readings
from briefgen.analysis.analyse import read_articles
from briefgen.brief import build
from briefgen.brief.build import build_brief
from briefgen.findings import laid_out, stories, themes
from briefgen.language import sentences, tokens, vectors
from briefgen.language.english.capitals import without_names
from briefgen.language.entities import find_entities
from briefgen.model import Document
from briefgen.profile.load import load_profile
from briefgen.profile.tables import Profile
from briefgen.rendering import RenderOptions, environment, render_one
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

    def scan(text: str) -> list[tuple[str, str]]:
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
    words = {w for text in scanned for _, w in tokens.scan(text)}
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


def test_what_the_best_sentences_name_is_looked_for_before_it_is_known_which_they_are(
    documents: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[list[str]]()

    def read_entities(texts: list[str], *_: object) -> object:
        asked.append(texts)
        return find_entities(texts)

    monkeypatch.setattr(build, "read_entities", read_entities)
    build_brief(documents, load_profile(SEEDS / "briefgen.toml"), as_of=AS_OF)
    foreseen, others = set(asked[0]), set[str]().union(*asked[1:])
    assert foreseen
    assert not foreseen & others
    assert len(others) < 0.1 * len(foreseen)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often some functions are called, by their names."""
    counted = Counter[str]()

    def count(module: object, name: str) -> None:
        function = getattr(module, name)

        def counting(*given: object, **named: object) -> object:
            counted[name] += 1
            return function(*given, **named)

        monkeypatch.setattr(module, name, counting)

    for module, name in (
        (stories, "find_likeness"),
        (laid_out, "main_verb"),
        (readings, "faults"),
        (genres, "_by_speech"),
    ):
        count(module, name)
    return counted


def test_what_is_known_of_a_text_is_worked_out_once(
    documents: tuple[Document, ...], called: Counter[str]
) -> None:
    build_brief(documents, load_profile(SEEDS / "briefgen.toml"), as_of=AS_OF)
    spoken = sum(len(a.sentences) for a in read_articles(documents, AS_OF)[0])
    assert called["find_likeness"] == 1, "articles are compared once, for stories and for sentences"
    assert called["faults"] == 2 * spoken, "of each sentence once a reading"  # two readings here
    assert called["_by_speech"] <= 2 * len(documents)


def made_texts(count: int) -> list[str]:
    """Return articles on nothing in common: no text shares a rare word with more than a few others."""
    chance = random.Random(7)  # noqa: S311 - the same texts each time
    letters = "abcdefghijklmnoprstuvw"

    def word() -> str:
        return "".join(chance.choice(letters) for _ in range(chance.randint(4, 8)))

    def sentence() -> str:
        name, place = word().title(), word().title()
        return (
            f"{name} told the council of {place} that {chance.randint(12, 900)} {word()}s "
            f"had {word()}ed the {word()} {word()} near the {word()} on {chance.choice(DAYS)}."
        )

    def article() -> str:
        body = "\n\n".join(" ".join(sentence() for _ in range(3)) for _ in range(4))
        return f"{word().title()} {word()}s the {word()}\n\n20 November 2026\n\n{body}"

    return [article() for _ in range(count)]


DAYS = ("Monday", "Tuesday", "Wednesday")


def test_sentences_that_nothing_is_compared_with_are_not_laid_out(called: Counter[str]) -> None:
    brief = brief_of(made_texts(24))
    assert brief.sentences_read > 250
    assert called["main_verb"] < brief.sentences_read / 4


def calls_of(texts: list[str]) -> int:
    """Return how many functions written in Python are called while a brief is made."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        brief_of(texts)
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats() if not isinstance(entry.code, str))


def test_work_grows_with_the_articles_and_not_with_their_pairs() -> None:
    texts = made_texts(32)
    brief_of(texts)  # what is remembered for the length of a process is there for both
    few, many = calls_of(texts[:16]), calls_of(texts)
    assert many < 2.3 * few, (few, many)


def test_no_pattern_is_made_for_what_a_text_says(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = made_texts(16)
    brief_of(texts[:8])  # those that all texts share are made once
    made = list[object]()
    compile_ = re._compiler.compile  # type: ignore[attr-defined]  # noqa: SLF001 - what is counted

    def counting(pattern: object, *given: object) -> object:
        made.append(pattern)
        return compile_(pattern, *given)

    monkeypatch.setattr(re._compiler, "compile", counting)  # type: ignore[attr-defined]  # noqa: SLF001
    brief_of(texts[8:])
    assert not made


def calls_behind_reading(documents: list[Document]) -> int:
    """Return how many functions written in Python are called once the articles of a brief are read."""
    profile = cProfile.Profile()
    build_brief(
        documents,
        Profile(),
        as_of="2026-11-22",
        progress=lambda step: profile.enable() if step == "Finding themes" else None,
    )
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats() if not isinstance(entry.code, str))


def test_what_an_article_is_worked_on_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lengths, "MOST_SENTENCES", 60)
    texts = made_texts(40)
    beside = [document(text, f"{n}.txt") for n, text in enumerate(texts[:4])]

    def calls(parts: int) -> int:
        return calls_behind_reading(
            [document("\n\n".join(texts[4 : 4 + parts]), "long.txt"), *beside]
        )

    calls(6)  # what is remembered for the length of a process is there for all
    six, twelve, many = calls(6), calls(12), calls(24)
    assert six < twelve < 1.3 * six
    assert many < 1.6 * six, "only that they are left out is told of the others"


def test_what_stands_behind_the_first_sentences_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lengths, "MOST_SENTENCES", 10)
    brief = brief_of(made_texts(2))
    assert brief.sentences_read == 24
    beyond = [item for item in brief.left_out if item.reason.startswith("behind the first 10 ")]
    assert [item.source for item in beyond] == ["S1", "S1", "S2", "S2"]
    assert len(brief.left_out) + len(brief.sentences) == 24


def test_templates_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = Counter[str]()
    compile_ = environment._Sandbox.compile  # noqa: SLF001 - what is counted

    def counting(self: object, source: str, name: str, *given: object, **named_: object) -> object:
        compiled[name] += 1
        return compile_(self, source, name, *given, **named_)

    monkeypatch.setattr(environment._Sandbox, "compile", counting)  # noqa: SLF001
    fresh = {traced: environment._Compiled() for traced in (False, True)}  # noqa: SLF001
    monkeypatch.setattr(environment, "_COMPILED", fresh)  # whatever ran before in this process
    for _ in range(3):
        render_one(seeds_brief(), "public", "html", RenderOptions())
    assert compiled
    assert set(compiled.values()) == {1}


def test_judging_themes_holds_a_few_vectors_at_a_time(
    documents: tuple[Document, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = list[int]()

    def as_vectors(sums: np.ndarray) -> np.ndarray:
        held.append(len(sums))
        return vectors.as_vectors(sums)

    profile = load_profile(SEEDS / "briefgen.toml")
    whole = corpus.make_corpus(read_articles(documents, AS_OF)[0])
    before = themes.assign_themes(whole, profile.themes, profile.theming)
    monkeypatch.setattr(themes, "BLOCK", 16)
    for module in (corpus, themes):
        monkeypatch.setattr(module, "as_vectors", as_vectors)
    after = themes.assign_themes(whole, profile.themes, profile.theming)
    assert after.sentences == before.sentences
    assert max(held) < 4 * 16 < len(whole.sentences)
