"""Which format a file has: by its first bytes, and by its name where those do not tell.

Looks at a few thousand bytes with plain comparisons and patterns, so that it may face anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEAD = 4096
"""So many bytes tell what a file is."""

_TEXT_NAMES = frozenset({".txt", ".md", ".text", ".markdown"})
_BY_NAME = {
    ".htm": "page", ".html": "page", ".xhtml": "page", ".mht": "mhtml", ".mhtml": "mhtml",
    ".rss": "feed", ".atom": "feed", ".xml": "feed", ".eml": "mail", ".mbox": "mbox", ".mbx": "mbox",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".warc": "warc",
}  # fmt: skip
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "gzip"),
    (b"\xfd7zXZ\x00", "gzip"),
    (b"WARC/1.", "warc"),
)
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file; save it as .docx, .txt or .eml"),
    (b"{\\rtf", "a rich text file; save it as .docx or .txt"),
    (b"\x89PNG", "a picture; no text can be read off it"),
    (b"\xff\xd8\xff", "a picture; no text can be read off it"),
    (b"GIF8", "a picture; no text can be read off it"),
    (b"II*\x00", "a picture; no text can be read off it"),
    (b"MM\x00*", "a picture; no text can be read off it"),
    (b"RIFF", "sound, film or a picture; no text can be read off it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; pack it as .zip or .tar"),
    (b"Rar!", "a RAR archive; pack it as .zip or .tar"),
    (b"SQLite format 3", "a database; export its articles as .jsonl or .csv"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"%!PS", "a PostScript file; save it as .pdf"),
)
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE | re.DOTALL)  # fmt: skip
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|RDF)[\s>]")
_XML = re.compile(rb"\s*<(?:\?xml|rss|feed|rdf:RDF|!--)", re.IGNORECASE)
_OUTLINE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<opml\b", re.IGNORECASE | re.DOTALL)  # fmt: skip
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):(?=[ \t\r\n])", re.MULTILINE)
_MBOX = re.compile(rb"From \S.{0,200}\d\d:\d\d.{0,60}\r?\n[A-Za-z][A-Za-z0-9-]{1,60}:")
_MAIL_ONLY = frozenset({b"received", b"message-id", b"return-path", b"mime-version", b"delivered-to", b"x-mailer"})  # fmt: skip
_WRITTEN = frozenset({b"from", b"date", b"subject", b"to"})
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Format:
    """What a file is: the name of its reader, or the reason why there is none."""

    reader: str | None
    reason: str = ""


def sniff(head: bytes, name: str) -> Format:
    """Return the format of a file, by its first bytes and then by its name."""
    suffix = _suffix(name)
    told = _by_magic(head)
    if told:
        return told
    if _OUTLINE.match(_plain(head)):
        return Format(None, "a list of feeds; give it to 'briefgen collect'")
    reader = _of_text(_plain(head), suffix) or ("text" if suffix in _TEXT_NAMES else None)
    reader = reader or _BY_NAME.get(suffix)
    if reader:
        return Format(reader)
    if suffix in _PACKED:
        return Format(None, f"its content is not that of {_article(suffix)}; fetch it again")
    return Format(None, f"no reader for {suffix or 'a file without suffix'}; there are {KNOWN}")


_PACKED = frozenset({".docx", ".odt", ".epub", ".zip", ".pdf", ".tar", ".gz", ".tgz"})
"""Formats whose first bytes tell them: a file of such a name without those bytes is broken."""


def _by_magic(head: bytes) -> Format | None:
    """Return the format that the first bytes stand for, where they are fixed ones."""
    for magic, reader in _MAGIC:
        if head.startswith(magic):
            return Format(reader)
    for magic, reason in _REFUSED:
        if head.startswith(magic) and not (magic in {b"MZ", b"RIFF"} and b"\0" not in head):
            return Format(None, reason)
    if b"%PDF-" in head[:1024]:
        return Format("pdf")
    return Format("tar") if head[257:262] == b"ustar" else None


def _article(suffix: str) -> str:
    return f"a {suffix} file" if suffix[1] not in "aeo" else f"an {suffix} file"


KNOWN = ".csv, .docx, .eml, .epub, .html, .json, .jsonl, .mbox, .md, .mhtml, .odt, .pdf, .rss, .tar, .txt, .warc, .xml, .zip"
"""The usual names of what is read, as messages list them."""


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot > name.rfind("/") + 1 else ""


def _plain(head: bytes) -> bytes:
    """Return the first bytes of a text as ASCII can be found in them: without mark and zero bytes."""
    if head.startswith(_UTF16):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _of_text(head: bytes, suffix: str) -> str | None:
    """Return the reader of a text whose beginning tells what it is; None where its name must."""
    if _PAGE.match(head):
        return "page"
    if _XML.match(head):
        return "feed" if _FEED.search(head) else "page" if b"<html" in head.lower() else None
    start = head.lstrip()[:1]
    if start in {b"{", b"["} and suffix not in _TEXT_NAMES:
        return _json_kind(head.lstrip(), suffix)
    if _MBOX.match(head):
        return "mbox"
    return _mail_kind(head, suffix)


def _json_kind(head: bytes, suffix: str) -> str | None:
    """Return whether a text that begins like JSON is one value, or one a line."""
    if b"jsonfeed.org/version" in head:
        return "feed"
    lines = head.split(b"\n")
    if suffix in {".jsonl", ".ndjson"}:
        one = (
            head.startswith(b"[") or lines[0].strip() == b"{"
        )  # over many lines, whatever its name says
        return "json" if one else "jsonl"
    several = len(lines) > 1 and lines[0].rstrip().endswith(b"}") and lines[1].startswith(b"{")
    if several and suffix in {"", ".json", ".log"}:
        return "jsonl"
    return "json" if suffix in {"", ".json"} else None


def _mail_kind(head: bytes, suffix: str) -> str | None:
    """Return "mail" or "mhtml" where a text begins with the headers of one."""
    if not _HEADER.match(head):
        return None
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {name.lower() for name in _HEADER.findall(block)}
    sure = names & _MAIL_ONLY and (names & _WRITTEN or b"content-type" in names)
    if not sure and (suffix in _TEXT_NAMES or len(names & _WRITTEN) < 3):  # noqa: PLR2004 - most
        return None
    saved = b"snapshot-content-location" in names or suffix in {".mht", ".mhtml"}
    return "mhtml" if saved or b"Saved by" in head[:200] else "mail"
