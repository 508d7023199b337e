"""Labels that a trained model gives to open text, for a second model to learn from (self-training).

    python self_labels.py MODEL_DIR WEIGHTS.pt DATA_DIR OUT.jsonl

The teacher's labels count where it is sure; elsewhere the word stays open. In EWT, whose parts of speech
people gave, a word in small letters that is no proper noun is outside.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import torch
from entity_sets import sentences
from labels import ANYTHING, OUTSIDE, Example
from train_entities import Tagger, collate, encode, firsts

from briefgen.language.wordpiece import WORD, WordPieces

SURE = 0.8
"""Probability from which a label counts."""
BATCH = 32


def ewt(path: Path) -> Iterator[Example]:
    """Yield the sentences of EWT that hold a proper noun."""
    for rows in sentences(path):
        parts = [(part, row[3] == "PROPN") for row in rows for part in WORD.findall(row[1])]
        if any(proper for _, proper in parts):
            allowed = tuple(
                ANYTHING if proper or word[:1].isupper() else OUTSIDE for word, proper in parts
            )
            yield Example(tuple(word for word, _ in parts), allowed, "ewt")


def ecbplus(path: Path) -> Iterator[Example]:
    """Yield the sentences of ECB+."""
    for line in path.read_text("utf-8").splitlines():
        words = tuple(WORD.findall(json.loads(line)["text"]))
        yield Example(words, (ANYTHING,) * len(words), "ecbplus")


@torch.inference_mode()
def label(model: Tagger, batch: Sequence[Example], pieces: WordPieces) -> Iterator[Example]:
    """Yield examples with the labels that the model is sure of."""
    encoded = [encode(e, pieces) for e in batch]
    ids, shapes, mask, _ = collate(encoded)
    chance, best = model(ids, shapes, mask).softmax(-1).max(-1)
    for example, item, sure, label in zip(
        batch, encoded, chance.tolist(), best.tolist(), strict=True
    ):
        at = firsts(item)
        given = [1 << label[k] if sure[k] >= SURE else ANYTHING for k in at]
        given += [ANYTHING] * (len(example.words) - len(given))
        allowed = [
            OUTSIDE if old == OUTSIDE else new
            for old, new in zip(example.allowed, given, strict=True)
        ]
        yield Example(example.words, tuple(allowed), example.origin)


def write(examples: Iterable[Example], out: Path) -> None:
    """Write examples as JSON Lines."""
    lines = [
        json.dumps({"words": e.words, "allowed": e.allowed, "origin": e.origin}) for e in examples
    ]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Label and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("model", "weights", "data", "out"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    torch.set_num_threads(2)
    pieces = WordPieces((asked.model / "vocab.txt").read_text("utf-8").splitlines())
    model = Tagger(asked.model)
    model.load_state_dict(torch.load(asked.weights))
    model.eval()
    open_text = [
        *ewt(asked.data / "treebanks" / "en_ewt-train.conllu"),
        *ecbplus(asked.data / "claims" / "ecbplus_dev.jsonl"),
    ]
    open_text.sort(key=lambda e: len(e.words))
    groups = [open_text[i : i + BATCH] for i in range(0, len(open_text), BATCH)]
    write((e for group in groups for e in label(model, group, pieces)), asked.out)


if __name__ == "__main__":
    main()
