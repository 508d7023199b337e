"""The check of a folder of templates: read, rendered with every sample brief, and compared with the base."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import RenderError
from briefgen.model import Brief
from briefgen.rendering import RenderOptions, page_worker, run_jobs
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.kit.copies import BUILT_IN, changes_under, list_templates
from briefgen.rendering.kit.samples import SAMPLES
from briefgen.runtime.worker import Limits, Worker

INSPECTOR = "briefgen.rendering.kit.inspection:inspect"
LIMITS = Limits(cpu_seconds=60, seconds=300, megabytes=2048)
"""The samples are small: a template that needs more is a bomb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a check found."""

    templates: tuple[str, ...]
    """The names of the templates that were checked."""
    faults: tuple[Fault, ...]
    """What is wrong, by file and line."""
    notes: tuple[str, ...]
    """What is worth knowing: built-in files that changed under a copy."""


def check_templates(
    folder: Path | None,
    names: Sequence[str] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Verdict:
    """Return what is wrong with templates: those named, or all of a folder, or the built-in ones.

    Raises:
        ExtensionError: a name is no template.
    """
    chosen = tuple(names) or checked_by_default(folder)
    options = RenderOptions(templates=folder, limits=LIMITS)
    faults: set[Fault] = set()
    with page_worker() as worker:
        for sample, make in SAMPLES.items():
            for name in chosen:
                progress(f"Checking {name} with the {sample} sample")
                faults |= set(_inspect(make(), name, options, worker))
    return Verdict(
        templates=chosen,
        faults=tuple(sorted(faults)),
        notes=tuple(note for name in chosen for note in changes_under(folder, name)),
    )


def checked_by_default(folder: Path | None) -> tuple[str, ...]:
    """Return the templates of a user's folder: all the built-in ones where it replaces the base."""
    users = tuple(t.name for t in list_templates(folder) if t.where != BUILT_IN)
    built_in = tuple(AUDIENCES) if not users or "base" in users else ()
    return tuple(dict.fromkeys((*(name for name in users if name != "base"), *built_in)))


def _inspect(brief: Brief, name: str, options: RenderOptions, worker: Worker) -> tuple[Fault, ...]:
    """Return the faults of one template with one brief; where its limits end it, that is its fault."""
    try:
        answer = run_jobs(worker, brief, [(name, INSPECTOR)], options)[0]
    except RenderError as error:
        return (Fault(file=name, line=0, problem=error.cause),)
    return tuple(Fault(**fault) for fault in json.loads(answer.content))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One thing that is wrong with a template."""

    file: str
    line: int
    """From 1; 0 where no line can be named."""
    problem: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.problem}"
