"""The look of an audience: the built-in templates, or a copy of them in a user's folder with a name of its own.

A copy is a folder with a manifest that says which built-in audience it was copied from; it has that
audience's sentences, renderings and limits, and its own templates.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import RenderError
from briefgen.model import Artifact
from briefgen.rendering.audiences import AUDIENCES

if TYPE_CHECKING:
    from briefgen.rendering.kit.tracing import Traced

PROOF = "proof.html"
"""The page beside a brief's web page that proves its sentences."""
MANIFEST = "template.toml"
"""The file in a copy that says what it was copied from."""
NAME = re.compile(r"[a-z][a-z0-9-]*")
"""What a copy can be called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a copy remembers of the built-in template it was made from."""

    origin: str
    """The audience whose look was copied."""
    version: str
    """The version of briefgen it came with."""
    files: Mapping[str, str]
    """SHA-256 of each built-in file it was copied from or builds on, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """An audience's name, and the built-in audience whose sentences, renderings and limits it has."""

    name: str
    kind: str

    def named(self, artifact: Artifact) -> Artifact:
        """Return what a renderer made for the built-in audience, under this look's name."""
        return replace(artifact, name=self.name_of(artifact.name))

    def name_of(self, file: str) -> str:
        """Return what a file of the built-in audience is called under this look's name."""
        if self.name == self.kind:
            return file
        return f"{self.name}{'-proof' * (file == PROOF)}{Path(file).suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Where templates are looked for, and who wants to know what they rendered."""

    folder: Path | None
    """The user's folder, looked into before the built-in ones."""
    look: Look | None = None
    """The look whose files stand for those of its kind."""
    trace: Callable[[Traced], None] | None = None
    """Is told what each template rendered, and from which lines."""


def find_look(folder: Path | None, audience: str) -> Look:
    """Return the look of an audience: built in, or a copy in the user's folder.

    Raises:
        RenderError: there is no such audience, or its manifest is wrong.
    """
    if audience in AUDIENCES:
        return Look(name=audience, kind=audience)
    known = bool(folder and NAME.fullmatch(audience))
    manifest = read_manifest(folder / audience) if folder and known else None
    if manifest is None:
        choices = ", ".join((*AUDIENCES, *copies_in(folder)))
        remedy = f"choose one of {choices}, or make one with 'briefgen templates new' and name its folder with --templates"
        raise RenderError(audience, None, f"no such audience; {remedy}")
    return Look(name=audience, kind=manifest.origin)


def copies_in(folder: Path | None) -> tuple[str, ...]:
    """Return the names of the copies in a user's folder, sorted."""
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted(p.name for p in folder.iterdir() if (p / MANIFEST).is_file()))


def read_manifest(folder: Path) -> Manifest | None:
    """Return what a folder of templates remembers, or None where it is no copy.

    Raises:
        RenderError: what it remembers cannot be read.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return None
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        origin, version, files = str(data["from"]), str(data["version"]), dict(data["files"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        cause = f"cannot be read ({error}); make the copy again with 'briefgen templates new'"
        raise RenderError(str(path), None, cause) from error
    if origin not in AUDIENCES:
        cause = f"copied from '{origin}', which is no built-in audience; write one of {', '.join(AUDIENCES)}"
        raise RenderError(str(path), None, cause)
    return Manifest(origin=origin, version=version, files=files)
