"""A saved web page holds one article among much else."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.model import Declared, Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.markup.body import find_body
from briefgen.sources.markup.facts import domain_of, read_facts
from briefgen.sources.markup.parse import decode_markup, parse_markup
from briefgen.sources.markup.titles import same_words
from briefgen.sources.readers.place import Place

EMPTY = "a page without an article; save the page of one article, after it was shown whole"


def read(
    data: bytes, place: Place, _: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the page's article, or why there is none."""
    text, encoding = decode_markup(data, place.charset)
    yield read_page(text, encoding, place)


def read_page(
    text: str, encoding: str, place: Place, address: str | None = None
) -> Document | Skipped:
    """Return the article of a page; ``address`` is where its container says it was."""
    try:
        tree = parse_markup(text)
    except ValueError as error:
        return Skipped(source=place.file, reason=str(error))
    facts = read_facts(tree, text)
    title = facts.title or ""
    body = find_body(tree, text, title, facts.summaries)
    if not body.lines:
        return Skipped(source=place.file, reason=EMPTY)
    url = facts.url or address
    lines = [line for line in body.lines if not same_words(line, title)] or list(body.lines)
    return Document(
        path=place.path,
        file=place.file,
        encoding=encoding,
        sha256="",
        text="\n\n".join(lines) + "\n",
        declared=Declared(
            title=facts.title,
            date=facts.date,
            publisher=facts.publisher or domain_of(url),
            url=url,
        ),
        reader_version="",
        left_out=body.left,
    )
