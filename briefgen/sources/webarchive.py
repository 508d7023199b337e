"""An answer of a server as a web archive of one record (WARC 1.1, ISO 28500): the bytes as they came, address, time, headers, hash.

One file an answer: what was collected never changes afterwards, and neither does the hash that proves it.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

ENTRIES = "Briefgen-Entries"
"""The header that says which entries of a feed were new: the others stand in an earlier file."""
VERSION = "Briefgen-Version"
"""The header that counts the versions of an article, from 2 on."""
SOURCE = "Briefgen-Source"
"""The header that says what it was collected for: the address of a feed, a page or a section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What a server gave."""

    address: str
    at: datetime
    """When it was read, UTC."""
    body: bytes
    """As it came."""
    headers: Sequence[tuple[str, str]] | None = None
    """Those of HTTP; None for what came another way, such as a mail."""
    kind: str = "application/octet-stream"
    """The media type of what came another way."""


_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_:.+-]{2,40})", re.IGNORECASE)


def media_type(header: str) -> tuple[str, str | None]:
    """Return what a header Content-Type says: the kind in small letters, and the charset where it names one."""
    named = _CHARSET.search(header[:1000])
    return header.partition(";")[0].strip().lower(), named[1] if named else None


def pack(captured: Captured, notes: Mapping[str, str]) -> bytes:
    """Return a web archive with one record, with notes in the record's header."""
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415 - as all parsers
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    when = captured.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hashlib.sha256(captured.body).digest()
    identity = uuid5(NAMESPACE_URL, f"{captured.address} {when} {digest.hex()}")
    about = {
        "WARC-Date": when,
        "WARC-Record-ID": f"<urn:uuid:{identity}>",
        "WARC-Payload-Digest": f"sha256:{base64.b32encode(digest).decode()}",
        **{key: value for key, value in notes.items() if value},
    }
    http = None
    if captured.headers is not None:
        plain = [(_line(k), _line(v)) for k, v in captured.headers]
        http = StatusAndHeaders("200 OK", plain, protocol="HTTP/1.1")
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="WARC/1.1")
    record = writer.create_warc_record(
        captured.address,
        "response" if http else "resource",
        payload=io.BytesIO(captured.body),
        length=len(captured.body),
        warc_content_type="" if http else captured.kind,
        http_headers=http,
        warc_headers_dict=about,
    )
    writer.write_record(record)
    return out.getvalue()


def _line(text: str) -> str:
    """Return a header as one line."""
    return " ".join(text.split("\n")).replace("\r", " ").replace("\0", "")


def repack(archive: bytes, notes: Mapping[str, str]) -> bytes:
    """Return a web archive of one record with other notes in the record's header."""
    head, separator, rest = archive.partition(b"\r\n\r\n")
    lines = [
        line
        for line in head.split(b"\r\n")
        if line.partition(b":")[0].decode("latin-1") not in notes
    ]
    added = [f"{key}: {value}".encode() for key, value in notes.items() if value]
    return b"\r\n".join([*lines, *added]) + separator + rest
