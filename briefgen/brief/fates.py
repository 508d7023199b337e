"""What became of each file: read or not, in the period or not, on topic or not, printed or not, and why.

The steps are those of the funnel (`funnel.STEPS`), told for one article instead of counted over all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model import Brief, Source
from briefgen.model.text import counted

TIMELESS = frozenset({"opinion", "list", "live", "transcript"})
"""Kinds of articles that news is not chosen from first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one article, or of a file that gave none."""

    source: str
    """The file as pages print it, with the article's number in it."""
    id: str | None
    """S1, S2 …; None where it is no source of the brief."""
    step: str
    """How far it came: found, read, dated, distinct, in period, on topic, used."""
    why: tuple[str, ...]
    """What kept it there, and what else is to be known of it."""


def fates_of(brief: Brief) -> tuple[Fate, ...]:
    """Return what became of everything that was found, in the order of the sources, then what was skipped."""
    own = [t for t in brief.themes if not t.proposed] or brief.themes
    claimed = {source for theme in own for source in theme.articles}
    printed = {s.source for s in brief.sentences.values()}
    left = Counter((item.source, item.reason) for item in brief.left_out)
    told = [_fate(s, brief, claimed, printed, left) for s in brief.sources]
    skipped = [
        Fate(source=item.source, id=None, step="found", why=(item.reason,))
        for item in brief.skipped
    ]
    return (*told, *skipped)


def _fate(
    source: Source,
    brief: Brief,
    claimed: set[str],
    printed: set[str],
    left: Counter[tuple[str, str]],
) -> Fate:
    name = source.file + (f"#{source.record}" if source.record else "")
    first = next((s for s in brief.sources if s.id == source.origin), source)
    step, why = "used", ""
    if source.published.date is None:
        step, why = "read", f"undated{f': {note}' if (note := source.published.note) else ''}"
    elif first.id != source.id:
        step, why = "dated", f"the same text as {first.id} ({first.file})"
    elif source.earlier:
        step, why = "distinct", f"dated {source.published.date}, before {brief.period.start}"
    elif source.id not in claimed:
        step, why = "in period", "off topic: no theme of the profile claims it"
    elif source.id not in printed:
        reason = _commonest(source.id, left)
        step, why = "on topic", f"no sentence of it is printed{reason}"
    used = sum(s.source == source.id for s in brief.sentences.values())
    told = f"{counted(used, 'sentence')} printed" if used else ""
    if told and step != "used":
        told = f"{told} all the same"
    return Fate(
        source=name, id=source.id, step=step, why=tuple(filter(None, (why, told, *_beside(source))))
    )


def _commonest(source: str, left: Counter[tuple[str, str]]) -> str:
    """Return the reason for which most sentences of an article were left out."""
    own = {reason: times for (of, reason), times in left.items() if of == source}
    if not own:
        return ": others say more"
    reason = max(own, key=lambda key: own[key])
    return f": {counted(own[reason], 'sentence')} left out as {reason}"


def _beside(source: Source) -> Iterator[str]:
    """Yield what else is to be known of an article."""
    if source.kind in TIMELESS:
        yield {"opinion": "an opinion", "list": "a list", "live": "a live page"}.get(
            source.kind, f"a {source.kind}"
        )
