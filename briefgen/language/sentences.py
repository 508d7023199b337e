"""Where English sentences begin and end, as spans of the source.

spaCy's tokeniser knows the abbreviations; the decision at each full stop is ours, since a plain
sentencizer leaves an opening quotation mark behind and does not know that "U.S." ends a sentence
only sometimes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from briefgen.models import Article, Paragraph, Sentence
from briefgen.text import print_text, printed, sha256

_TERMINAL = re.compile(r"[.!?…。]+$")
_ELLIPSIS = re.compile(r"(?:\.{2,}|…)$")
_INITIAL = re.compile(r"(?:[A-Z]\.)+$|[A-Z]$")
_OPENERS = frozenset("“‘«([{\"'")
_CLOSERS = frozenset("”’»)]}\"'")
_QUOTE_CLOSERS = frozenset("”’»\"'")

TITLES = frozenset(
    "mr mrs ms dr prof rev hon st gen sen rep gov lt col sgt capt adm maj brig cmdr cpl pvt supt "
    "insp amb pres sec dir messrs mme mlle fr sr jr ft mt vs viz cf approx est fig figs art arts vol "
    "vols pp para sect min max avg dept univ assn bros det spc ens".split()
)  # fmt: skip
"""Abbreviations that stand before what they belong to and so end no sentence."""
BEFORE_NUMBER = frozenset(
    "no nos jan feb mar apr jun jul aug sep sept oct nov dec p pp ch art sec fig vol op".split()
)
"""Abbreviations that go on only where a number follows."""
SOMETIMES = frozenset(
    "u.s u.k u.n e.u u.s.a d.c u.s.s.r p.r.c r.o.k d.p.r.k inc corp co ltd llc plc bros etc ph.d m.d "
    "b.a m.a j.d b.c a.d i.e e.g al jr sr".split()
)
"""Abbreviations that end a sentence only before a word that likes to open one."""
CLOCK = frozenset({"a.m", "p.m", "am", "pm"})
_AFTER_CLOCK = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december est edt cst cdt mst mdt pst pdt gmt utc et ct "
    "mt pt kst jst cet cest bst msk eastern central pacific local".split()
)
STARTERS = frozenset(
    "the a an this that these those it he she they we i you in on at by for from with after before "
    "during since while when whenever as if although though but and or yet so however moreover "
    "meanwhile still also both some many most several all each every no not there here what who how "
    "why where which whether his her their its our my your according despite under over last next "
    "earlier later today yesterday tomorrow now then once only even such another other one two three "
    "four five more much few any either neither nor because until unless without within among "
    "between against about through across to of is are was were will would can could may might "
    "should must has have had do does did let experts analysts officials reports critics".split()
)
"""Words that open a sentence more readily than they follow a name."""
REPORTING = frozenset(
    "said says say asked asks told added adds wrote writes replied declared warned noted insisted "
    "stated explained continued remarked tweeted posted argued claimed announced".split()
)


@cache
def _tokenizer() -> Any:
    """Return spaCy's English tokeniser, whose rules need no trained model."""
    import spacy  # noqa: PLC0415 - half a second, and only stages that read text need it

    return spacy.blank("en").tokenizer


def split(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences in a paragraph, as positions in it, white space outside."""
    tokens = [token for token in _tokenizer()(text) if not token.is_space]
    starts = [0, *(i for i in range(1, len(tokens)) if _opens(tokens, i))]
    spans = []
    for first, following in zip(starts, [*starts[1:], len(tokens)], strict=True):
        if tokens:
            last = tokens[following - 1]
            spans.append((tokens[first].idx, last.idx + len(last.text)))
    return _merge(text, spans)


def _merge(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Join a span without a word of letters to its neighbour: a list number is no sentence."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        wordless = not re.search(r"[^\W\d_]{2}", text[start:end])
        before_wordless = merged and not re.search(r"[^\W\d_]{2}", text[slice(*merged[-1])])
        if merged and (wordless or before_wordless):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _opens(tokens: Sequence[Any], i: int) -> bool:
    """Return whether a sentence opens at token ``i``."""
    if not tokens[i - 1].whitespace_ and not (tokens[i - 1].text == "”" and tokens[i].text == "“"):
        return False
    last = i - 1
    quoted = False
    while last > 0 and tokens[last].text in _CLOSERS and not _is_opening(tokens, last):
        quoted = quoted or tokens[last].text in _QUOTE_CLOSERS
        last -= 1
    if not _TERMINAL.search(tokens[last].text):
        return False
    word = _first_word(tokens, i)
    opener = tokens[i].text in _OPENERS
    if word[:1].islower() or not word:
        return False
    if quoted and tokens[last].text[-1] in "?!," and _is_attribution(tokens, i):
        return False
    return _ends_at(tokens, last, word, opener=opener)


def _is_opening(tokens: Sequence[Any], i: int) -> bool:
    """Return whether a straight quotation mark opens: space before it and none behind."""
    text = tokens[i].text
    if text not in {'"', "'"}:
        return text in "“‘«([{"
    before = i == 0 or bool(tokens[i - 1].whitespace_) or tokens[i - 1].text in "([“‘"
    return before and not tokens[i].whitespace_


def _first_word(tokens: Sequence[Any], i: int) -> str:
    """Return the first token at or behind ``i`` that is no opening mark."""
    return next((t.text for t in tokens[i : i + 4] if t.text not in _OPENERS), "")


def _is_attribution(tokens: Sequence[Any], i: int) -> bool:
    """Return whether "Kim said" or "said Kim" follows a quotation that ends in ? or !."""
    words = [t.text for t in tokens[i : i + 4]]
    reporting = next((k for k, word in enumerate(words) if word in REPORTING), None)
    return reporting is not None and all(word[:1].isupper() for word in words[:reporting])


def _ends_at(tokens: Sequence[Any], last: int, word: str, *, opener: bool) -> bool:
    """Return whether the stop at token ``last`` ends a sentence before ``word``."""
    stop = tokens[last].text
    if _ELLIPSIS.search(stop) or stop[-1] != ".":
        return True
    stem = _stem(tokens, last)
    if stem.isdigit():
        return not (last == 1 or _opens(tokens, last - 1))
    ends = _abbreviation_ends(stem, word, opener=opener)
    if ends is not None:
        return ends
    return not _is_title(stem, word, alone=stop == ".")


def _stem(tokens: Sequence[Any], last: int) -> str:
    """Return what the full stop at a token stands behind: an abbreviation, or the word before."""
    if tokens[last].text != ".":
        return str(tokens[last].text[:-1])
    glued = last > 0 and not tokens[last - 1].whitespace_
    return str(tokens[last - 1].text) if glued else ""


def _abbreviation_ends(stem: str, word: str, *, opener: bool) -> bool | None:
    """Return whether an abbreviation ends its sentence before a word; None if it is none of these."""
    small = stem.lower()
    likely = word.lower() in STARTERS or opener
    if stem != small and small in BEFORE_NUMBER and word[:1].isdigit():
        return False
    if small in CLOCK:
        return likely and word.lower() not in _AFTER_CLOCK
    if small in SOMETIMES or (_INITIAL.match(stem) and stem != "I"):
        return likely
    return None


LONG_TITLE = 4
"""A longer word before a full stop of its own may be no title: "on Capitol Hill. The …"."""


def _is_title(stem: str, word: str, *, alone: bool) -> bool:
    """Return whether a full stop belongs to a title such as Gen. or Prof., which ends nothing."""
    titled = stem[:1].isupper() and stem.lower() in TITLES
    return titled and not (alone and len(stem) > LONG_TITLE and word.lower() in STARTERS)


def add_sentences(article: Article) -> Article:
    """Return the article with the sentences of each paragraph, numbered through."""
    number = 0
    paragraphs: list[Paragraph] = []
    for paragraph in article.paragraphs:
        found = tuple(_sentences(article, paragraph, number))
        number += len(found)
        paragraphs.append(replace(paragraph, sentences=found))
    return replace(article, paragraphs=tuple(paragraphs))


def _sentences(article: Article, paragraph: Paragraph, number: int) -> list[Sentence]:
    raw = article.document.text
    text = print_text(raw[paragraph.start : paragraph.end], paragraph.start)
    sentences: list[Sentence] = []
    for start, end in split(text.text):
        first, last = text.span(start, end)
        words = printed(raw[first:last])
        sentences.append(
            Sentence(
                id=f"{article.id}.{number + len(sentences) + 1}",
                source=article.id,
                paragraph=paragraph.index,
                start=first,
                end=last,
                text=words,
                sha256=sha256(words),
            )
        )
    return sentences
