"""The verb of what a sentence tells: of its main clause, or of the clause that a verb of saying reports there."""

from __future__ import annotations

from briefgen.language.english.certainty import group_of, reported_from
from briefgen.language.english.claimed import claim_of
from briefgen.language.english.clauses import first_finite, is_break, main_clause, words_of

DEPTH = 3
"""Clauses within clauses that are looked into: "they said that he believed that …"."""


def main_verb(text: str, who: str | None) -> str:
    """Return the verb of what a sentence tells, or the word that stands for it behind "is"; empty where none is seen.

    Args:
        text: the sentence.
        who: the words that name who says it, or None.
    """
    words = words_of(claim_of(text, who))
    first, end, found = 0, len(words.low), ""
    for _ in range(DEPTH):
        opened, _ = main_clause(words, first, end)
        verb = first_finite(words, opened, end)
        if verb is None:
            break
        group = group_of(words, verb, end)
        found = group.word
        start = reported_from(words, group, end)
        while start is not None and start < end and is_break(words.low[start]):
            start += 1
        if start is None or first_finite(words, start, end) in {None, start}:
            break
        first = start
    return found
