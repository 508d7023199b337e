"""LexRank: the sentences that are most like all others (Erkan and Radev 2004)."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.brief.summarisers import Candidate

DAMPING = 0.85
ALIKE = 0.1
"""Cosine from which two sentences are joined in the graph, as in the paper."""
REDUNDANT = 0.5
"""Cosine above which a sentence says again what a chosen one says."""
ROUNDS = 60
"""Power iterations; the ranks stand still to nine digits before."""


def rank(candidates: Sequence[Candidate], *, words: int) -> tuple[str, ...]:
    """Return central sentences while they fit, without saying a thing twice."""
    if not candidates:
        return ()
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - a second to load

    ordered = sorted(candidates, key=lambda c: c.id)
    texts = [c.terms or ("-",) for c in ordered]
    matrix = TfidfVectorizer(analyzer=lambda terms: terms).fit_transform(texts)
    alike = (matrix @ matrix.T).toarray()
    links = (alike >= ALIKE).astype(float)
    links /= links.sum(axis=1, keepdims=True)
    score = links.sum(axis=0) * 0 + 1 / len(ordered)
    for _ in range(ROUNDS):
        score = (1 - DAMPING) / len(ordered) + DAMPING * links.T @ score
    chosen: list[int] = []
    left = words
    for i in sorted(range(len(ordered)), key=lambda i: (-round(float(score[i]), 9), i)):
        if ordered[i].words <= left and all(alike[i, j] < REDUNDANT for j in chosen):
            chosen.append(i)
            left -= ordered[i].words
    return tuple(ordered[i].id for i in chosen)
