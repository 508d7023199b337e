"""Words that pages print about a brief: counts, dates, facts, what it rests on. Computed, never quoted."""

from __future__ import annotations

from collections import Counter
from datetime import date

from briefgen.model import Brief, Published, Sentence
from briefgen.rendering.environment import day
from briefgen.rendering.pages.days import period_words
from briefgen.rendering.pages.edit_labels import prepared

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def cutoff_label(brief: Brief) -> str:
    """Return the information cut-off as a date-time group: 092359Z NOV 25."""
    return f"{date.fromisoformat(brief.as_of):%d2359Z %b %y}".upper()


def count_label(brief: Brief) -> str:
    """Return how many articles the brief is made from, in words."""
    return f"{number(len(brief.sources))} article{'s' * (len(brief.sources) != 1)}"


def period_label(brief: Brief) -> str:
    """Return the days that are reported on, in words: Monday 26 August to Sunday 1 September 2013."""
    return period_words(brief.period.start, brief.period.end) or "no dated source"


def number(count: int) -> str:
    """Return a count as a word up to twelve, as figures above."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def subtitle(brief: Brief) -> str:
    """Return what the brief reports on, in one line."""
    count = len(brief.sources)
    names = [t.name for t in brief.themes if not t.proposed] or [t.name for t in brief.themes]
    listed = ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
    said = f"What {number(count)} article{'s report' if count != 1 else ' reports'}"
    return f"{said}: {listed}" if listed else said


def source_line(brief: Brief) -> str:
    """Return in one sentence what the brief rests on: articles, distinct texts, undated ones."""
    count, undated = len(brief.sources), sum(s.published.date is None for s in brief.sources)
    texts = f"{number(brief.origins)} distinct text{'s' * (brief.origins != 1)}"
    articles = f"{number(count)} article{'s' * (count != 1)}"
    return f"Sources: {articles}, {texts}, {number(undated)} undated; independence not established."


def facts(brief: Brief) -> list[dict[str, str]]:
    """Return what is printed on every brief: period, cut-off, sources, dates, review."""
    count = len(brief.sources)
    named = sum(s.publisher is not None for s in brief.sources)
    dated = [s.published for s in brief.sources]
    ambiguous = sum(p.ambiguous for p in dated)
    undated = sum(p.date is None for p in dated)
    publishers = (
        "no publisher named"
        if not named
        else f"{named} with a publisher"
        if named < count
        else "all with a publisher"
    )
    return [
        {"name": "Period", "value": period_label(brief)},
        {
            "name": "Information cut-off",
            "value": cutoff_label(brief),
        },
        {"name": "Sources / origins", "value": f"{count} / {brief.origins}, {publishers}"},
        {
            "name": "Dated",
            "value": f"{count - undated - ambiguous} yes, {ambiguous} ambiguous, {undated} no",
        },
        {
            "name": "Prepared",
            "value": prepared(brief),
        },
        *([{"name": "Corrected", "value": brief.correction}] if brief.correction else []),
    ]


def source_summary(brief: Brief) -> list[str]:
    """Return frank sentences on what the brief rests on (ICS 206-01)."""
    kinds: Counter[str] = Counter()
    for evidence in brief.evidence.values():
        kinds[evidence.attribution.kind] += 1
    total = sum(kinds.values()) or 1
    largest = max(
        brief.sources, key=lambda s: (sum(x.source == s.id for x in brief.sentences.values()), s.id)
    )
    share = sum(x.source == largest.id for x in brief.sentences.values()) / max(
        1, len(brief.sentences)
    )
    undated = [s.id for s in brief.sources if s.published.date is None]
    state = [s.id for s in brief.sources if s.state_media]
    told = brief.source_summary
    lines = [
        told.statement if told else f"{count_label(brief).capitalize()}.",
        f"{brief.origins} distinct text{'s' * (brief.origins != 1)}; that they are independent of each other is not established.",
        f"Of the {total} sentence{'s' * (total != 1)} in this brief, {kinds['named']} {'is' if kinds['named'] == 1 else 'are'} attributed by name, {kinds['role']} by role, {kinds['vague']} vaguely (“reports”, “analysts”), {kinds['none']} to nobody: the outlet's own words.",
        f"The largest share of printed sentences comes from {largest.id}: {share:.0%}.",
    ]
    if undated:
        lines.append(f"Undated: {', '.join(undated)}. Nothing here dates them.")
    lines += [f"{s.id}: {s.published.note}." for s in brief.sources if s.published.note]
    lines.append(
        f"State media by the register: {', '.join(state)}."
        if state
        else "The register of sources names none of these publishers as state media."
    )
    return lines


def cite_of(sentence: Sentence) -> str:
    """Return a sentence's citation: S4 ¶8."""
    return f"{sentence.source} ¶{sentence.paragraph + 1}"


def date_label(published: Published) -> str:
    """Return a publication date as printed beside a citation; a question mark where it is ambiguous."""
    return day(published.date) + ("?" if published.ambiguous else "")
