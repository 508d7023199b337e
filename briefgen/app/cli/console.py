"""How commands talk: messages and progress on stderr, tables on stdout."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefgen.model import Brief


def say(message: str) -> None:
    """Write a message to stderr, where results are not; what would steer a terminal, as a file's name may, is spelt out."""
    shown = _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), message)
    sys.stderr.write(f"{shown}\n")


_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls but for tabs and line ends, and marks that turn the direction of text."""


def told_of(brief: Brief, waiting: int) -> Iterator[str]:
    """Yield what to say of a brief that was built: what is not in it, and why; so many articles wait."""
    from briefgen.model.document import told_together  # noqa: PLC0415
    from briefgen.model.text import counted  # noqa: PLC0415 - heavy imports come late

    for item in told_together(brief.skipped):
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


def print_table(
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int = 400,
    kept: Sequence[str] = (),
    right: Sequence[str] = (),
) -> None:
    """Print a plain table, as wide as the terminal or, in a pipe, so many characters.

    Cells of the columns ``kept`` are not broken into lines; those of ``right`` end at one edge.
    """
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for name in names:
        side: Literal["left", "right"] = "right" if name in right else "left"
        table.add_column(name, no_wrap=name in kept, justify=side)
    for row in rows:
        table.add_row(*row)
    wide = None if sys.stdout.isatty() else width
    Console(markup=False, highlight=False, width=wide).print(table)
