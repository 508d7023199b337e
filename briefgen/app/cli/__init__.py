"""The command line: declarations, then one call each; the only module that prints.

Results (paths, tables, JSON) go to stdout, talk to stderr; progress shows on a terminal only. The
exit codes are documented in docs/cli.md and decided here alone.
"""

from __future__ import annotations

import datetime
import logging
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefgen import __version__, errors
from briefgen.app.cli import archive, collect, edit, mail, series, templates, verify
from briefgen.app.cli.console import progress as _progress
from briefgen.app.cli.console import say as _say
from briefgen.app.cli.console import told_of

if TYPE_CHECKING:
    from briefgen.model import Window
    from briefgen.profile.tables import Profile

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

app.add_typer(archive.app, name="archive")
app.command("edit")(edit.edit)
app.command("verify")(verify.verify)
app.add_typer(collect.app)
app.add_typer(mail.app)
app.add_typer(series.app)
app.add_typer(templates.app, name="templates")


class PaperName(StrEnum):
    """Paper sizes."""

    A4 = "A4"
    Letter = "Letter"


class PeriodName(StrEnum):
    """The days an edition reports on."""

    day = "day"
    week = "week"
    month = "month"


class Format(StrEnum):
    """How explain prints."""

    text = "text"
    json = "json"


ProfileOption = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        "-p",
        help="The series' profile; without it, briefgen.toml beside the sources.",
        readable=False,
    ),
]
SourcesArgument = Annotated[
    list[Path],
    typer.Argument(help="Files and folders with articles.", show_default=False, readable=False),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", help="Information cut-off, YYYY-MM-DD; today if not given.", show_default=False
    ),
]
PeriodOption = Annotated[
    PeriodName | None,
    typer.Option(
        "--period",
        help="Report on the day, ISO week or month of the cut-off; the rest is earlier reporting.",
        show_default=False,
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


@app.command()
def build(  # noqa: PLR0913, PLR0917 - one parameter an option
    sources: SourcesArgument,
    profile: ProfileOption = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder that gets the edition's folder.")
    ] = Path("output"),
    as_of: AsOfOption = None,
    period: PeriodOption = None,
    first: Annotated[
        str | None, typer.Option("--from", help="First day of the period.", show_default=False)
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="Last day of the period.", show_default=False)
    ] = None,
    correction: Annotated[
        str | None,
        typer.Option(
            "--correction",
            help="Correct an edition that is out already; say what.",
            show_default=False,
        ),
    ] = None,
    no_archive: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--no-archive", help="Build apart from the series' archive.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            help="Processes that read a large collection; one a processor if not given.",
            show_default=False,
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            help="A Dask scheduler, tcp://HOST:PORT, whose workers read a large collection.",
            show_default=False,
        ),
    ] = None,
    no_cache: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--no-cache", help="Read every article again, and keep nothing.")
    ] = False,
    audience: AudienceOption = None,
    templates: TemplatesOption = None,
) -> None:
    """Make a brief from articles and write it as PDF, web page and JSON."""
    from briefgen.rendering import RenderOptions  # noqa: PLC0415 - heavy imports come late
    from briefgen.series.make import Order, make_edition  # noqa: PLC0415

    chosen, place = _find_profile(sources, profile)
    cutoff = _date(as_of or last)
    order = Order(
        sources=tuple(sources),
        profile=chosen,
        place=place,
        output=output,
        as_of=cutoff,
        as_of_is_today=not (as_of or last),
        window=_window(period, first, last, cutoff),
        correction=correction,
        archive=not no_archive,
        workers=workers,
        scheduler=scheduler,
        cache=not no_cache,
        audiences=_audiences(audience),
        render=RenderOptions(templates=templates),
    )
    with _progress() as step:
        made = make_edition(order, step)
    for line in told_of(made.brief, made.waiting):
        _say(line)
    for path in made.written:
        sys.stdout.write(f"{path}\n")


@app.command()
def render(
    brief: Annotated[
        Path, typer.Argument(help="A frozen brief.json.", show_default=False, readable=False)
    ],
    audience: AudienceOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder to write to; the brief's own if not given."),
    ] = None,
    paper: Annotated[
        PaperName | None,
        typer.Option("--paper", help="Another paper than the brief's.", show_default=False),
    ] = None,
    templates: TemplatesOption = None,
) -> None:
    """Render a frozen brief again: the same bytes, without its sources."""
    from briefgen import rendering  # noqa: PLC0415 - heavy imports come late
    from briefgen.model.frozen import load_brief  # noqa: PLC0415
    from briefgen.runtime.files import write_folder  # noqa: PLC0415

    frozen = load_brief(brief)
    if frozen.unheld:
        missing = ", ".join(frozen.unheld[:5])
        raise errors.BriefError(
            str(brief), f"prints sentences it does not hold ({missing}); build it again"
        )
    options = rendering.RenderOptions(paper=paper.value if paper else None, templates=templates)
    with _progress() as step:
        artifacts = rendering.render(
            frozen, _audiences(audience) or rendering.audiences_of(frozen), options, step
        )
        written = write_folder(artifacts, output or brief.parent)
    for path in written:
        sys.stdout.write(f"{path}\n")


@app.command()
def explain(  # noqa: PLR0913 - options
    sources: SourcesArgument,
    profile: ProfileOption = None,
    as_of: AsOfOption = None,
    format: Annotated[Format, typer.Option("--format", help="text or json.")] = Format.text,  # noqa: A002 - the option's name
    *,
    whole: Annotated[
        bool, typer.Option("--articles", help="Judge whole articles: their kind and main theme.")
    ] = False,
    reading: Annotated[
        bool, typer.Option("--reading", help="Say what was read of each file, and what left out.")
    ] = False,
    fate: Annotated[
        bool, typer.Option("--fate", help="Say how far each article came in a brief, and why.")
    ] = False,
) -> None:
    """Say of each paragraph or article which theme claims it, by what margin, and the words that decided."""
    import json  # noqa: PLC0415 - as all below

    from briefgen.analysis.analyse import read_articles  # noqa: PLC0415
    from briefgen.analysis.corpus import make_corpus  # noqa: PLC0415
    from briefgen.analysis.genres import kind_of  # noqa: PLC0415
    from briefgen.app.cli.reading import explain_fates, explain_reading  # noqa: PLC0415
    from briefgen.findings.themes import assign_themes  # noqa: PLC0415
    from briefgen.sources.readers import read_sources  # noqa: PLC0415

    chosen, _ = _find_profile(sources, profile)
    if reading:
        explain_reading(sources, chosen.reading, as_json=format is Format.json)
        return
    with _progress() as step:
        step("Reading sources")
        documents, skipped = read_sources(sources, chosen.reading)
        if fate:
            explain_fates(documents, skipped, chosen, (_date(as_of), format is Format.json))
            return
        step("Finding themes")
        articles, unusable = read_articles(documents, _date(as_of))
        if not articles:
            raise errors.EmptyBriefError(
                _names(sources), [f"{s.source}: {s.reason}" for s in (*skipped, *unusable)]
            )
        themed = assign_themes(
            make_corpus(articles), chosen.themes, chosen.theming, chosen.scope.keywords
        )
    places = [
        (article, paragraph, themed.paragraphs[article.id, paragraph.index])
        for article in articles
        for paragraph in article.paragraphs
    ]
    everything = [(article, None, themed.articles[article.id]) for article in articles]
    rows = [
        {
            "source": article.id,
            "file": article.document.file,
            **({"paragraph": p.index, "text": p.text} if p else {"title": article.title}),
            "theme": judged.theme,
            "second": judged.second,
            "margin": judged.margin,
            "because": list(judged.because),
            "kind": kind_of(article).kind,
            "kind_because": kind_of(article).why,
        }
        for article, p, judged in (everything if whole else places)
    ]
    if format is Format.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        _print_table(rows)
    for item in (*skipped, *unusable):
        _say(f"Skipped {item.source}: {item.reason}")


def _print_table(rows: list[dict[str, Any]]) -> None:
    """Print what was judged: paragraphs with their texts, or articles with kind and title."""
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second
    from rich.table import Table  # noqa: PLC0415

    whole = bool(rows) and "text" not in rows[0]
    table = Table(box=None, pad_edge=False)
    for name in ("Where", *(["Kind"] if whole else []), "Theme", "Second", "Margin", "Because"):
        right = name == "Margin"
        table.add_column(
            name, no_wrap=right or name == "Where", justify="right" if right else "left"
        )
    table.add_column("Title" if whole else "Text")
    for row in rows:
        text = (row["title"] or row["file"]) if whole else row["text"]
        table.add_row(
            row["source"] if whole else f"{row['source']} ¶{row['paragraph'] + 1}",
            *([row["kind"]] if whole else []),
            row["theme"] or "left over",
            row["second"] or "",
            f"{row['margin']:.2f}",
            ", ".join(row["because"]),
            text if len(text) <= 60 else text[:59] + "…",  # noqa: PLR2004 - a glance
        )
    Console(markup=False, highlight=False, width=None if sys.stdout.isatty() else 200).print(table)


@app.command()
def doctor(profile: ProfileOption = None) -> None:
    """Look whether everything is there: versions, the language pack, system libraries, fonts."""
    from briefgen.app.cli.doctor import examine  # noqa: PLC0415 - as all below

    chosen, _ = _find_profile([Path()], profile)
    missing = False
    for check in examine(chosen.language.model):
        mark = "ok" if check.fine else "missing" if check.needed else "note"
        sys.stdout.write(f"{mark:8}{check.subject:18}{check.found}\n")
        if check.remedy and not check.fine:
            sys.stdout.write(f"{'':26}{check.remedy}\n")
        missing = missing or (check.needed and not check.fine)
    if missing:
        raise typer.Exit(1)


# Shared ------------------------------------------------------------------------------------------


def _find_profile(sources: list[Path], given: Path | None) -> tuple[Profile, Path | None]:
    """Return the profile named, or the one beside the first source that has one, and its file.

    Without any it is the default one.
    """
    from briefgen.profile.load import FILE_NAME, load_profile  # noqa: PLC0415 - pydantic comes late
    from briefgen.profile.tables import Profile  # noqa: PLC0415 - pydantic comes late

    if given is not None:
        return load_profile(given), given
    for source in sources:
        try:
            beside = (source if source.is_dir() else source.parent) / FILE_NAME
            found = beside.is_file()
        except OSError:
            continue  # reading the sources says what is wrong with this one
        if found:
            return load_profile(beside), beside
    if Path(FILE_NAME).is_file():
        _say(
            f"Without a profile: '{FILE_NAME}' here is not beside the sources; --profile {FILE_NAME} takes it"
        )
    return Profile(), None


def _window(
    period: PeriodName | None, first: str | None, last: str | None, cutoff: str
) -> Window | None:
    """Return the days that the command line asks to report on, if it does."""
    from briefgen.model import Window  # noqa: PLC0415
    from briefgen.series.editions import window_of  # noqa: PLC0415 - only here

    if first is None and last is None:
        return window_of(period.value, cutoff) if period else None
    if period or first is None:
        raise typer.BadParameter(
            "give --from and, where it is not the cut-off, --to; or --period", param_hint="--from"
        )
    window = Window(kind="range", start=_date(first, "--from"), end=_date(last or cutoff, "--to"))
    if window.start > window.end:
        raise typer.BadParameter(f"{window.start} is after {window.end}", param_hint="--from")
    return window


def _date(given: str | None, option: str = "--as-of") -> str:
    """Return the date of an option in ISO 8601; today where none is given."""
    if given is None:
        return datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    try:
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{given!r}: no date; write YYYY-MM-DD", param_hint=option) from error  # fmt: skip


def _audiences(given: list[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(given or ()))


def _names(paths: list[Path]) -> str:
    return ", ".join(map(str, paths))


def main() -> None:
    """Run the command line; every error of ours becomes its message and its exit code."""
    logging.getLogger("briefgen").addHandler(logging.StreamHandler())
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one order of adding up; see docs/design.md
    try:
        sys.exit(_run())
    except errors.BriefgenError as error:
        _say(f"Error: {error}")
        sys.exit(EXIT_CODES[type(error)])


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
