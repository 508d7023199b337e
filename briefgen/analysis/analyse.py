"""From documents to articles whose sentences are read: each document once, in one process or several, or from the cache."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from briefgen.analysis.datelines import date_by_datelines
from briefgen.analysis.genres import with_kind
from briefgen.analysis.kept import Analysed, dump_analysed, fingerprint, key_of, load_analysed
from briefgen.analysis.outlines import Outline, outline_of
from briefgen.analysis.readings import Reading, read_article
from briefgen.analysis.tongues import with_tongue
from briefgen.errors import BriefgenError, WorkerError
from briefgen.language.sentences import split
from briefgen.model import Article, Paragraph, Published, Sentence
from briefgen.model.dates import span_of
from briefgen.model.document import Document, Skipped
from briefgen.model.text import print_text, printed, sha256
from briefgen.runtime.cache import Cache
from briefgen.runtime.collection import uncollected
from briefgen.runtime.shelf import Place, Shelf
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
"""Documents for each process whose analyses are at hand as bytes at the same time."""
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


Choose = Callable[[Iterator[Outline]], Chosen]
"""Is shown the outlines of all articles as they come, and says which of them are read closely."""


def everyone(outlines: Iterator[Outline]) -> Chosen:
    """Choose every article."""
    return Chosen(range(sum(1 for _ in outlines)))


def analyse(
    documents: Sequence[Document],
    as_of: str,
    *,
    list_later: bool = True,
    means: Means = Means(),
    choose: Choose = everyone,
) -> Analysis:
    """Return the articles in the order of the documents with their readings, and those that cannot be used.

    An edition of a series does not list later articles: it would differ, when it is built again, by
    what its inbox got since. Of each document only bytes stay until it is chosen.
    """
    with Shelf() as shelf:
        looked = _Looked(shelf)
        chosen = choose(looked.outlines(_analysed(documents, means), as_of, list_later=list_later))
        looked.keep(chosen)
        analysed = [
            load_analysed(shelf.get(place), document, f"S{n}")
            for n, (document, place) in enumerate(looked.usable.values(), start=1)
        ]
    readings = {r.sentence.id: r for _, read in analysed for r in read}
    articles = tuple(article for article, _ in analysed)
    dated = date_by_datelines(articles, as_of)
    for before, after in zip(articles, dated, strict=True):
        if after is not before:
            readings |= {r.sentence.id: r for r in read_article(after)}
    return Analysis(dated, readings, tuple(looked.left[n] for n in sorted(looked.left)))


class _Looked:
    """What a first look at some documents finds: those that can be used, put away, and why the others cannot."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.usable: dict[int, tuple[Document, Place]] = {}
        self.left: dict[int, Skipped] = {}

    def outlines(
        self, analysed: Iterable[tuple[Document, bytes | str]], as_of: str, *, list_later: bool
    ) -> Iterator[Outline]:
        """Yield the outlines of those that can be used, as they come."""
        for number, (document, kept) in enumerate(analysed):
            if isinstance(kept, str):
                self.left[number] = Skipped(source=document.name, reason=kept)
                continue
            outline = outline_of(kept, document)
            late = _too_late(outline.published, as_of)
            reason = late or _why_unused(outline)
            if not reason:
                self.usable[number] = document, self.shelf.put(kept)
                yield outline
            elif list_later or not late:
                self.left[number] = Skipped(source=document.name, reason=reason)

    def keep(self, chosen: Chosen) -> None:
        """Leave out what is not chosen."""
        wanted = set(chosen.numbers)
        for place, number in enumerate(tuple(self.usable)):
            if place not in wanted:
                document, _ = self.usable.pop(number)
                self.left[number] = Skipped(source=document.name, reason=chosen.reason)


def read_articles(
    documents: Sequence[Document], as_of: str, *, list_later: bool = True
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Return what `analyse` gives without the readings."""
    analysis = analyse(documents, as_of, list_later=list_later)
    return analysis.articles, analysis.skipped


def _analysed(
    documents: Sequence[Document], means: Means
) -> Iterator[tuple[Document, bytes | str]]:
    """Yield each document with its analysis, as it was kept, or made now and kept; or why there is none.

    They go by in batches, so that what was read is not there twice: as bytes, and as an article.
    """
    batch = BATCH * (means.worker.processes if means.worker else 1)
    for start in range(0, len(documents), batch):
        keyed = [(key_of(d), d) for d in documents[start : start + batch]]
        wanted = dict(keyed)
        found: dict[bytes, bytes | str] = {}
        found |= means.cache.get(list(wanted)) if means.cache else {}
        missing = {key: d for key, d in wanted.items() if key not in found}
        long = {key: d for key, d in missing.items() if len(d.text) > LONG}
        short = {key: d for key, d in missing.items() if key not in long}
        made = dict(zip(short, _read(list(short.values()), means.worker), strict=True))
        alone = dict(zip(long, _read_alone(list(long.values())), strict=True))
        made |= {key: kept for key, kept in alone.items() if isinstance(kept, bytes)}
        if means.cache and made:
            means.cache.put(made)
        found |= alone | made
        yield from ((document, found[key]) for key, document in keyed)


def is_large(documents: Sequence[Document]) -> bool:
    """Return whether so much is to be read that several processes are done sooner than one."""
    return sum(len(d.text) for d in documents) >= PARALLEL_FROM


def reading_worker(processes: int | None = None) -> Worker:
    """Return a worker that has what reading needs at hand."""
    return Worker(preload=(__name__,), processes=processes)


def _read(documents: Sequence[Document], worker: Executor | None) -> list[bytes]:
    """Return the analysis of each document, made here or side by side."""
    if worker is None or not is_large(documents):
        return [analysis_of(d) for d in documents]
    size = -(-len(documents) // (PARTS * worker.processes))
    parts = [documents[n : n + size] for n in range(0, len(documents), size)]
    jobs = [
        Job(name=f"part {n}", function=f"{__name__}:read_part", arguments=(part,))
        for n, part in enumerate(parts, start=1)
    ]
    answers = worker.run(jobs, Limits(cpu_seconds=3600, seconds=7200, megabytes=8192))
    if any(head["read_by"] != fingerprint().hex() for head, _ in answers):
        cause = "reads by another version of briefgen; install the same one there"
        raise WorkerError("a worker", cause)
    return [kept for head, content in answers for kept in _cut(content, head["sizes"])]


def _read_alone(documents: Sequence[Document]) -> list[bytes | str]:
    """Return the analysis of each long document, each made in a process of its own within limits, or why there is none."""
    if not documents:
        return []
    jobs = [
        Job(name=d.name, function=f"{__name__}:read_part", arguments=((d,),)) for d in documents
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
def read_part(documents: Sequence[Document]) -> Answer:
    """Return the analyses of some documents behind each other, the size of each, and which code read them: a worker's answer."""
    kept = [analysis_of(d) for d in documents]
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


def _why_unused(outline: Outline) -> str | None:
    """Return why an article is left out that has no sentence, or is in another language than English."""
    if not outline.sentences:
        return "no sentence left after cleaning; the page holds navigation only"
    if outline.tongue in {"en", "und"} or not outline.long:
        return None
    return f"in another language ({outline.tongue}); briefgen reads English"


def add_sentences(article: Article) -> Article:
    """Return the article with the sentences of each paragraph, numbered through."""
    number = 0
    paragraphs: list[Paragraph] = []
    for paragraph in article.paragraphs:
        found = tuple(_sentences(article, paragraph, number))
        number += len(found)
        paragraphs.append(replace(paragraph, sentences=found))
    return replace(article, paragraphs=tuple(paragraphs))


_DASHES = re.compile(r"(?:--|[–—])+\s?(?=[^\W\d_]|[“\"])")
"""Dashes before a sentence, by which agencies set items of a list apart."""


def _sentences(article: Article, paragraph: Paragraph, number: int) -> list[Sentence]:
    raw = article.document.text
    text = print_text(raw[paragraph.start : paragraph.end], paragraph.start)
    sentences: list[Sentence] = []
    for begin, end in split(text.text):
        mark = _DASHES.match(text.text, begin, end)
        first, last = text.span(mark.end() if mark else begin, end)
        words = printed(raw[first:last])
        sentences.append(
            Sentence(
                id=f"{article.id}.{number + len(sentences) + 1}",
                source=article.id,
                paragraph=paragraph.index,
                start=first,
                end=last,
                text=words,
                sha256=sha256(words),
            )
        )
    return sentences
