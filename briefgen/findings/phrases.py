"""Phrases that mark some texts against others, as they write them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from briefgen.language.tokens import stem, stop_words, words

SHORTEST_WORD = 3
"""Shorter words begin and end no key phrase."""
AMOUNTS = frozenset(
    "hundred thousand million billion trillion percent per cent euros dollars tonnes".split()
)
"""Words of amounts, which name no subject."""
STARTING = frozenset("recent reports continuous several western".split())
"""Words that open sentences and are no names."""


def key_phrases(texts: Sequence[str], background: Sequence[str], most: int = 4) -> tuple[str, ...]:
    """Return the phrases of one to three words that mark some texts against a background.

    Each is scored by how often the texts hold it and how rarely the rest does (TF-IDF over classes,
    as in Grootendorst's BERTopic, 2022), more for each word it has; single words serve only where no
    longer phrase recurs, and a phrase that shares a word with a chosen one is passed over. Returned as the texts write it most often.
    """
    inside, outside = Counter(_phrases(texts)), Counter(_phrases(background))
    surfaces: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        for key, surface, _ in _surfaces(text):
            surfaces.setdefault(key, Counter())[surface] += 1
    size = max(1, len(background))
    whole = Counter(key for text in texts for key, _, ends in _surfaces(text) if ends)
    every = Counter(key for text in texts for key, _, _ in _surfaces(text))
    scores = {
        key: count * len(key) * math.log(1 + size / outside[key])
        for key, count in inside.items()
        if (count > 1 or len(texts) == 1) and whole[key] * 3 >= every[key]
    }
    ranked = sorted(scores, key=lambda k: (-scores[k], k))
    chosen: list[tuple[str, ...]] = []
    for key in [k for k in ranked if len(k) > 1] or ranked:
        if not any(set(key) & set(other) for other in chosen):
            chosen.append(key)
        if len(chosen) == most:
            break
    return tuple(max(sorted(surfaces[k]), key=lambda s, k=k: surfaces[k][s]) for k in chosen)  # type: ignore[misc]


def _phrases(texts: Iterable[str]) -> Iterable[tuple[str, ...]]:
    """Yield each phrase once a text."""
    for text in texts:
        yield from sorted({key for key, _, _ in _surfaces(text)})


def _surfaces(text: str) -> Iterable[tuple[tuple[str, ...], str, bool]]:
    """Yield runs of one to three content words as stems, as written, and whether they end a phrase.

    What another content word follows ("North Korea's nuclear", before "ambitions") ends none.
    """
    stop = stop_words()
    for clause in re.split(r"[.,;:!?()“”\"—–]", text):
        run = words(clause)
        content = [
            w.lower() not in stop | AMOUNTS and len(w) >= SHORTEST_WORD and w[0].isalpha()
            for w in run
        ]
        for i in range(len(run)):
            for width in (1, 2, 3):
                if i + width <= len(run) and all(content[i : i + width]):
                    part = run[i : i + width]
                    ends = i + width == len(run) or not content[i + width]
                    yield tuple(stem(w) for w in part), " ".join(_written(w) for w in part), ends


def _written(word: str) -> str:
    """Return a word in lower case unless it is a name or an abbreviation."""
    return word if word[:1].isupper() and word.lower() not in STARTING else word.lower()
