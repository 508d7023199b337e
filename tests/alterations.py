"""Alterations of a brief, made by a program: every field by its type, and what a forger would rather do."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from briefgen.model.frozen import json_schema
from briefgen.model.text import printed, sha256

Tree = dict[str, Any]
Forge = Callable[[Tree, dict[str, str]], str]
"""Changes a tree, and returns the field that should be named; nothing where the tree has no such thing."""


@dataclass(frozen=True)
class Alteration:
    """A brief's plain tree with one thing changed in it."""

    where: str
    """The field, with ids in place of numbers where there are such."""
    kind: str
    tree: Tree
    field: str = ""
    """The field as a pattern, of an alteration by type."""


def by_type(tree: Tree) -> Iterator[Alteration]:
    """Yield the tree with each kind of field changed once, at its first and last place, by its type in the schema.

    Where the tree has none of a kind, one is made up: a field that a later version adds is altered like the others.
    """
    schema = json_schema()
    places: dict[str, list[tuple[tuple[Any, ...], str, Any]]] = {}
    for path, name, told in _leaves(tree, schema, schema["$defs"]):
        places.setdefault(_pattern(path), []).append((path, name, told))
    for pattern, found in places.items():
        for path, name, told in {p: (p, n, t) for p, n, t in (found[0], found[-1])}.values():
            for kind, value in _others(_at(tree, path), told, schema["$defs"]):
                yield Alteration(name, kind, _with(tree, path, value), pattern)


def fields_of(schema: Tree) -> Iterator[str]:
    """Yield every field of the format as a pattern, with `*` for what has a number or a key of its own."""
    yield from (".".join(path) for path in _told(schema, schema["$defs"], ()) if path)


def _told(told: Any, defs: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    while "$ref" in told:
        told = defs[told["$ref"].rsplit("/", 1)[1]]
    yield path
    for choice in told.get("anyOf", ()):
        yield from _told(choice, defs, path)
    for name, inner in told.get("properties", {}).items():
        yield from _told(inner, defs, (*path, name))
    for name in ("additionalProperties", "items"):
        if isinstance(told.get(name), dict):
            yield from _told(told[name], defs, (*path, "*"))


def is_altered(field: str, altered: AbstractSet[str]) -> bool:
    """Return whether a field was altered, or a part of it, or it was made up inside something that was."""
    parts = field.split(".")
    inside = any(".".join(parts[: n + 1]) in altered for n in range(len(parts)))
    return inside or any(other.startswith(f"{field}.") for other in altered)


def _pattern(path: tuple[Any, ...]) -> str:
    return ".".join("*" if isinstance(p, int) or _is_key(p) else p for p in path)


def _is_key(name: str) -> bool:
    """Return whether a part of a path is the key of a mapping and no field."""
    return not name.islower() or any(c.isdigit() for c in name.replace("sha256", ""))


def _leaves(value: Any, told: Any, defs: Any, path: tuple[Any, ...] = (), name: str = "") -> Iterator[tuple[tuple[Any, ...], str, Any]]:  # fmt: skip
    """Yield every value inside one with its path, its name with ids, and what the schema says of it."""
    told = _resolved(told, value, defs)
    if path:
        yield path, name, told
    if isinstance(value, dict):
        known = told.get("properties", {})
        for key, item in value.items():
            rest = told.get("additionalProperties", {})
            inner = known.get(key, rest if isinstance(rest, dict) else {})
            yield from _leaves(item, inner, defs, (*path, key), f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            own = item.get("id", number) if isinstance(item, dict) else number
            yield from _leaves(item, told.get("items", {}), defs, (*path, number), f"{name}.{own}")


def _resolved(told: Any, value: Any, defs: Any) -> Any:
    """Return what a schema says of a value: behind its references, of several choices the one that fits."""
    while "$ref" in told:
        told = defs[told["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in told and value is not None:
        some = next(t for t in told["anyOf"] if t.get("type") != "null")
        return _resolved(some, value, defs)
    return told


def _others(value: Any, told: Any, defs: Any) -> Iterator[tuple[str, Any]]:  # noqa: C901, PLR0912 - a case a type
    """Yield other values that a field may have by its type."""
    if "const" in told:
        return
    if "enum" in told:
        yield from (("another choice", other) for other in told["enum"][:3] if other != value)
    elif value is None:
        for choice in (_resolved(c, None, defs) for c in told.get("anyOf", ())):
            if "enum" in choice:
                yield "a choice for null", choice["enum"][0]
            elif choice.get("type") == "string":
                yield "words for null", "the harbour master"
            elif choice.get("type") in {"integer", "number"}:
                yield "a number for null", 7
            elif choice.get("properties"):
                yield "one made up for null", _made_up(choice, defs)
    elif isinstance(value, bool):
        yield "the other", not value
    elif isinstance(value, int | float):
        yield "one more", value + 1
    elif isinstance(value, str):
        yield "a word more", f"{value} X"
        if value:
            yield "emptied", ""
    elif isinstance(value, list):
        yield "one made up", [*value, _made_up(told.get("items", {}), defs)]
        if value:
            yield "the first gone", value[1:]
            yield "the first twice", [value[0], *value]
        if value != value[::-1]:
            yield "turned round", value[::-1]
    elif isinstance(value, dict) and told.get("additionalProperties"):
        if isinstance(told["additionalProperties"], dict):
            made_up = _made_up(told["additionalProperties"], defs)
            yield "a key made up", {**value, _key(told): made_up}
        if value:
            yield "a key gone", dict(list(value.items())[1:])


def _key(told: Any) -> str:
    """Return a key that a mapping may have."""
    return str(told.get("propertyNames", {}).get("enum", ["S99.9"])[0])


def _made_up(told: Any, defs: Any) -> Any:
    """Return a value that is of a type and says nothing true."""
    told = _resolved(told, "", defs)
    if "const" in told or "enum" in told:
        return told.get("const", told.get("enum", [None])[0])
    kind = told.get("type")
    if kind == "object":
        return {name: _made_up(inner, defs) for name, inner in told.get("properties", {}).items()}
    simple = {"array": [], "string": "S99.9", "integer": 7, "number": 7.0, "boolean": True}
    return simple.get(str(kind))


def _at(tree: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        tree = tree[part]
    return tree


def _with(tree: Tree, path: tuple[Any, ...], value: Any) -> Tree:
    """Return a tree with another value at a path; what is not on the way is shared."""
    new = copy.copy(tree)
    inner: Any = new
    for part in path[:-1]:
        inner[part] = copy.copy(inner[part])
        inner = inner[part]
    inner[path[-1]] = value
    return new


# What a forger does ------------------------------------------------------------------------------


def forgeries(tree: Tree, texts: dict[str, str]) -> Iterator[Alteration]:
    """Yield alterations whose spans, texts and hashes agree; ``texts`` are the sources' by id."""
    yield from forge(_FORGERIES, tree, texts)


class NothingToForgeError(Exception):
    """A brief has not what a forgery changes."""


def forge(changes: Mapping[str, Forge], tree: Tree, texts: dict[str, str]) -> Iterator[Alteration]:
    """Yield the tree with each change; one that needs what a brief does not have is left out."""
    for name, change in changes.items():
        forged = copy.deepcopy(tree)
        with suppress(IndexError, StopIteration, TypeError, NothingToForgeError):
            where = change(forged, texts)
            if where:
                yield Alteration(where, name.replace("_", " "), forged)


def _cut(tree: Tree, texts: dict[str, str], start: int, end: int, key: str) -> None:
    """Let a sentence be another span of its source, hash and all."""
    sentence = tree["sentences"][key]
    text = printed(texts[sentence["source"]][start:end])
    sentence |= {"start": start, "end": end, "text": text, "sha256": sha256(text)}


def _first_key(tree: Tree) -> str:
    return str(tree["bottom_line"]["sentence"])


def _second_half(tree: Tree, texts: dict[str, str]) -> str:
    key = _first_key(tree)
    s = tree["sentences"][key]
    text = texts[s["source"]]
    middle = text.index(" ", (s["start"] + s["end"]) // 2) + 1
    _cut(tree, texts, middle, s["end"], key)
    return f"sentences.{key}"


def _first_half(tree: Tree, texts: dict[str, str]) -> str:
    key = _first_key(tree)
    s = tree["sentences"][key]
    _cut(tree, texts, s["start"], texts[s["source"]].index(" ", (s["start"] + s["end"]) // 2), key)
    return f"sentences.{key}"


def _longer(tree: Tree, texts: dict[str, str]) -> str:
    """Join a sentence with the one behind it in its paragraph."""
    for key, s in tree["sentences"].items():
        source = next(x for x in tree["sources"] if x["id"] == s["source"])
        end = source["paragraphs"][s["paragraph"]]["end"]
        if end > s["end"] + 20:
            _cut(tree, texts, s["start"], end, key)
            return f"sentences.{key}"
    return ""


def _over_paragraphs(tree: Tree, texts: dict[str, str]) -> str:
    key = _first_key(tree)
    s = tree["sentences"][key]
    source = next(x for x in tree["sources"] if x["id"] == s["source"])
    follower = source["paragraphs"][s["paragraph"] + 1]
    _cut(tree, texts, s["start"], follower["start"] + 40, key)
    return f"sentences.{key}"


def _navigation(tree: Tree, texts: dict[str, str]) -> str:
    """Print a removed line as the bottom line."""
    key = _first_key(tree)
    source = next(x for x in tree["sources"] if x["removed"])
    line = source["removed"][0]
    tree["sentences"][key]["source"] = source["id"]
    _cut(tree, texts, line["start"], line["end"], key)
    return f"sentences.{key}"


def _navigation_as_paragraph(tree: Tree, texts: dict[str, str]) -> str:
    """Print a removed line, and call it a paragraph that is kept."""
    source = next(x for x in tree["sources"] if x["removed"])
    line = source["removed"].pop(0)
    first = source["paragraphs"][0]
    if line["end"] > first["start"]:
        return ""
    source["paragraphs"] = [
        {**p, "index": n}
        for n, p in enumerate(
            [
                {**first, "start": line["start"], "end": line["end"], "text": line["text"]},
                *source["paragraphs"],
            ]
        )
    ]
    for s in tree["sentences"].values():
        s["paragraph"] += s["source"] == source["id"]
    return f"sources.{source['id']}"


def _empty(tree: Tree, _: dict[str, str]) -> str:
    key = _first_key(tree)
    s = tree["sentences"][key]
    s |= {"end": s["start"], "text": "", "sha256": sha256("")}
    return f"sentences.{key}"


def _another_bottom_line(tree: Tree, _: dict[str, str]) -> str:
    tree["bottom_line"] = {**tree["key_points"][-1], "lead_in": None}
    return "bottom_line"


def _invented_speaker(tree: Tree, _: dict[str, str]) -> str:
    key = _first_key(tree)
    tree["evidence"][key]["attribution"] |= {"kind": "named", "who": "Anna Orr"}
    return f"evidence.{key}"


def _no_denials(tree: Tree, _: dict[str, str]) -> str:
    if not any(e["denials"] for e in tree["evidence"].values()):
        return ""
    for evidence in tree["evidence"].values():
        evidence["denials"] = []
    for theme in tree["themes"]:
        theme["denials"] = []
    for claim in tree["claims"]:
        claim["denied"] = []
    return "themes"


def _a_denial(tree: Tree, _: dict[str, str]) -> str:
    key = _first_key(tree)
    other = next(k for k in tree["sentences"] if k != key)
    tree["evidence"][key]["denials"] = [other]
    return f"evidence.{key}"


def _corroborated(tree: Tree, _: dict[str, str]) -> str:
    key = _first_key(tree)
    other = next(k for k, s in tree["sentences"].items() if s["source"] != key.split(".")[0])
    tree["evidence"][key] |= {"also": [other], "origins": 2, "independence": "not established"}
    return f"evidence.{key}"


def _figure(tree: Tree, _: dict[str, str]) -> str:
    theme = next(t for t in tree["themes"] if t["quantities"])
    theme["quantities"][0]["value"] *= 10
    return f"themes.{theme['id']}"


def _date(tree: Tree, _: dict[str, str]) -> str:
    tree["timeline"][0]["date"] = "2001-09-11"
    return "timeline"


def _published(tree: Tree, _: dict[str, str]) -> str:
    tree["sources"][0]["published"] |= {"date": "2025-01-01", "raw": "1 January 2025"}
    return "sources.S1"


def _publisher(tree: Tree, _: dict[str, str]) -> str:
    tree["sources"][0]["publisher"] = "Reuters"
    return "sources.S1"


def _grade(tree: Tree, _: dict[str, str]) -> str:
    tree["sources"][0]["grade"] = "A1"
    return "sources.S1"


def _coverage(tree: Tree, _: dict[str, str]) -> str:
    asked = next(q for q in tree["questions"] if q["coverage"] != "reported")
    asked["coverage"] = "reported"
    return "questions"


def _indicator(tree: Tree, _: dict[str, str]) -> str:
    quiet = next((i for i in tree["indicators"] if i["status"] != "reported"), None)
    if quiet:
        quiet["status"] = "reported"
    return "indicators" if quiet else ""


def _conflict(tree: Tree, _: dict[str, str]) -> str:
    one, two = (
        {
            "sentence": k,
            "phrase": s["text"][:9],
            "value": n,
            "upper": None,
            "unit": "ship",
            "date": None,
        }
        for n, (k, s) in enumerate(list(tree["sentences"].items())[:2])
    )
    claim = tree["claims"][0]["id"]
    forged = {"id": "X9", "claim": claim, "kind": "figure", "subject": "ship", "values": [one, two]}
    tree["conflicts"] = [*tree["conflicts"], forged]
    return "conflicts"


def _dropped_source(tree: Tree, _: dict[str, str]) -> str:
    gone = tree["sources"].pop()["id"]
    return f"sentences.{next(k for k, s in tree['sentences'].items() if s['source'] == gone)}"


def _swapped_texts(tree: Tree, _: dict[str, str]) -> str:
    one, two = list(tree["sentences"])[:2]
    held = tree["sentences"]
    held[one], held[two] = held[two], held[one]
    return f"sentences.{one}"


def _period(tree: Tree, _: dict[str, str]) -> str:
    tree["period"] |= {"kind": "range"}
    return "given"


def _cut_off(tree: Tree, _: dict[str, str]) -> str:
    tree["as_of"] = "2025-12-24"
    return "given"


def _number(tree: Tree, _: dict[str, str]) -> str:
    tree["edition"] = (tree["edition"] or 0) + 1
    return "edition"


def _format(tree: Tree, _: dict[str, str]) -> str:
    tree["schema"] = "briefgen/brief/1"
    return "schema"


def _no_profile(tree: Tree, _: dict[str, str]) -> str:
    tree["profile"] = None
    return "profile"


def _profile(tree: Tree, _: dict[str, str]) -> str:
    tree["profile"] = copy.deepcopy(tree["profile"]) | {"title": "Another series"}
    tree["title"] = "Another series"
    return "profile"


def _codec(tree: Tree, _: dict[str, str]) -> str:
    tree["sources"][0]["encoding"] = "cp1252"
    return "sources.S1"


def _comment(tree: Tree, _: dict[str, str]) -> str:
    tree["comments"] = [{"text": "This is sure.", "by": None, "sentence": None, "theme": None}]
    return "comments"


def _rewritten(tree: Tree, _: dict[str, str]) -> str:
    tree["sentences"][_first_key(tree)]["rewritten"] = "It is proved."
    return f"sentences.{_first_key(tree)}"


def _reviewed(tree: Tree, _: dict[str, str]) -> str:
    tree["reviewer"] = "Anna Orr"
    return "reviewer"


_FORGERIES: dict[str, Forge] = {
    f.__name__.strip("_").replace("_", " "): f
    for f in (
        _second_half, _first_half, _longer, _over_paragraphs, _navigation, _navigation_as_paragraph, _empty,
        _another_bottom_line, _invented_speaker, _no_denials, _a_denial, _corroborated, _figure, _date, _published,
        _publisher, _grade, _coverage, _indicator, _conflict, _dropped_source, _swapped_texts, _period, _cut_off,
        _number, _format, _no_profile, _profile, _codec, _comment, _rewritten, _reviewed,
    )
}  # fmt: skip
