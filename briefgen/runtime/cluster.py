"""Work on other machines: what `worker.Worker` does in processes of this one, a Dask cluster does with the same jobs.

Jobs go out and answers come back over the network; the machines share no files. The cluster is one's own and
trusted: whoever reaches its scheduler can have it run anything, with briefgen or without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from threading import Lock
from typing import Any, Self

from briefgen.errors import WorkerError
from briefgen.runtime.worker import Answer, Job, Limits

PATIENCE = 10
"""Seconds in which a scheduler must answer."""
_one_at_a_time = Lock()


class Cluster:
    """A Dask scheduler and its workers; a context manager, connected on entry.

    Args:
        address: of the scheduler, such as ``tcp://scheduler:8786``.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.processes = 1
        self._client: Any = None

    def __enter__(self) -> Self:
        try:
            from distributed import Client  # noqa: PLC0415 - an extra, and half a second
        except ImportError as error:
            cause = "needs Dask; install it with pip install 'briefgen[cluster]'"
            raise WorkerError(self.address, cause) from error
        try:
            self._client = Client(self.address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, ImportError) as error:
            cause = f"no Dask scheduler answers there ({_first_line(error)}); start one with 'dask scheduler'"
            raise WorkerError(self.address, cause) from error
        self.processes = sum(self._client.nthreads().values())
        if not self.processes:
            self.close()
            cause = f"this scheduler has no workers; start some with 'dask worker {self.address} --nthreads 1'"
            raise WorkerError(self.address, cause)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the scheduler; it and its workers go on without us."""
        if self._client is not None:
            with suppress(OSError, TimeoutError):
                self._client.close()
        self._client = None

    def run(
        self,
        jobs: Sequence[Job],
        limits: Limits,
        progress: Callable[[str], None] = lambda _: None,
    ) -> tuple[Answer, ...]:
        """Return the answer to each job, in their order; a job whose machine is gone is done on another.

        Of the limits that of seconds is held, here; memory and processor time are the workers' own affair.

        Raises:
            WorkerError: a job failed, or took too long.
        """
        from distributed import wait  # noqa: PLC0415 - see above

        if self._client is None:
            raise RuntimeError("a cluster works between its entry and its exit")
        futures = self._client.map(
            do, [j.function for j in jobs], [j.arguments for j in jobs], pure=False
        )
        progress(f"{len(jobs)} parts on {self.processes} workers")
        try:
            with self._client.as_current():
                wait(futures, timeout=limits.seconds)
            answers: list[Answer] = self._client.gather(futures)
        except TimeoutError as error:
            raise WorkerError(
                self.address,
                f"took more than {limits.seconds} s; see whether its workers are alive",
            ) from error
        except Exception as error:
            cause = f"a job failed there ({type(error).__name__}: {_first_line(error)}); see its workers' log"
            raise WorkerError(self.address, cause) from error
        finally:
            self._client.cancel(futures)
        return tuple(answers)


def do(function: str, arguments: tuple[Any, ...]) -> Answer:
    """Do a job in a process of the cluster, one at a time: our libraries are not made for threads."""
    module, _, name = function.partition(":")
    with _one_at_a_time:
        answer: Answer = getattr(import_module(module), name)(*arguments)
        return answer


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
