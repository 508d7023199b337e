"""Which characters the bytes of a file mean: byte order mark, then UTF-8, then Windows-1252.

No guess beyond these: a statistical one reads short Windows-1252 texts as scripts they are not in.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import IO

from briefgen.sources.charsets import codec_of, mark_of

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


_ASCII_LETTERS = re.compile(r"[A-Za-z]+")
_OTHER_LETTERS = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸƒ]+")
_FEW = 8
"""A word or two may have more accents than plain letters."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the characters of a decoded text are, by which one sees whether its codec can be right."""

    codec: str
    size: int = 0
    controls: int = 0
    plain: int = 0
    """Letters from A to Z."""
    accented: int = 0
    """The other letters of Windows-1252."""

    def with_text(self, text: str) -> Tally:
        """Return the tally with more text; letters are counted where they tell something, which is in Windows-1252."""
        plain, accented = (
            sum(map(len, kind.findall(text))) if self.codec == "cp1252" else 0
            for kind in (_ASCII_LETTERS, _OTHER_LETTERS)
        )
        return Tally(
            self.codec,
            self.size + len(text),
            self.controls + len(_CONTROLS.findall(text)),
            self.plain + plain,
            self.accented + accented,
        )

    @property
    def is_text(self) -> bool:
        """Return whether this is text: hardly a control, and in Windows-1252 not more accents than plain letters.

        No language of Windows-1252 has those: it is KOI8-R, Windows-1251, Shift JIS or the like.
        """
        foreign = self.accented > max(_FEW, self.plain)
        return self.controls <= _CONTROL_SHARE * self.size and not foreign


CHUNK = 1 << 20


def find_encoding(file: IO[bytes]) -> str:
    """Return the codec of a text of any size, which stands at its beginning again.

    Raises:
        NotTextError: no codec fits, or what comes out is full of control characters.
    """
    head = file.read(4)
    codec = mark_of(head)
    for name in (codec,) if codec else ("utf-8", "cp1252"):
        file.seek(0)
        try:
            tally = _count(file, name)
        except UnicodeDecodeError as error:
            if name == "utf-8" and "unexpected end" in error.reason and file.read(1) == b"":
                raise NotTextError(_CUT) from error
            continue
        if not tally.is_text:
            break
        file.seek(0)
        return name
    raise NotTextError(_NO_TEXT)


def _count(file: IO[bytes], codec: str) -> Tally:
    """Return the tally of a file from here on."""
    decoder = codecs.getincrementaldecoder(codec)()
    tally = Tally(codec)
    while data := file.read(CHUNK):
        tally = tally.with_text(decoder.decode(data))
    decoder.decode(b"", final=True)
    return tally


_NO_TEXT = "not text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8 text"


def decode(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """Return the text of some bytes, line ends untouched, and the codec that gives it again; ``charset`` is what a server says.

    Raises:
        NotTextError: no codec fits, or what comes out is full of control characters.
    """
    codec = mark_of(data)
    told = codec_of(charset, data)
    for name in (codec,) if codec else (*((told,) if told else ()), "utf-8", "cp1252"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError as error:
            if name == "utf-8" and _is_cut(data, error):
                raise NotTextError(_CUT) from error
            continue
        if Tally(name).with_text(text).is_text:
            return text, name
        if name != told:
            break
    raise NotTextError(_NO_TEXT)
