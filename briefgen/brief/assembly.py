"""How what the stages found becomes the parts of a Brief: themes, claims, what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefgen.analysis.corpus import Corpus
from briefgen.analysis.readings import Reading
from briefgen.brief.selection import (
    Eligible,
    choose_points,
    find_eligible,
    looks_ahead,
    point_of,
    quality_of,
    theme_candidates,
)
from briefgen.findings.asked import Asked
from briefgen.findings.claims import (
    Found,
    Group,
    evidence_of,
    find_claims,
    phrase_of,
    tellings_of,
)
from briefgen.findings.importance import Ranking
from briefgen.findings.themes import Judged, Themed
from briefgen.language.english.fitness import points_back
from briefgen.model import (
    Article,
    Claim,
    Conflict,
    Count,
    Evidence,
    GlossaryEntry,
    LeftOut,
    Passage,
    Period,
    Point,
    Publication,
    Quantity,
    Story,
    Theme,
)
from briefgen.profile.tables import NamedTheme, Profile, SelectionOptions
from briefgen.runtime import extensions

EARLIER_POINTS = 8
"""Sentences of articles dated before the period, one an article, at the most."""
MOST_READ = 400
"""Sentences whose names and quotations are read at the most: the tagger takes some 4 ms for each, and who is who is told by
the best sentences as well as by ten times as many."""


@dataclass(frozen=True)
class Material:
    """All that the stages left of the border know, in one place."""

    corpus: Corpus
    """The articles of the period as columns."""
    articles: Sequence[Article]
    earlier: Sequence[Article]
    """Those dated before the period: they are printed apart, and corroborate."""
    period: Period
    origins: Mapping[str, str]
    stories: Sequence[Story]
    themed: Themed
    readings: Mapping[str, Reading]
    eligible: Mapping[str, Eligible]
    evidence: Mapping[str, Evidence]
    quality: Mapping[str, float]
    claims: Sequence[Group]
    ranking: Ranking
    edited: frozenset[str] = frozenset()
    """Ids of sentences that the analyst's edits need in the brief."""

    @cached_property
    def everything(self) -> tuple[Article, ...]:
        """All articles, S1 first."""
        return tuple(sorted((*self.articles, *self.earlier), key=lambda a: int(a.id[1:])))

    @cached_property
    def printable(self) -> tuple[str, ...]:
        """Ids of the sentences that stand alone."""
        return tuple(key for key, e in self.eligible.items() if e.lead_in is None)

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """Those, best first."""
        return tuple(sorted(self.printable, key=lambda k: (-self.quality[k], k)))

    @cached_property
    def best(self) -> tuple[str, ...]:
        """Ids of the sentences that stand alone, in their order; of very many the best `MOST_READ`."""
        kept = set(self.ranked[:MOST_READ])
        return tuple(k for k in self.printable if k in kept)

    @cached_property
    def told_once(self) -> frozenset[str]:
        """Ids of the sentences that may be printed, without those whose text an article before has."""
        first: dict[str, str] = {}
        for key, e in self.eligible.items():
            first.setdefault(e.sentence.sha256, key)
        return frozenset(first.values())

    @cached_property
    def line_signs(self) -> Mapping[str, Mapping[str, float]]:
        """How much each sentence reports, and how near it is to a theme: signs of a line of the timeline."""
        near = {k: max(j.scores.values(), default=0.0) for k, j in self.themed.sentences.items()}
        return {"quality": self.quality, "theme": near}

    @cached_property
    def claim_of(self) -> Mapping[str, str]:
        """The head of a sentence's claim, by the sentence's id."""
        return {
            r.sentence.id: g.head.sentence.id for g in self.claims for r in (g.head, *g.members)
        }


def weigh(
    articles: Sequence[Article],
    stories: Sequence[Story],
    readings: Mapping[str, Reading],
    eligible: Mapping[str, Eligible],
    found: Found,
) -> tuple[Mapping[str, Evidence], Mapping[str, float], tuple[Group, ...]]:
    """Return evidence and quality of every sentence, and the claims, best sentences first; ``found`` is what a closer look found."""
    firsts = {p.sentences[0].id for a in articles for p in a.paragraphs if p.sentences}

    def quality(key: str, evidence: Evidence) -> float:
        paired = key in eligible and eligible[key].lead_in is not None
        return quality_of(readings[key], evidence, first=key in firsts, paired=paired)

    alone = evidence_of(readings)
    worth = Asked(readings, lambda k: quality(k, alone[k]))
    order = sorted(
        found.concerned, key=lambda k: (k not in eligible, readings[k].hedged, -worth[k], k)
    )
    groups = find_claims(readings, order, articles, stories, found)
    told = tellings_of(groups)
    weighed = Asked(readings, lambda k: quality(k, told[k]) if k in told else worth[k])
    return evidence_of(readings, found), weighed, groups


def build_themes(material: Material, profile: Profile) -> tuple[Theme, ...]:
    """Return all themes with their passages counted and their points chosen."""
    themes = material.themed.themes
    return tuple(
        _theme(theme, letter, material, profile)
        for theme, letter in zip(themes, _letters(themes), strict=True)
    )


def _letters(themes: Sequence[NamedTheme]) -> list[str]:
    """Return a letter for each theme, all different: its own, or the first free one of its name."""
    given = {t.letter for t in themes if t.letter}
    letters: list[str] = []
    for theme in themes:
        free = (c for c in f"{theme.name.upper()}ABCDEFGHIJKLMNOPQRSTUVWXYZ" if "A" <= c <= "Z")
        letter = theme.letter or next((c for c in free if c not in given), "?")
        given.add(letter)
        letters.append(letter)
    return letters


def _theme(theme: NamedTheme, letter: str, material: Material, profile: Profile) -> Theme:
    options, readings = profile.selection, material.readings
    candidates = theme_candidates(
        theme.id, material.eligible, readings, material.themed, material.quality, material.ranking
    )
    ahead = [c for c in candidates if looks_ahead(readings[c.id].attribution)]
    points = choose_points(
        extensions.resolve("summariser", options.summariser),
        [c for c in candidates if not looks_ahead(readings[c.id].attribution)],
        material.eligible,
        theme.id,
        options,
    )
    ahead.sort(key=lambda c: (-c.quality - 0.5 * c.relevance, c.id))
    told_once = material.told_once
    outlook = _one_a_claim([c.id for c in ahead if c.id in told_once], material)
    claimed = _claimed(theme, material, discovered=not profile.themes)
    by_source = Counter(source for source, _ in claimed)
    mine = [
        readings[s.id]
        for a in material.articles
        for s in a.sentences
        if (a.id, s.paragraph) in claimed
    ]
    kinds = Counter(r.attribution.kind for r in mine)
    return Theme(
        id=theme.id,
        name=theme.name,
        letter=letter,
        proposed=theme.id in material.themed.proposed,
        passages=len(claimed),
        articles=tuple(a.id for a in material.articles if by_source[a.id]),
        by_source={a.id: by_source[a.id] for a in material.everything},
        attribution={
            "named": kinds["named"],
            "role": kinds["role"],
            "vague": kinds["vague"],
            "none": kinds["none"],
        },
        bottom_line=points[0].sentence if points else None,
        points=points,
        outlook=tuple(point_of(material.eligible[k], theme.id) for k in outlook[: options.outlook]),
        denials=tuple(_denials(theme.id, material)),
        quantities=tuple(_quantities(mine, {c.id for c in candidates} & told_once, material)),
        key_phrases=theme.keywords[:4] if theme.id in material.themed.proposed else (),
    )


def _one_a_claim(ids: Sequence[str], material: Material) -> list[str]:
    """Return sentence ids without those whose claim one before carries."""
    claim_of, first = material.claim_of, dict[str, str]()
    for key in ids:
        first.setdefault(claim_of.get(key, key), key)
    return list(first.values())


def _claimed(
    theme: NamedTheme, material: Material, *, discovered: bool
) -> frozenset[tuple[str, int]]:
    """Return the passages of a theme; of a proposed one the leftovers that hold its phrases."""
    proposed = theme.id in material.themed.proposed and not discovered
    phrases = [k.removeprefix("=").lower() for k in theme.keywords]
    texts = (
        {(a.id, p.index): p.text for a in material.articles for p in a.paragraphs}
        if proposed
        else {}
    )
    return frozenset(
        key
        for key, judged in material.themed.paragraphs.items()
        if theme.id in {judged.theme, judged.second}
        or (proposed and judged.theme is None and _holds(texts[key], phrases))
    )


def _holds(text: str, phrases: Sequence[str]) -> bool:
    """Return whether a text holds one of some phrases in small letters."""
    small = text.lower()
    return any(phrase in small for phrase in phrases)


def _denials(theme: str, material: Material) -> Iterator[Point]:
    """Yield the denials of a theme's claims, each with the sentence before it where it points back."""
    seen: set[str] = set()
    for group in material.claims:
        if (
            group.head.sentence.id not in material.eligible
            or material.themed.sentences[group.head.sentence.id].theme != theme
        ):
            continue
        for denial in group.denials:
            if denial.sentence.id not in seen:
                seen.add(denial.sentence.id)
                yield Point(
                    sentence=denial.sentence.id, lead_in=_before(denial, material), theme=theme
                )


def _before(reading: Reading, material: Material) -> str | None:
    """Return the sentence before one that points back, in the same paragraph."""
    source, number = reading.sentence.id.split(".")
    key = f"{source}.{int(number) - 1}"
    before = material.readings.get(key)
    same = before is not None and before.sentence.paragraph == reading.sentence.paragraph
    return key if same and points_back(reading.sentence.text) else None


def _quantities(
    readings: Sequence[Reading], own: frozenset[str] | set[str], material: Material
) -> Iterator[Quantity]:
    """Yield the figures of a theme's printable sentences, a claim's same figure once."""
    claim_of, seen = material.claim_of, set[tuple[str, float, float | None, str]]()
    for reading in readings:
        for m in reading.quantities if reading.sentence.id in own else ():
            claim = claim_of.get(reading.sentence.id, reading.sentence.id)
            figure = (claim, m.value, m.upper, m.unit)
            if figure in seen:
                continue
            seen.add(figure)
            yield Quantity(
                sentence=reading.sentence.id,
                value=m.value,
                upper=m.upper,
                qualifier=m.qualifier,
                unit=m.unit,
                phrase=m.phrase,
            )


def earlier_points(material: Material, options: SelectionOptions) -> tuple[Point, ...]:
    """Return the best sentence of each article dated before the period, the best first."""
    eligible, _ = find_eligible(material.earlier, material.readings)
    best: dict[str, Eligible] = {}
    for key in sorted(eligible, key=lambda k: (-material.quality[k], k)):
        item = eligible[key]
        if item.lead_in is None and item.words <= options.point_words:
            best.setdefault(item.sentence.source, item)
    return tuple(point_of(item, None) for item in best.values())[:EARLIER_POINTS]


def printed_claims(material: Material) -> dict[str, Group]:
    """Return the claims, by id, that a printable sentence stands for and that several carry, or one denies or contradicts."""
    kept = (
        group
        for group in material.claims
        if group.head.sentence.id in material.eligible
        and (len(group.origins) > 1 or group.denials or any(not t.over_time for t in group.tables))
    )
    return {f"C{number}": group for number, group in enumerate(kept, start=1)}


def build_claim(claim_id: str, group: Group, theme: str | None) -> Claim:
    """Return a group of sentences as a claim of the brief."""
    everyone = group.told
    speakers = (r.attribution.who for r in everyone if r.attribution.who)
    return Claim(
        id=claim_id,
        theme=theme,
        phrase=phrase_of(group.head),
        sentence=group.head.sentence.id,
        asserted=tuple(r.sentence.id for r in everyone if not r.hedged),
        hedged=tuple(r.sentence.id for r in everyone if r.hedged),
        denied=tuple(r.sentence.id for r in group.denials),
        origins=len(group.origins),
        articles=len({r.sentence.source for r in everyone}),
        independence="single source" if len(group.origins) == 1 else "not established",
        speakers=tuple(dict.fromkeys(speakers)),
    )


def build_conflicts(claims: Mapping[str, Group]) -> tuple[Conflict, ...]:
    """Return the differing figures, dates and statements of some claims."""
    found = ((claim, t) for claim, g in claims.items() for t in g.tables if not t.over_time)
    return tuple(
        Conflict(id=f"X{n}", claim=claim, kind=d.kind, subject=d.subject, values=d.values)
        for n, (claim, d) in enumerate(found, start=1)
    )


def build_counts(claims: Sequence[Group]) -> tuple[Count, ...]:
    """Return the quantities that sentences give as they grew over time."""
    found = dict.fromkeys(t for g in claims for t in g.tables if t.over_time)
    return tuple(
        Count(id=f"N{n}", subject=t.values[-1].unit or t.subject, values=t.values)
        for n, t in enumerate(found, start=1)
    )


def with_evidence(ids: frozenset[str], evidence: Mapping[str, Evidence]) -> list[str]:
    """Return sentence ids, those their evidence points at, and those that theirs does, in the order of the sources."""
    everything, added = set[str](), set(ids)
    while added:
        everything |= added
        pointed = {s for key in added for s in (*evidence[key].also, *evidence[key].denials)}
        added = pointed - everything
    return sorted(everything, key=_place)


def _place(sentence_id: str) -> tuple[int, int]:
    source, number = sentence_id[1:].split(".")
    return int(source), int(number)


def not_chosen(material: Material, shown: Sequence[str]) -> Iterator[LeftOut]:
    """Yield the sentences that might have been printed and are not."""
    for key in sorted(set(material.eligible) - set(shown), key=_place):
        s = material.eligible[key].sentence
        reason = "not chosen: others report more on its theme"
        yield LeftOut(
            source=s.source, paragraph=s.paragraph, start=s.start, end=s.end, reason=reason
        )


def publication_of(profile: Profile) -> Publication:
    """Return what the profile says to the public."""
    public = profile.public
    entries = (GlossaryEntry(term=term, meaning=m) for term, m in public.glossary.items())
    return Publication(
        headline=public.headline,
        contact=public.contact,
        address=public.address,
        glossary=tuple(entries),
        publishers={s.name: s.shown for s in profile.sources if s.shown},
    )


def passages(material: Material, wanted: Callable[[Judged], bool]) -> Iterator[Passage]:
    """Yield the paragraphs whose theming is of a wanted kind, in the order of the sources."""
    for article in material.articles:
        for paragraph in article.paragraphs:
            judged = material.themed.paragraphs[article.id, paragraph.index]
            if wanted(judged):
                yield Passage(
                    source=article.id,
                    paragraph=paragraph.index,
                    nearest=judged.nearest,
                    second=judged.second or judged.runner_up,
                    margin=judged.margin,
                    because=judged.because,
                )
