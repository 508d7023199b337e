"""Work in processes of their own, which end when they use too much time or memory.

A server process loads what the work needs while its parent goes on, and forks one child for each job;
the kernel holds the child to its limits. What goes in is a pickle of ours; what comes back is plain
bytes and JSON, never a pickle: a child that a hostile page has taken over can spoil its answer and
nothing else.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, Self

from briefgen import errors
from briefgen.errors import BriefgenError, WorkerError
from briefgen.runtime.temporary import PREFIX, at_work, sweep_folders

SERVE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from briefgen.runtime.server import serve; serve(int(sys.argv[2]), sys.argv[3:])"
"""What a server process runs: the same program, found where its parent found it."""

Answer = tuple[dict[str, Any], bytes]
"""What a job makes: a head that JSON can hold, and bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work for a child: a function of the program, and what it is called with."""

    name: str
    """What messages call it."""
    function: str
    """``package.module:function``; it returns an `Answer`."""
    arguments: tuple[Any, ...] = ()
    """What it is called with; what several jobs share is sent once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may use before it is ended.

    The analyst's PDF of 300 articles takes 7 s and 0.3 GB (see docs/design.md).
    """

    cpu_seconds: int = 240
    """Seconds of processor time."""
    seconds: int = 600
    """Seconds by the clock."""
    megabytes: int = 4096
    """Address space; not held on macOS, whose kernel does not count it."""
    answer_megabytes: int | None = None
    """Size of its answer, and of any file that it writes; no limit if not given."""
    network: bool = True
    """Whether it may talk to others: without, see `runtime.isolation`."""


class Executor(Protocol):
    """Whatever does jobs side by side: a `Worker` here, a `cluster.Cluster` on other machines."""

    @property
    def processes(self) -> int:
        """How many jobs are done at the same time."""

    def run(
        self,
        jobs: Sequence[Job],
        limits: Limits,
        progress: Callable[[str], None] = lambda _: None,
    ) -> tuple[Answer, ...]:
        """Return the answer to each job, in their order."""


class Worker:
    """A server process that does jobs; a context manager, started on entry and gone at the end.

    Args:
        preload: modules that it imports at once, for all its children; of ``module:function`` the function is called, too.
        processes: children at work at the same time; one a processor, if not given.
    """

    def __init__(self, preload: Sequence[str] = (), processes: int | None = None) -> None:
        self._preload = tuple(preload)
        self.processes = processes or processors()
        self._server: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        try:
            sweep_folders(Path(tempfile.gettempdir()))
            self._folder = tempfile.TemporaryDirectory(prefix=PREFIX)
            self._stack.enter_context(at_work(Path(self._folder.name)))
            self._server = start_server(self.processes, self._preload, self._folder.name)
        except OSError as error:
            cause = f"cannot be started ({error.strerror}); free memory, or set TMPDIR to a roomier folder"
            raise _failed(cause) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)
            with suppress(BrokenPipeError), self._server:
                pass  # closes the pipes and waits
        self._stack.close()
        if self._folder is not None:
            self._folder.cleanup()
        self._server = self._folder = None

    def run(
        self,
        jobs: Sequence[Job],
        limits: Limits,
        progress: Callable[[str], None] = lambda _: None,
    ) -> tuple[Answer, ...]:
        """Return the answer to each job, in their order; they run side by side.

        ``progress`` is told the names of the jobs that are not done yet, joined by commas.

        Raises:
            BriefgenError: what a job raised; of several the first in the order of the jobs.
            WorkerError: a job went over its limits or broke the process it ran in.
        """
        answers = self._answers(jobs, limits, progress)
        return tuple(_checked(job.name, *answers[n], limits) for n, job in enumerate(jobs))

    def attempt(
        self,
        jobs: Sequence[Job],
        limits: Limits,
        progress: Callable[[str], None] = lambda _: None,
    ) -> tuple[Answer | BriefgenError, ...]:
        """Return the answer to each job, or the error that it came to: one that fails costs no other.

        Raises:
            WorkerError: the server process itself is gone.
        """
        answers = self._answers(jobs, limits, progress)
        return tuple(_tried(job.name, *answers[n], limits) for n, job in enumerate(jobs))

    def _answers(
        self, jobs: Sequence[Job], limits: Limits, progress: Callable[[str], None]
    ) -> dict[int, Answer]:
        """Return the head and content of each job's answer, unchecked, by its place."""
        if self._server is None or self._server.stdin is None or self._server.stdout is None:
            raise RuntimeError("a worker works between its entry and its exit")
        waiting = {n: job.name for n, job in enumerate(jobs)}
        answers: dict[int, Answer] = {}
        try:
            send(self._server.stdin, pickle.dumps((tuple(jobs), limits)))
            while waiting:
                progress(", ".join(waiting.values()))
                head = json.loads(receive(self._server.stdout))
                answers[head["job"]] = head, receive(self._server.stdout)
                del waiting[head["job"]]
        except (OSError, EOFError) as error:
            raise _failed("ended without an answer; run it again") from error
        return answers


def start_server(processes: int, preload: Sequence[str], folder: str) -> subprocess.Popen[bytes]:
    """Start a server process in a group of its own; its temporary files go into a folder."""
    command = (sys.executable, "-P", "-c", SERVE, json.dumps(sys.path), str(processes), *preload)
    return subprocess.Popen(  # noqa: S603 - ourselves
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": folder},
        process_group=0,
    )


def processors() -> int:
    """Return how many processors this program may use."""
    known = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1


def send(pipe: IO[bytes], data: bytes) -> None:
    """Write one message: its length in 8 bytes, then the message."""
    pipe.write(struct.pack("!Q", len(data)) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Read one message.

    Raises:
        EOFError: the other side has closed.
    """
    head = pipe.read(8)
    size = struct.unpack("!Q", head)[0] if len(head) == 8 else 0  # noqa: PLR2004 - as sent
    data = pipe.read(size)
    if len(head) < 8 or len(data) < size:  # noqa: PLR2004 - as sent
        raise EOFError
    return data


def _checked(name: str, head: dict[str, Any], content: bytes, limits: Limits) -> Answer:
    """Return what a job made, after its warnings are logged here; or raise what it raised."""
    for logger, warning in head.get("warnings", ()):
        logging.getLogger(logger).warning("%s", warning)
    if "error" in head:
        raise _thawed(head)
    if "signal" in head:
        raise WorkerError(name, _ended(head["signal"], limits))
    if "trace" in head:
        raise RuntimeError(f"{name} failed:\n{head['trace']}")
    if "answer" not in head:
        raise WorkerError(name, "ended without an answer; free memory and run it again")
    answer: dict[str, Any] = head["answer"]
    return answer, content


def _tried(
    name: str, head: dict[str, Any], content: bytes, limits: Limits
) -> Answer | BriefgenError:
    """Return what a job made, or the error that `_checked` raises for it."""
    try:
        return _checked(name, head, content, limits)
    except BriefgenError as error:
        return error


def _thawed(head: dict[str, Any]) -> errors.BriefgenError:
    """Return an error of ours as the child raised it."""
    kind = getattr(errors, head["error"])
    error: errors.BriefgenError = kind.__new__(kind, head["message"])
    error.__dict__.update(head["fields"])
    return error


def _ended(number: int, limits: Limits) -> str:
    """Return why a signal ended a job."""
    causes = {
        signal.SIGXFSZ: f"gave more than {limits.answer_megabytes} MB",
        signal.SIGXCPU: f"took more than {limits.cpu_seconds} s of processor time",
        signal.SIGALRM: f"took more than {limits.seconds} s",
    }
    memory = f"needed more than {limits.megabytes:,} MB of memory, or broke the process"
    return f"{causes.get(signal.Signals(number), memory)} and was stopped"


def _failed(what: str) -> WorkerError:
    return WorkerError("the working process", what)
