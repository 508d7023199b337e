"""``briefgen send`` and ``briefgen outbox``: an edition goes out, and what became of it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from briefgen import errors
from briefgen.app.cli.console import print_table, progress, say
from briefgen.app.cli.options import BriefArgument, ProfileOption, TemplatesOption, profile_of


class ReadershipName(StrEnum):
    """Whose PDF goes out by mail."""

    analyst = "analyst"
    executive = "executive"
    public = "public"


def send(  # noqa: PLR0913, PLR0917 - one parameter an option
    brief: BriefArgument,
    profile: ProfileOption = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="A CSV list, instead of the profile's lists.", readable=False),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--list", help="This list of the profile only; can be repeated."),
    ] = None,
    audience: Annotated[
        ReadershipName | None,
        typer.Option("--audience", help="Whose PDF goes out: lists of this audience only."),
    ] = None,
    dry_run: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--dry-run", help="Write the messages as .eml files; send nothing.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Folder for them; 'mail' beside the brief if not given."
        ),
    ] = None,
    templates: TemplatesOption = None,
) -> None:
    """Send an edition to its readers by mail, or go on with a sending that did not end."""
    from briefgen.deliver import send  # noqa: PLC0415 - heavy imports come late
    from briefgen.model.frozen import load_brief  # noqa: PLC0415
    from briefgen.profile.load import load_profile  # noqa: PLC0415
    from briefgen.rendering import RenderOptions  # noqa: PLC0415
    from briefgen.runtime.files import write_folder  # noqa: PLC0415

    frozen = load_brief(brief)
    path = profile_of(profile, brief)
    options = load_profile(path).delivery
    wanted = send.Wanted(
        names=tuple(only or ()), audience=audience.value if audience else None, file=to
    )
    lists = send.choose_lists(path, options, wanted)
    for line in send.unusable(lists):
        say(line)
    with progress() as step:
        if dry_run:
            how = RenderOptions(templates=templates)
            messages = send.write_messages(frozen, lists, options, how)
            for written in write_folder(messages, output or brief.parent / "mail"):
                sys.stdout.write(f"{written}\n")
            return
        standing = send.send(frozen, lists, path, RenderOptions(templates=templates), step)
    line = send.told(standing)
    if not standing.begun:
        left = f"nobody is left to send it to ({line}); see 'briefgen outbox'"
        raise errors.RefusedError(standing.edition, [left])
    sys.stdout.write(f"{standing.edition}: {line}\n")


def outbox(
    profile: ProfileOption = None,
    sending: Annotated[
        int | None, typer.Option("--sending", help="Number of a sending: who has not got it.")
    ] = None,
    retry: Annotated[
        list[str] | None,
        typer.Option(
            "--retry", help="Send again to this address, or to all 'failed' or 'uncertain'."
        ),
    ] = None,
    arrived: Annotated[
        list[str] | None,
        typer.Option("--arrived", help="This address, or all 'uncertain', have got it."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", help="Never send it to this address, or to all in this state."),
    ] = None,
) -> None:
    """Show what was sent to whom; decide on recipients who failed or are uncertain."""
    from briefgen.deliver import send  # noqa: PLC0415 - heavy imports come late

    path = profile_of(profile)
    decisions = {"retry": retry, "arrived": arrived, "exclude": exclude}
    asked = [(name, who) for name, given in decisions.items() for who in given or ()]
    if asked and sending is None:
        raise typer.BadParameter("name the sending to decide on", param_hint="--sending")
    send.decide(path, sending, asked)
    print_table(*send.show(path, sending))
