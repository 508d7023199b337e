"""What pages say of an edition's changes: one sentence of counts, and a row for each change."""

from __future__ import annotations

from collections import Counter
from typing import Any

from briefgen.model import Brief, Change

MOST_NEW = 3
"""Changes that one page has room for; longer renderings show all but what continues."""


def whats_new(brief: Brief) -> dict[str, Any]:
    """Return what is new since the edition before, as plain data.

    ``words`` says it in a sentence; ``late`` how much of it is old news that came late, for pages that
    print none of that; ``rows`` has the changes that one reads, ``most`` how many of
    them a short page shows; ``editions`` are the columns of their ``reports``.
    """
    changes = brief.changes
    if changes is None or changes.since is None:
        return {
            "words": "First edition." if changes else "",
            "late": "",
            "rows": [],
            "most": 0,
            "editions": [],
        }
    return {
        "words": f"Since No. {changes.since}: {_counted(changes.items)}.",
        "late": _late(changes.items),
        "rows": [_row(c) for c in changes.items if c.kind != "continuing"],
        "most": MOST_NEW,
        "editions": [{"label": e.label, "as_of": e.as_of, "articles": e.articles,
                      "origins": e.origins, "claims": e.claims} for e in changes.editions],
    }  # fmt: skip


def _counted(items: tuple[Change, ...]) -> str:
    """Return how many changes of each kind there are: 2 denied, 14 new."""
    counts = Counter(c.kind for c in items)
    return ", ".join(f"{n} {kind}" for kind, n in counts.items()) or "nothing changed"


def _late(items: tuple[Change, ...]) -> str:
    """Return how many changes are old news that came late, in a sentence; empty where none is."""
    late = sum(c.kind == "newly seen" for c in items)
    return f"{late} newly seen: dated before the period." if late else ""


def _row(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "subject": change.subject,
        "sentence": change.sentence,
        "theme": change.theme,
        "text": change.text,
        "note": change.note,
        "reports": list(change.reports),
    }
