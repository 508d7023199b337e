"""From documents to articles whose sentences are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefgen.analysis.datelines import date_by_datelines
from briefgen.language.sentences import split
from briefgen.model import Article, Paragraph, Sentence
from briefgen.model.dates import span_of
from briefgen.model.document import Document, Skipped
from briefgen.model.text import print_text, printed, sha256
from briefgen.sources.extract import clean


def read_articles(
    documents: Sequence[Document], as_of: str, *, list_later: bool = True
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Return the cleaned articles in the order of the documents, and those that cannot be used.

    An edition of a series does not list later articles: it would differ, when it is built again, by
    what its inbox got since.
    """
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for document in documents:
        article = clean(document, f"S{len(articles) + 1}")
        reason = _too_late(article, as_of)
        if not reason:
            article = add_sentences(article)
            reason = None if article.sentences else _NO_SENTENCE
        if not reason:
            articles.append(article)
        elif list_later or reason == _NO_SENTENCE:
            skipped.append(Skipped(source=document.name, reason=reason))
    return date_by_datelines(articles, as_of), tuple(skipped)


_NO_SENTENCE = "no sentence left after cleaning; the page holds navigation only"


def _too_late(article: Article, as_of: str) -> str | None:
    date = article.published.date
    if date and span_of(date)[0].isoformat() > as_of:
        return f"dated {date}, after the cut-off {as_of}; raise --as-of to take it in"
    return None


def add_sentences(article: Article) -> Article:
    """Return the article with the sentences of each paragraph, numbered through."""
    number = 0
    paragraphs: list[Paragraph] = []
    for paragraph in article.paragraphs:
        found = tuple(_sentences(article, paragraph, number))
        number += len(found)
        paragraphs.append(replace(paragraph, sentences=found))
    return replace(article, paragraphs=tuple(paragraphs))


_DASHES = re.compile(r"(?:--|[–—])+\s?(?=[^\W\d_]|[“\"])")
"""Dashes before a sentence, by which agencies set items of a list apart."""


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
