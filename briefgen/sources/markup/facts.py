"""What a page tells of itself: its title, day, publisher and address.

Metadata goes before what the page shows, for it is written to be read by programs: JSON-LD, OpenGraph, the
older families of meta elements, then headings and the page's title (`titles`, `days`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from briefgen.model.text import printed
from briefgen.sources.markup.days import Seen, find_day
from briefgen.sources.markup.titles import find_title

ARTICLES = frozenset(
    "Article NewsArticle BlogPosting Report ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle "
    "BackgroundNewsArticle ReviewNewsArticle LiveBlogPosting SocialMediaPosting TechArticle ScholarlyArticle "
    "AdvertiserContentArticle Posting HowTo Recipe MedicalWebPage WebPage".split()
)
"""Types of schema.org that stand for the page's article, ``WebPage`` as the last."""
_SUMMARIES = ("description", "og:description", "twitter:description", "dc.description")
_SITES = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "application-name", "article:publisher", "twitter:app:name:iphone")  # fmt: skip
MAX_JSON = 2_000_000
"""Characters of JSON-LD that are read; the longest of 439 pages had 160,000."""
DEEPEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says of itself; None where it does not."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    summaries: tuple[str, ...] = ()
    """What the page sums its article up with."""


def read_facts(tree: HtmlElement, text: str) -> Facts:
    """Return what a page tells of itself; ``text`` is its HTML."""
    described = tuple(_described(tree))
    named = _named(tree)
    address = _address(tree, named)
    publisher = _publisher(described, named)
    site = publisher or domain_of(address) or ""
    title = find_title(tree, (_text(d.get("headline")) for d in described), named, site)
    told = [_text(d.get(key)) for key in ("datePublished", "dateCreated") for d in described]
    summed = [named.get(key) for key in _SUMMARIES] + [
        _text(d.get("description")) for d in described
    ]
    return Facts(
        title=title,
        date=find_day(tree, [day for day in told if day], named, Seen(title, address, text)),
        publisher=publisher,
        url=address,
        summaries=tuple(dict.fromkeys(s for s in summed if s)),
    )


def _named(tree: HtmlElement) -> dict[str, str]:
    """Return the page's meta elements: the first value of each name, in lower case."""
    named: dict[str, str] = {}
    for element in tree.iter("meta"):
        value = printed(element.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            for key in (element.get(attribute) or "").lower().split():
                if value:
                    named.setdefault(key, value)
    return named


def _described(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON-LD objects that stand for an article, the surest first."""
    found: list[Mapping[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            text = script.text_content()[:MAX_JSON].strip().removeprefix("<!--").removesuffix("-->")
            text = (
                text.replace("/*<![CDATA[*/", "").replace("/*]]>*/", "").strip().removesuffix(";")
            )
            try:
                found += _objects(json.loads(text, strict=False), 0)
            except (ValueError, RecursionError):
                continue
    yield from sorted(found, key=lambda item: "WebPage" in _types(item) or not item.get("headline"))


def _objects(node: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(node, list):
        for item in node:
            yield from _objects(item, depth + 1)
    elif isinstance(node, dict):
        if ARTICLES & set(_types(node)):
            yield node
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            yield from _objects(node.get(key), depth + 1)


def _types(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type", ())
    kinds = kind if isinstance(kind, list) else [kind]
    return [str(k).rsplit("/", 1)[-1] for k in kinds]


def _text(value: Any) -> str | None:
    """Return a value of JSON-LD as text."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return (printed(value) or None) if isinstance(value, str) else None


# Publisher and address -----------------------------------------------------------------------------


def _publisher(described: tuple[Mapping[str, Any], ...], named: Mapping[str, str]) -> str | None:
    """Return who published the page as its metadata has it."""
    said = [named.get("og:site_name"), *(_text(d.get("publisher")) for d in described)]
    for value in (*said, *(named.get(key) for key in _SITES)):
        if (
            value
            and not value.lower().startswith(("http:", "https:", "@"))
            and len(value) <= LONGEST_NAME
        ):
            return value
    return None


LONGEST_NAME = 80


def _address(tree: HtmlElement, named: Mapping[str, str]) -> str | None:
    """Return the page's address as it names it."""
    links = [
        e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower()
    ]
    for value in (*links, named.get("og:url"), named.get("twitter:url"), named.get("parsely-link")):
        if value and is_web(value.strip()):
            return str(value).strip()
    return None


def is_web(address: str) -> bool:
    """Return whether an address is one of the web, and no script or file."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username


def domain_of(address: str | None) -> str | None:
    """Return the domain of an address without "www."."""
    if not address or not is_web(address):
        return None
    return (urlsplit(address).hostname or "").removeprefix("www.") or None
