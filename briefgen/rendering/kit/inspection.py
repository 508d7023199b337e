"""What is wrong with a template's output, each fault with the file and line of the template.

Run by `check` as a renderer, in a worker within limits: its artifact is the list of faults as JSON.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import pairwise

from briefgen.errors import RenderError
from briefgen.model import Artifact, Brief
from briefgen.model.text import count_words
from briefgen.rendering import RenderOptions
from briefgen.rendering.audiences import AUDIENCES
from briefgen.rendering.environment import shown
from briefgen.rendering.formats.glyphs import NOWHERE
from briefgen.rendering.kit.check import Fault
from briefgen.rendering.kit.contrast import contrast_faults
from briefgen.rendering.kit.pages import Page, Tag
from briefgen.rendering.kit.reading import reading_faults
from briefgen.rendering.kit.tracing import Traced
from briefgen.rendering.templates import Templates
from briefgen.runtime import extensions

MAIL_WORDS = 300
"""The most words that a mail quotes; its bytes are limited where it is rendered."""
LOADING = {
    "src", "srcset", "poster", "data", "background", "longdesc", "manifest", "archive", "xlink:href",
}  # fmt: skip
"""Attributes whose address is loaded with the page."""
LOADING_TAGS = frozenset({"link", "use", "image", "feimage", "base"})
"""Elements whose `href` is loaded with the page or changes what is."""
CSS_ADDRESS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])\s*([^"')\s]+)""")
SAFE_ADDRESS = re.compile(r"data:|#|$|(?:\.\./base/)?fonts/[\w.-]+\.ttf$")
"""What may be loaded: what the page carries itself, and the shipped fonts."""


def inspect(brief: Brief, audience: str, options: RenderOptions) -> Artifact:
    """Return the faults of an audience's templates, filled with a brief, as a JSON list."""
    given = options.templates
    templates = given if isinstance(given, Templates) else Templates(folder=given)
    traces: dict[str, Traced] = {}
    traced = replace(templates, trace=lambda t: traces.update({t.template: t}))
    faults: set[Fault] = set()
    names: frozenset[str] = frozenset()
    try:
        for renderer in AUDIENCES[audience].renderers:
            options = replace(options, templates=traced)
            faults |= set(_rendering_faults(renderer, brief, audience, options))
        names = frozenset().union(*(t.given for t in traces.values()))
        for trace in traces.values():
            faults |= set(page_faults(trace, traces))
    except RenderError as error:  # a page without its style cannot be judged
        cause = error.cause.removesuffix("; mend the template")  # as reading alone says it
        faults.add(Fault(file=error.template, line=error.line or 0, problem=cause))
    used = frozenset(file for t in traces.values() for file, _ in t.places)
    faults |= set(reading_faults(templates, names, used))
    content = json.dumps([asdict(fault) for fault in sorted(faults)]).encode()
    return Artifact(name="faults.json", media_type="application/json", content=content)


def _rendering_faults(
    renderer: str, brief: Brief, audience: str, options: RenderOptions
) -> Iterator[Fault]:
    """Yield what a renderer complains of, and what its artifact has too much of."""
    with _listening() as said:
        artifact = extensions.resolve("renderer", renderer)(brief, audience, options)
    own = [m for m in said if NOWHERE not in m]
    yield from (Fault(file=f"{audience} {renderer}", line=0, problem=m) for m in own)
    if renderer == "mail":
        words = count_words(Page(artifact.content.decode()).quoted)
        if words > MAIL_WORDS:
            problem = f"the mail quotes {words} words of its sources; {MAIL_WORDS} are the most"
            yield Fault(file=f"{audience}/page.html", line=0, problem=problem)


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what the page engine complains of, and let nobody else hear it."""
    said: list[str] = []
    logger = logging.getLogger("briefgen.pages")
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    others, logger.handlers = logger.handlers, [handler]
    propagate, logger.propagate = logger.propagate, False
    try:
        yield said
    finally:
        logger.handlers, logger.propagate = others, propagate


def page_faults(trace: Traced, traces: dict[str, Traced]) -> Iterator[Fault]:
    """Yield what is wrong with one rendered template."""
    if trace.template.endswith(".css"):
        found: Iterable[tuple[int, str]] = _style_faults(trace.text)
    elif trace.template.endswith(".html"):
        page = Page(trace.text)
        style = traces.get(_style_of(trace.template))
        found = (
            *_heading_faults(page.tags),
            *_alt_faults(page.tags, printed=trace.template.endswith("page.html")),
            *_address_faults(page.tags),
            *contrast_faults(trace.text, page.tags, style.text if style else ""),
        )
    else:
        return
    for offset, problem in found:
        file, line = trace.place(offset)
        yield Fault(file=shown(file), line=line, problem=problem)


def _style_of(page: str) -> str:
    """Return the name of a page's style sheet: web.html has web.css, page.html style.css."""
    return page.replace("page.html", "style.css").replace(".html", ".css")


def _heading_faults(tags: Sequence[Tag]) -> Iterator[tuple[int, str]]:
    headings = [t for t in tags if re.fullmatch("h[1-6]", t.name)]
    if headings and headings[0].name != "h1":
        yield headings[0].offset, f"the first heading is {headings[0].name}; begin with h1"
    for before, after in pairwise(headings):
        if int(after.name[1]) > int(before.name[1]) + 1:
            yield (
                after.offset,
                f"{after.name} follows {before.name}; use h{int(before.name[1]) + 1}",
            )


def _alt_faults(tags: Sequence[Tag], *, printed: bool) -> Iterator[tuple[int, str]]:
    for n, tag in enumerate(tags):
        alt = tag.attributes.get("alt")
        if tag.name == "img" and (alt is None or (printed and not alt)):
            yield tag.offset, "a picture without a text in alt; say what it shows"
        hidden = tag.attributes.get("aria-hidden") == "true"
        named = tag.attributes.get("aria-label") or tag.attributes.get("aria-labelledby")
        titled = n + 1 < len(tags) and tags[n + 1].name == "title"
        if tag.name == "svg" and not (hidden or named or titled):
            yield tag.offset, "a drawing without a title; give it <title> or aria-label"


def _address_faults(tags: Sequence[Tag]) -> Iterator[tuple[int, str]]:
    for tag in tags:
        for name, value in tag.attributes.items():
            loads = name in LOADING or (name == "href" and tag.name in LOADING_TAGS)
            addresses = [value or ""] if loads else _css_addresses(value or "", name)
            for address in addresses:
                if not SAFE_ADDRESS.match(address):
                    yield tag.offset, _loads(address)


def _css_addresses(value: str, attribute: str) -> list[str]:
    return CSS_ADDRESS.findall(value) if attribute == "style" else []


def _style_faults(style: str) -> Iterator[tuple[int, str]]:
    for found in CSS_ADDRESS.finditer(style):
        if not SAFE_ADDRESS.match(found[1]):
            yield found.start(1), _loads(found[1])


def _loads(address: str) -> str:
    return f"loads {address[:80]!r}, which is not fetched; put it in as a data: address"
