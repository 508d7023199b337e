"""What kind of text an article is: report, analysis, opinion, list, live page or transcript, and why.

Sure signs come first: what a page says of itself (title, address, publisher, notes) and how it is laid
out (times before passages, speakers' turns, numbered parts). An article without one is judged by how it
speaks (`briefgen.language.genres`): a report, unless it is more likely an analysis or an opinion.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from briefgen.language.cued import cue, seen
from briefgen.language.english import genres
from briefgen.model import Article, ArticleKind, Genre

_COUNTED = (
    r"things|ways|reasons|takeaways|facts|questions|answers|charts|photos|moments|stories|books|lessons|tips"
    r"|steps|points|numbers|signs|theories|myths|quotes|winners|losers|people|places|options|scenarios|highlights"
)
_NUMBER = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|a dozen|top \d+)"
_OPINION_TITLE = re.compile(
    r"^(?:opinions?|op-?eds?|editorials?|commentary|comment|column|viewpoint|view|letters?(?: to the editor)?|guest (?:post|essay|column)|perspective)\s*[:|–—-]"
    r"|[:|–—-]\s*(?:\w+\s)?(?:opinion|op-?ed|editorial|commentary|viewpoint)\s*$"
    r"|\bcommentary (?:on|about|censures|denounces)\b|\b(?:commentator|analyst|columnist)['’]s (?:article|comments?|view)\b|^article (?:of|by) .{0,40}\b(?:analyst|commentator)\b|^editorials? (?:in|of|on|published)\b",
    re.IGNORECASE,
)
_ANALYSIS_TITLE = re.compile(
    r"^(?:(?:news )?analysis|explainer|explained|fact[ -]?check|in depth|q&a|what (?:to|you need to) know|background(?:er)?)\b(?!.*\b(?:says?|said|told)\b)|[:|–—-]\s*(?:analysis|explainer|explained)\s*$"
    r"|(?:^|[:?.]\s)(?:how|why|what)\b(?!.*\b(?:says?|said|told)\b)|^(?:who|where|when|could|can|will|would|is|are|does|did)\b(?!.*\b(?:says?|said|told)\b)|\?$",
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
    rf"(?:^|[:?.!–—-]\s)(?:here are\s|the\s)?{_NUMBER}\s(?:[\w’'-]+\s){{0,3}}(?:{_COUNTED})\b|^(?:round-?up|the week in|week in review|in brief)\b",
    re.IGNORECASE,
)
_OPINION_PLACE = re.compile(
    r"/(?:opinions?|op-?ed|commentisfree|commentary|comment|editorials?|columns?|columnists?|views?|letters|ideas)(?:/|$)",
    re.IGNORECASE,
)
_OPINION_PUBLISHER = re.compile(
    r"\b(?:opinions?|op-?ed|editorials?|commentary|guest (?:writer|author|columnist))\b",
    re.IGNORECASE,
)
_ANALYSIS_PLACE = re.compile(
    r"/(?:analysis|explainers?|in-depth|fact-?check)(?:/|$)", re.IGNORECASE
)
_LIVE_PLACE = re.compile(r"/(?:live|live-?blogs?|live-updates)(?:/|-|$)", re.IGNORECASE)
_OWN_VIEWS = re.compile(
    r"\b(?:views|opinions)(?: and opinions)? expressed\b|\b(?:columnist|is the author of|op-?ed|opinion (?:piece|article|writer|contributor))\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"^(?:[A-Z][A-Z .'’-]{1,40}|[QA]|Question|Answer|Reporter|[A-Z]\w+ [A-Z]\w+):\s")
_STAMP = re.compile(
    r"^(?:updated?(?: at)?\s)?\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?\b",
    re.IGNORECASE,
)
_HERE = cue(
    r"«here»(?:['’]s| are| is)\b[^.!?]*[:.]?$",
    r"«following|below» (?:are|is)\b[^.!?]*[:.]?$",
    r"(?:daily|weekly|morning|evening) «summary|roundup|digest|briefing»\b", r"(?:daily|weekly|morning|evening) «round»-up\b",
    opens=r"\b", flags=re.IGNORECASE,
)  # fmt: skip
_PART = re.compile(
    r"^(?:--|[–—•*-])\s?\S|^[A-Z][A-Z’'&.,:-]+(?:\s[A-Z0-9’'&.,:-]+)+\b|^[A-Z][\w’' ]{2,40}\s?[-–—]\s[A-Z“]|^\d{1,2}[.)]\s"
)

STAMPS = 4
"""Lines with a time that make a live page."""
MOSTLY = 0.5
"""Share of paragraphs that makes a list or a transcript."""
PARTS, PARTED = 3, 0.3
"""Headings or labelled paragraphs, and their share, that make a list of what announces one."""
MANY_PARTS = 10
"""Labelled parts that make a list of a text in which no bullets open."""
LABEL = 60
"""Characters of a paragraph that is but a label with a colon."""
FIRST = 8
"""Paragraphs in which a list announces itself."""
OPINION, ANALYSIS = 0.5, 0.4
"""Probability from which the way an article speaks makes it one."""
DEMANDING = 0.5
"""Share of sentences in which the writer says what must be done; so many make an opinion of any text."""
VOICE = 0.45
"""Words in a hundred that show a writer: one in twenty opinions of 280 has fewer, essays by nobody have."""
ENOUGH = 25
"""Words outside quotation marks below which nothing can be told of how a text speaks."""


def kind_of(article: Article, learned: genres.Model | None = None) -> Genre:
    """Return an article's kind and why; a report is what bears no sign of another.

    Lists are such as long as no opinion is put into points. ``learned`` takes the place of the shipped model.
    """
    if article.genre:
        return article.genre
    sign = next((Genre(kind, why) for kind, why, holds in _SIGNS if holds(article)), None)
    if sign and sign.kind not in _WEAK:
        return sign
    spoken = _by_speech(article, learned)
    return sign if sign and spoken.kind != "opinion" else spoken


_WEAK: frozenset[ArticleKind] = frozenset({"list", "analysis"})
"""Signs of the lay-out and of questions, which an opinion may bear as well."""


def with_kind(article: Article) -> Article:
    """Return the article with its kind, which later stages ask for several times."""
    return replace(article, genre=kind_of(article))


def _by_speech(article: Article, learned: genres.Model | None) -> Genre:
    """Return the kind that the way an article speaks makes likeliest; a report where too little is said.

    Nobody's essay, without a word that shows its writer, is an analysis.
    """
    figures = genres.measure(article.title, [p.text for p in article.paragraphs])
    of = genres.likelihoods(figures, learned)
    views = of["opinion"] >= OPINION or figures["demands"] >= DEMANDING
    if figures["words"] < ENOUGH or not (views or of["analysis"] >= ANALYSIS):
        return Genre("report", "no sign of another kind")
    writer = genres.voice(figures) >= VOICE
    return Genre("opinion" if views and writer else "analysis", "how it speaks")


def _title(pattern: re.Pattern[str]) -> Callable[[Article], bool]:
    return lambda article: bool(article.title and pattern.search(article.title.strip()))


def _address(pattern: re.Pattern[str]) -> Callable[[Article], bool]:
    return lambda article: bool(pattern.search(article.document.declared.url or ""))


def _publisher(pattern: re.Pattern[str]) -> Callable[[Article], bool]:
    return lambda article: bool(pattern.search(article.publisher or ""))


def _says_it_is_a_view(article: Article) -> bool:
    return any(
        _OWN_VIEWS.search(r.text) or r.text.strip().lower() == "opinion" for r in article.removed
    )


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


def _announces_parts(article: Article) -> bool:
    """Return whether an article says "here is where things stand" and has labelled parts behind it."""
    announced = any(_HERE.search(p.text, seen(p.text).keys) for p in article.paragraphs[:FIRST])
    return announced and _parts(article) >= PARTS


def _is_parted(article: Article) -> bool:
    """Return whether a text is one of labelled parts, as a newsletter is, most often with bullets above."""
    items = sum(p.kind == "item" for p in article.paragraphs)
    opening = sum(p.kind == "item" for p in article.paragraphs[:FIRST])
    labelled, others = _parts(article) - items, len(article.paragraphs) - items
    many = labelled >= max(MANY_PARTS, MOSTLY * others)
    return many or (opening >= PARTS and labelled >= max(PARTS, PARTED * others))


def _parts(article: Article) -> int:
    """Return the number of labelled parts: headings, and paragraphs with a label or a dash before them."""
    return len(article.headings) + sum(
        p.kind == "item"
        or (p.text.endswith(":") and len(p.text) <= LABEL)
        or bool(_PART.match(p.text))
        for p in article.paragraphs
    )


_SIGNS: tuple[tuple[ArticleKind, str, Callable[[Article], bool]], ...] = (
    ("live", "its title", _title(_LIVE_TITLE)),
    ("live", "its address", _address(_LIVE_PLACE)),
    ("live", "times before its passages", _has_stamps),
    ("transcript", "its title", _title(_TRANSCRIPT_TITLE)),
    ("transcript", "speakers' turns", _has_turns),
    ("opinion", "its title", _title(_OPINION_TITLE)),
    ("opinion", "its address", _address(_OPINION_PLACE)),
    ("opinion", "its publisher", _publisher(_OPINION_PUBLISHER)),
    ("opinion", "a note on the writer's views", _says_it_is_a_view),
    ("list", "its title", _title(_LIST_TITLE)),
    ("list", "its items", _is_itemised),
    ("list", "the parts that it announces", _announces_parts),
    ("list", "its labelled parts", _is_parted),
    ("analysis", "its address", _address(_ANALYSIS_PLACE)),
    ("analysis", "its title", _title(_ANALYSIS_TITLE)),
)
"""Kind, sign, test; the first that holds decides."""
