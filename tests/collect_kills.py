"""``briefgen collect`` killed with signal 9 at random moments: each article once, none lost.

    python tests/collect_kills.py [KILLS]

Twelve hosts on this machine have feeds that grow from start to start, half of their articles whole and half of them
stubs whose pages have to be fetched. Prints JSON; it ends with 1 where an article is missing or there twice. CI takes
a slice (tests/test_collect_kills.py).
"""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path

from test_collect import article, item, rss, story
from web_servers import answer, web_server

from briefgen.series.collect.state import NAME
from briefgen.sources.readers import read_sources

HOSTS = 12
AT_ONCE = 4
"""Articles that a feed gains from start to start."""


def start(arguments):
    """Start briefgen as a shell would, its talk put away."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, "-m", "briefgen", *arguments], stdout=quiet, stderr=quiet)  # fmt: skip


class Press:
    """A host whose feed grows."""

    def __init__(self, server, number):
        self.server, self.number, self.items, self.addresses = server, number, [], []
        server.pages["/robots.txt"] = answer("", kind="text/plain")
        self.grow()

    def grow(self):
        for _ in range(AT_ONCE):
            n = f"{self.number}-{len(self.addresses)}"
            whole = len(self.addresses) % 2
            path = f"/{n}"
            self.addresses.append(self.server.at(path))
            self.items.append(item(n, self.addresses[-1], story(n) if whole else "Ships …"))
            self.server.pages[path] = article(n)
        self.server.pages["/feed"] = rss(*self.items[::-1])


def kills(folder, times, chance, start=start, hosts=HOSTS):
    """Kill so many runs and let the last ones end; return what came of it."""
    with ExitStack() as stack:
        presses = [Press(stack.enter_context(web_server()), n) for n in range(hosts)]
        outlines = "".join(f"<outline xmlUrl='{p.server.at('/feed')}'/>" for p in presses)
        (folder / "feeds.opml").write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")
        permitted = [w for p in presses for w in ("--allow-private", p.server.place)]
        line = ["collect", folder / "feeds.opml", "-o", folder / "inbox", *permitted]
        at_work = 0
        for _ in range(times):
            running = start(tuple(map(str, line)))
            seen = sum(p.server.connections for p in presses)
            while running.poll() is None and sum(p.server.connections for p in presses) == seen:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 3))
            at_work += running.poll() is None
            running.kill()
            running.wait(30)
            for press in presses:
                press.grow()
        for _ in range(2):
            start(tuple(map(str, line))).wait(600)
        wanted = {a for p in presses for a in p.addresses}
    documents, skipped = read_sources([folder / "inbox"])
    found = Counter(d.declared.url for d in documents)
    with closing(sqlite3.connect(folder / "inbox" / NAME)) as state:
        sound = state.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    return {
        "kills": times,
        "killed_at_work": at_work,
        "articles": len(wanted),
        "lost": len(wanted - set(found)),
        "twice": sum(n > 1 for n in found.values()),
        "unwanted": len(set(found) - wanted) + len(skipped),
        "half_written": len(list(folder.rglob(".briefgen-*"))),
        "state_sound": sound,
    }


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory() as name:
        told = kills(Path(name), times, random.Random(7))  # noqa: S311 - which moment
    print(json.dumps(told))  # noqa: T201 - a program
    return int(any(told[k] for k in ("lost", "twice", "unwanted", "half_written")))


if __name__ == "__main__":
    sys.exit(main())
