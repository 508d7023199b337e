"""How commands talk: messages and progress on stderr, tables on stdout."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.model import Brief


def say(message: str) -> None:
    """Write a message to stderr, where results are not."""
    sys.stderr.write(f"{message}\n")


def told_of(brief: Brief, waiting: int) -> Iterator[str]:
    """Yield what to say of a brief that was built: what is not in it, and why; so many articles wait."""
    from briefgen.model.text import counted  # noqa: PLC0415 - heavy imports come late

    for item in brief.skipped:
        yield f"Skipped {item.source}: {item.reason}"
    if waiting:
        yield f"Left to a later edition: {counted(waiting, 'article')}"
    for mark in brief.edits:
        if not mark.applied:
            yield f"Edit does not apply: {mark.action} “{mark.text}”: {mark.note}"
    if brief.sources and not brief.key_points:
        yield "No key point: no theme claims a sentence that can be one; 'briefgen explain' says why"


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give a function that shows the name of a step on a terminal and does nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting")
        yield lambda name: bar.update(task, description=name)


def print_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a plain table; in a pipe no cell is cut."""
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second
    from rich.table import Table  # noqa: PLC0415

    table = Table(*names, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    width = None if sys.stdout.isatty() else 400
    Console(markup=False, highlight=False, width=width).print(table)
