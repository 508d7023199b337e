"""``briefgen doctor``: what was looked at, line by line, with the command that helps."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from briefgen.app.cli.options import ProfileOption, profile_above


def doctor(profile: ProfileOption = None) -> None:
    """Look whether everything is there: versions, the language pack, system libraries, fonts."""
    from briefgen.app.doctor import examine  # noqa: PLC0415 - heavy imports come late
    from briefgen.profile.load import load_profile  # noqa: PLC0415

    found = profile or profile_above(Path())
    model = load_profile(found).language.model if found else None
    missing = False
    for check in examine(model):
        mark = "ok" if check.fine else "missing" if check.needed else "note"
        sys.stdout.write(f"{mark:8}{check.subject:18}{check.found}\n")
        if check.remedy and not check.fine:
            sys.stdout.write(f"{'':26}{check.remedy}\n")
        missing = missing or (check.needed and not check.fine)
    if missing:
        raise typer.Exit(1)
