"""Half a million short items, made from the titles and first sentences of real articles, and how well they are grouped.

    python benchmarks/speed.py CORPUS.jsonl --headlines 20000,100000,500000

An event is an article's title and first sentence at another time, with other names and figures; it is told once to
five times within a day, each time by another publisher and with some words left out. The same corpus and number
give the same items. `briefgen.group_headlines` groups them from a file, in a process of its own. What is printed beside the
time says how many of the pairs that are found are of one event (precision), how many of one event are found (recall),
and how far the groups of the first 2,000 are those that `briefgen.find_stories` finds among the same as articles (BCubed F1).
"""

from __future__ import annotations

import datetime
import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from stories import bcubed

from briefgen.api import find_stories, group_headlines, to_articles

DAYS_APART = 97
"""An article's events lie so many days apart: their names differ, and little else."""
TOLD = (1, 1, 2, 3, 5)
"""How often an event is told: one in five so often each."""
AS_ARTICLES = 2000
"""Items that are grouped as articles, too."""
OPENING = 1500
"""Characters of an article in which its first sentence is looked for."""
LEFT_OUT = 6
"""Of so many words about one is left out where an event is told again."""


def made_items(corpus: Path, count: int) -> Iterator[dict[str, Any]]:
    """Yield so many items; the id of each begins with the number of its event."""
    heads = _heads(corpus)
    houses = sorted({head["publisher"] for head in heads if head["publisher"]})
    made = 0
    for event in range(count):
        again, place = divmod(event, len(heads))
        head = _shifted(heads[place], again) if again else heads[place]
        for n in range(TOLD[_chance(event) % len(TOLD)]):
            if made == count:
                return
            yield _told(head, event, n, houses)
            made += 1


def _heads(corpus: Path) -> list[dict[str, Any]]:
    """Return the title, first sentence, day and publisher of each article that has them."""
    lines = (json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines())
    articles = to_articles({**line, "text": line["text"][:OPENING]} for line in lines)
    return [
        {
            "title": a.title,
            "text": a.sentences[0].text,
            "date": a.published.date,
            "publisher": a.publisher,
        }
        for a in articles
        if a.title and a.sentences and a.published.precision == "day"
    ]


def _shifted(head: dict[str, Any], again: int) -> dict[str, Any]:
    """Return what an article leads with at another time, with other names and figures."""

    def name(match: re.Match[str]) -> str:
        word = match.group()
        at = _chance(word, again) % (len(word) - 1) + 1
        return word[:at] + chr(ord("a") + (ord(word[at]) - ord("a") + again) % 26) + word[at + 1 :]

    def changed(text: str) -> str:
        named = re.sub(r"(?<=[a-z,] )[A-Z][a-z]{3,}", name, text)
        return re.sub(r"\b\d{1,3}\b", lambda m: str(int(m.group()) + again), named)

    day = datetime.date.fromisoformat(head["date"]) + datetime.timedelta(DAYS_APART * again)
    return {
        **head,
        "title": changed(head["title"]),
        "text": changed(head["text"]),
        "date": day.isoformat(),
    }


def _told(head: dict[str, Any], event: int, n: int, houses: Sequence[str]) -> dict[str, Any]:
    """Return one telling of an event: the first as it is, others shorter, elsewhere, perhaps a day later."""
    item = {**head, "id": f"{event}-{n}"}
    if n:
        day = datetime.date.fromisoformat(head["date"]) + datetime.timedelta(_chance(event, n) % 2)
        item["date"] = day.isoformat()
        item["publisher"] = houses[_chance(n, event) % len(houses)]
        for part in ("title", "text"):
            kept = [
                w for k, w in enumerate(head[part].split()) if _chance(event, n, k, part) % LEFT_OUT
            ]
            item[part] = " ".join(kept)
    return item


def _chance(*of: object) -> int:
    """Return a number that looks like chance, and is the same every time."""
    return int.from_bytes(blake2b(repr(of).encode(), digest_size=4).digest(), "little")


def group(file: Path) -> dict[str, Any]:
    """Return what grouping the items of a file takes, and how right it is; run in a process of its own."""
    begun = time.perf_counter()
    with file.open(encoding="utf-8") as lines:
        groups = group_headlines(map(json.loads, lines))
    seconds, used = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
    size = sum(map(len, groups))
    found = {key: n for n, held in enumerate(groups) for key in held}
    scores = pair_scores(list(found.values()), [_event(key) for key in found])
    return {
        "items": size,
        "events": len(groups),
        "items_a_second": size / seconds,
        "peak_mb": used.ru_maxrss / 1024,
        **scores,
    }


def as_articles(file: Path) -> float:
    """Return how far the first items of a file are grouped as the same are as articles (BCubed F1)."""
    with file.open(encoding="utf-8") as lines:
        items = [json.loads(line) for line in islice(lines, AS_ARTICLES)]
    short = {key: n for n, held in enumerate(group_headlines(items)) for key in held}
    whole = {key: story.id for story in find_stories(items) for key in story.articles}
    return bcubed(list(short.values()), [whole[key] for key in short])["f1"]


def _event(key: str) -> str:
    return key.split("-", maxsplit=1)[0]


def pair_scores(found: Sequence[Any], true: Sequence[Any]) -> dict[str, float]:
    """Return precision and recall of the pairs that two labellings put together."""
    both, one, other = (_pairs(labels) for labels in (zip(found, true, strict=True), found, true))
    return {
        "pair_precision": round(both / max(1, one), 4),
        "pair_recall": round(both / max(1, other), 4),
    }


def _pairs(labels: Iterable[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


if __name__ == "__main__":
    print(json.dumps(group(Path(sys.argv[1]))))
