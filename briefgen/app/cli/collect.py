"""``briefgen collect``: articles from feeds, pages, sections and mailboxes into a folder, and how each source is."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefgen import errors
from briefgen.app.cli.console import print_table, progress, say

if TYPE_CHECKING:
    from briefgen.series.collect.order import CollectOrder
    from briefgen.series.collect.rounds import Report
    from briefgen.series.collect.state import Source


def collect(  # noqa: PLR0913 - one parameter an option
    what: Annotated[
        Path, typer.Argument(help="The series' folder, or an OPML file that names feeds.")
    ] = Path(),
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The folder that gets the articles; inbox if not given.",
            show_default=False,
        ),
    ] = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Ask nobody; say how each source was the last time.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --check: print it as JSON.")] = False,
    opml: Annotated[
        Path | None,
        typer.Option(
            "--write-opml", help="Ask nobody; write the feeds to this OPML file.", show_default=False
        ),
    ] = None,
    allow_private: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-private",
            help="A host and its port that may lead to a private address; can be repeated.",
            show_default=False,
        ),
    ] = None,
) -> None:  # fmt: skip
    """Fetch what is new into the inbox, each article once; safe to start at any time and twice."""
    from briefgen.series.collect.order import collect as do_collect  # noqa: PLC0415 - heavy
    from briefgen.series.collect.state import read_sources  # noqa: PLC0415

    if as_json and not check:
        raise typer.BadParameter("goes with --check", param_hint="--json")
    order = _order(what, output, allow_private or [])
    if opml is not None:
        _write_opml(order, opml)
    elif check:
        _print_health(read_sources(order.inbox), as_json=as_json)
    else:
        with progress() as step:
            report = do_collect(order, step)
        for name in report.files():
            sys.stdout.write(f"{order.inbox / name}\n")
        tell(report)
        if report.failed:
            first = report.sources[0].reason
            raise errors.ReadError("the sources", f"none could be read; the first: {first}")


def _order(what: Path, output: Path | None, allowed: list[str]) -> CollectOrder:
    """Return what is to be collected: by the profile of a folder, or by an OPML file."""
    from briefgen.app.run import collect_order  # noqa: PLC0415 - heavy imports come late
    from briefgen.profile.collecting import names_a_port  # noqa: PLC0415
    from briefgen.profile.load import FILE_NAME, load_profile  # noqa: PLC0415
    from briefgen.series.collect.order import CollectOrder  # noqa: PLC0415

    if what.is_dir():
        order = collect_order(what, load_profile(what / FILE_NAME))
        if order is None:
            problem = "collect: names no source; add [[collect.feeds]], [[collect.pages]], [[collect.sections]], [[collect.mailboxes]] or collect.opml"
            raise errors.ConfigError([problem], str(what / FILE_NAME))
    else:
        order = CollectOrder(inbox=Path("inbox"), opml=what)
    for place in allowed:
        if not names_a_port(place):
            problem = f"{place!r}: no host with its port; write it as in feeds.intern:8080"
            raise typer.BadParameter(problem, param_hint="--allow-private")
    permitted = (*order.options.allow_private, *allowed)
    options = replace(order.options, allow_private=permitted)
    return replace(order, options=options, inbox=output or order.inbox)


def tell(report: Report) -> None:
    """Say what changed and which sources are not well."""
    from briefgen.model.text import counted, safe  # noqa: PLC0415
    from briefgen.series.collect.health import READ, WELL  # noqa: PLC0415

    for event in report.events:
        if event.kind != "new" or event.why:
            why = f": {event.why}" if event.why else ""
            say(f"{event.kind.capitalize()} “{safe(event.what)}”{why}")
    for source in report.sources:
        if source.state not in WELL:
            since = f" (last good {source.good})" if source.good and source.state not in READ else ""  # fmt: skip
            say(f"{source.state.capitalize()} {source.name or source.address}: {source.reason}{since}")  # fmt: skip
    read = sum(s.state in READ for s in report.sources)
    new, changed = counted(report.count("new"), "new article"), report.count("changed")
    say(f"{new}, {changed} changed; {read} of {counted(len(report.sources), 'source')} read")


def _print_health(sources: tuple[Source, ...], *, as_json: bool) -> None:
    """Print how each source was; ends with 1 where one is gone, blocked or broken."""
    from briefgen.series.collect.health import ILL  # noqa: PLC0415

    rows: list[dict[str, Any]] = [
        {
            "source": s.name or s.address,
            "kind": s.kind,
            "address": s.address,
            "state": s.state,
            "new": s.new,
            "checked": s.checked or None,
            "good": s.good,
            "newest": s.newest,
            "reason": s.reason,
        }
        for s in sources
    ]
    if as_json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        names = ("Source", "Kind", "State", "New", "Last good", "Newest", "Why")
        print_table(names, [_cells(row) for row in rows], width=200, kept=names[1:3] + names[4:6])
    if any(s.state in ILL for s in sources):
        raise typer.Exit(1)


def _cells(row: dict[str, Any]) -> list[str]:
    cells = (row["source"], row["kind"], row["state"], str(row["new"]))
    return [*cells, row["good"] or "never", row["newest"] or "", row["reason"]]


def _write_opml(order: CollectOrder, place: Path) -> None:
    """Write the feeds of a profile as an OPML file."""
    from briefgen.model import Artifact  # noqa: PLC0415
    from briefgen.runtime.files import write_folder  # noqa: PLC0415
    from briefgen.series.collect.order import feeds_of  # noqa: PLC0415
    from briefgen.sources.listing import Outline, write_opml  # noqa: PLC0415

    feeds = [Outline(address=f.address, name=f.name) for f in feeds_of(order)]
    content = write_opml("Feeds", feeds)
    artifact = Artifact(name=place.name, media_type="text/x-opml", content=content)
    for path in write_folder([artifact], place.parent):
        sys.stdout.write(f"{path}\n")
