"""The printed page: tagged PDF with bookmarks and the Brief's JSON attached; nothing is fetched."""

from __future__ import annotations

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
from briefgen.models import Artifact, Brief
from briefgen.renderers import RenderOptions
from briefgen.renderers.choice import drop_lowest
from briefgen.renderers.conformance import VARIANT, write_conforming
from briefgen.renderers.context import make_context
from briefgen.renderers.environment import built_in_folder, render_template
from briefgen.renderers.json import FILE_NAME, dump

MOST_PAGES = {"executive": 1, "public": 2}
"""Pages of the audiences that have a limit."""
CONTENTS_PAGES = 4
"""A brief of more pages than this gets a table of contents."""


def render(brief: Brief, audience: str, options: RenderOptions) -> Artifact:
    """Return the PDF of an audience; the executive one has one page, the public one two at the most.

    Raises:
        RenderError: a template or WeasyPrint failed, or the page cannot be made to fit.
    """
    context = make_context(brief, audience, options)
    laid_out = (
        _fit(audience, context, options)
        if audience in MOST_PAGES
        else _with_contents(context, options)
    )
    return Artifact(
        name=f"{audience}.pdf", media_type="application/pdf", content=_write(laid_out, brief)
    )


def _fit(audience: str, context: dict[str, Any], options: RenderOptions) -> Any:
    """Lay an audience's page out, dropping its lowest item until it has as few pages as it may have."""
    page: dict[str, Any] | None = context["page"]
    most = MOST_PAGES[audience]
    while page is not None:
        laid_out = _lay_out(audience, {**context, "page": page}, options)
        if len(laid_out.pages) <= most:
            return laid_out
        page = drop_lowest(page, audience)
    limit = f"{most} page{'s' * (most != 1)}"
    cause = f"it does not fit on {limit} with next to nothing on it; make the template smaller"
    raise RenderError(f"{audience}/page.html", None, cause)


def _with_contents(view: dict[str, Any], options: RenderOptions) -> Any:
    """Lay the analyst's pages out, with a table of contents where there are many."""
    laid_out = _lay_out("analyst", {**view, "contents": True}, options)
    if len(laid_out.pages) > CONTENTS_PAGES:
        return laid_out
    return _lay_out("analyst", {**view, "contents": False}, options)


def _lay_out(audience: str, context: dict[str, Any], options: RenderOptions) -> Any:
    from weasyprint import CSS, HTML  # noqa: PLC0415 - a second to load

    style = render_template(f"{audience}/style.css", {"paper": context["paper"]}, options.templates)
    page = render_template(f"{audience}/page.html", context, options.templates)
    fonts, fetcher = _fonts(), _fetcher()
    base = (built_in_folder() / "base").as_uri() + "/"
    with _quiet(f"{audience}/page.html"):
        sheet = CSS(string=style, font_config=fonts, base_url=base, url_fetcher=fetcher)
        document = HTML(string=page, base_url=base, url_fetcher=fetcher)
        return document.render(font_config=fonts, stylesheets=[sheet], pdf_variant=VARIANT)


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - see above

    return FontConfiguration()


@cache
def _fetcher() -> Any:
    """Return what serves the shipped fonts and nothing else, not from a disk and not from a net."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - see above

    fonts = {p.resolve() for p in (built_in_folder() / "base" / "fonts").glob("*.ttf")}
    served = {p.as_uri() for p in fonts}

    class ShippedFonts(URLFetcher):  # type: ignore[misc]
        """Serves the fonts in templates/base/fonts."""

        def fetch(self, url: str, headers: Any = None) -> Any:
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
        logging.getLogger("briefgen.pages").warning(
            "%s: %s%s", template, message, _font_hint(message)
        )


_SCRIPTS = (
    (0x1100, 0x11FF, "fonts-noto-cjk"), (0x2E80, 0xD7FF, "fonts-noto-cjk"), (0xF900, 0xFAFF, "fonts-noto-cjk"),
    (0xFF00, 0xFFEF, "fonts-noto-cjk"), (0x20000, 0x3FFFF, "fonts-noto-cjk"), (0x1F000, 0x1FAFF, "fonts-noto-color-emoji"),
)  # fmt: skip
"""Code points and the Debian package whose fonts have them; fonts-noto-core has most others."""


def _font_hint(message: str) -> str:
    """Return what helps where a complaint names a missing glyph."""
    point = re.search(r"notdef glyph.*U\+([0-9A-F]{4,6})", message)
    if not point:
        return ""
    code = int(point.group(1), 16)
    package = next((name for low, high, name in _SCRIPTS if low <= code <= high), "fonts-noto-core")
    return f"; install the package {package}"


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
                file_obj=io.BytesIO(dump(brief)), name=FILE_NAME, description="The brief as data (briefgen/brief/1)",
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
