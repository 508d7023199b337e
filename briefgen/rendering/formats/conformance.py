"""What makes one PDF both PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3): its last touches.

WeasyPrint writes either; the file is written as PDF/A-3a, and what PDF/UA asks for besides is added.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import partial
from typing import Any

VARIANT = "pdf/a-3a"
"""The standard that WeasyPrint writes; the other is added here."""
PDFUA = b"""<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""The part of PDF/UA, and the description of that property which PDF/A asks for."""


AMBIGUOUS_END = b"\r\nendstream"
"""A stream whose last byte is a carriage return: with the line feed behind it that reads as one line end,
and the stream as one byte too long. One compressed stream in 256 ends so."""
MOST_TRIES = 16
COMPRESSION = 6
"""zlib's own: level 9 takes twice the time and saves one byte in a hundred."""


def write_conforming(write: Callable[[Callable[[Any, Any], None]], bytes]) -> bytes:
    """Return what a function writes with a finisher, written again where a stream ends ambiguously."""
    for empty_objects in range(MOST_TRIES):
        content = write(partial(conform, empty_objects=empty_objects))
        if AMBIGUOUS_END not in content:
            break
    return content


def conform(_document: Any, pdf: Any, *, empty_objects: int = 0) -> None:
    """Finish a PDF before it is written; what WeasyPrint calls a finisher.

    Empty objects change how the file's own objects are compressed, and nothing else.
    """
    from pydyf import Dictionary, Stream  # noqa: PLC0415 - comes with WeasyPrint, loaded late

    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    head, end, tail = b"".join(metadata.stream).rpartition(b"</rdf:RDF>")
    metadata.stream = [head, PDFUA, end, tail]
    metadata.compress = False
    for stream in (item for item in pdf.objects if isinstance(item, Stream) and item.compress):
        _compress(stream)
    for _ in range(empty_objects):
        pdf.add_object(Dictionary({"Type": "/Empty"}))


def _compress(stream: Any) -> None:
    """Compress a stream once and for all: the writer would do it again for each look at its bytes.

    It stays as it is where its end would be ambiguous.
    """
    stream.compress = False
    plain = stream.data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    packed = zlib.compress(plain, COMPRESSION)
    if not packed.endswith(b"\r"):
        stream.stream = [packed]
        stream.extra = {**stream.extra, "Filter": "/FlateDecode"}
