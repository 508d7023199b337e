"""What stands in an archive: articles seen and their fate, and briefs frozen by edition.

An edition sees of the archive what was there when it was first built and has a lower number, so that
building it again after later ones gives the same brief.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from briefgen.errors import ArchiveError, EditionError
from briefgen.model import Brief, Document, Edition, Window, label_of
from briefgen.model.document import article_key
from briefgen.model.text import counted, sha256, storable
from briefgen.series.archive import Archive, copy_in_memory

Fate = Literal["reported", "earlier", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An article that a build met, and what became of it."""

    key: str
    sha256: str
    text: str
    file: str
    title: str
    publisher: str
    published: str
    fate: Fate
    note: str
    """Its source id in the brief, or why it was skipped."""
    passed_over: bool = False
    """Whether it was skipped for others that tell more, and counts as seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An edition as the archive holds it."""

    edition: Edition
    title: str
    issued: bool
    brief: bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place that a search found; words between START and END were asked for."""

    where: str
    title: str
    snippet: str


START, END = "\x02", "\x03"
"""Marks around the words found; no stored text holds them."""
SNIPPET_WORDS = 24


# Writing -----------------------------------------------------------------------------------------


def list_seen(documents: Iterable[Document], brief: Brief) -> Iterator[Seen]:
    """Yield the articles that a build met, with their fates; no more than one text is at hand.

    Articles that earlier editions reported and this one does not repeat are not met again.
    """
    sources = {(s.path, s.record): s for s in brief.sources}
    skipped = {s.source: s for s in brief.skipped}
    met = set[str]()
    for document in documents:
        source = sources.get((document.path, document.record))
        left = skipped.get(document.name)
        key = article_key(document)
        if (source is None and left is None) or key in met:
            continue
        met.add(key)
        text = storable(document.text)
        yield Seen(
            key=key,
            sha256=sha256(text),
            text=text,
            file=document.name,
            title=(source.title if source else document.declared.title) or "",
            publisher=(source.publisher if source else document.declared.publisher) or "",
            published=(source.published.date if source else None) or "",
            fate="skipped" if source is None else "earlier" if source.earlier else "reported",
            note=source.id if source else left.reason if left else "",
            passed_over=source is None and left is not None and left.passed_over,
        )


def keep_edition(  # noqa: PLR0913, PLR0917 - an edition, and all that is kept of it
    archive: Archive,
    edition: Edition,
    brief: Brief,
    frozen: bytes,
    seen: Iterable[Seen],
    told: bytes = b"",
) -> None:
    """Write an edition and the articles it met, inside a transaction of the archive.

    ``told`` is what is remembered of it (`series.memory.pack`). One that is there with the same bytes is left as it is.

    Raises:
        EditionError: it is there with other bytes and frozen: it was sent, or a later one builds on it.
    """
    digest = hashlib.sha256(frozen).hexdigest()
    found = archive.rows(
        "SELECT id, issued, sha256 FROM edition WHERE number = ? AND revision = ?",
        edition.number, edition.revision,
    )  # fmt: skip
    if found and found[0]["sha256"] == digest:
        return
    if found:
        _refuse_if_frozen(archive, edition, found[0]["id"], issued=found[0]["issued"])
    values = (
        edition.window.kind, edition.window.start, edition.window.end, edition.as_of, brief.title,
        edition.correction or "", _words(brief), frozen, digest, edition.number, edition.revision,
    )  # fmt: skip
    archive.connection.execute(_REPLACE if found else _INSERT, values)
    _keep_fates(archive, edition, seen)
    if told:
        archive.connection.execute(
            """INSERT OR REPLACE INTO memory
            SELECT id, ? FROM edition WHERE number = ? AND revision = ?""",
            (told, edition.number, edition.revision),
        )


_INSERT = """INSERT INTO edition
    (kind, start, end, as_of, title, correction, words, brief, sha256, number, revision)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_REPLACE = """UPDATE edition
    SET kind = ?, start = ?, end = ?, as_of = ?, title = ?, correction = ?, words = ?, brief = ?, sha256 = ?
    WHERE number = ? AND revision = ?"""


def _words(brief: Brief) -> str:
    """Return what a search finds of a brief: its printed sentences, one a line."""
    return "\n".join(s.text for s in brief.sentences.values())


def _refuse_if_frozen(archive: Archive, edition: Edition, key: int, *, issued: bool) -> None:
    later = archive.rows(
        "SELECT number, revision FROM edition WHERE id > ? AND number >= ? ORDER BY id LIMIT 1",
        key, edition.number,
    )  # fmt: skip
    if not issued and not later:
        return
    why = "was sent" if issued else f"has No. {label_of(*later[0])} built on it"
    problem = f"{why} and would change; say what is mended with --correction, or build it apart with --no-archive"
    raise EditionError(f"No. {edition.label}", problem)


def _keep_fates(archive: Archive, edition: Edition, seen: Iterable[Seen]) -> None:
    """Write the articles and what became of each in an edition."""
    execute = archive.connection.execute
    key = archive.rows(
        "SELECT id FROM edition WHERE number = ? AND revision = ?", edition.number, edition.revision
    )[0]["id"]
    execute("DELETE FROM fate WHERE edition = ?", (key,))
    for article in seen:
        execute(
            """INSERT INTO article (key, sha256, text, file, title, publisher, published)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE
            SET title = excluded.title, publisher = excluded.publisher, published = excluded.published
            WHERE excluded.published != '' AND excluded.published != published""",
            (article.key, article.sha256, article.text, article.file, article.title, article.publisher, article.published),
        )  # fmt: skip
        execute(
            """INSERT INTO fate (edition, article, fate, note, passed_over)
            SELECT ?, id, ?, ?, ? FROM article WHERE key = ?""",
            (key, article.fate, article.note, article.passed_over, article.key),
        )


def mark_issued(archive: Archive, number: int, revision: int) -> None:
    """Note that a sending of an edition has begun: from now on it can only be corrected."""
    archive.connection.execute(
        "UPDATE edition SET issued = 1 WHERE number = ? AND revision = ?", (number, revision)
    )


# Reading -----------------------------------------------------------------------------------------


def list_editions(archive: Archive) -> tuple[Kept, ...]:
    """Return the editions by number, each with its corrections behind it."""
    rows = archive.rows("SELECT * FROM edition ORDER BY number, revision")
    return tuple(
        Kept(
            edition=Edition(
                number=row["number"],
                revision=row["revision"],
                window=Window(kind=row["kind"], start=row["start"], end=row["end"]),
                as_of=row["as_of"],
                correction=row["correction"] or None,
            ),
            title=row["title"],
            issued=bool(row["issued"]),
            brief=row["brief"],
            sha256=row["sha256"],
        )
        for row in rows
    )


def find_edition(archive: Archive, label: str) -> Kept:
    """Return the edition of a number such as 12 or 12.1; 12 is its first printing.

    Raises:
        EditionError: there is none; the message lists the numbers there are.
    """
    kept = list_editions(archive)
    found = next((k for k in kept if k.edition.label == label), None)
    if found is None:
        labels = ", ".join(k.edition.label for k in kept[-12:]) or "none so far"
        raise EditionError(f"No. {label}", f"not in the archive, which has {labels}")
    return found


def list_texts(archive: Archive, label: str) -> dict[str, tuple[str, str]]:
    """Return the texts of an edition's sources by their ids, each with the key that makes it one article."""
    number, _, revision = label.partition(".")
    rows = archive.rows(
        """SELECT note, text, key FROM fate JOIN article ON article.id = fate.article
        JOIN edition ON edition.id = fate.edition
        WHERE fate != 'skipped' AND number = ? AND revision = ?""",
        int(number or 0), int(revision or 0),
    )  # fmt: skip
    return {row["note"]: (row["text"], row["key"]) for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What an edition sees of the archive."""

    briefs: tuple[bytes, ...]
    """The latest before it, by number, the last one first."""
    seen: frozenset[str]
    """Keys of the articles that any before it reported or passed over."""
    later: frozenset[str]
    """Where it is there already: keys of those that only editions built after it reported."""
    told: tuple[tuple[str, bytes | None, str], ...] = ()
    """Of all before it, the latest first: number, what is remembered of it, and its printed sentences, one a line."""


def look_back(archive: Archive, edition: Edition, *, most: int) -> Before:
    """Return what an edition sees of the archive: at most so many briefs, and whose articles are whose."""
    place = (edition.number, edition.revision)
    own = archive.rows("SELECT id FROM edition WHERE number = ? AND revision = ?", *place)
    built = own[0]["id"] if own else 2**62
    briefs = archive.rows(
        """SELECT brief FROM edition AS e WHERE number < ? AND id < ? AND revision =
            (SELECT max(revision) FROM edition WHERE number = e.number AND id < ?)
        ORDER BY number DESC LIMIT ?""",
        edition.number, built, built, most,
    )  # fmt: skip
    told = archive.rows(
        """SELECT number, revision, sketch, words FROM edition AS e LEFT JOIN memory ON edition = e.id
        WHERE number < ? AND id < ? AND revision =
            (SELECT max(revision) FROM edition WHERE number = e.number AND id < ?)
        ORDER BY number DESC""",
        edition.number, built, built,
    )  # fmt: skip
    seen = archive.rows(
        """SELECT key FROM article WHERE id IN (SELECT article FROM fate
            JOIN edition ON edition.id = fate.edition
            WHERE (fate != 'skipped' OR passed_over) AND number < ? AND edition.id < ?)""",
        edition.number, built,
    )  # fmt: skip
    later = archive.rows(
        """SELECT key FROM article
        WHERE id IN (SELECT article FROM fate WHERE (fate != 'skipped' OR passed_over) AND edition > ?)
        AND id NOT IN (SELECT article FROM fate WHERE edition = ?)""",
        built, built,
    )  # fmt: skip
    return Before(
        briefs=tuple(row["brief"] for row in briefs),
        seen=frozenset(row["key"] for row in seen),
        later=frozenset(row["key"] for row in later),
        told=tuple((label_of(r["number"], r["revision"]), r["sketch"], r["words"]) for r in told),
    )


# Searching ---------------------------------------------------------------------------------------


def search(archive: Archive, query: str, *, most: int = 20) -> tuple[Hit, ...]:
    """Return where articles and briefs hold all words of a query, the best first.

    Words in double quotes are a phrase, a word that ends in * a beginning; nothing else is syntax.
    """
    match = _match(query)
    if not match:
        return ()
    marks = (START, END, SNIPPET_WORDS)
    articles = archive.rows(
        """SELECT file AS place, article.title, snippet(article_words, 1, ?, ?, '…', ?) AS found, rank
        FROM article_words JOIN article ON article.id = article_words.rowid
        WHERE article_words MATCH ? ORDER BY rank, file LIMIT ?""",
        *marks, match, most,
    )  # fmt: skip
    briefs = archive.rows(
        """SELECT number, revision, edition.title, snippet(edition_words, 1, ?, ?, '…', ?) AS found
        FROM edition_words JOIN edition ON edition.id = edition_words.rowid
        WHERE edition_words MATCH ? ORDER BY rank, number DESC LIMIT ?""",
        *marks, match, most,
    )  # fmt: skip
    return (
        *(Hit(where=f"No. {label_of(r['number'], r['revision'])}", title=r["title"], snippet=r["found"]) for r in briefs),
        *(Hit(where=r["place"], title=r["title"], snippet=r["found"]) for r in articles),
    )  # fmt: skip


def _match(query: str) -> str:
    """Return a query in FTS5's syntax in which every word is quoted, so that none is an operator."""
    parts = re.findall(r'"([^"]+)"|([^\s"]+)', query.replace("\0", " "))
    terms = [(phrase or word.rstrip("*"), word.endswith("*")) for phrase, word in parts]
    return " ".join(
        f'"{term}"{"*" * prefix}' for term, prefix in terms if any(c.isalnum() for c in term)
    )


def count_kept(archive: Archive) -> str:
    """Return how much an archive holds, in words."""
    editions, articles = (
        archive.rows(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608 - one of two names
        for table in ("edition", "article")
    )
    return f"{counted(editions, 'edition')}, {counted(articles, 'article')}"


# Checking ----------------------------------------------------------------------------------------


def check(archive: Archive) -> tuple[str, ...]:
    """Return what is wrong with an archive: the file's pages, its links, hashes, and the words to search."""
    faults: list[str] = []
    try:
        faults += _faults(archive)
    except ArchiveError as error:
        faults.append(f"the rest cannot be read: {error.problem.partition(';')[0]}")
    return tuple(faults)


def _faults(archive: Archive) -> Iterator[str]:
    for row in archive.rows("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"the file: {row[0]}"
    for row in archive.rows("PRAGMA foreign_key_check"):
        yield f"table {row['table']}, row {row['rowid']}: points at nothing in {row['parent']}"
    for row in archive.rows("SELECT id, file, text, sha256 FROM article"):
        if sha256(row["text"]) != row["sha256"]:
            yield f"article {row['id']} ({row['file']}): its text is not what its SHA-256 stands for"
    for kept in list_editions(archive):
        if hashlib.sha256(kept.brief).hexdigest() != kept.sha256:
            yield f"No. {kept.edition.label}: its brief is not what its SHA-256 stands for"
    with copy_in_memory(archive) as copy:
        yield from (f"{t}: the words to search are not those of the texts" for t in _unlike(copy))


def _unlike(copy: Archive) -> Iterator[str]:
    """Yield the indices that do not hold the words of their texts; FTS5 tells only to a writer."""
    for table in ("article_words", "edition_words"):
        try:
            copy.rows(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - one of two names
        except ArchiveError:
            yield table
