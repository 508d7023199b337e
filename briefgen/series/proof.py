"""Proof of all levels: the sources' words, the brief's references, what was derived, and what a series adds.

An edition's labels of change come from the editions before it, which its archive holds; with it, they are
derived again, and the edition is held against the copy that entered the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from briefgen.brief.derive import SERIES, SERIES_FIELDS, derive, differences_of
from briefgen.brief.given import occasion_of
from briefgen.brief.references import Fault, Level
from briefgen.brief.verify import Verdict, search_for, verify
from briefgen.model import Brief, History
from briefgen.model.frozen import thaw
from briefgen.profile.tables import Profile
from briefgen.series.archive import Archive
from briefgen.series.changes import RECENT
from briefgen.series.make import in_series
from briefgen.series.memory import Memory, recall
from briefgen.series.records import list_editions, look_back

PROFILE = "the profile"
"""Who says what the profile declares."""
State = Literal["proved", "failed", "in part", "not tried", "not of this brief"]


@dataclass(frozen=True, slots=True)
class Ours:
    """Words, or a decision, of a brief that no source has: what, whose, and which words."""

    what: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved of a brief, level by level."""

    verdict: Verdict
    levels: Mapping[Level, State]
    faults: tuple[Fault, ...]
    """What is wrong, the first cause first."""
    unproved: Mapping[str, str] = field(default_factory=dict)
    """Parts that could not be proved, each with why."""
    ours: tuple[Ours, ...] = ()

    @property
    def proved(self) -> bool:
        """Whether all levels that the brief has are proved."""
        return not self.faults and not self.unproved


def prove(
    brief: Brief,
    folders: Sequence[Path] = (),
    nearby: Sequence[Path] = (),
    *,
    archive: Archive | None = None,
    profile: Profile | None = None,
) -> Proof:
    """Return what can be proved of a brief.

    Args:
        brief: the brief.
        folders: where its sources are looked for first, by their names.
        nearby: where its own paths to them may begin.
        archive: that of its series, where it is at hand.
        profile: the user's own, whose summariser and pipeline may be run.
    """
    verdict = verify(brief, folders, nearby)
    ours = tuple(list_ours(brief))
    wrong = {fault.level for fault in verdict.faults}
    levels: dict[Level, State] = {
        level: "failed" if level in wrong else "proved" for level in ("quotes", "references")
    }
    if levels["quotes"] == "failed":
        return Proof(
            verdict,
            levels | {"derived": "not tried", "changes": "not tried"},
            verdict.faults,
            ours=ours,
        )
    before = _before(brief, archive) if archive else None
    trusted = [profile.selection.summariser, profile.language.model or ""] if profile else []
    search = search_for(brief, folders, nearby)
    derivation = derive(brief, search, history=before[0] if before else None, trusted=trusted)
    faults, unproved = [*derivation.faults], dict(derivation.unproved or {})
    frozen = brief.profile is not None
    levels["derived"] = "failed" if faults else "in part" if unproved else "proved"
    if not frozen:
        levels["derived"], unproved = "not of this brief", {}
    if brief.changes is None:
        levels["changes"] = "not of this brief"
    elif archive is None or before is None:
        why = "the archive of its series is not at hand; name the series' profile with --profile"
        unproved |= dict.fromkeys(SERIES, why)
        levels["changes"] = "not tried"
    else:
        found = tuple(_series_faults(brief, derivation.made, archive, *before))
        faults += found
        levels["changes"] = "failed" if found else "proved" if derivation.made else "in part"
    return Proof(verdict, levels, (*faults, *verdict.faults), unproved, ours)


def _before(brief: Brief, archive: Archive) -> tuple[History, Memory | None] | None:
    """Return what came before a brief in its series, and what its archive remembers; None outside a series."""
    edition = occasion_of(brief).edition
    if edition is None:
        return None
    before = look_back(archive, edition, most=RECENT)
    recent = tuple(thaw(content, str(archive.path)) for content in before.briefs)
    return History(recent=recent), recall(before.told)


def _series_faults(
    brief: Brief, made: Brief | None, archive: Archive, before: History, memory: Memory | None
) -> Iterator[Fault]:
    """Yield where an edition is not the one in its archive, and where its labels of change are not those derived."""
    kept = next((k for k in list_editions(archive) if k.edition.label == brief.label), None)
    if kept is None:
        yield Fault(
            "changes",
            "edition",
            f"edition is {brief.label}, which is not in the archive '{archive.path.name}'",
        )
        return
    stored = thaw(kept.brief, str(archive.path))
    yield from differences_of(
        brief, stored, "changes", without_series=False, where="in the archive"
    )
    if made is None:
        return
    occasion = occasion_of(brief)
    labelled = in_series(made, replace(occasion, history=before), memory)
    for fault in differences_of(brief, labelled, "changes", without_series=False):
        if fault.where.partition(".")[0] in {"changes", *SERIES_FIELDS}:
            yield fault


# Ours --------------------------------------------------------------------------------------------


def list_ours(brief: Brief) -> Iterator[Ours]:
    """Yield every word and every decision of a brief that is not its sources'."""
    for what, text in _of_profile(brief):
        if text:
            yield Ours(what, PROFILE, text)
    if brief.correction:
        yield Ours("what is corrected", "whoever built it", brief.correction)
    for comment in brief.comments:
        yield Ours("comment", comment.by or "the analyst", comment.text)
    by = {e.sentence: e.by for e in brief.edits if e.action == "rewrite"}
    for key, sentence in brief.sentences.items():
        if sentence.rewritten is not None:
            yield Ours(f"other words for {key}", by.get(key) or "the analyst", sentence.rewritten)
    for edit in brief.edits:
        if edit.applied and edit.action not in {"comment", "rewrite"}:
            yield Ours(f"edit: {edit.action}", edit.by or "the analyst", edit.text)
    if brief.reviewer:
        yield Ours("signed off", brief.reviewer, "the points, outlook and comments")


def _of_profile(brief: Brief) -> Iterator[tuple[str, str | None]]:
    """Yield the words that a profile puts on pages, with what they are."""
    yield "title", brief.title
    yield "headline", brief.publication.headline
    yield "contact", brief.publication.contact
    yield from ((f"meaning of “{g.term}”", g.meaning) for g in brief.publication.glossary)
    yield from (("theme", t.name) for t in brief.themes if not t.proposed)
    yield from (("question", q.text) for q in brief.questions)
    yield from (("indicator", i.text) for i in brief.indicators)
    if brief.appearance.logo:
        yield "logo", brief.appearance.logo.alt or "a picture"


def report_of(proof: Proof) -> dict[str, Any]:
    """Return a proof as plain mappings and lists: what `verify --json` prints."""
    return {
        "proved": proof.proved,
        "levels": dict(proof.levels),
        "sentences": proof.verdict.sentences,
        "sources": proof.verdict.sources,
        "faults": [{"level": f.level, "where": f.where, "said": f.said} for f in proof.faults],
        "unproved": dict(proof.unproved),
        "ours": [{"what": o.what, "who": o.who, "text": o.text} for o in proof.ours],
    }
