"""The last door before a page: a Brief without characters that no page prints.

A brief that this program made has none. One that came as a file can have them, and they are no
harmless text: a paragraph separator stops the page engine, a bidirectional override reverses what
follows, a noncharacter breaks the standards of PDF.
"""

from __future__ import annotations

import re
from typing import Any

from briefgen.model import Brief
from briefgen.model.frozen import dump, of_plain, plain
from briefgen.model.text import safe

SUSPECT = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
    "\U0001fffe-\U0001ffff\U000e0000-\U0010ffff]|\\\\u00[01]|\\\\[bfnrt]"
)
"""What a brief's JSON has where one of its texts holds such a character."""


def printable(brief: Brief) -> Brief:
    """Return a brief whose texts can be printed: the same one, where they all can."""
    if not SUSPECT.search(dump(brief).decode("utf-8", "replace")):
        return brief
    return of_plain(_cleaned(plain(brief)))


def _cleaned(tree: Any) -> Any:
    """Return plain data with each text made safe; the names of its mappings stay."""
    if isinstance(tree, dict):
        return {key: _cleaned(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_cleaned(value) for value in tree]
    return safe(tree) if isinstance(tree, str) else tree
