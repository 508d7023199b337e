"""A feed (RSS, Atom, JSON Feed) holds an article an entry, whole or its beginning."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefgen.model import Declared, Document, Skipped
from briefgen.model.text import printed
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.charsets import codec_of, mark_of
from briefgen.sources.markup.facts import is_web
from briefgen.sources.markup.lines import lines_of
from briefgen.sources.markup.parse import parse_markup
from briefgen.sources.readers.place import Place

MARKUP = frozenset({"text/html", "application/xhtml+xml"})
NO_TEXT = "an entry without text; collect the page that it links to"


def read(
    data: bytes, place: Place, _: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield an article an entry, or why an entry or the whole feed gives none."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _read_json(data, place)
        return
    try:
        encoding, entries = entries_of(data, place.charset)
    except ValueError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    if not entries:
        yield Skipped(source=place.file, reason="a feed without entries")
    for number, entry in enumerate(entries, start=1):
        yield _article(entry.lines, entry.declared, encoding, place, number)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: what it says of itself, and the lines of its text, none where it has only a title."""

    declared: Declared
    lines: list[str]


def entries_of(data: bytes, charset: str | None = None) -> tuple[str, list[Entry]]:
    """Return the encoding of an RSS or Atom feed and its entries; ``charset`` is what its server says.

    Raises:
        ValueError: it is no feed; the message says why.
    """
    try:
        found = parsed(data, charset)
    except (
        Exception
    ) as error:  # its loose parser raises this and that on end tags without a beginning
        reason = f"no feed that can be read ({type(error).__name__}: {error}); fetch it again"
        raise ValueError(reason) from error
    if not found.entries and not found.version:
        said = " ".join(str(found.get("bozo_exception", "")).split())[:160]
        raise ValueError(f"no feed that can be read{f' ({said})' if said else ''}; fetch it again")
    publisher = shown(found.feed.get("title_detail"), found.feed.get("title"))
    return _encoding(found.encoding), [_entry(entry, publisher) for entry in found.entries]


def parsed(data: bytes, charset: str | None = None) -> Any:
    """Return a feed as feedparser takes it apart, nothing cleaned away.

    A byte order mark goes before what its server says, and that before what the feed says (RFC 7303, 3); feedparser follows
    an earlier rule, by which the mark comes last.
    """
    import feedparser  # noqa: PLC0415 - a seventh of a second

    logging.getLogger("feedparser").setLevel(logging.CRITICAL)
    marked = mark_of(data)
    if marked:
        data, charset = data.decode(marked, "replace").encode(), "utf-8"
    codec = codec_of(charset, data)
    headers = {"content-type": f"application/xml; charset={codec}"} if codec else {}
    return feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def _entry(entry: Mapping[str, Any], publisher: str | None) -> Entry:
    source = entry.get("source") or {}
    declared = Declared(
        id=printed(entry.get("id") or "") or None,
        title=shown(entry.get("title_detail"), entry.get("title")),
        date=day_of(entry),
        publisher=printed(str(source.get("title") or "")) or publisher,
        url=_address(entry.get("link")),
    )
    return Entry(declared, _longest(entry))


def day_of(entry: Mapping[str, Any]) -> str | None:
    """Return when an entry was published: as it is written, or as it was read where that is no date of ours."""
    for key in ("published", "created", "updated"):
        if key not in entry:
            continue  # asked for all the same, feedparser gives another's
        written, read_ = entry.get(key), entry.get(f"{key}_parsed")
        if written and read_:
            return (
                f"{read_.tm_year:04}-{read_.tm_mon:02}-{read_.tm_mday:02}"
                if _moved(written)
                else printed(written)
            )
        if written:
            return printed(written)
    return None


def _moved(written: str) -> bool:
    """Return whether a date is in a form that only the feed's library reads."""
    from briefgen.sources.extract.given_dates import read_given_date  # noqa: PLC0415 - Babel's names

    return not read_given_date(printed(written))


def _longest(entry: Mapping[str, Any]) -> list[str]:
    """Return the lines of the longest of an entry's texts: its content goes before its summary where as long."""
    details = [
        *(entry.get("content") or ()),
        entry.get("summary_detail"),
        entry.get("description_detail"),
    ]
    texts = [lines_in(d) for d in details if d]
    texts += [lines_in({"value": entry.get("summary") or "", "type": "text/html"})]
    return max(texts, key=lambda lines: sum(map(len, lines)), default=[])


def lines_in(detail: Mapping[str, Any]) -> list[str]:
    """Return the lines of a text construct, which is HTML or plain."""
    value = detail.get("value") or ""
    if detail.get("type") in MARKUP or "<" in value or "&" in value:
        try:
            return lines_of(parse_markup(value))
        except ValueError:
            return []
    return [folded for line in value.splitlines() if (folded := " ".join(line.split()))]


def shown(detail: Mapping[str, Any] | None, text: Any) -> str | None:
    """Return a title without its markup."""
    lines = lines_in(detail) if detail else [str(text)] if text else []
    return printed(" ".join(line.removeprefix("\\") for line in lines)) or None


def _address(link: Any) -> str | None:
    return link if isinstance(link, str) and is_web(link) else None


def _encoding(named: Any) -> str:
    return str(named or "utf-8").lower()


def _article(
    lines: list[str], declared: Declared, encoding: str, place: Place, number: int
) -> Document | Skipped:
    if not any(len(line.split()) > 1 for line in lines):
        return Skipped(source=f"{place.file}#{declared.title or number}", reason=NO_TEXT)
    return Document(
        path=place.path,
        file=place.file,
        encoding=encoding,
        sha256="",
        text="\n\n".join(lines) + "\n",
        declared=declared,
        reader_version="",
        part=declared.title,
    )


def _read_json(data: bytes, place: Place) -> Iterator[Document | Skipped]:
    """Yield the articles of a JSON Feed."""
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        yield Skipped(source=place.file, reason=f"no JSON ({error}); fetch it again")
        return
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        yield Skipped(source=place.file, reason="a feed without items; fetch it again")
        return
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            yield Skipped(source=f"{place.file}#{number}", reason="no object; fetch the feed again")
            continue
        markup, plain = item.get("content_html"), item.get("content_text")
        value = markup or plain or item.get("summary") or ""
        kind = "text/html" if markup else "text/plain"
        declared = Declared(
            id=_said(item.get("id")),
            title=_said(item.get("title")),
            date=_said(item.get("date_published") or item.get("date_modified")),
            publisher=_said(feed.get("title")),
            url=_address(item.get("url") or item.get("external_url")),
        )
        lines = lines_in({"value": value, "type": kind}) if isinstance(value, str) else []
        yield _article(lines, declared, "utf-8", place, number)


def _said(value: Any) -> str | None:
    return printed(str(value)) or None if isinstance(value, str | int | float) else None
