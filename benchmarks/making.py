"""Files of every format that is read, made by a program from a few sentences: nothing of them comes from anywhere."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import textwrap
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage

PROSE = (
    "Fourteen ships with grain wait off Port Alda, the harbour office said on Tuesday.",
    "The strike of the pilots began on Sunday night and goes into its third day, and no talks are planned.",
    "“We have food for a week,” said Ana Verin, who leads the union of sailors in Velden, in an interview.",
    "Two of the ships carry wheat that was to be unloaded in Karst, where mills have stopped their work.",
)
PARTED = "The depart-ment of harbours keeps a register of every ship."
"""A sentence with a word that a line's end may part."""
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Grain ships wait | The Alda Courier</title>
<meta property="og:site_name" content="The Alda Courier"><link rel="canonical" href="https://courier.example/ships">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Grain ships wait", "datePublished": "2026-03-03T08:00:00Z"}}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Grain ships wait</h1>{paragraphs}</article>
<footer><p>Follow us on our channels</p><p>Contact | Imprint</p></footer></body></html>"""


def page(prose: Sequence[str] = PROSE) -> bytes:
    """Return a saved web page with metadata, navigation and a foot."""
    return PAGE.format(paragraphs="".join(f"<p>{p}</p>" for p in prose)).encode()


def feed(prose: Sequence[str] = PROSE) -> bytes:
    """Return an RSS feed with an entry a paragraph."""
    entries = "".join(
        f"<item><title>Item {n} &amp; more</title><link>https://courier.example/{n}</link>"
        f"<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{text}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>"
        for n, text in enumerate(prose, start=1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Alda Courier</title>{entries}</channel></rss>'.encode()


def mail(prose: Sequence[str] = PROSE, *, html: bool = True) -> bytes:
    """Return a newsletter, with an HTML part or without."""
    message = EmailMessage()
    message["Subject"] = "Ships wäit off Port Alda"
    message["From"] = "The Alda Courier <news@courier.example>"
    message["Date"] = "Tue, 03 Mar 2026 08:00:00 +0000"
    message["Message-ID"] = "<1@courier.example>"
    message.set_content(
        "\n\n".join(prose) + "\n\nTo unsubscribe, click here: https://courier.example/u\n"
    )
    if html:
        body = "".join(f"<p>{p}</p>" for p in prose)
        message.add_alternative(
            f'<html><body><a href="https://courier.example/w">View this email in your browser</a>{body}'
            '<img src="https://courier.example/pixel.gif" width="1" height="1">'
            '<p>You are receiving this because you subscribed. <a href="x">Unsubscribe</a></p></body></html>',
            subtype="html",
        )
    return message.as_bytes()


def mhtml(prose: Sequence[str] = PROSE) -> bytes:
    """Return a page as a browser saves it whole."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = "https://courier.example/ships"
    message["Subject"] = "Grain ships wait"
    message["Date"] = "Tue, 03 Mar 2026 08:00:00 +0000"
    message["MIME-Version"] = "1.0"
    message.set_content(page(prose).decode(), subtype="html")
    message.make_related()
    return message.as_bytes()


def mbox(prose: Sequence[str] = PROSE) -> bytes:
    """Return a mailbox with two mails."""
    return b"".join(
        b"From x@y Tue Mar  3 08:00:00 2026\n" + mail(prose, html=False) + b"\n" for _ in range(2)
    )


def archive(members: Mapping[str, bytes] | None = None, prose: Sequence[str] = PROSE) -> bytes:
    """Return a ZIP file of some members; without any, of a page and a text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in (
            members or {"news/a.html": page(prose), "news/b.txt": prose[0].encode()}
        ).items():
            zipped.writestr(name, data)
    return out.getvalue()


def tar(prose: Sequence[str] = PROSE) -> bytes:
    """Return a tar file with a page."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        info = tarfile.TarInfo("a.html")
        info.size = len(page(prose))
        packed.addfile(info, io.BytesIO(page(prose)))
    return out.getvalue()


def table(prose: Sequence[str] = PROSE) -> bytes:
    """Return a CSV table with an article a row."""
    rows = "".join(
        f'"Item {n}","{text.replace(chr(34), chr(34) * 2)}",2026-03-03\n'
        for n, text in enumerate(prose)
    )
    return f"title,text,date\n{rows}".encode()


def records(prose: Sequence[str] = PROSE) -> bytes:
    """Return JSON with a list of articles."""
    return json.dumps(
        {"total": 4, "articles": [{"title": "Ships", "text": text} for text in prose]}
    ).encode()


def json_feed(prose: Sequence[str] = PROSE) -> bytes:
    """Return a JSON Feed with an item a paragraph."""
    items = [
        {
            "id": str(n),
            "title": f"Item {n}",
            "content_html": f"<p>{p}</p>",
            "date_published": "2026-03-03T08:00:00Z",
        }
        for n, p in enumerate(prose)
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "The Alda Courier", "items": items}).encode()


def warc(prose: Sequence[str] = PROSE) -> bytes:
    """Return a web archive with a page and a picture."""
    packed = b""
    for address, kind, data in (
        ("https://courier.example/ships", "text/html; charset=utf-8", page(prose)),
        ("https://courier.example/a.png", "image/png", b"\x89PNG"),
    ):
        answer = f"HTTP/1.0 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + data
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-03-03T08:00:00Z\r\n"
            f"WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        packed += gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0)
    return packed


def docx(prose: Sequence[str] = PROSE) -> bytes:
    """Return a Word document with something deleted in it."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    runs = "".join(
        f"<w:p><w:r><w:t>{p[:20]}</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>{p[20:]}</w:t></w:r></w:p>"
        for p in prose
    )
    title = '<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr><w:r><w:t>Grain ships wait</w:t></w:r></w:p>'
    styles = f'<w:styles {w}><w:style w:type="paragraph" w:styleId="T"><w:name w:val="heading 1"/></w:style></w:styles>'
    return archive(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": f"<w:document {w}><w:body>{title}{runs}</w:body></w:document>".encode(),
            "word/styles.xml": styles.encode(),
        }
    )


def odt(prose: Sequence[str] = PROSE) -> bytes:
    """Return an OpenDocument text with something deleted in it."""
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    paragraphs = "".join(f"<text:p>{p[:20]}<text:span>{p[20:]}</text:span></text:p>" for p in prose)
    heading = '<text:h text:outline-level="1">Grain ships wait</text:h>'
    gone = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    body = f"<office:body><office:text>{gone}{heading}{paragraphs}</office:text></office:body>"
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>".encode(),
        }
    )


def epub(prose: Sequence[str] = PROSE) -> bytes:
    """Return an EPUB book with a chapter a paragraph."""
    chapters = {
        f"text/{n}.xhtml": f"<html><body><h2>Chapter {n}</h2><p>{p}</p></body></html>".encode()
        for n, p in enumerate(prose)
    }
    items = "".join(
        f'<item id="c{n}" href="text/{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(prose))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(prose)))
    about = '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Grain ships wait</dc:title></metadata>'
    return archive(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": b'<container><rootfiles><rootfile full-path="book/content.opf"/></rootfiles></container>',
            "book/content.opf": f"<package>{about}<manifest>{items}</manifest><spine>{spine}</spine></package>".encode(),
            **{f"book/{name}": data for name, data in chapters.items()},
        }
    )


def pdf(prose: Sequence[str] = PROSE, *, across: bool = False, pages: int = 3) -> bytes:
    """Return a PDF of two columns, with a running head, numbered pages and words parted at a line's end.

    Its columns are written one after the other, or row by row across them.
    """
    words = " ".join([*prose, PARTED]).replace("“", '"').replace("”", '"')
    lines = textwrap.wrap(words, 44, break_on_hyphens=False)
    half = -(-len(lines) // 2)
    columns = [(60, lines[:half]), (330, lines[half:])]
    streams = []
    for number in range(1, pages + 1):
        shown = [(60, 770, "The Alda Courier, weekly"), (300, 30, str(number))]
        placed = [
            (x, 700 - 14 * row, line) for x, column in columns for row, line in enumerate(column)
        ]
        shown += sorted(placed, key=lambda p: -p[1]) if across else placed
        streams.append(
            "".join(f"BT /F 10 Tf {x} {y} Td ({_escaped(t)}) Tj ET\n" for x, y, t in shown)
        )
    return pdf_of(streams)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def pdf_of(streams: list[str]) -> bytes:
    """Return a PDF with a page for each stream of drawing orders."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, stream in enumerate(streams):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    out, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out.encode("latin-1")


MAKERS: dict[str, Callable[..., bytes]] = {
    "word.docx": docx,
    "text.odt": odt,
    "book.epub": epub,
    "page.html": page,
    "feed.xml": feed,
    "feed.json": json_feed,
    "mail.eml": mail,
    "saved.mhtml": mhtml,
    "box.mbox": mbox,
    "pack.zip": lambda prose=PROSE: archive(prose=prose),
    "pack.tar": tar,
    "pack.tar.gz": lambda prose=PROSE: gzip.compress(tar(prose), mtime=0),
    "table.csv": table,
    "records.json": records,
    "crawl.warc.gz": warc,
}
"""A file of each format by its name, and what makes it from some sentences."""
BESIDE: dict[str, str] = {
    "word.docx": "Grain ships wait",
    "text.odt": "Grain ships wait",
    "book.epub": "Chapter 0 Chapter 1 Chapter 2 Chapter 3",
    "pack.zip": PROSE[0],
    "columns.pdf": PARTED.replace("depart-ment", "department"),
    "across.pdf": PARTED.replace("depart-ment", "department"),
}
"""What a file has as its text beside the sentences."""
