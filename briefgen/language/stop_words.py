"""The commonest words of a language, which say nothing of a text's subject: spaCy's lists, read alone.

A list is a file of its own; importing it as spaCy's would bring its language's tokenizer along, whose
exceptions take French two seconds to compile, and spaCy itself.
"""

from __future__ import annotations

import runpy
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def stop_words(tongue: str = "en") -> frozenset[str]:
    """Return the stop words of a language by its BCP 47 tag, small letters.

    Raises:
        FileNotFoundError: spaCy has no list for it.
    """
    spacy = find_spec("spacy")
    folder = Path(spacy.origin).parent if spacy and spacy.origin else Path()
    held = runpy.run_path(str(folder / "lang" / tongue / "stop_words.py"))
    return frozenset(held["STOP_WORDS"])
