"""The documentation says what the program does: names, keys, fields, options, codes and examples.

Blocks under a mark are used, page by page and in order, in one fresh folder with a copy of ``seeds``:

- ``<!-- file: NAME -->`` writes the block below it to a file;
- ``<!-- run -->`` runs it: of a console block each ``$`` line, and the lines below are what it prints,
  stderr included; of a Python block the whole;
- ``<!-- output -->`` is what the Python block before it prints.

``...`` stands for any text. A command that fails must be followed by ``$ echo $?``.
"""

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pypdf
import pytest
import typer
from builders import ROOT, SEEDS, seeds_brief
from web_servers import answer, web_server

import briefgen
from briefgen.app.cli import EXIT_CODES, app
from briefgen.brief.summarisers import Candidate
from briefgen.model import Brief, Document
from briefgen.model.frozen import dump, json_schema
from briefgen.profile.load import parse_profile
from briefgen.profile.tables import Profile, ReadingOptions
from briefgen.rendering import RenderOptions
from briefgen.rendering.environment import TAKEN_AWAY, built_in_folder
from briefgen.rendering.pages.view import make_view
from briefgen.runtime import extensions
from briefgen.sources.readers import Place, read_sources

DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = [README, ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
SCHEMA = DOCS / "brief.schema.json"


# Reading pages -----------------------------------------------------------------------------------


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def section(text: str, title: str) -> str:
    """Return what stands under a heading, up to the next one of its level or a higher one."""
    bare = without_code(text)
    found = re.search(
        rf"^(#+) {re.escape(title)}\n(.*?)(?=^\1 |^#{{1,2}} |\Z)",
        f"{bare}\n",
        re.MULTILINE | re.DOTALL,
    )
    assert found, f"a section '{title}' is missing"
    return found[2]


def rows(text: str) -> dict[str, list[str]]:
    """Return the rows of all tables in a text by their first cell."""
    cells = [
        [cell.strip() for cell in line.strip()[1:-1].split("|")]
        for line in text.splitlines()
        if line.startswith("|") and not line.startswith("|---")
    ]
    return {row[0]: row for row in cells}


def named(text: str) -> set[str]:
    """Return the names in the first cells of a text's tables."""
    return {name for first in rows(text) for name in re.findall(r"`([^`]+)`", first)}


# The command line --------------------------------------------------------------------------------


def commands() -> dict[str, Any]:
    """Return every command by the words that call it; a group's own by two words."""
    top = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    groups = {name: group.commands for name, group in top.items() if hasattr(group, "commands")}
    inner = {f"{g} {name}": c for g, group in groups.items() for name, c in group.items()}
    return {name: c for name, c in top.items() if name not in groups} | inner


@pytest.mark.parametrize("name", sorted(commands()))
def test_cli_page_has_every_argument_and_option_of(name: str) -> None:
    table = rows(section(page("cli.md"), f"`briefgen {name}`"))
    documented = {word for first in table for word in re.findall(r"`(-[^`]*|[A-Z.]+)`", first)}
    real = set()
    hints = typing.get_type_hints(commands()[name].callback)
    for param in commands()[name].params:
        names = param.opts
        if param.param_type_name == "argument":
            names = [param.name.upper() + "..." * (param.nargs == -1)]
        real |= set(names)
        row = next((r for first, r in table.items() if all(f"`{n}`" in first for n in names)), None)
        assert row, f"docs/cli.md, `briefgen {name}`: a row for {', '.join(names)} is missing"
        if param.required:
            assert row[1] == "required", f"{names}: it is required"
        elif param.default is not None and not getattr(param, "is_flag", False):
            assert row[1] == f"`{param.default}`", f"{names}: the default is {param.default}"
        missing = {c for c in choices_in(hints[param.name]) if f"`{c}`" not in row[2]}
        assert not missing, f"{names}: the choices"
    assert documented <= real, f"docs/cli.md, `briefgen {name}` has options that do not exist"


def test_cli_page_has_every_command_and_the_options_of_the_program() -> None:
    assert {f"briefgen {name}" for name in commands()} <= named(page("cli.md").split("\n## ")[0])
    own = {opt for param in typer.main.get_command(app).params for opt in param.opts}
    assert own | {"--help"} == named(section(page("cli.md"), "`briefgen`"))


def test_cli_page_has_every_exit_code() -> None:
    table = section(page("cli.md"), "Exit codes")
    found = {
        (name, int(code))
        for code, name in re.findall(r"^\| (\d+) \| `(\w+)` \|", table, re.MULTILINE)
    }
    assert found == {(error.__name__, code) for error, code in EXIT_CODES.items()}


def test_cli_page_has_the_fields_of_explain(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The ferry sank on Monday off the coast, officials said.\n", encoding="utf-8"
    )
    shown = run(["briefgen", "explain", "a.txt", "--format", "json"], tmp_path).stdout
    table = section(page("cli.md"), "`briefgen explain`").split("Each item of the list")[1]
    assert named(table) - {"json", "text"} | {"text"} == set(json.loads(shown)[0])


def test_cli_page_has_the_reasons_for_skipping(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("much text", encoding="utf-8")
    (tmp_path / "page.html").write_text("<p>", encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text(
        'x\n[]\n{}\n{"text": "a", "title": []}\n', encoding="utf-8"
    )
    (tmp_path / "empty.txt").touch()
    (tmp_path / "noise.txt").write_bytes(bytes(range(8)))
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    _, skipped = read_sources([tmp_path], ReadingOptions(max_megabytes=0.000_008))
    _, more = read_sources([tmp_path])
    reasons = {s.reason for s in (*skipped, *more)}
    known = named(section(page("cli.md"), "What is skipped"))
    others = {r for r in reasons if not r.startswith(tuple(known))}
    assert all("above the limit" in reason for reason in others), others


# The profile -------------------------------------------------------------------------------------


def tables_of_the_profile(options: type = Profile, name: str = "") -> dict[str, type]:
    """Return the dataclass of each table of a profile by its dotted name, the profile's own is empty."""
    found = {name: options}
    for key, hint in typing.get_type_hints(options).items():
        for inner in (hint, *typing.get_args(hint)):
            if isinstance(inner, type) and is_dataclass(inner):
                found |= tables_of_the_profile(inner, f"{name}.{key}".lstrip("."))
    return found


def is_list(name: str) -> bool:
    """Return whether a table of the profile is one of several."""
    above, _, key = name.rpartition(".")
    hint = typing.get_type_hints(tables_of_the_profile()[above])[key]
    return typing.get_origin(hint) is tuple


def title_of_table(name: str) -> str:
    if not name:
        return "Top level"
    return f"`[[{name}]]`" if is_list(name) else f"`[{name}]`"


def type_in_words(hint: Any) -> str:
    """Return how docs/profile.md calls the type of a key."""
    simple = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in {types.UnionType, typing.Union}:
        return type_in_words(next(t for t in inner if t is not type(None)))
    if origin is Literal:
        return "choice"
    if origin is tuple:
        return f"list of {type_in_words(inner[0])}s"
    if origin is dict:
        return f"table of {type_in_words(inner[1]).replace('list', 'lists')}"
    return "table" if is_dataclass(hint) else simple[hint]


def choices_in(hint: Any) -> set[str]:
    """Return the values that a type allows, where it lists them."""
    inner = typing.get_args(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {str(member.value) for member in hint}
    if typing.get_origin(hint) is Literal:
        return set(inner)
    return {c for t in inner for c in choices_in(t)}


def default_in_words(field: Field[Any]) -> str:
    """Return how docs/profile.md writes a key's default: as TOML, or what it means."""
    if field.default is MISSING and field.default_factory is MISSING:
        return "required"
    default = field.default_factory() if field.default_factory is not MISSING else field.default
    if default is None:
        return "none"
    if is_dataclass(default) or default == {}:
        return "`{}`"
    return f"`{json.dumps(default)}`"


@pytest.mark.parametrize("table", sorted(tables_of_the_profile()))
def test_profile_page_has_every_key_of(table: str) -> None:
    options = tables_of_the_profile()[table]
    hints = typing.get_type_hints(options)
    documented = rows(section(page("profile.md"), title_of_table(table)))
    for field in fields(options):
        row = documented.get(f"`{field.name}`")
        assert row, f"docs/profile.md, {title_of_table(table)}: a row for `{field.name}` is missing"
        assert row[1] == type_in_words(hints[field.name]), f"the type of {field.name}"
        assert row[2] == default_in_words(field), f"the default of {field.name}"
        missing = {c for c in choices_in(hints[field.name]) if f"`{c}`" not in row[3]}
        assert not missing, f"the choices of {field.name}"
    listed = {first.strip("`") for first, row in documented.items() if len(row) == 5} - {"key"}
    assert listed == {f.name for f in fields(options)}


@pytest.mark.parametrize("table", sorted(tables_of_the_profile()))
def test_profile_page_has_an_example_that_works_for_each_key_of(table: str) -> None:
    needed = {
        "sources": {"name": "x"},
        "themes": {"id": "x", "name": "x"},
        "questions": {"text": "x"},
        "indicators": {"text": "x", "keywords": ["x"]},
        "delivery.dkim": {"domain": "x", "selector": "x"},
        "delivery.lists": {"name": "x", "file": "x"},
        "collect.feeds": {"address": "https://example.org/feed"},
        "collect.mailboxes": {"name": "x", "host": "x", "user": "x"},
        "collect.pages": {"address": "https://example.org/"},
        "collect.sections": {"address": "https://example.org/", "links": "x"},
        "delivery": {"unsubscribe": "https://example.org/"},
        "page": {"logo_alt": "x"},
    }
    strike = {"id": "strike", "name": "Strike"}
    for first, row in rows(section(page("profile.md"), title_of_table(table))).items():
        if len(row) != 5 or first == "key":
            continue
        example = tomllib.loads(row[4].removeprefix("`").removesuffix("`"))
        assert list(example) == [first.strip("`")]
        entry = needed.get(table, {}) | example
        data = entry
        for part in reversed(table.split(".") if table else ()):
            data = {part: [data] if data is entry and is_list(table) else data}
        if table != "themes" and "themes" not in data:
            data = data | {"themes": [strike]}
        parse_profile(data, first)


def test_profile_page_has_an_example_with_every_key() -> None:
    whole = next(b.body for b in blocks(page("profile.md")) if b.file == "ports.toml")
    data = tomllib.loads(whole)
    parse_profile(data, "docs/profile.md")
    for table, options in tables_of_the_profile().items():
        entries = data
        for part in table.split(".") if table else ():
            entries = entries[part]
        used = set().union(*entries) if isinstance(entries, list) else set(entries)
        assert used == {f.name for f in fields(options)}, table or "top level"


def test_profile_page_has_every_giver_and_receiver_that_is_no_member_of_the_united_nations() -> (
    None
):
    table = tomllib.loads(
        files("briefgen.language.english").joinpath("aliases.toml").read_text("utf-8")
    )
    bodies = {name for name, entry in table["organisations"].items() if "of" not in entry}
    listed = section(page("profile.md"), "Givers and receivers").strip().split("\n\n")
    others = {"kosovo", "palestine", "taiwan", "vatican"}
    assert re.findall(r"`(\w+)`", listed[1]) == sorted(bodies | others)


# The Brief ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def brief() -> Brief:
    return seeds_brief()


@cache
def definitions() -> dict[str, dict[str, Any]]:
    schema = json_schema()
    return {"Brief": schema, **schema["$defs"]}


def field_in_words(tree: dict[str, Any]) -> str:
    """Return how docs/brief.md calls the type of a field."""
    match tree:
        case {"$ref": target}:
            words = f"`{target.rsplit('/', 1)[-1]}`"
        case {"anyOf": choices}:
            words = " or ".join(field_in_words(choice) for choice in choices)
        case {"const": value}:
            words = f"always `{value}`"
        case {"enum": values}:
            words = "one of " + ", ".join(f"`{value}`" for value in values)
        case {"type": "array", "items": inner}:
            words = f"list of {field_in_words(inner)}{'s' * (inner.get('type') == 'string')}"
        case {"type": "object", "additionalProperties": True}:
            words = "map to anything"
        case {"type": "object", "additionalProperties": inner}:
            words = f"map to {field_in_words(inner)}"
        case _:
            words = SIMPLE[tree["type"]]
    return words


SIMPLE = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
}


@pytest.mark.parametrize("name", sorted(definitions()))
def test_brief_page_has_every_field_of(name: str) -> None:
    documented = rows(section(page("brief.md"), f"`{name}`"))
    properties = definitions()[name]["properties"]
    for key, tree in properties.items():
        row = documented.get(f"`{key}`")
        assert row, f"docs/brief.md, `{name}`: a row for `{key}` is missing"
        assert row[1] == field_in_words(tree), f"the type of {name}.{key}"
        assert row[2], f"the meaning of {name}.{key}"
    assert [first.strip("`") for first in documented if first != "field"] == list(properties)


def test_schema_file_is_the_schema_of_the_program(pytestconfig: pytest.Config) -> None:
    """Renew it with ``pytest tests/test_docs.py --accept`` after reading docs/brief.md's promise."""
    made = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
    if pytestconfig.getoption("--accept"):
        SCHEMA.write_text(made, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == made, (
        "pytest tests/test_docs.py --accept renews it"
    )


def test_samples_brief_is_what_the_schema_file_says(brief: Brief) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(dump(brief)))


def test_brief_page_has_the_reasons_for_leaving_out(brief: Brief) -> None:
    text = section(page("brief.md"), "`LeftOut`").replace("\n", " ")
    reasons = {reason for item in brief.left_out for reason in item.reason.split("; ")}
    assert reasons
    assert not {reason for reason in reasons if f"`{reason}`" not in text}


# Extensions and the public names -----------------------------------------------------------------


def test_every_built_in_is_where_a_user_would_look() -> None:
    kinds = rows(page("extending.md").split("\n## ")[0])
    places = {
        "summariser": rows(section(page("profile.md"), "`[selection]`"))["`summariser`"][3],
        "reader": section(page("cli.md"), "What is read"),
        "renderer": section(page("extending.md"), "A renderer")
        + " ".join(kinds["[renderer](#a-renderer)"]),
    }
    assert set(places) == set(extensions.BUILT_IN)
    for kind, names in extensions.BUILT_IN.items():
        row = next(row for first, row in kinds.items() if first.startswith(f"[{kind}]"))
        missing = {n for n in names if f"`{n}`" not in row[3] or f"`{n}`" not in places[kind]}
        assert not missing, kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [("A summariser", Candidate), ("A reader", Document)],
    ids=["Candidate", "Document"],
)
def test_extending_page_has_every_field_of(title: str, kind: type) -> None:
    assert named(section(page("extending.md"), title)) == {f.name for f in fields(kind)}


@pytest.mark.parametrize(("title", "kind"), [("A reader", Place), ("A renderer", RenderOptions)])
def test_extending_page_names_the_fields_of(title: str, kind: type) -> None:
    text = section(page("extending.md"), title)
    assert not {f.name for f in fields(kind) if f"`{f.name}`" not in text}


def test_extending_page_has_every_template_and_what_it_is_given(brief: Brief) -> None:
    folder = built_in_folder()
    templates = {
        p.relative_to(folder).as_posix()
        for p in folder.rglob("*.*")
        if p.suffix in {".html", ".css", ".js", ".txt"}
    }
    text = page("extending.md")
    listed = named(section(text, "Templates"))
    assert templates == {name for name in listed if "/" in name}
    given = named(section(text, "What a template is given"))
    assert set(make_view(brief, "analyst")) <= given
    used = " ".join((folder / name).read_text(encoding="utf-8") for name in templates)
    extra = given - set(make_view(brief, "analyst"))
    assert not {name for name in extra if not re.search(rf"\b{name}\b", used)}
    assert not {
        name for name in TAKEN_AWAY if f"`{name}`" not in section(text, "What a template is given")
    }


def public_rows() -> dict[str, str]:
    """Return what stands in brackets behind each public name on its page."""
    firsts = rows(section(page("extending.md"), "From Python"))
    return {
        m[1]: m[2] or "" for first in firsts if (m := re.fullmatch(r"`(\w+)(?:\((.*)\))?`", first))
    }


def test_extending_page_has_every_public_name() -> None:
    assert set(public_rows()) == set(briefgen.__all__)


EACH_ALONE = """
import os, sys, types, numpy, pydantic, scipy.sparse, sklearn.cluster, spacy
for name in sys.argv[1:]:
    if os.fork() == 0:
        it = getattr(__import__("briefgen", fromlist=[name]), name)
        os._exit(isinstance(it, types.ModuleType))
    print(name, os.wait()[1], flush=True)
"""
"""Looks at each public name in a process that has loaded nothing of briefgen before."""


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    command = [sys.executable, "-c", EACH_ALONE, *public_rows()]
    return dict(
        line.split() for line in run(command, tmp_path_factory.mktemp("names")).stdout.splitlines()
    )


@pytest.mark.parametrize("name", sorted(public_rows()))
def test_public_name_is_no_module(name: str, looked_at: dict[str, str]) -> None:
    assert looked_at[name] == "0"


@pytest.mark.parametrize("name", [name for name, arguments in public_rows().items() if arguments])
def test_extending_page_gives_the_arguments_of(name: str) -> None:
    found = getattr(briefgen, name)
    real = inspect.signature(getattr(found, name, found)).parameters
    listed = [
        part.split("=")[0].strip() for part in public_rows()[name].split(",") if part.strip() != "*"
    ]
    assert listed == [p for p in real if p in listed]
    assert {p.name for p in real.values() if p.default is p.empty} <= set(listed)


# What holds of every page ------------------------------------------------------------------------


def slugs(text: str) -> set[str]:
    """Return the anchors of a page's headings, as code hosts make them."""
    titles = re.findall(r"^#+ (.*)$", without_code(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere_from(path: Path) -> None:
    text = without_code(path.read_text(encoding="utf-8"))
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        known = (
            slugs(target.read_text(encoding="utf-8"))
            if anchor and target.suffix == ".md"
            else {anchor}
        )
        if not target.exists() or anchor not in known:
            dead.append(link)
    assert not dead


def test_changelog_has_the_version_and_every_command() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert briefgen.__version__ in text
    assert not {name for name in commands() if f"`briefgen {name}`" not in text}


# The pages' own examples -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Block:
    """A block of a page that stands under a mark."""

    mark: str
    file: str | None
    language: str
    body: str


def blocks(text: str) -> Iterator[Block]:
    pattern = r"^<!-- (?P<mark>run|output|file)(?:: (?P<file>\S+))? -->\n+```(?P<language>\w+)\n(?P<body>.*?)^```$"
    for match in re.finditer(pattern, text, re.MULTILINE | re.DOTALL):
        yield Block(**match.groupdict())


SHELL: dict[str, Any] = {}
"""What a shell gets: the folder that its programs are in, and what it must inherit."""


@pytest.fixture(scope="module", autouse=True)
def shell(forge: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let `briefgen` and Python in a shell be forked: the pages start them some sixty times."""
    folder = tmp_path_factory.mktemp("bin")
    SHELL.update(folder=folder, descriptor=forge.program_files(folder))
    yield
    SHELL.clear()


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a user would: its output and its talk in one stream."""
    scripts = f"{SHELL['folder']}{os.pathsep}{Path(sys.executable).parent}"
    environment = {
        k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONSTARTUP", "COLUMNS"}
    }
    environment |= {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    environment |= {"PYTHONPATH": str(ROOT)}  # the program of this checkout
    return subprocess.run(
        command, cwd=folder, env=environment, check=False, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300,
        pass_fds=[SHELL["descriptor"]],
    )  # fmt: skip


def fits(expected: str, printed: str) -> bool:
    """Return whether what was printed is what a page shows; ``...`` stands for any text."""
    shown, real = (
        "\n".join(line.rstrip() for line in t.strip("\n").splitlines()) for t in (expected, printed)
    )
    return bool(re.fullmatch(re.escape(shown).replace(r"\.\.\.", ".*?"), real, re.DOTALL))


def run_console(body: str, folder: Path) -> None:
    steps = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE)
    status = 0
    for n, (command, expected) in enumerate(steps):
        done = run(["sh", "-c", f"(exit {status}); {command}"], folder)
        status = done.returncode
        assert fits(expected, done.stdout), f"$ {command}\n{done.stdout}"
        told = n + 1 < len(steps) and steps[n + 1][0] == "echo $?"
        assert not status or told, f"$ {command}\nended with {status}"


def run_page(path: Path, folder: Path) -> None:
    """Do what a page's marked blocks say, in a folder with a copy of the samples."""
    shutil.copytree(SEEDS, folder / "seeds")
    printed = ""
    for block in blocks(path.read_text(encoding="utf-8")):
        if block.file:
            target = folder / block.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.body, encoding="utf-8")
        elif block.mark == "output":
            assert fits(block.body, printed), printed
        elif block.language == "python":
            done = run(["forked-python", "-c", block.body], folder)
            printed = done.stdout
            assert not done.returncode, f"{block.body}\n{printed}"
        else:
            run_console(block.body, folder)


def has_marks(path: Path) -> bool:
    return path.exists() and any(blocks(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", [p for p in PAGES if has_marks(p)], ids=lambda p: p.name)
def test_examples_do_what_is_said_on(path: Path, tmp_path: Path) -> None:
    run_page(path, tmp_path)
    if path.name == "extending.md":
        words = pypdf.PdfReader(tmp_path / "ours" / "executive.pdf").pages[0].extract_text()
        assert "open questions" in words.casefold()  # headings are set in capitals
        assert "your questions" not in words.casefold()


def test_readme_examples_do_what_they_say(tmp_path: Path) -> None:
    """Its commands name a folder, a profile and feeds: here they exist, the feeds on this machine."""
    with web_server() as server:
        pages = f"<item><title>Ships wait</title><description>{'Ships wait off Port Alda. ' * 40}</description></item>"
        server.pages["/feed"] = answer(f"<rss version='2.0'><channel>{pages}</channel></rss>")
        opml = f"<opml version='2.0'><body><outline xmlUrl='{server.at('/feed')}'/></body></opml>"
        (tmp_path / "feeds.opml").write_text(opml, encoding="utf-8")
        _do_readme_examples(tmp_path, f"feeds.opml --allow-private {server.place}")


def _do_readme_examples(tmp_path: Path, feeds: str) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    shutil.copytree(SEEDS, tmp_path / "articles")
    (tmp_path / "weekly.toml").write_text('title = "Weekly"\n', encoding="utf-8")
    fences = r"^```(console|python|toml)\n(.*?)^```$"
    text = README.read_text(encoding="utf-8").replace("feeds.opml", feeds, 1)
    for language, body in re.findall(fences, text, re.MULTILINE | re.DOTALL):
        if language == "console":
            silent = r"^(\$ .*\n)(?=\$ |\Z)"
            run_console(re.sub(silent, r"\1...\n", body, flags=re.MULTILINE), tmp_path)
        elif language == "toml":
            parse_profile(tomllib.loads(body), "README.md")
        else:
            done = run(["forked-python", "-c", body], tmp_path)
            assert not done.returncode, done.stdout


def test_pages_that_show_commands_have_marks() -> None:
    """A mark that is misspelt would silently run nothing."""
    assert {p.name for p in PAGES if has_marks(p)} >= {
        "profile.md",
        "cli.md",
        "brief.md",
        "extending.md",
    }
    for path in DOCS.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        marks = re.findall(r"^<!-- (?:run|output|file: \S+) -->$", text, re.MULTILINE)
        assert len(marks) == len(list(blocks(text))), path.name
