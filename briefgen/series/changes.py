"""What is new since the edition before, matched by what sentences say and never by ids, which shift.

Two sentences of different editions tell the same where their printed text is the same; or where they
share most of their content words, neither names somebody that the other lacks while the other does
likewise, and they do not carry different days; the day on which somebody says it is none of these. What no edition
printed is held against all that earlier ones read (`memory`). A claim is compared as all the sentences that carry it, a
theme by its id (where the profile names none, a proposed one by its name). Everything is computed from what an edition
sees of its archive, so that one built again gives the same answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.language.boundaries import REPORTING
from briefgen.language.english.event_dates import DAY, find_event_dates
from briefgen.language.english.quantities import find_quantities
from briefgen.language.tokens import terms
from briefgen.model import Brief, Change, ChangeKind, Changes, Claim, EditionCount, Indicator, Theme
from briefgen.series.memory import Memory

SHARED_WORDS = 0.7
"""Share of the content words of the sentence with fewer of them that both have.

Measured with `python benchmarks/changes.py FILE` on ECB+'s 23,394 pairs of sentences of a topic, 37 % of
them the same: of the pairs found, 89 % are the same and 94 % tell one event (a topic has two that look
alike). At .6 it is 88 and 93 %, with a fifth more of the same found; at .8 87 and 93 %, with a quarter fewer; at
.9 93 and 96 %, with three fifths fewer. Of KCNA's formulas, week against week, a dozen pairs between .5 and
.7 were read: none told the same.
"""
LEAST_WORDS = 5
"""Content words that both have at least; with fewer, sentences are the same only where their text is.

A short sentence is easily contained in a long one: where four words in the shorter one were enough,
whatever was shared of them, 81 % of ECB+'s pairs were the same.
"""
RECENT = 4
"""Editions before this one for which counts are given."""

_SAYING = "|".join(sorted((REPORTING | {"reported", "confirmed", "estimated"}) - {"told", "tells"}))
_DAY_OF_SAYING = re.compile(
    rf"\b(?P<verb>told(?:\s(?!on\b|that\b)\w+){{1,3}}?|(?:{_SAYING})(?:\sin an? (?:\w+ )?(?:statement|interview|report|speech))?)"
    rf"\s(?:late |early )?(?:on )?{DAY}(?=[.,;]|\sthat\b|$)"
)
"""A day behind a word of saying: that of the statement, and no part of what it says."""
NAME = re.compile(r"(?<!^)(?<![.!?“\"] )\b[A-Z][\w’'-]+")
_ORDER: tuple[ChangeKind, ...] = (
    "denied", "updated", "new", "newly seen", "gone quiet", "continuing",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A printed sentence as editions compare it."""

    id: str
    source: str
    text: str
    sha256: str
    words: frozenset[str]
    names: frozenset[str]
    days: frozenset[str]
    figures: frozenset[tuple[str, float]]
    """Unit and value."""
    origins: int
    denied: bool
    """Whether it is a denial, or somebody denies it."""
    late: bool
    """Whether its article is dated before the edition's period."""


def without_day_of_saying(text: str) -> str:
    """Return a sentence without the day on which somebody says it: next week's "said on Monday" tells the same."""
    return _DAY_OF_SAYING.sub(r"\g<verb>", text)


def read_statements(brief: Brief) -> dict[str, Statement]:
    """Return the printed sentences of a brief as editions compare them, by id."""
    sources = {s.id: s for s in brief.sources}
    told = {key: without_day_of_saying(s.text) for key, s in brief.sentences.items()}
    return {
        key: Statement(
            id=key,
            source=sentence.source,
            text=sentence.text,
            sha256=sentence.sha256,
            words=frozenset(terms(told[key])),
            names=frozenset(NAME.findall(told[key])),
            days=frozenset(
                d.date
                for d in find_event_dates(told[key], sources[sentence.source].published)
                if d.precision == "day"
            ),
            figures=frozenset((m.unit, m.value) for m in find_quantities(told[key])),
            origins=brief.evidence[key].origins,
            denied=_is_denied(brief, key),
            late=sources[sentence.source].earlier,
        )
        for key, sentence in brief.sentences.items()
    }


def _is_denied(brief: Brief, key: str) -> bool:
    evidence = brief.evidence[key]
    return bool(evidence.denials) or evidence.attribution.status == "denied"


def tell_the_same(a: Statement, b: Statement) -> bool:
    """Return whether two sentences of different editions tell the same."""
    if a.sha256 == b.sha256:
        return True
    shared = len(a.words & b.words)
    return (
        shared >= LEAST_WORDS
        and shared >= SHARED_WORDS * min(len(a.words), len(b.words))
        and (a.names <= b.names or b.names <= a.names)
        and not (a.days and b.days and not a.days & b.days)
    )


class Pool:
    """The printed sentences of one edition, found again by what they say."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.statements = read_statements(brief)
        self._holders: dict[str, list[Statement]] = {}
        for statement in self.statements.values():
            for word in (*statement.words, statement.sha256):
                self._holders.setdefault(word, []).append(statement)

    def matches(self, wanted: Iterable[Statement]) -> list[Statement]:
        """Return the statements that tell the same as any of some, in the brief's order."""
        found = {
            near.id
            for statement in wanted
            for near in self._near(statement)
            if tell_the_same(statement, near)
        }
        return [s for key, s in self.statements.items() if key in found]

    def _near(self, statement: Statement) -> Iterator[Statement]:
        """Yield what shares enough words with a statement, or its text."""
        shared = Counter(
            near.id for word in statement.words for near in self._holders.get(word, ())
        )
        for key, count in shared.items():
            near = self.statements[key]
            fewer = min(len(statement.words), len(near.words))
            if count >= max(LEAST_WORDS, SHARED_WORDS * fewer):
                yield near
        yield from self._holders.get(statement.sha256, ())


# Subjects ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is followed from edition to edition: a claim, or a printed sentence that is in none."""

    head: Statement
    told: tuple[Statement, ...]
    """All the sentences that carry it, the head among them."""
    origins: int
    theme: str | None
    claim: Claim | None = None

    @property
    def denied(self) -> bool:
        """Whether somebody denies it in its edition."""
        return any(s.denied for s in self.told) or bool(self.claim and self.claim.denied)


def list_subjects(pool: Pool) -> tuple[Subject, ...]:
    """Return a brief's claims, then its points and those of earlier reporting that are in no claim."""
    brief, statements = pool.brief, pool.statements
    claims = [
        Subject(
            head=statements[c.sentence],
            told=tuple(statements[k] for k in dict.fromkeys((c.sentence, *c.asserted, *c.hedged))),
            origins=c.origins,
            theme=c.theme,
            claim=c,
        )
        for c in brief.claims
    ]
    taken = {s.id for c in claims for s in c.told} | {k for c in brief.claims for k in c.denied}
    points = [
        *brief.key_points,
        *(p for t in brief.themes for p in (*t.points, *t.denials)),
        *brief.earlier,
    ]
    alone = {p.sentence: p for p in reversed(points) if p.sentence not in taken}
    singles = [
        Subject(
            head=statements[key],
            told=(statements[key],),
            origins=statements[key].origins,
            theme=point.theme,
        )
        for key, point in reversed(alone.items())
    ]
    return (*claims, *singles)


# Changes -----------------------------------------------------------------------------------------


def find_changes(brief: Brief, recent: Sequence[Brief], memory: Memory) -> Changes:
    """Return what is new in a brief against the editions before it.

    ``recent`` holds the editions before it by number, the latest first; counts are given for up to four of them.
    ``memory`` is what all editions before it told. Without any edition before it, the brief is the first of its series.
    """
    recent = recent[:RECENT]
    counts = tuple(count_edition(b) for b in (brief, *recent))
    if not recent:
        return Changes(since=None, editions=counts, items=())
    now, pools = Pool(brief), [Pool(b) for b in recent]
    items = (
        *(_follow(subject, pools, brief, memory) for subject in list_subjects(now)),
        *_gone_quiet(now, pools),
        *_theme_changes(brief, recent),
    )
    ordered = sorted(items, key=lambda c: _ORDER.index(c.kind))
    return Changes(since=recent[0].label, editions=counts, items=tuple(ordered))


def count_edition(brief: Brief) -> EditionCount:
    """Return an edition's numbers, for comparison."""
    return EditionCount(
        label=brief.label,
        as_of=brief.as_of,
        articles=sum(not s.earlier for s in brief.sources),
        origins=brief.origins,
        claims=len(brief.claims),
    )


def _follow(subject: Subject, pools: Sequence[Pool], brief: Brief, memory: Memory) -> Change:
    """Return what became of a subject since the editions before."""
    found = [pool.matches(subject.told) for pool in pools]
    told = next(((f, p.brief.label) for f, p in zip(found, pools, strict=True) if f), None)
    kind, note = compare(subject, *told) if told else find_news(subject, brief, memory)
    return Change(
        subject="claim" if subject.claim else "sentence",
        kind=kind,
        sentence=subject.head.id,
        claim=subject.claim.id if subject.claim else None,
        theme=subject.theme,
        text=subject.claim.phrase if subject.claim else subject.head.text,
        sha256=subject.head.sha256,
        note=note,
        reports=(_articles(subject.told), *(_articles(f) for f in found)),
    )


def find_news(subject: Subject, brief: Brief, memory: Memory) -> tuple[ChangeKind, str]:
    """Return the kind of change of what no edition printed in these words, and in words why.

    What counts is the sentence's own news against all that earlier editions read.
    """
    if all(s.late for s in subject.told):
        return "newly seen", "dated before the period, not seen until now"
    head, period = subject.head, brief.period
    published = next(s.published for s in brief.sources if s.id == head.source)
    days = (period.start or brief.as_of, period.end or brief.as_of)
    found = memory.tell(head.text, published, days, brief.evidence[head.id].attribution)
    if found.news == "known":
        return "continuing", f"told in No. {found.label}"
    if found.news == "denied":
        return "denied", f"nothing like it rejected in No. {memory.latest} or before"
    if found.news == "updated":
        old = [_split(f) for f in found.before]
        figures = _changed(head.figures, frozenset(old)) if old else ""
        return "updated", f"{figures or 'less was known'} in No. {found.label}"
    return "new", f"not in No. {memory.latest} or before"


def _split(figure: str) -> tuple[str, float]:
    """Return unit and value of a remembered figure."""
    unit, _, value = figure.rpartition("=")
    return unit, float(value)


def compare(subject: Subject, before: Sequence[Statement], label: str) -> tuple[ChangeKind, str]:
    """Return the kind of change, and in words why; ``before`` are the sentences of an edition that tell the same."""
    if subject.denied and not any(s.denied for s in before):
        return "denied", f"not denied in No. {label}"
    figures = _changed_figures(subject.told, before)
    if figures:
        return "updated", f"{figures} in No. {label}"
    return "continuing", f"in No. {label} too"


def _articles(statements: Iterable[Statement]) -> int:
    return len({s.source for s in statements})


def _changed_figures(now: Sequence[Statement], before: Sequence[Statement]) -> str:
    """Return the figures that differ for a unit both give, in words, or nothing."""
    new, old = (frozenset(f for s in told for f in s.figures) for told in (now, before))
    return _changed(new, old)


def _changed(new: frozenset[tuple[str, float]], old: frozenset[tuple[str, float]]) -> str:
    units = sorted({u for u, _ in new} & {u for u, _ in old})
    differ = [u for u in units if {f for f in new if f[0] == u} - old]
    return "; ".join(f"{_values(new, u)} {u}, {_values(old, u)}" for u in differ)


def _values(figures: Iterable[tuple[str, float]], unit: str) -> str:
    return " and ".join(f"{v:,.12g}" for v in sorted(v for u, v in figures if u == unit))


def _gone_quiet(now: Pool, pools: Sequence[Pool]) -> Iterator[Change]:
    """Yield the claims and key points of the edition before that nothing printed here tells."""
    before = pools[0]
    label = before.brief.label
    keys = {p.sentence for p in before.brief.key_points}
    for subject in list_subjects(before):
        followed = subject.claim or subject.head.id in keys
        if not followed or now.matches(subject.told):
            continue
        reports = (_articles(pool.matches(subject.told)) for pool in pools[1:])
        yield Change(
            subject="claim" if subject.claim else "sentence",
            kind="gone quiet",
            sentence=None,
            claim=None,
            theme=subject.theme,
            text=subject.claim.phrase if subject.claim else subject.head.text,
            sha256=subject.head.sha256,
            note=f"in No. {label}, not printed here",
            reports=(0, _articles(subject.told), *reports),
        )


# Themes ------------------------------------------------------------------------------------------


def _theme_changes(brief: Brief, recent: Sequence[Brief]) -> Iterator[Change]:
    """Yield what became of each theme that either edition reports on."""
    named = any(not t.proposed for t in brief.themes)
    tables = [_followed_themes(b, named=named) for b in (brief, *recent)]
    for key in dict.fromkeys((*tables[0], *tables[1])):
        themes = [table.get(key) for table in tables]
        shown = themes[0] or themes[1]
        kind, note = _compare_themes(themes[0], themes[1], recent[0].label)
        if shown is None:
            continue
        yield Change(
            subject="theme",
            kind=kind,
            sentence=themes[0].bottom_line if themes[0] else None,
            claim=None,
            theme=themes[0].id if themes[0] else None,
            text=shown.name,
            sha256=None,
            note=note,
            reports=tuple(len(t.articles) if t else 0 for t in themes),
        )


def _followed_themes(brief: Brief, *, named: bool) -> dict[str, Theme]:
    """Return the themes that have a passage, by what names them from edition to edition."""
    return {
        t.id if named else t.name: t for t in brief.themes if t.passages and t.proposed != named
    }


def _compare_themes(now: Theme | None, before: Theme | None, label: str) -> tuple[ChangeKind, str]:
    if now is None:
        return "gone quiet", f"reported in No. {label}, nothing in this collection"
    if before is None:
        return "new", f"nothing in No. {label}"
    if now.denials and not before.denials:
        return "denied", f"a denial, none in No. {label}"
    more, fewer = len(now.articles), len(before.articles)
    if more > fewer:
        return "updated", f"{more} article{'s' * (more != 1)}, {fewer} in No. {label}"
    return "continuing", f"in No. {label} too"


def compare_indicators(
    now: Sequence[Indicator], before: Sequence[Indicator]
) -> tuple[Indicator, ...]:
    """Return indicators with the status that each had in the edition before, by their words."""
    then = {i.text: i.status for i in before}
    return tuple(replace(i, before=then.get(i.text)) for i in now)
