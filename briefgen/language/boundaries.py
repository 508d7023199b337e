"""Where a sentence may end, and what at such a place tells whether it does.

A candidate lies behind a terminal mark, where a line of unmarked text may break (before a capital, a
figure or an address), or inside a word that two glued sentences make ("go.The"). Each is described by
features of the words beside it, names whose weights are learned from treebanks and summed
(``boundaries.json``, made by training/learn_boundaries.py): a logistic regression, as Gillick (2009) splits
sentences, over more than full stops.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from string import ascii_lowercase
from typing import Any, Literal, NamedTuple

from briefgen.language.dates import WEEKDAYS
from briefgen.language.english.continuations import (
    ends_behind_a_firm,
    goes_on,
    holds_together,
)
from briefgen.language.english.words import (
    BEFORE_NUMBER,
    CLOCK,
    CLOSERS,
    MARKS,
    MARKS_SET,
    OPENERS,
    REPORTING,
    SOMETIMES,
    STARTERS,
    TIMES,
    TITLES,
    Words,
    ends_marked,
    find_words,
    parts,
    shape,
)

__all__ = [
    "REPORTING",
    "Candidate",
    "State",
    "Weights",
    "count_open",
    "features",
    "find_candidates",
    "find_words",
    "is_boundary",
    "split_words",
    "surroundings",
    "weights",
    "weights_from",
]

_ABBREVIATIONS = (
    ("clock", CLOCK),
    ("sometimes", SOMETIMES),
    ("number", BEFORE_NUMBER),
    ("title", TITLES),
)
_DOTTED = re.compile(r"[^\W_]{1,2}(?:\.[^\W_]{1,2}){1,3}")


class Candidate(NamedTuple):
    """A place where a sentence may end: behind word ``at``, before the next."""

    at: int
    kind: Literal["mark", "break", "glued"]


class State(NamedTuple):
    """What is known of the sentence so far: its first word, the quotation marks that stand open; and of its text the style."""

    first: int = 0
    quotes: int = 0
    style: str = ""


@lru_cache(maxsize=65536)
def _ended(word: str) -> tuple[str, str, str, str]:
    """Return the parts of a word before a place, and what sort of word it is."""
    core, marks, closers = parts(word)
    return core, marks, closers, _kind_before(core, shape(word))


def _kind_before(core: str, capital: str) -> str:
    """Return what sort of word stands before a full stop."""
    for kind, known in _ABBREVIATIONS:
        if core in known and (capital != "aa" or kind in {"clock", "sometimes"}):
            return kind
    if len(core) == 1 and capital == "A" and core != "i":
        return "initial"
    if _DOTTED.fullmatch(core):
        return "dotted"
    if core.isdigit():
        return "digits"
    return "long" if len(core) > 4 else "short"  # noqa: PLR2004 - few abbreviations are longer


@lru_cache(maxsize=65536)
def kind_behind(word: str) -> str:
    """Return what sort of word stands behind."""
    core = word.strip("“‘«([{\"'”’»)]}.,;:!?…*").lower()
    capital = shape(word)
    if core in STARTERS:
        return f"start-{capital}"
    if core in TIMES and capital != "aa":
        return "time"
    if core in REPORTING:
        return "report"
    return capital


REMEMBERED = 65_536
"""So many sums are remembered for each kind of candidate: three of a hundred are not, after 1,500 articles."""


class _Sums(dict["Group", int]):
    """What the features of a group come to, reckoned when it is first asked."""

    def __init__(self, weights: Mapping[str, int]) -> None:
        super().__init__()
        self.weights = weights

    def __missing__(self, group: Group) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        names, *key = group
        self[group] = told = sum(filter(None, map(self.weights.get, names(key))))
        return told


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What was learned: a weight for each feature, one for all, in hundredths, and what makes no break."""

    of: Mapping[str, Mapping[str, int]]
    """By the first letter of a candidate's kind, then by feature."""
    sums: Mapping[str, _Sums]
    bias: int
    never: frozenset[str]
    """Surroundings in which the treebanks have hardly a line break; none is tried there."""


@cache
def weights() -> Weights:
    """Return the weights that the package ships."""
    raw = files("briefgen.language").joinpath("boundaries.json").read_text("utf-8")
    return weights_from(json.loads(raw))


def weights_from(learned: Mapping[str, object]) -> Weights:
    """Return the weights of a file's tables; they are kept in hundredths."""
    flat: dict[str, int] = learned["weights"]  # type: ignore[assignment]  # as training/learn_boundaries.py writes it
    bias: int = learned["bias"]  # type: ignore[assignment]
    never: list[str] = learned["never"]  # type: ignore[assignment]
    of: dict[str, dict[str, int]] = {"m": {}, "b": {}, "g": {}}
    for name, weight in flat.items():
        of[name[0]][name[1:]] = weight
    sums = {kind: _Sums(weights) for kind, weights in of.items()}
    return Weights(of, sums, bias, frozenset(never))


def find_candidates(words: Words, never: frozenset[str] = frozenset()) -> Iterator[Candidate]:
    """Yield the places where a sentence may end, in order."""
    texts = words.texts
    for i, (last, opening) in enumerate(zip(words.lasts, words.openings[1:], strict=False)):
        if last in _ENDS and ends_marked(texts[i]):
            glued = words.starts[i + 1] == words.ends[i]
            if not goes_on(texts, i, glued=glued):
                yield Candidate(i, "glued" if glued else "mark")
        elif (
            opening not in _SMALL  # seven words of eight
            and texts[i + 1]
            not in WEEKDAYS  # "Seoul Thursday said": without a mark it opens no sentence
            and _may_break(texts[i + 1])
            and not holds_together(texts, i)
            and texts[i].lower() not in never
            and _shapes(texts, i) not in never
        ):
            yield Candidate(i, "break")


_ENDS = frozenset(MARKS + CLOSERS)
_SMALL = frozenset(ascii_lowercase)


def _may_break(word: str) -> bool:
    """Return whether a line may open with a word: a capital, a figure, a mark, an address."""
    return not word[0].islower() or word.startswith(("http", "www.")) or "@" in word


def surroundings(words: Words, i: int) -> tuple[str, str]:
    """Return the word before a place where a line may break, and the shapes around it."""
    return words.texts[i].lower(), _shapes(words.texts, i)


def _shapes(texts: Sequence[str], i: int) -> str:
    before = texts[i]
    mark = "" if before[-1].isalnum() else before[-1]
    earlier = shape(texts[i - 1]) if i else "^"
    later = shape(texts[i + 2]) if i + 2 < len(texts) else "$"
    return f"{earlier}|{shape(before)}{mark}|{shape(texts[i + 1])}|{later}"


def features(words: Words, candidate: Candidate, state: State) -> list[str]:
    """Return what tells whether a sentence ends at a candidate, as names of weights."""
    names, groups = _features(words, candidate, state)
    return [*names, *(name for group, *key in groups for name in group(key))]


Key = Sequence[Any]
"""Kinds and shapes around a place."""
Group = tuple[Any, ...]
"""A function that returns features, and the key on which they hang: few differ, and what they come to is remembered."""


def _features(words: Words, candidate: Candidate, state: State) -> tuple[list[str], list[Group]]:
    """Return the features of which many differ, and the groups of the others.

    Looked at are three words before the place, those of its own sentence, and three behind it.
    """
    texts, i, first = words.texts, candidate.at, state.first
    around = texts[max(first, i - 2) : i + 4]
    if len(around) < _AROUND:
        around = ["^"] * (first - i + 2) + around + ["$"] * (i + 4 - len(texts))
    _, second, before, behind, third, fourth = around
    shapes = tuple(map(shape, around))
    core, marks, closers, sort = _ended(before)
    capital, following = shapes[2:4]
    kind, kind_third = kind_behind(behind), kind_behind(third)
    told = kind_behind(fourth) == "report"
    opener = behind[0] if behind[0] in OPENERS else ""
    last, end, low_behind = marks[-1:], before[-1], behind.lower()
    length, quotes = i - first, min(state.quotes, 2)
    names = [
        f"w{core}|{last}", f"wf{core}|{kind}", f"n{low_behind}", f"l{length.bit_length()}|{last}",
    ]  # fmt: skip
    kinds = marks, closers, sort, shapes[1], capital, kind, kind_third, opener, told
    style = state.style, end, following, quotes, closers, last, kind
    if candidate.kind != "break":
        return names, [(_of_kinds, *kinds), (_of_style, *style)]
    opening, low = texts[first].lower(), before.lower()
    alike = "shape" if shape(texts[first]) == following else "no"
    alike = "word" if opening == low_behind else alike
    ahead = min(len(texts) - i - 1, 5)
    stop = _STOP.search(words.lasts, i + 1, i + 20)
    to_mark = stop.start() - i - 1 if stop else 20
    back = words.sizes.count("A", max(first, i - 4), i + 1)
    names += [
        f"W{low}", f"S2{second.lower()}|{low}", f"WN{low}|{low_behind}", f"N{behind}",
        f"N2{low_behind}|{third.lower()}", f"f{low_behind[0]}|{capital}", f"fc{low_behind[-1]}|{capital}",
        f"ft{third[-1]}|{following}", f"D{min(length, 3)}|{opening}",
    ]  # fmt: skip
    return names, [
        (_of_kinds_at_break, *kinds),
        (_of_style_at_break, *style),
        (_of_shapes, *shapes),
        (_of_line, min(length, 9), ahead, capital, following, end, alike, words.lasts[-1]),
        (_of_run, back, words.sizes[i + 1 : i + 6], to_mark.bit_length(), capital, following),
        (_of_break, state.style, capital, following, end, min(len(before), 4)),
    ]


_AROUND = 6
_STOP = re.compile(r"[.!?]")


def _of_kinds(key: Key) -> list[str]:
    """Return what the marks and the kinds of words at a place tell."""
    marks, closers, sort, second, capital, kind, third, opener, told = key
    last = marks[-1:]
    return [
        "", f"m{marks}", f"mc{marks}|{closers}", f"ms{last}|{sort}", f"mf{marks}|{kind}",
        f"sf{last}|{sort}|{kind}", f"cf{marks}|{closers}|{kind}",
        f"cs{capital}|{last}|{kind}", f"t{kind}|{third}", f"p{second}|{capital}|{kind}",
        f"o{opener}|{marks}|{closers}", f"tc{closers}|{last}|{kind}|{third}|{told}",
    ]  # fmt: skip


def _of_style(key: Key) -> list[str]:
    """Return what the style of the text and open quotations tell."""
    style, end, following, quotes, closers, last, kind = key
    return [f"y{style}|{end}|{following}", f"q{quotes}|{closers}|{last}|{kind[:5]}"]


def _of_kinds_at_break(key: Key) -> list[str]:
    """Return what they tell of a line break."""
    _, _, _, _, capital, kind, third, _, _ = key
    return [*_of_kinds(key), f"ks{kind}|{third}|{capital}"]


def _of_style_at_break(key: Key) -> list[str]:
    """Return what style and quotations tell of a line break, and the character before it."""
    _, end, following, _, _, _, kind = key
    return [*_of_style(key), f"c{end}|{following}", f"cl{end}|{kind}"]


def _of_shapes(key: Key) -> list[str]:
    """Return what the shapes beside a line break tell."""
    earlier, second, capital, following, third, fourth = key
    return [
        f"sh{second}|{capital}|{following}|{third}", f"sh3{capital}|{following}|{third}|{fourth}",
        f"shb{earlier}|{second}|{capital}|{following}",
    ]  # fmt: skip


def _of_line(key: Key) -> list[str]:
    """Return what the length of the sentence so far and of the rest, and its first word, tell of a line break."""
    length, ahead, capital, following, end, alike, final = key
    return [
        f"d{min(length, 6)}|{capital}|{following}", f"e{ahead}|{following}|{capital}", f"E{min(ahead, 3)}|{final}",
        f"cd{end}|{min(length, 4)}|{following}", f"sm{alike}|{capital}|{following}", f"sw{alike}|{length}",
    ]  # fmt: skip


def _of_run(key: Key) -> list[str]:
    """Return what capitals in a row and the way to the next mark tell of a line break."""
    back, front, to_mark, capital, following = key
    return [
        f"B{back}|{front.count('A')}|{capital}|{following}", f"F{front}",
        f"tm{to_mark}|{capital}|{following}",
    ]  # fmt: skip


def _of_break(key: Key) -> list[str]:
    """Return what the style of the text and the size of the word before tell of a line break."""
    style, capital, following, end, short = key
    mark = "" if end.isalnum() else end
    return [f"Y{style}|{capital}|{following}", f"L{short}|{following}|{mark}"]


RUN = 300
"""A text of more words is no paragraph but a page that lost its lines: of mixed style."""
_MARK = re.compile(rf"[{MARKS}]")


def style_of(words: Words) -> str:
    """Return how a text is written: words to a mark, whether words behind marks begin small, whether it ends in one."""
    held = len(words.texts)
    if held > RUN:
        return ""
    marked = [mark.start() for mark in _MARK.finditer(words.lasts)]
    small = sum(words.texts[n + 1][0].islower() for n in marked if n + 1 < held)
    run = (held // (len(marked) + 1)).bit_length()
    share = 4 * small // max(1, len(marked))
    return f"{min(run, 6)}{min(share, 2)}{int(words.lasts[-1] in MARKS_SET)}"


_QUOTE_MARKS = re.compile(r"[“”«»\"]")


def count_open(word: str, quotes: int) -> int:
    """Return how many quotation marks stand open behind a word, ``quotes`` before it."""
    for mark in _QUOTE_MARKS.findall(word):
        opens = mark in "“«" or (mark == '"' and word.lstrip("([").startswith('"'))
        quotes += 1 if opens else -1
    return max(0, quotes)


def is_boundary(words: Words, candidate: Candidate, state: State, learned: Weights) -> bool:
    """Return whether a sentence ends at a candidate: the sum of its features' weights is positive."""
    kind = candidate.kind[0]
    names, groups = _features(words, candidate, state)
    told = sum(filter(None, map(learned.of[kind].get, names)))
    return learned.bias + told + sum(map(learned.sums[kind].__getitem__, groups)) > 0


def split_words(words: Words, learned: Weights) -> list[int]:
    """Return the last word of each sentence but the last one, greedily from left to right."""
    ends: list[int] = []
    state, seen = State(style=style_of(words)), 0
    for candidate in find_candidates(words, learned.never):
        behind = candidate.at + 1
        quotes = state.quotes
        for n in words.quoted[bisect_left(words.quoted, seen) : bisect_left(words.quoted, behind)]:
            quotes = count_open(words.texts[n], quotes)
        seen, state = behind, State(state.first, quotes, state.style)
        if ends_behind_a_firm(words.texts, candidate.at) or is_boundary(
            words, candidate, state, learned
        ):
            ends.append(candidate.at)
            state = State(behind, 0, state.style)
    return ends
