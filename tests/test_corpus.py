"""The corpus holds what its texts say; key words are found where they stand; every text is taken apart once."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from builders import articles, document
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.analysis import corpus as module
from briefgen.analysis.corpus import make_corpus
from briefgen.analysis.phrases import Phrases
from briefgen.analysis.vocabulary import make_vocabulary
from briefgen.brief.build import build_brief
from briefgen.language import tokens, vectors
from briefgen.language.tokens import keys, positions, terms, words
from briefgen.language.vectors import embed
from briefgen.profile.tables import AskedQuestion, NamedTheme, Profile, WatchedIndicator

FERRY = (
    """Ferry with forty people sinks off Norvik

A ferry with 40 people sank off Norvik on Monday, the harbour office said. Two boats of the US Coast Guard searched.

The owner told us that the ferry was new.
""",
    """Harbour of Norvik closed after the sinking

The harbour of Norvik was closed on Tuesday. No ferries left the harbour.
""",
)


@pytest.fixture(scope="module")
def ferry():
    return make_corpus(articles(*FERRY))


def test_rows_hold_the_words_of_their_texts(ferry) -> None:
    for row, sentence in enumerate(ferry.sentences):
        held = slice(ferry.offsets[row], ferry.offsets[row + 1])
        assert tuple(ferry.vocabulary.words[i] for i in ferry.tokens[held]) == words(sentence.text)
        spans = zip(ferry.starts[held], ferry.ends[held], strict=True)
        assert tuple(sentence.text[a:b] for a, b in spans) == words(sentence.text)
        assert ferry.stems_of(row) == terms(sentence.text)


def test_titles_stand_behind_the_sentences(ferry) -> None:
    titles = range(len(ferry.sentences), len(ferry.lengths))
    assert {ferry.articles[ferry.article[row]].title for row in titles} == {
        "Ferry with forty people sinks off Norvik",
        "Harbour of Norvik closed after the sinking",
    }
    assert (ferry.paragraph[list(titles)] == -1).all()


def test_vectors_are_those_of_the_texts_and_sums_add_up(ferry) -> None:
    texts = [s.text for s in ferry.sentences]
    assert np.allclose(ferry.vectors(np.arange(len(texts))), embed(texts))
    two = vectors.as_vectors(ferry.sums[:1] + ferry.sums[1:2])
    assert np.allclose(two, embed([" ".join(texts[:2])]), atol=1e-6)


def test_the_order_of_articles_changes_nothing() -> None:
    made = articles(*FERRY)
    forward, backward = make_corpus(made), make_corpus(made[::-1])
    assert [s.id for s in forward.sentences] == [s.id for s in backward.sentences]
    assert np.array_equal(forward.tokens, backward.tokens)


def test_passages_number_their_sentences(ferry) -> None:
    whole = ferry.whole
    for article in range(len(ferry.articles)):
        assert whole.place[whole.passage == article].tolist() == list(
            range((whole.passage == article).sum())
        )
        first = whole.rows[whole.passage == article][0]
        assert first >= len(ferry.sentences), "the title comes first"


@pytest.mark.parametrize(
    "key", ["ferry", "harbour office", "US", "us", "Norvik was closed", "x", ""]
)
def test_phrases_are_found_where_a_plain_search_finds_them(ferry, key: str) -> None:
    hits = Phrases(ferry).hits(keys(key))
    texts = [s.text for s in ferry.sentences] + [str(a.title) for a in ferry.articles if a.title]
    wanted = [
        (row, at) for row, text in enumerate(texts) for at in positions(keys(key), keys(text))
    ]
    assert list(zip(hits.rows.tolist(), hits.at.tolist(), strict=True)) == wanted


WORDS = st.sampled_from("a ferry Ferry ferries US us U.S. harbour 40 1,250 Norvik’s".split())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=5),
    st.lists(WORDS, max_size=3),
)
def test_phrases_are_found_in_any_text(texts: list[list[str]], key: list[str]) -> None:
    told = [f"It {' '.join(text)} there." for text in texts]
    corpus = make_corpus(articles(*("Title\n\n" + t for t in told)))
    found = Phrases(corpus)
    for row, sentence in enumerate(corpus.sentences):
        at = found.hits(keys(" ".join(key))).places(row)
        assert at == positions(keys(" ".join(key)), keys(sentence.text))


def test_spans_are_those_of_the_words(ferry) -> None:
    found = Phrases(ferry)
    row = next(n for n, s in enumerate(ferry.sentences) if "Coast" in s.text)
    ((start, end),) = found.spans(row, "Coast Guard")
    assert ferry.sentences[row].text[start:end] == "Coast Guard"


def test_a_vocabulary_is_sorted_and_knows_its_forms() -> None:
    made = make_vocabulary(["ferries", "US", "us", "ferries", "the"])
    assert made.words == ("US", "ferries", "the", "us")
    assert all(a < b for a, b in pairwise(made.forms))
    assert made.forms[made.key[0]] == "US"
    assert made.forms[made.stem[0]] == "us"
    assert made.content.tolist() == [False, True, False, False]
    assert [made.forms[i] for i in made.ids_of("us")] == ["us", "US"]
    assert [made.forms[i] for i in made.ids_of("US")] == ["US"]


def test_a_build_takes_every_text_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One scan a text, one stem a word, one pass of the embedder a text: counted in a whole build."""
    scanned, summed, stemmed = Counter[str](), Counter[str](), Counter[str]()
    scan, sums_of = module.scan, module.sums_of

    def counted_scan(text: str):
        scanned[text] += 1
        return scan(text)

    def counted_sums(texts):
        summed.update(texts)
        return sums_of(texts)

    class Stemmer:
        def __init__(self, inner) -> None:
            self._inner = inner

        def stemWord(self, word: str) -> str:  # noqa: N802 - the library's name
            stemmed[word] += 1
            return self._inner.stemWord(word)

    inner = tokens._stemmer()  # noqa: SLF001 - what is counted
    tokens.stem.cache_clear()
    monkeypatch.setattr(tokens, "_stemmer", lambda: Stemmer(inner))
    monkeypatch.setattr(module, "scan", counted_scan)
    monkeypatch.setattr(module, "sums_of", counted_sums)
    profile = Profile(
        themes=(NamedTheme(id="ferry", name="Ferry", keywords=("ferry", "harbour office")),),
        questions=(AskedQuestion(text="What did the harbour office say?", keywords=("harbour",)),),
        indicators=(WatchedIndicator(text="The harbour is closed", keywords=("closed",)),),
    )
    documents = [document(text, f"{n}.txt") for n, text in enumerate(FERRY)]
    brief = build_brief(documents, profile, as_of="2026-11-22")
    tokens.stem.cache_clear()
    assert brief.sentences_read == 5
    assert set(scanned.values()) == {1}
    assert len(scanned) == 5 + 2
    assert set(summed.values()) == {1}
    written = {w for text in scanned for w in words(text)}
    most = Counter(w.lower().replace("’", "'").removesuffix("'s") for w in written)
    assert all(times <= max(most[w], 2) for w, times in stemmed.items())
