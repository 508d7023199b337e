"""Furniture in the middle of a line: sentences that are none of the article, and tag lists glued to a name.

A line that holds some is cut into what remains before and behind; each sentence that goes keeps the
rule that says so. Only lines with a word that such furniture has are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from briefgen.language.cued import cue, seen
from briefgen.language.late import late
from briefgen.language.sentences import split
from briefgen.language.tokens import small_letters
from briefgen.model import Removed
from briefgen.model.text import Printed, print_text
from briefgen.sources.extract import rules
from briefgen.sources.extract.blocks import HEADING_WORDS, Draft, Unit
from briefgen.sources.extract.first_of import FirstOf, Rule

_MEDIUM = r"(?:transcript|statement|story|report|article|video|interview|letter|document|post|analysis|memo|remarks|speech|gallery|photos|slideshow|map|poll|ruling|bill)s?"
_NETWORK = (
    r"(?:facebook|twitter|instagram|youtube|linkedin|telegram|tiktok|threads|bluesky|whats\ ?app)"
)


def _rule(pattern: str, known: str = "") -> Rule:
    return Rule(rf"^[\[(]?(?:{pattern})[.!)\]]*$", known)


SENTENCES: tuple[tuple[str, Rule], ...] = (
    (
        "related link",
        _rule(
            rf"(?:click|tap)\ (?:here\ )?(?:for|to)\ (?:more|read|see|watch|hear|view|visit)\b[^,]{{0,100}}"
            rf"|(?:read|see|watch|view|hear|listen\ to)\ (?:the\ |his\ |her\ |their\ )?(?:full\ |complete\ |entire\ |original\ )?{_MEDIUM}\b.{{0,60}}\bhere"
            r"|more\ on\ this(?:\ (?:story|topic))?\W*|also\ see\W*|see\ also\W*|read\ more\W*|watch\W*|related\W*"
            r"|visit\ .{2,60}\bfor\ more\b.{0,60}|if\ you(?:['’]d\ like|\ want|\ would\ like)\ to\ (?:learn|know|read|see)\ more\b.{0,100}"
            r"|(?-i:READ|STORY|STORIES|PHOTOS?|VIDEOS?|WATCH|GALLERY|GRAPHIC|TIMELINE|POLL|QUIZ):\ .{4,140}"
        ),
    ),
    (
        "app or follow line",
        _rule(
            rf"(?:join|follow|like|find|friend)\ (?:us|him|her|them|me|@?\w+(?:\s\w+){{0,3}})\ (?:on|at)\ {_NETWORK}\b.{{0,100}}"
        ),
    ),
    (
        "newsletter",
        _rule(
            r"please\ enter\ a\ valid\b.{0,60}|thanks\ for\ (?:signing\ up|subscribing)\b.{0,60}|you\ (?:can|may)\ unsubscribe\b.{0,60}|by\ signing\ up,?\ you\b.{0,200}|thank\ you\ for\ subscribing\b.{0,80}|view\ all\b.{0,40}\bnewsletters"
            r"|check\ (?:your\ )?local\ listings\b.{0,80}|please\ verify\ you['’]re\ not\ a\ robot\b.{0,60}|an\ error\ has\ occurred\b.{0,80}|invalid\ e-?mail\b.{0,60}"
            r"|(?:want|always\ wanted)\b.{4,80}\bin\ your\ inbox\b.{0,60}|sign\ up\ (?:here|now|today)\b.{0,120}"
        ),
    ),
    (
        "note on the page",
        _rule(
            r"this\ is\ a\ (?:developing|breaking)(?:\ news)?\ (?:story|report)\b.{0,100}|(?:we|this\ (?:story|post|page|article|report))\ will\ (?:be\ )?updated?\b.{0,100}"
            r"|(?:please\ )?(?:check|come)\ back\ (?:for|later|soon)\b.{0,60}|(?:last\ )?updated:?\ (?:at\ |on\ )?\d.{0,60}|story\ continues\ below\W*|continue\ reading\b.{0,60}"
        ),
    ),
    (
        "photo credit",
        _rule(
            r"\(?(?:photos?|images?|pictures?)(?:\ by|\ credit)?:?\ [^.!?]{3,140}\)|(?:reuters|ap|afp|epa|getty(?:\ images)?|xinhua)\s?/\s?(?-i:[A-Z])[\w.'’-]+(?:\s(?-i:[A-Z])[\w.'’-]+){0,3}"
        ),
    ),
    (
        "advertisement",
        _rule(
            r"advertisements?\ ?:?|after\ newsletter\ promotion|skip\ past\ newsletter\ promotion"
        ),
    ),
    (
        "app or follow line",
        _rule(
            r"our\ standards:.{3,60}|privacy\ notice:.{3,200}|view\ this\ post\ on\ \w+|(?:click|tap)\ to\ (?:share|tweet|unmute)\b.{0,40}|full\ ?screen|replay|file\ photo"
            r"|(?-i:[A-Z])[\w.'’-]+(?:\s(?-i:[A-Z])[\w.'’-]+){0,3}/\w+\ (?:hide|toggle)\ caption|support\ our\ journalism|become\ an?\ (?:member|subscriber|supporter)\b.{0,30}"
            r"|do\ you\ (?:know\ more|have\ a\ (?:tip|story))\b.{0,40}\?|report\ an?\ (?:error|typo)|what\ to\ (?:know|read\ next)|follow\ (?:our\ )?live\ (?:updates|coverage|blog)\b.{0,60}"
            r"|for\ more\b.{0,60}\bclick\ here|edition:|you\ have\ .{0,20}\bfree\ articles?\b.{0,40}|this\ content\ (?:was|is)\ (?:produced|created|made)\b.{0,80}"
        ),
    ),
    ("highlights", _rule(r"story\ highlights\ ?:?")),
    (
        "editor's note",
        _rule(
            r"(?:.{2,60}(?:--|[—–-])\ )?in\ an?\ (?:[\w-]+\ ){0,2}(?:story|report|article|dispatch)\b.{0,160}\b(?:erroneously|incorrectly|mistakenly|misstated|misidentified|misspelled|wrongly)\b.{0,200}"
            r"|this\ (?:version|story|report|article)\ corrects\b.{0,200}",
            "erroneously incorrectly mistakenly misstated misidentified misspelled wrongly corrects",
        ),
    ),
    ("gallery or player", _rule(r"(?-i:CLOSE)(?:\ .{10,300})?")),
    (
        "credits",
        _rule(
            r"contributing\ ?:.{3,300}|.{3,300}\bcontributed\ (?:reporting\ )?(?:to|for)\ (?:this|the)\ (?:report|story|article)\b.{0,40}",
            "contributing contributed",
        ),
    ),
)
"""Rule name and the pattern that a whole sentence must match, in any place."""

ALSO = frozenset({
    "newsletter", "advertisement", "share buttons", "related link", "copyright", "app or follow line", "editor's note", "credits",
    "publisher", "cookie notice", "player", "comments", "photo credit", "paywall", "byline", "navigation", "contact", "author bio",
})  # fmt: skip
"""Rules for lines that hold for a sentence inside of one as well, where it opens like furniture."""
_OPENS = late(
    r"^[\[(©]?(?:©|share|tweet|sign\ up|subscribe|get\ (?:the|our)|join|follow|read|related|see\ also|also|watch|listen|advertisement|(?:story|article)\ continues"
    r"|copyright|\(c\)|all\ rights|this\ (?:story|article|material|content|copy|post|report)|we\ use|our\ standards|(?:additional\ )?(?:reporting|editing|writing)|by\ signing"
    r"|please|thanks|thank\ you|images?\b|photos?|photograph|pictures?|pic\b|video|media\ caption|getty|file\ photo|corrections?|clarification|editor|author.s\ note|an\ earlier"
    r"|(?:last\ )?updated|first\ published|originally|download|support|become|donate|skip|after\ newsletter|newsletters?|privacy|terms|view|show\ more|load|most\ (?:read|popular|viewed)"
    r"|tap|report\ (?:an?|this)|your\ browser|full\ ?screen|play|replay|must\ watch|just\ watched|more(?:\ on|\ from|:)|click|comments?|enlarge|expand|hide|toggle|for\ more"
    r"|do\ you|have\ (?:a|your|you)|got\ a|send\ us|write\ to|contact|continue|you\ have|what\ to|recommended|you\ may|editors?.\ picks|trending|comment|log\ in|print|email\ this|e-mail|copy\ link)",
    re.VERBOSE,
)


def _named_as_line(sentence: str, small: str) -> str | None:
    """Return the rule for lines by which a sentence goes that opens like furniture."""
    if not _OPENS.match(small):
        return None
    rule = rules.rule_for(sentence) or rules.rule_for(sentence.rstrip(".!"))
    told = rule == "related link" and sentence.endswith(".")
    return rule if rule in ALSO and not told else None


LAST: tuple[tuple[str, Rule], ...] = (
    (
        "credits",
        _rule(
            r"(?-i:(?:[A-Z][\w.'’-]*(?:,|\ and)?\s){1,8})(?:also\ )?(?:reported|contributed)\ from\ (?-i:[A-Z]).{2,120}"
        ),
    ),
    (
        "author bio",
        _rule(
            r"(?-i:(?:[A-Z][\w.'’-]*\s){2,4})(?:writes|is|was|covers|blogs)\ .{0,60}\b(?:for|at|of)\ (?-i:[A-Z]).{2,120}"
        ),
    ),
)
"""The same for the last lines of a page."""
_SENTENCES, _SENTENCES_AND_LAST = FirstOf(SENTENCES), FirstOf((*SENTENCES, *LAST))
HIGHLIGHTS = 7
"""Under "Story highlights" stand fewer lines than so many."""
LAST_UNITS = 3
"""So many lines at the end of a page may hold a credit or a writer's biography in prose."""
_TRIGGER = cue(
    "«click|tap|transcript|here|more|also|visit|follow|join|like|find|friend|unsubscribe|signing|sign|inbox|newsletters?|listings|robot|error|invalid»",
    "«developing|breaking|updated?|check|share|tweet|rights|cookies?|copyright|caption|copy|loading|skip|replay|listen|journalism|member|app»",
    "«erroneously|mistakenly|misstated|misidentified|misspelled|wrongly|reporting|standards|download|comments?|browser|report|view|photos?|images?»",
    "«pictures?|reuters|ap|afp|getty|epa|xinhua|advertisements?|highlights|read|watch|story|stories|videos?|gallery|graphic|timeline|poll|quiz»",
    r"«related|continue|come|subscri\w+|contribut\w+|correct\w+|incorrect\w+»", "«editors»", r"«editor»\Ws",
    opens=r"\b", ends=r"\b",
)  # fmt: skip
"""A word of such furniture, in small letters."""


def _may_hold_some(text: str) -> bool:
    small, keys, _ = seen(text)
    return _TRIGGER.search(small, keys) is not None


_SHORT = 320
"""No furniture of one sentence is longer, in characters."""

_HIGHLIGHTS = late(r"S(?<!\w.)(?:tory [Hh]ighlights|TORY HIGHLIGHTS)\b:?")
_BUTTON = late(
    r"(?:Share this(?: article| story| post)?|Share|Skip Ad|Loading(?:\.\.\.|…)|ADVERTISEMENT|Advertisement|Read [Mm]ore|READ MORE|Play [Vv]ideo|Show more|View comments|"
    r"(?:Story|Article) continues (?:below|after)(?: (?:this ad|advertisement|the ad))?|Sign up for our newsletter|Listen to this article|Follow us on (?:Facebook|Twitter|X|Instagram)|"
    r"Tap to unmute|Hide caption|Enlarge(?: this image)?|\([A-Z]{2,5}\)|MUST WATCH|Copy link)\s(?=[A-Z“\"][\w’']*\s)(?!(?:on|in|at|with|to|for)\b)"
)
"""A button's words that stand before a sentence without a mark between them."""
_TAGS_END = late(r"\bMORE\b")
_GLUED = late(r"([^\W\d_][\w’'-]*[a-z])(?=[A-Z][a-z])")
TAGS = 700
"""A tag list is no longer, in characters."""


def drop_inside(draft: Draft, raw: str) -> Draft:
    """Remove the sentences inside lines that a rule names, and those that hold a tag list.

    Lines under "Story highlights", which say in short what the article says, become items.
    """
    units: list[Unit] = []
    removed: list[Removed] = list(draft.removed)
    listing = 0
    for i, unit in enumerate(draft.units):
        last = i >= len(draft.units) - LAST_UNITS
        pieces: Iterable[Unit | Removed] = (unit,)
        headline = i == 0 and not unit.prose and ":" in unit.text
        if not unit.level and not headline and (last or _may_hold_some(unit.text)):
            pieces = _pieces(unit, print_text(raw[unit.start : unit.end], unit.start), last=last)
        for piece in pieces:
            if isinstance(piece, Removed):
                removed.append(piece)
                listing = HIGHLIGHTS if piece.rule == "highlights" else listing
            else:
                short = piece.words <= HEADING_WORDS and not piece.level
                listing = listing - 1 if short and listing else 0
                units.append(replace(piece, item=True) if listing and not piece.prose else piece)
    return Draft(tuple(units), tuple(removed))


def _pieces(unit: Unit, text: Printed, *, last: bool) -> Iterator[Unit | Removed]:
    """Yield what remains of a line and what goes, in order; the line itself where nothing does."""
    tags = tag_lists(text.text)
    spans = [_with_tags(span, tags) for span in split(_masked(text.text, tags))]
    spans = [part for span in spans for part in _parted(text.text, span)]
    named = [_rule_of(text.text, span, tags, last=last) for span in spans]
    for n in range(1, len(spans)):
        before, words = text.text[slice(*spans[n - 1])].strip(), text.text[slice(*spans[n])].strip()
        led = _LEADS.fullmatch(before)
        if led and (led["note"] or not words.endswith((".", "!", "?"))):
            named[n - 1] = named[n] = named[n - 1] or "related link"
    if not any(named):
        yield unit
        return
    for rule, group in groupby(zip(named, spans, strict=True), key=lambda pair: pair[0]):
        held = [span for _, span in group]
        yield _cut(unit, text, (held[0][0], held[-1][1]), rule)


_LEADS = late(
    r"\W*(?:(?P<note>(?:editor|author|publisher).?s.?\snotes?|correction|clarification|media\scaption|image\scaption)|(?:read\s)?more|read\s(?:also|next)|related|see\salso|watch|listen)\W*",
    re.IGNORECASE,
)
"""Words alone that lead to a headline, or to a note, which goes with them."""


def _with_tags(span: tuple[int, int], tags: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return a sentence with the tag lists that touch it."""
    start, end = span
    for n in range(bisect_left(tags, start - 1, key=itemgetter(1)), len(tags)):
        a, b = tags[n]
        if a > end + 1:
            break
        start, end = min(start, a), max(end, b)
    return start, end


def _parted(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield a sentence in parts where "Story highlights" stands in it."""
    at, end = span
    for mark in _HIGHLIGHTS.finditer(text, at, end):
        parts = ((at, mark.start()), mark.span())
        yield from ((a, b) for a, b in parts if text[a:b].strip())
        at = mark.end()
    button = _BUTTON.match(text, at + len(text[at:end]) - len(text[at:end].lstrip()), end)
    if button and len(text[button.end() : end].split()) >= HEADING_WORDS // 3:
        yield at, button.end()
        at = button.end()
    if text[at:end].strip():
        yield at + len(text[at:end]) - len(text[at:end].lstrip()), end


def _rule_of(
    text: str, span: tuple[int, int], tags: Sequence[tuple[int, int]], *, last: bool
) -> str | None:
    """Return the rule by which a sentence goes, or None."""
    start, end = span
    nearest = bisect_right(tags, start, key=itemgetter(1))
    if nearest < len(tags) and tags[nearest][0] < end:
        return "tag list"
    sentence = text[start:end].strip()
    if len(sentence) > _SHORT:
        return None
    if _BUTTON.match(f"{sentence} A b"):
        return "button"
    small = small_letters(sentence)
    named = (_SENTENCES_AND_LAST if last else _SENTENCES).name_for(sentence, small, seen(text).keys)
    return named or _named_as_line(sentence, small)


def _cut(unit: Unit, text: Printed, span: tuple[int, int], rule: str | None) -> Unit | Removed:
    """Return a stretch of a line as a line of its own, or as removed."""
    words = text.text[slice(*span)]
    start, end = text.span(span[0], span[0] + len(words.rstrip()))
    if rule:
        return Removed(rule=rule, text=words.rstrip(), start=start, end=end)
    return replace(unit, start=start, end=end, text=words.rstrip())


def tag_lists(text: str) -> list[tuple[int, int]]:
    """Return the spans of lists of links that a page glues to a name: "Ann Orr Ann Mary OrrFirst headline … MORE".

    A name stands twice, its second time runs into a headline, and the list ends in capitals.
    """
    found: list[tuple[int, int]] = []
    for more in _TAGS_END.finditer(text) if "MORE" in text else ():
        floor = max(found[-1][1] if found else 0, more.start() - TAGS)
        glued = next(_GLUED.finditer(text, floor, more.start()), None)
        if glued:
            first = text.rfind(glued.group(1), floor, glued.start())
            begins = first + len(glued.group(1)) if first >= 0 else glued.start()
            found.append((begins, more.end()))
    return found


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with spaces in place of some spans, so that sentences are split without them."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]])
