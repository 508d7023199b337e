"""What is said in quotation marks, by whom, and where others give the same words differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefgen.analysis.readings import Reading
from briefgen.language.tokens import terms
from briefgen.model import Quotation, Wording

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
QUOTED_WORDS = 4
"""A shorter quotation is a term in quotation marks, not speech."""
SAME_SPEECH = 0.5
"""Share of the shorter one's content terms that two quotations of one speaker have in common to be
the same speech: two translations of one statement share most of their nouns and verbs."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    quotation: Quotation
    terms: frozenset[str]
    speaker: frozenset[str]
    source: str


def find_quotations(readings: Iterable[Reading]) -> tuple[Quotation, ...]:
    """Return the speech in quotation marks that sentences hold whole, with its other wordings; named speakers' first."""
    spoken = [_spoken(r, match.group(1)) for r in readings for match in _speech(r)]
    by_term: dict[str, list[_Spoken]] = {}
    for item in spoken:
        for term in item.terms:
            by_term.setdefault(term, []).append(item)
    spoken.sort(key=lambda s: s.quotation.speaker is None)  # stable: in their order otherwise
    return tuple(replace(s.quotation, variants=_variants(s, by_term)) for s in spoken)


def _speech(reading: Reading) -> list[re.Match[str]]:
    found = _QUOTED.finditer(reading.sentence.text)
    return [m for m in found if _is_speech(m.group(1).split())]


def _is_speech(words: Sequence[str]) -> bool:
    """Return whether words in quotation marks are speech, and not a term or a title."""
    named = sum(w[:1].isupper() for w in words) > 1 and not any(
        w[:1].islower() and w.lower() not in _SMALL for w in words
    )
    return len(words) >= QUOTED_WORDS and not named


_SMALL = frozenset("a an and as at by for from in of on or the to with".split())
"""Words that titles write small."""


def _spoken(reading: Reading, quoted: str) -> _Spoken:
    words, who = quoted.strip(" ,"), reading.attribution.who
    quotation = Quotation(sentence=reading.sentence.id, words=words, speaker=who)
    return _Spoken(
        quotation,
        frozenset(terms(words)),
        frozenset(terms(who or "")),
        reading.sentence.source,
    )


def _variants(item: _Spoken, by_term: dict[str, list[_Spoken]]) -> tuple[Wording, ...]:
    """Return how other articles give the same speech in other words."""
    near: Sequence[_Spoken] = [o for term in sorted(item.terms) for o in by_term[term]]
    found = {
        (o.quotation.sentence, o.quotation.words): Wording(
            sentence=o.quotation.sentence, words=o.quotation.words
        )
        for o in near
        if _same_speech(item, o) and o.terms != item.terms
    }
    return tuple(found[key] for key in sorted(found))


def _same_speech(a: _Spoken, b: _Spoken) -> bool:
    """Return whether two quotations of different articles render one speaker's statement."""
    smaller = min(len(a.terms), len(b.terms))
    return (
        a.source != b.source
        and bool(a.speaker & b.speaker)
        and len(a.terms & b.terms) >= SAME_SPEECH * smaller > 0
    )
