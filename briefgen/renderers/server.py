"""The process that renders: it loads the page engine once and forks a child for each rendering.

Run by `worker.Worker`; talks over stdin and stdout. A child sets its own limits before it looks at a
template, writes its answer to a file in memory and ends; the server hands the answer on.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import pickle
import resource
import signal
import sys
import tempfile
import traceback
from contextlib import suppress
from typing import IO, Any, NoReturn

from briefgen.errors import BriefgenError
from briefgen.models import Brief
from briefgen.renderers import RenderOptions, render_one
from briefgen.renderers.worker import Job, Limits, receive, send

FORKS_LOADED = sys.platform == "linux"
"""Whether the page engine is loaded before the forks: elsewhere the system's font libraries do not
survive a fork, and each child loads it for itself."""

PR_SET_PDEATHSIG = 1
"""See prctl(2)."""


def _end_with_parent() -> None:
    """Let the kernel end this process when its parent is gone, however it went; on Linux it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))


def serve() -> None:
    """Answer requests until the parent closes the pipe."""
    _end_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between two answers
    if FORKS_LOADED:
        _load()
    while True:
        try:
            request = receive(sys.stdin.buffer)
        except EOFError:
            return
        brief, options, jobs = pickle.loads(request)  # noqa: S301 - from our own parent
        _run_all(brief, options, jobs, answers)


def _load() -> None:
    """Load what every rendering needs; what is missing, the renderings will say."""
    with suppress(Exception):
        import weasyprint  # noqa: F401, PLC0415

        from briefgen.renderers import html, pdf  # noqa: F401, PLC0415


def _run_all(
    brief: Brief, options: RenderOptions, jobs: tuple[Job, ...], answers: IO[bytes]
) -> None:
    """Run jobs, one a processor at a time, and send each answer as soon as it is there."""
    running: dict[int, tuple[int, IO[bytes]]] = {}
    for number, job in enumerate(jobs):
        if len(running) >= _processors():
            _send_next(running, jobs, answers)
        file = _file()
        child = os.fork()
        if child == 0:
            _be_child(brief, job, options, file)
        running[child] = number, file
    while running:
        _send_next(running, jobs, answers)


def _processors() -> int:
    known = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1


def _file() -> IO[bytes]:
    """Return a file that no other process can see, in memory where the system has such."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("answer"), "w+b")
    return tempfile.TemporaryFile()  # closed by whoever reads the answer


def _send_next(
    running: dict[int, tuple[int, IO[bytes]]], jobs: tuple[Job, ...], answers: IO[bytes]
) -> None:
    """Wait for one child and send what it answered, or what ended it."""
    child, status = os.wait()
    number, file = running.pop(child)
    head: dict[str, Any] = {}
    content = b""
    with file, suppress(EOFError):
        if os.WIFSIGNALED(status):
            head = {"signal": os.WTERMSIG(status)}
        file.seek(0)
        head |= json.loads(receive(file))
        content = receive(file)
    audience, renderer = jobs[number]
    head |= {"job": number, "audience": audience, "renderer": renderer}
    send(answers, json.dumps(head).encode())
    send(answers, content)


def _be_child(brief: Brief, job: Job, options: RenderOptions, file: IO[bytes]) -> NoReturn:
    """Render within limits, leave the answer in the file and end, whatever happens."""
    try:
        _end_with_parent()
        head, content = _answer(brief, job, options)
        send(file, json.dumps(head).encode())
        send(file, content)
    finally:
        os._exit(0)


def _answer(brief: Brief, job: Job, options: RenderOptions) -> tuple[dict[str, Any], bytes]:
    """Return the answer to one job: what it made, or what went wrong, with its warnings."""
    said = _Said()
    logger = logging.getLogger("briefgen.pages")
    logger.addHandler(said)
    head: dict[str, Any]
    content = b""
    try:
        _hold_to(options.limits)
        made = render_one(brief, *job, options)
        head, content = {"name": made.name, "media_type": made.media_type}, made.content
    except BriefgenError as error:
        head = {"error": type(error).__name__, "message": str(error), "fields": error.__dict__}
    except MemoryError:
        head = {"signal": int(signal.SIGKILL)}
    except BaseException:  # noqa: BLE001 - the parent raises it
        head = {"trace": traceback.format_exc()}
    return head | {"warnings": said.messages}, content


class _Said(logging.Handler):
    """Collects what the pages have to say."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _hold_to(limits: Limits) -> None:
    """Let the kernel end this process once it uses more than it may."""
    for number in (signal.SIGXCPU, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    for what, most in (
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.megabytes * 2**20),
    ):
        hard = resource.getrlimit(what)[1]
        with suppress(ValueError, OSError):  # a stricter limit is already set, or none is known
            resource.setrlimit(what, (min(most, hard) if hard >= 0 else most, hard))
