"""From documents to articles whose sentences are read: each document once, in one process or several, or from the cache."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple, Protocol

from briefgen.analysis.datelines import date_by_datelines
from briefgen.analysis.genres import with_kind
from briefgen.analysis.kept import Analysed, dump_analysed, fingerprint, key_of, load_analysed
from briefgen.analysis.outlines import Outline, dump_outline, is_long, load_outline, outline_of
from briefgen.analysis.readings import Reading, read_article
from briefgen.analysis.sentences import add_sentences
from briefgen.analysis.tongues import with_tongue
from briefgen.errors import BriefgenError, WorkerError
from briefgen.model import Article, Published
from briefgen.model.dates import span_of
from briefgen.model.document import Document, Skipped
from briefgen.runtime.cache import Cache
from briefgen.runtime.collection import uncollected
from briefgen.runtime.shelf import Picked
from briefgen.runtime.worker import Answer, Executor, Job, Limits, Worker
from briefgen.sources.extract import clean

PARALLEL_FROM = 600_000
"""Characters of text from which reading is shared out: below, one process is done before others have begun."""
LONG = 100_000
"""Characters of a text from which it is read within limits: the longest article of 1,840 KCNA texts has fewer, and
what is shorter takes some seconds whatever it holds."""
ARTICLE = Limits(cpu_seconds=15, seconds=120, megabytes=1024)
"""What reading one long article may use: the others are published without it."""
BATCH = 1000
"""Documents for each process that are at hand at the same time, with what is made of them as bytes."""
PARTS = 4
"""Parts for each process: a long article does not keep the others waiting."""


@dataclass(frozen=True, slots=True)
class Means:
    """What an analysis may use besides the documents."""

    cache: Cache | None = None
    """Where analyses are kept from build to build."""
    worker: Executor | None = None
    """Reads parts of a large collection side by side: processes of this machine, or others."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The articles that can be used, what their sentences say, and what cannot be used."""

    articles: tuple[Article, ...]
    readings: dict[str, Reading]
    """By sentence id; their origins are not known yet."""
    skipped: tuple[Skipped, ...]


class Chosen(NamedTuple):
    """Which of some articles are read closely, by number, rising; and why the others are not."""

    numbers: Sequence[int]
    reason: str = ""


class Choose(Protocol):
    """Says which articles of a collection are read closely."""

    @property
    def most(self) -> int:
        """How many documents are all read closely, without a first look; 0 for any number."""

    def __call__(self, outlines: Iterator[Outline]) -> Chosen:
        """Choose among articles, the outline of each of which goes by once."""


def analyse(
    documents: Sequence[Document],
    as_of: str,
    *,
    list_later: bool = True,
    means: Means = Means(),
    choose: Choose | None = None,
) -> Analysis:
    """Return the articles in the order of the documents with their readings, and those that cannot be used.

    Of more documents than ``choose`` takes as they are, each gets a first look, and what is chosen then is read closely.
    An edition of a series does not list later articles: it would differ, when it is built again, by
    what its inbox got since.
    """
    use = _Use(documents, as_of, list_later=list_later)
    numbers: Sequence[int] = range(len(documents))
    if choose and 0 < choose.most < len(documents):
        numbers = use.chosen(choose, means)
    articles, readings = list[Article](), dict[str, Reading]()
    for number, kept in zip(
        numbers, _made(_Kind.ANALYSIS, Picked(documents, numbers), means), strict=True
    ):
        if isinstance(kept, str):
            use.leave(number, kept)
            continue
        article, read = load_analysed(kept, documents[number], f"S{len(articles) + 1}")
        unused = _why_unused(article.tongue, told=bool(read), long=is_long(article))
        if use.takes(number, article.published, unused):
            articles.append(article)
            readings |= {r.sentence.id: r for r in read}
    dated = date_by_datelines(articles, as_of)
    for before, after in zip(articles, dated, strict=True):
        if after is not before:
            readings |= {r.sentence.id: r for r in read_article(after)}
    return Analysis(dated, readings, tuple(use.left[n] for n in sorted(use.left)))


class _Use:
    """Which of some documents can be used, and why the others cannot."""

    def __init__(self, documents: Sequence[Document], as_of: str, *, list_later: bool) -> None:
        self.documents = documents
        self.as_of = as_of
        self.list_later = list_later
        self.left: dict[int, Skipped] = {}

    def leave(self, number: int, reason: str) -> None:
        """Leave a document out."""
        self.left[number] = Skipped(source=self.documents[number].name, reason=reason)

    def takes(self, number: int, published: Published, unused: str | None) -> bool:
        """Return whether a document can be used: by its date, and where nothing else speaks against it."""
        late = _too_late(published, self.as_of)
        reason = late or unused
        if reason and (self.list_later or not late):
            self.leave(number, reason)
        return not reason

    def chosen(self, choose: Choose, means: Means) -> list[int]:
        """Return the numbers of those that are chosen by a first look at each."""
        usable = list[int]()
        chosen = choose(self._outlines(usable, means))
        wanted = {usable[n] for n in chosen.numbers}
        for number in usable:
            if number not in wanted:
                self.leave(number, chosen.reason)
        return sorted(wanted)

    def _outlines(self, usable: list[int], means: Means) -> Iterator[Outline]:
        """Yield the outlines of those that can be used, as they come, and add their numbers."""
        for number, kept in enumerate(_made(_Kind.OUTLINE, self.documents, means)):
            if isinstance(kept, str):
                self.leave(number, kept)
                continue
            seen = load_outline(kept, self.documents[number])
            unused = _why_unused(seen.tongue, told=bool(seen.lead), long=seen.long)
            if self.takes(number, seen.published, unused):
                usable.append(number)
                yield seen


def read_articles(
    documents: Sequence[Document], as_of: str, *, list_later: bool = True
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Return what `analyse` gives without the readings."""
    analysis = analyse(documents, as_of, list_later=list_later)
    return analysis.articles, analysis.skipped


class _Kind(StrEnum):
    """What is made of a document, and kept."""

    OUTLINE = "outline"
    ANALYSIS = "analysis"


def _make(kind: str, document: Document) -> bytes:
    return dump_outline(outline_of(document)) if kind == _Kind.OUTLINE else analysis_of(document)


def _made(kind: _Kind, documents: Sequence[Document], means: Means) -> Iterator[bytes | str]:
    """Yield what is made of each document, as it was kept, or made now and kept; or why it cannot be made.

    They go by in batches: no more than one is at hand.
    """
    batch = BATCH * (means.worker.processes if means.worker else 1)
    for start in range(0, len(documents), batch):
        part = documents[start : start + batch]
        keys = [key_of(d, kind) for d in part]
        found: dict[bytes, bytes | str] = {}
        found |= means.cache.get(list(dict.fromkeys(keys))) if means.cache else {}
        missing = {key: d for key, d in zip(keys, part, strict=True) if key not in found}
        long = {key: d for key, d in missing.items() if len(d.text) > LONG}
        short = {key: d for key, d in missing.items() if key not in long}
        made = dict(zip(short, _make_all(kind, list(short.values()), means.worker), strict=True))
        alone = dict(zip(long, _make_alone(kind, list(long.values())), strict=True))
        made |= {key: kept for key, kept in alone.items() if isinstance(kept, bytes)}
        if means.cache and made:
            means.cache.put(made)
        found |= alone | made
        yield from (found[key] for key in keys)


def is_large(documents: Sequence[Document]) -> bool:
    """Return whether so much is to be read that several processes are done sooner than one."""
    size = accumulate(len(d.text) for d in documents)
    return any(so_far >= PARALLEL_FROM for so_far in size)


def reading_worker(processes: int | None = None) -> Worker:
    """Return a worker that has what reading needs at hand."""
    return Worker(preload=(__name__,), processes=processes)


def _make_all(kind: _Kind, documents: Sequence[Document], worker: Executor | None) -> list[bytes]:
    """Return what is made of each document, here or side by side."""
    if worker is None or not is_large(documents):
        return [_make(kind, d) for d in documents]
    size = -(-len(documents) // (PARTS * worker.processes))
    parts = [documents[n : n + size] for n in range(0, len(documents), size)]
    jobs = [
        Job(name=f"part {n}", function=f"{__name__}:read_part", arguments=(str(kind), part))
        for n, part in enumerate(parts, start=1)
    ]
    answers = worker.run(jobs, Limits(cpu_seconds=3600, seconds=7200, megabytes=8192))
    if any(head["read_by"] != fingerprint().hex() for head, _ in answers):
        cause = "reads by another version of briefgen; install the same one there"
        raise WorkerError("a worker", cause)
    return [kept for head, content in answers for kept in _cut(content, head["sizes"])]


def _make_alone(kind: _Kind, documents: Sequence[Document]) -> list[bytes | str]:
    """Return what is made of each long document, each in a process of its own within limits, or why it cannot be made."""
    if not documents:
        return []
    jobs = [
        Job(name=d.name, function=f"{__name__}:read_part", arguments=(str(kind), (d,)))
        for d in documents
    ]
    with reading_worker() as alone:
        answers = alone.attempt(jobs, ARTICLE)
    return [_why_not(a) if isinstance(a, BriefgenError) else a[1] for a in answers]


def _why_not(error: BriefgenError) -> str:
    cause = error.cause if isinstance(error, WorkerError) else str(error)
    return f"reading it {cause}; split it, or take out what is no article"


def _cut(content: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    start = 0
    for size in sizes:
        yield content[start : start + size]
        start += size


@uncollected()
def read_part(kind: str, documents: Sequence[Document]) -> Answer:
    """Return what is made of some documents behind each other, the size of each, and which code read them: a worker's answer."""
    kept = [_make(kind, d) for d in documents]
    return {"sizes": [len(k) for k in kept], "read_by": fingerprint().hex()}, b"".join(kept)


def analysis_of(document: Document) -> bytes:
    """Return the analysis of a document as it is kept."""
    article = with_tongue(with_kind(add_sentences(clean(document, "S0"))))
    return dump_analysed(Analysed(article, tuple(read_article(article))))


def _too_late(published: Published, as_of: str) -> str | None:
    date = published.date
    if date and span_of(date)[0].isoformat() > as_of:
        return f"dated {date}, after the cut-off {as_of}; raise --as-of to take it in"
    return None


def _why_unused(tongue: str | None, *, told: bool, long: bool) -> str | None:
    """Return why an article is left out that has no sentence, or is in another language than English."""
    if not told:
        return "no sentence left after cleaning; the page holds navigation only"
    if tongue in {"en", "und"} or not long:
        return None
    return f"in another language ({tongue}); briefgen reads English"
