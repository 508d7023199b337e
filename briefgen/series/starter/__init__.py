"""What a new series begins with: the files of its folder, and of its schedule, each asked of nobody."""

from __future__ import annotations

import json
import shlex
import string
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Literal

from briefgen.errors import DeliveryError
from briefgen.model.text import safe, slug_of

Period = Literal["day", "week", "month"]
FOLDER = {
    "briefgen.toml": "briefgen.toml",
    "readers.csv": "readers.csv",
    ".gitignore": "gitignore",
    "inbox/.gitkeep": "",
}
"""The files of a series' folder, each with its template here; an empty file has none."""
SCHEDULE = {
    "schedule/{slug}.service": "briefgen.service",
    "schedule/{slug}.timer": "briefgen.timer",
    "schedule/crontab": "crontab",
    ".github/workflows/briefgen.yml": "workflow.yml",
}
"""The files of its schedule."""
CALENDARS: dict[Period, tuple[str, str]] = {
    "day": ("*-*-* 06:00", "0 6 * * *"),
    "week": ("Mon *-*-* 06:00", "0 6 * * 1"),
    "month": ("*-*-01 06:00", "0 6 1 * *"),
}
"""When a period's edition is made, on the morning after its last day: for systemd, and for cron."""


class _Text(string.Template):
    """A template whose marks are two percent signs: every other sign means something to some file."""

    delimiter = "%%"


def folder_files(folder: Path) -> dict[str, str]:
    """Return the files of a new series by their paths in its folder; its title comes from the name."""
    title = safe(folder.absolute().name.replace("-", " ").replace("_", " ")) or "News brief"
    values = {"title": json.dumps(title[:1].upper() + title[1:], ensure_ascii=False)}
    return {name: _fill(template, values) for name, template in FOLDER.items()}


def schedule_files(
    folder: Path, title: str, period: Period, program: Sequence[str]
) -> dict[str, str]:
    """Return the files of a schedule by their paths in the series' folder.

    Args:
        folder: the series' folder, as the machine finds it.
        title: the series' title.
        period: how often an edition is made.
        program: how briefgen is started.
    """
    name = slug_of(title)
    here = str(folder.absolute())
    calendar, cron = CALENDARS[period]
    values = {
        "slug": name,
        "calendar": calendar,
        "cron": cron,
        "unit_title": title.replace("%", "%%"),
        "unit_directory": here.replace("%", "%%"),
        "unit_folder": shlex.quote(f"{here}/schedule"),
        "unit_program": " ".join(_unit_quoted(word) for word in program),
        "cron_folder": _cron_quoted([here]),
        "cron_program": _cron_quoted(program),
        "yaml_title": json.dumps(title, ensure_ascii=False),
    }
    return {path.format(slug=name): _fill(file, values) for path, file in SCHEDULE.items()}


def write_missing(folder: Path, contents: Mapping[str, str]) -> tuple[Path, ...]:
    """Write the files that are not there yet and return their paths; none is ever written over.

    Raises:
        DeliveryError: the folder or a file cannot be written.
    """
    written = []
    for name, content in contents.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(content)
        except FileExistsError as error:
            if not path.is_file():
                raise DeliveryError(str(path.parent), "is a file; name another folder") from error
            continue
        except OSError as error:
            cause = f"cannot be written ({error.strerror}); name another folder"
            raise DeliveryError(str(path), cause) from error
        written.append(path)
    return tuple(written)


def program() -> tuple[str, ...]:
    """Return how this program is started here, for a schedule that knows no PATH."""
    started = Path(sys.argv[0])
    if started.name.startswith("briefgen") and started.is_file():
        return (str(started.absolute()),)
    return (sys.executable, "-m", "briefgen")


def _fill(template: str, values: Mapping[str, str]) -> str:
    if not template:
        return ""
    text = files("briefgen.series.starter").joinpath(template).read_text(encoding="utf-8")
    return _Text(text).substitute(values)


def _unit_quoted(word: str) -> str:
    """Return a word as a systemd unit takes it on a command line (systemd.syntax, quoting)."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _cron_quoted(words: Sequence[str]) -> str:
    """Return words as the shell takes them in a crontab, where a bare percent sign ends the line."""
    return shlex.join(words).replace("%", r"\%")
