"""Which units of a page are furniture: by a rule for the line, by what stands beside it, by repetition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefgen.language.sentences import split
from briefgen.model import Removed
from briefgen.model.text import count_words
from briefgen.sources.extract import rules
from briefgen.sources.extract.blocks import Draft, Unit, find_speakers, touch, turn_of

_COLUMNS = re.compile(r"\S(?:\t+| {3,}|\s*\|\s*)(?=\S)")

STANDFIRST_WORDS = 60
"""The longest standfirst."""
TAIL_SHARE = 0.5
"""End matter opens behind this share of a page's units."""
TAIL_WORDS = 30
"""A paragraph of so many words shows that the article still goes on."""
PARAGRAPH_WORDS = 8
"""A sentence of so many words behind a share line belongs to the article."""
REPEAT_WORDS = 5
"""A shorter line inside a longer paragraph is no pull quote."""


PULL_QUOTE_WORDS = 45
"""A pull quote is a sentence or two."""


def drop_furniture(draft: Draft, raw: str) -> Draft:
    """Remove the lines that a rule names, the bullets under "Story highlights", and captions."""
    units = draft.units
    turns = find_speakers(units)
    named: dict[int, str] = {}
    for i, unit in enumerate(units):
        rule = (
            _continues(units, i, named, raw)
            or _opens_block(unit)
            or ("table row" if _is_row(raw, units, i) else None)
            or ("gallery or player" if rules.is_gallery(unit.text) else None)
            or (None if turns and turn_of(unit.text) in turns else _line_rule(unit))
        )
        if rule and not (i == 0 and rule == "editor's note" and not unit.prose):
            named[i] = rule  # the first line may be a correction's title: "Correction: Ferry story"
    writers = _writers(units, named, draft.removed)
    for i, unit in enumerate(units):
        if _is_caption(units, i, named, raw):
            named[i] = "photo caption"
        elif i >= len(units) - BIO_UNITS and unit.text.startswith(writers):
            named[i] = "author bio"
    return draft.without(named)


BIO_UNITS = 4
"""A writer's biography stands among the last units of a page."""


def _line_rule(unit: Unit) -> str | None:
    """Return the rule for a line by its words; a Markdown heading goes only where it is navigation."""
    rule = "photo credit" if unit.image else rules.rule_for(unit.text)
    if rule in _IN_PASSING and unit.words > TWO_SENTENCES and _tells_more(unit.text):
        return None  # what is furniture inside of it goes by itself
    return rule if not unit.level or rule in {"navigation", "separator"} else None


_IN_PASSING = frozenset({"copyright", "cookie notice", "newsletter", "app or follow line"})
"""Rules that may name a line for one sentence of it."""
TWO_SENTENCES = 20
"""A line of fewer words is furniture as a whole where a rule names it."""


def _tells_more(text: str) -> bool:
    """Return whether a line holds a whole sentence beside the one that a rule names."""
    told = [text[a:b] for a, b in split(text)]
    return len(told) > 1 and any(
        count_words(t) >= PARAGRAPH_WORDS
        and t.rstrip("\"'”’").endswith((".", "!"))
        and not rules.rule_for(t)
        for t in told
    )


def _opens_block(unit: Unit) -> str | None:
    """Return the rule of a block that a line opens: highlights or addresses."""
    if rules.HIGHLIGHTS.match(unit.text):
        return "highlights"
    return "contact block" if rules.OPENS_BLOCK.match(unit.text) else None


def _continues(units: Sequence[Unit], i: int, named: Mapping[int, str], raw: str) -> str | None:
    """Return the rule of the block above where a unit goes on with it."""
    unit, above = units[i], named.get(i - 1)
    if above == "highlights" and (unit.item or (not unit.prose and not unit.alone)):
        return above
    if above == "contact block" and touch(units[i - 1].end, unit.start, raw):
        return above
    return None


def _is_row(raw: str, units: Sequence[Unit], i: int) -> bool:
    """Return whether a unit is a row of a table: columns in it and in a neighbour, no sentence."""
    near = [u for u in units[max(0, i - 1) : i + 2] if not u.prose and not u.item]
    rows = [u for u in near if _COLUMNS.search(raw, u.start, u.end)]
    return units[i] in rows and len(rows) > 1


def _is_caption(units: Sequence[Unit], i: int, named: dict[int, str], raw: str) -> bool:
    """Return whether a unit is the line right above a photo credit, in a block of its own."""
    above = i == 0 or not touch(units[i - 1].end, units[i].start, raw)
    return (
        i not in named
        and above
        and named.get(i + 1) == "photo credit"
        and touch(units[i].end, units[i + 1].start, raw)
        and units[i].words <= STANDFIRST_WORDS
    )


_NAME = r"[A-ZÀ-Ý][\w.'’-]+(?:\s[A-ZÀ-Ý][\w.'’-]+){1,3}"


def _writers(
    units: Sequence[Unit], named: dict[int, str], removed: Sequence[Removed]
) -> tuple[str, ...]:
    """Return the names in the bylines of a page."""
    lines = [units[i].text for i, rule in named.items() if rule == "byline"]
    lines += [
        r.text
        for r in removed
        if r.rule in {"byline", "date line"} and re.search(r"\b[Bb]y\b", r.text)
    ]
    names = (
        re.sub(r"^(?:By|Written by|Interview by|Author:?|Autor:?)\s+", "", line) for line in lines
    )
    return tuple(name for line in names for name in re.findall(_NAME, line))


def drop_repeats(draft: Draft) -> Draft:
    """Remove contents lines that repeat a heading and pull quotes that repeat a paragraph."""
    named: dict[int, str] = {}
    units = draft.units
    bare = [_bare(u.text).casefold() for u in units]
    last = {text: i for i, text in enumerate(bare)}
    quotes = _pull_quotes(units, bare)
    kept: set[str] = set()
    for i, unit in enumerate(units):
        heads_text = i + 1 < len(units) and units[i + 1].prose and not unit.item
        again = bare[i] in kept
        if again or (last[bare[i]] > i and not heads_text):
            named[i] = "repeated line"
        elif bare[i] in quotes and not heads_text:
            named[i] = "pull quote"
        else:
            kept.add(bare[i])
    return draft.without(named)


_INNER = re.compile(r"\W*(.*\w|)", re.DOTALL)


def _bare(text: str) -> str:
    """Return a text from its first letter or digit to its last: one pass, however many marks stand in it."""
    match = _INNER.match(text)
    return match[1] if match else ""


def _pull_quotes(units: Sequence[Unit], bare: Sequence[str]) -> frozenset[str]:
    """Return the texts of units that stand inside a longer one.

    Each is looked for where the longest of its first words stands: one pass over a page, however long.
    """
    asked: dict[str, set[str]] = {}
    for unit, text in zip(units, bare, strict=True):
        if REPEAT_WORDS <= unit.words <= PULL_QUOTE_WORDS and not unit.level:
            inner = text.split()[1 : REPEAT_WORDS - 1]  # the others may have marks in one of both
            asked.setdefault(max(inner, key=len), set()).add(text)
    return frozenset(
        quote
        for text in bare
        for word in asked.keys() & text.split()
        for quote in asked[word]
        if len(text) > len(quote) and _holds(text, quote)
    )


def _holds(text: str, quote: str) -> bool:
    return quote in text and bool(re.search(rf"(?<!\w){re.escape(quote)}(?!\w)", text))


def drop_end_matter(draft: Draft) -> Draft:
    """Remove what stands behind a line that opens the end matter of a page."""
    units = draft.units
    last_long = max(
        (i for i, u in enumerate(units) if u.words >= TAIL_WORDS and u.prose), default=-1
    )
    for i, unit in enumerate(units):
        tail = rules.TAIL.match(unit.text) and i > last_long
        between = rules.SHARE.match(unit.text) or (
            tail and rules.rule_for(unit.text) == "related link"
        )
        opens = not any(map(_goes_on, units[i + 1 :])) if between else tail
        if (
            i >= max(1, TAIL_SHARE * len(units))
            and not unit.prose
            and (opens or rules.END.match(unit.text))
            and any(u.prose for u in units[:i])
        ):
            kept = {j: _end_rule(units[j]) for j in range(i, len(units))}
            return draft.without(kept)
    return draft


def _goes_on(unit: Unit) -> bool:
    """Return whether a line behind a share line is the article's: a sentence that no rule names."""
    long = unit.words >= PARAGRAPH_WORDS and unit.prose
    return long and rules.rule_for(unit.text) is None


def _end_rule(unit: Unit) -> str:
    """Return the rule of a unit in the end matter: its own, or that it stands there."""
    return rules.rule_for(unit.text) or "end matter"
