"""Frozen values as plain lists and back, by their declared types: for the cache and between processes.

A dataclass becomes the list of its fields, a tuple or a set a list, a mapping a list of pairs. What is read back
is built from the types alone, so that bytes from outside can make values of those types and run nothing.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from operator import attrgetter
from sys import intern
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Step = Callable[[Any], Any]
LONGEST_WORD = 32
"""Characters from which a text is hardly a word that others have, too."""


def dump_packed(value: Any) -> bytes:
    """Return a value of dataclasses, tuples, sets, mappings and plain parts as JSON."""
    text = json.dumps(_pack(value), ensure_ascii=False, check_circular=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def load_packed(kind: Any, data: bytes) -> Any:
    """Return the value of a type that `dump_packed` wrote.

    Raises:
        ValueError: it is no JSON, or no value of that type.
    """
    try:
        return unpacker(kind)(json.loads(data.decode("utf-8", "surrogatepass")))
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"no value of {kind}: {error}") from error


def _pack(value: Any) -> Any:
    kind: Any = type(value)
    return value if kind in _PLAIN else _packer(kind)(value)


_PLAIN = frozenset({str, int, float, bool, type(None)})


@cache
def _packer(kind: type) -> Step:
    """Return what makes the plain form of a value of a type; asked once a type, for a build packs millions of values."""
    if is_dataclass(kind):
        parts = fields_of(kind)
        return lambda value: _pack_all(parts(value))
    if issubclass(kind, tuple | list):
        return _pack_all
    if issubclass(kind, frozenset):
        return lambda value: sorted(map(_pack, value), key=repr) if value else []
    if issubclass(kind, Mapping):
        return lambda value: [[_pack(key), _pack(item)] for key, item in value.items()]
    return lambda value: value


def _pack_all(values: Iterable[Any]) -> list[Any]:
    return [v if type(v) in _PLAIN else _pack(v) for v in values]


def fields_of(kind: type, first: int = 0) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives the fields of a dataclass's values in order, from one of them on."""
    names = _names(kind)[first:]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@cache
def unpacker(kind: Any) -> Step:
    """Return what makes a value of a type from its plain form.

    Raises:
        TypeError: it has no plain form.
    """
    if is_dataclass(kind) and isinstance(kind, type):
        return _of_fields(kind)
    if kind is str:
        return _shared
    if isinstance(kind, type) and get_origin(kind) is None:
        return lambda tree: tree if type(tree) is kind else _checked_type(tree, kind)
    return _of_parts(kind, get_origin(kind), get_args(kind))


def _of_parts(kind: Any, origin: Any, inner: tuple[Any, ...]) -> Step:
    """Return the same for a type that is made of others."""
    step: Step
    if origin is Literal:
        step = partial(_checked, choices=inner)
    elif origin in {Union, types.UnionType}:
        (some,) = (unpacker(part) for part in inner if part is not type(None))
        step = partial(_perhaps, some)
    elif origin in {tuple, frozenset} and (origin is frozenset or inner[-1] is Ellipsis):
        words = inner[0] is str
        step = partial(_words, origin) if words else partial(_each, origin, unpacker(inner[0]))
    elif origin is not None and issubclass(origin, Mapping):
        step = partial(_pairs, *(unpacker(part) for part in inner))
    else:
        raise TypeError(f"{kind} has no plain form")
    return step


def _perhaps(some: Step, tree: Any) -> Any:
    return None if tree is None else some(tree)


_NO_ITEMS: dict[Any, Any] = {tuple: (), frozenset: frozenset[Any]()}
"""One empty value for all: of a sentence's sets most are empty, and each would take 216 bytes."""


def _each(kind: Callable[[Any], Any], step: Step, tree: Any) -> Any:
    return _NO_ITEMS[kind] if tree == [] else kind([step(item) for item in tree])


def _words(kind: Callable[[Any], Any], tree: Any) -> Any:
    if type(tree) is not list:
        raise TypeError(f"{tree!r} is no list of texts")
    return kind(map(intern, tree)) if tree else _NO_ITEMS[kind]


def _pairs(key: Step, value: Step, tree: Any) -> dict[Any, Any]:
    return {key(k): value(v) for k, v in tree}


def _of_fields(kind: type) -> Step:
    hints = get_type_hints(kind)
    names = _names(kind)
    steps = [unpacker(hints[name]) for name in names]
    if any(f.kw_only for f in fields(kind)):
        return lambda tree: kind(**{n: s(i) for n, s, i in zip(names, steps, tree, strict=True)})
    return lambda tree: kind(*[s(i) for s, i in zip(steps, tree, strict=True)])


def _checked(value: Any, *, choices: tuple[Any, ...]) -> Any:
    if value not in choices:
        raise TypeError(f"{value!r} is none of {choices}")
    return value


def _shared(value: Any) -> str:
    """Return a text; a word that is there already is not there twice."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return intern(value) if len(value) < LONGEST_WORD else value


def _checked_type(value: Any, kind: type) -> Any:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
