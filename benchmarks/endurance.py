"""What a build withstands: the same bytes after every accident, and how much more many articles take.

    python benchmarks/endurance.py CORPUS.jsonl [-n 36] [--cuts 100] [--kills 20] [--orders] [--cluster] [--sizes 100,1000]
    python benchmarks/endurance.py --alterations WEEK.jsonl… | --hostile [25000] | --megabytes 9 [--shapes NAME,NAME]

- cuts: the file of what was read is cut, or one byte of it turned, at a random place; the next build is the same;
- kills: a build is killed at a random moment (signal 9); nothing half is left, and the next build is the same;
- orders: the articles' lines in another order, and 1, 2 and 4 processes (these and the cluster only read what is
  large: take 300 articles);
- cluster: a Dask scheduler with two workers, one of which is killed as it reads;
- sizes: seconds and peak memory of builds of so many articles, each in a process of its own (see speed.py);
- alterations: every kind of field of the samples' brief, of a small one, of each week's and of an edition is altered, and
  forged with hashes that fit; each has to be noticed and named (see endurance_proof.py);
- hostile: texts that are the worst for some rule at n, 2n and 4n, and at so many megabytes beside articles.

"The same" is every byte of brief.json, but of orders: there the articles' own names are those of the lines, and
sentences, points and counts are compared. Prints JSON; it ends with 1 where anything differs. CI takes a slice
(tests/test_endurance.py).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from endurance_proof import alter, build_hostile, grow_hostile
from speed import articles

HERE = Path(__file__).parent
AS_OF = "9998-12-31"
PROFILE = 'title = "Endurance"\naudiences = []\n[series]\nperiod = "month"\n'
LEFT_BY_KILLS = ".briefgen-"
"""How the names of files begin that a killed build leaves; the next one sweeps them."""


class Process(Protocol):
    """A running build, as `subprocess.Popen` is one."""

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended."""

    def poll(self) -> int | None:
        """Return how it ended, if it has."""

    def kill(self) -> None:
        """End it with signal 9."""


def start(arguments: Sequence[str]) -> Process:
    """Start briefgen as a shell would, its talk put away."""
    command = [sys.executable, "-m", "briefgen", *arguments]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=HERE.parent, stdout=quiet, stderr=quiet)  # noqa: S603 - ourselves


@dataclass(frozen=True, slots=True)
class Case:
    """A folder with articles and a profile, and how to build it."""

    folder: Path
    documents: tuple[dict[str, Any], ...]
    start: Callable[[Sequence[str]], Process] = start

    @property
    def cache(self) -> Path:
        """Where what was read is kept."""
        return self.folder / "endurance.briefgen.cache"

    @property
    def output(self) -> Path:
        """Where the edition is written."""
        return self.folder / "output"

    def write(self, documents: Sequence[dict[str, Any]]) -> None:
        """Write the articles and the profile."""
        (self.folder / "inbox").mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(d) + "\n" for d in documents)
        (self.folder / "inbox" / "articles.jsonl").write_text(lines, encoding="utf-8")
        (self.folder / "briefgen.toml").write_text(PROFILE, encoding="utf-8")

    def begin(self, *more: str) -> Process:
        """Start a build."""
        inbox, profile = str(self.folder / "inbox"), str(self.folder / "briefgen.toml")
        span = ("--from", "1000-01-01", "--to", AS_OF)
        return self.start(["build", inbox, "-p", profile, *span, "-o", str(self.output), *more])

    def build(self, *more: str) -> bytes:
        """Build it and return the brief's bytes.

        Raises:
            RuntimeError: the build failed.
        """
        code = self.begin(*more).wait()
        if code:
            raise RuntimeError(f"a build ended with {code}")
        return self.brief

    @property
    def brief(self) -> bytes:
        """The bytes of the brief that was written."""
        (path,) = self.output.glob("*/brief.json")
        return path.read_bytes()


@contextmanager
def case(
    corpus: Path, count: int, start: Callable[[Sequence[str]], Process] = start
) -> Iterator[Case]:
    """Give a case of so many articles in a folder that goes again."""
    with tempfile.TemporaryDirectory() as folder:
        made = Case(Path(folder), tuple(articles(corpus, count)), start)
        made.write(made.documents)
        yield made


def cut(given: Case, times: int, chance: random.Random) -> dict[str, int]:
    """Return in how many builds a damaged cache changed a byte: cut short, or with one byte turned."""
    plain = given.build()
    whole = _settled(given.cache)
    differ = 0
    for turn in range(times):
        at = chance.randrange(len(whole))
        spoilt = bytes([whole[at] ^ (1 + chance.randrange(255))])
        for side in ("-wal", "-shm"):
            Path(f"{given.cache}{side}").unlink(missing_ok=True)
        given.cache.write_bytes(whole[:at] + (spoilt + whole[at + 1 :] if turn % 2 else b""))
        differ += given.build() != plain
    return {"cuts": times, "differ": differ}


def _settled(cache: Path) -> bytes:
    """Return the cache as one file, without the log beside it."""
    import sqlite3  # noqa: PLC0415 - only here

    file = sqlite3.connect(cache)
    file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    return cache.read_bytes()


def kill(given: Case, times: int, chance: random.Random) -> dict[str, int]:
    """Return how many of so many builds were killed at work, left a torn file, or made the next one differ."""
    began = time.monotonic()
    plain = given.build()
    seconds = time.monotonic() - began
    killed = torn = differ = 0
    for _ in range(times):
        given.cache.unlink(missing_ok=True)
        process = given.begin()
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.05, 1.0) * seconds)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        torn += given.brief != plain
        differ += given.build() != plain
        torn += any(p.name.startswith(LEFT_BY_KILLS) for p in given.output.rglob("*"))
    return {"kills": times, "killed_at_work": killed, "torn": torn, "differ": differ}


def reorder(given: Case, workers: Sequence[int], chance: random.Random) -> dict[str, int]:
    """Return in how many builds another number of processes changed a byte, or another order what is said."""
    plain = given.build("--no-cache")
    differ = sum(given.build("--no-cache", "--workers", str(n)) != plain for n in workers)
    told = 0
    for _ in range(2):
        turned = list(given.documents)
        chance.shuffle(turned)
        given.write(turned)
        told += _said(given.build("--no-cache")) != _said(plain)
    given.write(given.documents)
    return {"workers": len(workers), "differ": differ, "orders": 2, "say_other_things": told}


def _said(brief: bytes) -> Any:
    """Return what a brief says, without the articles' numbers, which follow the order of the files."""
    tree = json.loads(brief)
    texts = {key: s["text"] for key, s in tree["sentences"].items()}
    points = sorted(texts[p["sentence"]] for p in tree["key_points"])
    return sorted(texts.values()), points, len(tree["sources"]), tree["origins"]


@contextmanager
def dask(workers: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """Give the address of a scheduler with workers of its own, and what kills one of them."""
    from distributed import Client  # noqa: PLC0415 - an extra

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        file = Path(folder) / "scheduler.json"

        def serve(program: str, *more: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1"]
            process = subprocess.Popen(  # noqa: S603 - the package that is under test
                [*command, "--scheduler-file", str(file), "--no-dashboard", *more],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(HERE.parent)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            return process

        serve("dask_scheduler", "--port", "0")
        while not file.exists() or not file.read_text(encoding="utf-8").strip():
            time.sleep(0.05)
        hands = [serve("dask_worker", "--nthreads", "1", "--no-nanny") for _ in range(workers)]
        address: str = json.loads(file.read_text(encoding="utf-8"))["address"]
        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
        yield address, hands[0].kill


def spread(given: Case, chance: random.Random) -> dict[str, Any]:
    """Return whether a cluster of two changed a byte, and whether one did of which a worker was killed."""
    began = time.monotonic()
    plain = given.build("--no-cache", "--workers", "1")
    seconds = time.monotonic() - began
    with dask(2) as (address, kill_one):
        differ = given.build("--no-cache", "--scheduler", address) != plain
        process = given.begin("--no-cache", "--scheduler", address)
        time.sleep(chance.uniform(0.2, 0.6) * seconds)
        alive = process.poll() is None
        kill_one()
        ended = process.wait()
    lost = ended != 0 or given.brief != plain
    return {"differ": differ, "killed_at_work": alive, "differ_after_the_kill": lost}


def grow(corpus: Path, sizes: Sequence[int], workers: int) -> dict[str, Any]:
    """Return what builds of so many articles take, and how much memory each further article does."""
    told: dict[str, Any] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "inbox"
            folder.mkdir()
            with (folder / "articles.jsonl").open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(a) + "\n" for a in articles(corpus, size))
            cache = Path(scratch) / "kept"
            command = (sys.executable, HERE / "speed.py", "--one", folder, str(workers), cache)
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
            told[str(size)] = json.loads(done.stdout.splitlines()[-1])
    if len(sizes) > 1:
        first, last = (told[str(f(sizes))] for f in (min, max))
        more = max(sizes) - min(sizes)
        told["kb_an_article"] = 1024 * (last["peak_mb"] - first["peak_mb"]) / more
    return told


def failures(told: dict[str, Any]) -> list[str]:
    """Return the names of the counts that should be nought and are not."""
    bad = {
        "differ", "torn", "say_other_things", "differ_after_the_kill", "unaltered_not_proved", "unseen", "unnamed",
        "too_fast", "unpublished",
    }  # fmt: skip
    return [
        f"{name}: {key}"
        for name, row in told.items()
        if isinstance(row, dict)
        for key, value in row.items()
        if key in bad and value
    ]


def accidents(given: argparse.Namespace, chance: random.Random) -> dict[str, Any]:
    """Return what became of builds of a corpus that had the accidents that were asked for."""
    told: dict[str, Any] = {"articles": given.n}
    with case(given.corpus, given.n) as made:
        if given.cuts:
            told["cuts"] = cut(made, given.cuts, chance)
        if given.kills:
            told["kills"] = kill(made, given.kills, chance)
        if given.orders:
            told["orders"] = reorder(made, (1, 2, 4), chance)
        if given.cluster:
            told["cluster"] = spread(made, chance)
    if given.sizes:
        sizes = [int(n) for n in given.sizes.split(",")]
        told["sizes"] = grow(given.corpus, sizes, given.workers)
    return told


def main() -> int:
    """Put a build through all that was asked for; return 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path, nargs="?", help="articles to build, one a line")
    parser.add_argument(
        "-n", type=int, default=36, help="articles of the builds that have accidents"
    )
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--orders", action="store_true")
    parser.add_argument("--cluster", action="store_true")
    parser.add_argument("--sizes", default="", help="numbers of articles, separated by commas")
    parser.add_argument(
        "--alterations", type=Path, nargs="*", help="weeks whose briefs are altered"
    )
    parser.add_argument("--hostile", type=int, nargs="?", const=25_000, help="characters at first")
    parser.add_argument(
        "--megabytes", type=float, default=0, help="of hostile texts beside articles"
    )
    parser.add_argument(
        "--shapes", default="", help="names of hostile texts, separated by commas; all"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes of the builds by size")
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - which byte, which moment
    told: dict[str, Any] = {}
    if given.corpus:
        told |= accidents(given, chance)
    if given.alterations is not None:
        told |= alter(given.alterations)
    if given.hostile:
        told["hostile"] = grow_hostile(given.hostile, given.shapes)
    if given.megabytes:
        told["large"] = build_hostile(given.megabytes, given.shapes)
    print(json.dumps(told, indent=1))
    return 1 if failures(told) else 0


if __name__ == "__main__":
    sys.exit(main())
