"""Fine-tunes MiniLM as a token classifier on several sets at once and writes its weights.

    python train_entities.py MODEL_DIR DATA_DIR OUT.pt [--more SELF.jsonl] [--epochs 3] [--threads 2]

MODEL_DIR holds all-MiniLM-L6-v2; DATA_DIR is laid out as docs/language.md says. The model knows only
small letters, so the shape of each word (Title, CAPITALS, digits, ...) is given as its token type.
The pieces' own vectors stay as they are: names that no set holds keep their place among the others.
Kept out and scored: the second halves of CrossNER-politics' and UNER-EWT's development parts.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import torch
from augment import vary
from entity_sets import halves, read_gum, read_tagged
from labels import ANYTHING, LABELS, Example
from torch import Tensor, nn
from transformers import BertModel
from weak_labels import read_kcna, with_nationalities

from briefgen.language.entity_model import SHAPES, shape_of
from briefgen.language.wordpiece import WORD, WordPieces, fold

SEED = 20251109
BATCH = 16
RATE, HEAD_RATE, SHAPE_RATE = 1e-4, 5e-4, 1e-3
WARM = 0.1
AVERAGED = 0.998
"""Weight of the old value in the running average of the weights, which is what is kept."""
LONGEST = 160
HIDDEN = 0.06
"""Share of words that are hidden from the model as it learns, so that it minds the context."""
SHARES = {
    "crossner": 3.0, "uner": 1.5, "wikigold": 1.0, "gum": 0.6, "wnut17": 0.35, "kcna": 0.1, "ewt": 0.4, "ecbplus": 0.5,
}  # fmt: skip
"""How often an epoch shows each example of a set."""
NOT_A_FIRST_PIECE = 0
SCORED = frozenset({"person", "organisation", "place"})


class Tagger(nn.Module):
    """MiniLM with a linear layer over its last hidden states; token types are shapes."""

    def __init__(self, model: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            model, add_pooling_layer=False, attn_implementation="eager"
        )
        old = self.encoder.embeddings.token_type_embeddings.weight.data[0]
        self.encoder.embeddings.token_type_embeddings = nn.Embedding(len(SHAPES), old.numel())
        self.encoder.embeddings.token_type_embeddings.weight.data[:] = old
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(LABELS))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Return the labels' scores of each piece, (batch, length, labels)."""
        hidden = self.encoder(input_ids=pieces, token_type_ids=shapes, attention_mask=mask)
        return self.head(self.drop(hidden.last_hidden_state))


Encoded = tuple[list[int], list[int], list[int]]
"""Pieces, shapes, and the labels allowed for each word's first piece (0 for other pieces)."""


def encode(example: Example, pieces: WordPieces) -> Encoded:
    """Return an example as the model takes it; a set's word may be several of ours."""
    ids, shapes, allowed = [pieces.numbers["[CLS]"]], [0], [NOT_A_FIRST_PIECE]
    for word, labels in zip(example.words, example.allowed, strict=True):
        inside = sum(1 << n for n, name in enumerate(LABELS) if name[0] != "B" and labels >> n & 1)
        inside |= sum(
            1 << n + 1 for n, name in enumerate(LABELS) if name[0] == "B" and labels >> n & 1
        )
        for k, part in enumerate(WORD.findall(word)):
            found = pieces.of(fold(part)) or (pieces.unknown,)
            ids += found
            shapes += [shape_of(part)] * len(found)
            one = labels if k == 0 or labels == ANYTHING else inside
            allowed += [one, *[NOT_A_FIRST_PIECE] * (len(found) - 1)]
    ids, shapes, allowed = ids[: LONGEST - 1], shapes[: LONGEST - 1], allowed[: LONGEST - 1]
    return [*ids, pieces.numbers["[SEP]"]], [*shapes, 0], [*allowed, NOT_A_FIRST_PIECE]


def hide(item: Encoded, mask: int, rng: random.Random) -> Encoded:
    """Return an example in which some words cannot be read, only seen by their shape and neighbours."""
    ids, shapes, allowed = item
    hidden = False
    new = []
    for number, first in zip(ids, allowed, strict=True):
        hidden = rng.random() < HIDDEN if first else hidden and len(new) < len(ids) - 1
        new.append(mask if hidden else number)
    return new, shapes, allowed


def collate(batch: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return pieces, shapes, mask, and the allowed labels as 0 or 1 (batch, length, labels)."""
    width = max(len(ids) for ids, _, _ in batch)
    padded = [[row + [0] * (width - len(row)) for row in item] for item in batch]
    ids, shapes, allowed = (torch.tensor([item[k] for item in padded]) for k in range(3))
    mask = torch.tensor([[k < len(item[0]) for k in range(width)] for item in batch])
    bits = (allowed.unsqueeze(-1) >> torch.arange(len(LABELS))) & 1
    return ids, shapes, mask.long(), bits


def partial_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Return the mean of -log P(allowed labels) over the words that allow some but not all."""
    scores = scores.float()
    counted = allowed.sum(-1)
    known = (counted > 0) & (counted < len(LABELS))
    possible = scores.masked_fill(allowed == 0, -1e4).logsumexp(-1)
    return (scores.logsumexp(-1) - possible)[known].mean()


def read_self_labelled(path: Path) -> Iterator[Example]:
    """Yield the examples that self_labels.py wrote."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Example(tuple(row["words"]), tuple(row["allowed"]), row["origin"])


def load(data: Path) -> tuple[list[Example], dict[str, list[Example]]]:
    """Return the examples to learn from, and those kept out, by set."""
    entities = data / "entities"
    crossner, kept_crossner = halves(
        list(read_tagged(entities / "crossner_politics_dev.jsonl", "crossner"))
    )
    uner, kept_uner = halves(list(read_tagged(entities / "uner_ewt_dev.jsonl", "uner")))
    learned = [
        *read_tagged(entities / "wikigold.jsonl", "wikigold"),
        *read_tagged(entities / "wnut17_train.jsonl", "wnut17"),
        *read_tagged(entities / "wnut17_dev.jsonl", "wnut17"),
        *read_tagged(entities / "crossner_politics_train.jsonl", "crossner"),
        *crossner,
        *uner,
        *(
            e
            for path in sorted((data / "treebanks" / "gum").glob("*.conllu"))
            for e in read_gum(path)
        ),
        *read_kcna(data / "corpus" / "kcna.jsonl"),
    ]
    return [with_nationalities(e) for e in learned], {"crossner": kept_crossner, "uner": kept_uner}


def epoch(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """Return an epoch's examples: each set as often as its share says, varied, shuffled."""
    chosen = []
    for example in examples:
        share = SHARES[example.origin]
        times = int(share) + (rng.random() < share % 1)
        chosen += [vary(example, rng) for _ in range(times)]
    rng.shuffle(chosen)
    return chosen


def batches(
    examples: Sequence[Example], pieces: WordPieces, rng: random.Random
) -> Iterator[Sequence[Encoded]]:
    """Yield batches of examples of like length, in random order."""
    encoded = [hide(encode(e, pieces), pieces.numbers["[MASK]"], rng) for e in examples]
    pools = [encoded[i : i + 50 * BATCH] for i in range(0, len(encoded), 50 * BATCH)]
    for pool in pools:
        pool.sort(key=lambda e: len(e[0]))
        groups = [pool[i : i + BATCH] for i in range(0, len(pool), BATCH)]
        rng.shuffle(groups)
        yield from groups


class Learner:
    """A model, the running average of its weights, and what moves them.

    The average is what is kept: it is steadier than the last step and as good as a longer training.
    """

    def __init__(self, model: Tagger, steps: int) -> None:
        self.model = model
        self.average = copy.deepcopy(model)
        self.optimiser = torch.optim.AdamW(_rates(model), weight_decay=0.01, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser,
            lambda s: min(s / (WARM * steps), max(0.02, (steps - s) / (steps * (1 - WARM)))),
        )
        self.done = 0

    def step(self, batch: Sequence[Encoded]) -> float:
        """Learn from a batch; return its loss."""
        ids, shapes, mask, allowed = collate(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.model(ids, shapes, mask)
        loss = partial_loss(scores, allowed)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.done += 1
        self._average()
        return loss.item()

    @torch.no_grad()
    def _average(self) -> None:
        keep = min(AVERAGED, self.done / (self.done + 10))
        pairs = zip(self.average.parameters(), self.model.parameters(), strict=True)
        for old, new in pairs:
            if new.requires_grad:
                old.lerp_(new, 1 - keep)


def _rates(model: Tagger) -> list[dict[str, object]]:
    """Return the parameters by learning rate."""
    shape = [model.encoder.embeddings.token_type_embeddings.weight]
    head = list(model.head.parameters())
    taken = {id(p) for p in (*shape, *head)}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in taken]
    return [
        {"params": body, "lr": RATE},
        {"params": head, "lr": HEAD_RATE},
        {"params": shape, "lr": SHAPE_RATE},
    ]


@torch.inference_mode()
def score(model: Tagger, examples: Sequence[Example], pieces: WordPieces) -> float:
    """Return the F1 of exact spans of people, organisations and places."""
    model.eval()
    pairs = []
    for i in range(0, len(examples), 64):
        encoded = [encode(e, pieces) for e in examples[i : i + 64]]
        ids, shapes, mask, _ = collate(encoded)
        best = model(ids, shapes, mask).argmax(-1).tolist()
        pairs += [
            ([row[k] for k in firsts(item)], item) for row, item in zip(best, encoded, strict=True)
        ]
    return f_score((given, gold_labels(item)) for given, item in pairs)


def firsts(item: Encoded) -> list[int]:
    """Return where the first pieces of words stand."""
    return [k for k, bits in enumerate(item[2]) if bits]


def gold_labels(item: Encoded) -> list[int]:
    """Return the label of each word, "O" where the set leaves it open."""
    return [bits.bit_length() - 1 if bits.bit_count() == 1 else 0 for bits in item[2] if bits]


def f_score(pairs: Iterable[tuple[Sequence[int], Sequence[int]]]) -> float:
    """Return the F1 of exact spans of the scored kinds over pairs of given and right labels."""
    right = given = wanted = 0
    for guess, gold in pairs:
        found, true = (set(spans([LABELS[n] for n in numbers])) for numbers in (guess, gold))
        right, given, wanted = right + len(found & true), given + len(found), wanted + len(true)
    return round(2 * right / max(given + wanted, 1), 4)


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of the scored kinds that IOB2 labels mark; an I without its B opens one."""
    start, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        position, _, name = label.partition("-")
        if kind and (position != "I" or name != kind):
            if kind in SCORED:
                yield start, i, kind
            kind = ""
        if name and not kind:
            start, kind = i, name


def train(
    learner: Learner, examples: Sequence[Example], pieces: WordPieces, epochs: int
) -> Iterator[float]:
    """Train; yield the mean loss of each epoch."""
    rng = random.Random(SEED)
    for _ in range(epochs):
        losses = [learner.step(batch) for batch in batches(epoch(examples, rng), pieces, rng)]
        yield sum(losses) / len(losses)


def main() -> None:
    """Train, score, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--more", type=Path, help="what self_labels.py wrote")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(asked.threads)
    pieces = WordPieces((asked.model / "vocab.txt").read_text("utf-8").splitlines())
    examples, kept = load(asked.data)
    examples += map(with_nationalities, read_self_labelled(asked.more) if asked.more else ())
    print(
        json.dumps({name: sum(e.origin == name for e in examples) for name in SHARES}), flush=True
    )
    steps = asked.epochs * len(epoch(examples, random.Random(SEED))) // BATCH
    learner = Learner(Tagger(asked.model), steps)
    for loss in train(learner, examples, pieces, asked.epochs):
        scores = {name: score(learner.average, part, pieces) for name, part in kept.items()}
        print(json.dumps({"steps": learner.done, "loss": round(loss, 4), **scores}), flush=True)
        torch.save(learner.average.state_dict(), asked.out)


if __name__ == "__main__":
    main()
