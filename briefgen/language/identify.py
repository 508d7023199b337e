"""Which language a text is in, by its script and its commonest words: enough to count, not to parse."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain

from briefgen.language.late import late
from briefgen.language.stop_words import stop_words

SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)
"""Scripts that name a language well enough; kana before Han, for Japanese uses both."""
TONGUES = ("en", "de", "es", "fr", "hr", "it", "nl", "pl", "pt", "ru", "sv", "tr", "uk")
"""Languages told apart by stop words; a tie goes to the first."""
SCRIPT_SHARE = 0.2
"""Share of letters in a script that makes a text its language's."""
STOP_SHARE = 0.1
"""Below this share of stop words a text is in none of these languages."""
SAMPLE = 400
"""Words that decide."""
LONG = 12
"""Characters for a word in which so many are looked for first."""
_WORD = late(r"[^\W\d_]+")


def identify(text: str) -> str:
    """Return the BCP 47 tag of a text's language, "und" where it cannot be told."""
    sample = _WORD.findall(text[: SAMPLE * LONG].lower())
    if len(sample) <= SAMPLE and len(text) > SAMPLE * LONG:
        sample = _WORD.findall(text.lower())
    sample = sample[:SAMPLE]
    letters = "".join(sample)
    for tongue, script in () if letters.isascii() else SCRIPTS:
        if letters and len(script.findall(letters)) > SCRIPT_SHARE * len(letters):
            return tongue
    shares = Counter(chain.from_iterable(map(_tongues_of, sample)))
    best = max(TONGUES, key=lambda tongue: shares[tongue])
    return best if shares[best] > STOP_SHARE * len(sample) else "und"


@lru_cache(maxsize=65_536)
def _tongues_of(word: str) -> tuple[str, ...]:
    """Return the languages of which a word is a stop word."""
    return tuple(tongue for tongue in TONGUES if word in stop_words(tongue))
