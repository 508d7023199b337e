"""Proof of what a brief does not quote: it is built again, from its sources and what is frozen in it, and compared.

Who says it, how sure, who else, denials, figures, days, counts, coverage, publishers, labels: nothing here knows
what each means. What another version, other models or code of the profile's own made is not taken for wrong
where it differs, and not for right either: it is said.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import briefgen
from briefgen.brief.build import build_brief
from briefgen.brief.given import hash_given, models_of, occasion_of
from briefgen.brief.references import Fault, Level
from briefgen.errors import BriefgenError
from briefgen.model import Brief, Declared, Document, History, Occasion, Skipped, Source
from briefgen.model.document import article_key, record_mark
from briefgen.model.frozen import plain
from briefgen.model.text import counted, safe
from briefgen.profile.frozen import thaw_profile
from briefgen.profile.tables import Profile, ReadingOptions, hash_profile
from briefgen.runtime import extensions
from briefgen.runtime.shelf import Picked, Shelf
from briefgen.sources.readers import Place, read_again
from briefgen.sources.reopen import Search

SERIES = ("edition", "revision", "correction", "changes", "repeated", "funnel")
"""What a series gives an edition: `series.proof` derives it, from the editions before."""
SERIES_FIELDS = {"indicators": ("before",), "events": ("id", "told_in"), "evidence": ("event",)}
"""The same inside other parts: an event has the id of the edition that told it first."""
_SHOWN = 90
"""Characters of a value, as a message shows it."""
_FIRST = ("profile", "decisions", "generator", "sources", "skipped", "sentences", "evidence")
"""Parts that others come from: where several differ, the first cause is among these."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """What building a brief again showed."""

    made: Brief | None
    """The brief as it is built now, without what its series gives it; None where it cannot be built."""
    faults: tuple[Fault, ...] = ()
    """What differs, the first cause first."""
    unproved: Mapping[str, str] | None = None
    """Parts that could not be derived, each with why."""


def derive(  # noqa: PLR0911 - a way a reason that nothing can be said
    brief: Brief,
    search: Search,
    *,
    history: History | None = None,
    trusted: Sequence[str] = (),
    kept: Mapping[str, tuple[str, str]] | None = None,
) -> Derivation:
    """Build a brief again and return what differs.

    Args:
        brief: one whose sources are as they were.
        search: where they are looked for.
        history: what came before it in its series, where its archive is at hand.
        trusted: a summariser or a spaCy pipeline of the user's own that may be run; what else a brief names is not.
        kept: texts of sources whose files are gone, by the sources' ids, with the keys of these articles.
    """
    if brief.profile is None:
        return Derivation(None, unproved={"all else": f"{brief.schema} holds no profile"})
    try:
        profile = thaw_profile(brief.profile, brief.appearance)
        other = _otherwise(brief, profile, trusted)
    except (ValueError, BriefgenError) as error:
        return _not_built(brief, f"its profile cannot be used: {_line(error)}")
    occasion = occasion_of(brief)
    faults = () if other else tuple(_check_given(brief, profile, occasion))
    if faults:
        return Derivation(None, faults)
    if other and not other.made:
        return Derivation(None, unproved={"all else": other.why})
    again = read_documents(brief, search, profile.reading)
    revived = {s.id: _revive(s, *kept[s.id]) for s in brief.sources if kept and s.id in kept}
    lost = [key for key, document in revived.items() if document is None]
    if lost:
        why = f"what the files of {', '.join(lost)} said beside their texts is not in the archive"
        return Derivation(None, unproved={"all else": why})
    if revived:
        again = replace(again, documents=_merged(again.documents, revived.values()))
    occasion = replace(occasion, history=history or History())
    try:
        made = build_brief(
            again.documents, profile, as_of=brief.as_of, occasion=occasion, skipped=again.skipped
        )
    except BriefgenError as error:
        return _not_built(brief, f"it cannot be built: {_line(error)}")
    made = replace(made, repeated=brief.repeated if brief.changes else made.repeated)
    found = tuple(differences_of(brief, made, "derived", without_series=brief.changes is not None))
    if other:
        parts = dict.fromkeys(("generator", *(f.where.partition(".")[0] for f in found)), other.why)
        return Derivation(made, unproved=parts)
    return Derivation(made, found, {"sources": again.longer} if again.longer else {})


@dataclass(frozen=True, slots=True)
class _Other:
    """Why a brief may rightly differ from what is built now, and whether building it says anything."""

    why: str
    made: bool = True


def _otherwise(brief: Brief, profile: Profile, trusted: Sequence[str]) -> _Other | None:
    """Return what else than this program as it is made a brief; None where nothing did."""
    named = [profile.selection.summariser, profile.language.model]
    own = [n for n in named if n and n not in trusted and n not in extensions.names("summariser")]
    if own:
        why = f"made with '{own[0]}', which is not run because a brief names it; give its profile with --profile"
        return _Other(why, made=False)
    if brief.generator.version != briefgen.__version__:
        return _Other(
            f"made by version {brief.generator.version}, and this is {briefgen.__version__}"
        )
    if brief.generator.models != models_of(profile):
        return _Other("made with other models than are installed")
    return None


def _not_built(brief: Brief, problem: str) -> Derivation:
    """Return what to say where building fails: a fault, but where another version made the brief."""
    if brief.generator.version != briefgen.__version__:
        return Derivation(
            None, unproved={"all else": f"{problem} (made by version {brief.generator.version})"}
        )
    return Derivation(None, (Fault("derived", "profile", problem),))


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _check_given(brief: Brief, profile: Profile, occasion: Occasion) -> Iterator[Fault]:
    """Yield whether what the build was given is not what the brief says by its hashes."""
    if hash_profile(profile) != brief.generator.profile_sha256:
        said = "profile is not the one that generator.profile_sha256 stands for (or the appearance is not)"
        yield Fault("derived", "profile", said)
    elif (
        hash_given(profile, brief.as_of, occasion, brief.decisions) != brief.generator.given_sha256
    ):
        parts = "as_of, period, edition, revision, correction, decisions, collected"
        said = f"one of {parts} is not what generator.given_sha256 stands for"
        yield Fault("derived", "given", said)


# The documents again -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Again:
    """What the files of a brief give now."""

    documents: Sequence[Document]
    skipped: tuple[Skipped, ...]
    longer: str = ""
    """Which files have lines behind those that the brief knows, in words."""


def read_documents(brief: Brief, search: Search, options: ReadingOptions) -> Again:
    """Return all that the files of a brief's sources, and those it skipped, give now.

    An edition of a series is given its own articles alone: others of its files were another edition's. Lines that a
    file of JSON Lines has behind the last one that the brief knows may have come later.
    """
    sources = {(s.path, s.file) for s in brief.sources}
    listed = {s.source for s in brief.skipped}
    roots = sorted({path[: len(path) - len(file)] for path, file in sources if path.endswith(file)})
    names = {_file_of(name, roots, search) for name in listed} - {file for _, file in sources}
    places = sources | {(f"{root}{name}", name) for name in names for root in roots}
    wanted = {(s.path, s.record) for s in brief.sources}
    last = _last_lines(brief)
    shelf = Shelf[Document]()
    documents: dict[tuple[str, int], int] = {}
    skipped: set[Skipped] = set()
    longer: Counter[str] = Counter()
    named = [
        (*search.find(path, file), Place(path=path, file=file)) for path, file in sorted(places)
    ]
    for result in read_again(named, options):
        known = _name(result) in listed or (
            isinstance(result, Document) and (result.path, result.record) in wanted
        )
        file, line = _line_of(_name(result))
        if not known and brief.changes is not None:
            continue
        if not known and file in last and line > last[file]:
            longer[file] += 1
        elif isinstance(result, Skipped):
            skipped.add(result)
        else:
            documents[result.path, result.record or 0] = shelf.put(result)
    ordered = Picked(shelf, [documents[key] for key in sorted(documents)])
    return Again(ordered, tuple(sorted(skipped, key=lambda s: (s.source, s.reason))), _told(longer))


def _revive(source: Source, text: str, key: str) -> Document | None:
    """Return the document of a source whose text an archive keeps; None where the key shows that its file said more."""
    told = Declared(
        title=source.title, date=source.published.raw, publisher=source.publisher, url=source.url
    )
    bare = Document(
        path=source.path, file=source.file, record=source.record, encoding=source.encoding, sha256=source.sha256,
        text=text, reader=source.reader, reader_version=source.reader_version,
    )  # fmt: skip
    for fields in _SAID:
        document = replace(
            bare, declared=Declared(**{name: getattr(told, name) for name in fields})
        )
        if article_key(document) == key:
            return document
    return None


_SAID = [
    fields for n in range(5) for fields in combinations(("title", "date", "publisher", "url"), n)
]
"""What the container of a text may have said of it."""


def _merged(found: Sequence[Document], others: Iterable[Document | None]) -> tuple[Document, ...]:
    """Return documents in the order of their files, those that are not found among them."""
    documents = {(d.path, d.record or 0): d for d in (*others, *found) if d is not None}
    return tuple(documents[key] for key in sorted(documents))


def _name(result: Document | Skipped) -> str:
    return result.source if isinstance(result, Skipped) else result.name


_LINE = re.compile(r"#L(\d{1,15})$")


def _line_of(name: str) -> tuple[str, int]:
    """Return the file and the line that a name is of; line 0 is the whole file, or no line."""
    found = _LINE.search(name)
    return (name[: found.start()], int(found.group(1))) if found else (name, 0)


def _last_lines(brief: Brief) -> Mapping[str, int]:
    """Return the files of JSON Lines with the last line that a brief knows of each."""
    names = [f"{s.file}{record_mark(s.reader, s.record)}" for s in brief.sources]
    last: dict[str, int] = {}
    for file, line in map(_line_of, (*names, *(s.source for s in brief.skipped))):
        if line:
            last[file] = max(line, last.get(file, 0))
    return last


def _told(longer: Mapping[str, int]) -> str:
    """Return which files have more lines than a brief knows, in words."""
    files = (f"'{safe(file)}' has {counted(n, 'article')}" for file, n in sorted(longer.items()))
    return f"{', '.join(files)} behind the last one that the brief knows" if longer else ""


def _file_of(name: str, roots: Sequence[str], search: Search) -> str:
    """Return the file of what was skipped: the name, or what stands before the mark of a line or a part."""
    if "#" not in name or any(search.find(f"{root}{name}", name)[0].exists() for root in roots):
        return name
    file, line = _line_of(name)
    return file if line else name.partition("#")[0]


# Comparing ---------------------------------------------------------------------------------------


def differences_of(
    brief: Brief, made: Brief, level: Level, *, without_series: bool, where: str = "derived again"
) -> Iterator[Fault]:
    """Yield the fields in which a brief is not what was made, those that others come from first."""
    had, now = plain(brief), plain(made)
    if without_series:
        for tree in (had, now):
            _drop_series(tree)
    order = sorted(had, key=lambda part: _FIRST.index(part) if part in _FIRST else len(_FIRST))
    for part in order:
        for place, old, new in differences(had[part], now[part], part):
            yield Fault(level, place, f"{place} is {_said(old, new, where)}")


def _drop_series(tree: dict[str, Any]) -> None:
    for part in SERIES:
        tree[part] = None
    for part, names in SERIES_FIELDS.items():
        held, without = tree[part], dict.fromkeys(names)
        if isinstance(held, dict):
            tree[part] = {key: {**item, **without} for key, item in held.items()}
        else:
            tree[part] = [{**item, **without} for item in held]


def differences(had: Any, now: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield where two plain values differ, with both; items of lists are told apart by their ids where they have any."""
    if isinstance(had, dict) and isinstance(now, dict):
        for key in (*had, *(k for k in now if k not in had)):
            yield from differences(had.get(key, ABSENT), now.get(key, ABSENT), f"{where}.{key}")
        if list(had) != list(now) and set(had) == set(now):
            yield where, list(had), list(now)
    elif isinstance(had, list) and isinstance(now, list):
        yield from _list_differences(had, now, where)
    elif repr(had) != repr(now):  # 1 is no 1.0, and 0.0 no -0.0
        yield where, had, now


ABSENT = object()
"""What stands in the place of what one side has not."""


def _list_differences(had: list[Any], now: list[Any], where: str) -> Iterator[tuple[str, Any, Any]]:
    ids = [[i.get("id") if isinstance(i, dict) else None for i in side] for side in (had, now)]
    if all(None not in side and len(set(side)) == len(side) for side in ids) and ids[0]:
        if ids[0] != ids[1]:
            yield where, ids[0], ids[1]
        by_id = [
            dict(zip(side, items, strict=True)) for side, items in zip(ids, (had, now), strict=True)
        ]
        for key in (k for k in ids[0] if k in by_id[1]):
            yield from differences(by_id[0][key], by_id[1][key], f"{where}.{key}")
        return
    if len(had) != len(now):
        at = next(
            (n for n, (a, b) in enumerate(zip(had, now, strict=False)) if a != b),
            min(len(had), len(now)),
        )
        yield (
            f"{where}.{at}",
            had[at] if at < len(had) else ABSENT,
            now[at] if at < len(now) else ABSENT,
        )
        return
    for number, (old, new) in enumerate(zip(had, now, strict=True)):
        yield from differences(old, new, f"{where}.{number}")


def _said(had: Any, now: Any, where: str) -> str:
    """Return both values as a message shows them: of long texts what stands where they differ."""
    old, new = _show(had), _show(now)
    if isinstance(had, str) and isinstance(now, str):
        at = next((n for n, (a, b) in enumerate(zip(had, now, strict=False)) if a != b), None)
        if at is not None and at > _SHOWN // 2:
            old, new = (f"…{_show(text[at - _SHOWN // 3 :])}" for text in (had, now))
        if at is not None and not (had[at].isascii() and now[at].isascii()):
            other = f"character {at + 1} is U+{ord(had[at]):04X} and no U+{ord(now[at]):04X}"
            return f"{old}; {where} it is {new}: {other}"
    return f"{old}; {where} it is {new}"


def _show(value: Any) -> str:
    """Return a value as a message shows it."""
    if value is ABSENT:
        return "not there"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
