"""How large the language pack is and how fast it reads: sizes, loading, words a second on one core.

    OMP_NUM_THREADS=1 python benchmarks/pack.py FILE.jsonl

The file holds ``{"text"}`` a line, one article each. Prints JSON. Seconds are of the processor, so that
a busy machine tells the same; the entities' are shared by the cores.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefgen.language import pack
from briefgen.language.entities import find_entities
from briefgen.language.sentences import split
from briefgen.language.tagging import tag
from briefgen.language.vectors import embed

PRINTABLE = 300
"""Sentences that a brief may print."""


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what some work gives, and the seconds of processor it took."""
    began = time.process_time()
    return work(), time.process_time() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    asked = parser.parse_args()
    lines = asked.file.read_text(encoding="utf-8").splitlines()
    paragraphs = [p for line in lines for p in json.loads(line)["text"].split("\n") if p.strip()]
    loads = {
        "sentences": timed(lambda: split("One. Two."))[1],
        "vectors": timed(lambda: embed(["One."]))[1],
        "tags": timed(lambda: list(tag(["One."])))[1],
        "entities": timed(lambda: find_entities(["One."]))[1],
    }
    sentences, splitting = timed(lambda: [p[s:e] for p in paragraphs for s, e in split(p)])
    words = sum(len(s.split()) for s in sentences)
    embedding = timed(lambda: embed(sentences))[1]
    tagging = timed(lambda: list(tag(sentences)))[1]
    naming = timed(lambda: find_entities(sentences[:PRINTABLE]))[1]
    files = {p.name: p.stat().st_size for p in Path(str(pack.folder())).iterdir()}
    print(
        json.dumps(
            {
                "megabytes": round(sum(files.values()) / 1e6, 1),
                "files": files,
                "seconds to load": {k: round(v, 2) for k, v in loads.items()},
                "seconds to load all": round(sum(loads.values()), 2),
                "sentences": len(sentences),
                "words": words,
                "words a second, sentences and vectors": round(words / (splitting + embedding)),
                "words a second, vectors": round(words / embedding),
                "words a second, sentences, tags and vectors": round(
                    words / (splitting + embedding + tagging)
                ),
                f"seconds for the entities of {PRINTABLE} sentences, all cores together": round(
                    naming, 2
                ),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
