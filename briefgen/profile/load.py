"""The profile of a series: every stage's options under one roof, read from TOML, checked as a whole."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal

from annotated_types import Ge, MaxLen

from briefgen.brief.selection import SelectionOptions
from briefgen.deliver.letter import DkimOptions, MailOptions, mail_problems
from briefgen.deliver.recipients import ListOptions, Readership
from briefgen.deliver.transports.smtp import SmtpOptions
from briefgen.errors import ConfigError, ExtensionError
from briefgen.findings.questions import AskedQuestion, WatchedIndicator
from briefgen.findings.stories import StoryOptions
from briefgen.findings.themes import NamedTheme, ThemingOptions
from briefgen.language.spacy_models import LanguageOptions
from briefgen.language.tokens import actor_names, words
from briefgen.model import STRICT, Edit, Marking, Paper, Style
from briefgen.model.text import count_words, safe, sha256
from briefgen.profile.house import colour_problems, embed_files
from briefgen.render.templates import RENDERINGS
from briefgen.runtime import credentials, extensions
from briefgen.series.editions import SeriesOptions
from briefgen.sources.readers import ReadingOptions

FILE_NAME = "briefgen.toml"
"""The name under which a profile is found beside the sources."""

FEW = 40
"""More choices than these are not listed in a message."""

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
    delivery: DeliveryOptions = field(default_factory=DeliveryOptions)
    """How editions reach their readers; no part of the brief, nor of its profile's hash."""


def load_profile(path: Path) -> Profile:
    """Return the profile in a TOML file.

    Raises:
        ConfigError: it cannot be read or is wrong; all its problems at once, each with its key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"no TOML: {error}"], str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ConfigError(
            [f"cannot be read ({reason}); name a profile with --profile"], str(path)
        ) from error
    return parse_profile(data, str(path), path.parent)


def parse_profile(data: Mapping[str, Any], path: str, folder: Path | None = None) -> Profile:
    """Return the profile in a mapping such as TOML gives.

    With ``folder``, the logo and the fonts that it names are read from there; without, they stay names.

    Raises:
        ConfigError: it is wrong; all its problems at once.
    """
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - a tenth of a second

    data = _safe(data)
    problems: list[str] = []
    profile = None
    try:
        profile = TypeAdapter(Profile).validate_python(data)
    except ValidationError as error:
        problems += [explain_error(dict(e)) for e in error.errors()]
    problems += _inconsistencies(data)
    page = data.get("page")
    if folder is not None and isinstance(page, dict):
        embedded, wrong = embed_files(page, folder)
        problems += wrong
        if not problems:
            profile = TypeAdapter(Profile).validate_python({**data, "page": embedded})
    if problems or profile is None:
        raise ConfigError(list(dict.fromkeys(problems)), path)
    return profile


def _safe(value: Any) -> Any:
    """Return a tree with every text in it as it may be printed."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, list):
        return [_safe(item) for item in value]
    if isinstance(value, dict):
        return {key: _safe(item) for key, item in value.items()}
    return value


def explain_error(error: Mapping[str, Any]) -> str:
    """Return one of pydantic's findings as key, what is wrong, remedy."""
    where = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"]
    ).lstrip(".")
    if error["loc"][0] == "delivery" and _SECRET.search(str(error["loc"][-1])):
        variables = ", ".join(credentials.NAMES.values())
        return f"{where}: a secret has no place in a profile; remove it and set {variables}, or use the keyring"
    if error["type"] in {"unexpected_keyword_argument", "extra_forbidden"}:
        known = _known_keys(error["loc"][:-1])
        near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"choose from {', '.join(known)}"
        return f"{where}: unknown key; {hint}"
    if error["type"] in {"missing", "missing_argument", "missing_keyword_only_argument"}:
        return f"{where}: missing; every entry of this table needs it"
    if isinstance(error["input"], dict) and error["type"].startswith("tuple"):
        return f"{where}: should be a list of tables; write [[{where}]], once for each"
    message = str(error["msg"])[:1].lower() + str(error["msg"])[1:]
    message = message.replace("input should be", "should be").replace("a valid tuple", "a list")
    return f"{where}: {error['input']!r} {message}"


_SECRET = re.compile(r"pass|secret|token|private|key$", re.IGNORECASE)
"""Keys under which people put secrets."""
_TABLES = {
    "sources": RegisteredSource, "themes": NamedTheme, "questions": AskedQuestion,
    "indicators": WatchedIndicator,
    "reading": ReadingOptions, "theming": ThemingOptions, "selection": SelectionOptions, "page": PageOptions,
    "page.colours": ColourOptions, "page.fonts": FontOptions,
    "public": PublicOptions,
    "series": SeriesOptions, "edit": Edit,
    "delivery": DeliveryOptions, "delivery.smtp": SmtpOptions, "delivery.dkim": DkimOptions,
    "delivery.lists": ListOptions,
    "language": LanguageOptions,
}  # fmt: skip


def _known_keys(location: tuple[Any, ...]) -> list[str]:
    name = ".".join(part for part in location if isinstance(part, str))
    table = _TABLES.get(name, Profile)
    return [f.name for f in fields(table)]


def _inconsistencies(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what no single value shows: names that clash or lead nowhere."""
    themes = _tables(data, "themes")
    ids = [t.get("id") for t in themes]
    for name in sorted({str(i) for i in ids if i is not None and ids.count(i) > 1}):
        yield f"themes: the id '{name}' is given twice; ids must differ"
    letters = [t.get("letter") for t in themes if t.get("letter")]
    for letter in sorted({str(x) for x in letters if letters.count(x) > 1}):
        yield f"themes: the letter '{letter}' is given twice; letters must differ"
    for n, question in enumerate(_tables(data, "questions")):
        yield from _question_problems(f"questions[{n}]", question, [str(i) for i in ids if i])
    for n, indicator in enumerate(_tables(data, "indicators")):
        yield from _question_problems(f"indicators[{n}]", indicator, [str(i) for i in ids if i])
        yield from _indicator_problems(n, indicator)
    named = [str(i.get("text")) for i in _tables(data, "indicators")]
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield f"indicators: '{name}' is given twice; put the key words of both into one"
    for n, theme in enumerate(themes):
        yield from _theme_problems(n, theme)
    yield from _audience_problems(data)
    yield from _public_problems(data)
    page = data.get("page")
    yield from _page_problems(page if isinstance(page, dict) else {}, themes)
    yield from _series_problems(data)
    delivery = data.get("delivery")
    yield from _delivery_problems(delivery if isinstance(delivery, dict) else {})
    selection = data.get("selection")
    summariser = selection.get("summariser") if isinstance(selection, dict) else None
    if isinstance(summariser, str):
        try:
            extensions.resolve("summariser", summariser)
        except ExtensionError as error:
            yield f"selection.summariser: {error}"


def _audience_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the audiences that are neither built in nor, perhaps, in a folder of templates."""
    audiences, page = data.get("audiences"), data.get("page")
    if isinstance(page, dict) and page.get("templates"):
        return
    for n, name in enumerate(audiences if isinstance(audiences, list) else ()):
        if isinstance(name, str) and name not in RENDERINGS:
            choices = ", ".join(f"'{known}'" for known in RENDERINGS)
            yield f"audiences[{n}]: no audience '{name}'; choose from {choices}, or name the folder of your templates in page.templates"


def _public_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what keeps a brief from being shown to everybody."""
    audiences, marking = data.get("audiences"), data.get("marking", "TLP:CLEAR")
    if isinstance(audiences, list) and "public" in audiences and marking != "TLP:CLEAR":
        yield f"audiences: 'public' is shown TLP:CLEAR only, and the marking is {marking}; change one of them"
    public = data.get("public")
    glossary = public.get("glossary") if isinstance(public, dict) else None
    for term, meaning in glossary.items() if isinstance(glossary, dict) else ():
        if isinstance(meaning, str) and count_words(meaning) > MEANING_WORDS:
            yield f"public.glossary.{term}: {count_words(meaning)} words; say it in {MEANING_WORDS} at the most"


def _page_problems(page: Mapping[str, Any], themes: list[Mapping[str, Any]]) -> Iterator[str]:
    """Yield colours that cannot be used, and a logo that nobody hears of who does not see it."""
    yield from colour_problems(page, themes)
    alt = page.get("logo_alt")
    if isinstance(page.get("logo"), str) and not (isinstance(alt, str) and alt.strip()):
        yield "page.logo_alt: missing; say in words what the logo shows, for those who do not see it"
    if isinstance(alt, str) and len(alt) > LONGEST_ALT:
        yield f"page.logo_alt: {len(alt)} characters; {LONGEST_ALT} are the most"


def _series_problems(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield a start that is no day."""
    series = data.get("series")
    start = series.get("start") if isinstance(series, dict) else None
    try:
        datetime.date.fromisoformat(start if isinstance(start, str) else "2000-01-01")
    except ValueError:
        yield f"series.start: '{start}' is no date; write YYYY-MM-DD"


def _question_problems(where: str, question: Mapping[str, Any], themes: list[str]) -> Iterator[str]:
    """Yield the names in a question or an indicator that lead nowhere."""
    choices = {"themes": themes, "giver": actor_names(), "receiver": actor_names()}
    for key, known in choices.items():
        names = question.get(key)
        for name in names if isinstance(names, list) else []:
            if name not in known:
                what = "theme" if key == "themes" else "actor"
                yield f"{where}.{key}: no {what} '{name}'; {_choices(str(name), known)}"


def _indicator_problems(n: int, indicator: Mapping[str, Any]) -> Iterator[str]:
    """Yield key words that no sentence can hold, and that there is none."""
    given = indicator.get("keywords")
    if given == []:
        yield f"indicators[{n}].keywords: empty; give at least one word that names the thing"
    for word in given if isinstance(given, list) else []:
        if isinstance(word, str) and not words(word):
            yield f"indicators[{n}].keywords: '{word}' holds no word; take it out"


def _choices(name: str, known: Sequence[str]) -> str:
    """Return what one can choose from: all where they are few, else what looks like the name."""
    if len(known) <= FEW:
        return f"choose from {', '.join(known)}"
    near = difflib.get_close_matches(name, known)
    return f"{'perhaps ' + ', '.join(near) if near else 'states go by their English names'}; docs/profile.md has all"


def _theme_problems(n: int, theme: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one theme's names and words."""
    name, letter = theme.get("id"), theme.get("letter")
    if isinstance(name, str) and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        yield f"themes[{n}].id: '{name}' is no short name; use lower-case letters, digits and hyphens"
    if isinstance(letter, str) and not re.fullmatch(r"[A-Z]", letter):
        yield f"themes[{n}].letter: '{letter}' is no letter; use one of A to Z"
    for key in ("keywords", "require", "exclude"):
        values = theme.get(key)
        if isinstance(values, list) and any(isinstance(v, str) and not v.strip() for v in values):
            yield f"themes[{n}].{key}: an empty word; remove it"


def _delivery_problems(delivery: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with how editions are sent."""
    yield from (f"delivery.{problem}" for problem in mail_problems(delivery))
    smtp = delivery.get("smtp")
    if isinstance(smtp, dict) and smtp.get("user") and smtp.get("security") == "none":
        yield "delivery.smtp.security: 'none' would show the password to the network; use starttls or tls"
    names = [t.get("name") for t in _tables(delivery, "lists")]
    for name in sorted({str(n) for n in names if n is not None and names.count(n) > 1}):
        yield f"delivery.lists: the name '{name}' is given twice; names must differ"


def _tables(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = data.get(key)
    return [t for t in value if isinstance(t, dict)] if isinstance(value, list) else []


def hash_profile(profile: Profile) -> str:
    """Return the hash of a profile's values, whatever their order in the file, but how it is sent.

    What a profile does not say of its style, colours, logo and fonts, or of indicators, is no part of it:
    the hash of a profile that was written before there were such keys stays.
    """
    from pydantic import TypeAdapter  # noqa: PLC0415 - see above

    keys = ("style", "logo", "logo_alt", "colours", "fonts")
    unsaid = {key for key in keys if getattr(profile.page, key) == getattr(PageOptions(), key)}
    without: dict[str, Any] = {"delivery": True, "page": unsaid}
    if not profile.indicators:
        without["indicators"] = True
    told = TypeAdapter(Profile).dump_json(profile, exclude=without)
    return sha256(told.decode())
