"""Which numbers in a sentence count or measure something: value, qualifier, unit or noun.

A designation ("Hwasong-17", "Da-4.5"), a date, a year, a clock time, a score, an address, a telephone
number, a list number, a resolution or an article number is no quantity. A conversion in parentheses
belongs to the quantity before it. Precision and recall: tests/test_quantities.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefgen.language.units import Unit, symbols, unit_forms, unit_of
from briefgen.model.dates import find_dates, month_numbers

_SMALL = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
}
_TENS = {
    w: 10 * n
    for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_WORDS = _SMALL | _TENS
_SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "bn": 1e9, "m": 1e6, "k": 1e3, "tn": 1e12,
}  # fmt: skip
_MANY = {
    "tens of thousands": 1e4, "hundreds of thousands": 1e5, "tens of millions": 1e7, "hundreds of millions": 1e8,
    "dozens": 12.0, "scores": 20.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9,
}  # fmt: skip
"""Counting words without a number: the value is the word's own, "dozens of" its qualifier."""
_QUALIFIERS = (
    "approximately|about|around|roughly|nearly|almost|some|over|more than|less than|fewer than|at least|at most|"
    "up to|as many as|as much as|an estimated|estimated|under|exactly|only|just|close to|well over|above|below"
)
_QUALIFIER = re.compile(rf"(?:{_QUALIFIERS})\s$", re.IGNORECASE)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD_NUMBER = rf"(?:{'|'.join(_TENS)})-(?:{'|'.join(list(_SMALL)[1:10])})|{'|'.join(sorted({*_SMALL, *_TENS}, key=len, reverse=True))}"
_SCALE = r"(?:[\s-](?:dozen|hundred|thousand|million|billion|trillion)|\s?(?:bn|tn)|(?<=\d)[mk])\b"
_NUMBER = re.compile(
    rf"""(?<![\w.,/:+-])(?P<between>between\s|from\s)?
    (?:(?P<money>{"|".join(re.escape(s) for s in sorted(symbols(), key=len, reverse=True))})\s?)?
    (?:(?P<half>half\ an?|an?)(?=\s(?:dozen|hundred|thousand|million|billion)\b)
      |(?P<value>{_DIGITS}|(?:{_WORD_NUMBER})\b))
    (?P<scale>{_SCALE})?
    (?:\s?(?:–|-|(?:to|and)\s)\s?(?:[$€£¥₩])?(?P<upper>{_DIGITS}|(?:{_WORD_NUMBER})\b)(?P<scale2>{_SCALE})?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_MANY_OF = re.compile(rf"\b(?P<many>{'|'.join(_MANY)})\sof\s", re.IGNORECASE)
_UNIT = re.compile(rf"(?:\s|-)?(?P<form>{'|'.join(re.escape(f) for f in unit_forms())})(?![\w²³])")
_WORD = re.compile(r"[\w’'-]+")
_OF_THE = re.compile(r"\s(?:of\s(?:the|its|their|his|her)\s)?")
_COMPOUND = frozenset({"arms", "weapons", "sports", "forces", "police", "crew"})
"""Plurals that may stand before the noun that is counted: two weapons systems."""
_TELEPHONE = re.compile(r"\+\d[\d\s()-]{6,18}\d|(?<!\d)(?:\(?\d{3}\)?[\s-])?\d{3}[-\s]\d{4}(?!\d)")
_CLOCK = re.compile(
    r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d(?::\d\d)?\b", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"\b(?:No|Nos|Article|Resolution|Chapter|Section|Page|Paragraph|Unit|Flight|Highway|Route|Room|Group|Day|"
    r"Phase|Division|Brigade|Type|Mark|Annex|Table|Figure|Order|Law|Channel|Platform|Gate|Terminal|District|Ward|"
    r"Zone|Level|Tier|Category|Grade|Line|Boeing|Airbus|Apollo|Formula|Windows|Pier|Building|Block|Suite|Box|"
    r"Part|Volume|Act|Rule|Clause|Case|Area|Station|Season|Episode|Round|Game|Week|Class|Model|Convention)\.?\s$"
)
_LIST_NUMBER = re.compile(r"(?:^|[.!?]\s)$")
_YEAR_SHAPE = re.compile(r"(?:19|20)\d\d")
_STOP = frozenset(
    "a an the and or but to in on at for from with by as is are was were be been has have had its his her their "
    "this that these those who which when while after before since than then so if not no more less most other "
    "will would could may might can do does did per each every all both into over under up down out off about "
    "between against through during near outside inside according said says also ago later earlier won lost beat "
    "lead leads killed died injured face faces left makes need needs".split()
)
"""Words that end a noun phrase."""
_NO_NOUNS = frozenset(
    "us nations countries sides parties leaders others ways reasons questions things times scenarios factors aspects "
    "series lies runs sees says does goes years' plus pass gives takes shows".split()
)
"""Words on -s that are no noun, and nouns whose count says nothing."""
_PLURALS = {
    "people": "people", "personnel": "personnel", "troops": "troops", "men": "man", "women": "woman",
    "children": "child", "police": "police", "aircraft": "aircraft", "sheep": "sheep", "cattle": "cattle",
    "forces": "forces", "staff": "staff", "fishermen": "fisherman", "policemen": "policeman", "spacecraft": "spacecraft",
    "lives": "life", "wives": "wife", "crew": "crew", "firemen": "fireman", "mice": "mouse", "fish": "fish",
    "servicemen": "serviceman", "businessmen": "businessman", "teeth": "tooth", "feet": "foot",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity in a text: value, perhaps an upper end, qualifier, unit, and the words."""

    value: float
    upper: float | None
    qualifier: str | None
    unit: str
    """Unit or noun, singular, small letters: kilometer, soldier."""
    phrase: str


READ = 5000
"""Characters of a sentence that are looked at; a longer one is no sentence and is never printed."""


def find_quantities(text: str) -> tuple[Measured, ...]:
    """Return the quantities that a sentence gives, in order."""
    text = text[:READ]
    taken = list(_other_numbers(text))
    found: list[tuple[int, Measured]] = []
    for start, match_end, measured in (*_numbers(text), *_manys(text)):
        if any(s < match_end and start < e for s, e in taken):
            continue
        found.append((start, measured))
        taken.append((start, match_end))
    return tuple(m for _, m in sorted(found, key=lambda f: f[0]))


def _other_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of dates, times and telephone numbers."""
    yield from ((f.start, f.end) for f in find_dates(text, languages=("en",)))
    for pattern in (_TELEPHONE, _CLOCK):
        yield from (m.span() for m in pattern.finditer(text))


def _numbers(text: str) -> Iterator[tuple[int, int, Measured]]:
    for match in _NUMBER.finditer(text):
        counted = _counted(text, match.end(), match["money"])
        if counted is None or not _is_counting(text, match, counted):
            continue
        unit, end = counted
        start, qualifier = _qualified(text, match.start())
        low, high = _ends(match)
        yield start, end, _measured(text[start:end], (low, high), qualifier, unit)


def _manys(text: str) -> Iterator[tuple[int, int, Measured]]:
    for match in _MANY_OF.finditer(text):
        counted = _counted(text, match.end() - 1, None)
        if counted:
            unit, end = counted
            many = match["many"].lower()
            phrase = text[match.start() : end]
            yield match.start(), end, _measured(phrase, (_MANY[many], None), f"{many} of", unit)


def _measured(
    phrase: str, ends: tuple[float, float | None], qualifier: str | None, unit: Unit | str
) -> Measured:
    name = unit if isinstance(unit, str) else unit.name
    return Measured(*ends, qualifier, name, phrase)


def _counted(text: str, at: int, money: str | None) -> tuple[Unit | str, int] | None:
    """Return what a number that ends at a place counts, and where the words for it end."""
    if money:
        unit = unit_of(money)
        return (unit, at) if unit else None
    match = _UNIT.match(text, at)
    unit = unit_of(match["form"]) if match else None
    if match and unit:
        return unit, _over_conversion(text, match.end(), unit)
    return _noun(text, at)


def _over_conversion(text: str, end: int, unit: Unit) -> int:
    """Return where a quantity ends with its conversion: (2,300 miles)."""
    inside = re.match(r"\s\((?:[a-z]+\s)?([^()]{2,30})\)", text[end : end + 50])
    number = _NUMBER.match(inside[1]) if inside else None
    if not inside or not number:
        return end
    other = _UNIT.match(inside[1], number.end())
    known = unit_of(other["form"]) if other else None
    return end + inside.end() if known and known.dimension == unit.dimension else end


def _noun(text: str, at: int) -> tuple[str, int] | None:
    """Return the noun behind a number, singular, and where it ends: a plural after at most four words."""
    opening = _OF_THE.match(text, at)
    words = list(_next_words(text, opening.end())) if opening else []
    for n, word in enumerate(words):
        noun = word.group()
        if noun.lower() in _STOP:
            return None
        if _is_plural(noun) and not (
            noun in _COMPOUND and n + 1 < len(words) and _is_plural(words[n + 1].group())
        ):
            return None if noun in _NO_NOUNS else (_singular(noun), word.end())
    return None


def _next_words(text: str, at: int) -> Iterator[re.Match[str]]:
    """Yield the next five words, as far as single spaces part them."""
    for _ in range(5):
        match = _WORD.match(text, at)
        if not match:
            return
        yield match
        at = match.end() + 1
        if text[match.end() : at] != " ":
            return


def _is_plural(word: str) -> bool:
    return word in _PLURALS or bool(_PLURAL.fullmatch(word))


_PLURAL = re.compile(r"[a-z][a-z-]{2,}(?<![sui'’])s")


def _is_counting(text: str, match: re.Match[str], counted: tuple[Unit | str, int]) -> bool:
    """Return whether a number counts: no year, number of a list or a series, day of a month, "one of"."""
    before = text[: match.start()]
    value = match["value"]
    if value is None:
        return True
    unit = counted[0]
    if value.lower() == "one" and isinstance(unit, str):
        return False
    if (
        not match["upper"]
        and not match["scale"]
        and not _QUALIFIER.search(before)
        and _YEAR_SHAPE.fullmatch(value)
    ):
        return not isinstance(unit, str)
    return not (_NUMBERED.search(before[-24:]) or _is_day(before) or _is_score(text, match))


def _is_score(text: str, match: re.Match[str]) -> bool:
    """Return whether two numbers with a hyphen are a result: won 3-1."""
    before = text[max(0, match.start() - 30) : match.start()]
    return bool(re.search(r"\d[-–]\d", match.group()) and _RESULT.search(before))


_RESULT = re.compile(r"\b(?:won|lost|beat|drew|leads?|led|win|vote|by)\b")


@cache
def _months(word: str) -> tuple[int, ...]:
    return month_numbers(word, ("en",))


def _is_day(before: str) -> bool:
    """Return whether a number is the day behind a month's name."""
    word = re.search(r"([A-Z][a-z]+)\.?\s$", before[-14:])
    return bool(word and _months(word[1]))


def _qualified(text: str, start: int) -> tuple[int, str | None]:
    """Return where a quantity begins with its qualifier, and that."""
    found = _QUALIFIER.search(text, max(0, start - 16), start)
    if not found or (found.start() and text[found.start() - 1].isalnum()):
        return start, None
    return found.start(), found.group().strip().lower()


def _ends(match: re.Match[str]) -> tuple[float, float | None]:
    """Return both ends of a match's range; "2 to 3 million" scales both."""
    scale = _scale(match["scale"])
    low = _number(match["value"]) if match["value"] else _article(match["half"])
    if not match["upper"]:
        return low * scale, None
    above, high = _scale(match["scale2"]), _number(match["upper"])
    return low * (above if scale == 1.0 and low < high else scale), high * above


def _article(raw: str) -> float:
    """Return how many "half a" and "a" (million) are."""
    return 0.5 if raw.lower().startswith("half") else 1.0


def _scale(raw: str | None) -> float:
    return _SCALES[raw.strip(" -").lower()] if raw else 1.0


def _number(raw: str) -> float:
    """Return the value of digits or of words such as twenty-five."""
    small = raw.lower()
    if not small[0].isalpha():
        return float(small.replace(",", ""))
    return float(sum(_WORDS[part] for part in small.split("-")))


def _singular(noun: str) -> str:
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("ies") and len(noun) > 4:  # noqa: PLR2004 - ties, dies
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes", "oes")):
        return noun[:-2]
    return noun.removesuffix("s")
