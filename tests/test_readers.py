"""Files and folders become documents; what cannot be read becomes a reason."""

import json
from pathlib import Path

import pytest

from briefgen.errors import ReadError
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers import read_sources
from briefgen.sources.readers.decoding import NotTextError, decode

TEXT = "Sjöfart och “handel” – 5 £ per ton."


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_text_is_decoded_and_its_codec_gives_it_again(encoding: str, codec: str) -> None:
    text, name = decode(TEXT.encode(encoding))
    assert (text, name) == (TEXT, codec)
    assert TEXT.encode(encoding).decode(name) == text


def test_big_endian_utf16_is_read_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == (TEXT, "utf-16")


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00\x01\x02" * 200, b"\x81\x8d\x8f"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(NotTextError, match="save it as UTF-8"):
        decode(data)


def test_utf8_that_breaks_off_in_a_character_is_told_and_not_read_as_another_encoding() -> None:
    with pytest.raises(NotTextError, match="breaks off inside its last character"):
        decode("Sjöfart och café".encode()[:-1])
    assert decode("Sjofart och café".encode("cp1252")) == ("Sjofart och café", "cp1252")


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One line.\r\nAnother.\rThird.\n")
    documents, _ = read_sources([tmp_path])
    assert documents[0].text == "One line.\r\nAnother.\rThird.\n"


def test_documents_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Some text here.")
    documents, skipped = read_sources([tmp_path])
    assert [d.file for d in documents] == ["a.md", "a/z.txt", "b.txt"]
    assert skipped == ()


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text here.")
    documents, _ = read_sources([tmp_path, tmp_path / "a.txt"])
    assert len(documents) == 1


def test_json_lines_hold_an_article_a_line(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {"text": "First text.", "title": "One", "date": "2025-03-02", "publisher": "The Daily"}
        ),
        "",
        json.dumps({"text": "Second text.", "id": 7, "url": "https://example.org/2"}),
        '{"title": "no text"}',
        "not json",
        "[1, 2]",
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    documents, skipped = read_sources([tmp_path])
    assert [d.record for d in documents] == [1, 3]
    assert documents[0].declared.publisher == "The Daily"
    assert documents[1].declared.id == "7"
    assert [s.source for s in skipped] == ["a.jsonl#L4", "a.jsonl#L5", "a.jsonl#L6"]
    assert "no text" in skipped[0].reason
    assert "one object a line" in skipped[1].reason


def test_other_files_are_skipped_with_the_readers_there_are(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_bytes(b"p { color: red }")
    (tmp_path / "briefgen.toml").write_text("")
    (tmp_path / ".hidden.txt").write_text("Hidden.")
    documents, skipped = read_sources([tmp_path])
    assert documents == ()
    assert [s.source for s in skipped] == ["a.css"]
    assert ".jsonl, .mbox, .md" in skipped[0].reason


def test_a_file_above_the_limit_is_skipped_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * 1000)
    _, skipped = read_sources([tmp_path], ReadingOptions(max_megabytes=0.001))
    assert "max_megabytes" in skipped[0].reason


def test_a_path_that_does_not_exist_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file or folder"):
        read_sources([tmp_path / "nowhere"])


def test_an_archive_beside_the_articles_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("An article.")
    for end in ("", "-wal", "-lock", "-v1"):
        (tmp_path / f"weekly.briefgen.sqlite{end}").write_bytes(b"SQLite format 3\0")
    documents, skipped = read_sources([tmp_path])
    assert [d.file for d in documents] == ["a.txt"]
    assert not skipped
