"""One edition from its sources to its files, and, in a series, from the archive back into it.

An archive is used where the profile has a table ``[series]``. One run at a time works on it; the
edition enters it in the same moment in which its files take their places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefgen.analysis.analyse import Means, is_large, reading_worker
from briefgen.brief.build import Progress, build_brief
from briefgen.brief.edits import FILE_NAME
from briefgen.errors import EditionError, EmptyBriefError
from briefgen.model import (
    Brief,
    CollectedFrom,
    Document,
    Edition,
    History,
    Occasion,
    Skipped,
    Window,
)
from briefgen.model.frozen import dump, freeze, thaw
from briefgen.model.text import slug_of
from briefgen.profile.tables import Profile
from briefgen.rendering import RenderOptions, find_kinds, page_worker, render
from briefgen.rendering.audiences import ARTIFACT_NAMES
from briefgen.runtime.cache import Cache
from briefgen.runtime.cluster import Cluster
from briefgen.runtime.files import write_folder
from briefgen.runtime.temporary import sweep_below
from briefgen.runtime.worker import Executor
from briefgen.series.archive import Archive, hold, open_archive
from briefgen.series.changes import RECENT, compare_indicators, find_changes
from briefgen.series.collect.health import found_in
from briefgen.series.continuity import follow_events, recall_printed, remember
from briefgen.series.editions import Count, plan_edition, window_of
from briefgen.series.edits_file import load_edits
from briefgen.series.memory import Memory, pack, recall, sketch_brief
from briefgen.series.records import Kept, keep_edition, list_editions, list_seen, look_back
from briefgen.sources.readers import hold_sources

CACHE_NAME = ".briefgen.cache"
"""How the file's name ends in which a series keeps the analysis of its articles, beside the archive."""
ARCHIVE_NAME = ".briefgen.sqlite"
"""How an archive's name ends where the profile gives none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of one build."""

    sources: tuple[Path, ...]
    profile: Profile
    place: Path | None = None
    """The profile's file; archive and edits are beside it."""
    output: Path
    as_of: str
    as_of_is_today: bool = False
    """Whether the clock gave the cut-off: a clock that was set back is noticed."""
    window: Window | None = None
    """The days to report on; a series' own period, if not given."""
    correction: str | None = None
    """What a corrected edition mends."""
    archive: bool = True
    """Whether a series' archive is used."""
    workers: int | None = None
    """Processes that read a large collection; one a processor, if not given."""
    scheduler: str | None = None
    """Address of a Dask scheduler whose workers read a large collection in the place of this machine's."""
    cache: bool = True
    """Whether what was read is kept for the next build."""
    audiences: tuple[str, ...] = ()
    """Those to render for; the profile's, if none is given."""
    render: RenderOptions = field(default_factory=RenderOptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a build made."""

    brief: Brief
    written: tuple[Path, ...]
    waiting: int
    """Articles that are left to a later edition of the series."""


def archive_path(profile: Profile, place: Path | None) -> Path | None:
    """Return where a series has its archive, or None for a profile without ``[series]``."""
    if profile.series is None or place is None:
        return None
    return place.parent / (profile.series.archive or f"{slug_of(profile.title)}{ARCHIVE_NAME}")


def make_edition(order: Order, progress: Progress) -> Made:
    """Build an edition and write its files; in a series it enters the archive with them.

    Raises:
        ReadError, EmptyBriefError: there is nothing to make a brief from.
        ArchiveError, EditionError: the series has no place for it, or another run is at work.
        RenderError, DeliveryError: it cannot be rendered or written; the archive is as it was.
    """
    audiences = order.audiences or order.profile.audiences
    options = _with_templates(order)
    find_kinds(audiences, options)
    with page_worker() if audiences else nullcontext() as worker:
        documents, skipped = _read(order, progress)
        with _open_series(order) as archive:
            occasion, memory = _occasion(order, archive)
            with _means(order, documents) as means:
                brief = build_brief(
                    documents,
                    order.profile,
                    as_of=order.as_of,
                    occasion=occasion,
                    skipped=skipped,
                    progress=progress,
                    means=means,
                )
            brief = in_series(brief, occasion, memory)
            rendered = render(brief, audiences, options, progress, worker) if audiences else ()
            progress("Writing files")
            sweep_below(order.output)
            folder = order.output / folder_name(brief, occasion.edition)
            written = write_folder(
                (*rendered, freeze(brief)),
                folder,
                instead_of=ARTIFACT_NAMES,
                once=_entering(archive, occasion.edition, brief, documents, means.cache),
            )
    waiting = _count_waiting(documents, brief) if occasion.edition else 0
    return Made(brief=brief, written=written, waiting=waiting)


def in_series(brief: Brief, occasion: Occasion, memory: Memory | None = None) -> Brief:
    """Return a brief with its number, and what is new against the editions before."""
    edition, recent = occasion.edition, occasion.history.recent
    if edition is None:
        return brief
    brief = replace(
        brief,
        edition=edition.number,
        revision=edition.revision,
        correction=edition.correction,
    )
    if memory is None:
        memory = Memory([recall_printed(b) for b in recent[::-1]])
    brief = follow_events(brief, memory)
    before = recent[0].indicators if recent else ()
    return replace(
        brief,
        changes=find_changes(brief, recent, memory),
        indicators=compare_indicators(brief.indicators, before),
    )


@contextmanager
def _means(order: Order, documents: Sequence[Document]) -> Iterator[Means]:
    """Give what reading may use: the cache beside a series' archive, and processes."""
    archive = archive_path(order.profile, order.place) if order.archive and order.cache else None
    cache = None
    if archive:
        cache = Cache(archive.with_name(archive.name.removesuffix(ARCHIVE_NAME) + CACHE_NAME))
    with _executor(order, documents) as executor:
        yield Means(cache=cache, worker=executor)


def _executor(
    order: Order, documents: Sequence[Document]
) -> AbstractContextManager[Executor | None]:
    """Return who reads the documents side by side, if it is worth it."""
    if order.scheduler:
        return Cluster(order.scheduler)
    alone = order.workers == 1 or not is_large(documents)
    return nullcontext() if alone else reading_worker(order.workers)


def _count_waiting(documents: Sequence[Document], brief: Brief) -> int:
    """Return how many documents left no trace in an edition: those of later ones."""
    skipped = {s.source for s in brief.skipped}
    met = len(brief.sources) + brief.repeated + sum(d.name in skipped for d in documents)
    return len(documents) - met


def _with_templates(order: Order) -> RenderOptions:
    """Return how an order is rendered: with the templates it names, else those of its profile."""
    named = order.profile.page.templates
    if order.render.templates or not named or not order.place:
        return order.render
    return replace(order.render, templates=order.place.parent / named)


def _read(order: Order, progress: Progress) -> tuple[Sequence[Document], tuple[Skipped, ...]]:
    """Return the documents of an order's sources, and what cannot be read."""
    progress("Reading sources")
    documents, skipped = hold_sources(order.sources, order.profile.reading)
    if not documents:
        where = ", ".join(map(str, order.sources))
        raise EmptyBriefError(where, [f"{s.source}: {s.reason}" for s in skipped])
    return documents, skipped


@contextmanager
def _entering(
    archive: Archive | None,
    edition: Edition | None,
    brief: Brief,
    documents: Sequence[Document],
    cache: Cache | None,
) -> Iterator[None]:
    """Let an edition enter its archive: at the end it is there, or it raises and nothing is."""
    if archive is None or edition is None:
        yield
        return
    with archive.transaction():
        told = pack(replace(sketch_brief(brief, documents, cache), events=remember(brief)))
        keep_edition(archive, edition, brief, dump(brief), list_seen(documents, brief), told)
        yield


def folder_name(brief: Brief, edition: Edition | None) -> str:
    """Return the name of an edition's folder: 2026-11-22-weekly-brief, in a series with -no-12.1."""
    name = f"{brief.as_of}-{brief.slug}"
    return f"{name}-no-{edition.label}" if edition else name


@contextmanager
def _open_series(order: Order) -> Iterator[Archive | None]:
    """Give the archive of a series, held for this run alone; nothing outside a series."""
    path = archive_path(order.profile, order.place) if order.archive else None
    if path is None:
        if order.correction is not None:
            problem = (
                "only an edition of a series can be corrected; give the profile a table [series]"
            )
            raise EditionError(order.as_of, problem)
        yield None
        return
    with hold(path), open_archive(path) as archive:
        yield archive


def _occasion(order: Order, archive: Archive | None) -> tuple[Occasion, Memory | None]:
    """Return the days of an edition, its number, what came before, and the analyst's edits; and what is remembered."""
    edits = load_edits(order.place.parent / FILE_NAME) if order.place else ()
    series = order.profile.series
    window = order.window or (window_of(series.period, order.as_of) if series else None)
    if archive is None or series is None or window is None:
        collected = found_in(order.sources)
        return Occasion(window=window, edits=edits, collected=collected), None
    kept = list_editions(archive)
    archived = [k.edition for k in kept]
    _refuse_clock_set_back(order, archived)
    count = Count(start=series.start, first=order.profile.edition or 1)
    edition = plan_edition(window, order.as_of, archived, count, order.correction)
    before = look_back(archive, edition, most=RECENT)
    recent = tuple(thaw(content, str(archive.path)) for content in before.briefs)
    history = History(recent=recent, seen=before.seen, later=before.later)
    occasion = Occasion(
        window=window,
        edition=edition,
        history=history,
        edits=edits,
        collected=_collected(order, edition, kept),
    )
    return occasion, recall(before.told)


def _collected(order: Order, edition: Edition, kept: Sequence[Kept]) -> tuple[CollectedFrom, ...]:
    """Return what was collected from: of an edition that may not change any more as it was then."""
    same = next((k for k in kept if k.edition.label == edition.label), None)
    if same and (same.issued or any(k.edition.number > edition.number for k in kept)):
        return thaw(same.brief, edition.label).collected
    return found_in(order.sources)


def _refuse_clock_set_back(order: Order, archived: Sequence[Edition]) -> None:
    latest = max(archived, key=lambda e: e.as_of, default=None)
    if order.as_of_is_today and latest and order.as_of < latest.as_of:
        problem = f"today is {order.as_of} by the clock, before its cut-off {latest.as_of}; set the clock, or give --as-of"
        raise EditionError(f"No. {latest.label}", problem)
