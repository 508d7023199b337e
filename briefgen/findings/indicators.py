"""What a profile watches for: reported in the collection or not, by which sentence, and since when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from briefgen.findings.questions import MOST, Ground, Told
from briefgen.language.english.factuality import is_plural, is_told_as_done, is_verb_form
from briefgen.model import Indicator, Period
from briefgen.model.dates import span_of
from briefgen.profile.tables import WatchedIndicator


def watch_indicators(
    watched: Sequence[WatchedIndicator], ground: Ground, ranked: Sequence[str], period: Period
) -> tuple[Indicator, ...]:
    """Return each indicator with the best sentences that report it, and those that only speak of it.

    ``ranked`` are the ids of the printable sentences, best first. A sentence reports it where it tells one of
    the key words as having happened, reports no rumour, and does not date it long before the period.
    """
    return tuple(_watch(indicator, ground, ranked, period) for indicator in watched)


def _watch(
    indicator: WatchedIndicator, ground: Ground, ranked: Sequence[str], period: Period
) -> Indicator:
    readings = ground.readings
    told = {
        k: _how_told(indicator, ground, k, period)
        for k in ranked
        if ground.holds(k, indicator.keywords)
        and any(_spans(indicator, ground, k))
        and ground.fits(indicator, k)
        and not ground.holds(k, indicator.exclude)
    }
    reporting = [k for k, how in told.items() if how == "done"]
    sources = {readings[k].sentence.source for k in reporting}
    note = None
    if not told:
        note = (
            "No sentence that stands alone speaks of it; that is no report that it did not happen."
        )
    elif not reporting:
        kinds = [how for how in ("denied", "possible or planned", "past") if how in told.values()]
        note = f"Spoken of only as {' or '.join(kinds)}."
    elif len(sources) == 1:
        note = "One source only."
    return Indicator(
        text=indicator.text,
        status="reported" if reporting else "not reported in this collection",
        sentences=tuple(reporting[:MOST]),
        mentions=tuple(k for k in told if k not in reporting)[:MOST],
        articles=tuple(sorted(sources, key=lambda s: int(s[1:]))),
        note=note,
    )


def _spans(indicator: WatchedIndicator, ground: Ground, key: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence has a key word or phrase; a plural finds no verb: "bombs" is not "bombed"."""
    text, row = ground.readings[key].sentence.text, ground.phrases.row_of(key)
    for word in indicator.keywords:
        for start, end in ground.phrases.spans(row, word):
            if not (is_plural(word) and is_verb_form(text[start:end])):
                yield start, end


LATELY = datetime.timedelta(days=14)
"""What happened no longer than this before the period is no past: Monday's article tells of the week before."""


def _how_told(indicator: WatchedIndicator, ground: Ground, key: str, period: Period) -> Told:
    """Return whether a sentence tells that the thing happened, and how it speaks of it where not."""
    reading = ground.readings[key]
    done = any(
        is_told_as_done(reading.sentence.text, *span) for span in _spans(indicator, ground, key)
    )
    if not done and reading.denies:
        return "denied"
    if not done or reading.attribution.status == "rumoured":
        return "possible or planned"  # of "may" and "will" the clause has told
    start = period.start and span_of(period.start)[0] - LATELY
    told = (*reading.dates, *reading.about)
    if start and told and all(span_of(d.date)[1] < start for d in told):
        return "past"
    return "done"
