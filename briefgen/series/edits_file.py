"""The edits file of a series: read as a whole, and added to without touching what stands in it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from briefgen.errors import ConfigError, DeliveryError
from briefgen.model import STRICT, Artifact, Edit
from briefgen.profile.load import explain_error
from briefgen.runtime.files import write_folder

NEEDS: dict[str, tuple[str, ...]] = {
    "move": ("theme",), "rewrite": ("words",), "comment": ("words",), "grade": ("grade",),
    "sign off": ("by", "points"),
}  # fmt: skip
"""What an edit needs beside what it names."""
NAMES_NOTHING = {"comment", "grade", "sign off"}
"""Edits that need not name a sentence or paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditsFile:
    """All edits, in the order in which they were made."""

    __pydantic_config__ = STRICT

    edit: tuple[Edit, ...] = ()
    """The edits."""


def load_edits(path: Path) -> tuple[Edit, ...]:
    """Return the edits in a file, none where there is no file.

    Raises:
        ConfigError: it cannot be read or is wrong; all its problems at once.
    """
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - a tenth of a second

    if not path.exists():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        edits: tuple[Edit, ...] = TypeAdapter(EditsFile).validate_python(data).edit
    except ValidationError as error:
        problems = [explain_error(dict(e)) for e in error.errors()]
        raise ConfigError(problems, str(path), "the edits") from error
    except (tomllib.TOMLDecodeError, OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        problem = f"cannot be read: {reason}; mend it, or take it away to build without edits"
        raise ConfigError([problem], str(path)) from error
    problems = [p for n, edit in enumerate(edits) for p in _problems(n, edit)]
    if problems:
        raise ConfigError(problems, str(path), "the edits")
    return edits


def _problems(n: int, edit: Edit) -> Iterator[str]:
    """Yield what an edit lacks."""
    for key in NEEDS.get(edit.action, ()):
        if not getattr(edit, key):
            yield f"edit[{n}].{key}: missing; '{edit.action}' needs it"
    if edit.action not in NAMES_NOTHING and not (edit.text or edit.sha256):
        yield f"edit[{n}].text: missing; give what '{edit.action}' is about, as printed, or its sha256"
    if edit.action == "grade" and not (edit.source or edit.publisher):
        yield f"edit[{n}].publisher: missing; give the publisher, or the source's SHA-256"


def add_edits(path: Path, edits: Sequence[Edit]) -> None:
    """Write edits behind those that a file has; what stands in it stays as it is.

    Raises:
        DeliveryError: it cannot be written; it is as it was.
    """
    before = path.read_bytes() if path.exists() else b""
    gap = b"" if before.endswith(b"\n") or not before else b"\n"
    added = "".join(f"\n{_as_toml(edit)}" for edit in edits).encode()
    artifact = Artifact(name=path.name, media_type="application/toml", content=before + gap + added)
    try:
        write_folder((artifact,), path.parent)
    except DeliveryError as error:
        reason = getattr(error.__cause__, "strerror", None) or "the folder refuses it"
        cause = f"cannot be written ({reason}); see to the folder's mode and space, and review again from there on"
        raise DeliveryError(str(path), cause) from error


def _as_toml(edit: Edit) -> str:
    """Return an edit as a table; a TOML string is written as JSON writes it."""
    values: Mapping[str, Any] = {f.name: getattr(edit, f.name) for f in fields(edit)}
    lines = (
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in values.items()
        if value is not None
    )
    return "[[edit]]\n" + "".join(lines)
