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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
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
    MARKS_SET,
    OPENERS,
    REPORTING,
    SOMETIMES,
    STARTERS,
    TIMES,
    TITLES,
    Word,
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
def kind_before(core: str, capital: str) -> str:
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


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What was learned: a weight for each feature, one for all, in hundredths, and what makes no break."""

    of: Mapping[str, Mapping[str, int]]
    """By the first letter of a candidate's kind, then by feature."""
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
    return Weights(of, bias, frozenset(never))


def find_candidates(
    words: Sequence[Word], never: frozenset[str] = frozenset()
) -> Iterator[Candidate]:
    """Yield the places where a sentence may end, in order."""
    texts = [word.text for word in words]
    for i, (before, behind) in enumerate(pairwise(texts)):
        plain = before[-1].isalnum()
        if plain and behind[0].islower() and behind[0] not in "hw" and "@" not in behind:
            continue  # nothing ends here: three places of four, told before anything else is asked
        if not plain and ends_marked(before):
            if not goes_on(words, i):
                yield Candidate(i, "glued" if words[i + 1].start == words[i].end else "mark")
        elif (
            behind not in WEEKDAYS  # "Seoul Thursday said": without a mark it opens no sentence
            and _may_break(behind)
            and not holds_together(words, i)
            and before.lower() not in never
            and _shapes(words, i) not in never
        ):
            yield Candidate(i, "break")


def _may_break(word: str) -> bool:
    """Return whether a line may open with a word: a capital, a figure, a mark, an address."""
    return not word[0].islower() or word.startswith(("http", "www.")) or "@" in word


def surroundings(words: Sequence[Word], i: int) -> tuple[str, str]:
    """Return the word before a place where a line may break, and the shapes around it."""
    return words[i].text.lower(), _shapes(words, i)


def _shapes(words: Sequence[Word], i: int) -> str:
    before = words[i].text
    mark = "" if before[-1].isalnum() else before[-1]
    earlier = shape(words[i - 1].text) if i else "^"
    later = shape(words[i + 2].text) if i + 2 < len(words) else "$"
    return f"{earlier}|{shape(before)}{mark}|{shape(words[i + 1].text)}|{later}"


class _Place(NamedTuple):
    """The words around a candidate, and their shapes."""

    earlier: str
    second: str
    before: str
    behind: str
    third: str
    fourth: str
    shapes: tuple[str, str, str, str, str, str]


def _place(words: Sequence[Word], i: int, first: int) -> _Place:
    """Return the words around place ``i``: those of its own sentence before it, any behind."""
    held = len(words)
    around = (
        words[i - 2].text if i - 2 >= first else "^",
        words[i - 1].text if i - 1 >= first else "^",
        words[i].text,
        words[i + 1].text,
        words[i + 2].text if i + 2 < held else "$",
        words[i + 3].text if i + 3 < held else "$",
    )
    return _Place(
        *around,
        (
            shape(around[0]),
            shape(around[1]),
            shape(around[2]),
            shape(around[3]),
            shape(around[4]),
            shape(around[5]),
        ),
    )


def features(words: Sequence[Word], candidate: Candidate, state: State) -> list[str]:
    """Return what tells whether a sentence ends at a candidate, as names of weights."""
    names, groups = _features(words, candidate, state)
    return [*names, *(name for group, key in groups for name in group(key))]


Key = tuple[Any, ...]
"""Kinds and shapes around a place."""
Group = tuple[Callable[[Key], list[str]], Key]
"""Features that hang on such a key alone, of which few differ: what they come to is remembered."""


def _features(
    words: Sequence[Word], candidate: Candidate, state: State
) -> tuple[list[str], list[Group]]:
    """Return the features that words tell, and the groups of the others."""
    place = _place(words, candidate.at, state.first)
    core, marks, closers = parts(place.before)
    second, capital, shape_behind = place.shapes[1:4]
    sort, following = kind_before(core, capital), kind_behind(place.behind)
    third, last = kind_behind(place.third), marks[-1:]
    opener = place.behind[0] if place.behind[0] in OPENERS else ""
    told = kind_behind(place.fourth) == "report"
    length = candidate.at - state.first
    names = [
        f"w{core}|{last}", f"n{place.behind.lower()}", f"l{length.bit_length()}|{last}", f"wf{core}|{following}",
    ]  # fmt: skip
    end = place.before[-1]
    groups: list[Group] = [
        (_of_kinds, (marks, closers, sort, second, capital, following, third, opener, told)),
        (
            _of_style,
            (state.style, end, shape_behind, min(state.quotes, 2), closers, last, following),
        ),
    ]
    if candidate.kind == "break":
        names += _word_features(place)
        names += _line_features(words, candidate.at, state.first, place)
        short = min(len(place.before), 4)
        groups.append((_of_shapes, (place.shapes, end, state.style, following, third, short)))
    return names, groups


def _of_kinds(key: Key) -> list[str]:
    """Return what the marks and the kinds of words at a place tell."""
    marks, closers, sort, second, capital, following, third, opener, told = key
    last = marks[-1:]
    return [
        "", f"m{marks}", f"mc{marks}|{closers}", f"ms{last}|{sort}", f"mf{marks}|{following}",
        f"sf{last}|{sort}|{following}", f"cf{marks}|{closers}|{following}",
        f"cs{capital}|{last}|{following}", f"t{following}|{third}", f"p{second}|{capital}|{following}",
        f"o{opener}|{marks}|{closers}", f"tc{closers}|{last}|{following}|{third}|{told}",
    ]  # fmt: skip


def _of_style(key: Key) -> list[str]:
    """Return what the style of the text and open quotations tell."""
    style, end, shape_behind, quotes, closers, last, following = key
    return [f"y{style}|{end}|{shape_behind}", f"q{quotes}|{closers}|{last}|{following[:5]}"]


def _of_shapes(key: Key) -> list[str]:
    """Return what the shapes beside a line break tell."""
    shapes, end, style, kind, kind_third, short = key
    earlier, second, capital, following, third, fourth = shapes
    mark = "" if end.isalnum() else end
    return [
        f"sh{second}|{capital}|{following}|{third}", f"sh3{capital}|{following}|{third}|{fourth}",
        f"shb{earlier}|{second}|{capital}|{following}", f"c{end}|{following}", f"L{short}|{following}|{mark}",
        f"cl{end}|{kind}", f"ks{kind}|{kind_third}|{capital}", f"Y{style}|{capital}|{following}",
    ]  # fmt: skip


def _word_features(place: _Place) -> list[str]:
    """Return what the words beside a line break tell by themselves and in pairs."""
    capital, following = place.shapes[2:4]
    before, behind = place.before.lower(), place.behind.lower()
    return [
        f"W{before}", f"N{place.behind}", f"S2{place.second.lower()}|{before}",
        f"N2{behind}|{place.third.lower()}", f"WN{before}|{behind}",
        f"f{behind[0]}|{capital}", f"fc{behind[-1]}|{capital}", f"ft{place.third[-1]}|{following}",
    ]  # fmt: skip


def _line_features(words: Sequence[Word], i: int, first: int, place: _Place) -> list[str]:
    """Return what the run of capitals, the length so far and the sentence's first word tell of a line break."""
    length, ahead = i - first, len(words) - i - 1
    capital, following = place.shapes[2:4]
    opening = words[first].text
    alike = "shape" if shape(opening) == following else "no"
    alike = "word" if opening.lower() == place.behind.lower() else alike
    back = sum(shape(w.text)[0] != "a" for w in words[max(first, i - 4) : i + 1])
    front = "".join("a" if shape(w.text)[0] == "a" else "A" for w in words[i + 1 : i + 6])
    to_mark = next((n for n, w in enumerate(words[i + 1 : i + 20]) if w.text[-1] in ".!?"), 20)
    return [
        f"d{min(length, 6)}|{capital}|{following}", f"e{min(ahead, 5)}|{following}|{capital}",
        f"E{min(ahead, 3)}|{words[-1].text[-1]}", f"D{min(length, 3)}|{opening.lower()}",
        f"B{back}|{front.count('A')}|{capital}|{following}", f"F{front}",
        f"sm{alike}|{capital}|{following}", f"sw{alike}|{min(length, 9)}",
        f"tm{to_mark.bit_length()}|{capital}|{following}",
        f"cd{place.before[-1]}|{min(length, 4)}|{following}",
    ]  # fmt: skip


RUN = 300
"""A text of more words is no paragraph but a page that lost its lines: of mixed style."""


def style_of(words: Sequence[Word]) -> str:
    """Return how a text is written: words to a mark, whether words behind marks begin small, whether it ends in one."""
    if len(words) > RUN:
        return ""
    texts = [word.text for word in words]
    small = marked = 0
    for before, behind in zip(texts, (*texts[1:], "$"), strict=True):
        if before[-1] in MARKS_SET:
            marked += 1
            small += behind[0].islower()
    run = (len(words) // (marked + 1)).bit_length()
    share = 4 * small // max(1, marked)
    return f"{min(run, 6)}{min(share, 2)}{int(words[-1].text[-1] in MARKS_SET)}"


_QUOTE_MARKS = re.compile(r"[“”«»\"]")


def count_open(word: str, quotes: int) -> int:
    """Return how many quotation marks stand open behind a word, ``quotes`` before it."""
    for mark in _QUOTE_MARKS.findall(word):
        opens = mark in "“«" or (mark == '"' and word.lstrip("([").startswith('"'))
        quotes += 1 if opens else -1
    return max(0, quotes)


def is_boundary(
    words: Sequence[Word], candidate: Candidate, state: State, learned: Weights
) -> bool:
    """Return whether a sentence ends at a candidate: the sum of its features' weights is positive."""
    kind = candidate.kind[0]
    names, groups = _features(words, candidate, state)
    told = sum(filter(None, map(learned.of[kind].get, names)))
    return learned.bias + told + sum([_sum_of(learned, kind, group) for group in groups]) > 0


@lru_cache(maxsize=65_536)
def _sum_of(learned: Weights, kind: str, group: Group) -> int:
    """Return what the features of a group come to."""
    names, key = group
    return sum(filter(None, map(learned.of[kind].get, names(key))))


def split_words(words: Sequence[Word], learned: Weights) -> list[int]:
    """Return the last word of each sentence but the last one, greedily from left to right."""
    ends: list[int] = []
    state, seen = State(style=style_of(words)), 0
    for candidate in find_candidates(words, learned.never):
        quotes = _quotes_up_to(words, seen, candidate.at + 1, state.quotes)
        state = State(state.first, quotes, state.style)
        seen = candidate.at + 1
        if ends_behind_a_firm(words, candidate.at) or is_boundary(words, candidate, state, learned):
            ends.append(candidate.at)
            state = State(candidate.at + 1, 0, state.style)
    return ends


def _quotes_up_to(words: Sequence[Word], start: int, end: int, quotes: int) -> int:
    for word in words[start:end]:
        if not word.text.isalnum() and _QUOTE_MARKS.search(word.text):
            quotes = count_open(word.text, quotes)
    return quotes
