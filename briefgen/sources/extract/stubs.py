"""Which articles are the beginning of one whose rest is behind a pay wall."""

from __future__ import annotations

import re

from briefgen.model import Article
from briefgen.model.text import count_words

BEGINNING = 150
"""Words below which an article with a note of its pay wall is its beginning only: a page that is whole says such things too."""
NOTE = 40
"""Words of a note at the most."""
_WALL = re.compile(
    r"\b(?:to|and|please) (?:continue|keep) reading\b"
    r"|\b(?:subscribe|register|join|log ?in|sign ?(?:in|up)|become an? (?:subscriber|member)|subscription|paid account)\b.{0,60}"
    r"\bto (?:read|unlock|see|view|access|get)\b.{0,40}\b(?:article|story|report|rest|text|analysis|content)\b"
    r"|\b(?:rest|remainder) of (?:this|the) (?:article|story|report)\b.{0,60}\b(?:subscri\w+|members?)\b"
    r"|\bthis (?:article|story|content|report|page) is (?:only |exclusively )?(?:for|available (?:only )?(?:to|for)|reserved for|exclusive to|limited to|restricted to)"
    r" (?:our )?(?:\w+ )?(?:subscribers|members)\b"
    r"|\b(?:reached|used|read|exceeded)\b.{0,40}\b(?:free|complimentary) (?:articles?|stor(?:y|ies)|limit)\b"
    r"|\b(?:subscribers?|members?)[- ]only (?:article|story|content|report)\b"
    r"|\bunlock (?:this|the (?:full|whole)) (?:article|story|report)\b",
    re.IGNORECASE,
)
"""What says that the text goes on for those who pay; an offer ("Start your free trial") stands on free pages as well."""


def is_beginning(article: Article) -> bool:
    """Return whether an article breaks off at a pay wall: it is short, and a line beside its text or behind it says so.

    A short item of an agency is whole, unless its page says otherwise.
    """
    own = [p.text for p in article.paragraphs]
    if sum(count_words(text) for text in own) >= BEGINNING:
        return False
    beside = [r.text for r in article.removed] + [aside.text for aside in article.document.left_out]
    return any(len(n.split()) <= NOTE and _WALL.search(n) for n in (*beside, *own[-1:]))
