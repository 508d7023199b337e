"""Which numbers in a sentence count or measure something: value, qualifier, unit or noun.

A designation ("Hwasong-17", "Da-4.5"), a date, a year, a clock time, a list number, a resolution or
an article number is no quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.dates import find_dates, find_years, month_numbers

_WORDS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
     "dozen": 12}  # fmt: skip
_SCALE = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "bn": 1e9,
    "m": 1e6,
}
_QUALIFIER = (
    r"approximately|about|around|roughly|nearly|almost|some|over|more than|less than|fewer than|at least|"
    r"at most|up to|as many as|an estimated|estimated|under|exactly|only|just|close to|well over|above|below"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_COUNT = rf"(?:{_NUMBER}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_PATTERN = re.compile(
    rf"""(?<![\w.,/:-])(?:(?P<qualifier>{_QUALIFIER})\s)?(?P<money>[$€£¥₩]|US\$)?\s?
    (?P<value>{_COUNT})(?:\s?(?:–|-|to|and)\s?(?P<upper>{_NUMBER}))?
    (?:[\s-](?P<scale>hundred|thousand|million|billion|trillion|bn))?
    (?:\s?(?P<percent>%|percent\b|per\ cent\b)|[\s-](?:of\s)?(?P<noun>(?:[a-z][\w’'-]*\s){{0,3}}?(?:[a-z]\w*s|people|personnel|troops|km|kg|mi|ft|mph|kt|percent|hectares))\b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBERED = re.compile(
    r"\b(?:No|Nos|Article|Resolution|Chapter|Section|Page|Paragraph|Unit|Flight|Highway|Room|Group|Day|Phase|Division|Brigade|Type|Mark|Annex|Table|Figure|Order|Law)\.?\s$",
    re.IGNORECASE,
)
_NOT_NOUNS = frozenset(
    "was is has as its this his hers ours it's does us nations countries sides parties leaders "
    "others ways reasons questions things times scenarios factors aspects".split()
)
"""Words on -s that are no noun, and nouns whose count says nothing."""
_DESIGNATION_BEFORE = re.compile(r"[A-Za-z]-$")


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity in a text: value, perhaps an upper end, qualifier, unit, and the words."""

    value: float
    upper: float | None
    qualifier: str | None
    unit: str
    phrase: str


def find_quantities(text: str) -> tuple[Measured, ...]:
    """Return the quantities that a sentence gives, in order."""
    dated = [(f.start, f.end) for f in (*find_dates(text), *find_years(text))]
    return tuple(_measured(text, dated))


def _measured(text: str, dated: list[tuple[int, int]]) -> Iterator[Measured]:
    for match in _PATTERN.finditer(text):
        start, end = match.span("value")
        unit = _unit(match)
        if (
            unit is None
            or any(s < end and start < e for s, e in dated)
            or _NUMBERED.search(text[:start])
            or _DESIGNATION_BEFORE.search(text[: match.start()])
            or _is_day(text, start)
            or match["value"].lower() == "one"
        ):
            continue
        scale = _SCALE.get((match["scale"] or "").lower(), 1.0)
        upper = _number(match["upper"]) * scale if match["upper"] else None
        yield Measured(
            value=_number(match["value"]) * scale,
            upper=upper,
            qualifier=match["qualifier"],
            unit=unit,
            phrase=match.group().strip(),
        )


def _unit(match: re.Match[str]) -> str | None:
    if match["money"]:
        return {"$": "dollar", "US$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won"}[
            match["money"]
        ]
    if match["percent"]:
        return "percent"
    noun = (match["noun"] or "").lower().split()
    if not noun or noun[-1] in _NOT_NOUNS:
        return None
    return _singular(noun[-1])


def _singular(noun: str) -> str:
    if noun in {"people", "personnel", "troops", "percent", "forces", "series"}:
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    return noun.removesuffix("s") if not noun.endswith("ss") else noun


def _number(raw: str) -> float:
    small = raw.lower()
    return float(_WORDS[small]) if small in _WORDS else float(small.replace(",", ""))


def _is_day(text: str, start: int) -> bool:
    """Return whether a number is the day behind a month's name."""
    before = re.search(r"([A-Za-z]+)\.?\s$", text[:start])
    return bool(before and before.group(1)[0].isupper() and month_numbers(before.group(1), ("en",)))
