"""What all tests share."""

import fcntl
import gc
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Tests run side by side, and threads that wait for each other take twice the time; read when numpy loads."""

from builders import AS_OF, ROOT, SEEDS  # noqa: E402
from forked import HASH_SEED, forging  # noqa: E402
from looking import chromium  # noqa: E402

from briefgen.runtime import worker  # noqa: E402

FILES = ("analyst.pdf", "brief.html", "executive.pdf", "brief.json")
WITHOUT_POWERS = (
    "setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="Accept what is made now as the golden files."
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the files that take longest begin first, so that no process is left alone with one at the end."""
    names = (Path(__file__).parent / "slow.txt").read_text(encoding="utf-8").split()
    place = {name: n for n, name in enumerate(names)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


def pytest_collection_finish() -> None:
    """Look for garbage only among what tests make: what the modules hold is there to the end."""
    gc.collect()
    gc.freeze()


def _start(
    *arguments, cwd=ROOT, hash_seed=HASH_SEED, prefix=(), stdout=subprocess.PIPE, **environment
):
    return subprocess.run(
        [*prefix, sys.executable, "-m", "briefgen", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        timeout=600,
    )


def _tree(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="session")
def seeds():
    """The folder of sample articles and their profile."""
    return SEEDS


def _read_at_start(name):
    """Return whether an interpreter reads an environment variable as it starts, or its libraries do."""
    return name != "PYTHONPATH" and name.startswith(("PYTHON", "LC_", "LANG", "TZ", "OMP_"))


@pytest.fixture(scope="session")
def forge():
    """The process that programs are forked from."""
    with forging() as made:
        yield made


@pytest.fixture(scope="session", autouse=True)
def servers(request):
    """Let the workers of the tests' own process fork their servers, too; the first one starts the forge."""
    real = worker.start_server
    worker.start_server = lambda *given: request.getfixturevalue("forge").start_server(*given)
    yield real
    worker.start_server = real


@pytest.fixture(scope="session")
def start():
    """``briefgen`` by an interpreter that is started for it, run to its end; see `run`."""
    return _start


@pytest.fixture(scope="session")
def run(forge):
    """``briefgen`` as a program of its own, run to its end; keywords set its environment.

    It is forked from one that has its libraries; where it matters how the interpreter starts, that is done.
    """

    def run_to_end(*arguments, cwd=ROOT, **how):
        if {"hash_seed", "prefix", "stdout"} & set(how) or any(map(_read_at_start, how)):
            return _start(*arguments, cwd=cwd, **how)
        environment = {**os.environ, "PYTHONHASHSEED": HASH_SEED, **how}
        return forge.run(*arguments, cwd=cwd, environment=environment)

    return run_to_end


@pytest.fixture(scope="session")
def launch(forge):
    """``briefgen`` as `run` runs it, left running and without output: its process, to wait for or to kill."""

    def leave_running(*arguments, cwd=ROOT, **environment):
        environment = {**os.environ, "PYTHONHASHSEED": HASH_SEED, **environment}
        with Path(os.devnull).open("r+b") as nothing:
            streams = (nothing.fileno(),) * 3
            return forge.start(*arguments, cwd=cwd, environment=environment, streams=streams)

    return leave_running


@pytest.fixture(scope="session")
def refuses(run):
    """Run briefgen and see it fail as promised: by its code and one message, leaving files alone."""

    def check(*arguments, code, says, keeps=None, **how):
        before = _tree(keeps) if keeps else {}
        done = run(*arguments, **how)
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, done.stderr
        assert [part for part in says if part not in done.stderr] == [], done.stderr
        assert not done.stdout
        assert (_tree(keeps) if keeps else {}) == before
        return done.stderr

    return check


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """Make something once for all processes that run tests: who asks first makes it, in a folder, and says JSON of it."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def find_or_make(name, make):
        folder = root / f"shared-{name}"
        folder.mkdir(exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            told = folder / "told.json"
            if not told.exists():
                told.write_text(json.dumps(make(folder)))
            return json.loads(told.read_text())

    return find_or_make


@pytest.fixture(scope="session")
def build_process(start, shared):
    """The program's run that made the samples' brief."""

    def build(folder):
        done = start("build", "seeds/", "--as-of", AS_OF, "-o", folder / "output")
        return [*map(str, done.args)], done.returncode, done.stdout, done.stderr

    done = subprocess.CompletedProcess(*shared("built", build))
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="session")
def built(build_process):
    """The folder of the samples' brief, made by the program with all its files."""
    return Path(build_process.stdout.splitlines()[0]).parent


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, one for all tests."""
    with chromium() as running:
        yield running


@pytest.fixture
def last_good(tmp_path):
    """An output folder with a good edition, under the name that a build without a profile gives."""
    edition = tmp_path / "output" / f"{AS_OF}-news-brief"
    edition.mkdir(parents=True)
    for name in FILES:
        (edition / name).write_bytes(f"the last good {name}".encode())
    return edition.parent


@pytest.fixture(scope="session")
def mortal(tmp_path_factory):
    """What a command begins with so that permission bits bind it: for root, who is above them, setpriv."""
    folder = tmp_path_factory.mktemp("modes")
    readable, closed = folder / "readable", folder / "closed"
    for file in (readable, closed):
        file.write_text("Text.")
    closed.chmod(0)

    def reads(prefix, file):
        return not subprocess.run(
            [*prefix, "cat", file], capture_output=True, check=False
        ).returncode

    for prefix in ((), WITHOUT_POWERS):
        if reads(prefix, readable) and not reads(prefix, closed):
            return prefix
    return pytest.fail(
        "permission bits bind nobody here: run as another user, or grant CAP_SETPCAP"
    )
