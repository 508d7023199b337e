"""What stands around a key point in its article: the sentence before it, and the one behind it."""

from __future__ import annotations

from collections.abc import Callable

from briefgen.model import Beside, Brief
from briefgen.model.text import count_words
from briefgen.rendering.pages.citing import source_of

WORDS = (5, 60)
"""Words of a sentence that is shown: what is shorter is a heading or a name."""


def around(key: str, brief: Brief, is_printed: Callable[[str], bool]) -> dict[str, str]:
    """Return the sentences ``before`` and ``after`` another, each empty where there is none or the page prints it elsewhere."""
    evidence = brief.evidence[key]
    return {
        "before": _text(evidence.before, key, brief, is_printed),
        "after": _text(evidence.after, key, brief, is_printed),
    }


def _text(place: Beside | None, key: str, brief: Brief, is_printed: Callable[[str], bool]) -> str:
    source = source_of(brief.sentences[key], brief)
    if place is None or not 0 <= place.paragraph < len(source.paragraphs):
        return ""
    text = (source.paragraphs[place.paragraph].text or "")[place.start : place.end]
    printed = (s for s in brief.sentences.values() if s.source == source.id and is_printed(s.id))
    if any(s.text == text for s in printed) or not WORDS[0] <= count_words(text) <= WORDS[1]:
        return ""
    return text
