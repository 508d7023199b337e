"""What part a word plays in its sentence: tags of the Penn Treebank and lemmas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefgen.language import pack, spacy_models

BATCH = 256
"""Texts tagged at once."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``text[start:end]``, its tag and its lemma."""

    start: int
    end: int
    tag: str
    lemma: str


@cache
def _shipped() -> Any:
    """Return the shipped pipeline: spaCy's small convolutional network with a tagger and edit trees."""
    from spacy.util import load_model_from_config  # noqa: PLC0415 - half a second
    from thinc.api import Config  # noqa: PLC0415

    config = Config().from_str(pack.read("tagger.cfg").decode())
    pipeline = load_model_from_config(config, auto_fill=False, validate=False)
    return pipeline.from_bytes(pack.read("tagger.bin"))


def tag(texts: Sequence[str], *, model: str | None = None) -> Iterator[tuple[Word, ...]]:
    """Yield the words of each text with tag and lemma.

    Args:
        texts: sentences.
        model: name of an installed spaCy pipeline to use instead of the shipped one.

    Raises:
        LanguageError: the pack is missing or corrupt, or the pipeline cannot be used.
    """
    pipeline = spacy_models.load(model, "tagger") if model else _shipped()
    for doc in pipeline.pipe(texts, batch_size=BATCH):
        yield tuple(
            Word(token.idx, token.idx + len(token), token.tag_, token.lemma_)
            for token in doc
            if not token.is_space
        )
