"""How templates run: sandboxed, autoescaped, with nothing undefined and nothing but plain data.

The user's template folder is looked into before the built-in ones, which it can extend or include
under the prefix ``built-in/``. What a template could use to
break out or to blow up is taken away: `safe`, `attr`, `format`, `center`, `indent`, `lipsum`,
`cycler`, `joiner`, the repetition of strings; output has a limit.
"""

from __future__ import annotations

import re
import textwrap
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefgen.errors import RenderError
from briefgen.model.dates import precision_of, span_of
from briefgen.rendering.bounds import (
    LONGEST_TEXT,
    Bounded,
    Budget,
    bounded_join,
    concatenated,
    joined,
    refuse_large,
    replaced,
    summed,
)
from briefgen.rendering.kit.tracing import Marks, trace_of
from briefgen.rendering.templates import Look, Templates

TAKEN_AWAY = (
    "attr", "batch", "center", "format", "indent", "safe", "slice", "tojson", "pprint", "urlize", "wordwrap", "xmlattr",
)  # fmt: skip
STRETCHING = frozenset(
    {
        "center", "ljust", "rjust", "zfill", "expandtabs", "format", "format_map", "unescape", "replace", "join",
        "translate", "encode", "to_bytes",
    }
)  # fmt: skip
"""Methods of text and numbers that templates cannot call; `replace` and `join` are there as filters."""
MOST_STEPS = 1_000_000
"""Steps of all ranges of a page together."""
TEXT_WIDTH = 72
"""Characters of a line of plain text: RFC 5322 asks for at most 78, quoting adds some."""
MOST_CHARACTERS = 64_000_000
"""Rendered output is cut off behind this: a page of a 300-article brief has 3 million."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, and no operators that make long strings of short ones."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    concat = staticmethod(bounded_join)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.budget = Budget()

    def call(self, context: Any, called: Any, /, *given: Any, **named: Any) -> Any:
        """Call a macro or a function, and count it."""
        self.budget.call()
        self.budget.weigh(getattr(called, "__self__", None))
        return super().call(context, called, *given, **named)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse the methods of text that make long text of short."""
        return attr not in STRETCHING and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Leave `format` to the list of stretching methods instead of a formatter of its own."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse a template; what would switch escaping off is an error of syntax."""
        tree = super()._parse(source, name, filename)
        for found in tree.find_all(nodes.EvalContextModifier):
            raise TemplateSyntaxError(
                "escaping cannot be switched off", found.lineno, name, filename
            )
        bounded: nodes.Template = Bounded().visit(tree)
        return bounded

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Run an intercepted operator on numbers only."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            if len(left) + len(right) > LONGEST_TEXT:
                raise SecurityError(f"texts of more than {LONGEST_TEXT:,} characters")
            return left + right
        if not all(isinstance(value, int | float) for value in (left, right)) or operator == "**":
            raise SecurityError(f"the operator {operator} works on numbers only")
        refuse_large(left, right)
        return super().call_binop(context, operator, left, right)


class _Compiled(BytecodeCache):
    """Compiled templates of this process, by name and source: a page is laid out up to ten times before it fits."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, where its source is the same."""
        bucket.code = self._held.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._held[bucket.key, bucket.checksum] = bucket.code


_COMPILED = {traced: _Compiled() for traced in (False, True)}
"""Templates whose lines are traced are compiled with their marks."""


TEMPLATES = ("*/*.html", "*/*.css", "*/*.txt", "*/*.js")
"""The built-in templates in their folder."""


@cache
def compile_built_in() -> None:
    """Compile all built-in templates once for this process and those that it forks: half a second."""
    environment, folder = make_environment(), built_in_folder()
    for file in (file for pattern in TEMPLATES for file in folder.glob(pattern)):
        environment.get_template(file.relative_to(folder).as_posix())


class _Inside(FileSystemLoader):
    """Loads templates of a folder, and none that a link leads out of it."""

    def get_source(self, environment: Environment, template: str) -> Any:
        """Return a template's source, its file, and whether it is still the same."""
        found = super().get_source(environment, template)
        folders = [Path(folder).resolve() for folder in self.searchpath]
        if not any(Path(str(found[1])).resolve().is_relative_to(f) for f in folders):
            raise SecurityError(f"{template!r} leads out of the folder of templates")
        return found


def built_in_folder() -> Path:
    """Return the folder of the built-in templates: inside the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


class _Copy(_Inside):
    """Loads the files of a copy in the place of the built-in audience's it was copied from."""

    def __init__(self, folder: Path, look: Look) -> None:
        super().__init__(str(folder / look.name))
        self._kind = look.kind

    def get_source(self, environment: Environment, template: str) -> Any:
        """Return the source of the copy's file of the same name."""
        kind, _, file = template.partition("/")
        if kind != self._kind:
            raise TemplateNotFound(template)
        return super().get_source(environment, file)


def make_environment(templates: Path | Templates | None = None) -> Environment:
    """Return the environment in which templates run."""
    given = _as_templates(templates)
    if given.folder is not None and not given.folder.is_dir():
        raise RenderError(str(given.folder), None, "no such folder of templates; mend --templates")
    environment = _Sandbox(
        loader=ChoiceLoader(list(_loaders(given))), extensions=[Marks] if given.trace else [], autoescape=_has_markup, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False,
        bytecode_cache=_COMPILED[given.trace is not None],
    )  # fmt: skip
    for name in TAKEN_AWAY:
        environment.filters.pop(name, None)
    environment.globals.clear()
    environment.globals["range"] = _make_range()
    environment.filters["counted"] = environment.budget.counted
    environment.filters["concatenated"] = concatenated
    environment.filters["join"] = joined
    environment.filters["replace"] = replaced
    environment.filters["sum"] = summed
    environment.filters["cited_in"] = cited_in
    environment.filters["day"] = day
    environment.filters["month"] = month
    environment.filters["fit"] = fit
    environment.filters["keep"] = keep
    environment.filters["long_day"] = long_day
    environment.filters["wrapped"] = wrapped
    for name in environment.filters.keys() - {"counted"}:
        environment.filters[name] = environment.budget.weighed(environment.filters[name])
    return environment


def _as_templates(given: Path | Templates | None) -> Templates:
    return given if isinstance(given, Templates) else Templates(folder=given)


def _loaders(given: Templates) -> Iterator[BaseLoader]:
    """Yield where templates are looked for: a copy, the user's folder, the built-in ones."""
    built_in = _Inside(str(built_in_folder()))
    if given.folder and given.look and given.look.name != given.look.kind:
        yield _Copy(given.folder, given.look)
    if given.folder:
        yield _Inside(str(given.folder))
    yield built_in
    yield PrefixLoader({"built-in": built_in})


def _has_markup(template: str | None) -> bool:
    """Return whether a template's output is markup, in which text is escaped; plain text has none."""
    return template is None or not template.endswith(".txt")


def _make_range() -> Callable[..., range]:
    """Return Jinja's range with a budget of steps for the whole page."""
    left = [MOST_STEPS]

    def short_range(*bounds: int) -> range:
        steps = range(*bounds)
        left[0] -= len(steps)
        if len(steps) > 10_000 or left[0] < 0:  # noqa: PLR2004 - no page has more rows
            raise SecurityError("range() gives 10,000 numbers at the most")
        return steps

    return short_range


def day(iso: str | None) -> str:
    """Return an ISO 8601 date of any precision as readers write it: 5 Nov 2025, Nov 2025, 2025, spring 2025."""
    if not iso:
        return "undated"
    if precision_of(iso) in PERIODS:
        return _period(iso)
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    names = f"{date(parts[0], parts[1], 1):%b %Y}"
    return f"{parts[2]} {names}" if len(parts) > 2 else names  # noqa: PLR2004 - year, month, day


def long_day(iso: str | None) -> str:
    """Return an ISO 8601 date with the month in full: 5 November 2025, November 2025, 2025."""
    if not iso or "-" not in iso or precision_of(iso) in PERIODS:
        return day(iso)
    year, month_number, *rest = (int(part) for part in iso.split("-"))
    names = f"{date(year, month_number, 1):%B %Y}"
    return f"{rest[0]} {names}" if rest else names


def wrapped(text: str, first: str = "", rest: str = "") -> str:
    """Return plain text in lines of up to 72 characters; ``first`` and ``rest`` open the lines."""
    return textwrap.fill(
        text, TEXT_WIDTH, initial_indent=first, subsequent_indent=rest,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _period(iso: str) -> str:
    """Return a week, a season or a decade as readers write it."""
    first = span_of(iso)[0]
    if iso.endswith("X"):
        return f"{first.year}s"
    if "W" in iso:
        return f"week of {first.day} {first:%b %Y}"
    return f"{SEASONS[int(iso[5:]) - 21]} {first.year}"


PERIODS = frozenset({"week", "season", "decade"})
"""Precisions that ISO 8601 has no plain date for."""
SEASONS = ("spring", "summer", "autumn", "winter")
"""As EDTF numbers them, from 21."""


def fit(text: str, most: int = 160) -> str:
    """Return computed text for a narrow column: cut at a length, with places to break long words."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    return re.sub(r"(\S{24})(?=\S)", "\\1\u200b", short)


def cited_in(sentences: Iterable[Mapping[str, Any]], markup: str) -> list[Mapping[str, Any]]:
    """Return the sentences that some markup prints, or whose row in the evidence it links to."""
    linked = set(re.findall(r'"#e-([^"\x02]+)', markup))
    quoted = set(re.findall(r'data-source="([^"]+)" data-start="(\d+)"', markup))
    return [s for s in sentences if s["id"] in linked or (s["source"], str(s["start"])) in quoted]


def keep(text: str) -> str:
    """Return text that stays on one line: its spaces do not break."""
    return text.replace(" ", "\u00a0")


def month(iso: str | None) -> str:
    """Return the month and year of an ISO 8601 date."""
    return day(iso[:7]) if iso else "undated"


def render_template(
    name: str, context: Mapping[str, Any], templates: Path | Templates | None = None
) -> str:
    """Return a template filled with plain data.

    Raises:
        RenderError: it has an error, uses what it may not, or asks for what there is not; with its
            file and line.
    """
    given = _as_templates(templates)
    environment = make_environment(given)
    try:
        text = "".join(_limited(environment.get_template(name).generate(context)))
    except TemplateSyntaxError as error:
        file = shown(error.filename or error.name or name)
        raise RenderError(file, error.lineno, f"{error.message}; mend the template") from error
    except TemplateNotFound as error:
        looked = f"there is no template of this name; looked in {', '.join(_folders(given.folder))}"
        raise RenderError(str(error.name or name), None, looked) from error
    except OSError as error:
        reason = f"cannot be read ({error.strerror}); change its mode"
        raise RenderError(shown(str(error.filename or name)), None, reason) from error
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
        MemoryError,
    ) as error:
        file, line = _place(error, name)
        cause = str(error) or f"stopped by {type(error).__name__}"
        raise RenderError(file, line, f"{cause}; mend the template") from error
    if given.trace is None:
        return text
    traced = trace_of(name, text, context)
    given.trace(traced)
    return traced.text


def _folders(user_folder: Path | None) -> list[str]:
    return [str(user_folder)] * bool(user_folder) + ["the built-in templates"]


def _limited(pieces: Iterator[str]) -> Iterator[str]:
    left = MOST_CHARACTERS
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise SecurityError(f"the output has more than {MOST_CHARACTERS:,} characters")
        yield piece


def _place(error: BaseException, name: str) -> tuple[str, int | None]:
    """Return the template file and line in which an error arose."""
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if re.search(r"\.(?:html|css|svg|txt|js)$", f.filename)]
    return (shown(inside[-1].filename), inside[-1].lineno) if inside else (name, None)


def shown(file: str) -> str:
    """Return a built-in template's file without the machine's folders; a user's as it is."""
    try:
        return Path(file).relative_to(built_in_folder()).as_posix()
    except ValueError:
        return file


def trusted(markup: str) -> Markup:
    """Mark text that this program made, such as a chart, as markup."""
    return Markup(markup)  # noqa: S704 - charts and style sheets of ours only, never source text
