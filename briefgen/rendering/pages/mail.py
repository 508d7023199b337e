"""What a mail prints of a brief: a headline, the bottom line, three points with who denies them, what is watched, what is ahead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefgen.model import Brief, Point
from briefgen.model.text import count_words
from briefgen.rendering.audiences import PageLimits
from briefgen.rendering.pages.citing import cite, name_of, source_of
from briefgen.rendering.pages.edit_labels import text_of
from briefgen.rendering.pages.executive import told_by
from briefgen.rendering.pages.news import dates_ahead, denials_beside, watched, why_empty
from briefgen.rendering.pages.points import plain_point
from briefgen.rendering.pages.short import choose, claims_by_sentence, ranked_points, words_of

POINTS, POINT_WORDS = 3, 40
"""Points of a mail, and the words that one may have."""
WATCHED, AHEAD = 4, 2
MOST_WORDS, FIXED_WORDS = 300, 55
"""Words of a mail in all, and those of its title, headings, button and foot."""
SUBJECT_CHARACTERS, PREHEADER_CHARACTERS = 78, 140
"""A longer subject is folded by mail servers (RFC 5322, 2.1.1); of a preheader programs show some 90 to 140."""
LEAD_PARAGRAPHS = 3
"""A sentence in one of an article's first paragraphs tells what the article is about."""


def choose_mail(brief: Brief, limits: PageLimits) -> dict[str, Any]:
    """Return what a mail prints, within its words: the lowest part goes first.

    What copies of the templates of earlier versions print (``outlook``, ``gaps``) is there too.
    """
    bottom = brief.bottom_line or next(iter(brief.key_points), None)
    page: dict[str, Any] = {
        **choose(brief, limits),
        "bottom_line": plain_point(bottom) if bottom else None,
        "bottom_label": "Bottom line" if brief.bottom_line else "Most reported",
        "denials": [plain_point(p) for p in denials_beside(brief, bottom)],
        "points": [_point(p, brief) for p in _points(brief, bottom)],
        "watch": watched(brief)[:WATCHED],
        "ahead": dates_ahead(brief)[:AHEAD],
        "headline": headline(brief),
        "why_empty": why_empty(brief),
        "address": _address(brief),
    }
    page["preheader"] = _preheader(page, brief)
    while _words(page, brief) > MOST_WORDS and _drop(page):
        page["dropped"] += 1
    return page


def _points(brief: Brief, bottom: Point | None) -> list[Point]:
    """Return the first points that are short enough, each a key point or of another claim than those before."""
    claim_of = claims_by_sentence(brief)
    said = {told_by(brief, bottom, claim_of)} if bottom else set()
    chosen: list[Point] = []
    for point in ranked_points(brief):
        claim = told_by(brief, point, claim_of)
        is_bottom = bottom is not None and point.sentence == bottom.sentence
        again = is_bottom or (claim in said and point not in brief.key_points)
        if not again and words_of(brief, point) <= POINT_WORDS:
            said.add(claim)
            chosen.append(point)
        if len(chosen) == POINTS:
            break
    return chosen


def _point(point: Point, brief: Brief) -> dict[str, Any]:
    return {**plain_point(point), "denials": [plain_point(p) for p in denials_beside(brief, point)]}


# Words -------------------------------------------------------------------------------------------


def _words(page: dict[str, Any], brief: Brief) -> int:
    """Return how many words a mail has."""
    items = [page["bottom_line"], *page["denials"], *page["ahead"]]
    items += [p for point in page["points"] for p in (point, *point["denials"])]
    keys = [k for item in items if item for k in (item["lead_in"], item["sentence"]) if k]
    quoted = sum(count_words(text_of(brief.sentences[k], brief)) for k in keys)
    cited = sum(count_words(cite(item["sentence"], brief).words) for item in items if item)
    watch = sum(count_words(f"{w['text']} {w['words']}") for w in page["watch"])
    return FIXED_WORDS + quoted + cited + watch


def _drop(page: dict[str, Any]) -> bool:
    """Take the lowest part of a mail away; say whether there was one."""
    for name, least in (("ahead", 1), ("watch", 2), ("points", 2), ("ahead", 0), ("watch", 0)):
        if len(page[name]) > least:
            page[name] = page[name][:-1]
            return True
    return False


# Headline and subject ----------------------------------------------------------------------------


def headline(brief: Brief) -> dict[str, Any] | None:
    """Return a publisher's own title of what the bottom line tells, with its publisher; None without one.

    It is the title that the brief gives the bottom line's event; else, where the bottom line is from the
    opening of its article, that article's.
    """
    if brief.publication.headline:
        return {"text": brief.publication.headline, "publisher": None}
    bottom = brief.bottom_line
    if bottom is None:
        return None
    for event in brief.events:
        if event.sentence == bottom.sentence and event.title and event.title_source:
            source = brief.sources[int(event.title_source[1:]) - 1]
            return {"text": event.title, "publisher": name_of(source, brief)}
    sentence = brief.sentences[bottom.sentence]
    source = source_of(sentence, brief)
    if source.title and sentence.paragraph < LEAD_PARAGRAPHS:
        return {"text": source.title, "publisher": name_of(source, brief)}
    return None


def subject_of(brief: Brief) -> str:
    """Return the subject of a brief's mail, in 78 characters: the headline, or the bottom line cut at a word.

    A marking other than TLP:CLEAR stands in front, where it is an order; a correction says that it is one.
    """
    head = f"[{brief.marking}] " * (brief.marking != "TLP:CLEAR") + "Corrected: " * bool(
        brief.revision
    )
    found = headline(brief)
    bottom = brief.bottom_line or next(iter(brief.key_points), None)
    said = text_of(brief.sentences[bottom.sentence], brief) if bottom else brief.title
    return head + cut(found["text"] if found else said, SUBJECT_CHARACTERS - len(head))


def cut(text: str, room: int) -> str:
    """Return a text that fits into so many characters, cut between words where it is longer."""
    if len(text) <= room:
        return text
    whole = text[:room].rpartition(" ")[0] or text[: room - 1]
    return whole.rstrip(" ,;:–—-") + "…"


def _address(brief: Brief) -> str | None:
    """Return where the edition can be read on the web, or None where the profile does not say."""
    given = brief.publication.address
    if given is None or not given.startswith(("https://", "http://")):
        return None
    return given.replace("{date}", brief.as_of).replace("{edition}", brief.label)


def _preheader(page: dict[str, Any], brief: Brief) -> str:
    """Return what mail programs show behind the subject: the first point, else the bottom line."""
    first: Iterable[dict[str, Any] | None] = (*page["points"], page["bottom_line"])
    key = next((item["sentence"] for item in first if item), None)
    return cut(text_of(brief.sentences[key], brief), PREHEADER_CHARACTERS) if key else brief.title
