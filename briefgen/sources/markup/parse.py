"""From bytes to a tree of HTML: which characters they are, and a parser that fetches and executes nothing."""

from __future__ import annotations

import codecs
import re

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})"
    rb"|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 8192
"""Browsers look at the first 1,024 bytes; saved pages often have scripts before their charset."""
_AS_BROWSERS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "x-sjis": "cp932", "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "utf8": "utf-8",
    "x-gbk": "gb18030", "windows-31j": "cp932", "unicode-1-1-utf-8": "utf-8", "x-user-defined": "cp1252",
}  # fmt: skip
"""What browsers read where a page names these; see WHATWG's encoding standard."""


def decode_markup(data: bytes, told: str | None = None) -> tuple[str, str]:
    """Return the text of a page and the codec: by its mark, by what is declared, as UTF-8, else Windows-1252.

    ``told`` is what the page's container says (a mail's charset); it goes before what the page says.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name
    declared = told or _declared(data)
    codec = _codec(declared) if declared else None
    for likely in (codec, "utf-8"):
        if likely:
            try:
                return data.decode(likely), likely
            except UnicodeDecodeError:
                continue
    chosen = _fallback(data, codec)
    return data.decode(chosen, "replace"), chosen


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    return (match[1] or match[2]).decode("ascii") if match else None


def _codec(name: str) -> str | None:
    """Return Python's codec for a charset's name, or None where it has none that reads text."""
    name = name.strip().strip("\"'").lower()
    name = _AS_BROWSERS.get(name, name)
    if name.startswith(("utf-16", "utf16", "ucs-2")):
        return "utf-8"  # found by an ASCII search, so it is none of these
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None  # noqa: SLF001 - as bytes.decode asks


def _fallback(data: bytes, codec: str | None) -> str:
    """Return the codec that leaves fewest characters unread of those that are likely."""
    likely = [name for name in (codec, "utf-8") if name]
    losses = {name: data.decode(name, "replace").count("\ufffd") for name in likely}
    best = min(likely, key=lambda name: losses[name])
    return best if losses[best] <= max(3, len(data) // 5000) else "cp1252"


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
