"""How much of one article is compared and chosen from, however long it is."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model import Article, LeftOut

MOST_SENTENCES = 2000
"""Sentences of one article that the stages behind reading look at. The longest article of nine labelled weeks has 55,000
characters; what holds more than 250,000 or so is a book, or was made to take time."""


def shorten(article: Article) -> tuple[Article, tuple[LeftOut, ...]]:
    """Return an article with its first sentences alone, and the others as left out; an ordinary one as it is.

    Its paragraphs stay, those behind the last sentence without any: the text is there, and nothing is chosen from it.
    """
    sentences, most = article.sentences, MOST_SENTENCES
    if len(sentences) <= most:
        return article, ()
    left = most
    paragraphs = []
    for paragraph in article.paragraphs:
        paragraphs.append(replace(paragraph, sentences=paragraph.sentences[:left]))
        left -= len(paragraphs[-1].sentences)
    reason = f"behind the first {most:,} sentences of its article"
    beyond = (
        LeftOut(source=s.source, paragraph=s.paragraph, start=s.start, end=s.end, reason=reason)
        for s in sentences[most:]
    )
    return replace(article, paragraphs=tuple(paragraphs)), tuple(beyond)
