"""The printed page: tagged PDF with bookmarks and the Brief's JSON attached; nothing is fetched."""

from __future__ import annotations

import base64
import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from briefgen.errors import RenderError
from briefgen.model import Artifact, Brief
from briefgen.model.frozen import FILE_NAME, dump
from briefgen.rendering import RenderOptions
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.environment import built_in_folder, compile_built_in, render_template
from briefgen.rendering.formats import glyphs
from briefgen.rendering.formats.conformance import VARIANT, write_conforming
from briefgen.rendering.formats.fitting import Setting, fit
from briefgen.rendering.pages.context import make_context
from briefgen.runtime.collection import uncollected

ROOT = re.compile(r":root\s*\{([^{}]*)\}")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
MOST_NESTED = 4
"""How deep a variable can stand in another one's value."""
MOST_GROWTH = 100_000
"""Characters that the values may be longer than the variables."""
ENDLESS = {
    "A4": "@page { size: 210mm 4000mm }",
    "Letter": "@page { size: 215.9mm 4000mm }",
}
"""Sheets as wide as a paper on which everything has room, to see how much there is."""
MOST_CITES = 8
"""Citations of other articles that a note lists; the web page lists all."""
MOST_VALUES = 4
"""Differing values of one claim, and other wordings of a quotation, that are printed."""


def prepare() -> None:
    """Make what all renderings need, for the processes that are forked from this one.

    No font is looked for: newer versions of Pango do it in a thread, which a fork does not have.
    """
    from pyphen import Pyphen  # noqa: PLC0415 - comes with WeasyPrint

    compile_built_in()
    Pyphen(lang="en")  # keeps the patterns that it has read


def render(brief: Brief, audience: str, options: RenderOptions) -> Artifact:
    """Return the PDF of an audience; the executive one has one page, the public one two at the most.

    Raises:
        RenderError: a template or WeasyPrint failed, or the page cannot be made to fit.
    """
    context = {
        **make_context(brief, audience, options),
        "most_cites": MOST_CITES,
        "most_values": MOST_VALUES,
        "said": set(),
    }
    with uncollected():  # a page's boxes live until it is written
        laid_out = (
            _fitted(audience, context, options)[0]
            if AUDIENCES[audience].most_pages
            else _behind_first_page(audience, context, options)
        )
        content = _write(laid_out, brief)
    return Artifact(name=f"{audience}.pdf", media_type="application/pdf", content=content)


def _behind_first_page(audience: str, context: dict[str, Any], options: RenderOptions) -> Any:
    """Lay an audience's pages out: the page of another one, fitted as that audience's is, and what stands behind it."""
    first = AUDIENCES[audience].opens_with or audience
    setting = options.found.get(first)
    if setting is None:
        setting = _fitted(first, {**context, "audience": first}, options)[1]
    return _lay_out(audience, {**context, **setting.given, "contents": True}, options)


def _fitted(audience: str, context: dict[str, Any], options: RenderOptions) -> tuple[Any, Setting]:
    """Lay a page out until it fits, and leave its setting to the renderings of the same job."""
    made = fit(audience, context, lambda given: _lay_out(audience, given, options))
    options.found[audience] = made[1]
    return made


def _lay_out(audience: str, context: dict[str, Any], options: RenderOptions) -> Any:
    from weasyprint import CSS, HTML  # noqa: PLC0415 - a second to load

    style = render_template(f"{audience}/style.css", context, options.templates)
    page = render_template(f"{audience}/page.html", context, options.templates)
    own = tuple((font["role"], font["data"]) for font in context["house"]["fonts"])
    fonts, fetcher = _fonts(own), _fetcher(own)
    base = (built_in_folder() / "base").as_uri() + "/"
    with _quiet(f"{audience}/page.html"):
        _name_missing_glyphs(audience, page, context)
        sheet = CSS(
            string=with_values(style), font_config=fonts, base_url=base, url_fetcher=fetcher
        )
        endless = [CSS(string=ENDLESS[context["paper"]])] if context.get("endless") else []
        document = HTML(string=page, base_url=base, url_fetcher=fetcher)
        return document.render(
            font_config=fonts, stylesheets=[sheet, *endless], pdf_variant=VARIANT
        )


def _name_missing_glyphs(audience: str, page: str, context: dict[str, Any]) -> None:
    """Say which characters of a page no font has, once a rendering."""
    lacking = "".join(c for c in glyphs.missing(page, _draw) if c not in context["said"])
    context["said"].update(lacking)
    for message in glyphs.messages(lacking, context):
        logging.getLogger("briefgen.pages").warning("%s/page.html: %s", audience, message)


def _draw(markup: str) -> None:
    """Draw a page for nobody, with the shipped fonts and the machine's."""
    from weasyprint import HTML  # noqa: PLC0415 - see above

    HTML(string=markup, url_fetcher=_fetcher(())).write_pdf(font_config=_fonts(()))


def with_values(style: str) -> str:
    """Return a style sheet with the values of its root's variables in their places.

    The page engine looks each variable up again for each element, a fifth of a long table's time. What
    is declared anywhere but in the root, or under a condition, stays a variable.
    """
    if "@media" in style or "@supports" in style:
        return style
    elsewhere = set(re.findall(r"(--[\w-]+)\s*:", ROOT.sub("", style)))
    values = {
        name: value.strip()
        for block in ROOT.findall(style)
        for name, value in re.findall(r"(--[\w-]+)\s*:([^;{}!]*)(?:;|$)", block)
        if name not in elsewhere
    }
    filled = style
    for _ in range(MOST_NESTED):
        filled = VARIABLE.sub(lambda found: values.get(found[1], found[0]), filled)
        if len(filled) > MOST_GROWTH + len(style):
            return style  # variables that multiply each other: the worker's limits hold them
    return filled


Own = tuple[tuple[str, str], ...]
"""A series' own fonts: each one's role, and its bytes in Base64."""


@cache
def _fonts(_own: Own) -> Any:
    """Return what knows the fonts of pages; one for each set of own fonts, which go by the same names."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - see above

    return FontConfiguration()


@cache
def _fetcher(own: Own) -> Any:
    """Return what serves the shipped fonts, a series' own, and nothing else, not from a disk and not from a net."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - see above

    fonts = {p.resolve() for p in (built_in_folder() / "base" / "fonts").glob("*.ttf")}
    served = {p.as_uri() for p in fonts}

    folder = (built_in_folder() / "base" / "fonts").as_uri()
    frozen = {f"{folder}/own-{role}.ttf": data for role, data in own}

    class ShippedFonts(URLFetcher):  # type: ignore[misc]
        """Serves the fonts in templates/base/fonts, and those of the brief beside them."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in frozen:
                return URLFetcherResponse(url, base64.b64decode(frozen[url]))
            if (
                url.startswith("data:")
                or url in served
                or unquote(urlsplit(url).path) in map(str, fonts)
            ):
                return super().fetch(url, headers)
            raise ValueError(f"{url!r} is not fetched: pages show what is in the brief")

    return ShippedFonts(allowed_protocols={"data", "file"}, allow_redirects=False)


class _Warnings(logging.Handler):
    """Collects what WeasyPrint complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _quiet(template: str) -> Iterator[None]:
    """Turn WeasyPrint's exceptions and complaints into ours."""
    logger = logging.getLogger("weasyprint")
    handler = _Warnings()
    logger.addHandler(handler)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield
    except (
        RecursionError,
        AssertionError,
        ValueError,
        TypeError,
        LookupError,
        ArithmeticError,
        AttributeError,
    ) as error:
        raise RenderError(
            template,
            None,
            f"the page engine failed ({type(error).__name__}: {error}); simplify the template",
        ) from error
    except OSError as error:
        cause = f"the page engine cannot write its temporary files ({error.strerror})"
        raise RenderError(
            template, None, f"{cause}; free space, or set TMPDIR to a roomier folder"
        ) from error
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
    for message in dict.fromkeys(handler.said):
        if not glyphs.said_of(message):  # said before
            logging.getLogger("briefgen.pages").warning("%s: %s", template, message)


def _write(laid_out: Any, brief: Brief) -> bytes:
    """Return the PDF's bytes: dated by the cut-off and not by a clock, with the brief attached."""
    from weasyprint import Attachment  # noqa: PLC0415 - see above

    stamp = datetime.fromisoformat(brief.as_of).replace(tzinfo=UTC)
    laid_out.metadata.created = laid_out.metadata.modified = stamp.isoformat()
    laid_out.metadata.generator = f"briefgen {brief.generator.version}"
    identifier = re.sub(r"\W", "", brief.generator.profile_sha256)[:16].encode()

    def write(finisher: Any) -> bytes:
        laid_out.metadata.attachments = [
            Attachment(
                file_obj=io.BytesIO(dump(brief)), name=FILE_NAME, description=f"The brief as data ({brief.schema})",
                created=stamp, modified=stamp, relationship="Data",
            )
        ]  # fmt: skip
        target = io.BytesIO()
        laid_out.write_pdf(
            target, finisher=finisher, pdf_variant=VARIANT, pdf_identifier=identifier
        )
        return target.getvalue()

    with _quiet("the PDF"):
        return write_conforming(write)
