"""``briefgen init`` and ``briefgen run``: a series begins, and goes on by itself."""

from __future__ import annotations

import datetime
import sys
from contextlib import chdir
from pathlib import Path
from typing import Annotated

import typer

from briefgen import errors
from briefgen.app.cli.console import progress, say


def init(
    folder: Annotated[Path, typer.Argument(help="The series' folder; it is made if need be.")],
    schedule: Annotated[  # noqa: FBT002 - a flag
        bool,
        typer.Option(
            "--schedule", help="Write a systemd timer, a cron line and a GitHub Actions workflow."
        ),
    ] = False,
) -> None:
    """Make the folder of a series with a commented profile; what is there already is left alone."""
    from briefgen.profile.load import FILE_NAME, load_profile  # noqa: PLC0415
    from briefgen.series import starter  # noqa: PLC0415 - heavy imports come late

    written = list(starter.write_missing(folder, starter.folder_files(folder)))
    if schedule:
        profile = load_profile(folder / FILE_NAME)
        period = profile.series.period if profile.series else "week"
        contents = starter.schedule_files(folder, profile.title, period, starter.program())
        written += starter.write_missing(folder, contents)
    for path in written:
        sys.stdout.write(f"{path}\n")
    if not written:
        say(f"Nothing to write: '{folder}' has all of it; delete a file to get it anew")


def run(
    folder: Annotated[Path, typer.Argument(help="The series' folder.")] = Path(),
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            help="Information cut-off, YYYY-MM-DD; the last complete period's end if not given.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Build the edition of the last complete period and send it when it may go; safe to start twice."""
    from briefgen.app.cli.collect import tell  # noqa: PLC0415 - heavy imports come late
    from briefgen.app.run import run as run_once  # noqa: PLC0415

    try:
        cutoff = datetime.date.fromisoformat(as_of).isoformat() if as_of else None
    except ValueError as error:
        raise typer.BadParameter(f"{as_of!r}: no date; write YYYY-MM-DD", param_hint="--as-of") from error  # fmt: skip
    if not folder.is_dir():
        raise typer.BadParameter(f"'{folder}' is no folder; make one with 'briefgen init'")
    today = datetime.datetime.now(tz=datetime.UTC).date()
    try:
        with progress() as step, chdir(folder):  # an edition's paths are those of its folder
            line = run_once(Path(), cutoff, today, step, tell)
    except errors.BriefgenError as error:
        sys.stdout.write(f"failed: {type(error).__name__}\n")
        if folder != Path():
            say(f"In the folder '{folder}':")
        raise
    sys.stdout.write(f"{line}\n")
