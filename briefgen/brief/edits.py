"""The analyst's edits: found again in each collection by what they name, and applied to a brief.

An edit names a sentence or a paragraph by the SHA-256 of its printed text, or by the text itself, and
the source by the SHA-256 of its file where that matters; never by an id, which shifts when articles
are added. Of several edits that decide the same thing the last one counts. What no longer applies
stays in the brief with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefgen.findings.themes import Judged, Themed
from briefgen.model import (
    Article,
    Brief,
    Comment,
    Edit,
    EditMark,
    LeftOut,
    Point,
    Sentence,
    Source,
    Theme,
)
from briefgen.model.text import count_words, sha256

FILE_NAME = "edits.toml"
"""The file beside the profile that holds them."""
BOTTOM_LINE_WORDS = 30
"""A key point of no more words can stand in for a bottom line that was dropped."""

_PLACING = {"keep", "pin", "drop", "replace"}
_HOLDING = ("pin", "move", "rewrite", "comment")
"""Edits whose sentences a brief must hold, whatever else it prints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An edit, and what it names in one collection."""

    edit: Edit
    sentences: tuple[str, ...] = ()
    """Ids of the sentences it names; several where reprints hold the same one."""
    paragraphs: tuple[tuple[str, int], ...] = ()
    theme: str | None = None
    """The theme it gives them to, or the one they are in."""
    problem: str | None = None
    """Why it does not apply."""


def find_edits(
    edits: Sequence[Edit], articles: Sequence[Article], themed: Themed
) -> tuple[Found, ...]:
    """Return the edits that count, each with what it names here, or why it does not apply."""
    known = {t.id for t in themed.themes}
    return tuple(_find(edit, articles, themed, known) for edit in _decisive(edits))


def _decisive(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits without those that a later one overrides."""
    last: dict[tuple[str, ...], Edit] = {}
    for edit in edits:
        kind = "place" if edit.action in _PLACING else edit.action
        extra = (edit.words or "",) if edit.action == "comment" else ()
        key = (kind, _address(edit), edit.source or edit.publisher or "", *extra)
        last.pop(("sign off",) if edit.action == "sign off" else key, None)
        last[("sign off",) if edit.action == "sign off" else key] = edit
    return tuple(edit for edit in last.values() if edit.action != "keep")


def _address(edit: Edit) -> str:
    return edit.sha256 or (sha256(edit.text) if edit.text else "")


def _find(edit: Edit, articles: Sequence[Article], themed: Themed, known: set[str]) -> Found:
    address = _address(edit)
    on_a_sentence = edit.action == "comment" and address
    if edit.theme is not None and edit.theme not in known and not on_a_sentence:
        return Found(edit=edit, problem=f"no theme '{edit.theme}' here")
    if edit.action in {"grade", "sign off"} or (edit.action == "comment" and not address):
        return Found(edit=edit, theme=edit.theme)
    mine = [a for a in articles if edit.source in {None, a.document.sha256}]
    if edit.action == "theme":
        places = tuple(
            (a.id, p.index) for a in mine for p in a.paragraphs if sha256(p.text) == address
        )
        inside = tuple(s.id for a in mine for s in a.sentences if (a.id, s.paragraph) in places)
        problem = None if places else "no source here has this paragraph"
        return Found(
            edit=edit, sentences=inside, paragraphs=places, theme=edit.theme, problem=problem
        )
    ids = tuple(s.id for a in mine for s in a.sentences if s.sha256 == address)
    if not ids:
        return Found(edit=edit, problem="no source here has this sentence")
    judged = themed.sentences.get(ids[0])
    theme = edit.theme or (judged.theme or judged.nearest if judged else None)
    return Found(edit=edit, sentences=ids, theme=theme or themed.themes[0].id)


# Before sentences are chosen ---------------------------------------------------------------------


BY_ANALYST = ("the analyst",)
"""Why a passage is a theme's, or none's, where the analyst said so."""


def correct_themes(themed: Themed, found: Sequence[Found]) -> Themed:
    """Return the themes of all passages with the analyst's corrections; no theme leaves one over."""
    corrections = [f for f in found if f.edit.action == "theme"]
    paragraphs = {place: f.theme for f in corrections for place in f.paragraphs}
    sentences = {key: f.theme for f in corrections for key in f.sentences}
    return replace(
        themed,
        paragraphs={k: _given(j, paragraphs, k) for k, j in themed.paragraphs.items()},
        sentences={k: _given(j, sentences, k) for k, j in themed.sentences.items()},
    )


def _given(judged: Judged, given: Mapping[Any, str | None], key: object) -> Judged:
    """Return what a passage was given to, by the analyst where there is a correction."""
    if key not in given:
        return judged
    theme = given[key]
    return replace(
        judged,
        theme=theme,
        second=None,
        nearest=theme,
        because=BY_ANALYST,
        scores={theme: max(1.0, *judged.scores.values())} if theme else {},
    )


def named_by(found: Sequence[Found], *actions: str) -> frozenset[str]:
    """Return the ids of the sentences that edits of some actions name."""
    return frozenset(s for f in found if f.edit.action in actions for s in f.sentences)


def held_by(found: Sequence[Found]) -> frozenset[str]:
    """Return the ids of the sentences that a brief must hold because of its edits."""
    return named_by(found, *_HOLDING)


def left_out_by(found: Sequence[Found], sentences: Mapping[str, Sentence]) -> Iterator[LeftOut]:
    """Yield the sentences that an analyst replaced by the next best."""
    for key in sorted(named_by(found, "replace")):
        s = sentences[key]
        reason = "replaced by the analyst"
        yield LeftOut(
            source=s.source, paragraph=s.paragraph, start=s.start, end=s.end, reason=reason
        )


# On the brief ------------------------------------------------------------------------------------


def apply_edits(brief: Brief, found: Sequence[Found]) -> Brief:
    """Return a brief with the analyst's edits in it, each of them listed."""
    if not found:
        return brief
    applied = [f for f in found if not f.problem]
    brief = _without(brief, named_by(applied, "drop"))
    for each in applied:
        brief = _APPLY.get(each.edit.action, _unchanged)(brief, each)
    brief = _pin(brief, [f for f in applied if f.edit.action == "pin"])
    brief, unsigned = _sign(brief, applied)
    marks = tuple(_mark(f, unsigned if f.edit.action == "sign off" else None) for f in found)
    return replace(brief, edits=marks)


def _mark(found: Found, problem: str | None) -> EditMark:
    edit, problem = found.edit, problem or found.problem
    return EditMark(
        action=edit.action,
        text=edit.text or edit.publisher or edit.theme or "the brief",
        sentence=found.sentences[0] if found.sentences and edit.action in _HOLDING else None,
        theme=edit.theme,
        by=edit.by,
        applied=problem is None,
        note=problem or "",
    )


def _unchanged(brief: Brief, _: Found) -> Brief:
    return brief


def _without(brief: Brief, dropped: frozenset[str]) -> Brief:
    """Return a brief whose points leave some sentences out; denials stay beside what they deny."""
    if not dropped:
        return brief

    def rest(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(p for p in points if p.sentence not in dropped)

    themes = tuple(
        _with_points(replace(t, outlook=rest(t.outlook)), rest(t.points)) for t in brief.themes
    )
    key_points = rest(brief.key_points)
    bottom = brief.bottom_line
    if bottom and bottom.sentence in dropped:
        short = (p for p in key_points if p.lead_in is None and _fits(brief, p))
        bottom = next(short, None)
    return replace(
        brief,
        key_points=key_points,
        outlook=rest(brief.outlook),
        themes=themes,
        bottom_line=bottom,
    )


def _fits(brief: Brief, point: Point) -> bool:
    return count_words(brief.sentences[point.sentence].text) <= BOTTOM_LINE_WORDS


def _with_points(theme: Theme, points: tuple[Point, ...]) -> Theme:
    return replace(theme, points=points, bottom_line=points[0].sentence if points else None)


def _pin(brief: Brief, pins: Sequence[Found]) -> Brief:
    """Return a brief whose key points begin with the pinned ones; no longer than it was."""
    held = {p.sentence: p for t in brief.themes for p in t.points}
    held |= {p.sentence: p for p in brief.key_points}
    pinned = [
        held.get(f.sentences[0], Point(sentence=f.sentences[0], lead_in=None, theme=f.theme))
        for f in pins
    ]
    others = [p for p in brief.key_points if p not in pinned]
    most = max(len(brief.key_points), len(pinned))
    return replace(brief, key_points=(*pinned, *others)[:most])


def _move(brief: Brief, found: Found) -> Brief:
    """Return a brief with a point first under another theme, and nowhere else."""
    key = found.sentences[0]
    everything = [*brief.key_points, *(p for t in brief.themes for p in t.points)]
    lead_in = next((p.lead_in for p in everything if p.sentence == key), None)
    moved = Point(sentence=key, lead_in=lead_in, theme=found.theme)
    themes = tuple(
        _with_points(t, (*([moved] if t.id == found.theme else []),
                         *(p for p in t.points if p.sentence != key)))
        for t in brief.themes
    )  # fmt: skip
    points = tuple(moved if p.sentence == key else p for p in brief.key_points)
    bottom = brief.bottom_line
    if bottom and bottom.sentence == key:
        bottom = moved
    return replace(brief, themes=themes, key_points=points, bottom_line=bottom)


def _rewrite(brief: Brief, found: Found) -> Brief:
    """Return a brief that prints other words for a sentence, whose own text it keeps."""
    changed = {
        key: replace(brief.sentences[key], rewritten=found.edit.words) for key in found.sentences
    }
    return replace(brief, sentences={**brief.sentences, **changed})


def _grade(brief: Brief, found: Found) -> Brief:
    """Return a brief with a source's Admiralty code as the analyst gives it."""
    edit = found.edit

    def graded(source: Source) -> Source:
        named = edit.source == source.sha256 or (
            edit.publisher is not None and edit.publisher == source.publisher
        )
        return replace(source, grade=edit.grade or source.grade) if named else source

    return replace(brief, sources=tuple(graded(s) for s in brief.sources))


def _comment(brief: Brief, found: Found) -> Brief:
    comment = Comment(
        text=found.edit.words or "",
        by=found.edit.by,
        sentence=found.sentences[0] if found.sentences else None,
        theme=None if found.sentences else found.theme,
    )
    return replace(brief, comments=(*brief.comments, comment))


_APPLY = {"move": _move, "rewrite": _rewrite, "grade": _grade, "comment": _comment}


def _sign(brief: Brief, applied: Sequence[Found]) -> tuple[Brief, str | None]:
    """Return a brief with its reviewer, and why a sign-off does not hold any more."""
    signed = next((f.edit for f in applied if f.edit.action == "sign off"), None)
    if signed is None:
        return brief, None
    if signed.points != fingerprint(brief):
        return brief, "the points have changed since"
    return replace(brief, reviewer=signed.by), None


def fingerprint(brief: Brief) -> str:
    """Return the SHA-256 of what a reviewer read: points, outlook, rewritings and comments, in order."""
    points = [*brief.key_points, *brief.outlook, *(p for t in brief.themes for p in t.points)]
    sentences = [brief.sentences[p.sentence] for p in points]
    lines = [f"{s.sha256} {s.rewritten or ''}" for s in sentences]
    return sha256("\n".join([*lines, *(c.text for c in brief.comments)]))
