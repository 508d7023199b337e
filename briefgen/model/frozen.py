"""The Brief as JSON and back: the same bytes for the same Brief, and the same Brief for the same bytes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from briefgen.errors import BriefError
from briefgen.model import Artifact, Brief
from briefgen.model.types import STRICT, VALUE

FILE_NAME = "brief.json"
MEDIA_TYPE = "application/json"


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter  # noqa: PLC0415 - a tenth of a second

    return TypeAdapter(Brief)


def freeze(brief: Brief) -> Artifact:
    """Return the brief as UTF-8 JSON with a line a value, ending in a line feed."""
    return Artifact(name=FILE_NAME, media_type=MEDIA_TYPE, content=dump(brief))


def dump(brief: Brief) -> bytes:
    """Return the bytes of a brief's JSON."""
    content: bytes = _adapter().dump_json(brief, indent=1)
    return content + b"\n"


def plain(brief: Brief) -> dict[str, Any]:
    """Return a brief as plain mappings and lists: what templates are given."""
    tree: dict[str, Any] = _adapter().dump_python(brief, mode="json")
    return tree


def of_plain(tree: dict[str, Any]) -> Brief:
    """Return the brief that plain mappings and lists hold."""
    brief: Brief = _adapter().validate_python(tree)
    return brief


def load_brief(path: Path) -> Brief:
    """Return the brief in a file.

    Raises:
        BriefError: it cannot be read, is no JSON, or is no brief of a format this version reads.
    """
    return thaw(read_brief(path), str(path))


def read_brief(path: Path) -> bytes:
    """Return the bytes of a file that should hold a brief.

    Raises:
        BriefError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise BriefError(
            str(path), f"cannot be read ({error.strerror}); name a brief.json"
        ) from error


def thaw(content: bytes, name: str) -> Brief:
    """Return the brief in the bytes of a brief.json; ``name`` is what an error calls them.

    Raises:
        BriefError: they are no JSON, or no brief of a format this version reads.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - see above

    try:
        return _adapter().validate_json(content)  # type: ignore[no-any-return]
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        problem = (
            f"is no brief of format briefgen/brief/1 or 2: {where}: {first['msg']}; "
            "name a brief.json, or build it again"
        )
        raise BriefError(name, problem) from error


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a brief; the docstrings of its fields are told in it."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - see above

    told = "use_attribute_docstrings"  # here alone: reading every class's source takes longer than a schema
    VALUE[told] = STRICT[told] = True
    try:
        schema = TypeAdapter(Brief).json_schema(mode="serialization")
    finally:
        del VALUE[told], STRICT[told]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "briefgen/brief/2",
        **schema,
    }
