"""What is known beside a sentence: who says it, who else, who denies it, which figures differ."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.model.types import (
    VALUE,
    ActorKind,
    AttributionKind,
    ConflictKind,
    Independence,
    PlaceKind,
    StandKind,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says it and how sure the text says it is, by the sentence's own words."""

    __pydantic_config__ = VALUE

    kind: AttributionKind
    """Named person or institution, a role, a vague group, or none: the outlet itself."""
    who: str | None
    """The words that name who says it."""
    status: Status
    """Stated, reported, rumoured, possible, forecast, told as not happened, or denied."""
    cue: str | None
    """The words that show the status."""
    chain: tuple[str, ...] = ()
    """Those whom the speaker quotes in turn: "officials told the paper that the mayor said …"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its noun or unit in a sentence; never a designation, a year or a list number."""

    __pydantic_config__ = VALUE

    sentence: str
    """The sentence's id."""
    value: float
    """The number, or the lower end of a range."""
    upper: float | None
    """The upper end of a range."""
    qualifier: str | None
    """Words such as approximately or over, as printed."""
    unit: str
    """Unit or noun, singular, lower case: soldier, kilometer."""
    phrase: str
    """The words in the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Words of a sentence that mean one day, where that day is sure."""

    __pydantic_config__ = VALUE

    start: int
    """First code point of the words, in the sentence as printed."""
    end: int
    """Behind the last code point."""
    date: str
    """The day, ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Some words of a sentence."""

    __pydantic_config__ = VALUE

    start: int
    """Their first code point, in the sentence as printed."""
    end: int
    """Behind their last code point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The sentence before or behind a key point in its article."""

    __pydantic_config__ = VALUE

    paragraph: int
    """Index of its paragraph."""
    start: int
    """Its first code point, in that paragraph's text as printed."""
    end: int
    """Behind its last code point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a printed sentence: who else reports it, who denies it."""

    __pydantic_config__ = VALUE

    attribution: Attribution
    """Who says it and how sure."""
    also: tuple[str, ...]
    """Ids of sentences of other articles that report the same."""
    origins: int
    """Origins among it and those."""
    independence: Independence
    """Single source, or several whose independence nobody has shown."""
    denials: tuple[str, ...]
    """Ids of sentences that deny it."""
    event: str | None = None
    """Id of the event that it tells, or null."""
    days: tuple[Day, ...] = ()
    """Its words such as "Saturday" whose day is sure, in their order."""
    sure: tuple[Span, ...] = ()
    """Its words that say how sure somebody is: "alleged", "high confidence"."""
    core: Span | None = None
    """The clause that tells its news, where it is printed as a point and grammar is sure; else null."""
    before: Beside | None = None
    """The sentence before it, of a key point whose article has one under the same heading."""
    after: Beside | None = None
    """The sentence behind it, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A reported fact that several articles carry or that somebody denies."""

    __pydantic_config__ = VALUE

    id: str
    """C1, C2 …"""
    theme: str | None
    """Id of its theme."""
    phrase: str
    """Words of a source that name it, quoted."""
    sentence: str
    """Id of the sentence that stands for it."""
    asserted: tuple[str, ...]
    """Ids of sentences that state or attribute it."""
    hedged: tuple[str, ...]
    """Ids of sentences that report it as possible or rumoured."""
    denied: tuple[str, ...]
    """Ids of sentences that deny it."""
    origins: int
    """Origins among those that report it."""
    articles: int = 0
    """Articles among those that report it."""
    independence: Independence = "not established"
    """Single source, or several whose independence nobody has shown."""
    speakers: tuple[str, ...] = ()
    """Who says so: the words that name them, as printed, the first of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedValue:
    """One of the figures or dates that sources give for the same thing."""

    __pydantic_config__ = VALUE

    sentence: str
    """Id of the sentence that gives it."""
    phrase: str
    """The words that give it, as printed."""
    value: float | None = None
    """The figure in the sentence's own unit, or null for a date."""
    upper: float | None = None
    """The upper end of a range."""
    unit: str | None = None
    """The figure's own unit or noun, singular, lower case."""
    date: str | None = None
    """The date, ISO 8601 to its precision, or null for a figure."""
    speaker: str | None = None
    """The words that name who gives it, or null where the article itself does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Differing figures or dates that sources give for one claim, side by side, never averaged."""

    __pydantic_config__ = VALUE

    id: str
    """X1, X2 …"""
    claim: str
    """Id of the claim."""
    kind: ConflictKind
    """What differs: figures, dates, places, actors, or statements (contrary words)."""
    subject: str
    """What is counted or measured, by the noun of its first value; "date" for dates."""
    values: tuple[ReportedValue, ...]
    """Every value with its sentence, in the order of the sources; two at the least that differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One quantity of one event as it grew or was corrected over time: no conflict."""

    __pydantic_config__ = VALUE

    id: str
    """N1, N2 …"""
    subject: str
    """What is counted, by the noun of its latest value."""
    values: tuple[ReportedValue, ...]
    """Its values in the order of time, the latest last; two at the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How another sentence gives a quotation."""

    __pydantic_config__ = VALUE

    sentence: str
    """Id of the sentence that holds it."""
    words: str
    """What stands between its marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words in quotation marks and who is said to have spoken them."""

    __pydantic_config__ = VALUE

    sentence: str
    """Id of the sentence that holds it."""
    words: str
    """What stands between the marks."""
    speaker: str | None
    """The words that name the speaker."""
    variants: tuple[Wording, ...] = ()
    """The same speaker's words as other sentences give them, where they differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody or something that the collection speaks of, under all the names it has there."""

    __pydantic_config__ = VALUE

    name: str
    """The table of actors' name for it, else the most frequent of its full forms."""
    kind: ActorKind
    """Person, organisation, place, nationality or group, weapon or system."""
    forms: tuple[str, ...]
    """All forms as printed, the most frequent first."""
    sentences: int
    """Printable sentences that name it."""
    articles: tuple[str, ...]
    """Ids of the sources that name it."""
    role: str | None = None
    """The role that stands beside a person's full name most often, as printed; null where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoMention:
    """Two actors in one sentence: a co-mention, not a relationship."""

    __pydantic_config__ = VALUE

    first: str
    """Name of one actor."""
    second: str
    """Name of the other."""
    sentences: int
    """Sentences that name both."""
    articles: tuple[str, ...]
    """Ids of the sources with such a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that printed sentences surely name, and where it lies."""

    __pydantic_config__ = VALUE

    name: str
    """As the sentences print it."""
    kind: PlaceKind
    """A state, its capital, or a town."""
    north: float
    """Degrees north of the equator; of a state, of the middle of its largest part."""
    east: float
    """Degrees east of Greenwich."""
    sentences: tuple[str, ...]
    """Ids of the printed sentences that name it, as a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where somebody stands: a sentence that says by name who says, denies or doubts something, and what."""

    __pydantic_config__ = VALUE

    kind: StandKind
    """Whether it says, denies or doubts it."""
    who: str
    """The words of the sentence that name who does."""
    actor: str | None
    """The name of that actor, where it is one of the brief's."""
    sentence: str
    """Id of the sentence."""
