"""Where a sentence says how sure somebody is, in its own words: "very little doubt", "alleged". They stand in ``cues.toml``."""

from __future__ import annotations

import re
from functools import cache

from briefgen.language.english import cues


def sure_words(text: str) -> list[tuple[int, int]]:
    """Return where a text says how sure it is: positions, end exclusive, in their order."""
    return [found.span() for found in _pattern().finditer(text)]


@cache
def _pattern() -> re.Pattern[str]:
    phrases = "|".join(map(_phrase, cues.table("sureness")["phrases"]))
    return re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)


def _phrase(words: str) -> str:
    """Return the pattern of a phrase: "a/b" is either word, "(a)" may be missing, "*" stands for any letters."""
    pattern = ""
    for part in re.findall(r"\([^)]*\)|\S+", words):
        either = "|".join(map(_word, part.strip("()").split("/")))
        pattern += rf"(?:(?:{either})\s+)?" if part[0] == "(" else rf"[“\"]?(?:{either})\s+"
    return pattern.removesuffix(r"\s+")


def _word(word: str) -> str:
    return r"\s+".join(re.escape(w).replace(r"\*", r"\w*") for w in word.split())
