"""The values that stages hand to each other, and the frozen Brief that every rendering shows.

All are frozen and made of plain parts, so that a Brief becomes JSON and comes back equal. Positions
are counted in code points of the source's decoded text as it is, before any normalisation, end
exclusive; indices count from 0 (pages print paragraph 0 as ¶1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

STRICT = {"extra": "forbid", "use_attribute_docstrings": True}
"""How pydantic reads a profile's tables: a key it does not know is a mistake."""
VALUE = {
    "extra": "ignore",
    "use_attribute_docstrings": True,
    "json_schema_serialization_defaults_required": True,
}
"""How pydantic reads a Brief: keys of later versions are passed over, docstrings become the schema."""

Precision = Literal["day", "week", "month", "season", "year", "decade"]
ParagraphKind = Literal["standfirst", "paragraph", "item"]
ArticleKind = Literal["report", "analysis", "opinion", "list", "live", "transcript"]
AttributionKind = Literal["named", "role", "vague", "none"]
Status = Literal["stated", "reported", "rumoured", "possible", "forecast", "denied"]
Independence = Literal["single source", "not established"]
Marking = Literal["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]
Paper = Literal["A4", "Letter"]
Style = Literal["bulletin", "folio"]
PictureType = Literal["image/svg+xml", "image/png", "image/jpeg"]
FontRole = Literal["serif", "serif_bold", "sans", "sans_bold"]
Coverage = Literal["reported", "touched on", "not in this collection"]
IndicatorStatus = Literal["reported", "not reported in this collection"]
ConflictKind = Literal["figure", "date"]
ActorKind = Literal["person", "organisation", "place", "group", "system"]
EditAction = Literal[
    "keep", "pin", "drop", "replace", "move", "theme", "rewrite", "grade", "comment", "sign off"
]
PeriodKind = Literal["sources", "day", "week", "month", "range"]
ChangeKind = Literal["new", "updated", "denied", "continuing", "gone quiet", "newly seen"]
ChangeSubject = Literal["sentence", "claim", "theme"]


# Left of the border: text ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the container of a text said of it, apart from the text."""

    id: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader got: decoded text, untouched, and where it came from."""

    path: str
    """The file as the user named it, or relative to the working folder."""
    file: str
    """The file relative to the folder that was read: what pages print."""
    record: int | None = None
    """Line of a JSON Lines file, from 1; None for a whole file."""
    encoding: str
    """Python codec whose decoding gives the text that positions count in."""
    sha256: str
    """Hash of the file's bytes, or of the line of a JSON Lines file in UTF-8."""
    text: str
    declared: Declared = Declared()

    @property
    def name(self) -> str:
        """The file as pages print it, with ``#L`` and the line for a JSON Lines record."""
        return f"{self.file}#L{self.record}" if self.record else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A source or an article that is not in the brief, and why."""

    __pydantic_config__ = VALUE

    source: str
    """The file, with ``#L`` and the line for a JSON Lines record."""
    reason: str
    """What was wrong and what helps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One reading of a date that the source carries."""

    __pydantic_config__ = VALUE

    date: str
    """ISO 8601 to its precision: 2025-11-05, 2025-W45, 2025-11 or 2025; EDTF for a season (2025-21 is spring) and a decade (199X)."""
    precision: Precision
    """How exact the source is; a month stays a month."""
    raw: str
    """The words or digits in the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a source says it was published; undated stays undated."""

    __pydantic_config__ = VALUE

    date: str | None = None
    """ISO 8601 to its precision, or null."""
    precision: Precision | None = None
    """How exact the source is."""
    raw: str | None = None
    """The words or digits in the source."""
    candidates: tuple[Dated, ...] = ()
    """Every reading and every date found, the preferred one first."""
    note: str | None = None
    """Why this reading was preferred, where there was a choice."""

    @property
    def ambiguous(self) -> bool:
        """Whether one and the same date can be read in two ways."""
        return any(c.raw == self.raw and c.date != self.date for c in self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A line that is no part of the article, and the rule that says so."""

    __pydantic_config__ = VALUE

    rule: str
    """Name of the cleaning rule."""
    text: str
    """The line, white space folded."""
    start: int
    """First code point."""
    end: int
    """Behind the last code point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A verbatim span of one source."""

    __pydantic_config__ = VALUE

    id: str
    """Source and running number in it: S4.12."""
    source: str
    """The source's id."""
    paragraph: int
    """The paragraph's index, from 0."""
    start: int
    """First code point."""
    end: int
    """Behind the last code point."""
    text: str
    """The span as printed: white space folded, list and Markdown marks stripped."""
    sha256: str
    """Hash of the printed text in UTF-8."""
    rewritten: str | None = None
    """The analyst's words that are printed instead; they are not the source's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A passage of an article that is no title, heading or boilerplate."""

    index: int
    kind: ParagraphKind
    start: int
    end: int
    text: str
    label: str | None = None
    heading: str | None = None
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An article's kind and the sign that tells it."""

    kind: ArticleKind
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A cleaned document: title, date, publisher, paragraphs; what was removed is kept."""

    id: str
    document: Document
    title: str | None
    published: Published
    publisher: str | None
    credit: str | None
    """The wire service a dateline credits, if any: a reprint's origin, not its publisher."""
    headings: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...]
    told: Told | None = None
    """Its kind, once it was asked for (`briefgen.kinds`)."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(s for p in self.paragraphs for s in p.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days of an edition, first and last, ISO 8601."""

    kind: PeriodKind
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of a series: its number, and the days it reports on."""

    number: int
    revision: int = 0
    """0 for the first printing, 1 for the first correction: "12.1"."""
    window: Window
    as_of: str
    correction: str | None = None
    """What a correction mends."""

    @property
    def label(self) -> str:
        """As printed: 12, or 12.1."""
        return label_of(self.number, self.revision)


def label_of(number: int, revision: int) -> str:
    """Return an edition's number as printed: 12, or 12.1 for its first correction."""
    return f"{number}.{revision}" if revision else str(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What earlier editions of a series leave to the next one."""

    recent: tuple[Brief, ...] = ()
    """Those before it by number, the latest first, up to four."""
    seen: frozenset[str] = frozenset()
    """Keys of the articles that earlier editions reported."""
    later: frozenset[str] = frozenset()
    """Keys of those that an edition built after this one reported first, where this is built again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One decision of the analyst, as the edits file holds it."""

    __pydantic_config__ = STRICT

    action: EditAction
    """What is done: keep, pin, drop, replace, move, theme, rewrite, grade, comment, sign off."""
    text: str | None = None
    """The sentence, or for theme the paragraph, as printed: for people, and instead of `sha256`."""
    sha256: str | None = None
    """SHA-256 of that text, which is what counts where both are given."""
    source: str | None = None
    """SHA-256 of the source's file, where only that source is meant."""
    publisher: str | None = None
    """For grade: the publisher whose sources get it."""
    theme: str | None = None
    """For move and theme: where to; for theme, none leaves the paragraph over. For comment: on what."""
    words: str | None = None
    """The words of a comment or a rewriting."""
    grade: str | None = None
    """For grade: an Admiralty code such as B2."""
    edition: int | None = None
    """The number of the edition it was made for; other editions of the series do not look at it."""
    by: str | None = None
    """Who decided it."""
    points: str | None = None
    """For sign off: SHA-256 of what was read, so that it holds for nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a build knows besides its articles: the days it reports on, and its place in a series."""

    window: Window | None = None
    """Its days; without any, all articles up to the cut-off."""
    edition: Edition | None = None
    """Its number, in a series."""
    history: History = History()
    """What came before it."""
    edits: tuple[Edit, ...] = ()
    """What the analyst decided."""


# On the border: the Brief ------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days a brief speaks of: those of its edition, else those its dated sources span."""

    __pydantic_config__ = VALUE

    start: str | None
    """First day, or date of the earliest dated source, or null."""
    end: str | None
    """Last day, or date of the latest dated source, or null."""
    kind: PeriodKind = "sources"
    """What set it: a day, ISO week, month or range of the edition, or the sources' own dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceParagraph:
    """A paragraph of a source; its text is kept where a sentence of it is printed."""

    __pydantic_config__ = VALUE

    index: int
    """From 0."""
    kind: ParagraphKind
    """Standfirst, paragraph or list item."""
    start: int
    """First code point."""
    end: int
    """Behind the last code point."""
    heading: str | None
    """The heading above it."""
    label: str | None
    """The label of a list item."""
    text: str | None
    """The paragraph as printed, or null where nothing of it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One article of the brief, with what proves it."""

    __pydantic_config__ = VALUE

    id: str
    """S1, S2 … in the order of the files' names."""
    path: str
    """Where `verify` finds it."""
    file: str
    """The name that pages print."""
    record: int | None
    """Line of a JSON Lines file, from 1."""
    encoding: str
    """Python codec that gives the text in which positions count."""
    sha256: str
    """Hash of the file's bytes, or of the line of a JSON Lines file in UTF-8."""
    url: str | None
    """Where the article was published, if known."""
    title: str | None
    """The article's own title, or null."""
    publisher: str | None
    """Who published it, where the source says so."""
    published: Published
    """When, with every reading."""
    origin: str
    """The id of the first source with the same text: reprints share one origin."""
    credit: str | None
    """The wire service its dateline credits."""
    grade: str
    """Admiralty code from the register of sources; F6 where it has none."""
    state_media: bool
    """Whether the register says it is state media."""
    kind: ArticleKind = "report"
    """What kind of text it is, by its own signs."""
    words: int
    """Words in its paragraphs."""
    paragraphs: tuple[SourceParagraph, ...]
    """All its paragraphs."""
    removed: tuple[Removed, ...]
    """Lines left out as boilerplate, each with its rule."""
    earlier: bool = False
    """Whether it is dated before the edition's period: printed under "Earlier reporting" only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event."""

    __pydantic_config__ = VALUE

    id: str
    """Made from its earliest article, so that it stays from edition to edition."""
    title: str | None
    """The title of its earliest article that has one."""
    articles: tuple[str, ...]
    """Ids of its articles."""
    origins: int
    """Distinct texts among them."""
    start: str | None
    """Date of its earliest dated article, or null."""
    end: str | None
    """Date of its latest dated article, or null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says it and how sure the text says it is, by the sentence's own words."""

    __pydantic_config__ = VALUE

    kind: AttributionKind
    """Named person or institution, a role, a vague group, or none: the outlet itself."""
    who: str | None
    """The words that name who says it."""
    status: Status
    """Stated, reported, rumoured, possible, forecast or denied."""
    cue: str | None
    """The words that show the status."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Differing figures or dates that sources give for one claim, side by side, never averaged."""

    __pydantic_config__ = VALUE

    id: str
    """X1, X2 …"""
    claim: str
    """Id of the claim."""
    kind: ConflictKind
    """Whether figures differ or dates."""
    subject: str
    """What is counted or measured, by the noun of its first value; "date" for dates."""
    values: tuple[ReportedValue, ...]
    """Every value with its sentence, in the order of the sources; two at the least that differ."""


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
class SourceSummary:
    """What the collection stands on, in numbers."""

    __pydantic_config__ = VALUE

    articles: int
    """Articles read."""
    origins: int
    """Distinct texts among them."""
    publishers: dict[str, int]
    """Articles of each publisher that is named, most first."""
    unnamed: int
    """Articles whose publisher nobody names."""
    languages: dict[str, int]
    """Articles in each language, by its BCP 47 tag, most first."""
    kinds: dict[str, int]
    """Articles of each kind (report, opinion …), most first; empty where kinds were not told apart."""
    attribution: dict[AttributionKind, int]
    """Sentences by who says so."""
    largest: str | None
    """The publisher with most articles, or null where none is named."""
    largest_share: float | None
    """Its share of all articles, 0 to 1, or null."""
    state_media: int
    """Articles of publishers that the register calls state media."""
    undated: int
    """Articles without a date."""
    ambiguous: int
    """Articles whose date can be read in two ways."""
    statement: str
    """The same in plain words, to print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph that no theme claims, or that two could."""

    __pydantic_config__ = VALUE

    source: str
    """The source's id."""
    paragraph: int
    """From 0."""
    nearest: str | None
    """Id of the nearest theme."""
    second: str | None
    """Id of the next one."""
    margin: float
    """How far the nearest is ahead of the next, or of what a theme needs."""
    because: tuple[str, ...]
    """The words that decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A sentence that is not printed, and why."""

    __pydantic_config__ = VALUE

    source: str
    """The source's id."""
    paragraph: int
    """From 0."""
    start: int
    """First code point."""
    end: int
    """Behind the last code point."""
    reason: str
    """The rule that left it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """A word that the public may not know."""

    __pydantic_config__ = VALUE

    term: str
    """The word."""
    meaning: str
    """What it means, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What the profile says to the public."""

    __pydantic_config__ = VALUE

    headline: str | None = None
    """The headline, or null: the title of a source."""
    contact: str | None = None
    """Where corrections go to."""
    glossary: tuple[GlossaryEntry, ...] = ()
    """Words explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The picture at the head of every rendering."""

    __pydantic_config__ = VALUE

    media_type: PictureType
    """What kind of picture it is."""
    data: str
    """Its bytes in Base64."""
    alt: str
    """What it shows, for readers who do not see it."""

    @property
    def address(self) -> str:
        """The picture as an address that loads nothing."""
        return f"data:{self.media_type};base64,{self.data}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """A font that stands for one of the shipped ones."""

    __pydantic_config__ = VALUE

    role: FontRole
    """What it sets: source text (serif) or computed text (sans), plain or bold."""
    data: str
    """The font's file in Base64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What the profile says of how pages look."""

    __pydantic_config__ = VALUE

    style: str = "bulletin"
    """The style: bulletin or folio; a name that a version does not know is shown as bulletin."""
    brand: str | None = None
    """The series' own colour, #rrggbb, or null: the style's."""
    themes: dict[str, str] = field(default_factory=dict)
    """Own colours of themes, #rrggbb, by the theme's id or letter."""
    logo: Logo | None = None
    """The logo, or null."""
    fonts: tuple[Typeface, ...] = ()
    """Own fonts; those of roles that are not there are the shipped ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMark:
    """One of the analyst's edits, and whether it applies here."""

    __pydantic_config__ = VALUE

    action: EditAction
    """What was decided."""
    text: str
    """What it is about: a sentence, a publisher, a theme, or the brief."""
    sentence: str | None
    """Id of the sentence it is about."""
    theme: str | None
    """Id of the theme it gives something to."""
    by: str | None
    """Who decided it."""
    applied: bool
    """Whether it applies to this collection."""
    note: str
    """Why it does not; empty where it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """An analyst's comment: the one text in a brief that no source holds."""

    __pydantic_config__ = VALUE

    text: str
    """The comment."""
    by: str | None
    """Who wrote it."""
    sentence: str | None
    """Id of the sentence it is on, or null."""
    theme: str | None
    """Id of the theme it is on, or null; with neither it is on the brief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCount:
    """An edition's numbers, for comparison."""

    __pydantic_config__ = VALUE

    label: str
    """Its number: 12, or 12.1."""
    as_of: str
    """Its cut-off."""
    articles: int
    """Articles dated in its period or undated."""
    origins: int
    """Distinct texts among all its sources."""
    claims: int
    """Claims that several origins carry or that somebody denies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a claim, a printed sentence or a theme since the edition before."""

    __pydantic_config__ = VALUE

    subject: ChangeSubject
    """What is compared; a sentence that is in a claim is compared with its claim."""
    kind: ChangeKind
    """New; updated (another figure, more sources); denied; continuing; gone quiet; newly seen (old
    news that came late)."""
    sentence: str | None
    """Id of the sentence that shows it here; null where it has gone quiet."""
    claim: str | None
    """Id of the claim here."""
    theme: str | None
    """Id of the theme."""
    text: str
    """The sentence, the words that name the claim, or the theme's name; of the edition before where
    it has gone quiet."""
    sha256: str | None
    """Hash of the sentence that stands for it, here or in the edition before; null for a theme."""
    note: str
    """Why it counts as that, in words."""
    reports: tuple[int, ...]
    """Articles that print it here and in the editions before, in the order of `editions`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new since the edition before."""

    __pydantic_config__ = VALUE

    since: str | None
    """Number of the edition compared with; null for the first of a series."""
    editions: tuple[EditionCount, ...]
    """This edition, then up to four before it, the latest first."""
    items: tuple[Change, ...]
    """Denied, updated, new, newly seen, gone quiet, continuing, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The frozen result: what all renderings show."""

    __pydantic_config__ = VALUE

    schema: Literal["briefgen/brief/1"]
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
    publication: Publication = Publication()
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
    """Articles that earlier editions reported and that are not repeated."""
    changes: Changes | None = None
    """What is new since the edition before; null outside a series."""
    edits: tuple[EditMark, ...] = ()
    """The analyst's edits, those that no longer apply among them."""
    comments: tuple[Comment, ...] = ()
    """The analyst's comments."""
    appearance: Appearance = Appearance()
    """How its pages look, as far as the profile says so."""

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
        used |= {key for e in self.timeline for key in (e.sentence, *e.also)}
        used |= {
            key for c in self.claims for key in (c.sentence, *c.asserted, *c.hedged, *c.denied)
        }
        used |= {q.sentence for q in self.quotations}
        used |= {v.sentence for q in self.quotations for v in q.variants}
        used |= {v.sentence for c in self.conflicts for v in c.values}
        used |= {c.sentence for c in self.comments if c.sentence}
        used |= {c.sentence for c in (self.changes.items if self.changes else ()) if c.sentence}
        return frozenset(used)

    @property
    def unheld(self) -> tuple[str, ...]:
        """Ids that the brief prints as sentences and does not hold, sorted; a sound brief has none."""
        known = {key for e in self.evidence.values() for key in (*e.also, *e.denials)}
        held = set(self.sentences)
        return tuple(sorted(((self.used | known) - held) | (held ^ set(self.evidence))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """Rendered bytes with a name and a media type."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
