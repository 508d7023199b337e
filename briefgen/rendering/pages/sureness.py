"""Where a sentence says how sure its source is, in the source's own words, and where it names a day by a weekday."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from briefgen.model import Day
from briefgen.rendering.pages.days import near_day

SURE = re.compile(
    r"""\b(?:
      (?:very\s+)?(?:high|moderate|low|great|full|complete)\s+(?:degree\s+of\s+)?confidence
    | (?:very\s+|highly\s+)?(?:confident|convinced|convincing|persuaded)
    | (?:there\s+(?:is|was|’s|'s)\s+)?(?:no|little|very\s+little|without)\s+doubt
    | beyond\s+(?:any\s+)?(?:reasonable\s+)?doubt | doubtful
    | undeniabl[ey] | indisputabl[ey] | irrefutabl[ey] | unmistakabl[ey] | conclusive(?:ly)?
    | prove[sdn]? | proof | confirm(?:s|ed)
    | (?:almost\s+)?certain(?:ly|ty)? | clear\s+that
    | (?:very\s+|highly\s+|more\s+|most\s+)?(?:un)?likely | probabl[ey] | possibly | presumabl[ey]
    | (?:(?<=\bis\s)|(?<=\bwas\s)|(?<=\bbe\s)|(?<=\bare\s)|(?<=\bwere\s)|(?<=\bremains\s))possible
    | alleged(?:ly)? | suspected | purported(?:ly)? | reportedly | apparent(?:ly)? | rumou?red
    | unconfirmed | unverified | unproven | unclear | uncertain | inconclusive
    | not\s+(?:been\s+)?(?:independently\s+)?(?:verified|confirmed) | could\s+not\s+(?:be\s+)?(?:independently\s+)?verif(?:y|ied)
    | (?:not|n[’']t)\s+a\s+[“"]?slam\s+dunk
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""English words by which a text says how sure somebody is."""
DIGIT = re.compile(r"\d")


def marks_of(text: str) -> list[tuple[int, int]]:
    """Return where a text says how sure it is: positions, end exclusive, in their order."""
    return [found.span() for found in SURE.finditer(text)]


def pieces_of(text: str, days: Sequence[Day], as_of: str) -> list[dict[str, Any]]:
    """Return a sentence in pieces that together are the sentence: plain ones, marked ones, and words with their day.

    Each piece has ``text``, ``sure`` (whether it says how sure somebody is) and ``day``, the day that its
    last word means where no figure in it says so, or nothing.
    """
    marks = marks_of(text)
    glossed = {d.end: near_day(d.date, as_of) for d in days if _is_word(text, d)}
    cuts = sorted({0, len(text), *(n for mark in marks for n in mark), *glossed})
    return [
        {
            "text": text[start:end],
            "sure": any(a <= start and end <= b for a, b in marks),
            "day": glossed.get(end, ""),
        }
        for start, end in pairwise(cuts)
    ]


def _is_word(text: str, day: Day) -> bool:
    """Return whether a day is told by a word alone, at a place that the text has."""
    return 0 <= day.start < day.end <= len(text) and not DIGIT.search(text[day.start : day.end])
