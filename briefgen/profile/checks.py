"""What is wrong with a profile that no single value shows: names that clash or lead nowhere."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefgen.errors import ExtensionError
from briefgen.language.english.concepts import actor_names
from briefgen.language.tokens import words
from briefgen.model.text import count_words
from briefgen.profile.addresses import mail_problems
from briefgen.profile.collecting import collect_problems
from briefgen.profile.house import colour_problems
from briefgen.profile.tables import LONGEST_ALT, MEANING_WORDS
from briefgen.runtime import extensions

FEW = 40
"""More choices than these are not listed in a message."""


def inconsistencies(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what no single value shows: names that clash or lead nowhere."""
    themes = _tables(data, "themes")
    ids = [t.get("id") for t in themes]
    for name in sorted({str(i) for i in ids if i is not None and ids.count(i) > 1}):
        yield f"themes: the id '{name}' is given twice; ids must differ"
    letters = [t.get("letter") for t in themes if t.get("letter")]
    for letter in sorted({str(x) for x in letters if letters.count(x) > 1}):
        yield f"themes: the letter '{letter}' is given twice; letters must differ"
    for n, question in enumerate(_tables(data, "questions")):
        yield from _question_problems(f"questions[{n}]", question, [str(i) for i in ids if i])
    for n, indicator in enumerate(_tables(data, "indicators")):
        yield from _question_problems(f"indicators[{n}]", indicator, [str(i) for i in ids if i])
        yield from _indicator_problems(n, indicator)
    named = [str(i.get("text")) for i in _tables(data, "indicators")]
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield f"indicators: '{name}' is given twice; put the key words of both into one"
    for n, theme in enumerate(themes):
        yield from _theme_problems(n, theme)
    yield from _audience_problems(data)
    yield from _public_problems(data)
    page = data.get("page")
    yield from _page_problems(page if isinstance(page, dict) else {}, themes)
    yield from _series_problems(data)
    collect = data.get("collect")
    yield from collect_problems(collect if isinstance(collect, dict) else {})
    delivery = data.get("delivery")
    yield from _delivery_problems(delivery if isinstance(delivery, dict) else {})
    selection = data.get("selection")
    summariser = selection.get("summariser") if isinstance(selection, dict) else None
    if isinstance(summariser, str):
        try:
            extensions.resolve("summariser", summariser)
        except ExtensionError as error:
            yield f"selection.summariser: {error}"


def _audience_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the audiences that are neither built in nor, perhaps, in a folder of templates."""
    audiences, page = data.get("audiences"), data.get("page")
    if isinstance(page, dict) and page.get("templates"):
        return
    for n, name in enumerate(audiences if isinstance(audiences, list) else ()):
        if isinstance(name, str) and name not in extensions.AUDIENCES:
            choices = ", ".join(f"'{known}'" for known in extensions.AUDIENCES)
            yield f"audiences[{n}]: no audience '{name}'; choose from {choices}, or name the folder of your templates in page.templates"


def _public_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what keeps a brief from being shown to everybody."""
    audiences, marking = data.get("audiences"), data.get("marking", "TLP:CLEAR")
    if isinstance(audiences, list) and "public" in audiences and marking != "TLP:CLEAR":
        yield f"audiences: 'public' is shown TLP:CLEAR only, and the marking is {marking}; change one of them"
    public = data.get("public")
    address = public.get("address") if isinstance(public, dict) else None
    if isinstance(address, str):
        yield from _address_problems(address)
    glossary = public.get("glossary") if isinstance(public, dict) else None
    for term, meaning in glossary.items() if isinstance(glossary, dict) else ():
        if isinstance(meaning, str) and count_words(meaning) > MEANING_WORDS:
            yield f"public.glossary.{term}: {count_words(meaning)} words; say it in {MEANING_WORDS} at the most"


def _address_problems(address: str) -> Iterator[str]:
    """Yield what keeps an edition's address from being a link."""
    if not re.fullmatch(r"https?://[!-~]+", address) or re.search(r'[<>"\\]', address):
        yield f"public.address: '{address}' is no https address in plain ASCII; correct it"
    for name in sorted(set(re.findall(r"\{([^{}]*)\}", address)) - {"date", "edition"}):
        yield f"public.address: '{{{name}}}' is not filled in; there are {{date}} and {{edition}}"


def _page_problems(page: Mapping[str, Any], themes: list[Mapping[str, Any]]) -> Iterator[str]:
    """Yield colours that cannot be used, and a logo that nobody hears of who does not see it."""
    yield from colour_problems(page, themes)
    alt = page.get("logo_alt")
    if isinstance(page.get("logo"), str) and not (isinstance(alt, str) and alt.strip()):
        yield "page.logo_alt: missing; say in words what the logo shows, for those who do not see it"
    if isinstance(alt, str) and len(alt) > LONGEST_ALT:
        yield f"page.logo_alt: {len(alt)} characters; {LONGEST_ALT} are the most"


def _series_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield a start that is no day."""
    series = data.get("series")
    start = series.get("start") if isinstance(series, dict) else None
    try:
        datetime.date.fromisoformat(start if isinstance(start, str) else "2000-01-01")
    except ValueError:
        yield f"series.start: '{start}' is no date; write YYYY-MM-DD"


def _question_problems(where: str, question: Mapping[str, Any], themes: list[str]) -> Iterator[str]:
    """Yield the names in a question or an indicator that lead nowhere."""
    choices = {"themes": themes, "giver": actor_names(), "receiver": actor_names()}
    for key, known in choices.items():
        names = question.get(key)
        for name in names if isinstance(names, list) else []:
            if name not in known:
                what = "theme" if key == "themes" else "actor"
                yield f"{where}.{key}: no {what} '{name}'; {_choices(str(name), known)}"


def _indicator_problems(n: int, indicator: Mapping[str, Any]) -> Iterator[str]:
    """Yield key words that no sentence can hold, and that there is none."""
    given = indicator.get("keywords")
    if given == []:
        yield f"indicators[{n}].keywords: empty; give at least one word that names the thing"
    for word in given if isinstance(given, list) else []:
        if isinstance(word, str) and not words(word):
            yield f"indicators[{n}].keywords: '{word}' holds no word; take it out"


def _choices(name: str, known: Sequence[str]) -> str:
    """Return what one can choose from: all where they are few, else what looks like the name."""
    if len(known) <= FEW:
        return f"choose from {', '.join(known)}"
    near = difflib.get_close_matches(name, known)
    return f"{'perhaps ' + ', '.join(near) if near else 'states go by their English names'}; docs/profile.md has all"


def _theme_problems(n: int, theme: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one theme's names and words."""
    name, letter = theme.get("id"), theme.get("letter")
    if isinstance(name, str) and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        yield f"themes[{n}].id: '{name}' is no short name; use lower-case letters, digits and hyphens"
    if isinstance(letter, str) and not re.fullmatch(r"[A-Z]", letter):
        yield f"themes[{n}].letter: '{letter}' is no letter; use one of A to Z"
    for key in ("keywords", "require", "exclude"):
        values = theme.get(key)
        if isinstance(values, list) and any(isinstance(v, str) and not v.strip() for v in values):
            yield f"themes[{n}].{key}: an empty word; remove it"


def _delivery_problems(delivery: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with how editions are sent."""
    yield from (f"delivery.{problem}" for problem in mail_problems(delivery))
    smtp = delivery.get("smtp")
    if isinstance(smtp, dict) and smtp.get("user") and smtp.get("security") == "none":
        yield "delivery.smtp.security: 'none' would show the password to the network; use starttls or tls"
    names = [t.get("name") for t in _tables(delivery, "lists")]
    for name in sorted({str(n) for n in names if n is not None and names.count(n) > 1}):
        yield f"delivery.lists: the name '{name}' is given twice; names must differ"


def _tables(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = data.get(key)
    return [t for t in value if isinstance(t, dict)] if isinstance(value, list) else []
