"""The label space of the entity model, and what each data set's labels may mean in it.

Every word carries the *set* of labels that its data set leaves possible, as bits: a set that does not
annotate nationalities says nothing about whether "Korean" is a group. The training loss is the
probability of the set (partial labels), so no set teaches what it did not annotate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KINDS = ("person", "organisation", "place", "group", "event", "other")
"""What the model tells apart; "other" is a name of something else, such as a product."""
LABELS = ("O", *(f"{position}-{kind}" for kind in KINDS for position in "BI"))
NUMBER = {label: n for n, label in enumerate(LABELS)}
ANYTHING = (1 << len(LABELS)) - 1
OUTSIDE = 1


@dataclass(frozen=True)
class Example:
    """A sentence's words and, for each, the labels it may have, as bits."""

    words: tuple[str, ...]
    allowed: tuple[int, ...]
    origin: str


def bits(position: str, kinds: Iterable[str]) -> int:
    """Return the labels that a word at a position (B or I) of one of some kinds may have."""
    return sum(1 << NUMBER[f"{position}-{kind}"] for kind in kinds)


def outside_or(kinds: Iterable[str]) -> int:
    """Return the labels of a word that is outside every annotated kind but may be of one of these."""
    chosen = tuple(kinds)
    return OUTSIDE | bits("B", chosen) | bits("I", chosen)


def kind_at(allowed: Sequence[int], start: int) -> tuple[str, int] | None:
    """Return the kind and the end of the span that certainly begins at a word; None where none does."""
    for kind in KINDS:
        if allowed[start] == bits("B", (kind,)):
            end = start + 1
            while end < len(allowed) and allowed[end] == bits("I", (kind,)):
                end += 1
            return kind, end
    return None
