"""What pages say of the analyst's hand in a brief: edited sentences, comments, edits that no longer apply."""

from __future__ import annotations

from typing import Any

from briefgen.model import Brief, Sentence

REWRITTEN = "[rewritten by {by}; not the source's words]"
"""Stands behind a sentence that is printed in other words, in every rendering."""
_SAID = {"pin": "pinned", "move": "moved here"}


def text_of(sentence: Sentence, brief: Brief) -> str:
    """Return what is printed for a sentence: its own words, or the analyst's with a mark behind them."""
    if sentence.rewritten is None:
        return sentence.text
    marks = (e for e in brief.edits if e.action == "rewrite" and e.applied and e.sentence)
    same = (e.by for e in marks if brief.sentences[e.sentence or ""].sha256 == sentence.sha256)
    return f"{sentence.rewritten} {REWRITTEN.format(by=next(same, None) or 'the analyst')}"


def edits_of(key: str, brief: Brief) -> dict[str, Any]:
    """Return what the margin says of the analyst's hand in one sentence."""
    mine = [e for e in brief.edits if e.sentence == key and e.applied]
    return {
        "edited": [f"{_SAID[e.action]} by the analyst" for e in mine if e.action in _SAID],
        "comments": [
            {"text": c.text, "by": c.by} for c in brief.comments if c.sentence == key
        ],
    }  # fmt: skip


def edit_rows(brief: Brief) -> list[dict[str, Any]]:
    """Return all edits for the annex, those that no longer apply first."""
    ordered = sorted(brief.edits, key=lambda e: e.applied)
    return [
        {"action": e.action, "text": e.text, "theme": e.theme, "by": e.by,
         "state": "applied" if e.applied else f"not applied: {e.note}"}
        for e in ordered
    ]  # fmt: skip


def general_comments(brief: Brief) -> list[dict[str, Any]]:
    """Return the comments on the brief and on its themes."""
    names = {t.id: t.name for t in brief.themes}
    return [
        {"text": c.text, "by": c.by, "on": names.get(c.theme or "", "")}
        for c in brief.comments
        if c.sentence is None
    ]


def prepared(brief: Brief) -> str:
    """Return who stands behind a brief: its reviewer or nobody, and how much was edited."""
    who = f"reviewed by {brief.reviewer}" if brief.reviewer else "automatic, not reviewed"
    count = sum(e.applied and e.action != "sign off" for e in brief.edits)
    return f"{who}, {count} edit{'s' * (count != 1)}" if count else who
