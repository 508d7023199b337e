"""Proof of what a brief quotes and points at, from its sources alone and by nothing that made it.

*Quotes*: the sources are opened again, and every sentence, paragraph and removed line is found at its place,
word for word. *References*: whatever points at something points at what is there (`brief.references`). What
else a page prints is derived again by `brief.derive`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.brief.references import Fault, find_dangling
from briefgen.model import Brief, Sentence, Source, SourceParagraph
from briefgen.model.text import counted, printed, safe, sha256
from briefgen.sources.reopen import MEGABYTES, Reopened, Search, reopen


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many sentences were proved, in how many sources, and what is wrong."""

    sentences: int
    sources: int
    faults: tuple[Fault, ...]
    """The first cause first: sources, what is quoted of them, references."""
    rewritten: tuple[str, ...] = ()
    """Ids of sentences that are printed in an analyst's words: their own text is proved all the same."""
    kept: tuple[str, ...] = ()
    """Ids of sources whose file is not there and whose words were proved by the text that an archive keeps."""
    renamed: tuple[str, ...] = ()
    """Ids of sources whose file was found by its name alone, where pages print a folder before it."""

    @property
    def failures(self) -> tuple[str, ...]:
        """What is wrong, in words."""
        return tuple(fault.said for fault in self.faults)


def search_for(brief: Brief, folders: Sequence[Path] = (), nearby: Sequence[Path] = ()) -> Search:
    """Return where the sources of a brief are looked for, and how large it allows them to be."""
    reading = (brief.profile or {}).get("reading")
    given = reading.get("max_megabytes") if isinstance(reading, dict) else None
    megabytes = float(given) if isinstance(given, int | float) and given > 0 else 0.0
    return Search(tuple(folders), tuple(nearby), max(megabytes, MEGABYTES))


def verify(
    brief: Brief,
    folders: Sequence[Path] = (),
    nearby: Sequence[Path] = (),
    kept: Mapping[str, str] | None = None,
) -> Verdict:
    """Return the verdict on what a brief quotes and points at.

    Sources are looked for by their file names in ``folders``, then where the brief says, relative to
    the working folder and to the folders in ``nearby``; of those that cannot be opened ``kept`` may have the text.
    A source whose bytes changed fails, as does each sentence that is not there.
    """
    search = search_for(brief, folders, nearby)
    found = reopen(brief.sources, search, kept or {})
    faults = [f for s in brief.sources for f in _check_source(s, found[s.id], brief)]
    wrong = dict(_check_sentences(brief, found))
    faults += wrong.values()
    lost = {s.id for s in brief.sources if found[s.id].text is None}
    unproved = set(wrong) | {k for k, s in brief.sentences.items() if s.source in lost}
    rewritten = tuple(k for k, s in brief.sentences.items() if s.rewritten is not None)
    return Verdict(
        len(brief.sentences) - len(unproved),
        len(brief.sources),
        (*faults, *find_dangling(brief), *_check_phrases(brief)),
        rewritten,
        tuple(
            s.id for s in brief.sources if found[s.id].text is not None and not found[s.id].sha256
        ),
        tuple(
            s.id
            for s in brief.sources
            if found[s.id].sha256 and search.by_name_alone(s.path, s.file)
        ),
    )


def _fault(where: str, said: str) -> Fault:
    return Fault("quotes", where, said)


def _check_source(source: Source, found: Reopened, brief: Brief) -> Iterator[Fault]:
    """Yield what is wrong with a source and with what is kept of it."""
    where = f"sources.{source.id}"
    name = f"{source.id} '{safe(source.path)}'"
    if found.text is None:
        mine = [k for k, s in brief.sentences.items() if s.source == source.id]
        count = counted(len(mine), "sentence")
        without = f"; {count} cannot be proved without it: {', '.join(mine)}" if mine else ""
        problem = f"cannot be opened ({found.problem}); say where it is with --sources{without}"
        yield _fault(f"{where}.path", f"{name} {problem}")
        return
    if found.sha256 is not None and found.sha256 != source.sha256:
        yield _fault(f"{where}.sha256", f"{name} has changed: its SHA-256 is not the brief's")
    last = 0
    for number, paragraph in enumerate(source.paragraphs):
        wrong = _paragraph_problem(paragraph, number, last, found.text)
        if wrong:
            place = f"{source.id} ¶{number + 1}"
            yield _fault(f"{where}.paragraphs.{number}", f"paragraph {place} {wrong}")
        last = max(last, paragraph.end)
    for number, line in enumerate(source.removed):
        span = f"{line.start}–{line.end}"
        if not _is_at(line.text, line.start, line.end, found.text):
            said = f"removed line “{line.text}” is not what {source.id} says at {span}"
            yield _fault(f"{where}.removed.{number}", said)
        elif any(p.start < line.end and line.start < p.end for p in source.paragraphs):
            said = f"removed line “{line.text}” of {source.id} stands in a paragraph too"
            yield _fault(f"{where}.removed.{number}", said)


def _paragraph_problem(paragraph: SourceParagraph, number: int, last: int, text: str) -> str | None:
    """Return what is wrong with a paragraph; ``last`` is where those before it end."""
    span = f"{paragraph.start}–{paragraph.end}"
    if paragraph.index != number:
        return f"calls itself number {paragraph.index}"
    if not last <= paragraph.start < paragraph.end <= len(text):
        return f"is empty at {span}, outside its source or in the one before it"
    if (
        paragraph.text is not None
        and printed(text[paragraph.start : paragraph.end]) != paragraph.text
    ):
        return f"is not what the source says at {span}"
    return None


def _is_at(words: str, start: int, end: int, text: str) -> bool:
    """Return whether some words, and not none, are what a text prints at a span."""
    return 0 <= start < end <= len(text) and bool(words) and printed(text[start:end]) == words


def _check_sentences(brief: Brief, found: Mapping[str, Reopened]) -> Iterator[tuple[str, Fault]]:
    """Yield the sentences that are not proved, by their keys."""
    sources = {s.id: s for s in brief.sources}
    overlapping = dict(_overlaps(brief))
    for key, sentence in brief.sentences.items():
        source = sources.get(sentence.source)
        if source is None:
            problem = f"names a source {sentence.source} that the brief does not have"
            yield key, _fault(f"sentences.{key}.source", f"sentence {key} {problem}")
            continue
        if key in overlapping:
            said = f"sentence {key} stands in the same words as sentence {overlapping[key]}"
            yield key, _fault(f"sentences.{key}.start", said)
            continue
        wrong = _problem(sentence, source, found[source.id].text)
        if wrong:
            field, problem = wrong
            place = f"({source.id} ¶{sentence.paragraph + 1})"
            said = f"sentence {key} {place} {problem}: “{sentence.text}”"
            yield key, _fault(f"sentences.{key}.{field}", said)


def _overlaps(brief: Brief) -> Iterator[tuple[str, str]]:
    """Yield the sentences that begin before another of the same source has ended, each with that one."""
    reached: dict[str, tuple[int, str]] = {}
    for key, s in sorted(brief.sentences.items(), key=lambda item: (item[1].start, item[0])):
        end, before = reached.get(s.source, (0, ""))
        if s.start < end:
            yield key, before
        reached[s.source] = max((end, before), (s.end, key))


def _problem(  # noqa: PLR0911 - a question each
    sentence: Sentence, source: Source, text: str | None
) -> tuple[str, str] | None:
    """Return what keeps a sentence from being proved, and its field; None where its source is not there."""
    span = f"{sentence.start}–{sentence.end}"
    if sha256(sentence.text) != sentence.sha256:
        return "sha256", "is not the text its own SHA-256 stands for"
    if text is None:
        return None
    if not 0 <= sentence.paragraph < len(source.paragraphs):
        return "paragraph", "names a paragraph that its source does not have"
    paragraph = source.paragraphs[sentence.paragraph]
    if not sentence.text or not sentence.start < sentence.end:
        return "text", f"is empty at {span}"
    if not paragraph.start <= sentence.start < sentence.end <= paragraph.end:
        inside = f"the paragraph it names, {paragraph.start}–{paragraph.end}"
        return "paragraph", f"does not stand inside {inside}, but at {span}"
    if not _is_at(sentence.text, sentence.start, sentence.end, text):
        return "text", f"is not what the source says at {span}"
    if paragraph.text is None:
        return "paragraph", "stands in a paragraph whose text the brief does not keep"
    return None


def _check_phrases(brief: Brief) -> Iterator[Fault]:
    """Yield the words that are said to stand in a sentence and do not."""
    for where, key, words, what in _phrases(brief):
        if key in brief.sentences and (not words or words not in brief.sentences[key].text):
            yield Fault("references", where, f"{what} “{words}” is not in sentence {key}")


def _phrases(brief: Brief) -> Iterator[tuple[str, str, str, str]]:
    """Yield words that a sentence holds: where the brief has them, its id, the words, what they are."""
    for n, quotation in enumerate(brief.quotations):
        yield f"quotations.{n}.words", quotation.sentence, quotation.words, "quotation"
        for m, other in enumerate(quotation.variants):
            yield f"quotations.{n}.variants.{m}.words", other.sentence, other.words, "quotation"
    for theme in brief.themes:
        for n, figure in enumerate(theme.quantities):
            where = f"themes.{theme.id}.quantities.{n}.phrase"
            yield where, figure.sentence, figure.phrase, "figure"
    for conflict in brief.conflicts:
        for n, value in enumerate(conflict.values):
            where = f"conflicts.{conflict.id}.values.{n}.phrase"
            yield where, value.sentence, value.phrase, "value"
    for n, entry in enumerate(brief.timeline):
        yield f"timeline.{n}.raw", entry.sentence, entry.raw, "date"
