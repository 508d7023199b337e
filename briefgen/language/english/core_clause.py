"""The clause of a sentence that tells its news, where grammar without a parser is sure of it: "Cameron lost a vote".

Of "Kerry said on Friday that the rebels had no such weapons, citing …" it is what he said, from its subject to where
something else begins: a mark, a day, another clause, a circumstance. What hangs on an "if" or is taken back by a
"but" has no core; neither has what begins with "he". Words stand in ``cues.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from briefgen.language.english import cues
from briefgen.language.english.certainty import group_of, reported_from
from briefgen.language.english.clauses import (
    Words,
    finite,
    first_finite,
    is_break,
    main_clause,
    span_of,
    words_of,
)
from briefgen.language.english.reporting import verbs

LEAST, MOST = 4, 14
"""Words of a core."""
LONGEST_SHARE = 0.75
"""Of the words of its sentence: a sentence that is nearly all core needs none."""
THOUSAND = 3
"""Figures behind the comma of a number."""
DEPTH = 2
"""Clauses that are looked into: what somebody says that somebody said."""


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    sets = {name: frozenset(words.split()) for name, words in cues.table("core").items()}
    grammar = cues.table("grammar")
    leads = frozenset(f"{grammar['prepositions']} {grammar['subordinators']}".split())
    return {**sets, "leads": leads, "no_subject": sets["no_subject"] | leads}


def core_of(text: str) -> tuple[int, int] | None:
    """Return where the clause stands that tells a sentence's news, end exclusive; None where that is not sure."""
    words = words_of(text)
    if words.starts_inside or words.ends_inside or not _sets()["hangs"].isdisjoint(words.low):
        return None
    found = _clause(words, 0, DEPTH)
    if found is None:
        return None
    first, least = found
    end = _end(words, first, least)
    if end is None or not _sets()["turns"].isdisjoint(words.low[first:]):
        return None
    if not LEAST <= end - first <= LONGEST_SHARE * len(words):
        return None
    return _whole(text, *span_of(words, first, end - 1))


def _clause(words: Words, first: int, depth: int) -> tuple[int, int] | None:
    """Return where the clause begins that tells the news, and where it ends at the earliest; None where it is not sure."""
    end = len(words)
    while first < end and (is_break(words.low[first]) or words.low[first] in _sets()["days"]):
        first += 1
    first, _ = main_clause(words, _behind_participle(words, first), end)
    verb = first_finite(words, first, end)
    if verb is None or verb == first:
        return None
    group = group_of(words, verb, end)
    start = reported_from(words, group, end)
    if start is not None and first_finite(words, start, _break_behind(words, start)) is not None:
        says = verbs().get(group.word) == "reported" and not (group.negation or group.modal)
        says = says and _sets()["not"].isdisjoint(words.low[first:verb])
        says = says and _is_what_is_said(words, group.head, start)
        return _clause(words, start, depth - 1) if says and depth else None
    if _is_bare(words, first, verb) or group.word in _sets()["only_says"]:
        return None
    if group.first == group.head and group.following == "by":  # "the bill released by senators"
        return None
    return first, group.head + (1 if group.passive else 2)


def _is_bare(words: Words, first: int, verb: int) -> bool:
    """Return whether a subject says nothing by itself, is parted by marks, or may hold another clause: "a letter saying that …"."""
    subject = words.low[first:verb]
    led = first and words.low[first - 1] in _sets()["leads"] - {"as"}
    return (
        bool(led)
        or not _sets()["no_subject"].isdisjoint((subject[0], subject[-1]))
        or subject[0].endswith("ing")
        or any(is_break(low) or (low.endswith("ing") and low in verbs()) for low in subject)
    )


def _is_what_is_said(words: Words, head: int, start: int) -> bool:
    """Return whether a clause is what a verb says, and not what a noun behind it says: "challenge the claim that …"."""
    if words.low[start - 1] != "that" or words.low[head] in _sets()["to_somebody"]:
        return True
    before = words.low[start - 2]
    return start - 2 == head or before in _sets()["days"] or before in _sets()["told_in"]


def _behind_participle(words: Words, first: int) -> int:
    """Return where a sentence goes on behind "Seeking to calm the dockers, …"; the same place where it does not."""
    if first or not words.low[first].endswith("ing"):
        return first
    comma = words.low.index(",") if "," in words.low else 0
    goes_on = comma and first_finite(words, comma + 1, len(words)) is not None
    return comma + 1 if goes_on else first


def _break_behind(words: Words, start: int) -> int:
    """Return the next mark, or the sentence's end where "that" opens what is reported."""
    marks = (i for i in range(start, len(words)) if is_break(words.low[i]))
    return len(words) if words.low[start - 1] == "that" else next(marks, len(words))


def _end(words: Words, first: int, least: int) -> int | None:
    """Return where a clause ends: at what is told beside it, the last such place that leaves it short enough."""
    sets, able = _sets(), list[int]()
    last = len(words)
    for i in range(least - 1, last):
        low = words.low[i]
        if i >= least and low in sets["days"]:
            last = _before_day(words, i)
            break
        if _stops(words, i):
            last = i
            break
        if i >= least and low in sets["circumstances"]:
            able.append(i)
    fits = [n for n in (*able, last) if least <= n <= first + MOST and _is_closed(words, n)]
    end = max(fits, default=None)
    return None if end is None or _goes_on(words, end) else end


def _goes_on(words: Words, end: int) -> bool:
    """Return whether the news comes only behind a clause's seeming end: "the bill passed by the House, 9 to 2, was …", "joined in claiming that …"."""
    behind = range(end, len(words) - 1)
    marks = [i for i in behind if is_break(words.low[i]) or words.low[i] in _sets()["joins"]]
    near = range(end, marks[0]) if marks else behind
    claims = any(words.low[i].endswith("ing") and words.low[i + 1] == "that" for i in behind)
    return (
        claims
        or any(finite(words, i) for i in near)
        or any(finite(words, i + 1) for i in marks if words.low[i] == "," and i + 1 < len(words))
    )


def _stops(words: Words, i: int) -> bool:
    """Return whether something else than the clause begins at a word: behind a mark, with another verb, with "who"."""
    low, before = words.low[i], words.low[i - 1]
    if is_break(low):
        return not _in_number(words, i)
    if low == "than":
        return before not in _sets()["than"]
    if low == "and":
        return bool(finite(words, min(i + 1, len(words) - 1)))
    return low in _sets()["stops"]


def _is_closed(words: Words, end: int) -> bool:
    """Return whether words can end there: not behind "the", "more", "with" or the verb of "to stay in"."""
    last = words.low[end - 1]
    open_ended = (
        last in _sets()["open"]
        or last.endswith("ly")
        or (words.low[end - 2] == "to" and words.texts[end - 1].islower())
    )
    return end == len(words) or not open_ended


def _in_number(words: Words, i: int) -> bool:
    """Return whether a comma stands between the figures of one number."""
    beside = (*words.low[i - 1 : i], *words.low[i + 1 : i + 2])
    return (
        words.low[i] == "," and all(w[:1].isdigit() for w in beside) and len(beside[-1]) == THOUSAND
    )


def _before_day(words: Words, i: int) -> int:
    """Return where the words begin that lead to a day: "late on Thursday"."""
    while words.low[i - 1] in _sets()["leads_to_day"]:
        i -= 1
    return i


def _whole(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a span with the marks that belong to its ends; None where it cuts a quotation or brackets in two."""
    curled = words_of(text).text
    if curled[end : end + 1] == "." and (
        "." in curled[start:end].split()[-1] or end + 1 == len(text)
    ):
        end += 1
    if curled[end : end + 1] == "”":
        end += 1
    if start and curled[start - 1] in ",.":
        return None  # inside "4,500"
    while not curled[start].isalnum() and curled[start] not in "“$€£":
        start += 1
    if curled[start - 1 : start] == "“":
        start -= 1
    part = curled[start:end]
    pairs = (("“", "”"), ("(", ")"), ("[", "]"))
    return (start, end) if all(part.count(a) == part.count(b) for a, b in pairs) else None
