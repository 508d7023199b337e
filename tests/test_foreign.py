"""Every format that needs a parser: what is read of it, what is left out, and that it can be proved."""

import _socket
import gzip
import hashlib
import json
import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import (
    MAKERS,
    PROSE,
    archive,
    docx,
    epub,
    feed,
    mail,
    mbox,
    mhtml,
    odt,
    page,
    pdf,
    pdf_of,
    records,
    table,
    tar,
    warc,
)
from ruining import HOSTILE

from briefgen.brief.build import build_brief
from briefgen.brief.verify import verify
from briefgen.model import Document, Skipped
from briefgen.model.packed import load_packed
from briefgen.profile.tables import Profile, ReadingOptions
from briefgen.runtime.isolation import leave_network
from briefgen.runtime.worker import Job, Limits, Worker
from briefgen.sources.readers import Place, read_sources
from briefgen.sources.readers.foreign import Results, answer

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
    (tmp_path / "a.pdf").write_bytes(pdf_of(["q 100 0 0 100 0 0 cm Q"]))
    documents, skipped = read_sources([tmp_path])
    assert documents == ()
    assert "pictures without a text layer" in skipped[0].reason


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory):
    """What is read of a folder of hostile files with one good page among them."""
    place = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in HOSTILE.items():
        (place / name).write_bytes(data)
    (place / "good.html").write_bytes(page())
    return read_sources([place])


def test_hostile_files_cost_no_other(hostile) -> None:
    assert [d.file for d in hostile[0]] == ["good.html"]


@pytest.mark.parametrize("name", HOSTILE)
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


def test_an_archive_of_thousands_of_members_that_are_no_articles_costs_no_thousands_of_lines(
    tmp_path: Path,
) -> None:
    members = {f"{n}.bin": b"\0" for n in range(300)}
    (tmp_path / "a.zip").write_bytes(archive({**members, "z.html": page()}))
    documents, skipped = read_sources([tmp_path])
    assert [d.part for d in documents] == ["z.html"]
    assert len(skipped) == 101
    assert any("200 more of its parts" in s.reason for s in skipped)
