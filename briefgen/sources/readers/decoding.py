"""Which characters the bytes of a file mean: byte order mark, then UTF-8, then Windows-1252.

No guess beyond these: a statistical one reads short Windows-1252 texts as scripts they are not in.
"""

from __future__ import annotations

import codecs
import re
from typing import IO

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252")
"""The codecs that a text can come from: a brief that names another one is not followed."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\ufffe\uffff]")
_CONTROL_SHARE = 0.002
"""More controls than this among the characters and it is no text; mails of 2002 hold fewer."""


_CUT = "UTF-8 that breaks off inside its last character; fetch the file again, or take the half character out"


def _is_cut(data: bytes, error: UnicodeDecodeError) -> bool:
    """Return whether bytes are UTF-8 but for a last character that is cut, and not Windows-1252 that looks like it."""
    end = error.start
    return error.end == len(data) and "unexpected end" in error.reason and not data[:end].isascii()


class NotTextError(ValueError):
    """The bytes are not text in an encoding that briefgen reads."""


CHUNK = 1 << 20


def find_encoding(file: IO[bytes]) -> str:
    """Return the codec of a text of any size, which stands at its beginning again.

    Raises:
        NotTextError: no codec fits, or what comes out is full of control characters.
    """
    head = file.read(4)
    codec = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    for name in (codec,) if codec else ("utf-8", "cp1252"):
        file.seek(0)
        try:
            controls, size = _count(file, name)
        except UnicodeDecodeError as error:
            if name == "utf-8" and "unexpected end" in error.reason and file.read(1) == b"":
                raise NotTextError(_CUT) from error
            continue
        if controls > _CONTROL_SHARE * size:
            break
        file.seek(0)
        return name
    raise NotTextError(_NO_TEXT)


def _count(file: IO[bytes], codec: str) -> tuple[int, int]:
    """Return how many control characters, and how many characters, a file has from here on."""
    decoder = codecs.getincrementaldecoder(codec)()
    controls = size = 0
    while data := file.read(CHUNK):
        text = decoder.decode(data)
        controls += len(_CONTROLS.findall(text))
        size += len(text)
    decoder.decode(b"", final=True)
    return controls, size


_NO_TEXT = "not text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 text"


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of some bytes, line ends untouched, and the codec that gives it again.

    Raises:
        NotTextError: no codec fits, or what comes out is full of control characters.
    """
    codec = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for name in (codec,) if codec else ("utf-8", "cp1252"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            if name == "utf-8" and _is_cut(data, error):
                raise NotTextError(_CUT) from error
            continue
        if len(_CONTROLS.findall(text)) > _CONTROL_SHARE * len(text):
            break
        return text, name
    raise NotTextError(_NO_TEXT)
