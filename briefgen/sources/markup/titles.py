"""What a page's article is called: the heading that its metadata bears out, without the site's name and without a kicker.

A title stands in up to ten places of a page, and they differ: what metadata holds is often written for search
engines, what the page's `title` holds bears the site's name, a heading holds a kicker ("Interview") as well. So a
title that is told is looked for among the headings, whole and part by part; what is shown goes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import _Element
from lxml.html import HtmlElement

from briefgen.model.text import printed
from briefgen.sources.markup.lines import SILENT

TITLES = (
    "dc:title", "dcterms:title", "og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title",
    "citation_title", "headline", "title",
)  # fmt: skip
"""Names of meta elements that hold a title, the surest first."""
_MARKS = re.compile(r"\s+(?:\||[-–—]|::?|»|«|•|·|/|~|<|>|\\|@)\s+|\s*\|\s*|(?<=\w):\s+")
_KICKER = re.compile(
    r"over-?line|kicker|dachzeile|top-?line|eye-?brow|sub-?head|super-?title|pre-?title|sub-?title|fly-?title|rubric|label|badge|colon|"
    r"antetitulo|surtitre|edit-?section|screen-?reader|visually-?hidden|sr-only",
    re.IGNORECASE,
)
"""How the class of a part of a heading begins or goes on that is no part of the title."""
_NO_TITLE = frozenset(
    "home homepage start startseite index welcome willkommen untitled accueil inicio".split()
)
"""What stands for a title where nobody has given one."""
PIECES = 10
"""A heading of more pieces is taken whole."""
FIRST = 1.2
"""What a title begins with is as good as a part that is so much longer: sites stand behind their titles."""
STEM = 6
"""Letters by which words of titles are the same."""
SHARED = 0.3
"""A page's only main heading is its title where it has two words and so large a share of the words of what metadata tell."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it is shown: its text without kickers, and all runs of its pieces."""

    tag: str
    text: str
    runs: tuple[str, ...]


def find_title(
    tree: HtmlElement, headlines: Iterable[str | None], named: Mapping[str, str], site: str
) -> str | None:
    """Return the title of a page's article; None where it has none.

    ``headlines`` are those of its JSON-LD, ``named`` its meta elements, ``site`` the site's name or "".
    """
    headings = [h for h in (_heading(e) for e in tree.iter("h1", "h2", "h3")) if h]
    whole = next((shown(e) for e in tree.iter("title")), "")
    told = [t for t in (*headlines, *(named.get(key) for key in TITLES), whole) if t]
    claims = [t for t in told if not _is_site(t, site)]
    main = _main(headings, site)
    for claim in claims:
        found = _borne(claim, headings, site)
        if found:
            return found
    if main and _fits(main.text, claims):
        return main.text
    likely = [without_site(claim, site) for claim in claims or told]
    return likely[0] if likely else headings[0].text if headings else None


def shown(element: _Element) -> str:
    """Return the text of an element on one line."""
    return printed(" ".join(str(part) for part in element.itertext()))


def same_words(one: str, other: str) -> bool:
    """Return whether two titles have the same words."""
    return bool(one) and letters(one) == letters(other)


def letters(text: str) -> str:
    """Return the letters and digits of a text, by which titles are compared."""
    return "".join(re.findall(r"\w+", text.casefold()))


# Headings ------------------------------------------------------------------------------------------


def _heading(element: HtmlElement) -> Heading | None:
    """Return a heading; None for one that shows nothing."""
    pieces = [(printed(text), aside) for text, aside in _pieces(element) if printed(text)]
    kept = [text for text, aside in pieces if not aside] or [text for text, _ in pieces]
    if not kept:
        return None
    spans = range(len(kept)) if len(kept) <= PIECES else ()
    runs = [" ".join(kept[a : b + 1]) for a in spans for b in spans if b >= a]
    text = printed(" ".join(kept))
    return Heading(str(element.tag), text, tuple(dict.fromkeys([text, *runs])))


def _pieces(element: _Element, depth: int = 0) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a heading, and whether each stands beside the title: a kicker, a small line below it."""
    if element.text:
        yield element.text, False
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SILENT and depth < PIECES:
            aside = child.tag == "small" or bool(_KICKER.search(child.get("class") or ""))
            for text, inner in _pieces(child, depth + 1):
                yield text, aside or inner
        if child.tail:
            yield child.tail, False


def _main(headings: Sequence[Heading], site: str) -> Heading | None:
    """Return the page's only main heading that is not the site's name."""
    first = [h for h in headings if h.tag == "h1" and not _is_site(h.text, site)]
    return first[0] if len({letters(h.text) for h in first}) == 1 else None


def _fits(text: str, claims: Sequence[str]) -> bool:
    """Return whether a heading has words of what is told, or nothing is told that could be a title."""
    own = _stems(text)
    for claim in claims:
        words = _stems(claim)
        least, shared = min(len(own), len(words)), len(own & words)
        if shared and shared >= (SHARED if shared > 1 else 1) * least:
            return True
    return all(letters(claim) in _NO_TITLE for claim in claims)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in re.findall(r"\w{3,}", text.casefold()))


def _is_site(text: str, site: str) -> bool:
    return same_words(text, site) or bool(site and letters(text) == letters(site.partition(".")[0]))


# The site's name -----------------------------------------------------------------------------------


def _parts(title: str) -> list[str]:
    """Return the title and all runs of its parts, the longest first; one that it begins with goes before one as long."""
    marks = list(_MARKS.finditer(title))
    starts, ends = [0, *(m.end() for m in marks)], [*(m.start() for m in marks), len(title)]
    parts = [(title[a:b], 1.0 if a else FIRST) for a in starts for b in ends if b > a]
    return [part for part, _ in sorted(parts, key=lambda p: -len(letters(p[0])) * p[1])]


def _borne(claim: str, headings: Sequence[Heading], site: str) -> str | None:
    """Return what a heading shows of a title that is told: all of it, or the longest of its parts."""
    for part in _parts(claim):
        if _is_site(part, site):
            continue
        for heading in headings:
            for run in heading.runs:
                if same_words(part, run):
                    return run
    return None


def without_site(title: str, site: str) -> str:
    """Return a title without the name of the site before or behind it."""
    marks = list(_MARKS.finditer(title))
    for mark in reversed(marks):
        before, behind = title[: mark.start()], title[mark.end() :]
        if (
            site
            and (letters(behind) in letters(site) or letters(site) in letters(behind))
            and before
        ):
            return without_site(before, site)
        if site and letters(before) and letters(before) == letters(site):
            return behind
    strong = [m for m in marks if ":" not in m.group()]
    if strong and not site:
        before, behind = title[: strong[-1].start()], title[strong[-1].end() :]
        if len(before.split()) >= 4 and len(behind.split()) <= 4:  # noqa: PLR2004 - a title, a name
            return before
        if len(behind.split()) > 2 * len(before.split()) + 2:
            return behind
    return title
