"""``briefgen edit``: each point of a brief with its evidence, and what the analyst decides on it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from briefgen import errors
from briefgen.app.cli.options import BriefArgument, ProfileOption, profile_of

INTERRUPTED = 130
"""Exit code after ctrl-C, as shells have it."""


def edit(
    brief: BriefArgument,
    profile: ProfileOption = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Who reviews it.", show_default=False)
    ] = None,
    yes: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--yes", help="Keep every point and sign off as --by, without asking.")
    ] = False,
) -> None:
    """Review a brief in the terminal: keep, pin, drop, replace, move, rewrite, comment, sign off."""
    from briefgen.brief.edits import FILE_NAME  # noqa: PLC0415 - heavy imports come late
    from briefgen.model.frozen import load_brief  # noqa: PLC0415
    from briefgen.profile.load import load_profile  # noqa: PLC0415
    from briefgen.series.edits_file import add_edits, load_edits  # noqa: PLC0415
    from briefgen.series.review import review, sign_off  # noqa: PLC0415

    frozen = load_brief(brief)
    known = profile_of(profile, brief)
    load_profile(known)  # edits beside no profile are applied by no build
    place = known.parent / FILE_NAME
    load_edits(place)
    if yes and not by:
        raise typer.BadParameter("name who signs off", param_hint="--by")
    if not yes and not sys.stdin.isatty():
        problem = f"a review needs a terminal; write {FILE_NAME} by hand, or sign off with --yes --by NAME"
        raise errors.EditionError(str(brief), problem)
    added = 0
    interrupted = False
    try:
        for decided in (sign_off(frozen, by),) if yes and by else review(frozen, _ask, _tell, by):
            add_edits(place, [decided])  # at once: nothing that ends the review takes it back
            added += 1
    except EOFError:
        pass
    except KeyboardInterrupt:
        interrupted = True
    if not yes:
        sys.stderr.write("\n")
    outcome = f"{added} added; build again to apply" if added else "nothing added"
    sys.stdout.write(f"{place}: {outcome}\n")
    if interrupted:
        raise typer.Exit(INTERRUPTED)


def _ask(question: str) -> str:
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.strip()


def _tell(text: str) -> None:
    """Print what a reviewer reads, its first line in bold where there is colour."""
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second
    from rich.text import Text  # noqa: PLC0415

    first, _, rest = text.partition("\n")
    body = Text(f"\n{first}\n", style="bold").append(rest, style="not bold")
    Console(stderr=True, highlight=False).print(body)
