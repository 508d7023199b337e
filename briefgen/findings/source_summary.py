"""What the collection stands on: publishers, languages, kinds, who says so, dates; a frank summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from briefgen.analysis.genres import kind_of
from briefgen.analysis.readings import Reading
from briefgen.analysis.tongues import tongue_of
from briefgen.model import Article, AttributionKind, SourceSummary
from briefgen.model.publishers import publisher_name

KINDS: tuple[AttributionKind, ...] = ("named", "role", "vague", "none")
NAMED_SHARE = 0.5
"""A publisher with more than this share of the articles is named in the statement."""


def summarise_sources(
    articles: Sequence[Article],
    origins: Mapping[str, str],
    readings: Iterable[Reading],
    state_media: Collection[str],
) -> SourceSummary:
    """Return the numbers of a collection's sources and a statement of them in plain words.

    Args:
        articles: all articles of the brief.
        origins: each article's origin, by its id.
        readings: the readings of their sentences.
        state_media: the ids of those whose publisher the register calls state media.
    """
    publishers = Counter(publisher_name(a.publisher) for a in articles if a.publisher)
    largest = _ranked(publishers)[0] if publishers else None
    said = Counter(r.attribution.kind for r in readings)
    numbers = {
        "articles": len(articles),
        "origins": len(set(origins.values())),
        "unnamed": sum(not a.publisher for a in articles),
        "state_media": sum(a.id in state_media for a in articles),
        "undated": sum(a.published.date is None for a in articles),
        "ambiguous": sum(a.published.ambiguous for a in articles),
    }
    tongues = Counter(map(tongue_of, articles))
    share = round(largest[1] / len(articles), 4) if largest else None
    return SourceSummary(
        **numbers,
        publishers=dict(_ranked(publishers)),
        languages=dict(_ranked(tongues)),
        kinds=dict(sorted(Counter(kind_of(a).kind for a in articles).items())),
        attribution={kind: said[kind] for kind in KINDS},
        largest=largest[0] if largest else None,
        largest_share=share,
        statement=_statement(numbers, len(publishers), largest, said),
    )


def _ranked(counted: Counter[str]) -> list[tuple[str, int]]:
    """Return what was counted, most first, equals by name."""
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _statement(
    numbers: Mapping[str, int],
    publishers: int,
    largest: tuple[str, int] | None,
    said: Mapping[AttributionKind, int],
) -> str:
    """Return the numbers as sentences, those that weaken a brief not left out."""
    articles = numbers["articles"]
    total = sum(said.values())
    named = said["named"] + said["role"]
    parts = [
        f"{_count(articles, 'article')} of {_count(numbers['origins'], 'origin')}",
        *([f"{_count(publishers, 'publisher')} named"] if publishers else []),
    ]
    faults = [
        f"{numbers[key]} {words}"
        for key, words in (
            ("unnamed", "without a publisher"),
            ("undated", "undated"),
            ("ambiguous", "with a date that reads two ways"),
            ("state_media", "of state media"),
        )
        if numbers[key]
    ]
    if largest and articles > 1 and largest[1] > NAMED_SHARE * articles:
        faults.append(f"{round(100 * largest[1] / articles)} % from {largest[0]} alone")
    sentence = f"{'; '.join(parts)}; {', '.join(faults)}" if faults else "; ".join(parts)
    return (
        f"{sentence[0].upper()}{sentence[1:]}. Of {_count(total, 'sentence')}, {named} name who says so, "
        f"{said['vague']} point to a vague group, {said['none']} to nobody."
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
