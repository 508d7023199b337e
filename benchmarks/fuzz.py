"""Readers of pages, feeds and mail against files that a program spoils: each gives articles or a reason, soon.

    python benchmarks/fuzz.py [--seconds 60] [--seed 1] [--readers page,feed,mail]

Each case is a file of the format (making.py) in which pieces are cut, doubled, moved, or replaced by what parsers trip
over: unclosed tags, entities, charsets, boundaries, deep nests. It is read here, without a process of its own, so that what a
parser raises is seen. Prints JSON: how many were tried, the slowest, and what was raised; it ends with 1 where anything was.
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from making import feed, mail, page

from briefgen.model import Document
from briefgen.profile.tables import ReadingOptions
from briefgen.sources.readers.dispatch import read_open
from briefgen.sources.readers.place import Place

SEEDS = {"page": page, "feed": feed, "mail": mail}
PIECES = {
    "page": b"<p>|</p>|<div>|</div></div>|<!--|-->|<![CDATA[|]]>|&#0;|&#x110000;|&amp|&nosuch;|<script>|<style>|<title>|<table><td>|<svg>|"
    b"<meta charset=utf-7>|<meta charset=utf-16>|<meta property=og:title content=>|<base href=x:>|<time datetime=9999-99-99>|"
    b'<script type=application/ld+json>{"@type":[[]]}</script>|<h1>|<link rel=canonical href=http://[>|\x00|\xff\xfe|<?xml encoding=x?>',
    "feed": b"<item>|</item>|<entry>|<![CDATA[|]]>|&nbsp;|&#0;|&a;|<title>|<link/>|<pubDate>99 Foo 0000</pubDate>|<dc:date>|xmlns:a=|<a:b>|"
    b'<!DOCTYPE rss [|<content type="xhtml">|mode="base64"|</channel>|</rss>|\x00|\xff\xfe|<?xml version="1.0" encoding="x"?>',
    "mail": b'\r\n\r\n|\n|Content-Type: |multipart/mixed; boundary=|--|boundary="|charset=nowhere|Content-Transfer-Encoding: base64\n|'
    b"=?utf-8?b?/w==?=|=?x?q?=|Date: 99 Foo\n|From: <@>\n|Subject:\n|message/rfc822|text/html|<html>|=\n|=FF|\x00|\xff|quoted-printable",
}  # fmt: skip
"""What is put in, parted by "|"."""
LONGEST = 15.0
"""Seconds of processor time from which a file is too slow."""


@dataclass(slots=True)
class Told:
    """What came out of the cases of one reader."""

    tried: int = 0
    articles: int = 0
    slowest: float = 0.0
    raised: Counter[str] = field(default_factory=Counter)
    worst: bytes = b""


def spoil(data: bytes, pieces: list[bytes], chance: random.Random) -> bytes:
    """Return a file in which some places were spoilt."""
    for _ in range(chance.randint(1, 8)):
        at, to = sorted(chance.choices(range(len(data) + 1), k=2))
        kind = chance.randrange(5)
        if kind == 0:
            data = data[:at] + data[at + chance.randint(1, 40) :]
        elif kind == 1:
            data = (
                data[:at] + chance.choice(pieces) * chance.choice((1, 1, 2, 50, 2000)) + data[at:]
            )
        elif kind == 2:  # noqa: PLR2004 - the third of five
            data = data[:to] + data[at:to][:2000] + data[to:]
        elif kind == 3:  # noqa: PLR2004 - the fourth
            data = (
                data[:at] + bytes(chance.choices(range(256), k=chance.randint(1, 12))) + data[at:]
            )
        else:
            data = data[:to]
        if not data:
            break
    return data


def fuzz(reader: str, seconds: float, chance: random.Random) -> Told:
    """Read spoilt files for so many seconds of processor time; return what came out."""
    told, pieces = Told(), PIECES[reader].split(b"|")
    end = time.process_time() + seconds
    while time.process_time() < end:
        data = spoil(SEEDS[reader](), pieces, chance)
        began = time.process_time()
        try:
            place = Place(path="a", file="a")
            results = list(read_open(io.BytesIO(data), place, reader, ReadingOptions()))
        except Exception as error:  # noqa: BLE001 - what is looked for
            told.raised[f"{type(error).__name__}: {str(error)[:100]}"] += 1
            told.worst = data
            continue
        finally:
            took = time.process_time() - began
            told.tried += 1
            told.slowest = max(told.slowest, took)
        told.articles += sum(isinstance(r, Document) for r in results)
        if not results:
            told.raised["nothing was told"] += 1
    return told


def main() -> int:
    """Fuzz the readers that are asked for; return 1 where one raises, tells nothing or is too slow."""
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--readers", default="page,feed,mail")
    given = parser.parse_args()
    chance = random.Random(given.seed)  # noqa: S311 - which places
    found = {name: fuzz(name, given.seconds, chance) for name in given.readers.split(",")}
    rows = {
        name: {
            "tried": t.tried, "articles": t.articles, "slowest_seconds": round(t.slowest, 2), "raised": dict(t.raised),
        }
        for name, t in found.items()
    }  # fmt: skip
    print(json.dumps(rows, indent=1))
    for told in found.values():
        if told.worst:
            print(repr(told.worst[:4000]), file=sys.stderr)
    return int(any(t.raised or t.slowest > LONGEST for t in found.values()))


if __name__ == "__main__":
    sys.exit(main())
