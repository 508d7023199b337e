"""Foreign bytes, read in a process without network and within limits: feeds, section pages, articles, OPML files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, Self

from briefgen.errors import BriefgenError, WorkerError
from briefgen.model.packed import load_packed
from briefgen.profile.tables import ReadingOptions
from briefgen.runtime.worker import Answer, Job, Limits, Worker
from briefgen.sources import listing
from briefgen.sources.listing import Listed, Outline, Said
from briefgen.sources.readers.foreign import limits_for

PRELOAD = ("briefgen.sources.listing", "briefgen.sources.readers.page", "feedparser")


class Parser:
    """A worker that is started when it is first needed; a context manager, asked by any thread.

    ``charset`` is always what the server says of its answer.

    One thread of its own starts it and speaks to it: the system ends a worker with the thread that started it, and
    those that fetch come and go.
    """

    def __init__(self, options: ReadingOptions) -> None:
        self._options = options
        self._stack = ExitStack()
        self._worker: Worker | None = None
        self._thread = ThreadPoolExecutor(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.submit(self._stack.close).result()
        self._thread.shutdown()

    def feed(self, data: bytes, charset: str | None) -> Listed:
        """Return the entries of a feed."""
        found = self._ask("read_feed_job", Listed, data, charset)
        return found if isinstance(found, Listed) else Listed(problem=found)

    def links(self, data: bytes, charset: str | None, address: str, pattern: str) -> Listed:
        """Return the links of a page that fit a pattern."""
        found = self._ask("read_links_job", Listed, data, charset, address, pattern)
        return found if isinstance(found, Listed) else Listed(problem=found)

    def said(self, data: bytes, charset: str | None, name: str) -> Said:
        """Return what a file says."""
        found = self._ask("read_said_job", Said, data, charset, name, self._options)
        return found if isinstance(found, Said) else Said(problem=found)

    def opml(self, data: bytes) -> tuple[Outline, ...]:
        """Return the feeds of an OPML file; none where it cannot be read."""
        found = self._ask("read_opml_job", tuple[Outline, ...], data)
        return found if isinstance(found, tuple) else ()

    def _ask(self, function: str, kind: Any, data: bytes, *more: object) -> Any:
        """Return the answer to a job, or why there is none."""
        job = Job(
            name="an answer", function=f"{listing.__name__}:{function}", arguments=(data, *more)
        )
        answer = self._thread.submit(self._attempt, job, limits_for(len(data))).result()
        if isinstance(answer, BriefgenError):
            cause = answer.cause if isinstance(answer, WorkerError) else str(answer)
            return f"its reader {cause}"
        return load_packed(kind, answer[1])

    def _attempt(self, job: Job, limits: Limits) -> Answer | BriefgenError:
        if self._worker is None:
            self._worker = self._stack.enter_context(Worker(preload=PRELOAD, processes=1))
        return self._worker.attempt([job], limits)[0]
