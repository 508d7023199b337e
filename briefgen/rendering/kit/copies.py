"""The templates there are, and copies of them in a user's folder that remember what they came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import briefgen
from briefgen.errors import DeliveryError, ExtensionError
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.environment import built_in_folder
from briefgen.rendering.templates import MANIFEST, NAME, read_manifest

BUILT_IN = "built in"
"""Where a template is that no user's folder holds."""
HEAD = "# Written by `briefgen templates new`; `briefgen templates check` compares with it.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A template as `briefgen templates list` shows it."""

    name: str
    """The audience it is the look of."""
    origin: str
    """The built-in template it was copied from; empty for a built-in one."""
    files: tuple[str, ...]
    """Its files, relative to its folder."""
    where: str
    """``built in``, or the user's folder."""


def list_templates(folder: Path | None) -> tuple[Listed, ...]:
    """Return the templates in a user's folder, then the built-in ones, by name."""
    users = [_listed(path, str(folder)) for path in _folders(folder)] if folder else []
    return (*users, *(_listed(built_in_folder() / name, BUILT_IN) for name in sorted(AUDIENCES)))


def _folders(folder: Path) -> Iterator[Path]:
    """Yield the folders of a user's folder that hold a template's files."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and ((path / MANIFEST).is_file() or path.name in {*AUDIENCES, "base"}):
            yield path


def _listed(path: Path, where: str) -> Listed:
    manifest = read_manifest(path)
    files = sorted(p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file())
    origin = manifest.origin if manifest else ""
    shown = tuple(f for f in files if f != MANIFEST and not f.startswith("fonts/"))
    return Listed(name=path.name, origin=origin, files=shown, where=where)


# Copies ------------------------------------------------------------------------------------------


def copy_template(name: str, origin: str, folder: Path) -> tuple[Path, ...]:
    """Copy a built-in template into a user's folder under a new name; return the files written.

    Raises:
        ExtensionError: there is no such built-in template.
        DeliveryError: the name cannot be used, is taken, or the folder cannot be written.
    """
    if origin not in AUDIENCES:
        raise ExtensionError("built-in template", origin, sorted(AUDIENCES), own=False)
    target = folder / name
    if not NAME.fullmatch(name) or name in {*AUDIENCES, "base", "built-in"}:
        cause = "is no name for a new template; use lower-case letters, digits and hyphens, and none of the built-in names"
        raise DeliveryError(name, cause)
    if target.exists():
        raise DeliveryError(str(target), "is there already; choose another name, or remove it")
    sources = [p for p in sorted((built_in_folder() / origin).iterdir()) if p.is_file()]
    texts = {p.name: p.read_bytes() for p in sources}
    texts[MANIFEST] = _manifest_text(origin).encode()
    try:
        target.mkdir(parents=True)
        for file, content in texts.items():
            (target / file).write_bytes(content)
    except OSError as error:
        cause = f"cannot be written ({error.strerror}); free space, or name another folder with --templates"
        raise DeliveryError(str(target), cause) from error
    return tuple(target / file for file in texts)


def _manifest_text(origin: str) -> str:
    rows = "".join(f"{json.dumps(k)} = {json.dumps(v)}\n" for k, v in hashes(origin).items())
    said = f"from = {json.dumps(origin)}\nversion = {json.dumps(briefgen.__version__)}\n"
    return f"{HEAD}{said}\n[files]\n{rows}"


def hashes(origin: str) -> dict[str, str]:
    """Return the SHA-256 of each text file that a built-in template is made of, the base included."""
    root = built_in_folder()
    files = [p for name in (origin, "base") for p in sorted((root / name).iterdir()) if p.is_file()]
    return {
        p.relative_to(root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }


def changes_under(folder: Path | None, name: str) -> tuple[str, ...]:
    """Return which built-in files changed, came or went since a copy was made of them, in words."""
    manifest = read_manifest(folder / name) if folder else None
    if manifest is None:
        return ()
    now = hashes(manifest.origin)
    return tuple(
        f"built-in {file} {_change(file, manifest.files, now)} since '{name}' was copied from version "
        f"{manifest.version}; compare them, and copy again or go on"
        for file in sorted(manifest.files.keys() | now.keys())
        if manifest.files.get(file) != now.get(file)
    )


def _change(file: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    if file not in before:
        return "came"
    return "changed" if file in now else "went"
