"""Proof of a brief: the sources are opened again and every sentence is found at its place, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefgen.model import Brief, Sentence, Source
from briefgen.model.text import printed, safe, sha256
from briefgen.sources.readers.again import Reopened, other_version


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many sentences were proved, in how many sources, and what failed."""

    sentences: int
    sources: int
    failures: tuple[str, ...]
    rewritten: tuple[str, ...] = ()
    """Ids of sentences that are printed in an analyst's words: their own text is proved all the same."""


def verify(brief: Brief, folders: Sequence[Path] = (), nearby: Sequence[Path] = ()) -> Verdict:
    """Return the verdict on a brief.

    Sources are looked for by their file names in ``folders``, then where the brief says, relative to
    the working folder and to the folders in ``nearby``. A source whose bytes changed fails, as does
    each sentence that is not there.
    """
    failures: list[str] = []
    proved = 0
    with Reopened() as reopened:
        for source in brief.sources:
            mine = [s for s in brief.sentences.values() if s.source == source.id]
            found = list(_check(source, mine, _places(source, folders, nearby), reopened))
            failures += found
            proved += len(mine) - sum(f.startswith("sentence ") for f in found)
    known = {s.id for s in brief.sources}
    failures += [
        f"sentence {s.id} names a source {s.source} that the brief does not have"
        for s in brief.sentences.values()
        if s.source not in known
    ]
    failures += [f"sentence {k} is printed, but the brief does not hold it" for k in brief.unheld]
    failures += [
        f"quotation “{q.words}” is not in sentence {q.sentence}"
        for q in brief.quotations
        if q.sentence in brief.sentences and q.words not in brief.sentences[q.sentence].text
    ]
    rewritten = tuple(k for k, s in brief.sentences.items() if s.rewritten is not None)
    return Verdict(proved, len(brief.sources), tuple(failures), rewritten)


def _check(
    source: Source, sentences: Sequence[Sentence], places: Sequence[Path], reopened: Reopened
) -> Iterator[str]:
    """Yield what is wrong with a source and its sentences."""
    try:
        path = next((p for p in places if p.is_file()), Path(source.path))
        text, digest = reopened.open(path, source)
    except (OSError, ValueError, LookupError) as error:
        reason = getattr(error, "strerror", None) or error
        yield f"{source.id} '{safe(source.path)}' cannot be opened ({reason}); say where it is with --sources"
        text = None
    else:
        if digest != source.sha256:
            yield f"{source.id} '{safe(source.path)}' has changed: its SHA-256 is not the brief's"
    wrong = list(_wrong(source, sentences, text))
    if text is not None and wrong and (note := other_version(source)):
        yield f"{source.id} '{safe(source.path)}': {note}"
    yield from wrong


def _wrong(source: Source, sentences: Sequence[Sentence], text: str | None) -> Iterator[str]:
    """Yield the sentences and paragraphs of a source that its text does not hold at their places."""
    for sentence in sentences:
        problem = _problem(sentence, text)
        if problem:
            yield f"sentence {sentence.id} ({source.id} ¶{sentence.paragraph + 1}) {problem}: “{sentence.text}”"
    for paragraph in source.paragraphs:
        if text is None or paragraph.text is None:
            continue
        if printed(text[paragraph.start : paragraph.end]) != paragraph.text:
            yield f"paragraph {source.id} ¶{paragraph.index + 1} is not what the source says at {paragraph.start}–{paragraph.end}"


def _problem(sentence: Sentence, text: str | None) -> str | None:
    """Return what keeps a sentence from being proved."""
    if sha256(sentence.text) != sentence.sha256:
        return "is not the text its own SHA-256 stands for"
    if text is None:
        return "cannot be proved without its source"
    if printed(text[sentence.start : sentence.end]) != sentence.text:
        return f"is not what the source says at {sentence.start}–{sentence.end}"
    return None


def _places(source: Source, folders: Sequence[Path], nearby: Sequence[Path]) -> tuple[Path, ...]:
    """Return where a source may stand, the likeliest first.

    Its path has its name as it is; ``file`` has it as printed, without what shows as nothing or as a space.
    """
    parts = Path(source.path).parts
    below = Path(*parts[-len(Path(source.file).parts) :])
    given = [f / name for f in folders for name in (below, below.name, source.file)]
    recorded = [Path(source.path), *(f / source.path for f in nearby)]
    return (*given, *recorded)
