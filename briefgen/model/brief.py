"""The values that stages hand to each other, and the frozen Brief that every rendering shows.

All are frozen and made of plain parts, so that a Brief becomes JSON and comes back equal. Positions
are counted in code points of the source's decoded text as it is, before any normalisation, end
exclusive; indices count from 0 (pages print paragraph 0 as ¶1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from briefgen.model.appearance import Appearance, Publication
from briefgen.model.article import Sentence
from briefgen.model.document import Skipped
from briefgen.model.edit import Comment, Edit, EditMark
from briefgen.model.edition import Changes, Period, label_of
from briefgen.model.evidence import (
    Actor,
    Claim,
    CoMention,
    Conflict,
    Count,
    Evidence,
    Place,
    Quantity,
    Quotation,
    Stand,
)
from briefgen.model.source import (
    CollectedFrom,
    DayHeadline,
    Event,
    LeftOut,
    Passage,
    Source,
    SourceSummary,
    Story,
)
from briefgen.model.types import (
    VALUE,
    AttributionKind,
    Coverage,
    Format,
    IndicatorStatus,
    Marking,
    Paper,
    Precision,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """Which program and which profile made a brief."""

    __pydantic_config__ = VALUE

    name: str
    """Always briefgen."""
    version: str
    """Its version."""
    profile_sha256: str
    """Hash of the profile's values, whatever their order in the file."""
    summariser: str
    """The name of the summariser that ranked the sentences."""
    models: str | None = None
    """Hash of the language pack that read the sources, with the spaCy pipeline where the profile names one; null in
    a brief of format 1."""
    given_sha256: str | None = None
    """Hash of all that the build was given besides its sources: profile, cut-off, days, number, edits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A sentence chosen to be printed, with the one before it where it needs that."""

    __pydantic_config__ = VALUE

    sentence: str
    """Its id."""
    lead_in: str | None
    """Id of the sentence before it, printed with it, or null."""
    theme: str | None
    """Id of its theme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A subject the reader follows, or one proposed from what fits none."""

    __pydantic_config__ = VALUE

    id: str
    """Short name."""
    name: str
    """As printed."""
    letter: str
    """The letter that goes with its colour."""
    proposed: bool
    """Whether it was found in the collection instead of named in the profile."""
    passages: int
    """Paragraphs it claims."""
    articles: tuple[str, ...]
    """Ids of the sources it draws from."""
    by_source: dict[str, int]
    """Paragraphs of each source."""
    attribution: dict[AttributionKind, int]
    """Sentences by who says so."""
    bottom_line: str | None
    """Id of the sentence that stands for the theme."""
    points: tuple[Point, ...]
    """What is reported, best first."""
    outlook: tuple[Point, ...]
    """Forward-looking sentences."""
    denials: tuple[Point, ...]
    """Denials that stand beside its claims."""
    quantities: tuple[Quantity, ...]
    """Figures as reported."""
    key_phrases: tuple[str, ...]
    """Words that mark its passages."""
    happened: bool = True
    """Whether a key point is its own, or one of its points likely tells news; else they are background."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A standing question of the profile and what the collection has on it."""

    __pydantic_config__ = VALUE

    text: str
    """As the profile asks it."""
    coverage: Coverage
    """Whether anything here speaks to it; never whether anything happened."""
    sentences: tuple[str, ...]
    """Ids of the best sentences on it."""
    matches: int
    """How many sentences speak to it."""
    articles: tuple[str, ...]
    """Ids of the sources they are in."""
    note: str | None
    """What limits the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A thing the profile watches for, and whether this collection reports that it happened."""

    __pydantic_config__ = VALUE

    text: str
    """As the profile names it."""
    status: IndicatorStatus
    """Whether a source reports it; never whether it happened."""
    sentences: tuple[str, ...]
    """Ids of the best sentences that report it."""
    mentions: tuple[str, ...]
    """Ids of the best sentences that speak of it as denied, possible, planned or past."""
    articles: tuple[str, ...]
    """Ids of the sources that report it."""
    note: str | None
    """What limits the answer."""
    before: IndicatorStatus | None = None
    """Its status in the edition before; null where that did not watch for it, or outside a series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A dated statement: the day an event has in the text, not the day of publication."""

    __pydantic_config__ = VALUE

    date: str
    """ISO 8601 to its precision."""
    precision: Precision
    """Day, month or year."""
    raw: str
    """The words that carry the date."""
    sentence: str
    """Id of the sentence."""
    also: tuple[str, ...]
    """Ids of other sentences with that date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The frozen result: what all renderings show."""

    __pydantic_config__ = VALUE

    schema: Format
    """The format and its version."""
    title: str
    """The series' title."""
    slug: str
    """The title as part of a file name."""
    edition: int | None
    """Number in the series, where there is one."""
    as_of: str
    """Information cut-off: the end of this day, UTC, ISO 8601."""
    period: Period
    """The days its dated sources span."""
    marking: Marking
    """Traffic Light Protocol 2.0."""
    language: str
    """BCP 47 tag of the source text."""
    paper: Paper
    """The paper its pages are set on."""
    reviewer: str | None
    """Who read it before it went out, or null: not reviewed."""
    generator: Generator
    """What made it."""
    sources: tuple[Source, ...]
    """Every article, S1 first."""
    origins: int
    """Distinct texts among the sources."""
    stories: tuple[Story, ...] = ()
    """Articles about one event, those of most origins first; every source is in one."""
    sentences: dict[str, Sentence]
    """Every sentence that a rendering may print, by id."""
    evidence: dict[str, Evidence]
    """What is known of each of them, by id."""
    bottom_line: Point | None
    """One sentence."""
    key_points: tuple[Point, ...]
    """Key reported points, best first."""
    outlook: tuple[Point, ...]
    """Forward-looking sentences over all themes."""
    themes: tuple[Theme, ...]
    """Named themes in the profile's order, then proposed ones."""
    claims: tuple[Claim, ...]
    """Facts that several articles carry, or that somebody denies."""
    questions: tuple[Question, ...]
    """The profile's questions with their coverage."""
    timeline: tuple[TimelineEntry, ...]
    """Dated statements, earliest first."""
    quotations: tuple[Quotation, ...]
    """Speech in quotation marks."""
    left_over: tuple[Passage, ...]
    """Passages that no named theme claims."""
    ambiguous: tuple[Passage, ...]
    """Passages that two themes could claim."""
    skipped: tuple[Skipped, ...]
    """Sources that are not in the brief, with reasons."""
    sentences_read: int
    """Sentences in all its sources."""
    eligible: int
    """Sentences that may be printed."""
    left_out: tuple[LeftOut, ...]
    """Sentences that are not in the brief, each with its reason."""
    conflicts: tuple[Conflict, ...] = ()
    """Differing figures and dates of one claim."""
    actors: tuple[Actor, ...] = ()
    """Actors and systems, those in most articles first."""
    co_mentions: tuple[CoMention, ...] = ()
    """Pairs of them that sentences name together, most first."""
    source_summary: SourceSummary | None = None
    """What the collection stands on; null in a brief of an older version."""
    publication: Publication = Publication()  # noqa: RUF009 - frozen
    """What the profile says to the public."""
    revision: int = 0
    """0 for the first printing of an edition, 1 for its first correction: "12.1"."""
    correction: str | None = None
    """What this printing corrects, or null."""
    indicators: tuple[Indicator, ...] = ()
    """What the profile watches for, in its order."""
    earlier: tuple[Point, ...] = ()
    """Earlier reporting: what articles say that are dated before the period and were not seen before."""
    repeated: int = 0
    """Articles that earlier editions reported, or passed over, and that are not repeated."""
    changes: Changes | None = None
    """What is new since the edition before; null outside a series."""
    edits: tuple[EditMark, ...] = ()
    """The analyst's edits, those that no longer apply among them."""
    comments: tuple[Comment, ...] = ()
    """The analyst's comments."""
    appearance: Appearance = Appearance()  # noqa: RUF009 - frozen
    """How its pages look, as far as the profile says so."""
    events: tuple[Event, ...] = ()
    """What its printed sentences tell, the most important first."""
    headlines: tuple[DayHeadline, ...] = ()
    """The period in its own headlines, at most one a day, in the order of the days."""
    ahead: tuple[TimelineEntry, ...] = ()
    """What is announced for days after the cut-off, earliest first."""
    counts: tuple[Count, ...] = ()
    """Quantities that changed over time."""
    stands: tuple[Stand, ...] = ()
    """Who stands where: who says, denies or doubts what, the most important first."""
    places: tuple[Place, ...] = ()
    """Places that its points surely name, those of most sentences first."""
    funnel: dict[str, int] = field(default_factory=dict)
    """How many articles were left after each step, from found to used, in the order of the steps."""
    profile: dict[str, Any] | None = None
    """The profile's values that decide content and pages, by which it can be derived again; never recipients,
    hosts or secrets. Null in a brief of format 1."""
    decisions: tuple[Edit, ...] = ()
    """The analyst's edits as they were made, by which it can be derived again."""
    collected: tuple[CollectedFrom, ...] = ()
    """What the series collects from, as it was when the edition was built; empty where nothing is collected."""

    @property
    def label(self) -> str:
        """The edition as printed: 12, or 12.1; empty where it has no number."""
        return label_of(self.edition, self.revision) if self.edition is not None else ""

    @property
    def used(self) -> frozenset[str]:
        """Ids of the sentences that its parts point at."""
        points = [
            *self.key_points,
            *self.outlook,
            *self.earlier,
            *([self.bottom_line] if self.bottom_line else []),
            *(p for t in self.themes for p in (*t.points, *t.outlook, *t.denials)),
        ]
        used = {key for p in points for key in (p.sentence, p.lead_in) if key}
        used |= {q.sentence for t in self.themes for q in t.quantities}
        used |= {t.bottom_line for t in self.themes if t.bottom_line}
        used |= {key for q in self.questions for key in q.sentences}
        used |= {key for i in self.indicators for key in (*i.sentences, *i.mentions)}
        used |= {key for e in (*self.timeline, *self.ahead) for key in (e.sentence, *e.also)}
        used |= {e.sentence for e in self.events}
        used |= {
            key for c in self.claims for key in (c.sentence, *c.asserted, *c.hedged, *c.denied)
        }
        used |= {q.sentence for q in self.quotations}
        used |= {v.sentence for q in self.quotations for v in q.variants}
        used |= {v.sentence for c in self.conflicts for v in c.values}
        used |= {v.sentence for c in self.counts for v in c.values}
        used |= {s.sentence for s in self.stands}
        used |= {c.sentence for c in self.comments if c.sentence}
        used |= {c.sentence for c in (self.changes.items if self.changes else ()) if c.sentence}
        return frozenset(used)

    @property
    def unheld(self) -> tuple[str, ...]:
        """Ids that the brief prints as sentences and does not hold, sorted; a sound brief has none."""
        known = {key for e in self.evidence.values() for key in (*e.also, *e.denials)}
        held = set(self.sentences)
        return tuple(sorted(((self.used | known) - held) | (held ^ set(self.evidence))))
