"""How sources are found and read: a folder is walked, each file goes to the reader of its format.

Plain text and JSON Lines are read here; whatever needs a parser is read in a process of its own without
network, within limits (`foreign`). What cannot be read becomes ``Skipped`` with its reason; only a path
that does not exist stops the run.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefgen.errors import ReadError
from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime.files import is_below
from briefgen.runtime.shelf import Picked, Shelf
from briefgen.sources.readers.dispatch import read_open
from briefgen.sources.readers.foreign import Found, read_foreign
from briefgen.sources.readers.formats import HEAD, sniff
from briefgen.sources.readers.place import Place

OWN = frozenset({"text", "jsonl"})
"""Formats that are read in this process: nothing but the standard library's decoding touches their bytes."""
NOT_SOURCES = frozenset({".toml"})
"""Suffixes that stand beside articles and are passed over without a word: the profile."""
ARCHIVES = (".briefgen.sqlite", ".briefgen.cache")
"""What the names of an archive and of its companions hold; passed over likewise."""


__all__ = ["Place", "hold_sources", "read_sources", "shown"]


def read_sources(
    paths: Sequence[Path], options: ReadingOptions | None = None
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """Return the documents of files and folders in the order of their names, and what was skipped.

    Raises:
        ReadError: a path does not exist or cannot be entered.
    """
    documents, skipped = hold_sources(paths, options)
    return tuple(documents), skipped


def hold_sources(
    paths: Sequence[Path], options: ReadingOptions | None = None
) -> tuple[Sequence[Document], tuple[Skipped, ...]]:
    """Return what `read_sources` gives, the documents of a large collection on a shelf and not in memory.

    Raises:
        ReadError: a path does not exist or cannot be entered.
    """
    shelf = Shelf[Document]()
    documents: dict[tuple[str, int], int] = {}
    skipped: list[Skipped] = []
    wanted = options or ReadingOptions()
    found = {f.place.path: f for root in paths for f in _found(root, skipped)}
    for result in _read(tuple(found.values()), wanted):
        if isinstance(result, Skipped):
            skipped.append(result)
        else:
            documents[result.path, result.record or 0] = shelf.put(result)
    ordered = [documents[key] for key in sorted(documents)]
    return Picked(shelf, ordered), tuple(sorted(set(skipped), key=lambda s: (s.source, s.reason)))


def _found(root: Path, skipped: list[Skipped]) -> Iterator[Found]:
    """Yield the files below a path that have a reader; why others have none is added to ``skipped``."""
    for file in _find(root, skipped):
        place = _place(file, root)
        if _is_beside(file):
            continue
        try:
            yield _look(file, place)
        except OSError as error:
            skipped.append(Skipped(source=place.file, reason=_why(error)))
        except ValueError as error:
            skipped.append(Skipped(source=place.file, reason=str(error)))


def _is_beside(file: Path) -> bool:
    """Return whether a file stands beside articles and is none."""
    return file.suffix.lower() in NOT_SOURCES or any(name in file.name for name in ARCHIVES)


def _read(files: Sequence[Found], options: ReadingOptions) -> Iterator[Document | Skipped]:
    """Yield the articles of some files."""
    for found in files:
        if found.format in OWN:
            yield from _read_near(found, options)
    yield from read_foreign([f for f in files if f.format not in OWN], options)


def _look(file: Path, place: Place) -> Found:
    """Return a file with its format.

    Raises:
        OSError: it cannot be opened.
        ValueError: it is none that can be read; the message says why.
    """
    if not _is_text(place.path):
        raise ValueError("its name is not UTF-8; rename it")
    about = file.stat()
    if not stat.S_ISREG(about.st_mode):
        raise ValueError("no regular file; name a file with text")
    with file.open("rb") as opened:
        told = sniff(opened.read(HEAD), file.name)
    if told.reader is None:
        raise ValueError(told.reason)
    return Found(file=file, place=place, format=told.reader, size=about.st_size)


def _read_near(found: Found, options: ReadingOptions) -> Iterator[Document | Skipped]:
    """Yield what a reader of our own makes of a file, here."""
    try:
        with found.file.open("rb") as opened:
            yield from read_open(opened, found.place, found.format, options)
    except OSError as error:
        yield Skipped(source=found.place.file, reason=_why(error))


def _find(root: Path, skipped: list[Skipped]) -> Iterator[Path]:
    """Yield the files below a path; what cannot be entered is added to ``skipped``."""
    try:
        root.lstat()
        is_folder = root.is_dir()
    except FileNotFoundError as error:
        reason = "no such file or folder; name where the articles are"
        raise ReadError(str(root), reason) from error
    except OSError as error:
        raise ReadError(str(root), _why(error)) from error
    if not is_folder:
        yield root
        return

    def refuse(error: OSError) -> None:
        if error.filename == str(root):
            raise ReadError(str(root), _why(error)) from error
        skipped.append(
            Skipped(source=shown(_relative(Path(error.filename), root)), reason=_why(error))
        )

    for folder, names, files in os.walk(root, onerror=refuse):
        if Path(folder) != root and _is_edition(Path(folder)):
            names.clear()
            continue
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in names:
            link = Path(folder, name)
            if link.is_symlink():
                skipped.append(Skipped(source=shown(_relative(link, root)), reason=_FOLDER_LINK))
        found = [Path(folder, name) for name in sorted(files) if not name.startswith(".")]
        leading_out = [file for file in found if _leads_out(file, root)]
        skipped += (Skipped(source=shown(_relative(f, root)), reason=_LINK) for f in leading_out)
        yield from (file for file in found if file not in leading_out)


def read_again(
    named: Sequence[tuple[Path, Path, Place]], options: ReadingOptions
) -> Iterator[Document | Skipped]:
    """Yield what `read_sources` makes of files, or of links to folders, that a brief names.

    Each comes with the folder that a link must not lead out of, and with the names that the brief gives it.
    """
    files: list[Found] = []
    for file, folder, place in named:
        try:
            if file.is_dir() and file.is_symlink():
                yield Skipped(source=place.file, reason=_FOLDER_LINK)
            elif file.is_dir():
                list(file.iterdir())
            elif not file.exists() and not file.is_symlink():
                continue  # what is not there was never skipped
            elif not is_below(file, folder):
                yield Skipped(source=place.file, reason=_LINK)
            elif not _is_beside(file):
                files.append(_look(file, place))
        except OSError as error:
            yield Skipped(source=place.file, reason=_why(error))
        except ValueError as error:
            yield Skipped(source=place.file, reason=str(error))
    yield from _read(files, options)


_FOLDER_LINK = "a link to a folder is not followed; name that folder itself"
_LINK = "a link to a file outside the folder is not followed; name that file itself"


def _is_edition(folder: Path) -> bool:
    """Return whether a folder is one that `build` wrote: it holds a frozen brief, and what it quotes is counted already."""
    try:
        with (folder / "brief.json").open("rb") as brief:
            return b'"schema": "briefgen/brief/' in brief.read(HEAD)
    except OSError:
        return False


def _leads_out(file: Path, root: Path) -> bool:
    """Return whether a file of a folder is a link to one that is not below it."""
    return file.is_symlink() and file.exists() and not is_below(file, root)


def _why(error: OSError) -> str:
    """Return what the system said, as a reason."""
    if isinstance(error, PermissionError):
        return "no permission to read it; change its mode or run as its owner"
    return f"cannot be read ({error.strerror or error}); mend or remove it"


def _place(file: Path, root: Path) -> Place:
    absolute = file.absolute()
    below = Path(os.path.normpath(absolute)).is_relative_to(Path.cwd())
    path = _relative(absolute, Path.cwd()) if below else file.as_posix()
    return Place(path=path, file=shown(_relative(file, root)))


def shown(name: str) -> str:
    """Return a file's name as it can be printed: what is no printable character becomes "?"."""
    return "".join(char if char.isprintable() else "?" for char in name)


def _is_text(name: str) -> bool:
    """Return whether a file's name is UTF-8: JSON and pages hold no other."""
    return not any("\udc80" <= char <= "\udcff" for char in name)


def _relative(path: Path, root: Path) -> str:
    """Return a path relative to the folder it was found in; a root that is a file has its name."""
    relative = Path(os.path.normpath(path)).relative_to(os.path.normpath(root))
    return relative.as_posix() if relative.name else path.name
