"""Which figures a sentence gives: what each may count or measure, the words around it, and which can be one.

A figure of the dead counts deaths, whatever noun stands beside it; a measure is told apart by what is measured ("inches
of rain") or from which side ("feet high"). What stands around a figure weighs the more the nearer it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefgen.analysis.readings import Reading
from briefgen.findings.laid_out import kind_of_figure
from briefgen.language.english.contraries import counted_as, growth_words, words_of
from briefgen.language.english.quantities import Measured
from briefgen.language.tokens import stem, stop_words, word_spans, words
from briefgen.language.units import agree, dimension_of, unit_of
from briefgen.model.dates import span_of

NEAR = 90
"""Characters before and behind a figure in which words of growth are looked for."""
FALLS = 4
"""Words from a figure at which a word of its place weighs half."""
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_BEFORE = re.compile(
    r"(?:more than|less than|fewer than|at least|at most|up to|as many as|as few as|upwards of|about|around|some"
    r"|nearly|almost|roughly|approximately|over|under|an estimated|close to|only|just)\s$",
    re.IGNORECASE,
)
_YEARS = range(1900, 2101)
_A_NUMBER = r"\s(?=(?:[a-z]+\s){0,3}\d)"
_EARLIER = re.compile(r"(?:Earlier|Previously|At first|Initially)\b")
_MOVES_ON = re.compile(
    rf"\b(?:swelled|swollen|rose|risen|grew|grown|climbed|increased|jumped|fell|fallen|dropped) to{_A_NUMBER}"
)
_OF_ONE = re.compile(r"\s(?:from|of|in) (?:one|a single|the same|them|those|these)\b")
_LOWER = re.compile(
    r"\b(?:more than|at least|over|above|upwards of|no (?:fewer|less) than|in excess of)\b",
    re.IGNORECASE,
)
_UPPER = re.compile(
    r"\b(?:up to|as many as|as much as|as high as|at most|(?<!no )less than|(?<!no )fewer than|under|below|no more than|not more than)\b",
    re.IGNORECASE,
)
_NEARLY = re.compile(r"\b(?:nearly|almost|close to|approaching|just under)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:predict|forecast|expect|anticipat|project|could|may|might|will|would|plan|hope|need)(?:s|e|es|ed|ing|ion|ions|n[’']t)?\b",
    re.IGNORECASE,
)
AHEAD = 45
"""Characters before a figure in which a word of what is to come shows that it is no fact yet."""
_ROUGH = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|approximately|estimated|close to)\b",
    re.IGNORECASE,
)
ROUGH = 1.3
"""How many times longer a duration may be that is told roughly: a roughly two-year war, two and a half years."""
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ANOTHER = re.compile(r"\b(?:another|additional|other|extra|further)\s$", re.IGNORECASE)
_FEW_LETTERS = 3
_SHARE = re.compile(r"\b(?:in|out of)\b")
SHARE_SLACK = 5.0
"""Points by which a share told as one number of another (one in four) may be off."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence: what it may count, and what stands near it."""

    reading: Reading
    value: float
    upper: float | None
    unit: str
    qualifier: str | None
    phrase: str
    kinds: frozenset[str]
    """Nouns or the dimension that it counts or measures."""
    around: Mapping[str, float]
    """Stems of the content words of its sentence, each with how near it stands, 1 at the most."""
    ahead: bool
    """Whether it is foreseen, planned or possible."""
    grows: bool
    """Whether words near it show a moment of a growing count."""
    superseded: bool
    """Whether its own sentence goes on to a later moment of it, or tells it as of earlier."""
    years: frozenset[str]
    """Years that its sentence names, the article's own left out: a figure of another time is of another thing."""

    @property
    def size(self) -> float:
        """Its value in the base unit of its dimension."""
        unit = unit_of(self.unit)
        return self.value * (unit.size if unit else 1.0)

    @property
    def extent(self) -> tuple[float, float]:
        """The least and the greatest size that are compatible with it: more than 4,000 is any above, up to 40 any below."""
        low = high = self.size
        if self.upper is not None and self.value:
            high = max(high, self.size * self.upper / self.value)
        how = self.qualifier or ""
        if _LOWER.search(how):
            return low, math.inf
        if _UPPER.search(how):
            return -math.inf, high
        if _NEARLY.search(how):
            return low * (1 - NEARLY), high
        return (low * (1 - ABOUT), high * (1 + ABOUT)) if self.rough else (low, high)

    @property
    def rough(self) -> bool:
        """Whether it is told as nearly so: about, some."""
        return bool(_ROUGH.search(self.qualifier or ""))

    @property
    def vague(self) -> bool:
        """Whether it only says how large it is: dozens of, tens of thousands of."""
        return bool(self.qualifier and self.qualifier.endswith(" of"))

    @property
    def day(self) -> int:
        """The day of its article as a number, 0 where it is not known."""
        published = self.reading.published
        return span_of(published)[0].toordinal() if published else 0


def figures_of(reading: Reading) -> Iterator[Figure]:
    """Yield the figures of a sentence: its quantities, and bare numbers beside a noun or a toll."""
    text, taken = reading.sentence.text, list[tuple[int, int]]()
    at = 0
    for m in reading.quantities:
        start = max(text.find(m.phrase, at), 0)
        taken.append((start, start + len(m.phrase)))
        at = start
        if _ANOTHER.search(text, 0, start) or _OF_ONE.match(text, start + len(m.phrase)):
            continue
        near = text[max(0, start - SIDE) : start + len(m.phrase) + SIDE]
        if unit_of(m.unit) is None and _CASUALTIES.search(near):
            yield _figure(reading, m, start, {"casualty"})
            continue
        kinds = {_kind(text, m, start + len(m.phrase)), *_people(m)}
        if unit_of(m.unit) is None and _is_of_the_dead(text, start, start + len(m.phrase)):
            kinds = _kinds_of_the_dead(kinds)
        yield _figure(reading, m, start, kinds)
    dated = [d.raw for d in reading.dates]
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        if any(s <= start < e for s, e in taken) or _is_other(text, start, end, dated):
            continue
        before = _BEFORE.search(text, 0, start)
        start = before.start() if before else start
        if _ANOTHER.search(text, 0, start):
            continue
        dead = _is_of_the_dead(text, start, end)
        kinds = {"death"} if dead else _nouns_behind(text, end) | _nationals(text, end)
        if kinds:
            value = float(found.group().replace(",", ""))
            how = before.group().strip() if before else None
            measured = Measured(value, None, how, min(kinds), text[start:end])
            yield _figure(reading, measured, start, kinds)


_CASUALTIES = re.compile(r"\b(?:killed|dead|died) (?:and|or) (?:wounded|injured|hurt)\b")


def _people(m: Measured) -> set[str]:
    """Return as what else people are counted: patients as people, Canadian citizens as Canadians."""
    noun = counted_as(m.unit)
    if noun not in words_of("people"):
        return set()
    return {"person", *(w.lower() for w in words(m.phrase) if _NATIONAL.fullmatch(w))}


_NATIONAL = re.compile(r"[A-Z][a-z]+(?:an|ian|ese|ish|i|ch)")
_NATIONALS = re.compile(
    r"(?:\s(?:of the victims )?(?:were|are))?\s([A-Z][a-z]+(?:an|ian|i))s?\b(?!\s[A-Z])"
)


def _nationals(text: str, end: int) -> set[str]:
    """Return the nationality that a bare number counts: 57 Canadians, 63 were Canadian."""
    found = _NATIONALS.match(text, end)
    return {found[1].lower()} if found else set()


def _kind(text: str, m: Measured, end: int) -> str:
    """Return what a figure counts or measures: a noun; a dimension, with what is measured or by which side of it."""
    kind = kind_of_figure(m)
    if unit_of(m.unit) is None or kind in _BARE_DIMENSIONS:
        return kind
    thing = _OF_A_THING.match(text, end)
    if thing:
        return f"{kind} of {stem(thing[1])}"
    near = text[max(0, end - len(m.phrase) - SIDE) : end + SIDE]
    return next((f"{kind} by {name}" for name, said in _SIDES.items() if said.search(near)), kind)


_BARE_DIMENSIONS = frozenset({"share", "percent", "money", "time"})
_OF_A_THING = re.compile(r"\sof\s(?:new |more |heavy )?([a-z]{3,})\b")
SIDE = 40
"""Characters before and behind a measure whose words say by which side of a thing it is taken."""
_SIDES = {
    "height": re.compile(r"\b(?:altitudes?|heights?|high|apogee|elevation|above|tall|stage)\b"),
    "reach": re.compile(r"\b(?:ranges?|distances?|far|away|flew|travell?ed|miles)\b"),
    "depth": re.compile(r"\b(?:depths?|deep|below|underground)\b"),
    "length": re.compile(r"\b(?:long|lengths?|stretch)\b"),
    "width": re.compile(r"\b(?:wide|widths?|diameter|across)\b"),
    "speed": re.compile(r"\b(?:speeds?|fast|an hour|per hour)\b"),
}
"""Words that tell measures of one unit apart."""


def _figure(reading: Reading, m: Measured, start: int, kinds: set[str]) -> Figure:
    text = reading.sentence.text
    near = text[max(0, start - NEAR) : start + len(m.phrase) + NEAR]
    return Figure(
        reading=reading,
        value=m.value,
        upper=m.upper,
        unit=m.unit,
        qualifier=m.qualifier,
        phrase=m.phrase,
        kinds=frozenset(kinds),
        around=_around(text, start, start + len(m.phrase), m.unit),
        ahead=bool(_AHEAD.search(text, max(0, start - AHEAD), start)),
        grows=bool(_growing().search(near)),
        superseded=bool(_EARLIER.match(text) or _MOVES_ON.search(text, start + len(m.phrase))),
        years=frozenset(_YEAR.findall(text)) - {(reading.published or "")[:4]},
    )


def _around(text: str, start: int, end: int, unit: str) -> dict[str, float]:
    """Return the stems of a sentence's content words, each weighed by how near it stands to a figure."""
    spans = word_spans(text)
    inside = [n for n, (a, b) in enumerate(spans) if a < end and b > start]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    own = {stem(w) for w in unit.split()}
    found: dict[str, float] = {}
    for n, (a, b) in enumerate(spans):
        word = text[a:b]
        if word.lower() in stop_words() or not word[0].isalpha() or len(word) == 1:
            continue
        root = stem(word)
        if root in own or root in _numerals():
            continue
        apart = max(first - n, n - last, 0)
        found[root] = max(found.get(root, 0.0), 1 / (1 + apart / FALLS))
    return found


@cache
def _numerals() -> frozenset[str]:
    named = "hundred thousand million billion trillion dozen hundreds thousands millions dozens"
    ones = "two three four five six seven eight nine ten eleven twelve"
    return frozenset(stem(w) for w in f"{named} {ones}".split())


@cache
def _growing() -> re.Pattern[str]:
    told = (rf"{re.escape(w)}{_A_NUMBER if w.endswith(' to') else ''}" for w in growth_words())
    return re.compile(rf"\b(?:{'|'.join(told)})\b", re.IGNORECASE)


def _is_other(text: str, start: int, end: int, dated: Sequence[str]) -> bool:
    """Return whether a number is a year, part of a date, a clock time, an amount or of another word."""
    number = text[start:end].replace(",", "")
    beside = text[max(0, start - 1) : start] + "|" + text[end : end + 1]
    year = number.isdigit() and "," not in text[start:end] and int(number) in _YEARS
    glued = any(c.isalnum() or c in "$€£:-/.%–" for c in beside.replace("|", "").rstrip(".,"))
    month = _MONTH.search(text, 0, start)
    return year or glued or bool(month) or any(number in raw for raw in dated)


_MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\.?\s$"
)


_DEATH = "killed|dead|died|die|dying|perished|drowned"
_DEAD_BEHIND = re.compile(
    rf"(?:\s(?!(?:and|or|but|who|as|in|of|with)\b)[\w’'-]+){{0,4}}\s(?:{_DEATH}|deaths|fatalities)\b(?!\s(?:and|or)\s(?:wounded|injured|hurt))"
)
_DEAD_BEFORE = re.compile(
    r"(?:\b(?<!and )(?:killed|kills|killing|kill)|\b(?:deaths?|lives) of|\bleft"
    r"|\b(?:death toll|number (?:of|killed|dead)|deaths)\b[^.;\d]{0,70}\b(?:at|to|is|was|of|toll))\s$"
)
_LEFT = re.compile(r"\bleft\s$")


def _is_of_the_dead(text: str, start: int, end: int) -> bool:
    """Return whether a number is said to be of those who died: killed 40 people, 40 people died, a toll of 40."""
    behind, before = _DEAD_BEHIND.match(text, end), _DEAD_BEFORE.search(text, 0, start)
    if before and _LEFT.search(before.group()):
        return bool(behind)
    return bool(behind or before)


def _kinds_of_the_dead(kinds: set[str]) -> set[str]:
    """Return what a number of the dead counts: deaths, or those of children, diplomats."""
    named = {k for k in kinds if k not in words_of("anybody")}
    return {f"death of {k}" for k in named} or {"death"}


def _nouns_behind(text: str, end: int) -> set[str]:
    """Return what a bare number may count: plurals among the next three words."""
    following = words(text[end : end + SIDE])[:3]
    return {
        counted_as(w.lower().removesuffix("s"))
        for w in following
        if w.endswith("s") and not w.endswith("ss") and w.islower() and len(w) > _FEW_LETTERS
    }


# Two figures -------------------------------------------------------------------------------------


def are_one(a: Figure, b: Figure) -> bool:
    """Return whether two figures can be one: no rounding, bound or change of unit keeps them apart."""
    unit = a.unit if dimension_of(a.unit) != dimension_of(b.unit) else b.unit
    if _ranges_meet(a, b) or _ranges_meet(b, a):
        return True
    if "time" in a.kinds & b.kinds and any(_ROUGH.search(f.qualifier or "") for f in (a, b)):
        return max(a.size, b.size) <= ROUGH * min(a.size, b.size)
    if a.unit == b.unit == "percent" and (_SHARE.search(a.phrase) or _SHARE.search(b.phrase)):
        return abs(a.value - b.value) <= SHARE_SLACK
    return agree((a.value, a.unit, a.qualifier), (b.value, unit, b.qualifier))


def _ranges_meet(a: Figure, b: Figure) -> bool:
    """Return whether one gives a range, or dozens, in which the other one lies."""
    factor = 2.0 if "dozen" in a.phrase and a.qualifier else 1.0
    if _is_rounded(a.value, b.value) and a.kinds & b.kinds:
        return True
    upper = a.upper if a.upper is not None else a.value * factor
    inside = a.value <= b.value <= upper and unit_of(a.unit) == unit_of(b.unit)
    return inside and upper > a.value


def contradict(a: Figure, b: Figure) -> bool:
    """Return whether two figures of one thing cannot both be: neither one figure, nor one within the bounds of the other."""
    (least, most), (low, high) = a.extent, b.extent
    return (most < low or high < least) and not are_one(a, b)


ABOUT, NEARLY = 0.05, 0.1
"""Share by which a figure may be off that is told as about so much, and below which one is that is told as nearly so much."""
ROUND = 100
"""A number that ends in two zeros and more stands for those that round to it."""


def _is_rounded(rough: float, exact: float) -> bool:
    """Return whether one number is another one rounded: 4,500 for 4,493."""
    if rough < ROUND or rough % ROUND or exact % ROUND == 0:
        return False
    step = 10.0 ** (len(str(int(rough))) - len(str(int(rough)).rstrip("0")))
    return abs(rough - exact) <= step / 2
