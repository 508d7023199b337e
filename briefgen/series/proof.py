"""Proof of all levels: the sources' words, the brief's references, what was derived, and what a series adds.

An edition's labels of change come from the editions before it, which its archive holds; with it, they are
derived again, and the edition is held against the copy that entered the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import briefgen
from briefgen.brief.derive import SERIES, SERIES_FIELDS, derive, differences_of
from briefgen.brief.given import occasion_of
from briefgen.brief.references import Fault, Level, find_foreign
from briefgen.brief.verify import Verdict, search_for, verify
from briefgen.model import Brief, History
from briefgen.model.frozen import thaw
from briefgen.profile.tables import Profile
from briefgen.series.archive import Archive
from briefgen.series.changes import RECENT
from briefgen.series.make import in_series
from briefgen.series.memory import Memory, recall
from briefgen.series.records import list_editions, list_texts, look_back

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


def prove(  # noqa: PLR0913 - the brief, and what it is held against
    brief: Brief,
    folders: Sequence[Path] = (),
    nearby: Sequence[Path] = (),
    *,
    archive: Archive | None = None,
    profile: Profile | None = None,
    content: bytes | None = None,
) -> Proof:
    """Return what can be proved of a brief.

    Args:
        brief: the brief.
        folders: where its sources are looked for first, by their names.
        nearby: where its own paths to them may begin.
        archive: that of its series, where it is at hand; it has the texts of sources whose files are gone, too.
        profile: the user's own, whose summariser and pipeline may be run.
        content: the bytes of the file that the brief was read from: whether they say more than the brief.
    """
    texts = list_texts(archive, brief.label) if archive and brief.label else {}
    verdict = verify(brief, folders, nearby, {key: text for key, (text, _) in texts.items()})
    ours = tuple(list_ours(brief))
    more = tuple(find_foreign(content, brief)) if content is not None else ()
    other = brief.generator.version != briefgen.__version__  # which may have fields of its own
    failures = verdict.faults if other else (*more, *verdict.faults)
    wrong = {fault.level for fault in failures}
    levels: dict[Level, State] = {
        level: "failed" if level in wrong else "proved" for level in ("quotes", "references")
    }
    if levels["quotes"] == "failed":
        levels |= {"derived": "not tried", "changes": "not tried"}
        return Proof(verdict, levels, failures, ours=ours)
    unproved = dict(_unproved_files(verdict))
    unproved |= {fault.where: fault.said for fault in more} if other else {}
    before = _before(brief, archive) if archive else None
    trusted = [profile.selection.summariser, profile.language.model or ""] if profile else []
    derivation = derive(
        brief,
        search_for(brief, folders, nearby),
        history=before[0] if before else None,
        trusted=trusted,
        kept={key: texts[key] for key in verdict.kept},
    )
    faults = [*derivation.faults]
    unproved |= derivation.unproved or {}
    levels["derived"] = "failed" if faults else "in part" if derivation.unproved else "proved"
    if brief.profile is None:
        levels["derived"] = "not of this brief"
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
    return Proof(verdict, levels, (*faults, *failures), unproved, ours)


def _unproved_files(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """Yield what cannot be said of the files of sources, though their words are proved."""
    for key in verdict.kept:
        yield f"sources.{key}.sha256", _GONE
    for key in verdict.renamed:
        yield f"sources.{key}.file", _BY_NAME


_GONE = "the file cannot be opened; what is quoted of it was proved by the text in the archive"
_BY_NAME = "found by the name alone, in another folder than the brief prints"


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
        yield Ours("comment", comment.by or _ANALYST, comment.text)
    yield from _of_edits(brief)
    if brief.reviewer:
        yield Ours("signed off", brief.reviewer, "the points, outlook and comments")


_ANALYST = "the analyst"


def _of_edits(brief: Brief) -> Iterator[Ours]:
    """Yield what an analyst's edits made of a brief, and those that do not apply, whose words are printed too."""
    by = {e.sentence: e.by for e in brief.edits if e.action == "rewrite"}
    for key, sentence in brief.sentences.items():
        if sentence.rewritten is not None:
            yield Ours(f"other words for {key}", by.get(key) or _ANALYST, sentence.rewritten)
    for source in brief.sources:
        if source.grade != _declared_grade(brief, source.publisher):
            what = f"grade of {source.id}"
            yield Ours(what, _ANALYST, f"{source.grade} for {source.publisher or source.file}")
    for edit in brief.edits:
        if not edit.applied:
            yield Ours(f"edit that does not apply: {edit.action}", edit.by or _ANALYST, edit.text)
        elif edit.action not in {"comment", "rewrite"}:
            yield Ours(f"edit: {edit.action}", edit.by or _ANALYST, edit.text)


def _register(brief: Brief) -> Iterator[Mapping[str, Any]]:
    """Yield the publishers that the profile in a brief knows."""
    for row in (brief.profile or {}).get("sources", ()):
        if isinstance(row, dict) and "name" in row:
            yield row


def _declared_grade(brief: Brief, publisher: str | None) -> str:
    """Return the grade that the profile gives a publisher."""
    return next((f"{r.get('grade')}6" for r in _register(brief) if r["name"] == publisher), "F6")


def _of_profile(brief: Brief) -> Iterator[tuple[str, str | None]]:
    """Yield the words that a profile puts on pages, with what they are."""
    yield "title", brief.title
    yield "marking", brief.marking
    yield "headline", brief.publication.headline
    yield "contact", brief.publication.contact
    yield "address", brief.publication.address
    yield from ((f"meaning of “{g.term}”", g.meaning) for g in brief.publication.glossary)
    yield from ((f"name of “{name}”", said) for name, said in brief.publication.publishers.items())
    for row in _register(brief):
        state = ", state media" if row.get("state_media") else ""
        yield f"grade of “{row['name']}”", f"{_declared_grade(brief, row['name'])}{state}"
    yield from (("theme", t.name) for t in brief.themes if not t.proposed)
    yield from (("question", q.text) for q in brief.questions)
    yield from (("indicator", i.text) for i in brief.indicators)
    if brief.appearance.logo:
        yield "logo", brief.appearance.logo.alt or "a picture"
    yield from (("font", f"what sets {f.role}") for f in brief.appearance.fonts)


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
