"""From bytes to a tree of HTML: which characters they are, and a parser that fetches and executes nothing."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from briefgen.sources.charsets import WIDE, codec_of, mark_of

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})"
    rb"|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 8192
"""Browsers look at the first 1,024 bytes; saved pages often have scripts before their charset."""


def decode_markup(data: bytes, told: str | None = None) -> tuple[str, str]:
    """Return the text of a page and the codec: by its mark, by what is declared, as UTF-8, else Windows-1252.

    ``told`` is what the page's container says (a server's or a mail's charset); it goes before what the page says.
    """
    marked = mark_of(data)
    if marked:
        return data.decode(marked, "replace"), marked
    first, own = codec_of(told, data), _declared(data)
    for likely in (first or own, "utf-8"):
        if likely:
            try:
                return data.decode(likely), likely
            except UnicodeDecodeError:
                continue
    chosen = first if first and _losses(data, first) <= _few(data) else _fallback(data, own)
    return data.decode(chosen, "replace"), chosen


def _declared(data: bytes) -> str | None:
    """Return the codec of the charset that a page names."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    codec = codec_of((match[1] or match[2]).decode("ascii")) if match else None
    return "utf-8" if codec in WIDE else codec  # found by an ASCII search, so it is none of these


def _fallback(data: bytes, codec: str | None) -> str:
    """Return the codec that leaves fewest characters unread of those that are likely."""
    best = min((name for name in (codec, "utf-8") if name), key=lambda name: _losses(data, name))
    return best if _losses(data, best) <= _few(data) else "cp1252"


def _losses(data: bytes, codec: str) -> int:
    return data.decode(codec, "replace").count("\ufffd")


def _few(data: bytes) -> int:
    """Return how many characters may be spoilt in a page that is in its codec."""
    return max(3, len(data) // 5000)


_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_XML_HEAD = re.compile(r"\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)


def parse_markup(text: str) -> HtmlElement:
    """Return the tree of a page or a fragment.

    Raises:
        ValueError: there is nothing in it.
    """
    text = _XML_HEAD.sub("", _UNREADABLE.sub("", text), count=1)
    if not text.strip():
        raise ValueError("empty; save the page again")
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError("no page in it; save it again") from error
    if not isinstance(tree, HtmlElement):
        raise ValueError("no page in it; save it again")  # noqa: TRY004 - a value of the file
    return tree
