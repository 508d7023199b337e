"""What numbers are worth as the news writes them: digits, words, fractions and the scales behind them.

Groups are parted by commas (1,250 and, in India, 12,50,000), by spaces of any width (1 250), by apostrophes
(1'250) or by full stops where two of them or a decimal comma show it (1.234.567,89). Scales are the words and the short forms of
several countries: 2.5 mln, 1.2bn, $1.5MM, 12 crore, 4.5 lakh crore.
"""

from __future__ import annotations

import re

_ONES = {w: n for n, w in enumerate("one two three four five six seven eight nine".split(), 1)}
_TEENS = {
    w: n
    for n, w in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        10,
    )
}
_TENS = {
    w: 10 * n
    for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_WORDS = {"zero": 0, "a": 1, "an": 1, **_ONES, **_TEENS, **_TENS}
_SCALES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "crore": 1e7, "lakh crore": 1e12, "cr": 1e7,
    "bn": 1e9, "bln": 1e9, "m": 1e6, "mn": 1e6, "mln": 1e6, "mm": 1e6, "k": 1e3, "tn": 1e12, "trn": 1e12, "b": 1e9, "t": 1e12,
}  # fmt: skip
_HALVES = {"½": 0.5, "¼": 0.25, "¾": 0.75}
FIRST_WORDS = tuple(_WORDS)
"""The words of which one opens every number in words."""
SCALE_WORDS = frozenset(f"{word}{end}" for word in _SCALES if word.isalpha() for end in ("", "s"))
"""The words of those that multiply what stands before them."""
NUMBER_WORDS = frozenset(_WORDS) - {"a", "an"} | SCALE_WORDS | {"scores"}
"""The words without which a sentence has no number in words."""
SPACES = " \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"
"""White space that may part the groups of a number."""
DIGITS = (
    r"\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?!\d)|\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)"
    r"|\d{1,3}(?:,\d{2})*,(?:\n\s*)?\d{3}(?:,(?:\n\s*)?\d{3})*(?:\.\d+)?(?![\d,]\d)"
    rf"|\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:\.\d+)?(?!\d|[{SPACES}]\d)"
    r"|\d+,\d{1,2}(?=\s?(?:%|per\s?cent|million|billion|trillion|mln|bln|bn)\b|\s?%)"
    r"|\d+(?:\.\d+)?(?:[½¼¾]|\s[13]/[24]\b)?|[½¼¾]"
)
"""A pattern of a number in digits."""
_ONE = "|".join(_ONES)
_TEN = "|".join(_TENS)
_BELOW_HUNDRED = rf"(?:(?:{_TEN})(?:-\s*(?:{_ONE}))?|{'|'.join(_TEENS)}|{_ONE})"
_BELOW_THOUSAND = rf"(?:(?:an?|{_BELOW_HUNDRED})\shundred(?:\sand)?\s{_BELOW_HUNDRED}|{_BELOW_HUNDRED}\shundred|{_BELOW_HUNDRED})"
IN_WORDS = (
    rf"(?:(?:an?|{_BELOW_THOUSAND})\sthousand(?:\sand)?\s{_BELOW_THOUSAND}(?!\s(?:thousand|million|billion|trillion|dozen)\b)"
    rf"|(?:an?|{_BELOW_HUNDRED})\shundred(?:\sand)?\s{_BELOW_HUNDRED}"
    rf"|{_BELOW_HUNDRED}(?:\sand\sa\shalf)?|zero)"
)
"""A pattern of a number in words, scales beyond the thousands behind it apart."""
SCALE = (
    r"(?:[\s-](?:dozen|hundred|thousand|million|billion|trillion|lakh\scrore|lakhs?|crores?)"
    r"|\s?(?:bn|bln|mln|mn|tn|trn)|\s?(?-i:MM|cr)|(?<=\d)(?-i:[mkMKBT]))(?![\w²³])"
    r"|\s?(?-i:[kMB](?=[A-Z]{3}\b))"
)
"""A pattern of the scale behind a number."""


def value_of(raw: str) -> float:
    """Return what a number in digits or words is worth.

    Raises:
        KeyError: a word in it is no number.
    """
    small = raw.lower()
    if small[0].isalpha():
        return _in_words(small)
    whole, half = _split_fraction(small)
    return _in_digits(whole) + half


def _split_fraction(raw: str) -> tuple[str, float]:
    if raw[-1] in _HALVES:
        return raw[:-1], _HALVES[raw[-1]]
    match = re.fullmatch(r"(\d+)\s([13])/([24])", raw)
    return (match[1], int(match[2]) / int(match[3])) if match else (raw, 0.0)


def _in_digits(raw: str) -> float:
    plain = re.sub(r"[\s'’]", "", raw)
    if not plain:
        return 0.0
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain) and (
        plain.count(".") > 1 or "," in plain
    ):
        return float(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d{1,2}", plain):
        return float(plain.replace(",", "."))
    return float(plain.replace(",", ""))


def _in_words(raw: str) -> float:
    whole = raw.removesuffix(" and a half")
    total, part = 0.0, 0.0
    for word in re.split(r"[\s-]+", whole):
        if word == "hundred":
            part = max(part, 1.0) * 100
        elif word == "thousand":
            total, part = total + max(part, 1.0) * 1000, 0.0
        elif word != "and":
            part += _WORDS[word]
    return total + part + (0.5 if whole != raw else 0.0)


def scale_of(raw: str | None) -> float:
    """Return what a scale multiplies by; 1 for none."""
    if not raw:
        return 1.0
    word = " ".join(raw.strip(" -").lower().split())
    return _SCALES.get(word) or _SCALES[word.removesuffix("s")]
