"""How well corroboration, conflicts and denials are found, on events that this program makes itself.

    python benchmarks/evidence.py [--seed 7] [--errors] [--floors]

Each domain of benchmarks/events.toml has three look-alike events: other actors, places and days in the same
words. Three or four articles retell an event, each in its own wording; some change a figure or the day,
some give a length in another unit (which is no conflict), some deny what others report. All articles form
one collection. The frames share no word list with the program; names are made of syllables.

Prints JSON: precision, recall and F1 of corroboration (pairs of sentences of different articles that carry
one fact), of conflicts (facts whose figures or days differ) and of denials (pairs of a denial and a sentence
that reports what it denies), and the share of corroborating pairs that join different events; for all
domains and for the second half of them, which nobody looked at while the program was written. ``--errors``
lists what is wrong. ``--floors`` ends with 1 where a figure is below its floor in benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from floors import below_floors

from briefgen.analysis.readings import read_sentences
from briefgen.api import to_articles
from briefgen.findings.claims import Found, Group, find_claims, look_closely
from briefgen.findings.origins import find_origins
from briefgen.findings.stories import find_stories

FRAMES = Path(__file__).parent / "events.toml"
EVENTS = 3
"""Look-alike events of a domain."""
FIRST_DAY = datetime.date(2025, 2, 3)
SYLLABLES = "bar ven tol mer ish kav dun ril sto han fel gor wyn lam pet osk ul dra nim cor".split()
PAPERS = "Courier Herald Tribune Observer Gazette Chronicle Mercury Post".split()

Key = tuple[str, int, str]
"""A fact: domain, number of the event, name of the fact."""


@dataclass
class Truth:
    """What was put into the articles."""

    fact_of: dict[str, Key] = field(default_factory=dict)
    """The fact that a sentence reports, by its text."""
    denies: dict[str, Key] = field(default_factory=dict)
    """The fact that a sentence denies, by its text."""
    differing: set[tuple[Key, str]] = field(default_factory=set)
    """Facts with differing figures or days."""

    def of(self, domains: Sequence[str]) -> Truth:
        """Return what is true of some domains."""
        return Truth(
            {t: k for t, k in self.fact_of.items() if k[0] in domains},
            {t: k for t, k in self.denies.items() if k[0] in domains},
            {c for c in self.differing if c[0][0] in domains},
        )


@dataclass
class Event:
    """One event and how its articles tell it."""

    domain: str
    number: int
    who: str
    place: str
    day: datetime.date
    figures: dict[str, int]


def make_name(rng: Random) -> str:
    """Return a name of two or three syllables."""
    return "".join(rng.sample(SYLLABLES, rng.choice((2, 3)))).capitalize()


def make_events(rng: Random, domain: str, frames: Mapping[str, Any]) -> list[Event]:
    """Return the look-alike events of a domain, three weeks apart or on one day."""
    start = FIRST_DAY + datetime.timedelta(days=rng.randrange(60))
    return [
        Event(
            domain,
            number,
            f"{make_name(rng)} {rng.choice(frames['names'])}",
            make_name(rng),
            start + datetime.timedelta(days=21 * (number // 2)),
            {"n": rng.randrange(12, 95), "m": rng.randrange(3, 60)},
        )
        for number in range(EVENTS)
    ]


def day_words(rng: Random, day: datetime.date) -> str:
    """Return a day as newspapers write it."""
    forms = (
        f"on {day.day} {day:%B} {day.year}",
        f"on {day:%B} {day.day}",
        f"on {day:%B} {day.day}, {day.year}",
    )
    return rng.choice(forms)


def changed(rng: Random, figure: int) -> int:
    """Return another figure, a sixth to two thirds away."""
    return figure + max(2, round(figure * rng.uniform(0.17, 0.66)))


def tell(
    rng: Random, event: Event, frames: Mapping[str, Any], truth: Truth
) -> Iterator[dict[str, Any]]:
    """Yield the articles that tell an event, and note the truth."""
    size = rng.choice((3, 4))
    plans: list[list[str]] = [[] for _ in range(size)]
    for fact, share in (("main", 1.0), ("count", 0.7), ("cause", 0.7)):
        wordings = rng.sample(frames[fact], min(size, len(frames[fact])))
        tellers = [i for i in range(len(wordings)) if fact == "main" or rng.random() < share]
        values = [_values(rng, event) for _ in tellers]
        _change(rng, fact, event, values, truth)
        for teller, wording, value in zip(tellers, wordings, values, strict=False):
            text = _word(rng, wording, event, value)
            truth.fact_of[text] = (event.domain, event.number, fact)
            plans[teller].append(text)
    if rng.random() < 0.6:  # noqa: PLR2004 - three events in five have a denial
        text = _word(rng, rng.choice(frames["denied"]), event, _values(rng, event))
        truth.denies[text] = (event.domain, event.number, "cause")
        plans[rng.randrange(size)].append(text)
    rest = frames["rest"][2 * event.number : 2 * event.number + 2]
    for plan, sentence in zip(plans, rest, strict=False):
        plan.append(sentence)
    titles = rng.sample(frames["title"], size)
    for plan, title, paper in zip(plans, titles, rng.sample(PAPERS, size), strict=True):
        published = event.day + datetime.timedelta(days=rng.randrange(3))
        yield {
            "title": title.format(who=event.who, place=event.place),
            "text": "\n\n".join(plan),
            "date": published.isoformat(),
            "publisher": f"The {paper}",
        }


def _values(rng: Random, event: Event) -> dict[str, Any]:
    return {**event.figures, "day": day_words(rng, event.day)}


def _change(
    rng: Random, fact: str, event: Event, values: Sequence[dict[str, Any]], truth: Truth
) -> None:
    """Change the figure or the day of one teller of a fact, where there are two."""
    key, slot = (event.domain, event.number, fact), {"main": "n", "count": "m"}.get(fact)
    if len(values) < 2 or slot is None:  # noqa: PLR2004
        return
    if rng.random() < 0.35:  # noqa: PLR2004 - one fact in three
        rng.choice(values)[slot] = changed(rng, event.figures[slot])
        truth.differing.add((key, "figure"))
    if fact == "main" and rng.random() < 0.25:  # noqa: PLR2004 - one event in four
        other = event.day + datetime.timedelta(days=rng.choice((-2, -1, 1, 2)))
        rng.choice(values)["day"] = day_words(rng, other)
        truth.differing.add((key, "date"))


def _word(rng: Random, wording: str, event: Event, values: Mapping[str, Any]) -> str:
    """Return a wording filled in; a length may change its unit."""
    filled = dict(values)
    if "kilometers" in wording and rng.random() < 0.4:  # noqa: PLR2004 - two papers in five
        wording = wording.replace("kilometers", "miles")
        filled["n"] = round(values["n"] / 1.609344)
    day = str(values["day"])
    return wording.format(
        who=event.who, place=event.place, day_cap=day[0].upper() + day[1:], **filled
    )


def make_collection(seed: int, frames: Mapping[str, Any]) -> tuple[list[dict[str, Any]], Truth]:
    """Return the articles of all events, mixed, and the truth."""
    rng, truth = Random(seed), Truth()  # noqa: S311 - no secrets are made
    made = [
        article
        for domain, words in frames.items()
        for event in make_events(rng, domain, words)
        for article in tell(rng, event, words, truth)
    ]
    rng.shuffle(made)
    return made, truth


# What the program finds --------------------------------------------------------------------------


def find(given: Iterable[Mapping[str, Any]]) -> tuple[tuple[Group, ...], Found, dict[str, str]]:
    """Return the claims that the program finds in some articles, what is told differently, and each sentence's text."""
    articles = to_articles(given)
    origins = find_origins(articles)
    readings = read_sentences(articles, origins)
    stories = find_stories(articles, origins)
    found = look_closely(readings, articles, stories)
    groups = find_claims(readings, sorted(readings), articles, stories, found)
    return groups, found, {k: r.sentence.text for k, r in readings.items()}


def found_pairs(groups: Sequence[Group]) -> set[tuple[str, str]]:
    """Return the corroborating pairs of sentences, by their texts."""
    return {
        tuple(sorted((a.sentence.text, b.sentence.text)))  # type: ignore[misc]
        for g in groups
        for a, b in combinations((g.head, *g.members), 2)
        if a.sentence.source != b.sentence.source
    }


def found_conflicts(tables: Found, text: Mapping[str, str], truth: Truth) -> set[tuple[Any, str]]:
    """Return the facts whose figures or days differ; values of several facts are a fact of their own."""
    found: set[tuple[Any, str]] = set()
    for table in tables.tables:
        if table.kind != "statement":
            facts = {truth.fact_of.get(text[v.sentence]) for v in table.values}
            found.add((facts.pop() if len(facts) == 1 else str(table), table.kind))
    return found


def found_denials(groups: Sequence[Group]) -> set[tuple[str, str]]:
    """Return pairs of a denial and a sentence that reports what it denies."""
    return {
        (d.sentence.text, r.sentence.text)
        for g in groups
        for d in g.denials
        for r in (g.head, *g.members)
    }


def score(found: set[Any], true: set[Any]) -> dict[str, float]:
    """Return precision, recall and F1."""
    right = len(found & true)
    precision, recall = right / max(1, len(found)), right / max(1, len(true))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "true": len(true),
    }


def measure(
    groups: Sequence[Group],
    differing: set[tuple[Any, str]],
    everything: Truth,
    domains: Sequence[str],
) -> dict[str, Any]:
    """Return the figures for some domains."""
    truth = everything.of(domains)
    held: dict[Key, list[str]] = {}
    for text, key in truth.fact_of.items():
        held.setdefault(key, []).append(text)
    pairs = {p for p in found_pairs(groups) if truth.fact_of.keys() & set(p)}
    true = {tuple(sorted(p)) for texts in held.values() for p in combinations(texts, 2)}
    event = {t: k[:2] for t, k in {**everything.fact_of, **everything.denies}.items()}
    wrong = [p for p in pairs if event.get(p[0]) != event.get(p[1])]
    denials = {p for p in found_denials(groups) if p[0] in truth.denies or p[1] in truth.fact_of}
    conflicts = {c for c in differing if _is_of(c[0], domains)}
    return {
        "corroboration": score(pairs, true),
        "conflicts": score(conflicts, truth.differing),
        "denials": score(
            denials, {(d, t) for d, k in truth.denies.items() for t in held.get(k, ())}
        ),
        "between_events": round(len(wrong) / max(1, len(pairs)), 4),
    }


def _is_of(fact: Any, domains: Sequence[str]) -> bool:
    """Return whether a fact is of some domains; values of several facts count against all."""
    return isinstance(fact, str) or fact is None or fact[0] in domains


def errors(groups: Sequence[Group], conflicts: set[tuple[Any, str]], truth: Truth) -> Iterator[str]:
    """Yield what is wrong, a line each."""
    key = {**truth.fact_of, **{t: (*k[:2], "denial") for t, k in truth.denies.items()}}
    for a, b in sorted(found_pairs(groups)):
        if key.get(a) != key.get(b):
            yield f"joined: {a} | {b}"
    texts = sorted(truth.fact_of)
    found = found_pairs(groups)
    for a, b in combinations(texts, 2):
        if key[a] == key[b] and (a, b) not in found:
            yield f"missed: {a} | {b}"
    yield from (f"no conflict: {c}" for c in sorted(conflicts - truth.differing, key=str))
    yield from (f"missed conflict: {c}" for c in sorted(truth.differing - conflicts))
    for d, t in sorted(found_denials(groups)):
        if truth.denies.get(d) != truth.fact_of.get(t):
            yield f"no denial of it: {d} | {t}"
    denied = found_denials(groups)
    for d, k in truth.denies.items():
        yield from (
            f"missed denial: {d} | {t}" for t in texts if key[t] == k and (d, t) not in denied
        )


def main() -> int:
    """Measure, print, and compare with the floors where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--floors", action="store_true")
    asked = parser.parse_args()
    frames = tomllib.loads(FRAMES.read_text(encoding="utf-8"))
    given, truth = make_collection(asked.seed, frames)
    groups, found, text = find(given)
    differing = found_conflicts(found, text, truth)
    domains = list(frames)
    every = measure(groups, differing, truth, domains)
    unseen = measure(groups, differing, truth, domains[len(domains) // 2 :])
    result = {"articles": len(given), "all": every, "unseen": unseen}
    print(json.dumps(result, indent=1))
    if asked.errors:
        for line in errors(groups, differing, truth.of(domains[: len(domains) // 2])):
            print(line, file=sys.stderr)
    flat = {k: v["f1"] for k, v in every.items() if isinstance(v, dict)}
    flat["within_events"] = 1 - every["between_events"]
    return below_floors("evidence", flat, [FRAMES]) if asked.floors else 0


if __name__ == "__main__":
    sys.exit(main())
