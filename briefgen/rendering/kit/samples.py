"""Briefs to try templates with: a full one, an empty one and a hostile one.

The full one is frozen in ``full.json``, made from a small collection (``tests/samples.py``, which a test runs
again). The empty one keeps what a brief cannot be without, and the hostile one has a hostile text behind
every text of the full one that is no reference, date, hash or choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from briefgen.model import Brief
from briefgen.model.frozen import load_brief

FULL = Path(__file__).parent / "full.json"
"""The full brief, frozen."""

HOSTILE: Mapping[str, str] = {
    "a script": "<script>window.broken=1</script>",
    "a broken-out attribute": "\"'><img src=x onerror=window.broken=1>",
    "a closed style": "</style></title></textarea><svg/onload=window.broken=1>",
    "a template": "{{ 7*7 }}{% for x in y %}{# c #}",
    "an entity": "&lt;b&gt; &amp;amp; &#x3C;",
    "a script address": "javascript:window.broken=1",
    "a rule": "url(file:///etc/passwd) } body { display: none } /*",
    "an expression": "; background: url(//evil.example/x); x: expression(broken=1)",
    "a comment": "<!-- --> ]]> <![CDATA[",
    "emoji": "👩‍🚀🇰🇵",
    "Korean": "김정은",
    "right to left": "كوريا الشمالية \u200fשלום",
    "bidi controls": "safe\u202eexe.gpj\u202c\u2066x\u2069",
    "separators": "before\u2029between\u2028after",
    "controls": "a\x07b\x1bc\x00d\x85e",
    "noncharacters": "a\ufffeb\uffffc\ufdd0",
    "combining marks": "Z" + "\u0301\u0323\u0488" * 40,
    "nested lists": "<ul><li>" * 100 + "- " * 100,
    "a long word": "x" * 10_000,
}
"""Texts that a careless page would obey or break at."""

STRUCTURE = re.compile(
    r"\d{4}(-[0-9A-Z]+){0,2}|[0-9a-f]{64}|[A-Z]\d|briefgen/brief/\d+|#[0-9a-f]{6}|bulletin|folio|[A-Za-z0-9+/]{99,}=*"
)
"""Values that are no free text wherever they stand: dates, hashes, grades, the format, colours, styles, files."""


@cache
def full_brief() -> Brief:
    """Return a brief with something in every part: a corrected second edition of a series."""
    return load_brief(FULL)


def empty_brief() -> Brief:
    """Return a brief that has nothing but one source: every list that can be empty is."""
    full = full_brief()
    bare = {f.name: _bare(getattr(full, f.name)) for f in fields(full)}
    optional = {
        name for name, hint in get_type_hints(Brief).items() if type(None) in get_args(hint)
    }
    kept = {"sources": full.sources[:1], "origins": 1}
    return replace(full, **{**bare, **dict.fromkeys(optional), **kept})


def _bare(value: Any) -> Any:
    """Return a value with nothing in it, where its kind can have nothing in it."""
    return type(value)() if isinstance(value, tuple | dict | int) else value


def hostile_brief(texts: Mapping[str, str] = HOSTILE) -> Brief:
    """Return the full brief, in the other style, with hostile texts in turn behind its free texts.

    A text of more than 200 characters comes once a field, for every page of it is like the others.
    """
    full = replace(full_brief(), appearance=replace(full_brief().appearance, style="folio"))
    turns = _turns(tuple(texts.values()))
    poisoned: Brief = _poisoned(full, Brief, turns, frozenset(_ids(full)), "Brief")
    return poisoned


SAMPLES: Mapping[str, Callable[[], Brief]] = {
    "full": full_brief,
    "empty": empty_brief,
    "hostile": hostile_brief,
}
"""The sample briefs by name."""


def sample(name: str) -> Brief:
    """Return a sample brief by its name."""
    return SAMPLES[name]()


def _turns(texts: tuple[str, ...]) -> Callable[[str], str]:
    """Return what gives the next hostile text for a field; long ones once a field each."""
    numbers, given = count(), set[tuple[str, str]]()

    def next_text(place: str) -> str:
        for _ in texts:
            text = texts[next(numbers) % len(texts)]
            if len(text) <= 200 or (place, text) not in given:  # noqa: PLR2004 - see hostile_brief
                given.add((place, text))
                return text
        return ""

    return next_text


def _ids(value: Any) -> Iterator[str]:
    """Yield all ids in a value: of sources, sentences, themes, claims."""
    if is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name == "id":
                yield inner
            yield from _ids(inner)
    elif isinstance(value, tuple | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _ids(inner)


def _poisoned(
    value: Any, hint: Any, turn: Callable[[str], str], ids: frozenset[str], place: str
) -> Any:
    """Return a value of a Brief with a hostile text behind each free text in it."""
    if is_dataclass(value) and not isinstance(value, type):
        hints = get_type_hints(type(value))
        changed = {
            f.name: _poisoned(
                getattr(value, f.name), hints[f.name], turn, ids, f"{type(value).__name__}.{f.name}"
            )
            for f in fields(value)
        }
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_poisoned(v, _inside(hint), turn, ids, place) for v in value)
    if isinstance(value, dict):
        return {k: _poisoned(v, _inside(hint), turn, ids, place) for k, v in value.items()}
    if isinstance(value, str) and not _is_structure(value, hint, ids):
        return f"{value} {turn(place)}"
    return value


def _inside(hint: Any) -> Any:
    """Return the type of what a tuple or the values of a mapping hold."""
    inner = [t for t in get_args(hint) if t is not Ellipsis]
    return inner[-1] if inner else Any


def _is_structure(value: str, hint: Any, ids: frozenset[str]) -> bool:
    """Return whether a text is a reference, a date, a hash or one of a list of choices."""
    choices = any(get_origin(t) is Literal for t in (hint, *get_args(hint)))
    return choices or value in ids or bool(STRUCTURE.fullmatch(value))
