"""Rendering in processes of their own, which end when they use too much time or memory.

A server process loads the page engine while its parent still reads and chooses, and forks one child
for each rendering; the kernel holds the child to its limits. What comes back is plain bytes and JSON,
never a pickle: a child that a hostile page has taken over can spoil its page and nothing else.
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
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from briefgen import errors
from briefgen.errors import RenderError
from briefgen.leftovers import PREFIX, at_work, sweep_folders
from briefgen.models import Artifact, Brief

if TYPE_CHECKING:
    from briefgen.renderers import RenderOptions

SERVE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from briefgen.renderers.server import serve; serve()"
"""What a server process runs: the same program, found where its parent found it."""

Job = tuple[str, str]
"""An audience and the name of a renderer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one rendering may use before it is ended.

    The analyst's PDF of 300 articles takes 7 s and 0.3 GB (see docs/design.md).
    """

    cpu_seconds: int = 240
    """Seconds of processor time."""
    seconds: int = 600
    """Seconds by the clock."""
    megabytes: int = 4096
    """Address space; not held on macOS, whose kernel does not count it."""


class Worker:
    """A server process that renders; a context manager, started on entry and gone at the end."""

    def __init__(self) -> None:
        self._server: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        command = [sys.executable, "-P", "-c", SERVE, json.dumps(sys.path)]
        try:
            sweep_folders(Path(tempfile.gettempdir()))
            self._folder = tempfile.TemporaryDirectory(prefix=PREFIX)
            self._stack.enter_context(at_work(Path(self._folder.name)))
            self._server = subprocess.Popen(  # noqa: S603 - ourselves
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "TMPDIR": self._folder.name},
                process_group=0,
            )
        except OSError as error:
            cause = f"cannot be started ({error.strerror}); free memory, or set TMPDIR to a roomier folder"
            raise _failed(cause) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)
            with suppress(BrokenPipeError), self._server:
                pass  # closes the pipes and waits
        self._stack.close()
        if self._folder is not None:
            self._folder.cleanup()
        self._server = self._folder = None

    def render(
        self,
        brief: Brief,
        jobs: Sequence[Job],
        options: RenderOptions,
        progress: Callable[[str], None] = lambda _: None,
    ) -> tuple[Artifact, ...]:
        """Return the artifact of each job, in their order; they run side by side, one a processor.

        Raises:
            BriefgenError: what the renderer raised; of several the first in the order of the jobs.
            RenderError: a rendering went over its limits or broke the process it ran in.
        """
        if self._server is None or self._server.stdin is None or self._server.stdout is None:
            raise RuntimeError("a worker renders between its entry and its exit")
        waiting = dict(enumerate(jobs))
        answers: dict[int, tuple[dict[str, Any], bytes]] = {}
        try:
            send(self._server.stdin, pickle.dumps((brief, options, tuple(jobs))))
            while waiting:
                progress(f"Rendering {', '.join(' '.join(job) for job in waiting.values())}")
                head = json.loads(receive(self._server.stdout))
                answers[head["job"]] = head, receive(self._server.stdout)
                del waiting[head["job"]]
        except (OSError, EOFError) as error:
            raise _failed("ended without an answer; run it again") from error
        return tuple(_artifact(*answers[n], options.limits) for n in range(len(jobs)))


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


def _artifact(head: dict[str, Any], content: bytes, limits: Limits) -> Artifact:
    """Return what a rendering made, after its warnings are logged here; or raise what it raised."""
    where = f"{head['audience']} {head['renderer']}"
    for warning in head.get("warnings", ()):
        logging.getLogger("briefgen.pages").warning("%s", warning)
    if "error" in head:
        raise _thawed(head)
    if "signal" in head:
        raise RenderError(where, None, _ended(head["signal"], limits))
    if "trace" in head:
        raise RuntimeError(f"{where} failed:\n{head['trace']}")
    if "name" not in head:
        raise RenderError(where, None, "ended without an answer; free memory and run it again")
    return Artifact(name=head["name"], media_type=head["media_type"], content=content)


def _thawed(head: dict[str, Any]) -> errors.BriefgenError:
    """Return an error of ours as the child raised it."""
    kind = getattr(errors, head["error"])
    error: errors.BriefgenError = kind.__new__(kind, head["message"])
    error.__dict__.update(head["fields"])
    return error


def _ended(number: int, limits: Limits) -> str:
    """Return why a signal ended a rendering."""
    causes = {
        signal.SIGXCPU: f"took more than {limits.cpu_seconds} s of processor time",
        signal.SIGALRM: f"took more than {limits.seconds} s",
    }
    memory = f"needed more than {limits.megabytes:,} MB of memory, or broke the page engine"
    return f"{causes.get(signal.Signals(number), memory)} and was stopped; simplify the template, or make the brief smaller"


def _failed(what: str) -> RenderError:
    return RenderError("the rendering process", None, what)
