"""Headlines and other short texts as items, read as they come: half a million of them, and no text is kept."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np

from briefgen.analysis.vocabulary import make_vocabulary
from briefgen.findings.columns import ragged
from briefgen.findings.items import Items, Words, day_of, days_named
from briefgen.language.sentences import split
from briefgen.language.tokens import words
from briefgen.model import Published

_ENDS = re.compile(r"[.!?…:;]\S?\S?\s+\S")
"""Where a sentence can end before the end of a text."""


class Short(NamedTuple):
    """A text of which only a title and what stands behind it is known."""

    id: str
    title: str
    text: str
    """Its first sentence, or a few."""
    published: Published


class Told(NamedTuple):
    """A short text in its sentences."""

    id: str
    title: str
    sentences: Sequence[str]
    days: Sequence[Sequence[int]]
    """The days that each of them names, as ordinals."""
    published: int
    """Its day (`items.day_of`)."""


def read_items(given: Iterable[Short]) -> Items:
    """Return short texts as items, in their order; each is taken apart once."""
    return gather(map(_told, given))


def _told(item: Short) -> Told:
    found = sentences(item.text)
    days = [sorted(days_named([row], item.published)) for row in found]
    return Told(item.id, item.title, found, days, day_of(item.published))


def gather(given: Iterable[Told]) -> Items:
    """Return texts whose sentences are known as items, in their order, as they come."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    ids, named = list[str](), list[Sequence[int]]()
    tokens, sizes, homes, titled, days = (array("i") for _ in range(5))
    for n, item in enumerate(given):
        told = item.sentences
        for row in (*told, item.title) if item.title else told:
            found = words(row)
            tokens.extend(map(numbers.__getitem__, found))
            sizes.append(len(found))
        homes.extend([n] * (len(told) + bool(item.title)))
        titled.extend([0] * len(told) + [1] * bool(item.title))
        ids.append(item.id)
        days.append(item.published)
        named += [*item.days, *[()] * bool(item.title)]
    vocabulary = make_vocabulary(numbers)
    id_of = {word: n for n, word in enumerate(vocabulary.words)}
    known = np.array([id_of[word] for word in numbers], dtype=np.int32)
    return Items(
        ids,
        Words(vocabulary),
        known[np.frombuffer(tokens, dtype=np.int32)] if len(known) else known,
        np.cumsum([0, *sizes], dtype=np.int64),
        np.array(homes, dtype=np.int64),
        np.array(titled, dtype=np.bool_),
        np.array(days, dtype=np.int64),
        ragged(named),
    )


def sentences(text: str) -> list[str]:
    """Return the sentences of a short text, nearly all of which are one."""
    if not _ENDS.search(text):
        return [text] if text else []
    return [text[start:end] for start, end in split(text)]
