"""A rendered page: its start tags with their places, and what it quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """The start of an element in a page."""

    name: str
    attributes: dict[str, str | None]
    offset: int


class Page(HTMLParser):
    """A page's start tags with their offsets, and what it quotes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.quoted = ""
        self._quotes = 0
        self._lines = [0, *(m.end() for m in re.finditer("\n", html))]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        line, column = self.getpos()
        offset = self._lines[line - 1] + column
        self.tags.append(Tag(name=tag, attributes=dict(attrs), offset=offset))
        self._quotes += tag == "q"

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a quotation."""
        self._quotes -= tag == "q"

    def handle_data(self, data: str) -> None:
        """Collect what is quoted."""
        self.quoted += f"{data} " * (self._quotes > 0)
