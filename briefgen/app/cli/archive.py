"""``briefgen archive``: what a series has kept is listed, shown, searched, taken out and checked."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen import errors
from briefgen.app.cli.options import ProfileOption, profile_of

if TYPE_CHECKING:
    from briefgen.series.records import Kept

app = typer.Typer(
    help="List, show, search, take out and check what a series has kept.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

EditionArgument = Annotated[
    str, typer.Argument(help="An edition's number: 12, or 12.1.", show_default=False)
]
_BOLD, _PLAIN = "\x1b[1;33m", "\x1b[0m"


def _archive(given: Path | None) -> Path:
    """Return the archive of the series that a profile describes, the nearest if none is named.

    Raises:
        EditionError: the profile describes no series.
    """
    from briefgen.profile.load import load_profile  # noqa: PLC0415 - heavy imports come late
    from briefgen.series.make import archive_path  # noqa: PLC0415

    profile = profile_of(given)
    path = archive_path(load_profile(profile), profile)
    if path is None:
        problem = "no series; give it a table [series] and build an edition"
        raise errors.EditionError(str(profile), problem)
    return path


@app.command("list")
def list_(profile: ProfileOption = None) -> None:
    """List the editions: number, period, cut-off, whether it was sent, what it corrects."""
    from briefgen.series.archive import read_archive  # noqa: PLC0415 - as all below
    from briefgen.series.records import list_editions  # noqa: PLC0415

    with read_archive(_archive(profile)) as archive:
        for kept in list_editions(archive):
            sys.stdout.write(f"{_line(kept)}\n")


def _line(kept: Kept) -> str:
    edition = kept.edition
    parts = [
        f"No. {edition.label}",
        f"{edition.window.start} to {edition.window.end}",
        f"cut-off {edition.as_of}",
        "sent" if kept.issued else "not sent",
        kept.title,
        *([f"corrects: {edition.correction}"] if edition.correction else []),
    ]
    return " · ".join(parts)


@app.command()
def show(number: EditionArgument, profile: ProfileOption = None) -> None:
    """Show an edition: what is new in it and its key points, each with its citation."""
    from briefgen.model.frozen import thaw  # noqa: PLC0415
    from briefgen.rendering.pages.change_labels import whats_new  # noqa: PLC0415
    from briefgen.series.archive import read_archive  # noqa: PLC0415
    from briefgen.series.records import find_edition  # noqa: PLC0415

    with read_archive(_archive(profile)) as archive:
        kept = find_edition(archive, number)
        brief = thaw(kept.brief, str(archive.path))
    lines = [line for line in (_line(kept), whats_new(brief)["words"]) if line]
    for point in brief.key_points:
        sentence = brief.sentences[point.sentence]
        lines.append(f"- {sentence.text} [{sentence.source} ¶{sentence.paragraph + 1}]")
    sys.stdout.write("\n".join(lines) + "\n")


@app.command()
def search(
    query: Annotated[
        str,
        typer.Argument(help='Words that must all be there; "…" is a phrase, word* a beginning.'),
    ],
    profile: ProfileOption = None,
) -> None:
    """Search all articles seen and all editions, the best first; words found stand out on a terminal."""
    from briefgen.series.archive import read_archive  # noqa: PLC0415
    from briefgen.series.records import search as find  # noqa: PLC0415

    with read_archive(_archive(profile)) as archive:
        hits = find(archive, query)
    for hit in hits:
        title = f" · {hit.title}" if hit.title else ""
        sys.stdout.write(f"{hit.where}{title}\n  {_marked(hit.snippet)}\n")
    if not hits:
        sys.stderr.write(f"{query!r}: found nowhere; all words must be there\n")


def _marked(snippet: str) -> str:
    """Return a stretch of text with the words found in colour on a terminal, and plain elsewhere."""
    from briefgen.model.text import safe  # noqa: PLC0415
    from briefgen.series.records import END, START  # noqa: PLC0415

    on, off = (_BOLD, _PLAIN) if sys.stdout.isatty() else ("", "")
    pieces = re.split(f"({START}[^{END}]*{END})", re.sub(r"\s+", " ", snippet))
    return "".join(
        f"{on}{safe(p)}{off}" if p.startswith(START) else _safe_between(p) for p in pieces
    )


def _safe_between(piece: str) -> str:
    """Return text between words found, its outer spaces kept."""
    from briefgen.model.text import safe  # noqa: PLC0415

    before, after = piece[:1].isspace(), piece[-1:].isspace()
    body = safe(piece)
    return f"{' ' * before}{body}{' ' * (after and bool(body))}"


@app.command()
def export(
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder that gets a folder an edition.")
    ] = Path("editions"),
    number: Annotated[
        str | None,
        typer.Option("--edition", help="This edition only: 12, or 12.1.", show_default=False),
    ] = None,
    profile: ProfileOption = None,
) -> None:
    """Write the frozen briefs as files, byte for byte, to render or verify them again."""
    from briefgen.model import Artifact  # noqa: PLC0415
    from briefgen.model.frozen import FILE_NAME, MEDIA_TYPE  # noqa: PLC0415
    from briefgen.runtime.files import write_folder  # noqa: PLC0415
    from briefgen.series.archive import read_archive  # noqa: PLC0415
    from briefgen.series.records import find_edition, list_editions  # noqa: PLC0415

    with read_archive(_archive(profile)) as archive:
        chosen = (find_edition(archive, number),) if number else list_editions(archive)
    for kept in chosen:
        artifact = Artifact(name=FILE_NAME, media_type=MEDIA_TYPE, content=kept.brief)
        for path in write_folder((artifact,), output / f"no-{kept.edition.label}"):
            sys.stdout.write(f"{path}\n")


@app.command()
def check(profile: ProfileOption = None) -> None:
    """Look for damage: pages of the file, links, hashes of texts and briefs, the words to search."""
    from briefgen.series.archive import read_archive  # noqa: PLC0415
    from briefgen.series.records import check as find_faults  # noqa: PLC0415
    from briefgen.series.records import count_kept  # noqa: PLC0415

    with read_archive(_archive(profile)) as archive:
        faults = find_faults(archive)
        counted = "" if faults else count_kept(archive)
    if faults:
        listed = "\n".join(f"  - {fault}" for fault in faults)
        many = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        problem = f"{many}; put back a copy, or take out what is sound with export\n"
        raise errors.ArchiveError(archive.path, problem + listed)
    sys.stdout.write(f"{counted}, all sound\n")
