"""``briefgen build`` and ``briefgen render``: articles become a brief, and a frozen brief its pages again."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen import errors
from briefgen.app.cli.console import progress, say, told_of
from briefgen.app.cli.options import (
    AsOfOption,
    AudienceOption,
    BriefArgument,
    ProfileOption,
    SourcesArgument,
    TemplatesOption,
    date_of,
    once_each,
    profile_beside,
)

if TYPE_CHECKING:
    from briefgen.model import Window


class PaperName(StrEnum):
    """Paper sizes."""

    A4 = "A4"
    Letter = "Letter"


class PeriodName(StrEnum):
    """The days an edition reports on."""

    day = "day"
    week = "week"
    month = "month"


def _address(given: str | None) -> str | None:
    if given and ":" not in given:
        raise typer.BadParameter(f"{given!r}: no address; write it as in tcp://scheduler:8786")
    return given


PeriodOption = Annotated[
    PeriodName | None,
    typer.Option(
        "--period",
        help="Report on the day, ISO week or month of the cut-off; the rest is earlier reporting.",
        show_default=False,
    ),
]
OutputOption = Annotated[
    Path, typer.Option("--output", "-o", help="Folder that gets the edition's folder.")
]
FirstOption = Annotated[
    str | None, typer.Option("--from", help="First day of the period.", show_default=False)
]
LastOption = Annotated[
    str | None, typer.Option("--to", help="Last day of the period.", show_default=False)
]
CorrectionOption = Annotated[
    str | None,
    typer.Option(
        "--correction",
        help="Correct an edition that is out already; say what.",
        show_default=False,
    ),
]
ApartOption = Annotated[
    bool, typer.Option("--no-archive", help="Build apart from the series' archive.")
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        help="Processes that read a large collection; one a processor if not given.",
        show_default=False,
    ),
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        help="A Dask scheduler, tcp://HOST:PORT, whose workers read a large collection.",
        callback=_address,
        show_default=False,
    ),
]
AnewOption = Annotated[
    bool, typer.Option("--no-cache", help="Read every article again, and keep nothing.")
]


def build(  # noqa: PLR0913, PLR0917 - one parameter an option
    sources: SourcesArgument,
    profile: ProfileOption = None,
    output: OutputOption = Path("output"),
    as_of: AsOfOption = None,
    period: PeriodOption = None,
    first: FirstOption = None,
    last: LastOption = None,
    correction: CorrectionOption = None,
    *,
    no_archive: ApartOption = False,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    no_cache: AnewOption = False,
    audience: AudienceOption = None,
    templates: TemplatesOption = None,
) -> None:
    """Make a brief from articles and write it as PDF, web page and JSON."""
    from briefgen.rendering import RenderOptions  # noqa: PLC0415 - heavy imports come late
    from briefgen.series.make import Order, make_edition  # noqa: PLC0415

    chosen, place = profile_beside(sources, profile)
    cutoff = date_of(as_of) if as_of or not last else date_of(last, "--to")
    order = Order(
        sources=tuple(sources),
        profile=chosen,
        place=place,
        output=output,
        as_of=cutoff,
        as_of_is_today=not (as_of or last),
        window=_window(period, first, last, cutoff),
        correction=correction,
        archive=not no_archive,
        workers=workers,
        scheduler=scheduler,
        cache=not no_cache,
        audiences=once_each(audience),
        render=RenderOptions(templates=templates),
    )
    with progress() as step:
        made = make_edition(order, step)
    for line in told_of(made.brief, made.waiting):
        say(line)
    _print_paths(made.written)


def _window(
    period: PeriodName | None, first: str | None, last: str | None, cutoff: str
) -> Window | None:
    """Return the days that the command line asks to report on, if it does."""
    from briefgen.model import Window  # noqa: PLC0415
    from briefgen.series.editions import window_of  # noqa: PLC0415 - only here

    if first is None and last is None:
        return window_of(period.value, cutoff) if period else None
    if period or first is None:
        raise typer.BadParameter(
            "give --from and, where it is not the cut-off, --to; or --period", param_hint="--from"
        )
    start, end = date_of(first, "--from"), date_of(last or cutoff, "--to")
    if start > end:
        raise typer.BadParameter(f"{start} is after {end}", param_hint="--from")
    return Window(kind="range", start=start, end=end)


def render(
    brief: BriefArgument,
    audience: AudienceOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder to write to; the brief's own if not given."),
    ] = None,
    paper: Annotated[
        PaperName | None,
        typer.Option("--paper", help="Another paper than the brief's.", show_default=False),
    ] = None,
    templates: TemplatesOption = None,
) -> None:
    """Render a frozen brief again: the same bytes, without its sources."""
    from briefgen import rendering  # noqa: PLC0415 - heavy imports come late
    from briefgen.model.frozen import load_brief  # noqa: PLC0415
    from briefgen.runtime.files import write_folder  # noqa: PLC0415

    frozen = load_brief(brief)
    if frozen.unheld:
        missing = ", ".join(frozen.unheld[:5])
        raise errors.BriefError(
            str(brief), f"prints sentences it does not hold ({missing}); build it again"
        )
    options = rendering.RenderOptions(paper=paper.value if paper else None, templates=templates)
    audiences = once_each(audience) or rendering.audiences_of(frozen)
    with progress() as step:
        artifacts = rendering.render(frozen, audiences, options, step)
        written = write_folder(artifacts, output or brief.parent)
    _print_paths(written)


def _print_paths(written: Iterable[Path]) -> None:
    for path in written:
        sys.stdout.write(f"{path}\n")
