"""The process that does a worker's jobs: it loads what they need once and forks a child for each.

Run by `worker.Worker`; talks over stdin and stdout. A child sets its own limits before it begins,
writes its answer to a file in memory and ends; the server hands the answer on.
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
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import IO, Any, NoReturn

from briefgen.errors import BriefgenError
from briefgen.runtime.isolation import leave_network
from briefgen.runtime.worker import Job, Limits, receive, send

FORKS_LOADED = sys.platform == "linux"
"""Whether modules are loaded before the forks: elsewhere the system's font libraries do not
survive a fork, and each child loads it for itself."""

PR_SET_PDEATHSIG = 1
"""See prctl(2)."""


def _end_with_parent() -> None:
    """Let the kernel end this process when its parent is gone, however it went; on Linux it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))


def serve(processes: int, preload: Sequence[str]) -> None:
    """Import some modules, then answer requests until the parent closes the pipe."""
    _end_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between two answers
    if FORKS_LOADED:
        _load(preload)
    while True:
        try:
            request = receive(sys.stdin.buffer)
        except EOFError:
            return
        jobs, limits = pickle.loads(request)  # noqa: S301 - from our own parent
        _run_all(jobs, limits, answers, processes)


def _load(modules: Sequence[str]) -> None:
    """Load what every job needs; what is missing, the jobs will say."""
    for name in modules:
        with suppress(Exception):
            module, _, function = name.partition(":")
            loaded = import_module(module)
            if function:
                getattr(loaded, function)()


def _run_all(jobs: tuple[Job, ...], limits: Limits, answers: IO[bytes], processes: int) -> None:
    """Run jobs, so many at a time, and send each answer as soon as it is there."""
    running: dict[int, tuple[int, IO[bytes]]] = {}
    for number, job in enumerate(jobs):
        if len(running) >= processes:
            _send_next(running, answers)
        file = _file()
        child = os.fork()
        if child == 0:
            _be_child(job, limits, file)
        running[child] = number, file
    while running:
        _send_next(running, answers)


def _file() -> IO[bytes]:
    """Return a file that no other process can see, in memory where the system has such."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("answer"), "w+b")
    return tempfile.TemporaryFile()  # closed by whoever reads the answer


def _send_next(running: dict[int, tuple[int, IO[bytes]]], answers: IO[bytes]) -> None:
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
    send(answers, json.dumps(head | {"job": number}).encode())
    send(answers, content)


def _be_child(job: Job, limits: Limits, file: IO[bytes]) -> NoReturn:
    """Do a job within limits, leave the answer in the file and end, whatever happens."""
    try:
        _end_with_parent()
        head, content = _answer(job, limits)
        send(file, json.dumps(head).encode())
        send(file, content)
    finally:
        os._exit(0)


def _answer(job: Job, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """Return the answer to one job: what it made, or what went wrong, with its warnings."""
    said = _Said()
    logger = logging.getLogger("briefgen")
    logger.addHandler(said)
    head: dict[str, Any]
    content = b""
    try:
        _hold_to(limits)
        module, _, name = job.function.partition(":")
        answer, content = getattr(import_module(module), name)(*job.arguments)
        head = {"answer": answer}
    except BriefgenError as error:
        head = {"error": type(error).__name__, "message": str(error), "fields": error.__dict__}
    except MemoryError:
        head = {"signal": int(signal.SIGKILL)}
    except BaseException:  # noqa: BLE001 - the parent raises it
        head = {"trace": traceback.format_exc()}
    return head | {"warnings": list(said.messages)}, content


class _Said(logging.Handler):
    """Collects what the work has to say, logger and message: once, however often a page is set to fit."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[tuple[str, str], None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.messages[record.name, record.getMessage()] = None


def _hold_to(limits: Limits) -> None:
    """Let the kernel end this process once it uses more than it may."""
    for number in (signal.SIGXCPU, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    held = [
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.megabytes * 2**20),
    ]
    if (
        limits.answer_megabytes is not None
    ):  # else a limit of the machine's is an error of the work's own
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        held.append((resource.RLIMIT_FSIZE, limits.answer_megabytes * 2**20))
    if not limits.network:
        leave_network()
    for what, most in held:
        hard = resource.getrlimit(what)[1]
        with suppress(ValueError, OSError):  # a stricter limit is already set, or none is known
            resource.setrlimit(what, (min(most, hard) if hard >= 0 else most, hard))
