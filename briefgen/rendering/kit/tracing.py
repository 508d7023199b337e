"""Which line of which template each piece of rendered text came from: what a template check points at.

The text of a template is marked, line by line, before it is compiled; the marks are taken out of what
was rendered and become a list of places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

MARK = re.compile("\x02([^\x02\x03\x1f]*)\x1f(\\d+)\x03")
"""A file and a line between controls that no printed text has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What a template rendered, with the place each piece of it came from."""

    template: str
    """The name it was asked for by."""
    text: str
    given: frozenset[str]
    """The names it was given."""
    offsets: tuple[int, ...]
    """Where in the text the pieces start."""
    places: tuple[tuple[str, int], ...]
    """File and line, from 1, of each piece."""

    def place(self, offset: int) -> tuple[str, int]:
        """Return the file and line that the text at an offset came from."""
        piece = bisect_right(self.offsets, offset) - 1
        return self.places[piece] if piece >= 0 else (self.template, 1)


def trace_of(template: str, marked: str, given: Iterable[str]) -> Traced:
    """Return rendered text without its marks, and what they said."""
    text: list[str] = []
    offsets: list[int] = []
    places: list[tuple[str, int]] = []
    length = at = 0
    for mark in MARK.finditer(marked):
        text.append(marked[at : mark.start()])
        length += len(text[-1])
        at = mark.end()
        offsets.append(length)
        places.append((mark[1], int(mark[2])))
    return Traced(
        template=template,
        text="".join([*text, marked[at:]]),
        given=frozenset(given),
        offsets=tuple(offsets),
        places=tuple(places),
    )


class Marks(Extension):
    """Marks every line of a template's own text with its file and number."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Yield the tokens of a template, its text marked."""
        file = stream.filename or stream.name or "?"
        for token in stream:
            if token.type == "data" and token.value.strip():
                yield Token(token.lineno, "data", _marked(token.value, file, token.lineno))
            else:
                yield token


def _marked(text: str, file: str, line: int) -> str:
    return "".join(
        f"\x02{file}\x1f{line + n}\x03{part}"
        for n, part in enumerate(text.splitlines(keepends=True))
    )
