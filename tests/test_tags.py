"""Tags and lemmas of words."""

import pytest

from briefgen.errors import LanguageError
from briefgen.language.tagging import tag


def test_words_have_tags_and_lemmas() -> None:
    (words,) = tag(["North Korea fired two missiles."])
    assert [(w.tag, w.lemma) for w in words] == [
        ("NNP", "North"), ("NNP", "Korea"), ("VBD", "fire"), ("CD", "two"), ("NNS", "missile"), (".", "."),
    ]  # fmt: skip


def test_words_are_spans_of_their_text() -> None:
    text = "Kim said it  won’t stop."
    (words,) = tag([text])
    assert [text[w.start : w.end] for w in words] == ["Kim", "said", "it", "wo", "n’t", "stop", "."]


def test_a_pipeline_that_is_not_installed_is_an_error() -> None:
    with pytest.raises(LanguageError, match="'en_none': no such"):
        list(tag(["Text."], model="en_none"))
