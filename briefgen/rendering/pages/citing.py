"""What stands under a sentence: publisher and day as a link to the very sentence, who says it, where else it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from briefgen.model import Brief, Sentence, Source
from briefgen.model.publishers import publisher_name
from briefgen.rendering.pages.days import near_day
from briefgen.rendering.pages.labels import number

FIRST_WORDS, LAST_WORDS = 5, 5
"""Words of a sentence that its link names at each end; what is shorter than both together is named whole."""
MOST_NAMED = 6
"""Publishers named behind "also in"; the rest is counted."""
LONGEST_TITLE = 64
"""Characters of a title that stands where no publisher is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The line under a sentence, in its parts; each may be empty but the publisher."""

    publisher: str
    """Publisher as readers know it; without one the article's title in quotation marks, or its file."""
    day: str
    """Day of publication: 27 Aug, with the year where it is not the brief's."""
    date: str | None
    """The same as ISO 8601."""
    url: str | None
    """Address of the very sentence in the article, or of the article, or null."""
    said: str
    """Said by John Kerry. Empty where the sentence names its speaker itself, or none is known."""
    elsewhere: str
    """Also in CNN and Fox News."""
    words: str
    """All of it in one line of text."""


def cite(key: str, brief: Brief) -> Citation:
    """Return what stands under a sentence of a brief."""
    sentence = brief.sentences[key]
    source = source_of(sentence, brief)
    publisher, when = name_of(source, brief), day_of(source, brief)
    said, elsewhere = said_by(key, brief), also_in(key, brief)
    head = f"{publisher}, {when}." if when else f"{publisher}."
    return Citation(
        publisher=publisher,
        day=when,
        date=source.published.date,
        url=address_of(sentence, source),
        said=said,
        elsewhere=elsewhere,
        words=" ".join(part for part in (head, said, elsewhere) if part),
    )


def source_of(sentence: Sentence, brief: Brief) -> Source:
    """Return the source of a sentence."""
    return brief.sources[int(sentence.source[1:]) - 1]


# Names and days ----------------------------------------------------------------------------------


def name_of(source: Source, brief: Brief) -> str:
    """Return what readers know a source by: its publisher, else its title in quotation marks, else its file."""
    if source.publisher:
        return publisher_name(source.publisher, names_of(brief))
    if source.title:
        return f"“{_cut(source.title)}”"
    return source.file + (f", line {source.record}" if source.record else "")


def names_of(brief: Brief) -> Mapping[str, str]:
    """Return the names of publishers that the profile gives, by those that articles give."""
    return brief.publication.publishers


def _cut(title: str) -> str:
    """Return a title of a bearable length, cut between words."""
    if len(title) <= LONGEST_TITLE:
        return title
    return title[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def day_of(source: Source, brief: Brief) -> str:
    """Return the day on which a source was published as a reader of the brief needs it: 27 Aug, 3 Jan 2012."""
    return near_day(source.published.date, brief.as_of)


def listed(names: Sequence[str]) -> str:
    """Return names as one says them: CNN; CNN and NPR; CNN, NPR and Politico."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


# Who else ----------------------------------------------------------------------------------------


def said_by(key: str, brief: Brief) -> str:
    """Return who says a sentence, by name or role, where it does not say so itself."""
    said = brief.evidence[key].attribution
    if said.kind not in {"named", "role"} or not said.who:
        return ""
    if said.who.casefold() in brief.sentences[key].text.casefold():
        return ""
    return f"Said by {within(said.who)}."


def within(who: str) -> str:
    """Return words that name a speaker as they stand inside a sentence: the article in front in small letters."""
    return who[:1].lower() + who[1:] if re.match(r"(?:The|An?)\s", who) else who


def also_in(key: str, brief: Brief) -> str:
    """Return which other publishers report a sentence; empty where none surely does."""
    evidence, own = brief.evidence[key], source_of(brief.sentences[key], brief)
    others = [source_of(brief.sentences[k], brief) for k in evidence.also if k in brief.sentences]
    names, unnamed = publishers_of((s for s in others if s.id != own.id), brief)
    names = [name for name in names if not own.publisher or name != name_of(own, brief)]
    if names or unnamed:
        return f"Also in {listed(_shortened(names, unnamed))}{_of_one_house(own, others)}."
    return ""


def alone_in(key: str, brief: Brief) -> str:
    """Return that nobody else here says a sentence, where that is known: the evidence tells it, no page at every sentence."""
    evidence, own = brief.evidence[key], source_of(brief.sentences[key], brief)
    if evidence.independence == "single source" and _is_alone(evidence.event, own, brief):
        return f"No other {'publisher' if own.publisher else 'article'} here says it."
    return ""


def _of_one_house(own: Source, others: Sequence[Source]) -> str:
    """Return a remark where the register says that all who report a thing belong to one owner."""
    if own.group and all(s.group == own.group for s in others):
        return f", all of {own.group}"
    return ""


def _is_alone(event_id: str | None, own: Source, brief: Brief) -> bool:
    """Return whether the event that a sentence tells is known, and nobody but its own publisher tells of it.

    That no other sentence is surely the same is not enough: of those that are, two thirds are not found.
    """
    event = next((e for e in brief.events if e.id == event_id), None)
    if event is None or len(brief.sources) < 2:  # noqa: PLR2004 - somebody else to say it
        return False
    others = [s for s in brief.sources if s.id in set(event.articles) and s.id != own.id]
    return all(s.publisher and name_of(s, brief) == name_of(own, brief) for s in others)


def publishers_of(sources: Iterable[Source], brief: Brief) -> tuple[list[str], int]:
    """Return the publishers of some sources by name, and how many of these have none."""
    found = list({s.id: s for s in sources}.values())
    names = {name_of(s, brief) for s in found if s.publisher}
    return sorted(names, key=str.casefold), sum(not s.publisher for s in found)


def _shortened(names: Sequence[str], unnamed: int) -> list[str]:
    """Return the first names, and how many more publishers and articles there are."""
    shown = list(names) if len(names) <= MOST_NAMED + 1 else list(names[:MOST_NAMED])
    rest = len(names) - len(shown)
    if rest:
        shown.append(f"{number(rest)} others")
    if unnamed:
        shown.append(f"{number(unnamed)} {'other ' * (not names)}article{'s' * (unnamed != 1)}")
    return shown


# Addresses ---------------------------------------------------------------------------------------


def address_of(sentence: Sentence, source: Source) -> str | None:
    """Return where a sentence can be read: its place in the article where browsers find it, else the article.

    Browsers look for the text as the page shows it; what differs from what the source holds (dropped
    marks, folded space) may differ from the page, so that the address alone is given.
    """
    url = web_address(source)
    if url is None:
        return None
    as_it_stands = len(sentence.text) == sentence.end - sentence.start
    return with_fragment(url, text_fragment(sentence.text)) if as_it_stands else url


def web_address(source: Source) -> str | None:
    """Return a source's address if it is one of the web."""
    return source.url if source.url and source.url.startswith(("https://", "http://")) else None


def text_fragment(text: str) -> str:
    """Return the directive that makes a browser show a sentence: its first words and its last, escaped.

    https://wicg.github.io/scroll-to-text-fragment/: the comma, the ampersand and the hyphen part terms there.
    """
    words = text.split()
    if len(words) <= FIRST_WORDS + LAST_WORDS:
        return f":~:text={_escaped(words)}"
    return f":~:text={_escaped(words[:FIRST_WORDS])},{_escaped(words[-LAST_WORDS:])}"


def with_fragment(url: str, directive: str) -> str:
    """Return an address that leads to a place in its page, beside the anchor it may have."""
    base = url.partition(":~:")[0].removesuffix("#")
    return f"{base}{'' if '#' in base else '#'}{directive}"


def _escaped(words: Sequence[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")


def plain_citation(found: Citation) -> dict[str, Any]:
    """Return a citation as templates are given it."""
    return {
        "publisher": found.publisher, "day": found.day, "date": found.date, "url": found.url,
        "said": found.said, "elsewhere": found.elsewhere, "words": found.words,
    }  # fmt: skip
