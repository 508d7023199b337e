"""``briefgen verify``: what of a brief is proved, at which level, and what is nobody's but ours."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefgen import errors
from briefgen.app.cli.console import progress
from briefgen.app.cli.options import BriefArgument, ProfileOption, profile_above

if TYPE_CHECKING:
    from briefgen.model import Brief
    from briefgen.profile.tables import Profile
    from briefgen.series.archive import Archive
    from briefgen.series.proof import Ours, Proof


def verify(
    brief: BriefArgument,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            "--sources",
            help="Folder to look for the sources in; can be repeated.",
            show_default=False,
            exists=True,
        ),
    ] = None,
    profile: ProfileOption = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Prove a brief: its quotes, its references, and all else by building it again from its sources."""
    from briefgen.model.frozen import read_brief, thaw  # noqa: PLC0415 - heavy imports come late
    from briefgen.series.proof import prove, report_of  # noqa: PLC0415

    content = read_brief(brief)
    frozen = thaw(content, str(brief))
    known = _profile(profile, brief)
    with progress() as step, _archive(frozen, known) as archive:
        step("Proving")
        proof = prove(
            frozen,
            sources or [],
            [*brief.absolute().parents],
            archive=archive,
            profile=known[0] if known else None,
            content=content,
        )
    if as_json:
        report = {"brief": frozen.schema, **report_of(proof)}
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    if proof.faults:
        if as_json:
            raise typer.Exit(1)
        raise errors.VerificationError(told_of(proof), len(proof.faults))
    if not as_json:
        sys.stdout.writelines(f"{line}\n" for line in _lines(proof))
    if proof.unproved:
        raise typer.Exit(PARTLY)


PARTLY = 11
"""Exit code where nothing is wrong and not everything could be proved."""
SHOWN = 5
"""So many faults are told; the report in JSON has all."""
LONGEST = 400
"""Characters of a line about one of them."""


def told_of(proof: Proof) -> tuple[str, ...]:
    """Return the first faults of a proof, in words, and in which parts the others are."""
    from briefgen.model.text import safe  # noqa: PLC0415 - heavy imports come late

    faults = proof.faults
    told = [safe(f.said) for f in faults[:SHOWN]]
    told = [line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…" for line in told]
    if len(faults) > SHOWN:
        parts = dict.fromkeys(safe(f.where.partition(".")[0]) for f in faults[SHOWN:])
        told.append(f"and {len(faults) - SHOWN} more, in {', '.join(parts)} (--json lists them)")
    return tuple(told)


def _lines(proof: Proof) -> Iterator[str]:
    """Yield what was proved, level by level, what was not, and what is ours."""
    from briefgen.model.text import counted, safe  # noqa: PLC0415 - heavy imports come late
    from briefgen.series.proof import PROFILE  # noqa: PLC0415 - heavy imports come late

    verdict = proof.verdict
    proved = f"{counted(verdict.sentences, 'sentence')} from {counted(verdict.sources, 'source')}"
    yield f"{proved} proved, word for word"
    yield "References: each leads to what is there"
    if proof.levels["derived"] == "proved":
        yield "All else that is printed: derived again from the sources, and the same"
    if proof.levels["changes"] == "proved":
        yield "What is new: derived again from the editions before, and the same"
    for why, parts in _grouped((why, part) for part, why in proof.unproved.items()):
        yield f"Not proved: {safe(', '.join(parts))}; {safe(why)}"
    for mine in proof.ours:
        if mine.who != PROFILE:
            yield f"Ours, not the sources': {safe(f'{mine.what}, by {mine.who}: {mine.text}')}"
    for kind, texts in _grouped(_declared(mine) for mine in proof.ours if mine.who == PROFILE):
        yield f"Ours, by {PROFILE}: {kind}: {safe('; '.join(texts))}"


def _declared(mine: Ours) -> tuple[str, str]:
    """Return what a profile declares as its kind and its words, with what they are of."""
    kind, _, of = mine.what.partition(" of ")
    return kind, f"{of}: {mine.text}" if of else mine.text


def _grouped(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, list[str]]]:
    """Return pairs by their first, in the order in which they come."""
    groups: dict[str, list[str]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups.items()


def _profile(given: Path | None, brief: Path) -> tuple[Profile, Path] | None:
    """Return the profile that is named, or the one in the nearest folder above a brief, with its file.

    Raises:
        ConfigError: the one that is named cannot be read or is wrong.
    """
    from briefgen.profile.load import load_profile  # noqa: PLC0415

    if given is not None:
        return load_profile(given), given
    found = profile_above(brief, Path())
    try:
        return (load_profile(found), found) if found else None
    except errors.ConfigError:
        return None  # nobody named it, and it may be another series'


@contextmanager
def _archive(brief: Brief, known: tuple[Profile, Path] | None) -> Iterator[Archive | None]:
    """Give the archive of a brief's series, where there is one at hand."""
    from briefgen.series.archive import read_archive  # noqa: PLC0415
    from briefgen.series.make import archive_path  # noqa: PLC0415

    path = archive_path(*known) if known and brief.changes is not None else None
    there = path is not None and path.is_file()
    with read_archive(path) if path and there else nullcontext() as archive:
        yield archive
