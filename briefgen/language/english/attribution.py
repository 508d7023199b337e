"""Who says what a sentence reports, and how sure the sentence says it is: by cue words alone.

The distinctions are those of ICD 206 and of the news: a named speaker, a role, a vague group, or
the outlet itself; stated, reported, rumoured, possible, forecast or denied. The cues stand in
``cues.toml``; how often the rules are right is counted in tests/test_attribution.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from briefgen.language.english import cues
from briefgen.language.english.speakers import (
    before_apposition,
    kind_of,
    noun_phrase_after,
    noun_phrase_before,
)
from briefgen.model import Attribution, Status

__all__ = ["attribute", "kind_of"]

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’.&-]\w+)*|\S")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_AUXILIARY = frozenset(
    "has have had also is are was were be been being did does do not never to still already again later "
    "once often then now recently jointly flatly previously publicly".split()
)
_PASSIVE = frozenset("is are was were be been being".split())
_NEGATION = frozenset("not never cannot".split())
_PAPERS = frozenset(
    "reports rumours rumors allegations estimates assessments figures accounts claims".split()
)
OPENING = 4
"""A sentence that speaks of a report among its first words reports what that says."""
_BY = {"according": "to", "words": "of", "citing": ""}
READ = 400
"""Words of a sentence that are looked at; a longer one is no sentence and is never printed."""
SAID_AFTER = frozenset(
    "said says wrote argued warned declared added announced insisted explained replied asked "
    "admitted claimed".split()
)
"""Verbs that may stand before their subject, behind what was said."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a sentence, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that name who says it, and the verb's status."""

    who: str | None
    at: int
    status: Status = "reported"
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class _Cues:
    verbs: Mapping[str, Status]
    with_that: frozenset[str]
    denied: re.Pattern[str]
    withheld: re.Pattern[str]
    status: tuple[tuple[Status, re.Pattern[str]], ...]


@cache
def _cues() -> _Cues:
    verbs_of, denials, status = cues.table("verbs"), cues.table("denials"), cues.table("status")
    statuses: tuple[Status, ...] = ("reported", "forecast", "denied")
    order: tuple[Status, ...] = ("rumoured", "possible", "forecast")
    verbs = {v: s for s in statuses for v in verbs_of[s].split()}
    return _Cues(
        verbs=verbs,
        with_that=frozenset(verbs_of["with_that_only"].split()),
        denied=cues.pattern(denials["of"].split()),
        withheld=cues.pattern(denials["withholds"].split()),
        status=tuple((s, cues.pattern(status[s])) for s in order),
    )


def attribute(text: str, before: str = "", after: str = "") -> Attribution:
    """Return who says a sentence and how sure it says it is, with the words that show it.

    ``before`` and ``after`` are the sentences beside it: where a quotation runs through them without a
    speaker of its own, theirs is meant.
    """
    said = _said(text) or _beside(text, before, after)
    status, cue = _status(text, said)
    who = said.who if said else None
    return Attribution(kind=kind_of(who) if who else "none", who=who, status=status, cue=cue)


def _status(text: str, said: _Said | None) -> tuple[Status, str | None]:
    """Return the strongest status: a denial, then words that show doubt, then the verb's own."""
    denial = said if said and said.status == "denied" else _denial(text)
    if denial:
        return "denied", denial.cue
    plain = _without_months(text)
    for status, pattern in _cues().status:
        found = pattern.search(plain)
        if found:
            return status, text[found.start() : found.end()]
    return (said.status, said.cue) if said else ("stated", None)


def _without_months(text: str) -> str:
    """Return a text in small letters in which the month of May cannot be read as a verb."""
    return re.sub(
        r"\bMay\b(?!\s[a-z])|(?<=\s)May\b|(?<=the )will\b|\bwill of\b",
        lambda m: "_" * len(m.group()),
        text,
    ).lower()


def tokens_of(text: str) -> list[Token]:
    """Return the words and marks of a text; the inside of a quotation is left out."""
    masked = _QUOTED.sub(
        lambda m: "“" + " " * (len(m.group()) - 2) + "”" if len(m.group()) > 1 else "“", text
    )
    return [Token(m.group(), *m.span()) for m in _TOKEN.finditer(masked)]


def _said(text: str) -> _Said | None:
    """Return the first words of a sentence that name who says it, outside quotations."""
    tokens = tokens_of(text)[:READ]
    found = [s for i in range(len(tokens)) for s in _at(text, tokens, i)]
    return min((s for s in found if s.who), key=lambda s: s.at, default=None) or next(
        iter(found), None
    )


def _at(text: str, tokens: Sequence[Token], i: int) -> Iterator[_Said]:
    """Yield what token ``i`` tells as a cue: a phrase such as "according to", or a verb."""
    word = tokens[i].text.lower()
    following = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    if word in _BY and following == _BY[word]:
        yield from _phrase(text, noun_phrase_after(tokens, i + 2))
    elif word == "by" and _is_passive(tokens, i):
        yield from _phrase(text, noun_phrase_after(tokens, i + 1))
    elif word in _PAPERS and _opens_with_paper(tokens, i, following):
        yield from _phrase(text, _paper(tokens, i))
    elif word in _cues().verbs:
        yield from _verb(text, tokens, i)


def _opens_with_paper(tokens: Sequence[Token], i: int, following: str) -> bool:
    """Return whether a sentence opens with a report of something, or from somebody."""
    first = tokens[0].text.lower()
    if i > OPENING or first in {"according", "in", "on", "despite"}:
        return False
    return following in {"from", "by"} or (
        following in {"of", "that"} and i <= 1 and first != "the"
    )


def _paper(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """Return the span of a report that opens a sentence, with whom it comes from."""
    source = noun_phrase_after(tokens, i + 2) if tokens[i + 1].text in {"from", "by"} else None
    return tokens[0].start, source[1] if source else tokens[i].end


def _phrase(text: str, span: tuple[int, int] | None) -> Iterator[_Said]:
    if span:
        yield _Said(text[slice(*span)], span[0])


def _is_passive(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "by" stands behind a passive of saying: was confirmed by, the claim made by."""
    verb = tokens[i - 1].text.lower() if i else ""
    behind_be = any(t.text.lower() in _PASSIVE for t in tokens[max(0, i - 4) : i - 1])
    return verb in _cues().verbs or (verb in {"made", "issued"} and behind_be)


def _verb(text: str, tokens: Sequence[Token], i: int) -> Iterator[_Said]:
    """Yield who says it by a reporting verb: the subject before it, or behind it ("said Kim")."""
    verb = tokens[i].text.lower()
    rest = tokens[i + 1 :]
    status = _cues().verbs[verb]
    if rest and rest[0].text.lower() in {"by", "of"}:
        return
    if verb in _cues().with_that and not _reports_a_clause(rest):
        return
    if verb in SAID_AFTER and i and rest and _stands_behind(tokens, i):
        span = noun_phrase_after(tokens, i + 1)
        if span:
            yield _Said(text[slice(*span)], span[0], status)
            return
    last, helpers = _skip_helpers(tokens, i - 1)
    if _is_no_statement(helpers, verb):
        return
    span = noun_phrase_before(tokens, last)
    if status == "denied":
        negated = bool(helpers & _NEGATION)
        status = "denied" if not negated and _denies(text[tokens[i].end :], verb) else "reported"
    if span:
        yield _Said(
            text[slice(*span)], span[0], status, tokens[i].text if status == "denied" else None
        )
    elif last >= 0 and tokens[last].text.lower() in {"he", "she", "they"}:
        yield _Said(None, tokens[last].start, status)


def _stands_behind(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a verb follows what was said, and not an apposition to its subject."""
    if tokens[i - 1].text != ",":
        return tokens[i - 1].text == "”"
    subject = before_apposition(tokens, i - 1)
    return subject is None or tokens[subject + 2].text.lower() not in {
        "the",
        "a",
        "an",
        "who",
        "which",
        "citing",
    }


def _reports_a_clause(rest: Sequence[Token]) -> bool:
    """Return whether what follows a verb is said: that, a quotation, a subject, or the sentence's end."""
    if not rest or rest[0].text in {".", ",", "“", ":"}:
        return True
    return rest[0].text.lower() in {"that", "on", "it", "there", "to"}


def _is_no_statement(helpers: frozenset[str], verb: str) -> bool:
    """Return whether helpers make a passive of a verb ("was told"), or an aim ("to say")."""
    return "to" in helpers or (bool(helpers & _PASSIVE) and not verb.endswith("ing"))


def _skip_helpers(tokens: Sequence[Token], i: int) -> tuple[int, frozenset[str]]:
    """Return the last token before a verb's auxiliaries and adverbs, and those."""
    seen = set()
    while i >= 0 and (tokens[i].text.lower() in _AUXILIARY or _is_adverb(tokens[i].text)):
        seen.add(tokens[i].text.lower())
        i -= 1
    return i, frozenset(seen)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word[0].islower() and word not in _NO_ADVERBS


_NO_ADVERBS = frozenset(
    "family ally assembly rally supply reply anomaly fly bully monopoly".split()
)


def _denies(rest: str, verb: str) -> bool:
    """Return whether a verb of denial denies a claim: not an appeal, nor an entry."""
    behind = " ".join(rest.lower().split()[:5])
    if verb.startswith(("reject", "dismiss", "disput", "contradict")):
        return bool(_cues().denied.search(behind))
    return not _cues().withheld.match(behind)


def _denial(text: str) -> _Said | None:
    """Return a denial that no speaker carries: a noun, or a passive."""
    found = re.search(
        r"\b(?:(?:been|was|were|is|are) (?:\w+ly )?(?:denied|rejected as|dismissed as|refuted)|denials?)\b(?! (?:a|an|access|entry|bail|visas?)\b)",
        text,
    )
    return _Said(None, found.start(), "denied", found.group().split()[-1]) if found else None


def _beside(text: str, before: str, after: str) -> _Said | None:
    """Return the speaker of a quotation that runs on into the next sentence or stands behind its own."""
    opens, closes = text.count("“") + text.count('"') % 2, text.count("”")
    quoted = text[:1] in '“"' and text.rstrip()[-1:] in '”"'
    if opens > closes and after:
        return _said(after)
    if (quoted or closes > opens) and before:
        return _said(before)
    return None
