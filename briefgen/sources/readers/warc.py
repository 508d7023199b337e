"""A web archive (WARC) holds answers of web servers: pages, feeds, PDFs; read record by record."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO
from urllib.parse import urlsplit

from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.markup.facts import domain_of, is_web
from briefgen.sources.readers.dispatch import read_part
from briefgen.sources.readers.place import Place
from briefgen.sources.webarchive import ENTRIES, media_type

WANTED = ("text/html", "application/xhtml", "application/pdf", "application/rss", "application/atom", "application/feed", "application/xml", "text/xml", "text/plain", "application/json", "message/rfc822")  # fmt: skip
"""Kinds of answers that may be articles, and mail that was collected; pictures, styles and scripts are passed over."""
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml": ".xhtml",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
}
GOOD = range(200, 300)


def read(
    file: IO[bytes], place: Place, options: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the articles of an archive's answers, or why one gives none."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - as all parsers
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    wanted = options or ReadingOptions()
    most = int(wanted.max_megabytes * 1e6)
    try:
        for record in ArchiveIterator(file):
            if record.rec_type not in {"response", "resource"}:
                continue
            headers = record.http_headers
            kind = (
                (headers.get_header("Content-Type") if headers else None)
                or record.rec_headers.get_header("Content-Type")
                or ""
            )
            kind, charset = media_type(kind)
            status = headers.get_statuscode() if headers else "200"
            if not kind.startswith(WANTED) or not status.isdigit() or int(status) not in GOOD:
                continue
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            data = record.content_stream().read(most + 1)
            part = place.inside(address, charset)
            if len(data) > most:
                yield Skipped(
                    source=part.file,
                    reason=f"above the limit of {wanted.max_megabytes:g} MB; raise max_megabytes under [reading] in the profile",
                )
                continue
            if not data.strip():
                continue
            named = record.rec_headers.get_header(ENTRIES)
            results = read_part(io.BytesIO(data), part, _name(address, kind), wanted)
            for number, result in enumerate(results, start=1):
                if named is None or str(number) in named.split():
                    read_at = record.rec_headers.get_header("WARC-Date")
                    yield _addressed(result, address, place, _moment(read_at))
    except (ArchiveLoadFailed, EOFError, OSError) as error:
        yield Skipped(
            source=place.file,
            reason=f"a broken web archive ({' '.join(str(error).split())[:120]}); fetch it again",
        )


def _name(address: str, kind: str) -> str:
    """Return the name of an answer, by whose end its format is told where its bytes do not."""
    name = urlsplit(address).path.rpartition("/")[2] or "page"
    return name + _SUFFIXES.get(kind, "")


def _moment(given: str | None) -> str | None:
    """Return when an answer was read, to the second, where its record says so as WARC asks."""
    found = re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=(?:\.\d+)?Z$)", given or "")
    return f"{found[0]}Z" if found else None


def _addressed(
    result: Document | Skipped, address: str, place: Place, read_at: str | None
) -> Document | Skipped:
    """Return an article with the address it was read at, where it names none itself, and when that was."""
    if isinstance(result, Skipped):
        return result
    said = result.declared
    url = said.url or (address if is_web(address) else None)
    publisher = said.publisher or domain_of(url)
    declared = replace(said, url=url, publisher=publisher, read_at=read_at)
    return replace(result, file=place.file, part=address, declared=declared)
