"""Whether the articles that a week's brief is made from are found among a thousand others of the same days.

    python benchmarks/shortlist.py CORPUS.jsonl WEEK.jsonl… [-n 1000] [--most 300,100] [--floors]

Articles of CORPUS.jsonl are dated into each week, and `findings.shortlist` chooses from all with what the week's profile
asks for. Printed as JSON, a number of articles that are chosen each: the share of the week's own articles that are
among them ("articles"), of its labelled points of which an article that tells it is ("points"), and what share a
choice at random has ("random"). ``--floors`` compares the shares of the first number with benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from floors import below_floors
from week_labels import JUDGED, Week, read_week
from week_stages import occasion_of, profile_of

from briefgen.analysis.outlines import Outline, outline_of
from briefgen.findings.shortlist import shortlist_of
from briefgen.model import Published
from briefgen.model.document import Document
from briefgen.sources.readers import read_sources


def outlines(documents: Sequence[Document]) -> list[Outline]:
    """Return documents as they are seen at first."""
    return list(map(outline_of, documents))


def read_some(corpus: Path, count: int) -> Sequence[Document]:
    """Return the documents of the first lines of a file."""
    with TemporaryDirectory() as folder, corpus.open(encoding="utf-8") as lines:
        some = Path(folder) / "some.jsonl"
        some.write_text("".join(islice(lines, count)), encoding="utf-8")
        return read_sources((some,))[0]


def dated_into(seen: Sequence[Outline], week: Week) -> Iterator[Outline]:
    """Yield outlines with the days of a week's articles, one after another, in turn."""
    days = [r["date"] for r in week.records.values()]
    for n, outline in enumerate(seen):
        day = days[n % len(days)]
        new = datetime.date.fromisoformat(day).toordinal()
        old = outline.published.date
        apart = (
            new - datetime.date.fromisoformat(old).toordinal()
            if old and len(old) == len(day)
            else 0
        )
        published = Published(date=day, precision="day", raw=day)
        moved = tuple(tuple(d + apart for d in named) for named in outline.days)
        yield replace(outline, published=published, days=moved)


def found(week: Week, others: Sequence[Outline], most: int) -> dict[str, tuple[float, float]]:
    """Return how many of a week's articles and points are among those chosen, each with of how many."""
    profile = profile_of(week)
    documents, _ = read_sources((week.file,), profile.reading)
    own = outlines(documents)
    ids = [week.lines[d.record] for d in documents if d.record]
    chooser = replace(shortlist_of(profile, occasion_of(week).window), most=most)
    chosen = chooser(iter([*dated_into(others, week), *own])).numbers
    held = {ids[n - len(others)] for n in chosen if n >= len(others)}
    points = [any(span.doc in held for span in p.evidence) for p in week.points if p.evidence]
    return {
        "articles": (len(held), len(ids)),
        "points": (sum(points), len(points)),
        "random": (most, len(ids) + len(others)),
    }


def measure(weeks: Sequence[Week], others: Sequence[Outline], most: int) -> dict[str, float]:
    """Return the shares over all weeks together."""
    counts = [found(week, others, most) for week in weeks]
    return {
        key: round(sum(c[key][0] for c in counts) / sum(c[key][1] for c in counts), 3)
        for key in counts[0]
    }


def main() -> int:
    """Measure, print, and compare with the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("files", type=Path, nargs="+", metavar="WEEK.jsonl")
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--most", default="300,100")
    parser.add_argument("--floors", action="store_true")
    asked = parser.parse_args()
    weeks = [read_week(f) for f in asked.files if f.name != JUDGED]
    others = outlines(read_some(asked.corpus, asked.n))
    sizes = [int(n) for n in asked.most.split(",")]
    result = {most: measure(weeks, others, most) for most in sizes}
    print(json.dumps(result, indent=1))
    files = [asked.corpus, *(f for w in weeks for f in (w.file, w.file.with_suffix(".gold.json")))]
    return below_floors("shortlist", result[sizes[0]], files) if asked.floors else 0


if __name__ == "__main__":
    sys.exit(main())
