"""How sources are found and read: a folder is walked, each file goes to the reader of its suffix.

Whatever cannot be read becomes ``Skipped`` with its reason; only a path that does not exist stops
the run. A reader is a callable ``(bytes, Place) -> Iterable[Document | Skipped]``.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import ReadError
from briefgen.model import Document, Skipped
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime import extensions
from briefgen.runtime.files import is_below

NOT_SOURCES = frozenset({".toml"})
"""Suffixes that stand beside articles and are passed over without a word: the profile."""
ARCHIVES = (".briefgen.sqlite", ".briefgen.cache")
"""What the names of an archive and of its companions hold; passed over likewise."""


def read_sources(
    paths: Sequence[Path], options: ReadingOptions | None = None
) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """Return the documents of files and folders in the order of their names, and what was skipped.

    Raises:
        ReadError: a path does not exist or cannot be entered.
    """
    documents: dict[tuple[str, int], Document] = {}
    skipped: list[Skipped] = []
    for root in paths:
        for file in _find(root, skipped):
            place = _place(file, root)
            for result in _read_file(file, place, options or ReadingOptions()):
                if isinstance(result, Skipped):
                    skipped.append(result)
                else:
                    documents[result.path, result.record or 0] = result
    ordered = tuple(documents[key] for key in sorted(documents))
    return ordered, tuple(sorted(set(skipped), key=lambda s: (s.source, s.reason)))


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
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in names:
            link = Path(folder, name)
            if link.is_symlink():
                skipped.append(Skipped(source=shown(_relative(link, root)), reason=_FOLDER_LINK))
        found = [Path(folder, name) for name in sorted(files) if not name.startswith(".")]
        leading_out = [file for file in found if _leads_out(file, root)]
        skipped += (Skipped(source=shown(_relative(f, root)), reason=_LINK) for f in leading_out)
        yield from (file for file in found if file not in leading_out)


def _read_file(file: Path, place: Place, options: ReadingOptions) -> Iterator[Document | Skipped]:
    suffix = file.suffix.lower()
    if suffix in NOT_SOURCES or any(name in file.name for name in ARCHIVES):
        return
    if not _is_text(place.path):
        yield Skipped(source=place.file, reason="its name is not UTF-8; rename it")
        return
    if suffix not in extensions.names("reader"):
        known = ", ".join(extensions.names("reader"))
        name = suffix or "a file without suffix"
        yield Skipped(source=place.file, reason=f"no reader for {name}; there are {known}")
        return
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            yield Skipped(source=place.file, reason="no regular file; name a file with text")
            return
        if about.st_size > options.max_megabytes * 1e6:
            size = f"{about.st_size / 1e6:.1f} MB, above the limit of {options.max_megabytes:g} MB"
            hint = "split it, or raise max_megabytes under [reading] in the profile"
            yield Skipped(source=place.file, reason=f"{size}; {hint}")
            return
        data = file.read_bytes()
    except OSError as error:
        yield Skipped(source=place.file, reason=_why(error))
        return
    yield from extensions.resolve("reader", suffix)(data, place)


def read_again(
    file: Path, folder: Path, place: Place, options: ReadingOptions
) -> Iterator[Document | Skipped]:
    """Yield what `read_sources` makes of one file, or of a link to a folder, that a brief names.

    ``folder`` is the one that a link must not lead out of, ``place`` has the names that the brief gives it.
    """
    try:
        if file.is_dir() and file.is_symlink():
            yield Skipped(source=place.file, reason=_FOLDER_LINK)
        elif file.is_dir():
            list(file.iterdir())
        elif not file.exists() and not file.is_symlink():
            yield Skipped(source=place.file, reason="no such file or folder")
        elif not is_below(file, folder):
            yield Skipped(source=place.file, reason=_LINK)
        else:
            yield from _read_file(file, place, options)
    except OSError as error:
        yield Skipped(source=place.file, reason=_why(error))


_FOLDER_LINK = "a link to a folder is not followed; name that folder itself"
_LINK = "a link to a file outside the folder is not followed; name that file itself"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The two names of one file."""

    path: str
    """Relative to the working folder where it is below it, else as given; what verify opens."""
    file: str
    """Relative to the folder that was read."""
