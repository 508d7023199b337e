"""ZIP, tar and compressed files hold files of any format that is read; Word, ODT and EPUB are ZIP files too.

Nothing is unpacked to a disk. What a member says of its size is not believed: it is read up to the limit of
a file, and all members together up to a limit of their own.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import IO, cast

from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers.dispatch import read_format, read_part
from briefgen.sources.readers.place import Place
from briefgen.sources.readers.zips import BROKEN, MOST_MEMBERS, why

MOST_BYTES = 2_000_000_000
"""What all members of an archive have together, unpacked."""
TOO_MANY = f"more than {MOST_MEMBERS:,} members, of which the first are read; unpack it"
Result = Document | Skipped


def read_zip(
    file: IO[bytes], place: Place, options: ReadingOptions | None = None
) -> Iterator[Result]:
    """Yield the articles of a ZIP file's members."""
    wanted = options or ReadingOptions()
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN as error:
        yield Skipped(source=place.file, reason=why(error))
        return
    with archive:
        budget = _Budget(MOST_BYTES)
        members = archive.infolist()
        if len({info.header_offset for info in members}) < len(members):
            reason = "a broken archive (members lie on each other); fetch it again"
            yield Skipped(source=place.file, reason=reason)
            return
        if len(members) > MOST_MEMBERS:
            yield Skipped(source=place.file, reason=TOO_MANY)
        for info in members[:MOST_MEMBERS]:
            if not info.is_dir() and _is_wanted(info.filename):
                yield from _member(
                    partial(archive.open, info), info.filename, place, wanted, budget
                )


def read_tar(
    file: IO[bytes], place: Place, options: ReadingOptions | None = None
) -> Iterator[Result]:
    """Yield the articles of a tar file's members."""
    wanted = options or ReadingOptions()
    budget = _Budget(MOST_BYTES)
    try:
        with tarfile.open(fileobj=file, mode="r|") as archive:
            for number, info in enumerate(archive):
                if number >= MOST_MEMBERS:
                    yield Skipped(source=place.file, reason=TOO_MANY)
                    break
                if info.isfile() and _is_wanted(info.name):
                    opened = archive.extractfile(info)
                    if opened is not None:
                        yield from _member(partial(_same, opened), info.name, place, wanted, budget)
    except BROKEN as error:
        yield Skipped(source=place.file, reason=why(error))


def read_compressed(
    file: IO[bytes], place: Place, options: ReadingOptions | None = None
) -> Iterator[Result]:
    """Yield the articles of a file that is compressed by gzip, bzip2 or xz; a tar file in it is streamed."""
    wanted = options or ReadingOptions()
    head = file.read(6)
    file.seek(0)
    opened = _unpacking(file, head)
    name = PurePosixPath(place.file).name
    inner = name.rpartition(".")[0] if "." in name else name
    try:
        first = opened.read(1024)
        if first[257:262] == b"ustar" or first.startswith(b"WARC/1."):
            opened.seek(0)
            reader = "warc" if first.startswith(b"WARC/1.") else "tar"
            inside = replace(place, depth=place.depth + 1, charset=None)
            yield from read_format(opened, inside, reader, wanted)
            return
        opened.seek(0)
        yield from _member(partial(_same, opened), inner, place, wanted, _Budget(MOST_BYTES))
    except BROKEN as error:
        yield Skipped(source=place.file, reason=why(error))


def _unpacking(file: IO[bytes], head: bytes) -> IO[bytes]:
    """Return what reads a compressed file."""
    if head.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    return bz2.BZ2File(file) if head.startswith(b"BZh") else lzma.LZMAFile(file)


def _same(opened: IO[bytes]) -> IO[bytes]:
    return opened


class _Budget:
    """How many bytes may still be unpacked."""

    def __init__(self, left: int) -> None:
        self.left = left


def _is_wanted(name: str) -> bool:
    """Return whether a member is none that a system or an editor left there."""
    parts = PurePosixPath(name).parts
    left = (p for p in parts if p != "..")  # nothing is written where a name leads
    return bool(parts) and not any(p.startswith((".", "__MACOSX")) for p in left)


def _member(
    open_: Callable[[], IO[bytes]],
    name: str,
    place: Place,
    options: ReadingOptions,
    budget: _Budget,
) -> Iterator[Result]:
    """Yield the articles of one member, which is read whole up to the limit of a file."""
    label = "".join(c if c.isprintable() else "?" for c in name)
    part = place.inside(label)
    most = min(int(options.max_megabytes * 1e6), budget.left)
    try:
        with open_() as opened:
            data = opened.read(most + 1)
    except BROKEN as error:
        yield Skipped(source=part.file, reason=why(error))
        return
    budget.left -= len(data)
    if len(data) > most:
        limit = (
            f"{options.max_megabytes:g} MB"
            if budget.left > 0
            else f"{MOST_BYTES // 10**6:,} MB for all of an archive"
        )
        reason = f"unpacked above the limit of {limit}; unpack it, or raise max_megabytes under [reading] in the profile"
        yield Skipped(source=part.file, reason=reason)
        return
    for result in read_part(io.BytesIO(data), part, name, options):
        yield (
            result if isinstance(result, Skipped) else replace(result, file=place.file, part=label)
        )
