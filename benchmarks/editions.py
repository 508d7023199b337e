"""How long the editions of a series take, by the command as a user runs it: a week, an edit, and a large one with what came since.

    python benchmarks/editions.py --week WEEK.jsonl [--rounds 3]
    python benchmarks/editions.py --samples [--rounds 3]
    python benchmarks/editions.py --large CORPUS.jsonl [-n 10000] [--new 5]

- week: all four audiences as PDF, page and mail where nothing was kept ("pages") and where all was ("pages, warm");
  brief.json alone where nothing was kept ("brief"), and after one point more was dropped ("edit");
- samples: the samples' files, cold and warm; a start without anything to do (``--help``) beside ``import typer``;
- large: a first edition of so many articles, and the next, for which so many percent came ("first", "next", "share").

Seconds by the clock, the least of some rounds; prints JSON. It asserts nothing: machines differ.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from speed import articles
from week_labels import read_week

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
ALL = tuple(f"--audience={name}" for name in ("executive", "analyst", "public", "email"))
MONDAY = date(2026, 11, 2)


def timed(*command: object) -> float:
    """Return the seconds that a command takes."""
    begun = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - ours
        list(map(str, command)), check=False, capture_output=True, text=True, cwd=HERE.parent
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return time.perf_counter() - begun


def build(*given: object) -> float:
    """Return the seconds that a build takes."""
    return timed(sys.executable, "-m", "briefgen", "build", *given)


def least(rounds: int, measure: Callable[[], float], before: Callable[[], None]) -> float:
    """Return the least of some measurements, each after a preparation."""
    found = []
    for _ in range(rounds):
        before()
        found.append(measure())
    return round(min(found), 2)


def in_series(folder: Path, profile: str) -> tuple[Path, Callable[[], None]]:
    """Write a series' profile, and return it with what forgets all that was kept and built."""
    path = folder / "briefgen.toml"
    path.write_text(profile, encoding="utf-8")

    def forget() -> None:
        for kept in folder.glob("*.briefgen.*"):
            kept.unlink()

    return path, forget


def of_week(file: Path, rounds: int) -> dict[str, float]:
    """Return the seconds of a labelled week."""
    week = read_week(file)
    asked = week.gold["profile"]
    tables = [f"[[questions]]\ntext = {json.dumps(text)}" for text in asked.get("questions", ())]
    tables += [
        f"[[themes]]\nid = {json.dumps(t['id'])}\nname = {json.dumps(t['name'])}\nkeywords = {json.dumps(t['keywords'])}"
        for t in asked["themes"]
    ]
    head = f'title = {json.dumps(asked["title"])}\naudiences = []\n[series]\nperiod = "week"\n'
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "inbox").mkdir()
        (folder / "inbox" / "articles.jsonl").write_bytes(file.read_bytes())
        path, forget = in_series(folder, "\n".join([head, *tables]))
        given = (folder / "inbox", "-p", path, "--as-of", week.gold["as_of"], "-o", folder / "out")
        told = {
            "pages": least(rounds, lambda: build(*given, *ALL), forget),
            "pages, warm": least(rounds, lambda: build(*given, *ALL), lambda: None),
            "brief": least(rounds, lambda: build(*given), forget),
        }
        (frozen,) = (folder / "out").glob("*/brief.json")
        tree = json.loads(frozen.read_text(encoding="utf-8"))
        points = (tree["sentences"][p["sentence"]]["text"] for p in tree["key_points"])

        def drop() -> None:
            with (folder / "edits.toml").open("a", encoding="utf-8") as edits:
                edits.write(f'[[edit]]\naction = "drop"\ntext = {json.dumps(next(points))}\n')

        return told | {"edit": least(rounds, lambda: build(*given), drop)}


def of_samples(rounds: int) -> dict[str, float]:
    """Return the seconds of the samples, as a series too, and of a start without anything to do."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        given = (*ALL, "--as-of", "2025-11-09", "-o", folder / "out")
        path, _ = in_series(folder, f'{_samples_profile()}\n[series]\nperiod = "week"\n')
        kept = (*sorted(SEEDS.glob("*.txt")), "-p", path, *given)
        build(*kept)
        start = (sys.executable, "-m", "briefgen", "--help")
        return {
            "samples": least(rounds, lambda: build(SEEDS, *given), lambda: None),
            "samples, warm": least(rounds, lambda: build(*kept), lambda: None),
            "help": least(rounds, lambda: timed(*start), lambda: None),
            "typer": least(rounds, lambda: timed(start[0], "-c", "import typer"), lambda: None),
        }


def _samples_profile() -> str:
    """Return the samples' profile without audiences."""
    lines = (SEEDS / "briefgen.toml").read_text(encoding="utf-8").splitlines()
    return "\n".join(["audiences = []", *(x for x in lines if not x.startswith("audiences"))])


def of_large(corpus: Path, size: int, share: int) -> dict[str, float]:
    """Return the seconds of a large edition and of the next."""
    made = articles(corpus, size + size * share // 100)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        inbox = folder / "inbox"
        inbox.mkdir()
        path, _ = in_series(folder, f'{_samples_profile()}\n[series]\nperiod = "week"\n')
        seconds = []
        for number, count in enumerate((size, size * share // 100)):
            week = MONDAY + timedelta(weeks=number)
            with (inbox / f"{number}.jsonl").open("w", encoding="utf-8") as out:
                out.writelines(_dated(islice(made, count), week))
            last = week + timedelta(days=6)
            seconds.append(build(inbox, "-p", path, "--as-of", last, "-o", folder / "out"))
    first, after = seconds
    return {"first": round(first, 1), "next": round(after, 1), "share": round(after / first, 3)}


def _dated(made: Iterator[dict[str, object]], week: date) -> Iterator[str]:
    """Yield lines of articles on the days of a week, in turn."""
    for n, article in enumerate(made):
        yield json.dumps(article | {"date": (week + timedelta(days=n % 7)).isoformat()}) + "\n"


def main() -> None:
    """Measure what is asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--week", type=Path, metavar="WEEK.jsonl")
    parser.add_argument("--samples", action="store_true")
    parser.add_argument("--large", type=Path, metavar="CORPUS.jsonl")
    parser.add_argument("-n", type=int, default=10000, help="articles of the large edition")
    parser.add_argument("--new", type=int, default=5, help="percent that come for the next")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    told: dict[str, dict[str, float]] = {}
    if given.week:
        told["week"] = of_week(given.week, given.rounds)
    if given.samples:
        told["samples"] = of_samples(given.rounds)
    if given.large:
        told["large"] = of_large(given.large, given.n, given.new)
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
