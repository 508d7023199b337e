"""The command line: the commands together, and how each ends.

Results (paths, tables, JSON) go to stdout, talk to stderr; progress shows on a terminal only. The
exit codes are documented in docs/cli.md and decided here alone.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated

import typer

from briefgen import __version__, errors
from briefgen.app.cli import (
    archive,
    build,
    collect,
    doctor,
    edit,
    explain,
    mail,
    series,
    templates,
    verify,
)
from briefgen.app.cli.console import say

EXIT_CODES: dict[type[errors.BriefgenError], int] = {
    errors.VerificationError: 1,
    errors.ConfigError: 3,
    errors.ExtensionError: 3,
    errors.LanguageError: 7,
    errors.ReadError: 4,
    errors.EmptyBriefError: 4,
    errors.BriefError: 4,
    errors.RenderError: 5,
    errors.TemplateError: 5,
    errors.WorkerError: 5,
    errors.DeliveryError: 6,
    errors.ArchiveError: 8,
    errors.EditionError: 8,
    errors.RefusedError: 9,
    errors.UndeliveredError: 10,
}
"""What each kind of error ends with; 0 is success and 2 a wrong command line."""

app = typer.Typer(
    name="briefgen",
    help="Turn a pile of news articles into a dated brief in which every sentence can be proved.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

COMMANDS = (
    build.build, build.render, verify.verify, explain.explain, edit.edit, doctor.doctor,
    mail.send, mail.outbox, collect.collect, series.init, series.run,
)  # fmt: skip
for _command in COMMANDS:
    app.command(_command.__name__)(_command)
app.add_typer(archive.app, name="archive")
app.add_typer(templates.app, name="templates")


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        sys.stdout.write(f"briefgen {__version__}\n")
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    del version  # its callback has printed it
    if "" in sys.argv[1:]:  # as a path it would be the working folder
        raise typer.BadParameter(
            "an argument is empty, perhaps a variable without a value; leave it out"
        )


def main() -> None:
    """Run the command line; every error of ours becomes its message and its exit code."""
    _open_streams()
    logging.getLogger("briefgen").addHandler(logging.StreamHandler())
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one order of adding up; see docs/design.md
    try:
        sys.exit(_run())
    except errors.BriefgenError as error:
        say(f"Error: {error}")
        sys.exit(EXIT_CODES[type(error)])


def _open_streams() -> None:
    """Let streams that were closed lead nowhere: what is opened next must not take their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def _run() -> int:
    """Run a command, flush what it printed, and return its exit code.

    A reader that left early is no error: Typer's copy of Click notes a broken pipe by wrapping
    stdout, and ends with 1.

    Raises:
        DeliveryError: what was printed cannot be written.
    """
    code = 0
    try:
        app()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except OSError as error:
        if error.filename is not None:
            raise
        _discard_stdout()
        raise errors.DeliveryError("stdout", f"cannot be written ({error.strerror})") from error
    if type(sys.stdout).__name__ == "PacifyFlushWrapper":
        return 0
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_stdout()
    except OSError as error:
        _discard_stdout()
        raise errors.DeliveryError("stdout", f"cannot be written ({error.strerror})") from error
    return code


def _discard_stdout() -> None:
    """Let the interpreter flush into nothing when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
