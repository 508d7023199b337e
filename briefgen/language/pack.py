"""The shipped English pack: its files, read once they are proved to be those that were made."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from briefgen.errors import LanguageError

REMEDY = "install briefgen again: pip install --force-reinstall --no-deps briefgen"


def folder() -> Traversable:
    """Return the folder of the pack."""
    return files("briefgen.language").joinpath("pack")


@cache
def manifest() -> dict[str, Any]:
    """Return what the pack says of itself: version, the models' options, and each file's SHA-256.

    Raises:
        LanguageError: the manifest is missing or no JSON.
    """
    try:
        return dict(json.loads(folder().joinpath("manifest.json").read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise LanguageError(
            "manifest.json", f"the language pack has none ({error}); {REMEDY}"
        ) from error


def read(name: str) -> bytes:
    """Return a file of the pack.

    Raises:
        LanguageError: it is missing, or is not the file the manifest names.
    """
    try:
        data = folder().joinpath(name).read_bytes()
    except OSError as error:
        raise LanguageError(name, f"missing from the language pack; {REMEDY}") from error
    if hashlib.sha256(data).hexdigest() != manifest()["files"].get(name):
        raise LanguageError(name, f"not the file the language pack was made with; {REMEDY}")
    return data


def fingerprint() -> str:
    """Return the SHA-256 that stands for the whole pack: of its files' names and hashes, sorted."""
    lines = [f"{name} {digest}\n" for name, digest in sorted(manifest()["files"].items())]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
