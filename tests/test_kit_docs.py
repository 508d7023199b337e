"""docs/templates.md has every variable that a template can print, as the JSON Schema has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from builders import ROOT
from test_docs import field_in_words

from briefgen.model.frozen import json_schema

PAGE = ROOT / "docs" / "templates.md"
PLACE = re.compile(r"(?<=<!-- variables -->\n).*(?=<!-- end of variables -->)", re.DOTALL)


def variables(tree: dict[str, Any], path: str, known: dict[str, Any]) -> Iterator[str]:
    """Yield a row of the table for each field below a part of the schema."""
    for name, field in tree["properties"].items():
        here = f"{path}.{name}"
        yield f"| `{here}` | {field_in_words(field)} | {meaning(field, known)} |"
        for inner, way in parts(field, here):
            yield from variables(known[inner], way, known)


def parts(field: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of the schema that a field holds, each with the way to it."""
    match field:
        case {"$ref": target}:
            yield target.rsplit("/", 1)[-1], path
        case {"anyOf": choices}:
            for choice in choices:
                yield from parts(choice, path)
        case {"items": inner}:
            yield from parts(inner, f"{path}[]")
        case {"additionalProperties": inner} if isinstance(inner, dict):
            yield from parts(inner, f"{path}.*")


def meaning(field: dict[str, Any], known: dict[str, Any]) -> str:
    said = field.get("description") or next(
        (known[name].get("description", "") for name, _ in parts(field, "")), ""
    )
    return " ".join(said.split()).replace("|", "\\|")


def table() -> str:
    schema = json_schema()
    rows = "\n".join(variables(schema, "brief", schema["$defs"]))
    return f"\n| variable | type | meaning |\n|---|---|---|\n{rows}\n\n"


def test_templates_page_has_every_variable(pytestconfig: pytest.Config) -> None:
    """Renew the table with ``pytest tests/test_kit_docs.py --accept``."""
    page = PAGE.read_text(encoding="utf-8")
    if pytestconfig.getoption("--accept"):
        page = PLACE.sub(lambda _: table(), page)
        PAGE.write_text(page, encoding="utf-8")
    found = PLACE.search(page)
    assert found
    assert found[0] == table(), "pytest tests/test_kit_docs.py --accept renews it"
