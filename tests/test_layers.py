"""Imports point down, siblings are strangers, and heavy libraries have one home each."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "briefgen"

DESIGN = Path(__file__).parent.parent / "docs" / "design.md"
LAYERS = (
    {"__main__"},
    *(
        set(line.partition("  ")[0].split(" · "))
        for line in DESIGN.read_text(encoding="utf-8")
        .split("## Layers")[1]
        .split("```")[1]
        .strip()
        .splitlines()
    ),
)
"""As docs/design.md has them, from the top: a module imports from layers below its own, never from its own or above."""

HOMES = {
    "typer": {"cli", "archive_cli", "edit_cli", "mail_cli", "series_cli", "templates_cli"},
    "rich": {"cli", "console", "edit_cli"},
    "weasyprint": {"renderers", "kit"},
    "jinja2": {"renderers", "kit"},
    "markupsafe": {"renderers"},
    "spacy": {"language"},
    "scipy": {"language", "matching", "stories"},
    "onnxruntime": {"language"},
    "thinc": {"language"},
    "snowballstemmer": {"language"},
    "sklearn": {"matching", "stories", "themes", "summarisers"},
    "pydantic": {"config", "edits_file", "renderers"},
    "babel": {"dates"},
    "smtplib": {"deliverers"},
    "dkim": {"mail"},
    "email_validator": {"recipients"},
    "keyring": {"credentials"},
    "sqlite3": {"archive"},
}
"""Which parts may import which library."""


def _parts() -> list[tuple[str, Path]]:
    return [
        (path.relative_to(PACKAGE).with_suffix("").parts[0], path)
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "__init__.py" or path.parent != PACKAGE
    ]


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {
                f"{node.module}.{alias.name}" for alias in node.names if node.module == "briefgen"
            }
    return names


def _layer(part: str) -> int:
    return next(n for n, layer in enumerate(LAYERS) if part in layer)


@pytest.mark.parametrize(("part", "path"), _parts(), ids=lambda value: str(value)[-40:])
def test_imports_point_down(part: str, path: Path) -> None:
    for name in _imports(path):
        pieces = name.split(".")
        if pieces[0] != "briefgen" or len(pieces) == 1 or pieces[1] == "__version__":
            continue
        if pieces[1] != part:
            assert _layer(pieces[1]) > _layer(part), (
                f"{path.name} imports {name} from above or beside"
            )


@pytest.mark.parametrize(("part", "path"), _parts(), ids=lambda value: str(value)[-40:])
def test_a_heavy_library_is_imported_by_its_home_alone(part: str, path: Path) -> None:
    for name in _imports(path):
        home = HOMES.get(name.split(".")[0])
        assert home is None or part in home, f"{path.name} imports {name}"


def test_every_part_has_a_layer() -> None:
    known = set().union(*LAYERS)
    assert {part for part, _ in _parts()} == known


def test_values_are_frozen() -> None:
    for node in ast.walk(ast.parse((PACKAGE / "models.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            decorators = ast.unparse(node.decorator_list[0])
            assert "frozen=True" in decorators, node.name
            assert "slots=True" in decorators, node.name
