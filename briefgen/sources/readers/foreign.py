"""Files that need a parser, each read in a process of its own: without network, within limits.

A file that its parser does not survive costs its own line among those that were skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.errors import BriefgenError, WorkerError
from briefgen.model import Document, Skipped
from briefgen.model.packed import dump_packed, load_packed
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime import extensions
from briefgen.runtime.worker import Answer, Job, Limits, Worker
from briefgen.sources.readers.dispatch import read_open
from briefgen.sources.readers.place import Place

BATCH = 64
"""Files whose answers are held at a time."""
MEGABYTES = 1024
"""Address space of a reading process."""
ANSWER_MEGABYTES = 256
"""What a reading process may write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that has a reader."""

    file: Path
    place: Place
    format: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a file gave, as it travels between processes."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]


def read_foreign(files: Sequence[Found], options: ReadingOptions) -> Iterator[Document | Skipped]:
    """Yield the articles of some files, and why a file or a part of it gives none."""
    for _, results in read_each(files, options):
        yield from results


def read_each(
    files: Sequence[Found], options: ReadingOptions
) -> Iterator[tuple[Found, tuple[Document | Skipped, ...]]]:
    """Yield each file with its articles, and why it or a part of it gives none."""
    if not files:
        return
    formats = sorted({f.format for f in files})
    modules = [extensions.BUILT_IN["reader"][name].partition(":")[0] for name in formats]
    with Worker(preload=(__name__, *modules)) as worker:
        for limits, batch in _batches(files):
            jobs = [_job(found, options) for found in batch]
            for found, answer in zip(batch, worker.attempt(jobs, limits), strict=True):
                yield found, tuple(_unpacked(found, answer))


def _batches(files: Sequence[Found]) -> Iterator[tuple[Limits, Sequence[Found]]]:
    """Yield files with the limits they are read in: small ones together, large ones by themselves."""
    small = [f for f in files if f.size <= LARGE]
    for start in range(0, len(small), BATCH):
        yield limits_for(LARGE), small[start : start + BATCH]
    for found in files:
        if found.size > LARGE:
            yield limits_for(found.size), [found]


LARGE = 10_000_000
"""Bytes up to which a file has to be read in the shortest time."""


def limits_for(size: int) -> Limits:
    """Return the limits for a file of a size in bytes: 10 s of processor time, or a second a megabyte."""
    return Limits(
        cpu_seconds=max(10, size // 1_000_000),
        seconds=max(60, size // 250_000),
        megabytes=MEGABYTES,
        answer_megabytes=ANSWER_MEGABYTES,
        network=False,
    )


def _job(found: Found, options: ReadingOptions) -> Job:
    return Job(
        name=found.place.file,
        function=f"{__name__}:answer",
        arguments=(str(found.file), found.place, found.format, options),
    )


def answer(file: str, place: Place, reader: str, options: ReadingOptions) -> Answer:
    """Return the articles of a file as a worker's answer."""
    results: list[Document | Skipped] = []
    try:
        with Path(file).open("rb") as opened:
            results.extend(read_open(opened, place, reader, options))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a parser does on foreign bytes costs this file alone
        results.append(Skipped(source=place.file, reason=broken(error)))
    documents = tuple(r for r in results if isinstance(r, Document))
    skipped = tuple(r for r in results if isinstance(r, Skipped))
    return {}, dump_packed(Results(documents=documents, skipped=skipped))


def broken(error: Exception) -> str:
    """Return why a file cannot be read, where its parser gave up."""
    said = " ".join(str(error).split())[:160]
    return f"broken, or not what it seems ({type(error).__name__}{': ' if said else ''}{said}); fetch it again"


def _unpacked(found: Found, answer: Answer | BriefgenError) -> Iterator[Document | Skipped]:
    """Yield what came back for a file."""
    if isinstance(answer, BriefgenError):
        cause = answer.cause if isinstance(answer, WorkerError) else str(answer)
        yield Skipped(source=found.place.file, reason=f"its reader {cause}; take it out or mend it")
        return
    results = load_packed(Results, answer[1])
    yield from results.documents
    yield from results.skipped
