"""What pages say of claims: who asserts, hedges and denies each, and which figures and dates differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefgen.model import Brief, Claim, Conflict, ReportedValue
from briefgen.rendering.charts import matrix
from briefgen.rendering.pages.charts import draw_conflict, plain_chart
from briefgen.rendering.pages.labels import cite_of, number

MATRIX_SOURCES = 14
"""The corroboration matrix has a column for each source that speaks to a claim, up to so many; above, it
lists them."""


def plain_claims(brief: Brief) -> list[dict[str, Any]]:
    """Return the claims with the sources that assert, hedge or deny each, and a row of their marks."""
    columns = matrix_columns(brief)
    return [_claim(claim, brief, columns) for claim in brief.claims]


def matrix_columns(brief: Brief) -> list[str]:
    """Return the sources that speak to any claim, or none where they are too many for columns."""
    speaking = {
        source for claim in brief.claims for held in _held(claim, brief).values() for source in held
    }
    columns = [s.id for s in brief.sources if s.id in speaking]
    return columns if len(columns) <= MATRIX_SOURCES else []


def _held(claim: Claim, brief: Brief) -> dict[str, list[str]]:
    """Return for each mark of the matrix the sources that bear it."""
    given = {"asserted": claim.asserted, "hedged": claim.hedged, "denied": claim.denied}
    return {
        name: sorted({brief.sentences[k].source for k in keys}, key=lambda s: int(s[1:]))
        for name, keys in given.items()
    }


def _claim(claim: Claim, brief: Brief, columns: Sequence[str]) -> dict[str, Any]:
    held = _held(claim, brief)
    articles = {*held["asserted"], *held["hedged"]}
    origins = (
        "single source"
        if claim.origins == 1
        else f"{number(len(articles))} article{'s' * (len(articles) != 1)}, not established"
    )
    differing = dict.fromkeys(c.kind for c in brief.conflicts if c.claim == claim.id)
    origins += "".join(f"; {kind}s differ" for kind in differing)
    return {
        "id": claim.id,
        "theme": claim.theme,
        "phrase": claim.phrase,
        "sentence": claim.sentence,
        "denials": list(claim.denied),
        "proofs": {
            "asserted": list(claim.asserted),
            "hedged": list(claim.hedged),
            "denied": list(claim.denied),
        },
        **held,
        "marks": plain_chart(matrix.row(columns, held)) if columns else None,
        "origins_label": origins,
    }


def plain_conflict(conflict: Conflict, brief: Brief) -> dict[str, Any]:
    """Return differing figures or dates of one claim, as a picture where they are of one unit."""
    claim = next(c for c in brief.claims if c.id == conflict.claim)
    picture = draw_conflict(conflict, brief)
    return {
        "id": conflict.id,
        "claim": conflict.claim,
        "theme": claim.theme,
        "phrase": claim.phrase,
        "kind": conflict.kind,
        "subject": conflict.subject,
        "values": [{"sentence": v.sentence, "phrase": v.phrase} for v in conflict.values],
        "chart": plain_chart(picture) if picture else None,
    }


def differing(key: str, brief: Brief) -> list[dict[str, Any]]:
    """Return what other sentences give where a sentence's figure or date is in conflict, each value once."""
    found: dict[str, list[str]] = {}
    for conflict in brief.conflicts:
        own = {_given(v) for v in conflict.values if v.sentence == key}
        for v in conflict.values if own else ():
            if _given(v) not in own:
                found.setdefault(v.phrase, []).append(v.sentence)
    return [
        {"phrase": phrase, "id": ids[0], "cite": cite_of(brief.sentences[ids[0]]), "more": len(ids) - 1}
        for phrase, ids in found.items()
    ]  # fmt: skip


def _given(value: ReportedValue) -> tuple[Any, ...]:
    """Return what a sentence gives, whatever its words."""
    known = value.value, value.upper, value.unit, value.date
    return known if any(k is not None for k in known) else (value.phrase.lower(),)
