"""What the tests of opposites and of rewritings share: made-up names, whether pairs are joined, and how many of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from builders import articles

from briefgen.analysis.readings import Reading, read_sentences
from briefgen.findings.corroboration import Candidate, find_candidates
from briefgen.findings.pool import make_pool
from briefgen.language.english.contraries import contraries
from briefgen.language.tokens import stem
from briefgen.model import Article

Pair = tuple[str, str, str]
"""Kind, sentence and what is told beside it."""
MOST_OPPOSITES, LEAST_REWRITINGS = 0.02, 0.85
"""Share of opposites that may be joined, and of rewritings that must be."""
FIRST = "Brel Tovin Kesk Marund Olt Sarn Duvek Ister Pell Quorn Ravik Ulm Vesper Wend Yorin Zabel".split()
LAST = "Hollar Menk Dray Fossum Gell Harrick Ivers Jansk Korv Lind Nagel Ostrin Pruss Rask Stell Trone Ubel Voss".split()
TITLE = "A title of four words\n\n"


def names() -> Iterator[str]:
    """Yield persons, each once."""
    for last, first in product(LAST, FIRST):
        yield f"{first} {last}"


def candidates(readings: Mapping[str, Reading], papers: Sequence[Article]) -> tuple[Candidate, ...]:
    """Return the pairs that are likely to be one fact."""
    pool = make_pool(readings, papers)
    return find_candidates(pool) if pool else ()


def same_among(papers: Sequence[Article]) -> set[frozenset[str]]:
    """Return the pairs of sentences of some papers, each a text of its own, that would be printed as one fact."""
    readings = read_sentences(papers, {a.id: a.id for a in papers})
    return {
        frozenset((c.first.sentence.text, c.second.sentence.text))
        for c in candidates(readings, papers)
        if c.same
    }


def joined(pairs: Sequence[Pair]) -> list[bool]:
    """Return of each pair, told by two papers, whether it would be printed as one fact."""
    date = "Published: 2026-04-15\n\n"
    papers = articles(*(TITLE + date + "\n\n".join(p[side] for p in pairs) for side in (1, 2)))
    same = same_among(papers)
    return [frozenset(p[1:]) in same for p in pairs]


def kinds_of(kinds: Iterable[str], found: Sequence[bool]) -> dict[str, str]:
    """Return how many of each kind are joined, for a message."""
    told: dict[str, list[bool]] = {}
    for kind, one in zip(kinds, found, strict=True):
        told.setdefault(kind, []).append(one)
    return {kind: f"{sum(ones)}/{len(ones)}" for kind, ones in told.items()}


def check_unlisted(verbs: Iterable[str]) -> None:
    """Check that no pair of contrary verbs ("opened/closed") is one that the rules list."""
    table = contraries()
    for one, other in (pair.split("/") for pair in verbs):
        assert stem(other) not in table.get(stem(one), frozenset())


def check_opposites(pairs: Sequence[Pair]) -> None:
    """Check that of at least 200 opposites hardly any is joined."""
    found = joined(pairs)
    assert len(pairs) >= 200
    assert sum(found) <= MOST_OPPOSITES * len(pairs), kinds_of((p[0] for p in pairs), found)


def check_rewritings(pairs: Sequence[Pair]) -> None:
    """Check that of at least 200 rewritings most are joined."""
    found = joined(pairs)
    assert len(pairs) >= 200
    assert sum(found) >= LEAST_REWRITINGS * len(pairs), kinds_of((p[0] for p in pairs), found)
