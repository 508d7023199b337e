"""How fast a brief is made, beside a plain script in the same run.

    python benchmarks/speed.py CORPUS.jsonl -n 100,1000 [--workers 1,2] [--table] [--floors]
    python benchmarks/speed.py CORPUS.jsonl --headlines 20000,100000,500000 [--table]

Each size is built in a process of its own, without pages: seconds of the whole and of each stage, seconds of
processor time, articles and words a second, peak memory; cold, and once more with what was kept. Beside it in the
same run stands `speed_plain.py`, what a user would write with spaCy and scikit-learn. More articles than the file
holds are made by repeating it with other days, names and figures. Prints JSON; ratios are to the plain script.
``--floors`` ends with 1 where one process took so much more processor time than the plain script that a ratio, with a
minus before it, is below its floor in benchmarks/floors.json; these leave half as much again for other machines.
``--headlines`` puts so many short items, made from the corpus, into events instead (`headlines.py`).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from floors import below_floors
from headlines import as_articles, made_items

HERE = Path(__file__).parent
AS_OF = "9998-12-31"


def articles(corpus: Path, count: int) -> Iterator[dict[str, Any]]:
    """Yield so many articles: those of the file, then the same again, changed a little each time."""
    lines = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    for n in range(count):
        again, place = divmod(n, len(lines))
        yield lines[place] if not again else _changed(lines[place], again)


def _changed(article: dict[str, Any], again: int) -> dict[str, Any]:
    """Return an article with other figures, and other names where a name stands within a sentence."""

    def name(match: re.Match[str]) -> str:
        word = match.group()
        turn = again % 21 + 1
        return word[:-1] + chr(ord("a") + (ord(word[-1]) - ord("a") + turn) % 26)

    text = re.sub(r"(?<=[a-z] )[A-Z][a-z]{3,}", name, article["text"])
    text = re.sub(r"\b\d{2,3}\b", lambda m: str(int(m.group()) + again), text)
    return {**article, "id": f"{article.get('id')}-{again}", "text": text}


def build(folder: Path, workers: int, cache: Path | None) -> dict[str, Any]:
    """Return what one build without pages takes; run in a process of its own."""
    from briefgen.analysis.analyse import Means, is_large, reading_worker  # noqa: PLC0415 - timed
    from briefgen.brief.build import build_brief  # noqa: PLC0415
    from briefgen.model.frozen import dump  # noqa: PLC0415
    from briefgen.profile.load import load_profile  # noqa: PLC0415
    from briefgen.runtime.cache import Cache  # noqa: PLC0415
    from briefgen.sources.readers import hold_sources  # noqa: PLC0415

    begun, steps = time.perf_counter(), list[tuple[str, float]]()
    profile = load_profile(HERE.parent / "seeds" / "briefgen.toml")
    documents, skipped = hold_sources([folder], profile.reading)
    kept = Cache(cache) if cache else None
    worker = reading_worker(workers) if workers > 1 and is_large(documents) else None
    if worker:
        worker.__enter__()
    brief = build_brief(
        documents,
        profile,
        as_of=AS_OF,
        skipped=skipped,
        progress=lambda step: steps.append((step, time.perf_counter())),
        means=Means(cache=kept, worker=worker),
    )
    if worker:
        worker.__exit__(None, None, None)
    content = dump(brief)
    ended = time.perf_counter()
    words = sum(s.words for s in brief.sources)
    ends = [*(at for _, at in steps[1:]), ended]
    mine = resource.getrusage(resource.RUSAGE_SELF)
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = ended - begun
    return {
        "articles": len(brief.sources),
        "words": words,
        "sentences": brief.sentences_read,
        "seconds": seconds,
        "processor": mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime,
        "articles_a_second": len(brief.sources) / seconds,
        "words_a_second": words / seconds,
        "peak_mb": max(mine.ru_maxrss, theirs.ru_maxrss) / 1024,
        "stages": {step: end - at for (step, at), end in zip(steps, ends, strict=True)},
        "bytes": len(content),
    }


AS_THE_PROGRAM = {"OPENBLAS_NUM_THREADS": "1"}
"""What the command sets for itself before anything is loaded (`app.cli.main`)."""


def _run(*arguments: object, **more: str) -> dict[str, Any]:
    """Return what a program prints as JSON, with its whole time and that of its processors; ``more`` is added to its environment."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(  # noqa: S603 - ours
        command, check=True, capture_output=True, text=True, cwd=HERE.parent, env=os.environ | more
    )
    whole = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**result, "seconds": whole, "processor": spent}


def measure(corpus: Path, sizes: Sequence[int], workers: Sequence[int]) -> dict[str, Any]:
    """Return the figures of every size: the plain script, and ours cold and warm with so many processes."""
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            folder = Path(scratch) / str(size)
            folder.mkdir()
            file = folder / "articles.jsonl"
            with file.open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(a) + "\n" for a in islice(articles(corpus, size), size))
            plain = _run(HERE / "speed_plain.py", file)
            runs = {}
            for count in workers:
                cache = Path(scratch) / f"{size}-{count}.cache"
                for state in ("cold", "warm"):
                    runs[f"{count} {state}"] = _run(
                        __file__, "--one", folder, count, cache, **AS_THE_PROGRAM
                    )
            for run in runs.values():
                run["ratio"] = run["seconds"] / plain["seconds"]
                run["processor_ratio"] = run["processor"] / plain["processor"]
            told[str(size)] = {"plain": plain, **runs}
    if len(sizes) > 1:
        told["growth"] = {
            f"{count} cold": _exponent(
                sizes, [told[str(n)][f"{count} cold"]["seconds"] for n in sizes]
            )
            for count in workers
        }
    return told


def measure_headlines(corpus: Path, sizes: Sequence[int]) -> dict[str, Any]:
    """Return the figures of grouping so many short items."""
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            file = Path(scratch) / f"{size}.jsonl"
            with file.open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(item) + "\n" for item in made_items(corpus, size))
            told[str(size)] = {
                **_run(HERE / "headlines.py", file),
                "as_articles": as_articles(file),
            }
            file.unlink()
    if len(sizes) > 1:
        told["growth"] = _exponent(sizes, [told[str(n)]["processor"] for n in sizes])
    return told


def _headlines_table(told: dict[str, Any]) -> str:
    rows = ["headlines  events  seconds  processor  peak MB  precision  recall  as articles"]
    rows += [
        f"{size:>9} {run['events']:7} {run['seconds']:8.1f} {run['processor']:10.1f} {run['peak_mb']:8.0f}"
        f" {run['pair_precision']:10.3f} {run['pair_recall']:7.3f} {run['as_articles']:12.3f}"
        for size, run in told.items()
        if size != "growth"
    ]
    return "\n".join([*rows, f"growth: {told.get('growth', 'one size')}"])


def _exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the exponent of a power law through some times (least squares over logarithms)."""
    slope, _ = np.polyfit([math.log(n) for n in sizes], [math.log(s) for s in seconds], 1)
    return round(float(slope), 3)


def _table(told: dict[str, Any]) -> str:
    rows = ["articles  run        seconds  processor  ratio  peak MB"]
    for size, runs in told.items():
        for name, run in runs.items() if size != "growth" else ():
            ratio = f"{run['ratio']:6.1f}" if "ratio" in run else "     1"
            rows.append(
                f"{size:>8}  {name:9} {run['seconds']:8.1f} {run['processor']:10.1f} {ratio} {run['peak_mb']:8.0f}"
            )
    return "\n".join([*rows, f"growth: {told.get('growth', 'one size')}"])


def main() -> None:
    """Measure, or be one measured build."""
    if sys.argv[1] == "--one":
        folder, workers, cache = sys.argv[2:5]
        print(json.dumps(build(Path(folder), int(workers), Path(cache))))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("-n", default="100,1000", help="sizes, separated by commas")
    parser.add_argument("--workers", default="1,2", help="numbers of processes")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--headlines", help="sizes, too: short items instead of articles")
    given = parser.parse_args()
    if given.headlines:
        grouped = measure_headlines(given.corpus, [int(n) for n in given.headlines.split(",")])
        print(_headlines_table(grouped) if given.table else json.dumps(grouped, indent=1))
        return
    sizes = [int(n) for n in given.n.split(",")]
    told = measure(given.corpus, sizes, [int(n) for n in given.workers.split(",")])
    print(_table(told) if given.table else json.dumps(told, indent=1))
    if given.floors:
        largest = told[str(sizes[-1])]
        ratios = {s: -largest[f"1 {s}"]["processor_ratio"] for s in ("cold", "warm")}
        raise SystemExit(below_floors("speed", ratios, [given.corpus]))


if __name__ == "__main__":
    main()
