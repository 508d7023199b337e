"""A mail holds one article, or, as a newsletter, one or many.

The standard library takes it apart; here the part that is read is chosen, what mail carries besides an article
is left out by named rules, and a newsletter of several articles is cut at its headings.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from briefgen.model import Declared, Document, Skipped
from briefgen.model.text import printed
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.markup.lines import lines_of
from briefgen.sources.markup.parse import decode_markup, parse_markup
from briefgen.sources.readers.newsletter import drop_furniture, split_items, unwrap
from briefgen.sources.readers.place import Place

LONGEST_HEADER = 100_000
"""Bytes of headers; one header of 118 KiB cost the standard library 9 s and 3 GB."""
MOST_PARTS = 200
"""Parts of a mail that are looked at."""
DEEPEST = 20
EMPTY = "a mail without text; open it and save the article as a page or text"
NESTED = "a mail whose parts or elements lie too deep in each other; take it out"
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\r\r")
_MULTIPART = re.compile(rb"multipart/", re.IGNORECASE)


def read(
    data: bytes, place: Place, _: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the articles of a mail, or why it has none."""
    try:
        message = parse_mail(data)
        found = body_of(message)
    except ValueError as error:
        yield Skipped(source=place.file, reason=str(error))
        return
    except RecursionError:
        yield Skipped(source=place.file, reason=NESTED)
        return
    if found is None:
        yield Skipped(source=place.file, reason=EMPTY)
        return
    lines, encoding = found
    subject = header(message, "subject")
    kept, left = drop_furniture(lines)
    declared = Declared(
        id=header(message, "message-id"),
        title=subject,
        date=header(message, "date"),
        publisher=sender(message),
    )
    items = split_items(kept)
    if not items:
        yield Skipped(source=place.file, reason=EMPTY)
    for item in items:
        title = item.title or subject
        yield Document(
            path=place.path,
            file=place.file,
            encoding=encoding,
            sha256="",
            text="\n\n".join(item.lines) + "\n",
            declared=Declared(
                id=declared.id, title=title, date=declared.date, publisher=declared.publisher
            ),
            reader_version="",
            part=title,
            left_out=left,
        )


def parse_mail(data: bytes) -> Message:
    """Return a mail taken apart.

    Raises:
        ValueError: its headers are longer than any mail's, it has too many parts, or it is none.
    """
    end = _END_OF_HEADERS.search(data)
    if (end.start() if end else len(data)) > LONGEST_HEADER:
        raise ValueError(
            f"a mail with more than {LONGEST_HEADER // 1000} KB of headers; take it out"
        )
    if len(_MULTIPART.findall(data)) > MOST_PARTS:
        raise ValueError(f"a mail with more than {MOST_PARTS} parts; take it out")
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
    except (MessageError, RecursionError, UnicodeError) as error:
        raise ValueError(
            f"no mail that can be taken apart ({type(error).__name__}); save it again"
        ) from error
    if not message.keys():
        raise ValueError("no mail: it has no headers; save it again")
    return message


def header(message: Message, name: str) -> str | None:
    """Return a header's text, its encoded words read."""
    raw = message.get(name)
    if raw is None:
        return None
    return printed(decoded(str(raw)[:LONGEST_HEADER])) or None


def decoded(raw: str) -> str:
    """Return the text of a header; what cannot be decoded stays as it is."""
    raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if "\udc80" <= max(raw, default="") <= "\udcff" else raw  # fmt: skip
    parts: list[str] = []
    try:
        for text, charset in decode_header(" ".join(raw.splitlines())):
            if isinstance(text, str):
                parts.append(text)
            else:
                parts.append(_text_of(text, charset))
    except (HeaderParseError, ValueError):
        return raw
    return "".join(parts)


def _text_of(data: bytes, charset: str | None) -> str:
    return decode_markup(data, charset)[0]


def sender(message: Message) -> str | None:
    """Return who sent a mail: the name, or the domain of the address."""
    raw = header(message, "from") or header(message, "sender") or ""
    name, address = parseaddr(raw)
    name = printed(name.strip("\"' "))
    if name and "@" not in name:
        return name
    return address.rpartition("@")[2].lower() or None


# Body ----------------------------------------------------------------------------------------------


def body_of(message: Message) -> tuple[list[str], str] | None:
    """Return the lines of a mail's text and their codec: of its HTML, or its plain text where that says more."""
    plain: list[tuple[list[str], str]] = []
    rich: list[tuple[list[str], str]] = []
    for part in _parts(message, 0):
        kind = part.get_content_type()
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data.strip():
            continue
        text, encoding = decode_markup(data, part.get_content_charset())
        if kind == "text/html" or (kind == "text/plain" and looks_like_html(text)):
            try:
                rich.append((lines_of(parse_markup(text), breaks=True), encoding))
            except ValueError:
                continue
        elif kind == "text/plain" or not message.is_multipart():
            plain.append((unwrap(text), encoding))
    alternatives = [_joined(found) for found in (rich, plain) if found]
    return (
        max(alternatives, key=lambda found: _words(found[0]), default=None)
        if alternatives
        else None
    )


def looks_like_html(text: str) -> bool:
    """Return whether a text that is called plain is HTML."""
    return bool(re.match(r"\s*<(?:!doctype html|html|body|head|table|meta)\b", text, re.IGNORECASE))


def _joined(found: Sequence[tuple[list[str], str]]) -> tuple[list[str], str]:
    return [line for lines, _ in found for line in lines], found[0][1]


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """Yield the parts of a mail that are text and no attachment."""
    if depth > DEEPEST:
        return
    if message.is_multipart():
        payload = message.get_payload()
        for part in payload if isinstance(payload, list) else ():
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)
    elif (
        message.get_content_disposition() != "attachment"
        and message.get_content_maintype() == "text"
    ):
        yield message
