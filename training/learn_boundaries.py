"""Learns where sentences end from treebanks and writes the weights that the package ships.

    PYTHONPATH=..:../benchmarks python learn_boundaries.py DATA ../briefgen/language/boundaries.json

DATA is the folder with treebanks/en_ewt-train.conllu and treebanks/gum/. Trains on EWT's training part
(CC BY-SA 4.0) and on GUM (CC BY 4.0 annotations) without every second document of its news, paragraph
by paragraph and once more with the paragraphs of a document joined by spaces, as pages lose them.
Prints scores on what was kept apart; nothing random is left, so the same data give the same file.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from conllu import Passage, join, read_passages
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from briefgen.language import boundaries

SEEN = 2
"""A feature met less often teaches nothing."""
SMALL = 0.04
"""Weights nearer to zero are left out: half the file, no score changed in the third digit."""
RARE = 0.006
"""Surroundings with fewer breaks than this share of at least `TRIED` are never tried: speed."""
TRIED = 30


def training_files(data: Path) -> tuple[list[Path], list[Path]]:
    """Return the files to learn from and GUM's news that is kept apart: every second document."""
    gum = sorted((data / "treebanks" / "gum").glob("*.conllu"))
    kept = [f for f in gum if "_news_" in f.name][1::2]
    return [data / "treebanks" / "en_ewt-train.conllu", *(f for f in gum if f not in kept)], kept


def joined(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages of each document as one, with spaces between."""
    texts: dict[int, list[str]] = {}
    for passage in passages:
        starts = [0, *passage.ends[:-1]]
        sentences = [passage.text[a:b] for a, b in zip(starts, passage.ends, strict=True)]
        texts.setdefault(passage.document, []).extend([*sentences[:-1], sentences[-1] + " "])
    return [join(sentences) for sentences in texts.values()]


def examples(
    passages: Iterable[Passage],
) -> tuple[list[list[str]], list[bool], list[tuple[str, ...]]]:
    """Return features, truth and surroundings of every candidate, with the true sentences before it."""
    named, truth, places = [], [], []
    for passage in passages:
        words, ends = boundaries.find_words(passage.text), frozenset(passage.ends)
        state, seen = boundaries.State(style=boundaries.style_of(words)), 0
        for candidate in boundaries.find_candidates(words):
            quotes = state.quotes
            for word in words.texts[seen : candidate.at + 1]:
                quotes = boundaries.count_open(word, quotes)
            seen, state = candidate.at + 1, boundaries.State(state.first, quotes, state.style)
            kind = candidate.kind[0]
            named.append([kind + n for n in boundaries.features(words, candidate, state)])
            truth.append(words.ends[candidate.at] in ends)
            is_break = candidate.kind == "break"
            places.append(boundaries.surroundings(words, candidate.at) if is_break else ())
            if truth[-1]:
                state = boundaries.State(seen, 0, state.style)
    return named, truth, places


def hopeless(truth: Sequence[bool], places: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the words and shapes beside which hardly a sentence ends."""
    tried = Counter(p for ps in places for p in ps)
    ended = Counter(p for ps, t in zip(places, truth, strict=True) if t for p in ps)
    return sorted(p for p, n in tried.items() if n >= TRIED and ended[p] <= RARE * n)


def learn(named: Sequence[Sequence[str]], truth: Sequence[bool]) -> dict[str, object]:
    """Return weights in hundredths, by L2-regularised logistic regression."""
    counts = Counter(name for names in named for name in set(names))
    known = {n: i for i, n in enumerate(sorted(n for n, c in counts.items() if c >= SEEN))}
    columns = [[known[n] for n in names if n in known] for names in named]
    starts = np.cumsum([0, *(len(c) for c in columns)])
    flat = np.fromiter((i for c in columns for i in c), dtype=np.int32)
    matrix = csr_matrix((np.ones(len(flat), np.float32), flat, starts), (len(named), len(known)))
    model = LogisticRegression(C=0.5, solver="liblinear", random_state=0).fit(matrix, truth)
    weights = {n: round(100 * model.coef_[0][i]) for n, i in known.items()}
    kept = {n: w for n, w in weights.items() if abs(w) >= 100 * SMALL}
    return {"bias": round(100 * model.intercept_[0]), "weights": kept}


def score(passages: Sequence[Passage], learned: boundaries.Weights) -> str:
    """Return F1 of sentence ends in passages, ends of passages counted and not."""
    right = made = true = 0
    for passage in passages:
        words = boundaries.find_words(passage.text)
        found = {words.ends[i] for i in boundaries.split_words(words, learned)}
        inner = set(passage.ends[:-1])
        right, made, true = right + len(found & inner), made + len(found), true + len(inner)
    n = len(passages)
    return f"{2 * (right + n) / (made + true + 2 * n):.4f}, inside passages {2 * right / max(1, made + true):.4f}"


def main() -> None:
    """Train, write the weights, print scores on what was kept apart."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path)
    asked = parser.parse_args()
    learn_from, kept = training_files(asked.data)
    passages = [read_passages(f) for f in learn_from]
    named, truth, places = examples([p for ps in passages for p in (*ps, *joined(ps))])
    learned = learn(named, truth) | {"never": hopeless(truth, places)}
    text = json.dumps(learned, ensure_ascii=False, indent=0, sort_keys=True)
    asked.weights.write_text(f"{text}\n", "utf-8")
    weights = boundaries.weights_from(learned)
    print(
        len(named),
        "candidates,",
        len(learned["weights"]),
        "weights,",
        len(weights.never),
        "never tried",
    )
    dev = read_passages(asked.data / "treebanks" / "en_ewt-dev.conllu")
    news = [read_passages(f) for f in kept]
    print("EWT dev", score(dev, weights))
    print("GUM news kept apart", score([p for ps in news for p in ps], weights))
    print("the same, joined", score([p for ps in news for p in joined(ps)], weights))


if __name__ == "__main__":
    main()
