"""What is collected by: the entries of a feed, the links of a section page, the feeds of an OPML file; and what was got.

All these are foreign bytes. The functions ``*_job`` are jobs of a worker, which read them in a process of their own,
without network and within limits; the rest of the program meets plain values only.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin

from briefgen.model import Document, Skipped
from briefgen.model.packed import dump_packed
from briefgen.model.text import printed, sha256
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime.worker import Answer
from briefgen.sources.extract import clean
from briefgen.sources.extract.given_dates import read_given_date
from briefgen.sources.markup.facts import is_web
from briefgen.sources.markup.parse import decode_markup, parse_markup
from briefgen.sources.readers import feed
from briefgen.sources.readers.dispatch import read_part
from briefgen.sources.readers.foreign import broken
from briefgen.sources.readers.place import Place

STUB_WORDS = 120
"""An entry with fewer words is taken for the beginning of its article."""
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.|&#8230;)\]|(?:read|continue|see|full)\s(?:more|reading|the full \w+|story|article)\W*)\s*$", re.IGNORECASE)  # fmt: skip
MOST_LINKS = 2_000
"""Links of a page, and entries of a feed, that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed, or a link of a page."""

    number: int
    """Its place, from 1."""
    id: str | None = None
    url: str | None = None
    title: str | None = None
    date: str | None = None
    """ISO 8601, where it can be read."""
    stub: bool = True
    """Whether it is no whole article: its page has to be asked for."""
    said: str = ""
    """Hash of its words; empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a feed or a page lists, or why it cannot be read."""

    entries: tuple[Entry, ...] = ()
    title: str | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an article says, as versions of it are compared."""

    hash: str = ""
    """Of its words; empty where there is no text."""
    title: str | None = None
    date: str | None = None
    problem: str = ""
    """Why there is no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed that an OPML file names."""

    address: str
    name: str = ""


_CLOCKS = re.compile(
    r"\b(?:\d+|an?|a few|one|two) ?(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?)\.? ago\b|\bjust now\b"
    r"|\b\d[\d.,]*[km]? (?:views?|reads?|shares?|likes?|comments?|replies)\b",
    re.IGNORECASE,
)
"""What a page counts anew at each request."""


def hash_words(title: str | None, documents: Sequence[Document]) -> str:
    """Return a hash of what some articles say: their titles and paragraphs, whatever spaces and furniture are around them.

    A stamp ("5 minutes ago"), a count of readers and links to other articles differ at each request.
    """
    said = [p.text for d in documents for p in clean(d, "S1").paragraphs]
    texts = said or [d.text for d in documents]
    return sha256(
        " ".join([*(title or "").split(), "\n", *_CLOCKS.sub("", " ".join(texts)).split()])
    )


# A feed ------------------------------------------------------------------------------------------


def read_feed_job(data: bytes, charset: str | None) -> Answer:
    """Return the entries of a feed as a worker's answer (`Listed`); ``charset`` is what its server says."""
    return {}, dump_packed(_listed(lambda: list_feed(data, charset)))


def _listed(read: Callable[[], Listed]) -> Listed:
    """Return what is listed, or that its parser gave up."""
    try:
        return read()
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a parser does on foreign bytes costs this answer alone
        return Listed(problem=broken(error))


def list_feed(data: bytes, charset: str | None = None) -> Listed:
    """Return the entries of a feed (RSS, Atom, JSON Feed)."""
    place = Place(path="feed", file="feed", charset=charset)
    results = list(feed.read(data, place))
    title, named = _named_json(data) if _is_json(data) else _named_entries(data, charset)
    if len(results) != len(named):
        first = next((r.reason for r in results if isinstance(r, Skipped)), "")
        empty = "without entries" in first or "without items" in first or not first
        return Listed(title=title, problem="" if empty else first)
    rows = list(zip(results, named, strict=True))[:MOST_LINKS]
    return Listed(
        entries=tuple(_entry(n, result, name) for n, (result, name) in enumerate(rows, start=1)),
        title=title,
    )


def _is_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _named_json(data: bytes) -> tuple[str | None, list[dict[str, Any]]]:
    """Return the title of a JSON Feed, and each item's id, url and title."""
    try:
        tree = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None, []
    items = tree.get("items") if isinstance(tree, dict) else None
    plain = [i if isinstance(i, dict) else {} for i in items] if isinstance(items, list) else []
    rows = [
        {
            "id": i.get("id"),
            "link": i.get("url") or i.get("external_url"),
            "title": i.get("title"),
            "date": i.get("date_published") or i.get("date_modified"),
        }
        for i in plain
    ]
    return _text(tree.get("title")) if isinstance(tree, dict) else None, rows


def _named_entries(data: bytes, charset: str | None) -> tuple[str | None, list[dict[str, Any]]]:
    """Return the title of a feed, and each entry's id, url, title and day."""
    found = feed.parsed(data, charset)
    base = str(found.feed.get("link") or "")
    rows = [
        {
            "id": e.get("id"),
            "link": urljoin(base, str(e.get("link") or "")),
            "title": feed.shown(e.get("title_detail"), e.get("title")),
            "date": feed.day_of(e),
        }
        for e in found.entries
    ]
    return feed.shown(found.feed.get("title_detail"), found.feed.get("title")), rows


def _entry(number: int, result: Document | Skipped, name: dict[str, Any]) -> Entry:
    """Return an entry from what the reader of feeds makes of it, and from what names it."""
    text = result.text if isinstance(result, Document) else ""
    title, link = _text(name["title"]), name["link"]
    given = name["date"]
    return Entry(
        number=number,
        id=_text(name["id"]),
        url=urldefrag(link).url if isinstance(link, str) and is_web(link) else None,
        title=title,
        date=day_in(str(given)) if given else None,
        stub=len(text.split()) < STUB_WORDS or bool(_CUT_OFF.search(text[-60:])),
        said=hash_words(title, [result]) if isinstance(result, Document) else "",
    )


def _text(value: Any) -> str | None:
    return printed(str(value))[:500] or None if isinstance(value, str | int | float) else None


def day_in(written: str) -> str | None:
    """Return the day that a date stands for, ISO 8601, where it can be read in one way."""
    found = read_given_date(printed(written))
    return found[0].date if len(found) == 1 and found[0].precision == "day" else None


# A section page ----------------------------------------------------------------------------------


def read_links_job(data: bytes, charset: str | None, address: str, pattern: str) -> Answer:
    """Return the links of a page that fit a pattern as a worker's answer (`Listed`)."""
    return {}, dump_packed(_listed(lambda: list_links(data, charset, address, pattern)))


def list_links(data: bytes, charset: str | None, address: str, pattern: str) -> Listed:
    """Return the links of a page whose whole address a regular expression is found in, each once, in their order."""
    text, _ = decode_markup(data, charset)
    try:
        tree = parse_markup(text)
    except ValueError as error:
        return Listed(problem=str(error))
    base = next((str(b.get("href")) for b in tree.iter("base") if b.get("href")), "")
    wanted = re.compile(pattern)
    found: dict[str, str] = {}
    for link, words in _links(tree, _joined(address, base) or address):
        if wanted.search(link):
            found[link] = found.get(link) or words
    entries = tuple(
        Entry(number=n, url=link, title=words or None)
        for n, (link, words) in enumerate(list(found.items())[:MOST_LINKS], start=1)
    )
    return Listed(entries=entries, title=_text(tree.findtext(".//title")))


def _links(tree: Any, base: str) -> Iterator[tuple[str, str]]:
    for anchor in tree.iter("a"):
        link = _joined(base, anchor.get("href") or "#")
        if link and is_web(link) and link != urldefrag(base).url:
            yield link, printed(" ".join(anchor.text_content().split()))[:300]


def _joined(base: str, link: str) -> str | None:
    try:
        return urldefrag(urljoin(base, link.strip())).url
    except ValueError:
        return None


# What an article says ----------------------------------------------------------------------------


def read_said_job(data: bytes, charset: str | None, name: str, options: ReadingOptions) -> Answer:
    """Return what a file says as a worker's answer (`Said`); ``name`` helps to tell its format."""
    try:
        place = Place(path=name, file=name, charset=charset)
        told = say(read_part(io.BytesIO(data), place, name, options))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        told = Said(problem=broken(error))
    return {}, dump_packed(told)


def say(results: Iterable[Document | Skipped]) -> Said:
    """Return what the articles of one file say."""
    told = list(results)
    documents = [r for r in told if isinstance(r, Document)]
    if not documents:
        problem = next((r.reason for r in told if isinstance(r, Skipped)), "nothing in it")
        return Said(problem=problem)
    first = documents[0].declared
    return Said(
        hash=hash_words(first.title, documents),
        title=first.title,
        date=day_in(first.date) if first.date else None,
    )


# OPML --------------------------------------------------------------------------------------------


def read_opml_job(data: bytes) -> Answer:
    """Return the feeds of an OPML file as a worker's answer (a tuple of `Outline`)."""
    try:
        found = list_opml(data)
    except Exception:  # noqa: BLE001 - as above; a file without feeds is told by who asked
        found = ()
    return {}, dump_packed(found)


def list_opml(data: bytes) -> tuple[Outline, ...]:
    """Return the feeds of an OPML file (OPML 2.0), each address once.

    Raises:
        ValueError: it is no XML.
    """
    from lxml import etree  # noqa: PLC0415 - as all parsers

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    tree = etree.fromstring(data, parser=parser)
    if tree is None:
        raise ValueError("no XML in it")
    found: dict[str, Outline] = {}
    for element in tree.iter("{*}outline"):
        named = {str(k).lower(): str(v) for k, v in element.attrib.items()}
        address = named.get("xmlurl", "").strip()
        if address and len(found) < MOST_LINKS:
            name = printed(named.get("title") or named.get("text") or "")[:200]
            found.setdefault(address, Outline(address=address, name=name))
    return tuple(found.values())


def write_opml(title: str, feeds: Sequence[Outline]) -> bytes:
    """Return an OPML 2.0 file that names some feeds."""
    from lxml import etree  # noqa: PLC0415 - as all parsers

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for one in feeds:
        shown = one.name or one.address
        etree.SubElement(body, "outline", type="rss", text=shown, title=shown, xmlUrl=one.address)
    written: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return written
