"""How many shared words tell a sentence told again from another one: `briefgen.changes.SHARED_WORDS`.

    python benchmarks/changes.py FILE.jsonl [--shares .5 .6 .7 .8] [--least 5]

FILE holds one annotated sentence a line: ``document``, ``topic``, ``story``, ``text``, ``actions``. Compared are
the sentences of different documents of a topic, as those of two editions are. Two are the same where they share
an action. Prints JSON, for each share: how many pairs are found, the share of them that are the same
(precision) and that are of one event (a topic has two look-alike ones), and how many of the same are found
(recall). Names, days and the least number of shared words count as they do in the program.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from briefgen.language.english.event_dates import find_event_dates
from briefgen.language.tokens import terms
from briefgen.model import Published
from briefgen.model.text import sha256
from briefgen.series import changes
from briefgen.series.changes import Statement, tell_the_same

Row = dict[str, Any]


def statement(row: Row) -> Statement:
    """Return a sentence as editions compare it; its document has no date."""
    text = changes.without_day_of_saying(row["text"])
    dates = find_event_dates(text, Published())
    return Statement(
        id="",
        source=row["document"],
        text=row["text"],
        sha256=sha256(row["text"]),
        words=frozenset(terms(text)),
        names=frozenset(changes.NAME.findall(text)),
        days=frozenset(d.date for d in dates if d.precision == "day"),
        figures=frozenset(),
        origins=1,
        denied=False,
        late=False,
    )


def pairs(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield the pairs of sentences of different documents of a topic."""
    topics: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        topics[row["topic"]].append(row)
    for topic in topics.values():
        yield from ((a, b) for a, b in combinations(topic, 2) if a["document"] != b["document"])


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    parser.add_argument("--least", type=int, default=changes.LEAST_WORDS, help="shared words")
    chosen = parser.parse_args()
    changes.LEAST_WORDS = chosen.least
    rows = [json.loads(line) for line in chosen.file.read_text(encoding="utf-8").splitlines()]
    said = {id(row): statement(row) for row in rows}
    compared = list(pairs(rows))
    same = sum(bool(set(a["actions"]) & set(b["actions"])) for a, b in compared)
    result: dict[str, Any] = {"pairs": len(compared), "same": same}
    for share in chosen.shares:
        changes.SHARED_WORDS = share
        found = [(a, b) for a, b in compared if tell_the_same(said[id(a)], said[id(b)])]
        right = sum(bool(set(a["actions"]) & set(b["actions"])) for a, b in found)
        result[f"{share}"] = {
            "found": len(found),
            "precision": round(right / max(1, len(found)), 3),
            "one_event": round(
                sum(a["story"] == b["story"] for a, b in found) / max(1, len(found)), 3
            ),
            "recall": round(right / same, 3),
        }
    print(json.dumps(result, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
