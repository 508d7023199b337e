"""Which articles are one text: reprints share an origin, so that a sentence counts once for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from briefgen.language.terms import words
from briefgen.models import Article

SHINGLE = 5
"""Words in a shingle (Broder 1997)."""
SHARED = 0.5
"""Share of the shorter text's shingles that makes two texts one: of KCNA's 1,840 texts the exact
duplicates share 1.0 and different texts of one template below 0.4."""


def find_origins(articles: Sequence[Article]) -> Mapping[str, str]:
    """Return each article's origin: the id of the first article, in order, of the same text."""
    shingles = {a.id: _shingles(a) for a in articles}
    holders: dict[int, list[str]] = {}
    origin: dict[str, str] = {}
    for article in articles:
        overlaps = Counter(
            other for s in sorted(shingles[article.id]) for other in holders.get(s, ())
        )
        size = len(shingles[article.id])
        twins = [
            other
            for other, count in overlaps.items()
            if count >= SHARED * min(size, len(shingles[other])) and count > 0
        ]
        origin[article.id] = min((origin[t] for t in twins), default=article.id, key=_rank)
        for shingle in shingles[article.id]:
            holders.setdefault(shingle, []).append(article.id)
    return origin


def _rank(article_id: str) -> int:
    return int(article_id.removeprefix("S"))


def _shingles(article: Article) -> frozenset[int]:
    """Return the hashes of an article's runs of five words, or of the whole where it is shorter."""
    body = [w.lower() for p in article.paragraphs for w in words(p.text)]
    runs = range(max(1, len(body) - SHINGLE + 1))
    return frozenset(hash_words(body[i : i + SHINGLE]) for i in runs)


def hash_words(run: Sequence[str]) -> int:
    """Return a hash of some words that is the same in every process."""
    value = 1469598103934665603
    for byte in " ".join(run).encode():
        value = ((value ^ byte) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return value
