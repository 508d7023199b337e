"""How well sentences are split, and how fast: this program or a spaCy pipeline on CoNLL-U files.

    python benchmarks/sentences.py FILE.conllu … [--joined] [--model en_core_web_sm] [--floors]

The sentences of a paragraph (``# newpar``, ``# newdoc``) are joined as their text stands (`SpaceAfter`);
``--joined`` joins whole files with single spaces instead, for sets that come sentence by sentence (PUD).
Prints JSON: F1 of

- `ends`, the headline: every sentence end, paragraph ends counted, by its position;
- `inside`: the ends inside paragraphs alone, those that a program has to find;
- `spans`: whole sentences, both ends right, over the text, as the CoNLL 2018 shared task counts them;

each with precision and recall, and words a second of this process's time (the split alone; for a
pipeline, all that it does). ``--floors`` ends with 1 where a figure is below benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from conllu import Passage, join, read_passages

from briefgen.language.sentences import split

FLOORS = Path(__file__).parent / "floors.json"
Splitter = Callable[[str], Iterable[tuple[int, int]]]


def pipeline(name: str) -> Splitter:
    """Return an installed spaCy pipeline as a splitter."""
    import spacy  # noqa: PLC0415 - only where one is named

    nlp = spacy.load(name)

    def split_text(text: str) -> list[tuple[int, int]]:
        found = [(s.start_char, s.end_char) for s in nlp(text).sents]
        return [(a, a + len(text[a:b].rstrip())) for a, b in found]

    return split_text


def passages_of(file: Path, *, joined: bool) -> list[Passage]:
    """Return a file's paragraphs, or all its sentences as one with single spaces between."""
    passages = read_passages(file)
    if not joined:
        return passages
    pieces = [
        p.text[a:b].strip() + " "
        for p in passages
        for a, b in zip((0, *p.ends[:-1]), p.ends, strict=True)
    ]
    return [join(pieces)]


def figures(right: int, made: int, true: int) -> dict[str, float]:
    """Return precision, recall and F1."""
    precision, recall = right / max(1, made), right / max(1, true)
    return {
        "f1": round(2 * right / max(1, made + true), 4),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
    }


def score(passages: Sequence[Passage], splitter: Splitter) -> dict[str, object]:
    """Return the three scores and the speed of a splitter."""
    splitter("A warm-up. It loads what it needs.")
    started = time.process_time()
    found = [tuple(splitter(p.text)) for p in passages]
    seconds = time.process_time() - started
    counts = {"ends": [0, 0, 0], "inside": [0, 0, 0], "spans": [0, 0, 0]}
    for passage, spans in zip(passages, found, strict=True):
        for name, (made, true) in _sets(passage, spans).items():
            for n, value in enumerate((len(made & true), len(made), len(true))):
                counts[name][n] += value
    words = sum(len(p.text.split()) for p in passages)
    return {
        **{name: figures(*held) for name, held in counts.items()},
        "sentences": counts["ends"][2],
        "passages": len(passages),
        "words": words,
        "words_per_second": round(words / max(seconds, 1e-6)),
    }


def _sets(
    passage: Passage, spans: Sequence[tuple[int, int]]
) -> dict[str, tuple[frozenset[object], frozenset[object]]]:
    """Return what was made and what is true, by score."""
    ends, last = frozenset(end for _, end in spans), passage.ends[-1]
    true = frozenset(passage.ends)
    starts = [0, *passage.ends[:-1]]
    whole = frozenset(
        (a + len(passage.text[a:b]) - len(passage.text[a:b].lstrip()), b)
        for a, b in zip(starts, passage.ends, strict=True)
    )
    return {
        "ends": (ends, true),
        "inside": (ends - {last}, true - {last}),
        "spans": (frozenset(spans), whole),
    }


def main() -> int:
    """Measure, print, and compare with the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--joined", action="store_true", help="single spaces between all sentences")
    parser.add_argument("--model", help="a spaCy pipeline to measure instead")
    parser.add_argument("--floors", action="store_true")
    asked = parser.parse_args()
    splitter = pipeline(asked.model) if asked.model else split
    passages = [p for f in asked.files for p in passages_of(f, joined=asked.joined)]
    result = {"model": asked.model or "briefgen", **score(passages, splitter)}
    print(json.dumps(result, indent=1))
    return below_floors(result, asked.files) if asked.floors else 0


def below_floors(measured: dict[str, object], files: Sequence[Path]) -> int:
    """Return 1 where F1 is below its floor or the files are not those it was set on."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["sentences"]
    digest = hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()
    failed = [
        f"{name} {measured[name]} is below its floor {floor}"
        for name, floor in floors["floors"].items()
        if measured[name]["f1"] < floor  # type: ignore[index]  # a table of figures
    ]
    if digest != floors["sha256"]:
        failed.append("the files have changed; measure again and set the floors anew")
    for problem in failed:
        print(problem, file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
