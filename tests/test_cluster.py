"""A Dask cluster reads a large collection as this machine would, also where one of its workers dies at work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from builders import ROOT, document
from test_odd_collections import items

from briefgen.analysis import analyse as module
from briefgen.analysis.analyse import Means, analyse
from briefgen.errors import WorkerError
from briefgen.runtime.cluster import Cluster
from briefgen.runtime.worker import Answer, Job, Limits

WORKERS = 2
DIES = "marked to die"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler and two workers, each a program of its own as `dask scheduler` and `dask worker` start them."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    quiet = {"DASK_DISTRIBUTED__DASHBOARD__ENABLED": "False", "DASK_LOGGING__DISTRIBUTED": "error"}
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    with ExitStack() as stack:

        def start(*arguments: str) -> None:
            command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
            process = subprocess.Popen(
                [*command, "--scheduler-file", str(file), "--no-dashboard"],
                cwd=folder,
                env={**os.environ, **quiet, "PYTHONPATH": paths},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)

        start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        for _ in range(WORKERS):
            start("dask_worker", "--nthreads", "1", "--host", "127.0.0.1")
        yield waited_for(file)


def waited_for(file: Path) -> str:
    """Return the scheduler's address once all workers are there."""
    import json

    from distributed import Client

    while not file.exists() or not file.read_text().strip():
        time.sleep(0.05)
    found: str = json.loads(file.read_text())["address"]
    with Client(found, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(WORKERS, timeout=120)
    return found


def die_once(file: str) -> Answer:
    """Kill the process that this runs in, the first time."""
    if not Path(file).exists():
        Path(file).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return {"process": os.getpid()}, b"done"


def fail() -> Answer:
    raise ValueError("this cannot be done")


def test_the_same_bytes_as_in_one_process(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [*items(12), document("Nothing.\n", "z.txt")]
    here = analyse(documents, "2025-11-09")
    monkeypatch.setattr(module, "PARALLEL_FROM", 0)
    monkeypatch.setattr(module, "analysis_of", lambda _: pytest.fail("read here"))
    with Cluster(address) as cluster:
        assert cluster.processes == WORKERS
        assert analyse(documents, "2025-11-09", means=Means(worker=cluster)) == here


def test_a_worker_that_is_killed_at_work_costs_time_only(address: str, tmp_path: Path) -> None:
    jobs = [
        Job(name=str(n), function=f"{__name__}:die_once", arguments=(str(tmp_path / "died"),))
        for n in range(6)
    ]
    with Cluster(address) as cluster:
        answers = cluster.run(jobs, Limits())
    assert (tmp_path / "died").exists()
    assert [content for _, content in answers] == [b"done"] * 6


def test_a_job_that_fails_there_is_told(address: str) -> None:
    with Cluster(address) as cluster, pytest.raises(WorkerError, match="this cannot be done"):
        cluster.run([Job(name="a", function=f"{__name__}:fail")], Limits())


def test_a_worker_with_another_version_is_told(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PARALLEL_FROM", 0)
    with Cluster(address) as cluster:
        monkeypatch.setattr(module, "fingerprint", lambda: b"another")
        with pytest.raises(WorkerError, match="install the same one there"):
            analyse([document("A text.\n")], "2025-11-09", means=Means(worker=cluster))


@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:9", "127.0.0.1:9", "smoke://signals"])
def test_an_address_that_does_not_answer_is_told(refuses, tmp_path: Path, wrong: str) -> None:
    (tmp_path / "a.txt").write_text("The ferry sank on Monday, officials said.\n")
    says = [wrong, "no Dask scheduler answers there", "dask scheduler"]
    refuses("build", tmp_path, "--scheduler", wrong, "-o", tmp_path / "out", code=5, says=says)


def test_without_dask_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WorkerError, match=r"briefgen\[cluster\]"), Cluster("tcp://127.0.0.1:9"):
        pass
