"""Imports point down, siblings are strangers, and heavy libraries have one home each."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "briefgen"

DESIGN = Path(__file__).parent.parent / "docs" / "design.md"


def _rooms() -> dict[str, set[str]]:
    """Return what each room may import, as docs/design.md has it."""
    section = DESIGN.read_text(encoding="utf-8").split("## Rooms")[1].split("A folder inside")[0]
    rows = [line.strip("| ").split("|") for line in section.splitlines() if line.startswith("| `")]
    return {
        row[0].strip(" `"): {name.strip() for name in row[2].split(",") if name.strip()}
        if len(row) > 2
        else set()
        for row in rows
    }


ROOMS = _rooms()
OUTSIDE = {"__init__", "__main__", "api", "errors"}
"""The modules that stand in no room."""

HOMES = {
    "typer": {"app"},
    "rich": {"app"},
    "weasyprint": {"rendering"},
    "pyphen": {"rendering"},
    "jinja2": {"rendering"},
    "markupsafe": {"rendering"},
    "spacy": {"language"},
    "scipy": {"language", "analysis", "findings"},
    "onnxruntime": {"language"},
    "thinc": {"language"},
    "Stemmer": {"language"},
    "sklearn": {"analysis", "findings", "brief"},
    "pydantic": {"model", "profile", "series"},
    "babel": {"language"},
    "smtplib": {"deliver"},
    "lxml": {"sources"},
    "trafilatura": {"sources"},
    "htmldate": {"sources"},
    "feedparser": {"sources"},
    "pypdfium2": {"sources"},
    "warcio": {"sources"},
    "dkim": {"deliver"},
    "email_validator": {"profile"},
    "keyring": {"runtime"},
    "distributed": {"runtime"},
    "httpcore": {"runtime"},
    "idna": {"runtime"},
    "imap_tools": {"series"},
    "protego": {"series"},
    "sqlite3": {"runtime", "series"},
}
"""Which rooms may import which library."""


def _modules() -> dict[str, Path]:
    """Return every module's file by its dotted name behind ``briefgen.``."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        found[name] = path
    return found


MODULES = _modules()


@cache
def _imports(path: Path) -> frozenset[str]:
    """Return what a file imports; each is read once for all tests."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            modules = {n for n in inner if n.removeprefix("briefgen.") in MODULES}
            names |= modules if modules == inner else {node.module, *modules}
    return frozenset(names)


def _ours(path: Path) -> set[str]:
    """Return the modules of the package that a file imports, wherever in it."""
    found = {n.removeprefix("briefgen.") for n in _imports(path) if n.startswith("briefgen.")}
    return {n for n in found if n in MODULES}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_stands_in_a_room_and_imports_what_that_may(name: str) -> None:
    room = name.split(".", maxsplit=1)[0]
    assert room in {*ROOMS, *OUTSIDE}, f"{name} stands in no room"
    if room in OUTSIDE:
        return
    for imported in _ours(MODULES[name]) - {"errors"}:
        other = imported.split(".")[0]
        assert other == room or other in ROOMS[room], f"{name} imports {imported}"


def test_rooms_stand_on_the_ones_above_them_in_the_table() -> None:
    above: set[str] = set()
    for room, may in ROOMS.items():
        assert may <= above, f"{room} may import {may - above}, which stand below it"
        above.add(room)


def test_a_proof_rests_on_nothing_that_it_proves() -> None:
    verify, references = (_ours(MODULES[f"brief.{name}"]) for name in ("verify", "references"))
    rooms = {name.split(".")[0] for name in (verify | references) - {"brief.references"}}
    assert rooms <= {"model", "runtime", "sources", "errors"}


def test_no_module_imports_its_way_back() -> None:
    arrows = {name: _ours(path) - {name} for name, path in MODULES.items()}
    for start, imported in arrows.items():
        met: set[str] = set()
        front = imported
        while front:
            met |= front
            front = {n for name in front for n in arrows[name]} - met
        assert start not in met, f"{start} imports itself through others"


@pytest.mark.parametrize("name", MODULES)
def test_a_heavy_library_is_imported_by_its_home_alone(name: str) -> None:
    for imported in _imports(MODULES[name]):
        home = HOMES.get(imported.split(".")[0])
        assert home is None or name.split(".", maxsplit=1)[0] in home, f"{name} imports {imported}"


@pytest.mark.parametrize("name", MODULES)
def test_a_module_has_at_most_500_lines(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 500


def test_values_are_frozen() -> None:
    for path in sorted((PACKAGE / "model").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                decorators = ast.unparse(node.decorator_list[0])
                assert "frozen=True" in decorators, node.name
                assert "slots=True" in decorators, node.name
