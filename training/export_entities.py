"""Exports the entity model to ONNX with weights of one byte, and scores it again as it ships.

    python export_entities.py MODEL_DIR WEIGHTS.pt DATA_DIR PACK_DIR

The activations' scale is found anew in each run, over the whole input: the program must give the model
one sentence at a time, or a sentence's names would depend on its neighbours.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from train_entities import Encoded, Tagger, encode, f_score, gold_labels, load

from briefgen.language.wordpiece import WordPieces


class OneSentence(nn.Module):
    """The tagger for one sentence, which needs no mask."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        """Return the labels' scores of each piece, (1, length, labels)."""
        return self.tagger(pieces, shapes, torch.ones_like(pieces))


def export(tagger: Tagger, out: Path) -> None:
    """Write the model as ONNX, quantised."""
    example = torch.randint(5, 3000, (1, 20))
    names = {"input_names": ["pieces", "shapes"], "output_names": ["scores"]}
    axes = {name: {1: "length"} for names_ in names.values() for name in names_}
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            OneSentence(tagger).eval(), (example, torch.zeros_like(example)), str(exact),
            **names, dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(
            exact, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    model = onnx.load(out)
    model.ClearField("producer_version")
    onnx.save(model, out)


def score(path: Path, data: Path, pieces: WordPieces) -> dict[str, float]:
    """Return the F1 of exact spans of the exported model on each set kept out."""
    session = onnxruntime.InferenceSession(path)
    return {
        name: f_score(_labelled(session, encode(e, pieces)) for e in examples)
        for name, examples in load(data)[1].items()
    }


def _labelled(session: onnxruntime.InferenceSession, item: Encoded) -> tuple[list[int], list[int]]:
    scores = session.run(None, {"pieces": [item[0]], "shapes": [item[1]]})[0][0]
    best = scores.argmax(-1).tolist()
    return [best[k] for k, bits in enumerate(item[2]) if bits], gold_labels(item)


def main() -> None:
    """Export, score, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("model", "weights", "data", "pack"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    tagger = Tagger(asked.model)
    tagger.load_state_dict(torch.load(asked.weights))
    out = asked.pack / "entities.onnx"
    export(tagger, out)
    pieces = WordPieces((asked.model / "vocab.txt").read_text("utf-8").splitlines())
    print(
        json.dumps(
            {"megabytes": round(out.stat().st_size / 1e6, 2), **score(out, asked.data, pieces)}
        )
    )


if __name__ == "__main__":
    main()
