"""Every key that a user may write into a profile: one table a class, each key with what it means.

A stage is given its own table and never the whole profile.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, Literal

from annotated_types import Ge, Gt, Le, MaxLen, MinLen

from briefgen.model import STRICT, Marking, Paper, Style
from briefgen.model.text import sha256
from briefgen.profile.collecting import CollectOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeOptions:
    """What the whole series is about."""

    __pydantic_config__ = STRICT

    keywords: tuple[str, ...] = ()
    """A paragraph needs at least one of these words or phrases to be of a theme or to speak to a question or an
    indicator; every paragraph may, where none is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A standing question as the profile asks it."""

    __pydantic_config__ = STRICT

    text: str
    """The question as printed."""
    keywords: tuple[str, ...] = ()
    """Words and phrases of a sentence that speaks to it; inflected forms count too."""
    require: tuple[str, ...] = ()
    """A sentence needs at least one of these."""
    themes: tuple[str, ...] = ()
    """Only sentences of these themes; of any where none is given."""
    speakers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Whom it asks about, each with the words by which speakers are named: only what is attributed
    to one of them speaks to the question."""
    giver: tuple[str, ...] = ()
    """Who gives, by name in the lexicon (north_korea): for questions of who gives whom what."""
    receiver: tuple[str, ...] = ()
    """Who receives, by name in the lexicon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedIndicator:
    """A thing to watch for, as the profile names it."""

    __pydantic_config__ = STRICT

    text: str
    """The indicator as printed."""
    keywords: tuple[str, ...]
    """Words and phrases that name the thing; inflected forms count too."""
    require: tuple[str, ...] = ()
    """A sentence needs at least one of these."""
    exclude: tuple[str, ...] = ()
    """A sentence with one of these does not speak of it."""
    themes: tuple[str, ...] = ()
    """Only sentences of these themes; of any where none is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTheme:
    """A theme as the profile names it."""

    __pydantic_config__ = STRICT

    id: str
    """Short name, lower case with hyphens; its identity from edition to edition."""
    name: str
    """As printed."""
    letter: str | None = None
    """The letter beside its colour; the first free one of its name if none is given."""
    description: str = ""
    """One or two sentences on what belongs to it."""
    keywords: tuple[str, ...] = ()
    """Words and phrases that mark it; inflected forms count too."""
    require: tuple[str, ...] = ()
    """A passage needs at least one of these."""
    exclude: tuple[str, ...] = ()
    """A passage with one of these is not the theme's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemingOptions:
    """How passages are given to themes."""

    __pydantic_config__ = STRICT

    needed: Annotated[float, Ge(0)] = 0.8
    """Score below which a passage is left over; 0.6 to 0.9 give the samples the same labels but two."""
    share: Annotated[float, Ge(0)] = 0.8
    """A second theme with this share of the first one's score claims the passage too."""
    proposals: Annotated[int, Ge(0)] = 4
    """At most so many proposed themes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOptions:
    """How articles become stories."""

    __pydantic_config__ = STRICT

    alike: Annotated[float, Ge(0), Le(1)] = 0.21
    """Mean likeness, 0 to 1, from which two groups of articles are one story; more makes more stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionOptions:
    """How sentences are chosen."""

    __pydantic_config__ = STRICT

    summariser: str = "importance"
    """importance, salience, lead, lexrank, or `package.module:callable`."""
    articles: Annotated[int, Ge(0)] = 300
    """Articles that are read closely at the most: of a larger collection those that tell most of what the profile asks
    for, and how many tell the same; 0 for all."""
    key_points: Annotated[int, Ge(1)] = 8
    """Key reported points at the most; an executive page prints the first that fit."""
    theme_points: Annotated[int, Ge(1)] = 7
    """Points of a theme at the most."""
    theme_words: Annotated[int, Ge(1)] = 250
    """Words of a theme's points together at the most."""
    point_words: Annotated[int, Ge(6)] = 45
    """Words of one point at the most."""
    opinion: bool = False
    """Whether key points may come from articles that give an opinion."""
    outlook: Annotated[int, Ge(0)] = 3
    """Forward-looking sentences of a theme at the most."""
    timeline: Annotated[int, Ge(0)] = 25
    """Lines of the timeline at the most, the most important kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesOptions:
    """How editions are counted and kept."""

    __pydantic_config__ = STRICT

    period: Literal["day", "week", "month"] = "week"
    """The days of an edition: the day of the cut-off, its ISO week, or its month."""
    start: str | None = None
    """A day in the period of the first edition, YYYY-MM-DD; without it, the first edition built."""
    archive: str | None = None
    """File of the archive, seen from the profile; without it, the title's slug with .briefgen.sqlite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpOptions:
    """Which server takes the mail, and how fast."""

    __pydantic_config__ = STRICT

    host: str = "localhost"
    """Name of the server."""
    port: Annotated[int, Ge(1), Le(65535)] = 587
    """Its port: 587 with STARTTLS, 465 with TLS."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is encrypted; a login needs it."""
    user: str | None = None
    """Name to log in with; the password is a secret and stands elsewhere."""
    timeout_seconds: Annotated[float, Gt(0), Le(600)] = 60.0
    """How long an answer is waited for; five times that for the answer to a whole message."""
    per_minute: Annotated[int, Ge(1)] | None = None
    """Messages a minute at the most."""
    attempts: Annotated[int, Ge(1), Le(20)] = 5
    """How often a recipient is tried at the most while the server says "later"."""
    backoff_seconds: Annotated[float, Ge(0), Le(3600)] = 30.0
    """Pause before the second attempt; it doubles from one to the next, up to 15 minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DkimOptions:
    """How messages are signed; the key itself is a secret and stands elsewhere."""

    __pydantic_config__ = STRICT

    domain: str
    """Domain that signs; its DNS holds the public key."""
    selector: str
    """Name of the key in that domain's DNS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOptions:
    """What stands in the header of every message."""

    __pydantic_config__ = STRICT

    sender: str = ""
    """Who it comes from: an address, or ``Name <address>``."""
    reply_to: str | None = None
    """Where answers go, if not to the sender."""
    bounces: str | None = None
    """Where servers report what they cannot deliver, if not to the sender."""
    unsubscribe: str | None = None
    """An https or mailto address; ``{address}`` and ``{token}`` are filled in for each reader."""
    one_click: bool = False
    """Whether that https address unsubscribes at a POST, without asking back."""
    dkim: DkimOptions | None = None
    """How messages are signed."""


Readership = Literal["analyst", "executive", "public"]
"""Audiences whose PDF can be sent by mail."""


LOWEST: Marking = "TLP:CLEAR"
"""What may go to anybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOptions:
    """A list of readers."""

    __pydantic_config__ = STRICT

    name: str
    """The list's name in the outbox, on the command line and in the file's column ``list``."""
    file: str
    """CSV file, seen from the profile's folder."""
    audience: Readership = "public"
    """Whose PDF is attached."""
    ceiling: Marking = LOWEST
    """The highest marking that may go to it."""


FieldName = Literal["text", "id", "title", "date", "publisher", "url"]
"""What is known of an article in a table or in JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """How sources are read."""

    __pydantic_config__ = STRICT

    max_megabytes: Annotated[float, Gt(0)] = 10.0
    """A larger file is left out: the longest article of 1,840 KCNA texts has 0.1 MB."""
    use_unread_dates: bool = False
    """Whether what an article says may lead though its date cannot be read; else it only corroborates."""
    fields: dict[FieldName, Annotated[str, MinLen(1)]] = field(default_factory=dict)
    """What the keys of JSON, JSON Lines and CSV files are called: ours, then the file's; a path has dots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageOptions:
    """Which models read English."""

    __pydantic_config__ = STRICT

    model: str | None = None
    """Name of an installed spaCy pipeline that finds names and tags words instead of the shipped models."""


LONGEST_ALT = 120
"""A logo is said in as many characters."""


MEANING_WORDS = 25
"""The public page explains five words at the most, each in as few words as that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredSource:
    """A publisher that the register of sources knows."""

    __pydantic_config__ = STRICT

    name: str
    """The publisher's name as articles give it."""
    grade: Literal["A", "B", "C", "D", "E", "F"] = "F"
    """Reliability by the Admiralty code."""
    state_media: bool = False
    """Whether it speaks for a state; shown apart."""
    shown: str | None = None
    """What pages call it; without it the name, less what feeds add."""
    group: str | None = None
    """Who owns it: pages say where all who report a thing are of one group."""
    domains: tuple[str, ...] = ()
    """Where it publishes on the web; an article is its own also by the address."""
    source: str | None = None
    """What the entry rests on: a law, an annual report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourOptions:
    """A series' own colours."""

    __pydantic_config__ = STRICT

    brand: str | None = None
    """The series' colour, ``#rrggbb``: labels, links and marks; without one the style's."""
    themes: dict[str, str] = field(default_factory=dict)
    """Colours of themes, by the theme's id or letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontOptions:
    """A series' own fonts: TTF, OTF or WOFF2 files in the profile's folder."""

    __pydantic_config__ = STRICT

    serif: str | None = None
    """What source text is set in."""
    serif_bold: str | None = None
    """The same, semibold: the bottom line."""
    sans: str | None = None
    """What computed text is set in."""
    sans_bold: str | None = None
    """The same, bold: headings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """How printed pages look."""

    __pydantic_config__ = STRICT

    paper: Paper = "A4"
    """Paper size."""
    templates: str | None = None
    """Folder of your templates, relative to the profile's own."""
    style: Style = "bulletin"
    """One of the two styles."""
    logo: str | None = None
    """A picture file in the profile's folder; in a profile that was read, the picture as a ``data:`` address."""
    logo_alt: str | None = None
    """What the logo shows, in words."""
    colours: ColourOptions = field(default_factory=ColourOptions)
    """Own colours."""
    fonts: FontOptions = field(default_factory=FontOptions)
    """Own fonts; in a profile that was read, each as a ``data:`` address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOptions:
    """What the public is told besides the sources' own words."""

    __pydantic_config__ = STRICT

    headline: str | None = None
    """The headline; without one, the title of a source."""
    contact: str | None = None
    """Where corrections go to: an address, as it is printed."""
    address: str | None = None
    """Where an edition can be read on the web; ``{date}`` and ``{edition}`` are filled in."""
    glossary: Annotated[dict[str, str], MaxLen(5)] = field(default_factory=dict)
    """Words the reader may not know, each with its meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOptions(MailOptions):
    """How editions reach their readers by mail."""

    sign_off: bool = False
    """Whether an edition needs a reviewer before it goes out."""
    ceilings: dict[Readership, Marking] = field(default_factory=dict)
    """The highest marking that may go to an audience."""
    smtp: SmtpOptions = field(default_factory=SmtpOptions)
    """Which server takes the mail."""
    lists: tuple[ListOptions, ...] = ()
    """Lists of readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a series is about and how it is made."""

    __pydantic_config__ = STRICT

    title: str = "News brief"
    """Title of the series; the output folder takes its name from it."""
    edition: Annotated[int, Ge(1)] | None = None
    """Number of the edition; with a table ``[series]``, of its first one."""
    marking: Marking = "TLP:CLEAR"
    """Traffic Light Protocol 2.0, printed on every page."""
    reviewer: str | None = None
    """Who read the brief before it goes out; without one it says "not reviewed"."""
    audiences: tuple[str, ...] = ("analyst", "executive")
    """Who it is rendered for: analyst (PDF and web page), executive (PDF of one page), public (PDF and
    web page), email (HTML and plain text), or a copy of their templates in ``page.templates``."""
    sources: tuple[RegisteredSource, ...] = ()
    """The register of sources."""
    register: str | None = None
    """A file with more of the register, seen from the profile's folder, or "starter" for the one that is shipped."""
    scope: ScopeOptions = field(default_factory=ScopeOptions)
    """What every passage of the series must speak of."""
    themes: tuple[NamedTheme, ...] = ()
    """Themes the reader follows; without any they are discovered."""
    questions: tuple[AskedQuestion, ...] = ()
    """Standing questions, each answered or shown as a gap."""
    indicators: tuple[WatchedIndicator, ...] = ()
    """Things to watch for, each reported or not reported in the collection."""
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    """How sources are read."""
    language: LanguageOptions = field(default_factory=LanguageOptions)
    """Which models read English."""
    theming: ThemingOptions = field(default_factory=ThemingOptions)
    """How passages are given to themes."""
    stories: StoryOptions = field(default_factory=StoryOptions)
    """How articles become stories."""
    selection: SelectionOptions = field(default_factory=SelectionOptions)
    """How sentences are chosen."""
    series: SeriesOptions | None = None
    """How editions are counted and kept; without this table a build is no part of a series."""
    page: PageOptions = field(default_factory=PageOptions)
    """How printed pages look."""
    public: PublicOptions = field(default_factory=PublicOptions)
    """What the public is told."""
    collect: CollectOptions = field(default_factory=CollectOptions)
    """What is read from the network into the inbox; no part of the brief, nor of its profile's hash."""
    delivery: DeliveryOptions = field(default_factory=DeliveryOptions)
    """How editions reach their readers; no part of the brief, nor of its profile's hash."""


@cache
def adapter() -> Any:
    """Return what reads and writes profiles by their declared types: made once, for it takes a third of a second."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - a tenth of a second

    return TypeAdapter(Profile)


def without_files(profile: Profile) -> Profile:
    """Return a profile without the names of its archive's and its register's files and its templates' folder."""
    series = replace(profile.series, archive=None) if profile.series else None
    return replace(
        profile, series=series, page=replace(profile.page, templates=None), register=None
    )


def hash_profile(profile: Profile) -> str:
    """Return the hash of a profile's values, whatever their order in the file, but how it is collected, sent and its files' names.

    What a profile does not say of its style, colours, logo and fonts, of indicators, scope or fields, of how many articles
    are read closely, is no part of it: the hash of a profile that was written before there were such keys stays.
    """
    keys = ("style", "logo", "logo_alt", "colours", "fonts")
    unsaid = {key for key in keys if getattr(profile.page, key) == getattr(PageOptions(), key)}
    without: dict[str, Any] = {"collect": True, "delivery": True, "page": unsaid}
    if not profile.indicators:
        without["indicators"] = True
    if profile.scope == ScopeOptions():
        without["scope"] = True
    if not profile.reading.fields:
        without["reading"] = {"fields"}
    if profile.public.address is None:
        without["public"] = {"address"}
    if profile.selection.articles == SelectionOptions().articles:
        without["selection"] = {"articles"}
    unsaid = {
        key
        for key in ("shown", "group", "domains", "source")
        if not any(getattr(source, key) for source in profile.sources)
    }
    without |= {"register": True, **({"sources": {"__all__": unsaid}} if unsaid else {})}
    told = adapter().dump_json(without_files(profile), exclude=without)
    return sha256(told.decode())
