"""The sentences of CoNLL-U files as running text: how their words stand, paragraph by paragraph.

Universal Dependencies' format: words a line, ``SpaceAfter=No`` where none stands behind, ``# newdoc``
and ``# newpar`` where a document and a paragraph begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph's text, and where each of its sentences ends (exclusive, without the space behind)."""

    document: int
    text: str
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    opens_document: bool
    opens_paragraph: bool


def read_passages(path: Path) -> list[Passage]:
    """Return the paragraphs of a file; a file without marks of paragraphs is one."""
    passages: list[Passage] = []
    document = 0
    held: list[str] = []
    for sentence in _sentences(path):
        if held and (sentence.opens_paragraph or sentence.opens_document):
            passages.append(join(held, document))
            held = []
        document += sentence.opens_document
        held.append(sentence.text)
    return [*passages, join(held, document)] if held else passages


def join(sentences: list[str], document: int = 0) -> Passage:
    """Return sentences, each with the space behind it, as one passage."""
    text, ends = "", []
    for sentence in sentences:
        text += sentence
        ends.append(len(text.rstrip()))
    return Passage(document, text.rstrip(), tuple(ends))


def _sentences(path: Path) -> Iterator[_Sentence]:
    words: list[str] = []
    comments: list[str] = []
    inside = 0
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            comments.append(line)
        elif line:
            inside = _add_word(line.split("\t"), words, inside)
        elif words:
            yield _Sentence(
                "".join(words),
                any(c.startswith("# newdoc") for c in comments),
                any(c.startswith("# newpar") for c in comments),
            )
            words, comments, inside = [], [], 0


def _add_word(columns: list[str], words: list[str], inside: int) -> int:
    """Add a word as it stands; the parts of a contraction stand in the word before them.

    Returns the number of the last part that is to be passed over.
    """
    number, form, misc = columns[0], columns[1], columns[9]
    if "." in number or (number.isdigit() and int(number) <= inside):
        return inside
    words.append(form if "SpaceAfter=No" in misc else f"{form} ")
    return int(number.partition("-")[2]) if "-" in number else inside
