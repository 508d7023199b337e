"""Distils all-MiniLM-L6-v2 into static vectors of word pieces and stores them in whole bytes.

    python distil_vectors.py MODEL_DIR DATA_DIR PACK_DIR

model2vec (Tulkens & van Dongen 2024) runs each piece alone through the model, keeps the first
components and weighs the pieces as smooth inverse frequency does. Each row is stored as int8 with a
scale of its own; the centre is the mean over sentences of open text.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from entity_sets import sentences
from model2vec.distill import distill
from numpy.typing import NDArray

from briefgen.language.wordpiece import WORD, WordPieces, fold

DIMENSIONS = 256


def main() -> None:
    """Distil, store, and print how much storing in bytes costs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("pack", type=Path)
    asked = parser.parse_args()
    vocabulary = (asked.model / "vocab.txt").read_text("utf-8").splitlines()
    exact = align(asked.model, vocabulary)
    scales = np.abs(exact).max(axis=1) / 127
    vectors = np.round(exact / np.where(scales, scales, 1)[:, None]).astype(np.int8)
    centre = mean_of(open_text(asked.data), vectors * scales[:, None], WordPieces(vocabulary))
    (asked.pack / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    np.savez(
        asked.pack / "vectors.npz",
        vectors=vectors,
        scales=scales.astype(np.float32),
        centre=centre.astype(np.float32),
    )
    lost = np.linalg.norm(vectors * scales[:, None] - exact) / np.linalg.norm(exact)
    print(json.dumps({"pieces": len(vectors), "error of int8": round(float(lost), 5)}))


def align(model: Path, vocabulary: list[str]) -> NDArray[np.float32]:
    """Return the distilled vectors in the order of the model's vocabulary; zeros for unused pieces."""
    distilled = distill(str(model), pca_dims=DIMENSIONS, device="cpu")
    row = {token: n for n, token in enumerate(distilled.tokens)}
    exact = np.zeros((len(vocabulary), DIMENSIONS), dtype=np.float32)
    for n, token in enumerate(vocabulary):
        if token in row and not token.startswith("["):
            exact[n] = distilled.embedding[row[token]]
    return exact


def open_text(data: Path) -> list[str]:
    """Return sentences of the sets marked A: treebanks, KCNA and ECB+."""
    trees = [
        data / "treebanks" / "en_ewt-train.conllu",
        *sorted((data / "treebanks" / "gum").glob("*.conllu")),
    ]
    found = [" ".join(row[1] for row in rows) for path in trees for rows in sentences(path)]
    lines = (data / "corpus" / "kcna.jsonl").read_text("utf-8").splitlines()
    found += [p for line in lines for p in json.loads(line)["text"].split("\n")]
    claims = (data / "claims" / "ecbplus_dev.jsonl").read_text("utf-8").splitlines()
    return [*found, *(json.loads(line)["text"] for line in claims)]


def mean_of(
    texts: list[str], vectors: NDArray[np.float32], pieces: WordPieces
) -> NDArray[np.float32]:
    """Return the mean of the texts' vectors of length 1."""
    rows = np.array(
        [
            vectors[[n for w in WORD.findall(fold(t)) for n in pieces.of(w)]].sum(0)
            for t in texts
            if t.strip()
        ]
    )
    lengths = np.linalg.norm(rows, axis=1)
    return (rows[lengths > 0] / lengths[lengths > 0, None]).mean(axis=0)


if __name__ == "__main__":
    main()
