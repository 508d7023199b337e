"""Which units measure the same, and whether two figures agree as far as their rounding goes.

Factors to SI are exact by definition (International Yard and Pound Agreement 1959; BIPM, SI Brochure).
"""

from __future__ import annotations

import math
import re

_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("meter", "metre", "m"), ("length", 1.0)),
    **dict.fromkeys(("kilometer", "kilometre", "km"), ("length", 1000.0)),
    **dict.fromkeys(("mile", "mi"), ("length", 1609.344)),
    **dict.fromkeys(("foot", "feet", "ft"), ("length", 0.3048)),
    "yard": ("length", 0.9144),
    "inch": ("length", 0.0254),
    **dict.fromkeys(("centimeter", "centimetre", "cm"), ("length", 0.01)),
    "nautical mile": ("length", 1852.0),
    **dict.fromkeys(("kilogram", "kg"), ("mass", 1.0)),
    **dict.fromkeys(("pound-mass", "lb", "lbs"), ("mass", 0.45359237)),
    **dict.fromkeys(("tonne", "metric ton"), ("mass", 1000.0)),
    "hectare": ("area", 10_000.0),
    "acre": ("area", 4046.8564224),
    **dict.fromkeys(("mph",), ("speed", 0.44704)),
    **dict.fromkeys(("kph", "km/h"), ("speed", 1 / 3.6)),
    "knot": ("speed", 1852 / 3600),
    **dict.fromkeys(("minute", "min"), ("time", 60.0)),
    "hour": ("time", 3600.0),
    "second": ("time", 1.0),
    "day": ("time", 86_400.0),
    "week": ("time", 604_800.0),
}
BOUND = 1.1
""""Over 300" agrees with what lies up to a tenth above it, "under" with what lies below likewise."""
LOOSE = 0.02
"""How far an approximate figure may be off."""
_LOWER = re.compile(r"\b(?:over|more than|at least|above|as many as|minimum)\b", re.IGNORECASE)
_UPPER = re.compile(
    r"\b(?:under|less than|fewer than|up to|at most|below|almost|nearly)\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|some|approximately|estimated|close to)\b", re.IGNORECASE
)


def dimension_of(unit: str) -> str:
    """Return what a unit measures; a noun that is no unit counts itself."""
    return _UNITS[unit][0] if unit in _UNITS else unit


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
    factor = _UNITS[unit][1] if unit in _UNITS else 1.0
    slack = _rounding(value) if rounded else 0.0
    words = qualifier or ""
    if _ABOUT.search(words):
        slack = max(slack, LOOSE * abs(value))
    low, high = value - slack, value + slack
    if _LOWER.search(words):
        high = max(high, value * BOUND)
    elif _UPPER.search(words):
        low = min(low, value / BOUND)
    return low * factor * (1 - 1e-9), high * factor * (1 + 1e-9)


def _rounding(value: float) -> float:
    """Return half a unit of the last digit before a number's trailing zeros."""
    if value == 0 or value != int(value):
        return 0.05
    zeros = len(str(int(abs(value)))) - len(str(int(abs(value))).rstrip("0"))
    return 0.5 * math.pow(10, zeros)
