"""Which units there are, which measure the same, and whether two figures agree as far as their rounding goes.

The units stand in ``units.toml``: factors exact by definition (International Yard and Pound Agreement
1959; BIPM, SI Brochure).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

BOUND = 1.1
""""Over 300" agrees with what lies up to a tenth above it, "under" with what lies below likewise."""
MANY = 10
""""Dozens of" and "hundreds of" agree with what lies up to so many times their word."""
LOOSE = 0.02
"""How far an approximate figure may be off."""
_LOWER = re.compile(r"\b(?:over|more than|at least|above|as many as|minimum)\b", re.IGNORECASE)
_UPPER = re.compile(
    r"\b(?:under|less than|fewer than|up to|at most|below|almost|nearly)\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|some|approximately|estimated|close to)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: the name to print, what it measures, and its size in that dimension's base unit."""

    name: str
    dimension: str
    size: float


@cache
def _units() -> Mapping[str, Unit]:
    """Return the units by each of their forms."""
    tables = tomllib.loads(files("briefgen.language").joinpath("units.toml").read_text("utf-8"))
    return {
        form: Unit(name.replace("-", " "), dimension, float(size))
        for dimension, units in tables.items()
        for name, (size, *forms) in units.items()
        for form in (name, name.replace("-", " "), *forms)
    }


def unit_of(form: str) -> Unit | None:
    """Return the unit that some words name, in small letters where they are a word."""
    return _units().get(form) or _units().get(form.lower())


def unit_forms() -> tuple[str, ...]:
    """Return every form of every unit, longest first."""
    return tuple(sorted(_units(), key=lambda f: (-len(f), f)))


def symbols() -> frozenset[str]:
    """Return the marks of money that stand before a number."""
    return frozenset(f for f in _units() if not f[-1].isalnum() and f != "%")


def codes() -> tuple[str, ...]:
    """Return the codes of currencies that may stand before a number or behind one, longest first: USD, Rs."""
    found = (f for f in _units() if f.rstrip(".") in _CODES or (len(f) == CODE and f.isupper()))  # fmt: skip
    return tuple(sorted(found, key=lambda f: (-len(f), f)))


CODE = 3
"""Letters of a code of ISO 4217; no other unit has three capitals."""
_CODES = frozenset({"Rs", "Rp", "RM"})


def dimension_of(unit: str) -> str:
    """Return what a unit measures; a noun that is no unit counts itself."""
    known = unit_of(unit)
    return known.dimension if known else unit


def agree(first: tuple[float, str, str | None], second: tuple[float, str, str | None]) -> bool:
    """Return whether two figures can be one: value, unit and qualifier of each.

    They agree within the rounding that the last digit before their zeros shows where their units
    differ, within a fiftieth where one is approximate, and within a tenth beyond a bound.
    """
    (a, unit_a, how_a), (b, unit_b, how_b) = first, second
    if dimension_of(unit_a) != dimension_of(unit_b):
        return False
    low_a, high_a = _span(a, unit_a, how_a, rounded=unit_a != unit_b)
    low_b, high_b = _span(b, unit_b, how_b, rounded=unit_a != unit_b)
    return low_a <= high_b and low_b <= high_a


def _span(value: float, unit: str, qualifier: str | None, *, rounded: bool) -> tuple[float, float]:
    """Return the smallest and the largest figure that is meant, in the dimension's base unit."""
    known = unit_of(unit)
    factor = known.size if known else 1.0
    slack = _rounding(value) if rounded else 0.0
    words = qualifier or ""
    if _ABOUT.search(words):
        slack = max(slack, LOOSE * abs(value))
    low, high = value - slack, value + slack
    if words.endswith(" of"):
        high = MANY * value
    elif _LOWER.search(words):
        high = max(high, value * BOUND)
    elif _UPPER.search(words):
        low = min(low, value / BOUND)
    low, high = sorted((low * factor, high * factor))
    return low - 1e-9 * abs(low), high + 1e-9 * abs(high)


def _rounding(value: float) -> float:
    """Return half a unit of the last digit before a number's trailing zeros."""
    if value == 0 or value != int(value):
        return 0.05
    zeros = len(str(int(abs(value)))) - len(str(int(abs(value))).rstrip("0"))
    return 0.5 * math.pow(10, zeros)
