"""Trains spaCy's small network for tags and lemmas on EWT and GUM and stores it in two files.

    python train_tagger.py DATA_DIR PACK_DIR

Prints the accuracy on EWT's development part, which is kept out. The program tags sentence by sentence,
and so it learns.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import spacy
from entity_sets import sentences
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin
from spacy.training.corpus import Corpus

HERE = Path(__file__).parent


def store(paths: list[Path], out: Path) -> None:
    """Write the sentences of CoNLL-U files as spaCy reads them for training."""
    vocabulary = spacy.blank("en").vocab
    docs = DocBin(attrs=["TAG", "LEMMA"])
    for path in paths:
        for rows in sentences(path):
            spaces = ["SpaceAfter=No" not in row[9] for row in rows]
            words, tags, lemmas = ([row[k] for row in rows] for k in (1, 4, 2))
            docs.add(Doc(vocabulary, words=words, spaces=spaces, tags=tags, lemmas=lemmas))
    docs.to_disk(out)


def main() -> None:
    """Train, store, score."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("pack", type=Path)
    asked = parser.parse_args()
    trees = asked.data / "treebanks"
    with tempfile.TemporaryDirectory() as folder:
        learned, kept, best = (
            Path(folder) / "train.spacy",
            Path(folder) / "dev.spacy",
            Path(folder) / "out",
        )
        store([trees / "en_ewt-train.conllu", *sorted((trees / "gum").glob("*.conllu"))], learned)
        store([trees / "en_ewt-dev.conllu"], kept)
        train(
            HERE / "tagger.cfg",
            best,
            overrides={"paths.train": str(learned), "paths.dev": str(kept)},
        )
        pipeline = spacy.load(best / "model-last")
        scores = pipeline.evaluate(list(Corpus(kept)(pipeline)))
    pipeline.config["paths"].update(train=None, dev=None)
    (asked.pack / "tagger.cfg").write_text(pipeline.config.to_str(), encoding="utf-8")
    (asked.pack / "tagger.bin").write_bytes(pipeline.to_bytes())
    print(json.dumps({key: round(scores[key], 4) for key in ("tag_acc", "lemma_acc")}))


if __name__ == "__main__":
    main()
