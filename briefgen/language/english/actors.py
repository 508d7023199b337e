"""The table of actors (``aliases.toml``): which words of a text name which of them, and in what sense."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

ActorKind = Literal["state", "organisation", "person", "system"]
Sense = Literal["name", "people", "capital", "place", "government", "alone", "context"]

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
_GAP = re.compile(r"[\s\-‐‑–'’&]{1,3}|\.\s|,\s")
_NEIGHBOUR = frozenset({" ", "-"})
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
    low: list[str]
    """Its words in small letters, as they are looked for."""
    capital: int
    """Which of them must have a capital."""
    acronyms: tuple[tuple[int, str], ...]
    """Which of them stand in capitals only."""


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
    words = tuple(t.replace(".", "") for t in _TOKEN.findall(name))
    words = words[1:] if words[0] == "the" and sense != "context" else words
    capital = next((n for n, w in enumerate(words) if w[0].isupper()), 0)
    acronyms = [(n, w) for n, w in enumerate(words) if w.isupper() and 1 < len(w) <= ACRONYM]
    low = [w.lower() for w in words]
    return Form(words, actor, sense, lonely, tuple(needs), low, capital, tuple(acronyms))


@cache
def _by_first_word() -> Mapping[str, tuple[Form, ...]]:
    """Return the forms by their first word in small letters, longest first."""
    index: dict[str, list[Form]] = {}
    for form in all_forms():
        index.setdefault(form.low[0], []).append(form)
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
    index, tokens = _by_first_word(), _TOKEN.findall(text)
    plain = " ".join(tokens).replace(".", "")
    words, low = plain.split(" "), plain.lower().split(" ")
    spans, i = list[tuple[int, int]](), 0
    for n in [n for n, word in enumerate(low) if word in index]:  # one in thirty
        fits = [f for f in index[low[n]] if _has_words(f, words, low, n)] if n >= i else []
        if not fits:
            continue
        spans = spans or [m.span() for m in _TOKEN.finditer(text)]
        form = next((f for f in fits if _stands(f, text, tokens, spans, n)), None)
        if form is None:
            continue
        i = n + len(form.words)
        start, end = spans[n][0], spans[i - 1][1]
        end -= tokens[i - 1].endswith(".") and not form.words[-1].isupper()
        sense: Sense = form.sense
        if sense == "capital" and _AT_A_PLACE.search(text[max(0, start - 24) : start]):
            sense = "place"
        yield form, Mention(form.actor or "", start, end, text[start:end], sense)


def _has_words(form: Form, words: Sequence[str], low: Sequence[str], i: int) -> bool:
    """Return whether a form's words stand at a place: its first capital must be one, an acronym all of them."""
    if low[i : i + len(form.low)] != form.low:
        return False
    return words[i + form.capital][0].isupper() and all(
        words[i + n] == word for n, word in form.acronyms
    )


def _stands(
    form: Form, text: str, tokens: Sequence[str], spans: Sequence[tuple[int, int]], i: int
) -> bool:
    """Return whether words are a form by what stands between and beside them."""
    last = i + len(form.words) - 1
    if not all(_GAP.fullmatch(text, spans[n][1], spans[n + 1][0]) for n in range(i, last)):
        return False
    return not (form.lonely and _has_neighbour(text, tokens, spans, i, last))


def _has_neighbour(
    text: str, tokens: Sequence[str], spans: Sequence[tuple[int, int]], first: int, last: int
) -> bool:
    """Return whether a capitalised word directly before or behind makes it part of another name."""
    behind = last + 1
    if (
        behind < len(tokens)
        and text[spans[last][1] : spans[behind][0]] == " "
        and _is_name(tokens[behind])
    ):
        return True
    if first == 0 or text[spans[first - 1][1] : spans[first][0]] not in _NEIGHBOUR:
        return False
    return _is_name(tokens[first - 1])


def _is_name(token: str) -> bool:
    return token[0].isupper() and not token.endswith(".") and token not in _NO_NAME
