"""Files that harm whoever opens them trustingly, and broken ones: bombs, floods, nests, what is cut or mislabelled."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tarfile
import zipfile
import zlib

from making import archive, docx, epub, feed, mail, odt, page, pdf, pdf_of, tar, warc

LAUGHS = b'<!DOCTYPE d [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(9)
) + b"]>"  # fmt: skip
"""Entities that grow to fifty to the ninth; "&j;" stands for them."""
XML = b'<?xml version="1.0"?>'
OFFICE = b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
BLANK = 70_000_000
"""Bytes of the bombs, which take a thousandth of them packed."""


def _zip_in_zip(depth: int) -> bytes:
    data = archive({"a.txt": b"Fourteen ships wait."})
    for _ in range(depth):
        data = archive({"a.zip": data})
    return data


def _overlapping() -> bytes:
    """A ZIP whose directory names one packed member a thousand times."""
    packed = archive({"a.txt": b" " * 1_000_000})
    begin = packed.rindex(b"PK\x01\x02")
    row = packed[begin : packed.rindex(b"PK\x05\x06")]
    rows = row * 1000
    return packed[:begin] + rows + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1000, 1000, len(rows), begin, 0)  # fmt: skip


def _locked() -> bytes:
    data = bytearray(archive({"a.html": page()}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def _tar(size: int) -> bytes:
    """A tar file whose only member says that it has so many bytes."""
    head = tarfile.TarInfo("a.txt")
    head.size = size
    return head.tobuf() + b"Fourteen ships wait."


def _tar_of_links() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for kind, name in (
            (tarfile.SYMTYPE, "link"),
            (tarfile.CHRTYPE, "null"),
            (tarfile.FIFOTYPE, "pipe"),
        ):
            head = tarfile.TarInfo(f"{name}.txt")
            head.type, head.linkname = kind, "/etc/passwd"
            packed.addfile(head)
    return out.getvalue()


def _inflated(repeats: int) -> str:
    """Drawing orders packed by Flate, as a PDF's stream."""
    packed = zlib.compress(b"q 1 0 0 1 0 0 cm Q\n" * repeats, 9)
    return packed.decode("latin-1")


def _pdf_bomb() -> bytes:
    return pdf_of([_inflated(5_000_000)]).replace(b"<< /Length", b"<< /Filter /FlateDecode /Length")


def _pdf_loop() -> bytes:
    return pdf_of(["BT ET"]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")


def _pdf_picture() -> bytes:
    picture = b"<< /Type /XObject /Subtype /Image /Width 90000 /Height 90000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 0 >>"
    return pdf_of(["q 600 0 0 800 0 0 cm /I Do Q"]) + b"\n99 0 obj\n" + picture + b"\nendobj\n"


def _nested_mail(depth: int) -> bytes:
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return b"From: a@b\nSubject: c\nMIME-Version: 1.0\nMessage-ID: <d>\n" + parts


def _book(content: bytes) -> bytes:
    container = b'<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    return archive(
        {"mimetype": b"application/epub+zip", "META-INF/container.xml": container, "b.opf": content}
    )


HOSTILE: dict[str, tuple[bytes, str]] = {
    # bombs
    "laughs.docx": (archive({"word/document.xml": XML + LAUGHS + b"<d><p><t>&j;</t></p></d>"}), "a broken document"),
    "laughs.odt": (archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": XML + LAUGHS + b"<d>&j;</d>"}), "a broken document"),
    "laughs.epub": (_book(XML + LAUGHS + b"<package>&j;</package>"), "broken"),
    "laughs.xml": (XML + LAUGHS.replace(b"DOCTYPE d", b"DOCTYPE rss") + b'<rss version="2.0"><channel><title>x</title><item><description>&j;</description></item></channel></rss>', ""),
    "outside.xml": (XML + b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><description>&a;</description></item></channel></rss>', ""),
    "outside.docx": (archive({"word/document.xml": XML + b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d><p><t>&a;</t></p></d>'}), "declares entities"),
    "bomb.docx": (archive({"word/document.xml": b"<d>" + b" " * BLANK + b"</d>"}), "more than 60 MB"),
    "bomb.odt": (archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<d>" + b" " * BLANK + b"</d>"}), "more than 60 MB"),
    "bomb.epub": (_book(b"<package>" + b" " * BLANK + b"</package>"), "more than 60 MB"),
    "bomb.zip": (archive({"bomb.html": b"a " * (BLANK // 2)}), "unpacked above the limit"),
    "bomb.html.gz": (gzip.compress(b"a " * (BLANK // 2)), "unpacked above the limit"),
    "bomb.tar.gz": (gzip.compress(_tar(BLANK)[:512] + b" " * BLANK), "archive"),
    "bomb.pdf": (_pdf_bomb(), ""),
    "overlap.zip": (_overlapping(), "lie on each other"),
    "many.zip": (archive({f"{n}.bin": b"\0" for n in range(12_000)}), ""),
    "deep.zip": (_zip_in_zip(12), "packed more than"),
    # nests and floods
    "deep.html": (b"<div>" * 200_000, "without an article"),
    "attributes.html": (b"<div " + b"a=b " * 400_000 + b">", "without an article"),
    "comments.html": (b"<!--" * 200_000, ""),
    "tables.html": (b"<table><tr><td>" * 30_000, "without an article"),
    "deep.json": (b"[" * 2_000_000, "no JSON"),
    "deep.xml": (XML + b'<rss version="2.0"><channel><item><description>' + b"<b>" * 100_000, ""),
    "flood.eml": (b"From: a\nDate: b\nSubject: " + b"x" * 200_000 + b"\n\nText of the mail.\n", "KB of headers"),
    "headers.eml": (b"From: a\nSubject: b\n" + b"X-A: b\n" * 100_000 + b"\nText of the mail.\n", "KB of headers"),
    "nested.eml": (_nested_mail(500), "parts"),
    "words.eml": (b"From: a\nSubject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nText.\n", "KB of headers"),
    "cells.csv": (b"title,text\n" + b'"' + b"a" * 12_000_000, ""),
    "loop.pdf": (_pdf_loop(), ""),
    "picture.pdf": (_pdf_picture(), "pictures without a text layer"),
    # cut
    "half.pdf": (pdf()[:300], "a broken PDF"),
    "half.zip": (archive()[:200], "broken archive"),
    "half.docx": (docx()[:400], "broken"),
    "half.odt": (odt()[:400], "broken"),
    "half.epub": (epub()[:400], "broken"),
    "half.tar": (tar()[:300], ""),
    "half.warc.gz": (warc()[:60], ""),
    "half.json": (b'{"articles": [{"text": "Fourteen ships', "no JSON"),
    "half.xml": (feed()[:60], ""),
    # mislabelled, locked, empty
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture"),
    "picture.html": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8, ""),
    "program.pdf": (b"\x7fELF\x02\x01\x01" + bytes(600), ""),
    "old.doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Word"),
    "no.docx": (b"This is no Word file.", "its content is not that of a .docx file"),
    "no.pdf": (b"This is no PDF file, but plain text of some words.", "its content is not that of a .pdf file"),
    "locked.zip": (_locked(), "password"),
    "links.tar": (_tar_of_links(), ""),
    "empty.html": (b"", "empty"),
    "empty.zip": (archive({"a": b""})[:0] + b"PK\x05\x06" + bytes(18), ""),
    "nothing.html": (b"<html><body></body></html>", "without an article"),
    "zeros.txt": (bytes(100_000), ""),
    "half.txt": ("Fourteen ships wait.".encode("utf-16")[:-1], ""),
    "control.txt": (bytes(range(1, 32)) * 200, ""),
    "no-keys.json": (json.dumps({"total": 4}).encode(), "no article"),
    "no-column.csv": (b"a,b\n1,2\n", "no column"),
    "no-mail.mbox": (b"From x@y Tue Mar  3 08:00:00 2026\n\n\n", ""),
    "long.eml": (mail()[:0] + b"From: a\nSubject: b\nContent-Type: text/plain; charset=nowhere\nContent-Transfer-Encoding: base64\n\n!!!!\n", ""),
}  # fmt: skip
"""Files by name: what is in each, and words of the reason for which it is skipped; "" where any reason will do."""


def stored(name: str, data: bytes) -> bytes:
    """Return a ZIP file that holds a file as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, data)
    return out.getvalue()
