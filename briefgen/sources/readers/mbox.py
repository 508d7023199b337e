"""A mailbox file holds mails behind each other; it is read mail by mail, whatever its size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers import mail
from briefgen.sources.readers.dispatch import signed
from briefgen.sources.readers.place import Place

_FROM = re.compile(rb"From \S.{0,200}\d\d:\d\d")
_HEADER = re.compile(rb">?From |[!-9;-~]{1,80}:")
"""How a mail begins; a sentence may begin like the line before it ("From here on all was quiet at 12:30")."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
LONGEST_LINE = 1 << 20


def read(
    file: IO[bytes], place: Place, options: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the articles of each mail, or why it has none."""
    wanted = options or ReadingOptions()
    most = int(wanted.max_megabytes * 1e6)
    for number, data in enumerate(_mails(file, most), start=1):
        part = replace(place, file=f"{place.file}#{number}")
        if len(data) > most:
            reason = f"a mail above the limit of {wanted.max_megabytes:g} MB; raise max_megabytes under [reading] in the profile"
            yield Skipped(source=part.file, reason=reason)
            continue
        for result in mail.read(_QUOTED.sub(rb"\1", data), part, wanted):
            yield (
                result
                if isinstance(result, Skipped)
                else replace(signed(result, "mail"), file=place.file)
            )


def _mails(file: IO[bytes], most: int) -> Iterator[bytes]:
    """Yield the bytes of each mail without its separating line; of a longer one than may be read only a part."""
    held: list[bytes] = []
    size = 0
    blank = True
    started = False
    ahead = file.readline(LONGEST_LINE)
    while line := ahead:
        ahead = file.readline(LONGEST_LINE)
        if blank and _FROM.match(line) and _HEADER.match(ahead):
            if started:
                yield b"".join(held)
            held, size, started = [], 0, True
        else:
            started = True
            if size <= most:
                held.append(line)
            size += len(line)
        blank = line in {b"\n", b"\r\n"}
    if started:
        yield b"".join(held)
