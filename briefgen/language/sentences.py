"""Where English sentences begin and end, as spans of the source.

Where a sentence may end, and whether it does, is learned (`boundaries.py`); here stand the few rules
that hold whatever was learned: the number of a list item is no sentence, and "Kim asked" behind a
quotation belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.language.boundaries import find_words, split_words, weights
from briefgen.model import Article, Paragraph, Sentence
from briefgen.model.text import print_text, printed, sha256

_LABEL = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]")
_LETTER = re.compile(r"\w")


_DASHES = re.compile(r"(?:--|[–—])+\s?(?=[^\W\d_]|[“\"])")
"""Dashes before a sentence, by which agencies set items of a list apart."""


def split(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences in a paragraph, as positions in it, white space outside."""
    words = find_words(text)
    if not words:
        return ()
    ends = split_words(words, weights())
    firsts = [0, *(end + 1 for end in ends)]
    lasts = [*ends, len(words) - 1]
    spans = [(words[a].start, words[b].end) for a, b in zip(firsts, lasts, strict=True)]
    return _merge(text, spans)


def _merge(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Join what is no sentence: a list number to what follows, marks alone to what stands before."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        labelled = merged and _LABEL.fullmatch(text, *merged[-1])
        if merged and (labelled or not _LETTER.search(text, start, end)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def add_sentences(article: Article) -> Article:
    """Return the article with the sentences of each paragraph, numbered through."""
    number = 0
    paragraphs: list[Paragraph] = []
    for paragraph in article.paragraphs:
        found = tuple(_sentences(article, paragraph, number))
        number += len(found)
        paragraphs.append(replace(paragraph, sentences=found))
    return replace(article, paragraphs=tuple(paragraphs))


def _sentences(article: Article, paragraph: Paragraph, number: int) -> list[Sentence]:
    raw = article.document.text
    text = print_text(raw[paragraph.start : paragraph.end], paragraph.start)
    sentences: list[Sentence] = []
    for begin, end in split(text.text):
        mark = _DASHES.match(text.text, begin, end)
        first, last = text.span(mark.end() if mark else begin, end)
        words = printed(raw[first:last])
        sentences.append(
            Sentence(
                id=f"{article.id}.{number + len(sentences) + 1}",
                source=article.id,
                paragraph=paragraph.index,
                start=first,
                end=last,
                text=words,
                sha256=sha256(words),
            )
        )
    return sentences
