"""The numbers that Word prints before headings and items of lists, which its files hold as rules only.

ECMA-376 part 1, 17.9: a paragraph names a list and a level; the list's rules say how each level counts, in which
figures, and what stands around them ("%1.%2)"). Lists of one abstract definition go on counting where another of them stopped,
unless they start anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from briefgen.sources.readers.office import local

DEEPEST = 9
"""Levels of a list, as the standard has them."""
LARGEST = 20_000
"""A larger number is written in digits, whatever figures the list has."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """The levels of each abstract list."""
    lists: dict[str, str] = field(default_factory=dict)
    """The abstract list of each list."""
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    """Where a list starts anew, by level, as long as it has not begun."""
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def mark(self, number: str, level: int) -> str | None:
        """Return what stands before the next paragraph of a list: "- ", "2.1 ", "" or None where there is no such list."""
        abstract = self.lists.get(number)
        rules = self.levels.get(abstract or "", {})
        if abstract is None or level not in rules or not 0 <= level < DEEPEST:
            return None
        counts = self.counts.setdefault(abstract, [None] * DEEPEST)
        for at, start in self.restarts.pop(number, {}).items():
            counts[at:] = [start - 1, *[None] * (DEEPEST - at - 1)]
        before = counts[level]
        counts[level] = rules[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (DEEPEST - level - 1)
        if rules[level].form == "bullet":
            return "- "
        return self._shown(rules, counts, level)

    def _shown(self, rules: dict[int, Level], counts: list[int | None], level: int) -> str:
        def figure(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            rule = rules.get(at, Level())
            count = counts[at] if at < DEEPEST else None
            return _figure(rule.start if count is None else count, rule.form)

        text = re.sub(r"%([1-9])", figure, rules[level].text).strip()
        return f"{text} " if text and rules[level].form != "none" else ""


def read_numbering(tree: _Element) -> Numbering:
    """Return the lists of the part "word/numbering.xml"."""
    found = Numbering()
    for element in tree:
        if local(element) == "abstractNum":
            levels = [child for child in element if local(child) == "lvl"]
            rules = {_number(value_of(lvl, "ilvl")): _level(lvl) for lvl in levels}
            found.levels[value_of(element, "abstractNumId")] = rules
        elif local(element) == "num":
            key = value_of(element, "numId")
            for child in element:
                if local(child) == "abstractNumId":
                    found.lists[key] = value_of(child, "val")
                elif local(child) == "lvlOverride":
                    starts = [value_of(c, "val") for c in child if local(c) == "startOverride"]
                    at = _number(value_of(child, "ilvl"))
                    if starts and 0 <= at < DEEPEST:
                        found.restarts.setdefault(key, {})[at] = _number(starts[0])
    return found


def _level(element: _Element) -> Level:
    given = {local(child): value_of(child, "val") for child in element}
    return Level(
        form=given.get("numFmt", "decimal"),
        text=given.get("lvlText", "")[:40],
        start=_number(given.get("start", "1")),
    )


def value_of(element: _Element | None, name: str) -> str:
    """Return an attribute of an element, in whichever namespace; "" where it has none."""
    if element is None:
        return ""
    return next(
        (str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), ""
    )


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else 0


def _figure(number: int, form: str) -> str:
    """Return a number in the figures of a list."""
    if number < 1 or number > LARGEST:
        return str(number)
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 5)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        roman = ""
        for value, sign in _ROMAN:
            times, number = divmod(number, value)
            roman += sign * times
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02}" if form == "decimalZero" else str(number)
