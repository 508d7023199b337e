"""The clauses that stand out in sentences of key points: ``python benchmarks/cores.py WEEK.gold.json…`` prints each for reading.

Labels say which sentences tell a key point, not which of their words do: whether a clause is the news is read.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from briefgen.language.english.core_clause import core_of


def main() -> None:
    """Print every labelled sentence that has a core, the core between asterisks, and how many have one."""
    golds = [json.loads(Path(path).read_text(encoding="utf-8")) for path in sys.argv[1:]]
    quotes = (
        e["quote"] for gold in golds for point in gold["key_points"] for e in point["evidence"]
    )
    sentences = list(dict.fromkeys(quotes))
    cores = [(text, core_of(text)) for text in sentences]
    for text, core in cores:
        if core:
            print(f"{text[: core[0]]}*{text[core[0] : core[1]]}*{text[core[1] :]}\n")
    print(f"{sum(core is not None for _, core in cores)} of {len(sentences)} sentences have a core")


if __name__ == "__main__":
    main()
