"""Which sentences are printed: who may be, how much each reports, and the points of each theme.

A sentence may be printed where no rule of `language.fitness` speaks against it; one that points back
brings the sentence before it along, if that one stands alone. Eligible sentences get a quality for
what they report (figures, dates, speakers, corroboration) and lose some for comment; the summariser
of the profile ranks them per theme.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import combinations

from briefgen.analysis.readings import Reading
from briefgen.brief.summarisers import Candidate, Summariser
from briefgen.errors import ExtensionError
from briefgen.findings.claims import Group
from briefgen.findings.importance import Ranking, looks_back
from briefgen.findings.themes import Judged, Themed
from briefgen.language.tokens import small_letters, word_pairs
from briefgen.model import Article, Attribution, Evidence, LeftOut, Point, Sentence
from briefgen.model.text import count_words
from briefgen.profile.tables import SelectionOptions
from briefgen.runtime import extensions

PAIR_WORDS = 60
"""A sentence and the one it needs have no more words together."""
OWN_SCORE = 0.6
"""What a sentence itself must score for a theme to be one of its points; a passage, being longer, needs more."""
AROUND = 0.8
"""What the theme of its paragraph adds to a sentence's own score for it: one key word's worth."""

UNREAD = -9.0
"""Importance of a sentence of a very large collection that nobody weighed."""
EVEN = 0.0
"""Log odds of importance from which a sentence tells news: of the 43 themes of nine labelled weeks none has its best below, of
fifteen that were made of words which those weeks name in passing eleven have."""
DENIED, COMMENT = 1.0, 1.0
"""Log odds of importance that a claim gains that somebody denies, and that comment loses."""
JUDGED, UNSURE, SAYING, PAST = 1.5, 0.75, 0.75, 0.5
"""Log odds that a sentence loses for words that judge, for what is only possible or nearly so, and for what somebody says or tells in
the present tense, as comment does, and for what names a time long past. Set by hand on the labelled weeks; fitted leaving one week out they gain as much
(two points of 90, and a sentence fewer that should not stand in front)."""
SUPERSEDED, GROWN = 1.5, 1.1
"""Log odds that a sentence loses that gives a count of which a later one, greater by more than a rounding, can be printed."""
AT_LEAST, FLOOR = 4, 0.75
"""Behind a theme's first four points only sentences of at least this quality follow; one below 0, all
comment and no fact, is no point anywhere."""

# Looked for in small letters: `_COMMENT`, `_JUDGES`, `_NEARLY`, `_SAYS`.
_COMMENT = re.compile(
    r"\b(?:underscor\w+|highlight\w*|demonstrat\w+|signal(?:s|l?ing)?|reflects?|represents?|marks?|pos(?:es|ing)|raises?|"
    r"complicat\w+|challeng\w+|illustrat\w+|showcas\w+|hints?|allows? .{3,40} to|serves? as|points? to|remains?|significant\w*|"
    r"critical|crucial\w*|dynamics|landscape|implications?|potential pathway|scenarios?|backdrop|context|broader|ramifications)\b",
)
_JUDGES = re.compile(
    r"\b(?:extremely|clear(?:ly)?|shock(?:ed|ing)?|very|wildly|utterly|doomed|misleading|outrageous|crude\w*|ridiculous|"
    r"absurd|disastrous|iron(?:y|ic|ically)|so-called|incredibl[ey]|stunning|shameful|laughable|bizarre|arrogant|hysteri\w+|"
    r"cynical\w*|reckless\w*|clueless|inept)\b",
)
_NEARLY = re.compile(
    r"\b(?:clos(?:e|er|ing) (?:to|in)|near(?:ing)? (?:a|an|the)|on the (?:verge|brink|cusp)|poised to)\b",
)
_SAYS = re.compile(r"\b(?:says|say|tells)\b")
_ABSTRACT_OPENING = re.compile(
    r"^(?:the |a |an |one |each |any |past )?(?:\w+ ){0,2}(?:implications?|motivations?|existence|timing|analysis|potential|risks?|balance|need|"
    r"role|importance|significance|criticism|status|types?|nature|outcomes?|scenarios?|references?|examples?|precedents?|landscape|challenge|question|ramifications|developments?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"^(?:historically|traditionally|in the past|over the (?:years|decades)|for (?:years|decades))\b",
    re.IGNORECASE,
)


_AHEAD = frozenset("may might could would will".split())


def looks_ahead(attribution: Attribution) -> bool:
    """Return whether a sentence speaks of what is to come, by its own modal words."""
    possible = attribution.status == "possible" and (attribution.cue or "").lower() in _AHEAD
    return possible or attribution.status == "forecast"


@dataclass(frozen=True, slots=True)
class Eligible:
    """A sentence that may be printed, with the one it needs before it."""

    sentence: Sentence
    lead_in: Sentence | None
    words: int
    offset: int = 0
    """Words of its source that stand before it."""


def find_eligible(
    articles: Sequence[Article], readings: Mapping[str, Reading]
) -> tuple[dict[str, Eligible], tuple[LeftOut, ...]]:
    """Return the sentences that may be printed, and why the others may not."""
    eligible: dict[str, Eligible] = {}
    left_out: list[LeftOut] = []
    for article in articles:
        offset = 0
        for paragraph in article.paragraphs:
            before: Sentence | None = None
            for sentence in paragraph.sentences:
                count = count_words(sentence.text)
                reasons, lean = readings[sentence.id].unfit, readings[sentence.id].leans
                lead_in = before if lean and _carries(before, sentence, readings) else None
                if lean and lead_in is None:
                    reasons = (*reasons, lean)
                if reasons:
                    left_out.append(_left_out(sentence, "; ".join(reasons)))
                else:
                    words = count + (count_words(lead_in.text) if lead_in else 0)
                    eligible[sentence.id] = Eligible(sentence, lead_in, words, offset)
                before = sentence
                offset += count
    return eligible, tuple(left_out)


def _carries(before: Sentence | None, sentence: Sentence, readings: Mapping[str, Reading]) -> bool:
    """Return whether the sentence before can be printed first: it stands alone and is not too long."""
    if before is None or readings[before.id].leans or readings[before.id].unfit:
        return False
    named = readings[before.id].names or readings[before.id].concepts.actors
    return bool(named) and count_words(before.text) + count_words(sentence.text) <= PAIR_WORDS


def _left_out(sentence: Sentence, reason: str) -> LeftOut:
    return LeftOut(
        source=sentence.source,
        paragraph=sentence.paragraph,
        start=sentence.start,
        end=sentence.end,
        reason=reason,
    )


def quality_of(reading: Reading, evidence: Evidence, *, first: bool, paired: bool) -> float:
    """Return how much a sentence reports: figures, dates, speakers, corroboration, less for comment.

    Each part is bounded, so that no list of figures outweighs everything; the values were set by
    reading the ranked sentences of the samples and of KCNA's corpus, not fitted to a score.
    """
    text = reading.sentence.text
    attribution = {"named": 0.6, "role": 0.6, "vague": 0.2, "none": 0.0}[reading.attribution.kind]
    exact = any(d.precision == "day" for d in reading.dates)
    hedge = (
        0.5
        if reading.hedged and reading.attribution.kind == "none"
        else 0.15
        if reading.hedged
        else 0.0
    )
    score = (
        attribution
        + min(1.0, 0.6 * len(reading.quantities))
        + 0.5 * exact
        + 0.3 * bool(reading.concepts.actions - {"deny"})
        + 0.2 * bool(reading.concepts.objects)
        + min(0.4, 0.1 * len(reading.names))
        + min(0.9, 0.45 * len({s.split(".")[0] for s in evidence.also}))
        + 0.4 * bool(evidence.denials)
        + 0.2 * first
        - comment_in(text)
        - hedge
        - 0.3 * paired
    )
    return round(score, 2) + _tie_break(reading.sentence)


@lru_cache(maxsize=65_536)
def comment_in(text: str) -> float:
    """Return how much of a sentence is comment, 0 to about 2: what underscores, what is critical, what is abstract."""
    words = min(1.2, 0.35 * len(_COMMENT.findall(small_letters(text))))
    return words + 0.6 * bool(_ABSTRACT_OPENING.match(text)) + 0.4 * bool(_PAST.match(text))


def worth_of(reading: Reading, evidence: Evidence, *, old: bool = False) -> float:
    """Return what is added to a sentence's log odds of importance: more for a claim denied, less for comment and talk.

    The labelled weeks, being news, hold hardly any comment; without this an essay's "underscores" come first.
    """
    text = reading.sentence.text
    small = small_letters(text)
    return (
        DENIED * bool(evidence.denials)
        - COMMENT * comment_in(text)
        - JUDGED * bool(_JUDGES.search(small))
        - UNSURE
        * (reading.attribution.status in {"possible", "rumoured"} or bool(_NEARLY.search(small)))
        - SAYING * bool(_SAYS.search(small))
        - SUPERSEDED * old
        - PAST * looks_back(text, int((reading.published or "0")[:4]))
    )


def worth_by_id(
    ids: Iterable[str],
    eligible: Mapping[str, Eligible],
    readings: Mapping[str, Reading],
    evidence: Mapping[str, Evidence],
    groups: Sequence[Group],
) -> dict[str, float]:
    """Return what is added to the importance of those of some sentences that may be printed; ``groups`` are the claims."""
    old = superseded(groups, {k for k, e in eligible.items() if e.lead_in is None})
    fit = (k for k in ids if k in eligible)
    return {k: worth_of(readings[k], evidence[k], old=k in old) for k in fit}


def superseded(groups: Iterable[Group], printable: Container[str]) -> frozenset[str]:
    """Return the sentences that give an earlier, smaller moment of a count of which a printable one gives a later.

    ``groups`` are claims; the values of a count stand in the order of their days.
    """
    counts = {t for g in groups for t in g.tables if t.over_time}
    return frozenset(
        early.sentence
        for table in counts
        for early, late in combinations(table.values, 2)
        if late.sentence in printable
        and late.sentence != early.sentence
        and late.value is not None
        and early.value is not None
        and late.value > early.value * GROWN
    )


def _tie_break(sentence: Sentence) -> float:
    """Return less than a thousandth, by the text's hash: it decides between equals, no file name does."""
    return int(sentence.sha256[:5], 16) / 16**5 * 1e-3


def theme_candidates(  # noqa: PLR0913, PLR0917 - what the stages found of every sentence
    theme: str,
    eligible: Mapping[str, Eligible],
    readings: Mapping[str, Reading],
    themed: Themed,
    quality: Mapping[str, float],
    ranking: Ranking,
) -> list[Candidate]:
    """Return the eligible sentences that are a theme's, as candidates for its points and its outlook."""  # fmt: skip
    mine = [
        (e, score)
        for e in eligible.values()
        if (score := _belongs(theme, e.sentence, themed)) is not None
        and (e.lead_in is None or themed.sentences[e.lead_in.id].nearest in {theme, None})
    ]
    most = max((score for _, score in mine), default=1.0) or 1.0
    worth = ranking.score
    return [
        Candidate(
            id=e.sentence.id,
            origin=readings[e.sentence.id].origin,
            terms=tuple(sorted(readings[e.sentence.id].terms)),
            words=e.words,
            place=int(e.sentence.id.split(".")[1]) - 1,
            quality=quality[e.sentence.id],
            relevance=score / most,
            pairs=word_pairs(e.sentence.text),
            before=e.offset,
            follows=_predecessor(e) if e.lead_in is None else None,
            importance=worth.get(e.sentence.id, UNREAD),
            chances=partial(ranking.chances, e.sentence.id),
        )
        for e, score in mine
    ]


def _predecessor(eligible: Eligible) -> str | None:
    """Return the id of the sentence before in the same source."""
    source, number = eligible.sentence.id.rsplit(".", 1)
    return f"{source}.{int(number) - 1}" if number != "1" else None


def _belongs(theme: str, sentence: Sentence, themed: Themed) -> float | None:
    """Return a sentence's score for a theme, or None where it is not the theme's.

    The sentence's own words decide; its paragraph helps where it was given to the same theme.
    """
    own: Judged = themed.sentences[sentence.id]
    score = own.scores.get(theme, 0.0)
    if score <= 0 and theme not in themed.proposed:
        return None
    around = themed.paragraphs[sentence.source, sentence.paragraph]
    shared = theme in {around.theme, around.second}
    if theme in themed.proposed and around.theme is None:
        phrases = next(t.keywords for t in themed.themes if t.id == theme)
        held = any(phrase.lower() in sentence.text.lower() for phrase in phrases)
        return OWN_SCORE if own.theme is None and held else None
    if score <= 0 or (score < OWN_SCORE and not shared):
        return None
    rivals = {
        t: s + (AROUND if t in {around.theme, around.second} else 0.0)
        for t, s in own.scores.items()
    }
    return rivals[theme] if rivals[theme] >= max(rivals.values()) else None


def general_outlook(
    eligible: Mapping[str, Eligible],
    readings: Mapping[str, Reading],
    themed: Themed,
    quality: Mapping[str, float],
) -> tuple[Point, ...]:
    """Return the forward-looking sentences that speak of no theme themselves, in a passage of one, best first."""
    ahead = [
        key
        for key, e in eligible.items()
        if e.lead_in is None
        and looks_ahead(readings[key].attribution)
        and themed.sentences[key].theme is None
        and themed.paragraphs[e.sentence.source, e.sentence.paragraph].theme is not None
    ]
    ahead.sort(key=lambda key: (-quality[key], key))
    return tuple(point_of(eligible[key], None) for key in ahead)


def choose_points(
    summarise: Summariser,
    candidates: Sequence[Candidate],
    eligible: Mapping[str, Eligible],
    theme: str | None,
    options: SelectionOptions,
) -> tuple[Point, ...]:
    """Return a theme's points, best first, no sentence printed twice."""
    short = [
        c
        for c in candidates
        if c.quality >= 0
        and c.words <= (PAIR_WORDS if eligible[c.id].lead_in else options.point_words)
    ]
    quality = {c.id: c.quality for c in short}
    ranked = _ask(summarise, short, options)
    leads = {e.lead_in.id for key in ranked if (e := eligible[key]).lead_in}
    single = {key for key in ranked if eligible[key].lead_in is None}
    kept = [
        key
        for n, key in enumerate(ranked)
        if (n < AT_LEAST or quality[key] >= FLOOR or options.summariser == "importance")
        and not _printed_twice(eligible[key], single, leads)
    ]
    return tuple(point_of(eligible[key], theme) for key in kept[: options.theme_points])


def _ask(
    summarise: Summariser, candidates: Sequence[Candidate], options: SelectionOptions
) -> tuple[str, ...]:
    """Return a summariser's choice; what goes wrong inside one is told as its fault.

    Raises:
        ExtensionError: it raised something, or returned what is no candidate's id.
    """
    choices = extensions.names("summariser")
    try:
        chosen = tuple(summarise(candidates, words=options.theme_words))
    except Exception as error:
        cause = f"it failed with {type(error).__name__}: {error}"
        raise ExtensionError("summariser", options.summariser, choices, cause) from error
    unknown = [key for key in chosen if key not in {c.id for c in candidates}]
    if unknown or len(set(chosen)) != len(chosen):
        cause = f"it returned {unknown or chosen}, which are not distinct ids of candidates"
        raise ExtensionError("summariser", options.summariser, choices, cause)
    return chosen


def _printed_twice(item: Eligible, single: set[str], leads: set[str]) -> bool:
    """Return whether a pair's first sentence is a point itself, or its second the first of another."""
    return item.lead_in is not None and (item.lead_in.id in single or item.sentence.id in leads)


def point_of(eligible: Eligible, theme: str | None) -> Point:
    """Return the point that an eligible sentence makes."""
    lead_in = eligible.lead_in.id if eligible.lead_in else None
    return Point(sentence=eligible.sentence.id, lead_in=lead_in, theme=theme)


def spread(
    ranked: Mapping[str, Sequence[Point]],
    quality: Mapping[str, float],
    same: Mapping[str, str],
    most: int,
) -> tuple[Point, ...]:
    """Return key points over all themes: each theme's best first, then by quality, each claim once.

    ``same`` gives sentences that report one claim the same value.
    """
    best = [points[0] for points in ranked.values() if points]
    best.sort(key=lambda p: (-quality[p.sentence], p.sentence))
    rest = [p for points in ranked.values() for p in points[1:]]
    rest.sort(key=lambda p: (-quality[p.sentence], p.sentence))
    return tuple(_distinct([*best, *rest], same))[:most]


def _distinct(points: Iterable[Point], same: Mapping[str, str]) -> Iterable[Point]:
    seen: set[str] = set()
    for point in points:
        key = same.get(point.sentence, point.sentence)
        if key not in seen:
            seen.add(key)
            yield point
