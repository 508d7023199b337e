"""What a page tells of itself: its title, day, publisher and address.

Metadata goes before what the page shows, for it is written to be read by programs: JSON-LD, OpenGraph, the
older families of meta elements, then headings and the page's title. A day is asked of htmldate where none
of those has one.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from briefgen.model.text import printed
from briefgen.sources.extract.given_dates import read_given_date

ARTICLES = frozenset(
    "Article NewsArticle BlogPosting Report ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle "
    "BackgroundNewsArticle ReviewNewsArticle LiveBlogPosting SocialMediaPosting TechArticle ScholarlyArticle "
    "AdvertiserContentArticle Posting WebPage".split()
)
"""Types of schema.org that stand for the page's article, ``WebPage`` as the last."""
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "citation_title", "headline")  # fmt: skip
_SITES = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "application-name", "article:publisher", "twitter:app:name:iphone")  # fmt: skip
_DAYS = (
    "article:published_time", "og:article:published_time", "og:published_time", "parsely-pub-date", "sailthru.date",
    "datepublished", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "date.created",
    "citation_publication_date", "article:published", "originalpublicationdate", "cxenseparse:recs:publishtime",
    "rnews:datepublished", "article.published", "article_date_original", "ptime", "displaydate", "shareaholic:article_published_time",
)  # fmt: skip
_SUFFIX = re.compile(r"\s+(?:\||[-–—]|::|»|•|·|/|~|<|>|\\)\s+|\s*\|\s*|(?<=\w):\s+")
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


def read_facts(tree: HtmlElement, text: str) -> Facts:
    """Return what a page tells of itself; ``text`` is its HTML."""
    described = tuple(_described(tree))
    named = _named(tree)
    address = _address(tree, named)
    publisher = _publisher(described, named)
    return Facts(
        title=_title(tree, described, named, publisher),
        date=_agreed(_day(described, named), _found_day(text)),
        publisher=publisher,
        url=address,
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


# Title ---------------------------------------------------------------------------------------------


def _title(
    tree: HtmlElement,
    described: tuple[Mapping[str, Any], ...],
    named: Mapping[str, str],
    publisher: str | None,
) -> str | None:
    """Return the article's title: the first heading that the page's metadata bears out, else what they say."""
    headings = [h for h in (_shown(e) for e in tree.iter("h1", "h2", "h3")) if h]
    told = [t for t in (*(_text(d.get("headline")) for d in described), *(named.get(k) for k in _TITLES)) if t]  # fmt: skip
    whole = next((_shown(e) for e in tree.iter("title")), "")
    site = publisher or ""
    claims = [without_site(t, site, headings) for t in (*told, whole) if t]
    claims = [c for c in claims if not (site and same_words(c, site))] or claims
    for claim in claims:
        heading = next((h for h in headings if same_words(h, claim)), None)
        if heading:
            return heading
    if claims:
        return claims[0]
    return headings[0] if headings else None


def _shown(element: HtmlElement) -> str:
    return printed(" ".join(element.itertext()))


def same_words(one: str, other: str) -> bool:
    """Return whether two titles have the same words."""
    return bool(one) and _words(one) == _words(other)


def _words(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))


def without_site(title: str, site: str, headings: list[str]) -> str:
    """Return a title without the name of the site before or behind it."""
    marks = list(_SUFFIX.finditer(title))
    edges = [0, *(m.end() for m in marks)], [*(m.start() for m in marks), len(title)]
    parts = [title[a:b] for a in edges[0] for b in edges[1] if b > a and (a, b) != (0, len(title))]
    borne = [
        p for p in parts if any(same_words(p, h) for h in headings) and not same_words(p, site)
    ]
    if borne:
        return max(borne, key=lambda part: len(part.split()))
    for mark in reversed(marks):
        before, behind = title[: mark.start()], title[mark.end() :]
        if site and (_words(behind) in _words(site) or _words(site) in _words(behind)) and before:
            return without_site(before, site, headings)
        if site and _words(before) and _words(before) == _words(site):
            return behind
    strong = [m for m in marks if ":" not in m.group()]
    if strong and not site:
        before, behind = title[: strong[-1].start()], title[strong[-1].end() :]
        if len(before.split()) >= 4 and len(behind.split()) <= 4:  # noqa: PLR2004 - a title, a name
            return before
        if len(behind.split()) > 2 * len(before.split()) + 2:
            return behind
    return title


# Day -----------------------------------------------------------------------------------------------

_YEAR = re.compile(r"(?:19|20)\d\d")


def _day(described: tuple[Mapping[str, Any], ...], named: Mapping[str, str]) -> str | None:
    """Return the day of publication as the metadata has it."""
    said = [_text(d.get("datePublished")) for d in described]
    said += [_text(d.get("dateCreated")) for d in described]
    for value in (*said, *(named.get(key) for key in _DAYS)):
        if value and _YEAR.search(value):
            return value
    return None


def _agreed(said: str | None, found: str | None) -> str | None:
    """Return the day of publication: as the metadata has it, but where htmldate, which weighs them too, finds another."""
    if said is None or found is None:
        return said or found
    readings = read_given_date(said)
    return said if any(r.date[: len(found)] == found for r in readings) else found


def _found_day(text: str) -> str | None:
    """Return the day that htmldate finds in a page."""
    from htmldate import find_date  # noqa: PLC0415 - a third of a second

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found: str | None = find_date(text, original_date=True, extensive_search=True)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return found or None


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
