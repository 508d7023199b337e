"""Every format that needs a parser: what is read of it, what is left out, and that it can be proved."""

import _socket
import gzip
import hashlib
import io
import json
import socket
import tarfile
import tempfile
import textwrap
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.brief.build import build_brief
from briefgen.brief.verify import verify
from briefgen.model import Document, Skipped
from briefgen.model.packed import load_packed
from briefgen.profile.tables import Profile, ReadingOptions
from briefgen.runtime.isolation import leave_network
from briefgen.runtime.worker import Job, Limits, Worker
from briefgen.sources.readers import Place, read_sources
from briefgen.sources.readers.foreign import Results, answer

PROSE = (
    "Fourteen ships with grain wait off Port Alda, the harbour office said on Tuesday.",
    "The strike of the pilots began on Sunday night and goes into its third day, and no talks are planned.",
    "“We have food for a week,” said Ana Verin, who leads the union of sailors in Velden, in an interview.",
    "Two of the ships carry wheat that was to be unloaded in Karst, where mills have stopped their work.",
)
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Grain ships wait | The Alda Courier</title>
<meta property="og:site_name" content="The Alda Courier"><link rel="canonical" href="https://courier.example/ships">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Grain ships wait", "datePublished": "2026-03-03T08:00:00Z"}}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Grain ships wait</h1>{paragraphs}</article>
<footer><p>Follow us on our channels</p><p>Contact | Imprint</p></footer></body></html>"""


def page(paragraphs=PROSE) -> bytes:
    return PAGE.format(paragraphs="".join(f"<p>{p}</p>" for p in paragraphs)).encode()


def feed() -> bytes:
    entries = "".join(
        f"<item><title>Item {n} &amp; more</title><link>https://courier.example/{n}</link>"
        f"<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{text}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>"
        for n, text in enumerate(PROSE, start=1)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Alda Courier</title>{entries}</channel></rss>'.encode()


def mail(*, html: bool = True) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Ships wäit off Port Alda"
    message["From"] = "The Alda Courier <news@courier.example>"
    message["Date"] = "Tue, 03 Mar 2026 08:00:00 +0000"
    message["Message-ID"] = "<1@courier.example>"
    message.set_content(
        "\n\n".join(PROSE) + "\n\nTo unsubscribe, click here: https://courier.example/u\n"
    )
    if html:
        body = "".join(f"<p>{p}</p>" for p in PROSE)
        message.add_alternative(
            f'<html><body><a href="https://courier.example/w">View this email in your browser</a>{body}'
            '<img src="https://courier.example/pixel.gif" width="1" height="1">'
            '<p>You are receiving this because you subscribed. <a href="x">Unsubscribe</a></p></body></html>',
            subtype="html",
        )
    return message.as_bytes()


def mhtml() -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Snapshot-Content-Location"] = "https://courier.example/ships"
    message["Subject"] = "Grain ships wait"
    message["Date"] = "Tue, 03 Mar 2026 08:00:00 +0000"
    message["MIME-Version"] = "1.0"
    message.set_content(page().decode(), subtype="html")
    message.make_related()
    return message.as_bytes()


def mbox() -> bytes:
    return b"".join(
        b"From x@y Tue Mar  3 08:00:00 2026\n" + mail(html=False) + b"\n" for _ in range(2)
    )


def archive(members: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in (
            members or {"news/a.html": page(), "news/b.txt": PROSE[0].encode()}
        ).items():
            zipped.writestr(name, data)
    return out.getvalue()


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        info = tarfile.TarInfo("a.html")
        info.size = len(page())
        packed.addfile(info, io.BytesIO(page()))
    return out.getvalue()


def table() -> bytes:
    rows = "".join(
        f'"Item {n}","{text.replace(chr(34), chr(34) * 2)}",2026-03-03\n'
        for n, text in enumerate(PROSE)
    )
    return f"title,text,date\n{rows}".encode()


def records() -> bytes:
    return json.dumps(
        {"total": 4, "articles": [{"title": "Ships", "text": text} for text in PROSE]}
    ).encode()


def json_feed() -> bytes:
    items = [
        {
            "id": str(n),
            "title": f"Item {n}",
            "content_html": f"<p>{p}</p>",
            "date_published": "2026-03-03T08:00:00Z",
        }
        for n, p in enumerate(PROSE)
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "The Alda Courier", "items": items}).encode()


def warc() -> bytes:
    packed = b""
    for address, kind, data in (
        ("https://courier.example/ships", "text/html; charset=utf-8", page()),
        ("https://courier.example/a.png", "image/png", b"\x89PNG"),
    ):
        answer = f"HTTP/1.0 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + data
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-03-03T08:00:00Z\r\n"
            f"WARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        packed += gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0)
    return packed


def docx() -> bytes:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    runs = "".join(
        f"<w:p><w:r><w:t>{p[:20]}</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>{p[20:]}</w:t></w:r></w:p>"
        for p in PROSE
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


def odt() -> bytes:
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    paragraphs = "".join(f"<text:p>{p[:20]}<text:span>{p[20:]}</text:span></text:p>" for p in PROSE)
    heading = '<text:h text:outline-level="1">Grain ships wait</text:h>'
    gone = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    body = f"<office:body><office:text>{gone}{heading}{paragraphs}</office:text></office:body>"
    return archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>".encode(),
        }
    )


def epub() -> bytes:
    chapters = {
        f"text/{n}.xhtml": f"<html><body><h2>Chapter {n}</h2><p>{p}</p></body></html>".encode()
        for n, p in enumerate(PROSE)
    }
    items = "".join(
        f'<item id="c{n}" href="text/{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(PROSE))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(PROSE)))
    about = '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Grain ships wait</dc:title></metadata>'
    return archive(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": b'<container><rootfiles><rootfile full-path="book/content.opf"/></rootfiles></container>',
            "book/content.opf": f"<package>{about}<manifest>{items}</manifest><spine>{spine}</spine></package>".encode(),
            **{f"book/{name}": data for name, data in chapters.items()},
        }
    )


def pdf(*, across: bool = False, pages: int = 3) -> bytes:
    """A PDF of two columns, with a running head, numbered pages and words parted at a line's end.

    Its columns are written one after the other, or row by row across them.
    """
    words = (
        " ".join([*PROSE, "The depart-ment of harbours keeps a register of every ship."])
        .replace("“", '"')
        .replace("”", '"')
    )
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
    return _pdf(streams)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _pdf(streams: list[str]) -> bytes:
    """A PDF with a page for each stream of drawing orders."""
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


MAKERS = {
    "word.docx": docx,
    "text.odt": odt,
    "book.epub": epub,
    "page.html": page,
    "feed.xml": feed,
    "feed.json": json_feed,
    "mail.eml": mail,
    "saved.mhtml": mhtml,
    "box.mbox": mbox,
    "pack.zip": archive,
    "pack.tar": tar,
    "pack.tar.gz": lambda: gzip.compress(tar(), mtime=0),
    "table.csv": table,
    "records.json": records,
    "crawl.warc.gz": warc,
}
READERS = {
    "word.docx": "docx", "text.odt": "odt", "book.epub": "epub",
    "page.html": "page", "feed.xml": "feed", "feed.json": "feed", "mail.eml": "mail", "saved.mhtml": "mhtml",
    "box.mbox": "mbox/mail", "pack.zip": "zip/page", "pack.tar": "tar/page", "pack.tar.gz": "gzip/tar/page",
    "table.csv": "csv", "records.json": "json", "crawl.warc.gz": "gzip/warc/page",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of each format."""
    place = tmp_path_factory.mktemp("formats")
    for name, make in MAKERS.items():
        (place / name).write_bytes(make())
    return place


@pytest.fixture(scope="module")
def read(folder: Path) -> tuple[dict[str, list[Document]], tuple[Skipped, ...]]:
    """The documents of each file, and what was skipped."""
    documents, skipped = read_sources([folder])
    found: dict[str, list[Document]] = {name: [] for name in MAKERS}
    for document in documents:
        found[document.file].append(document)
    return found, skipped


def test_nothing_that_can_be_read_is_skipped(read) -> None:
    assert read[1] == ()


@pytest.mark.parametrize("name", MAKERS)
def test_each_format_gives_its_text_and_names_its_reader(name: str, read, folder: Path) -> None:
    found = read[0][name]
    text = "\n".join(d.text for d in found)
    for sentence in PROSE:
        assert sentence in text
    first = found[0]
    assert first.reader == READERS[name]
    assert first.reader_version
    assert first.sha256 == hashlib.sha256((folder / name).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_but_the_text_is_in_it(name: str, read) -> None:
    text = "\n".join(d.text for d in read[0][name])
    for other in (
        "<p>",
        "Home",
        "Imprint",
        "gone",
        "alert(",
        "nsubscribe",
        "in your browser",
        "pixel",
    ):
        assert other not in text


@pytest.mark.parametrize(
    "name", ["page.html", "saved.mhtml", "pack.zip", "pack.tar", "crawl.warc.gz"]
)
def test_a_page_says_its_title_day_publisher_and_address(name: str, read) -> None:
    said = read[0][name][0].declared
    assert said.title == "Grain ships wait"
    assert said.date == "2026-03-03T08:00:00Z"
    assert said.publisher == "The Alda Courier"
    assert said.url == "https://courier.example/ships"


def test_a_mail_says_its_subject_day_and_sender(read) -> None:
    said = read[0]["mail.eml"][0].declared
    assert (said.title, said.publisher) == ("Ships wäit off Port Alda", "The Alda Courier")
    assert "03 Mar 2026" in said.date


def test_what_a_reader_left_out_is_told_with_its_rule(read) -> None:
    rules = {left.rule for left in read[0]["mail.eml"][0].left_out}
    assert rules >= {"unsubscribe line", "view in browser"}
    assert "Home" in [left.text.strip("- ") for left in read[0]["page.html"][0].left_out]


def test_articles_of_one_file_are_numbered(read) -> None:
    assert [d.record for d in read[0]["feed.xml"]] == [1, 2, 3, 4]
    assert read[0]["page.html"][0].record is None
    assert read[0]["pack.zip"][1].name == "pack.zip#2"


def test_columns_and_keys_have_the_names_that_the_profile_gives_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"Headline;Body;When\nShips;{PROSE[0]};2026-03-03\n")
    (tmp_path / "b.json").write_text(json.dumps([{"content": {"rendered": PROSE[1]}}]))
    fields = {"text": "Body", "title": "Headline", "date": "When"}
    documents, skipped = read_sources([tmp_path], ReadingOptions(fields=fields))
    assert [(d.text, d.declared.title, d.reader) for d in documents] == [
        (PROSE[0], "Ships", "csv:Body")
    ]
    assert "[reading.fields]" in skipped[0].reason
    documents, _ = read_sources([tmp_path], ReadingOptions(fields={"text": "content.rendered"}))
    assert [d.text for d in documents] == [PROSE[1]]


@pytest.mark.parametrize("across", [False, True])
def test_a_pdf_of_two_columns_is_read_column_by_column(across, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(across=across, pages=1))
    documents, skipped = read_sources([tmp_path])
    assert skipped == ()
    text = " ".join(documents[0].text.split())
    for sentence in PROSE:
        assert sentence.replace("“", '"').replace("”", '"') in text


def test_running_heads_and_page_numbers_of_a_pdf_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf())
    documents, _ = read_sources([tmp_path])
    assert "weekly" not in documents[0].text
    rules = {(left.rule, left.text) for left in documents[0].left_out}
    assert rules == {
        ("running head", "The Alda Courier, weekly"),
        *(("page number", n) for n in "123"),
    }


def test_a_pdf_of_pictures_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_pdf(["q 100 0 0 100 0 0 cm Q"]))
    documents, skipped = read_sources([tmp_path])
    assert documents == ()
    assert "pictures without a text layer" in skipped[0].reason


HOSTILE = {
    "half.pdf": (pdf()[:300], "a broken PDF"),
    "laughs.docx": (
        archive(
            {
                "word/document.xml": b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">'
                + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(9))
                + b"]><d><p><t>&j;</t></p></d>"
            }
        ),
        "a broken document",
    ),
    "bomb.docx": (archive({"word/document.xml": b"<d>" + b" " * 70_000_000 + b"</d>"}), "more than 60 MB"),
    "empty.html": (b"", "empty"),
    "nothing.html": (b"<html><body></body></html>", "without an article"),
    "deep.html": (b"<div>" * 200_000, "without an article"),
    "half.zip": (archive()[:200], "broken archive"),
    "bomb.zip": (archive({"bomb.html": b"a " * 30_000_000}), "unpacked above the limit"),
    "bomb.html.gz": (gzip.compress(b"a " * 30_000_000), "unpacked above the limit"),
    "laughs.xml": (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(9))
        + b']><rss version="2.0"><channel><title>x</title><item><description>&j;</description></item></channel></rss>',
        "",
    ),
    "flood.eml": (b"From: a\nDate: b\nSubject: " + b"x" * 200_000 + b"\n\nText of the mail.\n", "KB of headers"),
    "nested.eml": (
        b"From: a@b\nSubject: c\nMIME-Version: 1.0\nMessage-ID: <d>\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(500)),
        "parts",
    ),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Word"),
    "no.docx": (b"This is no Word file.", "its content is not that of a .docx file"),
}  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory):
    """What is read of a folder of hostile files with one good page among them."""
    place = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in HOSTILE.items():
        (place / name).write_bytes(data)
    (place / "good.html").write_bytes(page())
    return read_sources([place])


def test_hostile_files_cost_no_other(hostile) -> None:
    assert [d.file for d in hostile[0] if d.file not in HOSTILE] == ["good.html"]


@pytest.mark.parametrize("name", [n for n, (_, reason) in HOSTILE.items() if reason])
def test_a_hostile_file_is_skipped_with_its_reason(name: str, hostile) -> None:
    reasons = [s.reason for s in hostile[1] if s.source.partition("#")[0] == name]
    assert reasons, hostile[1]
    assert HOSTILE[name][1] in reasons[0]


# Proof ---------------------------------------------------------------------------------------------

PROVED = (
    "word.docx",
    "text.odt",
    "paper.pdf",
    "page.html",
    "feed.xml",
    "mail.eml",
    "pack.zip",
    "box.mbox",
    "table.csv",
    "crawl.warc.gz",
)


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory):
    """A brief made from a file of each format, and the folder with them."""
    place = tmp_path_factory.mktemp("proved")
    for name in PROVED:
        (place / name).write_bytes(MAKERS[name]() if name in MAKERS else pdf())
    documents, _ = read_sources([place])
    return build_brief(documents, Profile(), as_of="2026-03-04"), place


def test_every_sentence_of_every_format_is_proved(proved) -> None:
    brief, _ = proved
    verdict = verify(brief)
    assert verdict.failures == ()
    assert verdict.sentences
    assert {s.file for s in brief.sources} == set(PROVED)
    assert {s.reader for s in brief.sources} >= {"page", "feed", "zip/page"}


def test_one_changed_byte_is_found_and_named(proved) -> None:
    brief, place = proved
    for name in PROVED:
        data = bytearray((place / name).read_bytes())
        data[len(data) // 2] ^= 1
        (place / name).write_bytes(data)
    failures = verify(brief).failures
    for name in PROVED:
        named = [f for f in failures if name in f]
        assert named, name
        assert any("has changed" in f or "cannot be opened" in f for f in named), named


# Anything ------------------------------------------------------------------------------------------

SINGLE_READERS = ("csv", "docx", "epub", "feed", "gzip", "json", "jsonl", "mail", "mbox", "mhtml", "odt", "page", "pdf", "tar", "warc", "zip")  # fmt: skip
SEEDS = {
    "csv": table, "docx": docx, "epub": epub, "feed": feed, "gzip": warc, "json": records, "jsonl": lambda: b'{"text": "A text."}\n',
    "mail": mail, "mbox": mbox, "mhtml": mhtml, "odt": odt, "page": page, "pdf": pdf, "tar": tar, "warc": lambda: gzip.decompress(warc()),
    "zip": archive,
}  # fmt: skip


@pytest.mark.parametrize("reader", SINGLE_READERS)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damaged_bytes_give_an_article_or_a_reason(reader, data) -> None:
    original = SEEDS[reader]()
    at = data.draw(st.integers(0, len(original) - 1))
    put = data.draw(st.binary(max_size=8))
    cut = data.draw(st.sampled_from([len(original), at + 40]))
    damaged = (original[:at] + put + original[at + len(put) :])[:cut]
    _, content = answer_of(damaged, reader)
    results = load_packed(Results, content)
    for document in results.documents:
        assert document.text.strip()
    for skipped in results.skipped:
        assert skipped.reason


def answer_of(data: bytes, reader: str):
    """What a reading process answers for some bytes."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        return answer(file.name, Place(path="a", file="a"), reader, ReadingOptions())


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "cp1252", "latin-1", "koi8-r", "gb18030", "shift_jis", "cp1250"]
)
def test_a_page_is_read_in_the_encoding_that_it_declares(encoding: str, tmp_path: Path) -> None:
    words = {
        "koi8-r": "Корабли ждут",
        "gb18030": "船只在等待",
        "shift_jis": "船が待つ",
        "cp1250": "Statki czekają",
    }
    text = page((*PROSE[:2], f"{words.get(encoding, 'Sjöfart väntar')} {PROSE[3]}")).decode()
    text = (
        text.replace('charset="utf-8"', f'charset="{encoding}"').replace("“", '"').replace("”", '"')
    )
    (tmp_path / "a.html").write_bytes(text.encode(encoding))
    documents, _ = read_sources([tmp_path])
    assert words.get(encoding, "Sjöfart väntar") in documents[0].text


@pytest.mark.parametrize("network", [True, False])
def test_a_reading_process_has_no_network(network) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, Worker() as worker:
        port = server.getsockname()[1]
        job = Job(name="try", function="test_foreign:reach_out", arguments=(port,))
        ((head, _),) = worker.run([job], Limits(network=network))
    assert head["python"] is network
    if network or head["held"] == "kernel":
        assert head["kernel"] is network


def reach_out(port):
    """Return whether a server is reached through Python's sockets and through the system's."""
    reached = {}
    for name, connect in (("python", socket.create_connection), ("kernel", _connect)):
        try:
            connect(("127.0.0.1", port)).close()
            reached[name] = True
        except OSError:
            reached[name] = False
    return {**reached, "held": leave_network()}, b""


def _connect(address):
    one = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    one.connect(address)
    return one
