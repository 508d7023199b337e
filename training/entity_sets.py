"""Reads the annotated sets (JSON Lines with IOB2 tags; GUM's CoNLL-U) into examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from labels import ANYTHING, OUTSIDE, Example, bits, outside_or

MEANINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "wikigold": {
        "PER": ("person",),
        "LOC": ("place",),
        "ORG": ("organisation",),
        "MISC": ("group", "event", "other"),
    },
    "wnut17": {
        "person": ("person",),
        "location": ("place",),
        "corporation": ("organisation",),
        "group": ("organisation", "group", "other"),
        "product": ("other",),
        "creative-work": ("other",),
    },
    "crossner": {
        "person": ("person",),
        "politician": ("person",),
        "country": ("place",),
        "location": ("place",),
        "politicalparty": ("organisation",),
        "organisation": ("organisation",),
        "election": ("event",),
        "event": ("event",),
        "misc": ("group", "other"),
    },
    "uner": {"PER": ("person",), "LOC": ("place",), "ORG": ("organisation",)},
}
"""Set, its label, and the kinds that label may stand for."""

UNANNOTATED = {
    "wikigold": (),
    "wnut17": ("group", "event"),
    "crossner": (),
    "uner": ("group", "event", "other"),
}
"""Set, and the kinds it leaves unmarked."""


def read_tagged(path: Path, name: str) -> Iterator[Example]:
    """Yield the sentences of a JSON Lines file with ``tokens`` and IOB2 ``tags``."""
    maybe = outside_or(UNANNOTATED[name])
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = tuple(row["tokens"])
        allowed = tuple(
            _meaning(tag, name, maybe if word[:1].isupper() else OUTSIDE)
            for word, tag in zip(words, row["tags"], strict=True)
        )
        yield Example(words, allowed, name)


def _meaning(tag: str, name: str, outside: int) -> int:
    if tag == "O":
        return outside
    position, _, label = tag.partition("-")
    return bits(position, MEANINGS[name][label])


GUM_KINDS = {
    "person": "person",
    "organization": "organisation",
    "place": "place",
    "event": "event",
    "object": "other",
    "abstract": "other",
}
_PARTICLES = frozenset("de la al von van der bin ' - – . du des le".split())
_CONNECTING = _PARTICLES | frozenset("of the and for & in on et 's".split())
_TITLES = frozenset(
    "Mr. Mr Mrs. Mrs Ms. Ms Dr. Dr Judge Judges Justice Justices President Prime Minister Senator Sen. "
    "Representative Rep. Professor Prof. Prof King Queen Prince Princess Pope Emperor Empress General "
    "Captain Colonel Governor Mayor Sir Lord Lady Dame Saint Chief Secretary Chancellor Duke".split()
)
_MENTION = re.compile(r"\((?P<id>\d+)-(?P<kind>\w+)-(?P<rest>[^()]*)|(?P<end>\d+)\)|\)")


def read_gum(path: Path) -> Iterator[Example]:
    """Yield GUM's sentences: outermost *named* mentions are certain, other proper nouns are open."""
    for rows in sentences(path):
        words = tuple(r[1] for r in rows)
        proper = [r[3] == "PROPN" for r in rows]
        allowed = [ANYTHING if p else OUTSIDE for p in proper]
        for start, end, kind in _outermost(_named(rows, words, proper)):
            allowed[start] = bits("B", (kind,))
            allowed[start + 1 : end] = [bits("I", (kind,))] * (end - start - 1)
        for i, word in enumerate(words):
            if not proper[i] and word[:1].isupper() and i and allowed[i] == OUTSIDE:
                allowed[i] = ANYTHING  # "Korean" is an adjective and may be a group
        yield Example(words, tuple(allowed), "gum")


def sentences(path: Path) -> Iterator[list[list[str]]]:
    """Yield the sentences of a CoNLL-U file as rows of ten columns, words only."""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if not line and rows:
            yield rows
            rows = []
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)


def _named(
    rows: Sequence[Sequence[str]], words: Sequence[str], proper: Sequence[bool]
) -> Iterator[tuple[int, int, str]]:
    for first, last, kind in _mentions(rows):
        start, end = first, last - (words[last - 1] in {"'s", "’s", "'", "’"})
        opening = {"the", "a", "an", *(map(str.lower, _TITLES) if kind == "person" else ())}
        while start < end - 1 and words[start].lower() in opening:
            start += 1
        if kind not in GUM_KINDS or start >= end:
            continue
        joining = _PARTICLES if kind == "person" else _CONNECTING
        named = all(w[:1].isupper() or w in joining or w.isdigit() for w in words[start:end])
        if named and proper[end - 1] and words[start][:1].isupper():
            yield start, end, GUM_KINDS[kind]


def _mentions(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of a sentence's mentions with their kinds."""
    opened: list[tuple[str, str, int]] = []
    for i, columns in enumerate(rows):
        fields = dict(f.partition("=")[::2] for f in columns[9].split("|"))
        for match in _MENTION.finditer(fields.get("Entity", "")):
            if match["id"]:
                opened.append((match["id"], match["kind"], i))
            elif opened:
                number = match["end"] or opened[-1][0]
                at = next((k for k in reversed(range(len(opened))) if opened[k][0] == number), None)
                if at is not None:
                    _, kind, start = opened.pop(at)
                    yield start, i + 1, kind


def _outermost(spans: Iterator[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= s or e <= start for s, e, _ in kept):
            kept.append((start, end, kind))
    return kept


def halves(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Return the first half, which trains, and the second, which measures."""
    middle = len(examples) // 2
    return list(examples[:middle]), list(examples[middle:])
