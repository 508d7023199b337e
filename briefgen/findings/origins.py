"""Which articles are one text: reprints and versions share an origin, so that a sentence counts once for it.

Texts are compared by their runs of five words, shingles (Broder 1997): a partial reprint and an edited
wire copy share most of them, whatever the headline says. Two texts of one template share many as
well, so short ones and those of different weeks must share more. Only texts that share a *sketch*, a
sample of their shingles, are compared in full, so 10,000 articles take seconds.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from briefgen.language.tokens import small_letters, words
from briefgen.model import Article, LeftOut
from briefgen.model.dates import span_of
from briefgen.model.document import content_key
from briefgen.model.publishers import publisher_key

SHINGLE = 5
"""Words in a shingle."""
SHARED = 0.5
"""Share of the shorter text's shingles that makes two texts one."""
SHORT, SHARED_IF_SHORT = 100, 0.88
"""Below so many words, or more than `SAME_DAYS` apart, it takes this share: of KCNA's 1,039 different
texts one shares .81 with another ("Group Tours Pyongyang", "Group Leaves"), the rest less than .8."""
SHARED_BY_WIRE = 0.35
"""Enough where two publishers' texts credit the same wire."""
SAME_DAYS = 7
"""Reprints follow within a week; what a ministry says every month in the same words is no reprint."""
_MARK = r"(?i:UPDATED?|WRAP-?UP|CORRECT(?:ED|ION|S)|REFILED?|RPT|REPEAT|RECASTS?|CLARIFIED|CLARIFICATION)|(?:[1-9](?:st|nd|rd|th)\s)?(?:LD|LEAD)"
_VERSION = re.compile(
    rf"\W{{0,2}}(?:(?:REFILED?|RPT)[\s-]+)?(?P<mark>{_MARK})\b(?:[\s-]+(?P<number>\d{{1,2}})\b)?(?:-OFFICIAL)?"
    r"(?:\W?\s*[-:–—|]\s*|[)\]]\s+)(?=\S)"
    rf"|.{{0,300}}\S\s(?:[(\[](?P<mark2>{_MARK})(?:\s(?P<number2>\d{{1,2}}))?[^)\]]{{0,20}}[)\]]|[-–—|]\s(?P<mark3>UPDATED?|CORRECTED)(?:\s(?P<number3>\d{{1,2}}))?)\s*$"
)
"""What an agency puts before the title of a later version of a story, or behind it."""
CORRECTED = 100
"""Rank of a correction among the versions of a day: above every update."""
UNCHANGED = 0.98
"""Share of shingles from which a reprint is one of the version that stands."""
SAMPLED = 8
"""A sketch keeps one shingle in so many, and the so many smallest of a short text."""
HOLDERS = 50
"""A shingle that so many different texts have is a phrase, and finds no further text."""


@dataclass(frozen=True, slots=True)
class _Body:
    """An article's text as sorted hashes of its shingles, with what else tells reprints."""

    article: Article
    shingles: Any
    size: int

    @property
    def sketch(self) -> list[int]:
        """A sample of the shingles that depends on them alone; texts that share many share some of it."""
        sampled = self.shingles[self.shingles % SAMPLED == 0]
        return [*{*sampled.tolist(), *self.shingles[:SAMPLED].tolist()}]


def find_origins(articles: Sequence[Article]) -> Mapping[str, str]:
    """Return each article's origin: the id of the first article, in order, of the same text."""
    place = {a.id: n for n, a in enumerate(articles)}
    groups = _group([_body(a) for a in articles])
    first = {a.id: min(group, key=lambda m: place[m.id]).id for group in groups for a in group}
    return {a.id: first[a.id] for a in articles}


def version_of(title: str | None) -> int | None:
    """Return a version's rank by the mark before its title: an update's number, a correction above all; None without."""
    found = _VERSION.match(title or "")
    if not found:
        return None
    mark = (found["mark"] or found["mark2"] or found["mark3"]).upper()
    number = found["number"] or found["number2"] or found["number3"]
    return (
        CORRECTED
        if mark.startswith("CORRECT")
        else int(number or (mark[0].isdigit() and mark[0]) or 1)
    )


def find_superseded(articles: Sequence[Article], origins: Mapping[str, str]) -> Mapping[str, str]:
    """Return the articles that a later version of their story replaces, each with the one that stands.

    Only where a title bears a version's mark, or one address was read at several times; a reprint of the version that
    stands is not replaced.
    """
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(origins[article.id], []).append(article)
    marked: dict[str, str] = {
        old: new
        for group in groups.values()
        if any(version_of(a.title) is not None for a in group)
        for old, new in _replaced(group)
    }
    return marked | _read_again(articles)


def _read_again(articles: Sequence[Article]) -> dict[str, str]:
    """Return the articles whose address was read again later, when it said something else, each with the latest."""
    latest: dict[str, Article] = {}
    dated = [a for a in articles if a.document.declared.url and a.document.declared.read_at]
    for article in sorted(dated, key=lambda a: (a.document.declared.read_at or "", a.id)):
        latest[article.document.declared.url or ""] = article
    stands = {a.id: latest[a.document.declared.url or ""] for a in dated}
    return {
        a.id: stands[a.id].id
        for a in dated
        if (a.document.declared.read_at or "") < (stands[a.id].document.declared.read_at or "")
        and _body(a).shingles.tobytes() != _body(stands[a.id]).shingles.tobytes()
    }


def find_copies(articles: Sequence[Article], origins: Mapping[str, str]) -> Mapping[str, str]:
    """Return the sentences of reprints that an earlier article of their origin has, lightly edited, each with that article."""
    told: dict[str, dict[str, tuple[frozenset[str], Article]]] = {}
    copies: dict[str, str] = {}
    reprinted = Counter(origins[a.id] for a in articles)
    for article in (a for a in articles if reprinted[origins[a.id]] > 1):
        held = told.setdefault(origins[article.id], {})
        new = {
            s.sha256: frozenset(words(s.text)) for s in article.sentences if s.sha256 not in held
        }
        found = {sha: _copied(article, said, held.values()) for sha, said in new.items()}
        copies |= {s.id: other for s in article.sentences if (other := found.get(s.sha256))}
        held |= {sha: (said, article) for sha, said in new.items() if not found[sha]}
    return copies


def _copied(
    article: Article, said: frozenset[str], held: Iterable[tuple[frozenset[str], Article]]
) -> str | None:
    """Return the article that has a sentence in nearly the same words, or None."""
    credit = article.credit or ""
    alike = (
        other.id
        for known, other in held
        if _is_edited(said, known, frozenset(words(f"{credit} {other.credit or ''}")))
    )
    return next(alike, None)


def left_out_by_copies(articles: Sequence[Article], copies: Mapping[str, str]) -> Iterable[LeftOut]:
    """Yield the sentences of edited reprints, each with the article that has them."""
    for s in (s for a in articles for s in a.sentences if s.id in copies):
        yield LeftOut(
            source=s.source,
            paragraph=s.paragraph,
            start=s.start,
            end=s.end,
            reason=f"in an edited reprint of {copies[s.id]}",
        )


def left_out_whole(articles: Sequence[Article], reasons: Mapping[str, str]) -> Iterable[LeftOut]:
    """Yield the sentences of articles that are left out as a whole, each article with its reason."""
    for article in articles:
        for s in article.sentences if article.id in reasons else ():
            yield LeftOut(
                source=s.source, paragraph=s.paragraph, start=s.start, end=s.end,
                reason=reasons[article.id],
            )  # fmt: skip


def _replaced(group: Sequence[Article]) -> Iterable[tuple[str, str]]:
    """Yield what the latest version of a story replaces."""
    stands = max(group, key=lambda a: (_time_of(a), content_key(a.document)))
    body = _body(stands)
    for article in group:
        earlier = _time_of(article) < _time_of(stands)
        if earlier and _shared(_body(article), body) < UNCHANGED:
            yield article.id, stands.id


def _time_of(article: Article) -> tuple[str, int]:
    """Return when a version came: its day, and its rank among those of the day."""
    date = article.published.date
    return span_of(date)[1].isoformat() if date else "", version_of(article.title) or 0


def _group(bodies: Sequence[_Body]) -> list[list[Article]]:
    """Return the articles of each text; longest texts come first, so that the order changes nothing."""
    groups: dict[str, list[Article]] = {}
    exact: dict[bytes, str] = {}
    holders: dict[int, list[_Body]] = {}
    for body in sorted(bodies, key=lambda b: (-b.size, b.shingles.tobytes(), b.article.id)):
        print_ = body.shingles.tobytes()
        whole = exact.get(print_) if body.size else None
        whole = whole or _of_same_text(body, holders)
        if whole is None:
            whole = body.article.id
            for shingle in body.sketch:
                holders.setdefault(shingle, []).append(body)
        exact[print_] = whole
        groups.setdefault(whole, []).append(body.article)
    return list(groups.values())


def _of_same_text(body: _Body, holders: Mapping[int, Sequence[_Body]]) -> str | None:
    """Return the id of the longer text that a text is a reprint of: the one it shares most with."""
    near = {b.article.id: b for b in _near(body, holders)}
    alike = {
        key: share
        for key, b in near.items()
        if (share := _shared(body, b)) >= _needed(body, b)
        or (share >= SHARED_IF_EDITED and _is_lightly_edited(body, b))
    }
    return min(alike, key=lambda k: (-alike[k], near[k].shingles.tobytes()), default=None)


SHARED_IF_EDITED = 0.3
"""Of texts that share less nobody asks whether one is the other, lightly edited."""
LIGHT = 0.75
"""Share of a sentence's words that it keeps when it is lightly edited."""
FEWEST_SENTENCES = 3
"""Of fewer sentences nobody can tell a reprint."""
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


def _is_lightly_edited(shorter: _Body, longer: _Body) -> bool:
    """Return whether each sentence of a text stands in another of its days, but for small words, days and the agency's name.

    What differs in a number or a name is another text of one template.
    """
    if _days_apart(shorter.article, longer.article) > SAME_DAYS:
        return False
    told = [frozenset(words(s.text)) for s in shorter.article.sentences]
    others = [frozenset(words(s.text)) for s in longer.article.sentences]
    if len(told) < FEWEST_SENTENCES or abs(len(told) - len(others)) > len(told) // 2:
        return False
    agency = frozenset(words(f"{shorter.article.credit or ''} {longer.article.credit or ''}"))
    at = 0
    for said in told:  # in the same order
        at = (
            next((n for n in range(at, len(others)) if _is_edited(said, others[n], agency)), -1) + 1
        )
        if not at:
            return False
    return True


def _is_edited(one: frozenset[str], other: frozenset[str], agency: frozenset[str]) -> bool:
    """Return whether two sentences differ in little, and in no number or name."""
    if len(one & other) < LIGHT * max(len(one), len(other)):
        return False
    changed = (one ^ other) - agency - _DAYS
    return not any(
        w[0].isdigit() or (w[0].isupper() and w.lower() not in one | other) for w in changed
    )


def _near(body: _Body, holders: Mapping[int, Sequence[_Body]]) -> Iterable[_Body]:
    """Return the texts that share some of a text's sketch."""
    found = {b.article.id: b for s in body.sketch for b in holders.get(s, ())[:HOLDERS]}
    return found.values()


def _shared(shorter: _Body, longer: _Body) -> float:
    """Return the share of a text's shingles that a longer one has."""
    common = np.intersect1d(shorter.shingles, longer.shingles, assume_unique=True)
    return len(common) / max(1, len(shorter.shingles))


def _needed(shorter: _Body, longer: _Body) -> float:
    """Return what share makes two texts one."""
    a, b = shorter.article, longer.article
    near = _days_apart(a, b) <= SAME_DAYS
    if near and _are_versions(a, b):
        return SHARED_BY_WIRE
    wire = _have_one_wire(a, b) and publisher_key(a.publisher) != publisher_key(b.publisher)
    if shorter.size < SHORT or not near:
        return SHARED if wire and near else SHARED_IF_SHORT
    return SHARED_BY_WIRE if wire else SHARED


def _are_versions(a: Article, b: Article) -> bool:
    """Return whether one is marked as a later version and both come from one agency or house."""
    marked = version_of(a.title) is not None or version_of(b.title) is not None
    return marked and (
        _have_one_wire(a, b) or publisher_key(a.publisher) == publisher_key(b.publisher)
    )


def _have_one_wire(a: Article, b: Article) -> bool:
    """Return whether both credit one agency, in a dateline or in a rights line."""
    if a.credit and b.credit:
        return publisher_key(a.credit) == publisher_key(b.credit)
    credit, other = (a.credit, b) if a.credit else (b.credit, a)
    return credit is not None and any(
        (r.rule in _RIGHTS or r.text.startswith("©")) and credit.casefold() in r.text.casefold()
        for r in other.removed
    )


_RIGHTS = frozenset({"copyright", "credits", "publisher"})


def _days_apart(a: Article, b: Article) -> int:
    """Return the days between two dates of publication, 0 where one is unknown."""
    if not (a.published.date and b.published.date):
        return 0
    (start_a, end_a), (start_b, end_b) = span_of(a.published.date), span_of(b.published.date)
    return max(0, (start_b - end_a).days, (start_a - end_b).days)


def _body(article: Article) -> _Body:
    body = [w for p in article.paragraphs for w in words(small_letters(p.text))]
    return _Body(article, hash_runs(body, SHINGLE), len(body))


def hash_runs(run: Sequence[str], width: int) -> Any:
    """Return the sorted hashes of a text's runs of words, or of the whole where it is shorter.

    The same in every process; an array of unsigned 64-bit numbers.
    """
    numbers = np.array([_hash_word(w) for w in run], dtype=np.uint64)
    width = min(width, max(1, len(numbers)))
    if not len(numbers):
        return numbers
    mixed = np.zeros(len(numbers) - width + 1, dtype=np.uint64)
    for i in range(width):
        mixed = (mixed ^ numbers[i : len(numbers) - width + 1 + i]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


@cache
def _hash_word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def near_reprints(
    articles: Sequence[Article], least: float = SHARED
) -> Iterable[tuple[str, str, float]]:
    """Yield pairs of different origins that share much: a shorter one, a longer one, what share.

    What a reader checks by eye: texts of one template, or a reprint that was missed.
    """
    origins = find_origins(articles)
    bodies = [_body(a) for a in articles if origins[a.id] == a.id]
    holders: dict[int, list[_Body]] = {}
    for body in sorted(bodies, key=lambda b: (-b.size, b.article.id)):
        for other in sorted(_near(body, holders), key=lambda b: b.article.id):
            share = _shared(body, other)
            if share >= least:
                yield body.article.id, other.article.id, round(share, 4)
        for shingle in body.sketch:
            holders.setdefault(shingle, []).append(body)
