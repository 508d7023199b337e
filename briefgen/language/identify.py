"""Which language a text is in, by its script and its commonest words: enough to count, not to parse."""

from __future__ import annotations

import re
from itertools import islice

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
_WORD = re.compile(r"[^\W\d_]+")


def identify(text: str) -> str:
    """Return the BCP 47 tag of a text's language, "und" where it cannot be told."""
    sample = [word.group() for word in islice(_WORD.finditer(text.lower()), SAMPLE)]
    letters = "".join(sample)
    for tongue, script in SCRIPTS:
        if letters and len(script.findall(letters)) > SCRIPT_SHARE * len(letters):
            return tongue
    shares = [sum(map(stop_words(t).__contains__, sample)) for t in TONGUES]
    best = max(shares)
    return TONGUES[shares.index(best)] if best > STOP_SHARE * len(sample) else "und"
