"""Files as programs and people really leave them: each gives its articles, and nothing is lost without a word."""

import io
import json
import tarfile
import zipfile

import pytest
from making import PROSE, mail, mbox

from briefgen.model import Document
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers.dispatch import read_open
from briefgen.sources.readers.formats import HEAD, sniff
from briefgen.sources.readers.place import Place

FIRST, SECOND = PROSE[0], PROSE[1]


def read(name: str, data: bytes, options: ReadingOptions | None = None) -> list[Document]:
    told = sniff(data[:HEAD], name)
    assert told.reader, told.reason
    place = Place(path=name, file=name)
    found = list(read_open(io.BytesIO(data), place, told.reader, options or ReadingOptions()))
    assert all(isinstance(f, Document) for f in found), found
    return [f for f in found if isinstance(f, Document)]


TABLES = {
    "a spreadsheet says what parts its cells": "sep=;\r\ntitle;text\r\nShips;{}\r\n",
    "names in capitals": 'Title,TEXT\nShips,"{}"\n',
    "lines before the names": '\n\r\ntitle,text\nShips,"{}"\n',
    "spaces behind the commas": 'title, text\nShips, "{}"\n',
    "a mark of its bytes": '\ufefftitle,text\nShips,"{}"\n',
}


@pytest.mark.parametrize("kind", TABLES)
def test_tables_are_read_however_they_are_written(kind: str) -> None:
    (found,) = read("a.csv", TABLES[kind].format(FIRST).encode())
    assert (found.declared.title, found.text.strip()) == ("Ships", FIRST)


def test_a_column_that_the_profile_names_is_found_as_it_is_written() -> None:
    options = ReadingOptions(fields={"text": "Body Text", "title": "Head"})
    (found,) = read("a.csv", f'Head,Body Text,TEXT\nShips,"{FIRST}",x\n'.encode(), options)
    assert (found.declared.title, found.text.strip()) == ("Ships", FIRST)


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_a_list_or_an_object_over_many_lines_is_read_whatever_its_name_says(
    indent: int | None,
) -> None:
    rows = [{"text": FIRST}, {"text": SECOND}]
    found = read("a.jsonl", json.dumps(rows, indent=indent).encode())
    assert [d.text.strip() for d in found] == [FIRST, SECOND]
    (one,) = read("b.jsonl", json.dumps({"title": "Ships", "text": FIRST}, indent=2).encode())
    assert one.text.strip() == FIRST


def test_a_sentence_of_a_mail_that_begins_like_a_mailbox_ends_no_mail() -> None:
    lines = f"\n\nFrom here on nothing moved at 12:30 in the port.\n\n{SECOND}\n".encode()
    box = b"From x@y Tue Mar  3 08:00:00 2026\n" + mail([FIRST], html=False)
    first, *others = read("a.mbox", box + lines + b"\n" + mbox([FIRST]))
    assert SECOND in first.text
    assert len(others) == 2


def test_members_whose_names_lead_out_of_their_archive_are_read_where_they_are() -> None:
    """Nothing is unpacked to a disk, so that such a name is only a name."""
    zipped, packed = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive, tarfile.open(fileobj=packed, mode="w") as tar:
        for name in ("../../etc/a.txt", "/b.txt", ".hidden/c.txt", "./d.txt"):
            archive.writestr(name, FIRST)
            info = tarfile.TarInfo(name)
            info.size = len(FIRST.encode())
            tar.addfile(info, io.BytesIO(FIRST.encode()))
    for name, data in (("a.zip", zipped.getvalue()), ("a.tar", packed.getvalue())):
        assert [d.part for d in read(name, data)] == ["../../etc/a.txt", "/b.txt", "./d.txt"]


@pytest.mark.parametrize("name", ["feeds.opml", "feeds.xml", "feeds"])
def test_a_list_of_feeds_says_what_it_is_for(name: str) -> None:
    told = sniff(b'<?xml version="1.0"?>\n<!-- mine -->\n<opml version="2.0"><body/></opml>', name)
    assert told.reason == "a list of feeds; give it to 'briefgen collect'"


@pytest.mark.parametrize(
    "publisher",
    [
        "Bee Post",
        ["Bee Post"],
        {"name": "Bee Post"},
        [{"@type": "Organization", "name": "Bee Post"}],
    ],
)
def test_a_publisher_may_be_an_object_with_a_name(publisher: object) -> None:
    (found,) = read("a.jsonl", json.dumps({"text": FIRST, "publisher": publisher}).encode())
    assert found.declared.publisher == "Bee Post"
