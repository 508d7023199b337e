"""Many files of all formats, some of them hostile: all others are used, memory stays flat, and every sentence is proved.

    python benchmarks/mixed.py [-n 1000] [--hostile 100] [--less 250] [--changed 6] [--lines 500]

- files: so many, made by a program (making.py); the hostile ones (ruining.py) are strewn among them. One `briefgen build`
  reads them; told are its memory with that of all its processes, what reading alone takes, what was used and what was skipped;
- less: the same with fewer files, so that one sees how memory grows;
- slowest: the longest that a hostile file takes when it is read alone, in processor time and by the clock;
- changed: `briefgen verify` on the brief of all files, and again after one byte was turned in as many originals, each of another format;
- lines: a JSON Lines file of so many megabytes, read line by line.

Prints JSON; it ends with 1 where a file is lost or a change is not found.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from making import MAKERS, PROSE, pdf
from ruining import HOSTILE

from briefgen.sources.readers import read_sources

HERE = Path(__file__).parent
KINDS: dict[str, Callable[..., bytes]] = {
    **MAKERS, "paper.pdf": pdf, "plain.txt": lambda prose: "\n\n".join(prose).encode(),
    "lines.jsonl": lambda prose: "".join(json.dumps({"text": p}) + "\n" for p in prose).encode(),
}  # fmt: skip
PROVED = ("page.html", "feed.xml", "mail.eml", "paper.pdf", "word.docx", "pack.zip")
"""Formats of which an original is changed."""
PROFILE = 'title = "Mixed"\naudiences = []\n[selection]\narticles = 0\n'
"""Every article is read closely: what is asked here is whether one is lost."""
PLACES = "Karst Velden Osk Marn Tolva Brisk Hald Perin Sarn Quell".split()
GOODS = "wheat barley timber copper salt wool coal rice cotton paper".split()


def prose(number: int) -> list[str]:
    """Return the paragraphs of an article that no other number has."""
    place, goods = PLACES[number % 10], GOODS[number // 10 % 10]
    return [
        *(text.replace("Karst", place) for text in PROSE[:2]),
        f"The harbour of {place} has taken {number + 11} tons of {goods} in a week, its office said on Monday in a list of all its ships.",
        f"A year ago it was {number * 7 + 19} tons of {goods}, and the mayor of {place} wants a second pier for {number + 3} ships.",
    ]


def write(folder: Path, count: int, hostile: int) -> tuple[set[str], set[str]]:
    """Write so many files, of which some are hostile; return the names of the good and of the hostile ones."""
    names, bad = list(KINDS), list(HOSTILE)
    good: set[str] = set()
    harmful: set[str] = set()
    for number in range(count):
        if number % max(1, count // max(1, hostile)) == 0 and len(harmful) < hostile:
            kind = bad[len(harmful) % len(bad)]
            name = f"{number:05}-{kind}"
            (folder / name).write_bytes(HOSTILE[kind][0])
            harmful.add(name)
        else:
            kind = names[number % len(names)]
            name = f"{number:05}-{kind}"
            (folder / name).write_bytes(KINDS[kind](prose(number)))
            good.add(name)
    return good, harmful


def descendants(root: int) -> Iterator[int]:
    """Yield a process and all that it started, by what /proc tells."""
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from descendants(int(child))


def memory_of(root: int) -> int:
    """Return the kilobytes of a process and all that it started; what they share counts once (proportional set size)."""
    total = 0
    for process in descendants(root):
        rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        total += next((int(row.split()[1]) for row in rows if row.startswith("Pss:")), 0)
    return total


def run(*arguments: str) -> dict[str, Any]:
    """Run briefgen, watched."""
    return watched([sys.executable, "-m", "briefgen", *arguments])


def watched(command: Sequence[str]) -> dict[str, Any]:
    """Run a command; return how it ended, what it printed, its processor time, and the most memory of all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(  # noqa: S603 - ourselves
        command, cwd=HERE.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    most = 0

    def watch() -> None:
        nonlocal most
        while process.poll() is None:
            try:
                most = max(most, memory_of(process.pid))
            except (OSError, ValueError):
                continue  # one of them ended meanwhile
            time.sleep(0.2)

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, told = process.communicate()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "code": process.returncode,
        "cpu_seconds": round(seconds, 1),
        "peak_mb": most // 1024,
        "said": said + told,
    }


READ = """import sys; from pathlib import Path; from briefgen.sources.readers import read_sources
documents, skipped = read_sources([Path(sys.argv[1])])
print(len(documents), len(skipped))"""


def build(scratch: Path, count: int, hostile: int) -> dict[str, Any]:
    """Build a brief from so many files in a folder; return what it took, and which files were lost."""
    inbox = scratch / "inbox"
    inbox.mkdir(parents=True)
    (scratch / "briefgen.toml").write_text(PROFILE, encoding="utf-8")
    good, harmful = write(inbox, count, hostile)
    options = ("-p", str(scratch / "briefgen.toml"), "-o", str(scratch / "output"), "--no-cache")
    done = run("build", str(inbox), *options, "--as-of", "2026-03-10")
    found = sorted((scratch / "output").glob("*/brief.json"))
    brief = json.loads(found[0].read_bytes()) if found else {"sources": [], "skipped": []}
    used = {s["file"] for s in brief["sources"]}
    refused = {s["source"].partition("#")[0] for s in brief["skipped"]}
    read = watched([sys.executable, "-c", READ, str(inbox)])
    return {
        **{key: done[key] for key in ("code", "cpu_seconds", "peak_mb")}, "reading_peak_mb": read["peak_mb"],
        "files": count, "hostile": len(harmful), "articles": len(brief["sources"]),
        "good_lost": sorted(good - used), "hostile_used": sorted(harmful & used), "hostile_untold": sorted(harmful - refused),
    }  # fmt: skip


def slowest(names: Sequence[str]) -> dict[str, Any]:
    """Return the hostile file that takes longest when it is read alone."""
    took: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            file = Path(scratch) / name
            file.write_bytes(HOSTILE[name][0])
            began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
            read_sources([file])
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            took[name] = (cpu, time.monotonic() - began)
    name = max(took, key=lambda key: took[key])
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {"file": name, "hostile_cpu_seconds": round(took[name][0], 1), "seconds": round(took[name][1], 1), "hostile_peak_mb": most}  # fmt: skip


def change(scratch: Path, count: int, chance: random.Random) -> dict[str, Any]:
    """Return whether the brief is proved, and which changed originals were not named."""
    (path,) = (scratch / "output").glob("*/brief.json")
    proved = run("verify", str(path))
    brief = json.loads(path.read_bytes())
    sources = {s["file"]: s["id"] for s in brief["sources"]}
    printed = {s["source"] for s in brief["sentences"].values()}
    changed = []
    for kind in PROVED[:count]:
        files = [f for f, i in sources.items() if f.endswith(f"-{kind}")]
        changed.append(next((f for f in files if sources[f] in printed), files[0]))
        original = scratch / "inbox" / changed[-1]
        data = bytearray(original.read_bytes())
        data[chance.randrange(len(data))] ^= 1
        original.write_bytes(data)
    said = run("verify", str(path), "--json")  # in words it tells the first faults
    return {
        "proved": proved["code"] == 0, "unproved": "" if proved["code"] == 0 else proved["said"][-2000:],
        "proving_cpu_seconds": proved["cpu_seconds"], "changed": len(changed),
        "not_named": [f for f in changed if said["code"] != 1 or f not in said["said"]],
    }  # fmt: skip


def stream(scratch: Path, megabytes: int) -> dict[str, Any]:
    """Return what reading a JSON Lines file of so many megabytes takes, in a process of its own."""
    file = scratch / "large.jsonl"
    with file.open("w", encoding="utf-8") as out:
        number = 0
        while out.tell() < megabytes * 1_000_000:
            text = "\n\n".join(t for n in range(8) for t in prose(number + n))
            out.write(json.dumps({"title": f"List {number}", "text": text}) + "\n")
            number += 1
    done = watched([sys.executable, "-c", READ, str(file)])
    documents, skipped = (int(part) for part in done["said"].split())
    return {
        "megabytes": megabytes,
        "articles": documents,
        "skipped": skipped,
        "peak_mb": done["peak_mb"],
        "lost": number - documents,
    }


MOST = {"hostile_cpu_seconds": 15, "hostile_peak_mb": 1024}
"""What a hostile file may take."""


def failures(told: dict[str, Any]) -> list[str]:
    """Return the names of what should be empty or nought and is not."""
    bad = ("good_lost", "hostile_used", "hostile_untold", "not_named", "lost", "code")
    lost = [f"{name}: {key}" for name, row in told.items() for key in bad if row.get(key)]
    lost += [
        f"{name}: {key}"
        for name, row in told.items()
        for key in MOST
        if row.get(key, 0) > MOST[key]
    ]
    return lost + [
        f"{name}: not proved" for name, row in told.items() if row.get("proved") is False
    ]


def main() -> int:
    """Make files, build briefs from them, and print what came out; return 1 where anything is lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--hostile", type=int, default=100)
    parser.add_argument("--less", type=int, default=0)
    parser.add_argument("--changed", type=int, default=len(PROVED))
    parser.add_argument("--lines", type=int, default=0, help="megabytes of JSON Lines")
    given = parser.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        # first: the peak of children that ended counts all of them, also a proof of 1,000 files
        told["slowest"] = slowest(list(HOSTILE)[: given.hostile])
        told["files"] = build(place / "all", given.n, given.hostile)
        if given.less:
            told["less"] = build(place / "less", given.less, given.less * given.hostile // given.n)
        if given.changed:
            told["changes"] = change(place / "all", given.changed, random.Random(5))  # noqa: S311 - which byte
        if given.lines:
            told["lines"] = stream(place, given.lines)
    print(json.dumps(told, indent=1))
    return 1 if failures(told) else 0


if __name__ == "__main__":
    sys.exit(main())
