"""``briefgen templates``: templates are listed, copied, checked with sample briefs, and seen while they change."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from briefgen import errors

app = typer.Typer(
    help="List, copy, check and preview templates.", no_args_is_help=True, rich_markup_mode=None
)

FolderOption = Annotated[
    Path | None,
    typer.Option("--templates", help="Folder of your templates.", show_default=False),
]
NEW = Path("templates")
"""Where new templates go, unless another folder is named."""

NamesArgument = Annotated[
    list[str] | None,
    typer.Argument(help="Templates to take; all of your folder if none.", show_default=False),
]


@app.command("list")
def list_(templates: FolderOption = None) -> None:
    """List your templates and the built-in ones."""
    from briefgen.rendering.kit.copies import list_templates  # noqa: PLC0415 - heavy imports come late

    for found in list_templates(_folder(templates)):
        origin = f", copied from {found.origin}" if found.origin else ""
        sys.stdout.write(f"{found.name} ({found.where}{origin}): {', '.join(found.files)}\n")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="What the new audience is called.")],
    origin: Annotated[str, typer.Option("--from", help="The built-in template to copy.")],
    templates: Annotated[Path, typer.Option("--templates", help="Folder of your templates.")] = NEW,
) -> None:
    """Copy a built-in template into your folder under a new name, and print the files."""
    from briefgen.rendering.kit.copies import copy_template  # noqa: PLC0415 - heavy imports come late

    for path in copy_template(name, origin, templates):
        sys.stdout.write(f"{path}\n")


@app.command()
def check(names: NamesArgument = None, templates: FolderOption = None) -> None:
    """Fill templates with a full, an empty and a hostile brief and say what is wrong, by file and line."""
    from briefgen.rendering.kit.check import check_templates  # noqa: PLC0415 - heavy imports come late

    verdict = check_templates(_folder(templates), names or ())
    for note in verdict.notes:
        sys.stderr.write(f"Note: {note}\n")
    if verdict.faults:
        raise errors.TemplateError([str(fault) for fault in verdict.faults])
    sys.stdout.write(f"{', '.join(verdict.templates)}: nothing wrong with any sample\n")


@app.command()
def preview(
    names: NamesArgument = None,
    templates: FolderOption = None,
    port: Annotated[
        int,
        typer.Option("--port", min=0, max=65535, help="Port on this machine; 0 takes a free one."),
    ] = 8765,
    watch: Annotated[  # noqa: FBT002 - a switch
        bool, typer.Option("--watch", help="Follow the files as they change.")
    ] = False,
) -> None:
    """Show templates filled with sample briefs on a local page, until interrupted."""
    from briefgen.rendering.kit.preview import open_preview  # noqa: PLC0415 - heavy imports come late

    with open_preview(_folder(templates), names or (), port, watch=watch) as server:
        sys.stdout.write(f"http://{server.server_name}:{server.server_port}/\n")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            server.serve_forever()


def _folder(given: Path | None) -> Path | None:
    """Return the folder named, or the one that ``new`` makes, where it is here."""
    return given or (NEW if NEW.is_dir() else None)
