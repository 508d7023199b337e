"""Whether all that a brief points at is there: sentences, sources, claims, themes, by the names of its fields.

The walk goes over the declared fields of the frozen values, so that a field that a later version adds is looked
at by its name, like those before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from briefgen.model import Brief, Change, CoMention, Edit, EditMark, Skipped
from briefgen.model.frozen import plain
from briefgen.model.text import safe
from briefgen.sources.readers.jsonl import once

Level = Literal["quotes", "references", "derived", "changes"]
"""What a proof rests on: the sources' own words, the brief's own ids, the program run again, earlier editions."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong in a brief."""

    level: Level
    where: str
    """The field, with dots and with ids in place of numbers where there are such."""
    said: str
    """What is wrong, in words."""


_POINTS_AT: Mapping[str, str] = {
    "sentence": "sentence", "lead_in": "sentence", "bottom_line": "sentence", "sentences": "sentence",
    "also": "sentence", "denials": "sentence", "asserted": "sentence", "hedged": "sentence", "denied": "sentence",
    "mentions": "sentence",
    "source": "source", "origin": "source", "articles": "source", "title_source": "source",
    "theme": "theme", "nearest": "theme", "second": "theme",
    "claim": "claim", "event": "event",
}  # fmt: skip
"""What a field's text, or each text of its list, is the id of."""
_FREE = {
    (Skipped, "source"), (Edit, "theme"), (Edit, "source"), (EditMark, "theme"), (EditMark, "sentence"),
    (Change, "theme"), (CoMention, "second"),
}  # fmt: skip
"""Fields of those names that are no ids of the brief: files, what an analyst named, an earlier edition's, names."""


def find_dangling(brief: Brief) -> Iterator[Fault]:
    """Yield what points at nothing, what is not what its key says, and what stands there twice."""
    yield from _format(brief)
    known = _known(brief)
    for where, kind, key in _pointers(brief, ""):
        if key not in known[kind]:
            yield _fault(where, f"{where} names {kind} {key}, which the brief does not hold")
    yield from _keys(brief)
    for where, keys in _lists(brief):
        yield from _twice(where, keys)
    yield from _files(brief)
    yield from _found(brief)


def find_foreign(content: bytes, brief: Brief) -> Iterator[Fault]:
    """Yield what the file of a brief says and the brief read from it does not: other programs may go by that."""
    try:
        tree = json.loads(content, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        yield _fault("the file", f"the file is read otherwise by other programs: {error}")
        return
    yield from _foreign(tree, plain(brief), "")


def _foreign(said: Any, read: Any, where: str) -> Iterator[Fault]:
    """Yield the keys of a file that the format does not know, and values that were read as others."""
    if isinstance(said, dict) and isinstance(read, dict):
        for key, value in said.items():
            place = f"{where}.{safe(key)}" if where else safe(key)
            if key in read:
                yield from _foreign(value, read[key], place)
            else:
                yield _fault(place, f"{place} is no field of this format: no part of it is proved")
    elif isinstance(said, list) and isinstance(read, list):
        for number, (one, other) in enumerate(zip(said, read, strict=True)):
            yield from _foreign(one, other, f"{where}.{number}")
    elif said != read:
        yield _fault(where, f"{where} is not written as this format writes it")


def _fault(where: str, said: str) -> Fault:
    return Fault("references", where, said)


def _format(brief: Brief) -> Iterator[Fault]:
    """Yield where a brief is of a format and has not what that format has."""
    frozen = brief.profile is not None
    if brief.schema == "briefgen/brief/1" and frozen:
        yield _fault(
            "schema",
            "schema is that of a format whose briefs hold no profile, and this one holds one",
        )
    if brief.schema != "briefgen/brief/1" and not frozen:
        yield _fault(
            "profile", "profile is missing: what else is printed cannot be derived without it"
        )


def _known(brief: Brief) -> Mapping[str, frozenset[str]]:
    """Return the ids of a brief by what they name."""
    return {
        "sentence": frozenset(brief.sentences),
        "source": frozenset(s.id for s in brief.sources),
        "theme": frozenset(t.id for t in brief.themes),
        "claim": frozenset(c.id for c in brief.claims),
        "event": frozenset(e.id for e in brief.events),
    }


def _pointers(value: Any, where: str) -> Iterator[tuple[str, str, str]]:
    """Yield where something is named, what it is, and its id, over all values inside one."""
    if is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            place = f"{where}.{field.name}" if where else field.name
            kind = _POINTS_AT.get(field.name)
            if kind and (type(value), field.name) not in _FREE:
                named = (inner,) if isinstance(inner, str) else inner
                texts = named if isinstance(named, tuple) else ()
                yield from ((place, kind, key) for key in texts if isinstance(key, str))
            yield from _pointers(inner, place)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _pointers(item, f"{where}.{getattr(item, 'id', number)}")
    elif isinstance(value, dict):
        for key, item in value.items():
            if is_dataclass(item):
                yield from _pointers(item, f"{where}.{key}")


def _keys(brief: Brief) -> Iterator[Fault]:
    """Yield the sentences that are not what their key says, and those with evidence or text alone."""
    for key, sentence in brief.sentences.items():
        if sentence.id != key:
            where = f"sentences.{key}.id"
            yield _fault(where, f"{where} is {sentence.id}")
        if not key.startswith(f"{sentence.source}."):
            where = f"sentences.{key}.source"
            yield _fault(where, f"{where} is {sentence.source}, and its id is another source's")
    for key in sorted(set(brief.sentences) ^ set(brief.evidence)):
        part = "sentences" if key in brief.evidence else "evidence"
        yield _fault(f"{part}.{key}", f"{part} does not hold {key}, which is printed")
    sources = {s.id for s in brief.sources}
    for theme in brief.themes:
        for key in sorted(set(theme.by_source) - sources):
            where = f"themes.{theme.id}.by_source.{key}"
            yield _fault(where, f"{where} names a source that the brief does not hold")


def _lists(brief: Brief) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what must not hold anything twice: the ids of each part, and the ids that one value names."""
    for part in ("sources", "stories", "themes", "claims", "conflicts", "events", "counts"):
        yield part, [item.id for item in getattr(brief, part)]
    yield "key_points", [p.sentence for p in brief.key_points]
    yield "outlook", [p.sentence for p in brief.outlook]
    for key, evidence in brief.evidence.items():
        yield f"evidence.{key}.also", (key, *evidence.also)
        yield f"evidence.{key}.denials", evidence.denials
    for claim in brief.claims:
        yield f"claims.{claim.id}", (*claim.asserted, *claim.hedged)
        yield f"claims.{claim.id}.denied", claim.denied
    for theme in brief.themes:
        yield f"themes.{theme.id}.points", [p.sentence for p in theme.points]
        yield f"themes.{theme.id}.articles", theme.articles
    for story in brief.stories:
        yield f"stories.{story.id}.articles", story.articles


def _twice(where: str, keys: Sequence[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield _fault(where, f"{where} holds {key} twice")
        seen.add(key)


def _files(brief: Brief) -> Iterator[Fault]:
    """Yield the sources whose printed file is not the end of the path that is opened for it."""
    for source in brief.sources:
        if not _ends(source.path, source.file):
            where = f"sources.{source.id}.file"
            yield _fault(
                where,
                f"{where} is '{safe(source.file)}', and what is opened is '{safe(source.path)}'",
            )


def _found(brief: Brief) -> Iterator[Fault]:
    """Yield where not every article that was found is a source or skipped with its reason."""
    held, found = len(brief.sources) + len(brief.skipped), brief.funnel.get("found", None)
    if found is not None and found != held:
        said = f"sources and skipped hold {held:,} articles, and funnel.found is {found:,}"
        yield _fault("skipped", said)


def _ends(path: str, file: str) -> bool:
    """Return whether a path ends in a file's name as it is printed."""
    depth = file.count("/") + 1
    end = "/".join(path.split("/")[-depth:])
    return "".join(c if c.isprintable() else "?" for c in end) == file
