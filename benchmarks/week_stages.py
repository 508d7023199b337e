"""What the program says of a week: its stages, called here and nowhere else in the judge.

`answer` builds a week's brief once, without rendering it, and hands over what the brief prints and what
its stages found on the way as plain values (`Answers`). Where a stage of the program moves or changes, this module follows;
how answers are counted is `week_counts`' and knows nothing of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

from week_labels import Sentence, Span, Week

from briefgen.analysis.genres import kind_of
from briefgen.brief import build, findings
from briefgen.brief.assembly import Material
from briefgen.findings.claims import Found
from briefgen.model import Brief, Edition, History, Occasion
from briefgen.model.document import article_key
from briefgen.profile.load import parse_profile
from briefgen.profile.tables import Profile
from briefgen.series.changes import Pool, Subject, compare, find_news, read_statements
from briefgen.series.editions import window_of
from briefgen.series.memory import Memory, Sketch, sketch_brief
from briefgen.sources.readers import read_sources

Link = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a program says of a week; sentences and articles by their ids."""

    sentences: Mapping[str, Sentence]
    """Every sentence it reads, in the order of the articles."""
    front: Sequence[str]
    """Key points, the most important first."""
    points: Sequence[str]
    """Points of all themes, as printed."""
    bottom_line: str | None
    timeline: Sequence[tuple[str, str]]
    """Day, ISO 8601 to its precision, and sentence of each line."""
    stories: Mapping[str, str]
    """The event of each article."""
    kinds: Mapping[str, str]
    """The kind of each article: news, analysis, opinion, live, list."""
    days: Mapping[str, Sequence[tuple[str, str]]]
    """The words and the day, ISO 8601 to its precision, of each date in a sentence."""
    speakers: Mapping[str, str | None]
    """Who says a sentence, as the program names him; None for nobody."""
    certainty: Mapping[str, str]
    """Of each sentence what its main event is: yes, no, planned, possible."""
    joined: Callable[[str, str], bool]
    """Whether two sentences would be one claim, printed or not."""
    denials: frozenset[str]
    """Sentences known as denials."""
    denied: Callable[[str, str], bool]
    """Whether the claim of the first sentence is denied by the second."""
    conflicts: Sequence[Sequence[str]]
    """The sentences of each conflict, one entry a value."""
    counts: Sequence[Sequence[str]]
    """The sentences of each count over time, one entry a value."""
    since_last: Callable[[str], str] | None
    """A sentence's label against the edition before: new, updated, known, denied; None without one."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a week leaves to the edition after it, beside its answers."""

    answers: Answers
    brief: Brief
    told: Sketch
    """What is remembered of all that it read."""
    keys: frozenset[str] = field(repr=False)
    """Keys of the articles that it read."""


def answer(week: Week, before: Answered | None) -> Answered:
    """Return what the program says of a week, built as the edition after another where one is given."""
    profile = profile_of(week)
    documents, _ = read_sources((week.file,), profile.reading)
    occasion = occasion_of(week, before)
    with _caught(build, "_assemble") as materials, _caught(findings, "look_closely") as looks:
        brief = build.build_brief(documents, profile, as_of=week.gold["as_of"], occasion=occasion)
    doc_of = {s.id: week.lines[s.record] for s in brief.sources if s.record}
    answers = _answers(week, materials[0][0][0], looks[0][1], brief, doc_of, before)
    told = replace(sketch_brief(brief, documents), label="1")
    return Answered(answers, brief, told, frozenset(article_key(d) for d in documents))


def read_material(week: Week) -> Material:
    """Return what the stages left of the border know of a week, built as a first edition."""
    profile = profile_of(week)
    documents, _ = read_sources((week.file,), profile.reading)
    with _caught(build, "_assemble") as materials:
        build.build_brief(documents, profile, as_of=week.gold["as_of"], occasion=occasion_of(week))
    found: Material = materials[0][0][0]
    return found


def sentences_of(week: Week, material: Material) -> dict[str, Sentence]:
    """Return every sentence that was read, by its id, with where it stands."""
    lines = {a.id: a.document.record for a in material.everything}
    doc_of = {key: week.lines[line] for key, line in lines.items() if line}
    told = {k: r.sentence for k, r in material.readings.items()}
    return {k: Sentence(k, Span(doc_of[s.source], s.start, s.end), s.text) for k, s in told.items()}


@contextmanager
def _caught(module: Any, name: str) -> Iterator[list[tuple[tuple[Any, ...], Any]]]:
    """Give the arguments and the result of each call of a stage, so that nothing is analysed twice."""
    calls: list[tuple[tuple[Any, ...], Any]] = []
    stage = getattr(module, name)

    def call(*given: Any) -> Any:
        result = stage(*given)
        calls.append((given, result))
        return result

    with patch.object(module, name, call):
        yield calls


def profile_of(week: Week) -> Profile:
    """Return the plain profile of a week: its title and its themes, all else as shipped."""
    plain = week.gold["profile"]
    keys = ("id", "name", "keywords")
    themes = [{key: theme[key] for key in keys} for theme in plain["themes"]]
    return parse_profile({"title": plain["title"], "themes": themes}, str(week.file))


def occasion_of(week: Week, before: Answered | None = None) -> Occasion:
    """Return the days of a week's edition, and the edition before where one was built."""
    as_of = week.gold["as_of"]
    window = window_of("week", as_of)
    if before is None:
        return Occasion(window=window)
    edition = Edition(number=2, window=window, as_of=as_of)
    first = replace(before.brief, edition=1)
    return Occasion(
        window=window, edition=edition, history=History(recent=(first,), seen=before.keys)
    )


def _answers(  # noqa: PLR0913, PLR0917 - a week, and what its build left
    week: Week,
    material: Material,
    found: Found,
    brief: Brief,
    doc_of: Mapping[str, str],
    before: Answered | None,
) -> Answers:
    readings = material.readings
    groups = {r.sentence.id: n for n, g in enumerate(material.claims) for r in (g.head, *g.members)}
    against = [frozenset(r.sentence.id for r in g.denials) for g in material.claims]
    return Answers(
        sentences=sentences_of(week, material),
        front=[p.sentence for p in brief.key_points],
        points=[p.sentence for t in brief.themes for p in t.points],
        bottom_line=brief.bottom_line.sentence if brief.bottom_line else None,
        timeline=[(t.date, t.sentence) for t in brief.timeline],
        stories={doc_of[a]: s.id for s in brief.stories for a in s.articles},
        kinds={doc_of[a.id]: _KINDS[kind_of(a).kind] for a in material.everything},
        days={k: [(d.raw, d.date) for d in r.dates] for k, r in readings.items()},
        speakers={k: r.attribution.who for k, r in readings.items()},
        certainty={k: _CERTAINTY[r.attribution.status] for k, r in readings.items()},
        joined=lambda a, b: b in found.same.get(a, ()),
        denials=frozenset(k for k, r in readings.items() if r.denies),
        denied=lambda a, b: a in groups and b in against[groups[a]],
        conflicts=[[v.sentence for v in t.values] for t in found.tables if not t.over_time],
        counts=[[v.sentence for v in t.values] for t in found.tables if t.over_time],
        since_last=_labels(material, brief, before),
    )


_KINDS = {
    "report": "news", "transcript": "news", "analysis": "analysis", "opinion": "opinion", "live": "live", "list": "list",
}  # fmt: skip
_CERTAINTY = {
    "stated": "yes", "reported": "yes", "denied": "no", "negated": "no", "forecast": "planned", "possible": "possible", "rumoured": "possible",
}  # fmt: skip
_SINCE = {
    "new": "new", "newly seen": "new", "updated": "updated", "denied": "denied", "continuing": "known",
}  # fmt: skip


def _labels(
    material: Material, brief: Brief, before: Answered | None
) -> Callable[[str], str] | None:
    """Return how any sentence is labelled against the edition before, printed or not."""
    if before is None:
        return None
    pool, memory = Pool(before.brief), Memory([before.told])

    def label(key: str) -> str:
        told = {key: material.readings[key].sentence}
        evidence = replace(material.evidence[key], attribution=material.readings[key].attribution)
        alone = replace(brief, sentences=told, evidence={key: evidence})
        here = read_statements(alone)[key]
        subject = Subject(head=here, told=(here,), origins=here.origins, theme=None)
        same = pool.matches((here,))
        found = compare(subject, same, "1") if same else find_news(subject, alone, memory)
        return _SINCE[found[0]]

    return label
