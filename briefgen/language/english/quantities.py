"""Which numbers in a sentence count or measure something: value, qualifier, unit or noun.

A designation ("Hwasong-17", "Da-4.5"), a date, a year, a clock time, a score, an address, a telephone
number, a list number, a resolution or an article number is no quantity. A conversion in parentheses
belongs to the quantity before it. Precision and recall: tests/test_quantities.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from briefgen.language.cued import cue, seen
from briefgen.language.dates import find_dates, month_numbers
from briefgen.language.english.counted_nouns import counted_noun
from briefgen.language.english.numerals import (
    DIGITS,
    FIRST_WORDS,
    IN_WORDS,
    NUMBER_WORDS,
    SCALE,
    scale_of,
    value_of,
)
from briefgen.language.late import late
from briefgen.language.units import Unit, codes, symbols, unit_forms, unit_of

_MANY = {
    "tens of thousands": 1e4, "hundreds of thousands": 1e5, "tens of millions": 1e7, "hundreds of millions": 1e8,
    "dozens": 12.0, "scores": 20.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9,
}  # fmt: skip
"""Counting words without a number: the value is the word's own, "dozens of" its qualifier."""
_QUALIFIERS = (
    "approximately|about|around|roughly|nearly|almost|some|over|more than|less than|fewer than|at least|at most|"
    "up to|as many as|as much as|an estimated|estimated|under|exactly|only|just|close to|well over|above|below"
)
_QUALIFIER = late(rf"(?:{_QUALIFIERS})\s$", re.IGNORECASE)
QUALIFIED = 16
"""Characters before a number in which its qualifier stands."""
_MONEY = "|".join(re.escape(s) for s in sorted(symbols(), key=len, reverse=True))
_CODES = "|".join(re.escape(c) for c in codes())
_OPENS = "|".join(
    "".join(f"[{c}{c.upper()}]" for c in word)
    for word in (*FIRST_WORDS, "half", "between", "from", "minus")
)
"""How a number begins in words, letter by letter: the engine passes over other words at once."""
_NUMBER = late(
    rf"""(?<![\w.,/:+%-])(?=(?-i:[\d½¼¾−-]|(?:{_OPENS})\b|{_CODES})|{_MONEY})(?<!\d['’])(?P<between>between\s|from\s)?
    (?:(?P<money>{_MONEY}|(?-i:{_CODES}))\s?)?
    (?P<minus>(?<!\bplus\ or\ )minus\s|[-−](?=\d))?
    (?:(?P<half>half\ an?|an?\ half|(?:an?|one)\ quarter\ of\ an?|three[\ -]quarters\ of\ an?|an?)(?=[\s-](?:dozen|hundred|thousand|million|billion|trillion|lakh|crore)\b(?!\s(?:and\s)?(?:{IN_WORDS})\b))
      |(?P<value>(?:{IN_WORDS})\b|{DIGITS}))
    (?P<scale>{SCALE})?
    (?:\s?(?:–|-|(?(between)(?:to|and)|to)\s)\s?(?P<money2>[$€£¥₩₹])?(?P<upper>{DIGITS}|(?:{IN_WORDS})\b)(?P<scale2>{SCALE})?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_MANY_OF = cue(
    r"(?P<many>(?:(?:tens|hundreds) of (?=thousands|millions))?«dozens|scores|hundreds|thousands|millions|billions»)",
    opens=r"\b", ends=r"\sof\s", flags=re.IGNORECASE,
)  # fmt: skip
_UNIT = late(rf"(?:\s|-)?(?P<form>{'|'.join(re.escape(f) for f in unit_forms())})(?![\w²³])")
_MAY_BE_TOLD = late(r"\d[-\s]\d{4}|\+\d|\d\s?[apAP]\.?[mM]|\d:\d")
"""What a text has that holds a telephone number or a time of day."""
_TELEPHONE = late(r"\+\d[\d\s()-]{6,18}\d|(?<!\d)(?:\(?\d{3}\)?[\s-])?\d{3}[-\s]\d{4}(?!\d)")
_CLOCK = late(r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d(?::\d\d)?\b", re.IGNORECASE)
_NUMBERED = late(
    r"\b(?:No|Nos|Article|Resolution|Chapter|Section|Page|Paragraph|Unit|Flight|Highway|Route|Room|Group|Day|"
    r"Phase|Division|Brigade|Type|Mark|Annex|Table|Figure|Order|Law|Channel|Platform|Gate|Terminal|District|Ward|"
    r"Zone|Level|Tier|Category|Grade|Line|Boeing|Airbus|Apollo|Formula|Windows|Pier|Building|Block|Suite|Box|"
    r"Part|Volume|Act|Rule|Clause|Case|Area|Station|Season|Episode|Round|Game|Week|Class|Model|Convention)\.?\s$"
)
_LIST_NUMBER = late(r"(?:^|[.!?]\s)$")
_YEAR_SHAPE = late(r"(?:19|20)\d\d")
_BEINGS = frozenset({"people", "man", "woman", "child"})
"""Beings that no year stands before as an attribute: 1943 men are so many."""


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


@lru_cache(maxsize=16)
def find_quantities(text: str) -> tuple[Measured, ...]:
    """Return the quantities that a sentence gives, in order; what cannot be told is left out."""
    text = text[:READ]
    if not _has_number(text):
        return ()
    taken = list(_other_numbers(text))
    found: list[tuple[int, Measured]] = []
    for start, match_end, measured in (
        *_shares(text),
        *_fractions(text),
        *_numbers(text),
        *_manys(text),
    ):
        if any(s < match_end and start < e for s, e in taken):
            continue
        found.append((start, measured))
        taken.append((start, match_end))
    return tuple(m for _, m in sorted(found, key=lambda f: f[0]))


def _has_number(text: str) -> bool:
    """Return whether a sentence has a digit or a number in words: most have none."""
    return not NUMBER_WORDS.isdisjoint(seen(text).words) or _DIGIT.search(text) is not None


_DIGIT = late(r"[\d½¼¾]")


def _other_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of dates, times and telephone numbers."""
    yield from ((f.start, f.end) for f in find_dates(text, languages=("en",)))
    for pattern in (_TELEPHONE, _CLOCK) if _MAY_BE_TOLD.search(text) else ():
        yield from (m.span() for m in pattern.finditer(text))


_SHARE = late(
    rf"(?:^|(?<=[\s“\"(]))(?P<part>{IN_WORDS}|\d{{1,2}})\s(?P<way>in|out\sof)(?:\severy)?\s(?P<whole>{IN_WORDS}|\d{{1,4}})\b"
    r"(?!\s?(?:%|per\s?cent|hundred|thousand|million|billion|days?|weeks?|months?|years?|hours?|minutes?|seconds?|attempts|games|matches|races|nights)\b)",
    re.IGNORECASE,
)
_SHARE_HINT = late(
    r"(?:in|of|every)\s(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|a\shundred)\b"
    r"|(?:in|of|every)\s\d"
)
_SHARE_BEFORE = late(
    r"(?:^|[,;:–—“\"(]\s?|\b(?:that|said|about|nearly|almost|only|just|some|and|but|than|for|of|least|most|roughly|around|every|estimated|where|when|affects|is|as|to)\s)$",
    re.IGNORECASE,
)
_WHOLE = 1000
"""A share of more than so many is none: "one in 1914"."""


def _shares(text: str) -> Iterator[tuple[int, int, Measured]]:
    """Yield shares told as one number of another, in percent: one in five workers."""
    for match in _SHARE.finditer(text) if _SHARE_HINT.search(text) else ():
        part, whole = value_of(match["part"]), value_of(match["whole"])
        if not 0 < part < whole <= _WHOLE or not _SHARE_BEFORE.search(text, 0, match.start()):
            continue
        start, qualifier = _qualified(text, match.start())
        counted = _counted(text, match.end(), None)
        end = counted[1] if counted else match.end()
        percent = round(100 * part / whole, 2)
        yield start, end, _measured(text[start:end], (percent, None), qualifier, "percent")


_FRACTION = cue(
    r"(?P<part>an?|one|two|three|four|five|six|seven|eight|nine)(?P<hyphen>[\s-])"
    r"(?P<of>«halfs?|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?»)\sof\s"
    r"(?!an?\s|\d|last\b|this\b|next\b|January|February|March|April|May|June|July|August|September|October|November|December)",
    opens=r"\b", flags=re.IGNORECASE,
)  # fmt: skip
_PARTS = {
    word: n
    for n, word in enumerate("half third quarter fifth sixth seventh eighth ninth tenth".split(), 2)
}


def _fractions(text: str) -> Iterator[tuple[int, int, Measured]]:
    """Yield shares told as a fraction of something, in percent: two thirds of the voters."""
    for match in _FRACTION.finditer(text, seen(text).keys):
        word = match["of"].lower()
        part, whole = value_of(match["part"]), _PARTS[word.removesuffix("s")]
        if (part > 1) != word.endswith("s") or part >= whole:
            continue
        start, qualifier = _qualified(text, match.start())
        end = match.end("of")
        percent = round(100 * part / whole, 2)
        yield start, end, _measured(text[start:end], (percent, None), qualifier, "percent")


def _numbers(text: str) -> Iterator[tuple[int, int, Measured]]:
    for match in _NUMBER.finditer(text):
        counted = _counted_by(text, match)
        if counted is None or not _is_counting(text, match, counted):
            continue
        unit, end = counted
        start, qualifier = _qualified(text, match.start())
        below = _BELOW_ZERO.match(text, end) if _is_signed(unit) else None
        end = below.end() if below else end
        sign = -1.0 if below or match["minus"] else 1.0
        low, high = _ends(match)
        factor, unit = _mass_of(unit, text, end)
        phrase, ends = text[start:end], [low * sign * factor]
        ends += [] if high is None else [high * sign * factor]
        if len(ends) == 1 or not _is_change(text, match, ends):
            yield (
                start,
                end,
                _measured(phrase, (ends[0], ends[1] if ends[1:] else None), qualifier, unit),
            )
            continue
        middle = match.end("scale") if match["scale"] else match.end("value")
        yield start, middle, _measured(phrase, (ends[0], None), qualifier, unit)
        yield middle, end, _measured(phrase, (ends[1], None), None, unit)


_CHANGED = late(
    r"\b(?:rose|risen|rises?|rising|fell|fallen|falls?|falling|grew|grown|dropped|cut|raised|increased?|declined|slid|climbed|jumped|up|down|"
    r"lowered|widened|narrowed|shrank|slipped|edged|changed|moved|revised|reduced|soared|surged|doubled|tripled|went)\b[^.;:]{0,40}$"
)


def _is_change(text: str, match: re.Match[str], ends: Sequence[float]) -> bool:
    """Return whether two numbers are no range but two moments or two sides: fell from 8 to 6 percent, 52 to 48."""
    if abs(ends[1]) < abs(ends[0]):
        return True
    moved = (match["between"] or "").strip().lower() == "from"
    return moved and bool(_CHANGED.search(text, max(0, match.start() - 60), match.start()))


_BELOW_ZERO = late(r"\sbelow\s(?:zero|freezing)\b")


def _is_signed(unit: Unit | str) -> bool:
    """Return whether a unit counts below zero, too."""
    name = unit if isinstance(unit, str) else unit.dimension
    return name in {"degree", "temperature", "fahrenheit", "share", "difference"}


def _mass_of(unit: Unit | str, text: str, end: int) -> tuple[float, Unit | str]:
    """Return by what a yield is multiplied, and its unit, where it is a mass: 3 Mt of ore."""
    if isinstance(unit, str) or unit.dimension != "yield" or not _OF_A_THING.match(text, end):
        return 1.0, unit
    return 1000.0 * unit.size, unit_of("tonne") or unit


_OF_A_THING = late(r"\sof\s(?!TNT\b|the\s)")


def _counted_by(text: str, match: re.Match[str]) -> tuple[Unit | str, int] | None:
    """Return what a number counts and where the words for it end, or None where it cannot be told."""
    scale, end = match["scale2"] or match["scale"] or "", match.end()
    if match["money"] is None and scale == "m" and _is_metre(text, match):
        return (unit_of("m") or "meter"), end
    if not _agrees_in_money(match, scale):
        return None
    counted = _counted(text, end, match["money"])
    if counted is None and match["upper"] is None:
        counted = _shared_unit(text, end)
    if counted is None or _is_doubtful(text, match, counted[0]):
        return None
    million = match["money"] or scale != "m" or not isinstance(counted[0], str)
    return counted if million or _MILLIONS.match(text, end) else None


def _agrees_in_money(match: re.Match[str], scale: str) -> bool:
    """Return whether both ends of a range are of one currency, "cr" is crores of rupees and "T" trillions of money."""
    one = match["money2"] in {None, match["money"]}
    short = scale.strip()
    if short in {"T", "t"}:
        return one and match["money"] is not None
    return one and (short != "cr" or (match["money"] or "").rstrip(".") in {"Rs", "INR", "₹"})


_MILLIONS = late(
    r"\s(?:people\b|[a-z-]+\s(?:people\b|[a-z-]{2,}(?<![sui])s\b)|[a-z-]{2,}(?<![sui])s\b|of\s)"
)
"""What follows where "2m" is two millions of a thing."""
_METRES = late(
    r"(?:-|\s)?(?:tall|high|long|wide|deep|thick|away|across|above|below|underground|beneath|off|from|to|in|long-range|square)\b|\s?[.,;)]|$"
)
_SINGULAR = late(r"\s[a-z]+(?<!s)\b")


def _is_metre(text: str, match: re.Match[str]) -> bool:
    """Return whether a number's "m" is metres: 20m deep; a 20m wall, unless money or people follow."""
    if match["scale"] != "m" or _METRES.match(text, match.end()):
        return match["scale"] == "m"
    article = re.search(
        r"\b(?:an?|the|its|their|this|that)\s$",
        text[max(0, match.start() - 6) : match.start()],
        re.IGNORECASE,
    )
    one = _SINGULAR.match(text, match.end())
    unit = _UNIT.match(text, match.end())
    return bool(article and one and not unit and "people" not in one.group())


def _shared_unit(text: str, end: int) -> tuple[Unit | str, int] | None:
    """Return the unit that a number takes from the one behind it: to 3 from 5 percent."""
    other = _FROM_OR_TO.match(text, end)
    number = _NUMBER.match(text, other.end()) if other else None
    counted = _counted(text, number.end(), None) if number and not number["money"] else None
    return (counted[0], end) if counted and not isinstance(counted[0], str) else None


_FROM_OR_TO = late(r",?\s(?=from\s)|\sto\s")
_ONE_GROUP = late(r"\d{1,3}\.\d{3}")
_AFTER_A_COMMA = late(r"(?<![\d,.])\d{1,3},\s$")


def _is_doubtful(text: str, match: re.Match[str], unit: Unit | str) -> bool:
    """Return whether a number can be read in two ways: 1.234 people; 1, 200 people, broken at a line's end."""
    value, hyphen = match["value"] or "", (match["minus"] or " ")[0] in "-−"
    if (isinstance(unit, str) and _ONE_GROUP.fullmatch(value)) or (hyphen and not _is_signed(unit)):
        return True
    broken = (
        len(value) == len("200")
        and value.isdigit()
        and _AFTER_A_COMMA.search(text, 0, match.start())
    )
    return bool(broken) and not _is_day(text[: match.start()].rstrip(" ,0123456789") + " ")


def _manys(text: str) -> Iterator[tuple[int, int, Measured]]:
    for match in _MANY_OF.finditer(text, seen(text).keys):
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
    glued = _GLUED_INCHES.match(text, at)
    inch = unit_of("inch") if glued else None
    if glued and inch:
        return inch, _over_conversion(text, glued.end(), inch)
    match = _UNIT.match(text, at)
    unit = unit_of(match["form"]) if match else None
    if match and unit:
        compound = unit.name == "foot" and _INCHES.match(text, match.end())
        return None if compound else (unit, _over_conversion(text, match.end(), unit))
    return counted_noun(text, at)


_GLUED_INCHES = late(r"(?<=\d)in\b(?!\.?\w)")
"""Inches without a space: "32in of rain"; with one, "in" is a preposition."""
_INCHES = late(r",?\s(?:and\s)?\d{1,2}\s?(?:in\b|inch)")
"""What follows feet that are not the whole height: 5ft 3in."""


def _over_conversion(text: str, end: int, unit: Unit) -> int:
    """Return where a quantity ends with its conversion: (2,300 miles)."""
    inside = re.match(r"\s\((?:[a-z]+\s)?([^()]{2,30})\)", text[end : end + 50])
    number = _NUMBER.match(inside[1]) if inside else None
    if not inside or not number:
        return end
    other = _UNIT.match(inside[1], number.end())
    known = unit_of(other["form"]) if other else None
    return end + inside.end() if known and known.dimension == unit.dimension else end


def _is_counting(text: str, match: re.Match[str], counted: tuple[Unit | str, int]) -> bool:
    """Return whether a number counts: no year, number of a list or a series, day of a month, "one of"."""
    before = text[: match.start()]
    value = match["value"]
    if value is None:
        return True
    unit = counted[0]
    if value.lower() == "one" and isinstance(unit, str) and not match["scale"]:
        return False
    if (
        not match["upper"]
        and not match["scale"]
        and not _QUALIFIER.search(text, max(0, match.start() - QUALIFIED), match.start())
        and _YEAR_SHAPE.fullmatch(value)
    ):
        return not isinstance(unit, str) or unit in _BEINGS
    if _AFTER_FEET.search(before[-8:]):
        return False
    if _DAY_OF_MONTH.match(text, match.end("value")) and not match["scale"]:
        return False
    return not (_NUMBERED.search(before[-24:]) or _is_day(before) or _is_score(text, match))


_AFTER_FEET = late(r"\d\s?(?:ft|feet|foot),?\s$")
_DAY_OF_MONTH = late(
    r"(?<=\d)\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def _is_score(text: str, match: re.Match[str]) -> bool:
    """Return whether two numbers with a hyphen are a result: won 3-1."""
    before = text[max(0, match.start() - 30) : match.start()]
    return bool(re.search(r"\d[-–]\d", match.group()) and _RESULT.search(before))


_RESULT = late(r"\b(?:won|lost|beat|drew|leads?|led|win|vote|by)\b")


@cache
def _months(word: str) -> tuple[int, ...]:
    return month_numbers(word, ("en",))


def _is_day(before: str) -> bool:
    """Return whether a number is the day behind a month's name."""
    word = re.search(r"([A-Z][a-z]+)\.?\s$", before[-14:])
    return bool(word and _months(word[1]))


def _qualified(text: str, start: int) -> tuple[int, str | None]:
    """Return where a quantity begins with its qualifier, and that."""
    found = _QUALIFIER.search(text, max(0, start - QUALIFIED), start)
    if not found or (found.start() and text[found.start() - 1].isalnum()):
        return start, None
    return found.start(), found.group().strip().lower()


def _ends(match: re.Match[str]) -> tuple[float, float | None]:
    """Return both ends of a match's range; "2 to 3 million" scales both."""
    scale = _scale(match["scale"], match)
    low = value_of(match["value"]) if match["value"] else _article(match["half"])
    if not match["upper"]:
        return low * scale, None
    above, high = _scale(match["scale2"], match), value_of(match["upper"])
    return low * (above if scale == 1.0 and low < high else scale), high * above


def _scale(raw: str | None, match: re.Match[str]) -> float:
    """Return what a scale multiplies by; the "m" of metres by one."""
    return (
        1.0
        if raw == "m" and _is_metre(match.string, match) and not match["money"]
        else scale_of(raw)
    )


def _article(raw: str) -> float:
    """Return how many "half a", "a quarter of a" and "a" (million) are."""
    words = raw.lower()
    if "quarter" in words:
        return 0.75 if words.startswith("three") else 0.25
    return 0.5 if "half" in words else 1.0
