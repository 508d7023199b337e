"""A page that a browser saved as one file (MHTML) is a mail whose first HTML part is the page."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.markup.facts import is_web
from briefgen.sources.markup.parse import decode_markup
from briefgen.sources.readers.mail import header, parse_mail
from briefgen.sources.readers.page import read_page
from briefgen.sources.readers.place import Place

NO_PAGE = "a saved page without a page in it; save it again"


def read(
    data: bytes, place: Place, _: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the article of the page, or why there is none."""
    try:
        message = parse_mail(data)
    except ValueError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    where = header(message, "snapshot-content-location")
    for part in message.walk():
        markup = part.get_payload(decode=True)
        if part.get_content_type() not in {"text/html", "application/xhtml+xml"} or not isinstance(
            markup, bytes
        ):
            continue
        address = where or header(part, "content-location")
        text, encoding = decode_markup(markup, part.get_content_charset())
        yield read_page(text, encoding, place, address if address and is_web(address) else None)
        return
    yield Skipped(source=place.file, reason=NO_PAGE)
