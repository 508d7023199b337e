"""briefgen as a program of its own that is there at once: forked from a process that has loaded its libraries.

What a build loads (spaCy, scikit-learn, WeasyPrint) costs more than the build of a few articles. `Forge`
loads it once; a program that it forks has its own arguments, folder, environment and streams, and ends by
itself, as one that a shell started. What an interpreter reads as it starts cannot be given: for other hash
seeds, locales and limits tests start a real one.
"""

from __future__ import annotations

import atexit
import gc
import io
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NoReturn, Self

from briefgen.runtime import server, worker

HASH_SEED = "0"
"""The hash seed of all forked programs."""
LATE = """
    css_inline fontTools.ttLib onnxruntime PIL.Image pydantic rich.console rich.table scipy.sparse.linalg
    sklearn.cluster sklearn.feature_extraction.text sklearn.preprocessing spacy weasyprint.text.fonts
""".split()
"""What the program loads only where it is needed."""
SERVE = "import sys; sys.path.insert(0, sys.argv[1]); import forked; forked.serve(int(sys.argv[2]))"


class Program:
    """A running program, with what `subprocess.Popen` has."""

    def __init__(self, connection: socket.socket, arguments: tuple[str, ...]) -> None:
        self.args = arguments
        self.returncode: int | None = None
        self._connection = connection
        self.pid = int(connection.recv(16))

    def poll(self) -> int | None:
        """Return how it ended, if it has."""
        return self._await(0)

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ends: its exit code, or the number of the signal that ended it, negative."""
        if self._await(timeout) is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return self.returncode or 0

    def kill(self) -> None:
        """End it with signal 9."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def _await(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._connection], [], [], timeout)[0]:
            self.returncode = int(self._connection.recv(16))
            self._connection.close()
        return self.returncode


class Server:
    """The server process of a worker, with what a worker uses of `subprocess.Popen`."""

    def __init__(self, pid: int, wait: Callable[[], object], orders: int, answers: int) -> None:
        self.pid, self._wait = pid, wait
        self.stdin, self.stdout = os.fdopen(orders, "wb"), os.fdopen(answers, "rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.stdout.close()
            self.stdin.close()
        finally:
            self._wait()


class Forge:
    """The process that programs are forked from; it ends with the tests."""

    def __init__(self) -> None:
        self._end, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-c", SERVE, str(Path(__file__).parent), str(other.fileno())]
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        self._process = subprocess.Popen(
            command,
            cwd=Path(__file__).parent.parent,
            env=environment | {"PYTHONHASHSEED": HASH_SEED},
            pass_fds=[other.fileno()],
            stdin=subprocess.DEVNULL,
        )
        other.close()

    def start(
        self,
        *arguments: object,
        cwd: Path,
        environment: Mapping[str, str],
        streams: tuple[int, int, int],
    ) -> Program:
        """Start briefgen with these arguments; the streams are descriptors for its 0, 1 and 2."""
        line = tuple(map(str, arguments))
        order = {"arguments": line, "cwd": str(cwd), "environment": dict(environment)}
        return Program(self._ask(order, streams), line)

    def start_server(self, processes: int, preload: Sequence[str], folder: str) -> Server:
        """Do what `worker.start_server` does."""
        to_read, its_answers = os.pipe()
        its_orders, to_write = os.pipe()
        serving = {"processes": processes, "preload": list(preload), "folder": folder}
        order = {
            "serving": serving,
            "path": sys.path,
            "cwd": str(Path.cwd()),
            "environment": dict(os.environ),
        }
        with Path(os.devnull).open("wb") as nothing:
            connection = self._ask(order, (its_orders, its_answers, nothing.fileno()))
        os.close(its_orders)
        os.close(its_answers)
        program = Program(connection, ("server",))
        return Server(program.pid, program.wait, to_write, to_read)

    def _ask(self, order: Mapping[str, Any], streams: tuple[int, int, int]) -> socket.socket:
        return _ask(self._end, order, streams)

    def run(self, *arguments: object, cwd: Path, environment: Mapping[str, str]) -> Any:
        """Run briefgen to its end and return what `subprocess.run` would, its streams captured."""
        with (
            Path(os.devnull).open() as nothing,
            tempfile.TemporaryFile() as stdout,
            tempfile.TemporaryFile() as stderr,
        ):
            streams = (nothing.fileno(), stdout.fileno(), stderr.fileno())
            program = self.start(*arguments, cwd=cwd, environment=environment, streams=streams)
            try:
                code = program.wait(600)
            finally:
                program.kill()
            said = []
            for stream in (stdout, stderr):
                stream.seek(0)
                said.append(stream.read().decode("utf-8", "surrogateescape").replace("\r\n", "\n"))
        return subprocess.CompletedProcess(program.args, code, *said)

    def program_files(self, folder: Path) -> int:
        """Write ``briefgen`` for shells, and ``forked-python`` that takes ``-c CODE``: the forge forks them.

        Returns the descriptor that the shell must inherit.
        """
        here, descriptor = str(Path(__file__).parent), self._end.fileno()
        code = f"import sys; sys.path.insert(0, {here!r}); import forked; sys.exit(forked.hand_over({descriptor}))"
        for name in ("briefgen", "forked-python"):
            file = folder / name
            file.write_text(f"#!{sys.executable}\n{code}\n", encoding="utf-8")
            file.chmod(0o755)
        return descriptor

    def close(self) -> None:
        """End the process."""
        self._end.close()
        self._process.wait()


def _ask(
    forge: socket.socket, order: Mapping[str, Any], streams: tuple[int, int, int]
) -> socket.socket:
    """Send an order and return where it is answered: a process's number, then how it ended."""
    mine, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with its, tempfile.TemporaryFile() as written:
        written.write(json.dumps(order).encode("utf-8", "surrogateescape"))
        written.flush()
        socket.send_fds(forge, [b"!"], [its.fileno(), written.fileno(), *streams])
    return mine


def hand_over(descriptor: int) -> int:
    """Have a forge fork the program that this process was asked to be, and return its exit code."""
    line = tuple(sys.argv[1:])
    order = {"arguments": line, "cwd": str(Path.cwd()), "environment": dict(os.environ)}
    if Path(sys.argv[0]).name == "forked-python":
        order["code"] = line[1]
    with socket.socket(fileno=os.dup(descriptor)) as forge:
        code = Program(_ask(forge, order, (0, 1, 2)), line).wait()
    return code if code >= 0 else 128 - code


@contextmanager
def forging() -> Iterator[Forge]:
    """Give a forge while tests run."""
    forge = Forge()
    try:
        yield forge
    finally:
        forge.close()


# In the process that is forked -------------------------------------------------------------------


def serve(descriptor: int) -> NoReturn:
    """Load what the program may need, then fork one for each order until the tests close their end."""
    import briefgen

    for module in walk_packages(briefgen.__path__, "briefgen."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in LATE:
        import_module(name)
    _warm()
    path = [entry for entry in sys.path if entry != str(Path(__file__).parent)][1:]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel forgets those who watched
    with socket.socket(fileno=descriptor) as orders:
        while True:
            message, descriptors, *_ = socket.recv_fds(orders, 1, 5)
            if not message:
                os._exit(0)  # nothing is taken apart: fonts complain of it
            if os.fork() == 0:
                orders.close()
                _watch(descriptors, path)
            for number in descriptors:
                os.close(number)


def _warm() -> None:
    """Do once what each program would do first: words, weights, templates and fonts are then there for all.

    What the programs find is never looked through for garbage again, which would copy it for each of them.
    """
    from builders import seeds_brief

    from briefgen.profile.tables import ReadingOptions
    from briefgen.rendering import RenderOptions, render_one
    from briefgen.rendering.audiences import AUDIENCES
    from briefgen.rendering.formats.pdf import prepare
    from briefgen.sources.readers.dispatch import read_open
    from briefgen.sources.readers.place import Place

    prepare()
    brief = seeds_brief()
    for audience in AUDIENCES.values():
        for renderer in audience.renderers:
            if renderer == "pdf" and audience.name != "executive":
                continue  # one document warms what the others need
            made = render_one(brief, audience.name, renderer, RenderOptions())
            if renderer == "html":
                place = Place(path=made.name, file=made.name)
                list(read_open(io.BytesIO(made.content), place, "page", ReadingOptions()))
    gc.collect()
    gc.freeze()


def _watch(descriptors: list[int], path: list[str]) -> None:
    """Fork the program and tell its number, then how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    answer = socket.socket(fileno=descriptors[0])
    child = os.fork()
    if child == 0:
        answer.close()
        os._exit(_be_program(descriptors[1:], path))
    _lead_group(child)
    for number in descriptors[1:]:
        os.close(number)
    with suppress(OSError):  # nobody waits for it
        answer.send(str(child).encode())
    _, status = os.waitpid(child, 0)
    with suppress(OSError):
        answer.send(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _be_program(descriptors: list[int], path: list[str]) -> int:
    """Become what ``python -m briefgen`` is, and return the exit code."""
    with open(descriptors[0], "rb", closefd=False) as order:
        order.seek(0)
        request = json.loads(order.read().decode("utf-8", "surrogateescape"))
    for number, stream in enumerate(descriptors[1:]):
        os.dup2(stream, number)
    for number in descriptors:
        os.close(number)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    tempfile.tempdir = None
    more = [entry for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep) if entry]
    if serving := request.get("serving"):
        sys.path[:] = request["path"]
        _be_server(**serving)
    sys.path[:] = [request["cwd"], *more, *path]
    sys.argv = ["briefgen", *request["arguments"]]
    worker.start_server = _fork_server
    code = 1
    try:
        if "code" in request:
            exec(request["code"], {"__name__": "__main__"})  # noqa: S102 - the pages' own examples
        else:
            runpy.run_module("briefgen", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = _code(end.code)
    except BaseException:  # noqa: BLE001 - as an interpreter ends
        traceback.print_exc()
    else:
        code = 0
    atexit._run_exitfuncs()  # noqa: SLF001 - as an interpreter ends
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    return code


def _fork_server(processes: int, preload: Sequence[str], folder: str) -> Server:
    """Do what `worker.start_server` does, from a program that was forked itself."""
    to_read, its_answers = os.pipe()
    its_orders, to_write = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(its_orders, 0)
        os.dup2(its_answers, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        _be_server(processes, preload, folder)
    _lead_group(child)
    os.close(its_orders)
    os.close(its_answers)
    return Server(child, lambda: os.waitpid(child, 0), to_write, to_read)


def _be_server(processes: int, preload: Sequence[str], folder: str) -> NoReturn:
    try:
        _lead_group(0)
        os.environ["TMPDIR"] = folder
        tempfile.tempdir = None
        server.serve(processes, preload)
    finally:
        os._exit(0)


def _lead_group(process: int) -> None:
    """Give a process a group of its own; parent and child both do, for who is first is not known."""
    with suppress(OSError):
        os.setpgid(process, process)


def _code(given: Any) -> int:
    """Return the exit code of ``sys.exit``."""
    if given is None or isinstance(given, int):
        return int(given or 0)
    sys.stderr.write(f"{given}\n")
    return 1
