"""What several commands take, and how it is read: a brief, a profile, a date, the audiences."""

from __future__ import annotations

import datetime
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen import errors

if TYPE_CHECKING:
    from briefgen.profile.tables import Profile

BRIEF_NAME = "brief.json"
"""The frozen brief in the folder of an edition."""
SHOWN = 3
"""So many editions are named where a folder holds several."""


def brief_file(given: Path) -> Path:
    """Return the frozen brief that is named, by its file or by the folder of its edition.

    Raises:
        BriefError: a folder is named, and no brief lies in it.
    """
    if not given.is_dir():
        return given
    file = given / BRIEF_NAME
    if file.is_file():
        return file
    below = sorted((f.parent for f in given.glob(f"*/{BRIEF_NAME}")), reverse=True)
    choices = ", ".join(f"'{folder}'" for folder in below[:SHOWN])
    remedy = f"name an edition in it: {choices}" if below else "name the folder of an edition"
    raise errors.BriefError(str(given), f"a folder without {BRIEF_NAME}; {remedy}")


def profile_file(given: Path | None) -> Path | None:
    """Return the profile that is named, by its file or by the folder of its series."""
    if given is None or not given.is_dir():
        return given
    from briefgen.profile.load import FILE_NAME  # noqa: PLC0415 - pydantic comes late

    file = given / FILE_NAME
    return file if file.is_file() else given


BriefArgument = Annotated[
    Path,
    typer.Argument(
        help="A frozen brief.json, or the folder of its edition.",
        show_default=False,
        readable=False,
        callback=brief_file,
    ),
]
SourcesArgument = Annotated[
    list[Path],
    typer.Argument(help="Files and folders with articles.", show_default=False, readable=False),
]
ProfileOption = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        "-p",
        help="The series' profile; without it, briefgen.toml there or in the nearest folder above.",
        readable=False,
        callback=profile_file,
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", help="Information cut-off, YYYY-MM-DD; today if not given.", show_default=False
    ),
]
AudienceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--audience",
        help="Render for this audience only, built in or of your templates; can be repeated.",
        show_default=False,
    ),
]
TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates", help="Folder of your templates, looked into before the built-in ones."
    ),
]


def profile_above(*places: Path) -> Path | None:
    """Return the profile that is in a place or in the nearest folder above it: of the first place that has one."""
    from briefgen.profile.load import FILE_NAME  # noqa: PLC0415 - pydantic comes late

    here = Path.cwd()
    for place in places:
        start = Path(os.path.abspath(place))  # noqa: PTH100 - an inbox may be a link elsewhere
        for folder in (start, *start.parents):
            file = folder / FILE_NAME
            with suppress(OSError):  # whoever reads the place says what is wrong with it
                if file.is_file():
                    return file.relative_to(here) if file.is_relative_to(here) else file
    return None


def profile_of(given: Path | None, *places: Path) -> Path:
    """Return the profile that is named, or the nearest to some places or from here upwards.

    Raises:
        ConfigError: there is none.
    """
    from briefgen.profile.load import FILE_NAME, load_profile  # noqa: PLC0415 - pydantic comes late

    found = given or profile_above(*places, Path())
    if found is None:
        load_profile(Path(FILE_NAME))  # says that there is none, and what helps
    return found or Path(FILE_NAME)


def profile_beside(sources: list[Path], given: Path | None) -> tuple[Profile, Path | None]:
    """Return the profile that is named, or the nearest to the first source that has one, and its file.

    Without any it is the default one.
    """
    from briefgen.app.cli.console import say  # noqa: PLC0415
    from briefgen.profile.load import FILE_NAME, load_profile  # noqa: PLC0415 - pydantic comes late
    from briefgen.profile.tables import Profile  # noqa: PLC0415 - pydantic comes late

    found = given or profile_above(*sources)
    if found is not None:
        return load_profile(found), found
    if Path(FILE_NAME).is_file():
        say(
            f"Without a profile: '{FILE_NAME}' here is not above the sources; --profile {FILE_NAME} takes it"
        )
    return Profile(), None


def date_of(given: str | None, option: str = "--as-of") -> str:
    """Return the date of an option in ISO 8601; today where none is given."""
    if given is None:
        return datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    try:
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{given!r}: no date; write YYYY-MM-DD", param_hint=option) from error  # fmt: skip


def once_each(given: list[str] | None) -> tuple[str, ...]:
    """Return the values of an option that can be repeated, each once."""
    return tuple(dict.fromkeys(given or ()))
