"""Names of charsets, and byte order marks: what both say of the characters that bytes mean."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_AS_BROWSERS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "x-sjis": "cp932", "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "utf8": "utf-8",
    "utf-16": "utf-16-le", "utf16": "utf-16-le", "unicode": "utf-16-le", "ucs-2": "utf-16-le", "iso-10646-ucs-2": "utf-16-le",
    "x-gbk": "gb18030", "windows-31j": "cp932", "unicode-1-1-utf-8": "utf-8", "x-user-defined": "cp1252",
}  # fmt: skip
"""What browsers read where a page names these; see WHATWG's encoding standard."""
WIDE = frozenset({"utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
"""Codecs by which a text has zero bytes."""
_WIDE_WITHIN = 200


def mark_of(data: bytes) -> str | None:
    """Return the codec that a byte order mark stands for; None where a text begins with none."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def codec_of(charset: str | None, data: bytes | None = None) -> str | None:
    """Return Python's codec for a charset's name, or None where it has none that reads text, or the bytes cannot be in it."""
    name = (charset or "").strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_AS_BROWSERS.get(name, name))
    except (LookupError, ValueError):
        return None
    narrow = data is not None and b"\0" not in data[:_WIDE_WITHIN]
    if not found._is_text_encoding or (narrow and found.name in WIDE):  # noqa: SLF001 - as bytes.decode asks
        return None
    return found.name
