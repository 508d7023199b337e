"""How feeds are read: feedparser's own well-formed cases, which say in a comment what each should give.

    python benchmarks/feeds.py FEEDPARSER/tests/wellformed [--table]

The cases are in feedparser's source distribution (`pip download --no-binary :all: feedparser`). Of those that expect
something of an entry's title, link, day or text, it counts how many give it: titles and texts as a reader sees them, without
markup; days whatever the zone. Prints JSON; `--table` lists what differs.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml.html import fromstring

from briefgen.sources.extract.given_dates import read_given_date
from briefgen.sources.readers.feed import Entry, entries_of

_EXPECTED = re.compile(
    r"Expect:\s*(?:not bozo and )?entries\[(?P<entry>\d)\]"
    r"(?P<path>(?:\[(?:'\w+'|\"\w+\"|\d)\])+)\s*==\s*(?P<value>.+?)\s*-->",
    re.DOTALL,
)
KINDS = {
    "title": "title", "title_detail.value": "title", "link": "link", "links.0.href": "link",
    "published": "day", "published_parsed": "day", "updated": "day", "updated_parsed": "day", "created": "day",
    "created_parsed": "day", "date": "day", "date_parsed": "day", "modified": "day", "modified_parsed": "day",
    "summary": "text", "description": "text", "content.0.value": "text", "summary_detail.value": "text",
}  # fmt: skip
"""What an entry's keys are to an article."""


@dataclass(frozen=True, slots=True)
class Case:
    """A feed, and what one of its entries should give."""

    name: str
    data: bytes
    entry: int
    kind: str
    value: object


def cases(folder: Path) -> list[Case]:
    """Return the cases of a folder that are about what is read of an article."""
    found = []
    for path in sorted(folder.rglob("*.xml")):
        data = path.read_bytes()
        if path.name.startswith("http_"):
            continue  # what a server's headers add to it, which no file has
        match = _EXPECTED.search(data.decode("utf-8", "replace"))
        if not match:
            continue
        key = ".".join(re.findall(r"\w+", match["path"]))
        try:
            value = ast.literal_eval(match["value"].replace("time.struct_time", "").strip())
        except (ValueError, SyntaxError):
            continue
        if key in KINDS:
            name = path.relative_to(folder).as_posix()
            found.append(Case(name, data, int(match["entry"]), KINDS[key], value))
    return found


def seen(markup: str) -> str:
    """Return the letters of a text as a reader sees it: no markup, no scripts."""
    if "<" in markup or "&" in markup:
        tree = fromstring(f"<div>{markup}</div>")
        for element in tree.xpath("//script|//style|//object|//embed|//svg|//math|//form"):
            element.drop_tree()
        markup = tree.text_content()
    return letters(markup)


def letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return re.sub(r"\W+", "", text).casefold()


def gives(case: Case, entry: Entry) -> bool:
    """Return whether an entry gives what its case expects."""
    said = entry.declared
    if case.kind == "title":
        return letters(said.title or "") == seen(str(case.value))
    if case.kind == "link":
        web = str(case.value).startswith(("http://", "https://"))
        return said.url == (case.value if web else None)
    if case.kind == "day":
        days = {r.date for r in read_given_date(said.date or "")}
        if isinstance(case.value, tuple):
            year, month, day = case.value[:3]
            utc = datetime.date(year, month, day)
            return any(abs((datetime.date.fromisoformat(d) - utc).days) <= 1 for d in days)
        wanted = {r.date for r in read_given_date(str(case.value))}
        return bool(wanted & days) or said.date == (case.value or None)
    return seen(str(case.value)) in letters(" ".join(entry.lines))


def main() -> int:
    """Read all cases and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--table", action="store_true")
    given = parser.parse_args()
    told: dict[str, Counter[str]] = {}
    for case in cases(given.folder):
        try:
            entries = entries_of(case.data)[1]
            got: Entry | ValueError | None = (
                entries[case.entry] if len(entries) > case.entry else None
            )
        except ValueError as error:
            got = error
        right = isinstance(got, Entry) and gives(case, got)
        told.setdefault(case.kind, Counter())["right" if right else "other"] += 1
        if given.table and not right:
            print(case.kind, case.name, repr(case.value), got, file=sys.stderr)
    given_right = sum(n["right"] for n in told.values())
    every = sum(n.total() for n in told.values())
    share = round(given_right / max(1, every), 4)
    json.dump(
        {"kinds": told, "right": given_right, "cases": every, "share": share}, sys.stdout, indent=1
    )
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
