"""The sentences of an article's paragraphs: which spans of the source they are, and how they are printed."""

from __future__ import annotations

import re
from dataclasses import replace

from briefgen.language.sentences import split
from briefgen.model import Article, Paragraph, Sentence
from briefgen.model.text import print_text, printed, sha256


def add_sentences(article: Article) -> Article:
    """Return the article with the sentences of each paragraph, numbered through."""
    number = 0
    paragraphs: list[Paragraph] = []
    for paragraph in article.paragraphs:
        found = tuple(sentences_of(article, paragraph, number))
        number += len(found)
        paragraphs.append(replace(paragraph, sentences=found))
    return replace(article, paragraphs=tuple(paragraphs))


_DASHES = re.compile(r"(?:--|[–—])+\s?(?=[^\W\d_]|[“\"])")
"""Dashes before a sentence, by which agencies set items of a list apart."""


def sentences_of(article: Article, paragraph: Paragraph, number: int = 0) -> list[Sentence]:
    """Return the sentences of a paragraph of an article, numbered from the one after ``number``."""
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
