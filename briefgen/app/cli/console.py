"""How commands talk: messages and progress on stderr, tables on stdout."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager


def say(message: str) -> None:
    """Write a message to stderr, where results are not."""
    sys.stderr.write(f"{message}\n")


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
