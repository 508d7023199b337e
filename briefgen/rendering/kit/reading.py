"""What is wrong with a template's source, branches that no sample takes included: unknown names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from briefgen.model import Brief
from briefgen.rendering.environment import built_in_folder, make_environment, shown
from briefgen.rendering.kit.check import Fault
from briefgen.rendering.templates import Templates

SUFFIXES = frozenset({".html", ".css", ".txt", ".js"})
"""The files that are templates."""
BRIEF_FIELDS = frozenset(f.name for f in fields(Brief))


def reading_faults(
    templates: Templates, given: frozenset[str], used: frozenset[str]
) -> Iterator[Fault]:
    """Yield the unknown names in the files of a look.

    ``given`` are the names that its templates get, empty where one of them failed, ``used`` the files that its renderings took
    something from: of the base, which serves all looks, only those are read.
    """
    environment = make_environment(templates)
    for path in files_of(templates):
        file = shown(str(path))
        if path.parent.name == "base" and str(path) not in used:
            continue
        try:
            tree = environment.parse(path.read_text(encoding="utf-8"), path.name, str(path))
        except TemplateSyntaxError as error:
            yield Fault(file=file, line=error.lineno, problem=str(error.message))
        except (OSError, UnicodeDecodeError) as error:
            yield Fault(file=file, line=0, problem=f"cannot be read as UTF-8 text ({error})")
        else:
            for line, problem in (*_unknown(tree, environment, given), *_unknown_fields(tree)):
                yield Fault(file=file, line=line, problem=problem)


def files_of(templates: Templates) -> tuple[Path, ...]:
    """Return the files of a look that are templates: the user's where there are any, else the built-in ones."""
    look = templates.look
    if look is None:
        return ()
    users = [templates.folder / n for n in (look.name, "base")] if templates.folder else []
    built_in = [built_in_folder() / name for name in (look.kind, "base")]
    folders = [p for p in users if p.is_dir()] or built_in
    return tuple(p for f in folders for p in sorted(f.rglob("*")) if p.suffix in SUFFIXES)


def _unknown(
    tree: nodes.Template, environment: Environment, given: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """Yield the line of each filter and test that there is not; without any, of each such name."""
    found = False
    for kind, known in ((nodes.Filter, environment.filters), (nodes.Test, environment.tests)):
        for used in tree.find_all(kind):
            if used.name not in known:
                found = True
                yield used.lineno, f"there is no {kind.__name__.lower()} '{used.name}' here"
    if found or not given:
        return  # Jinja can read no further, or nothing was rendered that would say what is given
    names = find_undeclared_variables(tree) - given - environment.globals.keys()
    for name in tree.find_all(nodes.Name):
        if name.name in names and name.ctx == "load":
            yield name.lineno, f"'{name.name}' is unknown; docs/templates.md has what there is"


def _unknown_fields(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield the line of each field of `brief` that a Brief has not."""
    for used in tree.find_all(nodes.Getattr):
        of_brief = isinstance(used.node, nodes.Name) and used.node.name == "brief"
        if of_brief and used.attr not in BRIEF_FIELDS:
            yield used.lineno, f"a brief has no '{used.attr}'; docs/brief.md has its fields"
