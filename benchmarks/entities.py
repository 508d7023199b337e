"""How many names are found, exactly: F1 of spans on a file of tagged sentences.

    python benchmarks/entities.py FILE.jsonl [--labels PER=person,ORG=organisation,LOC=place]
        [--model en_core_web_sm] [--floors NAME]

The file holds ``{"tokens", "tags"}`` a line, tags in IOB2. ``--labels`` says which of its labels stand
for which of ours; those it leaves out are not scored, nor are our kinds that it does not name. The
default knows the labels of CrossNER, Universal NER, WikiGold and WNUT. ``--model`` measures an installed
spaCy pipeline instead of the shipped model. Prints JSON: precision, recall and F1 of each kind, and of
people, organisations and places together (micro). ``--floors`` ends with 1 where a figure is below its
floor of that name in benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from floors import below_floors

from briefgen.language.entities import KINDS, find_entities

DEFAULT = (
    "PER=person,person=person,politician=person,"
    "ORG=organisation,organisation=organisation,politicalparty=organisation,corporation=organisation,"
    "LOC=place,location=place,country=place,"
    "event=event,election=event"
)
TOGETHER = ("person", "organisation", "place")
Span = tuple[int, int, int, str]
"""Sentence, first token, end, kind."""


def parse_labels(given: str) -> dict[str, str]:
    """Return the label map of the command line.

    Raises:
        ValueError: a part is no ``LABEL=kind``, or the kind is none of ours.
    """
    pairs = [part.partition("=") for part in given.split(",") if part]
    for label, sign, kind in pairs:
        if not sign or kind not in KINDS:
            raise ValueError(
                f"'{label}{sign}{kind}': write LABEL=kind, the kind one of {', '.join(KINDS)}"
            )
    return {label: kind for label, _, kind in pairs}


def gold_spans(sentence: int, tags: Sequence[str], labels: dict[str, str]) -> set[Span]:
    """Return the spans that IOB2 tags mark, of the labels that are scored."""
    found: set[Span] = set()
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if label and not (tag[:1] == "I" and tag[2:] == label):
            if label in labels:
                found.add((sentence, start, i, labels[label]))
            label = ""
        if tag[:1] == "B":
            start, label = i, tag[2:]
    return found


def given_spans(
    sentence: int, tokens: Sequence[str], entities: Iterable[tuple[int, int, str]], kinds: set[str]
) -> set[Span]:
    """Return entities as spans of tokens; one that cuts a token is wrong and keeps its own place."""
    starts = [0, *accumulate(len(token) + 1 for token in tokens)]
    first = {start: i for i, start in enumerate(starts)}
    last = {start - 1: i for i, start in enumerate(starts)}
    return {
        (sentence, first.get(start, -start), last.get(end, -end), kind)
        for start, end, kind in entities
        if kind in kinds
    }


def score(given: set[Span], gold: set[Span], kinds: Iterable[str]) -> dict[str, float]:
    """Return precision, recall and F1 over some kinds, and how many there are."""
    wanted = set(kinds)
    found = {s for s in given if s[3] in wanted}
    true = {s for s in gold if s[3] in wanted}
    right = len(found & true)
    return {
        "precision": round(right / max(len(found), 1), 4),
        "recall": round(right / max(len(true), 1), 4),
        "f1": round(2 * right / max(len(found) + len(true), 1), 4),
        "count": len(true),
    }


def measure(path: Path, labels: dict[str, str], model: str | None) -> dict[str, Any]:
    """Return the scores of a model on a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [" ".join(row["tokens"]) for row in rows]
    find_entities(texts[:1], model=model)
    began = time.perf_counter()
    entities = find_entities(texts, model=model)
    seconds = time.perf_counter() - began
    present = {tag[2:] for row in rows for tag in row["tags"]} & labels.keys()
    scored = {labels[label] for label in present}
    gold = {span for n, row in enumerate(rows) for span in gold_spans(n, row["tags"], labels)}
    given = {
        span
        for n, (row, found) in enumerate(zip(rows, entities, strict=True))
        for span in given_spans(n, row["tokens"], [(e.start, e.end, e.kind) for e in found], scored)
    }
    return {
        "file": path.name,
        "model": model or "shipped",
        "sentences": len(rows),
        "sentences a second": round(len(rows) / seconds, 1),
        "micro": score(given, gold, TOGETHER),
        "kinds": {kind: score(given, gold, [kind]) for kind in KINDS if kind in scored},
        "wrong": dict(Counter(kind for *_, kind in given - gold).most_common()),
    }


def main() -> int:
    """Measure, print, and compare with the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--labels", default=DEFAULT)
    parser.add_argument("--model", help="an installed spaCy pipeline")
    parser.add_argument("--floors", help="name of the floors in floors.json")
    asked = parser.parse_args()
    try:
        labels = parse_labels(asked.labels)
    except ValueError as error:
        parser.error(str(error))
    result = measure(asked.file, labels, asked.model)
    print(json.dumps(result, indent=1))
    return below_floors(asked.floors, result["micro"], [asked.file]) if asked.floors else 0


if __name__ == "__main__":
    sys.exit(main())
