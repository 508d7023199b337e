"""The table of actors (``aliases.toml``): which words of a text name which of them, and in what sense."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal

ActorKind = Literal["state", "organisation", "person", "system"]
Sense = Literal["name", "people", "capital", "place", "government", "alone", "context"]

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_GAP = re.compile(r"[\s\-‐‑–'’&]{1,3}|\.\s|,\s")
_NEIGHBOUR = re.compile(r"[ -]$")
_AT_A_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around|inside|over|across|through|throughout|central|downtown|"
    r"(?:north|south|east|west) of|streets of|city of|miles from|kilometers from|kilometres from)\s$",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June "
    "July August September October November December President Prime Premier Minister Foreign Defense "
    "Defence Leader King Queen Chancellor Secretary Ambassador General Gen Mr Mrs Ms Dr Dictator Chairman "
    "In On At By From With The And But When While After Before As If For To Both Since Although Though "
    "However Meanwhile Former Vice Yesterday Today Tomorrow Later Then Now Still Even Only Also Not Yet So "
    "Because Earlier Last Next This That These Those His Her Their Its Our Under Through Against Why How "
    "I What Will Would Should Could Can Is Are Was Were Has Have Had Does Did Neither Nor Either A An".split()
)
"""Capitalised words beside a name that do not belong to it."""
ACRONYM = 5
"""A form of capitals up to this length matches in capitals only: US is not us."""


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the table."""

    id: str
    name: str
    kind: ActorKind
    of: str | None
    """The actor it speaks for."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that name an actor, and the sense in which they do."""

    actor: str
    start: int
    end: int
    text: str
    sense: Sense


@dataclass(frozen=True, slots=True)
class Form:
    """Words that name an actor, and what must stand around them."""

    words: tuple[str, ...]
    actor: str | None
    """None for a name that only looks like an actor's."""
    sense: Sense
    lonely: bool
    """Whether a capitalised neighbour takes it away."""
    needs: tuple[str, ...]
    """Actors of which the document must name one."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


@cache
def tables() -> Mapping[str, Any]:
    """Return the tables of the file as they stand there."""
    return tomllib.loads(
        files("briefgen.language.english").joinpath("aliases.toml").read_text("utf-8")
    )


@cache
def known() -> Mapping[str, Known]:
    """Return the actors of the table by their ids."""
    kinds: dict[str, ActorKind] = {
        "states": "state", "organisations": "organisation", "persons": "person", "systems": "system",
    }  # fmt: skip
    return {
        actor: Known(actor, entry["name"], kind, entry.get("of"))
        for table, kind in kinds.items()
        for actor, entry in tables()[table].items()
    }


def is_ambiguous(actor: str) -> bool:
    """Return whether a state's bare name is also a person's or another place's."""
    return bool(tables()["states"].get(actor, {}).get("ambiguous"))


def all_forms() -> Iterator[Form]:
    """Yield every form of the table."""
    for name in tables()["not_actors"]["names"]:
        yield _form(name, None, "name")
    for table in ("states", "organisations", "persons", "systems"):
        for actor, entry in tables()[table].items():
            yield from _forms_of(actor, entry)


def _forms_of(actor: str, entry: Mapping[str, Any]) -> Iterator[Form]:
    is_person = "alone" in entry
    lonely = entry.get("ambiguous", False)
    for name in (entry["name"], *entry.get("also", ())):
        yield _form(name, actor, "name", lonely=lonely)
    for name in entry.get("people", ()):
        yield _form(name, actor, "people")
        if not name.endswith(("s", "sh", "ch", "se", "ss", "men")):
            yield _form(f"{name}s", actor, "people")
    for name in entry.get("capital", ()):
        yield _form(name, actor, "capital", lonely=True)
    for name in entry.get("government", ()):
        yield _form(name, actor, "government")
    if is_person:
        needs = tuple(entry.get("context", ()))
        yield _form(entry["alone"], actor, "alone", lonely=True, needs=needs)
    else:
        for name in entry.get("context", ()):
            yield _form(name, actor, "context", lonely=name.startswith("the "), needs=(actor,))


def _form(
    name: str, actor: str | None, sense: Sense, *, lonely: bool = False, needs: Sequence[str] = ()
) -> Form:
    words = tuple(_plain(t.text) for t in _tokens(name))
    words = words[1:] if words[0] == "the" and sense != "context" else words
    return Form(words, actor, sense, lonely, tuple(needs))


def _plain(token: str) -> str:
    return token.replace(".", "")


def _tokens(text: str) -> list[_Token]:
    return [_Token(m.group(), *m.span()) for m in _TOKEN.finditer(text)]


@cache
def _by_first_word() -> Mapping[str, tuple[Form, ...]]:
    """Return the forms by their first word in small letters, longest first."""
    index: dict[str, list[Form]] = {}
    for form in all_forms():
        index.setdefault(form.words[0].lower(), []).append(form)
    return {word: tuple(sorted(fs, key=lambda f: -len(f.words))) for word, fs in index.items()}


def find_mentions(text: str, named: Iterable[str] = ()) -> tuple[Mention, ...]:
    """Return where a text names actors of the table, longest names first, none inside another.

    ``named`` are ids of actors that the document around the text names (`named_in`): "the North" is
    North Korea, and "Kim" its leader, only where they, or the text, name it by another form.
    """
    found = _matches(text)
    around = {*named, *(form.actor for form, _ in found if not form.needs)}
    around |= {known()[a].of for a in around if a and known()[a].of}
    return tuple(
        mention
        for form, mention in found
        if form.actor and (not form.needs or around.intersection(form.needs))
    )


def named_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the ids of the actors that the texts of one document name outright."""
    return frozenset(
        form.actor
        for text in texts
        for form, _ in _matches(text)
        if form.actor and not form.needs and form.sense != "place"
    )


@lru_cache(maxsize=8192)
def _matches(text: str) -> tuple[tuple[Form, Mention], ...]:
    """Return the forms that stand in a text; an article's sentences are asked for several times in a row."""
    return tuple(_find(text))


def _find(text: str) -> Iterator[tuple[Form, Mention]]:
    tokens, i = list[_Token](), 0
    for n, forms in _begun(text):
        tokens, i = tokens or _tokens(text), max(i, n)
        form = next((f for f in forms if _fits(f, text, tokens, n)), None) if i == n else None
        if form is None:
            continue
        first, last = tokens[i], tokens[i + len(form.words) - 1]
        end = last.end - (last.text.endswith(".") and not form.words[-1].isupper())
        sense: Sense = form.sense
        if sense == "capital" and _AT_A_PLACE.search(text[max(0, first.start - 24) : first.start]):
            sense = "place"
        yield form, Mention(form.actor or "", first.start, end, text[first.start : end], sense)
        i += len(form.words)


def _begun(text: str) -> list[tuple[int, tuple[Form, ...]]]:
    """Return the tokens at which forms may begin, by their first word: one in thirty."""
    index = _by_first_word()
    return [
        (n, index[word])
        for n, token in enumerate(_TOKEN.findall(text))
        if (word := token.replace(".", "").lower()) in index
    ]


def _fits(form: Form, text: str, tokens: Sequence[_Token], i: int) -> bool:
    """Return whether a form stands at token ``i``: its words, their case, what is beside them."""
    width = len(form.words)
    if i + width > len(tokens):
        return False
    stretch = tokens[i : i + width]
    if not _same_words(form.words, [_plain(t.text) for t in stretch]):
        return False
    if not all(_GAP.fullmatch(text[a.end : b.start]) for a, b in pairwise(stretch)):
        return False
    return not (form.lonely and _has_neighbour(text, tokens, i, i + width - 1))


def _same_words(words: Sequence[str], held: Sequence[str]) -> bool:
    """Return whether words are a form's: its first capital must be one, an acronym all of them."""
    capital = next((n for n, w in enumerate(words) if w[0].isupper()), 0)
    return held[capital][0].isupper() and all(
        h == w if w.isupper() and 1 < len(w) <= ACRONYM else h.lower() == w.lower()
        for w, h in zip(words, held, strict=True)
    )


def _has_neighbour(text: str, tokens: Sequence[_Token], first: int, last: int) -> bool:
    """Return whether a capitalised word directly before or behind makes it part of another name."""
    behind = tokens[last + 1 : last + 2]
    if behind and text[tokens[last].end : behind[0].start] == " " and _is_name(behind[0].text):
        return True
    if first == 0 or not _NEIGHBOUR.fullmatch(text[tokens[first - 1].end : tokens[first].start]):
        return False
    return _is_name(tokens[first - 1].text)


def _is_name(token: str) -> bool:
    return token[0].isupper() and not token.endswith(".") and token not in _NO_NAME
