"""What a ZIP file is: an archive, or a document in the form of one; and what is said of broken archives."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from typing import IO

from briefgen.sources.readers.formats import Format

MOST_MEMBERS = 20_000
"""Members of an archive that are looked at."""
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)  # fmt: skip
"""What the standard library raises on a broken, encrypted or unknown archive."""


def kind_of_zip(file: IO[bytes]) -> Format:
    """Return what a ZIP file is: an archive, or a document in the form of one."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = frozenset(archive.namelist()[:MOST_MEMBERS])
            kind = _mimetype(archive) if "mimetype" in names else ""
    except BROKEN as error:
        return Format(None, why(error))
    finally:
        file.seek(0)
    office = "[Content_Types].xml" in names
    if "word/document.xml" in names or (office and any(n.startswith("word/") for n in names)):
        return Format("docx")
    if kind.startswith("application/vnd.oasis.opendocument.text"):
        return Format("odt")
    if kind == "application/epub+zip" or "META-INF/container.xml" in names:
        return Format("epub")
    if kind.startswith("application/vnd.oasis") or (
        office and any(n.startswith(("xl/", "ppt/", "visio/")) for n in names)
    ):
        return Format(None, "a table or slides; save the text as .docx or .txt, a table as .csv")
    return Format("zip")


def _mimetype(archive: zipfile.ZipFile) -> str:
    try:
        with archive.open("mimetype") as opened:
            return opened.read(100).decode("ascii", "replace").strip()
    except (KeyError, *BROKEN):
        return ""


def why(error: Exception) -> str:
    """Return why an archive cannot be read."""
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "locked with a password; unlock it"
    said = " ".join(str(error).split())[:120]
    return f"a broken archive ({said or type(error).__name__}); fetch it again"
