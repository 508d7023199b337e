"""Who says what a sentence reports, and how sure the sentence says it is: by grammar over its words.

The distinctions are those of ICD 206 and of the news: a named speaker, a role, a vague group, or
the outlet itself; stated, reported, rumoured, possible, forecast, denied, or told as not happened. A whole
article is read in its order: a quotation that runs on belongs to who opened it, and "he added" to who spoke
before. The cues stand in ``cues.toml``; how often the rules are right is counted in tests/test_attribution.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.language.english.certainty import status_of
from briefgen.language.english.discourse import Sentence, Spoken, read_sentence, speakers_of
from briefgen.language.english.speakers import kind_of
from briefgen.model import Attribution

__all__ = ["attribute", "attribute_article", "kind_of"]


def attribute_article(paragraphs: Sequence[Sequence[str]]) -> list[list[Attribution]]:
    """Return who says each sentence of an article and how sure it says it is.

    Args:
        paragraphs: the texts of the sentences of each paragraph, in their order.
    """
    read = [[read_sentence(text) for text in texts] for texts in paragraphs]
    spoken = speakers_of(read)
    return [
        [_attribution(s, w) for s, w in zip(sentences, who, strict=True)]
        for sentences, who in zip(read, spoken, strict=True)
    ]


def attribute(text: str, before: str = "", after: str = "") -> Attribution:
    """Return who says a sentence and how sure it says it is, with the words that show it.

    ``before`` and ``after`` are the sentences beside it: where a quotation runs through them without a
    speaker of its own, theirs is meant.
    """
    paragraph = [t for t in (before, text, after) if t]
    return attribute_article([paragraph])[0][1 if before else 0]


def _attribution(sentence: Sentence, spoken: Spoken) -> Attribution:
    status, cue = status_of(sentence.words, sentence.outer, spoken.said)
    if status == "stated" and spoken.who:
        status = "reported"
    return Attribution(
        kind=kind_of(spoken.who) if spoken.who else "none",
        who=spoken.who,
        status=status,
        cue=cue,
        chain=spoken.chain,
    )
