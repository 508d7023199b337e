"""What kind of text an article is: report, analysis, opinion, list, live page or transcript, and why.

Kinds are told by what a page says of itself (title, address, notes) and by how it speaks: a writer who
says "I" outside quotation marks, or who says again and again what must be done, gives an opinion.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from briefgen.model import Article, ArticleKind

_OPINION_TITLE = re.compile(
    r"^(?:opinion|op-?ed|editorial|commentary|comment|column|viewpoint|view|letters?(?: to the editor)?|guest (?:post|essay)|perspective)\s*[:|–—-]"
    r"|[:|–—-]\s*(?:\w+\s)?(?:opinion|op-?ed|editorial|commentary|viewpoint)\s*$"
    r"|\bcommentary (?:on|about|censures|denounces)\b|\b(?:commentator|analyst|columnist)['’]s (?:article|comments?|view)\b|^article (?:of|by) .{0,40}\b(?:analyst|commentator)\b|^editorials? (?:in|of|on|published)\b"
    r"|\b(?:why (?:we|i|you)|we (?:must|need|should)|(?:must|should) (?:not )?(?:be|act|stop|rethink|reconsider|prepare|embrace|abandon|lead|learn|take)|it(?:’|')?s time (?:to|for)|the case (?:for|against)|don(?:’|')t)\b",
    re.IGNORECASE,
)
_ANALYSIS_TITLE = re.compile(
    r"^(?:analysis|explainer|explained|fact check|in depth|news analysis|q&a|what to know|background(?:er)?)\b|[:|–—-]\s*(?:analysis|explainer|explained)\s*$"
    r"|^(?:how|why|what|who|where|when|could|can|will|would|is|are|does|do)\b(?!.*\b(?:says?|said|told)\b)|\?$",
    re.IGNORECASE,
)
_LIVE_TITLE = re.compile(
    r"\blive(?:\s(?:updates?|blog|coverage|report)|:)|^live\b|\bas it happened\b", re.IGNORECASE
)
_TRANSCRIPT_TITLE = re.compile(
    r"\btranscript\b|^(?:full text|read)\b.*\b(?:speech|remarks|statement|address)\b|\bpress briefing by\b",
    re.IGNORECASE,
)
_LIST_TITLE = re.compile(
    r"^(?:the\s)?(?:\d{1,3}|five|six|seven|eight|nine|ten|top \d+)\s(?:\w+\s){0,3}(?:things|ways|reasons|takeaways|facts|questions|charts|photos|moments|stories|books|lessons|tips|steps)\b",
    re.IGNORECASE,
)
_OPINION_PLACE = re.compile(
    r"/(?:opinions?|op-?ed|commentisfree|commentary|comment|editorials?|columns?|columnists?|views?|voices|blogs?|letters|ideas)(?:/|$)",
    re.IGNORECASE,
)
_ANALYSIS_PLACE = re.compile(
    r"/(?:analysis|explainers?|in-depth|features?|fact-?check)(?:/|$)", re.IGNORECASE
)
_LIVE_PLACE = re.compile(r"/(?:live|live-?blogs?|live-updates)(?:/|-|$)", re.IGNORECASE)
_OWN_VIEWS = re.compile(
    r"\b(?:views|opinions)(?: and opinions)? expressed\b|\b(?:columnist|is the author of|op-?ed|opinion (?:piece|article|writer|contributor))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"«][^”\"»]*(?:[”\"»]|$)")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|myself)\b")
_PRESCRIBES = re.compile(
    r"\b(?:must|should|ought to|needs? to|have to|cannot afford|it is (?:high\s)?time|let us|let['’]s)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told|according to|added|argued|urged|called|warned|demanded|insisted)\b"
)
_TURN = re.compile(r"^(?:[A-Z][A-Z .'’-]{1,40}|[QA]|Question|Answer|Reporter|[A-Z]\w+ [A-Z]\w+):\s")
_STAMP = re.compile(
    r"^(?:updated?\s)?\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?\b", re.IGNORECASE
)

FIRST_PERSONS = 2
"""Sentences with "I" outside quotation marks that show a writer; one is a slip of the splitter."""
PRESCRIPTIONS, PRESCRIBING = 3, 0.1
"""So many sentences, and so great a share of all, that say what must be done make an opinion."""
STAMPS = 4
"""Lines with a time that make a live page."""
MOSTLY = 0.5
"""Share of paragraphs that makes a list or a transcript."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article's kind and the sign that tells it."""

    kind: ArticleKind
    why: str


def kind_of(article: Article) -> Told:
    """Return an article's kind and why; a report is what bears no sign of another."""
    for kind, why, holds in _SIGNS:
        if holds(article):
            return Told(kind, why)
    return Told("report", "no sign of another kind")


def _title(pattern: re.Pattern[str]) -> Callable[[Article], bool]:
    return lambda article: bool(article.title and pattern.search(article.title.strip()))


def _address(pattern: re.Pattern[str]) -> Callable[[Article], bool]:
    return lambda article: bool(pattern.search(article.document.declared.url or ""))


def _says_it_is_a_view(article: Article) -> bool:
    return any(
        _OWN_VIEWS.search(r.text) or r.text.strip().lower() == "opinion" for r in article.removed
    )


def _own_words(article: Article) -> list[str]:
    """Return the sentences without what stands in quotation marks."""
    return [_QUOTED.sub("", s.text) for s in article.sentences]


def _in_first_person(article: Article) -> bool:
    return sum(bool(_FIRST_PERSON.search(t)) for t in _own_words(article)) >= FIRST_PERSONS


def _prescribes(article: Article) -> bool:
    own = _own_words(article)
    count = sum(bool(_PRESCRIBES.search(t)) and not _SAID.search(t) for t in own)
    return count >= PRESCRIPTIONS and count >= PRESCRIBING * len(own)


def _has_turns(article: Article) -> bool:
    turns = sum(bool(_TURN.match(p.text)) for p in article.paragraphs)
    return turns > 2 and turns >= MOSTLY * len(article.paragraphs)  # noqa: PLR2004 - a lone colon is no talk


def _has_stamps(article: Article) -> bool:
    lines = [*(r.text for r in article.removed), *article.headings]
    lines += [p.text for p in article.paragraphs]
    return sum(bool(_STAMP.match(t)) for t in lines) >= STAMPS


def _is_itemised(article: Article) -> bool:
    items = sum(p.kind == "item" for p in article.paragraphs)
    return items > 2 and items >= MOSTLY * len(article.paragraphs)  # noqa: PLR2004 - two bullets are no list


_SIGNS: tuple[tuple[ArticleKind, str, Callable[[Article], bool]], ...] = (
    ("live", "its title", _title(_LIVE_TITLE)),
    ("live", "its address", _address(_LIVE_PLACE)),
    ("live", "times before its passages", _has_stamps),
    ("transcript", "its title", _title(_TRANSCRIPT_TITLE)),
    ("transcript", "speakers' turns", _has_turns),
    ("opinion", "its title", _title(_OPINION_TITLE)),
    ("opinion", "its address", _address(_OPINION_PLACE)),
    ("opinion", "a note on the writer's views", _says_it_is_a_view),
    ("opinion", "the first person", _in_first_person),
    ("opinion", "what must be done", _prescribes),
    ("list", "its title", _title(_LIST_TITLE)),
    ("list", "its items", _is_itemised),
    ("analysis", "its address", _address(_ANALYSIS_PLACE)),
    ("analysis", "its title", _title(_ANALYSIS_TITLE)),
)
"""Kind, sign, test; the first that holds decides."""
