"""Whether a series stays fast and keeps its bytes: a year of weekly editions, built in order and some again.

    python benchmarks/editions.py FILE.jsonl [--equal 35] [--again 8] [--most 2.0]

FILE holds one dated article a line: ``text``, ``date``, and ``title``, ``publisher`` where known. Each week's
articles come into the inbox, which keeps those of all weeks before, and the week's edition is built, as
JSON without a PDF, with the archive. Weeks are those of the dates; ``--equal N`` deals the articles in the order
of their dates into weeks of N instead, so that all editions cost the same but for what came before.

Prints JSON: articles and processor seconds of early editions (from the second on) and late ones, and seconds
an article of the late ones as a multiple of the early ones'; compared are only editions with at least half as
many articles as the largest. Then ``--again`` editions are built again, spread over the year, and their bytes compared. Ends with 1
where the multiple is above ``--most`` or a byte differs.
"""

from __future__ import annotations

import argparse
import datetime
import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from briefgen.profile.load import load_profile
from briefgen.profile.tables import Profile
from briefgen.series.make import Order, make_edition

FEW = 3
"""Editions at each end that are compared."""
PROFILE = 'title = "Weekly"\naudiences = []\n[series]\n'

Record = dict[str, Any]


@dataclass(slots=True)
class Clock:
    """Processor seconds of each step of a build: what else the machine does meanwhile does not count."""

    moments: list[tuple[str, float]] = field(default_factory=list)

    def __call__(self, step: str) -> None:
        """Note that a step begins."""
        self.moments.append((step, time.process_time()))

    def steps(self) -> dict[str, float]:
        """Return the seconds of each step; the last one ends now."""
        ended = [*self.moments, ("", time.process_time())]
        return {name: after - moment for (name, moment), (_, after) in pairwise(ended)}


@dataclass(frozen=True, slots=True)
class Built:
    """One edition, and what it took."""

    as_of: str
    number: int
    articles: int
    steps: Mapping[str, float]
    brief: Path

    @property
    def seconds(self) -> float:
        """Return the seconds of all steps."""
        return sum(self.steps.values())


def by_week(records: Sequence[Record], equal: int | None) -> dict[str, list[Record]]:
    """Return the articles of each week by its Sunday, the first one first."""
    ordered = sorted((r for r in records if r.get("date")), key=lambda r: r["date"])
    weeks: dict[str, list[Record]] = defaultdict(list)
    if not equal:
        for record in ordered:
            day = datetime.date.fromisoformat(record["date"][:10])
            weeks[(day + datetime.timedelta(days=6 - day.weekday())).isoformat()].append(record)
        return weeks
    first = datetime.date(2024, 1, 7)
    for n in range(len(ordered) // equal):
        sunday = first + datetime.timedelta(weeks=n)
        for place, record in enumerate(ordered[n * equal : (n + 1) * equal]):
            day = sunday - datetime.timedelta(days=6 - 7 * place // equal)
            weeks[sunday.isoformat()].append({**record, "date": day.isoformat()})
    return weeks


def build(profile: Profile, folder: Path, as_of: str) -> Built:
    """Build the edition with a cut-off from what is in the inbox."""
    clock = Clock()
    order = Order(
        sources=(folder / "inbox",),
        profile=profile,
        place=folder / "briefgen.toml",
        output=folder / "output",
        as_of=as_of,
    )
    made = make_edition(order, clock)
    steps = clock.steps()
    reported = sum(not s.earlier for s in made.brief.sources)
    return Built(as_of, made.brief.edition or 0, reported, steps, made.written[-1])


def told(editions: Sequence[Built]) -> dict[str, Any]:
    """Return the figures of some editions."""
    articles = sum(e.articles for e in editions)
    steps: dict[str, float] = defaultdict(float)
    for edition in editions:
        for name, seconds in edition.steps.items():
            steps[name] += seconds
    return {
        "editions": [e.number for e in editions],
        "articles": [e.articles for e in editions],
        "seconds": [round(e.seconds, 2) for e in editions],
        "seconds_per_article": round(
            statistics.median(e.seconds / e.articles for e in editions), 4
        ),
        "steps_ms_per_article": {k: round(1000 * v / articles, 1) for k, v in steps.items()},
    }


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--equal", type=int, help="articles a week, whatever their dates")
    parser.add_argument("--again", type=int, default=8, help="editions that are built again")
    parser.add_argument("--most", type=float, default=2.0, help="multiple that is still allowed")
    chosen = parser.parse_args()
    records = [json.loads(line) for line in chosen.file.read_text(encoding="utf-8").splitlines()]
    weeks = by_week(records, chosen.equal)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "inbox").mkdir()
        (folder / "briefgen.toml").write_text(PROFILE, encoding="utf-8")
        profile = load_profile(folder / "briefgen.toml")
        built: list[Built] = []
        for n, (as_of, articles) in enumerate(weeks.items(), start=1):
            lines = "".join(f"{json.dumps(a, ensure_ascii=False)}\n" for a in articles)
            (folder / "inbox" / f"{as_of}.jsonl").write_text(lines, encoding="utf-8")
            built.append(build(profile, folder, as_of))
            print(f"\r{n} of {len(weeks)}", end="", file=sys.stderr, flush=True)
        sample = built[:: max(1, len(built) // chosen.again)][: chosen.again]
        differing = []
        for edition in sample:
            before = edition.brief.read_bytes()
            edition.brief.unlink()
            if build(profile, folder, edition.as_of).brief.read_bytes() != before:
                differing.append(edition.number)
    like = [e for e in built[1:] if 2 * e.articles >= max(b.articles for b in built)]
    early, late = told(like[:FEW]), told(like[-FEW:])
    ratio = round(late["seconds_per_article"] / early["seconds_per_article"], 2)
    result = {
        "editions": len(built),
        "articles": sum(e.articles for e in built),
        "early": early,
        "late": late,
        "ratio": ratio,
        "again": [e.number for e in sample],
        "differing": differing,
    }
    print(json.dumps(result, indent=1))
    return int(ratio > chosen.most or bool(differing))


if __name__ == "__main__":
    sys.exit(main())
