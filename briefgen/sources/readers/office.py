"""The XML parts of Word, OpenDocument and EPUB files: read up to a limit, without document types or entities."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from briefgen.model import Document
from briefgen.model.document import Declared, LeftAside
from briefgen.sources.readers.place import Place
from briefgen.sources.readers.zips import BROKEN, why

MOST_BYTES = 60_000_000
"""What one part may have, unpacked: a novel has one or two million."""


class Parts:
    """The parts of a document that is a ZIP file, by their names."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._archive.namelist())
        except BROKEN as error:
            raise ValueError(why(error)) from error

    def data(self, name: str) -> bytes:
        """Return a part's bytes.

        Raises:
            ValueError: it is missing, broken, locked or too large.
        """
        try:
            with self._archive.open(name) as opened:
                data = opened.read(MOST_BYTES + 1)
        except (KeyError, *BROKEN) as error:
            raise ValueError(
                why(error)
                if not isinstance(error, KeyError)
                else f"a broken document (it has no {name}); save it again"
            ) from error
        if len(data) > MOST_BYTES:
            raise ValueError(
                f"a document whose {name} has more than {MOST_BYTES // 10**6} MB; split it"
            )
        return data

    def tree(self, name: str) -> etree._Element:
        """Return a part's XML.

        Raises:
            ValueError: see `data`; or it is no XML, or declares a document type.
        """
        return parse_xml(self.data(name), name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the tree of some XML that declares nothing of its own.

    Raises:
        ValueError: it is none.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False, remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(
            f"a broken document ({name}: {' '.join(str(error).split())[:120]}); save it again"
        ) from error
    if tree.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        raise ValueError(
            f"a document whose {name} declares entities, which none has to; save it again"
        )
    return tree


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def document_of(
    lines: list[str], place: Place, declared: Declared, left: tuple[LeftAside, ...] = ()
) -> Document:
    """Return the article of a document's lines."""
    return Document(
        path=place.path,
        file=place.file,
        encoding="utf-8",
        sha256="",
        text="\n\n".join(lines) + "\n",
        declared=declared,
        reader_version="",
        left_out=left,
    )
