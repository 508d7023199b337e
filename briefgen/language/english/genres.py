"""How an article speaks, in figures, and how likely that makes it a report, an analysis or an opinion.

Counted is what stands outside quotation marks: a source's "I" is not the writer's. The figures are
those of genre studies (Biber 1988, *Variation across Speech and Writing*): who says it, tense, person,
modality, stress, argument. Their weights are learned (``genres.json``, training/learn_genres.py) by
multinomial logistic regression; no word of a text is a feature, only the lists of ``genres.toml``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from math import exp, log1p, sqrt

from briefgen.language.cued import cue
from briefgen.language.tokens import small_letters

_MARK = re.compile(r"[“”«»\"]|''|``")
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)[^‘“”\"\n]{3,400}?[\w.,!?…][’'](?![\w’'])")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ](?<![^\W_].)")
_ENDING = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*[”\"’')\]]*(?=\s|$)")
_OPENING = re.compile(r"(?:^|[.!?…][”\"’')\]]*\s+)([^\W\d_]+)", re.MULTILINE)
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("adverbs", ("ly",)),
    ("adjectives", ("ous", "ful", "ive", "able", "ible", "less", "ish", "ical")),
    ("abstract", ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "cy")),
    ("regular_past", ("ed",)),
    ("progressive", ("ing",)),
)
_DEMAND = cue(
    "«must|should»", "«ought» to", "«needs?» to", "«have» to", "cannot «afford»", r"it is (?:high\s)?«time»", "«let» us",
    "«let»['’]s",
    opens=r"\b", ends=r"\b",
)  # fmt: skip
"""In small letters."""
LEDE = 3
"""Paragraphs that a report's news stands in."""
LONG = 4
"""Letters from which an ending is one: "bed" and "fly" are stems."""


def own_words(paragraph: str) -> str:
    """Return a paragraph without what stands in quotation marks.

    A quotation that opens and does not close runs to the end; one that closes and did not open began with the paragraph.
    """
    kept: list[str] = []
    at, depth = 0, False
    for found in _MARK.finditer(paragraph):
        start, end = found.span()
        if depth and not _opens(paragraph, start, end):
            depth, at = False, end
        elif depth or _opens(paragraph, start, end):
            if not depth:
                kept.append(paragraph[at:start])
            depth = True
        else:
            kept, at = [], end
    if not depth:
        kept.append(paragraph[at:])
    own = " ".join(kept)
    return _SINGLE.sub(" ", own) if "'" in own or "‘" in own else own


def _opens(text: str, start: int, end: int) -> bool:
    """Return whether a quotation mark opens: by its shape, or where a word stands behind it and none before."""
    mark = text[start:end]
    if mark in "“«":
        return True
    if mark in "”»":
        return False
    before, behind = text[start - 1 : start], text[end : end + 1]
    return (not before or before.isspace() or before in "([—–-") and not behind.isspace()


@cache
def _lists() -> Mapping[str, tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]]:
    """Return, for words of the text and of titles, the classes of each word and all class names."""
    text = files("briefgen.language.english").joinpath("genres.toml").read_text("utf-8")
    found: dict[str, tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]] = {}
    for table, classes in tomllib.loads(text).items():
        of: dict[str, tuple[str, ...]] = {}
        for name, words in classes.items():
            for word in dict.fromkeys(words.split()):
                of[word] = (*of.get(word, ()), name)
        found[table] = of, tuple(classes)
    return found


@lru_cache(maxsize=65536)
def _classes(word: str) -> tuple[str, ...]:
    """Return the classes of a word of the text: those that list it, and what its form tells."""
    listed = _lists()["words"][0].get(word, ())
    endings = (n for n, ends in _ENDINGS if len(word) > LONG and word.endswith(ends))
    forms = (("figures", word[0].isdigit()), ("contractions", "'" in word and word[-2:] != "'s"))
    return (*listed, *endings, *(name for name, holds in forms if holds))


@cache
def _listed_as(name: str) -> frozenset[str]:
    """Return the words of the text that a class lists."""
    return frozenset(word for word, names in _lists()["words"][0].items() if name in names)


def _count(words: Iterable[str]) -> Counter[str]:
    """Return how often each class of words is met."""
    return Counter(chain.from_iterable(map(_classes, words)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").lower())


def measure(title: str | None, paragraphs: Sequence[str]) -> dict[str, float]:
    """Return the figures of an article by name: square roots of words in a hundred, and shares."""
    own = [own_words(p) for p in paragraphs]
    text = "\n".join(own)
    held = [_words(o) for o in own]
    words = [w for ws in held for w in ws]
    return {
        "words": float(len(words)),
        **_frequencies(words, text),
        **_form(own, paragraphs, held, len(words)),
        **_of_lede([w for ws in held[:LEDE] for w in ws]),
        **_of_title(title or ""),
    }


def _frequencies(words: Sequence[str], text: str) -> dict[str, float]:
    """Return how often the classes of words are met, "opening" only where a sentence begins."""
    counts = _count(words)
    counts["opening"] = sum("opening" in _classes(w.lower()) for w in _OPENING.findall(text))
    names = (*_lists()["words"][1], *(n for n, _ in _ENDINGS), "figures", "contractions")
    return {name: _rate(counts[name], len(words)) for name in names}


def _rate(count: int, words: int) -> float:
    """Return a count as the square root of words in a hundred, which tames the long tail of rates."""
    return sqrt(100 * count / max(50, words))


def _form(
    own: Sequence[str], paragraphs: Sequence[str], held: Sequence[Sequence[str]], words: int
) -> dict[str, float]:
    """Return what marks and lengths tell; ``held`` are the words of the paragraphs' own text, so many ``words`` in all."""
    text, reporting = "\n".join(own), _listed_as("reporting")
    sentences = max(1, len(_ENDING.findall(text)))
    demands = demands_of(own)
    letters = sum(map(len, paragraphs))
    bare = sum(
        len(o) > len(p) // 2 and reporting.isdisjoint(ws)
        for o, p, ws in zip(own, paragraphs, held, strict=True)
    )
    return {
        "questions": _rate(text.count("?"), sentences),
        "calls": _rate(text.count("!"), sentences),
        "asides": _rate(sum(map(text.count, ("—", "–", "--", "(", ";", ":"))), words),
        "capitals": len(_CAPITAL.findall(text)) / max(50, words),
        "quoted": 1 - sum(map(len, own)) / max(1, letters),
        "demands": demands / sentences,
        "unsourced": bare / max(1, len(paragraphs)),
        "sentence": log1p(words / sentences),
        "paragraph": log1p(letters / max(1, len(paragraphs))),
        "length": log1p(letters),
    }


def demands_of(own: Sequence[str]) -> int:
    """Return how many sentences say what must be done and whose demand it is not: the writer's own."""
    sources = _listed_as("reporting") | _listed_as("reacting")
    return sum(
        bool(_DEMAND.pattern.search(sentence)) and sources.isdisjoint(_words(sentence))
        for small in map(small_letters, own)
        if any(word in small for word in _DEMAND.keys) and _DEMAND.pattern.search(small)
        for sentence in _ENDING.split(small)
    )


def _of_lede(words: Sequence[str]) -> dict[str, float]:
    """Return whether an article, which begins with some words, begins with a day, a source and a deed."""
    counts = _count(words)
    return {
        "lede_day": float(counts["weekdays"] > 0),
        "lede_source": float(counts["reporting"] > 0),
        "lede_deed": float(counts["deeds"] > 0),
        "lede_person": float(counts["first"] + counts["together"] + counts["reader"] > 0),
    }


def _of_title(title: str) -> dict[str, float]:
    """Return what a title tells by its words and marks."""
    words = _words(title)
    of, _ = _lists()["title"]
    found = {name for word in words for name in of.get(word, ())}
    asks = "asking" in of.get(words[0], ()) if words else False
    return {
        "title_asks": float(asks or title.rstrip().endswith("?")),
        "title_tells": float("telling" in found),
        "title_addresses": float("addressing" in found),
        "title_judges": float(_count(words)["judging"] > 0),
        "title_figures": float(any(w[0].isdigit() for w in words)),
        "title_parts": float(bool(re.search(r"[:?.!]\s", title.strip()))),
        "title_quotes": float(bool(re.search(r"[‘“\"]|(?<!\w)'", title))),
        "title_length": log1p(len(words)),
    }


def voice(figures: Mapping[str, float]) -> float:
    """Return how many words in a hundred show a writer: I, we, you, what must be done, what is wrong."""
    return sum(figures[name] ** 2 for name in _VOICE)


_VOICE = ("first", "together", "reader", "prescribing", "judging")


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by genre and figure, each figure's mean and spread taken into them; a bias for each genre."""

    weights: Mapping[str, Mapping[str, float]]
    bias: Mapping[str, float]


@cache
def model() -> Model:
    """Return the model that the package ships."""
    raw = json.loads(files("briefgen.language.english").joinpath("genres.json").read_text("utf-8"))
    return Model(raw["weights"], raw["bias"])


def likelihoods(figures: Mapping[str, float], learned: Model | None = None) -> dict[str, float]:
    """Return the probability of each genre, which add up to one; 0.0 for a figure that is not there."""
    learned = learned or model()
    scores = {
        genre: learned.bias[genre] + sum(w * figures.get(name, 0.0) for name, w in weights.items())
        for genre, weights in learned.weights.items()
    }
    top = max(scores.values())
    raised = {genre: exp(score - top) for genre, score in scores.items()}
    whole = sum(raised.values())
    return {genre: value / whole for genre, value in raised.items()}
